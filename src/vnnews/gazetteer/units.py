"""Questions about units below the province, and about what a unit became or was before.

Takes a gazetteer, the name of a unit with or without its kind and what it lies in ('phường Vĩnh Phúc, quận Ba Đình', 'Đà Lạt') and a day;
gives records. Decides that a name with its kind is the whole name, that the short name alone names every unit that bears it, and that a
district was followed by the communes that took over those of its last day.

Known limits: which commune took over one that ended before 2025 is known only where the code went on; names typed without diacritics are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from vnnews.gazetteer.names import name_key
from vnnews.gazetteer.records import (
    FIRST_DAY_OF_COMMUNES,
    CommuneRecord,
    DistrictRecord,
    LocalUnitRecord,
    ProvinceRecord,
    UnitRecord,
)
from vnnews.text import fold

if TYPE_CHECKING:
    from vnnews.gazetteer.store import Facts

UNIT_CUES = {
    "tỉnh": ("province",),
    "t": ("province",),
    "thành phố": ("centrally_run_city", "city"),
    "tp": ("centrally_run_city", "city"),
    "quận": ("urban_district",),
    "q": ("urban_district",),
    "thị xã": ("town",),
    "tx": ("town",),
    "huyện": ("rural_district",),
    "h": ("rural_district",),
    "phường": ("ward",),
    "p": ("ward",),
    "xã": ("commune",),
    "x": ("commune",),
    "thị trấn": ("township",),
    "tt": ("township",),
    "đặc khu": ("special_zone",),
}
"""The words in front of the name of a unit, and the kinds that each allows."""

PROVINCE_KINDS = frozenset({"province", "centrally_run_city"})

# A short cue is glued or dotted ('TP.Vinh', 'Q.1', 'P. 5') or stands before a number; a bare letter is an initial.
_UNIT = re.compile(
    r"(tỉnh|thành phố|quận|thị xã|huyện|phường|xã|thị trấn|đặc khu|t\.?p|tx)(?:\.\s*|\s+)(.+)|(t|q|h|p|x|tt)(?:\.\s*|(?=\d))(.+)",
    re.IGNORECASE | re.DOTALL,
)
MAX_NAME = 150
"""Code points; a longer text is no name and is not looked at."""


def read_cue(text: str) -> tuple[tuple[str, ...], str]:
    """Return the kinds that the word in front of a place allows, and the place without it.

    >>> read_cue("Q.1"), read_cue("Cầu Giấy")
    ((('urban_district',), '1'), ((), 'Cầu Giấy'))
    """
    found = _UNIT.fullmatch(text)
    if found is None:
        return (), text
    cue = fold(found[1] or found[3]).replace(".", "")
    return UNIT_CUES[cue], (found[2] or found[4]).strip()


def split_outer(gazetteer: Facts, name: str) -> Iterator[tuple[str, UnitRecord]]:
    """Yield every cut of a place into a unit and the province or district after it: '1, TP.HCM', 'Vĩnh Phúc, quận Ba Đình'."""
    for cut in re.finditer(r"[,(\s-]+", name):
        outer = name[cut.end() :].strip(" )")
        kinds, rest = read_cue(outer)
        if not cut.start():
            continue
        for unit in gazetteer.districts_by_name.get(name_key(rest), ()) if kinds else ():
            if unit.kind in kinds:
                yield name[: cut.start()], unit
        answer = gazetteer.province(outer) or gazetteer.province(rest)
        if answer.matched == "strong" and (not kinds or set(kinds) & PROVINCE_KINDS):
            yield name[: cut.start()], answer.records[0]


def communes_named(gazetteer: Facts, name: str, day: date | None) -> tuple[CommuneRecord, ...]:
    """Return the communes with a short name that can be meant on a day; those of before July 2025 are loaded only when they can.

    >>> from vnnews.gazetteer import default
    >>> [unit.id for unit in communes_named(default(), "Trúc Bạch", date(2020, 1, 1))]
    ['vn:00004@2025']
    """
    key = name_key(name)
    today = gazetteer.communes_by_name.get(key, ())
    if day is not None and day >= FIRST_DAY_OF_COMMUNES:
        return today
    return (*today, *gazetteer.former_communes_by_name.get(key, ()))


def find_local(gazetteer: Facts, name: str) -> tuple[LocalUnitRecord, ...]:
    """Return the districts and communes of all times that a name stands for, those named with their outer unit only inside it.

    >>> from vnnews.gazetteer import default
    >>> [(unit.id, unit.full_name) for unit in find_local(default(), "phường Trúc Bạch, Hà Nội")]
    [('vn:00004@2025', 'Phường Trúc Bạch')]
    """
    name = " ".join(name.split()).strip(" ,;.()")
    if len(name) > MAX_NAME:
        return ()
    kinds, own = read_cue(name)
    found = tuple(_named(gazetteer, own, kinds))
    if found:
        return found
    for inner, outer in split_outer(gazetteer, own):
        found = tuple(unit for unit in _named(gazetteer, inner, kinds) if _lies_in(gazetteer, unit, outer))
        if found:
            return found
    return ()


def _named(gazetteer: Facts, name: str, kinds: tuple[str, ...]) -> Iterator[LocalUnitRecord]:
    for unit in (*gazetteer.districts_by_name.get(name_key(name), ()), *communes_named(gazetteer, name, None)):
        if not kinds or unit.kind in kinds:
            yield unit


def _lies_in(gazetteer: Facts, unit: LocalUnitRecord, outer: UnitRecord) -> bool:
    if isinstance(outer, ProvinceRecord):
        return gazetteer.province_by_id[unit.province].name == outer.name
    return isinstance(unit, CommuneRecord) and unit.district == outer.id


def follow(gazetteer: Facts, unit: UnitRecord, day: date | None) -> tuple[UnitRecord, ...]:
    """Return the units of a day, or of today, that took over a unit through any number of changes; the unit itself while it exists.

    >>> from vnnews.gazetteer import default
    >>> [unit] = find_local(default(), "phường Trúc Bạch")
    >>> [heir.full_name for heir in follow(default(), unit, None)]
    ['Phường Ba Đình']
    """
    found: list[UnitRecord] = []
    waiting, seen = [unit], {unit.id}
    while waiting:
        current = waiting.pop(0)
        after = () if day is not None and current.is_valid(day) else direct_successors(gazetteer, current)
        if not after and (day is None or current.valid_to is None or day <= current.valid_to):
            found.append(current)
        waiting += [heir for heir in after if heir.id not in seen]
        seen.update(heir.id for heir in after)
    return tuple(found)


def direct_successors(gazetteer: Facts, unit: UnitRecord) -> tuple[UnitRecord, ...]:
    """Return the units that took over the land of a unit on the day after its last."""
    if isinstance(unit, ProvinceRecord):
        return tuple(gazetteer.province_by_id[id] for id in unit.successors)
    if unit.valid_to is None:
        return ()
    if isinstance(unit, CommuneRecord):
        return tuple(gazetteer.commune_by_id[id] for id in unit.successors)
    heirs: dict[str, UnitRecord] = {}
    for commune in gazetteer.communes_by_district.get(unit.id, ()):
        if commune.valid_to == unit.valid_to:
            heirs.update((id, gazetteer.commune_by_id[id]) for id in commune.successors)
    return tuple(heirs.values())


def direct_predecessors(gazetteer: Facts, unit: UnitRecord) -> tuple[UnitRecord, ...]:
    """Return the units whose land a unit took over on its first day."""
    if isinstance(unit, ProvinceRecord):
        return tuple(gazetteer.province_by_id[id] for id in unit.predecessors)
    if isinstance(unit, CommuneRecord):
        return gazetteer.former_by_successor.get(unit.id, ())
    return tuple(
        before
        for before in gazetteer.districts
        if before.code == unit.code and before.valid_to and unit.valid_from and before.valid_to < unit.valid_from
    )[-1:]


def trace_back(gazetteer: Facts, unit: UnitRecord, day: date | None) -> tuple[UnitRecord, ...]:
    """Return the units of a day whose land a unit has; those right before it without a day.

    >>> from vnnews.gazetteer import default
    >>> [unit] = [unit for unit in find_local(default(), "phường Ba Đình, Hà Nội") if unit.valid_to is None]
    >>> len(trace_back(default(), unit, None)), trace_back(default(), unit, date(2024, 1, 1))[0].full_name
    (10, 'Phường Trúc Bạch')
    """
    before = direct_predecessors(gazetteer, unit)
    if day is None:
        return before
    found: dict[str, UnitRecord] = {}
    waiting, seen = [unit], {unit.id}
    while waiting:
        current = waiting.pop(0)
        if current.is_valid(day):
            found[current.id] = current
            continue
        waiting += [old for old in direct_predecessors(gazetteer, current) if old.id not in seen]
        seen.update(unit.id for unit in waiting)
    return tuple(found.values())


def follow_all(gazetteer: Facts, units: Iterable[UnitRecord], day: date | None) -> tuple[UnitRecord, ...]:
    """Return what took over any of the units, each once."""
    return tuple({heir.id: heir for unit in units for heir in follow(gazetteer, unit, day)}.values())


def district_of(gazetteer: Facts, unit: LocalUnitRecord) -> DistrictRecord | None:
    """Return the district in which a commune lay on its last day.

    >>> from vnnews.gazetteer import default
    >>> district_of(default(), find_local(default(), "phường Trúc Bạch")[0]).full_name
    'Quận Ba Đình'
    """
    return gazetteer.district_by_id.get(unit.district) if isinstance(unit, CommuneRecord) else None
