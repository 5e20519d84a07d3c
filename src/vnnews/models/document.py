"""What the steps from reading to labelling hand on: a document of blocks, then blocks with labels."""

from __future__ import annotations

from enum import StrEnum

from vnnews.models.base import Frozen


class Label(StrEnum):
    """What a block of a page is."""

    TITLE = "title"
    SECTION = "section"
    DATE = "date"
    BYLINE = "byline"
    SAPO = "sapo"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    SOURCE = "source"
    TAGS = "tags"
    RELATED = "related"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"


class PageType(StrEnum):
    """What a page is as a whole. The types from ARTICLE to FORUM hold at least one article; the others hold none."""

    ARTICLE = "article"
    STUB = "stub"
    PHOTO = "photo"
    LIVE = "live"
    DIGEST = "digest"
    INTERVIEW = "interview"
    LEGAL = "legal"
    FORUM = "forum"
    LISTING = "listing"
    TAG = "tag"
    SEARCH = "search"
    HOME = "home"
    EMPTY = "empty"
    OTHER = "other"


WITH_ARTICLE = frozenset(
    {
        PageType.ARTICLE, PageType.STUB, PageType.PHOTO, PageType.LIVE, PageType.DIGEST, PageType.INTERVIEW, PageType.LEGAL, PageType.FORUM,
    }
)  # fmt: skip
"""Page types that hold an article."""


class Metadatum(Frozen, frozen=True):
    """One value that a page states about itself, and where it stood."""

    name: str
    """'title', 'sapo', 'published', 'modified', 'author', 'section', 'tag', 'url', 'site', 'image', 'type' …; may repeat."""
    value: str
    """The value as text; dates in ISO 8601 with offset."""
    origin: str
    """'json-ld', 'opengraph', 'meta', 'html' (title and time elements, canonical link) or 'visible'."""


class Element(Frozen, frozen=True):
    """An element of an HTML page that holds visible text, as far as the labels need it. Parents stand before their children."""

    parent: int
    """Index of the parent in `Document.elements`, -1 for the outermost."""
    tag: str
    names: str = ""
    """Its id, classes, itemprop, role and rel, joined by spaces; at most a few hundred characters."""
    columns: int = 1
    """How many columns a table cell spans."""
    rows: int = 1
    """How many rows a table cell spans."""
    first: int = 1
    """The number of the first item of an ordered list."""


class SourceBlock(Frozen, frozen=True):
    """A block as it was read, before it is labelled; one line or restored paragraph of a text page, one block-level run of an HTML page."""

    start: int
    """First code point in `Document.text`."""
    end: int
    """One past the last code point."""
    text: str
    """`Document.text[start:end]`."""
    tag: str = ""
    """Nearest block-level element ('p', 'h1', 'li', …), in Markdown the one that HTML would have, else '' on a text page."""
    path: str = ""
    """Elements from the body down with id and classes, e.g. 'div#main>article.detail>p'; '' on a text page."""
    container: int = -1
    """Number of the parent element: blocks with the same number are siblings; -1 on a text page."""
    link_chars: int = 0
    """How many non-space code points of the text stand inside links."""
    href: str = ""
    """Target of its first link."""
    alt: str = ""
    """Alternative text of the image that it belongs to."""
    hints: frozenset[str] = frozenset()
    """What the mark-up says: 'figure', 'nav', 'header', 'footer', 'aside', 'form', 'list', 'table', 'bold', 'italic', 'hidden', 'after_image', 'before_image', 'link_first' …; of a text page also 'alt' (the text of an image) and 'same_line' (stands in one line of the page with the block before)."""
    element: int = -1
    """Index in `Document.elements` of the nearest block-level element; -1 on a text page."""
    links: int = 0
    """How many links with text it holds."""
    link_texts: tuple[str, ...] = ()
    """Texts of its links, when it holds more than one: tags and menus are often set without a sign between them."""
    names: str = ""
    """Ids and classes of the inline elements inside it ('author', 'time'), joined by spaces."""
    link_spans: tuple[tuple[int, int, str], ...] = ()
    """Where its links stand in `Document.text`, with their targets as written; left out where links are nearly all of the text."""
    row: int = -1
    """In Markdown the number of its table row: rows of one table follow each other, between two tables one number is left out. In HTML the
    elements tell."""
    column: int = -1
    """In Markdown the number of its table cell in the row."""
    indent: int = 0
    """In Markdown how far its list item is indented."""


class SourceImage(Frozen, frozen=True):
    """A picture as it was read."""

    block: int
    """Index of the block behind it; the number of blocks for a picture behind the last one."""
    src: str
    """Its address as written."""
    alt: str = ""
    """Its alternative text."""
    element: int = -1
    """Index in `Document.elements` of the nearest block-level element around it; -1 on a text page."""


class Document(Frozen, frozen=True):
    """A page as it was read: its text and its unlabelled blocks."""

    text: str
    """NFC text; the blocks cover every non-space character of it exactly once, in order."""
    kind: str
    """'html' or 'text'."""
    url: str
    """The URL given by the caller, else the canonical URL that the page states, else ''."""
    blocks: tuple[SourceBlock, ...]
    metadata: tuple[Metadatum, ...] = ()
    elements: tuple[Element, ...] = ()
    """The elements of an HTML page in document order; () on a text page."""
    shape: str = ""
    """How a text page was flattened: 'lines', 'fragments', 'wrapped', 'markdown', 'layout', 'source' or 'line'; '' for HTML."""
    images: tuple[SourceImage, ...] = ()
    """The pictures of an HTML page or one in Markdown, in order, without icons."""


class Block(Frozen, frozen=True):
    """A block with its label and the rule that decided it."""

    start: int
    end: int
    text: str
    label: Label
    rule: str
    """What speaks most for the label, in words; `vnnews explain` shows more."""
    article: int | None = None
    """Index in `Page.articles` of the article that it belongs to."""
    path: str = ""
    """Elements from the body down, for HTML."""
    confidence: float = 1.0
    """How often labels that are as sure as this one are right, from 0 to 1."""


class Labelling(Frozen, frozen=True):
    """What `label_blocks` gives: the page type and one labelled block for each block of the document, in the same order."""

    type: PageType
    blocks: tuple[Block, ...]
    article: float = 1.0
    """The probability that the page holds an article."""
