"""Every type that crosses a step: what a page, a block, an article and an entity are.

One coordinate system: `Article.text` is the NFC text of all its passages in reading order, joined by blank lines, and
`article.text[x.start:x.end] == x.text` holds for everything with a span. `Page.text` plays the same part for `Block`. Spans are
half-open and count code points. Structs are frozen; an empty result is empty ('' or ()), never None; only dates can be None.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec


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


class _Frozen(msgspec.Struct, frozen=True, gc=False):
    """Base of the small structs: immutable, and never part of a reference cycle."""


# ---------------------------------------------------------------------------------------------------- read → label → assemble


class Metadatum(_Frozen, frozen=True):
    """One value that a page states about itself, and where it stood."""

    name: str
    """'title', 'sapo', 'published', 'modified', 'author', 'section', 'tag', 'url', 'site', 'image', 'type' …; may repeat."""
    value: str
    """The value as text; dates in ISO 8601 with offset."""
    origin: str
    """'json-ld', 'opengraph', 'meta', 'html' (title and time elements, canonical link) or 'visible'."""


class Element(_Frozen, frozen=True):
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


class SourceBlock(_Frozen, frozen=True):
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


class SourceImage(_Frozen, frozen=True):
    """A picture as it was read."""

    block: int
    """Index of the block behind it; the number of blocks for a picture behind the last one."""
    src: str
    """Its address as written."""
    alt: str = ""
    """Its alternative text."""
    element: int = -1
    """Index in `Document.elements` of the nearest block-level element around it; -1 on a text page."""


class Document(_Frozen, frozen=True):
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


class Block(_Frozen, frozen=True):
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


class Labelling(_Frozen, frozen=True):
    """What `label_blocks` gives: the page type and one labelled block for each block of the document, in the same order."""

    type: PageType
    blocks: tuple[Block, ...]
    article: float = 1.0
    """The probability that the page holds an article."""


class RelatedStory(_Frozen, frozen=True):
    """Another story that the page advertises. A story shown four times is one `RelatedStory` with `repeats=4`."""

    title: str
    summary: str = ""
    url: str = ""
    published: datetime | None = None
    truncated: bool = False
    """Whether the summary was cut off."""
    repeats: int = 1
    """How many times the page shows it."""
    spans: tuple[tuple[int, int], ...] = ()
    """Every block of the page that belongs to it, as spans of `Page.text`."""


# ------------------------------------------------------------------------------------------------------------ article and text


class Cell(_Frozen, frozen=True):
    """A cell of a table; an empty one has an empty span."""

    start: int
    end: int
    text: str


class Item(_Frozen, frozen=True):
    """An item of a list."""

    start: int
    end: int
    text: str
    level: int = 0
    """How many lists it is nested in, beyond the first."""
    number: int = 0
    """Its number in an ordered list, 0 in one with bullets."""


class Passage(_Frozen, frozen=True):
    """A stretch of the article with one role."""

    role: str
    """'title', 'sapo', 'heading', 'body', 'table', 'list' or 'caption'."""
    start: int
    end: int
    text: str
    """Cells of a table are joined by tabs, its rows by line breaks, as are the items of a list."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """The cells of a table, row by row; a cell that spans several columns or rows is followed by empty ones."""
    items: tuple[Item, ...] = ()
    """The items of a list; those of nested lists follow the item that they stand in."""

    def lines(self) -> list[tuple[int, int]]:
        """Spans that neither a sentence nor a name crosses: the whole passage, in a table each line of a cell, in a list each line of an item."""
        if self.role not in ("table", "list"):
            return [(self.start, self.end)]
        return [(self.start + line.start(), self.start + line.end()) for line in _LINE.finditer(self.text)]


_LINE = re.compile(r"[^\t\n]+")


class Caption(_Frozen, frozen=True):
    """A caption of a photo, video or graphic."""

    text: str
    """The caption without its credit; '' when only a credit is given."""
    start: int
    end: int
    credit: str = ""
    """Who took or supplied the picture, as written after 'Ảnh:'."""
    alt: str = ""
    """The image's alternative text or slug line, when it differs from the caption."""
    position: int = 0
    """How many passages of the body stand before it."""
    src: str = ""
    """Address of the picture; of a film, that of its still."""


