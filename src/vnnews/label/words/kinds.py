"""The kind of a line: which marker it is, or whether it is prose or headline-shaped.

Takes one line of text. Gives its `Kind`. Decides only by the line itself. Known limit: a line that mixes two things has one kind, the first
that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from vnnews.label.words.bylines import MAX_BYLINE_CHARS, is_signed, parse_byline, parse_source
from vnnews.label.words.captions import has_credit, is_credit_line, is_file_name, strip_alt_number
from vnnews.label.words.lines import (
    MIN_PARAGRAPH_CHARS,
    TIME_UNITS,
    UPPER,
    count_glued,
    count_words,
    ends_sentence,
    has_headline_shape,
    has_no_words,
    is_breadcrumb,
    is_date_line,
    is_sentence_line,
)
from vnnews.label.words.markers import (
    can_be_marker,
    is_comment_heading,
    is_comment_mark,
    is_contact_line,
    is_footer_line,
    is_more_link,
    is_related_heading,
    is_tags_line,
    is_viewer_appeal,
    is_widget,
    is_widget_row,
    strip_read_more,
)
from vnnews.text.late import compile_late

MIN_GLUED_JOINTS = 3
"""So many places where a small letter meets a capital ('tài chínhĐề xuất thi') are headlines glued into one line, not brand names."""
MIN_BARS, MAX_ITEM_WORDS = 3, 5
"""'Trang chủ | Chính trị | Kinh tế | Pháp luật': a menu whose items bars part."""
MIN_MENU_WORDS = 5
MIN_MENU_ITEMS = 3
"""Capitals between small letters, from which a line can be a row of menu items; the first item is not counted."""
MIN_MENU_SHARE = 0.25
"""Items a word in such a row: entries have two to four words."""

MAX_SENTENCE_WORDS = 110
"""A line of so many words that ends no sentence, and has hardly one inside, is a row of headlines; sentences of the press have 25 to 30."""

_LIST_ITEM = re.compile(r"(?:[-–•*+●▪■]|\d{1,2}[.)]|[a-zđ]\))\s+\S")
_SENTENCE_JOINT = compile_late(rf"[.!?…;]['\"”’)\]]{{0,2}}\s*(?=['\"“‘(\-]{{0,2}}[{UPPER}\d]|$)")
# "Giả mua vàng rồi cướp (25/12/2012)": a story of a list with its date
_DATE_HINT = re.compile(rf"\d ?(?:[/.:\-–hg] ?\d|{TIME_UNITS}|[Tt]h)|\d{{4}}|[Hh]ôm |HÔM |THÁNG|dd/mm")
"""A part of every date: a headline with a colon or quotes has none and needs no closer look."""
# "Chính sách mới 26/02/2026 12:00": a list's section and date
_SECTION_AND_DATE = re.compile(r"\w+(?: \S+){0,4} \d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d{2}$")
_DATED_HEADLINE = re.compile(r"\w+(?: \S+){3,} \((?:\d{1,2}/\d{1,2}/\d{2,4}|\d{1,3} (?:phút|giờ|ngày) trước)\)$")
_MARKS = re.compile(r"[\d>»›/|:.@!<{(]")
_PUNCTUATION = re.compile(r"[.,;:!?…]")


class Kind(StrEnum):
    """What a line is by its own words and shape."""

    ALT = "alt"
    APPEAL = "appeal"
    BREADCRUMB = "breadcrumb"
    BYLINE = "byline"
    COMMENT_MARK = "comment_mark"
    COMMENTS = "comments"
    CONTACT = "contact"
    CREDIT = "credit"
    CREDIT_LINE = "credit_line"
    DATE = "date"
    FILE = "file"
    FOOTER = "footer"
    GLUED_LIST = "glued_list"
    HEADLINE = "headline"
    ITEM = "item"
    MENU_ROW = "menu_row"
    MORE = "more"
    PROSE = "prose"
    READ_MORE = "read_more"
    RELATED_HEADING = "related_heading"
    SHORT = "short"
    SOURCE = "source"
    SYMBOLS = "symbols"
    TAGS = "tags"
    TEXT = "text"
    WIDGET = "widget"


def _has_source(line: str) -> bool:
    return parse_source(line) is not None


def _is_date(line: str) -> bool:
    if _DATE_HINT.search(line) is None:
        return False
    return is_date_line(line) or _SECTION_AND_DATE.match(line) is not None


def name_kind(line: str) -> Kind:
    """The kind of a line; the order of the questions decides where two fit.

    >>> [name_kind(line).value for line in ("Chia sẻ", "ẢNH: TRẦN CƯỜNG", ">> Giá xăng giảm từ chiều nay")]
    ['widget', 'credit_line', 'read_more']
    """
    if len(line) >= MIN_PARAGRAPH_CHARS:
        return _name_long(line)
    if is_comment_mark(line):
        return Kind.COMMENT_MARK
    if has_no_words(line):
        return Kind.DATE if is_date_line(line) else Kind.SYMBOLS
    if not line.isalpha() and _MARKS.search(line) is not None:
        for kind, test in _MARKED_TESTS:
            if test(line):
                return Kind.HEADLINE if kind is Kind.DATE and _DATED_HEADLINE.match(line) is not None else kind
    if "-" in line and " " not in line and is_file_name(line):
        return Kind.FILE
    if is_signed(line):
        return Kind.BYLINE
    for kind, test in _WORD_TESTS if can_be_marker(line) else _TESTS_WITHOUT_MARKERS:
        if test(line):
            return kind
    if len(line) <= MAX_BYLINE_CHARS and parse_byline(line) is not None:
        return Kind.BYLINE
    if is_menu_row(line):
        return Kind.MENU_ROW
    if is_sentence_line(line):
        return Kind.PROSE
    if is_list_item(line):
        return Kind.ITEM
    return Kind.HEADLINE if has_headline_shape(line) else (Kind.SHORT if count_words(line) < 5 else Kind.TEXT)


_WORD_TESTS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    (Kind.MORE, is_more_link),
    (Kind.TAGS, is_tags_line),
    (Kind.RELATED_HEADING, is_related_heading),
    (Kind.WIDGET, is_widget),
    (Kind.WIDGET, is_widget_row),
    (Kind.CREDIT_LINE, is_credit_line),
    (Kind.FOOTER, is_footer_line),
    (Kind.READ_MORE, strip_read_more),
    (Kind.CREDIT, has_credit),
    (Kind.APPEAL, is_viewer_appeal),
    (Kind.SOURCE, _has_source),
)
"""What words alone can show, in the order in which they are asked."""
_TESTS_WITHOUT_MARKERS = tuple(
    (kind, test) for kind, test in _WORD_TESTS if kind not in (Kind.MORE, Kind.RELATED_HEADING, Kind.WIDGET)
)
"""Those that a line can pass whose first word is no marker's."""
_MARKED_TESTS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    (Kind.BREADCRUMB, is_breadcrumb),
    (Kind.DATE, _is_date),
    (Kind.COMMENTS, is_comment_heading),
    (Kind.ALT, strip_alt_number),
    (Kind.CONTACT, is_contact_line),
    (Kind.FILE, is_file_name),
)
"""What no line shows that has neither digits nor marks."""


