"""The whole page: its articles and the stories that it advertises.

Takes a document and its labels. Gives a `Page`. Decides nothing about single lines; it groups them by article, finds the dates and
hands the groups on. A page whose type holds no article has none, whatever its lines look like.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vnnews.assemble.articles import build_article
from vnnews.assemble.credits import Line
from vnnews.assemble.dates import choose_dates
from vnnews.assemble.related import RelatedLine, collect_stories
from vnnews.models import Article, Document, Label, Labelling, Page, PageType
from vnnews.text.dates import VIETNAM, find_date

WITHOUT_ARTICLE = frozenset(
    {PageType.LISTING, PageType.TAG, PageType.SEARCH, PageType.HOME, PageType.EMPTY, PageType.OTHER}
)
"""Page types that hold no article."""


def assemble_page(document: Document, labelling: Labelling, *, date: dt.date | None = None) -> Page:
    """Everything that is on a page: blocks, articles (text and passages, no words yet) and related stories.

    Args:
        document: The page as it was read.
        labelling: One labelled block for each block of the document.
        date: The page's date when the caller knows it, a moment if possible: used when the page states none, and for 'n phút trước'.

    Example:
        >>> from vnnews.models import Block, SourceBlock
        >>> text = "Hà Nội mưa lớn"
        >>> document = Document(text, "text", "", (SourceBlock(0, 14, text),))
        >>> page = assemble_page(document, Labelling(PageType.ARTICLE, (Block(0, 14, text, Label.TITLE, "title", 0),)))
        >>> page.articles[0].title
        'Hà Nội mưa lớn'
    """
    articles: tuple[Article, ...] = ()
    reference = date if date is None or isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time(), VIETNAM)
    if labelling.type not in WITHOUT_ARTICLE:
        articles = tuple(_assemble_articles(document, labelling, reference))
    reference = next((article.published for article in articles if article.published), reference)

    def parse_date(text: str) -> dt.datetime | None:
        found = find_date(text, reference=reference)
        return found.value if found is not None else None

    title = articles[0].title if articles else ""
    return Page(
        text=document.text,
        kind=document.kind,
        type=labelling.type,
        url=document.url,
        blocks=labelling.blocks,
        articles=articles,
        related=collect_stories(_cut_related(document, labelling), title, parse_date),
        metadata=document.metadata,
    )


def _assemble_articles(document: Document, labelling: Labelling, reference: dt.datetime | None) -> Iterator[Article]:
    """The page's articles in order; metadata speaks of a page, so it counts only where there is one article."""
    groups: dict[int, list[Line]] = {}
    for source, block in zip(document.blocks, labelling.blocks, strict=True):
        if block.article is not None:
            groups.setdefault(block.article, []).append(Line(block.label, block.text, source.alt))
    metadata = document.metadata if len(groups) == 1 else ()
    for number in sorted(groups):
        lines = groups[number]
        # a byline can hold the only date: 'Minh Anh - 10/10/2023 14:48'
        dates = [line.text for label in (Label.DATE, Label.BYLINE) for line in lines if line.label is label]
        chosen = choose_dates(metadata, dates, reference=reference)
        published = chosen.published or reference  # the caller's date counts where the page states none
        yield build_article(lines, metadata, url=document.url, published=published, modified=chosen.modified)


def _cut_related(document: Document, labelling: Labelling) -> Iterator[list[RelatedLine]]:
    """The related lines, cut where lines of another label stand between them."""
    run: list[RelatedLine] = []
    related, boilerplate = (
        Label.RELATED,
        Label.BOILERPLATE,
    )  # looked up once: a member of an enum costs more than the comparison
    for source, block in zip(document.blocks, labelling.blocks, strict=True):
        if block.label is related:
            run.append(RelatedLine(block.text, block.start, block.end, source.href))
        elif run and block.label is not boilerplate:
            yield run
            run = []
    if run:
        yield run
