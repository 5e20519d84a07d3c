"""The body behind a title, one reader for each way in which titles and bodies are joined.

Takes a passage, the post and the tokens of its title, sets the post's body and gives the position behind it. Decides how title and body are
cut: 'Trưởng phòng | Phòng Cảnh sát hình sự, Công an tỉnh X', 'Chủ tịch | UBND xã Y', 'Bộ trưởng | Bộ Công an' in 'Bộ trưởng Công an'.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agencies import parse_agency, read_field_body
from vnnews.mentions.agency_parts import party_body, party_end
from vnnews.mentions.lexicon import AGENCY, PERSON, SURNAME, Head, Lexicon
from vnnews.mentions.names import read_field
from vnnews.mentions.places import parse_place
from vnnews.mentions.spans import FOREIGN_PARTY, AgencySpan, PlaceSpan, PostSpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest

CONNECTORS = frozenset({"của", "thuộc", "tại", "ở", "trực thuộc"})
"""Words between a title and its body."""

Held = tuple[PostSpan, int]
"""The post with its body, and the position behind the body."""


def _body_of_place(start: int, place: PlaceSpan, rule: str, name: str, kind: str) -> AgencySpan:
    """A body that its place tells apart from others of its name, from `start` to the end of the place."""
    return AgencySpan(start, place.end, rule, name, kind, place=place, takes_place=True)


def _read_country(tokens: Tokens, lexicon: Lexicon, post: PostSpan, j: int) -> Held:
    party = party_end(tokens, j)
    k = j + 1 if tokens.key[j] in {"của", "nước"} or _is_province_abroad(tokens, lexicon, j) else party
    if tokens.key[k : k + 2] == ["việt", "nam"] and tokens.cap[k]:
        return post, k + 2
    country, end = longest(lexicon.countries, tokens.key, k)
    if country is None or (not tokens.cap[k] and tokens.key[k] != "nước"):
        return post, j
    if end == k + 1 and tokens.cap[end] and tokens.key[k] in lexicon.surnames and tokens.key[end] in {"văn", "thị"}:
        return post, j
    post = replace(post, country=country)
    if party > j and post.implied:
        name = party_body(tokens, post.implied, j, party)
        bounds = tokens.start[j - 1], tokens.end[end - 1]
        post = replace(post, agency=AgencySpan(*bounds, "party_of_country", name, FOREIGN_PARTY, country=country))
    return post, end


def _is_province_abroad(tokens: Tokens, lexicon: Lexicon, j: int) -> bool:
    """Whether 'tỉnh' and a province of a neighbour stand at token j: 'Tỉnh trưởng | tỉnh Xiêng Khoảng', but not 'tỉnh Lào Cai'."""
    is_abroad = tokens.key[j] == "tỉnh" and longest(lexicon.countries, tokens.key, j + 1)[1] > j + 2
    return is_abroad and longest(lexicon.provinces, tokens.key, j + 1)[0] is None


def _set_agency(post: PostSpan, found: tuple[AgencySpan, int]) -> Held:
    agency, end = found
    country, is_other = agency.country or post.country, post.is_other or not agency.is_public
    return replace(post, agency=agency, country=country, is_other=is_other), end


def nothing(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """No body: the title names the office itself ('Chủ tịch nước')."""
    return _read_country(tokens, lexicon, post, j)


def implied_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """The title implies its body, and may name it: 'Thủ tướng Chính phủ', 'Thống đốc Ngân hàng Nhà nước Việt Nam'."""
    if tokens.key[j : j + 2] == ["khóa", "xv"]:
        return post, j
    post, end = _read_country(tokens, lexicon, post, j)
    if post.country:
        return post, end
    found = parse_agency(tokens, lexicon, j, role=False)
    if found is not None and found[0].is_whole and (found[0].name == post.implied or post.role.endswith("Thống đốc")):
        post = replace(post, agency=found[0])
        return post, found[1]
    named = _named_body(tokens, post, i, j)
    if named is not None:
        post = replace(post, agency=named)
    return post, end


def army_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Tổng Tham mưu trưởng | Quân đội nhân dân Việt Nam'; without the army's name the title implies the General Staff."""
    post, end = _read_country(tokens, lexicon, post, j)
    if post.country:
        return post, end
    end = _army_end(tokens, j)
    return (replace(post, implied="Quân đội nhân dân Việt Nam") if end > j else post), end


