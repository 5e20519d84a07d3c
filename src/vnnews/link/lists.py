"""Posts that stand apart from their holders: in front of a list, over a list whose members have titles of their own, and held 'by' somebody.

Takes the persons and posts of a passage with the words between them, gives the holdings. Decides how far a list goes: over marks and 'và', never
over other words or the end of a sentence.

Known limit: 'A và B, Giám đốc và Phó Giám đốc X' is not shared out in order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnnews.link.holdings import Holding
from vnnews.link.joints import ALL_ARE, IS_NAME, MAX_NAMES_BACK, NAMES_BEFORE
from vnnews.mentions import PersonSpan, PostSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vnnews.link.cues import Cues

_PERSONS = r"(?:(?:đồng chí|ông|bà|cán bộ|sĩ quan|cá nhân|nhân sự)[, ]*)*"
_HOW_MANY = r"(?:(?:các|hai|ba|bốn|năm|sáu|\d+)\s?)"
_THESE = r"(?:(?:mới|sau|là|có|gồm|bao gồm|gồm có|sau đây)\s?){0,2}"
OPENS_NAMES = re.compile(rf"^[,:(–—-]?\s*+{_THESE}:?\s*+-?\s*+{_HOW_MANY}?{_PERSONS}:?$")
"""Between a plural title and its names: 'Các phó chủ tịch UBND tỉnh | gồm các | ông A, B', '6 Phó Chủ tịch | bao gồm các đồng chí: | A, B'."""
GIVEN_TO = re.compile(rf"^(?:này )?(?:đối với|cho|với)(?P<several> {_HOW_MANY})?\s?{_PERSONS}{_THESE}:?$")
"""Between a post and those to whom it is given: 'bổ nhiệm giữ chức P | đối với 3 cán bộ gồm: | A, B'."""
_IS_HEADING = re.compile(r":|\bgồm\b")
_BY = re.compile(r"^,?\s*(?:hiện |đang |vẫn |sẽ )?do$")
_HELD = re.compile(r"\s*(?:kiêm nhiệm|kiêm|đảm nhiệm|đảm nhận|đảm trách|nắm giữ|phụ trách|giữ)\b")
MAX_POSTS = 4
"""Titles between 'do' and the name of who holds the post."""


def is_given_to_several(gap: str) -> bool:
    """Return whether the words behind a post give it to more than one person.

    >>> is_given_to_several("đối với 3 cán bộ gồm:"), is_given_to_several("đối với")
    (True, False)
    """
    found = GIVEN_TO.match(gap)
    return found is not None and found["several"] is not None


def names_of_list(items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], right: int, cues: Cues) -> Iterator[int]:
    """Yield where the further names of a list stand whose first is at `right`: 'các Thứ trưởng A, | B và C'; 'A và B; C, Trưởng phòng' ends at B."""
    k, is_closed = right, False
    while k + 1 < len(items):
        if isinstance(items[k + 1], PersonSpan):
            if gaps[k] not in cues.lists or (is_closed and gaps[k] == ";"):
                return
            is_closed = is_closed or gaps[k] == "và"
            yield k + 1
        elif gaps[k] not in {"(", ",", "-", "–"} or k + 2 >= len(items):
            return  # 'gồm: A (Phó Giám đốc X); B, Bí thư Y': the name's own post is passed over
        k += 1


def names_before(
    items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], left: int, start: int, text: str, cues: Cues
) -> list[int]:
    """Return where the names in front of `left` stand whose bearers get its post too: 'các đồng chí | A, B |, C giữ chức P', '| A | và B, đều là P'."""
    first_post = items[start]
    many = _NUMBERS.get(_word_before(text, first_post.start)) if isinstance(first_post, PostSpan) else None
    if left != start - 1 or (gaps[left] in {",", "", "-", "–", "("} and many is None):
        return []
    k = left
    while k and left - k < MAX_NAMES_BACK and isinstance(items[k - 1], PersonSpan) and gaps[k - 1] in cues.lists:
        k -= 1
    first = items[k]
    if k == left or not isinstance(first, PersonSpan):
        return []
    if many is not None and gaps[left].startswith((",", "-", "–", "(")):
        return list(range(max(k, left + 1 - many), left))  # 'A (P), | B và C | (hai Q)'
    both = (
        gaps[left - 1] == "và" and cues.tie_of(gaps[left]).rule == "name_appointed_post"
    )  # 'A, B và C được bầu làm P'
    if both or ALL_ARE.match(gaps[left]) or NAMES_BEFORE.search(text[max(first.lead - 12, 0) : first.lead]):
        return list(range(k, left))
    return []


_NUMBERS = {"hai": 2, "2": 2, "ba": 3, "3": 3, "bốn": 4, "4": 4, "năm": 5, "5": 5}


def _word_before(text: str, position: int) -> str:
    """The word in front of a position, in small letters: '(hai | Phó Giám đốc)'."""
    words = re.split(r"\W+", text[max(position - 8, 0) : position].rstrip().lower())
    return words[-1]


def pair_headings(
    items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], held: frozenset[int], text: str, cues: Cues
) -> list[Holding]:
    """Return the holdings of posts that nobody got yet: headings of lists of other posts, and posts held 'by' somebody with a title.

    'các đồng chí Ủy viên Trung ương Đảng: | Tổng Thư ký Quốc hội A; Bộ trưởng Bộ Y tế B', 'vị trí Cục trưởng Cục X do | Thứ trưởng A kiêm nhiệm',
    'Chủ tịch Ủy ban Y là | Phó Thủ tướng C'

    Args:
        items: The persons and posts of the passage.
        gaps: The words between them.
        held: Where the posts begin that somebody holds.
        text: The article's text.
        cues: The words that join.
    """
    found: list[Holding] = []
    for k, post in enumerate(items[:-1]):
        if not isinstance(post, PostSpan) or post.start in held:
            continue
        if post.is_plural and _IS_HEADING.search(gaps[k]) and OPENS_NAMES.match(gaps[k]):
            members = _members(items, gaps, k + 1, cues, len(items))
            found += [Holding(member, post, "heading_of_list", post.status) for member in members]
        elif gaps[k].endswith(("do", "là")) and (_BY.match(gaps[k]) or IS_NAME.match(gaps[k])):
            near = min(k + 1 + MAX_POSTS, len(items))
            holder = next(_members(items, gaps, k + 1, cues, near), None)
            if holder is not None and (gaps[k].endswith("là") or _HELD.match(text, holder.end)):
                found.append(Holding(holder, post, "post_held_by", cues.status_of(gaps[k]) or post.status))
    return found


def _members(
    items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], first: int, cues: Cues, stop: int
) -> Iterator[PersonSpan]:
    """The persons of a list whose members stand with their own titles."""
    marks = cues.lists | cues.joins | {"", "("}
    for k in range(first, stop):
        if k > first and gaps[k - 1] not in marks:
            return
        item = items[k]
        if isinstance(item, PersonSpan):
            yield item
