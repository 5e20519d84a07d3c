"""What an article names: provinces and their parts, agencies, officials with their posts."""

from __future__ import annotations

from datetime import date

from vnnews.models.base import Frozen


class Mention(Frozen, frozen=True):
    """Where an entity is named."""

    start: int
    end: int
    text: str
    rule: str
    """Name of the rule that found or linked it."""


class Province(Frozen, frozen=True):
    """A province or centrally run city that the article names, as it was on the article's date."""

    id: str
    """Gazetteer id, e.g. 'vn:quangninh' or 'vn:bentre@63'."""
    name: str
    """Short official name: 'Quảng Ninh', 'Hồ Chí Minh'."""
    full_name: str
    """'Tỉnh Quảng Ninh', 'Thành phố Hồ Chí Minh'."""
    kind: str
    """'province' or 'centrally_run_city'."""
    code: str = ""
    """Code of the General Statistics Office."""
    iso: str = ""
    """ISO 3166-2 code."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day on which the unit existed, None while it exists."""
    successors: tuple[str, ...] = ()
    """Names of the units that took it over."""
    readings: tuple[str, ...] = ()
    """Ids of every unit of this name that can be meant, earliest first, when no date decides; this record is the first of them."""
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that careful readers would state it too; learned from annotated articles."""


class LocalPlace(Frozen, frozen=True):
    """A district or commune that the article names, as it was on the article's date; only units that the gazetteer knows."""

    id: str
    """Gazetteer id, e.g. 'vn:00004'; '' when the article does not tell which of several units of that name it means."""
    name: str
    """Short name: 'Ba Đình', '1' for 'Quận 1'."""
    full_name: str
    """'Phường Ba Đình', 'Quận 1'."""
    kind: str
    """'city', 'urban_district', 'town', 'rural_district'; 'ward', 'commune', 'township', 'special_zone'."""
    province: str = ""
    """Name of its province, '' when the article does not tell."""
    district: str = ""
    """Full name of the district in which a commune of before July 2025 lay."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Last day on which the unit existed, None while it exists."""
    readings: tuple[str, ...] = ()
    """Ids of every unit that can be meant, when there are several; `id` and the dates are empty then."""
    mentions: tuple[Mention, ...] = ()


class Agency(Frozen, frozen=True):
    """A public body of Viet Nam that the article names, or one of another country that it names in the same words."""

    id: str
    """'vn:' and the name without marks. A body that had ended by the article's date has the id of the one that took it over, '' where the facts
    name none or several; one of another country has no 'vn:'."""
    name: str
    """Expanded official form: 'Ủy ban nhân dân tỉnh Quảng Ninh'."""
    kind: str = ""
    """'peoples_committee', 'ministry', 'police', 'party_committee' …"""
    level: str = ""
    """'central', 'province', 'district' or 'commune'."""
    province: str = ""
    """Name of its province, '' for central bodies."""
    parent: str = ""
    """Name of the body that it is part of."""
    mentions: tuple[Mention, ...] = ()
    foreign: bool = False
    """Whether it is a body of another country that the text also calls by the bare name of a Vietnamese one ('Bộ Ngoại giao')."""
    country: str = ""
    """Name of the country of a foreign body: 'Trung Quốc'."""
    valid_from: date | None = None
    """First day of the body that bears the name, None where the gazetteer does not know it."""
    valid_to: date | None = None
    """Its last day, None while it exists or where the gazetteer does not know it."""
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that careful readers would state it too; learned from annotated articles."""


class Post(Frozen, frozen=True):
    """A post that the article says an official holds or held."""

    role: str
    """The post in full words without the agency: 'Phó Chủ tịch Thường trực'."""
    agency: str = ""
    """Name of the agency, '' when the article does not tell."""
    agency_id: str = ""
    """`Agency.id` of the agency."""
    province: str = ""
    """Name of the agency's province, '' for central bodies."""
    status: str = "current"
    """'current', 'former' or 'acting'."""
    start: int = 0
    """Where the post is stated in `Article.text`."""
    end: int = 0
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that the person, the role and the agency are right together."""


class Official(Frozen, frozen=True):
    """A person whose public post the article states."""

    name: str
    honorific: str = ""
    """'ông', 'bà', 'đồng chí' …, as written."""
    rank: str = ""
    """Military or police rank: 'Đại tá'."""
    posts: tuple[Post, ...] = ()
    foreign: bool = False
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that the person is an official at all; each post has its own."""

    def __repr__(self) -> str:
        """Say in one line who it is and which posts he holds."""
        held = "; ".join(", ".join(filter(None, (post.role, post.agency))) for post in self.posts)
        return f"<Official {self.name!r}: {held or 'no post'}>"

    def _repr_html_(self) -> str:
        """Show the official with its posts in a notebook; see `vnnews.write.html`."""
        from vnnews.write.html import render_official

        return render_official(self)


class Entities(Frozen, frozen=True):
    """What a text names, with offsets of that text."""

    provinces: tuple[Province, ...] = ()
    agencies: tuple[Agency, ...] = ()
    officials: tuple[Official, ...] = ()
    places: tuple[LocalPlace, ...] = ()
