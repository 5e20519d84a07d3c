"""Patterns of what may stand between a person and a post, or between two of a list, for them to belong together.

Takes and decides nothing; `posts` asks them. Words that join, give or take a post are in `cues`.
"""

from __future__ import annotations

import re

TRIM = re.compile(r"^\s*\)\s*")
IN_BRACKET = re.compile(r"^,? ?\((?:[^()]{0,60},)?(?: (?:là|hiện là|nguyên là))?$")
"""'ông A | (50 tuổi, nguyên là | Giám đốc …'."""
IS_NAME = re.compile(
    r"^,?\s*(?:(?:(?:lúc|khi|hồi|thời (?:điểm|kỳ)) (?:bấy giờ|đó|ấy)|hiện|mới|(?:hiện )?nay|đương nhiệm|tiền nhiệm)\s+){0,2}là$"
)
"""'Giám đốc Công an tỉnh | lúc bấy giờ là | ông A'."""

OPENS_NAMES = re.compile(r"^[,:–-]?\s*+(?:gồm|gồm có|là|có|sau|mới)?\s*+:?\s*+(?:các|hai|ba|bốn|năm)?\s*+:?$")
"""Between a plural title and its names, with a word for how many: 'Các phó chủ tịch UBND tỉnh | gồm các | ông A, B'."""
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
