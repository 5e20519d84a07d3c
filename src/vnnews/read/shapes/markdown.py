r"""Markdown: headings, list items, quotes, table cells and paragraphs become blocks, images blocks of their texts.

Takes the lines of a page in Markdown, as html2text, trafilatura, Jina, Firecrawl and crawl4ai write it, wrapped or not. Gives a piece for each
block with what the marks tell: the tag that HTML would have, its links, bold and italic letters, the image before it. The text has no marks; numbers of
lists stay. Known limit: code is read like other text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from vnnews.read.link_spans import collapse, place_links
from vnnews.read.shapes.marks import Span, Unmarked, overlapping, remove_marks
from vnnews.read.shapes.pieces import Piece
from vnnews.read.shapes.wrapped import BREAK, find_continued
from vnnews.text.forms import compose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOSTLY: Final = 0.8
"""Share of a block's characters that must be bold (italic) for the block to count as bold (italic), as in HTML."""
MAX_HEADING: Final = 200
"""Characters of a heading that is underlined; below a longer line the dashes are a rule."""
MIN_ROW_BARS: Final = 3
"""Bars of a table row that no line of dashes announces."""

_HEADING: Final = re.compile(r"\s{0,3}(#{1,6})(?:\s+|$)")
_CLOSING: Final = re.compile(r"\s#{1,6}\s*$")
_QUOTE: Final = re.compile(r"\s{0,3}(?:>\s?)+")
_ITEM: Final = re.compile(r"\s*(?P<sign>[*+-]|(?P<number>\d{1,3}[.)]))(?:\s+|$)")
_UNDERLINE: Final = re.compile(r"\s{0,3}(?:={3,}|-{3,})\s*")
_RULE: Final = re.compile(r"(?=[^*_=-]*[*_=-])[\s*_=-]+")
_DASHES: Final = re.compile(r"\s{0,9}\|?\s{0,9}:?-{3}[\s|:-]*")
_NUMBER_OF_IMAGE: Final = re.compile(r"\s*Image \d{1,4}(?::\s|$)")  # Jina counts the images
_LIST, _QUOTED, _TABLE = frozenset(("list",)), frozenset(("quote",)), frozenset(("table",))
_IMAGE = frozenset(("alt", "figure"))


class _Stretch(msgspec.Struct, frozen=True, gc=False):
    """A part of the text without marks that belongs to one block."""

    start: int
    end: int
    tag: str = ""
    hints: frozenset[str] = frozenset()
    is_continued: bool = False
    """Whether it goes on with the block of the stretch before."""
    row: int = -1
    column: int = -1
    indent: int = 0


def read_markdown(lines: Sequence[str]) -> list[Piece]:
    """The blocks of a page in Markdown.

    >>> page = ["# Mưa lớn", "", "  * [Thời sự](/thoi-su)", "", "**Phố ngập** ở [Huế](/hue).", "", "1. Nước rút"]
    >>> [(piece.tag, piece.text, piece.href) for piece in read_markdown(page)]
    [('h1', 'Mưa lớn', ''), ('li', 'Thời sự', '/thoi-su'), ('p', 'Phố ngập ở Huế.', '/hue'), ('li', '1. Nước rút', '')]
    """
    bare = remove_marks("\n".join(lines))
    rows = bare.text.split("\n")
    continued = find_continued(lines)
    continued += [False] * (len(rows) - len(continued))  # a definition of a link has left, lines have moved
    if len(rows) != len(lines):
        continued = find_continued(rows)
    return _pieces(bare, _cut(bare, rows, continued))


