"""Facts about each line of a flattened page, before anything is decided.

Takes the blocks of a text page. Gives one `Fact` a line: what kind of marker it is, whether it is prose or headline-shaped, how often it
occurs. Decides only by the line itself and its copies. Known limit: a line that mixes two things has one kind, the first that fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from vnnews.label.bylines import MAX_BYLINE_CHARS, is_signed, parse_byline, parse_source
from vnnews.label.captions import has_credit, is_credit_line, is_file_name, strip_alt_number
from vnnews.label.datelines import split_dateline
from vnnews.label.lines import (
    LOWER,
    MIN_PARAGRAPH_CHARS,
    UPPER,
    count_words,
    ends_sentence,
    has_headline_shape,
    has_no_words,
    is_breadcrumb,
    is_date_line,
    is_sentence_line,
)
from vnnews.label.markers import (
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
from vnnews.label.repeats import count_repeats, key_line, mark_doubles

MAX_KEPT_LINES = 8192
"""Short lines whose look is kept: the menus of some forty sites, at most 4 MB."""
MAX_CAPTION_WORDS = 40
"""A longer paragraph above a line with a credit is no caption."""
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

_GLUED_JOINT = re.compile(rf"[{LOWER}\d…?!)](?=[{UPPER}][{LOWER}])")
_LIST_ITEM = re.compile(r"(?:[-–•*+●▪■]|\d{1,2}[.)]|[a-zđ]\))\s+\S")
_SENTENCE_JOINT = re.compile(rf"[.!?…;]['\"”’)\]]{{0,2}}\s*(?=['\"“‘(\-]{{0,2}}[{UPPER}\d]|$)")
# "Giả mua vàng rồi cướp (25/12/2012)": a story of a list with its date
_DATE_HINT = re.compile(
    r"\d ?(?:[/.:\-–hg] ?\d|giây|phút|giờ|tiếng|ngày|tuần|tháng|năm|[Tt]h)|\d{4}|[Hh]ôm |HÔM |THÁNG|dd/mm"
)
"""A part of every date: a headline with a colon or quotes has none and needs no closer look."""
# "Chính sách mới 26/02/2026 12:00": a list's section and date
_SECTION_AND_DATE = re.compile(r"\w+(?: \S+){0,4} \d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d{2}$")
_DATED_HEADLINE = re.compile(r"\w+(?: \S+){3,} \((?:\d{1,2}/\d{1,2}/\d{2,4}|\d{1,3} (?:phút|giờ|ngày) trước)\)$")
_MARKS = re.compile(r"[\d>»›/|:.@!<{(]")
_PUNCTUATION = re.compile(r"[.,;:!?…]")


class Fact(NamedTuple):
    """What a line is, seen alone."""

    text: str
    key: str
    """Key under which its copies are equal; see `repeats`."""
    kind: str
    """Name of the marker that it is, 'prose', 'headline', 'short' or 'text'."""
    words: int
    copies: int
    """How often it occurs on the page."""
    doubled: bool
    """Whether a copy stands right before or behind it."""


def gather_facts(texts: Sequence[str]) -> list[Fact]:
    """Facts about every line of a page.

    >>> [fact.kind for fact in gather_facts(["Tin liên quan", "Giá xăng giảm từ chiều nay"])]
    ['related_heading', 'headline']
    """
    looks = [_look_short(text) if len(text) < MIN_PARAGRAPH_CHARS else _look(text) for text in texts]
    keys = [look.key for look in looks]
    counts = count_repeats(keys)
    doubles = mark_doubles(keys)
    facts = []
    for index, look in enumerate(looks):
        below = looks[index + 1] if index + 1 < len(looks) else None
        # "Bà Năm Lựu nấu bún trên ghe" / "ẢNH: TRẦN QUÝ"
        is_caption = below is not None and below.kind == "credit_line" and _can_be_caption(look, below.line)
        kind = "credit" if is_caption else look.kind
        facts.append(Fact(look.line, look.key, kind, look.words, counts[index], doubles[index]))
    return facts


class _Look(NamedTuple):
    """What a line is by itself, whatever page it stands on."""

    line: str
    key: str
    kind: str
    words: int


def _look(text: str) -> _Look:
    line = text if text.isprintable() and "  " not in text else " ".join(text.split())
    return _Look(line, key_line(text), name_kind(line), count_words(line))


@lru_cache(maxsize=MAX_KEPT_LINES)
def _look_short(text: str) -> _Look:
    """The same for a short line; menus and buttons come again on every page of a site."""
    return _look(text)


def _can_be_caption(look: _Look, credit: str) -> bool:
    """Whether a line above a credit is its caption; 'Ảnh minh họa' alone also stands below plain paragraphs."""
    if look.kind == "prose":
        return look.words <= MAX_CAPTION_WORDS and ":" in credit
    return look.kind in ("headline", "short", "text", "byline", "date", "source")


def _has_source(line: str) -> bool:
    return parse_source(line) is not None


def _is_date(line: str) -> bool:
    if _DATE_HINT.search(line) is None:
        return False
    return is_date_line(line) or _SECTION_AND_DATE.match(line) is not None


def name_kind(line: str) -> str:
    """The kind of a line; the order of the questions decides where two fit.

    >>> name_kind("Chia sẻ"), name_kind("ẢNH: TRẦN CƯỜNG"), name_kind(">> Giá xăng giảm từ chiều nay")
    ('widget', 'credit_line', 'read_more')
    """
    if len(line) >= MIN_PARAGRAPH_CHARS:
        return _name_long(line)
    if is_comment_mark(line):
        return "comment_mark"
    if has_no_words(line):
        return "date" if is_date_line(line) else "symbols"
    if not line.isalpha() and _MARKS.search(line) is not None:
        for kind, test in _MARKED_TESTS:
            if test(line):
                return "headline" if kind == "date" and _DATED_HEADLINE.match(line) is not None else kind
    if "-" in line and " " not in line and is_file_name(line):
        return "file"
    if is_signed(line):
        return "byline"
    for kind, test in _WORD_TESTS:
        if test(line):
            return kind
    if len(line) <= MAX_BYLINE_CHARS and parse_byline(line) is not None:
        return "byline"
    if is_menu_row(line):
        return "menu_row"
    if is_sentence_line(line):
        return "prose"
    if is_list_item(line):
        return "item"
    return "headline" if has_headline_shape(line) else ("short" if count_words(line) < 5 else "text")


_WORD_TESTS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("more", is_more_link),
    ("tags", is_tags_line),
    ("related_heading", is_related_heading),
    ("widget", is_widget),
    ("widget", is_widget_row),
    ("credit_line", is_credit_line),
    ("footer", is_footer_line),
    ("read_more", strip_read_more),
    ("credit", has_credit),
    ("appeal", is_viewer_appeal),
    ("source", _has_source),
)
"""What words alone can show, in the order in which they are asked."""
_MARKED_TESTS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("breadcrumb", is_breadcrumb),
    ("date", _is_date),
    ("comments", is_comment_heading),
    ("alt", strip_alt_number),
    ("contact", is_contact_line),
    ("file", is_file_name),
)
"""What no line shows that has neither digits nor marks."""


def _name_long(line: str) -> str:
    """The kind of a line of paragraph length: prose unless its words or its lack of punctuation say otherwise."""
    if is_footer_line(line):
        return "footer"
    if is_tags_line(line):
        return "tags"
    if is_viewer_appeal(line):
        return "appeal"
    if strip_read_more(line) is not None:
        return "read_more"
    if strip_alt_number(line):
        return "alt"
    if has_credit(line):
        return "credit"
    if is_glued_list(line):
        return "glued_list"
    if is_menu_row(line) or is_keyword_row(line) or not has_sentences(line):
        return "menu_row"
    if parse_source(line) is not None:
        return "source"
    return "prose" if is_sentence_line(line) else "text"


def is_glued_list(line: str) -> bool:
    """Whether a line is several headlines glued together, one beginning where the other ends.

    >>> is_glued_list("Đề xuất thi đại học năm mônHạ điểm chuẩn để cứu trườngLàm sao hạn chế taxi dùGiá vàng lại tăng")
    True
    """
    if len(line) > 2000:
        return False
    joints = len(_GLUED_JOINT.findall(line))
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
    words = len(line.split())
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


def has_dateline(fact: Fact) -> bool:
    """Whether a line opens with an outlet's dateline.

    >>> has_dateline(gather_facts(["(VOV) - Sáng nay, mưa lớn."])[0])
    True
    """
    return bool(split_dateline(fact.text)[0])