def _name_long(line: str) -> Kind:
    """The kind of a line of paragraph length: prose unless its words or its lack of punctuation say otherwise."""
    if is_footer_line(line):
        return Kind.FOOTER
    if is_tags_line(line):
        return Kind.TAGS
    if is_viewer_appeal(line):
        return Kind.APPEAL
    if strip_read_more(line) is not None:
        return Kind.READ_MORE
    if strip_alt_number(line):
        return Kind.ALT
    if has_credit(line):
        return Kind.CREDIT
    if is_glued_list(line):
        return Kind.GLUED_LIST
    if is_menu_row(line) or is_keyword_row(line) or not has_sentences(line):
        return Kind.MENU_ROW
    if parse_source(line) is not None:
        return Kind.SOURCE
    return Kind.PROSE if is_sentence_line(line) else Kind.TEXT


def is_glued_list(line: str) -> bool:
    """Whether a line is several headlines glued together, one beginning where the other ends.

    >>> is_glued_list("Đề xuất thi đại học năm mônHạ điểm chuẩn để cứu trườngLàm sao hạn chế taxi dùGiá vàng lại tăng")
    True
    """
    if len(line) > 2000 or line.endswith("."):
        return False
    joints = count_glued(line)
    return joints >= MIN_GLUED_JOINTS and joints * 120 >= len(line)


def is_menu_row(line: str) -> bool:
    """Whether a line is a row of menu items: again and again a capital between small letters, no punctuation.

    In 'Chủ tịch Hà Nội Nguyễn Văn Nam thăm Huế' the capitals stand together, in 'Giới tính Bác sĩ Khỏe đẹp' every item has one.

    >>> is_menu_row("Thời sự Quốc tế Lao động Bạn đọc Net Zero Kinh tế Sức khỏe Giáo dục Pháp luật Văn hóa Giải trí Thể thao")
    True
    """
    if len(line) > 1000:
        return False
    if line.count("|") >= MIN_BARS:
        return max(len(part.split()) for part in line.split("|")) <= MAX_ITEM_WORDS
    if _PUNCTUATION.search(line) is not None:
        return False
    words = [word for word in line.split() if word not in "&-–|/"]
    if len(words) < MIN_MENU_WORDS:
        return False
    capital = [word[0].isupper() for word in words]
    starts = sum(
        capital[i] and not capital[i - 1] and (i + 1 == len(words) or not capital[i + 1]) for i in range(1, len(words))
    )
    return starts >= MIN_MENU_ITEMS and starts >= MIN_MENU_SHARE * len(words)


def has_sentences(line: str) -> bool:
    """Whether a long line has sentence ends as often as prose has, or ends one.

    >>> has_sentences("Sáng nay trời mưa. Nhiều tuyến phố ngập.")
    True
    """
    words = line.count(" ") + 1
    if words < MAX_SENTENCE_WORDS or ends_sentence(line):
        return True
    return len(_SENTENCE_JOINT.findall(line)) * MAX_SENTENCE_WORDS >= 2 * words


def is_keyword_row(line: str) -> bool:
    """Whether a line is a row of search keywords: a comma behind every few words and no full stop.

    >>> is_keyword_row("báo, thể thao, tin hay, tin nhanh, vụ án, kinh tế, sức khỏe, báo công an, nhà đất, giá vàng, bóng đá, phim")
    True
    """
    commas = line.count(",")
    return commas >= 8 and commas * 3.5 >= count_words(line) and ". " not in line and not line.endswith(".")


def is_list_item(line: str) -> bool:
    """Whether a line opens as an item of a list: with a dash, a bullet or a number.

    >>> is_list_item("- Bột mỳ"), is_list_item("2. Miễn phí vận chuyển"), is_list_item("2.000 người dự lễ")
    (True, True, False)
    """
    return _LIST_ITEM.match(line) is not None
