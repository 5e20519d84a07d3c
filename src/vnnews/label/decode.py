"""The one place that decides: a linear chain over the named features of the lines.

Takes the features of a page's lines. Gives for each line the probability of every label, given that the page holds an article or that it holds
none. A state of the chain is a part of the page (before the article, in it, behind it) with a label; a line's score in a state is the
sum of the learned weights of its features, and the step from line to line has a weight too (Lafferty et al. 2001). `page` decides
between the two readings. Costs one pass over the lines.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from vnnews.errors import InputError
from vnnews.label.columns import COLUMN_CODES, find_code
from vnnews.label.features import Features
from vnnews.models import Label

_log = logging.getLogger(__name__)

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
TO_PARTS: Final = np.eye(3)[PARTS]
STEPS: Final = ~((PARTS[:, None] == BEFORE) & (PARTS == BEHIND) | (PARTS[:, None] != BEFORE) & (PARTS == BEFORE))
"""From where to where a page can go: never back to before the article, never past it."""
STARTS: Final = PARTS != BEHIND
ENDS: Final = PARTS != BEFORE
"""Where a page with an article can end."""
WITHOUT: Final = np.array([part == BEFORE and label in (Label.BOILERPLATE, Label.RELATED) for part, label in STATES])
"""What the lines of a page without an article are."""

CHUNK: Final = 512
"""Lines whose scores are summed at once: the weights of all features of a long page would be large."""
SCALED: Final = 4
"""Lines after which the sums over paths are scaled back to one."""
LEAST: Final = -60.0
"""Least score beside that of a line's best state; four such lines in a row are still no nought in a computer's numbers."""
RULED_OUT: Final = -1e6
"""Score of a state that a sure feature leaves no way to."""

_ASIDE: Final = frozenset({Label.BOILERPLATE, Label.RELATED, Label.COMMENT, Label.SECTION, Label.SOURCE, Label.TAGS})
SURE: Final = {
    "hidden": _ASIDE,
    "form:message": frozenset({Label.BOILERPLATE}),
    "box:message": frozenset({Label.BOILERPLATE}),
    "box:form": frozenset({Label.BOILERPLATE}),
    "inside:comment": frozenset({Label.COMMENT, Label.BOILERPLATE, Label.RELATED}),
    "card": frozenset({Label.RELATED}),
}
"""The few features that decide alone, each with the labels that it leaves: their kind of line must never get into an article, however much
it looks like a paragraph. `tools/train_labeller.py FOLDER… --sure` counts how often they were right: 854 of 873 annotated lines; of the
others 15 are hidden copies of paragraphs on one page of pictures."""
_FORBIDDEN: Final = {name: np.array([label not in labels for _, label in STATES]) for name, labels in SURE.items()}

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]


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
    """For each measure of `page` its mean, its spread and its weight; '' has the bias, and the least probability of an article."""
    trust: list[float]
    """Slope and shift, in logits, that turn the chain's probabilities into shares of right lines."""
    learned_from: str = ""


class Reading(NamedTuple):
    """The lines of a page as the chain reads them."""

    labels: Floats
    """For each line the probability of each label."""
    parts: Floats
    """For each line the probability of each part of the page."""


