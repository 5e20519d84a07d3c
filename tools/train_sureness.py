"""Learns how sure provinces, agencies, officials and posts are, or measures it on outlets that it has not seen.

    python tools/train_sureness.py GOLD                     # learn, write src/vnnews/link/data/sureness.json
    python tools/train_sureness.py GOLD --measure           # each fold by the weights of the others, then the fresh fold outlet by outlet
    python tools/train_sureness.py GOLD --away 5 -o w.json  # learn without one fold

GOLD has annotated articles as benchmarks/entities.py reads them (`evaluate.py`, `dev/docs`, `dev/ann`) and `folds.tsv` (id, fold, outlet). An
entity that the grammar finds is right when the annotation has it, by the names that `evaluate.py` counts as equal; what the annotation marks
as optional is not learned from. The project's own sentences (tests/cases/mentions.txt) are learned from too. Each kind has a logistic
regression of its own; the optimiser is SciPy's L-BFGS, the same input gives the same weights.

The grammar was written with the errors of most folds in sight, so that entities are right more often there than on articles that nobody has
read. One fold is kept fresh: its errors are never looked at (`--fresh`, 5). Examples of the other folds carry one feature more, MET, whose
weight takes up what the grammar owes to their being met; in use the feature never stands, and the probabilities are those of fresh articles.
 Below `least` an entity is not stated: the threshold that gives the highest F1 on the folds, each scored by the others' weights.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import msgspec
import numpy as np
import scipy.sparse
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from entities import load_evaluation, posts_of, read_pages
from vnnews.link import link_entities
from vnnews.link.sureness import WEIGHTS_FILE, Sureness
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

KINDS = ("province", "agency", "official", "post", "owner")
WHOLE = "whole"
"""A post with its body, or with none where the annotation has none: the product of 'post' and 'owner', which is `Post.confidence`."""
L2, ITERATIONS = 3.0, 200
"""Between 1 and 10 the figures of --measure hardly move."""
MIN_OUTLETS, MIN_WORD_OUTLETS = 2, 5
"""In how many outlets a feature must stand; words beside a mention must be markers that many outlets share."""
WORDS = ("in front '", "behind '")
LEAST_WEIGHT = 0.02
"""Weights below are left out."""
STEPS = np.arange(0.0, 0.65, 0.05)
"""Thresholds that are tried."""
NEAR = 0.002
"""Differences of F1 that do not count."""
SURE = 0.8
"""From where on a user may take an entity as stated."""
BINS = 10
BRACKET = re.compile(r"\[(?:official|agency|province) ")
OWN = "own"
"""Outlet and fold of the project's own sentences: always learned from, never scored."""
MET = "met while the grammar was written"
"""Feature of every example whose errors the authors have read."""
GROUPS = 5
"""Into how many groups of outlets the fresh fold is parted, each rated by weights that have not seen it."""
OWN_WEIGHT = 0.2
"""What one of them counts: nearly all are right, so that more would make everything look sure."""
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
    listener = Listener(weights={}, least=dict.fromkeys(KINDS, 0.0), heard=[])
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


