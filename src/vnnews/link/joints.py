"""What may stand between a person and a post, or between two of a list, for them to belong together: marks, 'và', 'kiêm', 'gồm các ông'.

Takes and decides nothing; tables and patterns that `posts` asks. Words that give or take a post are in `cues`.
"""

from __future__ import annotations

import re

TERM = re.compile(
    r",?\s*\(?(?:khóa|khoá|nhiệm kỳ|giai đoạn|Khóa)\s+(?:mới|[\dIVXLC]{1,9}(?:,\s[IVXLC]{1,6}\b)*)(?:\s*[-–]\s*\d{2,4})?\)?|(?:\s*\([^()]{0,40}\))"
)
"""A term of office, or a short bracket: 'Bí thư Tỉnh ủy | khóa XIX, nhiệm kỳ 2020 - 2025 |, Chủ tịch …'."""
TRIM = re.compile(r"^\s*\)\s*")
IN_BRACKET = re.compile(r"^,? ?\((?:[^()]{0,60},)?(?: (?:là|hiện là|nguyên là))?$")
"""'ông A | (50 tuổi, nguyên là | Giám đốc …'."""
IS_NAME = re.compile(
    r"^,?\s*(?:(?:lúc bấy giờ|lúc đó|khi đó|khi ấy|hồi đó|hiện nay|hiện|mới|nay|đương nhiệm|thời điểm đó|thời kỳ đó|tiền nhiệm|khi này)\s+){0,2}là$"
)
"""'Giám đốc Công an tỉnh | lúc bấy giờ là | ông A'."""

_JOIN = (
    ",|-|–|—|và|kiêm|, kiêm|đồng thời là|, đồng thời là|, đồng thời|đồng thời||rồi|, rồi|/|kiêm nhiệm|cùng là|,-|- |kiêm chức"
    "|, hiện là|; kiêm|, và"
)
JOIN = frozenset(_JOIN.split("|"))
"""Between two posts of one person."""
LIST = frozenset(",|và|;|, và|; và|cùng|, cùng|và các ông|cùng các ông|,và".split("|"))
"""Between two persons of a list."""
_OPENS = (
    "|,|-|–|—|:|là|(|gồm|gồm:|, gồm|, gồm:|là:|gồm có:|gồm có|: -|có|có:|mới:|mới là|sau:|gồm các ông:|gồm các đồng chí:"
    "|các đồng chí:|gồm các ông, bà:|gồm các ông bà:|là các ông, bà:|gồm ông|gồm bà|gồm các đồng chí|gồm các ông, bà"
)
OPENS = frozenset(_OPENS.split("|"))
"""Between a plural title and the first of its names."""
OPENS_NAMES = re.compile(r"^[,:–-]?\s*(?:gồm|gồm có|là|có|sau|mới)?\s*:?\s*(?:các|hai|ba|bốn|năm)?\s*:?$")
"""The same with a word for how many: 'Các phó chủ tịch UBND tỉnh | gồm các | ông A, B'."""
NAMES_BEFORE = re.compile(r"(?:\bcác|\bhai|\bba|\bcùng các)\s(?:đồng chí\s)?$", re.IGNORECASE)
"""Words in front of the first of several names that all get one post: 'các | đồng chí A, B giữ chức P'."""
ALL_ARE = re.compile(r"^,?\s*(?:tất cả |cả hai |cả ba )?(?:đều|cùng)\b")
"""Words behind the last of several names that all hold the post that follows."""
MAX_NAMES_BACK = 16
"""Names that one post behind them is given to, at most."""

IN_NAME_OF = re.compile(
    r"\b(?:ủy quyền|uỷ quyền|ủy nhiệm|thừa lệnh|thay mặt)(?: của)?(?: đồng chí| ông| bà)?\s*$", re.IGNORECASE
)
"""In front of a post that is somebody else's: 'thừa ủy quyền của | Bộ trưởng Bộ Công an, Đại tá A …'."""

CONTESTED = re.compile(
    r"\b(?:tranh cử|ứng cử|ứng cử viên|ứng viên|bầu cử|chạy đua|tái tranh cử|tranh ghế|tranh chức|tranh cử chức|ứng cử chức)\s*(?:vào )?(?:chức |ghế |làm )?$",
    re.IGNORECASE,
)
"""In front of a post that somebody only runs for: 'khi tranh cử | Tổng thống, Thủ tướng Canada A …'."""
CONTESTED_ENDS = ("cử", "viên", "đua", "ghế", "chức", "vào", "làm")
"""The last words of `CONTESTED`; a cheap first test."""
CONTESTED_CHARS = 32
"""How far in front of the post the words of `CONTESTED` begin at most."""
