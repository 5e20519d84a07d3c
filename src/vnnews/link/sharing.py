"""Giving the posts of one person what they share: a body, a place, the office whose party committee is meant.

Takes the posts of a chain in the order of the text, gives them with the bodies that they share. Decides what 'Bí thư Đảng ủy' and 'Bí thư Huyện ủy'
mean in front of 'Chính ủy Quân khu 3' and 'Chủ tịch UBND huyện Tiên Yên'.

Known limit: only what stands behind gives; 'Chính ủy Quân khu 3, Bí thư Đảng ủy' is left open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnnews.mentions import COMMITTEES, AgencySpan, PostSpan, owner_of, standing_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.mentions import PlaceSpan, Span

PARTY_COMMITTEES = frozenset({"Đảng ủy", "Ban Cán sự đảng", "Đảng đoàn"})
"""Heads of Party bodies that bear the name of the body that they lead."""

UNIT_BODIES = frozenset({"peoples_committee", "peoples_council", "front", "police", "military", "mass_org", "board"})
"""Bodies of a commune that its one party committee leads: 'Đảng ủy viên, Trưởng Công an xã X' sits in the Đảng ủy of the commune."""

LOCAL_BODIES = frozenset({"peoples_committee", "peoples_council", "front"})
"""Bodies of a unit that may stand bare in front of another of the same unit."""

OFFICES_WITH_COMMITTEE = frozenset(
    """peoples_committee peoples_council front police military ministry ministerial_agency government_agency provincial_department department
    general_department university school hospital institute court procuracy vertical_agency party_board inspectorate management_board mass_org
    legislature state_university audit public_service_centre""".split()
)
"""Bodies whose own party organisation has a committee: 'Bí thư Đảng ủy, Giám đốc Sở Y tế' leads the Đảng ủy of the department."""

_COMMUNE_UNITS = frozenset({"xã", "phường", "thị trấn", "đặc khu"})


_OF_COURTS = ("Kiểm sát viên", "Thẩm phán", "Điều tra viên")
_OF_FORCE = ("Giám đốc", "ục trưởng", "Trưởng Công an")
"""Titles of the police themselves, never of their units."""


def share_bodies(run: Sequence[PostSpan]) -> list[PostSpan]:
    """Return the titles of a chain with the bodies and places of the titles behind them.

    >>> from vnnews.mentions import COMMITTEES, AgencySpan, PostSpan, owner_of, standing_body
    >>> first = PostSpan(0, 0, "after", "Phó Chủ tịch")
    >>> second = PostSpan(0, 0, "after", "Tổng Thư ký", agency=AgencySpan(0, 0, "central_name", "Quốc hội", is_whole=True))
    >>> share_bodies([first, second])[0].agency.name
    'Quốc hội'
    """
    shared = list(run)
    for at in range(len(run) - 2, -1, -1):
        second = shared[at + 1]
        shared[at] = _share_place(_share_agency(_share_party_committee(shared[at], second), second), second)
    for at in range(1, len(shared)):
        shared[at] = _share_delegation(shared[at - 1], shared[at])
    return _share_units(shared)


def name_commands(mentions: Sequence[Sequence[Span]]) -> list[tuple[Span, ...]]:
    """Return the spans, a bare 'Quân khu' of a title with the number that the article names: 'Tư lệnh | Quân khu' in one about Quân khu 5."""
    bare: dict[str, list[int]] = {}
    last: dict[str, str] = {}
    full: dict[int, str] = {}
    for span in (span for passage in mentions for span in passage):
        body = _command_of(span)
        if body is None:
            continue
        if body.is_whole and body.name[-1:].isdigit():
            kind = body.name.rpartition(" ")[0]
            last[kind] = body.name
            full.update((start, body.name) for start in bare.pop(kind, ()))
        elif body.is_bare and body.name in last:
            full[span.start] = last[body.name]
        elif body.is_bare:
            bare.setdefault(body.name, []).append(span.start)
    return [tuple(_with_command(span, full.get(span.start, "")) for span in passage) for passage in mentions]


def _command_of(span: Span) -> AgencySpan | None:
    """The military command that a span or its body's parent is."""
    body = span.agency if isinstance(span, PostSpan) else span
    if isinstance(body, AgencySpan) and body.parent is not None:
        body = body.parent
    return body if isinstance(body, AgencySpan) and body.kind == "military" else None


def _with_command(span: Span, name: str) -> Span:
    """The span with the full name of its command, unchanged without one."""
    if not name:
        return span
    if isinstance(span, PostSpan) and span.agency is not None:
        return replace(span, agency=_with_full_name(span.agency, name))
    return _with_full_name(span, name) if isinstance(span, AgencySpan) else span


