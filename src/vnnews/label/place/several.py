"""Several whole articles on one HTML page: each in an element of its own, side by side, with its own headline and date.

Takes the `Tree` and the `Region` that was found on the page. Gives one `Region` for each article, or the one given. Decides only by
structure, since cross-headings, sections of a long report and the teasers of a list have headings and paragraphs too: the elements must
be siblings with one tag and the same classes, each with exactly one `h1` that is no link, a date, and paragraphs below it. Known limits:
articles whose headlines are links to their own pages, as on the front page of a blog, are a list of stories.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Final

from vnnews.label.line import Line
from vnnews.label.place.region import MIN_TITLE_WORDS, Region, is_date
from vnnews.label.place.tree import Tree
from vnnews.text import skeleton

MIN_PROSE: Final = 250
"""Characters of prose that make an article; see `html_type.MIN_PROSE`."""
MAX_ARTICLES: Final = 20
"""Headlines looked at; pages that load the next story below the last have two to five."""
MAX_DEPTH: Final = 60
"""Elements around a headline that are looked at; real pages stay below."""
MAX_HEAD: Final = 15
"""Lines of an article in which its date stands."""
MAX_LINK_SHARE: Final = 0.5

_DIGITS = re.compile(r"\d+")


def find_articles(tree: Tree, region: Region) -> list[Region]:
    """One region for each article of the page, in order; mostly the one that was found.

    Example:
        >>> from vnnews.label.line import read_lines
        >>> from vnnews.read import read_page
        >>> from vnnews.label.place.region import find_region
        >>> text = "<p>Sáng nay, mưa lớn làm nhiều tuyến phố của thành phố ngập sâu, xe cộ phải dừng lại.</p>" * 4
        >>> part = "<article class=bai><h1>Mưa lớn ở {}</h1><span>08:30, 12/01/2026</span>{}</article>"
        >>> page = read_page(part.format("Hà Nội", text) + part.format("Hải Phòng", text))
        >>> tree = Tree(page, read_lines(page.blocks))
        >>> [tree.lines[found.title].text for found in find_articles(tree, find_region(page, tree))]
        ['Mưa lớn ở Hà Nội', 'Mưa lớn ở Hải Phòng']
    """
    headlines = [line for line in tree.lines if "h1" in line.block.hints and is_own_headline(line)][:MAX_ARTICLES]
    if len(headlines) < 2 or region.title < 0:
        return [region]
    siblings: dict[tuple[int, str, str], dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in headlines:
        at = line.block.element
        for _ in range(MAX_DEPTH):
            if at < 0:
                break
            element = tree.elements[at]
            siblings[element.parent, element.tag, _DIGITS.sub("", element.names)][at].append(line)
            at = element.parent
    for found in siblings.values():
        if len(found) < 2:
            continue
        articles = [tell_article(tree, at, lines) for at, lines in found.items()]
        regions = [article for article in articles if article is not None]
        if len(regions) > 1 and len(regions) == len(articles) and any(own.title == region.title for own in regions):
            return [
                own._replace(title_keys=region.title_keys, is_stated=region.is_stated)
                if own.title == region.title
                else own
                for own in regions
            ]
    return [region]


def is_own_headline(line: Line) -> bool:
    """Whether a heading is long enough for a headline and no link to another page."""
    return line.words >= MIN_TITLE_WORDS and line.link_share < MAX_LINK_SHARE


def tell_article(tree: Tree, at: int, headlines: list[Line]) -> Region | None:
    """The article that an element holds, when it holds one headline, a date near its top, and prose below the headline."""
    first, last = tree.first[at], tree.last[at]
    if len(headlines) != 1 or tree.prose_in(at) < MIN_PROSE:
        return None
    title = headlines[0].index
    prose = [index for index in range(title + 1, last) if tree.prose[index]]
    head = tree.lines[first : min(last, title + MAX_HEAD)]
    if not prose or not any(is_date(line) for line in head):
        return None
    keys = frozenset({skeleton(headlines[0].text)})
    most = max(Counter(tree.lines[index].block.container for index in prose).values())
    return Region(at, first, last, prose[0], title, keys, False, tree.prose_in(at), most)
