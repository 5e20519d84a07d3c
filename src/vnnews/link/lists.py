"""Posts that stand apart from their holders: in front of a list, over a list whose members have titles of their own, and held 'by' somebody.

Takes the persons and posts of a passage with the words between them, gives the holdings. Decides how far a list goes: over marks and 'và', never
over other words or the end of a sentence.

Known limit: 'A và B, Giám đốc và Phó Giám đốc X' is not shared out in order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnnews.link.holdings import NO_TIE, Holding
from vnnews.link.joints import ALL_ARE, IS_NAME, MAX_NAMES_BACK, NAMES_BEFORE, SAME_TIME
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
            if not (gaps[k] in cues.lists or _is_told_of(gaps[k], items[k + 1])) or (is_closed and gaps[k] == ";"):
                return
            is_closed = is_closed or gaps[k] == "và"
            yield k + 1
        elif gaps[k] not in {"(", ",", "-", "–"} or k + 2 >= len(items):
            return  # 'gồm: A (Phó Giám đốc X); B, Bí thư Y': the name's own post is passed over
        k += 1


def _is_told_of(gap: str, person: PostSpan | PersonSpan) -> bool:
    """Whether words about one member of a list end in a semicolon and the next member follows: 'bà A | , sinh năm 1970; | ông B'."""
    return (
        isinstance(person, PersonSpan)
        and bool(person.honorific)
        and person.is_full
        and _ABOUT_MEMBER.match(gap) is not None
    )


_ABOUT_MEMBER = re.compile(r"^[,(–-][^.;:]*;$")


def _shares_run(run: Sequence[PostSpan], gap: str, text: str) -> bool:
    """Whether a chain of titles stands over a list: 'các đồng chí | Ủy viên Bộ Chính trị, Bí thư Trung ương Đảng | : A; B'."""
    return gap == ":" and NAMES_BEFORE.search(text[max(run[0].start - 14, 0) : run[0].start]) is not None


def _shares_deputy(items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], right: int, post: PostSpan) -> bool:
    """Whether a deputy's title in front of two bare full names is that of both: 'Phó Chủ tịch UBND tỉnh A | và B'."""
    if right + 1 >= len(items) or gaps[right] != "và" or not post.role.startswith(("Phó ", "Thứ trưởng")):
        return False
    first, second = items[right], items[right + 1]
    if not (isinstance(first, PersonSpan) and isinstance(second, PersonSpan)) or second.honorific or second.rank:
        return False
    ends = right + 2 >= len(items) or isinstance(items[right + 2], PersonSpan) or gaps[right + 1] not in _OWN_TITLE
    return first.is_full and second.is_full and not first.honorific and ends


_OWN_TITLE = frozenset({"", ",", "(", "-", "–", "là"})


def names_sharing(
    items: Sequence[PostSpan | PersonSpan],
    gaps: Sequence[str],
    run: Sequence[PostSpan],
    right: int,
    text: str,
    cues: Cues,
) -> list[tuple[int, PostSpan]]:
    """Return the further names behind a run of titles, each by where it stands, with the post of the run that is his too."""
    gap = gaps[right - 1]
    if _shares_run(run, gap, text):
        return [(k, post) for k in names_of_list(items, gaps, right, cues) for post in run]
    if run[-1].is_plural or is_given_to_several(gap):
        return [(k, run[-1]) for k in names_of_list(items, gaps, right, cues)]
    return [(right + 1, run[-1])] if gap == "" and _shares_deputy(items, gaps, right, run[-1]) else []


def names_holder(items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], right: int, text: str) -> bool:
    """Return whether a full name behind a comma goes on with the sentence whose title it bears: 'Bộ trưởng Bộ Y tế, | Nguyễn Văn A | nói'."""
    person, post = items[right], items[right - 1]
    is_first = right == 1 or isinstance(items[right - 2], PostSpan) or gaps[right - 2] not in SAME_TIME
    assert isinstance(person, PersonSpan) and isinstance(post, PostSpan)
    if post.country and person.is_foreign:  # 'Ngoại trưởng Mỹ, | Marco Rubio |, nói'
        return is_first and _FOREIGNER_GOES_ON.match(text, person.end) is not None
    return is_first and person.is_full and post.agency is not None and _GOES_ON.match(text, person.end) is not None


_GOES_ON = re.compile(r" (?!và )[a-zà-ỹđ]")
"""Behind the name of a subject."""
_FOREIGNER_GOES_ON = re.compile(r",? (?!và )[a-zà-ỹđ]")


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
    tie = cues.tie_of(gaps[left]) if gaps[left - 1] == "và" else NO_TIE
    both = tie is not NO_TIE and not tie.is_relieved  # 'A, B và C được bầu làm P'
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
