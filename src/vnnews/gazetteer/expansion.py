"""Expanding the short name of a body, a post or a word: 'UBND TP.HCM', 'PGĐ Sở KH&ĐT Quảng Ninh', 'KT-XH'.

Takes one name (not running text) and a day; gives all expansions. Decides by trying, longest head first: a central body, a local body
(a head from the patterns and a place that the gazetteer knows on that day), a post in front of either, an abbreviation. A place with its kind
written out ('xã Liên Hương') is taken as written even when the tables do not have it, since communes before July 2025 are not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from vnnews.gazetteer.answers import Answer, Expansion
from vnnews.gazetteer.names import name_key
from vnnews.gazetteer.places import find_places
from vnnews.gazetteer.records import (
    AgencyRecord,
    DatedRecord,
    LocalPattern,
    Record,
    RoleRecord,
)
from vnnews.gazetteer.store import Facts
from vnnews.text import fold

MAX_NAME = 150
"""Code points; the longest name in the tables has 78. A longer text is not a name, and is not looked at: trying every cut costs the square of its words."""

_PLACE_SLOTS = {
    "<P>": "province",
    "<p>": "province",
    "<D>": "district",
    "<d>": "district",
    "<C>": "commune",
    "<c>": "commune",
}
_SLOT = re.compile(r"<\w>")
_FIELD_AND_REST = re.compile(r"<F>,? <[PDCA]>$")


def expand_name(gazetteer: Facts, name: str, day: date | None) -> Answer[Expansion]:
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


def _expand(gazetteer: Facts, name: str, day: date | None) -> list[Expansion]:
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


def _expand_local(gazetteer: Facts, name: str, day: date | None, *, is_inner: bool = False) -> Iterator[Expansion]:
    """A head of a local body and what fills its slots, longest head first; a body inside another holds no further one."""
    for head, rest in _split_heads(name):
        known = gazetteer.patterns_by_head.get(name_key(head), ())
        patterns = [pattern for pattern in known if pattern.is_valid(day)]
        made = [found for pattern in patterns for found in _fill(gazetteer, pattern, rest, day, is_inner)]
        yield from made
        # "Sở KH&ĐT" in 2026: a head that exists at other times only is not read as "Sở" and a field of work
        if made or (known and not patterns):
            return


def _fill(gazetteer: Facts, pattern: LocalPattern, rest: str, day: date | None, is_inner: bool) -> Iterator[Expansion]:
    """The pattern's name with the rest of the text in its slots."""
    slots = _SLOT.findall(pattern.name)
    if not rest:
        yield _make(pattern.head, pattern.kind, pattern, level=pattern.level, id=pattern.id)
        return
    if len(slots) == 1:
        cuts = [("", _drop_literal(gazetteer, pattern, slots[0], rest))]
    elif _FIELD_AND_REST.search(pattern.name) and not is_inner:
        cuts = [(head.rstrip(","), tail) for head, tail in reversed(list(_split_heads(rest))) if tail]
    else:
        return
    for field, tail in cuts:
        fillers = list(_fill_slot(gazetteer, pattern, slots[-1], tail, day, is_inner=is_inner))
        for text, province in fillers:
            filled = pattern.name.replace("<F>", _expand_field(gazetteer, field)) if field else pattern.name
            filled = filled.replace(slots[-1], text)
            yield _make(filled, pattern.kind, pattern, level=pattern.level, id=pattern.id, province=province)
        if fillers:
            return


def _fill_slot(
    gazetteer: Facts, pattern: LocalPattern, slot: str, text: str, day: date | None, *, is_inner: bool
) -> Iterator[tuple[str, str]]:
    """What can stand in the last slot of a pattern, with its province."""
    if slot in _PLACE_SLOTS:
        for place in find_places(gazetteer, text, _PLACE_SLOTS[slot], day):
            has_kind = not pattern.unit_kind or (place.record is not None and place.record.kind == pattern.unit_kind)
            if has_kind and (not pattern.only_in or place.province in pattern.only_in):
                yield (place.full if slot.isupper() else place.short), place.province
    elif slot in ("<A>", "<B>"):
        if not is_inner:
            central = _expand_central(gazetteer.agency(text, day))
            for body in (*central, *_expand_local(gazetteer, text, day, is_inner=True)):
                if (body.province or body.level == "central") and (slot == "<A>" or body.kind.startswith("party")):
                    yield body.name, body.province
    else:
        yield (_expand_field(gazetteer, text) if slot == "<F>" else text), ""


def _drop_literal(gazetteer: Facts, pattern: LocalPattern, slot: str, rest: str) -> str:
    """The rest without the words that the pattern has between head and slot: 'Công an' in 'PC08 Công an TP.HCM'."""
    literal = pattern.name[len(pattern.head) : pattern.name.index(slot)].strip(" ,")
    for head, tail in _split_heads(rest) if literal else ():
        if tail and any(found.head == literal for found in gazetteer.patterns_by_head.get(name_key(head), ())):
            return tail
    return rest


def _expand_field(gazetteer: Facts, field: str) -> str:
    """A field of work in full words: 'GD&ĐT' → 'Giáo dục và Đào tạo'."""
    for record in gazetteer.abbreviations_by_form.get(name_key(field), ()):
        if record.kind == "field" and record.is_safe:
            return record.expansions[0]
    return field


def _expand_word(gazetteer: Facts, name: str) -> Iterator[Expansion]:
    """An abbreviation of a word or a title."""
    key = name_key(name)
    for record in gazetteer.abbreviations_by_form.get(key, ()):
        for expansion in record.expansions:
            yield _make(expansion, record.kind, record)
    for role in gazetteer.roles_by_title.get(key, ()):
        if key != name_key(role.title):
            yield _make(role.title, "role", role, level=role.level)


def _expand_post(gazetteer: Facts, name: str, day: date | None) -> Iterator[Expansion]:
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


def _join(gazetteer: Facts, role: RoleRecord, rest: str, day: date | None) -> Iterator[Expansion]:
    """A post and the body after it; the title may hold the head of the body ('PCT UBND')."""
    if not rest:
        return
    bodies = [f"{role.agency} {rest}"] if role.agency else [rest, f"{role.title.split()[-1]} {rest}"]
    for body in bodies:  # the second for "Trưởng phòng CSGT Công an TP Hà Nội", where "phòng" belongs to both
        answer = gazetteer.agency(body, day)
        found = _expand_central(answer)
        if answer.matched != "strong":
            found += _expand_local(gazetteer, body, day)
        yield from (msgspec.structs.replace(one, name=f"{role.role} {one.name}", kind="role") for one in found)
        if found:
            return


def _expand_central(answer: Answer[AgencyRecord]) -> list[Expansion]:
    return [
        _make(agency.name, agency.kind, agency, level="central", id=agency.id, province=getattr(agency, "province", ""))
        for agency in answer
    ]


def _split_heads(name: str) -> Iterator[tuple[str, str]]:
    """Every cut of a name into a head and a rest at a space, longest head first: 'Sở Y tế Hà Nội' → ('Sở Y tế', 'Hà Nội') among others."""
    words = name.split()
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])


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
