"""What the grammar finds in a passage: places, agencies, posts and persons, still unlinked.

Offsets are of the article's text. Spans are frozen: what `find_mentions` gave stays as it is, however often it is linked. The parsers build
their spans as `drafts`.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

FOREIGN_PARTY = "foreign_party"
"""Kind of the bodies of another country's ruling party, which are named like those of Viet Nam's."""


class Span(msgspec.Struct, frozen=True):
    """A stretch of the article's text and the rule that found it."""

    start: int
    end: int
    rule: str
    """For the reader of the output; no code decides by it."""


class PlaceSpan(Span, frozen=True):
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
    outer: PlaceSpan | None = None
    """The larger unit written behind it: 'xã Hàm Thuận, tỉnh Lâm Đồng', 'TP Vinh (Nghệ An)'."""


class AgencySpan(Span, frozen=True):
    """A body, as far as its own words tell."""

    name: str = ""
    """Expanded head and field, without the place: 'Sở Y tế'."""
    kind: str = ""
    level: str = ""
    place: PlaceSpan | None = None
    parent: AgencySpan | None = None
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
    inside: tuple[PlaceSpan, ...] = ()
    """Provinces inside the name of an institution: 'Đại học Quốc gia Hà Nội'."""
    is_bare_committee: bool = False
    """Whether it is a committee whose head holds the unit, and no name follows: 'Tỉnh ủy'."""
    is_of_field: bool = False
    """Whether a field of work is all that names it: 'Phòng Quản lý đô thị'."""
    is_task: bool = False
    """Whether it is a task force or steering committee of which the purpose is not said: 'Tổ trưởng Tổ công tác'."""
    is_of_region: bool = False
    """Whether it serves a numbered region: 'Chi cục Hải quan khu vực VI', 'TAND khu vực 2'."""
    is_local: bool = False
    """Whether its own name says that it lies in one province, which is not written: 'Hải quan cửa khẩu Hữu Nghị'."""
    is_army_committee: bool = False
    """Whether it is the Party committee of a place's military command: 'Đảng ủy Quân sự'."""
    is_named_by_province: bool = False
    """Whether the kind of its province decides how it is called: 'Bí thư Đà Nẵng' leads a Thành ủy."""


HAS_STANDING_BODY = frozenset(
    "party_committee party_organisation mass_org front peoples_council steering_committee national_committee council".split()
)
"""Kinds of bodies that have a standing board: 'Ban Thường vụ | Tỉnh ủy', 'Thường trực | Ban Chỉ đạo'."""


def standing_body(owner: AgencySpan, name: str, start: int) -> AgencySpan:
    """Return the board that stands in for a body, which is a body of its own: 'Ban Thường vụ Tỉnh ủy Cà Mau'."""
    return AgencySpan(
        start,
        owner.end,
        "inner_body",
        name,
        "standing_body",
        owner.level,
        parent=owner,
        joins_parent=True,
        is_bare=owner.is_bare,
    )


def owner_of(body: AgencySpan) -> AgencySpan:
    """Return the body that a board stands in for, any other body itself.

    The board of a Party organisation is that of its committee: 'Ban Chấp hành Đảng bộ tỉnh X' of the Tỉnh ủy X.
    """
    if body.kind != "standing_body" or body.parent is None:
        return body
    owner = body.parent
    if owner.kind != "party_organisation" or not owner.name.startswith("Đảng bộ"):
        return owner
    unit = owner.place.unit if owner.place is not None else ""
    name = COMMITTEES.get(unit, "Đảng ủy") if owner.name == "Đảng bộ" else owner.name.replace("Đảng bộ", "Đảng ủy", 1)
    return replace(owner, name=name, kind="party_committee")


COMMITTEES = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}
"""The Party committee of a unit, by the word for the unit; those of communes and of offices are a 'Đảng ủy'."""


class PostSpan(Span, frozen=True):
    """A title with the body that it belongs to."""

    role: str = ""
    status: str = "current"
    mode: str = ""
    """How its body is found; a key of `roles.READERS`."""
    agency: AgencySpan | None = None
    implied: str = ""
    """Name of the agency that the title itself implies."""
    place: PlaceSpan | None = None
    """Place of a post without a body: 'Kiến trúc sư trưởng TP HCM'."""
    country: str = ""
    is_public: bool = True
    """Whether the title alone makes its holder an official."""
    is_other: bool = False
    """Whether it is a post outside the public bodies."""
    is_plural: bool = False
    rank: str = ""
    """Rank of its holder, written in front of the title: 'Đại tá, Giám đốc …'."""


class PersonSpan(Span, frozen=True):
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


class CountrySpan(Span, frozen=True):
    """A foreign country, as evidence of what the article is about."""

    name: str = ""


class PassedSpan(Span, frozen=True):
    """Words that were read so that nothing inside them is taken for an entity: company names, streets, document numbers."""
