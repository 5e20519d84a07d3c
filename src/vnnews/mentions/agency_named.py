"""Bodies with a number or a proper name: 'Quân khu 7', 'Lữ đoàn Công binh 270', 'Bệnh viện Bạch Mai', 'Trường THPT Chu Văn An'.

Takes a head of such a body, gives the `AgencySpan` with the words of its name. Decides how a school's type is spelled out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnnews.mentions.agency_parts import (
    Found,
    finish,
    make_agency,
    provinces_inside,
)
from vnnews.mentions.lexicon import Head, Lexicon
from vnnews.mentions.names import COMMON_SURNAME_PCT, proper_end, read_proper_name
from vnnews.mentions.places import is_capitalised, match_province, parse_place
from vnnews.mentions.spans import AgencySpan
from vnnews.mentions.tokens import Tokens
from vnnews.mentions.trie import longest
from vnnews.mentions.unknown_names import opens_predicate

if TYPE_CHECKING:
    from vnnews.gazetteer.records import InstitutionRecord


def read_number(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Quân khu 7', 'Sư đoàn 5', 'Vùng 3 Hải quân', 'Vùng Cảnh sát biển 2'."""
    if not (tokens.cap[i] or role):
        return None
    k = j
    words: list[str] = []
    branch = next(
        (length for length in (3, 2, 1) if " ".join(tokens.key[k : k + length]) in lexicon.words["army_branch"]), 0
    )
    if branch and head.name != "Vùng":  # 'Lữ đoàn | Pháo binh | 572'
        words, k = [*words, " ".join(tokens.surface[k : k + branch])], k + branch
    if not (
        tokens.surface[k].isdigit()
        or (tokens.surface[k].isupper() and len(tokens.surface[k]) <= 4 and set(tokens.surface[k]) <= set("IVX"))
    ):
        if (role or depth) and tokens.cap[i] and not words and not tokens.cap[j]:  # 'Tư lệnh | Quân khu'
            agency = make_agency(tokens, i, j, "bare_head", head, head.name)
            return replace(agency, is_bare=True), j
        return None
    words.append(tokens.surface[k])
    k += 1
    if tokens.key[k : k + 2] == ["hải", "quân"]:
        words.append("Hải quân")
        k += 2
    elif head.name == "Vùng" and not words[0].startswith("Cảnh"):
        return None
    agency = make_agency(tokens, i, k, "numbered_unit", head, " ".join([" ".join(tokens.surface[i:j]), *words]))
    return replace(agency, name=agency.name[0].upper() + agency.name[1:], is_whole=True), k


def read_name(tokens: Tokens, lexicon: Lexicon, i: int, j: int, head: Head, role: bool, depth: int) -> Found:
    """'Bệnh viện Bạch Mai', 'Trường THPT Chu Văn An', 'Đại học Cần Thơ'."""
    if role and head.kind in _BACK_REFERRED and _is_alone(tokens, lexicon, i, j):
        agency = make_agency(tokens, i, j, "bare_head", head, _expand_type(lexicon, " ".join(tokens.surface[i:j])))
        return replace(agency, is_bare=True), j
    if not tokens.cap[i] and (not tokens.cap[j] or (not role and tokens.key[i] in {"trường", "đại"})):
        return None
    name, end = read_proper_name(tokens, lexicon, j)
    if head.kind == "diplomatic" and tokens.key[j : j + 2] == ["vương", "quốc"]:
        end = proper_end(tokens, lexicon, j + 2)
        name = " ".join(tokens.surface[j:end])
    record, known_end = longest(lexicon.institutions, tokens.key, i)
    # the members of a state university are named with it: the text's form is kept ('Trường Đại học Bách khoa TP.HCM')
    if (
        record is not None
        and known_end >= end
        and ", " not in record.name
        and (
            is_capitalised(tokens, known_end - 1, known_end)
            or (
                record.kind != "hospital" and record.name.split()[-1].islower()
            )  # 'Học viện Hành chính và Quản trị công'
        )
    ):
        known = _read_institution(tokens, lexicon, i, known_end, record)
        if record.kind != "hospital" and known_end == end and name:
            # universities change between 'Trường Đại học X' and 'Đại học X': the text's form is kept
            prefix = head.name or _expand_type(lexicon, " ".join(tokens.surface[i:j]))
            return replace(known[0], name=f"{prefix} {name}"), known[1]
        return known
    if not name:
        place = parse_place(tokens, lexicon, j, nested=True, bare=head.kind in {"hospital", "institute"})
        if place is None:
            return None
        name, end = "", j
    prefix = head.name or _expand_type(lexicon, " ".join(tokens.surface[i:j]))
    agency = make_agency(tokens, i, end, "named_institution", head, f"{prefix} {name}".strip())
    inside = provinces_inside(tokens, lexicon, j, end)
    if inside and not inside[0].unit and _is_namesake(tokens, lexicon, prefix, inside[0].name, end):
        inside = ()
    agency = replace(agency, inside=inside, is_whole=bool(name))
    agency = replace(
        agency, takes_place=not name or (head.kind == "hospital" and not any(tokens.cap[k] for k in range(j + 1, end)))
    )
    return finish(tokens, lexicon, agency, end, depth)


