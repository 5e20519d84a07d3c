"""Expanding the short name of a body, a post or a word: 'UBND TP.HCM', 'PGĐ Sở KH&ĐT Quảng Ninh', 'KT-XH'.

Takes one name (not running text) and a day; gives all expansions. Decides by trying, longest head first: a central body, a local body
(a head from the patterns and a place that the gazetteer knows on that day), a post in front of either, an abbreviation. A place with its kind
written out ('xã Liên Hương') is taken as written even when the tables do not have it, since communes before July 2025 are not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import msgspec

from vnnews.gazetteer.answers import Answer, Expansion
from vnnews.gazetteer.names import full_form, name_key, short_form
from vnnews.gazetteer.records import (
    AgencyRecord,
    DatedRecord,
    LocalPattern,
    LocalUnitRecord,
    ProvinceRecord,
    Record,
    RoleRecord,
)
from vnnews.gazetteer.store import Gazetteer
from vnnews.text import fold

MAX_NAME = 200
"""Code points; the longest name in the tables has 98. A longer text is not a name, and is not looked at."""

_PLACE_CUES = {
    "tỉnh": ("province",),
    "t": ("province",),
    "thành phố": ("centrally_run_city", "city"),
    "tp": ("centrally_run_city", "city"),
    "quận": ("urban_district",),
    "q": ("urban_district",),
    "thị xã": ("town",),
    "tx": ("town",),
    "huyện": ("rural_district",),
    "h": ("rural_district",),
    "phường": ("ward",),
    "p": ("ward",),
    "xã": ("commune",),
    "x": ("commune",),
    "thị trấn": ("township",),
    "tt": ("township",),
    "đặc khu": ("special_zone",),
}
# A short cue is glued or dotted ('TP.Vinh', 'Q.1', 'P. 5') or stands before a number; a bare letter is an initial.
_PLACE = re.compile(
    r"(tỉnh|thành phố|quận|thị xã|huyện|phường|xã|thị trấn|đặc khu|t\.?p|tx)(?:\.\s*|\s+)(.+)|(t|q|h|p|x|tt)(?:\.\s*|(?=\d))(.+)",
    re.IGNORECASE | re.DOTALL,
)
_LEVEL_KINDS = {
    "province": ("province", "centrally_run_city"),
    "district": ("city", "urban_district", "town", "rural_district"),
    "commune": ("ward", "commune", "special_zone", "township"),
}
_CUE_WORDS = {"township": "thị trấn", "ward": "phường", "commune": "xã", "special_zone": "đặc khu"}
_CUE_WORDS |= {"city": "thành phố", "urban_district": "quận", "town": "thị xã", "rural_district": "huyện"}
_SLOT_LEVELS = {
    "<P>": "province",
    "<p>": "province",
    "<D>": "district",
    "<d>": "district",
    "<C>": "commune",
    "<c>": "commune",
}
_SLOT = re.compile(r"<\w>")


class Place(NamedTuple):
    """A place as the name of a body needs it."""

    full: str
    """'tỉnh Quảng Ninh', 'quận 1'."""
    short: str
    province: str
    record: ProvinceRecord | LocalUnitRecord | None


def expand_name(gazetteer: Gazetteer, name: str, day: date | None) -> Answer[Expansion]:
    """Return all expansions of a name on a day.

    >>> from vnnews.gazetteer import default
    >>> expand_name(default(), "PGĐ Sở KH&ĐT Quảng Ninh", date(2024, 1, 5)).only.name
    'Phó Giám đốc Sở Kế hoạch và Đầu tư tỉnh Quảng Ninh'
    >>> [e.name for e in expand_name(default(), "Thành ủy Huế", date(2025, 3, 1))]
    ['Thành ủy Huế']
    """
    name = " ".join(name.split())
    every = _expand(gazetteer, name, day) if len(name) <= MAX_NAME else []
    found = tuple({(fold(expansion.name), expansion.province): expansion for expansion in reversed(every)}.values())[
        ::-1
    ]
    ids = dict.fromkeys(source for expansion in found for source in expansion.source)
    sources = tuple(gazetteer.sources[id] for id in ids)
    return Answer(name=name, on=day, records=found, matched="strong" if found else "", sources=sources)


def _expand(gazetteer: Gazetteer, name: str, day: date | None) -> list[Expansion]:
    """The expansions by the first way that gives any."""
    answer = gazetteer.agency(name, day)
    central = _expand_central(answer)
    if answer.matched == "strong":
        return central
    local = list(_expand_local(gazetteer, name, day))
    if any(expansion.province for expansion in local):
        return local
    words = list(_expand_word(gazetteer, name))
    return [*central, *words] or local or list(_expand_post(gazetteer, name, day))


def _expand_local(gazetteer: Gazetteer, name: str, day: date | None) -> Iterator[Expansion]:
    """A head of a local body and its place, longest head first."""
    heads = gazetteer.patterns_by_head
    for head, rest in _split_heads(name):
        made = [
            e
            for pattern in heads.get(name_key(head), ())
            if pattern.is_valid(day)
            for e in _fill(gazetteer, pattern, rest, day)
        ]
        if made:
            yield from made
            return


def _fill(gazetteer: Gazetteer, pattern: LocalPattern, rest: str, day: date | None) -> Iterator[Expansion]:
    """The pattern's name with the rest of the text in its slots."""
    slots = _SLOT.findall(pattern.name)
    if not rest:
        yield _make(pattern.head, pattern.kind, pattern, level=pattern.level, id=pattern.id)
    elif len(slots) == 1 and slots[0] in _SLOT_LEVELS:
        for place in _find_places(gazetteer, rest, _SLOT_LEVELS[slots[0]], day):
            kind = place.record.kind if place.record else ""
            if (pattern.unit_kind and pattern.unit_kind != kind) or (
                pattern.only_in and place.province not in pattern.only_in
            ):
                continue
            text = place.full if slots[0].strip("<>").isupper() else place.short
            filled = pattern.name.replace(slots[0], text)
            yield _make(filled, pattern.kind, pattern, level=pattern.level, id=pattern.id, province=place.province)
    elif slots in (["<X>"], ["<N>"]):
        yield _make(pattern.name.replace(slots[0], rest), pattern.kind, pattern, level=pattern.level, id=pattern.id)


