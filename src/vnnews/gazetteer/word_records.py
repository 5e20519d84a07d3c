"""The records of words: heads of bodies, fields of work, units, countries, cues, modifiers, honorifics, abbreviations.

Takes nothing and decides nothing; frozen structs like those of `records`, for what is no fact about one body, place or name.
"""

from __future__ import annotations

from vnnews.gazetteer.records import Record


class HeadRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The first words of the names of bodies, and what follows them."""

    name: str
    """The head in full words: 'Ủy ban nhân dân'."""
    forms: tuple[str, ...]
    """How it is written: 'UBND', 'UB nhân dân'; the full words stand among them where they are read."""
    weak: tuple[str, ...] = ()
    """Forms that `expand` takes and running text does not: 'chính quyền'."""
    kind: str = ""
    """Kind of its bodies: 'peoples_committee', 'division', 'other' (no agency)."""
    follows: str
    """'field', 'name', 'number', 'place', 'committee', 'board', 'party_group', 'inner', 'department', 'other' or 'foreign'."""
    level: str = ""
    unit: str = ""
    """The unit inside it: 'tỉnh' in 'Tỉnh ủy'."""
    as_written: bool = False
    """Whether the words of the text are kept instead of the full ones."""
    needs_anchor: bool = False
    """Whether private and foreign bodies share it: without a place, a parent or a title in front it names nothing that can be told."""
    takes_name: bool = False
    """Whether a proper name may stand in place of the field: 'Đồn | Liên Hương'."""
    example: str = ""


class UnitWordRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A word for a kind of administrative unit, in front of its name."""

    word: str
    """'tỉnh', 'thành phố', 'quận' …"""
    level: str
    """'province', 'city' (centrally run or provincial), 'district', 'commune' or 'village'."""
    short: tuple[str, ...] = ()
    """Abbreviations, which must be written with a capital: 'TP.'."""
    example: str = ""


class WordRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A word by which the grammar decides, and what it is used for."""

    use: str
    """A key of `tables.USES`."""
    text: str
    example: str = ""


class ModifierRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A word that changes a title: 'nguyên', 'quyền', 'Phó', 'Thường trực'."""

    text: str
    means: str
    """'former', 'acting', 'deputy', 'standing', 'concurrent', 'deceased' …"""
    place: str
    """'before', 'after' or 'between' titles."""
    short: tuple[str, ...] = ()
    status: str = ""
    """The `Post.status` that it brings: 'former', 'acting' or ''."""
    is_dropped: bool = False
    """Whether it does not stand in the role when it stands behind the title."""
    example: str = ""


class CueRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Words that say how a person and a post, two posts or two persons belong together."""

    text: str
    means: str
    """One of `tables.CUES`: 'appointed', 'relieved', 'is' …"""
    is_weak: bool = False
    """Whether it has other uses, so that it reaches only over a few words: 'là', 'làm'."""
    example: str = ""


class HonorificRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A word in front of a person's name."""

    text: str
    """'ông', 'đồng chí', 'PGS.TS'."""
    kind: str
    """'person_title', 'party_honorific', 'academic', 'professional', 'award', 'religious', 'legal_status', 'community', 'status'."""
    gender: str = ""
    """'male', 'female' or ''."""
    variants: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    gloss: str = ""
    example: str = ""


class AbbreviationRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """An abbreviation of a word inside the names of bodies and titles."""

    short: str
    expansions: tuple[str, ...]
    kind: str
    """'unit', 'field', 'role', 'place' or 'modifier'."""
    variants: tuple[str, ...] = ()
    is_inside: bool = False
    """Whether it also shortens the names of central bodies: 'VKSND tối cao'."""
    clipped: tuple[str, ...] = ()
    """Forms that stand for a field behind 'Sở' and 'Bộ' only: 'Sở | Giáo dục'."""
    is_safe: bool = True
    """False when it has another sense."""
    example: str = ""
    """A sentence in which it is read, as papers write it."""
