"""Score the entities alone: the article's lines are taken from the annotation, so that reading and labelling do not count.

    python benchmarks/entities.py [GOLD]              # F1 of articles and of dumps, the speed
    python benchmarks/entities.py [GOLD] --away 5     # the fold that is kept away beside the others
    python benchmarks/entities.py [GOLD] --away 5 --errors     # every miss and every invention, by page, but of the fold kept away
    python benchmarks/entities.py [GOLD] --peer       # the same for underthesea's `ner` with a list of province names

GOLD is a folder with `evaluate.py`, `folds.tsv` and `dev/docs`, `dev/ann` (annotated pages; they belong to their papers and are not part of
this repository): the argument, else the environment variable VNNEWS_SHARED with `/gold`, else `../shared/gold` beside the checkout.
What counts as equal, and what the annotation marks as optional, is decided as `evaluate.py` does. Dumps are the pages whose name begins with
'p-': text with what stands around articles, some of several articles of which only one is annotated.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from vnnews.link import Entities, link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

ROLES = {"title", "sapo", "heading", "body", "caption"}
UNIT = re.compile(r"\b(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn) ")
AGENCY_FIELDS = 2
POST_FIELDS = (("official+role", 1), ("official+role+agency", 2), ("official+role+agency+province", 3))
ROUNDS = 5
"""Timed rounds over all pages; the best one counts, since other work on the machine only slows."""

Counts = dict[str, list[int]]


def find_gold(given: Path | None) -> Path | None:
    """Return the folder of annotated pages, None when there is none."""
    shared = os.environ.get("VNNEWS_SHARED")
    places = [given, Path(shared) / "gold" if shared else None, Path(__file__).resolve().parents[2] / "shared" / "gold"]
    return next((place for place in places if place is not None and (place / "evaluate.py").exists()), None)


def read_folds(gold: Path) -> dict[str, str]:
    """Return the fold of each page, by its name; none without `folds.tsv`."""
    path = gold / "folds.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []
    return {name: fold for name, fold, *_ in (line.split("\t") for line in lines)}


def load_evaluation(gold: Path) -> ModuleType:
    """Return the module that defines which names count as equal."""
    spec = importlib.util.spec_from_file_location("evaluate", gold / "evaluate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_pages(gold: Path) -> list[tuple[str, dict[str, Any], Article]]:
    """Return name, annotation and article of each page that holds an article; of several articles the first, whose entities are annotated."""
    pages = []
    for path in sorted((gold / "dev" / "ann").glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        if annotation.get("type") == "listing":
            continue
        lines = (gold / "dev" / "docs" / f"{path.stem}.lines").read_text(encoding="utf-8").splitlines()
        labels = {k: label for first, last, label in annotation["labels"] for k in range(first - 1, last)}
        first, last = annotation["articles"][0] if annotation.get("articles") else (1, len(lines))
        passages, at = [], 0
        for number, line in enumerate(lines):
            if first <= number + 1 <= last and labels.get(number) in ROLES and line.strip():
                passages.append(Passage(labels[number], at, at + len(line), line))
                at += len(line) + 2
        text = "\n\n".join(passage.text for passage in passages)
        published = datetime.fromisoformat(annotation["published"]) if annotation.get("published") else None
        pages.append(
            (path.stem, annotation, Article(title="", text=text, passages=tuple(passages), published=published))
        )
    return pages


def find_entities(article: Article) -> Entities:
    return link_entities(article, find_mentions(article))


def names_of(entities: Entities) -> dict[str, Any]:
    """Return the names that are scored."""
    officials = [(o.name, [(p.role, p.agency, p.province) for p in o.posts]) for o in entities.officials]
    return {
        "provinces": [p.name for p in entities.provinces],
        "agencies": [a.name for a in entities.agencies],
        "mentions": [(a.name, mention.text) for a in entities.agencies for mention in a.mentions],
        "officials": officials,
    }


def find_with_peer(module: ModuleType, article: Article) -> dict[str, Any]:
    """Return what underthesea's `ner` and a list of province names find."""
    found: dict[str, Any] = module.sys_underthesea("", "text", [passage.text for passage in article.passages])
    return found


def score_page(module: ModuleType, annotation: dict[str, Any], found: dict[str, Any], totals: Counts) -> list[str]:
    """Add the page's counts to the totals; return its misses and inventions."""
    may = annotation.get("maybe", {})
    errors = []
    for kind, key in (("provinces", module.fold), ("agencies", module.agency_key)):
        gold, ours = {key(x["name"]) for x in annotation[kind]}, {key(x) for x in found[kind]}
        free = {key(x) for x in may.get(kind, [])}
        if kind == "agencies":
            free |= _named_inside(module, annotation["agencies"], gold ^ ours)
        errors += _count(kind, gold - (free - ours), ours - (free - gold), totals)
    _count("agency spans", *_spans(module, annotation, found.get("mentions", ()), free), totals)
    officials = {module.fold(o["name"]): o for o in annotation["officials"]}
    unsure = {module.fold(name) for name in may.get("officials", [])}
    unsure |= {name for name, o in officials.items() if o["posts"] and all(p.get("implied") for p in o["posts"])}
    domestic = {name: o for name, o in officials.items() if not o.get("foreign") and name not in unsure}
    persons = {module.fold(name): posts for name, posts in found["officials"]}
    persons = {
        name: p for name, p in persons.items() if name not in unsure and name not in officials.keys() - domestic.keys()
    }
    errors += _count("officials", set(domestic), set(persons), totals)
    near = [
        (module.fold(p[0]), module.fold(p[1]), module.agency_key(p[2]) if len(p) > 2 else None)
        for p in may.get("posts", [])
    ]
    for kind, fields in POST_FIELDS:

        def key_of(name: str, post: tuple[str, str, str], fields: int = fields) -> tuple[str, ...]:
            return (name, *module.post_key(*post))[: 1 + fields]

        stated = [(n, p) for n, o in domestic.items() for p in o["posts"]]
        gold = {key_of(n, (p["role"], p.get("agency", ""), p.get("province", ""))) for n, p in stated}
        loose = {
            key_of(n, (p["role"], p.get("agency", ""), p.get("province", ""))) for n, p in stated if p.get("implied")
        }
        ours = {key_of(n, p) for n, posts in persons.items() for p in posts}
        free = {
            x
            for x in gold ^ ours
            if x in loose or any(x[:2] == m[:2] and (fields < AGENCY_FIELDS or m[2] in {None, x[2]}) for m in near)
        }
        found_errors = _count(kind, gold - (free - ours), ours - (free - gold), totals)
        errors += found_errors if fields == len(POST_FIELDS) else []
    return errors


