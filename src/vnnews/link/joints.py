"""Patterns of what may stand between a person and a post, or between two of a list, for them to belong together.

Takes and decides nothing; `posts` asks them. Words that join, give or take a post are in `cues`.
"""

from __future__ import annotations

import re

TRIM = re.compile(r"^\s*\)\s*")
IN_BRACKET = re.compile(r"^,? ?\((?:[^()]{0,60},)?\s?(?:là|hiện là|nguyên là|cùng là|đều là|hai|ba|bốn)?$")
"""'ông A | (50 tuổi, nguyên là | Giám đốc …'."""
IS_NAME = re.compile(
    r"^,?\s*(?:(?:(?:lúc|khi|hồi|thời \w+) (?:bấy giờ|đó|ấy)|hiện|mới|còn lại|(?:hiện )?nay|đương nhiệm|tiền nhiệm)\s+){0,2}là$"
)
"""'Giám đốc Công an tỉnh | lúc bấy giờ là | ông A'."""
AT_THAT_TIME = re.compile(r"^(?:lúc|khi|hồi) (?:bấy giờ|đó|ấy),$")
"""'đại sứ Việt Nam tại Lào | lúc bấy giờ, | ông A'."""
OF_SEVERAL = re.compile(r" (?:của )?các (?=[a-zđA-ZĐ])")
"""Behind a title of several whom nobody in front is one of: 'Phó Thủ tướng A, Bộ trưởng | các Bộ Tài chính, Nội vụ'."""

FORMER = re.compile(r"(?:nguyên|cựu)\b", re.IGNORECASE)
"""What a post begins with that is of the past."""
NAMES_BEFORE = re.compile(r"(?:\bcác|\bhai|\bba|\bcùng các)\s(?:đồng chí\s)?$", re.IGNORECASE)
"""Words in front of the first of several names that all get one post: 'các | đồng chí A, B giữ chức P'."""
ALL_ARE = re.compile(r"^,?\s*(?:tất cả |cả hai |cả ba )?(?:đều|cùng)\b")
"""Words behind the last of several names that all hold the post that follows."""
MAX_NAMES_BACK = 16
"""Names that one post behind them is given to, at most."""

MOVED_FROM = re.compile(r"^,?\s*(?:(?:được |bị )?(?:điều động|luân chuyển|điều chuyển|chuyển)(?: công tác)? )?từ$")
"""Between a person and the post that is left: 'ông A | được điều động từ | Giám đốc Sở X về làm Giám đốc Sở Y'."""
NOMINATES = re.compile(
    r"\b(?:giới thiệu|đề cử|tiến cử|đề nghị|đề xuất|dự kiến)(?: nhân sự| chọn| phân công)?(?: đồng chí| các đồng chí)?\s*$",
    re.IGNORECASE,
)
"""In front of somebody who is only meant to get a post: 'Thành ủy giới thiệu | ông A làm Phó Chủ tịch'."""
WHILE = re.compile(
    r"(?<!trước )(?<!sau )\b(?:(?P<past>khi|lúc|hồi|thời) (?:còn|đang)? ?|với (?:tư cách|vai trò|cương vị) |trên cương vị )(?:là |làm |giữ chức (?:vụ )?|giữ cương vị )?$",
    re.IGNORECASE,
)
"""In front of a post that the person of the main clause holds: 'khi còn là | Chủ tịch tỉnh, ông A …'."""

SAME_TIME = frozenset({",", "-", "–", "kiêm", ", kiêm", "và"})
"""Between two posts that one person holds together."""
