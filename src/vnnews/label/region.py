"""Find the article of an HTML page: the container of its paragraphs; or the containers of several articles side by side.

Takes a `Tree`. Gives a `Region`: the stretch of lines that the container holds, and how much prose there is; or None when nothing on the page
has paragraphs of its own. The container is the element whose children hold most prose that is neither a teaser nor in a comment, menu or
footer box. Several articles are told only by structure, since cross-headings, sections of a long report and the teasers of a list have
headings and paragraphs too: siblings with one tag and the same classes, each with exactly one `h1` that is no link, a date, and paragraphs
below it. Known limit: articles whose headlines are links to their own pages, as on the front page of a blog, are a list of stories.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final, NamedTuple

from vnnews.label.line import Line
from vnnews.label.names import Role
from vnnews.label.tree import Tree
from vnnews.label.words.lines import is_date_line
from vnnews.label.words.markers import is_comment_heading, is_readers_heading

CHILD_SHARE: Final = 0.6
"""How much of its children's prose an element inherits: two equal parts make their parent the container (2 x 0.6 > 1), one does not."""
WRAPPER_SHARE: Final = 0.6
"""Share of the page's text from which an element wraps the page, so that its name ('has-menu') is not believed."""
MAX_IMPRINT_LINES: Final = 2
"""Long lines of an imprint: the licence, and who may copy."""
ELSEWHERE: Final = 300
"""Characters of prose outside a comment box that must exist before the box is believed: a forum page may be nothing but such boxes."""
MAX_CLIMB: Final = 4
"""How many parents of the container are looked at for more of the article."""
MAX_GAP: Final = 12
"""Lines between the container and more prose of the same article: a caption, a box of other stories, a share bar."""
MAX_NEW_LINKS: Final = 0.35
"""Share of link characters in what a parent adds to the container; lists of other stories have 0.6 and more."""

MAX_COMMENT_HEADING_WORDS: Final = 9
MAX_DATE_WORDS: Final = 20
MIN_TITLE_WORDS: Final = 3
_ENDS_COUNT: Final = frozenset(")0123456789")
_FURNITURE: Final = Role.COMMENT | Role.FOOTER | Role.AD | Role.MENU
_FURNITURE_TAGS: Final = {
    "footer": int(Role.FOOTER),
    "nav": int(Role.MENU),
    "form": int(Role.MENU),
    "select": int(Role.MENU),
}
"""Old ASP.NET sites wrap the whole page in a form: like a name, a tag is believed only when it does not wrap the article."""
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4"))


class Region(NamedTuple):
    """Where the article is."""

    container: int
    """Index of the element that holds the paragraphs, -1 when the page has no elements."""
    start: int
    """First line of the container."""
    end: int
    """One past its last line."""
    prose: int
    """Characters of prose inside the container."""


def find_region(tree: Tree) -> Region | None:
    """The article's container, or None when the page has no prose of its own."""
    zones = believe_zones(tree)
    scores = weigh_containers(tree, zones)
    highest = max(scores, default=0.0)
    if highest <= 0:
        return None
    best = len(scores) - 1 - scores[::-1].index(highest)  # the innermost of equals
    best = climb_to_whole_article(tree, best, zones)
    start, end = tree.first[best], tree.last[best]
    end = cut_at_comments(tree, start, end)
    return Region(best, start, end, sum(tree.prose[start:end]))


def believe_zones(tree: Tree) -> list[int]:
    """For each element the furniture roles of the elements around it that do not wrap the page or its only prose."""
    prose, characters = sum(tree.prose), tree.chars_in(0, len(tree.lines))
    zones = [0] * len(tree.elements)
    for at, element in enumerate(tree.elements):
        zone = zones[element.parent] if element.parent >= 0 else 0
        own = tree.own_roles[at] & _FURNITURE | _FURNITURE_TAGS.get(element.tag, 0)
        if own and tree.last[at] and not tree.has_main_heading(at):
            inside = tree.prose_in(at)
            if own & Role.COMMENT and prose - inside < ELSEWHERE:
                own &= ~Role.COMMENT
            if inside >= WRAPPER_SHARE * prose:
                # the form around an old page; but the only prose of a listing is its imprint
                own &= Role.COMMENT | (Role.FOOTER if tree.prose_lines_in(at) <= MAX_IMPRINT_LINES else 0)
            if tree.chars_in(tree.first[at], tree.last[at]) < WRAPPER_SHARE * characters or own == Role.COMMENT:
                zone |= own
        zones[at] = zone
    return zones


