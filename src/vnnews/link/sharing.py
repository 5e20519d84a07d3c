"""Giving the posts of one person what they share: a body, a place, the office whose party committee is meant.

Takes the posts of a chain in the order of the text, changes their bodies in place. Decides what 'Bí thư Đảng ủy' and 'Bí thư Huyện ủy'
mean in front of 'Chính ủy Quân khu 3' and 'Chủ tịch UBND huyện Tiên Yên'.

Known limit: only what stands behind gives; 'Chính ủy Quân khu 3, Bí thư Đảng ủy' is left open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vnnews.mentions import Agency, Post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.mentions import Place, Span

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


def share_bodies(run: Sequence[Post]) -> None:
    """Give titles of a chain the bodies and places of the titles behind them.

    >>> from vnnews.mentions import Agency, Post
    >>> first = Post(0, 0, "after", "Phó Chủ tịch")
    >>> share_bodies([first, Post(0, 0, "after", "Tổng Thư ký", agency=Agency(0, 0, "central_name", "Quốc hội", is_whole=True))])
    >>> first.agency.name
    'Quốc hội'
    """
    for first, second in zip(reversed(run[:-1]), reversed(run[1:]), strict=True):
        _share_party_committee(first, second)
        _share_agency(first, second)
        _share_place(first, second)
    _share_units(run)


def name_commands(mentions: Sequence[Sequence[Span]]) -> None:
    """Give a bare 'Quân khu' of a title the number that the article names: 'Tư lệnh | Quân khu' in one about Quân khu 5."""
    bare: dict[str, list[Agency]] = {}
    last: dict[str, Agency] = {}
    for span in (span for passage in mentions for span in passage):
        body = span.agency if isinstance(span, Post) else span
        if isinstance(body, Agency) and body.parent is not None:
            body = body.parent
        if not isinstance(body, Agency) or body.kind != "military":
            continue
        if body.is_whole and body.name[-1:].isdigit():
            kind = body.name.rpartition(" ")[0]
            last[kind] = body
            for waiting in bare.pop(kind, ()):
                _name_command(waiting, last)
        elif body.rule == "bare_head" and not _name_command(body, last):
            bare.setdefault(body.name, []).append(body)


def _name_command(body: Agency, named: dict[str, Agency]) -> bool:
    """Take the full name of a command from the one named; whether there was one."""
    full = named.get(body.name)
    if full is not None:
        body.name, body.is_bare, body.is_whole = full.name, False, True
    return full is not None


def _share_party_committee(first: Post, second: Post) -> None:
    """'Bí thư Đảng ủy, | Chủ tịch HĐND phường X' and '… | Chính ủy Quân khu 3': the commune's committee or that of the office."""
    board, office = first.agency, second.agency
    committee = board.parent if board is not None and board.kind == "party_board" and board.is_bare else board
    if committee is not None and committee.rule == "party_body_of_army" and committee.is_bare:
        if office is not None and office.kind == "military" and office.place is not None:
            committee.place, committee.is_bare = office.place, False
        return
    if committee is None or committee.name not in PARTY_COMMITTEES or office is None or office is committee:
        return
    if committee.parent is not None or (committee.place is not None and committee.place.name):
        return
    if office.name in PARTY_COMMITTEES:
        committee.place, committee.parent, committee.joins_parent = office.place, office.parent, office.joins_parent
    elif (
        committee.name == "Đảng ủy"
        and office.kind in UNIT_BODIES
        and office.place is not None
        and office.place.unit in _COMMUNE_UNITS
    ):
        committee.place = office.place
    elif office.kind in OFFICES_WITH_COMMITTEE and office.is_public and not office.is_bare and not office.country:
        committee.parent, committee.joins_parent = office, True
    else:
        return
    committee.is_bare = False
    if board is not None:
        board.is_bare = False