class Image(_Frozen, frozen=True):
    """A picture of the article without a caption."""

    src: str
    """Its address."""
    alt: str = ""
    """Its alternative text."""
    offset: int = 0
    """Where in `Article.text` it stands: the end of the passage before it."""
    position: int = 0
    """How many passages of the body stand before it."""


class Link(_Frozen, frozen=True):
    """A link in the body of the article."""

    start: int
    end: int
    text: str
    url: str
    """Its address, absolute when the page's is known."""


class Sentence(_Frozen, frozen=True):
    """A sentence; it never crosses a passage."""

    start: int
    end: int
    text: str


class Word(_Frozen, frozen=True):
    """A word of one or more syllables, a number or a mark; it never crosses a line."""

    start: int
    end: int
    text: str


class Segmentation(_Frozen, frozen=True):
    """Sentences and words of one text."""

    text: str
    """The NFC text that the spans refer to."""
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]


# ------------------------------------------------------------------------------------------------------------------- entities


class Mention(_Frozen, frozen=True):
    """Where an entity is named."""

    start: int
    end: int
    text: str
    rule: str
    """Name of the rule that found or linked it."""


class Province(_Frozen, frozen=True):
    """A province or centrally run city that the article names, as it was on the article's date."""

    id: str
    """Gazetteer id, e.g. 'vn:quangninh' or 'vn:bentre@63'."""
    name: str
    """Short official name: 'Quảng Ninh', 'Hồ Chí Minh'."""
    full_name: str
    """'Tỉnh Quảng Ninh', 'Thành phố Hồ Chí Minh'."""
    kind: str
    """'province' or 'centrally_run_city'."""
    code: str = ""
    """Code of the General Statistics Office."""
    iso: str = ""
    """ISO 3166-2 code."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day on which the unit existed, None while it exists."""
    successors: tuple[str, ...] = ()
    """Names of the units that took it over."""
    readings: tuple[str, ...] = ()
    """Ids of every unit of this name that can be meant, earliest first, when no date decides; this record is the first of them."""
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that careful readers would state it too; learned from annotated articles."""


class LocalPlace(_Frozen, frozen=True):
    """A district or commune that the article names, as it was on the article's date; only units that the gazetteer knows."""

    id: str
    """Gazetteer id, e.g. 'vn:00004'; '' when the article does not tell which of several units of that name it means."""
    name: str
    """Short name: 'Ba Đình', '1' for 'Quận 1'."""
    full_name: str
    """'Phường Ba Đình', 'Quận 1'."""
    kind: str
    """'city', 'urban_district', 'town', 'rural_district'; 'ward', 'commune', 'township', 'special_zone'."""
    province: str = ""
    """Name of its province, '' when the article does not tell."""
    district: str = ""
    """Full name of the district in which a commune of before July 2025 lay."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day on which the unit existed, None while it exists."""
    readings: tuple[str, ...] = ()
    """Ids of every unit that can be meant, when there are several; `id` and the dates are empty then."""
    mentions: tuple[Mention, ...] = ()


class Agency(_Frozen, frozen=True):
    """A public body of Viet Nam that the article names, or one of another country that it names in the same words."""

    id: str
    """'vn:' and the name without marks. A body that had ended by the article's date has the id of the one that took it over, '' where the facts
    name none or several; one of another country has no 'vn:'."""
    name: str
    """Expanded official form: 'Ủy ban nhân dân tỉnh Quảng Ninh'."""
    kind: str = ""
    """'peoples_committee', 'ministry', 'police', 'party_committee' …"""
    level: str = ""
    """'central', 'province', 'district' or 'commune'."""
    province: str = ""
    """Name of its province, '' for central bodies."""
    parent: str = ""
    """Name of the body that it is part of."""
    mentions: tuple[Mention, ...] = ()
    foreign: bool = False
    """Whether it is a body of another country that the text also calls by the bare name of a Vietnamese one ('Bộ Ngoại giao')."""
    country: str = ""
    """Name of the country of a foreign body: 'Trung Quốc'."""
    valid_from: date | None = None
    """First day of the body that bears the name, None where the gazetteer does not know it."""
    valid_to: date | None = None
    """Its last day, None while it exists or where the gazetteer does not know it."""
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that careful readers would state it too; learned from annotated articles."""


class Post(_Frozen, frozen=True):
    """A post that the article says an official holds or held."""

    role: str
    """The post in full words without the agency: 'Phó Chủ tịch Thường trực'."""
    agency: str = ""
    """Name of the agency, '' when the article does not tell."""
    agency_id: str = ""
    """`Agency.id` of the agency."""
    province: str = ""
    """Name of the agency's province, '' for central bodies."""
    status: str = "current"
    """'current', 'former' or 'acting'."""
    start: int = 0
    """Where the post is stated in `Article.text`."""
    end: int = 0
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that the person, the role and the agency are right together."""


class Official(_Frozen, frozen=True):
    """A person whose public post the article states."""

    name: str
    honorific: str = ""
    """'ông', 'bà', 'đồng chí' …, as written."""
    rank: str = ""
    """Military or police rank: 'Đại tá'."""
    posts: tuple[Post, ...] = ()
    foreign: bool = False
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that the person is an official at all; each post has its own."""

    def _repr_html_(self) -> str:
        """Show the official with its posts in a notebook; see `vnnews.write.html`."""
        from vnnews.write.html import render_official

        return render_official(self)


