"""Rules for the lines outside the article: other stories, comments, and furniture.

Each rule is a function named for what it sees. Takes a `Scene` and a `Line`. A line that no rule knows is furniture. Known limits: an
advertisement whose words have the shape of a headline is read as another story.
"""

from __future__ import annotations

import re
from typing import Final

from vnnews.label.html_limits import SURE_LINK
from vnnews.label.html_lines import MIN_HEADLINE_WORDS, Line
from vnnews.label.html_names import Role
from vnnews.label.html_rules import Rule
from vnnews.label.html_rules_boxes import (
    comment_heading,
    comment_text,
    imprint,
    other_stories_heading,
    read_more,
    signs_only,
    tags_by_marker,
    tool_words,
)
from vnnews.label.html_scene import Scene, is_heading_line
from vnnews.label.lines import has_headline_shape, is_date_line
from vnnews.models import Label

MIN_LINK_SHARE: Final = 0.5
"""Share of link characters of a headline with its date behind it: 'Cãi nhau vì chồng hay say rượu (25/12)'."""
MIN_SURE_WORDS: Final = 7
"""A link of so many words is a headline without the address of one; menu items of the pages seen have at most six."""
MIN_LIST_WORDS: Final = 4.5
"""Average words of the links in a list below which it is a menu."""
SURE_LIST_WORDS: Final = 6.5
"""Average words of the links in a list from which it is a list of stories, whatever their addresses."""
SMALL_BOX: Final = 4
"""Lines of a box in which also a rank or a section belongs to the headline."""
MAX_BOX_DEPTH: Final = 5
MAX_BOX_LINES: Final = 8
"""A teaser's box: see `html_lines`."""
_TELLING_ROLES: Final = Role.RELATED | Role.COMMENT | Role.TAGS | Role.TITLE
_TELLING_SIGN = re.compile(r"[\d:#>»]")
HEADING_REACH: Final = 2
"""Lines between the heading of a list and its first headline: a description of the section."""
MAX_HEADING_WORDS: Final = 9


def advertisement(scene: Scene, line: Line) -> bool:
    """Text in a box that the mark-up calls advertising or classified ads."""
    return bool(line.roles & Role.AD)


def short_menu_link(scene: Scene, line: Line) -> bool:
    """A short link in a list of short links; two thirds of the lines around an article, so it is asked first."""
    if (
        line.words >= MIN_HEADLINE_WORDS
        or line.link_share <= SURE_LINK
        or line.is_headline_link
        or is_heading_line(line)
    ):
        return False
    if (line.roles | line.inline_roles) & _TELLING_ROLES or line.block.links > 1 or _TELLING_SIGN.search(line.text):
        return False
    return scene.tree.words_in_list(line) < MIN_LIST_WORDS


def menu_item(scene: Scene, line: Line) -> bool:
    """A line in a menu, header or footer that is no headline."""
    return bool(line.roles & (Role.MENU | Role.FOOTER)) and not line.is_headline_link


def row_of_links(scene: Scene, line: Line) -> bool:
    """A line of several short links: a menu in one line."""
    return line.block.links > 1 and not line.is_headline_link and line.link_share >= MIN_LINK_SHARE


def other_story_headline(scene: Scene, line: Line) -> bool:
    """A link with the shape of a headline, whose address or neighbours confirm it."""
    if line.roles & (Role.TAGS | Role.TOOL):
        return False
    if not line.is_headline_link and not (
        line.block.links == 1
        and line.words >= MIN_HEADLINE_WORDS
        and line.link_share >= MIN_LINK_SHARE
        and has_headline_shape(line.text)
    ):
        return False
    average = scene.tree.words_in_list(line)
    if line.is_story_address:
        return line.words >= MIN_SURE_WORDS or average >= MIN_LIST_WORDS
    in_menu = bool(line.roles & (Role.MENU | Role.FOOTER))
    return (line.words >= MIN_SURE_WORDS and average >= MIN_LIST_WORDS and not in_menu) or average >= SURE_LIST_WORDS


def listed_story(scene: Scene, line: Line) -> bool:
    """A link of headline length right below the heading of a list, or beside a story of the list."""
    if not line.is_headline_link or line.link_share <= SURE_LINK or line.roles & (Role.TAGS | Role.TOOL | Role.MENU):
        return False
    above = scene.previous(line)
    if above is None or not scene.labels or scene.labels[-1] is not Label.RELATED:
        return False
    return not above.block.links or above.block.container == line.block.container


def other_story_part(scene: Scene, line: Line) -> bool:
    """Summary, date, rank or section in the box of another story's headline."""
    if line.is_teaser:
        return True
    if line.roles & (Role.TOOL | Role.MENU | Role.FOOTER) and not line.is_prose:
        return False
    tree = scene.tree
    at = line.block.element
    for _ in range(MAX_BOX_DEPTH):
        if at < 0 or tree.last[at] - tree.first[at] > MAX_BOX_LINES:
            return False
        if scene.headlines_in(tree.first[at], tree.last[at]):
            if line.is_prose or is_date_line(line.text):
                return True
            return tree.last[at] - tree.first[at] <= SMALL_BOX and bool(
                line.roles & Role.RELATED or not line.block.links
            )
        at = tree.elements[at].parent
    return False


def other_stories_heading_outside(scene: Scene, line: Line) -> bool:
    """'Tin liên quan' and the like, not as an item of a menu."""
    return other_stories_heading(scene, line) and (
        not line.block.links or scene.tree.words_in_list(line) >= MIN_LIST_WORDS
    )


def list_heading(scene: Scene, line: Line) -> bool:
    """A short line, set as a heading, above a list of other stories."""
    if line.words > MAX_HEADING_WORDS or line.roles & Role.TOOL:
        return False
    below = scene.lines[line.index + 1 : line.index + 1 + HEADING_REACH]
    if is_heading_line(line):
        return any(other_story_headline(scene, other) for other in below)
    above = scene.previous(line)
    if line.block.links and above is not None and above.block.container == line.block.container:
        return False  # the last item of a menu that stands above a list
    if (line.roles | line.inline_roles) & (Role.TITLE | Role.RELATED):
        return bool(below) and other_story_headline(scene, below[0])
    if line.block.links or line.words < 2:
        return False
    return len(below) == HEADING_REACH and all(other_story_headline(scene, other) for other in below)


OUTSIDE_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (short_menu_link, Label.BOILERPLATE),
    (comment_heading, Label.COMMENT),
    (comment_text, Label.COMMENT),
    (advertisement, Label.BOILERPLATE),
    (other_story_headline, Label.RELATED),
    (listed_story, Label.RELATED),
    (imprint, Label.BOILERPLATE),
    (list_heading, Label.RELATED),
    (tags_by_marker, Label.TAGS),
    (row_of_links, Label.BOILERPLATE),
    (menu_item, Label.BOILERPLATE),
    (other_stories_heading_outside, Label.RELATED),
    (tool_words, Label.BOILERPLATE),
    (read_more, Label.RELATED),
    (other_story_part, Label.RELATED),
    (signs_only, Label.BOILERPLATE),
)
