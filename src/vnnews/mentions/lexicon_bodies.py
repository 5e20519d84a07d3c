"""The heads of bodies and their fields of work, compiled into tries.

Takes a gazetteer's heads, patterns of local bodies, central bodies, fields and abbreviations; gives `Bodies`. Decides that a pattern whose
head begins with a known head teaches the words behind it ('Sở | Gia đình', 'Phòng | Nghề cá'), and that any other is a head of its own.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from vnnews.mentions.tokens import keys_of
from vnnews.mentions.trie import Trie, add_keys, add_phrase, longest
from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import AgencyRecord, LocalPattern
    from vnnews.gazetteer.word_records import AbbreviationRecord, HeadRecord, HeadWay


class Head(NamedTuple):
    """The first words of an agency's name."""

    name: str
    """Expanded; '' keeps the words of the text."""
    kind: str
    slot: str
    """What follows, as in `HeadRecord.follows`, or 'whole' for a central body, whose name says all."""
    level: str = ""
    unit: str = ""
    """Unit inside the head: 'tỉnh' in 'Tỉnh ủy'."""
    abbreviation: str = ""
    """Written form that must be in capitals."""
    parent: str = ""
    needs_anchor: bool = False
    """Whether private and foreign bodies share it."""
    takes_name: bool = False
    """Whether a proper name may stand in place of its field."""
    ways: frozenset[HeadWay] = frozenset()
    """In what other ways it is written."""


class Bodies(NamedTuple):
    """Everything by which the name of a body is read."""

    heads: Trie
    open_heads: dict[str, Head]
    """Heads that a field of work follows, by their names."""
    fields: Trie
    """Fields of work: '' for a phrase in full words, the words of an abbreviation."""
    departments: Trie
    """Fields of provincial departments with their official names."""
    national: dict[str, str]
    """Names that mean the central body alone and a local one with a place: 'Cục Thuế'."""
    agencies: dict[str, AgencyRecord]
    """Central bodies by name."""


NOT_AGENCY_KINDS = frozenset({"state_enterprise", "party_press", "professional_org", "state_bank"})
"""Kinds of the gazetteer's bodies that are no agencies of this library; they are read so that nothing inside them is taken for one."""

UNIT_SLOTS = frozenset("PpDdCc")
"""Slots of a pattern that a place fills: 'Sở Y tế <P>'."""


def abbreviation_of(form: str) -> str:
    """Return the form itself when it is an abbreviation in capitals, which must be written so, else ''.

    >>> abbreviation_of("UBND"), abbreviation_of("Sở Y tế"), abbreviation_of("VKSND tối cao")
    ('UBND', '', '')
    """
    return form if form.isupper() and len(form) <= MAX_ABBREVIATION and " " not in form else ""


MAX_ABBREVIATION = 6
"""Letters of the longest abbreviation that must be written in capitals; longer ones are no other word."""

_JOINERS = ((" và ", " & "), (" và ", " - "), (" Việt Nam", " VN"))
_COMMITTEE_SPELLINGS = ((" - ", " "), (" - ", " và "), (", ", " "), (", ", " - "))
"""Names of the National Assembly's committees are also written without their dash: 'Ủy ban Tài chính Ngân sách'."""


class Spellings:
    """The shorter ways to write parts of the names of central bodies: 'Trung ương' as 'T.Ư', 'Tòa án nhân dân' as 'TAND'."""

    def __init__(self, abbreviations: Iterable[AbbreviationRecord]) -> None:
        inside = [record for record in abbreviations if record.is_inside]
        self._pairs = [
            (f"{long[0].upper()}{long[1:]}", short)
            for record in inside
            for long in record.expansions
            for short in (record.short, *record.variants)
        ]
        self._pairs += [*_JOINERS, ("hòng, chống", "hòng chống")]

    def of(self, form: str) -> list[str]:
        """Return a form with every shorter spelling of it."""
        forms = [form]
        has_dash = form.startswith(("Ủy ban ", "Quân chủng "))
        for long, short in (*self._pairs, *_COMMITTEE_SPELLINGS) if has_dash else self._pairs:
            forms += [written.replace(long, short) for written in forms if long in written]
        return forms


