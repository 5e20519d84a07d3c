"""Find the article of an HTML page: the container of its paragraphs, and its headline.

Takes a `Tree`. Gives a `Region`: the stretch of lines that the container holds, where the headline stands, and how much prose there
is; or None when nothing on the page has paragraphs of its own. Decides which element is the container (the one whose children hold most
prose that is neither a teaser nor in a comment, menu or footer box) and which line is the headline (what the page's metadata call
its title, a `h1`, a class). Known limits: of several articles on one page only the longest is found here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from vnnews.label.line import Line
from vnnews.label.place.names import Role
from vnnews.label.place.tree import Tree
from vnnews.label.words.lines import has_headline_shape, is_date_line
from vnnews.label.words.markers import is_comment_heading, is_readers_heading
from vnnews.models import Document
from vnnews.text import skeleton

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

TITLE_FROM_METADATA: Final = 6.0
TITLE_IS_H1: Final = 4.0
TITLE_BY_NAME: Final = 2.0
TITLE_IS_HEADING: Final = 1.0
TITLE_HAS_SHAPE: Final = 0.5
TITLE_ABOVE_DATE: Final = 1.0
TITLE_RIGHT_ABOVE_DATE: Final = 1.5
TITLE_WORDS_IN_BODY: Final = 0.75
WORDS_IN_BODY: Final = 0.6
"""Share of a headline's syllables that its first paragraphs repeat; a headline of another story shares about a third."""
BODY_LINES_COMPARED: Final = 4
DATE_LINES: Final = 3
"""How far below a headline its date stands."""
TITLE_IS_LINK: Final = -3.0
TITLE_IS_MENU: Final = -3.0
TITLE_IS_SHORT: Final = -2.0
TITLE_PER_LINE: Final = -0.02
"""What a line between candidate and body costs: a headline stands close to its article."""
MIN_TITLE: Final = 2.5
"""A class and a heading tag, or more, and close to the body."""
MAX_COMMENT_HEADING_WORDS: Final = 9
FAR_FROM_BODY: Final = 150
"""Lines above the body from which only a `h1` can be the headline: drop-down menus have about 100."""
MAX_DATE_WORDS: Final = 20
MIN_PLAIN_TITLE_WORDS: Final = 6
MIN_TITLE_WORDS: Final = 3
MAX_TITLE_CHARS: Final = 250
MIN_TITLE_KEY: Final = 12
"""Letters that two titles must share when one is cut off or has a suffix."""

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
    body: int
    """First line of prose."""
    title: int
    """Index of the headline's line, -1 when the page shows none."""
    title_keys: frozenset[str]
    """Skeletons of the headline and of the titles that the metadata state."""
    is_stated: bool
    """Whether the headline is what the metadata call the page's title."""
    prose: int
    """Characters of prose inside the container."""
    siblings: int
    """Paragraphs that stand side by side in one element."""


def find_region(document: Document, tree: Tree) -> Region | None:
    """The article's container and headline, or None when the page has no prose of its own."""
    zones = believe_zones(tree)
    scores = weigh_containers(tree, zones)
    highest = max(scores, default=0.0)
    if highest <= 0:
        return None
    best = len(scores) - 1 - scores[::-1].index(highest)  # the innermost of equals
    best = climb_to_whole_article(tree, best, zones)
    start, end = tree.first[best], tree.last[best]
    end = cut_at_comments(tree, start, end)
    body = next(i for i in range(start, end) if tree.prose[i])
    keys = stated_title_keys(document)
    title, is_stated = find_title(tree, body, keys)
    if title >= 0:
        keys |= {skeleton(tree.lines[title].text)}
    prose = [tree.lines[index].block.container for index in range(start, end) if tree.prose[index]]
    siblings = max(Counter(prose).values(), default=0)
    return Region(best, start, end, body, title, frozenset(keys), is_stated, sum(tree.prose[start:end]), siblings)


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


def stated_title_keys(document: Document) -> set[str]:
    """Skeletons of the titles that the page states, without the name of the site."""
    from vnnews.read.metadata import strip_site

    keys = set()
    for item in document.metadata:
        if item.name == "title":
            keys.add(skeleton(strip_site(item.value, url=document.url)))
            keys.add(skeleton(item.value))
    return {key for key in keys if len(key) >= MIN_TITLE_KEY}