def _army_end(tokens: Tokens, j: int) -> int:
    """The position behind the army's name: 'Tổng Tham mưu trưởng | Quân đội nhân dân Việt Nam |'."""
    for words in (["quân", "đội", "nhân", "dân"], ["qđnd"], ["qđndvn"], ["quân", "đội"]):
        end = j + len(words)
        if tokens.key[j:end] == words and tokens.cap[j]:
            return end + 2 if tokens.key[end : end + 2] == ["việt", "nam"] else end
    return j


def _named_body(tokens: Tokens, post: PostSpan, i: int, j: int) -> AgencySpan | None:
    """The body's words inside the matched title: 'Chính phủ' in 'Thủ tướng Chính phủ'."""
    title = len(post.role.replace(" Thường trực", "").split())
    words = " ".join(tokens.key[i:j])
    for opening in (
        "bộ chính trị",
        "bct",
        "ban bí thư",
        "trung ương",
        "t . ư",
        "tư đảng",
        "tw đảng",
        "ban chấp hành",
        "bch",
        "chính phủ",
        "quốc hội",
        "qh",
        "nhà nước",
    ):
        at = words.find(opening)
        if at > 0:
            first = i + words[:at].count(" ")
            if first - i >= min(title, 1):
                return AgencySpan(
                    tokens.start[first], tokens.end[j - 1], "body_in_title", post.implied, "", "central", is_whole=True
                )
    return None


def ministry_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Bộ trưởng Bộ Y tế', 'Bộ trưởng Y tế', 'Bộ trưởng Ngoại giao Nga'."""
    found = parse_agency(tokens, lexicon, j, role=True)
    if (
        found is not None
        and found[0].kind in {"ministry", "ministerial_agency", "foreign", "board"}
        and not found[0].is_bare
    ):
        return _set_agency(post, found)
    field = _ministry_field(tokens, lexicon, j)
    if field is not None:
        name, end = field
        agency = AgencySpan(
            tokens.start[j], tokens.end[end - 1], "ministry_of_title", name, "ministry", "central", is_whole=True
        )
        post, stop = _read_country(tokens, lexicon, post, end)
        agency = agency if not post.country else replace(agency, country=post.country)
        return replace(post, agency=agency), stop
    if found is not None and found[0].is_whole and found[1] > j and tokens.cap[j]:
        return _set_agency(post, found)
    words, end = read_field(tokens, lexicon, j, small=False)
    if words:
        post, stop = _read_country(tokens, lexicon, post, end)
        if post.country:
            post = replace(
                post,
                agency=AgencySpan(
                    tokens.start[j],
                    tokens.end[end - 1],
                    "ministry_of_title",
                    f"Bộ {words}",
                    "ministry",
                    "central",
                    country=post.country,
                ),
            )
            return post, stop
    return _read_country(tokens, lexicon, post, j)


def _ministry_field(tokens: Tokens, lexicon: Lexicon, j: int) -> tuple[str, int] | None:
    """The ministry that a bare field stands for: 'Bộ trưởng | Công an'."""
    if not tokens.cap[j]:
        return None
    value, end = longest(lexicon.heads.get("bộ", {}), tokens.key, j)
    if isinstance(value, Head) and value.kind == "ministry" and value.slot == "whole":
        return value.name, end
    return None


