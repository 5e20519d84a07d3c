"""The columns of features: which aspects a line has, which of them are looked at together, and the number of each feature.

Takes the numbers of aspects' values, or the name or number of a feature. Gives the numbers of features, or the number or name. A *column* is one aspect
or several together; its features are numbered behind those of the columns before it, each combination of values one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from vnnews.label.markup import PLACES
from vnnews.label.story import DISTANCES, with_distances
from vnnews.label.words.kinds import Kind
from vnnews.label.words.look import FIRST_SIGNS, LAST_SIGNS, WORD_STEPS

FEW: Final = (1, 2, 3)
SOME: Final = (1, 3, 5)
SHARES: Final = (0.0, 0.05, 0.15, 0.3, 0.5, 0.8)
"""Shares of its word pairs that a line has in common with the story."""
STORY_WEIGHTS: Final = (2, 4, 8, 15, 30, 60)
PROSE_WORDS: Final = (1, 30, 100, 300)
SIZES: Final = (3, 6, 12, 20, 30, 45, 70)
"""Lengths of lines in words, as neighbours are compared."""
ECHOES: Final = (0.2, 0.4, 0.6, 0.8)
"""Shares of the likely headline's words that a line repeats."""
DATE_DISTANCES: Final = (1, 2, 4, 8, 99)
LINK_SHARES: Final = (0.01, 0.3, 0.6, 0.85)
PROSE_SHARES: Final = (0.2, 0.4, 0.6, 0.8, 0.95)
"""Shares of a page's words that stand in paragraphs."""
PAGE_LINES: Final = (6, 15, 40, 100)
PROSE_PARTS: Final = (0.2, 0.4, 0.6, 0.8, 1.0)
SMALL_PAGE: Final = 12
"""Lines of a dump of one article: there the place itself tells much."""

KINDS: Final = (*[kind.value for kind in Kind], "start", "end")
_TAGS: Final = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "option", "article", "dd", "dt", "button", "header", "blockquote", "figcaption",
    "figure", "nav", "img", "other",
)  # fmt: skip
_SHAPES: Final = ("html", "text", "lines", "fragments", "wrapped", "markdown", "layout", "source", "line")
STEPS: Final[dict[str, Sequence[float]]] = {
    "words": WORD_STEPS, "page_prose": PROSE_SHARES, "page_lines": PAGE_LINES, "prose_above4": FEW, "prose_below4": FEW, "headlines_near": SOME,
    "short_near": SOME, "story_words": STORY_WEIGHTS, "shares": SHARES, "from_top": DISTANCES, "from_end": DISTANCES, "prose_above": PROSE_WORDS,
    "prose_below": PROSE_WORDS, "prose_part": PROSE_PARTS, "small_page": range(SMALL_PAGE), "date_above": DATE_DISTANCES, "date_below": DATE_DISTANCES,
    "linked": LINK_SHARES, "size": SIZES, "size_above": SIZES, "size_below": SIZES, "typical": SIZES, "credits": SOME, "echo": ECHOES,
}  # fmt: skip
"""Aspects that are numbers, with the steps that are told apart."""
ASPECTS: Final[dict[str, tuple[str, ...]]] = {
    **{aspect: tuple(map(str, range(len(steps) + 1))) for aspect, steps in STEPS.items()},
    "kind": KINDS, "first": FIRST_SIGNS, "last": LAST_SIGNS, "capitals": ("0", "1", "2", "3", "4", "all"), "sentences": ("0", "1", "2", "3"),
    "shape": _SHAPES, "above": KINDS, "below": KINDS, "above2": KINDS, "below2": KINDS, "sibling_above": KINDS, "sibling_below": KINDS, "last_above": LAST_SIGNS, "first_below": FIRST_SIGNS,
    "copies": ("1", "2", "3"), "links": ("0", "1", "2", "3"), "tag": _TAGS,
    "story": (*with_distances("above"), "in", *with_distances("below")), "side": ("above", "in", "below"),
    "head": (*with_distances("above"), "headline", "at", "below", *with_distances("to")),
    "story_line": ("0", "1", "2", "3", "4"), "story_left": ("0", "1", "2", "3", "4"), "element": ("other", "article", "paragraphs"), "place": PLACES,
}  # fmt: skip
"""The values of each aspect."""
FOR_LABEL: Final = (
    "kind", "words", "kind&words", "first", "last", "last&words", "first&last", "capitals", "capitals&words", "sentences&last",
    "shape&kind", "page_prose&kind", "page_lines&kind",
    "above", "below", "above2", "below2", "above&kind", "below&kind", "above&below&kind",
    "prose_above4&prose_below4", "prose_above4&prose_below4&kind", "headlines_near&kind", "short_near&kind", "copies&kind",
    "story", "story&kind", "head", "head&kind", "story_line&kind", "story_left&kind", "shares&side&kind", "shares&words",
    "from_top&kind", "from_end&kind", "prose_above&kind", "prose_below&kind", "small_page&kind", "date_above&kind", "date_below&kind",
    "tag", "tag&kind", "tag&words", "linked&words", "linked&kind", "links",
    "size_above&size&size_below", "last_above&last", "first_below&last", "typical&words", "typical&kind", "credits&kind", "credits&words",
    "echo&kind", "echo&head",
    "element", "element&kind", "element&words", "place", "place&kind", "place&element", "place&words",
    "sibling_above&kind", "sibling_below&kind",
)  # fmt: skip
"""Columns that speak for a label."""
FOR_PART: Final = (
    "kind", "words", "shape", "page_prose", "page_lines", "prose_above4&prose_below4", "story", "story_words&side", "story&kind",
    "from_top", "from_end", "prose_above&prose_below", "prose_part", "tag", "linked", "element", "element&kind", "place", "place&element",
)  # fmt: skip
"""Columns that speak for a part of the page: before the article, in it, behind it."""
SIGNS_FOR_PART: Final = ("hint:", "stated:", "inside:", "headline_link", "teaser", "reply")
"""How the signs begin that do so."""

