"""A clean article and its parts: passages, captions, links, sentences, words."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

import msgspec

from vnnews.models.base import Frozen, shorten
from vnnews.models.entities import Agency, LocalPlace, Official, Province

VIETNAMESE: Final = "vi"
UNMARKED: Final = "vi-unmarked"
"""Vietnamese without its marks: 'Thu tuong tham Lao'."""
OTHER: Final = "other"
UNKNOWN: Final = ""


class RelatedStory(Frozen, frozen=True):
    """Another story that the page advertises. A story shown four times is one `RelatedStory` with `repeats=4`."""

    title: str
    """Its headline; where the page shows none, the first sentence of the summary."""
    summary: str = ""
    """'' when it says no more than the title."""
    url: str = ""
    """Where it leads, absolute when the page's address is known; '' for a script, or a place on the same page."""
    published: datetime | None = None
    truncated: bool = False
    """Whether the summary was cut off."""
    repeats: int = 1
    """How many times the page shows it."""
    spans: tuple[tuple[int, int], ...] = ()
    """Every block of the page that belongs to it, as spans of `Page.text`."""


class Cell(Frozen, frozen=True):
    """A cell of a table; an empty one has an empty span."""

    start: int
    end: int
    text: str


class Item(Frozen, frozen=True):
    """An item of a list."""

    start: int
    end: int
    text: str
    level: int = 0
    """How many lists it is nested in, beyond the first."""
    number: int = 0
    """Its number in an ordered list, 0 in one with bullets."""


class Passage(Frozen, frozen=True):
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


class Caption(Frozen, frozen=True):
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


class Image(Frozen, frozen=True):
    """A picture of the article without a caption."""

    src: str
    """Its address."""
    alt: str = ""
    """Its alternative text."""
    offset: int = 0
    """Where in `Article.text` it stands: the end of the passage before it."""
    position: int = 0
    """How many passages of the body stand before it."""


class Link(Frozen, frozen=True):
    """A link in the body of the article."""

    start: int
    end: int
    text: str
    url: str
    """Its address, absolute when the page's is known."""


class Sentence(Frozen, frozen=True):
    """A sentence; it never crosses a passage."""

    start: int
    end: int
    text: str


class Word(Frozen, frozen=True):
    """A word of one or more syllables, a number or a mark; it never crosses a line."""

    start: int
    end: int
    text: str


class Segmentation(Frozen, frozen=True):
    """Sentences and words of one text."""

    text: str
    """The NFC text that the spans refer to."""
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]


class Article(Frozen, frozen=True):
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
    language: str = ""
    """'vi'; 'vi-unmarked' for Vietnamese without its marks ('Thu tuong'), 'other' for another language: such an article has neither words nor
    entities, because both are told by Vietnamese spelling; '' where there is too little text to tell."""
    origin: str = ""
    """Where its page came from: `Page.source`."""

    def __repr__(self) -> str:
        """Say in one line which article it is."""
        day = f", {self.published:%Y-%m-%d}" if self.published else ""
        named = len(self.officials), len(self.agencies), len(self.provinces)
        what = f"{len(self.text)} characters, {{}} officials, {{}} agencies, {{}} provinces".format(*named)
        return f"<Article {shorten(self.title)!r}{day}: {what}>"

    def to_dict(self, *, full: bool = False) -> dict[str, Any]:
        """Return every field as plain values: dicts, lists, texts, numbers, dates as ISO 8601 texts.

        Words, sentences and other spans are offsets (docs/json.md); with `full` each has its text.

        >>> Article("Mưa lớn ở Lào Cai").to_dict()["title"]
        'Mưa lớn ở Lào Cai'
        """
        from vnnews.write.jsonlines import to_json

        plain: dict[str, Any] = msgspec.json.decode(to_json(self, full=full))
        return plain

    def to_json(self, *, indent: int = 0, full: bool = False) -> str:
        """Return the article as one JSON object: `to_dict` as text; `vnnews.write.to_json` gives it in UTF-8.

        >>> Article("Mưa lớn ở Lào Cai").to_json()[:48]
        '{"schema":"vnnews/2","title":"Mưa lớn ở Lào Cai"'
        """
        from vnnews.write.jsonlines import to_json

        return to_json(self, indent=indent, full=full).decode()

    def to_markdown(self, *, front_matter: bool = False) -> str:
        """Return the article as Markdown, with links, lists, tables and pictures; see `vnnews.write.to_markdown`.

        >>> Article("Mưa lớn ở Lào Cai").to_markdown()
        '# Mưa lớn ở Lào Cai'
        """
        from vnnews.write.markdown import to_markdown

        return to_markdown(self, front_matter=front_matter)

    def to_text(self) -> str:
        """Return the article as text for reading; see `vnnews.write.to_text`.

        >>> Article("Mưa lớn ở Lào Cai").to_text()
        'Mưa lớn ở Lào Cai'
        """
        from vnnews.write.text import to_text

        return to_text(self)

    def _repr_html_(self) -> str:
        """Show the article with its entities in colour in a notebook; see `vnnews.write.html`."""
        from vnnews.write.html import render_article

        return render_article(self)