def after_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """The body follows the title, perhaps behind 'của' or 'tại': 'Giám đốc Sở Y tế', 'Bí thư Tỉnh ủy'."""
    k = j + 1 if tokens.key[j] in CONNECTORS and tokens.cap[j + 1] else j
    force = _force_of(tokens, lexicon, post, k)
    if force is not None:
        return _set_agency(post, force)
    found = parse_agency(tokens, lexicon, k, role=True)
    if found is not None and not (
        found[0].is_bare
        and tokens.key[k] in {"ban", "khoa"}
        and found[0].kind != "party_group"
        and not found[0].is_task  # 'Phó Trưởng ban Thường trực | Ban Chỉ đạo'
        and not post.role.endswith("Giám đốc")  # 'Giám đốc Ban' heads a board of management named before
    ):
        return _set_agency(post, found)
    if post.role.endswith(("Bí thư", "Bí thư Thường trực")):
        place = parse_place(tokens, lexicon, j, nested=True)
        if place is not None and place[0].is_province_name:  # 'Bí thư Đà Nẵng Nguyễn Văn A'
            post = replace(
                post,
                agency=AgencySpan(
                    place[0].start,
                    place[0].end,
                    "committee_of_province",
                    "Tỉnh ủy",
                    "party_committee",
                    "province",
                    place[0],
                    takes_place=True,
                    is_named_by_province=True,
                ),
            )
            return post, place[1]
    post, end = _read_country(tokens, lexicon, post, j)
    return (post, end) if end > j else _other_owner(tokens, lexicon, post, j)


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
    return post, end