def _share_agency(first: Post, second: Post) -> None:
    """Give a title without a body the body of the next one.

    'Phó Chủ tịch - Tổng Thư ký UBTƯ MTTQ', 'Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ'. A deputy minister who heads another body keeps no body:
    'Thứ trưởng, Tổng Giám đốc BHXH Việt Nam' does not say of which ministry.
    """
    if first.agency is not None or first.implied or first.country or second.agency is None or first.mode == "none":
        return
    if first.mode.startswith("cell"):
        if second.agency.kind == "village":  # 'Bí thư Chi bộ kiêm Trưởng bản | Xám'
            name = f"Chi bộ {second.agency.name[0].lower()}{second.agency.name[1:]}"
            first.agency, first.place = msgspec.structs.replace(second.agency, name=name), second.place
        return
    if first.role.startswith(_OF_COURTS) and second.agency.kind not in {"court", "procuracy"}:
        return  # 'Kiểm sát viên trung cấp, Phó Trưởng phòng 7' is of the procuracy
    is_of_committee = first.role.startswith(("Ủy viên Ban Thường vụ", "Ủy viên Thường vụ"))
    if is_of_committee and second.agency.kind == "party_board":
        first.agency = second.agency.parent  # 'UVBTV, Trưởng Ban Tổ chức | Tỉnh ủy'
    elif is_of_committee and second.agency.kind in UNIT_BODIES and second.agency.place is not None:
        first.agency = _committee_beside(second.agency)
    elif first.role == "Thứ trưởng":
        first.mode = "none"
    elif first.role != "Bộ trưởng" or second.agency.kind in {"ministerial_agency", "government_agency"}:
        first.agency = second.agency


def _committee_beside(body: Agency) -> Agency | None:
    """The Party committee of the unit whose people's committee or council is named: 'Ủy viên BTV, Phó Chủ tịch | UBND tỉnh X'."""
    # it is written nowhere: a span of no length, that is no mention of it
    unit = body.place.unit if body.place is not None else ""
    name = "Đảng ủy" if unit in _COMMUNE_UNITS else _COMMITTEES.get(unit, "")
    if not name:
        return None
    rule = "committee_of_province" if name == "Tỉnh ủy" else "committee_of_unit"
    return msgspec.structs.replace(
        body, end=body.start, name=name, kind="party_committee", rule=rule, level="", parent=None, joins_parent=False
    )


_COMMITTEES = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}


def _share_place(first: Post, second: Post) -> None:
    """Give a bare local body the unit of the next: 'Phó Chủ tịch Ủy ban MTTQ Việt Nam, | Chủ tịch Công đoàn phường X'."""
    body, other = first.agency, second.agency
    if body is None or other is None or other.is_bare or body is other:
        return
    if body.kind == other.kind == "provincial_department" and body.place is None and other.place is not None:
        body.place, body.is_bare = (
            other.place,
            False,
        )  # 'Giám đốc Sở Xây dựng rồi Giám đốc Sở Giao thông vận tải | Lào Cai'
        return
    if not body.is_bare or body.kind not in LOCAL_BODIES:
        return
    place = other.place if other.place is not None or other.parent is None else other.parent.place
    if place is not None and place.unit and (other.parent is None or other.joins_parent or other.place is None):
        body.place, body.is_bare = place, False


def _share_units(run: Sequence[Post]) -> None:
    """Name the bare unit of a body by one named later in the chain: 'Bí thư Huyện ủy, Chủ tịch UBND | huyện Tiên Yên'."""
    named: dict[str, Place] = {}
    for post in reversed(run):
        body = post.agency
        while body is not None:
            _name_unit(body, named)
            body = body.parent


def _name_unit(body: Agency, named: dict[str, Place]) -> None:
    place = body.place
    if place is None:
        return
    if not place.name:
        body.place = named.get(place.unit, place)
        return
    while place is not None:
        if place.unit:
            named[place.unit] = place
        place = place.outer
