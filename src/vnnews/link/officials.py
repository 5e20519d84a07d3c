"""From holdings to officials: whose post is public, which body a bare title means, what is said twice.

Takes who holds which post, gives `Official`s. Decides that a person without a public post is no official, that a title alone repeats the
post of the same title with a body, and which body 'Bộ trưởng A' has: the ministry named before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnnews.link.bodies import Body, implied_body, resolve_body
from vnnews.link.sureness import see_official, see_post
from vnnews.link.surroundings import count_told
from vnnews.mentions import FOREIGN_PARTY, AgencySpan, PlaceSpan
from vnnews.models import Mention, Official
from vnnews.models import Post as HeldPost
from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vnnews.gazetteer.records import RoleRecord
    from vnnews.link.context import Context
    from vnnews.link.holdings import Holding
    from vnnews.link.surroundings import NamedAt, Told
    from vnnews.mentions import PersonSpan, PostSpan


MAX_BACK_CHARS = 600
"""How far back the body of a bare title is looked for, for titles that companies have too."""
MAX_AHEAD_CHARS = 100
"""How far behind a bare title of the state its body is looked for, but in a headline."""


class Candidate:
    """A person with the posts and mentions gathered so far."""

    __slots__ = ("foreign", "mentions", "names", "posts", "spans")

    def __init__(self) -> None:
        self.names: list[str] = []
        self.posts: list[tuple[Holding, Body | None]] = []
        self.mentions: list[Mention] = []
        self.spans: list[PersonSpan] = []
        self.foreign = False


class _Row:
    """The bodies of one kind in the order of the text."""

    __slots__ = ("bodies", "first", "starts")

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.bodies: list[Body] = []
        self.first: tuple[int, Body] | None = None
        """The first that a title in front of it may mean."""

    def add(self, start: int, body: Body, *, is_apart: bool) -> None:
        self.starts.append(start)
        self.bodies.append(body)
        if self.first is None and not is_apart:
            self.first = start, body

    def before(self, position: int) -> tuple[int, Body] | None:
        """The last one named before a position."""
        at = bisect_left(self.starts, position)
        return (self.starts[at - 1], self.bodies[at - 1]) if at else None


class NamedBodies:
    """Where the bodies of each kind are named, for titles that state none."""

    __slots__ = ("_apart", "_at", "_by_head", "_by_kind", "_led", "_others")

    def __init__(
        self, named: Iterable[tuple[int, Body]], others: Sequence[int] = (), apart: frozenset[int] = frozenset()
    ) -> None:
        self._others, self._apart = others, apart
        self._by_kind: dict[str, _Row] = {}
        for start, body in sorted(named, key=lambda pair: pair[0]):
            self._by_kind.setdefault(body.kind, _Row()).add(start, body, is_apart=start in apart)
        self._by_head: dict[tuple[frozenset[str], tuple[str, ...]], _Row] = {}
        self._led: dict[str, tuple[int, Body]] = {}
        self._at: dict[int, Body] | None = None

    def lead(self, title: str, position: int, body: Body) -> None:
        """Note that a person who has been named leads a body, with the title of its head or of a deputy."""
        self._led[title] = position, body

    def last_led(self, title: str) -> tuple[int, Body] | None:
        """Return the body of the last noted holder of a title, with where the title stands."""
        return self._led.get(title)

    def at(self, position: int) -> Body | None:
        """Return the body whose name begins at a position."""
        if self._at is None:
            self._at = dict(self.each())
        return self._at.get(position)

    def each(self) -> Iterable[tuple[int, Body]]:
        """Return every body with where it is named, kind by kind."""
        return (pair for row in self._by_kind.values() for pair in zip(row.starts, row.bodies, strict=True))

    def nearest_of_head(self, kinds: frozenset[str], heads: tuple[str, ...], position: int) -> tuple[int, Body] | None:
        """Return the body of these kinds whose name begins with a head ('Sở', 'Ủy ban'): the last before a position, else the first."""
        row = self._by_head.get((kinds, heads))
        if row is None:  # there are no more heads than the tables have
            first = tuple(f"{head} " for head in heads)
            rows = [self._by_kind[kind] for kind in kinds if kind in self._by_kind]
            pairs = [pair for row in rows for pair in zip(row.starts, row.bodies, strict=True)]
            row = self._by_head[kinds, heads] = _Row()
            for start, body in sorted(
                (pair for pair in pairs if pair[1].name.startswith(first)), key=lambda pair: pair[0]
            ):
                row.add(start, body, is_apart=start in self._apart)
        return row.before(position) or row.first

    def nearest(self, kinds: Iterable[str], position: int) -> tuple[int, Body] | None:
        """Return the last body of these kinds named before a position, else the first one behind it, with where it is named."""
        rows = [self._by_kind[kind] for kind in kinds if kind in self._by_kind]
        before = [pair for row in rows if (pair := row.before(position)) is not None]
        behind = [row.first for row in rows if row.first is not None]
        if before:
            return max(before, key=lambda pair: pair[0])
        return min(behind, key=lambda pair: pair[0], default=None)

    def has_other(self, start: int, end: int) -> bool:
        """Return whether a company or the like is named between two positions: its director is meant, not the body's before it."""
        at = bisect_left(self._others, start)
        return at < len(self._others) and self._others[at] < end


