"""What an HTML page is as a whole: an article, a listing, a stub and so on.

Takes the `Document`, its `Tree` and the `Region` that could be an article. Gives a `PageType`. Decides whether the page holds an article:
prose of its own below a headline, weighed against the headlines of other stories and what the metadata call the page. Known limits: a
section page with a long description of the section can look like an article.
"""

from __future__ import annotations

import re
from typing import Final

from vnnews.label.digest import is_digest
from vnnews.label.html_article import Region
from vnnews.label.html_lines import Tree
from vnnews.label.html_scene import Scene
from vnnews.models import Document, Label, PageType

WITH_ARTICLE: Final = frozenset(
    {
        PageType.ARTICLE, PageType.STUB, PageType.PHOTO, PageType.LIVE, PageType.DIGEST, PageType.INTERVIEW, PageType.LEGAL, PageType.FORUM,
    }
)  # fmt: skip
"""Page types that hold an article."""

MIN_PROSE: Final = 250
"""Characters of prose below a headline that make an article: two short paragraphs."""
NEAR_BODY: Final = 12
"""Lines between a headline and a single paragraph that make a stub: date, share bar, player, caption."""
MIN_PROSE_UNTITLED: Final = 900
"""Characters of prose that make an article where other stories are advertised and no headline was found."""
MIN_SIBLINGS: Final = 3
MIN_SIBLING_PROSE: Final = 450
"""Paragraphs side by side, and their characters, that make an article without a headline: summaries of a list stand one by one in boxes."""
FEW_HEADLINES: Final = 8
"""Headline links up to which a page is a fragment: an article without its surroundings."""

MIN_PICTURES: Final = 4
PICTURES_PER_PARAGRAPH: Final = 1.5
"""Captions of a photo essay: the large ones have eight captions and 60 % of all lines; short essays have four."""
MIN_LAW_ARTICLES: Final = 3
MIN_TIMES: Final = 5
MIN_QUESTIONS: Final = 3
LINES_A_QUESTION: Final = 6
"""Paragraphs to a question in an interview, at most; 0.4 % of articles have three or more questions set apart."""
MAX_NOTICE: Final = 120
"""Characters of a line that says what a page lists."""

_ARTICLE_TYPE = re.compile(r"article|posting|report|videoobject|review|video|liveblog", re.IGNORECASE)
_QUESTION = re.compile(r"\?[\"”’»]?$|^(?:[*–-] ?)?(?:phóng viên|pv|p\.v)\b\.?:", re.IGNORECASE)
_LAW_ARTICLE = re.compile(r"Điều \d{1,3}\s*[.:]")
_TIME = re.compile(r"\d{1,2}\s?[h:g]\s?\d{0,2}\s?[,:.–-]?\s")
_SEARCH = re.compile(r"kết quả tìm kiếm|tìm thấy \d+ |có \d+ kết quả|search results", re.IGNORECASE)
_SEARCH_PAGE = re.compile(r"[/?&](?:tim-kiem|search|timkiem|q=|s=|keyword=)", re.IGNORECASE)
_TAG_PAGE = re.compile(r"/(?:tags?|tu-khoa|chu-de|topics?)[/-]|\.tag\b|-tag\d", re.IGNORECASE)
_HOME_PAGE = re.compile(r"https?://[^/]+/?(?:index\.\w+|default\.\w+|trang-chu[^/]*|home[^/]*)?$", re.IGNORECASE)


def name_page_type(document: Document, tree: Tree, region: Region | None) -> PageType:
    """The type of the page before its lines are labelled: ARTICLE for every page that holds one.

    Example:
        >>> from vnnews.read import read_page
        >>> page = read_page("<ul><li><a href='/a'>Thời sự</a></li></ul>")
        >>> name_page_type(page, Tree(page), None).value
        'listing'
    """
    if not tree.lines:
        return PageType.EMPTY
    if region is not None and holds_article(document, tree, region):
        return PageType.ARTICLE
    return name_listing(document, tree)


def holds_article(document: Document, tree: Tree, region: Region) -> bool:
    """Whether a region is an article and not a stray paragraph of a listing."""
    if region.title >= 0:
        if region.prose >= MIN_PROSE:
            return True
        if region.body - region.title <= NEAR_BODY and not is_called_listing(document):
            return True
    headlines = sum(line.is_headline_link for line in tree.lines)
    if region.prose >= MIN_PROSE_UNTITLED or headlines <= FEW_HEADLINES:
        return True
    return region.siblings >= MIN_SIBLINGS and region.prose >= MIN_SIBLING_PROSE


def is_called_listing(document: Document) -> bool:
    """Whether the metadata name a type of page that is no article. Some papers call every page 'article' in OpenGraph, so JSON-LD wins."""
    types = [item for item in document.metadata if item.name == "type"]
    decisive = [item for item in types if item.origin == "json-ld"] or types
    return bool(decisive) and not any(_ARTICLE_TYPE.search(item.value) for item in decisive)


def name_listing(document: Document, tree: Tree) -> PageType:
    """The type of a page without an article."""
    if any(len(line.text) <= MAX_NOTICE and _SEARCH.search(line.text) for line in tree.lines) or _SEARCH_PAGE.search(
        document.url
    ):
        return PageType.SEARCH
    if _TAG_PAGE.search(document.url):
        return PageType.TAG
    if _HOME_PAGE.match(document.url):
        return PageType.HOME
    return PageType.LISTING if any(line.block.links for line in tree.lines) else PageType.OTHER


def refine_type(scene: Scene) -> PageType:
    """The kind of article on a page whose lines are labelled: by what its paragraphs are."""
    if scene.replies:
        return PageType.FORUM
    of_body, of_heading = (
        Label.BODY,
        Label.HEADING,
    )  # looked up once: a member of an enum costs more than the comparison
    lines = list(zip(scene.lines, scene.labels, strict=True))
    body = [line.text for line, label in lines if label is of_body]
    headings = [line.text for line, label in lines if label is of_heading]
    asked = [text for text in (*body, *headings) if _QUESTION.search(text)]
    pictures = scene.labels.count(Label.CAPTION)
    if pictures >= MIN_PICTURES and pictures > PICTURES_PER_PARAGRAPH * len(body):
        return PageType.PHOTO
    if not body:
        return PageType.STUB
    if sum(_LAW_ARTICLE.match(text) is not None for text in body) >= MIN_LAW_ARTICLES:
        return PageType.LEGAL
    if sum(_TIME.match(text) is not None for text in body) >= MIN_TIMES:
        return PageType.LIVE
    if len(asked) >= MIN_QUESTIONS and len(asked) * LINES_A_QUESTION >= len(body):
        return PageType.INTERVIEW
    title = next((line.text for line, label in lines if label is Label.TITLE), "")
    return PageType.DIGEST if is_digest(title, body) else PageType.ARTICLE
