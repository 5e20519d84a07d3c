"""Decides which tokens of a sentence join the token before them.

Takes what `NgramTables.read` tells of the places of a sentence, gives one bool a token. Decides by the best path through a chain with two
labels: `decode_scores` with underthesea's weights alone, `Decoder` with vnnews' own, which take underthesea's score as one question
among others.
"""

from __future__ import annotations

from array import array
from functools import lru_cache, reduce
from itertools import product
from typing import TYPE_CHECKING

from vnnews.segment.crf.agreement import agree
from vnnews.segment.crf.features import (
    HIGHEST_BIN,
    LOWEST_BIN,
    SHAPE_BITS,
    SHAPES_MASK,
    TOGETHER,
    add_shape,
    is_apart,
    name_lists,
    name_score,
    name_shapes_before,
    name_shapes_behind,
)
from vnnews.segment.crf.forms import SHAPES
from vnnews.segment.crf.memory import Memory
from vnnews.segment.crf.packing import OWN_AT, OWN_MASK, OWN_UNIT, OWN_ZERO, SCORE_BITS, SCORE_UNIT, SHAPES_AT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from vnnews.segment.crf.compiled_decoder import CompiledDecoder
    from vnnews.segment.crf.ngrams import NgramTables

_MOST_CACHED = 1 << 14
"""Codes whose weight is kept; a million words of news show about 6,000."""

_NEVER = -1 << 40
"""A score below all others: marks and numbers are not joined, whatever the weights say."""

_DOUBT = OWN_UNIT
"""Scores nearer to 0 may change for the sake of agreement."""

_TO_STEP = SCORE_UNIT.bit_length() - 2
"""A score shifted by so many bits is in steps of a half."""
_STEPS = 1 << SCORE_BITS - _TO_STEP
_ZERO_STEP = _STEPS >> 1
_STEPS_MASK = _STEPS * (TOGETHER + 1) - 1
"""The steps of a score with the list bits above them."""

Transitions = tuple[float, float, float, float]
"""begins→begins, begins→joins, joins→begins, joins→joins."""


def decode_scores(scores: Sequence[float], transitions: Transitions) -> list[bool]:
    """Return for each place whether its token joins the one before, on the best path.

    Most scores are so high or so low that no neighbour can change the decision; only the stretches between them are searched.

    Args:
        scores: How much speaks for joining at each place.
        transitions: Weights of two labels in a row.

    Example:
        >>> decode_scores([-1.0, 0.5, 0.5], (0.0, 0.0, 0.0, -2.0))
        [False, True, False]
    """
    begin_begin, begin_join, join_begin, join_join = transitions
    before_begin, before_join = (
        begin_begin - join_begin,
        begin_join - join_join,
    )  # the least lead that pays before 'begins', 'joins'
    lowest, highest = _find_doubt(transitions)
    joined = [score > highest for score in scores]
    doubtful = [place for place, score in enumerate(scores) if lowest < score <= highest]
    at = 0
    while at < len(doubtful):
        first = place = doubtful[at]
        lead = scores[first]  # by how much 'joins' leads 'begins' on the best ways to the place
        if first > 0:
            lead += join_join - join_begin if joined[first - 1] else begin_join - begin_begin
        leads = [lead]
        at += 1
        while at < len(doubtful) and doubtful[at] == place + 1:
            place += 1
            at += 1
            joins = begin_join if lead <= before_join else lead + join_join
            begins = begin_begin if lead <= before_begin else lead + join_begin
            lead = scores[place] + joins - begins
            leads.append(lead)
        limit: float = 0.0
        if place + 1 < len(scores):
            limit = before_join if joined[place + 1] else before_begin
        for index in range(place, first - 1, -1):
            is_joined = joined[index] = leads[index - first] > limit
            limit = before_join if is_joined else before_begin
    return joined


@lru_cache(8)
def _find_doubt(transitions: Transitions) -> tuple[float, float]:
    """The scores between which the labels before and behind may change the decision."""
    begin_begin, begin_join, join_begin, join_join = transitions
    asked = 0, begin_begin - join_begin, begin_join - join_join
    added = 0, begin_join - begin_begin, join_join - join_begin
    return min(asked) - max(added), max(asked) - min(added)


