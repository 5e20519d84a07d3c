"""Who holds which post: pairing the posts and persons of a passage.

Takes the spans of one passage, gives (person, post) pairs with the rule that made each. Decides by the marks and words between them:
'Chủ tịch UBND tỉnh A' (touching), 'ông A, Chủ tịch …' (comma), 'A - Bí thư …' (dash), 'A (Phó Giám đốc …)', 'A giữ chức …', and shares the
posts of a chain between two persons.

Known limit: a post whose holder is named only in another sentence is not paired.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from vnnews.link.cues import (
    CONTESTED_CHARS,
    MAX_CUE_CHARS,
    MAX_RELIEVED_CHARS,
    SENTENCE_END,
)
from vnnews.link.handovers import find_appointed, find_employer, find_led, find_workplace, pair_handovers
from vnnews.link.holdings import NO_TIE, Holding, Tie
from vnnews.link.joints import (
    AT_THAT_TIME,
    FORMER,
    IN_BRACKET,
    IS_NAME,
    MOVED_FROM,
    NOMINATES,
    OF_SEVERAL,
    SAME_TIME,
    TRIM,
    WHILE,
)
from vnnews.link.lists import (
    GIVEN_TO,
    OPENS_NAMES,
    names_before,
    names_holder,
    names_sharing,
    pair_headings,
)
from vnnews.link.sharing import share_bodies
from vnnews.mentions import PersonSpan, PostSpan, owner_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.link.cues import Cues
    from vnnews.mentions import Span


class Pairing(NamedTuple):
    """What the posts of a passage say when they are read together."""

    spans: tuple[Span, ...]
    """The spans of the passage, its posts with the bodies that they share."""
    holdings: list[Holding]
    """Who holds which post, in the order of the text."""


def pair_posts(spans: Sequence[Span], text: str, cues: Cues, unknown: frozenset[int] = frozenset()) -> Pairing:
    """Return who holds which post in a passage.

    Args:
        spans: What was found in the passage.
        text: The article's text.
        cues: The words that tie persons to posts.
        unknown: Where spans begin that were read as persons and mean nobody ('Quân' in 'Phó Tổng Tham mưu trưởng Quân đội nhân dân').
    """
    items: list[PostSpan | PersonSpan] = [
        span
        for span in spans
        if (isinstance(span, PostSpan) and not _only_counts(span, text))
        or (isinstance(span, PersonSpan) and span.start not in unknown)
    ]
    gaps = [_gap(text, items[k], items[k + 1], cues) for k in range(len(items) - 1)]
    holdings: list[Holding] = []
    has_post: set[int] = set()
    owner: int | None = None  # the person who got the last run of posts
    k = 0
    while k < len(items):
        if (
            isinstance(items[k], PersonSpan)
            or _is_contested(text, items[k], cues)
            or _acts_for(text, items[k], gaps[k : k + 1], cues)
        ):
            k += 1
            continue
        end = k + 1
        while end < len(items) and isinstance(items[end], PostSpan) and _goes_on(gaps[end - 1], items[end], cues):
            end += 1
        owner = _share(items, gaps, k, end, has_post, holdings, text, owner, cues)
        k = end
    holdings += pair_headings(items, gaps, frozenset(holding.post.start for holding in holdings), text, cues)
    employed = _name_employers(holdings, spans, text)
    items = [employed.get(item.start, item) if isinstance(item, PostSpan) else item for item in items]
    holdings = [holding._replace(post=employed[holding.post.start]) for holding in holdings]
    holdings = pair_handovers(items, gaps, holdings, text, cues)
    holdings.sort(key=lambda holding: (holding.person.start, holding.post.start))
    posts = {item.start: item for item in items if isinstance(item, PostSpan)}
    return Pairing(
        tuple(posts.get(span.start, span) if isinstance(span, PostSpan) else span for span in spans), holdings
    )


def _only_counts(post: PostSpan, text: str) -> bool:
    """Whether a title is a word for several persons: 'đối với 3 | cán bộ | gồm: A, B', '| Bộ trưởng | các Bộ Tài chính, Nội vụ'."""
    if post.agency is not None:
        return False
    is_asked = post.mode == "deputy" and text[post.end : post.end + 1] == ","  # 'Trả lời | đại biểu |, ông A nói'
    return is_asked or (post.is_plural and post.mode == "member") or OF_SEVERAL.match(text, post.end) is not None


def _acts_for(text: str, item: PostSpan | PersonSpan, gap: Sequence[str], cues: Cues) -> bool:
    """Whether a post is that of somebody else, in whose name the next person acts: 'thừa ủy quyền của Bộ trưởng Bộ X, Đại tá A …'."""
    if not gap or not gap[0].startswith(","):
        return False
    return cues.in_name_of.search(text, max(0, item.start - MAX_CUE_CHARS), item.start) is not None


def _is_contested(text: str, item: PostSpan | PersonSpan, cues: Cues) -> bool:
    """Whether a post is only run for, claimed or denied: 'ứng cử viên | Tổng thống', 'tự xưng là | Chủ tịch', 'không phải là | Chủ tịch'."""
    before = text[max(0, item.start - CONTESTED_CHARS) : item.start].rstrip()
    return cues.contested.search(before) is not None or cues.planned.search(before) is not None


def _goes_on(gap: str, item: PostSpan | PersonSpan, cues: Cues) -> bool:
    """Whether a post continues the run in front of it: by a mark or word that joins, or a bracket with a former post '(nguyên …'."""
    return gap in cues.joins or (gap == "(" and isinstance(item, PostSpan) and item.status == "former")


def _name_employers(holdings: Sequence[Holding], spans: Sequence[Span], text: str) -> dict[int, PostSpan]:
    """The held posts by where they begin, divisions without a parent with the body at which their head works.

    'công tác ở Công an X, là Trưởng phòng Y'; a post without a body gets the one to which its holder is sent.
    """
    employed: dict[int, PostSpan] = {}
    for holding in holdings:
        post = employed.get(holding.post.start, holding.post)
        body = post.agency
        if body is None and not post.implied and not post.country:
            led = find_led(spans, holding.person, post, text)
            post = replace(post, agency=led or find_workplace(spans, post, text))
        elif body is not None and body.kind == "division" and body.parent is None and body.place is None:
            post = replace(post, agency=replace(body, parent=find_employer(spans, holding.person, post)))
        employed[post.start] = post
    return employed


def _gap(text: str, first: Span, second: Span, cues: Cues) -> str:
    """The words between two spans, without terms of office, brackets and the titles that belong to the second."""
    start = second.lead if isinstance(second, PersonSpan) else second.start
    between = text[first.end : start]
    if len(between) > 3 * MAX_CUE_CHARS:
        return "…"
    between = TRIM.sub("", cues.aside.sub(",", cues.term.sub("", between)))
    return " ".join(between.split())


def _share(
    items: list[PostSpan | PersonSpan],
    gaps: list[str],
    start: int,
    end: int,
    has_post: set[int],
    holdings: list[Holding],
    text: str,
    owner: int | None,
    cues: Cues,
) -> int | None:
    """Give the posts from `start` to `end` to the person on their left, on their right, or to both."""
    run = [item for item in items[start:end] if isinstance(item, PostSpan)]
    left = start - 1 if start and isinstance(items[start - 1], PersonSpan) else None
    right = end if end < len(items) and isinstance(items[end], PersonSpan) else None
    left_tie = _left_tie(items, gaps, left, start, text, cues)
    right_tie = _right_tie(items, gaps, right, end, text, cues)
    aside = WHILE.search(text, max(run[0].start - CONTESTED_CHARS, 0), run[0].start)
    if aside is not None and right is not None and gaps[end - 1] == ",":  # also a bare 'ông'
        right_tie = Tie("post_of_subject", "former" if aside["past"] else "", is_stated=True)
    appointed = find_appointed(items, gaps, start, cues) if start else None
    if appointed is not None:
        left, left_tie = appointed, Tie("name_appointed_by_other")
    if left_tie == NO_TIE and start and left is None:
        left, left_tie = _cue_over_posts(items, gaps, start, text, cues)
        if left_tie == right_tie == NO_TIE and gaps[start - 1] == ";" and owner is not None:
            left, left_tie = owner, Tie("post_of_list", _status_of_list(holdings, items[owner]))
    first, rest = _split(run, left_tie, right_tie, left in has_post, gaps, start)
    cut = rest if right_tie.touches and 0 < rest < len(run) and gaps[start + rest - 1] == "và" else 0
    # 'A làm Tổ trưởng và | Phó Giám đốc X B': two persons share none
    run = share_bodies(run[:cut]) + share_bodies(run[cut:])
    items[start:end] = run
    to_left, to_right = _share_past(run[:first], gaps[start:], text), run[rest:]
    if (right_tie.may_take or right_tie.by_comma) and cues.is_relieved(
        text[max(run[0].start - MAX_RELIEVED_CHARS, 0) : run[0].start]
    ):
        right_tie = right_tie._replace(status="former")  # 'miễn nhiệm chức vụ | P | đối với | bà A'
    for post in to_left:
        assert left is not None
        _add(holdings, items[left], post, left_tie)
        has_post.add(left)
        for k in names_before(items, gaps, left, start, text, cues):
            _add(holdings, items[k], post, Tie("names_share_post", left_tie.status))
            has_post.add(k)
    for post in to_right:
        assert right is not None
        _add(holdings, items[right], post, right_tie)
        has_post.add(right)
    if right is not None and to_right:
        for k, post in names_sharing(items, gaps, to_right, right, text, cues):
            _add(holdings, items[k], post, Tie("post_list_of_names", right_tie.status))
            has_post.add(k)
    return right if to_right else left if to_left else None


def _share_past(chain: list[PostSpan], gaps: Sequence[str], text: str) -> list[PostSpan]:
    """The posts of one person, as former what marks tie to a 'nguyên': 'nguyên Ủy viên Ban Thường vụ, | Phó Tổng cục trưởng'."""
    is_past = False
    for k, post in enumerate(chain):
        is_past = (is_past and gaps[k - 1] in SAME_TIME) or FORMER.match(text, post.start) is not None
        chain[k] = replace(post, status="former") if is_past else post
    return chain


def _status_of_list(holdings: Sequence[Holding], person: PostSpan | PersonSpan) -> str:
    """What the words in front of a list say of all its posts: 'từng giữ các chức vụ: A; B; C'."""
    last = holdings[-1] if holdings else None
    if last is None or last.person is not person or last.post.status == last.status:
        return ""
    return last.status


def _add(holdings: list[Holding], person: PostSpan | PersonSpan, post: PostSpan, tie: Tie) -> None:
    if isinstance(person, PersonSpan):
        holdings.append(
            Holding(person, post, tie.rule, tie.status or post.status, tie.is_relieved, tie.may_take, tie.is_aside)
        )


def _is_subject(items: list[PostSpan | PersonSpan], gaps: list[str], start: int, text: str) -> bool:
    """Whether a sentence goes on behind the posts from `start`: 'đơn của ông Phu, | Chủ tịch UBND tỉnh | chỉ đạo …' is not his post."""
    end = start
    while end < len(gaps) and gaps[end] in SAME_TIME and isinstance(items[end + 1], PostSpan):
        end += 1
    return re.match(r"\s\w", text[items[end].end : items[end].end + 2]) is not None


def _left_tie(
    items: list[PostSpan | PersonSpan], gaps: list[str], left: int | None, start: int, text: str, cues: Cues
) -> Tie:
    """How the person in front is tied to the post at `start`."""
    if left is None:
        return NO_TIE
    gap = gaps[left]
    if gap == ",":
        person = items[left]
        if isinstance(person, PersonSpan) and not person.is_full and _is_subject(items, gaps, start, text):
            return NO_TIE
        return Tie("name_comma_post", by_comma=True, is_aside=True)
    if gap in {"-", "–", "—", ",-", ", -", "- thành viên", "– thành viên", ", thành viên"}:
        return Tie("name_dash_post", is_aside=True)
    if IN_BRACKET.match(gap):
        return Tie("name_bracket_post", is_aside=True)
    if MOVED_FROM.match(gap):
        return Tie("name_from_post", "former")
    if gap == "":
        return Tie("name_post", touches=True)
    if gap in {":", "; "}:
        return Tie("name_colon_post") if gap == ":" else NO_TIE
    person = items[left]
    if isinstance(person, PersonSpan) and NOMINATES.search(text, max(person.lead - MAX_CUE_CHARS, 0), person.lead):
        return NO_TIE
    if cues.is_post.match(gap):
        return Tie("name_is_post", cues.status_of(gap))
    return cues.tie_of(gap)


MAX_POSTS_BACK = 16
"""Posts between an appointed person and the appointment's post, at most."""


