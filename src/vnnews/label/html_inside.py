"""Rules for the lines of the article itself: container, headline, what stands between them and right after them.

Each rule is a function that takes a `Scene` and a `Line` and says whether the line is what the rule is named for; its name is the
`rule` of the output. The first rule that says yes decides. Known limits: a caption without credit, figure or class, set below
its picture as an ordinary paragraph that ends in a full stop, is read as a paragraph unless it is short.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from vnnews.label.bylines import parse_byline, parse_source
from vnnews.label.captions import has_credit, is_alt_of, is_credit_line, is_file_name
from vnnews.label.html_article import names_title
from vnnews.label.html_lines import Line
from vnnews.label.html_names import Role
from vnnews.label.html_scene import Scene, is_heading_line
from vnnews.label.lines import ends_sentence, has_no_words, is_date_line
from vnnews.label.markers import (
    is_comment_heading,
    is_footer_line,
    is_more_link,
    is_related_heading,
    is_tags_line,
    is_viewer_appeal,
    is_widget,
    strip_read_more,
)
from vnnews.models import Label
from vnnews.text import skeleton

Rule = Callable[[Scene, Line], bool]

MAX_TITLE_WORDS: Final = 40
MAX_HEADING_WORDS: Final = 28
"""Cross-headings are shorter than headlines; quotes as headings reach 25 words."""
MAX_CAPTION_WORDS: Final = 60
"""Words of a caption below its picture; longer ones are paragraphs that follow a picture."""
MAX_BARE_CAPTION_WORDS: Final = 30
"""Words of a caption that has neither credit nor mark-up of its own."""
MAX_SERIES_WORDS: Final = 15
"""Words of a caption that is a full sentence, in a series of pictures."""
MAX_TAG_WORDS: Final = 8
NEAR_TITLE: Final = 4
"""Lines between headline and section link."""
MAX_BYLINE_WORDS: Final = 12
MAX_SHORT_WORDS: Final = 20
"""Words of a line that can be a date, a source or a button."""
TAIL_LINES: Final = 25
"""How far behind the last paragraph bylines, sources and tags are looked for: share bars and vote forms stand between."""
HEAD_LINES: Final = 12
"""How far before the headline section, date and picture are looked for."""
SURE_LINK: Final = 0.85
"""Share of link characters from which a line is nothing but a link."""
TABLE_CAPTION_LINES: Final = 2
"""Lines in a table that is only there to hold a picture and its caption, as content systems made them until about 2016."""

_ARROW = re.compile(r"^\s*(?:>{1,3}|»|►|▶|→|\*\s?>)")
_AUTHOR_NOTE = re.compile(r"^(?:theo|by|bởi|tác giả|đăng bởi)$", re.IGNORECASE)
_CLOCK = re.compile(r"hôm nay|bây giờ|hiện tại|\b\d{1,2}:\d{2}:\d{2}$", re.IGNORECASE)
_ASKED = re.compile(r"\?[\"”’»]?$|^(?:phóng viên|pv|p\.v)\b\.?\s?:", re.IGNORECASE)
_SPEAKER = re.compile(r"^(?:phóng viên|pv|p\.v|hỏi|đáp)\b\.?\s?:", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AUTHOR_PAGE = re.compile(r"/(?:tac-gia|author|authors|nha-bao)[/-]", re.IGNORECASE)
_TAG_PAGE = re.compile(
    r"/(?:tags?|chu-de|tu-khoa|topics?|keywords?|hashtag|tim-kiem)[/-]|[/-]tags?-?\d|\.tag\b", re.IGNORECASE
)


# ------------------------------------------------------------------------------------------------------------- around the title


def headline(scene: Scene, line: Line) -> bool:
    """The line that was found to be the headline."""
    return line.index == scene.title


def headline_again(scene: Scene, line: Line) -> bool:
    """The headline once more: for a phone, as the last step of the breadcrumb, above the player."""
    if line.words > MAX_TITLE_WORDS or line.link_share > SURE_LINK or not scene.title_keys or scene.title < 0:
        return False
    if line.index > scene.first_body >= 0:
        return False
    return line.text == scene.lines[scene.title].text or (
        line.words > 4 and names_title(line.text, scene.title_keys) and line.index < scene.title
    )


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
    return (
        line.link_share > SURE_LINK
        and line.words <= MAX_BYLINE_WORDS
        and skeleton(line.text) in scene.section_keys
        and scene.title - line.index <= NEAR_TITLE
    )


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


# --------------------------------------------------------------------------------------------------------------------- pictures


def figure_caption(scene: Scene, line: Line) -> bool:
    """Text inside a `figure`."""
    return "figure" in line.block.hints and line.link_share < SURE_LINK


def named_caption(scene: Scene, line: Line) -> bool:
    """Text that the mark-up calls a caption."""
    return (
        bool((line.roles | (line.inline_roles if line.words < MAX_CAPTION_WORDS else 0)) & Role.CAPTION)
        and line.link_share < SURE_LINK
    )


def table_caption(scene: Scene, line: Line) -> bool:
    """Text in a table that holds a picture and little else."""
    block = line.block
    if (
        "table" not in block.hints
        or not block.hints & {"after_image", "before_image"}
        or line.words > MAX_CAPTION_WORDS
    ):
        return False
    at = block.element
    while at >= 0 and scene.tree.elements[at].tag != "table":
        at = scene.tree.elements[at].parent
    if at < 0 or "bold" in block.hints or (line.is_prose and not has_credit(line.text)):
        return False
    lines = scene.lines[scene.tree.first[at] : scene.tree.last[at]]
    return len(lines) == 1 or (len(lines) <= TABLE_CAPTION_LINES and any(is_credit_line(other.text) for other in lines))


def credit_line(scene: Scene, line: Line) -> bool:
    """A picture credit: 'Ảnh: TTXVN', also at the end of a short line."""
    if line.words > MAX_CAPTION_WORDS:
        return False
    if is_credit_line(line.text):
        return True
    near_image = bool(line.block.hints & {"after_image", "before_image"})
    return (near_image or not ends_sentence(line.text) or line.words <= MAX_BARE_CAPTION_WORDS) and has_credit(
        line.text
    )


def image_name(scene: Scene, line: Line) -> bool:
    """A file name, or the title once more as the alternative text of a picture."""
    return line.words <= MAX_BARE_CAPTION_WORDS and (is_file_name(line.text) or is_alt_of(line.text, ""))


def text_below_image(scene: Scene, line: Line) -> bool:
    """A short line right below a picture that is no full sentence, or is set in italics."""
    hints = line.block.hints
    if "after_image" not in hints or line.words > MAX_CAPTION_WORDS or line.link_share > 0.5 or is_heading_line(line):
        return False
    if line.block.alt and line.block.alt.strip(" .") == line.text.strip(" ."):
        return True
    if "italic" in hints:
        return True
    if line.words > MAX_BARE_CAPTION_WORDS or line.text.endswith(":") or "http" in line.text:
        return False
    below = scene.next(line)
    if (scene.labels and scene.labels[-1] is Label.CAPTION) or (
        below is not None and "after_image" in below.block.hints
    ):
        return not line.is_prose or line.words <= MAX_SERIES_WORDS  # a series of pictures, each with its caption
    return not line.is_prose and ("before_image" in hints or not ends_sentence(line.text))


def text_beside_image(scene: Scene, line: Line) -> bool:
    """A line right above or below a picture on a page that has nothing but pictures."""
    block = line.block
    if (
        not block.hints & {"after_image", "before_image"}
        or block.links
        or is_heading_line(line)
        or "bold" in block.hints
    ):
        return False
    return scene.is_in_container(line) and not line.roles & (Role.TOOL | Role.SAPO | Role.RELATED)


# ------------------------------------------------------------------------------------------------------- boxes inside the article


def other_story_box(scene: Scene, line: Line) -> bool:
    """Text in a box that the mark-up calls other stories."""
    return bool(line.roles & Role.RELATED) and not line.roles & (Role.TOOL | Role.COMMENT | Role.TAGS)


def other_story_link(scene: Scene, line: Line) -> bool:
    """A line that is nothing but a link with a headline."""
    return line.is_headline_link and line.link_share >= SURE_LINK and not line.text.startswith("http")


def author_page_link(scene: Scene, line: Line) -> bool:
    """'Xem các bài viết của tác giả': a link to the author's page."""
    return (
        line.words > 2
        and bool(line.block.links)
        and _AUTHOR_PAGE.search(line.block.href, 0, 200) is not None
        and not _has_name_letters(line.text)
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


def reply(scene: Scene, line: Line) -> bool:
    """A line of a forum thread behind its first post."""
    return line.index in scene.replies


def comment_text(scene: Scene, line: Line) -> bool:
    """Text in a box of comments."""
    return bool(line.roles & Role.COMMENT)


def tag_link(scene: Scene, line: Line) -> bool:
    """A short line that is a link to a page of a tag."""
    if not line.block.links or line.link_share < SURE_LINK or line.words > MAX_TAG_WORDS * line.block.links:
        return False
    return _TAG_PAGE.search(line.block.href, 0, 200) is not None and not is_more_link(line.text)


def comment_heading(scene: Scene, line: Line) -> bool:
    """'Ý kiến bạn đọc (33)': the heading of comments that follow."""
    if line.words > MAX_BYLINE_WORDS or not (line.text[0].isdigit() or line.text[-1].isdigit() or line.text[-1] == ")"):
        return False
    return is_comment_heading(line.text)


def tool_text(scene: Scene, line: Line) -> bool:
    """Text of a share bar, a player, a vote, a form."""
    return bool(line.roles & (Role.TOOL | Role.AD | Role.MENU)) and not line.is_prose


def tool_words(scene: Scene, line: Line) -> bool:
    """'Chia sẻ', 'Copy link', '×' as a whole line."""
    return line.words <= MAX_SHORT_WORDS and (is_widget(line.text) or is_more_link(line.text))


def signs_only(scene: Scene, line: Line) -> bool:
    """A line without a word: a counter, a rule."""
    return line.words <= 4 and has_no_words(line.text)


def imprint(scene: Scene, line: Line) -> bool:
    """Licence, editor, address of the paper."""
    return bool(line.roles & Role.FOOTER) or (line.index > scene.first_body and is_footer_line(line.text))


def appeal_to_viewers(scene: Scene, line: Line) -> bool:
    """'Mời quý độc giả theo dõi …'."""
    return is_viewer_appeal(line.text)


# ------------------------------------------------------------------------------------------------------------- end of the article


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
    return parse_byline(line.text, single="bold" in line.block.hints or scene.is_core(line)) is not None


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


# -------------------------------------------------------------------------------------------------------------------------- text


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


def bold_lead(scene: Scene, line: Line) -> bool:
    """A first paragraph wholly in bold."""
    return line.index == scene.first_body and "bold" in line.block.hints and line.is_prose


def paragraph(scene: Scene, line: Line) -> bool:
    """A sibling of the article's paragraphs, or prose inside their container."""
    return scene.is_core(line) or line.is_prose or scene.first_body <= line.index <= scene.last_body


HEAD_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline, Label.TITLE),
    (headline_again, Label.TITLE),
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (tags_by_name, Label.TAGS),
    (stated_section, Label.SECTION),
    (breadcrumb, Label.SECTION),
    (date_line, Label.DATE),
    (named_byline, Label.BYLINE),
    (named_date, Label.DATE),
    (byline_word, Label.BYLINE),
    (sapo_by_name, Label.SAPO),
    (author_page_link, Label.BOILERPLATE),
    (tool_words, Label.BOILERPLATE),
    (tool_text, Label.BOILERPLATE),
    (signs_only, Label.BOILERPLATE),
    (other_stories_heading, Label.RELATED),
    (read_more, Label.RELATED),
    (other_story_link, Label.RELATED),
    (other_story_box, Label.RELATED),
    (teaser_summary, Label.RELATED),
    (table_caption, Label.CAPTION),
    (sapo_as_heading, Label.SAPO),
    (credit_line, Label.CAPTION),
    (text_below_image, Label.CAPTION),
    (sapo_apart, Label.SAPO),
    (byline_at_top, Label.BYLINE),
    (source_line, Label.SOURCE),
    (first_heading, Label.HEADING),
    (first_lines, Label.BODY),
)
"""Between headline and first paragraph."""

