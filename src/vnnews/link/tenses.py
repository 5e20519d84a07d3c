"""When a post was held: the words and years beside it that put it into the past.

Takes what one person holds with the article's text, gives the same with former posts marked. Decides that 'trong thời gian giữ chức P', 'P (2008-2010)'
and 'P, nay là Q' tell of a post that has ended, and that 'nguyên P' once in an article holds for P everywhere in it.

Known limit: posts of a dated career list are former only where their own years are given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnnews.link.joints import FORMER
from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.link.bodies import Body
    from vnnews.link.holdings import Holding

_PERSON = r"(?: (?:ông|bà|đồng chí|anh|chị)(?: (?:này|ấy|ta))?)?"
_HOLDS = (
    r"(?:là|làm|(?:nắm )?giữ|đảm nhận|đảm nhiệm|đương chức)(?: (?:các|chức|chức vụ|chức danh|cương vị|vị trí)){0,3}"
)
_WHILE_HELD = re.compile(
    rf"\b(?:trong (?:suốt )?thời gian{_PERSON}(?: còn| đang)?|(?:khi|lúc|hồi|thời){_PERSON} (?:còn|đang))(?: đang)? {_HOLDS}\s$",
    re.IGNORECASE,
)
"""In front of a post that somebody held when something happened: 'trong thời gian giữ các cương vị | P', 'khi ông còn làm | P'."""
_EARLIER = re.compile(
    r"(?:\btrước đó|\btrước đây|thời điểm đó|(?:từ|giai đoạn) (?:(?:năm|tháng) )?[\d/.]{4,7}\s?(?:đến|tới|-|–)\s?(?:(?:năm|tháng) )?[\d/.]{4,7}),? $",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(rf"\s(?:cũng |đã |từng |có thời gian )?{_HOLDS}\s")
"""'Trước đó, | ông A | làm | P'."""
_NOW = re.compile(rf"[^.;\n]{{0,60}}\bnay{_PERSON} là $")
"""Between a post and the one that its holder has now: 'P | A (nay là | Q', 'P | A ký, nay ông là | Q'."""
_YEARS = re.compile(
    r",?\s\(?(?P<term>khóa [\wĐ]+,? |nhiệm kỳ )*(?:từ |giai đoạn )?(?:năm |tháng )?(?:\d{1,2}[/-])?\d{4}\s?(?:-|–|đến|tới)\s?(?:năm |tháng )?(?P<month>\d{1,2}[/-])?(?P<end>\d{4})\b"
)
_CHAIN = re.compile(r"(?:,| và| kiêm|, kiêm|,? nhiệm kỳ [\d –-]{9,11},)?\s")
_BACK = 60


def mark_past(
    held: Sequence[tuple[Holding, Body | None]], text: str, year: int | None
) -> list[tuple[Holding, Body | None]]:
    """Return what a person holds, as former the posts that the text puts into the past.

    Args:
        held: What one person holds, with the bodies.
        text: The article's text.
        year: The article's year, None where it is not known.
    """
    posts = sorted({holding.post.start: holding.post for holding, _ in held}.values(), key=lambda post: post.start)
    past: set[int] = set()
    for k, post in enumerate(posts):
        before = posts[k - 1] if k else None
        goes_on = before is not None and before.start in past and _CHAIN.fullmatch(text, before.end, post.start)
        if (
            goes_on
            or _WHILE_HELD.search(text, max(post.start - _BACK, 0), post.start)
            or _has_ended(text, post.end, year)
        ):
            past.add(post.start)
        if before is not None and before.end < post.start and _NOW.fullmatch(text, before.end, post.start):
            past.add(before.start)
            past.discard(post.start)
    old = {_key(holding, body) for holding, body in held if FORMER.match(text, holding.post.start)}
    return [
        (holding._replace(status="former"), body)
        if holding.post.start in past or _key(holding, body) in old or _was_earlier(holding, text)
        else (holding, body)
        for holding, body in held
    ]


def _key(holding: Holding, body: Body | None) -> tuple[str, str]:
    return fold(holding.post.role), body.key if body is not None else ""


def _has_ended(text: str, end: int, year: int | None) -> bool:
    """Whether years that are over stand behind a post: '(2008-2010)', 'từ tháng 6/2011 - 9/2014', 'nhiệm kỳ 2011-2016' in 2018."""
    found = _YEARS.match(text, end)
    if found is None:
        return False
    last = int(found["end"])
    if found["term"]:
        return year is not None and last < year
    return year is None or last <= year


def _was_earlier(holding: Holding, text: str) -> bool:
    person, post = holding.person, holding.post
    if not person.end < post.start or not _TAKES_UP.match(text, person.end):
        return False
    return _EARLIER.search(text, max(person.lead - _BACK, 0), person.lead) is not None
