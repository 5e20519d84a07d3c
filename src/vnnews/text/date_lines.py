"""Date lines: lines that hold a date or time and little else.

Takes a line, gives whether it is one. Decides by what is left when the date, its weekday, labels such as 'Cập nhật' and widgets are
taken away: a name, a section, a view count may be left, parted from the date by a mark. Known limit: 'Hà Nội, ngày 17/6/2019' is
taken for the end of a letter, not for a date line.
"""

from __future__ import annotations

import re
from typing import Final

from vnnews.text.dates import (
    GAP,
    MAX_SCAN,
    RELATIVE,
    RELATIVE_DAY,
    SIGNATURE,
    TIME,
    TIME_REACH,
    find_date,
)
from vnnews.text.weekdays import WEEKDAY, WEEKDAY_BEFORE

MAX_REST_WORDS: Final = 8
"""How many words a date line may hold beside the date: 'Nhóm PV HNMO - Ảnh: Bá Hoạt | 12/05/2016 10:00' has six."""

MAX_WORDS_BY_COMMA: Final = 4
"""How many words a mere comma may part from the date: 'haidang, 14/12/2012 10:00'; sentences have commas too."""

_LABELS = re.compile(
    r"(?:thời gian|ngày|giờ)?\s?(?:cập nhật|đăng tải|đăng|phát hành|xuất bản|tạo|gửi|viết|sửa lần cuối|chỉnh sửa|đã đăng|ban hành)"
    r"(?:\s(?:lần cuối|cuối|mới nhất|vào|lúc|ngày|bởi))*\s?:?|thời gian\s?:|\b(?:published|posted|updated|last|modified|created|date|on|at|by|time)\b:?"
    r"|\b(?:lúc|vào|ngày|giờ|hồi)\b:?|chia sẻ|google news|theo dõi|lượt xem|số lần xem|đã xem|bình luận|in bài(?: này| viết)?|\bgmt\b|\butc\b",
    re.IGNORECASE,
)
_PARTED_BEFORE = re.compile(r"[|\-–—,;:•·(\[/]\s{0,3}$")
_PARTED_AFTER = re.compile(r"^[\s)\]]{0,3}[|\-–—,;:•·(\[/]|^[)\]\"]")
_PUBLISHING = re.compile(
    r"cập nhật|đăng (?:lúc|ngày|tải|vào|bởi)|đã đăng|ngày (?:đăng|gửi|tạo|phát hành)|phát hành|xuất bản|thời gian\s?:|sửa lần cuối|"
    r"\b(?:published|posted|updated|modified|edited|created)\b",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[\s|,;:•·\-–—/()\[\]<>»«#*+.\d]+")
_SENTENCE = re.compile(r"[.!?…;]\s|[.!?…]$|[\"“”]")


_WEEKDAY_START = re.compile(WEEKDAY, re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_AGO = re.compile(r"\s(?:trước|ago)\b", re.IGNORECASE)
"""The end of `RELATIVE`, which is found sooner than its number."""
_RELATIVE_DAY_LINE = re.compile(
    rf"\s{{0,9}}{RELATIVE_DAY.pattern}(?:{GAP}(?:lúc|at)?\s?{TIME})?\s{{0,9}}$", re.IGNORECASE
)


def is_date_line(line: str) -> bool:
    """Whether the line is a date or time line with little else (an author, a section, a view count).

    >>> is_date_line("Thời sự - 15:56, 12/01/2026"), is_date_line("Thu Hà - 10/10/2023 14:48 (GMT+7)"), is_date_line("3 giờ trước")
    (True, True, True)
    >>> is_date_line("Ngày 17/6/2019, ông Nam nộp đơn xin nghỉ."), is_date_line("63/63"), is_date_line("Giá xăng ngày 12/01/2026")
    (False, False, False)
    """
    if len(line) > MAX_SCAN or _DIGIT.search(line) is None:
        return len(line) < TIME_REACH and RELATIVE_DAY.fullmatch(line.strip()) is not None
    found = find_date(line)
    if found is None:
        relative = (RELATIVE.search(line) if _AGO.search(line) else None) or _RELATIVE_DAY_LINE.match(line)
        return relative is not None and _is_little(line[: relative.start()], line[relative.end() :], is_marked=True)
    before, after = line[: found.start], line[found.end :]
    is_signed = not after.strip(" .") and " " not in before.strip() and SIGNATURE.match(before) is not None
    is_marked = is_signed or found.has_time or bool(_PUBLISHING.search(before)) or _is_weekday_before(line, found.start)
    return _is_little(before, after, is_marked=is_marked)


def _is_little(before: str, after: str, *, is_marked: bool) -> bool:
    """Whether what stands around a date is no more than an author, a section and widgets.

    'Hà Nội, ngày 17/6/2019' and 'Giá xăng ngày 12/01/2026' have no time, weekday or label: nothing else may stand beside the date.
    In 'Họp báo lúc 8h30 ngày 12/1/2026' no mark parts the words from the date.
    """
    if _SENTENCE.search(before.strip()) or _SENTENCE.search(after.strip()):
        return False
    words = 0
    for part, parted, may_glue in ((before, _PARTED_BEFORE, True), (after, _PARTED_AFTER, False)):
        bare = _LABELS.sub(" | ", part)
        rest = _BREAKS.sub(" ", _WEEKDAY_START.sub(" | ", bare)).split()
        if not rest:
            continue
        mark = parted.search(bare)
        is_glued = may_glue and part[-1:].isalpha()  # "Thời sựThứ Năm, 28/07/2022 08:15"
        if not is_marked or not (mark or is_glued):
            return False
        if len(rest) > MAX_WORDS_BY_COMMA and (is_glued or (mark and mark[0].strip() == ",")):
            return False
        words += len(rest)
    return words <= MAX_REST_WORDS


def _is_weekday_before(line: str, start: int) -> bool:
    return (
        WEEKDAY_BEFORE.search(line[max(0, start - TIME_REACH) : start]) is not None
        or _WEEKDAY_START.match(line, start) is not None
    )