STUB_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline, Label.TITLE),
    (comment_heading, Label.COMMENT),
    (comment_text, Label.COMMENT),
    (byline_at_top, Label.BYLINE),
    (text_beside_image, Label.CAPTION),
    *HEAD_RULES,
)
"""Below the headline of a page that has no paragraphs: pictures or a film, with a sapo."""

BODY_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline, Label.TITLE),
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (comment_text, Label.COMMENT),
    (tags_by_name, Label.TAGS),
    (bold_lead, Label.SAPO),
    (tool_words, Label.BOILERPLATE),
    (tool_text, Label.BOILERPLATE),
    (read_more, Label.RELATED),
    (other_story_link, Label.RELATED),
    (other_story_box, Label.RELATED),
    (teaser_summary, Label.RELATED),
    (other_stories_heading, Label.RELATED),
    (named_source, Label.SOURCE),
    (named_byline, Label.BYLINE),
    (source_line, Label.SOURCE),
    (tags_by_marker, Label.TAGS),
    (table_caption, Label.CAPTION),
    (credit_line, Label.CAPTION),
    (image_name, Label.CAPTION),
    (byline_at_end, Label.BYLINE),
    (cross_heading, Label.HEADING),
    (named_heading, Label.HEADING),
    (bold_heading, Label.HEADING),
    (text_below_image, Label.CAPTION),
    (paragraph, Label.BODY),
)
"""From the first paragraph to the last line of the container."""

TAIL_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (comment_heading, Label.COMMENT),
    (comment_text, Label.COMMENT),
    (tags_by_name, Label.TAGS),
    (tags_by_marker, Label.TAGS),
    (stated_tags, Label.TAGS),
    (tag_link, Label.TAGS),
    (other_stories_heading, Label.RELATED),
    (named_source, Label.SOURCE),
    (named_byline, Label.BYLINE),
    (source_line, Label.SOURCE),
    (byline_at_end, Label.BYLINE),
)
"""Behind the container, as long as nothing else has begun."""

REPLY_RULES: Final[tuple[tuple[Rule, Label], ...]] = ((reply, Label.COMMENT),)
"""Replies of a forum thread."""

BEFORE_RULES: Final[tuple[tuple[Rule, Label], ...]] = (
    (headline_again, Label.TITLE),
    (stated_section, Label.SECTION),
    (breadcrumb, Label.SECTION),
    (link_above_title, Label.SECTION),
    (sapo_again, Label.SAPO),
    (figure_caption, Label.CAPTION),
    (named_caption, Label.CAPTION),
    (date_above_title, Label.DATE),
    (named_byline, Label.BYLINE),
)
"""Right above the headline."""