def _cue_over_posts(
    items: list[PostSpan | PersonSpan], gaps: list[str], start: int, text: str, cues: Cues
) -> tuple[int | None, Tie]:
    """'ông A, Phó Chủ tịch X, được bổ nhiệm giữ chức Chủ tịch Y': the person stands in front of an earlier post."""
    tie = cues.tie_of(gaps[start - 1])
    if tie == NO_TIE:
        return None, NO_TIE
    k = start - 1
    first = max(-1, start - 1 - MAX_POSTS_BACK)
    while k > first and isinstance(items[k], PostSpan):
        if k and (SENTENCE_END.search(gaps[k - 1]) or gaps[k - 1] == "…"):
            return None, NO_TIE
        k -= 1
    if k <= first or SENTENCE_END.search(text[items[k].end : items[start].start]):
        return None, NO_TIE
    return k, tie


def _right_tie(
    items: list[PostSpan | PersonSpan], gaps: list[str], right: int | None, end: int, text: str, cues: Cues
) -> Tie:
    """How the last post of a run is tied to the person behind it."""
    if right is None:
        return NO_TIE
    gap, person, post = gaps[end - 1], items[right], items[end - 1]
    assert isinstance(person, PersonSpan) and isinstance(post, PostSpan)
    has_title = bool(person.honorific or person.rank)
    if gap == "":
        return Tie("post_name", touches=True)
    if post.implied and gap and text.endswith("của ", 0, post.start):
        return NO_TIE  # 'Bằng khen của | Thủ tướng | cho em A', 'Tổ công tác của | Thủ tướng |, ông B'
    if GIVEN_TO.match(gap) and (has_title or gap.endswith(":")):
        return Tie("post_given_to_name", is_stated=True, may_take=True)
    if person.is_pronoun:
        return NO_TIE
    if post.is_plural and OPENS_NAMES.match(gap):
        return Tie("post_list_of_names")
    if gap == "," and (has_title or names_holder(items, gaps, right, text)):
        return Tie("post_comma_name", by_comma=True)
    if has_title and AT_THAT_TIME.match(gap):
        return Tie("post_comma_name", "former", by_comma=True)
    if gap in {"-", "–", "—", ":"}:
        return Tie("post_dash_name")
    if IS_NAME.match(gap):
        return Tie("post_is_name", cues.status_of(gap), is_stated=True)
    if gap in {"(", ", ("} and person.is_full:
        return Tie("post_bracket_name")
    return NO_TIE


