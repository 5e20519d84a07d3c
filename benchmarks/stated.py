"""Count wrong facts: posts and provinces that are stated as sure and that two readers of the article deny.

    python benchmarks/stated.py [GOLD] [--away 5]                    # with the confidences that ship
    python benchmarks/stated.py [GOLD] [--away 5] --weights w.json   # with those that `tools/train_sureness.py GOLD --away 5 -o w.json` learned
    python benchmarks/stated.py [GOLD] --judged [--weights w.json]   # posts of raw articles; for side B `train_sureness.py GOLD --away B -o w.json`

The confidences that ship were learned on all these pages, those that were kept away included: the count guards what users of the library get, and is too kind.
With weights that were learned without the fold kept away, its column says what to expect of a fresh article; that of the development pages stays too kind.

`--judged` takes the raw articles of which a reader judged each stated post (`judged.py`; the folder `raw` beside GOLD). Nobody who works on the grammar has read the posts of side B.
A post that nobody has judged, since an older grammar did not state it, counts neither way. How many of the right posts are sure is told too: denying all would be no solution.

GOLD is as `benchmarks/entities.py` reads it. Pages that one reader alone annotated (their names begin with 'z-') do not count. Dumps ('p-') are counted apart: of
several articles in one of them the annotation covers one, so that a fact of another one is denied too. A post is a person with role and
body; what the annotation marks as optional, and people of other countries, count neither way.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

import judged
from entities import find_gold, load_evaluation, posts_of, read_folds, read_pages
from vnnews.link import Entities, link_entities
from vnnews.link.sureness import Sureness, shipped
from vnnews.mentions import find_mentions

SURE = 0.8
"""Confidence from which on a user may take a fact as stated; `--sure` asks for another one."""
GOAL = 0.03
"""Share of denied ones that is aimed at."""
ONE_READER, DUMP = "z-", "p-"
AWAY = "5"
KINDS = ("posts", "provinces")


def judge_posts(module: ModuleType, annotation: dict[str, Any], entities: Entities, sure: float = SURE) -> list[bool]:
    """Return for each sure post of Viet Nam whether the annotation denies it."""
    foreign = {module.fold(o["name"]) for o in annotation["officials"] if o.get("foreign")}
    may = annotation.get("maybe", {})
    optional = {module.fold(name) for name in may.get("officials", [])}
    near = {(module.fold(post[0]), module.fold(post[1])) for post in may.get("posts", [])}
    held = {(module.fold(o["name"]), *post) for o in annotation["officials"] for post in posts_of(module, o)}
    stated = [
        (module.fold(official.name), *module.post_key(post.role, post.agency, "")[:2])
        for official in entities.officials
        if not official.foreign and module.fold(official.name) not in foreign | optional
        for post in official.posts
        if post.confidence >= sure
    ]
    return [post not in held and post[:2] not in near for post in stated]


def judge_provinces(
    module: ModuleType, annotation: dict[str, Any], entities: Entities, sure: float = SURE
) -> list[bool]:
    """Return for each sure province whether the annotation denies it."""
    named = {module.fold(province["name"]) for province in annotation["provinces"]}
    optional = {module.fold(name) for name in annotation.get("maybe", {}).get("provinces", [])}
    stated = [module.fold(province.name) for province in entities.provinces if province.confidence >= sure]
    return [name not in named for name in stated if name not in optional - named]


def count_stated(gold: Path, sureness: Sureness, away: str = AWAY, sure: float = SURE) -> dict[str, tuple[int, int]]:
    """Return how many facts are stated as sure and how many of them are denied, by kind and side: 'posts, kept away'."""
    module, folds = load_evaluation(gold), read_folds(gold)
    stated, denied = Counter[str](), Counter[str]()
    for name, annotation, article in read_pages(gold):
        if name.startswith(ONE_READER):
            continue
        side = ("kept away" if folds.get(name) == away else "development") + ", dumps" * name.startswith(DUMP)
        entities = link_entities(article, find_mentions(article), sureness=sureness)
        judged = (judge(module, annotation, entities, sure) for judge in (judge_posts, judge_provinces))
        for kind, answers in zip(KINDS, judged, strict=True):
            stated[f"{kind}, {side}"] += len(answers)
            denied[f"{kind}, {side}"] += sum(answers)
    return {title: (number, denied[title]) for title, number in sorted(stated.items())}


class JudgedCounts(NamedTuple):
    """Posts of Viet Nam in the articles of one side."""

    sure: int
    """Stated as sure and judged."""
    denied: int
    """Of the sure ones."""
    unjudged: int
    """Stated as sure, and nobody has said whether they are right."""
    right: int
    """Stated with any confidence and judged right."""
    right_sure: int


def count_judged(
    gold: Path, raw: Path, sureness: Sureness, sure: float = SURE, verdicts: Path = judged.JUDGED
) -> dict[str, JudgedCounts]:
    """Return what readers of the raw articles say to the posts that are stated, by side."""
    module = load_evaluation(gold)
    counts: dict[str, Counter[str]] = {}
    for page in judged.read_judged(module, raw, verdicts):
        entities = link_entities(page.article, find_mentions(page.article), sureness=sureness)
        count = counts.setdefault(page.side, Counter())
        for official in entities.officials:
            for post in official.posts if not official.foreign else ():
                is_right = page.is_right(judged.key_of(module, official.name, post.role, post.agency))
                count["right"] += is_right is True
                if post.confidence >= sure:
                    count["right_sure"] += is_right is True
                    count["denied"] += is_right is False
                    count["unjudged"] += is_right is None
    return {
        side: JudgedCounts(
            count["right_sure"] + count["denied"],
            count["denied"],
            count["unjudged"],
            count["right"],
            count["right_sure"],
        )
        for side, count in sorted(counts.items())
    }


def share_upheld(gold: Path) -> dict[str, float]:
    """Return the share of sure facts that nobody denies, of those that ship, dumps left out."""
    counts = count_stated(gold, shipped())
    return {title: 1 - denied / stated for title, (stated, denied) in counts.items() if "dumps" not in title}


def show_judged(side: str, counts: JudgedCounts) -> None:
    share = counts.denied / max(counts.sure, 1)
    print(
        f"posts, judged, side {side}         stated {counts.sure:5}   denied {counts.denied:4}   {share:6.1%}   {'' if share <= GOAL else 'above the goal'}"
        f"   right ones that are sure {counts.right_sure / max(counts.right, 1):.1%}   not judged {counts.unjudged}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?")
    parser.add_argument("--away", default=AWAY, help="the fold that is kept away")
    parser.add_argument("--weights", type=Path, help="confidences to use instead of those that ship")
    parser.add_argument("--sure", type=float, default=SURE, help="confidence from which on a fact counts as sure")
    parser.add_argument("--judged", action="store_true", help="posts of raw articles that a reader judged")
    options = parser.parse_args()
    gold = find_gold(options.gold)
    if gold is None:
        print("no annotated pages: give their folder", file=sys.stderr)
        return 2
    sureness = msgspec.json.decode(options.weights.read_bytes(), type=Sureness) if options.weights else shipped()
    if options.judged:
        raw = judged.find_raw(gold)
        if raw is None:
            print("no raw articles beside the annotated pages", file=sys.stderr)
            return 2
        for side, counts in count_judged(gold, raw, sureness, options.sure).items():
            show_judged(side, counts)
        return 0
    for title, (stated, denied) in count_stated(gold, sureness, options.away, options.sure).items():
        share = denied / max(stated, 1)
        print(
            f"{title:29} stated {stated:5}   denied {denied:4}   {share:6.1%}   {'' if share <= GOAL else 'above the goal'}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
