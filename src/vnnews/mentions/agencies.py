"""Finding agencies: from the head of a name to its end, with the place and the parent body that the text gives.

Takes tokens and a position, gives an `Agency` and the position behind it, or None. Decides where a name ends and what is no specific
body ('các sở, ngành', 'UBND các huyện', 'công an vào cuộc'); which place 'UBND tỉnh' means is left to `vnnews.link`.

Known limit: bodies with a name of their own and no known head ('Dinh Thống Nhất') are not found.
"""

from __future__ import annotations

from vnnews.mentions import tables
from vnnews.mentions.lexicon import Head, Lexicon, Unit
from vnnews.mentions.names import proper_end, read_field, read_proper_name
from vnnews.mentions.places import is_capitalised, is_person_like, match_province, parse_place
from vnnews.mentions.spans import Agency, Place
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import all_matches, longest

Found = tuple[Agency, int] | None

MAX_DEPTH = 4
"""Bodies inside bodies: 'Đội 2, Phòng Cảnh sát kinh tế, Công an tỉnh X' has three."""


def parse_agency(tokens: Tokens, lexicon: Lexicon, i: int, *, role: bool = False, depth: int = 0) -> Found:
    """Return the agency that begins at token i and the position behind it.

    Args:
        tokens: The passage.
        lexicon: The vocabulary.
        i: Where to look.
        role: Whether a title stands in front, which allows heads in small letters ('trưởng phòng quản lý đô thị').
        depth: How many bodies this one is inside of.
    """
    if depth > MAX_DEPTH:
        return None
    for head, j in all_matches(lexicon.heads, tokens.key, i):
        if (
            head.abbreviation
            and tokens.surface[i] != head.abbreviation
            and not (len(head.abbreviation) > 3 and tokens.upper)
        ):
            continue
        found = _READERS[head.slot](tokens, lexicon, i, j, head, role, depth)
        if found is not None:
            if not role and not depth and is_generic(tokens, i):
                found[0].is_generic = True
            elif (
                found[0].is_generic
                and (found[0].parent is not None or found[0].place is not None)
                and found[0].rule.startswith("field_head")
            ):
                found[0].is_generic = False
            return found
    return None


def is_generic(tokens: Tokens, i: int) -> bool:
    """Return whether the words in front make the body one of many: 'các UBND', 'mỗi Sở'."""
    before = tokens.key[i - 1] if i else ""
    return before in tables.GENERIC_BEFORE or (
        before.isdigit() and tokens.key[i - 2 : i - 1] != ["quận"] and i >= 1 and not tokens.cap[i]
    )


def _make(tokens: Tokens, i: int, j: int, rule: str, head: Head, name: str) -> Agency:
    return Agency(tokens.start[i], tokens.end[j - 1], rule, name, head.kind, head.level)


