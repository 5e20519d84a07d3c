"""Learns how sure provinces, agencies, officials and posts are, or measures it on outlets that it has not seen.

    python tools/train_sureness.py GOLD                     # learn, write src/vnnews/link/data/sureness.json
    python tools/train_sureness.py GOLD --measure           # each fold by the weights of the others, then the fresh ones outlet by outlet
    python tools/train_sureness.py GOLD --away 5 -o w.json  # learn without one fold, or without a side of the judged posts (--away B)

GOLD has annotated articles as benchmarks/entities.py reads them (`evaluate.py`, `dev/docs`, `dev/ann`) and `folds.tsv` (id, fold, outlet). An
entity that the grammar finds is right when the annotation has it, by the names that `evaluate.py` counts as equal; what the annotation marks
as optional is not learned from. The project's own sentences (tests/cases/mentions.txt) are learned from too. Each kind has a logistic
regression of its own; the optimiser is SciPy's L-BFGS, the same input gives the same weights.

The grammar was written with the errors of most folds in sight, so that entities are right more often there than on articles that nobody has
read. One fold is kept fresh: its errors are never looked at (`--fresh`, 5). Examples of the other folds carry one feature more, MET, whose
weight takes up what the grammar owes to their being met; in use the feature never stands, and the probabilities are those of fresh articles.
Posts that a reader of raw articles judged (`benchmarks/judged_posts.tsv`, `--judged`) are learned from where the folder `raw` stands beside
GOLD: those of side B are fresh, those of side A, some of whose faults were mended, carry a feature of their own (MENDED), so that they teach
what tells right from wrong and not how often posts are right. A post that is no longer stated, or is stated with another body than the one
judged, teaches nothing.
Below `least` an entity is not stated: the threshold that gives the highest F1 on the folds, each scored by the others' weights.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import scipy.sparse
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import judged
from entities import load_evaluation
from sureness_examples import KINDS, OWN, WHOLE, Example, Wanted, read_examples, read_judged_examples
from vnnews.link.sureness import WEIGHTS_FILE, Sureness

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
DRAWS = 200
"""How often what chance alone would give is drawn."""
GROUPS = 5
"""Into how many groups of outlets a fresh fold is parted, each rated by weights that have not seen it."""
OWN_WEIGHT = 0.2
"""What one of the own sentences counts: nearly all are right, so that more would make everything look sure."""


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
    seen = [example for example in examples if example.fold in {*folds, OWN, *judged.SIDES}]
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


def gap_by_chance(rated: Rated) -> float:
    """Return the gap that as many perfectly calibrated entities would show on average: few entities in a step stray from their mean."""
    draws = np.random.default_rng(0).random((DRAWS, len(rated.shares))) < rated.shares
    return float(np.mean([gap_of(Rated(rated.shares, drawn, 0)) for drawn in draws]))


def show(side: str, kind: str, rated: Rated, least: float) -> None:
    sure = rated.shares >= SURE
    found = f"F1 {rated.f1_from(0.0):.3f} -> {rated.f1_from(least):.3f} from {least:.2f}" if rated.wanted else " " * 28
    print(
        f"{side:12} {kind:9} {len(rated.shares):5} found of {rated.wanted or '?':>5}  {found}"
        f"  gap {gap_of(rated):.3f}, by chance {gap_by_chance(rated):.3f}  from {SURE}: {sure.mean():.2f} of them, {rated.right[sure].mean():.3f} right"
    )


def rate_fresh(examples: Sequence[Example], wanted: Wanted, fresh: str, kind: str) -> Rated:
    """Rate the entities of a fresh fold or side, group by group of its outlets, by what the other groups and folds teach."""
    outlets = sorted({example.outlet for example in examples if example.fold == fresh})
    shares, right = [], []
    for group in (set(outlets[at::GROUPS]) for at in range(GROUPS)):
        is_own = [example.fold == fresh and example.outlet in group for example in examples]
        own = [e for e, is_one in zip(examples, is_own, strict=True) if is_one and e.kind == kind]
        shares += rate(own, [e for e, is_one in zip(examples, is_own, strict=True) if not is_one], kind)
        right += [example.is_right for example in own]
    return Rated(np.array(shares), np.array(right), wanted[kind, fresh])


def measure(examples: Sequence[Example], wanted: Wanted, fresh: str) -> None:
    sides = {example.fold for example in examples} & set(judged.SIDES)
    folds = sorted({example.fold for example in examples} - {fresh, OWN, *sides})
    for kind in (*KINDS, WHOLE):
        rated = rate_others(examples, wanted, folds, kind)
        least = best_least(rated)
        show("development", kind, rated, least)
        show("held out", kind, rate_fresh(examples, wanted, fresh, kind), least)
        for side in sorted(sides) if kind in JUDGED_KINDS else ():
            show(f"judged, {side}", kind, rate_fresh(examples, wanted, side, kind), least)


JUDGED_KINDS = ("post", "owner", WHOLE)
"""What the verdicts on raw articles speak of."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--own", type=Path, default=Path(__file__).parents[1] / "tests" / "cases" / "mentions.txt")
    parser.add_argument("--judged", type=Path, default=judged.JUDGED, help="verdicts on raw articles")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--fresh", default="5", help="the fold whose errors the authors have never read")
    parser.add_argument("--away", default="", help="a fold, or a side of the judged posts, that is not learned from")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS_FILE)
    given = parser.parse_args()
    examples, wanted = read_examples(given.gold, given.own, given.fresh)
    raw = judged.find_raw(given.gold)
    if raw is None:
        print("no raw articles beside the annotated pages: judged posts are not learned from", file=sys.stderr)
    else:
        examples += read_judged_examples(load_evaluation(given.gold), raw, given.judged)
    if given.measure:
        measure(examples, wanted, given.fresh)
        return
    seen = [example for example in examples if example.fold != given.away]
    folds = sorted({example.fold for example in seen} - {OWN, *judged.SIDES})
    least = {kind: best_least(rate_others(seen, wanted, folds, kind)) for kind in KINDS}
    model = Sureness(learn_all(seen), least)
    given.output.write_bytes(msgspec.json.format(msgspec.json.encode(model, order="sorted"), indent=0) + b"\n")
    sizes = ", ".join(f"{kind} {len(model.weights[kind])}" for kind in KINDS)
    print(f"weights: {sizes}; {given.output.stat().st_size // 1000} kB; least {least}")


if __name__ == "__main__":
    main()