def _expand_word(gazetteer: Gazetteer, name: str) -> Iterator[Expansion]:
    """An abbreviation of a word or a title."""
    key = name_key(name)
    for record in gazetteer.abbreviations:
        if key in (name_key(record.short), *(name_key(variant) for variant in record.variants)):
            for expansion in record.expansions:
                yield _make(expansion, record.kind, record)
    for role in gazetteer.roles_by_title.get(key, ()):
        if key != name_key(role.title):
            yield _make(role.title, "role", role, level=role.level)


def _expand_post(gazetteer: Gazetteer, name: str, day: date | None) -> Iterator[Expansion]:
    """A post in front of a body: 'PCT UBND tỉnh Quảng Ninh'."""
    for head, rest in _split_heads(name):
        made = [
            expansion
            for role in gazetteer.roles_by_title.get(name_key(head), ())
            for expansion in _join(gazetteer, role, rest, day)
        ]
        if made:
            yield from made
            return


def _join(gazetteer: Gazetteer, role: RoleRecord, rest: str, day: date | None) -> Iterator[Expansion]:
    """A post and the body after it; the title may hold the head of the body ('PCT UBND')."""
    body = f"{role.agency} {rest}" if role.agency else rest
    for found in (*_expand_local(gazetteer, body, day), *_expand_central(gazetteer.agency(body, day))) if rest else ():
        yield msgspec.structs.replace(found, name=f"{role.role} {found.name}", kind="role")


def _expand_central(answer: Answer[AgencyRecord]) -> list[Expansion]:
    return [_make(agency.name, agency.kind, agency, level="central", id=agency.id) for agency in answer]


def _split_heads(name: str) -> Iterator[tuple[str, str]]:
    """Every cut of a name into a head and a rest at a space, longest head first: 'Sở Y tế Hà Nội' → ('Sở Y tế', 'Hà Nội') among others."""
    words = name.split()
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])


def _find_places(gazetteer: Gazetteer, text: str, level: str, day: date | None) -> list[Place]:
    """The units of a level that a text names, with or without their province after them."""
    text = text.strip(" ,;.()")
    kinds, name = _read_cue(text)
    if kinds and not set(kinds) & set(_LEVEL_KINDS[level]):
        return []
    if level == "province":
        answer = gazetteer.province(text, day) or gazetteer.province(name, day)
        wanted = [p for p in answer if not kinds or p.kind in kinds]
        return [Place(full_form(p), short_form(p), p.name, p) for p in wanted]
    units: Mapping[str, Iterable[LocalUnitRecord]] = (
        gazetteer.districts_by_name if level == "district" else gazetteer.communes_by_name
    )
    places: list[Place] = []
    for own, province in ((name, ""), *_split_province(gazetteer, name)):
        for unit in units.get(name_key(own), ()):
            owner = gazetteer.province_by_id[unit.province]
            has_cue = unit.is_unique or kinds or province
            if has_cue and (not kinds or unit.kind in kinds) and province in ("", owner.name) and unit.is_valid(day):
                places.append(Place(full_form(unit), short_form(unit), owner.name, unit))
    if not places and kinds and "centrally_run_city" not in kinds:  # "TP.HCM" is no district-level city
        cue = next(kind for kind in kinds if kind in _LEVEL_KINDS[level])
        own, province = next(iter(_split_province(gazetteer, name)), (name, ""))
        places = [Place(f"{_CUE_WORDS[cue]} {own}", own, province, None)]
    return places


def _read_cue(text: str) -> tuple[tuple[str, ...], str]:
    """The kinds that the word in front of a place allows, and the place without it."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return (), text
    cue = fold(found[1] or found[3]).replace(".", "")
    return _PLACE_CUES[cue], (found[2] or found[4]).strip()


def _split_province(gazetteer: Gazetteer, name: str) -> Iterator[tuple[str, str]]:
    """Every cut of a place into a unit and the province after it: '1, TP.HCM', 'Hải Hậu, tỉnh Nam Định'."""
    for cut in re.finditer(r"[,(\s-]+", name):
        _, rest = _read_cue(name[cut.end() :].strip(" )"))
        answer = gazetteer.province(name[cut.end() :].strip(" )")) or gazetteer.province(rest)
        if cut.start() and answer.matched == "strong":
            yield name[: cut.start()], answer.records[0].name


def _make(name: str, kind: str, record: Record, *, level: str = "", id: str = "", province: str = "") -> Expansion:
    """An expansion with the validity and the sources of the record behind it."""
    dated = record if isinstance(record, DatedRecord) else None
    return Expansion(
        name=name,
        kind=kind,
        level=level,
        province=province,
        record=id,
        valid_from=dated.valid_from if dated else None,
        valid_to=dated.valid_to if dated else None,
        source=record.source,
        confidence=record.confidence,
    )
