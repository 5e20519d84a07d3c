"""The shape of one line of a news page: sentence, headline, menu item, date line.

Takes one line of text. Gives yes or no, or the parts of the line. Decides nothing about the page: a headline-shaped line may be the
title, a teaser or a cross-heading; the labellers decide with the neighbours in view. Known limits: a poem's verses look like
headlines, a sentence without its full stop looks like a headline too.
"""

from __future__ import annotations

import re

from vnnews.label.phrases import pattern_of
from vnnews.label.words.sections import is_section_name
from vnnews.text import is_date_line as is_date_line  # noqa: PLC0414 - the labellers ask for every shape here

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸÐ"
"""Vietnamese capital letters, for character classes; with the Icelandic letter that old pages put for Đ."""
LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹð"
"""Vietnamese small letters, for character classes."""

MIN_SENTENCE_WORDS = 12
"""A line of so many words that ends a sentence is prose. The shortest teaser summaries and body paragraphs of 774 crawled pages have about
20; captions and cross-headings mostly fewer."""
MIN_PARAGRAPH_CHARS = 120
"""A longer line is a paragraph whatever its last character: teasers of 774 crawled pages have 120 to 255, headlines up to 25 words."""
MAX_HEADLINE_WORDS = 27
"""Titles on 774 crawled pages have no final full stop and at most 25 words; two more for a media prefix such as '[Infographics] -'."""
MIN_HEADLINE_WORDS = 5
"""Menu items have one to four words ('Văn hóa - giải trí'); headlines of the press have hardly ever fewer than five."""
MAX_DATE_LINE_CHARS = 120

_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)\]]{0,3}\s*(?:\./\.|/\.)?\s*$")
_ASKS = re.compile(r"[?!]['\"”’»)\]]{0,2}\s*$")
_INNER_END = re.compile(r"[.!?…]['\"”’»)\]]{0,2}\s")
_LONE_MARKS = frozenset("-–—&|/+•:")
_LETTER = re.compile(r"[^\W\d_]")
MIN_ROW_STEPS = 4
"""No path to a section has so many steps."""
_STEP = re.compile(r"\s*[»›>]+\s*|\s+[/|]\s+|\s*::\s*")
_STEP_MARK = re.compile(r"[»›>/|]|::")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = (
    r"(?:(?<!\d)(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:T\d{2}:\d{2}(?::\d{2})?)?"
    rf"|(?<![\d./-]){_DAY}\s?[-/.]\s?{_DAY}\s?[-/.]\s?(?:19|20)?\d{{2}}(?!\d|[./-]\d)"
    r"|\d{1,2}\s(?:tháng|Tháng|Th)\s?\d{1,2}\s?,?\s(?:năm\s)?\d{4}"
    r"|\d{1,2}\s?Th\d{1,2}\s?,\s?\d{4}"
    r"|dd/mm/yyyy)"
)
_TIME = r"(?:\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?(?:\s?(?:AM|PM|SA|CH|am|pm|[Ss]áng|[Cc]hiều|[Tt]ối|[Tt]rưa)\b)?)"
TIME_UNITS = "giây|phút|giờ|tiếng|ngày|tuần|tháng|năm"
_AGO = rf"(?:\d{{1,3}}\s(?:{TIME_UNITS})\strước)"
_DATE_HINT = re.compile(r"\d|dd/mm")
_DATE_CORE = re.compile(f"{_DATE}|{_AGO}")
_DATE_PARTS = re.compile(rf"{_DATE}|{_TIME}|{_AGO}|(?i:{pattern_of('date_lines', 'word')})")
_REST_TRIM = " \t-–—|•·,.:;()[]/»>\"'"


