"""Weekdays as Vietnamese papers print them, and what they say of a date beside them.

Takes a line and the place of a date in it. Gives the weekday that belongs to the date. Decides what may stand between the two: the
time, signs, 'ngày', 'lúc'.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

WEEKDAY = (
    r"(?:(?:thứ|t\.)\s{0,2}(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s{0,2}nhật|\bcn\b|\bt[2-7]\b|"
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)"
)
WEEKDAY_BEFORE = re.compile(rf"{WEEKDAY}[\s,.|\-–]{{0,5}}(?:ngày\s{{0,2}})?$", re.IGNORECASE)

WEEKDAY_REACH: Final = 40
"""How far from a date its weekday may stand: 'Thứ Ba, lúc 08:15:00 ngày 03/04/2025', '03/04/2025 08:15 (Thứ Ba)'."""

_ENGLISH: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_VIETNAMESE: Final = {
    "hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, "nhật": 6, "cn": 6, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
}  # fmt: skip
_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:[\s\d,.:;|()\[\]\-–—•·hg+]|ngày|lúc|vào|gmt|utc|giờ|phút|[ap]\.?m\b|\b(?:sa|ch)\b)*", re.IGNORECASE
)
"""What may part a weekday from its date."""


def is_month_first(line: str, span: tuple[int, int], first: int, second: int, year: int) -> bool | None:
    """Whether the weekday beside a date says that its month stands first; None when it says nothing.

    Args:
        line: The line.
        span: Where the date stands in it.
        first: The first number of the date, 12 at most.
        second: The second number, 12 at most.
        year: The year.

    >>> line = "Thứ Ba, 03/04/2025"  # 4 March was a Tuesday, 3 April a Thursday
    >>> is_month_first(line, (8, 18), 3, 4, 2025), is_month_first(line.replace("Ba", "Năm"), (9, 19), 3, 4, 2025)
    (True, False)
    """
    weekday = _beside(line, *span)
    if weekday is None:
        return None
    if date(year, second, first).weekday() == weekday:
        return False
    return True if date(year, first, second).weekday() == weekday else None


def _beside(line: str, start: int, end: int) -> int | None:
    """The weekday before or behind a date, Monday being 0."""
    head = line[max(0, start - WEEKDAY_REACH) : start]
    before = list(_WEEKDAY.finditer(head))
    if before and _BETWEEN.fullmatch(head, before[-1].end()):
        return _number(before[-1][0])
    tail = line[end : end + WEEKDAY_REACH]
    after = _WEEKDAY.search(tail)
    return _number(after[0]) if after and _BETWEEN.fullmatch(tail, 0, after.start()) else None


def _number(word: str) -> int | None:
    word = word.lower()
    if word[:3] in _ENGLISH:
        return _ENGLISH[word[:3]]
    return next((day for name, day in _VIETNAMESE.items() if word.endswith(name)), None)
