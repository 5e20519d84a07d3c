"""The body behind a title, one reader for each way in which titles and bodies are joined.

Takes a passage, the post and the tokens of its title, sets the post's body and gives the position behind it. Decides how title and body are
cut: 'Trưởng phòng | Phòng Cảnh sát hình sự, Công an tỉnh X', 'Chủ tịch | UBND xã Y', 'Bộ trưởng | Bộ Công an' in 'Bộ trưởng Công an'.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agencies import parse_agency, read_field_body
from vnnews.mentions.lexicon import AGENCY, PERSON, SURNAME, Head, Lexicon
from vnnews.mentions.names import best_field, read_field
from vnnews.mentions.places import parse_place
from vnnews.mentions.role_parts import CONNECTORS, Held, body_of_place, read_country, set_agency
from vnnews.mentions.spans import COMMITTEES, HAS_STANDING_BODY, AgencySpan, PlaceSpan, PostSpan, standing_body
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest


def after_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """The body follows the title, perhaps behind 'của' or 'tại': 'Giám đốc Sở Y tế', 'Bí thư Tỉnh ủy'."""
    k = j + 1 if tokens.key[j] in CONNECTORS and tokens.cap[j + 1] else j
    if tokens.key[j] == "," and post.role.startswith("Ủy viên "):  # 'Ủy viên chuyên trách, | Ủy ban X của Quốc hội'
        committee = parse_agency(tokens, lexicon, j + 1, role=True)
        if committee is not None and committee[0].kind == "legislature_committee":
            return set_agency(post, committee)
    force = _force_of(tokens, lexicon, post, k)
    if force is not None:
        return set_agency(post, force)
    found = parse_agency(tokens, lexicon, k, role=True)
    if found is not None and not (
        found[0].is_bare
        and tokens.key[k] in {"ban", "khoa"}
        and found[0].kind != "party_group"
        and not found[0].is_task  # 'Phó Trưởng ban Thường trực | Ban Chỉ đạo'
        and not post.role.endswith("Giám đốc")  # 'Giám đốc Ban' heads a board of management named before
    ):
        return set_agency(post, found)
    if post.role.endswith(("Bí thư", "Bí thư Thường trực")):
        place = parse_place(tokens, lexicon, j, nested=True)
        if place is not None and (place[0].is_province_name or (place[0].name and place[0].unit in _UNITS_LED)):
            return replace(post, agency=_committee_of_unit(place[0])), place[1]  # 'Bí thư | Đà Nẵng', 'Bí thư | quận 1'
    post, end = read_country(tokens, lexicon, post, j)
    return (post, end) if end > j else _other_owner(tokens, lexicon, post, j)


_COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_UNITS_LED = frozenset({*COMMITTEES, *_COMMUNES})
"""Units whose secretary is named by the unit alone."""


def _committee_of_unit(place: PlaceSpan) -> AgencySpan:
    """The Party committee of a unit that stands behind its secretary's title."""
    name = "Tỉnh ủy" if place.is_province_name else COMMITTEES.get(place.unit, "Đảng ủy")
    return AgencySpan(
        place.start,
        place.end,
        "committee_of_province" if place.is_province_name else "committee_of_unit",
        name,
        "party_committee",
        "province" if place.is_province_name else "",
        place,
        takes_place=True,
        is_named_by_province=place.is_province_name,
    )


_COMMANDERS = ("Tư lệnh", "Chính ủy", "Tham mưu trưởng")


def _force_of(tokens: Tokens, lexicon: Lexicon, post: PostSpan, j: int) -> tuple[AgencySpan, int] | None:
    """The force behind the title of its commander."""
    if not post.role.removeprefix("Phó ").startswith(_COMMANDERS) or not tokens.cap[j]:
        return None
    force, end = longest(lexicon.forces, tokens.key, j)
    if force is None or parse_place(tokens, lexicon, end, bare=True, nested=True) is not None:
        return None  # 'Chính ủy BĐBP | tỉnh Hà Tĩnh' is of the province's
    end += 2 if tokens.key[end : end + 2] == ["việt", "nam"] else 0
    agency = AgencySpan(
        tokens.start[j], tokens.end[end - 1], "force_of_title", force.name, force.kind, "central", is_whole=True
    )
    return agency, end


def _other_owner(tokens: Tokens, lexicon: Lexicon, post: PostSpan, j: int) -> Held:
    """A company or club named without a head: 'Chủ tịch FLC Lê Bá Nguyên', 'Giám đốc Vietcombank Trần Văn B'."""
    if (
        tokens.upper
        or not tokens.cap[j]
        or tokens.key[j] in lexicon.surnames
        or lexicon.bits.get(tokens.key[j], 0) & (PERSON | SURNAME | AGENCY)
    ):
        return post, j
    for k in range(j + 1, j + 6):
        if not tokens.cap[k]:
            break
        if tokens.key[k] in lexicon.surnames and tokens.cap[k + 1]:
            post = replace(post, is_other=True)
            return post, k
    if len(tokens.surface[j]) > 1 and tokens.surface[j].isupper():
        post = replace(post, is_other=True)
        return post, j + 1
    return post, j


