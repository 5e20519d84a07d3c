"""The facts of a gazetteer: its tables, loaded when first asked for, and the records that bear a name.

Takes the packaged tables and, for a user's own gazetteer, records that are added or put in place of others; gives immutable tuples
of records and `Answer`s. Decides which of several matching names counts: strong before weak, weak before nickname, and a name typed
without diacritics last. Two gazetteers share nothing that one of them could change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from vnnews.arguments import check_text
from vnnews.errors import InputError
from vnnews.gazetteer import records as r
from vnnews.gazetteer import word_records as w
from vnnews.gazetteer.answers import Answer
from vnnews.gazetteer.indexes import STRENGTHS, ForeignNames, Index, build_index, collect, group, index_names
from vnnews.gazetteer.names import bare_key, name_key
from vnnews.gazetteer.tables import USES, identify, read_table
from vnnews.text import fold

CLOSED_HEADS = frozenset({"place", "committee", "board", "party_group", "inner"})
"""What follows the heads whose forms the patterns of local bodies share."""


class Facts:
    """The tables of a gazetteer and what names what in them.

    Args:
        added: Records by table, to be added to the packaged ones or to replace those with the same key.

    >>> len(Facts().provinces_on(date(2025, 6, 30))), len(Facts().provinces_on(date(2025, 7, 1)))
    (63, 34)
    """

    def __init__(self, added: Mapping[str, tuple[Any, ...]] | None = None) -> None:
        self._added: dict[str, tuple[Any, ...]] = dict(added or {})

    def table(self, name: str) -> tuple[Any, ...]:
        """Return the records of a table, the user's in place of ours where they have the same key.

        >>> Facts().table("ranks")[0].title
        'Đại tướng'
        """
        added = self._added.get(name, ())
        if not added:
            return _packaged(name)
        merged = {identify(name, record): record for record in (*_packaged(name), *added)}
        return tuple(merged.values())

    @cached_property
    def provinces(self) -> tuple[r.ProvinceRecord, ...]:
        """Provinces and centrally run cities of all times."""
        return self.table("provinces")

    @cached_property
    def lookalikes(self) -> tuple[r.LookalikeRecord, ...]:
        """Phrases that hold a province's name and mean something else."""
        return self.table("lookalikes")

    @cached_property
    def name_heads(self) -> tuple[r.NameHeadRecord, ...]:
        """Words in front of a province's name that make it the name of another thing."""
        return self.table("name_heads")

    @cached_property
    def regions(self) -> tuple[r.RegionRecord, ...]:
        """Regions of several provinces."""
        return self.table("regions")

    @cached_property
    def districts(self) -> tuple[r.DistrictRecord, ...]:
        """District-level units until 30 June 2025."""
        return self.table("districts")

    @cached_property
    def communes(self) -> tuple[r.CommuneRecord, ...]:
        """Communes, wards and special zones since 1 July 2025."""
        return self.table("communes")

    @cached_property
    def former_communes(self) -> tuple[r.CommuneRecord, ...]:
        """Communes, wards and townships of the lists from 2004 to 30 June 2025; large, loaded only when asked for."""
        return self.table("former_communes")

    @cached_property
    def central_agencies(self) -> tuple[r.AgencyRecord, ...]:
        """Central bodies of all times."""
        return self.table("central_agencies")

    @cached_property
    def institutions(self) -> tuple[r.InstitutionRecord, ...]:
        """Hospitals, universities, academies and institutes."""
        return self.table("institutions")

    @cached_property
    def local_patterns(self) -> tuple[r.LocalPattern, ...]:
        """How local bodies and the units of central ones are named."""
        return self.table("local_patterns")

    @cached_property
    def foreign(self) -> tuple[r.ForeignRecord, ...]:
        """Foreign states and organisations with their bodies."""
        return self.table("foreign")

    @cached_property
    def heads(self) -> tuple[w.HeadRecord, ...]:
        """First words of the names of bodies; of two with one form the later one counts."""
        return self.table("heads")

    @cached_property
    def unit_words(self) -> tuple[w.UnitWordRecord, ...]:
        """Words for the kinds of administrative units."""
        return self.table("unit_words")

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """The words of the tables 'words', 'fields' and 'careers' by their use, folded."""
        uses: dict[str, set[str]] = {use: set() for table in USES for use in USES[table]}
        for table in USES:
            for record in self.table(table):
                uses[record.use].add(fold(record.text))
        return {use: frozenset(words) for use, words in uses.items()}

    @cached_property
    def roles(self) -> tuple[r.RoleRecord, ...]:
        """Titles of posts."""
        return self.table("roles")

    @cached_property
    def ranks(self) -> tuple[r.RankRecord, ...]:
        """Military and police ranks, highest first."""
        return self.table("ranks")

    @cached_property
    def modifiers(self) -> tuple[w.ModifierRecord, ...]:
        """Words that change a title."""
        return self.table("modifiers")

    @cached_property
    def cues(self) -> tuple[w.CueRecord, ...]:
        """Phrases of appointment and dismissal."""
        return self.table("cues")

    @cached_property
    def honorifics(self) -> tuple[w.HonorificRecord, ...]:
        """Words in front of a person's name."""
        return self.table("honorifics")

    @cached_property
    def abbreviations(self) -> tuple[w.AbbreviationRecord, ...]:
        """Abbreviations of words inside names of bodies and titles."""
        return self.table("abbreviations")

    @cached_property
    def surname_records(self) -> tuple[r.SurnameRecord, ...]:
        """Family names, most frequent first."""
        return self.table("surnames")

    @cached_property
    def surnames(self) -> dict[str, float]:
        """Family name → estimated share of persons in per cent."""
        return {record.name: record.pct for record in self.surname_records}

    @cached_property
    def name_parts(self) -> tuple[r.NamePartRecord, ...]:
        """Frequencies of middle names and of lengths of names."""
        return self.table("name_parts")

    @cached_property
    def sources(self) -> dict[str, r.SourceRecord]:
        """Sources by id."""
        return {record.id: record for record in self.table("sources")}

    @cached_property
    def province_by_id(self) -> dict[str, r.ProvinceRecord]:
        """Provinces by id."""
        return {record.id: record for record in self.provinces}

    @cached_property
    def agency_by_id(self) -> dict[str, r.AgencyRecord]:
        """Central bodies and institutions by id."""
        return {record.id: record for record in (*self.central_agencies, *self.institutions)}

    def provinces_on(self, on: date | None = None) -> tuple[r.ProvinceRecord, ...]:
        """Return the provinces and centrally run cities of a day, or of all times.

        >>> [p.name for p in Facts().provinces_on(date(2025, 7, 1)) if p.kind == "centrally_run_city"]
        ['Cần Thơ', 'Đà Nẵng', 'Hải Phòng', 'Hà Nội', 'Hồ Chí Minh', 'Huế']
        """
        day = as_day(on)
        return tuple(record for record in self.provinces if record.is_valid(day))

    def districts_on(self, on: date | None = None) -> tuple[r.DistrictRecord, ...]:
        """Return the district-level units of a day, or of all times since 2004.

        >>> len(Facts().districts_on(date(2022, 5, 1))), len(Facts().districts_on(date(2025, 7, 1)))
        (705, 0)
        """
        day = as_day(on)
        return tuple(record for record in self.districts if record.is_valid(day))

    def communes_on(self, on: date | None = None) -> tuple[r.CommuneRecord, ...]:
        """Return the communes, wards, townships and special zones of a day, or of all times since 2004.

        >>> len(Facts().communes_on(date(2025, 6, 30))), len(Facts().communes_on(date(2025, 7, 1)))
        (10035, 3321)
        """
        day = as_day(on)
        is_past = day is None or day < r.FIRST_DAY_OF_COMMUNES
        every = (*self.former_communes, *self.communes) if is_past else self.communes
        return tuple(record for record in every if record.is_valid(day))

    def province(self, name: str, on: date | None = None, *, nicknames: bool = False) -> Answer[r.ProvinceRecord]:
        """Return the provinces that a name stands for on a day.

        >>> Facts().province("TP.HCM", on=date(2025, 7, 1)).only.full_name
        'Thành phố Hồ Chí Minh'
        >>> [p.name for p in Facts().province("QN", on=date(2024, 1, 1))]
        ['Quảng Nam', 'Quảng Ngãi', 'Quảng Ninh']
        """
        strengths = STRENGTHS if nicknames else ("strong", "weak", "bare")
        return self._answer(name, as_day(on), self._province_index, strengths)

    def agency(self, name: str, on: date | None = None) -> Answer[r.AgencyRecord]:
        """Return the central bodies and institutions that a name or abbreviation stands for on a day.

        >>> Facts().agency("Bộ KH&ĐT", on=date(2024, 5, 1)).only.name
        'Bộ Kế hoạch và Đầu tư'
        >>> answer = Facts().agency("Bộ KH&ĐT", on=date(2025, 5, 1))
        >>> len(answer), answer.other_times[0].valid_to.isoformat(), answer.other_times[0].successors
        (0, '2025-02-28', ('vn:bo-tai-chinh',))
        """
        return self._answer(name, as_day(on), self._agency_index, ("strong", "weak", "bare"))

    @cached_property
    def patterns_by_head(self) -> dict[str, tuple[r.LocalPattern, ...]]:
        """Patterns of local bodies by `name_key` of every form of their heads."""
        forms: dict[str, list[str]] = {}
        for head in self.heads:
            if (
                head.follows in CLOSED_HEADS
                and not head.as_written
                and name_key(head.name) in map(name_key, head.forms)
            ):
                forms.setdefault(name_key(head.name), []).extend((*head.forms, *head.weak))
        return group(
            self.local_patterns,
            lambda record: (record.head, *record.short, *record.weak, *forms.get(name_key(record.head), ())),
        )

    @cached_property
    def roles_by_title(self) -> dict[str, tuple[r.RoleRecord, ...]]:
        """Titles of posts by `name_key` of every form."""
        return group(self.roles, lambda record: (record.title, *record.short, *record.weak))

    @cached_property
    def abbreviations_by_form(self) -> dict[str, tuple[w.AbbreviationRecord, ...]]:
        """Abbreviations of words by `name_key` of every form."""
        return group(self.abbreviations, lambda record: (record.short, *record.variants))

    @cached_property
    def districts_by_name(self) -> dict[str, tuple[r.DistrictRecord, ...]]:
        """District-level units by `name_key` of their short names."""
        return group(self.districts, lambda record: (record.name, *record.aliases))

    @cached_property
    def communes_by_name(self) -> dict[str, tuple[r.CommuneRecord, ...]]:
        """Communes by `name_key` of their short names."""
        return group(self.communes, lambda record: (record.name, *record.aliases))

    @cached_property
    def former_communes_by_name(self) -> dict[str, tuple[r.CommuneRecord, ...]]:
        """Communes of before July 2025 by `name_key` of their short names."""
        return group(self.former_communes, lambda record: (record.name, *record.aliases))

    @cached_property
    def foreign_names(self) -> ForeignNames:
        """Names of foreign states and bodies."""
        return index_names(self.foreign)

    @cached_property
    def district_by_id(self) -> dict[str, r.DistrictRecord]:
        """Districts by id."""
        return {record.id: record for record in self.districts}

    @cached_property
    def commune_by_id(self) -> dict[str, r.CommuneRecord]:
        """Communes of all times by id."""
        return {record.id: record for record in (*self.former_communes, *self.communes)}

    @cached_property
    def communes_by_district(self) -> dict[str, tuple[r.CommuneRecord, ...]]:
        """Communes of before July 2025 by the id of their district."""
        return collect((record.district, record) for record in self.former_communes)

    @cached_property
    def former_by_successor(self) -> dict[str, tuple[r.CommuneRecord, ...]]:
        """Communes that ended by the id of each that took over their land."""
        return collect((id, record) for record in (*self.former_communes, *self.communes) for id in record.successors)

    @cached_property
    def _province_index(self) -> Index:
        return build_index(self.provinces, lambda record: (record.strong, record.weak, record.nicknames))

    @cached_property
    def _agency_index(self) -> Index:
        return build_index(
            (*self.central_agencies, *self.institutions), lambda record: ((record.name, *record.short), record.weak, ())
        )

    def _answer(self, name: str, day: date | None, index: Index, strengths: Iterable[str]) -> Answer[Any]:
        """The candidates of the best strength that has any on that day, else those of other times."""
        name = check_text(name, "name")
        key, bare = name_key(name), bare_key(name)
        elsewhere: dict[str, Any] = {}
        for strength in strengths:
            matches = index[strength].get(bare if strength == "bare" else key, ())
            valid = tuple(record for record in matches if record.is_valid(day))
            elsewhere.update((record.id, record) for record in matches if not record.is_valid(day))
            if valid:
                return self._make_answer(name, day, valid, strength, tuple(elsewhere.values()))
        return self._make_answer(name, day, (), "", tuple(elsewhere.values()))

    def _make_answer(
        self, name: str, day: date | None, records: tuple[Any, ...], matched: str, other_times: tuple[Any, ...] = ()
    ) -> Answer[Any]:
        ids = dict.fromkeys(source for record in (*records, *other_times) for source in record.source)
        sources = tuple(self.sources[id] for id in ids)
        return Answer(
            name=name,
            on=day,
            records=records,
            matched=matched if records else "",
            other_times=other_times,
            sources=sources,
        )


def as_day(on: date | None) -> date | None:
    """Return the calendar day of a date or a datetime.

    >>> as_day(datetime(2025, 7, 1, 8, 30))
    datetime.date(2025, 7, 1)
    """
    if on is None:
        return None
    if isinstance(on, datetime):
        return on.date()
    if isinstance(on, date):
        return on
    raise InputError(f"on={on!r} is no date; give a datetime.date", stage="gazetteer", reason="date")


@cache
def _packaged(name: str) -> tuple[Any, ...]:
    """A packaged table; immutable, so that all gazetteers may share it."""
    return read_table(name)
