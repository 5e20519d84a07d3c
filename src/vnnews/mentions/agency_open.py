"""Bodies with an open name: central bodies, divisions named by their field, bodies of other countries.

Takes a head, gives the `AgencySpan` with the words of its name.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agency_named import read_known_institute
from vnnews.mentions.agency_parts import (
    SUB_UNITS,
    Found,
    finish,
    make_agency,
    own_end,
    parse_agency,
    provinces_inside,
    read_country,
    read_parent,
)
from vnnews.mentions.agency_services import read_region
from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.names import (
    best_field,
    is_name_of_body,
    is_person_run,
    proper_end,
    read_field,
    read_proper_name,
)
from vnnews.mentions.places import parse_place
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import all_matches
from vnnews.mentions.unknown_names import opens_predicate, unknown_field_end


def read_whole(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Bộ Y tế', 'Quốc hội', 'Ban Tổ chức Trung ương': the name says all."""
    is_ministry = head.kind == "ministry" and tokens.cap[i + 1] and not _is_part_of_word(tokens, lexicon, i)
    is_long = j - i >= 4 and not _is_part_of_word(tokens, lexicon, i)  # 'tiến | bộ Khoa học và Công nghệ'
    if not (tokens.cap[i] or role or is_ministry or is_long):
        return None
    if head.kind in {"audit", "ministerial_agency"} and tokens.key[j : j + 2] == ["khu", "vực"]:
        return read_region(tokens, lexicon, i, j, head)
    is_of_assembly = head.kind == "legislature_committee"
    may_go_on = is_of_assembly or head.kind in {"department", "party_central"}
    if may_go_on and _name_goes_on(tokens, lexicon, j, is_of_assembly=is_of_assembly):
        return None
    if head.kind in {"department", "police"} and tokens.key[i] == "cục" and best_field(tokens, lexicon, i + 1)[1] > j:
        return None  # 'Cục Y tế | dự phòng' is not the Cục Y tế of the police
    if head.kind == "ministry" and j - i < len(head.name.split()) and _name_goes_on(tokens, lexicon, j):
        return None  # 'Bộ Khoa học | và Giáo dục đại học' of Russia is not the clipped 'Bộ Khoa học và Công nghệ'
    if (
        head.kind in {"national_committee", "steering_committee"}
        and tokens.key[j - 1] != "gia"
        and tokens.key[j] != "quốc"
    ):
        place = parse_place(tokens, lexicon, j, bare=True, nested=True)
        if place is not None:  # 'Ban Chỉ đạo 389 | tỉnh'
            agency = make_agency(tokens, i, j, "committee_of_place", head, " ".join(tokens.surface[i:j]))
            kind = next(
                (found.kind for found, _ in all_matches(lexicon.heads, tokens.key, i) if found.slot == "field"), ""
            )
            agency = replace(agency, kind=kind, level="", takes_place=True, place=place[0], end=place[0].end)
            return agency, place[1]
    agency = make_agency(tokens, i, j, "central_name", head, head.name)
    agency = replace(agency, is_whole=True)
    if head.kind == "department" and _is_number_of_body(tokens, lexicon, j):  # 'Cục Đường bộ | 3'
        numbered = replace(agency, name=f"{head.name} {tokens.surface[j]}", level="", end=tokens.end[j])
        return finish(tokens, lexicon, numbered, j + 1, depth)
    if is_of_assembly and (end := _assembly_end(tokens, j)) > j:
        return replace(agency, end=tokens.end[end - 1]), end
    if head.kind in {"state_university", "court", "procuracy", "military"}:
        agency = replace(agency, inside=provinces_inside(tokens, lexicon, i, j))
    if tokens.surface[j] == "(" and head.kind in SUB_UNITS | {"department", "general_department"}:
        return finish(tokens, lexicon, agency, j, depth)
    if head.kind in {"department", "general_department"}:
        agency, end = read_parent(tokens, lexicon, agency, j, depth)
        if end > j:
            return replace(agency, end=tokens.end[own_end(tokens, j, end) - 1]), end
    return read_country(tokens, lexicon, agency, j)


def _assembly_end(tokens: Tokens, j: int) -> int:
    """Return where the National Assembly's name ends behind that of its committee: '| của Quốc hội |', '| QH |'; j without it."""
    k = j + (tokens.key[j] == "của")
    if tokens.surface[k] == "QH":
        return k + 1
    end = k + 2 if tokens.key[k : k + 2] == ["quốc", "hội"] and tokens.cap[k] else k + 5
    if tokens.key[k:end] in (["quốc", "hội"], ["ủy", "ban", "thường", "vụ", "quốc"]):
        return end + (end == k + 5)
    return j