def member_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Tỉnh ủy viên' implies its committee; 'cán bộ', 'chuyên viên' are posts only with a body."""
    if argument:
        committee = longest(lexicon.heads, (*argument.split(), ""), 0)[0]
        unit, level = (committee.unit, committee.level) if committee is not None else ("", "")
        agency = AgencySpan(
            tokens.start[i],
            tokens.end[j - 1],
            "committee_of_member",
            argument[0].upper() + argument[1:],
            "party_committee",
            level,
        )
        agency = replace(agency, takes_place=True)
        place = parse_place(tokens, lexicon, j, nested=True)
        agency = replace(
            agency, place=place[0] if place else PlaceSpan(agency.start, agency.end, "unit_in_head", level, unit)
        )
        post = replace(post, agency=agency)
        return post, place[1] if place else j
    post, end = after_body(tokens, lexicon, post, i, j, argument)
    body = post.agency
    if body is not None and body.is_of_field and body.place is None and body.parent is None and not tokens.cap[j]:
        post = replace(post, agency=None)  # 'cán bộ vụ doanh nghiệp' names no body
        return post, j
    if body is None:
        field, behind = read_field(tokens, lexicon, j, small=True)
        place = parse_place(tokens, lexicon, behind, nested=True) if field else None
        if place is not None and place[0].name and place[0].unit in _COMMUNES:  # 'cán bộ | địa chính xã X'
            agency = body_of_place(
                tokens.start[behind], place[0], "clerk_of_unit", "Ủy ban nhân dân", "peoples_committee"
            )
            return replace(post, role=f"{post.role} {field}", agency=agency), place[1]
    return post, end


def inner_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Ủy viên | Ban Thường vụ Tỉnh ủy X': a member of the board of the committee behind the title."""
    post, end = after_body(tokens, lexicon, post, i, j, argument)
    owner = post.agency
    if owner is None or owner.country or owner.kind not in HAS_STANDING_BODY:
        return replace(
            post, role=f"{post.role} {argument}"
        ), end  # of which committee the words behind it tell, or nothing
    words = argument.casefold().split()
    first = next((k for k in range(i + 1, j) if tokens.key[k] in {*words, "btv", "bch"}), 0)
    board = standing_body(owner, argument, tokens.start[first] if first else owner.start)
    return replace(post, agency=board), end


def chair_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Chủ tịch UBND xã X', 'Chủ tịch tỉnh', 'Chủ tịch phường X', 'Chủ tịch Hội Nông dân', 'Chủ tịch Cuba'."""
    place = parse_place(tokens, lexicon, j, bare=True, nested=True)
    if place is not None and place[0].unit and place[0].level != "village" and (place[0].name or not tokens.cap[j]):
        post = replace(
            post,
            agency=body_of_place(tokens.start[j], place[0], "chair_of_unit", "Ủy ban nhân dân", "peoples_committee"),
        )
        return post, place[1]
    if place is not None and place[0].name and not place[0].unit and tokens.key[j] not in {"hồ"}:
        post = replace(
            post,
            agency=body_of_place(tokens.start[j], place[0], "chair_of_unit", "Ủy ban nhân dân", "peoples_committee"),
        )
        return post, place[1]
    return after_body(tokens, lexicon, post, i, j, argument)


def at_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """The title ends in the head of the body: 'Trưởng | phòng Cảnh sát hình sự', 'Trưởng | Công an quận 2'."""
    for word in argument.split("|"):
        first = word.split()[0]
        for at in range(j - 1, i, -1):
            if tokens.key[at] == first:
                found = parse_agency(tokens, lexicon, at, role=True)
                if (
                    found is not None
                    and found[1] > j
                    and (not found[0].is_bare or found[0].is_task or found[0].kind in _BARE_IN_TITLE)
                ):
                    return set_agency(post, found)
                break
    if tokens.key[j] in {"phòng", "ban", "khoa", "đoàn"} or tokens.cap[j] or tokens.key[j] in CONNECTORS:
        post, end = after_body(tokens, lexicon, post, i, j, "")
        if end > j:
            return post, end
    return post, j


_BARE_IN_TITLE = frozenset({"na_delegation", "front"})
"""Kinds of bodies that a title ends in without their place: 'Trưởng ban Công tác Mặt trận | thôn |'."""