_BACK_REFERRED = frozenset({"hospital"})
"""Kinds of institutions that a title may call by the head alone: 'Phó Giám đốc | Bệnh viện'."""


def _is_alone(tokens: Tokens, lexicon: Lexicon, i: int, j: int) -> bool:
    """Whether nothing behind a head names it: 'Phó Giám đốc | Bệnh viện |, …', 'Giám đốc | bệnh viện | Nguyễn Hoàng Hải cho biết'."""
    if j > i + 2:
        return False
    if not tokens.cap[j]:
        return tokens.surface[j] in {",", ".", ";", ")", "", "-", "–", ":"} or opens_predicate(tokens, lexicon, j)
    is_person = (
        lexicon.surnames.get(tokens.key[j], 0.0) >= COMMON_SURNAME_PCT and tokens.cap[j + 1] and tokens.cap[j + 2]
    )
    return (
        bool(is_person)
        and not tokens.cap[i]
        and not tokens.cap[j + 3]
        and " ".join(tokens.key[j : j + 3]) not in lexicon.words["namesake"]
    )


_OF_COMMUNE = re.compile(r"tiểu học|mầm non|mẫu giáo|trung học cơ sở|\bTH\b", re.IGNORECASE)
"""Schools that a commune has several of: what they are named after is no province."""
MAX_ADDRESS = 10
"""Tokens of an address in brackets: '(phường Bến Thành, quận 1, TP.HCM)'."""


def _is_namesake(tokens: Tokens, lexicon: Lexicon, prefix: str, name: str, end: int) -> bool:
    """Whether a body is only named like a province: 'Trường tiểu học | Hòa Bình', 'Trường THPT | Hòa Bình (Xuân Lộc, Đồng Nai)'."""
    if _OF_COMMUNE.search(prefix):
        return True
    seat = _province_of_address(tokens, lexicon, end)
    return bool(seat) and seat != name


def _province_of_address(tokens: Tokens, lexicon: Lexicon, end: int) -> str:
    """The province in the address behind a name: '(quận 1, TP.HCM)', ', huyện Xuân Lộc, Đồng Nai'; '' without one."""
    if tokens.surface[end] == "(":
        for k in range(end + 1, end + MAX_ADDRESS):
            found = match_province(tokens, lexicon, k) if tokens.cap[k] else None
            if found is not None and found[0].is_strong:
                return found[0].name
            if tokens.surface[k] in {")", ""}:
                return ""
    place = parse_place(tokens, lexicon, end + 1, nested=True) if tokens.surface[end] == "," else None
    if place is None or place[0].is_province_name:
        return ""
    unit = place[0]
    while unit.outer is not None:
        unit = unit.outer
    return unit.name if unit.is_province_name else ""


def read_known_institute(tokens: Tokens, lexicon: Lexicon, i: int) -> Found:
    """'Viện Lúa ĐBSCL', 'Viện Sinh thái học Miền Nam': institutes of the gazetteer, whose names no field ends."""
    record, end = longest(lexicon.institutions, tokens.key, i)
    if record is None or not tokens.cap[i] or not tokens.cap[i + 1]:
        return None
    known = _read_institution(tokens, lexicon, i, end, record)
    written = " ".join(tokens.surface[i:end])
    if len(written) > len(record.name):
        return replace(known[0], name=written), end  # 'Viện Dinh dưỡng quốc gia' says more than the gazetteer's name
    return known


def _read_institution(
    tokens: Tokens, lexicon: Lexicon, i: int, end: int, record: InstitutionRecord
) -> tuple[AgencySpan, int]:
    """A hospital, university or institute of the gazetteer; private ones are read and are no agency."""
    agency = make_agency(tokens, i, end, "known_institution", Head(record.name, record.kind, "name"), record.name)
    agency = replace(agency, inside=provinces_inside(tokens, lexicon, i, end))
    return replace(agency, is_whole=True, is_public=record.is_public, province=record.province), end


def _expand_type(lexicon: Lexicon, words: str) -> str:
    """The words of a school's or hospital's type in full: 'Trường Trung học phổ thông' for 'Trường THPT'."""
    full = " ".join(lexicon.full_forms.get(word, word) for word in words.split())
    return full[0].upper() + full[1:]
