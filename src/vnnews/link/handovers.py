"""Posts that pass from one person to another: who is appointed by whom, who held the post before, who holds it now.

Takes the persons and posts of a passage with the words between them, gives the holder that the grammar of appointments names. Decides that in
'ông A được ông B, Thứ trưởng Bộ X, trao quyết định làm P' the post P is A's, and that in 'C làm P thay ông D' D held it.

Known limit: 'ông được bổ nhiệm thay người tiền nhiệm' without a name gives nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

import regex

from vnnews.link.cues import SENTENCE_END, replaces
from vnnews.link.holdings import NO_TIE, Holding
from vnnews.mentions import AgencySpan, PersonSpan, PostSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.link.cues import Cues
    from vnnews.mentions import Span

_BY_WHOM = re.compile(r"(?:^|[\s,])(?:được|bị|do)(?: chính)?$", re.IGNORECASE)
MAX_ITEMS_BACK = 8
"""Spans between the appointed and the post: the giver with up to six posts of his own."""


_HEADS_OF_BOARDS = {
    "Trưởng ban": "Ban",
    "Tổ trưởng": "Tổ",
    "Chủ tịch": "Hội đồng",
    "Chủ nhiệm": "Ủy ban",
    "Trưởng tiểu ban": "Tiểu ban",
}
"""The first word of the body that such a title means in 'Ban Chỉ đạo X do ông A làm | Trưởng ban'."""
_LED_BY = re.compile(r"\s*+[,(]?\s*+do\b")
_PREDECESSOR = re.compile(r"\bngười tiền nhiệm(?: của (?:ông|bà|đồng chí)(?: \w+)?)?(?:,)? là$", re.IGNORECASE)
_SUCCESSOR = re.compile(
    r"\b(?:thay(?: thế)?|người thay(?: thế)?|kế nhiệm|người kế nhiệm) (?:ông|bà|đồng chí|anh|chị)(?P<where>(?: [^.;:]{1,50})?) là$",
    re.IGNORECASE,
)
_MEMBER_ROLES = (
    "Ủy viên",
    "Đại biểu",
    "Tỉnh ủy viên",
    "Thành ủy viên",
    "Huyện ủy viên",
    "Quận ủy viên",
    "Đảng ủy viên",
)
_PARTY_KINDS = frozenset(
    {"party_committee", "party_group", "party_board", "party_central", "party_organisation", "standing_body"}
)


def find_appointed(items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], start: int, cues: Cues) -> int | None:
    """Return the index of the person whom somebody else gives the post at `start`, None when the words say nothing of the kind.

    'Đại tá A, Giám đốc Công an X, được | Trung tướng B, Thứ trưởng Bộ Công an, | trao quyết định làm | Giám đốc Công an Y'
    """
    if not cues.gives_post(gaps[start - 1]):
        return None
    for k in range(start - 2, max(-1, start - 2 - MAX_ITEMS_BACK), -1):
        if SENTENCE_END.search(gaps[k]) or gaps[k] == "…":
            return None
        if _BY_WHOM.search(gaps[k]):
            return next(
                (at for at in range(k, max(-1, k - MAX_ITEMS_BACK), -1) if isinstance(items[at], PersonSpan)), None
            )
    return None


def find_employer(spans: Sequence[Span], person: PersonSpan, post: PostSpan) -> AgencySpan | None:
    """Return the body named between a person and a post: 'ông A công tác ở | Công an Cao Bằng |, lần lượt là Trưởng phòng B'."""
    at = bisect_left(spans, post.start, key=_start_of)
    for span in reversed(spans[max(at - MAX_ITEMS_BACK, 0) : at]):
        if span.start < person.end:
            return None
        if isinstance(span, AgencySpan):
            return span if span.place is not None and span.is_public and not span.is_bare else None
    return None


def find_workplace(spans: Sequence[Span], post: PostSpan, text: str) -> AgencySpan | None:
    """Return the body to which somebody is sent for a post without one: 'đến nhận công tác tại | Sở Tư pháp |, giữ chức Phó Giám đốc'."""
    at = bisect_left(spans, post.start, key=_start_of)
    span = next((span for span in reversed(spans[max(at - 2, 0) : at]) if isinstance(span, AgencySpan)), None)
    if (
        span is None
        or not span.is_public
        or span.is_bare
        or _TAKES_OFFICE.fullmatch(text, span.end, post.start) is None
    ):
        return None
    return span if _SENT_TO.search(text, max(0, span.start - MAX_SENT_CHARS), span.start) else None


def find_led(spans: Sequence[Span], person: PersonSpan, post: PostSpan, text: str) -> AgencySpan | None:
    """Return the body that somebody is said to lead: '| Ban Chỉ đạo X | do Phó Thủ tướng A làm Trưởng ban'."""
    head = _HEADS_OF_BOARDS.get(post.role.removeprefix("Phó "))
    if head is None or not text[person.end : post.start].rstrip().endswith("làm"):
        return None
    at = bisect_left(spans, person.start, key=_start_of)
    for span in reversed(spans[max(at - MAX_ITEMS_BACK, 0) : at]):
        if isinstance(span, AgencySpan) and span.name.startswith(head) and span.is_public:
            is_led = _LED_BY.match(text, span.end) and not SENTENCE_END.search(text[span.end : post.start])
            return span if is_led else None
    return None


_SENT_TO = re.compile(
    r"\b(?:công tác|nhiệm vụ|làm việc|nhận việc)\s(?:tại|ở)\s$|\b(?:chuyển|điều động|luân chuyển|biệt phái) (?:\w+ ){0,4}(?:đến|về|sang|tới)\s$"
)
_TAKES_OFFICE = re.compile(
    r",?\s*(?:và |để |rồi )?(?:được )?(?:bổ nhiệm |phân công |chỉ định |bầu )?(?:giữ|đảm nhiệm|làm)(?: chức(?: vụ| danh)?| cương vị)?\s+"
)
MAX_SENT_CHARS = 60


def _start_of(span: Span) -> int:
    return span.start


def pair_handovers(
    items: Sequence[PostSpan | PersonSpan], gaps: Sequence[str], holdings: Sequence[Holding], text: str, cues: Cues
) -> list[Holding]:
    """Return the holdings with the posts that were taken over and the posts that their holders left.

    Args:
        items: The persons and posts of a passage.
        gaps: The words between them.
        holdings: What was paired so far.
        text: The article's text.
        cues: The words that give and take posts.
    """
    held = {holding.post.start: index for index, holding in enumerate(holdings)}
    changed = list(holdings)
    recent: list[int] = []  # the last posts that somebody holds, as positions in `changed`
    for k, item in enumerate(items):
        gap = gaps[k - 1] if k else ""
        if isinstance(item, PostSpan):
            index = held.get(item.start)
            if index is None:
                continue
            sent = _sent_by(text, changed[index].person) if _TAKES.match(gap) else ""
            if (sent or cues.moves.search(gap)) and not cues.stays.search(gap):
                _leave_posts(changed, recent, changed[index], is_sent=_SENT_AWAY.search(f"{sent} {gap}") is not None)
            recent = [*recent[1 - MAX_ITEMS_BACK :], index]
        elif k and replaces(gap) and (isinstance(items[k - 1], PersonSpan) or items[k - 1].start in held):
            changed += _take_over(items, gaps, k, held, changed, cues)
        elif not gap.endswith(" là"):
            continue
        elif _PREDECESSOR.search(gap):
            last = _last_current(changed, recent)
            changed += [Holding(item, last.post, "predecessor", "former")] if last is not None else []
        elif (found := _SUCCESSOR.search(gap)) is not None:
            left = _left_post(changed, recent, found["where"])
            changed += [Holding(item, left, "successor", "current")] if left is not None else []
    return _leave_behind(changed, text)


def _leave_behind(holdings: Sequence[Holding], text: str) -> list[Holding]:
    """The holdings, as former what stands behind the name of somebody who is sent away or gets a post named before him.

    'bổ nhiệm giữ chức Phó Cục trưởng Cục X đối với ông A | (Phó Giám đốc Công an tỉnh Y)', 'điều động ông A, | Giám đốc Sở Z | , đến …'
    """
    given = {holding.post.start for holding in holdings if holding.is_given}
    got = {
        holding.person.start: holding.post
        for holding in holdings
        if holding.post.start in given and holding.status == "current"
    }
    return [
        holding._replace(status="former")
        if holding.status == "current" and holding.post.start > holding.person.start and _is_left(holding, got, text)
        else holding
        for holding in holdings
    ]


def _is_left(holding: Holding, got: dict[int, PostSpan], text: str) -> bool:
    """Whether the holder of a post that stands behind the name leaves it."""
    person, post = holding.person, holding.post
    if post.role.startswith(_MEMBER_ROLES) or not holding.is_aside:
        return False
    if _IS_SENT.match(text, post.end) is not None or _SENDS_AWAY.search(
        text, max(person.lead - MAX_SENT_CHARS, 0), person.lead
    ):
        return True
    new = got.get(person.start)
    return new is not None and _is_left_for(post, new, is_sent=False)


_SENDS_AWAY = re.compile(
    r"\b(?:điều động|luân chuyển|điều chuyển)(?: đối với)?(?: đồng chí| các đồng chí)?\s*$", re.IGNORECASE
)
_IS_SENT = re.compile(
    r"\)?\s?[,–-]?\s(?:(?:đã |vừa |sẽ )?được (?:[^,.;()]{1,40}\s)?(?:điều động|luân chuyển|điều chuyển)\b|(?:về|sang) (?:làm|giữ|nhận)\b)"
)


def _take_over(
    items: Sequence[PostSpan | PersonSpan],
    gaps: Sequence[str],
    k: int,
    held: dict[int, int],
    changed: list[Holding],
    cues: Cues,
) -> list[Holding]:
    """'C làm P | thay | D': D held P; 'C, phó của X, | thay | D làm P' and 'C | thay | D làm P': D held P and C holds it now.

    In 'C làm P | thay | D được điều động về làm Q' D held P and gets Q.
    """
    before, person = items[k - 1], items[k]
    assert isinstance(person, PersonSpan)
    later = held.get(items[k + 1].start) if k + 1 < len(items) and isinstance(items[k + 1], PostSpan) else None
    is_moved = isinstance(before, PostSpan) and later is not None and _MOVES_ON.search(gaps[k])
    if not is_moved and later is not None and changed[later].person is person and cues.tie_of(gaps[k]) != NO_TIE:
        taken = changed[later]
        changed[later] = taken._replace(status="former")
        new = before if isinstance(before, PersonSpan) else changed[held[before.start]].person
        return [Holding(new, taken.post, "post_taken_over", "current")]
    return [Holding(person, before, "post_taken_over_from", "former")] if isinstance(before, PostSpan) else []


_MOVES_ON = re.compile(r"\b(?:về|sang|chuyển|điều|điều động|luân chuyển|đến|nhận)\b")
"""Words that send the predecessor to a post of his own."""


def _sent_by(text: str, person: PersonSpan) -> str:
    """The words in front of a person that move him: '| Điều động | ông A, Giám đốc Sở X, làm Bí thư Huyện ủy Y'; '' without."""
    found = _SENDS.search(text, max(person.lead - MAX_SENT_CHARS, 0), person.lead)
    return found[0] if found is not None else ""


_SENDS = re.compile(
    r"\b(?:điều động|luân chuyển|điều chuyển|bổ nhiệm|chỉ định|phân công)(?:(?:,| và) (?:điều động|luân chuyển|bổ nhiệm|chỉ định|phân công))*(?: đồng chí| các đồng chí)?\s*$",
    re.IGNORECASE,
)
_TAKES = re.compile(r",?\s*(?:(?:về|đến|sang|ra|lên|để) )?(?:làm|giữ|đảm nhiệm|nhận)\b")
"""Between the post that somebody leaves and the one to which he is sent."""
_SENT_AWAY = re.compile(r"\b(?:điều động|luân chuyển|điều chuyển|chuyển công tác)\b", re.IGNORECASE)
"""Words that send somebody to another place: no post is kept, of whatever kind."""


def _leave_posts(holdings: list[Holding], recent: Sequence[int], new: Holding, *, is_sent: bool) -> None:
    """Mark as former what the appointed held in front of the appointment: 'A, Phó Giám đốc Sở X, được bổ nhiệm làm Giám đốc Sở Y'."""
    for index in recent:
        old = holdings[index]
        if old.person is new.person and old.status == "current" and _is_left_for(old.post, new.post, is_sent=is_sent):
            holdings[index] = old._replace(status="former")


def _is_left_for(old: PostSpan, new: PostSpan, *, is_sent: bool) -> bool:
    """Whether nobody holds both posts: not memberships, and no Party post for a post of the state unless its holder is sent away."""
    if old.role.startswith(_MEMBER_ROLES) or old.agency is None or new.agency is None:
        return False
    if {old.agency.kind, new.agency.kind} == {"front", "mass_org"}:
        return False  # the Youth Union's secretary of a commune is a vice-chairman of its Front
    return is_sent or (old.agency.kind in _PARTY_KINDS) == (new.agency.kind in _PARTY_KINDS)


def _last_current(holdings: Sequence[Holding], recent: Sequence[int]) -> Holding | None:
    return next((holdings[index] for index in reversed(recent) if holdings[index].status == "current"), None)


def _left_post(holdings: Sequence[Holding], recent: Sequence[int], where: str) -> PostSpan | None:
    """The post that the last appointed person left, in the place that the words name."""
    if recent and holdings[recent[-1]].is_relieved:
        return holdings[recent[-1]].post  # 'A thôi làm P. Kế nhiệm ông là | B'
    last = _last_current(holdings, recent)
    left = [holdings[index] for index in recent if last is not None and holdings[index].person is last.person]
    for holding in left:
        place = holding.post.agency.place if holding.post.agency is not None else None
        if place is not None and place.name and place.name in where:
            return holding.post
    return left[0].post if left and not regex.search(r"[\p{Lu}\p{N}]", where) else None