def chair_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Chủ tịch UBND xã X', 'Chủ tịch tỉnh', 'Chủ tịch phường X', 'Chủ tịch Hội Nông dân', 'Chủ tịch Cuba'."""
    place = parse_place(tokens, lexicon, j, bare=True, nested=True)
    if place is not None and place[0].unit and place[0].level != "village" and (place[0].name or not tokens.cap[j]):
        post = replace(
            post,
            agency=_body_of_place(tokens.start[j], place[0], "chair_of_unit", "Ủy ban nhân dân", "peoples_committee"),
        )
        return post, place[1]
    if place is not None and place[0].name and not place[0].unit and tokens.key[j] not in {"hồ"}:
        post = replace(
            post,
            agency=_body_of_place(tokens.start[j], place[0], "chair_of_unit", "Ủy ban nhân dân", "peoples_committee"),
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
                if found is not None and found[1] > j and (not found[0].is_bare or found[0].is_task):
                    return _set_agency(post, found)
                break
    if tokens.key[j] in {"phòng", "ban", "khoa", "đoàn"} or tokens.cap[j] or tokens.key[j] in CONNECTORS:
        post, end = after_body(tokens, lexicon, post, i, j, "")
        if end > j:
            return post, end
    if argument.startswith("công an") and tokens.cap[j - 2]:
        place = parse_place(tokens, lexicon, j, bare=True, nested=True)
        if place:
            post = replace(
                post,
                agency=AgencySpan(
                    tokens.start[j - 2],
                    place[0].end,
                    "local_head",
                    "Công an",
                    "police",
                    place=place[0],
                    takes_place=True,
                ),
            )
            return post, place[1]
    return post, j


def head_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Cục trưởng Cục X', 'Cục trưởng X': the head may be left out."""
    found = parse_agency(tokens, lexicon, j, role=True)
    if found is not None and (found[0].name.lower().startswith(argument) or not tokens.cap[j]):
        return _set_agency(post, found)
    head = Head(
        argument[0].upper() + argument[1:],
        "department" if argument in {"cục", "vụ"} else "sub_department",
        "field",
        "central" if argument != "chi cục" else "",
    )
    implied = read_field_body(tokens, lexicon, j - 1, j, head, True, 0)
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
    if implied is not None and implied[1] > j and not implied[0].is_bare and tokens.cap[j]:
        return _set_agency(post, (replace(implied[0], start=tokens.start[j]), implied[1]))
    if found is not None:
        return _set_agency(post, found)
    return _read_country(tokens, lexicon, post, j)


def office_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Chánh Văn phòng UBND tỉnh' heads the office of the UBND; 'Chánh Văn phòng Trung ương Đảng' an office with a name of its own."""
    at = next((k for k in range(j - 1, i, -1) if tokens.key[k] == "văn"), i)
    whole = parse_agency(tokens, lexicon, at, role=True) if at > i else None
    is_central = whole is not None and whole[0].is_whole and whole[0].level == "central"
    if whole is not None and is_central and whole[1] > j and tokens.key[j] != "bộ":
        return _set_agency(post, whole)
    found = parse_agency(tokens, lexicon, j, role=True)
    if found is not None and not found[0].is_bare:
        if tokens.key[found[1]] == "và" and whole is not None and whole[1] > found[1]:
            return _set_agency(post, whole)
        return _set_agency(post, found)
    if whole is not None and whole[1] > j:
        return _set_agency(post, whole)
    if found is not None and found[0].name == "Bộ" and tokens.cap[j]:
        return _set_agency(post, found)  # 'Chánh Văn phòng Bộ' of the ministry named before
    return post, j


def inspector_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Chánh Thanh tra Sở Tư pháp', 'Chánh Thanh tra tỉnh X'."""
    place = parse_place(tokens, lexicon, j, bare=True, nested=True)
    if place is not None:
        post = replace(
            post, agency=_body_of_place(tokens.start[j - 2], place[0], "local_head", "Thanh tra", "inspectorate")
        )
        return post, place[1]
    return after_body(tokens, lexicon, post, i, j, argument)


def village_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Trưởng thôn Lạc Thạnh, xã X': the village is the body."""
    k = j - 1 if post.mode == "village" else j
    for at in (k, j):
        place = parse_place(tokens, lexicon, at, nested=True)
        if place is not None and place[0].level == "village":
            unit = place[0].unit[0].upper() + place[0].unit[1:]
            name = f"{unit} {place[0].name}" if post.mode == "village" else f"Chi bộ {place[0].unit} {place[0].name}"
            post = replace(
                post,
                agency=AgencySpan(place[0].start, place[0].end, "village", name, "village", "village", is_whole=True),
            )
            post = replace(post, place=place[0].outer)
            return post, place[1]
    return after_body(tokens, lexicon, post, i, j, "") if post.mode == "cell" else (post, j)


_HOUSES = {"Lãnh sự": "Tổng Lãnh sự quán", "thương mại": "Thương vụ", "Thương vụ": "Thương vụ"}
"""The house abroad of a title by a word of it; an embassy without one."""


def embassy_body(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Đại sứ Việt Nam tại Maroc' is ours, 'Đại sứ Nhật Bản tại Việt Nam' is theirs."""
    if tokens.key[j : j + 3] == ["đặc", "mệnh", "toàn"]:
        j += 4
    k = j + 1 if tokens.key[j] in {"của", "nước"} else j
    if tokens.key[k : k + 6] == ["cộng", "hòa", "xã", "hội", "chủ", "nghĩa"]:
        k += 6
    house = next((house for word, house in _HOUSES.items() if word in post.role), "Đại sứ quán")
    if tokens.key[k : k + 2] == ["việt", "nam"]:
        if tokens.key[k + 2] in {"tại", "ở"}:
            country, end = longest(lexicon.countries, tokens.key, k + 3)
            if country is None:
                end = k + 3
                while tokens.cap[end] and not (
                    end > k + 3 and tokens.key[end] in lexicon.surnames and tokens.cap[end + 1]
                ):  # 'Tổng Lãnh sự Việt Nam tại Osaka | Ngô Trịnh Hà'
                    end += 1
                country = " ".join(tokens.surface[k + 3 : end])
            if country:
                post = replace(
                    post,
                    agency=AgencySpan(
                        tokens.start[j],
                        tokens.end[end - 1],
                        "embassy",
                        f"{house} Việt Nam tại {country}",
                        "diplomatic",
                        "foreign",
                        is_whole=True,
                    ),
                )
                post = replace(post, is_public=True)
                return post, end
        return post, k + 2
    post, end = _read_country(tokens, lexicon, post, j)
    if post.country and tokens.key[end : end + 3] in (["tại", "việt", "nam"], ["ở", "việt", "nam"]):
        return post, end + 3
    return post, end


def place_only(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """'Kiến trúc sư trưởng TP HCM': a place and no body."""
    place = parse_place(tokens, lexicon, j, nested=True)
    if place is not None and place[0].is_province_name:
        post = replace(post, place=place[0], is_public=True)
        return post, place[1]
    return post, j


def country_only(tokens: Tokens, lexicon: Lexicon, post: PostSpan, i: int, j: int, argument: str) -> Held:
    """Offices that Viet Nam does not have; they are foreign whatever follows."""
    post, end = _read_country(tokens, lexicon, post, j)
    return replace(post, country=post.country or "?"), end
