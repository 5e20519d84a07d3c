"""Lets the places of a text that lie between the same two tokens decide together.

Takes the lines of a text with the scores of their places, gives the lines in which scores change, with new scores. Decides that a place in
doubt goes by the mean of all places of its pair in the text, when they were decided in two ways; a place that is sure keeps its own
score, so that 'học_sinh học' and 'sinh_học' do not meddle with each other.
"""

from __future__ import annotations

from itertools import chain, compress, count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[str, str]
Met = dict[Pair, list[tuple[float, bool]]]
"""The score of each place of a pair, and what was decided there."""


def agree(
    lines: Sequence[Sequence[str]], scores: Sequence[Sequence[float]], joins: Sequence[Sequence[bool]], *, doubt: float
) -> dict[int, list[float]]:
    """Return new scores for the lines that need them, by the number of the line.

    Args:
        lines: The tokens of each line.
        scores: How much speaks for joining at each place.
        joins: What was decided by them.
        doubt: Scores between `-doubt` and `doubt` may change.

    Example:
        >>> agree([["câu", "hỏi"], ["Câu", "hỏi"]], [[-9.0, 5.0], [-9.0, -1.0]], [[False, True], [False, False]], doubt=2.0)
        {1: [-9.0, 2.0]}
    """
    doubtful = [
        (number, place)
        for number, row in enumerate(scores)
        for place, score in enumerate(row)
        if -doubt < score < doubt
    ]
    if not doubtful:
        return {}
    met: Met = {_pair_at(lines[number], place): [] for number, place in doubtful}
    # few tokens end such a pair, and the others are passed over without a step of Python for each
    rights = {right for _, right in met}
    different = [*set(chain.from_iterable(lines))]
    ends = set(compress(different, map(rights.__contains__, map(str.lower, different))))
    for tokens, row, is_joined in zip(lines, scores, joins, strict=True):
        for place in compress(count(), map(ends.__contains__, tokens)):
            if place and (found := met.get(_pair_at(tokens, place))) is not None:
                found.append((row[place], is_joined[place]))
    means = find_means(met)
    changed: dict[int, list[float]] = {}
    for number, place in doubtful:
        mean = means.get(_pair_at(lines[number], place))
        if mean is not None:
            if number not in changed:
                changed[number] = [*scores[number]]
            changed[number][place] = mean
    return changed


def find_means(met: Met) -> dict[Pair, float]:
    """Return the mean of the scores of each pair that was decided in two ways.

    >>> find_means({("câu", "hỏi"): [(5.0, True), (-1.0, False)], ("học", "sinh"): [(7.0, True)]})
    {('câu', 'hỏi'): 2.0}
    """
    return {
        pair: sum(score for score, _ in found) / len(found)
        for pair, found in met.items()
        if len({is_joined for _, is_joined in found}) > 1
    }


def _pair_at(tokens: Sequence[str], place: int) -> Pair:
    return tokens[place - 1].lower(), tokens[place].lower()
