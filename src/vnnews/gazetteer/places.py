"""Reading the place in the name of a body: 'TP.HCM', 'Q.1', 'huyện Phong Điền (Thừa Thiên Huế)'.

Takes the text after the head of a body's name, a level and a day; gives the units that it can mean. Decides by the word in front of the name
('huyện', 'Q.'), then by the province after it, then by the name alone where it is unique. A unit with its kind written out is taken as written
when the tables do not have it, since communes before July 2025 are not in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from vnnews.gazetteer.names import full_form, name_key, short_form
from vnnews.gazetteer.records import LocalUnitRecord, ProvinceRecord
from vnnews.gazetteer.store import Gazetteer
from vnnews.text import fold

_PLACE_CUES = {
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
# A short cue is glued or dotted ('TP.Vinh', 'Q.1', 'P. 5') or stands before a number; a bare letter is an initial.
_PLACE = re.compile(
    r"(tỉnh|thành phố|quận|thị xã|huyện|phường|xã|thị trấn|đặc khu|t\.?p|tx)(?:\.\s*|\s+)(.+)|(t|q|h|p|x|tt)(?:\.\s*|(?=\d))(.+)",
    re.IGNORECASE | re.DOTALL,
)
_LEVEL_KINDS = {
    "province": ("province", "centrally_run_city"),
    "district": ("city", "urban_district", "town", "rural_district"),
    "commune": ("ward", "commune", "special_zone", "township"),
}
_CUE_WORDS = {"township": "thị trấn", "ward": "phường", "commune": "xã", "special_zone": "đặc khu"}
_CUE_WORDS |= {"city": "thành phố", "urban_district": "quận", "town": "thị xã", "rural_district": "huyện"}


class Place(NamedTuple):
    """A place as the name of a body needs it."""

    full: str
    """'tỉnh Quảng Ninh', 'quận 1'."""
    short: str
    province: str
    record: ProvinceRecord | LocalUnitRecord | None


def find_places(gazetteer: Gazetteer, text: str, level: str, day: date | None) -> list[Place]:
    """Return the units of a level that a text names, with or without their province after them.

    >>> from vnnews.gazetteer import default
    >>> [place.full for place in find_places(default(), "Q.1, TP.HCM", "district", None)]
    ['quận 1']
    """
    text = text.strip(" ,;.()")
    kinds, name = _read_cue(text)
    if kinds and not set(kinds) & set(_LEVEL_KINDS[level]):
        return []
    if level == "province":
        answer = gazetteer.province(text, day) or gazetteer.province(name, day)
        wanted = [p for p in answer if not kinds or p.kind in kinds]
        return [Place(full_form(p), short_form(p), p.name, p) for p in wanted]
    units: Mapping[str, Iterable[LocalUnitRecord]] = (
        gazetteer.districts_by_name if level == "district" else gazetteer.communes_by_name
    )
    places: list[Place] = []
    for own, province in ((name, ""), *_split_province(gazetteer, name)):
        for unit in units.get(name_key(own), ()):
            owner = gazetteer.province_by_id[unit.province]
            has_cue = unit.is_unique or kinds or province
            if has_cue and (not kinds or unit.kind in kinds) and province in ("", owner.name) and unit.is_valid(day):
                places.append(Place(full_form(unit), short_form(unit), owner.name, unit))
    if not places and kinds and "centrally_run_city" not in kinds:  # "TP.HCM" is no district-level city
        cue = next(kind for kind in kinds if kind in _LEVEL_KINDS[level])
        own, province = next(iter(_split_province(gazetteer, name)), (name, ""))
        places = [Place(f"{_CUE_WORDS[cue]} {own}", own, province, None)]
    return places


def _read_cue(text: str) -> tuple[tuple[str, ...], str]:
    """The kinds that the word in front of a place allows, and the place without it."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return (), text
    cue = fold(found[1] or found[3]).replace(".", "")
    return _PLACE_CUES[cue], (found[2] or found[4]).strip()


def _split_province(gazetteer: Gazetteer, name: str) -> Iterator[tuple[str, str]]:
    """Every cut of a place into a unit and the province after it: '1, TP.HCM', 'Hải Hậu, tỉnh Nam Định'."""
    for cut in re.finditer(r"[,(\s-]+", name):
        _, rest = _read_cue(name[cut.end() :].strip(" )"))
        answer = gazetteer.province(name[cut.end() :].strip(" )")) or gazetteer.province(rest)
        if cut.start() and answer.matched == "strong":
            yield name[: cut.start()], answer.records[0].name