def head_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Cục trưởng Cục X', 'Cục trưởng X': the head may be left out."""
    if tokens.key[j] in CONNECTORS and argument in {"đội", "trạm", "đồn"}:
        return after_body(tokens, lexicon, post, i, j, argument)  # 'phó đội trưởng | thuộc | Phòng X'
    found = parse_agency(tokens, lexicon, j, role=True)
    head = lexicon.open_heads[f"{argument[0].upper()}{argument[1:]}"]
    is_own = found is not None and (found[0].name.lower().startswith(argument) or not tokens.cap[j])
    if found is not None and (is_own or head.kind == "police_unit"):
        return set_agency(post, found)  # 'Đội trưởng vũ trang | Đồn Biên phòng X'
    # 'Đội trưởng | CSGT Công an quận 1'; a proper name behind the title is a person's ('đội trưởng | Văn Quyến')
    # but behind the field of a station it is the place's ('Hạt trưởng kiểm lâm | Nông Sơn')
    is_station = argument in {"hạt", "đồn"}
    implied = read_field_body(
        tokens, lexicon, j - 1, j, head if is_station else head._replace(takes_name=False), True, 0
    )
    known, end = longest(lexicon.heads.get(argument.split(maxsplit=1)[0], {}), tokens.key, j)
    if isinstance(known, Head) and known.slot == "whole" and tokens.cap[j] and argument == "cục":  # 'Cục trưởng | C06'
        post = replace(
            post,
            agency=AgencySpan(
                tokens.start[j],
                tokens.end[end - 1],
                "known_department",
                known.name,
                known.kind,
                known.level,
                is_whole=True,
            ),
        )
        return post, end
    if is_station and best_field(tokens, lexicon, j)[1] == j:
        implied = None
    if implied is not None and argument in {"đội", "trạm"} and not (implied[0].place or implied[0].parent):
        implied = None  # 'đội trưởng U23 Việt Nam'
    is_named = implied is not None and (
        tokens.cap[j] or tokens.cap[implied[1] - 1] or implied[0].place is not None or implied[0].parent is not None
    )
    if implied is not None and is_named and implied[1] > j and not implied[0].is_bare:
        return set_agency(post, (replace(implied[0], start=tokens.start[j]), implied[1]))
    if found is not None:
        return set_agency(post, found)
    return read_country(tokens, lexicon, post, j)


def office_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Chánh Văn phòng UBND tỉnh' heads the office of the UBND; 'Chánh Văn phòng Trung ương Đảng' an office with a name of its own."""
    at = next((k for k in range(j - 1, i, -1) if tokens.key[k] == "văn"), i)
    whole = parse_agency(tokens, lexicon, at, role=True) if at > i else None
    is_central = whole is not None and whole[0].is_whole and whole[0].level == "central"
    if whole is not None and is_central and whole[1] > j and tokens.key[j] != "bộ":
        return set_agency(post, whole)
    found = parse_agency(tokens, lexicon, j, role=True)
    if found is not None and not found[0].is_bare:
        if tokens.key[found[1]] == "và" and whole is not None and whole[1] > found[1]:
            return set_agency(post, whole)
        return set_agency(post, found)
    if whole is not None and whole[1] > j:
        return set_agency(post, whole)
    if found is not None and tokens.cap[j] and (found[0].name == "Bộ" or found[0].kind == "peoples_committee"):
        return set_agency(post, found)  # 'Chánh Văn phòng Bộ', 'Chánh Văn phòng UBND' of the one named before
    return post, j


def inspector_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Chánh Thanh tra Sở Tư pháp', 'Chánh Thanh tra tỉnh X'."""
    place = parse_place(tokens, lexicon, j, bare=True, nested=True)
    if place is not None:
        post = replace(
            post, agency=body_of_place(tokens.start[j - 2], place[0], "local_head", "Thanh tra", "inspectorate")
        )
        return post, place[1]
    return after_body(tokens, lexicon, post, i, j, argument)


def village_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Trưởng thôn Lạc Thạnh, xã X': the village is the body."""
    # 'Trưởng | thôn Đoài', 'Tổ trưởng | tổ dân phố 11'
    for at in (j - 1, j - 3, j) if post.mode == "village" else (j,):
        place = parse_place(tokens, lexicon, at, nested=True)
        if place is not None and place[0].level == "village":
            unit = place[0].unit[0].upper() + place[0].unit[1:]
            own, outer = place[0].name, place[0].outer
            if outer is not None and outer.start <= place[0].end + 1:  # 'tổ dân phố 76 | phường Bạch Mai' is one name
                own = f"{own} {outer.unit} {outer.name}"
            name = f"{unit} {own}" if post.mode == "village" else f"Chi bộ {place[0].unit} {own}"
            post = replace(
                post,
                agency=AgencySpan(place[0].start, place[0].end, "village", name, "village", "village", is_whole=True),
            )
            post = replace(post, place=place[0].outer)
            return post, place[1]
    return after_body(tokens, lexicon, post, i, j, "") if post.mode == "cell" else (post, j)


def place_only(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Kiến trúc sư trưởng TP HCM': a place and no body."""
    place = parse_place(tokens, lexicon, j, nested=True)
    if place is not None and place[0].is_province_name:
        post = replace(post, place=place[0], is_public=True)
        return post, place[1]
    return post, j
