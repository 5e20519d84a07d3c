"""The gazetteer as an object: every question about one name, and additions of one's own.

Takes the facts of `store`, gives `Answer`s. Decides which step answers which question: `units` those about districts, communes and
successors, `expansion` those about short names, `additions` what a user's file adds. Two gazetteers share nothing that one of them could change.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from vnnews.arguments import check_text
from vnnews.gazetteer import records as r
from vnnews.gazetteer import units
from vnnews.gazetteer.answers import Answer, Expansion
from vnnews.gazetteer.foreign import ForeignUnit, find_foreign
from vnnews.gazetteer.store import Facts, as_day


class Gazetteer(Facts):
    """Dated facts about provinces, agencies, roles and names.

    Args:
        added: Records by table, to be added to the packaged ones or to replace those with the same key; see `with_additions`.

    >>> gazetteer = Gazetteer()
    >>> len(gazetteer.provinces_on(date(2025, 6, 30))), len(gazetteer.provinces_on(date(2025, 7, 1)))
    (63, 34)
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return (default, ()) if self is default() else (Gazetteer, (self._added,))

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


@cache
def default() -> Gazetteer:
    """Return the packaged gazetteer, always the same object.

    >>> default() is default()
    True
    """
    return Gazetteer()