def _read_whole(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Bộ Y tế', 'Quốc hội', 'Ban Tổ chức Trung ương': the name says all."""
    if not (tokens.cap[i] or role or len(tokens.key[i]) > 1 and j - i >= 4):
        return None
    if head.kind in {"audit", "ministerial_agency"} and tokens.key[j : j + 2] == ["khu", "vực"]:
        return _read_region(tokens, lexicon, i, j, head)
    if head.kind in {"legislature_committee", "department", "party_central"} and _name_goes_on(tokens, lexicon, j):
        return None
    agency = _make(tokens, i, j, "central_name", head, head.name)
    agency.is_whole = True
    if head.kind in {"state_university", "court", "procuracy", "military"}:
        agency.inside = provinces_inside(tokens, lexicon, i, j)
    if tokens.surface[j] == "(" and head.kind in tables.SUB_UNITS | {"department", "general_department"}:
        return finish(tokens, lexicon, agency, j, depth)
    if head.kind in {"department", "general_department"}:
        end = _read_parent(tokens, lexicon, agency, j, depth)
        if end > j:
            agency.end = tokens.end[end - 1]
            return agency, end
    return _read_country(tokens, lexicon, agency, j)


def _name_goes_on(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether another field follows a known name: 'Ủy ban Kinh tế | - Ngân sách' is not the Ủy ban Kinh tế."""
    if tokens.key[j] not in {"-", "–", "&", "và"} or not tokens.cap[j + 1]:
        return False
    return (
        longest(lexicon.fields, tokens.key, j + 1)[1] > j + 1 and longest(lexicon.heads, tokens.key, j + 1)[0] is None
    )


def _read_country(tokens: Tokens, lexicon: Lexicon, agency: Agency, j: int) -> Found:
    """Take 'Việt Nam' or a country behind the name: 'Bộ Giáo dục và Đào tạo Việt Nam', 'Bộ Ngoại giao Thái Lan'."""
    k = j + 1 if tokens.key[j] in {"của", "nước"} else j
    if tokens.key[k : k + 2] == ["việt", "nam"] and tokens.cap[k]:
        if k == j:
            agency.end = tokens.end[k + 1]
        return agency, (k + 2 if k == j else j)
    country, end = longest(lexicon.countries, tokens.key, k)
    if (
        country is not None
        and tokens.cap[end - 1]
        and not (end == k + 1 and tokens.key[k] in lexicon.surnames and tokens.cap[end])
    ):
        agency.country = country
        agency.end = tokens.end[end - 1]
        return agency, end
    return agency, j


def _read_place(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'UBND tỉnh Quảng Ninh', 'Công an quận 2', 'Đảng ủy Công an tỉnh', bare 'UBND tỉnh'."""
    agency = _make(tokens, i, j, "local_head", head, head.name)
    agency.takes_place = True
    if j == i + 1 and tokens.key[i] == "đoàn":
        return _read_union_of_body(tokens, lexicon, i, j, head, role, depth)
    if head.unit and not tokens.cap[j]:
        agency.place = Place(tokens.start[i], tokens.end[j - 1], "unit_in_head", "city", head.unit)
        agency.rule = "bare_local_head"
        return agency, j
    k = _after_connector(tokens, j)
    if head.name in {
        "Đảng ủy",
        "Đảng bộ",
        "Chi bộ",
        "Thanh tra",
        "Liên đoàn Lao động",
        "Bộ Tư lệnh",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        "Đoàn cơ sở",
        "Tòa Phúc thẩm",
        "Văn phòng Hội đồng nhân dân",
    }:
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
        return _read_region(tokens, lexicon, i, j, head)
    if head.name == "Cảnh sát phòng cháy và chữa cháy":
        return _read_fire_police(tokens, lexicon, i, j, head, depth)
    place = parse_place(tokens, lexicon, k, bare=True, nested=True) if not _is_followed_by_generic(tokens, k) else None
    if place is None and head.unit:  # 'CATP Hà Nội'
        return None
    if place is not None:
        found, end = place
        if head.unit and not found.unit:
            found.unit = head.unit
        if not found.name and tokens.key[end] in {"khác", "nào"}:
            return None
        if head.name in {"Thuế", "Thống kê", "Thi hành án dân sự"} and not (found.unit and tokens.cap[i]):
            return None
        agency.place = found
        agency.end = found.end
        if not found.name:
            agency.rule = "bare_local_head"
            if not tokens.cap[i] and head.kind not in {
                "police",
                "inspectorate",
                "peoples_committee",
                "peoples_council",
                "na_delegation",
            }:
                return None
        return agency, end
    return _read_bare_place_head(tokens, lexicon, i, j, head, agency, role)


def _read_region(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head) -> Found:
    """'TAND khu vực 2 - Hà Nội', 'Chi cục Hải quan khu vực II': bodies of regions, numbered since 2025."""
    number = tokens.surface[j + 2]
    if not tokens.cap[i] or not (number.isdigit() or (number.isupper() and set(number) <= set("IVX"))):
        return None
    agency = _make(tokens, i, j + 3, "regional_body", head, f"{head.name} khu vực {number}")
    agency.is_whole = True
    end = j + 3
    if tokens.key[end] in {"-", "–"}:
        place = parse_place(tokens, lexicon, end + 1, nested=True)
        if place is not None:
            agency.inside = (place[0],) if place[0].is_province_name else ()
            agency.name = f"{agency.name} - {place[0].name}"
            end = place[1]
    agency.end = tokens.end[end - 1]
    return agency, end


def _read_union_of_body(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Đoàn xã Mồ Dề', 'Đoàn Học viện Thanh thiếu niên': the youth union of a unit or of a body; 'đoàn' alone is any group."""
    place = parse_place(tokens, lexicon, j, nested=True, bare=True)
    if place is not None and place[0].unit and (role or tokens.cap[i]):
        agency = _make(tokens, i, place[1], "local_head", head, head.name)
        agency.takes_place, agency.place = True, place[0]
        return agency, place[1]
    inner = parse_agency(tokens, lexicon, j, depth=depth + 1) if role and tokens.cap[i] and tokens.cap[j] else None
    if inner is None or inner[0].is_bare or not inner[0].is_public:
        return None
    agency = _make(tokens, i, inner[1], "nested_body", head, "Đoàn")
    agency.parent, agency.joins_parent = inner[0], True
    return agency, inner[1]


def _read_fire_police(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, depth: int) -> Found:
    """'Cảnh sát PCCC và CNCH Công an TP.HCM' is a division of the city's police, 'Cảnh sát PCCC tỉnh X' a body of its own until 2018."""
    field, end = read_field(tokens, lexicon, i, small=True)
    owner = parse_agency(tokens, lexicon, end + 1 if tokens.key[end] == "," else end, depth=depth + 1)
    if field and owner is not None and owner[0].name == "Công an" and owner[0].place is not None:
        agency = _make(tokens, i, owner[1], "division_of_police", head, f"Phòng {field}")
        agency.parent = owner[0]
        return agency, owner[1]
    place = parse_place(tokens, lexicon, j, bare=True, nested=True)
    if place is None or not tokens.cap[i]:
        return None
    agency = _make(tokens, i, place[1], "local_head", head, head.name)
    agency.takes_place, agency.place = True, place[0]
    return agency, place[1]


def _read_bare_place_head(
    tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, agency: Agency, role: bool
) -> Found:
    """A local head without any place: a body of the front or of a union when 'Việt Nam' is part of it, else only a back reference."""
    if tokens.key[j - 2 : j] == ["việt", "nam"] and tokens.cap[i]:
        agency.name = (
            " ".join(tokens.surface[i:j])
            .replace("MTTQ", "Mặt trận Tổ quốc")
            .replace("LHPN", "Liên hiệp Phụ nữ")
            .replace("CCB", "Cựu chiến binh")
        )
        agency.is_whole, agency.takes_place, agency.rule = True, False, "national_union"
        if agency.name.startswith("Ủy ban Mặt trận"):
            agency.is_whole, agency.is_bare = False, True
        return _read_country(tokens, lexicon, agency, j)
    national = lexicon.national.get(" ".join(tokens.surface[i:j]).lower()) or lexicon.national.get(
        " ".join(tokens.key[i:j])
    )
    if national is not None and tokens.cap[i] and not _is_followed_by_generic(tokens, j):
        agency.name, agency.level, agency.rule = national, "central", "central_name"
        agency.is_whole, agency.takes_place = True, False
        finished = finish(tokens, lexicon, agency, j, 0) if tokens.surface[j] in {"(", ","} else None
        return finished or _read_country(tokens, lexicon, agency, j)
    if _is_followed_by_generic(tokens, j) or not tokens.cap[i] or tokens.key[j] in {"nhân", "xã", "viên"}:
        return None
    if head.name in {"Thuế", "Thống kê", "Thanh tra", "Thi hành án dân sự", "Bộ Tư lệnh", "Hội đồng Đội"}:
        return None
    country = longest(lexicon.countries, tokens.key, j)
    if country[0] is not None and tokens.cap[country[1] - 1]:
        agency.country = country[0]
        agency.end = tokens.end[country[1] - 1]
        return agency, country[1]
    agency.is_bare = True
    agency.rule = "bare_head"
    return agency, j


def _read_nested_body(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, depth: int) -> Found:
    """'Đảng ủy Công an tỉnh X', 'Đảng ủy Quân khu 1', 'Thanh tra Sở Y tế', 'Đảng bộ cơ quan Tạp chí Cộng sản'."""
    if tokens.key[j : j + 4] == ["các", "cơ", "quan", "đảng"]:
        place = parse_place(tokens, lexicon, j + 4, bare=True, nested=True)
        if place is None:
            return None
        agency = _make(tokens, i, place[1], "party_body_of_office", head, f"{head.name} các cơ quan Đảng")
        agency.takes_place, agency.place = True, place[0]
        return agency, place[1]
    if tokens.key[j : j + 2] == ["cơ", "quan"]:
        owner = parse_agency(tokens, lexicon, j + 2, depth=depth + 1, role=True)
        end = owner[1] if owner is not None else proper_end(tokens, lexicon, j + 2)
        if end == j + 2:
            return None
        words = _spell_central(" ".join(tokens.surface[j + 2 : end]))
        agency = _make(tokens, i, end, "party_body_of_office", head, f"{head.name} cơ quan {words}")
        agency.is_whole = True
        return agency, end
    if not tokens.cap[j]:
        return None
    inner = parse_agency(tokens, lexicon, j, depth=depth + 1)
    if (
        inner is None
        or inner[0].is_bare
        or (not inner[0].is_public and head.kind not in {"party_committee", "party_organisation"})
    ):
        return None
    agency = _make(tokens, i, inner[1], "nested_body", head, head.name)
    agency.parent, agency.joins_parent = inner[0], True
    if head.kind == "court" and tokens.key[inner[1]] == "tại":
        seat = parse_place(tokens, lexicon, inner[1] + 1, nested=True)
        if seat is not None:
            inner[0].name, inner[0].place = f"{inner[0].name} tại", seat[0]
            agency.end = seat[0].end
            return agency, seat[1]
    return agency, inner[1]


def _spell_central(words: str) -> str:
    """'T . Ư Đoàn' as 'Trung ương Đoàn'."""
    for short in ("T . Ư", "T.Ư", "TƯ", "TW"):
        words = words.replace(short, "Trung ương")
    return words


def _after_connector(tokens: Tokens, j: int) -> int:
    return (
        j + 1
        if tokens.key[j] in {"tại", "của"} and (tokens.cap[j + 1] or tokens.key[j + 1] in {"tỉnh", "thành"})
        else j
    )


def _is_followed_by_generic(tokens: Tokens, j: int) -> bool:
    return tokens.key[j] in {"các", "cấp", "những", "mỗi", "từng", "nơi", "nào", "sở"} or (
        tokens.key[j] == "địa" and tokens.key[j + 1] == "phương"
    )


def _read_committee(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Tỉnh ủy Cao Bằng', 'Thành ủy TP.HCM', 'Quận ủy quận 2', bare 'Tỉnh ủy'."""
    if not (tokens.cap[i] or role):
        return None
    if tokens.key[j] == "viên":
        return None
    agency = _make(tokens, i, j, "committee", head, head.name)
    agency.takes_place = True
    place = parse_place(tokens, lexicon, j, nested=True)
    if (
        place is None
        and head.level == "district"
        and tokens.cap[j]
        and not is_person_like(tokens, lexicon, j, Unit(head.unit, "district"))
    ):
        known, end = longest(lexicon.locals, tokens.key, j)
        end = end if known is not None and is_capitalised(tokens, j, end) else proper_end(tokens, lexicon, j)
        if end > j:
            place = (
                Place(
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
                Place(tokens.start[j], tokens.end[end - 1], "unit_in_head", "city", head.unit, known, False, True),
                end,
            )
        elif tokens.key[j] == "huế":
            place = Place(tokens.start[j], tokens.end[j], "unit_in_head", "city", head.unit, "Huế", True, True), j + 1
    if place is None:
        agency.place = Place(
            tokens.start[i],
            tokens.end[j - 1],
            "unit_in_head",
            head.level if head.unit != "thành phố" else "city",
            head.unit,
        )
        agency.rule = "bare_committee"
        return agency, j
    if not place[0].unit:
        place[0].unit = head.unit
    agency.place = place[0]
    agency.end = place[0].end
    return agency, place[1]


def _read_board(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Ban Tổ chức Tỉnh ủy X', 'Ủy ban Kiểm tra Thành ủy', bare 'Ban Tuyên giáo'."""
    inner = parse_agency(tokens, lexicon, j, depth=depth + 1, role=True)
    if inner is not None and inner[0].kind in {"party_committee", "party_organisation"} and not inner[0].is_bare:
        agency = _make(tokens, i, inner[1], "party_board", head, head.name)
        agency.parent, agency.joins_parent = inner[0], True
        return agency, inner[1]
    if head.name == "Văn phòng":
        return _read_field(tokens, lexicon, i, j, Head("Văn phòng", "office", "field"), role, depth)
    if tokens.cap[i] and head.name in {"Ban Tuyên giáo", "Ban Dân vận", "Ban Nội chính", "Ban Tuyên giáo và Dân vận"}:
        agency = _make(tokens, i, j, "bare_party_board", head, head.name)
        agency.takes_place = True
        return agency, j
    return None


def _read_inner(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Ban Thường vụ Tỉnh ủy X', 'Ban Chấp hành Đảng bộ tỉnh': the committee itself."""
    k = j + 1 if tokens.key[j] == "của" else j
    inner = parse_agency(tokens, lexicon, k, depth=depth + 1, role=True)
    if (
        inner is None
        or inner[0].is_bare
        or inner[0].kind not in {"party_committee", "party_organisation", "mass_org", "front", "peoples_council"}
    ):
        return None
    agency, end = inner
    if agency.name == "Đảng bộ":
        agency.name = "Đảng ủy"
        if (
            agency.place is not None
            and agency.place.level in {"province", "city"}
            and agency.place.unit in {"tỉnh", "thành phố", ""}
        ):
            agency.name = "Thành ủy" if agency.place.unit == "thành phố" else "Tỉnh ủy"
            agency.kind = "party_committee"
    elif agency.name.startswith("Đảng bộ "):
        agency.name = "Đảng ủy " + agency.name.removeprefix("Đảng bộ ")
    agency.start, agency.rule = tokens.start[i], "inner_body"
    return agency, end


def _read_department(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Sở Y tế Hà Nội', 'Sở GD-ĐT tỉnh X', 'Sở KH&ĐT'."""
    field, end = longest(lexicon.departments, tokens.key, j)
    if field is None or not (tokens.cap[j] or tokens.cap[i]) or (end == j + 1 and not tokens.cap[j]):
        if tokens.cap[i] and tokens.key[j] not in {"hữu", "dĩ", "thích", "trường", "ngành"}:
            agency = _make(tokens, i, j, "bare_head", head, head.name)
            agency.is_bare = True
            return agency, j
        return None
    agency = _make(tokens, i, end, "department", head, f"Sở {field}")
    agency.takes_place = True
    return finish(tokens, lexicon, agency, end, depth)


def _read_field(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Cục Cảnh sát giao thông', 'Phòng Quản lý đô thị', 'Ban Quản lý Khu kinh tế', 'Trung tâm Y tế'."""
    if not (
        tokens.cap[i]
        or role
        or (tokens.cap[j] and head.name in {"Phòng", "Cục", "Vụ", "Chi cục", "Trung tâm", "Đội", "Đồn", "Trạm"})
    ):
        return None
    if not tokens.cap[i] and i and (tokens.key[i - 1], tokens.key[i]) in PARTS_OF_WORDS:
        return None
    if head.name == "Bộ" and not tokens.cap[i]:
        return None
    if tokens.key[j : j + 2] == ["nghiệp", "vụ"] and head.name == "Phòng":
        return None
    proper = head.name in OPEN_NAMES
    small = role or head.name in {
        "Ban Chỉ đạo",
        "Ban Quản lý",
        "Ban Quản lý dự án",
        "Tổ công tác",
        "Hội đồng",
        "Trung tâm",
    }
    field, end = read_field(tokens, lexicon, j, small=small, proper=proper)
    first = j
    if head.name == "Trung tâm" and not tokens.cap[i] and (not field or not (field[0].isupper() or role)):
        return None  # 'trung tâm Đà Lạt' is the middle of a town
    if head.name == "Ban" and field and not tokens.cap[j] and end - j < 4 and not role:
        return None
    if (
        not field
        and head.name in {"Phòng", "Đội", "Khoa", "Trạm", "Hạt", "Cơ quan"}
        and tokens.cap[i]
        and tokens.cap[j]
    ):
        return None
    if not field and proper and tokens.cap[j] and tokens.cap[i]:
        field, end = read_proper_name(tokens, lexicon, j)
    if not field or (head.name == "Trung tâm" and end == j + 1):
        return _read_bare_open(tokens, i, j, head)
    if head.name == "Cơ quan" and not field.lower().startswith(
        ("cảnh sát điều tra", "an ninh điều tra", "điều tra hình sự")
    ):
        return None  # 'cơ quan bảo vệ pháp luật' is no body
    if head.name == "Ban Chỉ đạo":
        field, end = _read_steering(tokens, lexicon, j, field, end)
    if (
        head.name in {"Đội", "Trạm", "Chi cục", "Vùng"}
        and tokens.key[end] == "số"
        and tokens.surface[end + 1].isdigit()
    ):
        field, end = f"{field} số {tokens.surface[end + 1]}", end + 2
    elif head.name in {"Đội", "Trạm"} and tokens.surface[end].isdigit():
        field, end = f"{field} {tokens.surface[end]}", end + 1
    if head.name == "Bộ":
        agency = _make(tokens, i, end, "foreign_ministry", head, f"Bộ {field}")
        agency.is_whole = True
        found = _read_country(tokens, lexicon, agency, end)
        return found if found is not None and found[0].country else None
    agency = _make(tokens, i, end, "field_head", head, f"{head.name} {field}")
    agency.is_generic = (
        (head.name == "Ban" and field[0].islower())
        or (head.name in NEEDS_ANCHOR and not role)
        or field.lower() == "dự án"
    )
    agency.is_whole = head.level == "central"
    if proper:
        agency.inside = provinces_inside(tokens, lexicon, first, end)
    agency.takes_place = head.kind in {"sub_department", "public_service_unit", "board", "management_board"}
    return finish(tokens, lexicon, agency, end, depth)


NEEDS_ANCHOR = frozenset({"Ủy ban", "Hội đồng", "Văn phòng", "Khối", "Tòa", "Thanh tra", "Khoa", "Ban Chỉ đạo"})
"""Heads that private and foreign bodies share: without a place, a parent or a title in front they name nothing that can be told."""

PARTS_OF_WORDS = frozenset(
    [(first, "vụ") for first in ("phục", "nhiệm", "dịch", "nghiệp", "chức", "sự", "nội", "ngoại", "thời", "mùa", "án")]
    + [(first, "phòng") for first in ("văn", "quốc", "hải", "đề", "dự", "biên", "tiêu", "căn")]
    + [(first, "đội") for first in ("quân", "bộ", "chi")]
    + [("tổng", "cục"), ("kết", "cục"), ("bố", "cục"), ("chi", "cục"), ("nhà", "trạm")]
)
"""Heads in small letters that end another word: 'phục vụ | Hành chính công'."""

OPEN_NAMES = frozenset({"Trung tâm", "Viện", "Đồn", "Ban Quản lý", "Trạm", "Hạt", "Cảng vụ", "Đội"})


def _read_steering(tokens: Tokens, lexicon: Lexicon, j: int, field: str, end: int) -> tuple[str, int]:
    """'Ban Chỉ đạo Trung ương về phòng, chống tham nhũng': the purpose after 'về'."""
    if tokens.key[end] == "về":
        more, stop = read_field(tokens, lexicon, end + 1, small=True)
        if more:
            return f"{field} về {more}", stop
    return field, end


def _read_bare_open(tokens: Tokens, i: int, j: int, head: Head) -> Found:
    """'Bộ', 'Cục', 'Ban' alone: only a back reference."""
    if not tokens.cap[i] or head.name not in {"Bộ", "Cục", "Vụ", "Tổng cục", "Chi cục"}:
        return None
    if tokens.cap[j] or tokens.key[j] in {"trưởng", "máy", "luật", "phận", "đội", "án", "việc", "trưởng,"}:
        return None
    agency = _make(tokens, i, j, "bare_head", head, head.name)
    agency.is_bare = True
    return agency, j


def _read_number(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Quân khu 7', 'Sư đoàn 5', 'Vùng 3 Hải quân', 'Vùng Cảnh sát biển 2'."""
    if not (tokens.cap[i] or role):
        return None
    k = j
    words = []
    if tokens.key[k : k + 3] == ["cảnh", "sát", "biển"]:
        words, k = ["Cảnh sát biển"], k + 3
    if not (
        tokens.surface[k].isdigit()
        or (tokens.surface[k].isupper() and len(tokens.surface[k]) <= 4 and set(tokens.surface[k]) <= set("IVX"))
    ):
        return None
    words.append(tokens.surface[k])
    k += 1
    if tokens.key[k : k + 2] == ["hải", "quân"]:
        words.append("Hải quân")
        k += 2
    elif head.name == "Vùng" and not words[0].startswith("Cảnh"):
        return None
    agency = _make(tokens, i, k, "numbered_unit", head, " ".join([" ".join(tokens.surface[i:j]), *words]))
    agency.name = agency.name[0].upper() + agency.name[1:]
    agency.is_whole = True
    return agency, k


def _read_name(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Bệnh viện Bạch Mai', 'Trường THPT Chu Văn An', 'Đại học Cần Thơ'."""
    if not (tokens.cap[i] or (role and tokens.cap[j])):
        if not tokens.cap[j] or tokens.key[i] in {"trường", "đại"}:
            return None
    name, end = read_proper_name(tokens, lexicon, j)
    if not name:
        place = parse_place(tokens, lexicon, j, nested=True, bare=head.kind == "hospital")
        if place is None:
            return None
        name, end = "", j
    prefix = head.name or _expand_type(" ".join(tokens.surface[i:j]))
    agency = _make(tokens, i, end, "named_institution", head, f"{prefix} {name}".strip())
    agency.inside = provinces_inside(tokens, lexicon, j, end)
    agency.is_whole = bool(name)
    agency.takes_place = not name or head.kind == "hospital" and not any(tokens.cap[k] for k in range(j + 1, end))
    return finish(tokens, lexicon, agency, end, depth)


def _expand_type(words: str) -> str:
    for short, full in (
        ("BVĐK", "Bệnh viện Đa khoa"),
        ("BV", "Bệnh viện"),
        ("ĐK", "Đa khoa"),
        ("ĐH", "Đại học"),
        ("CĐ", "Cao đẳng"),
    ):
        words = " ".join(full if word == short else word for word in words.split())
    return words[0].upper() + words[1:]


def _read_other(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Công ty CP Dược Lâm Đồng', 'CLB Nam Định', 'Báo Nghệ An': no agency; its name is read and dropped."""
    if head.name:  # a press body or company of the gazetteer
        agency = _make(tokens, i, j, "other_body", head, head.name)
        agency.is_public = False
        return (agency, j) if tokens.cap[i] else None
    k = j
    while k - j < MAX_OTHER_TOKENS:
        if tokens.cap[k] or (tokens.surface[k].isdigit() and tokens.cap[k - 1]):
            if (
                k > j
                and tokens.key[k] in lexicon.surnames
                and tokens.cap[k + 1]
                and tokens.cap[k - 1]
                and lexicon.surnames[tokens.key[k]] >= 0.9
                and role
            ):
                break
            k += 1
            continue
        _, end = longest(lexicon.fields, tokens.key, k)
        if tokens.key[k] in OTHER_WORDS:
            k += 1
        elif end > k and (tokens.cap[end] or tokens.key[end] in OTHER_WORDS):
            k = end
        elif (
            tokens.key[k] in {"và", "-", "–", "&"}
            and tokens.cap[k + 1]
            and k > j
            and longest(lexicon.heads, tokens.key, k + 1)[0] is None
            and longest(lexicon.provinces, tokens.key, k + 1)[0] is None
        ):
            k += 1
        elif place_end := _place_of_company(tokens, lexicon, k):
            k = place_end
        else:
            break
    if k == j and not tokens.cap[i]:
        return None
    agency = _make(tokens, i, max(k, j), "other_body", head, " ".join(tokens.surface[i:k]))
    agency.is_public = False
    return agency, max(k, j)


def _place_of_company(tokens: Tokens, lexicon: Lexicon, k: int) -> int:
    """Where a province ends that closes a company's name after small words: 'Công ty Xổ số kiến thiết | Bình Dương'; 0 without one."""
    for at in range(k, k + 5):
        if tokens.cap[at]:
            name = match_province(tokens, lexicon, at)
            return name[1] if name is not None and at > k else 0
        if not tokens.surface[at].isalpha() or tokens.key[at] in NOT_IN_COMPANY:
            return 0
    return 0


NOT_IN_COMPANY = frozenset(
    "tại ở của đã sẽ là cho bị được có từ trên trong với đến về vào do khi vừa cùng và ra".split()
)

OTHER_WORDS = frozenset(
    "cổ phần cp tnhh mtv một thành viên hai trách nhiệm hữu hạn đầu tư xây dựng thương mại dịch vụ sản xuất xuất nhập khẩu bóng đá điện tử tư vấn phát triển kinh doanh".split()
)
MAX_OTHER_TOKENS = 20


def _read_foreign(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Thượng viện Mỹ', 'Lầu Năm Góc'."""
    if not tokens.cap[i]:
        return None
    agency = _make(tokens, i, j, "foreign_body", head, head.name)
    agency.country = "?"
    found = _read_country(tokens, lexicon, agency, j)
    return found


def provinces_inside(tokens: Tokens, lexicon: Lexicon, i: int, end: int) -> tuple[Place, ...]:
    """Return the provinces named between two tokens of an institution's name: 'Trường Đại học Cần Thơ'."""
    found = []
    k = i
    while k < end:
        name = match_province(tokens, lexicon, k) if tokens.cap[k] else None
        if (
            name is not None
            and name[0].is_strong
            and name[1] <= end
            and not (k > i and tokens.key[k - 1] in lexicon.surnames and tokens.cap[k - 1])
        ):
            unit = "thành phố" if name[0].has_unit else ""
            found.append(
                Place(
                    tokens.start[k],
                    tokens.end[name[1] - 1],
                    "province_in_institution",
                    "city" if unit else "province",
                    unit,
                    name[0].name,
                    True,
                    True,
                )
            )
            k = name[1]
        else:
            k += 1
    return tuple(found)


def finish(tokens: Tokens, lexicon: Lexicon, agency: Agency, j: int, depth: int) -> Found:
    """Take what may follow a body's name: '(PC07)', its place, its parent."""
    end = j
    parent = (
        parse_agency(tokens, lexicon, j + 1, depth=depth + 1)
        if tokens.surface[j] == "(" and agency.parent is None
        else None
    )
    if parent is not None and tokens.surface[parent[1]] == ")" and not parent[0].is_bare and parent[0].is_public:
        agency.parent = parent[0]
        agency.end = tokens.end[parent[1]]
        return agency, parent[1] + 1
    if tokens.surface[j] == "(" and tokens.surface[j + 2] == ")":
        inner = parse_place(tokens, lexicon, j + 1, nested=True)
        if tokens.surface[j + 1].isupper():
            end = j + 3
        elif inner is not None and inner[1] == j + 2 and agency.place is None:
            agency.place, end = inner[0], j + 3
    elif tokens.surface[j] == "(":
        inner = parse_place(tokens, lexicon, j + 1, nested=True)
        if (
            inner is not None
            and tokens.surface[inner[1]] == ")"
            and inner[0].is_province_name
            and agency.place is None
            and agency.takes_place
        ):
            agency.place, end = inner[0], inner[1] + 1
    if end == j:
        end = _read_parent(tokens, lexicon, agency, j, depth)
    elif tokens.surface[j] == "(" and agency.place is None:
        end = _read_parent(tokens, lexicon, agency, end, depth)
    if agency.place is None and agency.parent is None:
        place = (
            parse_place(tokens, lexicon, end, bare=True, nested=True)
            if not _is_followed_by_generic(tokens, end)
            else None
        )
        if place is not None and (place[0].name or tokens.key[place[1]] != "khác"):
            agency.place, end = place
            agency.rule += "_of_place"
        elif _is_followed_by_generic(tokens, end):
            agency.is_generic = True
        elif agency.is_whole:
            return _read_country(tokens, lexicon, agency, end)
    agency.end = max(agency.end, tokens.end[end - 1])
    return agency, end


def _read_parent(tokens: Tokens, lexicon: Lexicon, agency: Agency, j: int, depth: int) -> int:
    """The parent behind a body: 'Vụ Tổ chức cán bộ, Bộ Y tế', 'Phòng CSHS Công an TP.HCM', 'Cục Thuế thuộc Bộ Tài chính'."""
    if agency.kind not in tables.SUB_UNITS and agency.kind not in {
        "hospital",
        "department",
        "general_department",
        "management_board",
    }:
        return j
    mark = tokens.key[j]
    k = j + 1 if mark in {"của", "thuộc", ",", "-", "–", "trực"} else j
    if mark == "trực":
        k += 1
    parent = parse_agency(tokens, lexicon, k, depth=depth + 1, role=mark not in {",", "-", "–"})
    if parent is None:
        return j
    body, end = parent
    if body.is_bare or body.is_generic or not body.is_public or body.country:
        return j
    if mark in {",", "-", "–"} and not _may_be_parent(body, agency):
        return j
    if body.kind == agency.kind and body.kind not in {"hospital"}:
        return j
    agency.parent = body
    if tables.PARENT_WITHOUT_COMMA and agency.name in tables.PARENT_WITHOUT_COMMA:
        agency.joins_parent = True
    return end


PARENT_KINDS = frozenset(
    "ministry police provincial_department peoples_committee hospital school university vertical_agency government ministerial_agency department front legislature".split()
)


def _may_be_parent(body: Agency, agency: Agency) -> bool:
    """Whether a body behind a comma is the parent and not the next of a list: never one of the same or a lower rank."""
    if body.kind not in PARENT_KINDS:
        return False
    return not (
        agency.kind in {"department", "general_department"}
        and body.kind not in {"ministry", "ministerial_agency", "government", "police"}
    )


_READERS = {
    "whole": _read_whole, "place": _read_place, "committee": _read_committee, "board": _read_board, "inner": _read_inner, "department": _read_department,
    "field": _read_field, "number": _read_number, "name": _read_name, "other": _read_other, "foreign": _read_foreign,
}  # fmt: skip