def count_words(line: str) -> int:
    """How many words a line has, marks that stand alone not counted.

    >>> count_words("Văn hóa - giải trí")
    4
    """
    words = line.split()
    if _LONE_MARKS.isdisjoint(words):
        return len(words)
    return sum(len(word) > 1 or word.isalnum() for word in words)


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does: full stop, question mark, dots, colon, also before closing quotes.

    >>> ends_sentence("Ông nói: “Trời sắp mưa.”"), ends_sentence("Bão số 10 vào Biển Đông")
    (True, False)
    """
    return _SENTENCE_END.search(line[-12:]) is not None


def is_sentence_line(line: str) -> bool:
    """Whether the line is running prose: long enough and ending a sentence, or as long as a paragraph.

    >>> is_sentence_line("Sáng nay, mưa lớn làm nhiều tuyến đường ở Hà Nội ngập sâu, giao thông ùn tắc kéo dài.")
    True
    >>> is_sentence_line("Mưa lớn, nhiều tuyến đường Hà Nội ngập sâu")
    False
    """
    if count_words(line) < MIN_SENTENCE_WORDS:
        return False
    if len(line) >= MIN_PARAGRAPH_CHARS:
        return True
    if _ASKS.search(line) is not None and _INNER_END.search(line) is None:
        return False  # "Giá vàng trong nước liệu có giảm sâu?" is a headline
    return ends_sentence(line)


def has_headline_shape(line: str) -> bool:
    """Whether the line could be the headline of a story: five to 27 words that do not end in a full stop.

    >>> has_headline_shape("Hà Nội cấm đường phục vụ lễ hội hoa")
    True
    >>> has_headline_shape("Văn hóa - giải trí"), has_headline_shape("Ông Nam đã về hưu từ năm ngoái.")
    (False, False)
    """
    words = count_words(line)
    if not MIN_HEADLINE_WORDS <= words <= MAX_HEADLINE_WORDS or len(line) > 200:
        return False
    return not line.endswith((".", ":", ";", ",")) or line.endswith(("...", ".."))


def has_no_words(line: str) -> bool:
    """Whether the line holds digits and signs only: page numbers, ranks, '×', '0:00 / 0:00'.

    >>> has_no_words("#12"), has_no_words("0:00 / 0:00"), has_no_words("Số 12")
    (True, True, False)
    """
    return _LETTER.search(line) is None


def split_date_line(line: str) -> str | None:
    """What a date line holds beside its date, or None when the line is no date line.

    A date line has a calendar date with its year (or 'n phút trước') and hardly anything else: weekday, time, 'Cập nhật', a section
    or a name. A sentence that holds a date is none.

    >>> split_date_line("Thứ Hai, 24/12/2012, 03:04 AM (GMT+7)")
    ''
    >>> split_date_line("Minh Anh - 10/10/2023 14:48 (GMT+7)")
    'Minh Anh'
    >>> split_date_line("Ngày 27/6/2022, tỉnh Quảng Ninh tổ chức hội nghị tổng kết.") is None
    True
    """
    if len(line) > MAX_DATE_LINE_CHARS or _DATE_HINT.search(line) is None or _DATE_CORE.search(line) is None:
        return None
    rest = " ".join(part.strip(_REST_TRIM) for part in _DATE_PARTS.split(line) if part.strip(_REST_TRIM))
    if count_words(rest) > 5 or len(rest) > 45:
        return None
    if rest and ends_sentence(line) and not line.rstrip().endswith((":", ")")):
        return None  # "Sinh ngày 2/9/1945." is a sentence
    return rest


def is_breadcrumb(line: str) -> bool:
    """Whether a line is the path from the home page to the article's section.

    >>> is_breadcrumb("Trang chủ » Tin tức » Giáo dục"), is_breadcrumb("Trang chủ / Thời sự"), is_breadcrumb(">> Giá xăng giảm")
    (True, True, False)
    """
    if _STEP_MARK.search(line) is None:
        return False
    steps = [step for step in _STEP.split(line) if step.strip()]
    if len(steps) < 2 or max(len(step) for step in steps) > 40:
        return False
    if "|" in line and len(steps) >= MIN_ROW_STEPS:
        return False  # 'Trang chủ | Chính trị | Kinh tế | Pháp luật' is a menu
    first = steps[0].strip()
    return (
        len(steps) >= 3
        or first.casefold() in {"trang chủ", "home", "trang nhất", "tin tức"}
        or ("|" not in line and is_section_name(first))  # 'Chính trị » Nhân sự mới'
    )
