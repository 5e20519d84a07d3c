"""Where the story stands among the lines of a page: the stretch with most prose, and the headline whose words it repeats.

Takes the lines of a page. Gives a `Story`. Decides by weights of the kinds of lines: the stretch with the highest sum is found in one pass, the
headline is the line above it that shares most word pairs with it. The decoder weighs these findings; a wrong one costs little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from vnnews.label.line import MOSTLY_LINK, Line
from vnnews.label.words.kinds import Kind
from vnnews.text import deaccent

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
MAX_COMPARED: Final = 400
"""Characters of a paragraph of the story whose word pairs are compared; of other lines their key counts."""
MIN_SHARED: Final = 0.15
"""Share of its word pairs that the story must use again for a line to be its headline."""
NEAR_DATE, DATE_BONUS, COPY_BONUS, DISTANCE_COST = 3, 0.3, 0.15, 0.004
"""What a date close below, a copy, and a line of distance do to the choice of the headline, in shares of its word pairs."""
HEADLINE_WORDS: Final = range(4, 31)
_HEADLINE_KINDS: Final = frozenset((Kind.HEADLINE, Kind.TEXT, Kind.PROSE))
_STORY_KINDS: Final = frozenset((Kind.PROSE, Kind.TEXT))


class Story(NamedTuple):
    """The stretch of lines with most prose, and what is measured from it."""

    start: int
    end: int
    weight: float
    headline: int
    """Index of the line above whose words it repeats, -1 when there is none."""
    shares: tuple[float, ...]
    """For each line the share of its word pairs that other lines of the story use; -1 for lines of one word."""
    prose_before: tuple[int, ...]
    """Words of prose above each line, and, last, on the whole page."""


def find_story(lines: Sequence[Line]) -> Story:
    """The story of a page; an empty stretch when it has no prose.

    Example:
        >>> find_story([])[:4]
        (0, 0, 0.0, -1)
    """
    start, end, weight = _heaviest([_weigh(line) for line in lines])
    in_story = [start <= line.index < end and line.kind in _STORY_KINDS for line in lines]
    told: Counter[tuple[str, str]] = Counter()
    for line, is_told in zip(lines, in_story, strict=True):
        if is_told:
            told.update(_pairs(line, is_told))
    shares = tuple(_share(_pairs(line, is_told), told, is_told) for line, is_told in zip(lines, in_story, strict=True))
    prose = [
        min(line.words, 100) if line.kind is Kind.PROSE and not (line.is_teaser or line.is_headline_link) else 0
        for line in lines
    ]
    return Story(start, end, weight, _find_headline(lines, start, shares), shares, tuple(accumulate(prose, initial=0)))


def _pairs(line: Line, is_told: bool) -> set[tuple[str, str]]:
    """Made anew for each use: kept for all lines, they would be many times the page."""
    return set(pairwise((deaccent(line.text[:MAX_COMPARED]) if is_told else line.key).split()))


def _share(pairs: set[tuple[str, str]], told: Counter[tuple[str, str]], is_told: bool) -> float:
    return sum(told[pair] > is_told for pair in pairs) / len(pairs) if pairs else -1.0


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
