"""What confidences are learned from: the entities that the grammar finds in annotated and judged articles, with what is seen of each.

Takes annotated pages, the project's own sentences and the verdicts on raw articles; gives examples for `train_sureness.py`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import judged
from entities import load_evaluation, posts_of, read_pages
from vnnews.link import link_entities
from vnnews.link.sureness import Sureness
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

KINDS = ("province", "agency", "official", "post", "owner")
WHOLE = "whole"
"""A post with its body, or with none where the annotation has none: the product of 'post' and 'owner', which is `Post.confidence`."""
OWN = "own"
"""Outlet and fold of the project's own sentences: always learned from, never scored."""
MET = "met while the grammar was written"
"""Feature of every example whose errors the authors have read."""
MENDED = "faults mended after it was judged"
"""Feature of every example of side A: how often they are right is neither that of pages met nor that of fresh ones."""
BRACKET = re.compile(r"\[(?:official|agency|province) ")
Wanted = dict[tuple[str, str], int]
"""How many entities of a kind the annotations of a fold have."""


class Example(NamedTuple):
    """An entity that was found."""

    kind: str
    outlet: str
    fold: str
    features: list[str]
    is_right: bool


class Listener(Sureness, frozen=True):
    """Stands in for the weights: keeps what it hears, and gives each entity its number as confidence."""

    heard: list[list[str]] = msgspec.field(default_factory=list)

    def rate(self, kind: str, features: Iterable[str]) -> float:
        """Return the number of what was heard."""
        self.heard.append(list(features))
        return float(len(self.heard) - 1)

    def rate_post(self, features: Sequence[str]) -> tuple[float, float]:
        """Return the number of what was heard, and 1, so that their product is the number."""
        return self.rate("post", features), 1.0


def listen() -> Listener:
    """Return weights that only listen."""
    return Listener(weights={}, least=dict.fromkeys(KINDS, 0.0), heard=[])


# ------------------------------------------------------------------------------------------------------------------------- annotations


def read_examples(gold: Path, own: Path, fresh: str) -> tuple[list[Example], Wanted]:
    """Return the entities that are found, and for each kind and fold how many the annotations have.

    Those of every fold but the `fresh` one carry MET.
    """
    module = load_evaluation(gold)
    with (gold / "folds.tsv").open(encoding="utf-8") as rows:
        about = {row["id"]: row for row in csv.DictReader(rows, delimiter="\t")}
    pages = [(about[name]["outlet"], about[name]["fold"], *page) for name, *page in read_pages(gold) if name in about]
    pages += [(OWN, OWN, *page) for page in read_own(own)]
    examples: list[Example] = []
    wanted: Wanted = defaultdict(int)
    for outlet, fold, annotation, article in pages:
        met = [] if fold == fresh else [MET]
        for kind, features, is_right in judge(module, annotation, article):
            examples.append(Example(kind, outlet, fold, [*features, *met], is_right))
        for kind, count in count_wanted(module, annotation).items():
            wanted[kind, fold] += count
    return examples, wanted


def read_own(cases: Path) -> Iterator[tuple[dict[str, Any], Article]]:
    """Yield annotation and article of each line of the project's own sentences: 'text => officials @ agencies'."""
    for line in cases.read_text("utf-8").splitlines():
        head, has_agencies, agencies = line.partition(" @ ")
        marked, has_officials, officials = head.partition(" => ")
        if not has_officials or line.startswith(("#", "!")):
            continue
        text = BRACKET.sub("", marked).replace("]", "")
        named = [name for name in agencies.split("; ") if name] if has_agencies else []
        annotation = {
            "provinces": [],
            "agencies": [{"name": name} for name in named],
            "officials": [read_official(official) for official in officials.split("; ") if "=" in official],
            "only": {"official"} | ({"agency"} if named else set()),
        }
        yield annotation, Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))