def _split(
    run: list[PostSpan], left: Tie, right: Tie, has_left_post: bool, gaps: list[str], start: int
) -> tuple[int, int]:
    """Divide a run between two persons: how many posts the one in front gets, and from which on the one behind.

    'ông A, Ủy viên Bộ Chính trị, Phó Thủ tướng B': a post that touches a name is that person's; the posts in front of it are A's only when A
    has none yet.
    """
    count = len(run)
    if right == NO_TIE:
        return (0 if left == NO_TIE else count), count
    if left == NO_TIE:
        return 0, _incompatible(run)
    if right.touches:
        if cut := _strong_cut(gaps, start, count):
            return cut, cut
        if cut := _incompatible(run):
            return (0 if has_left_post else cut), cut
        if has_left_post and (left.by_comma or left.touches):
            return 0, 0
        return count - 1, count - 1
    if right.is_stated or (left.by_comma and has_left_post and right.by_comma):
        return 0, 0
    return count, count


_CENTRAL_OFFICES = frozenset(
    {
        "Thủ tướng",
        "Phó Thủ tướng",
        "Phó Thủ tướng Thường trực",
        "Chủ tịch nước",
        "Phó Chủ tịch nước",
        "Tổng Bí thư",
        "Bộ trưởng",
        "Thứ trưởng",
    }
)
_LOCAL_KINDS = frozenset({"peoples_committee", "peoples_council", "provincial_department", "party_committee"})


def _incompatible(run: list[PostSpan]) -> int:
    """Where a run passes from an office of the state to one of a province, which nobody holds at once; 0 when it does not.

    '… chỉ đạo của Phó Thủ tướng Chính phủ, | Phó Chủ tịch UBND tỉnh Nguyễn Văn A yêu cầu'
    """
    for k in range(len(run) - 1, 0, -1):
        before, after = run[k - 1], run[k]
        body = owner_of(after.agency) if after.agency is not None else None
        if before.role == "Thủ tướng" and before.status != "former" and after.role not in {"Thủ tướng"}:
            return k
        if (
            before.role in _CENTRAL_OFFICES
            and before.status == "current"
            and body is not None
            and body.kind in _LOCAL_KINDS
            and body.place is not None
        ):
            return k
    return 0


def _strong_cut(gaps: list[str], start: int, length: int) -> int:
    """Where in a run 'và' or a semicolon parts the posts of two persons; 0 when nothing does."""
    for k in range(length - 1, 0, -1):
        if gaps[start + k - 1] in {"và", ";", ", và", "cùng"}:
            return k
    return 0