def weigh_containers(tree: Tree, zones: list[int]) -> list[float]:
    """How much prose each element holds, its own paragraphs in full and those of its children in part."""
    scores = [0.0] * len(tree.elements)
    for line in tree.lines:
        weight = tree.prose[line.index]
        at = line.block.container
        if weight and at >= 0 and not zones[line.block.element]:
            scores[at] += weight
    inherited = [0.0] * len(tree.elements)
    for at in range(len(scores) - 1, -1, -1):
        scores[at] += inherited[at]
        parent = tree.elements[at].parent
        if parent >= 0:
            inherited[parent] += CHILD_SHARE * scores[at]
    return scores


def climb_to_whole_article(tree: Tree, at: int, zones: list[int]) -> int:
    """The container itself, or a parent that holds more paragraphs of the same article close by."""
    best, climbed = at, at
    for _ in range(MAX_CLIMB):
        climbed = tree.elements[climbed].parent
        if climbed < 0:
            break
        start, end, first, last = tree.first[best], tree.last[best], tree.first[climbed], tree.last[climbed]
        near = range(max(first, start - MAX_GAP), start), range(end, min(last, end + MAX_GAP))
        added = sum(tree.prose[i] for stretch in near for i in stretch if not zones[tree.lines[i].block.element])
        characters = tree.chars_in(first, last) - tree.chars_in(start, end)
        links = tree.links_in(first, last) - tree.links_in(start, end)
        if added and links <= MAX_NEW_LINKS * characters:
            best = climbed
    return best


def cut_at_comments(tree: Tree, start: int, end: int) -> int:
    """Where a stretch of lines ends, when a heading of readers' comments stands behind its first paragraph."""
    seen = False
    for line in tree.lines[start:end]:
        seen = seen or tree.prose[line.index] > 0
        if not seen or line.words > MAX_COMMENT_HEADING_WORDS:
            continue
        if (line.text[0].isdigit() or line.text[-1] in _ENDS_COUNT) and is_comment_heading(line.text):
            return line.index
        if line.block.hints & _HEADINGS and is_readers_heading(line.text):
            return line.index
    return end


# -------------------------------------------------------------------------- several whole articles on one page, side by side

MIN_PROSE: Final = 250
"""Characters of prose that make an article; a brief has as many."""
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
        >>> text = "<p>Sáng nay, mưa lớn làm nhiều tuyến phố của thành phố ngập sâu, xe cộ phải dừng lại.</p>" * 4
        >>> part = "<article class=bai><h1>Mưa lớn ở {}</h1><span>08:30, 12/01/2026</span>{}</article>"
        >>> page = read_page(part.format("Hà Nội", text) + part.format("Hải Phòng", text))
        >>> tree = Tree(page, read_lines(page.blocks))
        >>> [tree.lines[found.start].text for found in find_articles(tree, find_region(tree))]
        ['Mưa lớn ở Hà Nội', 'Mưa lớn ở Hải Phòng']
    """
    headlines = [line for line in tree.lines if "h1" in line.block.hints and is_own_headline(line)][:MAX_ARTICLES]
    if len(headlines) < 2:
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
        if (
            len(regions) > 1
            and len(regions) == len(articles)
            and any(own.start < region.end and region.start < own.end for own in regions)
        ):
            return regions
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
    head = tree.lines[first : min(last, title + MAX_HEAD)]
    if not any(tree.prose[title + 1 : last]) or not any(is_date(line) for line in head):
        return None
    return Region(at, first, last, tree.prose_in(at))


def is_date(line: Line) -> bool:
    """Whether a line is a date and little else."""
    return line.words <= MAX_DATE_WORDS and is_date_line(line.text)
