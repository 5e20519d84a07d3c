"""Pages laid out by a text browser (inscriptis, w3m, lynx): indentation, bullets, tables side by side.

Takes the lines of a page. Gives a piece for each line, cell and image text, without the indentation. Decides which lines stand side by side:
lines that leave the same columns free belong to one table, whose cells are read row by row when most rows fill several, else column by
column. Known limit: cells with a single space between them are one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from vnnews.read.shapes.pieces import Piece
from vnnews.read.shapes.source import count_gaps
from vnnews.read.shapes.wrapped import find_continued

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIN_INDENTED: Final = 0.5
"""Share of the lines that begin with spaces; text browsers indent nearly all, by the depth of their elements."""
MIN_DEPTHS: Final = 2
MIN_BULLETS: Final = 2
MIN_SIDE_BY_SIDE: Final = 3
"""Lines with a wide gap inside; typists leave one now and then."""
MIN_GAPS: Final = 0.03
"""Share of the lines with such a gap."""
MAX_BLANK: Final = 0.25
MAX_GAPS: Final = 0.1
"""Shares of lines of spaces among all lines, and of gaps of three lines among those with text, from which it is the source that is indented."""
MIN_GUTTER: Final = 2
"""Free columns between two cells."""
MAX_WIDTH: Final = 2000
"""Columns that are looked at for tables; the widest tables of the pages seen have 1,400, and wider lines cost time."""
MIN_FULL_ROWS: Final = 0.75
"""Share of the rows with text in several cells from which a table is one of rows, not of columns of lines."""
MIN_ALT_WORDS: Final = 4
"""Words of an image text in brackets before the text of a line; shorter ones are '[Video]' or '[Ảnh]' before a headline."""

_GAP: Final = re.compile(r"\S {3,}\S")
_INDENTED_BULLET: Final = re.compile(r" +[*+o#@•] \S")
_BULLET: Final = re.compile(r"[*+o#@•]\s+(?=\S)|[*+•]$")
_ALT: Final = re.compile(r"\[(?P<alt>[^\[\]]+)\]\s*")
_ITEM, _CELL, _IMAGE = frozenset(("list",)), frozenset(("table",)), frozenset(("alt", "figure"))


def is_layout(lines: Sequence[str]) -> bool:
    """Whether a text browser has laid the lines out.

    >>> is_layout(["  Thời sự    Kinh tế", "    * Mưa lớn", "    * Phố ngập", "  [Phố ngập sau mưa]"])
    True
    >>> is_layout(["Mưa lớn", "  Phố ngập"])
    False
    """
    filled = [line for line in lines if line.strip()]
    if not filled:
        return False
    blank = sum(bool(line) for line in lines) - len(filled)
    if any("\t" in line for line in lines) or (
        blank >= MAX_BLANK * len(lines) and count_gaps(lines) >= MAX_GAPS * len(filled)
    ):
        return False  # elements without text, indented in the source
    images = sum(line[0] == " " and _ALT.fullmatch(line.strip()) is not None for line in filled)
    bullets = sum(_INDENTED_BULLET.match(line) is not None for line in filled)
    gaps = sum(_GAP.search(line) is not None for line in filled)
    if gaps >= max(MIN_SIDE_BY_SIDE, MIN_GAPS * len(filled)):  # they must stand below each other, too
        gaps = sum(
            len([line for line in group if line.strip()])
            for group, gutters in _group(lines)
            if gutters and len(group) > 1
        )
    if images or bullets >= MIN_BULLETS or gaps >= max(MIN_SIDE_BY_SIDE, MIN_GAPS * len(filled)):
        return True
    depths = {len(line) - len(line.lstrip(" ")) for line in filled}
    indented = sum(line[0] == " " for line in filled)
    return indented >= MIN_INDENTED * len(filled) and len(depths) > MIN_DEPTHS and not blank


def read_layout(lines: Sequence[str]) -> list[Piece]:
    """The blocks of a page that a text browser has laid out.

    >>> page = ["* Thời sự    Mưa lớn", "* Kinh tế", "* Đời sống   Phố ngập từ sáng.", "", "    [Phố ngập sau mưa]"]
    >>> [(piece.tag, piece.text) for piece in read_layout(page)]
    [('li', 'Thời sự'), ('li', 'Kinh tế'), ('li', 'Đời sống'), ('', 'Mưa lớn'), ('', 'Phố ngập từ sáng.'), ('img', 'Phố ngập sau mưa')]
    """
    pieces: list[Piece] = []
    alt: str | None = None
    for text, is_cell in _read_cells([line.expandtabs() for line in lines]):
        for piece in _read_block(text, is_cell):
            hints = piece.hints
            if piece.tag == "img":
                if pieces and pieces[-1].tag != "img":
                    above = pieces[-1]
                    pieces[-1] = msgspec.structs.replace(above, hints=above.hints | {"before_image"})
                pieces.append(piece)
                alt = piece.text
                continue
            if alt is not None:
                hints |= {"after_image"}
            pieces.append(msgspec.structs.replace(piece, hints=hints, alt=alt or ""))
            alt = None
    return pieces


def _read_block(text: str, is_cell: bool) -> Iterator[Piece]:
    """A line or cell as pieces: its image text, and what stands behind it."""
    bullet = _BULLET.match(text)
    tag, hints = ("td", _CELL) if is_cell else ("", frozenset[str]())
    if bullet:
        tag, hints = "li", hints | _ITEM
        text = text[bullet.end() :]
    image = _ALT.match(text)
    if image and (image.end() == len(text) or len(image["alt"].split()) >= MIN_ALT_WORDS):
        yield Piece(" ".join(image["alt"].split()), "img", _IMAGE)
        text = text[image.end() :]
    if text:
        yield Piece(text, tag, hints)


def _read_cells(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The text of each line, or of each cell of the lines that stand side by side, and whether it is a cell of a row."""
    for group, gutters in _group(lines):
        if not gutters:
            rows = [line.strip() for line in group]
            for paragraph in _join(rows):
                yield paragraph, False
            continue
        edges = [*gutters, MAX_WIDTH]
        rows_of_cells = [
            [line[left:right].strip() for left, right in zip([0, *gutters], edges, strict=True)] for line in group
        ]
        filled = [row for row in rows_of_cells if any(row)]
        if sum(sum(map(bool, row)) > 1 for row in filled) >= MIN_FULL_ROWS * len(filled):
            for row in filled:
                for cell in row:
                    if cell:
                        yield cell, len(filled) > 1
        else:
            for column in zip(*rows_of_cells, strict=True):
                for paragraph in _join(column):
                    yield paragraph, False


