"""A raw page of a stream, everything that was found on it, or why nothing could be."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from vnnews.models.article import Article, RelatedStory
from vnnews.models.base import Frozen, shorten
from vnnews.models.document import Block, Metadatum, PageType


class Page(Frozen, frozen=True):
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
    language: str = ""
    """That of its articles, see `Article.language`; of a page without any, that of its text."""
    source: str = ""
    """Where it came from: of a page of a stream what its `RawPage` said; else its address; else, in a stream, its number ('page 3'). A `Failure` has the same."""

    def __repr__(self) -> str:
        """Say in one line what was found."""
        titles = "".join(f" {shorten(article.title)!r}" for article in self.articles[:1])
        counts = f"{len(self.blocks)} blocks, {len(self.articles)} articles, {len(self.related)} related stories"
        return f"<Page {self.type.value}{titles}: {counts}>"

    def _repr_html_(self) -> str:
        """Show the page with its blocks coloured by label in a notebook; see `vnnews.write.html`."""
        from vnnews.write.html import render_page

        return render_page(self)


MAX_PAGE_CHARS = 10_000_000
"""Default size limit of a page, in bytes or code points; the largest of 774 crawled news pages had 0.6 million."""


class RawPage(Frozen, frozen=True):
    """A page of a stream, before it is read."""

    raw: bytes | str
    source: str = ""
    """The page's path, or its record in a dump; comes back as `Page.source`, `Article.origin` and `Failure.source`."""
    url: str | None = None
    date: date | None = None
    """Date of the page when the caller knows it, or its moment as a `datetime`."""
    kind: str | None = None
    """'html' or 'text' to force the kind, None to recognise it."""
    title: str = ""
    """Headline when the caller knows it."""
    extra: dict[str, Any] = msgspec.field(default_factory=dict)
    """What else the record holds that the page comes from; `vnnews run` writes it into the rows of its articles."""

    def __repr__(self) -> str:
        """Say in one line which page it is, without the page."""
        kind = "bytes" if isinstance(self.raw, bytes) else "characters"
        size = f"{len(self.raw)} {kind}" if hasattr(self.raw, "__len__") else repr(type(self.raw))
        return f"<RawPage {shorten(str(self.source or self.url or ''))!r}: {size}>"


class Failure(Frozen, frozen=True):
    """A page of a stream that could not be worked on."""

    source: str
    """The page's URL, path or number in the stream."""
    stage: str
    """The step that failed."""
    error: str
    """The message."""
    reason: str = ""
    """A short, stable name of the cause, for counting."""
