"""What an HTML page is as a whole: an article, a listing, a stub and so on.

Takes the `Document`, its `Tree` and the `Region` that could be an article. Gives a `PageType`. Decides whether the page holds an article:
prose of its own below a headline, weighed against the headlines of other stories. Known limits: a search page is told from a
listing only by its words.
"""

from __future__ import annotations

import re
from typing import Final

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
MIN_PROSE_UNTITLED: Final = 900
"""Characters of prose that make an article where other stories are advertised and no headline was found."""
FEW_HEADLINES: Final = 8
"""Headline links up to which a page is a fragment: an article without its surroundings."""

MIN_PICTURES: Final = 4
PICTURES_PER_PARAGRAPH: Final = 1.5
"""Captions of a photo essay: field guide figures are eight captions and 60 % of all lines; short essays have four."""
MIN_LAW_ARTICLES: Final = 3
MIN_TIMES: Final = 5
MIN_QUESTIONS: Final = 3
LINES_A_QUESTION: Final = 6
"""Paragraphs to a question in an interview, at most; 0.4 % of articles have three or more questions set apart."""

_QUESTION = re.compile(r"\?[\"”’»]?$|^(?:[*–-] ?)?(?:phóng viên|pv|p\.v)\b\.?:", re.IGNORECASE)
_LAW_ARTICLE = re.compile(r"Điều \d{1,3}\s*[.:]")
_TIME = re.compile(r"\d{1,2}\s?[h:g]\s?\d{0,2}\s?[,:.–-]?\s")


def name_page_type(document: Document, tree: Tree, region: Region | None) -> PageType:
    """The type of the page."""
    if not tree.lines:
        return PageType.EMPTY
    headlines = sum(line.is_headline_link for line in tree.lines)
    if region is not None:
        if region.title >= 0 and region.prose >= MIN_PROSE:
            return PageType.ARTICLE
        if region.prose >= MIN_PROSE_UNTITLED or headlines <= FEW_HEADLINES:
            return PageType.ARTICLE
    return PageType.LISTING


def refine_type(scene: Scene) -> PageType:
    """The kind of article on a page whose lines are labelled: by what its paragraphs are."""
    if scene.replies:
        return PageType.FORUM
    lines = list(zip(scene.lines, scene.labels, strict=True))
    body = [line.text for line, label in lines if label is Label.BODY]
    asked = [line.text for line, label in lines if label in (Label.BODY, Label.HEADING) and _QUESTION.search(line.text)]
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
    return PageType.ARTICLE