def _join(rows: Sequence[str]) -> Iterator[str]:
    """The paragraphs of lines that stand below each other; browsers with a narrow window wrap them."""
    paragraph = ""
    for row, is_continued in zip(rows, find_continued(rows), strict=True):
        if is_continued:
            paragraph += f" {row}"
            continue
        if paragraph:
            yield paragraph
        paragraph = row
    if paragraph:
        yield paragraph


def _group(lines: Sequence[str]) -> Iterator[tuple[list[str], list[int]]]:
    """Lines that belong together, with the columns at which their cells begin; () for lines that fill the width."""
    group: list[str] = []
    taken = 0
    for line in lines:
        mask = _take(line)
        fits = (
            bool(_gutters(taken | mask)) if line.strip() else len(line) >= MIN_GUTTER
        )  # an empty row is filled with spaces
        if group and fits and _gutters(taken):
            group.append(line)
            taken |= mask
            continue
        if group and _gutters(taken):
            yield group, _gutters(taken)
            group, taken = [], 0
        if _gutters(mask):
            if group:
                yield group, []
            group, taken = [line], mask
        else:
            group.append(line)
            taken = 0
    if group:
        yield group, _gutters(taken)


def _take(line: str) -> int:
    """The columns that a line fills, as bits; a single space between words is filled, too."""
    if len(line) > MAX_WIDTH:
        return (1 << MAX_WIDTH) - 1
    mask = 0
    for match in re.finditer(r"\S+(?: \S+)*", line):
        mask |= ((1 << (match.end() - match.start())) - 1) << match.start()
    return mask


def _gutters(mask: int) -> list[int]:
    """Where the columns of text begin that have free columns before them and text before those."""
    bits = bin(mask)[2:][::-1].lstrip("0")
    start = mask.bit_length() - len(bits)
    return [start + match.end() for match in re.finditer(rf"1(?=0)0{{{MIN_GUTTER},}}", bits)]
