"""Which provinces the places of an article are where names stand together: two provinces of one name, communes named like a province.

Takes the spans, gives the places in the order of the text. Decides that 'Gia Lai - Kon Tum' is two provinces but in the years in which it was
one, and that in 'ở Bình Dương, Thăng Bình, Quảng Nam' the first name is a commune's, since the district in the middle lies in the last.

Known limit: a commune named like a province is taken for it where the address goes no further than the commune's own district.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnnews.mentions import AgencySpan, PlaceSpan, PostSpan
from vnnews.text import fold

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from vnnews.gazetteer.records import LocalUnitRecord, ProvinceRecord
    from vnnews.mentions import Span

_MIDDLE = re.compile(r"\s?[,(]\s*([^,()\n]{2,30}?)\s?(?:[,(]|\s[-–]\s)\s*")
"""What stands between the commune and the province of an address: ', Thăng Bình, '."""
_TOUCHING = re.compile(r"\s?[,(]\s*")
_LISTED = re.compile(r"(?:,|;| và| cùng|[-–]|\bcác tỉnh|\bhai tỉnh)\s*$")
_SEVERAL = re.compile(r"\b(?:các|hai)\s$", re.IGNORECASE)
_JOINT = re.compile(r"\s*[-–]\s*")
LIST_CHARS = 12
"""How far in front of a name a list is looked for."""
_RURAL = ("huyện", "thị xã", "quận")
_CITY = "thành phố"
_COMMUNES = ("xã", "phường", "thị trấn")


def places_of(span: Span) -> Iterator[PlaceSpan]:
    """Yield the places that a span is or holds."""
    if isinstance(span, PlaceSpan):
        yield span
        if span.outer is not None:
            yield from places_of(span.outer)
    elif isinstance(span, AgencySpan):
        if span.place is not None:
            yield from places_of(span.place)
        yield from span.inside
        if span.parent is not None:
            yield from places_of(span.parent)
    elif isinstance(span, PostSpan):
        if span.agency is not None:
            yield from places_of(span.agency)
        if span.place is not None:
            yield from places_of(span.place)


class LocalUnits:
    """In which provinces the units of a name lie."""

    __slots__ = ("_provinces", "_units")

    def __init__(
        self, units: Mapping[tuple[str, str], tuple[LocalUnitRecord, ...]], provinces: Mapping[str, ProvinceRecord]
    ) -> None:
        self._units, self._provinces = units, provinces

    def lie_in(self, units: Iterable[str], name: str) -> set[str]:
        """Return the names of the provinces in which units of these kinds and this name lie or lay."""
        named = (record for unit in units for record in self._units.get((unit, fold(name)), ()))
        return {self._provinces[record.province].name for record in named}


def read_places(spans: Iterable[Span], text: str, records: Container[str], units: LocalUnits) -> list[PlaceSpan]:
    """Return the places of a passage's spans in the order of the text.

    Args:
        spans: What was found in the passage.
        text: The article's text.
        records: Names of the provinces that there are on the article's day.
        units: Where districts and communes lie.
    """
    found = [place for span in spans for place in places_of(span)]
    if not found:
        return found
    found.sort(key=lambda place: place.start)
    places = [part for place in found for part in split_joint(place, text, records)]
    kept = [place for place, following in pairwise(places) if not _is_commune(place, following, text, units)]
    return [*kept, places[-1]]


def split_joint(place: PlaceSpan, text: str, records: Container[str]) -> tuple[PlaceSpan, ...]:
    """Return the two provinces of a joint name on a day on which there is no province of that name; else the place alone.

    >>> joint = PlaceSpan(9, 26, "province_name", "province", "", "Gia Lai - Kon Tum", True)
    >>> [part.name for part in split_joint(joint, "Mưa lớn ở Gia Lai - Kon Tum.", {"Gia Lai", "Kon Tum"})]
    ['Gia Lai', 'Kon Tum']
    """
    if " - " not in place.name or place.name in records:
        return (place,)
    names = place.name.split(" - ")
    if len(names) != 2 or not all(name in records for name in names):
        return (place,)
    if place.unit and not _SEVERAL.search(text, max(place.start - LIST_CHARS, 0), place.start):
        return (place,)  # 'tỉnh Quảng Nam - Đà Nẵng' is the one of former times
    dash = _JOINT.search(text, place.start, place.end)
    if dash is None:
        return (place,)
    return (
        replace(place, end=dash.start(), name=names[0], rule="joint_name"),
        replace(place, start=dash.end(), name=names[1], rule="joint_name", unit="", level="province"),
    )


def _is_commune(place: PlaceSpan, following: PlaceSpan, text: str, units: LocalUnits) -> bool:
    """Whether a bare name of a province is a commune's of the place that follows: 'Bình Dương, Thăng Bình, Quảng Nam'."""
    if not place.is_province_name or place.unit or place.is_nested or following.start < place.end:
        return False
    if _LISTED.search(text, max(place.start - LIST_CHARS, 0), place.start):
        return False
    if following.is_province_name:
        middle = _MIDDLE.fullmatch(text, place.end, following.start)
        if middle is None:
            return False
        lies_in = units.lie_in(_RURAL, middle[1])
        if following.name not in lies_in and following.name in units.lie_in(_COMMUNES, place.name):
            lies_in = units.lie_in((_CITY,), middle[1])  # beside a city a province is listed more often
        return following.name in lies_in and place.name not in lies_in
    if not _TOUCHING.fullmatch(text, place.end, following.start):
        return False
    outer = following
    while outer.outer is not None:
        outer = outer.outer
    lies_in = {outer.name} if outer.is_province_name else units.lie_in((following.unit,), following.name)
    return len(lies_in) == 1 and place.name not in lies_in and bool(units.lie_in(_COMMUNES, place.name))
