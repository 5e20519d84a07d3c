"""Decides which tokens of a sentence join the token before them.

Takes what `NgramTables.scan` tells of the places of a sentence, gives one bool a token. Decides by the best path through a chain with two
labels: `decode_scores` with underthesea's weights alone, `Decoder` with vnnews' own, which take underthesea's score as one question
among others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from vnnews.segment.features import (
    HIGHEST_BIN,
    LOWEST_BIN,
    PAIR_BITS,
    name_lists,
    name_score,
    name_shapes,
    pair_bits,
)
from vnnews.segment.packing import (
    LISTS_AT,
    OWN_MASK,
    OWN_UNIT,
    OWN_ZERO,
    SCORE_BITS,
    SCORE_MASK,
    SCORE_UNIT,
    SCORE_ZERO,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from vnnews.segment.ngrams import NgramTables

_MOST_CACHED = 1 << 14
"""Codes whose weight is kept; a million words of news show about 6,000 of shapes and 4,000 of word lists."""

_Weight = TypeVar("_Weight")
_TO_STEP = SCORE_UNIT.bit_length() - 2
"""A score shifted by so many bits is in steps of a half."""
_LEAST, _MOST = SCORE_ZERO + (LOWEST_BIN << _TO_STEP), SCORE_ZERO + (HIGHEST_BIN << _TO_STEP)
_FIRST_STEP = _LEAST >> _TO_STEP

Transitions = tuple[float, float, float, float]
"""begins→begins, begins→joins, joins→begins, joins→joins."""


def decode_scores(scores: Iterable[float], transitions: Transitions) -> list[bool]:
    """Return for each place whether its token joins the one before, on the best path.

    Args:
        scores: How much speaks for joining at each place.
        transitions: Weights of two labels in a row.

    Example:
        >>> decode_scores([-1.0, 0.5, 0.5], (0.0, 0.0, 0.0, -2.0))
        [False, True, False]
    """
    begin_begin, begin_join, join_begin, join_join = transitions
    step_begin, step_join = begin_begin - join_begin, begin_join - join_join
    leads: list[float] = []  # by how much 'joins' leads 'begins' on the best ways to each place
    lead = 0.0
    is_first = True
    for score in scores:
        if is_first:
            lead, is_first = score, False
        else:
            joins = begin_join if lead <= step_join else lead + join_join
            begins = begin_begin if lead <= step_begin else lead + join_begin
            lead = score + joins - begins
        leads.append(lead)
    joined: list[bool] = []
    limit = 0.0
    for lead in reversed(leads):
        is_joined = lead > limit
        joined.append(is_joined)
        limit = step_join if is_joined else step_begin
    joined.reverse()
    return joined


class _Memory(dict[int, _Weight]):
    """Weights by code, each worked out on first sight; bounded."""

    def __init__(self, weigh: Callable[[int], _Weight]) -> None:
        super().__init__()
        self._weigh = weigh

    def __missing__(self, code: int) -> _Weight:
        if len(self) >= _MOST_CACHED:
            self.clear()
        weight = self[code] = self._weigh(code)
        return weight


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
        bins = range(LOWEST_BIN, HIGHEST_BIN + 1)
        self._by_score = {bits: [self._sum(name_score(number, bits)) for number in bins] for bits in PAIR_BITS}
        self._by_shapes = _Memory(self._weigh_shapes)
        self._by_lists = _Memory(self._weigh_lists)

    def decode(self, tokens: Sequence[str]) -> list[bool]:
        """Return for each token of a sentence, as written, whether it joins the token before it."""
        if len(tokens) <= 1:
            return [False] * len(tokens)
        places, shapes = self._tables.read(tokens)
        by_shapes, by_lists = self._by_shapes, self._by_lists
        # the index is `features.bin_of`, without the call
        scores: list[float] = [
            (place >> SCORE_BITS & OWN_MASK)
            + by_shapes[code]
            + by_lists[place >> LISTS_AT][
                (score >> _TO_STEP) - _FIRST_STEP
                if _LEAST <= (score := place & SCORE_MASK) < _MOST
                else 0
                if score < _LEAST
                else -1
            ]
            for place, code in zip(places, shapes, strict=True)
        ]
        scores[0] = float("-inf")  # the first token begins a word
        return decode_scores(scores, self._transitions)

    def _weigh_shapes(self, code: int) -> int:
        """The weight of a code of shapes, less what own scores begin with."""
        return self._sum(name_shapes(code)) - OWN_ZERO

    def _weigh_lists(self, code: int) -> list[int]:
        """The weights of a code of word lists together with each bin of scores."""
        weight = self._sum(name_lists(code))
        return [weight + of_score for of_score in self._by_score[pair_bits(code)]]

    def _sum(self, names: Iterable[str]) -> int:
        """The sum of weights, in the whole steps of own scores."""
        return round(sum(self._weights.get(name, 0.0) for name in names) * OWN_UNIT)
