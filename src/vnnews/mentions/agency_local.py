"""Bodies that a place tells apart: people's committees, police, courts, party committees, departments, unions.

Takes a head of such a body, gives the `AgencySpan` with its place, or with a bare unit ('UBND tỉnh') that `vnnews.link` resolves.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agency_parts import Found, finish, is_followed_by_generic, make_agency, parse_agency, read_country
from vnnews.mentions.agency_services import gate_length, read_customs, read_fire_police, read_region
from vnnews.mentions.lexicon import Head, Lexicon, Unit
from vnnews.mentions.names import is_person_run, proper_end, read_field
from vnnews.mentions.places import is_capitalised, is_person_like, named_district, parse_place
from vnnews.mentions.spans import HAS_STANDING_BODY, AgencySpan, PlaceSpan, standing_body
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest


def read_place(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'UBND tỉnh Quảng Ninh', 'Công an quận 2', 'Đảng ủy Công an tỉnh', bare 'UBND tỉnh'."""
    agency = make_agency(tokens, i, j, "local_head", head, head.name)
    agency = replace(agency, takes_place=True)
    if j == i + 1 and tokens.key[i] == "đoàn":
        return _read_union_of_body(tokens, lexicon, i, j, head, role, depth)
    if tokens.key[i] == "trung" and read_field(tokens, lexicon, i + 2, small=True)[1] > j:
        return None  # 'Trung tâm Y tế | dự phòng thành phố' is named by its longer field
    k = _behind_abbreviation(tokens, lexicon, _after_connector(tokens, j))
    if "of_body" in head.ways:
        nested = _read_nested_body(tokens, lexicon, i, j, head, depth)
        if nested is not None:
            return nested
    if (
        head.name in {"Đảng bộ"}
        and i
        and tokens.key[i - 1] in {"hội", "biểu"}
        and "đại" in tokens.key[max(0, i - 4) : i]
    ):
        return None  # 'Đại hội Đảng bộ tỉnh lần thứ XX' is a congress
    if tokens.key[j : j + 2] == ["khu", "vực"] and head.name != "Công an":
        return read_region(tokens, lexicon, i, j, head)
    if head.name == "Thuế" and tokens.key[j : j + 2] == ["cơ", "sở"] and tokens.surface[j + 2].isdigit():
        agency = replace(
            agency, name=f"Thuế cơ sở {tokens.surface[j + 2]}", rule="numbered_tax_office", end=tokens.end[j + 2]
        )
        place = parse_place(tokens, lexicon, j + 3, bare=True, nested=True)
        if place is not None:
            agency = replace(agency, place=place[0], end=place[0].end)
        return agency, place[1] if place is not None else j + 3
    if head.name == "Hải quan":
        return read_customs(tokens, lexicon, i, j, head)
    if head.name == "Chi cục Hải quan" and gate_length(tokens, j):
        return read_customs(tokens, lexicon, i, j, head)
    if head.name == "Cảnh sát phòng cháy và chữa cháy":
        return read_fire_police(tokens, lexicon, i, j, head, depth)
    place = parse_place(tokens, lexicon, k, bare=True, nested=True) if not is_followed_by_generic(tokens, k) else None
    if place is None and head.unit:  # 'CATP Hà Nội'
        return None
    abroad = _place_abroad(tokens, lexicon, k) if place is None or not place[0].name else None
    if abroad is not None:
        return _body_abroad(tokens, agency, k, *abroad)
    if place is not None:
        found, end = place
        if head.unit and not found.unit:
            found = replace(found, unit=head.unit)
        if head.name in {"Thuế", "Thống kê", "Thi hành án dân sự"} and not (found.unit and tokens.cap[i]):
            return None
        agency = replace(agency, place=found, end=found.end)
        if tokens.key[i : i + 2] == ["công", "đoàn"] and found.level == "commune":
            agency = replace(agency, name="Công đoàn")  # of provinces and districts it is the 'Liên đoàn Lao động'
        if not found.name:
            agency = replace(agency, rule="bare_local_head")
            if not (tokens.cap[i] or role) and head.kind not in {
                "police",
                "inspectorate",
                "peoples_committee",
                "peoples_council",
                "na_delegation",
            }:
                return None
        return agency, end
    first = j + (tokens.key[j] == "ngành")
    if tokens.key[i : i + 2] == ["công", "đoàn"] and tokens.cap[i] and tokens.cap[first]:
        field, end = read_field(tokens, lexicon, first, small=False)
        if field:  # 'Công đoàn ngành Giáo dục tỉnh X', 'Công đoàn Viên chức Việt Nam'
            agency = replace(
                agency,
                name=f"Công đoàn {'ngành ' * (first - j)}{field}",
                rule="union_of_field",
                end=tokens.end[end - 1],
            )
            agency = replace(agency, is_whole=tokens.key[end : end + 2] == ["việt", "nam"])
            return finish(tokens, lexicon, agency, end, depth)
    district = named_district(tokens, lexicon, k) if head.kind in _OF_DISTRICTS and (tokens.cap[i] or role) else None
    if district is not None:
        agency = replace(agency, place=district[0], end=district[0].end)
        return agency, district[1]
    local = longest(lexicon.locals, tokens.key, j)[1] if head.kind == "public_service_centre" and tokens.cap[i] else j
    if local > j + 1 and is_capitalised(tokens, j, local) and not is_person_run(tokens, lexicon, j):
        agency = make_agency(
            tokens, i, local, "centre_named_after_place", head, f"{head.name} {' '.join(tokens.surface[j:local])}"
        )
        return finish(tokens, lexicon, replace(agency, is_whole=True), local, depth)  # 'Trung tâm Y tế | Hoành Sơn'
    if head.name == "Trường Chính trị" and tokens.cap[j]:  # 'Trường Chính trị | Trần Phú'
        end = next(k for k in range(j, j + MAX_PATRON + 1) if k == j + MAX_PATRON or not tokens.cap[k])
        agency = replace(
            agency, name=f"{head.name} {' '.join(tokens.surface[j:end])}", is_whole=True, takes_place=False
        )
        return finish(tokens, lexicon, replace(agency, end=tokens.end[end - 1]), end, depth)
    return _read_bare_place_head(tokens, lexicon, i, j, head, agency, role)