def compile_bodies(gazetteer: Gazetteer, spellings: Spellings) -> Bodies:
    """Return the heads, fields and central bodies of a gazetteer.

    >>> from vnnews.gazetteer import default
    >>> bodies = compile_bodies(default(), Spellings(default().abbreviations))
    >>> longest(bodies.heads, keys_of("UBND tỉnh"), 0)[0].name, bodies.departments["y"]["tế"][None]
    ('Ủy ban nhân dân', 'Y tế')
    """
    bodies = Bodies({}, {}, {}, {}, {}, {})
    for record in gazetteer.heads:
        _add_head(bodies, record)
    for state in gazetteer.foreign:
        for body in state.bodies:
            if state.kind != "any" or body.is_foreign_alone:
                for form in (body.name, *body.short):
                    head = Head(body.name, "foreign", "foreign", abbreviation=abbreviation_of(form))
                    add_phrase(bodies.heads, form, head, keep=True)
    _add_fields(bodies, gazetteer)
    _add_central(bodies, gazetteer, spellings)
    for pattern in gazetteer.local_patterns:
        _learn_pattern(bodies, pattern)
    _add_short_heads(bodies, gazetteer.abbreviations)
    return bodies


def _add_head(bodies: Bodies, record: HeadRecord) -> None:
    for form in record.forms:
        head = Head(
            "" if record.as_written else record.name,
            record.kind,
            record.follows,
            record.level,
            record.unit,
            abbreviation_of(form),
            needs_anchor=record.needs_anchor,
            takes_name=record.takes_name,
            ways=frozenset(record.ways),
        )
        add_phrase(bodies.heads, form, head)
        if record.follows == "field":
            bodies.open_heads.setdefault(record.name, head._replace(abbreviation=""))


def _add_fields(bodies: Bodies, gazetteer: Gazetteer) -> None:
    """Fields in full words, then their abbreviations; those of a department's field stand for it behind 'Sở' too."""
    official = {record.text: record.text for record in gazetteer.table("fields") if record.use == "department_field"}
    official |= {name: name for pattern in gazetteer.local_patterns if (name := _department_of(pattern))}
    for record in gazetteer.table("fields"):
        if record.use == "field":
            add_phrase(bodies.fields, record.text, "")
    short = [record for record in gazetteer.abbreviations if record.kind == "field"]
    for abbreviation in short:
        for form in abbreviation.clipped:
            add_phrase(bodies.departments, form, abbreviation.expansions[0])
    for name in official:
        add_phrase(bodies.departments, name, name)
        for form in _other_joins(name):
            add_phrase(bodies.departments, form, official[name], keep=True)
    by_fold = {fold(name): name for name in official}
    for abbreviation in short:
        words = abbreviation.expansions[0]
        for form in (abbreviation.short, *abbreviation.variants):
            add_phrase(bodies.fields, form, words)
            if fold(words) in by_fold:
                add_phrase(bodies.departments, form, by_fold[fold(words)])


def _other_joins(name: str) -> Iterator[str]:
    """A department's name with other marks between its fields: 'Văn hóa - Thể thao & Du lịch' for 'Văn hóa, Thể thao và Du lịch'."""
    parts = _JOINS_IN_NAME.split(name.replace(" & ", " và "))
    if 1 < len(parts) <= MAX_JOINED:
        for joins in product((" - ", " và ", ", ", " "), repeat=len(parts) - 1):
            form = parts[0] + "".join(join + part for join, part in zip(joins, parts[1:], strict=True))
            yield form
            if form.endswith(f" và {parts[-1]}"):
                yield f"{form.removesuffix(f' và {parts[-1]}')} & {parts[-1]}"


_JOINS_IN_NAME = re.compile(r" và |, | - ")
MAX_JOINED = 5
"""Fields of a department or committee whose marks vary."""


def _department_of(pattern: LocalPattern) -> str:
    """The field of a provincial department: 'Y tế' of 'Sở Y tế <P>'."""
    return pattern.head.removeprefix("Sở ") if pattern.head.startswith("Sở ") else ""


