"""Where the story stands among the lines of a page: the stretch with most prose, and the headline whose words it repeats.

Takes the lines of a page. Gives a `Story`. Decides by weights of the kinds of lines: the stretch with the highest sum is found in one pass, the
headline is the line above it that shares most word pairs with it. The decoder weighs these findings; a wrong one costs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from vnnews.label.line import MOSTLY_LINK, Line
from vnnews.label.words.kinds import Kind

DISTANCES: Final = (0, 1, 2, 3, 5, 9, 16, 30, 60, 120)
"""Steps of distances in lines."""
CHUNK: Final = 512
"""Lines whose words are numbered at once."""
WORDS_A_POINT: Final = 12
MAX_WORDS: Final = 80
"""A paragraph weighs its words, up to this number, by the dozen: one endless line does not outweigh a story."""
TEASER: Final = -2.0
LINK: Final = -1.5
OTHER: Final = -1.0
WEIGHTS: Final = {
    Kind.TEXT: 0.3, Kind.ITEM: 0.5, Kind.CREDIT: 0.5, Kind.CREDIT_LINE: 0.2, Kind.HEADLINE: -1.2, Kind.SHORT: -1.0, Kind.WIDGET: -2.0,
    Kind.MENU_ROW: -6.0, Kind.FOOTER: -8.0, Kind.RELATED_HEADING: -3.0, Kind.DATE: -2.0, Kind.BREADCRUMB: -3.0, Kind.COMMENTS: -6.0,
    Kind.COMMENT_MARK: -4.0, Kind.CONTACT: -3.0, Kind.TAGS: -4.0, Kind.BYLINE: -0.8, Kind.MORE: -2.0, Kind.READ_MORE: -0.8,
    Kind.GLUED_LIST: -4.0, Kind.SYMBOLS: -0.7, Kind.FILE: 0.0, Kind.ALT: 0.2,
}  # fmt: skip
"""What a line that is no paragraph does to the stretch that it stands in. They are a first guess, not learned: the decoder mends what it costs."""
MIN_SHARED: Final = 0.15
"""Share of its word pairs that the story must use again for a line to be its headline."""
NEAR_DATE, DATE_BONUS, COPY_BONUS, DISTANCE_COST = 3, 0.3, 0.15, 0.004
"""What a date close below, a copy, and a line of distance do to the choice of the headline, in shares of its word pairs."""
HEADLINE_WORDS: Final = range(4, 31)
_HEADLINE_KINDS: Final = frozenset((Kind.HEADLINE, Kind.TEXT, Kind.PROSE))
_STORY_KINDS: Final = frozenset((Kind.PROSE, Kind.TEXT))


def with_distances(name: str) -> tuple[str, ...]:
    """The names of places that differ by their distance.

    >>> with_distances("above")[:2]
    ('above0', 'above1')
    """
    return tuple(f"{name}{step}" for step in range(len(DISTANCES) + 1))


class Story(NamedTuple):
    """The stretch of lines with most prose, and what is measured from it."""

    start: int
    end: int
    weight: float
    headline: int
    """Index of the line above whose words it repeats, -1 when there is none."""
    shares: tuple[float, ...]
    """For each line the share of its word pairs that other lines of the story use; -1 for lines of one word."""
    echoes: tuple[float, ...]
    """For each line how much of the headline its words repeat."""
    prose_before: tuple[int, ...]
    """Words of prose above each line, and, last, on the whole page."""


def find_story(lines: Sequence[Line]) -> Story:
    """The story of a page; an empty stretch when it has no prose.

    Example:
        >>> find_story([])[:4]
        (0, 0, 0.0, -1)
    """
    start, end, weight = _heaviest([_weigh(line) for line in lines])
    told = [start <= line.index < end and line.kind in _STORY_KINDS for line in lines]
    word, owner = _number_words([line.key for line in lines])
    shares = _share_pairs(word, owner, np.array(told, dtype=bool))
    headline = _find_headline(lines, start, shares)
    asked = np.flatnonzero(np.bincount(word[owner == headline]))  # numpy.unique would load numpy.ma
    echoes = np.bincount(owner[np.isin(word, asked)], minlength=len(lines)) / max(len(asked), 1)
    prose = [
        min(line.words, 100) if line.kind is Kind.PROSE and not (line.is_teaser or line.is_headline_link) else 0
        for line in lines
    ]
    return Story(start, end, weight, headline, shares, tuple(echoes.tolist()), tuple(accumulate(prose, initial=0)))


Numbers: TypeAlias = npt.NDArray[np.int64]


def _number_words(keys: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The words of all lines as numbers, and the line of each."""
    numbers: dict[str, int] = {}
    parts = [np.zeros(0, dtype=np.int64)]
    for first in range(0, len(keys), CHUNK):  # the words of a long page at once would be many times the page
        words = " ".join(keys[first : first + CHUNK]).split(" ")
        for word in dict.fromkeys(words):
            numbers.setdefault(word, len(numbers))
        parts.append(np.array(list(map(numbers.__getitem__, words)), dtype=np.int64))
    owners = np.repeat(np.arange(len(keys)), [key.count(" ") + 1 for key in keys])
    return np.concatenate(parts), owners


def _share_pairs(word: Numbers, owner: Numbers, told: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    """For each line the share of its word pairs that (other) told lines have; -1 for lines of one word.

    >>> _share_pairs(*_number_words(["mua lon o hue", "mua lon", "hue"]), np.array([True, False, False]))
    (0.0, 1.0, -1.0)
    """
    count = len(told)
    inside = owner[:-1] == owner[1:]
    known, pair = np.unique((word[:-1] * (len(word) + 1) + word[1:])[inside], return_inverse=True)
    owner = owner[:-1][inside]
    times = np.bincount(pair[told[owner]], minlength=len(known))
    shared = np.bincount(owner[times[pair] > told[owner]], minlength=count)
    pairs = np.bincount(owner, minlength=count)
    return tuple(np.where(pairs > 0, shared / np.maximum(pairs, 1), -1.0).tolist())


def _weigh(line: Line) -> float:
    if line.kind is Kind.PROSE:
        if line.is_teaser or line.is_headline_link:
            weight = TEASER
        else:
            weight = min(line.words, MAX_WORDS) / WORDS_A_POINT / (1 if line.copies == 1 else 2)
    else:
        weight = WEIGHTS.get(line.kind, OTHER)
    return min(weight, LINK) if line.link_share > MOSTLY_LINK else weight


def _heaviest(weights: Sequence[float]) -> tuple[int, int, float]:
    """The stretch with the highest sum: its first index, one past its last, and the sum."""
    best, begin, total = (0, 0, 0.0), 0, 0.0
    for index, weight in enumerate(weights):
        if total <= 0:
            begin, total = index, 0.0
        total += weight
        if total > best[2]:
            best = (begin, index + 1, total)
    return best


def _find_headline(lines: Sequence[Line], start: int, shares: Sequence[float]) -> int:
    """The line at or above the story that its words repeat most, the closer the better."""
    best, highest = -1, 0.0
    date = len(lines)  # the next date below
    for index in range(min(start, len(lines) - 1), -1, -1):
        line = lines[index]
        if line.kind in _HEADLINE_KINDS and line.words in HEADLINE_WORDS and shares[index] > MIN_SHARED:
            score = shares[index] - DISTANCE_COST * (start - index)
            score += DATE_BONUS if date - index <= NEAR_DATE else 0.0
            score += COPY_BONUS if line.copies > 1 else 0.0
            if best < 0 or score >= highest:
                best, highest = index, score
        if line.kind is Kind.DATE:
            date = index
    return best
