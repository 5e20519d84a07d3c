"""What a restored page is made of, and how it becomes text and blocks.

Takes the pieces of a page in reading order, one a block. Gives the page's text, the pieces joined by line breaks, and their blocks; the
offsets are counted while the text is put together. It judges nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vnnews.models import Metadatum, SourceBlock, SourceImage
from vnnews.read.html_facts import is_address
from vnnews.text.forms import compose

if TYPE_CHECKING:
    from collections.abc import Iterable

_NO_HINTS: frozenset[str] = frozenset()


class Piece(msgspec.Struct, frozen=True, gc=False):
    """The text of a block and what the shape of the page tells of it; the fields mean what they mean in `SourceBlock`."""

    text: str
    tag: str = ""
    hints: frozenset[str] = _NO_HINTS
    link_chars: int = 0
    href: str = ""
    links: int = 0
    link_texts: tuple[str, ...] = ()
    alt: str = ""
    link_spans: tuple[tuple[int, int, str], ...] = ()
    """Counted in its text, which has single spaces then."""
    row: int = -1
    column: int = -1
    indent: int = 0
    src: str = ""
    """Address of the image whose alternative text this is; an image without one has an empty text, and makes no block."""


class Restored(msgspec.Struct, frozen=True):
    """A flattened page brought back to blocks."""

    shape: str
    """How the page was flattened: 'lines', 'fragments', 'wrapped', 'markdown', 'layout', 'source' or 'line'."""
    text: str
    """NFC text; the blocks cover every non-space character of it exactly once, in order."""
    blocks: tuple[SourceBlock, ...]
    metadata: tuple[Metadatum, ...] = ()
    """What a header in front of the text states."""
    images: tuple[SourceImage, ...] = ()


def place(pieces: Iterable[Piece]) -> tuple[str, tuple[SourceBlock, ...]]:
    r"""The text of the pieces, one a line, and a block for each.

    >>> text, blocks = place([Piece("Mưa lớn", "h1"), Piece("Phố  ngập. ")])
    >>> text
    'Mưa lớn\nPhố ngập.'
    >>> [(block.start, block.end, block.tag) for block in blocks]
    [(0, 7, 'h1'), (8, 17, '')]
    """
    texts, blocks = [], []
    start = 0
    for piece in pieces:
        text = compose(" ".join(piece.text.split()))
        if not text:
            continue
        end = start + len(text)
        blocks.append(
            SourceBlock(
                start,
                end,
                text,
                piece.tag,
                link_chars=piece.link_chars,
                href=piece.href,
                alt=piece.alt,
                hints=piece.hints,
                links=piece.links,
                link_texts=piece.link_texts,
                link_spans=tuple([(start + first, start + last, href) for first, last, href in piece.link_spans]),
                row=piece.row,
                column=piece.column,
                indent=piece.indent,
            )
        )
        texts.append(text)
        start = end + 1
    return "\n".join(texts), tuple(blocks)


def list_images(pieces: Iterable[Piece]) -> tuple[SourceImage, ...]:
    """The images among the pieces.

    >>> list_images([Piece("Mưa lớn"), Piece("", src="/lu.jpg"), Piece("Phố ngập", src="/pho.jpg")])
    (SourceImage(block=1, src='/lu.jpg', alt='', element=-1), SourceImage(block=1, src='/pho.jpg', alt='Phố ngập', element=-1))
    """
    images = []
    block = 0
    for piece in pieces:
        if is_address(piece.src):
            images.append(SourceImage(block, piece.src, piece.text))
        block += bool(piece.text.strip())
    return tuple(images)