MAX_PATRON = 3
"""Syllables of a person after whom a school is named."""


def _place_abroad(tokens: Tokens, lexicon: Lexicon, j: int) -> tuple[str, int] | None:
    """The country of a neighbour's province and the position behind it: 'UBND | tỉnh Vân Nam', 'Sở Y tế | Quảng Tây'."""
    first = j + (tokens.key[j] == "tỉnh")
    country, end = longest(lexicon.countries, tokens.key, first)
    is_province = country is not None and end > first + 1 and " ".join(tokens.surface[first:end]) != country
    return (country, end) if is_province and tokens.cap[first] and tokens.cap[end - 1] else None


def _body_abroad(tokens: Tokens, agency: AgencySpan, j: int, country: str, end: int) -> tuple[AgencySpan, int]:
    """A body of a neighbour's province, with the words of its place from token j on: 'Tỉnh ủy Vân Nam'."""
    name = " ".join([agency.name, *tokens.surface[j:end]])
    return replace(agency, name=name, country=country, end=tokens.end[end - 1]), end


_OF_DISTRICTS = frozenset(
    {"peoples_committee", "peoples_council", "police", "court", "procuracy", "public_service_centre"}
)
"""Kinds of bodies that follow a district named without its unit."""


def _read_union_of_body(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Đoàn xã Mồ Dề', 'Đoàn Học viện Thanh thiếu niên': the youth union of a unit or of a body; 'đoàn' alone is any group."""
    place = parse_place(tokens, lexicon, j, nested=True, bare=True)
    if place is not None and place[0].unit and (role or tokens.cap[i]):
        agency = make_agency(tokens, i, place[1], "local_head", head, head.name)
        agency = replace(agency, takes_place=True, place=place[0])
        return agency, place[1]
    inner = parse_agency(tokens, lexicon, j, depth=depth + 1) if role and tokens.cap[i] and tokens.cap[j] else None
    if inner is None or inner[0].is_bare or not inner[0].is_public:
        return None
    agency = make_agency(tokens, i, inner[1], "nested_body", head, "Đoàn")
    agency = replace(agency, parent=inner[0], joins_parent=True)
    return agency, inner[1]


def _read_bare_place_head(
    tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, agency: AgencySpan, role: bool
) -> Found:
    """A local head without any place: a body of the front or of a union when 'Việt Nam' is part of it, else only a back reference."""
    if head.kind == "front":
        place = _place_behind_unions(tokens, lexicon, j)
        if place is not None:
            return replace(agency, place=place, rule="front_with_unions"), j
    if tokens.key[j - 2 : j] == ["việt", "nam"] and tokens.cap[i]:
        agency = replace(
            agency,
            name=(
                " ".join(tokens.surface[i:j])
                .replace("MTTQ", "Mặt trận Tổ quốc")
                .replace("LHPN", "Liên hiệp Phụ nữ")
                .replace("CCB", "Cựu chiến binh")
            ),
        )
        agency = replace(agency, is_whole=True, takes_place=False, rule="national_union")
        if agency.name.startswith("Ủy ban Mặt trận"):
            agency = replace(agency, is_whole=False, is_bare=True)
        return read_country(tokens, lexicon, agency, j)
    national = lexicon.national.get(" ".join(tokens.surface[i:j]).lower()) or lexicon.national.get(
        " ".join(tokens.key[i:j])
    )
    if national is not None and tokens.cap[i] and not is_followed_by_generic(tokens, j):
        agency = replace(agency, name=national, level="central", rule="central_name", is_whole=True, takes_place=False)
        finished = finish(tokens, lexicon, agency, j, 0) if tokens.surface[j] in {"(", ","} else None
        return finished or read_country(tokens, lexicon, agency, j)
    is_written_small = not tokens.cap[i] and not (
        role and head.kind in {"na_delegation", "front"}
    )  # 'Phó Trưởng | đoàn ĐBQH'
    if is_followed_by_generic(tokens, j) or is_written_small or tokens.key[j] in {"nhân", "xã", "viên"}:
        return None
    if "needs_place" in head.ways:
        return None
    country = longest(lexicon.countries, tokens.key, j)
    if country[0] is not None and (tokens.cap[j] or tokens.cap[country[1] - 1]):
        agency = replace(agency, country=country[0], end=tokens.end[country[1] - 1])
        return agency, country[1]
    return replace(agency, is_bare=True, rule="bare_head"), j


_UNIONS = ("các tổ chức chính trị - xã hội", "các tổ chức chính trị xã hội", "các tổ chức thành viên", "các đoàn thể")


def _place_behind_unions(tokens: Tokens, lexicon: Lexicon, j: int) -> PlaceSpan | None:
    """The place that the front shares with its unions: 'Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội | phường X'."""
    if tokens.key[j] not in {"và", ","}:
        return None
    for words in _UNIONS:
        end = j + 1 + len(words.split())
        if " ".join(tokens.key[j + 1 : end]) == words:
            place = parse_place(tokens, lexicon, end, bare=True, nested=True)
            return place[0] if place is not None else None
    return None


def _read_nested_body(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, depth: int) -> Found:
    """'Đảng ủy Công an tỉnh X', 'Đảng ủy Quân khu 1', 'Thanh tra Sở Y tế', 'Đảng bộ cơ quan Tạp chí Cộng sản'."""
    if tokens.key[j : j + 4] == ["các", "cơ", "quan", "đảng"]:
        place = parse_place(tokens, lexicon, j + 4, bare=True, nested=True)
        if place is None:
            return None
        agency = make_agency(tokens, i, place[1], "party_body_of_office", head, f"{head.name} các cơ quan Đảng")
        agency = replace(agency, takes_place=True, place=place[0])
        return agency, place[1]
    if tokens.key[j : j + 2] == ["quân", "sự"]:  # 'Đảng ủy Quân sự tỉnh X'
        place = parse_place(tokens, lexicon, j + 2, bare=True, nested=True)
        if place is None:  # 'Phó Bí thư Đảng ủy Quân sự, Chỉ huy trưởng Bộ CHQS tỉnh X'
            agency = make_agency(tokens, i, j + 2, "party_body_of_army", head, f"{head.name} Quân sự")
            return replace(agency, takes_place=True, is_bare=True, is_army_committee=True), j + 2
        agency = make_agency(tokens, i, place[1], "party_body_of_army", head, f"{head.name} Quân sự")
        return replace(agency, takes_place=True, place=place[0], is_army_committee=True), place[1]
    if tokens.key[j : j + 2] == ["cơ", "quan"]:
        owner = parse_agency(tokens, lexicon, j + 2, depth=depth + 1, role=True)
        end = owner[1] if owner is not None else proper_end(tokens, lexicon, j + 2)
        if end == j + 2:
            return None
        words = _spell_central(" ".join(tokens.surface[j + 2 : end]))
        agency = make_agency(tokens, i, end, "party_body_of_office", head, f"{head.name} cơ quan {words}")
        return replace(agency, is_whole=True), end
    if not tokens.cap[j]:
        return None
    inner = parse_agency(tokens, lexicon, j, depth=depth + 1)
    if (
        inner is None
        or (inner[0].is_bare and inner[0].kind != "military")
        or (not inner[0].is_public and head.kind not in {"party_committee", "party_organisation"})
    ):
        return None
    agency = make_agency(tokens, i, inner[1], "nested_body", head, head.name)
    agency = replace(agency, parent=inner[0], joins_parent=True)
    if head.kind == "court" and tokens.key[inner[1]] == "tại":
        seat = parse_place(tokens, lexicon, inner[1] + 1, nested=True)
        if seat is not None:
            court = replace(inner[0], name=f"{inner[0].name} tại", place=seat[0])
            agency = replace(agency, parent=court, end=seat[0].end)
            return agency, seat[1]
    return agency, inner[1]


def _spell_central(words: str) -> str:
    """'T . Ư Đoàn' as 'Trung ương Đoàn'."""
    for short in ("T . Ư", "T.Ư", "TƯ", "TW"):
        words = words.replace(short, "Trung ương")
    return words


def _after_connector(tokens: Tokens, j: int) -> int:
    """The position behind 'tại', 'của' and, of a deputies' delegation, 'đơn vị', 'chuyên trách' in front of its place."""
    if tokens.key[j - 1] in {"hội", "đbqh"}:
        for words in (["đơn", "vị"], ["chuyên", "trách"]):
            if tokens.key[j : j + 2] == words:
                return j + 2
    return (
        j + 1
        if tokens.key[j] in {"tại", "của"} and (tokens.cap[j + 1] or tokens.key[j + 1] in {"tỉnh", "thành"})
        else j
    )


def _behind_abbreviation(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """The position behind a body's own abbreviation in brackets, when its place follows: 'Trung tâm Kiểm soát bệnh tật (CDC) | tỉnh X'."""
    if tokens.surface[j] != "(" or tokens.surface[j + 2] != ")" or not tokens.surface[j + 1].isupper():
        return j
    place = parse_place(tokens, lexicon, j + 3, bare=True, nested=True)
    return j + 3 if place is not None else j


def read_committee(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Tỉnh ủy Cao Bằng', 'Thành ủy TP.HCM', 'Quận ủy quận 2', bare 'Tỉnh ủy'."""
    if not (tokens.cap[i] or role):
        return None
    agency = make_agency(tokens, i, j, "committee", head, head.name)
    agency = replace(agency, takes_place=True)
    place = parse_place(tokens, lexicon, j, nested=True)
    if (
        place is None
        and head.level in {"district", "commune"}
        and tokens.cap[j]
        and not is_person_like(tokens, lexicon, j, Unit(head.unit, head.level))
    ):
        known, end = longest(lexicon.locals, tokens.key, j)
        end = end if known is not None and is_capitalised(tokens, j, end) else proper_end(tokens, lexicon, j)
        if end > j:
            place = (
                PlaceSpan(
                    tokens.start[j],
                    tokens.end[end - 1],
                    "unit_in_head",
                    head.level,
                    head.unit,
                    " ".join(tokens.surface[j:end]),
                    False,
                    True,
                ),
                end,
            )
    elif place is None and head.unit == "thành phố" and tokens.cap[j]:
        known, end = longest(lexicon.locals, tokens.key, j)
        if known is not None and is_capitalised(tokens, j, end):
            place = (
                PlaceSpan(tokens.start[j], tokens.end[end - 1], "unit_in_head", "city", head.unit, known, False, True),
                end,
            )
    abroad = _place_abroad(tokens, lexicon, j) if place is None else None
    if abroad is not None:
        return _body_abroad(tokens, agency, j, *abroad)
    if place is None:
        agency = replace(
            agency,
            place=PlaceSpan(
                tokens.start[i],
                tokens.end[j - 1],
                "unit_in_head",
                head.level if head.unit != "thành phố" else "city",
                head.unit,
            ),
        )
        return replace(agency, rule="bare_committee", is_bare_committee=True), j
    unit, end = place
    if not unit.unit:
        unit = replace(unit, unit=head.unit)
    return replace(agency, place=unit, end=unit.end), end


def read_inner(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Ban Thường vụ Tỉnh ủy X', 'Ban Chấp hành Đảng bộ tỉnh', 'Thường trực Ban Chỉ đạo Y': a standing body of the one behind it."""
    if i and tokens.key[i - 1] == "trưởng" and tokens.key[j - 1] == "trực":
        return None  # 'Phó Trưởng | Ban Thường trực | Ban Chỉ đạo Y'
    k = j + 1 if tokens.key[j] == "của" else j
    inner = parse_agency(tokens, lexicon, k, depth=depth + 1, role=True)
    if inner is None or inner[0].is_bare or inner[0].country or inner[0].kind not in HAS_STANDING_BODY:
        return None
    if head.name == "Thường trực" and inner[0].kind in {"party_committee", "party_organisation"}:
        return replace(inner[0], start=tokens.start[i]), inner[1]  # the secretaries, who speak for the committee
    return standing_body(inner[0], head.name, tokens.start[i]), inner[1]


def read_department(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Sở Y tế Hà Nội', 'Sở GD-ĐT tỉnh X', 'Sở KH&ĐT'."""
    field, end = longest(lexicon.departments, tokens.key, j)
    if field is None or not (tokens.cap[j] or tokens.cap[i] or role) or (end == j + 1 and not tokens.cap[j]):
        if tokens.cap[i] and tokens.key[j] not in {"hữu", "dĩ", "thích", "trường", "ngành"}:
            agency = make_agency(tokens, i, j, "bare_head", head, head.name)
            return replace(agency, is_bare=True), j
        return None
    agency = make_agency(tokens, i, end, "department", head, f"Sở {field}")
    agency = replace(agency, takes_place=True)
    abroad = _place_abroad(tokens, lexicon, end)
    if abroad is not None:
        return _body_abroad(tokens, agency, end, *abroad)
    return finish(tokens, lexicon, agency, end, depth)
