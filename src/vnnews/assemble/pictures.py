"""Pictures of an article: which of the page's pictures belong to it, and to which caption.

Takes a document and its labelled blocks. Gives the pictures of each caption, and those that stand in the story without one. Decides by what
stands above and below: a caption takes the picture directly above it, or below it in the same figure; a picture between two lines of the story is the
story's. Known limit: a picture between the story and lines that are none of it counts only where it stands beside a paragraph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from vnnews.assemble.captions import Picture
from vnnews.assemble.links import resolve_url
from vnnews.assemble.passages import clean_line
from vnnews.assemble.structure import Place
from vnnews.models import Block, Document, Label, SourceImage

MAX_ALT: Final = 300
"""Characters kept of an alternative text, as in reading."""
MAX_FIGURE_DEPTH: Final = 8
"""Elements between a picture or caption and the figure around it; deeper ones are no figure's."""

_ABOVE: Final = (Label.SAPO, Label.BODY, Label.HEADING, Label.CAPTION)
_BELOW: Final = (Label.BODY, Label.HEADING)


class Pictures(NamedTuple):
    """The pictures of a page's articles."""

    of_caption: Mapping[int, Sequence[Picture]]
    """Those directly above a caption, by the index of its block; the last one is its own."""
    behind: Mapping[int, Sequence[Picture]]
    """Those without a caption, by the index of the block before them."""


def find_pictures(document: Document, blocks: Sequence[Block], places: Mapping[int, Place]) -> Pictures:
    """The pictures of the page that belong to articles.

    Args:
        document: The page as it was read.
        blocks: Its blocks with their labels.
        places: Where lines stand in tables and lists; pictures inside them are ornaments.

    >>> from vnnews.read import read_page
    >>> document = read_page("<p>Lũ lên.<p><img src=/1.jpg><p>Lũ rút.<figure><img src=/2.jpg><figcaption>Sông Hương</figure>")
    >>> labels = Label.BODY, Label.BODY, Label.CAPTION
    >>> blocks = [Block(b.start, b.end, b.text, label, "", 0) for b, label in zip(document.blocks, labels)]
    >>> find_pictures(document, blocks, {})
    Pictures(of_caption={2: [Picture(src='/2.jpg', alt='')]}, behind={0: [Picture(src='/1.jpg', alt='')]})
    """
    of_caption: defaultdict[int, list[Picture]] = defaultdict(list)
    behind: defaultdict[int, list[Picture]] = defaultdict(list)
    seen: set[str] = set()
    for image in document.images:
        below = image.block
        if below < len(blocks) and document.blocks[below].tag == "img" and blocks[below].label is not Label.CAPTION:
            below += 1  # its alternative text
        src = resolve_url(image.src, document.url)
        if not src:
            continue
        picture = Picture(src, clean_line(image.alt[:MAX_ALT]))
        above = image.block - 1
        if below < len(blocks) and blocks[below].label is Label.CAPTION and blocks[below].article is not None:
            of_caption[below].append(picture)
        elif above < 0 or blocks[above].article is None:
            continue
        elif above not in of_caption and blocks[above].label is Label.CAPTION and _is_one_figure(document, image):
            of_caption[above].append(picture)
        elif src not in seen and _is_in_story(document, blocks, places, image, below):
            seen.add(src)
            behind[above].append(picture)
    return Pictures(dict(of_caption), dict(behind))


def _is_in_story(
    document: Document, blocks: Sequence[Block], places: Mapping[int, Place], image: SourceImage, below: int
) -> bool:
    """Whether a picture stands between two lines of one story, or beside the last one."""
    above = image.block - 1
    if blocks[above].label not in _ABOVE:
        return False
    if below < len(blocks) and blocks[below].label in _BELOW and blocks[below].article == blocks[above].article:
        return above not in places or below not in places or places[above][0] != places[below][0]
    if blocks[above].label is Label.SAPO or image.element < 0:
        return False
    elements = document.elements
    beside = document.blocks[above].element
    if beside < 0 or elements[beside].parent != elements[image.element].parent or above in places:
        return False
    return below >= len(blocks) or image.element not in _around(document, document.blocks[below].element)


def _is_one_figure(document: Document, image: SourceImage) -> bool:
    """Whether a picture stands in one figure with the line above it."""
    figure = _figure_of(document, image.element)
    return figure >= 0 and figure == _figure_of(document, document.blocks[image.block - 1].element)


def _figure_of(document: Document, element: int) -> int:
    return next((at for at in _around(document, element) if document.elements[at].tag == "figure"), -1)


def _around(document: Document, element: int) -> Iterator[int]:
    """An element and those around it, from the inside."""
    for _ in range(MAX_FIGURE_DEPTH):
        if element < 0:
            break
        yield element
        element = document.elements[element].parent
