"""Reading the place in the name of a body: 'TP.HCM', 'Q.1', 'huyện Phong Điền (Thừa Thiên Huế)'.

Takes the text after the head of a body's name, a level and a day; gives the units that it can mean. Decides by the word in front of the name
('huyện', 'Q.'), then by the province after it, then by the name alone where it is unique. A unit with its kind written out is taken as written
when the tables do not have it, since communes before July 2025 are not in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from vnnews.gazetteer.names import full_form, name_key, short_form
from vnnews.gazetteer.records import LocalUnitRecord, ProvinceRecord
from vnnews.gazetteer.store import Facts
from vnnews.gazetteer.units import communes_named, read_cue, split_outer

_LEVEL_KINDS = {
    "province": ("province", "centrally_run_city"),
    "district": ("city", "urban_district", "town", "rural_district"),
    "commune": ("ward", "commune", "special_zone", "township"),
}
_CUE_WORDS = {"township": "thị trấn", "ward": "phường", "commune": "xã", "special_zone": "đặc khu"}
_CUE_WORDS |= {"city": "thành phố", "urban_district": "quận", "town": "thị xã", "rural_district": "huyện"}


class PlaceReading(NamedTuple):
    """A place as the name of a body needs it."""

    full: str
    """'tỉnh Quảng Ninh', 'quận 1'."""
    short: str
    province: str
    record: ProvinceRecord | LocalUnitRecord | None


def find_places(gazetteer: Facts, text: str, level: str, day: date | None) -> list[PlaceReading]:
    """Return the units of a level that a text names, with or without their province after them.

    >>> from vnnews.gazetteer import default
    >>> [place.full for place in find_places(default(), "Q.1, TP.HCM", "district", None)]
    ['quận 1']
    """
    text = text.strip(" ,;.()")
    kinds, name = read_cue(text)
    if kinds and not set(kinds) & set(_LEVEL_KINDS[level]):
        return []
    if level == "province":
        answer = gazetteer.province(text, day) or gazetteer.province(name, day)
        wanted = [p for p in answer if not kinds or p.kind in kinds]
        return [PlaceReading(full_form(p), short_form(p), p.name, p) for p in wanted]
    places: list[PlaceReading] = []
    for own, province in ((name, ""), *_split_province(gazetteer, name)):
        for unit in _units_named(gazetteer, own, level, day):
            owner = gazetteer.province_by_id[unit.province]
            has_cue = unit.is_unique or kinds or province
            if has_cue and (not kinds or unit.kind in kinds) and province in ("", owner.name) and unit.is_valid(day):
                places.append(PlaceReading(full_form(unit), short_form(unit), owner.name, unit))
    if not places and kinds and "centrally_run_city" not in kinds:  # "TP.HCM" is no district-level city
        cue = next(kind for kind in kinds if kind in _LEVEL_KINDS[level])
        own, province = next(iter(_split_province(gazetteer, name)), (name, ""))
        places = [PlaceReading(f"{_CUE_WORDS[cue]} {own}", own, province, None)]
    return places


def _units_named(gazetteer: Facts, name: str, level: str, day: date | None) -> tuple[LocalUnitRecord, ...]:
    if level == "district":
        return gazetteer.districts_by_name.get(name_key(name), ())
    return communes_named(gazetteer, name, day)


def _split_province(gazetteer: Facts, name: str) -> Iterator[tuple[str, str]]:
    """Every cut of a place into a unit and the name of the province after it."""
    for own, outer in split_outer(gazetteer, name):
        if isinstance(outer, ProvinceRecord):
            yield own, outer.name
