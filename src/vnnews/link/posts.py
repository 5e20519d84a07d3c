"""Who holds which post: pairing the posts and persons of a passage.

Takes the spans of one passage, gives (person, post) pairs with the rule that made each. Decides by the marks and words between them:
'Chủ tịch UBND tỉnh A' (touching), 'ông A, Chủ tịch …' (comma), 'A - Bí thư …' (dash), 'A (Phó Giám đốc …)', 'A giữ chức …', and shares the
posts of a chain between two persons.

Known limit: a post whose holder is named only in another sentence is not paired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.link.cues import (
    IS,
    MAX_CUE_CHARS,
    MAX_RELIEVED_CHARS,
    SENTENCE_END,
    cue_of,
    is_past_time,
    is_relieved,
    status_of,
)
from vnnews.link.handovers import find_appointed, find_employer, find_workplace, pair_handovers
from vnnews.link.holdings import Holding
from vnnews.link.joints import (
    ALL_ARE,
    CONTESTED,
    CONTESTED_CHARS,
    IN_BRACKET,
    IN_NAME_OF,
    IS_NAME,
    JOIN,
    LIST,
    MAX_NAMES_BACK,
    NAMES_BEFORE,
    OPENS,
    OPENS_NAMES,
    TERM,
    TRIM,
)
from vnnews.link.sharing import share_bodies
from vnnews.mentions import Person, Post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.mentions import Span


def pair_posts(spans: Sequence[Span], text: str, unknown: frozenset[int] = frozenset()) -> list[Holding]:
    """Return who holds which post in a passage, in the order of the text.

    Args:
        spans: What was found in the passage.
        text: The article's text.
        unknown: Ids of spans read as persons that mean nobody ('Quân' in 'Phó Tổng Tham mưu trưởng Quân đội nhân dân').
    """
    items = [span for span in spans if isinstance(span, Post | Person) and id(span) not in unknown]
    gaps = [_gap(text, items[k], items[k + 1]) for k in range(len(items) - 1)]
    holdings: list[Holding] = []
    has_post: set[int] = set()
    owner: int | None = None  # the person who got the last run of posts
    k = 0
    while k < len(items):
        if isinstance(items[k], Person) or _is_contested(text, items[k]) or _acts_for(text, items[k], gaps[k : k + 1]):
            k += 1
            continue
        end = k + 1
        while end < len(items) and isinstance(items[end], Post) and _goes_on(gaps[end - 1], items[end]):
            end += 1
        owner = _share(items, gaps, k, end, has_post, holdings, text, owner)
        k = end
    _name_employers(holdings, spans, text)
    holdings = pair_handovers(items, gaps, holdings)
    holdings.sort(key=lambda holding: (holding.person.start, holding.post.start))
    return holdings


def _acts_for(text: str, item: Post | Person, gap: Sequence[str]) -> bool:
    """Whether a post is that of somebody else, in whose name the next person acts: 'thừa ủy quyền của Bộ trưởng Bộ X, Đại tá A …'."""
    if not gap or not gap[0].startswith(","):
        return False
    return bool(IN_NAME_OF.search(text, max(0, item.start - MAX_CUE_CHARS), item.start))


def _is_contested(text: str, item: Post | Person) -> bool:
    """Whether a post is only run for: 'ứng cử viên | Tổng thống', 'bầu cử | Tổng thống'."""
    return CONTESTED.search(text, max(0, item.start - CONTESTED_CHARS), item.start) is not None


def _goes_on(gap: str, item: Post | Person) -> bool:
    """Whether a post continues the run in front of it: by a mark or word that joins, or a bracket with a former post '(nguyên …'."""
    return gap in JOIN or (gap == "(" and isinstance(item, Post) and item.status == "former")


def _name_employers(holdings: Sequence[Holding], spans: Sequence[Span], text: str) -> None:
    """Give divisions without a parent the body at which their head works: 'công tác ở Công an X, là Trưởng phòng Y'.

    A post without a body gets the one to which its holder is sent.
    """
    for holding in holdings:
        body = holding.post.agency
        if body is None and not holding.post.implied and not holding.post.country:
            holding.post.agency = find_workplace(spans, holding.post, text)
        elif body is not None and body.kind == "division" and body.parent is None and body.place is None:
            body.parent = find_employer(spans, holding.person, holding.post)


def _gap(text: str, first: Span, second: Span) -> str:
    """The words between two spans, without terms of office, brackets and the titles that belong to the second."""
    start = second.lead if isinstance(second, Person) else second.start
    between = text[first.end : start]
    if len(between) > 3 * MAX_CUE_CHARS:
        return "…"
    between = TRIM.sub("", TERM.sub("", between))
    return " ".join(between.split())


def _share(
    items: list[Post | Person],
    gaps: list[str],
    start: int,
    end: int,
    has_post: set[int],
    holdings: list[Holding],
    text: str,
    owner: int | None,
) -> int | None:
    """Give the posts from `start` to `end` to the person on their left, on their right, or to both."""
    run = [item for item in items[start:end] if isinstance(item, Post)]
    left = start - 1 if start and isinstance(items[start - 1], Person) else None
    right = end if end < len(items) and isinstance(items[end], Person) else None
    left_rule, left_status = _left_link(items, gaps, left, start, text)
    right_rule = _right_link(items, gaps, right, end)
    appointed = find_appointed(items, gaps, start) if start else None
    if appointed is not None:
        left, left_rule, left_status = appointed, "name_appointed_by_other", ""
    if not left_rule and start and left is None:
        left, left_rule, left_status = _cue_over_posts(items, gaps, start, text)
        if not left_rule and not right_rule and gaps[start - 1] == ";" and owner is not None:
            left, left_rule, left_status = owner, "post_of_list", _status_of_list(holdings, items[owner])
    to_left, to_right = _split(
        items,
        run,
        left if left_rule else None,
        right if right_rule else None,
        left_rule,
        right_rule,
        has_post,
        gaps,
        start,
    )
    share_bodies(run)
    is_taken = right_rule == "post_given_to_name" and is_relieved(
        text[max(run[0].start - MAX_RELIEVED_CHARS, 0) : run[0].start]
    )
    right_status = "former" if is_taken else ""  # 'miễn nhiệm chức vụ | P | đối với | bà A'
    for post in to_left:
        assert left is not None
        _add(holdings, items[left], post, left_rule, left_status)
        has_post.add(left)
        for k in _named_together(items, gaps, left, start, text):
            _add(holdings, items[k], post, "names_share_post", left_status)
            has_post.add(k)
    for post in to_right:
        assert right is not None
        _add(holdings, items[right], post, right_rule, right_status)
        has_post.add(right)
    if right is not None and to_right and run[-1].is_plural:
        _share_plural(items, gaps, right, run[-1], holdings, has_post)
    return right if to_right else left if to_left else None


def _named_together(items: list[Post | Person], gaps: list[str], left: int, start: int, text: str) -> list[int]:
    """The persons in front of `left` who get its post too: 'các đồng chí | A, B |, C giữ chức P', '| A | và B, đều là P'."""
    if left != start - 1 or gaps[left] in {",", "", "-", "–", "("}:
        return []
    k = left
    while k and left - k < MAX_NAMES_BACK and isinstance(items[k - 1], Person) and gaps[k - 1] in LIST:
        k -= 1
    first = items[k]
    if k == left or not isinstance(first, Person):
        return []
    if ALL_ARE.match(gaps[left]) or NAMES_BEFORE.search(text[max(first.lead - 12, 0) : first.lead]):
        return list(range(k, left))
    return []


def _status_of_list(holdings: Sequence[Holding], person: Post | Person) -> str:
    """What the words in front of a list say of all its posts: 'từng giữ các chức vụ: A; B; C'."""
    last = holdings[-1] if holdings else None
    if last is None or last.person is not person or last.post.status == last.status:
        return ""
    return last.status


def _add(holdings: list[Holding], person: Post | Person, post: Post, rule: str, status: str) -> None:
    if isinstance(person, Person):
        holdings.append(Holding(person, post, rule, status or post.status))


def _left_link(items: list[Post | Person], gaps: list[str], left: int | None, start: int, text: str) -> tuple[str, str]:
    """How the person in front is tied to the post at `start`: the rule ('' for no tie) and the status that the words give."""
    if left is None:
        return "", ""
    gap = gaps[left]
    if gap == ",":
        return "name_comma_post", ""
    if gap in {"-", "–", "—", ",-", ", -"}:
        return "name_dash_post", ""
    if IN_BRACKET.match(gap):
        return "name_bracket_post", ""
    if gap == "":
        return "name_post", ""
    if gap in {":", "; "}:
        return ("name_colon_post", "") if gap == ":" else ("", "")
    if IS.match(gap):
        person = items[left]
        is_past = isinstance(person, Person) and person.is_pronoun and left > 0 and is_past_time(gaps[left - 1])
        return "name_is_post", "former" if is_past else status_of(gap)
    return cue_of(gap)


def _cue_over_posts(items: list[Post | Person], gaps: list[str], start: int, text: str) -> tuple[int | None, str, str]:
    """'ông A, Phó Chủ tịch X, được bổ nhiệm giữ chức Chủ tịch Y': the person stands in front of an earlier post."""
    rule, status = cue_of(gaps[start - 1])
    if not rule:
        return None, "", ""
    k = start - 1
    while k >= 0 and isinstance(items[k], Post):
        if k and (SENTENCE_END.search(gaps[k - 1]) or gaps[k - 1] == "…"):
            return None, "", ""
        k -= 1
    if k < 0 or SENTENCE_END.search(text[items[k].end : items[start].start]):
        return None, "", ""
    return k, rule, status


def _right_link(items: list[Post | Person], gaps: list[str], right: int | None, end: int) -> str:
    """How the last post of a run is tied to the person behind it; '' for no tie."""
    if right is None:
        return ""
    gap, person, post = gaps[end - 1], items[right], items[end - 1]
    assert isinstance(person, Person) and isinstance(post, Post)
    has_title = bool(person.honorific or person.rank)
    if gap == "":
        return "post_name"
    if gap.removeprefix("này ") in {"đối với", "cho", "với", "đối với các ông"} and has_title:
        return "post_given_to_name"
    if person.is_pronoun:
        return ""
    if post.is_plural and (gap in OPENS or OPENS_NAMES.match(gap)):
        return "post_list_of_names"
    if gap in {",", "-", "–", "—", ":"} and has_title:
        return "post_comma_name" if gap == "," else "post_dash_name"
    if gap in {"-", "–", "—", ":"}:
        return "post_dash_name"
    if IS_NAME.match(gap):
        return "post_is_name"
    if gap in {"(", ", ("} and person.is_full:
        return "post_bracket_name"
    return ""


def _split(
    items: list[Post | Person],
    run: list[Post],
    left: int | None,
    right: int | None,
    left_rule: str,
    right_rule: str,
    has_post: set[int],
    gaps: list[str],
    start: int,
) -> tuple[list[Post], list[Post]]:
    """Divide a run between two persons.

    'ông A, Ủy viên Bộ Chính trị, Phó Thủ tướng B': a post that touches a name is that person's; the posts in front of it are A's only when A
    has none yet.
    """
    if left is None and right is None:
        return [], []
    if right is None:
        return run, []
    if left is None:
        return [], run[_incompatible(run) :]
    if right_rule == "post_name":
        cut = _strong_cut(gaps, start, len(run))
        if cut:
            return run[:cut], run[cut:]
        cut = _incompatible(run)
        if cut:
            return (run[:cut] if left not in has_post else []), run[cut:]
        if left in has_post and left_rule in {"name_comma_post", "name_post"}:
            return [], run
        if len(run) == 1:
            return ([], run)
        return run[:-1], run[-1:]
    if right_rule in {"post_is_name", "post_given_to_name"} or (
        left_rule == "name_comma_post" and left in has_post and right_rule == "post_comma_name"
    ):
        return [], run
    return run, []


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


def _incompatible(run: list[Post]) -> int:
    """Where a run passes from an office of the state to one of a province, which nobody holds at once; 0 when it does not.

    '… chỉ đạo của Phó Thủ tướng Chính phủ, | Phó Chủ tịch UBND tỉnh Nguyễn Văn A yêu cầu'
    """
    for k in range(len(run) - 1, 0, -1):
        before, after = run[k - 1], run[k]
        if before.role == "Thủ tướng" and before.status != "former" and after.role not in {"Thủ tướng"}:
            return k
        if (
            before.role in _CENTRAL_OFFICES
            and before.status == "current"
            and after.agency is not None
            and after.agency.kind in _LOCAL_KINDS
            and after.agency.place is not None
        ):
            return k
    return 0


def _strong_cut(gaps: list[str], start: int, length: int) -> int:
    """Where in a run 'và' or a semicolon parts the posts of two persons; 0 when nothing does."""
    for k in range(length - 1, 0, -1):
        if gaps[start + k - 1] in {"và", ";", ", và", "cùng"}:
            return k
    return 0


def _share_plural(
    items: list[Post | Person], gaps: list[str], right: int, post: Post, holdings: list[Holding], has_post: set[int]
) -> None:
    """'các Thứ trưởng A, B và C': every name of the list holds the post; 'A và B; C, Trưởng phòng' ends it at B."""
    k, is_closed = right, False
    while k + 1 < len(items):
        following = items[k + 1]
        if isinstance(following, Person):
            if gaps[k] not in LIST or (is_closed and gaps[k] == ";"):
                return
            is_closed = is_closed or gaps[k] == "và"
            _add(holdings, following, post, "post_list_of_names", "")
            has_post.add(k + 1)
            k += 1
        elif gaps[k] in {"(", ",", "-", "–"} and k + 2 < len(items):
            k += 1  # 'gồm: A (Phó Giám đốc X); B, Bí thư Y': the name's own post
        else:
            return
