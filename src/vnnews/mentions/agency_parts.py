"""What every reader of agencies needs: the entry `parse_agency`, and the places, countries and parents behind a name.

The readers of single kinds of heads stand in `agency_local`, `agency_services`, `agency_open` and `agency_named`; `agencies` puts them
into `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.places import match_province, named_district, parse_place
from vnnews.mentions.spans import FOREIGN_PARTY, AgencySpan, PlaceSpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import all_matches, longest

Found = tuple[AgencySpan, int] | None
Reader = Callable[[Tokens, Lexicon, int, int, Head, bool, int], Found]
READERS: dict[str, Reader] = {}
"""The reader of each slot of `Head`: it takes the passage, the head's first token, the token behind it, the head, whether a title stands
in front and how many bodies it is inside of."""

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
        found = READERS[head.slot](tokens, lexicon, i, j, head, role, depth)
        if found is not None:
            agency, end = found
            if not role and not depth and is_generic(tokens, lexicon, i):
                return replace(agency, is_generic=True), end
            if agency.is_generic and agency.is_of_field and (agency.parent is not None or agency.place is not None):
                return replace(agency, is_generic=False), end
            return found
    return None


def is_generic(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """Return whether the words in front make the body one of many: 'các UBND', 'mỗi Sở'."""
    before = tokens.key[i - 1] if i else ""
    return before in lexicon.words["generic"] or (
        before.isdigit() and tokens.key[i - 2 : i - 1] != ["quận"] and i >= 1 and not tokens.cap[i]
    )


def make_agency(tokens: Tokens, i: int, j: int, rule: str, head: Head, name: str) -> AgencySpan:
    """Return an agency whose name spans the tokens from i to j."""
    return AgencySpan(tokens.start[i], tokens.end[j - 1], rule, name, head.kind, head.level)


def is_followed_by_generic(tokens: Tokens, j: int) -> bool:
    """Return whether the words behind a head make it many bodies: 'UBND | các huyện', 'HĐND | cấp xã'."""
    if tokens.key[j] == "cấp":
        return tokens.key[j + 1] not in _BEHIND_VERB
    return tokens.key[j] in {"các", "những", "mỗi", "từng", "nơi", "nào", "sở"} or (
        tokens.key[j] == "địa" and tokens.key[j + 1] == "phương"
    )


_BEHIND_VERB = ("phép", "cứu", "phát", "giấy", "bằng", "cho", "sổ")
"""Words behind 'cấp' that make it a verb: 'Sở Xây dựng | cấp phép'; in 'HĐND | cấp xã' it is a level."""


def read_country(tokens: Tokens, lexicon: Lexicon, agency: AgencySpan, j: int) -> Found:
    """Take 'Việt Nam' or a country behind the name: 'Bộ Giáo dục và Đào tạo Việt Nam', 'Bộ Ngoại giao Thái Lan'."""
    party = party_end(tokens, j)
    if party > j and (found := longest(lexicon.countries, tokens.key, party))[0] is not None:
        name, end = party_body(tokens, agency.name, j, party), tokens.end[found[1] - 1]
        abroad = replace(agency, name=name, kind=FOREIGN_PARTY, country=found[0], rule="party_of_country", end=end)
        return abroad, found[1]
    k = j + 1 if tokens.key[j] in {"của", "nước"} else j
    if k == j and tokens.surface[k] == "VN":  # 'Cục Đường sắt | VN'
        return replace(agency, end=tokens.end[k]), k + 1
    if tokens.key[k : k + 2] == ["việt", "nam"] and tokens.cap[k]:
        if k == j:
            agency = replace(agency, end=tokens.end[k + 1])
        return agency, (k + 2 if k == j else j)
    k += 2 * (tokens.key[k : k + 2] in _BEFORE_COUNTRY)
    country, end = longest(lexicon.countries, tokens.key, k)
    if (
        country is not None
        and (tokens.cap[k] or tokens.cap[end - 1])  # 'Liên hợp quốc'
        and not (end == k + 1 and tokens.key[k] in lexicon.surnames and tokens.cap[end])
    ):
        return replace(agency, country=country, end=tokens.end[end - 1]), end
    return agency, j


_BEFORE_COUNTRY = (["liên", "bang"], ["hoàng", "gia"])
"""Words between a body and its country: 'Cục Hàng không | liên bang | Mỹ'."""
PARTY_WORDS = frozenset("cộng sản nhân dân cách mạng ndcm lao động".split())
"""Words of the names of ruling parties: 'Đảng Cộng sản Trung Quốc', 'Đảng Nhân dân Cách mạng Lào'."""


def party_end(tokens: Tokens, j: int) -> int:
    """Return where a party's name ends in front of its country: 'Trung ương Đảng | Cộng sản | Trung Quốc'; j when none stands there."""
    first = j if j and tokens.key[j - 1] == "đảng" else j + 1
    if first > j and not (tokens.key[j] == "đảng" and tokens.cap[j]):
        return j
    k = first
    while tokens.key[k] in PARTY_WORDS:
        k += 1
    return k if k > first and tokens.cap[k] else j


