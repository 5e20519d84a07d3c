"""Rules for the lines around the headline: title, section, date, byline, sapo.

Each rule is a function that takes a `Scene` and a `Line` and says whether the line is what the rule is named for; its name is the
`rule` of the output. Known limits: a name between headline and body that is no person's ('Báo Mẫu') is read as a byline when the mark-up
calls it one.
"""

from __future__ import annotations

import re

from vnnews.label.bylines import parse_byline, parse_source
from vnnews.label.html_article import names_title
from vnnews.label.html_limits import MAX_BYLINE_WORDS, MAX_SHORT_WORDS, MAX_TITLE_WORDS, NEAR_TITLE, SURE_LINK
from vnnews.label.html_lines import Line
from vnnews.label.html_names import Role
from vnnews.label.html_scene import Scene, is_heading_line
from vnnews.label.lines import ends_sentence, has_no_words, is_date_line
from vnnews.label.markers import is_more_link, is_widget
from vnnews.text import skeleton

_AUTHOR_NOTE = re.compile(r"^(?:theo|by|bởi|tác giả|đăng bởi)$", re.IGNORECASE)
_CRUMBS = re.compile(r"[^»›>|/]{2,30}(?:(?:\s?[»›>]\s?|\s/\s)[^»›>|/]{2,40}){1,4}[»›>]?")
_CLOCK = re.compile(r"hôm nay|bây giờ|hiện tại|\b\d{1,2}:\d{2}:\d{2}$", re.IGNORECASE)
_ASKED = re.compile(r"\?[\"”’»]?$|^(?:phóng viên|pv|p\.v)\b\.?\s?:", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AUTHOR_PAGE = re.compile(r"/(?:tac-gia|author|authors|nha-bao)[/-]", re.IGNORECASE)


def headline(scene: Scene, line: Line) -> bool:
    """The line that was found to be the headline."""
    return line.index == scene.title


def headline_again(scene: Scene, line: Line) -> bool:
    """The headline once more: for a phone, as the last step of the breadcrumb, above the player."""
    if line.words > MAX_TITLE_WORDS or line.link_share > SURE_LINK or not scene.title_keys or scene.title < 0:
        return False
    if line.index > scene.first_body >= 0:
        return False
    if line.text == scene.lines[scene.title].text:
        return True
    return line.words > 4 and line.index < scene.title and names_title(line.text, scene.title_keys)


def breadcrumb(scene: Scene, line: Line) -> bool:
    """A step of the way to the article's section."""
    roles = line.roles | line.inline_roles
    if not roles & Role.CRUMB or line.words > MAX_SHORT_WORDS or line.is_prose or is_date_line(line.text):
        return False
    if scene.crumb_keys and line.block.links < 2 and skeleton(line.text) not in scene.crumb_keys:
        return False  # the menu of neighbouring sections that opens below a step
    return not roles & (Role.MENU | Role.RELATED | Role.TOOL) or "breadcrumb" in line.block.path.lower()


def stated_section(scene: Scene, line: Line) -> bool:
    """A link with the name of the section that the page's metadata state."""
    if scene.title - line.index > NEAR_TITLE or line.link_share <= SURE_LINK or line.words > MAX_BYLINE_WORDS:
        return False
    return bool(scene.section_keys) and skeleton(line.text) in scene.section_keys


def crumbs_by_signs(scene: Scene, line: Line) -> bool:
    """'Trang chủ » Kinh tế' close above the headline."""
    if not line.block.links or line.words > MAX_SHORT_WORDS or scene.title - line.index > NEAR_TITLE + 2:
        return False
    return _CRUMBS.fullmatch(line.text) is not None


def link_above_title(scene: Scene, line: Line) -> bool:
    """One short link right above the headline, in the article's own element or touching the headline."""
    if line.block.links != 1 or line.link_share < SURE_LINK or line.words >= 5 or line.roles & (Role.MENU | Role.TOOL):
        return False
    above = scene.previous(line)
    if above is not None and above.link_share > SURE_LINK and above.block.container == line.block.container:
        return False  # the last item of a menu
    distance = scene.title - line.index
    return 0 < distance <= (NEAR_TITLE if scene.is_in_container(line) else 1) and not is_widget(line.text)


def date_line(scene: Scene, line: Line) -> bool:
    """A date with little else."""
    return (
        line.words <= MAX_SHORT_WORDS
        and any(c.isdigit() for c in line.text)
        and is_date_line(line.text)
        and not line.roles & Role.RELATED
    )


def date_above_title(scene: Scene, line: Line) -> bool:
    """A date close above the headline that is not the page's clock: 'Hôm nay: Thứ Sáu, 22/03/2024 14:05:11'."""
    if (
        scene.title - line.index > NEAR_TITLE
        and not scene.is_in_container(line)
        and not scene.own_roles(line) & Role.DATE
    ):
        return False
    return _CLOCK.search(line.text) is None and date_line(scene, line)


def named_date(scene: Scene, line: Line) -> bool:
    """A short line with a year that the mark-up calls a date: 'Tháng Tám 21, 2023 10:05'."""
    roles = line.roles | line.inline_roles
    if not roles & Role.DATE or line.words > MAX_BYLINE_WORDS or line.is_prose or line.block.links:
        return False
    return _YEAR.search(line.text) is not None and not line.roles & (Role.RELATED | Role.COMMENT)


def named_byline(scene: Scene, line: Line) -> bool:
    """A short line that the mark-up calls the author's and that has the letters of a name."""
    roles = line.roles | line.inline_roles
    if (
        not roles & Role.AUTHOR
        or line.words > MAX_BYLINE_WORDS
        or roles & (Role.RELATED | Role.COMMENT | Role.TAGS | Role.FOOTER)
    ):
        return False
    if roles & Role.TOOL and not scene.own_roles(line) & Role.AUTHOR:
        return False
    if is_widget(line.text) or is_more_link(line.text) or has_no_words(line.text) or ends_sentence(line.text):
        return False
    if line.text[0] == "(" and parse_source(line.text) is not None:
        return False  # '(TTXVN/Vietnam+)'
    return line.words <= 2 or parse_byline(line.text) is not None or _has_name_letters(line.text)


def _has_name_letters(text: str) -> bool:
    """Whether half of the words begin with a capital: 'Lê Hiếu, tổng hợp' but not 'Xem các bài viết của tác giả'."""
    words = text.split()
    return 2 * sum(word[:1].isupper() for word in words) >= len(words)


def byline_at_top(scene: Scene, line: Line) -> bool:
    """A name between headline and body."""
    if (
        line.words > MAX_BYLINE_WORDS
        or (scene.first_body >= 0 and line.index > scene.first_body)
        or is_heading_line(line)
    ):
        return False
    return not line.roles & (Role.RELATED | Role.TAGS | Role.CRUMB) and parse_byline(line.text) is not None


def byline_word(scene: Scene, line: Line) -> bool:
    """'by' and 'Tác giả' alone on a line, before the name."""
    return line.words <= 2 and _AUTHOR_NOTE.match(line.text.strip(" :")) is not None


def author_page_link(scene: Scene, line: Line) -> bool:
    """'Xem các bài viết của tác giả': a link to the author's page."""
    return (
        line.words > 2
        and bool(line.block.links)
        and _AUTHOR_PAGE.search(line.block.href, 0, 200) is not None
        and not _has_name_letters(line.text)
    )


def sapo_by_name(scene: Scene, line: Line) -> bool:
    """A paragraph that the mark-up calls sapo, lead or summary."""
    return (
        bool(line.roles & Role.SAPO) and line.words >= 4 and not line.is_headline_link and not line.roles & Role.RELATED
    )


def sapo_as_heading(scene: Scene, line: Line) -> bool:
    """A paragraph set as a heading or in bold between headline and body."""
    if not line.is_prose or line.roles & Role.RELATED or line.block.links or _ASKED.search(line.text):
        return False
    return is_heading_line(line) or "bold" in line.block.hints


def sapo_again(scene: Scene, line: Line) -> bool:
    """A paragraph above the headline that stands below it once more."""
    return (
        line.is_prose
        and not line.block.links
        and line.text in {other.text for other in scene.lines[scene.title : scene.title + NEAR_TITLE]}
    )


def sapo_apart(scene: Scene, line: Line) -> bool:
    """A paragraph between headline and body that stands in an element of its own."""
    return line.is_prose and not line.roles & Role.RELATED and not scene.is_core(line)
