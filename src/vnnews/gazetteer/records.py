"""The records of the gazetteer: what a province, an agency, a role, a name is, with its dates and its source.

Takes nothing and decides nothing: these are the frozen structs that `tools/build_gazetteer.py` writes as JSON lines and that
`tables.read_table` reads. Every record names its `source` (ids of `SourceRecord`) and its `confidence`: 'A' seen in the named
source, 'B' general knowledge of the editors, 'C' doubtful. Dates are inclusive on both ends; a date known only to the month or
year is widened to the earliest start or the latest end, and `from_precision` or `to_precision` says so.

Known limits: boundary changes that changed neither name nor kind nor absorbed a whole unit make no new record.
"""

from __future__ import annotations

from datetime import date

import msgspec

FIRST_DAY_OF_COMMUNES = date(2025, 7, 1)
"""The day on which the communes of today took over and the districts were no more."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What every record has: where it comes from and how sure it is."""

    source: tuple[str, ...]
    """Ids of `SourceRecord`s; never empty."""
    confidence: str = "A"
    """'A' seen in a source, 'B' general knowledge, 'C' doubtful."""
    unverified: tuple[str, ...] = ()
    """Fields whose values are general knowledge although the record as a whole is better founded."""
    note: str = ""


class DatedRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A record that holds in a period."""

    valid_from: date | None = None
    """First day, None when it began before the time that the table covers."""
    valid_to: date | None = None
    """Last day, None while it lasts."""
    from_precision: str = "day"
    """'day', 'month' or 'year': how exactly `valid_from` is known."""
    to_precision: str = "day"
    """The same for `valid_to`."""

    def is_valid(self, on: date | None) -> bool:
        """Return whether the record holds on a day; without a day every record does."""
        if on is None:
            return True
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class SourceRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Where facts come from: an act, a press report, a data set, or the editors' general knowledge."""

    id: str
    kind: str
    """'act', 'report', 'data' or 'general'."""
    title: str
    where: tuple[str, ...] = ()
    """Addresses where it was read."""
    note: str = ""


