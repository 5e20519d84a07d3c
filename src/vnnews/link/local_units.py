"""Which districts and communes a name of an article can mean, by the article's day.

Takes the lexicon, a unit word with a name and a day; gives records of the gazetteer. Decides that the units of the day count, else those that ended
last before it ('huyện Hải Hậu' in 2026), and without a day those of recent years. The communes of before July 2025 are loaded only when one is met
that they alone can explain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.gazetteer.records import FIRST_DAY_OF_COMMUNES
from vnnews.text import fold

if TYPE_CHECKING:
    from datetime import date

    from vnnews.gazetteer.records import LocalUnitRecord
    from vnnews.mentions import Lexicon

COMMUNE_WORDS = frozenset({"xã", "phường", "thị trấn"})
RECENT_YEAR = 2024
"""Units that ended before are named as history ('Hà Tây cũ') unless the article is as old."""


def possible_units(lexicon: Lexicon, word: str, name: str, on: date | None) -> tuple[LocalUnitRecord, ...]:
    """Return the units of a kind and name that an article of a day can mean.

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
    if word in COMMUNE_WORDS and (on is None or on < FIRST_DAY_OF_COMMUNES or not units):
        units = (*units, *lexicon.former_communes().by_unit.get(key, ()))
    if on is None:
        return tuple(unit for unit in units if unit.valid_to is None or unit.valid_to.year >= RECENT_YEAR) or units
    valid = tuple(unit for unit in units if unit.is_valid(on))
    if valid:
        return valid
    past = [unit for unit in units if unit.valid_to is not None and unit.valid_to < on]
    last = max((unit.valid_to for unit in past if unit.valid_to is not None), default=None)
    return tuple(unit for unit in past if unit.valid_to == last) or units
