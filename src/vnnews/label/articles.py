"""Which article each labelled line belongs to, when a page holds several.

Takes the lines and their labels. Gives the index of the article for each line, None for lines of no article. Decides by headlines: a second
headline that is no copy of the first begins a new article when paragraphs stand above and below it and a date, a name or a section beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vnnews.label.line import Line
from vnnews.models import Label

OF_ARTICLE: Final = frozenset(
    {
        Label.TITLE, Label.SECTION, Label.DATE, Label.BYLINE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION, Label.SOURCE, Label.TAGS,
    }
)  # fmt: skip
"""Labels of lines that belong to an article."""
MIN_TOLD: Final = 25
"""Words of body or sapo that an article has on either side of the headline: the shortest briefs have two sentences."""
BESIDE: Final = 3
"""Lines in which the head of the next article, or the end of the last one, shows itself."""
_TEXT: Final = frozenset({Label.SAPO, Label.BODY})
_HEAD: Final = frozenset({Label.DATE, Label.SECTION})
_SIGNS: Final = frozenset({Label.DATE, Label.BYLINE, Label.SOURCE, Label.SECTION, Label.TAGS})


def number_articles(
    lines: Sequence[Line], labels: Sequence[Label], starts: Sequence[int] | None = None
) -> list[int | None]:
    """The article of each line.

    Args:
        lines: The lines of a page that holds an article.
        labels: Their labels.
        starts: The lines at which the structure of an HTML page begins a second and later articles; None on a text page, where the
            labels tell.

    Example:
        >>> number_articles([], [])
        []
    """
    begins = set(_find_heads(lines, labels) if starts is None else starts)
    number, numbers = 0, []
    for index, label in enumerate(labels):
        number += index in begins
        numbers.append(number if label in OF_ARTICLE else None)
    return numbers


def _find_heads(lines: Sequence[Line], labels: Sequence[Label]) -> list[int]:
    """Where the second and later articles begin: at their headline, or at the date and section right above it."""
    told = [0]
    for line, label in zip(lines, labels, strict=True):
        told.append(told[-1] + (line.words if label in _TEXT else 0))
    titles = [index for index, label in enumerate(labels) if label is Label.TITLE]
    seen: set[str] = set()
    own: list[int] = []
    for index in titles:
        if lines[index].key not in seen:
            seen.add(lines[index].key)
            own.append(index)
    heads: list[int] = []
    last = own[0] if own else 0
    for index in own[1:]:
        following = next((other for other in own if other > index), len(lines))
        beside = labels[max(0, index - BESIDE) : index + 1 + BESIDE]
        if (
            told[index] - told[last] >= MIN_TOLD
            and told[following] - told[index] >= MIN_TOLD
            and any(label in _SIGNS for label in beside)
        ):
            start = index
            while start > last + 1 and labels[start - 1] in _HEAD:
                start -= 1
            heads.append(start)
            last = index
    return heads
