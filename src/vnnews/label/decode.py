"""The one place that decides: a linear chain over the named features of the lines.

Takes the features of a page's lines. Gives for each line the probability of every label, given that the page holds an article or that it holds
none. A state of the chain is a part of the page (before the article, in it, behind it) with a label; a line's score in a state is the
sum of the learned weights of its features, and the step from line to line has a weight too (Lafferty et al. 2001). `place.page` decides
between the two readings. Costs one pass forwards and one backwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from vnnews.errors import InputError
from vnnews.label.groups import Group
from vnnews.label.sure import SURE, find_sure
from vnnews.models import Label

WEIGHTS_FILE: Final = Path(__file__).parent / "data" / "weights.json"

LABELS: Final = tuple(Label)
BEFORE, IN, BEHIND = range(3)
STATES: Final = (
    *((BEFORE, label) for label in (Label.BOILERPLATE, Label.RELATED, Label.SECTION, Label.DATE, Label.COMMENT, Label.TAGS)),
    *((IN, label) for label in LABELS if label is not Label.COMMENT),
    *(
        (BEHIND, label)
        for label in (
            Label.BOILERPLATE, Label.RELATED, Label.COMMENT, Label.TAGS, Label.SOURCE, Label.BYLINE, Label.DATE, Label.SECTION,
        )
    ),
)  # fmt: skip
"""What can stand where. Behind the article stand no paragraphs: where one follows, the article goes on, or the next begins."""
PARTS: Final = np.array([part for part, _ in STATES])
LABEL_OF: Final = np.array([LABELS.index(label) for _, label in STATES])
TO_LABELS: Final = np.eye(len(LABELS))[LABEL_OF]
"""Sums the probabilities of states to those of labels."""
STEPS: Final = ~((PARTS[:, None] == BEFORE) & (PARTS == BEHIND) | (PARTS[:, None] != BEFORE) & (PARTS == BEFORE))
"""From where to where a page can go: never back to before the article, never past it."""
STARTS: Final = PARTS != BEHIND
ENDS: Final = PARTS != BEFORE
"""Where a page with an article can end."""
WITHOUT: Final = np.array([part == BEFORE and label in (Label.BOILERPLATE, Label.RELATED) for part, label in STATES])
"""What the lines of a page without an article are."""

MAX_GROUPS: Final = 16_384
"""Groups whose sums are kept: those of some sites at a time, in about 30 MB with their names."""
CHUNK: Final = 256
"""Lines whose scores are summed at once."""
RULED_OUT: Final = -1e6
"""Score of a state that a sure feature leaves no way to."""
_FORBIDDEN: Final = {name: np.array([label not in sure.labels for _, label in STATES]) for name, sure in SURE.items()}

Floats = npt.NDArray[np.float64]


class Weights(msgspec.Struct, frozen=True):
    """What was learned from annotated pages; the file that `Pipeline(labeller=…)` takes."""

    features: dict[str, list[float]]
    """For each feature its weight for each label, in the order of `Label`."""
    parts: dict[str, list[float]]
    """For each feature its weight for each part of the page."""
    steps: list[list[float]]
    """For each pair of states the weight of the step from the first to the second."""
    starts: list[float]
    page: dict[str, list[float]]
    """For each measure of `place.page` its mean, its spread and its weight; '' has the bias, and the least probability of an article."""
    trust: list[float]
    """Slope and shift, in logits, that turn the chain's probabilities into shares of right lines."""
    learned_from: str = ""


class Reading(NamedTuple):
    """The lines of a page as the chain reads them."""

    labels: Floats
    """For each line the probability of each label."""
    parts: Floats
    """For each line the probability of each part of the page."""


class Sums:
    """The weights of groups of features, each summed once. It only grows; `Chain` takes a new one when it is full."""

    def __init__(self) -> None:
        self.index: dict[Group, int] = {}
        self.table = np.zeros((256, len(STATES) + len(LABELS)))
        """For each group its weight in each state, and behind these for each label."""
        self.sure: dict[int, str] = {}
        """Of groups with a feature that decides alone, its name."""