def read_official(written: str) -> dict[str, Any]:
    """Return what 'name (foreign) = role | agency | province | status + role …' says.

    >>> read_official("Trần Thị Mai = Bí thư | Tỉnh ủy Cà Mau")["posts"]
    [{'role': 'Bí thư', 'agency': 'Tỉnh ủy Cà Mau'}]
    """
    name, _, posts = written.partition(" = ")
    cells = [[cell.strip() for cell in post.split("|")] for post in posts.split(" + ")]
    held = [{"role": post[0], "agency": post[1] if len(post) > 1 else ""} for post in cells if post[0]]
    return {"name": name.removesuffix(" (foreign)"), "foreign": name.endswith(" (foreign)"), "posts": held}


def judge(module: ModuleType, annotation: dict[str, Any], article: Article) -> Iterator[tuple[str, list[str], bool]]:
    """Yield kind, features and rightness of each entity that is found in an article."""
    scored = annotation.get("only", KINDS)
    listener = listen()
    found = link_entities(article, find_mentions(article), sureness=listener)
    may = annotation.get("maybe", {})
    for kind, entities, key in (
        ("province", found.provinces, module.fold),
        ("agency", found.agencies, module.agency_key),
    ):
        table = "provinces" if kind == "province" else "agencies"
        right = {key(entity["name"]) for entity in annotation[table]}
        free = {key(entity) for entity in may.get(table, [])}
        whole = [module.fold(entity["name"]) for entity in annotation[table]]
        for entity in entities if kind in scored else ():
            name = key(entity.name)
            is_free = name in free or any(name in other and other != name for other in whole)
            if name in right or not is_free:
                yield kind, listener.heard[int(entity.confidence)], name in right
    free = {module.fold(name) for name in may.get("officials", [])}
    annotated = {module.fold(o["name"]): posts_of(module, o) for o in annotation["officials"]}
    near = {(module.fold(post[0]), module.fold(post[1])) for post in may.get("posts", [])}
    for official in found.officials:
        name = module.fold(official.name)
        if name in free:
            continue
        yield "official", listener.heard[int(official.confidence)], name in annotated
        held = annotated.get(name, set())
        titles = {role for role, _ in held}
        for post in official.posts:
            role, agency, _ = module.post_key(post.role, post.agency, post.province)
            if (role, agency) in held or (name, role) not in near:
                features = listener.heard[int(post.confidence)]
                yield "post", features, role in titles
                yield WHOLE, features, (role, agency) in held
                if role in titles:
                    yield "owner", features, (role, agency) in held


def count_wanted(module: ModuleType, annotation: dict[str, Any]) -> dict[str, int]:
    held = [posts_of(module, official) for official in annotation["officials"]]
    return {
        "province": len({module.fold(entity["name"]) for entity in annotation["provinces"]}),
        "agency": len({module.agency_key(entity["name"]) for entity in annotation["agencies"]}),
        "official": len(annotation["officials"]),
        "post": sum(len({role for role, _ in posts}) for posts in held),
        "owner": sum(map(len, held)),
        WHOLE: sum(map(len, held)),
    }


# ---------------------------------------------------------------------------------------------------------------------- judged posts


def read_judged_examples(module: ModuleType, raw: Path, verdicts: Path) -> list[Example]:
    """Return the judged posts that are still stated; the side stands for the fold."""
    examples = []
    for page in judged.read_judged(module, raw, verdicts):
        met = [MENDED] if page.side == judged.MENDED else []
        for kind, features, is_right in follow_verdicts(module, page):
            examples.append(Example(kind, page.outlet, page.side, [*features, *met], is_right))
    return examples


def follow_verdicts(module: ModuleType, page: judged.Page) -> Iterator[tuple[str, list[str], bool]]:
    """Yield kind, features and rightness of each post of a judged article, as far as the verdicts tell."""
    listener = listen()
    found = link_entities(page.article, find_mentions(page.article), sureness=listener)
    for official in found.officials:
        for post in official.posts if not official.foreign else ():
            key = judged.key_of(module, official.name, post.role, post.agency)
            features = listener.heard[int(post.confidence)]
            holds, is_right = page.is_role_right(key), page.is_right(key)
            if holds is not None:
                yield "post", features, holds
            if is_right is not None:
                yield WHOLE, features, is_right
                if holds:
                    yield "owner", features, is_right