def body_of(holding: Holding, context: Context, named: NamedBodies) -> Body | None:
    """Return the body of a held post: the stated one, the implied one, or the one that the text named before."""
    post = holding.post
    if post.agency is not None:
        body = resolve_body(post.agency, context)
        if body is not None:
            return body
        if not post.agency.is_bare:
            return None
        title = context.titles.find(post.role)
        kinds = frozenset(title.body_kinds if title is not None else ()) | {post.agency.kind}
        if post.agency.is_task:  # 'Phó Trưởng Ban Chỉ đạo' of the national one that the article named
            kinds |= {"national_committee"}
        found = named.nearest_of_head(kinds, (post.agency.name,), post.start)
        if found is None and post.agency.kind == "na_delegation" and (province := context.ruling_province()):
            place = PlaceSpan(post.start, post.start, "province_of_article", "province", "", province, True, True)
            return resolve_body(replace(post.agency, place=place, is_bare=False), context)
        return (
            found[1] if found is not None else None
        )  # 'Giám đốc CDC' is never the director of the department named before
    if post.mode == "deputy" and not _is_of_assembly(holding, context):
        found = named.nearest(("peoples_council",), post.start)
        return found[1] if found is not None else None
    if post.implied and not post.country:
        return implied_body(post.implied, context)
    if post.place is not None or post.country or post.mode == "none":
        return None
    return _named_before(holding, named, context)


def _is_of_assembly(holding: Holding, context: Context) -> bool:
    """Whether a bare 'đại biểu' sits in the National Assembly: the article names it, or the deputy's province stands in brackets."""
    if context.names_assembly:
        return True
    end = holding.person.end
    is_bracket = context.article.text[end : end + 2].strip() == "("
    return is_bracket and context.has_place_between(end + 1, end + MAX_BRACKET)


MAX_BRACKET = 12
"""Code points between a deputy's name and the province: '(đoàn TP.HCM)'."""


def _named_before(holding: Holding, named: NamedBodies, context: Context) -> Body | None:
    if holding.post.mode == "cell":
        return None  # 'Bí thư chi bộ' leads a cell that the text does not name, never the Tỉnh ủy named before
    title, post = context.titles.find(holding.post.role), holding.post
    if title is None:
        return None
    owner = _owner_behind(holding, title, named, context.article.text)
    if owner is not None:
        return owner
    side = _SIDE.search(context.article.text, max(post.start - SIDE_CHARS, 0), post.start)
    if side is not None and title.title == "Chủ tịch" and (place := context.place_at(side.start(1))) is not None:
        committee = AgencySpan(post.start, post.start, "unit_of_side", "Ủy ban nhân dân", place=place, kind=_COMMITTEE)
        return resolve_body(committee, context)
    if _names_owner(context.article.text, holding):
        return None
    led = named.last_led(title.title)
    if led is not None and 0 < post.start - led[0] < MAX_BACK_CHARS and not context.ends_sentence(led[0], post.start):
        return led[1]  # 'bà A - Giám đốc Học viện X và ông B - | phó giám đốc'
    beside = named.nearest(title.body_kinds, post.end + 3)
    if beside is not None and beside[0] == post.end + 2 and context.article.text.startswith(", ", post.end):
        return beside[1]  # 'Phó Tham mưu trưởng, | Bộ Chỉ huy Quân sự tỉnh X'
    kinds = frozenset(title.body_kinds)
    if title.is_of_companies and post.end <= holding.person.lead and not (holding.person.rank or post.rank):
        kinds -= _NOT_OF_BARE_DIRECTOR
    found = named.nearest_of_head(kinds, title.body_heads, post.start) if title.body_heads else None
    found = found if title.body_heads else named.nearest(kinds, post.start)
    if found is None:
        return None
    start, body = found
    if title.is_of_state:
        is_lead = context.part_at(post.start) in {"title", "sapo"}
        return body if is_lead or start - post.start < MAX_AHEAD_CHARS else None
    return body if 0 <= post.start - start <= MAX_BACK_CHARS and not named.has_other(start, post.start) else None


