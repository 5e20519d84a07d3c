"""The shape of one line of a news page: sentence, headline, menu item, date line.

Takes one line of text. Gives yes or no, or the parts of the line. Decides nothing about the page: a headline-shaped line may be the
title, a teaser or a cross-heading; the labellers decide with the neighbours in view. Known limits: a poem's verses look like
headlines, a sentence without its full stop looks like a headline too.
"""

from __future__ import annotations

import re

from vnnews.label.words import pattern_of, words_of
from vnnews.text import deaccent
from vnnews.text import is_date_line as is_date_line  # noqa: PLC0414 - the labellers ask for every shape here
from vnnews.text.late import compile_late

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
MAX_SECTION_CHARS = 40
MAX_DATELINE, MAX_BARE_DATELINE = 48, 32
"""Characters of the longest datelines, and of an outlet's name that stands alone on a line."""

_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)\]]{0,3}\s*(?:\./\.|/\.)?\s*$")
_ASKS = re.compile(r"[?!]['\"”’»)\]]{0,2}\s*$")
_INNER_END = re.compile(r"[.!?…]['\"”’»)\]]{0,2}\s")
_GLUED = re.compile(rf"[{LOWER}\d…?!)](?=[{UPPER}][{LOWER}])")
SECTION_KEYS = frozenset(deaccent(name) for name in words_of("sections", "name"))
"""The names of sections that papers share, without marks."""
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
_DATE_CORE = compile_late(
    rf"(?=[\dd])(?:{_DATE}|{_AGO})"
)  # what a place has to begin with is asked first: most begin otherwise
_DATE_PARTS = compile_late(rf"{_DATE}|{_TIME}|{_AGO}|(?i:{pattern_of('date_lines', 'word')})")
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


def count_sentences(line: str) -> int:
    """How many sentences end inside a line, not counting one that ends it.

    >>> count_sentences("Mưa to. Phố ngập.")
    1
    """
    return len(_INNER_END.findall(line))


def count_glued(line: str) -> int:
    """How often a capital with a small letter stands right behind a small letter: 'tài chínhĐề xuất'.

    >>> count_glued("tài chínhĐề xuất thi"), count_glued("Hà Nội")
    (1, 0)
    """
    return len(_GLUED.findall(line))


def is_section_name(line: str) -> bool:
    """Whether a short line names a section that papers share; a site's own names are known by their place.

    >>> is_section_name("Thời sự"), is_section_name("Văn hoá – Giải trí"), is_section_name("Chia sẻ")
    (True, True, False)
    """
    return len(line) <= MAX_SECTION_CHARS and deaccent(line) in SECTION_KEYS


def is_sentence_line(line: str) -> bool:
    """Whether the line is running prose: long enough and ending a sentence, or as long as a paragraph.

    >>> is_sentence_line("Sáng nay, mưa lớn làm nhiều tuyến đường ở Hà Nội ngập sâu, giao thông ùn tắc kéo dài.")
    True
    >>> is_sentence_line("Mưa lớn, nhiều tuyến đường Hà Nội ngập sâu")
    False
    """
    if len(line) >= MIN_PARAGRAPH_CHARS and line.count(" ") >= 2 * MIN_SENTENCE_WORDS:
        return True
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
    return not line[:1].isalpha() and _LETTER.search(line) is None


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


# -------------------------------------------------------------------------------------- the outlet or place before a sentence

