"""Score the entities alone: the article's lines are taken from the annotation, so that reading and labelling do not count.

    python benchmarks/entities.py [GOLD]              # F1 of all pages and of each half, and the speed
    python benchmarks/entities.py [GOLD] --errors     # every miss and every invention, by page
    python benchmarks/entities.py [GOLD] --peer       # the same for underthesea's `ner` with a list of province names

GOLD is a folder with `evaluate.py` and `dev/docs`, `dev/ann` (annotated pages; they belong to their papers and are not part of this
repository): the argument, else the environment variable VNNEWS_SHARED with `/gold`, else `../shared/gold` beside the checkout.
The halves are every second page in the order of the names: rules were written while looking at the first half only, until the figures
of the second were recorded (docs/entities.md).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from vnnews.link import Entities, link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

ROLES = {"title", "sapo", "heading", "body", "caption"}
POST_FIELDS = (("official+role", 1), ("official+role+agency", 2), ("official+role+agency+province", 3))
SURE = 0.8
"""Confidence from which on a user may take a post as stated."""
ROUNDS = 5
"""Timed rounds over all pages; the best one counts, since other work on the machine only slows."""

Counts = dict[str, list[int]]


def find_gold(given: Path | None) -> Path | None:
    """Return the folder of annotated pages, None when there is none."""
    shared = os.environ.get("VNNEWS_SHARED")
    places = [given, Path(shared) / "gold" if shared else None, Path(__file__).resolve().parents[2] / "shared" / "gold"]
    return next((place for place in places if place is not None and (place / "evaluate.py").exists()), None)


def load_evaluation(gold: Path) -> ModuleType:
    """Return the module that defines which names count as equal."""
    spec = importlib.util.spec_from_file_location("evaluate", gold / "evaluate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_pages(gold: Path) -> list[tuple[str, dict[str, Any], Article]]:
    """Return name, annotation and article of each page that holds an article."""
    pages = []
    for path in sorted((gold / "dev" / "ann").glob("*.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        if annotation.get("type") == "listing":
            continue
        lines = (gold / "dev" / "docs" / f"{path.stem}.lines").read_text(encoding="utf-8").splitlines()
        labels = {k: label for first, last, label in annotation["labels"] for k in range(first - 1, last)}
        passages, at = [], 0
        for number, line in enumerate(lines):
            if labels.get(number) in ROLES and line.strip():
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
        "officials": officials,
    }


def find_with_peer(module: ModuleType, article: Article) -> dict[str, Any]:
    """Return what underthesea's `ner` and a list of province names find."""
    found: dict[str, Any] = module.sys_underthesea("", "text", [passage.text for passage in article.passages])
    return found


def score_page(module: ModuleType, annotation: dict[str, Any], found: dict[str, Any], totals: Counts) -> list[str]:
    """Add the page's counts to the totals; return its misses and inventions."""
    errors = []
    for kind, key in (("provinces", module.fold), ("agencies", module.agency_key)):
        gold, ours = {key(x["name"]) for x in annotation[kind]}, {key(x) for x in found[kind]}
        errors += _count(kind, gold, ours, totals)
    domestic = {module.fold(o["name"]): o for o in annotation["officials"] if not o.get("foreign")}
    foreign = {module.fold(o["name"]) for o in annotation["officials"] if o.get("foreign")}
    persons = {module.fold(name): posts for name, posts in found["officials"] if module.fold(name) not in foreign}
    errors += _count("officials", set(domestic), set(persons), totals)
    for kind, fields in POST_FIELDS:

        def key_of(name: str, post: tuple[str, str, str], fields: int = fields) -> tuple[str, ...]:
            return (name, module.fold(post[0]), module.agency_key(post[1]), module.fold(post[2]))[: 1 + fields]

        gold = {
            key_of(n, (p["role"], p.get("agency", ""), p.get("province", "")))
            for n, o in domestic.items()
            for p in o["posts"]
        }
        ours = {key_of(n, p) for n, posts in persons.items() for p in posts}
        errors += _count(kind, gold, ours, totals) if fields == 3 else _count(kind, gold, ours, totals)[:0]
    return errors


def count_denied(module: ModuleType, annotation: dict[str, Any], entities: Entities) -> tuple[int, int]:
    """Return how many posts of Viet Nam are stated with SURE or more, and how many of them the annotation denies."""
    foreign = {module.fold(o["name"]) for o in annotation["officials"] if o.get("foreign")}
    may = annotation.get("maybe", {})
    optional = {module.fold(name) for name in may.get("officials", [])}
    near = {(module.fold(post[0]), module.fold(post[1])) for post in may.get("posts", [])}
    held = {
        (module.fold(o["name"]), *module.post_key(p["role"], p.get("agency", ""), "")[:2])
        for o in annotation["officials"]
        for p in o["posts"]
    }
    stated = [
        (module.fold(official.name), *module.post_key(post.role, post.agency, "")[:2])
        for official in entities.officials
        if not official.foreign and module.fold(official.name) not in foreign | optional
        for post in official.posts
        if post.confidence >= SURE
    ]
    return len(stated), sum(post not in held and post[:2] not in near for post in stated)


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
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    gold = find_gold(options.gold)
    if gold is None:
        print("no annotated pages: give their folder", file=sys.stderr)
        return 2
    module = load_evaluation(gold)
    pages = read_pages(gold)
    scored = [
        (name, annotation, find_with_peer(module, article) if options.peer else names_of(find_entities(article)))
        for name, annotation, article in pages
    ]
    for title, part in (("all", scored), ("first half", scored[::2]), ("second half", scored[1::2])):
        totals: Counts = defaultdict(lambda: [0, 0, 0])
        reports = []
        for name, annotation, found in part:
            errors = score_page(module, annotation, found, totals)
            reports += [f"{name}: {error}" for error in errors]
        print(f"{title}, {len(part)} pages")
        for kind, counts in totals.items():
            precision, recall, f1 = module.prf(*counts)
            print(f"  {kind:32s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
        if options.errors and title == "all":
            print("\n".join(f"    {report}" for report in reports))
    if not options.peer:
        counts = [count_denied(module, annotation, find_entities(article)) for _, annotation, article in pages]
        stated, denied = (sum(column) for column in zip(*counts, strict=True))
        print(
            f"posts stated with {SURE} or more: {stated}, denied by the annotation: {denied} ({denied / max(stated, 1):.1%})"
        )
        print(f"speed: {measure_speed([article for _, _, article in pages]):.0f} kchar/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