# ---------------------------------------------------------------------------------------------------------------------------- learning


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights of a logistic regression."""
    outlets: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for feature in example.features:
            outlets[feature].add(example.outlet)
    kept = [
        feature
        for feature, seen in sorted(outlets.items())
        if len(seen) >= (MIN_WORD_OUTLETS if feature.startswith(WORDS) else MIN_OUTLETS)
    ]
    columns = {feature: column for column, feature in enumerate(kept)}
    indices, bounds = [], [0]
    for example in examples:
        indices += sorted({columns[feature] for feature in example.features if feature in columns})
        bounds.append(len(indices))
    rows = scipy.sparse.csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(examples), len(columns)))
    right = np.array([example.is_right for example in examples], float)
    counts = np.array([OWN_WEIGHT if example.fold == OWN else 1.0 for example in examples])
    back = rows.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ weights
        value = counts @ (np.logaddexp(0.0, scores) - right * scores) + 0.5 * L2 * weights @ weights
        return value, back @ (counts * (1.0 / (1.0 + np.exp(-scores)) - right)) + L2 * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": ITERATIONS})
    return {
        feature: round(float(found.x[column]), 3)
        for feature, column in columns.items()
        if abs(found.x[column]) >= LEAST_WEIGHT
    }


def learn_all(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    return {kind: learn([example for example in examples if example.kind == kind]) for kind in KINDS}


# --------------------------------------------------------------------------------------------------------------------------- measuring


class Rated(NamedTuple):
    """Entities with the probabilities that weights of other outlets give them."""

    shares: np.ndarray
    right: np.ndarray
    wanted: int

    def f1_from(self, least: float) -> float:
        """Return the F1 when only entities of at least this probability are stated."""
        kept = self.shares >= least
        right = self.right[kept].sum()
        return float(2 * right / (kept.sum() + self.wanted))


def rate(examples: Sequence[Example], learned: Sequence[Example], kind: str) -> list[float]:
    """Return the probability of each example, all of a kind, by what the others teach."""
    parts = ("post", "owner") if kind == WHOLE else (kind,)
    model = Sureness({part: learn([example for example in learned if example.kind == part]) for part in parts}, {})
    return [math.prod(model.rate(part, set(example.features)) for part in parts) for example in examples]


def rate_others(examples: Sequence[Example], wanted: Wanted, folds: Sequence[str], kind: str) -> Rated:
    """Rate the entities of each fold by what the other folds teach."""
    seen = [example for example in examples if example.fold in {*folds, OWN}]
    shares, right = [], []
    for fold in folds:
        own = [example for example in seen if example.fold == fold and example.kind == kind]
        shares += rate(own, [example for example in seen if example.fold != fold], kind)
        right += [example.is_right for example in own]
    return Rated(np.array(shares), np.array(right), sum(wanted[kind, fold] for fold in folds))


def best_least(rated: Rated) -> float:
    """Return the lowest threshold whose F1 is within NEAR of the best: what is unsure is rather marked than left out."""
    scores = {float(least): rated.f1_from(least) for least in STEPS}
    return round(min(least for least, score in scores.items() if score >= max(scores.values()) - NEAR), 2)


def gap_of(rated: Rated) -> float:
    """Mean distance between confidence and share of right ones, over ten equal steps of confidence, by how many fall into each."""
    bins = np.minimum((rated.shares * BINS).astype(int), BINS - 1)
    gaps = [
        abs(rated.shares[bins == at].mean() - rated.right[bins == at].mean()) * (bins == at).sum() for at in set(bins)
    ]
    return float(sum(gaps) / len(bins))


def show(side: str, kind: str, rated: Rated, least: float) -> None:
    sure = rated.shares >= SURE
    print(
        f"{side:12} {kind:9} {len(rated.shares):5} found of {rated.wanted:5}  F1 {rated.f1_from(0.0):.3f} -> {rated.f1_from(least):.3f} from {least:.2f}"
        f"  gap {gap_of(rated):.3f}  from {SURE}: {sure.mean():.2f} of them, {rated.right[sure].mean():.3f} right"
    )


def rate_fresh(examples: Sequence[Example], wanted: Wanted, fresh: str, kind: str) -> Rated:
    """Rate the entities of the fresh fold, group by group of its outlets, by what the other groups and folds teach."""
    outlets = sorted({example.outlet for example in examples if example.fold == fresh})
    shares, right = [], []
    for group in (set(outlets[at::GROUPS]) for at in range(GROUPS)):
        is_own = [example.fold == fresh and example.outlet in group for example in examples]
        own = [e for e, is_one in zip(examples, is_own, strict=True) if is_one and e.kind == kind]
        shares += rate(own, [e for e, is_one in zip(examples, is_own, strict=True) if not is_one], kind)
        right += [example.is_right for example in own]
    return Rated(np.array(shares), np.array(right), wanted[kind, fresh])


def measure(examples: Sequence[Example], wanted: Wanted, fresh: str) -> None:
    folds = sorted({example.fold for example in examples} - {fresh, OWN})
    for kind in (*KINDS, WHOLE):
        rated = rate_others(examples, wanted, folds, kind)
        least = best_least(rated)
        show("development", kind, rated, least)
        show("held out", kind, rate_fresh(examples, wanted, fresh, kind), least)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--own", type=Path, default=Path(__file__).parents[1] / "tests" / "cases" / "mentions.txt")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--fresh", default="5", help="the fold whose errors the authors have never read")
    parser.add_argument("--away", default="", help="a fold that is not learned from")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS_FILE)
    given = parser.parse_args()
    examples, wanted = read_examples(given.gold, given.own, given.fresh)
    if given.measure:
        measure(examples, wanted, given.fresh)
        return
    seen = [example for example in examples if example.fold != given.away]
    folds = sorted({example.fold for example in seen} - {OWN})
    least = {kind: best_least(rate_others(seen, wanted, folds, kind)) for kind in KINDS}
    model = Sureness(learn_all(seen), least)
    given.output.write_bytes(msgspec.json.format(msgspec.json.encode(model, order="sorted"), indent=0) + b"\n")
    sizes = ", ".join(f"{kind} {len(model.weights[kind])}" for kind in KINDS)
    print(f"weights: {sizes}; {given.output.stat().st_size // 1000} kB; least {least}")


if __name__ == "__main__":
    main()
