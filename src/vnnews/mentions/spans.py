"""What the grammar finds in a passage: places, agencies, posts and persons, still unlinked.

Offsets are of the article's text. Structs are mutable while the parsers build them and are not changed after `find_mentions` returns.
"""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct):
    """A stretch of the article's text and the rule that found it."""

    start: int
    end: int
    rule: str


class Place(Span):
    """A named unit, or a bare unit word that stands for one ('tỉnh', 'TP')."""

    level: str = "province"
    """'province', 'city' (centrally run or provincial), 'district', 'commune' or 'village'."""
    unit: str = ""
    """'tỉnh', 'thành phố', 'quận' …, '' when no unit word is written."""
    name: str = ""
    """'' for a bare unit."""
    is_province_name: bool = False
    """Whether the name is one of a province."""
    is_nested: bool = False
    """Whether it stands inside the name of an agency."""
    outer: Place | None = None
    """The larger unit written behind it: 'xã Hàm Thuận, tỉnh Lâm Đồng', 'TP Vinh (Nghệ An)'."""


class Agency(Span):
    """A body, as far as its own words tell."""

    name: str = ""
    """Expanded head and field, without the place: 'Sở Y tế'."""
    kind: str = ""
    level: str = ""
    place: Place | None = None
    parent: Agency | None = None
    is_whole: bool = False
    """Whether the name identifies a central body without a place."""
    is_bare: bool = False
    """Whether only the head is written ('Sở', 'Công an'): it can refer back but names no body."""
    takes_place: bool = False
    """Whether the body is one of many that a place tells apart."""
    is_public: bool = True
    country: str = ""
    """Country or union, for a foreign body."""
    province: str = ""
    """Name of the province that it belongs to, where the gazetteer knows it."""
    joins_parent: bool = False
    """Whether the parent is part of the name without a comma: 'Ban Tuyên giáo Tỉnh ủy'."""
    is_generic: bool = False
    inside: tuple[Place, ...] = ()
    """Provinces inside the name of an institution: 'Đại học Quốc gia Hà Nội'."""


class Post(Span):
    """A title with the body that it belongs to."""

    role: str = ""
    status: str = "current"
    mode: str = ""
    agency: Agency | None = None
    implied: str = ""
    """Name of the agency that the title itself implies."""
    place: Place | None = None
    """Place of a post without a body: 'Kiến trúc sư trưởng TP HCM'."""
    country: str = ""
    is_public: bool = True
    """Whether the title alone makes its holder an official."""
    is_other: bool = False
    """Whether it is a post outside the public bodies."""
    is_plural: bool = False
    rank: str = ""
    """Rank of its holder, written in front of the title: 'Đại tá, Giám đốc …'."""


class Person(Span):
    """A person's name; `start` and `end` span the name itself."""

    name: str = ""
    honorific: str = ""
    rank: str = ""
    lead: int = 0
    """Where the titles in front of the name begin."""
    is_full: bool = True
    """Whether a surname and a given name are written."""
    is_pronoun: bool = False
    """Whether only a title of courtesy is written: 'ông từng là …'."""
    is_upper: bool = False
    is_foreign: bool = False
    """Whether the name has letters that no Vietnamese name has."""
    is_unusual: bool = False
    """Whether it begins with no surname of Viet Nam."""


class Country(Span):
    """A foreign country, as evidence of what the article is about."""

    name: str = ""


class Passed(Span):
    """Words that were read so that nothing inside them is taken for an entity: company names, streets, document numbers."""