def _owner_behind(holding: Holding, title: RoleRecord, named: NamedBodies, text: str) -> Body | None:
    """Return the body to which the unnamed part belongs whose head stands in front of it: 'Vụ trưởng, | Bộ Y tế', 'Cục trưởng thuộc | Bộ Công an'."""
    joint = _TO_OWNER.match(text, holding.post.end)
    body = named.at(joint.end()) if joint is not None and holding.person.start < holding.post.start else None
    if joint is None or body is None:
        return None
    is_part = title.reads == "at" and joint[0] != ", "  # 'phó trưởng phòng thuộc | Cơ quan X'
    return body if is_part or body.kind in _OWNERS.get(title.title, ()) else None


_TO_OWNER = re.compile(r"(?:,| thuộc|, thuộc| của) ")
_OWNERS = {
    "Vụ trưởng": frozenset({"ministry", "general_department"}),
    "Cục trưởng": frozenset({"ministry", "general_department"}),
    "Tổng cục trưởng": frozenset({"ministry"}),
}
"""Which bodies the parts belong to that these heads lead; where the part is not named, the owner is all that the text tells."""
_COMMITTEE = "peoples_committee"
_SIDE = re.compile(r"\b[Pp]hía (?:lãnh đạo )?((?:(?!phía )[^,.;:!?\n]){3,30}), (?:ông |bà |đồng chí |có )*$")
SIDE_CHARS = 60
"""How far in front of a bare 'Chủ tịch' the words may begin that tell whose side speaks: 'Về phía TP HCM, | Chủ tịch A'."""
_NOT_OF_BARE_DIRECTOR = frozenset({"police", "provincial_department"})
"""Kinds whose directors are not called 'Giám đốc A' alone: of a company is meant, unless a rank stands in front."""
_UNREAD_OWNER = re.compile(
    r" (?:của|thuộc|tại|các|chi nhánh|khách sạn|công ty|nhà máy|ngân hàng|doanh nghiệp|thư viện)\b"
)


def _names_owner(text: str, holding: Holding) -> bool:
    """Whether words that no body was read from go on behind a bare title: 'Giám đốc | Thư viện tỉnh', 'Thứ trưởng | của các bộ'."""
    end = holding.post.end
    if holding.person.start > end:
        return False
    words = text[end : end + 3].removeprefix(")")
    return _UNREAD_OWNER.match(text, end) is not None or (words[:1] == " " and words[1:2].isupper())


def make_official(candidate: Candidate, name: str, context: Context, named_at: NamedAt) -> Official | None:
    """Return the official, None when none of the person's posts is public or sure enough to be stated."""
    stated = {
        fold(holding.post.role) for holding, body in candidate.posts if body is not None and _states_body(holding)
    }
    told = count_told(candidate.posts)
    held = [
        _held_post(holding, body, context, named_at, told, candidate)
        for holding, body in candidate.posts
        if _states_body(holding) or fold(holding.post.role) not in stated
    ]
    posts = _without_repeats([post for post in held if post is not None])
    if not posts:
        return None
    honorific = next((span.honorific for span in candidate.spans if span.honorific), "")
    before = (holding.post.rank for holding, _ in candidate.posts if holding.post.start < holding.person.start)
    rank = next((span.rank for span in candidate.spans if span.rank), "") or next(filter(None, before), "")
    rules = [holding.rule for holding, _ in candidate.posts]
    seen = see_official(candidate.spans, candidate.mentions, posts, rules, context, foreign=candidate.foreign)
    confidence = context.sureness.rate("official", seen)
    if confidence < context.sureness.least["official"]:
        return None
    confidence = max([confidence, *(post.confidence for post in posts)])  # whoever holds a post is an official
    return Official(name, honorific, rank, tuple(posts), candidate.foreign, tuple(candidate.mentions), confidence)


def _states_body(holding: Holding) -> bool:
    """Whether the title names or implies its body, so that the body is not guessed from the text around it."""
    return holding.post.agency is not None or bool(holding.post.implied)


def _held_post(
    holding: Holding, body: Body | None, context: Context, named_at: NamedAt, told: Told, candidate: Candidate
) -> HeldPost | None:
    named = _name_post(holding, body, context, foreign=candidate.foreign)
    if named is None:
        return None
    post = holding.post
    seen = see_post(holding, body, context, named_at, told, len(candidate.mentions), foreign=candidate.foreign)
    held, owned = context.sureness.rate_post(seen)
    if held < context.sureness.least["post"] and not candidate.foreign:
        return None
    if named[0] and not candidate.foreign and owned < context.sureness.least["owner"]:
        named, owned = ("", "", ""), 1.0  # rather open than wrong
    agency, agency_id, province = named
    return HeldPost(
        post.role, agency, agency_id, province, holding.status, post.start, post.end, round(held * owned, 3)
    )