def _with_full_name(body: AgencySpan, name: str) -> AgencySpan:
    if body.parent is not None:
        return replace(body, parent=replace(body.parent, name=name, is_bare=False, is_whole=True))
    return replace(body, name=name, is_bare=False, is_whole=True)


def _share_party_committee(first: PostSpan, second: PostSpan) -> PostSpan:
    """'Bí thư Đảng ủy, | Chủ tịch HĐND phường X' and '… | Chính ủy Quân khu 3': the commune's committee or that of the office."""
    board, office = first.agency, second.agency
    if board is None or office is None:
        return first
    office = owner_of(office)
    is_of_board = board.kind in {"party_board", "standing_body"} and board.is_bare and board.parent is not None
    committee = board.parent if is_of_board and board.parent is not None else board
    if committee.is_army_committee and committee.is_bare:
        if office.kind != "military" or office.place is None:
            return first
        found = replace(committee, place=office.place, is_bare=False)
        return replace(first, agency=replace(board, parent=found) if is_of_board else found)
    named = _committee_of_office(committee, office)
    if named is None:
        return first
    return replace(first, agency=replace(board, parent=named, is_bare=False) if is_of_board else named)


def _committee_of_office(committee: AgencySpan, office: AgencySpan) -> AgencySpan | None:
    """A bare committee as that of the office behind it, None when the office does not tell."""
    if committee.name not in PARTY_COMMITTEES or committee.parent is not None:
        return None
    if committee.place is not None and committee.place.name:
        return None
    if office.name in PARTY_COMMITTEES:
        return replace(
            committee, place=office.place, parent=office.parent, joins_parent=office.joins_parent, is_bare=False
        )
    if (
        committee.name == "Đảng ủy"
        and office.kind in UNIT_BODIES
        and office.place is not None
        and office.place.unit in _COMMUNE_UNITS
    ):
        return replace(committee, place=office.place, is_bare=False)
    if office.kind in OFFICES_WITH_COMMITTEE and office.is_public and not office.is_bare and not office.country:
        return replace(committee, parent=office, joins_parent=True, is_bare=False)
    return None


def _share_agency(first: PostSpan, second: PostSpan) -> PostSpan:
    """Give a title without a body the body of the next one.

    'Phó Chủ tịch - Tổng Thư ký UBTƯ MTTQ', 'Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ'. A deputy minister who heads another body keeps no body:
    'Thứ trưởng, Tổng Giám đốc BHXH Việt Nam' does not say of which ministry.
    """
    body = second.agency
    if first.agency is not None or first.implied or first.country or first.is_other or first.mode == "none":
        return first
    if body is None:  # 'giám đốc - tổng biên tập | Nhà xuất bản X'
        return replace(first, is_other=True) if second.is_other and first.mode == "after" else first
    body = owner_of(body)
    if first.mode.startswith("cell"):
        if body.kind != "village":
            return first
        name = f"Chi bộ {body.name[0].lower()}{body.name[1:]}"  # 'Bí thư Chi bộ kiêm Trưởng bản | Xám'
        return replace(first, agency=replace(body, name=name), place=second.place)
    if first.role.startswith(_OF_COURTS) and body.kind not in {"court", "procuracy"}:
        return first  # 'Kiểm sát viên trung cấp, Phó Trưởng phòng 7' is of the procuracy
    if body.kind == "police_unit" and first.role.endswith(_OF_FORCE):
        return replace(first, agency=body.parent)  # 'Phó Giám đốc, Thủ trưởng Cơ quan CSĐT | Công an tỉnh X'
    is_of_committee = first.role in _MEMBERS_OF_BOARD
    owner = body.parent if body.kind in _BOARDS and body.parent is not None else body
    if is_of_committee and (owner is not body or body.kind == "party_committee"):
        return _on_board(
            first, owner
        )  # 'UVBTV, Trưởng Ban Tổ chức | Tỉnh ủy', 'Ủy viên Ban Thường vụ, Phó Bí thư | Huyện ủy X'
    if is_of_committee and body.kind in UNIT_BODIES and body.place is not None:
        return _on_board(first, _committee_beside(body))
    if first.role in _SECRETARIES and body.kind in LOCAL_BODIES and body.place is not None:
        return replace(first, agency=_committee_beside(body))  # 'Bí thư kiêm Chủ tịch | UBND huyện Tĩnh Gia'
    if first.role == "Thứ trưởng":
        return replace(first, mode="none")
    if first.role != "Bộ trưởng" or body.kind in {"ministerial_agency", "government_agency"}:
        return replace(first, agency=body)
    return first


