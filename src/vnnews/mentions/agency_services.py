"""Services with districts of their own: courts and customs of a region, customs posts at gates, the fire police.

Takes a head of such a body, gives the `AgencySpan` with the number, the gate or the place that tells it apart. Decides nothing about other
bodies of a place; those are read by `agency_local`.
"""

from __future__ import annotations

from msgspec.structs import replace

from vnnews.mentions.agency_parts import Found, make_agency, parse_agency
from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.names import proper_end, read_field
from vnnews.mentions.places import is_capitalised, parse_place
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest


def read_region(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head) -> Found:
    """'TAND khu vực 2 - Hà Nội', 'Chi cục Hải quan khu vực II': bodies of regions, numbered since 2025."""
    number = tokens.surface[j + 2]
    if not tokens.cap[i] or not (number.isdigit() or (number.isupper() and set(number) <= set("IVX"))):
        return None
    agency = make_agency(tokens, i, j + 3, "regional_body", head, f"{head.name} khu vực {number}")
    agency = replace(agency, is_whole=True, is_of_region=True)
    end = j + 3
    if tokens.key[end] in {"-", "–"}:
        place = parse_place(tokens, lexicon, end + 1, nested=True)
        if place is not None:
            agency = replace(agency, inside=(place[0],) if place[0].is_province_name else ())
            agency = replace(agency, name=f"{agency.name} - {place[0].name}")
            end = place[1]
        elif head.kind == "military" and tokens.cap[end + 1]:  # 'Ban Chỉ huy Phòng thủ khu vực 1 - Hạc Thành'
            stop = end + 2
            while tokens.cap[stop] and tokens.key[stop].isalpha():
                stop += 1
            agency = replace(agency, name=f"{agency.name} - {' '.join(tokens.surface[end + 1 : stop])}")
            end = stop
    return replace(agency, end=tokens.end[end - 1]), end


_GATES = (
    "cửa khẩu quốc tế",
    "cửa khẩu cảng",
    "cửa khẩu sân bay quốc tế",
    "cửa khẩu",
    "sân bay quốc tế",
    "sân bay",
    "cảng",
)


def read_customs(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head) -> Found:
    """'Hải quan cửa khẩu Hữu Nghị', 'Hải quan Đà Lạt': customs posts since 2025; 'hải quan Việt Nam' is the whole service."""
    if not tokens.cap[i]:
        return None
    gate = gate_length(tokens, j)
    end = proper_end(tokens, lexicon, j + gate)
    known, stop = longest(lexicon.locals, tokens.key, j)
    if not gate:
        end = stop if known is not None and is_capitalised(tokens, j, stop) else j
    if end == j + gate:
        return None
    agency = make_agency(tokens, i, end, "customs_post", head, " ".join([head.name, *tokens.surface[j:end]]))
    return replace(agency, is_whole=True, is_local=True), end


def gate_length(tokens: Tokens, j: int) -> int:
    """How many words of a gate begin at token j: 'Chi cục Hải quan | cửa khẩu quốc tế | Nậm Cắn'."""
    return next(
        (len(words.split()) for words in _GATES if " ".join(tokens.key[j : j + len(words.split())]) == words), 0
    )


DISTRICTS = frozenset({"quận", "huyện", "thị xã"})
"""Units whose police has teams ('Đội') where that of a province has divisions ('Phòng')."""


def read_fire_police(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, depth: int) -> Found:
    """'Cảnh sát PCCC và CNCH Công an TP.HCM' is a division of the city's police, 'Cảnh sát PCCC tỉnh X' a body of its own until 2018."""
    field, end = read_field(tokens, lexicon, i, small=True)
    owner = parse_agency(tokens, lexicon, end + 1 if tokens.key[end] == "," else end, depth=depth + 1)
    if field and owner is not None and owner[0].name == "Công an" and owner[0].place is not None:
        level = "Đội" if owner[0].place.unit in DISTRICTS else "Phòng"
        agency = make_agency(tokens, i, owner[1], "division_of_police", head, f"{level} {field}")
        agency = replace(agency, parent=owner[0], kind="division")
        return agency, owner[1]
    place = parse_place(tokens, lexicon, j, bare=True, nested=True)
    if place is None or not tokens.cap[i]:
        return None
    agency = make_agency(tokens, i, place[1], "local_head", head, head.name)
    agency = replace(agency, takes_place=True, place=place[0])
    return agency, place[1]