class Chain:
    """The weights in the form that decides quickly; threads can share it."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.names = ["", *sorted({*weights.features, *weights.parts})]
        """The name of each row of weights; the first is that of all features that are not known."""
        self._rows = {name: row for row, name in enumerate(self.names)}
        self._table = np.zeros((len(self.names), len(LABELS) + 3))
        for part, columns in (
            (weights.features, slice(len(LABELS))),
            (weights.parts, slice(len(LABELS), None)),
        ):
            if part:
                self._table[[self._rows[name] for name in part], columns] = list(part.values())
        self._row_of_code = np.zeros(COLUMN_CODES, dtype=np.int32)
        for name, number in self._rows.items():
            code = find_code(name)
            if code is not None:
                self._row_of_code[code] = number
        self.step = np.exp(np.array(weights.steps)) * STEPS
        self.start = np.exp(np.array(weights.starts)) * STARTS

    def find_rows(self, features: Features) -> list[Rows]:
        """For each line, in a column, the rows of the weights of its features, 0 where one is not known; the lines in chunks."""
        known = self._rows.get
        chunks = []
        for first in range(0, len(features.signs), CHUNK):
            signs = [[row for name in names if (row := known(name))] for names in features.signs[first : first + CHUNK]]
            padded = np.array(list(zip_longest(*signs, fillvalue=0)), dtype=np.int32).reshape(-1, len(signs))
            chunks.append(np.concatenate([self._row_of_code[features.codes[:, first : first + CHUNK]], padded]))
        return chunks

    def score(self, features: Features, rows: Sequence[Rows] | None = None) -> Floats:
        """The score of each line in each state."""
        sums = np.concatenate([self._table[chunk].sum(axis=0) for chunk in rows or self.find_rows(features)])
        scores = sums[:, LABEL_OF] + sums[:, len(LABELS) + PARTS]
        for number, sure in features.sure.items():
            scores[number, _FORBIDDEN[sure]] = RULED_OUT
        return np.asarray(scores)

    def read(self, scores: Floats) -> Reading:
        """The lines as those of a page with an article."""
        states = _weigh_paths(scores, self.start, self.step, ENDS)
        return Reading(states @ TO_LABELS, states @ TO_PARTS)

    def read_without(self, scores: Floats) -> Reading:
        """The lines as those of a page that holds no article."""
        states = _weigh_paths(np.where(WITHOUT, scores, -np.inf), self.start, self.step, WITHOUT)
        return Reading(states @ TO_LABELS, states @ TO_PARTS)

    def trust(self, probability: Floats) -> Floats:
        """How often lines that have such a probability are right, as measured on pages kept away from learning."""
        slope, shift = self.weights.trust
        odds = np.log(np.clip(probability, 1e-9, 1.0) / np.clip(1.0 - probability, 1e-9, 1.0))
        return np.asarray(1.0 / (1.0 + np.exp(-(slope * odds + shift))))

    def find_reasons(self, features: Features, rows: Sequence[Rows], best: Rows, second: Rows) -> list[str]:
        """For each line the name of the feature that speaks most for the best label against the second, '' when none is known."""
        reasons: list[str] = []
        for chunk in rows:
            part = slice(len(reasons), len(reasons) + chunk.shape[1])
            gains = self._table[chunk, best[part]] - self._table[chunk, second[part]]
            strongest, columns = gains.argmax(axis=0), np.arange(chunk.shape[1])
            found = np.where(gains[strongest, columns] > 0, chunk[strongest, columns], 0)
            reasons += [self.names[row] for row in found.tolist()]
        for number, sure in features.sure.items():
            reasons[number] = sure
        return reasons

    def explain(self, rows: Sequence[Rows], line: int, best: int, second: int) -> list[tuple[str, float]]:
        """The features of a line that speak for one label against another, with their weights, the heaviest first."""
        own = {int(row) for row in rows[line // CHUNK][:, line % CHUNK]}
        gains = [(self.names[row], float(self._table[row, best] - self._table[row, second])) for row in own]
        return sorted((gain for gain in gains if gain[1] > 0), key=lambda gain: (-gain[1], gain[0]))


def _weigh_paths(scores: Floats, start: Floats, step: Floats, ends: npt.NDArray[np.bool_]) -> Floats:
    """The probability of each state at each line over all paths.

    Forwards and backwards are one recursion: the sums from the end go through the same steps turned round, so one pass carries both.
    """
    count, size = scores.shape
    if not count:
        return scores
    both = np.empty((count, 2 * size))  # worked on in place: of a long page each copy is many times the page
    states = both[:, :size]
    np.subtract(scores, scores.max(axis=1, keepdims=True), out=states)
    np.exp(np.maximum(states, LEAST, out=states), out=states)
    states[scores <= RULED_OUT] = 0.0
    both[:, size:] = states[::-1]
    steps = np.zeros((2 * size, 2 * size))
    steps[:size, :size], steps[size:, size:] = step, step.T
    sums = np.empty_like(both)
    now = np.concatenate([start, ends])
    sums[0] = now
    for index in range(1, count):
        now = (now * both[index - 1]).dot(steps)
        if index % SCALED == 0:
            now[:size] /= now[:size].sum() or 1.0
            now[size:] /= now[size:].sum() or 1.0
        sums[index] = now
    states *= sums[:, :size]
    states *= sums[::-1, size:]
    total = states.sum(axis=1, keepdims=True)
    if not total.all():  # a page of one line that looks like none
        states = np.where(total > 0, states, both[::-1, size:])
        total = states.sum(axis=1, keepdims=True)
    states /= np.maximum(total, 1e-300)
    return states


def check_weights(weights: Weights) -> Weights:
    """The weights, when they fit the labels, the states and the measures of this version.

    Raises:
        ValueError: They do not; the message says what.
    """
    from vnnews.label.page import MEASURES

    sizes: tuple[tuple[str, list[list[float]], int], ...] = (
        ("features", list(weights.features.values()), len(LABELS)),
        ("parts", list(weights.parts.values()), 3),
        ("steps", [*weights.steps, [0.0] * len(weights.steps)], len(STATES)),
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
        chain = Chain(check_weights(msgspec.json.decode(Path(path or WEIGHTS_FILE).read_bytes(), type=Weights)))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}", reason="cannot read") from None
    except (ValueError, msgspec.MsgspecError) as error:
        raise InputError(f"{path} holds no weights of a labeller: {error}", reason="bad labeller") from None
    _log.info("labeller loaded: %s", path or "the packaged weights")
    return chain