class Scored(NamedTuple):
    """The lines of a page with their scores."""

    scores: Floats
    """For each line and state."""
    rows: list[int]
    """Rows of the sums of all groups of all lines."""
    bounds: list[int]
    """Where each line's rows begin, and where the last line's end."""
    sure: dict[int, str]
    """For lines that one feature decides alone, its name."""
    sums: Sums


class Chain:
    """The weights in the form that decides quickly; threads can share it."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.labels = weights.features
        self._rows = {name: row for row, name in enumerate(weights.features)}
        self._part_rows = {name: len(self._rows) + row for row, name in enumerate(weights.parts)}
        by_label = np.array(list(weights.features.values())).reshape(-1, len(LABELS))
        by_part = np.array(list(weights.parts.values())).reshape(-1, 3)
        self._table = np.zeros((len(by_label) + len(by_part), len(STATES) + len(LABELS)))
        self._table[: len(by_label)] = np.concatenate([by_label[:, LABEL_OF], by_label], axis=1)
        self._table[len(by_label) :, : len(STATES)] = by_part[:, PARTS]
        self.step = np.exp(np.array(weights.steps)) * STEPS
        self.start = np.exp(np.array(weights.starts)) * STARTS
        self._sums = Sums()
        self._growing = Lock()

    def score(self, lines: Iterable[Iterable[Group]]) -> Scored:
        """The score of each line in each state."""
        sums = self._sums
        if len(sums.index) > MAX_GROUPS:
            sums = self._sums = Sums()
        known = sums.index.get
        rows: list[int] = []
        bounds = [0]
        decided: dict[int, str] = {}
        for number, line in enumerate(lines):
            for group in line:
                row = known(group)
                rows.append(self._add(sums, group) if row is None else row)
            bounds.append(len(rows))
            if sums.sure:
                for row in rows[bounds[-2] :]:
                    if row in sums.sure:
                        decided[number] = sums.sure[row]
        if len(bounds) == 1:
            return Scored(np.zeros((0, len(STATES))), rows, bounds, decided, sums)
        scores = np.empty((len(bounds) - 1, len(STATES)))
        for first in range(0, len(scores), CHUNK):  # the weights of all groups of a long page at once would be large
            last = min(first + CHUNK, len(scores))
            own = rows[bounds[first] : bounds[last]]
            starts = np.array(bounds[first:last]) - bounds[first]
            scores[first:last] = np.add.reduceat(sums.table[own, : len(STATES)], starts, axis=0)
        for number, sure in decided.items():
            scores[number, _FORBIDDEN[sure]] = RULED_OUT
        return Scored(scores, rows, bounds, decided, sums)

    def _add(self, sums: Sums, group: Group) -> int:
        """Sum the weights of a group that has not been met."""
        rows = [row for name in group.names if (row := self._rows.get(name)) is not None]
        rows += [row for name in group.parts if (row := self._part_rows.get(name)) is not None]
        total = self._table[rows].sum(axis=0)
        sure = find_sure(group.names)
        with self._growing:
            row = sums.index.get(group)
            if row is None:
                row = len(sums.index)
                if row == len(sums.table):
                    sums.table = np.concatenate([sums.table, np.zeros_like(sums.table)])
                sums.table[row] = total
                if sure:
                    sums.sure[row] = sure
                sums.index[group] = row
        return row

    def read(self, scores: Floats) -> Reading:
        """The lines as those of a page with an article."""
        states = _weigh_paths(scores, self.start, self.step, ENDS)
        return Reading(
            states @ TO_LABELS, np.stack([states[:, part == PARTS].sum(axis=1) for part in range(3)], axis=1)
        )

    def read_without(self, scores: Floats) -> Reading:
        """The lines as those of a page that holds no article."""
        states = _weigh_paths(np.where(WITHOUT, scores, -np.inf), self.start, self.step, WITHOUT)
        parts = np.zeros((len(states), 3))
        parts[:, BEFORE] = 1.0
        return Reading(states @ TO_LABELS, parts)

    def trust(self, probability: Floats) -> Floats:
        """How often lines that have such a probability are right, as measured on pages kept away from learning."""
        slope, shift = self.weights.trust
        odds = np.log(np.clip(probability, 1e-9, 1.0) / np.clip(1.0 - probability, 1e-9, 1.0))
        return np.asarray(1.0 / (1.0 + np.exp(-(slope * odds + shift))))

    def find_reasons(
        self, lines: Sequence[Sequence[Group]], scored: Scored, best: Sequence[int], second: Sequence[int]
    ) -> list[str]:
        """For each line the name of the feature that speaks most for the best label against the second, '' when none is known."""
        counts = np.diff(scored.bounds)
        table = scored.sums.table[:, len(STATES) :]
        gains = table[scored.rows, np.repeat(best, counts)] - table[scored.rows, np.repeat(second, counts)]
        return [
            scored.sure.get(number)
            or self._find_reason(line[int(gains[start:end].argmax())], best[number], second[number])
            for number, (line, start, end) in enumerate(zip(lines, scored.bounds, scored.bounds[1:], strict=False))
        ]

    @lru_cache(maxsize=16_384)  # noqa: B019 - chains live as long as the process
    def _find_reason(self, group: Group, best: int, second: int) -> str:
        """The feature of a group that speaks most for a label against another."""
        return max(
            (name for name in group.names if name in self.labels),
            key=lambda name: self.labels[name][best] - self.labels[name][second],
            default="",
        )

    def explain(self, names: Iterable[str], best: int, second: int) -> list[tuple[str, float]]:
        """The features of a line that speak for one label against another, the heaviest first, with their weights."""
        known = [(name, self.labels[name]) for name in names if name in self.labels]
        gains = [(name, float(weights[best] - weights[second])) for name, weights in known]
        return sorted((gain for gain in gains if gain[1] > 0), key=lambda gain: -gain[1])


def _weigh_paths(scores: Floats, start: Floats, step: Floats, ends: npt.NDArray[np.bool_]) -> Floats:
    """The probability of each state at each line over all paths (forward-backward, scaled)."""
    count = len(scores)
    if not count:
        return scores
    local = np.exp(scores - scores.max(axis=1, keepdims=True))
    forward = np.empty_like(local)
    now = start * local[0]
    forward[0] = now = now / now.sum()
    for index in range(1, count):
        now = (now @ step) * local[index]
        now /= now.sum()
        forward[index] = now
    backward = np.empty_like(local)
    behind = ends.astype(np.float64)
    if not (forward[-1] @ behind):
        behind = np.ones(len(STATES))  # a page of one line that looks like none
    backward[-1] = behind
    step_back = np.ascontiguousarray(step.T)
    for index in range(count - 1, 0, -1):
        behind = (behind * local[index]) @ step_back
        behind /= behind.sum()
        backward[index - 1] = behind
    states = forward * backward
    return np.asarray(states / np.maximum(states.sum(axis=1, keepdims=True), 1e-300))


def check_weights(weights: Weights) -> Weights:
    """The weights, when they fit the labels, the states and the measures of this version.

    Raises:
        ValueError: They do not; the message says what.
    """
    from vnnews.label.place.page import MEASURES

    sizes: tuple[tuple[str, Iterable[Sequence[object]], int], ...] = (
        ("features", weights.features.values(), len(LABELS)),
        ("parts", weights.parts.values(), 3),
        ("steps", [weights.steps, *weights.steps], len(STATES)),
        ("starts", [weights.starts], len(STATES)),
        ("trust", [weights.trust], 2),
        ("page", [row for name, row in weights.page.items() if name], 3),
    )
    for name, rows, size in sizes:
        if any(len(row) != size for row in rows):
            raise ValueError(f"{name} needs {size} numbers in each row; learn it anew with this version of vnnews")
    if set(weights.page) != {"", *MEASURES} or len(weights.page[""]) != 2:
        raise ValueError("page has other measures than this version of vnnews; learn it anew")
    return weights


@lru_cache(maxsize=4)
def load_chain(path: str = "", _changed: int = 0) -> Chain:
    """The chain with the weights of a file, or with those of the package.

    Raises:
        InputError: The file cannot be read, or holds no weights.
    """
    try:
        return Chain(check_weights(msgspec.json.decode(Path(path or WEIGHTS_FILE).read_bytes(), type=Weights)))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", reason="cannot read") from None
    except (ValueError, msgspec.MsgspecError) as error:
        raise InputError(f"{path} holds no weights of a labeller: {error}", reason="bad labeller") from None