def matches_title(key: str, keys: Iterable[str]) -> bool:
    """Whether the skeleton of a line is that of one of the titles, or one of the two begins with the other."""
    return len(key) >= MIN_TITLE_KEY and any(stated.startswith(key) or key.startswith(stated) for stated in keys)


def ends_title(key: str, keys: Iterable[str]) -> bool:
    """Whether a stated title ends in a line: 'Báo Mẫu - Cầu mới thông xe'; the site's name at the end would do so too, so this is weak."""
    return len(key) >= MIN_TITLE_KEY and any(stated.endswith(key) for stated in keys)


def find_title(tree: Tree, body: int, keys: set[str]) -> tuple[int, bool]:
    """Index of the headline's line, -1 when there is none, and whether the metadata confirm it."""
    best, best_score, is_stated = -1, MIN_TITLE, False
    opening = " ".join(line.text for line in tree.lines[body : body + BODY_LINES_COMPARED]).casefold()
    syllables = frozenset(opening.split())
    for line in tree.lines[: body + 1]:
        if body - line.index > FAR_FROM_BODY and "h1" not in line.block.hints:
            continue
        if line.words < MIN_TITLE_WORDS or len(line.text) > MAX_TITLE_CHARS or line.is_hidden:
            continue
        if line.words < MIN_PLAIN_TITLE_WORDS and not line.block.hints & _HEADINGS and line.link_share > 0.5:
            continue  # a menu item
        score, stated = score_title(tree, line, body, keys)
        distance = TITLE_PER_LINE * (body - line.index)
        if not stated and line.index < body and (score + distance > 0 or (score >= 0 and dated_below(tree, line))):
            score += score_neighbours(tree, line, syllables)
        score += distance
        if score >= best_score:
            best, best_score, is_stated = line.index, score, stated
    return best, is_stated


def dated_below(tree: Tree, line: Line) -> bool:
    """Whether the next line is a date and nothing else: tables and bare `div`s print a headline without any mark but this one."""
    return any(is_date(other) for other in tree.lines[line.index + 1 : line.index + 2])


def is_date(line: Line) -> bool:
    """Whether a line is a date and little else."""
    return line.words <= MAX_DATE_WORDS and is_date_line(line.text)


def score_neighbours(tree: Tree, line: Line, syllables: frozenset[str]) -> float:
    """How much the lines below speak for a line being the headline: its date, and the words that the body repeats."""
    score = TITLE_HAS_SHAPE if has_headline_shape(line.text) else 0.0
    below = tree.lines[line.index + 1 : line.index + 1 + DATE_LINES]
    if any(is_date(other) for other in below):
        score += TITLE_ABOVE_DATE
    if dated_below(tree, line):
        score += TITLE_RIGHT_ABOVE_DATE
    own = line.text.casefold().split()
    if sum(syllable in syllables for syllable in own) >= WORDS_IN_BODY * len(own):
        score += TITLE_WORDS_IN_BODY
    return score


def score_title(tree: Tree, line: Line, body: int, keys: set[str]) -> tuple[float, bool]:
    """How much speaks for a line being the headline, and whether the metadata do."""
    block = line.block
    roles = tree.own_roles[block.element] if block.element >= 0 else 0
    parent = tree.elements[block.element].parent if block.element >= 0 else -1
    if parent >= 0 and tree.last[parent] <= body:  # a parent that holds the body too says nothing of the headline
        roles |= tree.own_roles[parent]
    key = skeleton(line.text)
    stated = matches_title(key, keys)
    score = TITLE_FROM_METADATA if stated else 0.0
    if not stated and ends_title(key, keys):
        score += TITLE_BY_NAME
    if "h1" in block.hints:
        score += TITLE_IS_H1
    elif block.hints & _HEADINGS or "bold" in block.hints:
        score += TITLE_IS_HEADING
    if roles & Role.TITLE and not roles & Role.RELATED:
        score += TITLE_BY_NAME
    if line.link_share > 0.5:
        score += TITLE_IS_LINK
    if roles & (Role.MENU | Role.CRUMB | Role.FOOTER) or block.hints & {"nav", "footer"}:
        score += TITLE_IS_MENU
    if line.words < 5 and not stated:
        score += TITLE_IS_SHORT
    return score, stated