def _is_part_of_word(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """Whether a head in small letters ends another word: 'nhiệm | vụ', 'cán | bộ'."""
    return i > 0 and f"{tokens.key[i - 1]} {tokens.key[i]}" in lexicon.words["part_of_word"]


def _name_goes_on(tokens: Tokens, lexicon: Lexicon, j: int, *, is_of_assembly: bool = False) -> bool:
    """Whether another field follows a known name: 'Ủy ban Kinh tế | - Ngân sách' is not the Ủy ban Kinh tế."""
    if is_of_assembly and best_field(tokens, lexicon, j + (tokens.key[j] == ","))[1] > j + 1:
        return True  # 'Ủy ban Kinh tế | ngân sách', 'Ủy ban Văn hóa, Giáo dục | , thanh niên …' of other terms
    if tokens.key[j] not in {"-", "–", "&", "và"} or not tokens.cap[j + 1]:
        return False
    return best_field(tokens, lexicon, j + 1)[1] > j + 2 and not is_name_of_body(tokens, lexicon, j + 1)


def read_board(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Ban Tổ chức Tỉnh ủy X', 'Ủy ban Kiểm tra Thành ủy', bare 'Ban Tuyên giáo'."""
    inner = parse_agency(tokens, lexicon, j, depth=depth + 1, role=True)
    if (
        inner is not None
        and inner[0].kind in {"party_committee", "party_organisation"}
        and (not inner[0].is_bare or (role and inner[0].name == "Đảng ủy"))
    ):
        agency = make_agency(tokens, i, inner[1], "party_board", head, head.name)
        agency = replace(agency, parent=inner[0], joins_parent=True)
        agency = replace(agency, is_bare=inner[0].is_bare)  # 'Chủ nhiệm Ủy ban Kiểm tra Đảng ủy, Phó Giám đốc Sở X'
        return agency, inner[1]
    if head.name == "Văn phòng":
        return read_field_body(tokens, lexicon, i, j, lexicon.open_heads["Văn phòng"], role, depth)
    if tokens.key[j] == "và" and tokens.cap[j + 1] and head.name.startswith("Ban "):
        field_body = read_field_body(tokens, lexicon, i, i + 1, lexicon.open_heads["Ban"], role, depth)
        if field_body is not None and field_body[1] > j + 1:  # 'Ban Tuyên giáo và Công tác xã hội, Ủy ban MTTQ'
            return field_body
    is_alone = not tokens.cap[j] and tokens.key[j] not in {"và", "-", "&"}
    is_alone = is_alone and parse_place(tokens, lexicon, j, nested=True) is None
    if head.name in _OF_COMMITTEES and is_alone and (tokens.cap[i] or role):
        agency = make_agency(tokens, i, j, "bare_party_board", head, head.name)
        return replace(agency, is_bare=True), j
    if tokens.cap[i] and "refers_back" in head.ways:
        agency = make_agency(tokens, i, j, "bare_party_board", head, head.name)
        return replace(agency, takes_place=True), j
    return None


_OF_COMMITTEES = frozenset({"Ủy ban Kiểm tra", "Ban Tổ chức"})
"""Boards that alone are those of a committee named before, or of no public body: 'Ban Tổ chức' of a race."""


def read_field_body(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Cục Cảnh sát giao thông', 'Phòng Quản lý đô thị', 'Ban Quản lý Khu kinh tế', 'Trung tâm Y tế'."""
    is_small = not (tokens.cap[i] or role or tokens.cap[j])
    if not (tokens.cap[i] or role or "small" in head.ways) or (is_small and "small_field" not in head.ways):
        return None
    if not tokens.cap[i] and _is_part_of_word(tokens, lexicon, i):
        return None
    if head.name == "Bộ" and not tokens.cap[i]:
        return None
    if (
        tokens.key[j : j + 2] == ["nghiệp", "vụ"]
        and head.name == "Phòng"
        and not (role or tokens.surface[j + 2].isdigit())
    ):
        return None
    proper = head.takes_name
    is_unknown = False
    small = bool(role or "small_field" in head.ways or (tokens.cap[i] and head.kind in _UNTITLED_FIELDS))
    field, end = read_field(tokens, lexicon, j, small=small, proper=proper)
    if field and not (role or tokens.cap[j]) and " ".join(tokens.key[j:end]) in lexicon.words["verbal_field"]:
        return None  # 'Đồn | phụ trách địa bàn ba xã'
    if head.name == "Phòng" and field == "Văn hóa và Thể thao" and end == j + 3 and tokens.surface[j] == "VH":
        field = "Văn hóa và Thông tin"  # 'Phòng VH-TT' of a district; a Sở VH-TT of a city is of culture and sports
    known = read_known_institute(tokens, lexicon, i) if head.kind == "institute" else None
    if known is not None and known[1] >= end:
        return known
    first = j
    region = None
    if head.name == "Ban Quản lý" and (park := _read_managed(tokens, lexicon, j, depth)) is not None:
        field, end = park
    if head.name == "Trung tâm" and not tokens.cap[i] and (not field or not (field[0].isupper() or role)):
        return None  # 'trung tâm Đà Lạt' is the middle of a town
    if not field and not role and "needs_field" in head.ways and tokens.cap[i] and tokens.cap[j]:
        return None
    is_long = field or head.kind not in {"board", "committee", "police_unit"} or (head.name == "Ban" and tokens.cap[i])
    if role and (head.kind in {"division", "department", "sub_department"} or (head.kind in _LONG_FIELDS and is_long)):
        is_unknown = not field and head.kind in _SHARED_WITH_PRIVATE
        is_repeated = is_unknown and tokens.key[j] == tokens.key[i]  # 'Trưởng Trung tâm | Trung tâm Y tế X'
        stop = end if is_repeated else unknown_field_end(tokens, lexicon, end, known=bool(field) or not tokens.cap[j])
        field, end = " ".join([*([field] if field else []), *tokens.surface[end:stop]]), stop
    elif field and not role and tokens.cap[i] and tokens.surface[end].islower() and head.kind in _UNTITLED_FIELDS:
        stop = unknown_field_end(tokens, lexicon, end, known=True, titled=False)
        field, end = " ".join([field, *tokens.surface[end:stop]]), stop
    if not field and proper and tokens.cap[j] and (tokens.cap[i] or role):
        field, end = read_proper_name(tokens, lexicon, j)
    if not field and tokens.surface[j].isdigit() and len(tokens.surface[j]) <= _MOST_DIGITS.get(head.kind, 0):
        field, end = tokens.surface[j], j + 1  # 'Ban QLDA 85', 'Ban Chỉ đạo 35 Tỉnh ủy X'
    if field.lower() in {"dự án", "các dự án"} and head.kind == "management_board" and tokens.surface[end].isdigit():
        field, end = f"{field} {tokens.surface[end]}", end + 1  # 'Ban Quản lý dự án 85'
    if not field and role and _is_numbered(tokens, head, j):
        field, end = tokens.surface[j], j + 1  # 'Trưởng phòng 7 VKSND tỉnh', 'Vụ trưởng Vụ 14 VKSND tối cao'
    # 'trung tâm thương mại' is no body, 'Trung tâm CĐS' is one
    if not field or (head.name == "Trung tâm" and end == j + 1 and not tokens.surface[j].isupper()):
        if role and head.name == "Tổ công tác" and tokens.cap[j] and tokens.key[j] not in lexicon.surnames:
            end = proper_end(tokens, lexicon, j)  # 'Tổ trưởng Tổ công tác | Co Sâu'
            if end > j:
                agency = make_agency(
                    tokens, i, end, "task_of_place", head, " ".join(["Tổ công tác", *tokens.surface[j:end]])
                )
                return replace(agency, is_local=True), end
        if role and head.name in {"Tổ công tác", "Ban Chỉ đạo"}:
            agency = make_agency(tokens, i, j, "bare_task", head, head.name)
            return replace(agency, is_bare=True, is_task=True), j
        return _read_bare_open(tokens, lexicon, i, j, head, role)
    if head.name == "Cơ quan" and not field.lower().startswith(
        ("cảnh sát điều tra", "an ninh điều tra", "điều tra hình sự")
    ):
        return None  # 'cơ quan bảo vệ pháp luật' is no body
    if head.name == "Ban Chỉ đạo":
        field, end = _read_steering(tokens, lexicon, j, field, end)
    if head.name == "Ban Quản lý":
        field, end = _read_more_zones(tokens, lexicon, field, end)
    if "so_number" in head.ways and tokens.key[end] == "số" and tokens.surface[end + 1].isdigit():
        field, end = f"{field} số {tokens.surface[end + 1]}", end + 2
    elif (
        ("number" in head.ways or (role and head.name == "Phòng")) and tokens.surface[end].isdigit()
    ) or _is_number_of_body(tokens, lexicon, end):
        field, end = f"{field} {tokens.surface[end]}", end + 1
    elif field.endswith("khu vực") and _is_region_number(tokens.surface[end]):
        field, end = f"{field} {tokens.surface[end]}", end + 1  # 'Phòng Thi hành án dân sự khu vực 5'
    elif (stop := _zone_end(tokens, lexicon, end)) > end:
        field, end = f"{field} {' '.join(tokens.surface[end:stop])}", stop
    elif head.kind == "sub_department" and tokens.key[end] == "vùng" and _is_region_number(tokens.surface[end + 1]):
        field, end = f"{field} vùng {tokens.surface[end + 1]}", end + 2  # 'Chi cục Thú y vùng 3'
    if field.split()[-3:-1] == ["khu", "vực"] and tokens.key[end] in {"-", "–"}:
        region = parse_place(tokens, lexicon, end + 1, nested=True)
    if head.name == "Bộ":
        agency = make_agency(tokens, i, end, "foreign_ministry", head, f"Bộ {field}")
        agency = replace(agency, is_whole=True)
        found = read_country(tokens, lexicon, agency, end)
        return found if found is not None and found[0].country else None
    if region is not None:  # 'Phòng Thi hành án dân sự khu vực 3 | - Thanh Hóa'
        field, end = f"{field} - {region[0].name}", region[1]
    if head.name == "Ủy ban" and (stop := _assembly_end(tokens, end)) > end:
        # of a term that no table has
        agency = make_agency(tokens, i, stop, "committee_of_assembly", head, f"Ủy ban {field} của Quốc hội")
        agency = replace(agency, kind="legislature_committee", level="central", is_whole=True)
        return read_country(tokens, lexicon, agency, stop)
    agency = make_agency(tokens, i, end, "field_head", head, f"{head.name} {field}")
    if is_small and not any(tokens.cap[j:end]) and not _has_owner(tokens, lexicon, end, depth):
        return None  # 'các đội cứu hộ đến', but 'đồn biên phòng Xín Cái', 'cơ quan an ninh điều tra Công an tỉnh X'
    may_be_private = (head.name == "Ban" and field[0].islower()) or (head.needs_anchor and not role)
    inside = provinces_inside(tokens, lexicon, first, end) if proper else ()
    if region is not None and region[0].is_province_name:
        inside = (region[0],)
    agency = replace(
        agency,
        is_of_field=True,
        is_generic=(may_be_private or field.lower() == "dự án") and not _is_national(head, field),
        is_whole=head.level == "central",
        inside=inside,
        takes_place=head.kind in {"sub_department", "public_service_unit", "board", "management_board"},
    )
    finished = finish(tokens, lexicon, agency, end, depth)
    is_loose = small and not (role or tokens.cap[first] or "small_field" in head.ways)
    is_alone = finished is not None and finished[0].parent is None and finished[0].place is None
    if is_loose and is_alone and not inside:
        return None  # 'Phòng quản lý …' opens a sentence on rooms, 'Phòng quản lý đô thị quận 1' is one
    if (
        is_unknown
        and not _is_national(head, field)
        and finished is not None
        and finished[0].place is None
        and finished[0].parent is None
        and not inside
    ):
        return None if field[0].islower() else (replace(finished[0], is_public=False), finished[1])
    return finished


_MOST_DIGITS = {"management_board": 2, "steering_committee": 4}
"""How long the number may be by which a board is named."""
_SHARED_WITH_PRIVATE = frozenset({"public_service_unit", "council"})
"""Kinds that companies have too: a name in words that no table knows is public only with a place or an owner."""
_LONG_FIELDS = frozenset(
    "institute public_service_unit board management_board steering_committee council committee police_unit".split()
)
"""Kinds whose field may go on in words that no table knows, when their owner or province follows."""
_UNTITLED_FIELDS = frozenset(
    "institute public_service_unit management_board division department sub_department".split()
)
"""The same without a title in front."""


def _is_number_of_body(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether a number at token j ends a body's name: 'Vụ Thanh tra kinh tế | I', 'Cục Đường bộ | 3 |, Tổng cục Đường bộ', but not '3 tháng'."""
    number = tokens.surface[j]
    if number and set(number) <= set("IVX"):
        return True
    ends = tokens.surface[j + 1] in {",", ".", "(", ")", "-", "–", ";", ""} or opens_predicate(tokens, lexicon, j + 1)
    return number.isdigit() and len(number) <= 2 and ends


def _zone_end(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """Where the part of the country ends that tells a central body's branch apart: 'Cục Bảo vệ môi trường | miền Bắc'; j without one."""
    k = j + 2 if tokens.key[j : j + 2] == ["khu", "vực"] else j
    zone = " ".join(tokens.key[k : k + 2])
    return k + 2 if zone in lexicon.words["zone"] else j


def _has_owner(tokens: Tokens, lexicon: Lexicon, j: int, depth: int) -> bool:
    """Whether a place or a body named in full touches a name in small letters from the right."""
    place = parse_place(tokens, lexicon, j, nested=True)
    if place is not None:
        return bool(place[0].name)
    owner = parse_agency(tokens, lexicon, j, depth=depth + 1) if tokens.cap[j] else None
    return owner is not None and not owner[0].is_bare and owner[0].is_public


def _is_national(head: Head, field: str) -> bool:
    """Whether a committee's name says that there is one in the country: 'Ban Chỉ huy phòng, chống thiên tai Trung ương'."""
    words = field.lower()
    return (
        (head.needs_anchor or head.name == "Trung tâm")
        and len(words.split()) > len(_NATIONAL)
        and any(word in words for word in _NATIONAL)
    )


_NATIONAL = ("trung ương", "quốc gia")


def _read_steering(tokens: Tokens, lexicon: Lexicon, j: int, field: str, end: int) -> tuple[str, int]:
    """'Ban Chỉ đạo Trung ương về phòng, chống tham nhũng': the purpose after 'về'."""
    if tokens.key[end] == "về":
        more, stop = read_field(tokens, lexicon, end + 1, small=True)
        if more:
            return f"{field} về {more}", stop
    return field, end


def _is_numbered(tokens: Tokens, head: Head, j: int) -> bool:
    """Whether a number is all of the name: 'Trưởng phòng 7 VKSND tỉnh', 'Đội trưởng Đội 2 - PC47'."""
    if not tokens.surface[j].isdigit() or len(tokens.surface[j]) > 2:
        return False
    follows_mark = tokens.surface[j + 1] in {",", "-", "–", "(", ")", ";"}
    return head.name in {"Phòng", "Vụ", "Đội"} and (tokens.cap[j + 1] or follows_mark)


def _read_managed(tokens: Tokens, lexicon: Lexicon, j: int, depth: int) -> tuple[str, int] | None:
    """The park or museum that a board manages: 'Ban Quản lý | Vườn quốc gia Tràm Chim'."""
    inner = parse_agency(tokens, lexicon, j, depth=depth + 1) if tokens.cap[j] else None
    if inner is None or inner[0].kind not in {"institute", "park"} or inner[0].place is not None:
        return None
    return inner[0].name, inner[1]


def _is_region_number(word: str) -> bool:
    return word.isdigit() or (word.isupper() and set(word) <= set("IVX"))


def _read_more_zones(tokens: Tokens, lexicon: Lexicon, field: str, end: int) -> tuple[str, int]:
    """'Ban Quản lý Khu kinh tế Nghi Sơn | và các khu công nghiệp | tỉnh X'."""
    if tokens.key[end : end + 2] != ["và", "các"]:
        return field, end
    more, stop = read_field(tokens, lexicon, end + 2, small=True)
    return (f"{field} và các {more}", stop) if more.lower().startswith("khu ") else (field, end)


def _read_bare_open(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool) -> Found:
    """'Bộ', 'Cục', 'Ban' alone: only a back reference; behind a title also 'Chủ nhiệm Ủy ban | Trần Văn A'."""
    is_centre = (
        role
        and head.name == "Trung tâm"
        and (tokens.surface[j] in {",", "-", "–", ")", ":", ""} or opens_predicate(tokens, lexicon, j))
    )
    if role and (tokens.cap[i] or is_centre) and "behind_title" in head.ways:
        if tokens.cap[j] and not is_person_run(tokens, lexicon, j):
            return None
        agency = make_agency(tokens, i, j, "bare_head", head, head.name)
        return replace(agency, is_bare=True), j
    if not tokens.cap[i] or "refers_back" not in head.ways:
        return None
    touches_person = role and head.name == "Bộ" and is_person_run(tokens, lexicon, j)  # 'Chánh Văn phòng Bộ | Lê Văn A'
    if (tokens.cap[j] and not touches_person) or tokens.key[j] in {
        "trưởng",
        "máy",
        "luật",
        "phận",
        "đội",
        "án",
        "việc",
        "trưởng,",
    }:
        return None
    agency = make_agency(tokens, i, j, "bare_head", head, head.name)
    return replace(agency, is_bare=True), j


def read_foreign(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Thượng viện Mỹ', 'Lầu Năm Góc'."""
    if not tokens.cap[i]:
        return None
    agency = make_agency(tokens, i, j, "foreign_body", head, head.name)
    agency = replace(agency, country="?")
    return read_country(tokens, lexicon, agency, j)