class Decoder:
    """vnnews' own weights over the tables; constant but for bounded memories of codes, so threads may share it.

    Args:
        tables: The tables, with the own weights for tokens and pairs folded in.
        weights: The own weights of all features, by name.
        transitions: The own weights of two labels in a row.
    """

    def __init__(self, tables: NgramTables, weights: Mapping[str, float], transitions: Transitions) -> None:
        self._tables = tables
        self._weights = weights
        a, b, c, d = transitions
        self._transitions = (round(a * OWN_UNIT), round(b * OWN_UNIT), round(c * OWN_UNIT), round(d * OWN_UNIT))
        self._by_steps: list[int] = []
        for code in range(TOGETHER + 1):
            bins = range(LOWEST_BIN, HIGHEST_BIN + 1)
            of_bins = [self._sum([*name_lists(code), *name_score(number, code)]) for number in bins]
            self._by_steps += of_bins[:1] * (_ZERO_STEP + LOWEST_BIN)
            self._by_steps += of_bins
            self._by_steps += of_bins[-1:] * (_STEPS - _ZERO_STEP - HIGHEST_BIN - 1)
        self._before: Memory[int, int] = Memory(lambda code: self._sum(name_shapes_before(code)), _MOST_CACHED)
        self._behind: Memory[int, int] = Memory(lambda code: self._sum(name_shapes_behind(code)), _MOST_CACHED)
        self._by_shapes = Memory(self._weigh_shapes, _MOST_CACHED)
        tables_of_core = tables.compile()
        self.compiled: CompiledDecoder | None = None
        """The same in the compiled core, for whole texts; None where plain Python must do."""
        if tables_of_core is not None:
            from vnnews.segment.crf.compiled_decoder import CompiledDecoder

            tables_of_core.set_weights(self._by_steps, _TO_STEP, _STEPS_MASK, *self._list_shapes())
            self.compiled = CompiledDecoder(tables_of_core, self._transitions, _DOUBT)

    def decode(self, tokens: Sequence[str]) -> list[bool]:
        """Return for each token of a sentence, as written, whether it joins the token before it."""
        return decode_scores(self._score(tokens), self._transitions)

    def decode_lines(self, lines: Sequence[Sequence[str]]) -> list[list[bool]]:
        """Return the same for each line of a text; places in doubt agree with the others of their pair."""
        scores = [array("q", self._score(tokens)) for tokens in lines]
        joins = [decode_scores(row, self._transitions) for row in scores]
        if len(lines) < 2:  # a sentence by itself seldom says a thing twice
            return joins
        for number, row in agree(lines, scores, joins, doubt=_DOUBT).items():
            joins[number] = decode_scores(row, self._transitions)
        return joins

    def score(self, tokens: Sequence[str]) -> list[float]:
        """Return for each place how much speaks for joining; far below 0 where nothing may join."""
        return [score / OWN_UNIT for score in self._score(tokens)]

    def _score(self, tokens: Sequence[str]) -> Sequence[float]:
        """The scores in the whole steps of own weights."""
        if self.compiled is not None:
            return self.compiled.score(tokens)
        by_shapes, by_steps = self._by_shapes, self._by_steps
        return [
            by_steps[place >> _TO_STEP & _STEPS_MASK] + (place >> OWN_AT & OWN_MASK) + by_shapes[place >> SHAPES_AT]
            for place in self._tables.read(tokens)
        ]

    def _weigh_shapes(self, code: int) -> int:
        """The weight of a code of shapes, less what own scores begin with."""
        if is_apart(code):
            return _NEVER
        return self._before[code >> SHAPE_BITS] + self._behind[code & SHAPES_MASK] - OWN_ZERO

    def _list_shapes(self) -> tuple[array[int], array[int]]:
        """The weights of all codes of three shapes, before a place and behind it: what `_weigh_shapes` adds up.

        Few codes of three have a weight of their own, and only these are asked for it.
        """
        before, behind = (array("q", bytes(8 << 3 * SHAPE_BITS)) for _ in range(2))
        numbers, pairs = range(len(SHAPES)), 1 << 2 * SHAPE_BITS
        for left, right in product(numbers, repeat=2):
            pair = left << SHAPE_BITS | right
            weight = _NEVER if is_apart(pair << SHAPE_BITS) else self._sum(name_shapes_before(pair)[:1]) - OWN_ZERO
            before[pair::pairs] = array("q", [weight] * (1 << SHAPE_BITS))
        for name in self._weights:
            kind, _, shapes = name.partition("=")
            if kind in {"h3", "k3"}:
                code = reduce(add_shape, shapes, 0)
                if kind == "h3" and not is_apart(code << SHAPE_BITS):
                    before[code] = self._sum(name_shapes_before(code)) - OWN_ZERO
                elif kind == "k3" and not is_apart(code):
                    behind[code] = self._sum(name_shapes_behind(code))
        return before, behind

    def _sum(self, names: Iterable[str]) -> int:
        """The sum of weights, in the whole steps of own scores."""
        return round(sum(self._weights.get(name, 0.0) for name in names) * OWN_UNIT)
