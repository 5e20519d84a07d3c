"""What the name of a body tells: where it sits, of what field it is, which bodies took it over.

Takes the name, kind, level and province of a body as a statement has them, gives a `Seat`. Decides which bodies are one after a merger of provinces or
ministries ('Sở Tài nguyên và Môi trường tỉnh Bến Tre' → 'Sở Nông nghiệp và Môi trường tỉnh Vĩnh Long'): from the gazetteer's successors only.

Known limit: communes that were merged are followed only where the name of the body stays the same.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from vnnews.text import fold, slug

CACHED = 1 << 16
"""Answers about bodies that are kept."""

CENTRAL, PROVINCIAL, LOCAL, NOWHERE = "central", "province", "local", ""

FORCES = {
    "police": "police",
    "police_unit": "police",
    "military": "military",
    "army": "military",
    "border_guard": "military",
}
"""Kinds of bodies whose people rarely change to another field."""


class Seat(NamedTuple):
    """Where a body stands among others."""

    key: str
    """The id of the body, '' for none."""
    level: str
    """'central', 'province', 'local' (districts and communes) or '' where it cannot be told."""
    province: str
    """Short name of the province, '' for central bodies."""
    unit: str
    """What the bodies of one place share: 'cà mau' for all of the province, 'cà mau/commune đất mũi' for those of a commune."""
    field: str
    """What ministry and departments share: 'y tế'."""
    force: str
    """'police', 'military' or ''."""
    is_told: bool
    """Whether the name says which body it is: 'Sở Y tế tỉnh Cà Mau' does, 'Phòng Tổng hợp' does not."""
    is_top: bool
    """Whether it leads the country or a province: ministries, committees, councils, the police of a province."""


@lru_cache(CACHED)
def seat_body(name: str, body_id: str, kind: str, level: str, province: str) -> Seat:
    """Return where a body stands.

    >>> seat_body("Đảng ủy phường Bình Phú", "vn:x", "party_committee", "commune", "Hồ Chí Minh").unit
    'hồ chí minh/commune bình phú'
    >>> seat_body("Sở Y tế tỉnh Cà Mau", "vn:y", "provincial_department", "province", "Cà Mau")[1:5]
    ('province', 'Cà Mau', 'cà mau', 'y tế')
    >>> seat_body("Thôn Nà Lẹng", "vn:z", "", "", "Thái Nguyên")[1]
    'local'
    """
    if not name:
        return Seat("", NOWHERE, province, fold(province), "", "", False, False)
    key = body_id or f"vn:{slug(name)}"
    folded = fold(name)
    local = _LOCAL_UNIT.search(folded) or _HAMLET.search(folded)
    if local is not None and province and fold(province) == local[2] and level not in ("district", "commune"):
        local = None  # 'Thành phố Đà Nẵng' is a province
    rank = {"central": CENTRAL, "province": PROVINCIAL, "district": LOCAL, "commune": LOCAL}.get(level, NOWHERE)
    if local is not None and level in ("district", "commune", ""):
        unit, rank = f"{fold(province)}/{_unit_word(local[1])} {local[2]}", LOCAL
    elif province:
        unit, rank = fold(province), LOCAL if rank == LOCAL else PROVINCIAL
    else:
        unit = ""
    if rank == NOWHERE and key in _central_kinds():
        rank = CENTRAL
    field = next((field for field in _fields() if field in folded), "")
    force = FORCES.get(kind, "") or ("police" if "công an" in folded or "cảnh sát" in folded else "")
    force = force or ("military" if any(word in folded for word in _ARMY) else "")
    is_told = bool(province) or rank == CENTRAL or _is_one_of_a_kind(name, kind)
    is_top = rank in (CENTRAL, PROVINCIAL) and (kind or _central_kinds().get(key, "")) in TOP_KINDS and "," not in name
    return Seat(key, rank, province, unit, field, force, is_told, is_top)


def _is_one_of_a_kind(name: str, kind: str) -> bool:
    """Whether a name without a province says all the same which body it is: 'Trường Tiểu học Đông Hòa B', 'Phòng Dịch tễ, Cục Thú y'."""
    if ", " in name and fold(name.rpartition(", ")[2]) in _central_names():
        return True
    words = name.split()[2:]
    return kind in INSTITUTIONS and sum(word[0].isupper() or word[0].isdigit() for word in words) >= OWN_WORDS


TOP_KINDS = frozenset(
    [
        "peoples_committee",
        "party_committee",
        "peoples_council",
        "front",
        "police",
        "na_delegation",
        "ministry",
        "government",
        "legislature",
        "party_central",
        "ministerial_agency",
        "state_president",
        "legislature_committee",
    ]
)
"""Kinds of bodies whose heads are the first persons of the country or of a province."""

INSTITUTIONS = frozenset({"school", "hospital", "university", "institute", "state_university", "public_service_unit", "management_board"})  # fmt: skip
"""Kinds of bodies that bear names of their own."""

OWN_WORDS = 2
"""Capitals behind the first two words from which on such a name is its own: 'Viện Tim' has none, 'Ban Quản lý dự án Thăng Long' two."""


_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_LOCAL_UNIT = re.compile(
    r"\b(xã|phường|thị trấn|đặc khu|quận|huyện ủy|quận ủy|thị ủy|thành ủy|huyện|thị xã|thành phố) ((?!ủy\b)[^,]+)$"
)
_HAMLET = re.compile(r"^(?:chi bộ )?(thôn|bản|xóm|ấp|khóm|khu phố|tổ dân phố|buôn) (.+)$")
_ARMY = ("quân sự", "quân khu", "bộ đội", "biên phòng", "quốc phòng", "quân đoàn", "hải quân")


def _unit_word(word: str) -> str:
    """What stays when a unit is raised: 'Thị ủy Hội An' became 'Thành ủy Hội An'."""
    return "commune" if word in _COMMUNES else "district"


@cache
def _central_names() -> frozenset[str]:
    from vnnews.gazetteer import default

    facts = default()
    return frozenset(fold(record.name) for record in (*facts.central_agencies, *facts.institutions))


@cache
def _central_kinds() -> dict[str, str]:
    from vnnews.gazetteer import default

    facts = default()
    return {record.id: record.kind for record in (*facts.central_agencies, *facts.institutions)}


@cache
def _fields() -> tuple[str, ...]:
    """The fields of work of all ministries, the longest first: 'nông nghiệp và môi trường', 'y tế'."""
    from vnnews.gazetteer import default

    names = {fold(r.name).removeprefix("bộ ") for r in default().central_agencies if r.kind == "ministry"}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(CACHED)
def follow_body(name: str, body_id: str) -> tuple[tuple[str, date | None], ...]:
    """Return the ids of the bodies that took a body over, with the last day of what ended; () while it exists.

    >>> follow_body("Ủy ban nhân dân tỉnh Bến Tre", "vn:uy-ban-nhan-dan-tinh-ben-tre")
    (('vn:uy-ban-nhan-dan-tinh-vinh-long', datetime.date(2025, 6, 30)),)
    >>> [id for id, _ in follow_body("Bộ Giao thông vận tải", "vn:bo-giao-thong-van-tai")]
    ['vn:bo-xay-dung']
    """
    from vnnews.gazetteer import default

    record = default().agency_by_id.get(body_id)
    if record is not None:
        return tuple((heir, record.valid_to) for heir in record.successors)
    names: dict[str, date | None] = {}
    for old, heir, last in _renamed_provinces():
        if name.endswith(old):
            names[name.removesuffix(old) + heir] = last
    for base in (name, *names):
        for old, heir, last in _renamed_fields():
            if f"Sở {old}" in base:
                names[base.replace(f"Sở {old}", f"Sở {heir}")] = names.get(base, last)
    return tuple((f"vn:{slug(heir)}", last) for heir, last in names.items())


@cache
def _renamed_provinces() -> tuple[tuple[str, str, date | None], ...]:
    """How the name of a body ends before and after its province was merged or became a city."""
    from vnnews.gazetteer import default

    facts = default()
    endings = []
    for old in facts.provinces:
        for heir in (facts.province_by_id[one] for one in old.successors):
            if heir.full_name == old.full_name:
                continue
            before, after = _in_names(old.full_name), _in_names(heir.full_name)
            endings.append((f" {before}", f" {after}", old.valid_to))
            committee = "Thành ủy" if heir.kind == "centrally_run_city" else "Tỉnh ủy"
            endings += [
                (f"{word} {old.name}", f"{committee} {heir.name}", old.valid_to) for word in ("Tỉnh ủy", "Thành ủy")
            ]
    return tuple(endings)


def _in_names(full_name: str) -> str:
    """A province inside the name of a body: 'tỉnh Bến Tre', 'Thành phố Huế'."""
    return full_name.replace("Tỉnh ", "tỉnh ", 1)


@cache
def _renamed_fields() -> tuple[tuple[str, str, date | None], ...]:
    """The fields of ministries that were merged, which the departments of provinces followed."""
    from vnnews.gazetteer import default

    facts = default()
    return tuple(
        (old.name.removeprefix("Bộ "), facts.agency_by_id[heir].name.removeprefix("Bộ "), old.valid_to)
        for old in facts.central_agencies
        if old.kind == "ministry"
        for heir in old.successors
        if heir in facts.agency_by_id
    )


@lru_cache(CACHED)
def is_same_province(one: str, other: str) -> bool:
    """Whether two short names mean one province, or one of them took the other over.

    >>> is_same_province("Bến Tre", "Vĩnh Long"), is_same_province("Bến Tre", "Trà Vinh")
    (True, False)
    """
    return one == other or other in _heirs_of(one) or one in _heirs_of(other)


@lru_cache(CACHED)
def _heirs_of(name: str) -> frozenset[str]:
    from vnnews.gazetteer import default

    facts = default()
    heirs: set[str] = set()
    waiting = [province for province in facts.provinces if province.name == name]
    while waiting:
        found = [facts.province_by_id[heir] for heir in waiting.pop().successors]
        waiting += [province for province in found if province.name not in heirs]
        heirs.update(province.name for province in found)
    return frozenset(heirs)


@lru_cache(CACHED)
def is_same_body(one: str, other: str, name: str, other_name: str) -> bool:
    """Whether two ids mean one body, or one of them took the other over.

    >>> is_same_body("vn:bo-xay-dung", "vn:bo-giao-thong-van-tai", "Bộ Xây dựng", "Bộ Giao thông vận tải")
    True
    """
    return one == other or _leads_to(name, one, other) or _leads_to(other_name, other, one)


def _leads_to(name: str, one: str, other: str) -> bool:
    seen, waiting = {one}, [(name, one)]
    while waiting:
        for heir, _ in follow_body(*waiting.pop()):
            if heir == other:
                return True
            if heir not in seen:
                seen.add(heir)
                waiting.append((_name_of(heir), heir))
    return False


def _name_of(body_id: str) -> str:
    """The name of a central body; that of a local one cannot be read from its id, so that its line ends there."""
    from vnnews.gazetteer import default

    record = default().agency_by_id.get(body_id)
    return record.name if record is not None else ""


@lru_cache(CACHED)
def rank_role(role: str) -> int:
    """Return what a role is in its body: 1 its only head, 2 a deputy, 4 a member or officer, 0 where it cannot be told.

    >>> rank_role("Chủ tịch"), rank_role("Phó Chủ tịch Thường trực"), rank_role("Ủy viên"), rank_role("Đại biểu")
    (1, 2, 4, 4)
    """
    folded = fold(role)
    if folded.startswith("phó ") or " phó" in folded:
        return 2
    if "viên" in folded.split():
        return 4
    ranks = _role_ranks()
    words = folded.removeprefix("quyền ").split()
    return next((ranks[short] for n in range(len(words), 0, -1) if (short := " ".join(words[:n])) in ranks), 0)


@cache
def _role_ranks() -> dict[str, int]:
    from vnnews.gazetteer import default

    ranks: dict[str, int] = {}
    for record in default().roles:
        if record.is_public:
            key = fold(record.role)
            ranks[key] = min(ranks.get(key, 9), record.rank or 9)
    return {role: 0 if rank == 9 else rank for role, rank in ranks.items()}


@lru_cache(CACHED)
def is_office(role: str) -> bool:
    """Whether a role without a body is an office of which the state has one: 'Chủ tịch nước'.

    >>> is_office("Chủ tịch nước"), is_office("Chủ tịch")
    (True, False)
    """
    return fold(role) in _offices()


@cache
def _offices() -> frozenset[str]:
    from vnnews.gazetteer import default

    return frozenset(
        fold(record.role) for record in default().roles if record.reads == "none" and record.rank in (1, 2)
    )
