"""Lets the places of a text that lie between the same two tokens decide together.

Takes the lines of a text with the scores of their places, gives the lines in which scores change, with new scores. Decides that a place in
doubt goes by the mean of all places of its pair in the text, when they were decided in two ways; a place that is sure keeps its own
score, so that 'học_sinh học' and 'sinh_học' do not meddle with each other.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[str, str]


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
    lower_of = {token: token.lower() for tokens in lines for token in tokens}
    lower = [[lower_of[token] for token in tokens] for tokens in lines]
    met: dict[Pair, list[tuple[float, bool]]] = {
        (lower[number][place - 1], lower[number][place]): [] for number, place in doubtful
    }
    rights = {right for _, right in met}
    for number, row in enumerate(lower):
        if rights.isdisjoint(row):
            continue
        for place, pair in enumerate(pairwise(row), start=1):
            if pair in met:
                met[pair].append((scores[number][place], joins[number][place]))
    means = {
        pair: sum(score for score, _ in found) / len(found)
        for pair, found in met.items()
        if len({is_joined for _, is_joined in found}) > 1
    }
    changed: dict[int, list[float]] = {}
    for number, place in doubtful:
        mean = means.get((lower[number][place - 1], lower[number][place]))
        if mean is not None:
            if number not in changed:
                changed[number] = [*scores[number]]
            changed[number][place] = mean
    return changed