def _cut(bare: Unmarked, rows: Sequence[str], continued: Sequence[bool]) -> Iterator[_Stretch]:
    """The stretches of the text, line by line, without the marks at the beginnings of lines."""
    start = 0
    in_table = False
    number = -1  # of the row of a table
    is_below_row = False
    tag, hints = "", frozenset[str]()
    is_open = False
    for index, row in enumerate(rows):
        at, start = start, start + len(row) + 1
        below = rows[index + 1] if index + 1 < len(rows) else ""
        if not row.strip():
            in_table = is_open = is_below_row = False
            if bare.images and overlapping(bare.images, at, start):  # an image without a text
                yield _Stretch(at, at)
            continue
        dashes = row.replace("|", "-")
        ruled = dashes.replace(":", "-") if "-" in dashes else row  # a colon alone is text
        if _RULE.fullmatch(ruled) and at not in bare.literal:
            in_table = in_table or _is_dashes(row)
            is_open = False
            continue
        if continued[index] and is_open:
            quote = _QUOTE.match(row) if "quote" in hints else None
            yield _Stretch(at + (quote.end() if quote else 0), at + len(row), tag, hints, is_continued=True)
            continue
        bars = [place for place, sign in enumerate(row) if sign == "|"] if "|" in row else []
        in_table = in_table and bool(bars)
        is_row = in_table or (bool(bars) and len(bars) >= MIN_ROW_BARS and row.strip()[0] == row.strip()[-1] == "|")
        if is_row or _is_dashes(below):
            bars = [place for place in bars if at + place not in bare.literal]
            number += 1 if is_below_row else 2
            is_below_row = True
            first = -1 if row.lstrip()[0] == "|" else 0
            for column, (left, right) in enumerate(zip([-1, *bars], [*bars, len(row)], strict=True), first):
                yield _Stretch(at + left + 1, at + right, "td", _TABLE, row=number, column=column)
            is_open = False
            continue
        is_below_row = False
        shift, tag, hints = _read_beginning(bare, row, at)
        end = len(row)
        if tag[:1] == "h":
            closing = _CLOSING.search(row, shift)
            end = closing.start() if closing else end
        elif tag == "p" and end <= MAX_HEADING and _UNDERLINE.fullmatch(below):
            tag = "h1" if "=" in below else "h2"
            hints |= {tag}
        indent = len(row) - len(row.lstrip()) if tag == "li" else 0
        yield _Stretch(at + shift, at + end, tag, hints, indent=indent)
        is_open = True


def _is_dashes(row: str) -> bool:
    """Whether a line is the dashes below the head of a table; html2text ends them with two spaces, and a single cell needs no bar."""
    dashes = row.rstrip()
    return _DASHES.fullmatch(dashes) is not None and ("|" in dashes or row.endswith(BREAK))


def _read_beginning(bare: Unmarked, row: str, at: int) -> tuple[int, str, frozenset[str]]:
    """How long the marks at the beginning of a line are, and what they say."""
    shift, tag, hints = 0, "p", frozenset[str]()
    quote = _QUOTE.match(row)
    if quote and at + quote.end() - len(quote[0].lstrip()) not in bare.literal:
        shift, tag, hints = quote.end(), "blockquote", _QUOTED
    item = _ITEM.match(row, shift)
    # '1\. Giá gạo', '\- Thưa ông' are paragraphs
    while item and bare.literal.isdisjoint((at + item.start("sign"), at + item.end("sign") - 1)):
        tag, hints = "li", hints | _LIST
        if item["number"]:
            return item.start("sign"), tag, hints
        shift = item.end()
        item = _ITEM.match(row, shift)
    heading = _HEADING.match(row, shift)
    if heading and at + heading.start(1) not in bare.literal:
        return heading.end(), f"h{len(heading[1])}", hints | {f"h{len(heading[1])}"}
    return shift, tag, hints


def _pieces(bare: Unmarked, stretches: Iterator[_Stretch]) -> list[Piece]:
    """The stretches as pieces; image texts are taken out of their lines, before the line when it begins with the image, else behind it."""
    pieces: list[Piece] = []
    block: list[_Stretch] = []
    state = _State()
    for stretch in stretches:
        if block and not stretch.is_continued:
            _add(bare, block, pieces, state)
            block = []
        block.append(stretch)
    if block:
        _add(bare, block, pieces, state)
    return pieces


class _State:
    """Where the last text stands among the pieces (-1 for nowhere), and the text of the image below it (None for no image)."""

    last = -1
    alt: str | None = None