def _name_post(holding: Holding, body: Body | None, context: Context, *, foreign: bool) -> tuple[str, str, str] | None:
    """Name, id and province of the body of a held post, None for a post that is not public."""
    post = holding.post
    if post.is_other:
        return None
    if foreign:
        agency = body.name if body is not None and body.country else _foreign_agency(post.agency, post.country)
        if not agency and context.titles.is_of_companies(post.role):
            return None  # 'Chủ tịch Gianni Infantino': of what is not said
        return agency, "", ""
    province = context.province_of(post.place) if post.place is not None else ""
    if body is not None:
        return body.name, body.link, province or body.province
    if post.agency is not None and post.agency.is_task:
        return post.agency.name, "", province  # 'Tổ trưởng Tổ công tác'
    return None if not post.is_public and not _is_of_public_body(post.agency) else ("", "", province)


def _is_of_public_body(agency: AgencySpan | None) -> bool:
    """Whether a stated body is public although the text does not tell which one it is: 'Phó Chủ tịch UBND tỉnh', 'Giám đốc Sở'."""
    return agency is not None and agency.is_public and not agency.is_generic and agency.kind in PUBLIC_KINDS


PUBLIC_KINDS = frozenset(
    """peoples_committee peoples_council police court procuracy front mass_org party_committee party_organisation party_board standing_body provincial_department ministry department
    general_department military vertical_agency inspectorate office na_delegation""".split()
)
"""Kinds of bodies that cannot be private."""


def _foreign_agency(agency: AgencySpan | None, country: str) -> str:
    """'Bộ Ngoại giao Thái Lan', or the country alone."""
    land = "" if country == "?" else country
    if agency is None:
        return land
    own = "" if agency.country == "?" else agency.country or land
    return agency.name if not own or own in agency.name else f"{agency.name} {own}"


def _without_repeats(posts: Sequence[HeldPost]) -> list[HeldPost]:
    """Leave out what says nothing new: the same post again, a title without its body, a title without 'Thường trực'."""
    keys = [(fold(post.role), fold(post.agency)) for post in posts]
    every = set(keys)
    with_body = {role for role, agency in keys if agency}
    # in order, so that one look finds what begins with something: a person may hold thousands of posts
    in_order = sorted(every)
    in_full = sorted(f"{role} {agency}" for role, agency in keys if agency)
    kept: list[HeldPost] = []
    seen: set[tuple[str, str]] = set()
    for post, (role, agency) in zip(posts, keys, strict=True):
        standing = f"{role} thường trực"
        repeated = (role, agency) in seen or (standing, agency) in every
        # 'Trưởng ban | Ban Công tác phụ nữ' beside 'Trưởng ban | Ban Công tác phụ nữ tỉnh X'
        repeated = repeated or (
            bool(agency) and (_is_begun(role, f"{agency} ", in_order) or _is_begun(role, f"{agency}, ", in_order))
        )
        if not agency:
            repeated = repeated or role in with_body or standing in with_body
            # 'Ủy viên Ban Thường vụ' beside 'Ủy viên | Ban Thường vụ Tỉnh ủy X'
            at = bisect_left(in_full, f"{role} ")
            repeated = repeated or (at < len(in_full) and in_full[at].startswith(f"{role} "))
        if not repeated:
            kept.append(post)
        seen.add((role, agency))
    return kept


def _is_begun(role: str, head: str, in_order: Sequence[tuple[str, str]]) -> bool:
    """Whether the body of one of the posts of this role begins with the head."""
    at = bisect_left(in_order, (role, head))
    return at < len(in_order) and in_order[at][0] == role and in_order[at][1].startswith(head)


def is_foreign_holder(candidate: Candidate) -> bool:
    """Return whether a person holds posts of another country or, with no Vietnamese body named, cannot be Vietnamese by name."""
    if any(span.is_foreign for span in candidate.spans):
        return True
    if any(is_of_foreign_state(holding.post) for holding, _ in candidate.posts):
        return True
    bodies = [body for _, body in candidate.posts if body is not None and not body.is_implied]
    is_ours = any(not body.country for body in bodies)
    if any(holding.post.country for holding, _ in candidate.posts) or any(body.country for body in bodies):
        return not is_ours
    return not is_ours and any(span.is_unusual for span in candidate.spans)


def is_of_foreign_state(post: PostSpan) -> bool:
    """Return whether a post is one that only a foreigner holds: of another country's government, parliament or ruling party.

    'Ủy viên Trung ương Đảng Cộng sản Cuba', 'Bộ trưởng Ngoại giao Trung Quốc': 'Ủy viên Bộ Chính trị' beside it is of that country too.
    """
    if post.agency is not None and post.agency.country:
        return post.agency.kind in {FOREIGN_PARTY, "ministry", "foreign"}
    return bool(post.country and post.implied)
