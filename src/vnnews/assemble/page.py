"""The whole page: its articles and the stories that it advertises.

Takes a document and its labels. Gives a `Page`. Decides nothing about single lines; it groups them by article, finds the dates and
hands the groups on. A page whose type holds no article has none, whatever its lines look like.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from vnnews.assemble.articles import build_article
from vnnews.assemble.credits import Line, part_links
from vnnews.assemble.dates import choose_dates
from vnnews.assemble.frontier import make_frontier
from vnnews.assemble.links import RawLink, move_links
from vnnews.assemble.passages import DraftLink, clean_line
from vnnews.assemble.pictures import find_pictures
from vnnews.assemble.related import RelatedLine, collect_stories
from vnnews.assemble.structure import ItemPlace, Place, find_places
from vnnews.models import WITH_ARTICLE, Article, Block, Document, Label, Labelling, Page, SourceBlock
from vnnews.text.dates import VIETNAM, find_date

_BODY_LABELS = (Label.BODY, Label.HEADING)


def assemble_page(document: Document, labelling: Labelling, *, date: dt.date | None = None) -> Page:
    """Everything that is on a page: blocks, articles (text and passages, no words yet) and related stories.

    Args:
        document: The page as it was read.
        labelling: One labelled block for each block of the document.
        date: The page's date when the caller knows it, a moment if possible: used when the page states none, and for 'n phút trước'.

    Example:
        >>> from vnnews.models import Block, PageType, SourceBlock
        >>> text = "Hà Nội mưa lớn"
        >>> document = Document(text, "text", "", (SourceBlock(0, 14, text),))
        >>> page = assemble_page(document, Labelling(PageType.ARTICLE, (Block(0, 14, text, Label.TITLE, "title", 0),)))
        >>> page.articles[0].title
        'Hà Nội mưa lớn'
    """
    articles: tuple[Article, ...] = ()
    reference = date if date is None or isinstance(date, dt.datetime) else dt.datetime.combine(date, dt.time(), VIETNAM)
    if labelling.type in WITH_ARTICLE:
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
        related=make_frontier(collect_stories(_cut_related(document, labelling), title, parse_date), document.url),
        metadata=document.metadata,
    )


def _assemble_articles(document: Document, labelling: Labelling, reference: dt.datetime | None) -> Iterator[Article]:
    """The page's articles in order; metadata speaks of a page, so it counts only where there is one article."""
    groups: dict[int, list[Line]] = {}
    sure: dict[int, float] = {}
    length: dict[int, int] = {}
    above: Block | None = None
    places = find_places(document, labelling.blocks)
    pictures = find_pictures(document, labelling.blocks, places)
    for index, (source, block) in enumerate(zip(document.blocks, labelling.blocks, strict=True)):
        number = block.article
        if number is not None:
            line = Line(block.label, block.text, source.alt)
            if source.links and block.label in _BODY_LABELS:
                line = line._replace(links=_find_links(source, document.url))
            elif source.link_texts and block.label is Label.TAGS:
                line = line._replace(text=part_links(block.text, source.link_texts))
            if index in places:
                line = _put_in_place(line, places[index])
            if block.label is Label.CAPTION:
                line = line._replace(pictures=tuple(pictures.of_caption.get(index, ())), is_alt=source.tag == "img")
            lines = groups.setdefault(number, [])
            is_continued = "same_line" in source.hints and above is not None and above.article == number
            if is_continued and lines and lines[-1].label is block.label is Label.BODY:
                lines[-1] = lines[-1]._replace(text=f"{lines[-1].text} {block.text}")
            else:
                lines.append(line)
            if index in pictures.behind:
                lines.append(Line(Label.BODY, "", pictures=tuple(pictures.behind[index])))
            sure[number] = sure.get(number, 0.0) + block.confidence * len(block.text)
            length[number] = length.get(number, 0) + len(block.text)
        above = block
    metadata = document.metadata if len(groups) == 1 else ()
    for number in sorted(groups):
        lines = groups[number]
        # a byline can hold the only date: 'Minh Anh - 10/10/2023 14:48'
        dates = [line.text for label in (Label.DATE, Label.BYLINE) for line in lines if line.label is label]
        chosen = choose_dates(metadata, dates, reference=reference)
        published = chosen.published or reference  # the caller's date counts where the page states none
        article = build_article(lines, metadata, url=document.url, published=published, modified=chosen.modified)
        confidence = labelling.article * sure[number] / length[number]
        yield msgspec.structs.replace(article, confidence=round(confidence, 3))


def _find_links(source: SourceBlock, url: str) -> tuple[DraftLink, ...]:
    """The links of a line, counted in its clean text."""
    start = source.start
    links = [RawLink(first - start, last - start, href) for first, last, href in source.link_spans]
    if not links and source.links == 1:
        links = [RawLink(0, len(source.text), source.href)]
    return move_links(links, source.text, clean_line(source.text), url)


def _put_in_place(line: Line, place: Place) -> Line:
    """The line with its place, and without its number when it is an item of an ordered list."""
    mark = place.mark if isinstance(place, ItemPlace) else 0
    links = tuple(DraftLink(first - mark, last - mark, url) for first, last, url in line.links if first >= mark)
    return line._replace(text=line.text[mark:], links=links, place=place)


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