def _add_central(bodies: Bodies, gazetteer: Gazetteer, spellings: Spellings) -> None:
    for record in gazetteer.central_agencies:
        bodies.agencies[record.name] = record
        is_agency = record.is_public and record.kind not in NOT_AGENCY_KINDS
        for form in (record.name, *record.short, *record.weak):
            is_weak = form in record.weak
            if form in record.not_in_text or "(" in form or (is_weak and len(keys_of(form)) == 1):
                continue
            for written in spellings.of(form):
                keys = keys_of(written)
                local, end = longest(bodies.heads, (*keys, ""), 0)
                if local is not None and local.slot == "place" and end == len(keys):
                    # 'Cục Thuế' alone is the central body, with a place a local one
                    bodies.national[fold(written)] = record.name
                    continue
                head = Head(
                    record.name,
                    record.kind,
                    "whole" if is_agency else "other",
                    "central",
                    "",
                    abbreviation_of(written),
                    record.parent,
                )
                add_keys(bodies.heads, keys, head, keep=is_weak)
                if record.kind == "legislature_committee" and written == form:
                    for other in _other_joins(written):
                        add_phrase(bodies.heads, other, head, keep=True)
    ministries = {fold(record.name): record.name for record in gazetteer.central_agencies if record.kind == "ministry"}
    for field in gazetteer.abbreviations:
        if field.kind != "field" or (name := ministries.get(fold(f"Bộ {field.expansions[0]}"))) is None:
            continue
        head = Head(name, "ministry", "whole", "central")
        for form in (field.short, *field.variants):
            add_phrase(bodies.heads, f"Bộ {form}", head)
        for form in field.clipped:
            add_phrase(bodies.heads, f"Bộ {form}", head, keep=True)


def _learn_pattern(bodies: Bodies, pattern: LocalPattern) -> None:
    """Take the words of a pattern that no head knows yet."""
    for form in (pattern.head, *pattern.short):
        keys = keys_of(form)
        if len(keys) == 1 and any(letter.isdigit() for letter in form):
            continue  # 'PC08' is read as the field of a 'Phòng'
        head, end = longest(bodies.heads, (*keys, ""), 0)
        if head is None or head.slot == "foreign":  # 'Đại sứ quán | Việt Nam tại' is none of another country
            slot, level = _slot_of(pattern), pattern.level if pattern.level in {"central", "foreign"} else ""
            new = Head(pattern.head, pattern.kind, slot, level, "", abbreviation_of(form))
            add_phrase(bodies.heads, form, new)
        elif end < len(keys) and head.slot in {"field", "department"} and not _holds_body(bodies, keys, end):
            rest = " ".join(form.split()[len(head.name.split()) :])
            official = pattern.head.removeprefix(f"{head.name} ")
            if head.slot == "department":
                add_phrase(bodies.departments, rest, official, keep=True)
            elif longest(bodies.fields, (*keys, ""), end)[0] is None:
                add_phrase(bodies.fields, rest, "" if form == pattern.head else official, keep=True)


def _holds_body(bodies: Bodies, keys: tuple[str, ...], first: int) -> bool:
    """Whether another body is named behind a head: 'Ban Pháp chế | Hội đồng nhân dân'."""
    for k in range(first, len(keys)):
        head = longest(bodies.heads, (*keys, ""), k)[0]
        if head is not None and head.slot in {"place", "whole", "committee"}:
            return True
    return False


def _slot_of(pattern: LocalPattern) -> str:
    """What follows the head of a pattern, by the first slot of its name."""
    _, _, slot = pattern.name.partition("<")
    if not slot:
        return "whole"
    return "place" if slot[0] in UNIT_SLOTS else {"N": "number", "F": "field"}.get(slot[0], "name")


def _add_short_heads(bodies: Bodies, abbreviations: Iterable[AbbreviationRecord]) -> None:
    """Abbreviations with one sense that stand for a whole head: 'KBNN', 'CQĐT'."""
    for record in abbreviations:
        if record.kind != "unit" or not record.is_safe:
            continue
        keys = keys_of(record.expansions[0])
        head, end = longest(bodies.heads, (*keys, ""), 0)
        if head is not None and end == len(keys):
            for form in (record.short, *record.variants):
                add_phrase(bodies.heads, form, head._replace(abbreviation=abbreviation_of(form)), keep=True)
