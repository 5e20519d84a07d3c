"""Brings the text of a page that was flattened back to the blocks of the page.

Takes NFC text. Recognises how it was flattened (`recognise`), and reads each shape with a module of its own. Gives the text of the blocks,
one block a line, and the blocks with what the shape tells of them. Only marks and link targets of Markdown leave the text; every other
character that is no white space stays, in order.
"""

from __future__ import annotations

from typing import Final

from vnnews.read.plain import read_plain
from vnnews.read.shapes.pieces import Piece, Restored, list_images, place
from vnnews.text import normalize

__all__ = ["SHAPES", "Restored", "restore"]

SHAPES: Final = ("lines", "fragments", "wrapped", "markdown", "layout", "source", "line")
"""Names of the shapes: one block a line; broken at inline tags; wrapped at a column; Markdown; columns side by side; line breaks of
the source; all in one line."""


def restore(text: str, shape: str | None = None) -> Restored:
    r"""The page as blocks.

    Args:
        text: The page.
        shape: One of `SHAPES`; recognised when None.

    >>> page = restore("# Mưa lớn\n\n[Thời sự](/thoi-su)\n\nPhố ngập.")
    >>> page.shape, page.text
    ('markdown', 'Mưa lớn\nThời sự\nPhố ngập.')
    """
    text = normalize(text)
    lines = text.split("\n")
    shape = shape or _recognise(lines)
    if shape == "markdown":
        from vnnews.read.shapes.headers import read_header
        from vnnews.read.shapes.markdown import read_markdown

        count, metadata = read_header(lines)
        pieces = read_markdown(lines[count:])
        return Restored(shape, *place(pieces), metadata, list_images(pieces))
    if shape == "wrapped":
        from vnnews.read.shapes.wrapped import read_wrapped

        return Restored(shape, *place(read_wrapped(lines)))
    if shape == "fragments":
        from vnnews.read.shapes.fragments import read_fragments

        return Restored(shape, *place(read_fragments(lines)))
    if shape == "line":
        from vnnews.read.shapes.one_line import read_one_line

        return Restored(shape, *place(read_one_line(lines)))
    if shape == "layout":
        from vnnews.read.shapes.layout import read_layout

        return Restored(shape, *place(read_layout(lines)))
    if shape == "source":
        from vnnews.read.shapes.fragments import is_fragmented, read_fragments
        from vnnews.read.shapes.source import read_source

        blocks = list(read_source(lines))
        pieces = read_fragments(blocks) if is_fragmented(blocks) else [Piece(block) for block in blocks]
        return Restored(shape, *place(pieces))
    return Restored(shape, *read_plain(text))


def _recognise(lines: list[str]) -> str:
    """The shape of a page."""
    from vnnews.read.shapes.fragments import is_fragmented
    from vnnews.read.shapes.layout import is_layout
    from vnnews.read.shapes.one_line import is_one_line
    from vnnews.read.shapes.recognise import is_markdown
    from vnnews.read.shapes.source import is_source
    from vnnews.read.shapes.wrapped import find_loose_width, find_width

    if is_markdown(lines):
        return "markdown"
    if is_one_line(lines):
        return "line"
    stripped = [line.rstrip() for line in lines]
    if find_width(stripped):
        return "wrapped"
    if is_layout(lines):
        return "layout"
    if is_source(lines):
        return "source"
    if is_fragmented([" ".join(line.split()) for line in lines if line.strip()]):
        return "fragments"
    return "wrapped" if find_loose_width(stripped) else "lines"
