"""What kind of page it is: a live blog, an interview, a law; without an article a search result, a tag page.

Takes the lines and, for a page with an article, their labels. Gives a `PageType`. Decides by counting: times of a live blog, questions of an
interview, articles of a law, pictures of an essay; for pages without an article by their address and the words of search and tag pages.
Known limit: a flattened home page and a section page look alike; the one with more lines is called home.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from vnnews.label.line import Line
from vnnews.label.phrases import pattern_of
from vnnews.label.words.digest import is_digest
from vnnews.label.words.kinds import Kind
from vnnews.models import Document, Label, PageType

MIN_PICTURES: Final = 4
PICTURES_PER_PARAGRAPH: Final = 1.5
"""Captions of a photo essay: the large ones have eight captions and 60 % of all lines; short essays have four."""
MIN_LAW_ARTICLES: Final = 3
MIN_TIMES: Final = 5
"""Paragraphs that begin with a time of day, from which an article is a live blog."""
MIN_QUESTIONS: Final = 3
LINES_A_QUESTION: Final = 6
"""Paragraphs to a question in an interview, at most; 0.4 % of articles have three or more questions set apart."""
MIN_POSTS: Final = 4
MAX_NOTICE: Final = 120
"""Characters of a line that says what a page lists."""
NOTICE_LINES: Final = 40
MIN_LISTED: Final = 5
"""Headlines or summaries from which a page is a list."""
HOME_LINES: Final = 200

_QUESTION = re.compile(pattern_of("page_types", "question"), re.IGNORECASE)
_LAW_ARTICLE = re.compile(r"Điều \d{1,3}\s*[.:]")
_TIME = re.compile(r"(?:\d{1,2}\s?[h:g]\s?\d{0,2}|\d{1,2} giờ(?: \d{1,2})?)\s?[,:.\-–]?\s")
_POST = re.compile(pattern_of("page_types", "forum_mark"))
_SEARCH = re.compile(pattern_of("page_types", "search_notice"), re.IGNORECASE)
_TAG = re.compile(pattern_of("page_types", "tag_notice"), re.IGNORECASE)
_SEARCH_PAGE = re.compile(r"[/?&](?:tim-kiem|search|timkiem|q=|s=|keyword=)", re.IGNORECASE)
_TAG_PAGE = re.compile(r"/(?:tags?|tu-khoa|chu-de|topics?)[/-]|\.tag\b|-tag\d", re.IGNORECASE)
_HOME_PAGE = re.compile(r"https?://[^/]+/?(?:index\.\w+|default\.\w+|trang-chu[^/]*|home[^/]*)?$", re.IGNORECASE)


def name_with_article(lines: Sequence[Line], labels: Sequence[Label], *, replies: bool) -> PageType:
    """The type of a page that holds an article.

    >>> name_with_article([], [], replies=False).value
    'stub'
    """
    labelled = list(zip(lines, labels, strict=True))
    if replies or sum(_POST.match(line.text) is not None for line in lines) >= MIN_POSTS:
        return PageType.FORUM
    body = [line.text for line, label in labelled if label is Label.BODY]
    headings = [line.text for line, label in labelled if label is Label.HEADING]
    pictures = sum(label is Label.CAPTION for _, label in labelled)
    if pictures >= MIN_PICTURES and pictures > PICTURES_PER_PARAGRAPH * len(body):
        return PageType.PHOTO
    if not body:
        return PageType.STUB
    if sum(_LAW_ARTICLE.match(text) is not None for text in body) >= MIN_LAW_ARTICLES:
        return PageType.LEGAL
    if sum(_TIME.match(text) is not None for text in body) >= MIN_TIMES:
        return PageType.LIVE
    asked = sum(_QUESTION.match(text) is not None or text.rstrip('"”’»').endswith("?") for text in (*body, *headings))
    if asked >= MIN_QUESTIONS and asked * LINES_A_QUESTION >= len(body):
        return PageType.INTERVIEW
    title = next((line.text for line, label in labelled if label is Label.TITLE), "")
    return PageType.DIGEST if is_digest(title, body) else PageType.ARTICLE


def name_without_article(document: Document, lines: Sequence[Line]) -> PageType:
    """The type of a page that holds no article.

    >>> name_without_article(Document("", "text", "", ()), []).value
    'empty'
    """
    if not lines:
        return PageType.EMPTY
    notices = [line.text for line in lines if len(line.text) <= MAX_NOTICE]
    if any(_SEARCH.search(text) for text in notices) or _SEARCH_PAGE.search(document.url):
        return PageType.SEARCH
    is_text = document.kind == "text"
    if _TAG_PAGE.search(document.url) or (is_text and any(_TAG.match(text) for text in notices[:NOTICE_LINES])):
        return PageType.TAG
    if _HOME_PAGE.match(document.url):
        return PageType.HOME
    if not is_text:
        return PageType.LISTING if any(line.block.links for line in lines) else PageType.OTHER
    stories = sum(line.kind in (Kind.HEADLINE, Kind.READ_MORE, Kind.PROSE) for line in lines)
    if stories >= MIN_LISTED:
        return PageType.HOME if len(lines) >= HOME_LINES else PageType.LISTING
    return PageType.OTHER