_SECRETARIES = frozenset({"Bí thư", "Phó Bí thư", "Phó Bí thư Thường trực"})
"""Titles of a unit's Party committee, never of its people's committee."""
_MEMBERS_OF_BOARD = frozenset({"Ủy viên Ban Thường vụ", "Ủy viên Ban Chấp hành"})
"""Titles that name a board whose committee stands behind a later title."""
_BOARDS = frozenset({"party_board", "board"})
"""Kinds of bodies inside a committee: 'Phó Ban thiếu nhi | Thành đoàn'."""


def _on_board(member: PostSpan, committee: AgencySpan | None) -> PostSpan:
    """A 'Ủy viên Ban Thường vụ' or 'Ủy viên Ban Chấp hành' as a member of that board of a committee which the text names elsewhere."""
    if committee is None:
        return member
    board = standing_body(committee, member.role.removeprefix("Ủy viên "), committee.start)
    return replace(member, role="Ủy viên", agency=replace(board, end=committee.start))


def _committee_beside(body: AgencySpan) -> AgencySpan | None:
    """The Party committee of the unit whose people's committee or council is named: 'Ủy viên BTV, Phó Chủ tịch | UBND tỉnh X'."""
    # it is written nowhere: a span of no length, that is no mention of it
    unit = body.place.unit if body.place is not None else ""
    name = "Đảng ủy" if unit in _COMMUNE_UNITS else COMMITTEES.get(unit, "")
    if not name:
        return None
    is_of_province = unit == "tỉnh"
    return replace(
        body,
        end=body.start,
        name=name,
        kind="party_committee",
        rule="committee_of_province" if is_of_province else "committee_of_unit",
        is_named_by_province=is_of_province,
        level="",
        parent=None,
        joins_parent=False,
    )


def _share_place(first: PostSpan, second: PostSpan) -> PostSpan:
    """Give a bare local body the unit of the next: 'Phó Chủ tịch Ủy ban MTTQ Việt Nam, | Chủ tịch Công đoàn phường X'."""
    body, other = first.agency, second.agency
    if body is None or other is None or other.is_bare or body is other:
        return first
    other = owner_of(other)
    place: PlaceSpan | None = None
    if body.kind == other.kind == "provincial_department" and body.place is None and other.place is not None:
        place = other.place  # 'Giám đốc Sở Xây dựng rồi Giám đốc Sở Giao thông vận tải | Lào Cai'
    elif body.is_bare and body.kind in LOCAL_BODIES:
        near = other.place if other.place is not None or other.parent is None else other.parent.place
        if near is not None and near.unit and (other.parent is None or other.joins_parent or other.place is None):
            place = near
    return first if place is None else replace(first, agency=replace(body, place=place, is_bare=False))


def _share_delegation(first: PostSpan, second: PostSpan) -> PostSpan:
    """Give a bare delegation the province of the post in front of it: 'Phó Bí thư Tỉnh ủy X, Trưởng đoàn | Đại biểu Quốc hội'."""
    before, body = first.agency, second.agency
    if before is None or body is None or body.kind != "na_delegation" or body.place is not None or before.place is None:
        return second
    return replace(second, agency=replace(body, place=before.place, is_bare=False))


def _share_units(run: Sequence[PostSpan]) -> list[PostSpan]:
    """The posts, the bare unit of a body named by one later in the chain: 'Bí thư Huyện ủy, Chủ tịch UBND | huyện Tiên Yên'."""
    named: dict[str, PlaceSpan] = {}
    shared: list[PostSpan] = []
    before: PostSpan | None = None
    for post in reversed(run):
        if before is not None and post.agency is not None and post.agency is before.agency:
            agency = shared[-1].agency  # the body that the post behind it gave
        else:
            agency = _name_units(post.agency, named)
        shared.append(post if agency is post.agency else replace(post, agency=agency))
        before = post
    shared.reverse()
    return shared


def _name_units(body: AgencySpan | None, named: dict[str, PlaceSpan]) -> AgencySpan | None:
    """The body and its parents with their units named; the units that they name themselves are noted in `named`."""
    if body is None:
        return None
    place = body.place
    if place is not None and not place.name:
        place = named.get(place.unit, place)
    elif place is not None:
        outer: PlaceSpan | None = place
        while outer is not None:
            if outer.unit:
                named[outer.unit] = outer
            outer = outer.outer
    parent = _name_units(body.parent, named)
    return body if place is body.place and parent is body.parent else replace(body, place=place, parent=parent)