def _add(bare: Unmarked, block: list[_Stretch], pieces: list[Piece], state: _State) -> None:
    """Add the pieces of one block: its text, and its image texts before or behind it."""
    parts: list[Span] = []
    images: list[Span] = []
    for stretch in block:
        at = stretch.start
        for image in overlapping(bare.images, stretch.start, stretch.end + 1):
            images.append(Span(max(image.start, stretch.start), min(image.end, stretch.end), image.href))
            parts.append(Span(at, max(at, image.start)))
            at = max(at, image.end)
        parts.append(Span(at, stretch.end))
    parts = [part for part in parts if bare.text[part.start : part.end].strip()]
    first = parts[0].start if parts else block[-1].end
    above = [image for image in images if image.start < first]
    inside = images[len(above) :]
    for image in above:
        _add_image(bare, image, pieces, state)
    if parts:
        piece = _make_piece(bare, parts, block[0])
        hints = piece.hints | ({"after_image"} if state.alt is not None else set())
        pieces.append(msgspec.structs.replace(piece, hints=hints, alt=state.alt or ""))
        state.last, state.alt = len(pieces) - 1, None
    for image in inside:
        _add_image(bare, image, pieces, state)


def _add_image(bare: Unmarked, image: Span, pieces: list[Piece], state: _State) -> None:
    """Add the text of an image, and tell the text above it."""
    if state.last >= 0 and state.alt is None:
        above = pieces[state.last]
        pieces[state.last] = msgspec.structs.replace(above, hints=above.hints | {"before_image"})
    src = image.href
    number = _NUMBER_OF_IMAGE.match(bare.text, image.start, image.end)
    image = Span(number.end(), image.end) if number else image
    state.alt = " ".join(bare.text[image.start : image.end].split())
    if state.alt:
        piece = _make_piece(bare, [image], _Stretch(image.start, image.end, "img", _IMAGE))
        pieces.append(msgspec.structs.replace(piece, src=src))
    elif src:
        pieces.append(Piece("", src=src))


def _make_piece(bare: Unmarked, parts: Sequence[Span], stretch: _Stretch) -> Piece:
    """The text of a block and what its letters tell."""
    text = " ".join([bare.text[part.start : part.end] for part in parts])
    length = sum(map(len, text.split()))
    links: dict[int, list[str]] = {}
    href = ""
    linked = bold = italic = 0
    for part in parts:
        for link in overlapping(bare.links, part.start, part.end):
            words = bare.text[max(link.start, part.start) : min(link.end, part.end)].split()
            if words:
                links.setdefault(link.start, []).extend(words)
                linked += sum(map(len, words))
                href = href or link.href
        bold += _count(bare, bare.bold, part)
        italic += _count(bare, bare.italic, part)
    hints = set(stretch.hints)
    if bold and bold >= MOSTLY * length:
        hints.add("bold")
    if italic and italic >= MOSTLY * length:
        hints.add("italic")
    texts = [" ".join(words) for words in links.values()]
    begins = len(text) - len(text.lstrip()) + parts[0].start
    if texts and any(link.start <= begins < link.end for link in overlapping(bare.links, begins, begins + 1)):
        hints.add("link_first")
    link_texts = tuple(texts) if len(texts) > 1 else ()
    return Piece(
        text,
        stretch.tag,
        frozenset(hints),
        linked,
        href,
        len(texts),
        link_texts,
        link_spans=place_links(list(_cut_at_links(bare, parts)), compose(collapse(text)), 0) if texts else (),
        row=stretch.row,
        column=stretch.column,
        indent=stretch.indent,
    )


def _cut_at_links(bare: Unmarked, parts: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """The text of a block in parts, each with the target of its link."""
    for part in parts:
        at = part.start
        for link in overlapping(bare.links, part.start, part.end):
            first, at = at, min(link.end, part.end)
            begin = max(link.start, first)
            yield bare.text[first:begin], ""
            yield bare.text[begin:at], link.href
        yield bare.text[at : part.end], ""
        yield " ", ""


def _count(bare: Unmarked, spans: tuple[Span, ...], part: Span) -> int:
    """Characters other than white space that stand in the spans."""
    return sum(
        sum(map(len, bare.text[max(span.start, part.start) : min(span.end, part.end)].split()))
        for span in overlapping(spans, part.start, part.end)
    )
