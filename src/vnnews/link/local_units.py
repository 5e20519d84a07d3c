"""Districts and communes: which units a name can mean on the article's day, and those that an article names.

Takes the lexicon, a unit word with a name and a day; gives records of the gazetteer, and of an article `LocalPlace`s. Decides that the units of the day
count, else those that ended last before it ('huyện Hải Hậu' in 2026), and without a day those of recent years; of several units of one name the
one in the province and district that the article gives. The communes of before July 2025 are loaded only when one is met that they alone can explain.

Known limits: names that the gazetteer does not have are not listed; a bare 'xã' that refers back is no mention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.gazetteer.records import FIRST_DAY_OF_COMMUNES, CommuneRecord
from vnnews.models import LocalPlace, Mention
from vnnews.text import fold

if TYPE_CHECKING:
    from datetime import date

    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import LocalUnitRecord
    from vnnews.link.context import Context
    from vnnews.mentions import Lexicon, PlaceSpan
    from vnnews.models import Article

COMMUNE_WORDS = frozenset({"xã", "phường", "thị trấn"})
RECENT_YEAR = 2024
"""Units that ended before are named as history ('Hà Tây cũ') unless the article is as old."""


def possible_units(
    lexicon: Lexicon, word: str, name: str, on: date | None, *, is_former: bool = False
) -> tuple[LocalUnitRecord, ...]:
    """Return the units of a kind and name that an article of a day can mean; of one that it calls former those that had ended.

    >>> from vnnews.gazetteer import default
    >>> from vnnews.mentions import lexicon_of
    >>> from datetime import date
    >>> lexicon = lexicon_of(default())
    >>> for day in (date(2022, 5, 1), date(2026, 1, 1)):
    ...     [(unit.id, unit.province) for unit in possible_units(lexicon, "phường", "Vĩnh Phúc", day)]
    [('vn:00006@2025', 'vn:hanoi')]
    [('vn:08716', 'vn:phutho@34')]
    """
    key = (word, fold(name))
    units: tuple[LocalUnitRecord, ...] = lexicon.unit_names.get(key, ())
    if word in COMMUNE_WORDS and (on is None or on < FIRST_DAY_OF_COMMUNES or is_former or not units):
        units = (*units, *lexicon.former_communes().by_unit.get(key, ()))
    if on is None:
        return tuple(unit for unit in units if unit.valid_to is None or unit.valid_to.year >= RECENT_YEAR) or units
    valid = tuple(unit for unit in units if unit.is_valid(on))
    if valid and not is_former:
        return valid
    past = [unit for unit in units if unit.valid_to is not None and unit.valid_to < on]
    last = max((unit.valid_to for unit in past if unit.valid_to is not None), default=None)
    return tuple(unit for unit in past if unit.valid_to == last) or valid or units


def local_places(article: Article, context: Context, gazetteer: Gazetteer) -> tuple[LocalPlace, ...]:
    """Return the districts and communes that an article names, in the order of the text."""
    found: dict[tuple[str, ...], tuple[tuple[LocalUnitRecord, ...], str, list[Mention]]] = {}
    for place in context.places:
        if not place.unit or not place.name or context.is_province(place):
            continue
        province = context.province_of(place)
        units = _narrow(context.units_of(place), province, context, place, gazetteer)
        if not units:
            continue
        mention = Mention(place.start, place.end, article.text[place.start : place.end], place.rule)
        key = (*(unit.id for unit in units), province)
        found.setdefault(key, (units, province, []))[2].append(mention)
    return tuple(_local_place(units, province, mentions, gazetteer) for units, province, mentions in found.values())


def _narrow(
    units: tuple[LocalUnitRecord, ...], province: str, context: Context, place: PlaceSpan, gazetteer: Gazetteer
) -> tuple[LocalUnitRecord, ...]:
    """The units that lie in the province that the article gives, under its name of any time, and in its district, if one does."""
    if province:
        units = tuple(unit for unit in units if context.is_in(unit, province))
    outer = context.outer_of(place)
    if outer is None or outer.is_province_name:
        return units
    name = fold(outer.name)
    inside = tuple(unit for unit in units if fold(_district_name(unit, gazetteer, is_full=False)) == name)
    return inside or units


def _district_name(unit: LocalUnitRecord, gazetteer: Gazetteer, *, is_full: bool) -> str:
    district = gazetteer.district_by_id.get(unit.district) if isinstance(unit, CommuneRecord) else None
    if district is None:
        return ""
    return district.full_name if is_full else district.name


def _local_place(
    units: tuple[LocalUnitRecord, ...], province: str, mentions: list[Mention], gazetteer: Gazetteer
) -> LocalPlace:
    first, is_one = units[0], len(units) == 1
    return LocalPlace(
        id=first.id if is_one else "",
        name=first.name,
        full_name=first.full_name,
        kind=first.kind,
        province=province,
        district=_district_name(first, gazetteer, is_full=True) if is_one else "",
        valid_from=first.valid_from if is_one else None,
        valid_to=first.valid_to if is_one else None,
        readings=() if is_one else tuple(unit.id for unit in units),
        mentions=tuple(mentions),
    )