_DASH = r"[-–—|:]"
_BRACKETED = compile_late(rf"\s*\(\s*([{UPPER}{LOWER}][^()\n]{{0,28}}?)\s*\)\s*(?:\.\s*)?{_DASH}\s*(?=\S)")
# "(TNO) Sáng nay": no dash, so the brackets must hold initials or a domain
_BRACKETED_BARE = compile_late(
    rf"\s*\(\s*([{UPPER}]{{2,8}}(?:\+|\.vn|\.VN)?|[\w.]+\.vn|[{UPPER}]{{2,8}} [Oo]nline)\s*\)\s*\.?\s*(?=[{UPPER}\d\"“])"
)
_DOMAIN = compile_late(
    rf"\s*([A-Za-z0-9]{{2,20}}(?:\.com|\.net|\.org|\.gov)?\.(?:vn|VN|net|com))\.?\s*{_DASH}\s*(?=\S)"
)
_BARE_OUTLET = compile_late(rf"\s*({pattern_of('datelines', 'outlet')})(?:\s*{_DASH}\s*(?=\S)|\s+–?\s*(?=$))")
_BARE_DANTRI = compile_late(rf"\s*(Dân trí)\s+(?=[{UPPER}“\"])")  # "Dân trí Chiều 15/12, …": no dash since 2019
# 'GLO- ', 'QNO -': the initials of papers end in O for Online; followed by a capital
_BARE_ONLINE = compile_late(rf"\s*([{UPPER}]{{2,5}}O)\s*[-–—]\s*(?=[{UPPER}\d\"“])")
# 'ĐÀ NẴNG -', 'KIÊN GIANG –': a place in capitals
_BARE_PLACE = compile_late(rf"\s*([{UPPER}]{{2,8}}(?: [{UPPER}]{{1,8}}){{1,3}})\s*[-–—]\s*(?=[{UPPER}\d\"“])")
# "TP HCMNếu có ít tiền", "Hà NộiTối 3/5": the stamp of the place, glued when its element was lost; a list, since "MacBook" has that shape
_GLUED_PLACE = compile_late(rf"\s*({pattern_of('datelines', 'place')})(?=[{UPPER}][{LOWER}])")
_DATELINE_SIGN = re.compile(rf"\(|{_DASH}|Dân trí|\.(?:vn|VN|net|com)|{_GLUED.pattern}")
"""A part of every form below, which most paragraphs lack."""
_FORMS = (_BRACKETED, _BRACKETED_BARE, _DOMAIN, _BARE_OUTLET, _BARE_DANTRI, _BARE_ONLINE, _BARE_PLACE, _GLUED_PLACE)


def split_dateline(text: str) -> tuple[str, str]:
    """The dateline in front of a text and the text behind it; ('', text) when there is none.

    >>> split_dateline("(VOV) - Sáng nay, Hà Nội có mưa.")
    ('VOV', 'Sáng nay, Hà Nội có mưa.')
    >>> split_dateline("TTO - Sáng 8-12, mưa lớn.")
    ('TTO', 'Sáng 8-12, mưa lớn.')
    >>> split_dateline("Mỹ - Trung đàm phán lại.")
    ('', 'Mỹ - Trung đàm phán lại.')
    """
    head = text[:64]
    if len(head) > MAX_BARE_DATELINE and _DATELINE_SIGN.search(head, 0, MAX_DATELINE) is None:
        return "", text
    dateline = []
    offset = 0
    for form in _FORMS:
        match = form.match(head, offset)
        if match is not None:
            dateline.append(match.group(1).strip())
            offset = match.end()
            break
    if dateline:  # "(Cadn.com.vn) - QUẢNG TRỊ - …": an outlet, then a place
        match = _BARE_PLACE.match(head, offset)
        if match is not None:
            dateline.append(match.group(1))
            offset = match.end()
    return ", ".join(dateline), text[offset:].lstrip() if dateline else text


def is_dateline(line: str) -> bool:
    """Whether a whole line is a dateline and nothing more: '(VTC News) -', 'Moitruong.net.vn –'.

    >>> is_dateline("(VTC News) -"), is_dateline("Hà Nội")
    (True, False)
    """
    if len(line) > 40 or not line.rstrip().endswith(("-", "–", "—", ")")):
        return False
    dateline, rest = split_dateline(line.rstrip() + " …")
    return bool(dateline) and rest in {"…", "- …", "– …", "— …"}
