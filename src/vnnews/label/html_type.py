"""What an HTML page is as a whole: an article, a listing, a stub and so on.

Takes the `Document`, its `Tree` and the `Region` that could be an article. Gives a `PageType`. Decides whether the page holds an article:
prose of its own below a headline, weighed against the headlines of other stories. Known limits: a search page is told from a
listing only by its words.
"""

from __future__ import annotations

from typing import Final

from vnnews.label.html_article import Region
from vnnews.label.html_lines import Tree
from vnnews.models import Document, PageType

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