_COLUMNS: Final = tuple(dict.fromkeys((*FOR_LABEL, *FOR_PART)))
CODES: Final = {aspect: {value: code for code, value in enumerate(values, 1)} for aspect, values in ASPECTS.items()}
"""For each aspect the number of each value; 0 where a line has none."""
ROW_OF: Final = {aspect: row for row, aspect in enumerate(ASPECTS)}
KIND_CODES: Final = {kind: CODES["kind"][kind.value] for kind in Kind}


class _Column(NamedTuple):
    """How a column numbers its features: 1 + 3 * (2 + 50 * 4) for the values 1, 2 and 4 of three aspects, behind all columns before it."""

    aspects: tuple[str, ...]
    begin: int
    factors: tuple[int, ...]
    """What the value of each of its aspects is multiplied with."""


def _number_columns() -> tuple[dict[str, _Column], int]:
    """The columns by name, and where their numbers end."""
    columns, begin = {}, 0
    for column in _COLUMNS:
        factors, aspects = [1], tuple(column.split("&"))
        for aspect in aspects:
            factors.append(factors[-1] * (len(ASPECTS[aspect]) + 1))
        columns[column] = _Column(aspects, begin, tuple(factors[:-1]))
        begin += factors[-1]
    return columns, begin


_NUMBERED, COLUMN_CODES = _number_columns()
_BEGINS: Final = np.array([[column.begin] for column in _NUMBERED.values()], dtype=np.int32)
_PLACES: Final = [
    (
        np.array(
            [ROW_OF[column.aspects[place]] if place < len(column.aspects) else 0 for column in _NUMBERED.values()]
        ),
        np.array(
            [[column.factors[place] if place < len(column.aspects) else 0] for column in _NUMBERED.values()],
            dtype=np.int32,
        ),
    )
    for place in range(max(len(column.aspects) for column in _NUMBERED.values()))
]
"""The first, second and third aspect of each column: their rows, and their factors, 0 where the column has fewer."""


def find_code(name: str) -> int | None:
    """The number of a feature of a column; None for a sign.

    >>> find_code("kind:date&words:3") != find_code("kind:date&words:4"), find_code("stated:title") is None
    (True, True)
    """
    parts = [aspect.partition(":") for aspect in name.split("&")]
    column = _NUMBERED.get("&".join([aspect for aspect, _, _ in parts]))
    if column is None:
        return None
    total = column.begin
    for (aspect, _, value), factor in zip(parts, column.factors, strict=True):
        code = CODES[aspect].get(value)
        if code is None:
            return None
        total += factor * code
    return total


def name_code(code: int) -> str:
    """The name of a feature of a column; '' for a line that the column says nothing of.

    >>> name_code(find_code("above:date&below:prose&kind:short"))
    'above:date&below:prose&kind:short'
    """
    number = int(np.searchsorted(_BEGINS[:, 0], code, side="right")) - 1
    rest, parts = int(code - _BEGINS[number, 0]), []
    for aspect in _NUMBERED[_COLUMNS[number]].aspects:
        rest, value = divmod(rest, len(ASPECTS[aspect]) + 1)
        parts.append(f"{aspect}:{ASPECTS[aspect][value - 1]}" if value else "")
    return "&".join(parts) if all(parts) else ""


def number_features(values: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """The number of the feature of each column and line, from the number of the value of each aspect and line."""
    # sums of picked rows, not a product of matrices: for one of this size the library behind numpy wakes all cores, which cost more than they do
    return np.asarray(_BEGINS + sum(values[rows] * factors for rows, factors in _PLACES))
