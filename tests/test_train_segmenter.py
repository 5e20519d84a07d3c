"""The training of word segmentation: sums over chains against counting all labellings, and what is learned from a handful of sentences."""

from __future__ import annotations

import sys
from itertools import pairwise, product
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("scipy")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import chains  # noqa: E402
import train_segmenter as trainer  # noqa: E402

TRANSITIONS = np.array([0.3, -0.7, 0.2, 0.9])
SCORES = [[0.5, -1.0, 2.0], [1.5], [-0.3, 0.4], [0.1, 0.2, -2.0, 0.7]]
TARGETS = [[1.0, 0.0, 0.25], [0.5], [0.0, 1.0], [1.0, 1.0, 0.0, 0.75]]


def make_chains() -> chains.Chains:
    """Each place has a feature of its own, so that the weights are the scores."""
    numbers: dict[str, int] = {}
    rows = [
        [([f"{number} {place}"], target) for place, target in enumerate(targets)]
        for number, targets in enumerate(TARGETS)
    ]
    places = chains.number_places(rows, numbers)
    return chains.Chains(places, np.arange(len(numbers)))


def test_sums_are_those_over_all_labellings() -> None:
    total = 0.0
    joins: list[float] = []
    steps = np.zeros(4)
    for scores in SCORES:
        ways = []
        for labels in product((0, 1), repeat=len(scores)):
            around = (0, *labels, 0)
            counts = np.zeros(4)
            for a, b in pairwise(around):
                counts[2 * a + b] += 1
            ways.append((np.exp(np.dot(scores, labels) + counts @ TRANSITIONS), labels, counts))
        all_ways = sum(weight for weight, _, _ in ways)
        total += np.log(all_ways)
        joins += [sum(weight * labels[place] for weight, labels, _ in ways) / all_ways for place in range(len(scores))]
        steps += sum(weight * counts for weight, _, counts in ways) / all_ways
    made = make_chains()
    found, probabilities, transitions = made.sum_paths(np.concatenate(SCORES)[made.order], TRANSITIONS)
    assert found == pytest.approx(total)
    assert probabilities == pytest.approx(np.array(joins)[made.order])
    assert transitions == pytest.approx(steps)


def test_the_targets_are_reached_where_nothing_speaks_against() -> None:
    made = make_chains()
    weights, transitions = chains.learn_chains([made], l2=1e-4, iterations=200)
    _, probabilities, _ = made.sum_paths(made.matrix @ weights, transitions)
    assert probabilities == pytest.approx(made.targets, abs=0.06)


def test_the_list_holds_what_silver_agrees_on() -> None:
    sure = (["Mua", "xe", "đạp", "mới"], [None, 0.0, 1.0, 0.0])
    torn = (["con", "trâu", "xe", "đạp"], [None, 0.5, 0.0, 0.9])
    silver = [sure] * 4 + [torn] * 6
    assert trainer.list_agreed(silver) == {"xe đạp": 9}


def test_the_same_sentences_give_the_same_weights(tmp_path: Path) -> None:
    sentence = "# text = Anh mua xe đạp .\n" + "".join(
        f"{number}\t{word}" + "\t_" * 8 + "\n" for number, word in enumerate(("Anh", "mua", "xe đạp", "."), start=1)
    )
    path = tmp_path / "gold.conllu"
    path.write_text(f"{sentence}\n" * 3, "utf-8")
    examples = trainer.read_examples(path)
    assert [example.joins for example in examples] == [[False, False, False, True, False]] * 3
    learned = []
    for _ in range(2):
        reader = trainer.Reader({"xe đạp": 3})
        learned.append(trainer.learn(reader, trainer.read_gold(reader, examples)))
    assert learned[0] == learned[1]
    assert trainer.score(examples, trainer.predict(learned[0], reader, examples)) == 100.0