class Entities(_Frozen, frozen=True):
    """What a text names, with offsets of that text."""

    provinces: tuple[Province, ...] = ()
    agencies: tuple[Agency, ...] = ()
    officials: tuple[Official, ...] = ()
    places: tuple[LocalPlace, ...] = ()


class Article(_Frozen, frozen=True):
    """A clean article."""

    title: str
    section: str = ""
    sapo: str = ""
    """The lead paragraph (standfirst), without the dateline."""
    body: str = ""
    """Body, heading, table and list passages, joined by blank lines."""
    captions: tuple[Caption, ...] = ()
    dateline: str = ""
    """The outlet or place in front of the first sentence, as written: 'VOV.VN', 'Dân trí'."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    source: str = ""
    """Where the text says that it comes from: a URL or an outlet's name."""
    url: str = ""
    tags: tuple[str, ...] = ()
    text: str = ""
    passages: tuple[Passage, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    words: tuple[Word, ...] = ()
    provinces: tuple[Province, ...] = ()
    agencies: tuple[Agency, ...] = ()
    officials: tuple[Official, ...] = ()
    places: tuple[LocalPlace, ...] = ()
    """Districts and communes; provinces have a list of their own."""
    confidence: float = 1.0
    """How sure it is that this is an article and that its lines are labelled right, from 0 to 1: the probability that the page holds one,
    times the confidence of its blocks, each counting as long as it is."""
    links: tuple[Link, ...] = ()
    """The links in its body, in order."""
    images: tuple[Image, ...] = ()
    """Its pictures that have no caption, in order."""

    def _repr_html_(self) -> str:
        """Show the article with its entities in colour in a notebook; see `vnnews.write.html`."""
        from vnnews.write.html import render_article

        return render_article(self)


class Page(_Frozen, frozen=True):
    """Everything that was found on a page."""

    text: str
    kind: str
    """'html' or 'text'."""
    type: PageType
    url: str
    blocks: tuple[Block, ...]
    articles: tuple[Article, ...] = ()
    related: tuple[RelatedStory, ...] = ()
    metadata: tuple[Metadatum, ...] = ()

    def _repr_html_(self) -> str:
        """Show the page with its blocks coloured by label in a notebook; see `vnnews.write.html`."""
        from vnnews.write.html import render_page

        return render_page(self)


MAX_PAGE_CHARS = 10_000_000
"""Default size limit of a page, in bytes or code points; the largest of 774 crawled news pages had 0.6 million."""


class RawPage(_Frozen, frozen=True):
    """A page of a stream, before it is read."""

    raw: bytes | str
    source: str = ""
    """The page's path, or its record in a dump; names the page in a `Failure`."""
    url: str | None = None
    date: date | None = None
    """Date of the page when the caller knows it, or its moment as a `datetime`."""
    kind: str | None = None
    """'html' or 'text' to force the kind, None to recognise it."""
    title: str = ""
    """Headline when the caller knows it."""
    extra: dict[str, Any] = {}
    """What else the record holds that the page comes from; `vnnews run` writes it into the rows of its articles."""


class Failure(_Frozen, frozen=True):
    """A page of a stream that could not be worked on."""

    source: str
    """The page's URL, path or number in the stream."""
    stage: str
    """The step that failed."""
    error: str
    """The message."""
    reason: str = ""
    """A short, stable name of the cause, for counting."""
