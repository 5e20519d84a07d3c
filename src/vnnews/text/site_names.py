"""Names of sites that stand behind or before a headline, as browsers show it in their title bar.

Takes a title and what is known of the site, gives the headline. Decides by the stated name, the host, or a part that has the shape of an outlet's name.
"""

from __future__ import annotations

import re
from typing import Final

from vnnews.text.date_lines import is_date_line
from vnnews.text.forms import skeleton
from vnnews.text.late import compile_late

MAX_TITLE: Final = 500
"""Longer titles are no titles; the longest headline of the development pages has 100 characters."""

_MARKS: Final = frozenset("-–—|•»:")
_PARTS = compile_late(r"\s{1,3}[-–—|•»]{1,3}\s{1,3}|\s{0,3}\|\s{0,3}|\s{0,3}::\s{0,3}")
_HOST = compile_late(r"(?:https?:)?(?://)?(?:[^/@\s]{0,99}@)?([^/:?#\s]{1,99})")
_COMMON_LABELS: Final = frozenset(
    ("www", "m", "amp", "com", "net", "org", "vn", "gov", "edu", "info", "biz", "asia", "html", "co", "tv", "mobile", "beta")
)  # fmt: skip
_PAPER = compile_late(r"(?:báo|tạp chí)(?: điện tử)?\s+(?=\w)", re.IGNORECASE)
_OUTLET = compile_late(
    r"^(?:đài (?:phát|truyền|tiếng|pt)|trang (?:tin|thông tin|chủ)|cổng (?:thông tin|tt)|kênh (?:\d|vtv|truyền|thông tin))|^báo điện tử|"
    r"\.(?:vn|com|net|org)\b|\b(?:online|news|điện tử|tin tức 24h|trang chủ|official)$",
    re.IGNORECASE,
)


def strip_site(title: str, *, site: str = "", url: str = "") -> str:
    """Return the title without the name of the site behind or before it, and without the date behind that name.

    A part is cut when it names the site (by `site` or by the host of `url`), or has the shape of an outlet's name; 'Hà Nội - Hải Phòng'
    stays whole.

    >>> strip_site("Giá gạo tăng | Báo Dân trí"), strip_site("Chợ nổi Cái Răng - Tuổi Trẻ Online")
    ('Giá gạo tăng', 'Chợ nổi Cái Răng')
    >>> strip_site("Cao tốc Hà Nội - Hải Phòng"), strip_site("Mưa lớn - Đời sống - ZNEWS.VN", url="https://znews.vn/a.html")
    ('Cao tốc Hà Nội - Hải Phòng', 'Mưa lớn - Đời sống')
    >>> strip_site("Mưa lũ - Báo động cấp ba"), strip_site("Trạm bơm mới | Báo Lúa | 12/03/2024")
    ('Mưa lũ - Báo động cấp ba', 'Trạm bơm mới')
    """
    if len(title) > MAX_TITLE or _MARKS.isdisjoint(title):
        return title
    keys = {key for key in (skeleton(site[:MAX_TITLE]), *_host_keys(url)) if len(key) > 1}
    while True:
        separators = list(_PARTS.finditer(title))
        if not separators:
            return title
        last, first = separators[-1], separators[0]
        if len(separators) > 1 and is_date_line(title[last.end() :]):
            before = title[: last.start()]
            if _names_site(before[separators[-2].end() :], keys):
                title = before
                continue
        if last.start() > 0 and _names_site(title[last.end() :], keys):
            title = title[: last.start()]
        elif first.end() < len(title) and first.start() > 0 and skeleton(title[: first.start()]) in keys:
            title = title[first.end() :]
        else:
            return title


def _names_site(part: str, keys: set[str]) -> bool:
    bare, part = skeleton(part), part.strip()
    if not bare or any(bare == key or (len(key) >= 4 and key in bare) for key in keys):
        return True
    paper = _PAPER.match(part)
    return bool(paper and part[paper.end()].isupper() and not part.isupper()) or _OUTLET.search(part) is not None


def _host_keys(url: str) -> list[str]:
    """The telling labels of the host: 'https://cafef.vn/x' -> ['cafef']."""
    host = _HOST.match(url.strip()) if url else None
    return [skeleton(label) for label in host[1].lower().split(".") if label not in _COMMON_LABELS] if host else []