def party_body(tokens: Tokens, name: str, j: int, end: int) -> str:
    """Return the name of a party's body with the party's own words from token j on in place of those of Viet Nam's."""
    words = " ".join(tokens.surface[j:end]).removeprefix("Đảng ")
    base = name.removesuffix(" Cộng sản Việt Nam").removesuffix(" Đảng")
    return f"{base} Đảng {words}"


def provinces_inside(tokens: Tokens, lexicon: Lexicon, i: int, end: int) -> tuple[PlaceSpan, ...]:
    """Return the provinces named between two tokens of an institution's name: 'Trường Đại học Cần Thơ'."""
    found = []
    k = i
    while k < end:
        other = longest(lexicon.lookalikes, tokens.key, k)[1]
        if other > k + 1:  # 'Viện Nghiên cứu châu Á - | Thái Bình Dương'
            k = other
            continue
        name = match_province(tokens, lexicon, k) if tokens.cap[k] else None
        if (
            name is not None
            and name[0].is_strong
            and name[1] <= end
            and not (k > i and tokens.key[k - 1] in lexicon.surnames and tokens.cap[k - 1])
        ):
            unit = "thành phố" if name[0].has_unit else ""
            found.append(
                PlaceSpan(
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


def finish(tokens: Tokens, lexicon: Lexicon, agency: AgencySpan, j: int, depth: int) -> Found:
    """Take what may follow a body's name: '(PC07)', its place, its parent."""
    end = j
    parent = (
        parse_agency(tokens, lexicon, j + 1, depth=depth + 1)
        if tokens.surface[j] == "(" and agency.parent is None
        else None
    )
    if parent is not None and tokens.surface[parent[1]] == ")" and not parent[0].is_bare and parent[0].is_public:
        agency = replace(agency, parent=parent[0], end=tokens.end[parent[1]])
        return agency, parent[1] + 1
    if (behind := _behind_abbreviation(tokens, j)) > j:
        end = behind
    elif tokens.surface[j] == "(" and tokens.surface[j + 2] == ")":
        inner = parse_place(tokens, lexicon, j + 1, nested=True)
        if inner is not None and inner[1] == j + 2 and agency.place is None:
            agency, end = replace(agency, place=inner[0]), j + 3
    elif tokens.surface[j] == "(":
        inner = parse_place(tokens, lexicon, j + 1, nested=True)
        if (
            inner is not None
            and tokens.surface[inner[1]] == ")"
            and inner[0].is_province_name
            and agency.place is None
            and agency.takes_place
        ):
            agency, end = replace(agency, place=inner[0]), inner[1] + 1
    if end == j:
        agency, end = read_parent(tokens, lexicon, agency, j, depth)
    elif tokens.surface[j] == "(" and agency.place is None:
        agency, end = read_parent(tokens, lexicon, agency, end, depth)
    if agency.place is None and agency.parent is None:
        first = end + (tokens.key[end] == "của" and tokens.key[end + 1] in {"tỉnh", "huyện", "quận", "xã", "phường"})
        place = (
            parse_place(tokens, lexicon, first, bare=True, nested=True)
            if not is_followed_by_generic(tokens, first)
            else None
        )
        if place is not None and (place[0].name or tokens.key[place[1]] != "khác"):
            agency, end = replace(agency, place=place[0], rule=f"{agency.rule}_of_place"), place[1]
        elif is_followed_by_generic(tokens, end):
            agency = replace(agency, is_generic=True)
        elif agency.kind in _OF_DISTRICT and (district := named_district(tokens, lexicon, end)) is not None:
            agency, end = replace(agency, place=district[0], rule=f"{agency.rule}_of_place"), district[1]
        elif agency.is_whole:
            return read_country(tokens, lexicon, agency, end)
    return replace(agency, end=max(agency.end, tokens.end[own_end(tokens, j, end) - 1])), end


def _behind_abbreviation(tokens: Tokens, j: int) -> int:
    """Where a bracket at token j ends that holds an abbreviation: '(PC07)', '(C 02)', '(HS-SV)'; j when none does."""
    if tokens.surface[j] != "(" or not tokens.surface[j + 1].isupper():
        return j
    k = j + 2
    while k < j + MAX_ABBREVIATION and (
        tokens.surface[k].isupper() or tokens.key[k].isdigit() or tokens.key[k] in _IN_ABBREVIATION
    ):
        k += 1
    return k + 1 if tokens.surface[k] == ")" else j


_IN_ABBREVIATION = frozenset("-&")
MAX_ABBREVIATION = 4
"""Tokens in front of the closing bracket in which an abbreviation may be written."""


def own_end(tokens: Tokens, j: int, end: int) -> int:
    """Return where a body's own name ends whose parent is read to `end`: in front of 'thuộc', else behind the parent.

    'Tổng cục Cạnh tranh | trực thuộc Bộ Thương mại', but 'Vụ Pháp chế, Bộ Y tế |'
    """
    k = j + (tokens.key[j] == ",")
    return j if tokens.key[k] == "thuộc" or tokens.key[k : k + 2] == ["trực", "thuộc"] else end


_OF_DISTRICT = frozenset({"division", "police_unit"})
"""Kinds of bodies that a district named without its unit may follow: 'Trạm Cảnh sát giao thông | Diễn Châu'."""


def read_parent(tokens: Tokens, lexicon: Lexicon, agency: AgencySpan, j: int, depth: int) -> tuple[AgencySpan, int]:
    """The body with the parent behind it, and the position behind both: 'Vụ Tổ chức cán bộ, Bộ Y tế', 'Phòng CSHS Công an TP.HCM', 'Cục Thuế thuộc Bộ Tài chính'."""
    mark = tokens.key[j]
    is_committee = agency.kind in {"steering_committee", "council"} and mark not in {",", "-"}
    if not (is_committee or agency.kind in SUB_UNITS) and agency.kind not in {
        "hospital",
        "department",
        "general_department",
        "management_board",
    }:
        return agency, j
    k = j + 1 if mark in {"của", "thuộc", ",", "-", "–", "trực"} else j
    if mark == "," and tokens.key[k] in {"thuộc", "trực"}:  # 'Phòng Kinh tế, | thuộc Văn phòng UBND tỉnh'
        mark, k = tokens.key[k], k + 1
    if mark == "trực":
        k += 1
    parent = parse_agency(tokens, lexicon, k, depth=depth + 1, role=mark not in {",", "-", "–"})
    if parent is None:
        return agency, j
    body, end = parent
    if agency.kind == "division" and body.kind == "other" and mark not in {",", "-", "–"}:
        agency = replace(agency, is_public=False)  # 'phó phòng nhân sự Công ty Minh Long'
    if body.is_bare or body.is_generic or not body.is_public or body.country:
        return agency, j
    if mark in {",", "-", "–"} and not _may_be_parent(body, agency):
        return agency, j
    if body.kind == agency.kind and body.kind not in {"hospital", "court"}:
        return agency, j
    # 'Hạt Kiểm lâm Vườn quốc gia Ba Vì' is one name
    is_joined = is_committee or (body.kind == "park" and k == j) or agency.name in PARENT_WITHOUT_COMMA
    return replace(agency, parent=body, joins_parent=agency.joins_parent or is_joined), end


SUB_UNITS = frozenset(
    "division department board sub_department public_service_unit police_unit public_service_centre office institute task_force inspectorate school court".split()
)
"""Kinds whose parent may follow after a comma: 'Vụ Tổ chức cán bộ, Bộ Y tế'; 'Sở A, Sở B' is a list."""
PARENT_WITHOUT_COMMA = frozenset(
    {"Văn phòng", "Ủy ban Kiểm tra", "Ban Tổ chức", "Ban Tuyên giáo", "Ban Dân vận", "Ban Nội chính"}
)
"""Bodies that are one name with their parent: 'Văn phòng | UBND tỉnh'."""

PARENT_KINDS = frozenset(
    "court procuracy office general_department public_service_centre ministry police provincial_department peoples_committee hospital school university vertical_agency government ministerial_agency department front legislature management_board".split()
)


_POLICE_DIVISIONS = ("Phòng Cảnh sát", "Phòng Kỹ thuật hình sự", "Phòng An ninh")


def _may_be_parent(body: AgencySpan, agency: AgencySpan) -> bool:
    """Whether a body behind a comma is the parent and not the next of a list: never one of the same or a lower rank."""
    if body.kind == "division":  # 'Đội Truy nã, Phòng Cảnh sát hình sự, Công an TP.HCM'
        return agency.kind == "police_unit"
    if body.kind == "inspectorate":  # 'Phòng Nội vụ, Thanh tra huyện' are two
        return agency.kind == "division" and body.parent is not None and body.parent.kind == "ministry"
    if body.kind not in PARENT_KINDS or body.name.startswith("Cảng vụ"):
        return False
    if body.kind in {"court", "procuracy"}:  # 'Phòng Cảnh sát hình sự, VKSND tỉnh' came to the scene together
        return agency.kind in {"division", "court"} and not agency.name.startswith(_POLICE_DIVISIONS)
    if body.kind == "management_board":  # 'Phòng Quản lý đầu tư, Ban Quản lý các khu công nghiệp tỉnh X'
        return agency.kind == "division" and not agency.name.startswith(_POLICE_DIVISIONS)
    if body.kind == "general_department":
        return agency.kind in {"division", "department"}
    return not (
        agency.kind in {"department", "general_department"}
        and body.kind not in {"ministry", "ministerial_agency", "government", "police"}
    )