def _named_inside(module: ModuleType, agencies: list[dict[str, Any]], doubtful: set[str]) -> set[str]:
    """Bodies that stand only inside the name of another: they count neither way."""
    whole = {module.fold(x["name"]) for x in agencies}
    return {
        key
        for key in doubtful
        if any(name != key and module.agency_key(name) != key and key in UNIT.sub("", name) for name in whole)
    }


def _spans(
    module: ModuleType, annotation: dict[str, Any], mentions: Iterable[tuple[str, str]], free: set[str]
) -> tuple[set[str], set[str]]:
    """The strings by which an article names bodies, as annotated and as found: bare and optional ones count neither way.

    A minister's title that drops the head is annotated whole ('Bộ trưởng Công an'); here it ends in the body's words.
    """
    optional = free | {module.agency_key(name) for name in annotation.get("maybe", {}).get("agencies", [])}
    bare = {text for x in annotation["agencies"] for text in x.get("elliptical", [])}
    named = [(x["name"], text) for x in annotation["agencies"] for text in x["surfaces"]]
    mentions = list(mentions)
    gold, ours = {text for _, text in named} - bare, {text for _, text in mentions} - bare
    sure, stated = (
        {text for name, text in pairs if module.agency_key(name) not in optional} for pairs in (named, mentions)
    )
    gold, ours = gold - (gold - sure - ours), ours - (ours - stated - gold)
    contracted = {
        text: title for title in gold for text in ours - gold if CONTRACTED.fullmatch(title.removesuffix(text))
    }
    return gold, {contracted.get(text, text) for text in ours}


CONTRACTED = re.compile(r"(?:(?:Phó |Nguyên |nguyên )*(?:\w+ )?\w+ trưởng|Thứ trưởng) ", re.IGNORECASE)
"""What stands in front of the body's words in a contracted title: 'Phó Cục trưởng | Quản lý Dược'."""


def posts_of(module: ModuleType, official: dict[str, Any]) -> set[tuple[str, str]]:
    """Return role and agency of an annotated official's posts, as they are compared."""
    return {module.post_key(post["role"], post.get("agency", ""), "")[:2] for post in official["posts"]}


def _count(kind: str, gold: set[Any], ours: set[Any], totals: Counts) -> list[str]:
    for k, n in enumerate((len(gold & ours), len(ours - gold), len(gold - ours))):
        totals[kind][k] += n
    return [f"{kind} missed: {x}" for x in sorted(gold - ours)] + [f"{kind} invented: {x}" for x in sorted(ours - gold)]


def measure_speed(articles: list[Article]) -> float:
    """Return thousands of characters a second on one core, the best of several rounds."""
    size = sum(len(article.text) for article in articles)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for article in articles:
            find_entities(article)
        best = min(best, time.perf_counter() - start)
    return size / best / 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--away", default="", help="the fold that is kept away")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    if options.errors and not options.away:
        parser.error("--errors needs --away: the errors of one fold are never read")
    gold = find_gold(options.gold)
    if gold is None:
        print("no annotated pages: give their folder", file=sys.stderr)
        return 2
    module = load_evaluation(gold)
    pages = read_pages(gold)
    find = partial(find_with_peer, module) if options.peer else lambda article: names_of(find_entities(article))
    names = [find(article) for _, _, article in pages]
    scored = [(name, annotation, found) for (name, annotation, _), found in zip(pages, names, strict=True)]
    folds = read_folds(gold)
    parts: dict[str, list[Any]] = defaultdict(list)
    for page in scored:
        side = (
            "kept away"
            if options.away and folds.get(page[0]) == options.away
            else "development"
            if options.away
            else "all"
        )
        parts[f"{side}, {'dumps' if page[0].startswith('p-') else 'articles'}"].append(page)
        parts[side].append(page)
    for title, part in sorted(parts.items()):
        totals: Counts = defaultdict(lambda: [0, 0, 0])
        reports = []
        for name, annotation, found in part:
            reports += [f"{name}: {error}" for error in score_page(module, annotation, found, totals)]
        print(f"{title}, {len(part)} pages")
        for kind, counts in totals.items():
            precision, recall, f1 = module.prf(*counts)
            print(f"  {kind:32s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
        if options.errors and title == "development":
            print("\n".join(f"    {report}" for report in reports))
    if not options.peer:
        print(f"speed: {measure_speed([article for _, _, article in pages]):.0f} kchar/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
