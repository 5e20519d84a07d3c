"""Rules for what stands inside or behind an article and is not its text: other stories, tags, comments, tools.

Each rule is a function named for what it sees. Known limits: a link of headline length to a document inside the body is read as another
story.
"""

from __future__ import annotations

import re
from typing import Final

from vnnews.label.html_limits import MAX_BYLINE_WORDS, MAX_SHORT_WORDS, MAX_TITLE_WORDS, NEAR_TITLE, SURE_LINK
from vnnews.label.html_lines import MAX_HEADLINE_WORDS, Line
from vnnews.label.html_names import Role
from vnnews.label.html_scene import Scene, is_heading_line
from vnnews.label.lines import has_no_words
from vnnews.label.markers import (
    is_comment_heading,
    is_footer_line,
    is_more_link,
    is_readers_heading,
    is_related_heading,
    is_tags_line,
    is_viewer_appeal,
    is_widget,
    strip_read_more,
)
from vnnews.text import skeleton

NEAR_COMMENTS: Final = 25
"""Lines behind the last paragraph in which readers' comments begin; see `html_rules.TAIL_LINES`."""
MAX_CARD_WORDS: Final = 120
"""Words of a card: a headline and a summary of two or three sentences."""
MAX_TAG_WORDS: Final = 8
MAX_TAGS_COMPARED: Final = 12
TAGS_NAMED: Final = 0.6
"""Share of a row of tags that the article's text names; of a row of sections it names one or two by chance."""
_ARROW = re.compile(r"^\s*(?:>{1,3}|»|►|▶|→|\*\s?>)")
_TAG_PAGE = re.compile(
    r"/(?:tags?|chu-de|tu-khoa|topics?|keywords?|hashtag|tim-kiem)[/-]|[/-]tags?-?\d|\.tag\b", re.IGNORECASE
)


def other_story_box(scene: Scene, line: Line) -> bool:
    """Text in a box that the mark-up calls other stories."""
    return bool(line.roles & Role.RELATED) and not line.roles & (Role.TOOL | Role.COMMENT | Role.TAGS)


def other_story_link(scene: Scene, line: Line) -> bool:
    """A line that is nothing but a link with a headline."""
    return line.is_headline_link and line.link_share >= SURE_LINK and not line.text.startswith("http")


def other_story_card(scene: Scene, line: Line) -> bool:
    """A line that is nothing but one link with a headline and a summary, or the summary alone."""
    return (
        line.block.links == 1
        and MAX_HEADLINE_WORDS < line.words <= MAX_CARD_WORDS
        and line.link_share >= SURE_LINK
        and not line.text.startswith("http")
    )


def read_more(scene: Scene, line: Line) -> bool:
    """A headline behind '>>' or 'Xem thêm:'."""
    if line.link_share < 0.3 and not _ARROW.match(line.text):
        return False
    return line.words <= MAX_TITLE_WORDS and strip_read_more(line.text) is not None


def other_stories_heading(scene: Scene, line: Line) -> bool:
    """'Tin liên quan' and the like, as a whole line."""
    return line.words <= MAX_BYLINE_WORDS and is_related_heading(line.text)


def teaser_summary(scene: Scene, line: Line) -> bool:
    """A summary below the headline of another story, in a box of its own."""
    return line.is_teaser and not scene.is_core(line) and not 0 < line.index - scene.title <= NEAR_TITLE


def tags_by_name(scene: Scene, line: Line) -> bool:
    """Text that the mark-up calls tags."""
    return bool(line.roles & Role.TAGS) and not line.is_prose


def tags_by_marker(scene: Scene, line: Line) -> bool:
    """'Từ khóa:', 'Tags:', '#…'."""
    text = line.text
    return (text[0] == "#" or ":" in text or line.words <= 2) and not line.is_prose and is_tags_line(text)


def stated_tags(scene: Scene, line: Line) -> bool:
    """Links that the page's metadata call its tags."""
    if not scene.tag_keys or not line.block.links or line.index < scene.last_body or line.is_story_address:
        return False
    key = skeleton(line.text)
    if key in scene.tag_keys:
        return True
    return line.block.links > 1 and sum(len(tag) for tag in scene.tag_keys if tag in key) >= len(key) / 2


def tags_of_text(scene: Scene, line: Line) -> bool:
    """A row of short links behind the article, most of which its text names."""
    links = line.block.link_texts
    if len(links) < 2 or line.is_headline_link or line.roles & (Role.MENU | Role.FOOTER | Role.TOOL | Role.RELATED):
        return False
    if line.link_share < SURE_LINK or line.words > MAX_TAG_WORDS * len(links):
        return False
    named = sum(link.strip(" #,;").casefold() in scene.article_text for link in links[:MAX_TAGS_COMPARED])
    return named >= TAGS_NAMED * min(len(links), MAX_TAGS_COMPARED)


def tag_link(scene: Scene, line: Line) -> bool:
    """A short line that is a link to a page of a tag."""
    if not line.block.links or line.link_share < SURE_LINK or line.words > MAX_TAG_WORDS * line.block.links:
        return False
    return _TAG_PAGE.search(line.block.href, 0, 200) is not None and not is_more_link(line.text)


def reply(scene: Scene, line: Line) -> bool:
    """A line of a forum thread behind its first post."""
    return line.index in scene.replies


def comment_text(scene: Scene, line: Line) -> bool:
    """Text in a box of comments."""
    return bool(line.roles & Role.COMMENT)


def comment_heading(scene: Scene, line: Line) -> bool:
    """'Ý kiến bạn đọc (33)', or without a number right behind the article: the heading of comments that follow."""
    if (
        0 <= scene.last_body < line.index <= scene.last_body + NEAR_COMMENTS
        and is_heading_line(line)
        and is_readers_heading(line.text)
    ):
        return True
    if line.words > MAX_BYLINE_WORDS or not (line.text[0].isdigit() or line.text[-1].isdigit() or line.text[-1] == ")"):
        return False
    return is_comment_heading(line.text)


def tool_text(scene: Scene, line: Line) -> bool:
    """Text of a share bar, a player, a vote, a form."""
    return bool(line.roles & (Role.TOOL | Role.AD | Role.MENU)) and not line.is_prose


def tool_words(scene: Scene, line: Line) -> bool:
    """'Chia sẻ', 'Copy link', '×' as a whole line."""
    return line.words <= MAX_SHORT_WORDS and (is_widget(line.text) or is_more_link(line.text))


def tool_words_aside(scene: Scene, line: Line) -> bool:
    """The same inside the body, only where no paragraph or cell of a table can stand: 'Ngày', 'Video' also head columns."""
    return not scene.is_core(line) and line.block.tag not in ("td", "th", "li") and tool_words(scene, line)


def signs_only(scene: Scene, line: Line) -> bool:
    """A line without a word: a counter, a rule."""
    return line.words <= 4 and has_no_words(line.text)


def imprint(scene: Scene, line: Line) -> bool:
    """Licence, editor, address of the paper."""
    if line.roles & Role.FOOTER:
        return True
    return (
        line.words > 2 and line.link_share < SURE_LINK and line.index > scene.first_body and is_footer_line(line.text)
    )


def appeal_to_viewers(scene: Scene, line: Line) -> bool:
    """'Mời quý độc giả theo dõi …'."""
    return is_viewer_appeal(line.text)
