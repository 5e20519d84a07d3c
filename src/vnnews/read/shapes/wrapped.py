r"""Hard-wrapped text: the lines of a paragraph become one block.

Takes the lines of a page. Finds the column at which they were wrapped by the test that defines wrapping: the first word of the next line
would not have fitted. Decides for each line whether it goes on with the line above it. Known limit: where no blank line parts the
paragraphs, a paragraph whose last line is full by chance and the next one that begins small are one.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from vnnews.read.shapes.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_WIDTH = 40
MAX_WIDTH = 200
"""Columns at which programs and people wrap text: 60 to 120; the bounds leave room."""
MIN_WRAPS = 2
"""Fewer breaks at one column are chance."""
MIN_WRAPPED = 0.4
"""Share of the breaks below long lines that must stand at the column."""
MIN_CONTINUED = 0.4
"""Share of the breaks at the column behind which a small letter must follow; the others go on with a name or a number."""
LOOSE_WIDTHS = range(50, 161)
"""Widths of lines wrapped by hand or by a program that counts otherwise: found by the longest line."""
LOOSE_SHARE = 0.75
"""A line shorter than so much of the loose width ends its paragraph."""
MIN_LOOSE_CONTINUED = 0.5
MAX_RUN = 12
"""Lines between two blank lines, on average; where there are more, blank lines do not part the paragraphs."""

BREAK = "  "
"""Two spaces at the end of a line are a break that was meant, as in Markdown."""

_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_ENDS = frozenset(".!?…:;”\"'’»")
_LIST_SIGNS = frozenset("-–•+*|>")


def find_width(lines: Sequence[str]) -> int:
    """The column at which the lines were wrapped, 0 when each line is whole. Lines of lists and lines whose break was meant do not count.

    >>> find_width(["Sáng nay, mưa lớn làm nhiều tuyến phố của thành", "phố ngập sâu, giao thông ùn tắc kéo dài đến gần", "trưa mới hết."])
    47
    >>> find_width(["Một dòng.", "Hai dòng."])
    0
    """
    changes = [0] * (MAX_WIDTH + 2)
    pairs = []
    for line, below in _adjacent(lines):
        first = below.split(None, 1)[0]
        if len(line) >= MIN_WIDTH and not line.endswith(BREAK) and not _is_item(first, line):
            pairs.append((len(line), len(line) + len(first), below))
    for low, high, _ in pairs:
        if low <= MAX_WIDTH:
            changes[low] += 1
            changes[min(high, MAX_WIDTH) + 1] -= 1
    counts = list(accumulate(changes))
    width = max(range(MAX_WIDTH + 1), key=counts.__getitem__)
    if counts[width] < max(MIN_WRAPS, MIN_WRAPPED * len(pairs)):
        return 0
    continued = sum(low <= width <= high and below.lstrip()[:1].islower() for low, high, below in pairs)
    return width if continued >= max(MIN_WRAPS, MIN_CONTINUED * counts[width]) else 0


def find_loose_width(lines: Sequence[str]) -> int:
    """The length of the longest line when the others break off near it and go on with small letters, else 0.

    >>> find_loose_width(["Một dòng."])
    0
    """
    width = max(map(len, lines), default=0)
    if width not in LOOSE_WIDTHS:
        return 0
    broken = continued = 0
    for line, below in _adjacent(lines):
        if len(line) >= LOOSE_SHARE * width and line[-1] not in _ENDS:
            broken += 1
            continued += below.lstrip()[0].islower()
    return width if continued >= max(MIN_WRAPS, MIN_LOOSE_CONTINUED * broken) else 0


def find_continued(raw: Sequence[str]) -> list[bool]:
    """For each line whether it goes on with the paragraph of the line above; nowhere when the page is not wrapped.

    >>> find_continued(["Sáng nay, mưa lớn làm nhiều tuyến phố của thành", "phố ngập sâu, giao thông ùn tắc kéo dài đến gần", "trưa mới hết."])
    [False, True, True]
    """
    raw = [line[match.end() :] if (match := _QUOTE.match(line)) else line for line in raw]
    lines = [line.rstrip() for line in raw]
    width = find_width([line if line.strip() and line.endswith(BREAK) else line.rstrip() for line in raw])
    loose = 0 if width else find_loose_width(lines)
    if not width and not loose:
        return [False] * len(lines)
    is_parted = _is_parted_by_blank_lines(lines)
    return [False] + [
        bool(line and below) and not above.endswith(BREAK) and _goes_on(line, below, width, loose, is_parted)
        for above, (line, below) in zip(raw, pairwise(lines), strict=False)
    ]


def read_wrapped(lines: Sequence[str]) -> list[Piece]:
    """The paragraphs of a wrapped page.

    >>> [piece.text for piece in read_wrapped(["Mưa lớn", "", "Phố ngập."])]
    ['Mưa lớn', 'Phố ngập.']
    """
    paragraphs: list[list[str]] = []
    for line, is_continued in zip(lines, find_continued(lines), strict=True):
        if is_continued:
            paragraphs[-1].append(line)
        elif line:
            paragraphs.append([line])
    return [Piece(" ".join(paragraph)) for paragraph in paragraphs]


def _adjacent(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Lines with the line right below."""
    return [(line, below) for line, below in pairwise(lines) if line and below]


def _is_parted_by_blank_lines(lines: Sequence[str]) -> bool:
    filled = sum(map(bool, lines))
    runs = filled - len(_adjacent(lines))
    return runs > 1 and filled <= MAX_RUN * runs


def _goes_on(line: str, below: str, width: int, loose: int, is_parted: bool) -> bool:
    """Whether the line below belongs to the paragraph of a line."""
    first = below.split(None, 1)[0]
    ends = line[-1] in _ENDS
    if _is_item(first, line):
        return False
    if loose or is_parted:  # marks that left the text, or a quote's sign, may have counted
        return len(line) >= LOOSE_SHARE * (width or loose) and (is_parted or not ends or not first[0].isupper())
    return len(line) <= width <= len(line) + len(first) and not (ends and first[0].isupper())


def _is_item(first: str, above: str) -> bool:
    """Whether a line with this first word begins an item of a list, a heading or a row; a dash in the middle of a sentence does not."""
    ends = above.rstrip()[-1] in _ENDS
    return (
        not first.strip("#") or (first in _LIST_SIGNS and (ends or first not in "-–")) or (ends and first[0] in "-–•+")
    )
