"""Rules for the article's own text and its end: headings, paragraphs, source and byline below the last paragraph.

Each rule is a function named for what it sees. Known limits: a short bold sentence without its full stop is read as a heading.
"""

from __future__ import annotations

import re
from typing import Final

from vnnews.label.bylines import parse_byline, parse_source
from vnnews.label.html_limits import MAX_BYLINE_WORDS, MAX_SHORT_WORDS, NEAR_TITLE, SURE_LINK
from vnnews.label.html_lines import Line
from vnnews.label.html_names import Role
from vnnews.label.html_rules_head import date_line
from vnnews.label.html_scene import Scene, is_heading_line
from vnnews.label.markers import is_widget
from vnnews.models import Label

MAX_HEADING_WORDS: Final = 28
"""Cross-headings are shorter than headlines; quotes as headings reach 25 words."""
MAX_LINES_BEHIND: Final = 60
"""Lines behind the last paragraph in which comments begin, when they do; a bound, so that an endless tail costs no more."""
_SPEAKER = re.compile(r"^(?:phóng viên|pv|p\.v|hỏi|đáp)\b\.?\s?:", re.IGNORECASE)


def is_near_end(scene: Scene, line: Line) -> bool:
    """Whether no paragraph follows."""
    return scene.last_body >= 0 and line.index >= scene.last_body


def named_source(scene: Scene, line: Line) -> bool:
    """A short line that the mark-up calls the source."""
    roles = line.roles | line.inline_roles
    if not roles & Role.SOURCE or line.words > MAX_SHORT_WORDS or line.is_prose or roles & Role.CAPTION:
        return False
    own = scene.own_roles(line)
    if own & (Role.AUTHOR | Role.TOOL) and not own & Role.SOURCE:
        return False
    return not is_widget(line.text)


def source_line(scene: Scene, line: Line) -> bool:
    """'Theo X', 'Nguồn: X', a bare address, at the end."""
    return is_near_end(scene, line) and line.words <= MAX_SHORT_WORDS and parse_source(line.text) is not None


def byline_at_end(scene: Scene, line: Line) -> bool:
    """A name behind the last paragraph."""
    if not is_near_end(scene, line) or line.words > MAX_BYLINE_WORDS or line.link_share > SURE_LINK:
        return False
    if line.roles & (Role.FOOTER | Role.RELATED | Role.COMMENT | Role.MENU | Role.AD):
        return False
    behind = scene.last_body + 1
    if Label.COMMENT in scene.labels[behind : behind + MAX_LINES_BEHIND]:
        return False  # behind a heading of comments stand their writers
    if not scene.is_in_container(line) and Label.RELATED in scene.labels[behind:]:
        return False  # behind the other stories stands the imprint, not the author
    return parse_byline(line.text, single="bold" in line.block.hints or scene.is_core(line)) is not None


def date_at_end(scene: Scene, line: Line) -> bool:
    """A date right behind the last paragraph, in the article's own element."""
    if not scene.is_in_container(line) or line.index - scene.last_body > NEAR_TITLE:
        return False
    return not line.block.links and date_line(scene, line)


def cross_heading(scene: Scene, line: Line) -> bool:
    """A heading element inside the body."""
    return is_heading_line(line) and line.words <= MAX_HEADING_WORDS and not line.text.endswith(".")


def named_heading(scene: Scene, line: Line) -> bool:
    """A short paragraph that the mark-up calls a title."""
    own = scene.own_roles(line)
    if not own & Role.TITLE or own & Role.RELATED or line.words > MAX_HEADING_WORDS or line.text.endswith("."):
        return False
    return scene.first_body <= line.index < scene.last_body and not line.block.links


def first_heading(scene: Scene, line: Line) -> bool:
    """A short heading or bold line between the headline and the first paragraph, among the paragraphs."""
    if not scene.is_core(line) or line.words > MAX_HEADING_WORDS or line.block.links or line.text.endswith("."):
        return False
    if _SPEAKER.match(line.text):
        return False
    return is_heading_line(line) or "bold" in line.block.hints


def first_lines(scene: Scene, line: Line) -> bool:
    """A sibling of the article's paragraphs above the first long one."""
    return scene.is_core(line) and scene.is_in_container(line) and not line.block.links and line.index > scene.title


def bold_heading(scene: Scene, line: Line) -> bool:
    """A short bold line that is no sentence and stands above a paragraph."""
    if "bold" not in line.block.hints or line.words > MAX_HEADING_WORDS or line.text.endswith((".", ",", ";", "!")):
        return False
    if _SPEAKER.match(line.text):
        return False  # the questions of an interview are its text
    below = scene.next(line)
    return below is not None and "bold" not in below.block.hints and line.index < scene.last_body


def paragraph(scene: Scene, line: Line) -> bool:
    """A sibling of the article's paragraphs, or prose inside their container."""
    return scene.is_core(line) or line.is_prose or scene.first_body <= line.index <= scene.last_body
