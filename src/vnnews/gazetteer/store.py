"""The gazetteer as an object: its tables, loaded when first asked for, and the questions about one name.

Takes the packaged tables and, for a user's own gazetteer, records that are added or put in place of others; gives immutable tuples
of records and `Answer`s. Decides which of several matching names counts: strong before weak, weak before nickname, and a name typed
without diacritics last. Two gazetteers share nothing that one of them could change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from vnnews.arguments import check_text
from vnnews.errors import InputError
from vnnews.gazetteer import records as r
from vnnews.gazetteer import units
from vnnews.gazetteer.answers import Answer, Expansion
from vnnews.gazetteer.foreign import ForeignNames, ForeignUnit, find_foreign, index_names
from vnnews.gazetteer.indexes import STRENGTHS, Index, build_index, collect, group
from vnnews.gazetteer.names import bare_key, name_key
from vnnews.gazetteer.tables import identify, read_table


class Gazetteer:
    """Dated facts about provinces, agencies, roles and names.

    Args:
        added: Records by table, to be added to the packaged ones or to replace those with the same key; see `with_additions`.

    >>> gazetteer = Gazetteer()
    >>> len(gazetteer.provinces_on(date(2025, 6, 30))), len(gazetteer.provinces_on(date(2025, 7, 1)))
    (63, 34)
    """

    def __init__(self, added: Mapping[str, tuple[Any, ...]] | None = None) -> None:
        self._added: dict[str, tuple[Any, ...]] = dict(added or {})

    def __reduce__(self) -> tuple[Any, ...]:
        return (default, ()) if self is default() else (Gazetteer, (self._added,))

    def table(self, name: str) -> tuple[Any, ...]:
        """Return the records of a table, the user's in place of ours where they have the same key.

        >>> Gazetteer().table("ranks")[0].title
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
    def roles(self) -> tuple[r.RoleRecord, ...]:
        """Titles of posts."""
        return self.table("roles")

    @cached_property
    def ranks(self) -> tuple[r.RankRecord, ...]:
        """Military and police ranks, highest first."""
        return self.table("ranks")

    @cached_property
    def modifiers(self) -> tuple[r.ModifierRecord, ...]:
        """Words that change a title."""
        return self.table("modifiers")

    @cached_property
    def cues(self) -> tuple[r.CueRecord, ...]:
        """Phrases of appointment and dismissal."""
        return self.table("cues")

    @cached_property
    def honorifics(self) -> tuple[r.HonorificRecord, ...]:
        """Words in front of a person's name."""
        return self.table("honorifics")

    @cached_property
    def abbreviations(self) -> tuple[r.AbbreviationRecord, ...]:
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

        >>> [p.name for p in default().provinces_on(date(2025, 7, 1)) if p.kind == "centrally_run_city"]
        ['Cần Thơ', 'Đà Nẵng', 'Hải Phòng', 'Hà Nội', 'Hồ Chí Minh', 'Huế']
        """
        day = as_day(on)
        return tuple(record for record in self.provinces if record.is_valid(day))

    def districts_on(self, on: date | None = None) -> tuple[r.DistrictRecord, ...]:
        """Return the district-level units of a day, or of all times since 2004.

        >>> len(default().districts_on(date(2022, 5, 1))), len(default().districts_on(date(2025, 7, 1)))
        (705, 0)
        """
        day = as_day(on)
        return tuple(record for record in self.districts if record.is_valid(day))

    def communes_on(self, on: date | None = None) -> tuple[r.CommuneRecord, ...]:
        """Return the communes, wards, townships and special zones of a day, or of all times since 2004.

        >>> len(default().communes_on(date(2025, 6, 30))), len(default().communes_on(date(2025, 7, 1)))
        (10035, 3321)
        """
        day = as_day(on)
        is_past = day is None or day < r.FIRST_DAY_OF_COMMUNES
        every = (*self.former_communes, *self.communes) if is_past else self.communes
        return tuple(record for record in every if record.is_valid(day))

    def province(self, name: str, on: date | None = None, *, nicknames: bool = False) -> Answer[r.ProvinceRecord]:
        """Return the provinces that a name stands for on a day.

        >>> default().province("TP.HCM", on=date(2025, 7, 1)).only.full_name
        'Thành phố Hồ Chí Minh'
        >>> [p.name for p in default().province("QN", on=date(2024, 1, 1))]
        ['Quảng Nam', 'Quảng Ngãi', 'Quảng Ninh']
        """
        strengths = STRENGTHS if nicknames else ("strong", "weak", "bare")
        return self._answer(name, as_day(on), self._province_index, strengths)

    def find(self, name: str, on: date | None = None) -> Answer[r.UnitRecord]:
        """Return the provinces, districts and communes that a name stands for on a day: 'Đà Lạt', 'phường Vĩnh Phúc, quận Ba Đình'.

        >>> default().find("phường Vĩnh Phúc", on=date(2022, 5, 1)).only.id
        'vn:00006@2025'
        >>> [unit.full_name for unit in default().find("Đà Lạt", on=date(2024, 1, 1))]
        ['Thành phố Đà Lạt']
        """
        province, local = self.province(name, on), self.local_unit(name, on)
        others = (*province.other_times, *local.other_times)
        return self._make_answer(name, province.on, (*province, *local), province.matched or local.matched, others)

    def local_unit(self, name: str, on: date | None = None) -> Answer[r.LocalUnitRecord]:
        """Return the districts and communes that a name stands for on a day.

        >>> [unit.full_name for unit in default().local_unit("Bắc Kạn", on=date(2014, 1, 1))]
        ['Thị xã Bắc Kạn']
        """
        day = as_day(on)
        found = units.find_local(self, name)
        others = tuple(unit for unit in found if not unit.is_valid(day))
        return self._make_answer(name, day, tuple(unit for unit in found if unit.is_valid(day)), "strong", others)

    def successors(self, name: str, on: date | None = None) -> Answer[r.UnitRecord]:
        """Return the units that the land of a unit belongs to on a day, or now; the unit itself while it exists.

        A name that a province bears is the province's; 'thành phố Bến Tre' and 'phường Vĩnh Phúc' say that they are not.

        >>> default().successors("Bến Tre", on=date(2025, 7, 1)).only.full_name
        'Tỉnh Vĩnh Long'
        >>> default().successors("phường Trúc Bạch").only.full_name
        'Phường Ba Đình'
        """
        day = as_day(on)
        found = self.province(name)
        named: tuple[r.UnitRecord, ...] = found.records or units.find_local(self, name)
        start = [record for record in named if record.is_valid(day)] if day else []
        begun = [unit for unit in start or named if day is None or unit.valid_from is None or unit.valid_from <= day]
        return self._make_answer(name, day, units.follow_all(self, begun, day), found.matched or "strong")

    def predecessors(self, name: str, on: date | None = None) -> Answer[r.UnitRecord]:
        """Return the units of a day whose land a unit has; without a day those right before it.

        >>> [unit.full_name for unit in default().predecessors("Tuyên Quang", on=date(2025, 6, 30))]
        ['Tỉnh Hà Giang', 'Tỉnh Tuyên Quang']
        >>> len(default().predecessors("phường Ba Đình, Hà Nội"))
        10
        """
        day = as_day(on)
        found = self.province(name)
        named: tuple[r.UnitRecord, ...] = found.records or units.find_local(self, name)
        last = [unit for unit in named if unit.valid_to is None] or named
        before = {old.id: old for unit in last for old in units.trace_back(self, unit, day)}
        return self._make_answer(name, day, tuple(before.values()), found.matched or "strong")

    def province_of(self, unit: r.LocalUnitRecord, on: date | None = None) -> r.ProvinceRecord:
        """Return the province that a district or commune lies in on a day, or on its own last day.

        >>> commune = next(unit for unit in default().communes if unit.full_name == "Phường Trấn Biên")
        >>> [default().province_of(commune, day).full_name for day in (date(2026, 4, 29), date(2026, 4, 30))]
        ['Tỉnh Đồng Nai', 'Thành phố Đồng Nai']
        """
        day = as_day(on)
        province = self.province_by_id[unit.province]
        if day is None:
            return province
        while province.valid_from is not None and day < province.valid_from and len(province.predecessors) == 1:
            province = self.province_by_id[province.predecessors[0]]
        heirs = units.follow(self, province, day)
        return heirs[0] if heirs and isinstance(heirs[0], r.ProvinceRecord) else province

    def agency(self, name: str, on: date | None = None) -> Answer[r.AgencyRecord]:
        """Return the central bodies and institutions that a name or abbreviation stands for on a day.

        >>> default().agency("Bộ KH&ĐT", on=date(2024, 5, 1)).only.name
        'Bộ Kế hoạch và Đầu tư'
        >>> answer = default().agency("Bộ KH&ĐT", on=date(2025, 5, 1))
        >>> len(answer), answer.other_times[0].valid_to.isoformat(), answer.other_times[0].successors
        (0, '2025-02-28', ('vn:bo-tai-chinh',))
        """
        return self._answer(name, as_day(on), self._agency_index, ("strong", "weak", "bare"))

    def expand(self, name: str, on: date | None = None) -> Answer[Expansion]:
        """Return the full forms of a short name of a body, a post or a word.

        >>> default().expand("UBND TP.HCM").only.name
        'Ủy ban nhân dân Thành phố Hồ Chí Minh'
        """
        from vnnews.gazetteer.expansion import expand_name

        return expand_name(self, check_text(name, "name"), as_day(on))

    def foreign_unit(self, name: str) -> tuple[ForeignUnit, ...]:
        """Return the foreign states and bodies that a name stands for; nothing for bodies of Viet Nam.

        >>> default().foreign_unit("Lầu Năm Góc")[0].country
        'Mỹ'
        """
        return find_foreign(self, name)

    def with_additions(self, path: str | Path) -> Gazetteer:
        """Return a gazetteer with the records of a file added to, or put in place of, those of this one.

        Args:
            path: A .jsonl file, one record a line with its 'table', or a .yml file that maps tables to lists of records.

        Raises:
            GazetteerError: A record is not valid; the message names file, line and field.
            MissingExtra: The file is YAML and PyYAML is not installed.
        """
        from vnnews.gazetteer.additions import read_additions

        added = read_additions(Path(path), self)
        tables = self._added.keys() | added.keys()
        return Gazetteer({table: (*self._added.get(table, ()), *added.get(table, ())) for table in tables})

    @cached_property
    def patterns_by_head(self) -> dict[str, tuple[r.LocalPattern, ...]]:
        """Patterns of local bodies by `name_key` of every form of their heads."""
        return group(self.local_patterns, lambda record: (record.head, *record.short, *record.weak))

    @cached_property
    def roles_by_title(self) -> dict[str, tuple[r.RoleRecord, ...]]:
        """Titles of posts by `name_key` of every form."""
        return group(self.roles, lambda record: (record.title, *record.short, *record.weak))

    @cached_property
    def abbreviations_by_form(self) -> dict[str, tuple[r.AbbreviationRecord, ...]]:
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


@cache
def default() -> Gazetteer:
    """Return the packaged gazetteer, always the same object.

    >>> default() is default()
    True
    """
    return Gazetteer()