class UnitRecord(DatedRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """An administrative unit of any level in one period of its life."""

    id: str
    name: str
    """The name without its kind: 'Quảng Ninh', 'Cầu Giấy', '1' for 'Quận 1'."""
    full_name: str
    """The name with its kind: 'Tỉnh Quảng Ninh', 'Phường Ba Đình'."""
    kind: str
    code: str = ""
    """Code of the statistics office; codes are reused, so look it up with a date."""


class ProvinceRecord(UnitRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A province or centrally run city in one period of its life."""

    id: str
    """'vn:quangninh' alone or with a period: '@63' ended with the list of 63, '@34' began with the list of 34, '@2026' city of that year."""
    kind: str
    """'province' or 'centrally_run_city'."""
    iso: str = ""
    """ISO 3166-2 code of the unit, or of the unit that it continues (the standard still lists the 63)."""
    strong: tuple[str, ...] = ()
    """Names that identify the unit alone."""
    weak: tuple[str, ...] = ()
    """Names that need a cue beside them: 'HN', 'QN', 'Hồ Chí Minh' (usually the person)."""
    addressed: tuple[str, ...] = ()
    """Abbreviations that a smaller unit or the head of a body in front makes sure: 'Q.7, HCM', 'Sở Y tế HCM'."""
    nicknames: tuple[str, ...] = ()
    """'đất Cảng', 'xứ Thanh': never used unless asked for."""
    other_sense: float = 0.0
    """Share of the capitalised name's occurrences in a news corpus that mean something else, where it was counted."""
    centre: str = ""
    """Seat of the administration."""
    successors: tuple[str, ...] = ()
    """Ids of the units that took it over on the day after `valid_to`."""
    predecessors: tuple[str, ...] = ()
    """Ids of the units that it took over; generated from their `successors`."""
    basis: tuple[str, ...] = ()
    """Ids of the acts (`SourceRecord.kind == 'act'`) that made the unit what it is."""


class LookalikeRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A phrase that holds a province's name and means something else."""

    text: str
    """'Thái Bình Dương', 'Hoàng Anh Gia Lai', 'huyện Quảng Ninh'."""
    name: str
    """The province's name inside it."""
    means: str
    """What it is: 'ocean', 'company', 'district', 'street' …"""
    province: str = ""
    """Name of the province where it lies, when it is a place: 'Quảng Bình' for 'huyện Quảng Ninh'."""


class NameHeadRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Words in front of a province's name that make it the name of another thing: 'sân bay' in 'sân bay Đà Nẵng'."""

    text: str
    means: str
    """What the whole is: 'airport', 'road', 'festival', 'product', 'company' …"""
    lists: bool = False
    """Whether it can stand for several at once: 'sân bay Nội Bài và Đà Nẵng'."""
    reach: int = 0
    """How many small words may stand between it, written with a capital letter, and the name: 'Lễ hội pháo hoa quốc tế | Đà Nẵng'."""


class RegionRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A region of several provinces; never a province itself."""

    name: str
    short: tuple[str, ...] = ()
    members_63: tuple[str, ...] = ()
    """Names of its provinces until 30 June 2025."""
    members_34: tuple[str, ...] = ()
    """Names of its provinces since 1 July 2025, as far as known."""


class LocalUnitRecord(UnitRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A district (until 30 June 2025) or a commune: a path to its province."""

    id: str
    """'vn:' + code, with '@' and the last year where the code or the name stood for something else later."""
    kind: str
    """'city', 'urban_district', 'town', 'rural_district'; 'ward', 'commune', 'township', 'special_zone'."""
    code: str
    province: str
    """Id of the province that it belonged to at the end of its time."""
    aliases: tuple[str, ...] = ()
    is_unique: bool = False
    """Whether the short name leads to one province only: no unit of another province and no province, at any time, bears it. Generated."""


class DistrictRecord(
    LocalUnitRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A district-level unit; the level ended on 30 June 2025."""


class CommuneRecord(
    LocalUnitRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A commune, ward, township or special zone: of the list in force since 1 July 2025, or of the lists before it."""

    district: str = ""
    """Id of the district in which it lay on its last day, '' since the level ended."""
    successors: tuple[str, ...] = ()
    """Ids of the communes that took over its land on the day after `valid_to`, as far as known; more than one when it was divided."""
    act: str = ""
    """Number of the act that ended it, where one is known: '1286/NQ-UBTVQH15'."""


class FormerParent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The body that an agency was part of until a day."""

    name: str
    until: date


class AgencyRecord(DatedRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A central body: Party, National Assembly, Government, courts, front, mass organisations, armed forces."""

    id: str
    """'vn:bo-tai-chinh': the name without marks, with a year where a later body has the same name."""
    name: str
    """Expanded official form."""
    kind: str
    """'ministry', 'party_central', 'legislature_committee', 'department', 'police', 'court' …"""
    short: tuple[str, ...] = ()
    """Other names and abbreviations that identify it alone."""
    weak: tuple[str, ...] = ()
    """Short names that need a cue or have another sense: 'BCT', 'Bộ Giáo dục'."""
    parent: str = ""
    """Name of the body that it is part of now, or was when it ended."""
    former_parents: tuple[FormerParent, ...] = ()
    heads: tuple[str, ...] = ()
    """Titles of its head: 'Bộ trưởng'."""
    is_public: bool = True
    """False for the press, state-owned companies and professional bodies, which are listed so that they are not taken for agencies."""
    of_commander: tuple[str, ...] = ()
    """Names that mean it behind the title of its commander: 'Tư lệnh | Hải quân'."""
    not_in_text: tuple[str, ...] = ()
    """Names that mean another thing in running text ('Nhân Dân', 'VR'), which only a question to the gazetteer takes."""
    successors: tuple[str, ...] = ()
    """Ids of the bodies that took it over."""
    predecessors: tuple[str, ...] = ()
    """Ids of the bodies that it took over; generated."""
    example: str = ""
    """A sentence in which it is read, as papers write it."""

    def parent_on(self, on: date | None) -> str:
        """Return the name of the body that it was part of on a day."""
        if on is not None:
            for former in self.former_parents:
                if on <= former.until:
                    return former.name
        return self.parent


class InstitutionRecord(
    AgencyRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A hospital, university, academy or institute; private ones are listed with `is_public=False`."""

    province: str = ""
    """Name of the province that it belongs to, '' where a central body runs it or it is private."""


class ForeignBody(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A body of another state, or the head that such bodies have before the name of their state."""

    name: str
    """'Lầu Năm Góc'; 'Bộ' or 'Hạ viện' in the record of no state."""
    kind: str
    short: tuple[str, ...] = ()
    is_foreign_alone: bool = False
    """Whether Viet Nam has no such body, so that the head says without a state that it is another's: 'Thượng viện'."""


class ForeignRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A foreign state, territory, union or organisation with the bodies that are known to be its own."""

    name: str
    """The usual Vietnamese name: 'Mỹ', 'Hàn Quốc', 'Liên hợp quốc'."""
    kind: str
    """'state', 'territory' or 'organisation'; 'any' in the one record that holds the heads of the bodies of all."""
    code: str = ""
    """ISO 3166-1, two letters; '' for organisations."""
    short: tuple[str, ...] = ()
    """Other forms: 'Hoa Kỳ', 'LHQ'."""
    places: tuple[str, ...] = ()
    """Parts by which it is named and that no place of Viet Nam is named like: 'Vân Nam'."""
    bodies: tuple[ForeignBody, ...] = ()
    example: str = ""
    """A sentence in which it is read, as papers write it."""


class LocalPattern(DatedRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """How bodies of one kind are named.

    Slots of `name`: <P> province with its kind ('tỉnh Quảng Ninh'), <p> its short name, <D>/<d> district, <C>/<c> commune, <N> a number,
    <F> a field of work, <A> the body that it is part of, <B> a party committee ('Tỉnh ủy Cao Bằng'), <X> any name.
    """

    id: str
    """'ubnd-province'."""
    head: str
    """The expanded words in front of the first slot: 'Ủy ban nhân dân'."""
    short: tuple[str, ...] = ()
    """Other forms of the head: 'UBND'."""
    weak: tuple[str, ...] = ()
    """Forms of the head that need a cue: 'UB', 'CA'."""
    name: str
    """The expanded form with slots: 'Ủy ban nhân dân <P>'."""
    kind: str
    level: str
    """'central', 'province', 'district', 'commune', 'region', 'sub_province', 'foreign' or 'any'."""
    only_in: tuple[str, ...] = ()
    """Names of the provinces that have such a body, when not all do."""
    unit_kind: str = ""
    """Kind of the province that has such a body: 'centrally_run_city', 'province' or ''."""
    roles: tuple[str, ...] = ()
    """Titles of its head."""
    parent: str = ""
    """Expanded form of the body that it is part of, with the same slots."""
    successors: tuple[str, ...] = ()
    """Ids of the patterns that took over."""
    example: str = ""
    """A sentence in which it is read, as papers write it."""


class RoleRecord(DatedRecord, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A title of a post."""

    title: str
    """The title in full words: 'Bí thư Tỉnh ủy'."""
    role: str
    """The post without the agency: 'Bí thư'."""
    agency: str = ""
    """The agency that the title itself names, in full words: 'Tỉnh ủy', 'Quốc hội'."""
    key: str = ""
    """An English key: 'provincial_party_secretary'."""
    domain: str = "any"
    """'party', 'party_rank', 'government', 'legislature', 'police', 'military', 'court' …"""
    level: str = "any"
    attaches_to: tuple[str, ...] = ()
    """Heads of the agencies in which the post exists."""
    short: tuple[str, ...] = ()
    """Other forms that identify it alone."""
    weak: tuple[str, ...] = ()
    """Forms with another sense: 'BT', 'TBT'."""
    rank: int = 0
    """1 head, 2 deputy, 3 spokesperson, 4 member or officer."""
    is_public: bool = True
    """False for professions, companies and generic words ('Lãnh đạo'), which make nobody an official."""
    reads: str = ""
    """How title and body are read in a text: 'after', 'implied', 'at' …, see the head of resources/roles.yml; '' leaves it to `agency`."""
    body: tuple[str, ...] = ()
    """First words of the body, for the ways 'at', 'head' and 'member': 'phòng', 'tỉnh ủy'."""
    has_deputy: bool = False
    """Whether 'Phó' in front of it makes the title of its deputy."""
    stands_alone: bool = False
    """Whether it makes its holder an official although the text names no body."""
    body_kinds: tuple[str, ...] = ()
    """Kinds of the bodies that the bare title can mean, when one was named before."""
    body_heads: tuple[str, ...] = ()
    """First words of those bodies, where their kinds hold others too."""
    is_of_state: bool = False
    """Whether only public bodies have it, so that its body may be named anywhere in the article."""
    is_of_companies: bool = False
    """Whether it says nothing of a state when a foreigner bears it without a body."""
    example: str = ""
    """A sentence in which it is read, as papers write it."""


class RankRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A military or police rank: no post."""

    title: str
    key: str
    order: int
    """1 is the highest."""
    short: tuple[str, ...] = ()
    example: str = ""


class SurnameRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A family name."""

    name: str
    pct: float = 0.0
    """Estimated share of persons in per cent, 0 when it was not counted."""
    groups: tuple[str, ...] = ()
    """Peoples among whom it is frequent."""
    confusable: str = ""
    """The other sense of the word."""
    is_weak: bool = False
    """Whether it is more often another word at the start of a capitalised phrase."""


class NamePartRecord(Record, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """How often a middle name, a given name or a length of name occurs."""

    kind: str
    """'middle', 'given', 'length', 'length_male', 'length_female', 'length_officials'."""
    value: str
    pct: float
    sample: str = ""
    """Which names were counted."""
