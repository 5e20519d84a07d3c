"""Rules for the lines outside the article: other stories, comments, and furniture.

Each rule is a function named for what it sees. Takes a `Scene` and a `Line`. A line that no rule knows is furniture. Known limits: an
advertisement whose words have the shape of a headline is read as another story.
"""

from __future__ import annotations

from typing import Final

from vnnews.label.html_inside import (
    Rule,
    comment_text,
    imprint,
    other_stories_heading,
    read_more,
    signs_only,
    tool_words,
)
from vnnews.label.html_lines import Line
from vnnews.label.html_names import Role
from vnnews.label.html_scene import Scene, is_heading_line
from vnnews.label.lines import has_headline_shape, is_date_line
from vnnews.models import Label

MIN_LINK_SHARE: Final = 0.5
"""Share of link characters of a headline with its date behind it: 'Cãi nhau vì chồng hay say rượu (25/12)'."""
MIN_SURE_WORDS: Final = 7
"""A link of so many words is a headline even in a menu: no menu of the pages seen has an item of more than six."""
MAX_BOX_DEPTH: Final = 5
MAX_BOX_LINES: Final = 8
"""A teaser's box: see `html_lines`."""
MAX_HEADING_WORDS: Final = 9


def menu_item(scene: Scene, line: Line) -> bool:
    """A link in a menu, header or footer."""
    if not (line.roles & (Role.MENU | Role.FOOTER) or line.block.hints & {"nav", "footer", "form"}):
        return False
    return line.words < MIN_SURE_WORDS or not line.is_headline_link or bool(line.roles & Role.FOOTER)


def other_story_headline(scene: Scene, line: Line) -> bool:
    """A link with the shape of a headline."""
    return (
        line.link_share >= MIN_LINK_SHARE and has_headline_shape(line.text) and not line.roles & (Role.TAGS | Role.TOOL)
    )


def other_story_part(scene: Scene, line: Line) -> bool:
    """Summary, date or section in the box of another story's headline."""
    if line.is_teaser:
        return True
    tree = scene.tree
    at = line.block.element
    for _ in range(MAX_BOX_DEPTH):
        if at < 0 or tree.last[at] - tree.first[at] > MAX_BOX_LINES:
            return False
        if scene.headlines_in(tree.first[at], tree.last[at]):
            return (
                line.is_prose
                or is_date_line(line.text)
                or bool(line.roles & Role.RELATED)
                or tree.last[at] - tree.first[at] <= 4
            )
        at = tree.elements[at].parent
    return False


def list_heading(scene: Scene, line: Line) -> bool:
    """A short line, set as a heading, above a list of other stories."""
    if line.words > MAX_HEADING_WORDS:
        return False
    below = scene.next(line)
    if below is None or not below.is_headline_link:
        return False
    return is_heading_line(line) or bool((line.roles | line.inline_roles) & (Role.TITLE | Role.RELATED))


OUTSIDE_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (comment_text, Label.COMMENT),
    (imprint, Label.BOILERPLATE),
    (menu_item, Label.BOILERPLATE),
    (tool_words, Label.BOILERPLATE),
    (signs_only, Label.BOILERPLATE),
    (other_stories_heading, Label.RELATED),
    (other_story_headline, Label.RELATED),
    (read_more, Label.RELATED),
    (other_story_part, Label.RELATED),
    (list_heading, Label.RELATED),
)
