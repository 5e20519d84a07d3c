"""Dated, sourced facts about Vietnamese provinces, agencies, roles and names.

Takes a name and a day; gives every candidate with its source and validity. Decides nothing about running text: finding names there
is the work of `mentions`. The tables are hand-edited in resources/*.yml and compiled into data/*.jsonl; nothing is loaded before the
first question. The size, the sources and the limits of each table stand in docs/data.md.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnnews.gazetteer.answers import Answer, Expansion
    from vnnews.gazetteer.foreign import ForeignUnit
    from vnnews.gazetteer.records import AgencyRecord, CommuneRecord, DistrictRecord, ProvinceRecord, UnitRecord

from vnnews.gazetteer.questions import Gazetteer, default

__all__ = [
    "Gazetteer",
    "agency",
    "communes",
    "default",
    "districts",
    "expand",
    "find",
    "foreign",
    "predecessors",
    "province",
    "provinces",
    "successors",
]


def provinces(on: date | None = None) -> tuple[ProvinceRecord, ...]:
    """Return the provinces and centrally run cities of a day, or of all times.

    >>> from datetime import date
    >>> len(provinces(on=date(2025, 6, 30))), len(provinces(on=date(2025, 7, 1)))
    (63, 34)
    """
    return default().provinces_on(on)


def province(name: str, on: date | None = None, *, nicknames: bool = False) -> Answer[ProvinceRecord]:
    """Return the provinces that a name stands for on a day.

    >>> from datetime import date
    >>> province("TP.HCM", on=date(2025, 7, 1)).only.full_name
    'Thành phố Hồ Chí Minh'
    >>> province("đất Cảng").records, province("đất Cảng", on=date(2020, 1, 1), nicknames=True).only.name
    ((), 'Hải Phòng')
    """
    return default().province(name, on, nicknames=nicknames)


def districts(on: date | None = None) -> tuple[DistrictRecord, ...]:
    """Return the district-level units of a day, or of all times since 2004; the level ended on 30 June 2025.

    >>> from datetime import date
    >>> len(districts(on=date(2025, 6, 30)))
    696
    """
    return default().districts_on(on)


def communes(on: date | None = None) -> tuple[CommuneRecord, ...]:
    """Return the communes, wards, townships and special zones of a day, or of all times since 2004.

    >>> from datetime import date
    >>> len(communes(on=date(2025, 6, 30))), len(communes(on=date(2025, 7, 1)))
    (10035, 3321)
    """
    return default().communes_on(on)


def find(name: str, on: date | None = None) -> Answer[UnitRecord]:
    """Return the provinces, districts and communes that a name stands for on a day.

    >>> from datetime import date
    >>> unit = find("phường Vĩnh Phúc", on=date(2022, 5, 1)).only
    >>> unit.id, default().province_of(unit).name, default().district_by_id[unit.district].full_name
    ('vn:00006@2025', 'Hà Nội', 'Quận Ba Đình')
    """
    return default().find(name, on)


def successors(name: str, on: date | None = None) -> Answer[UnitRecord]:
    """Return the units that the land of a province, district or commune belongs to on a day, or now.

    >>> from datetime import date
    >>> successors("Bến Tre", on=date(2025, 7, 1)).only.full_name
    'Tỉnh Vĩnh Long'
    >>> [unit.full_name for unit in successors("thành phố Đà Lạt")][:2]
    ['Phường Lang Biang - Đà Lạt', 'Phường Lâm Viên - Đà Lạt']
    """
    return default().successors(name, on)


def predecessors(name: str, on: date | None = None) -> Answer[UnitRecord]:
    """Return the units whose land a province, district or commune has: those of a day, or those right before it.

    >>> [unit.full_name for unit in predecessors("phường Cẩm Lệ")]
    ['Phường Khuê Trung', 'Phường Hòa Thọ Tây', 'Phường Hòa Thọ Đông']
    """
    return default().predecessors(name, on)


def agency(name: str, on: date | None = None) -> Answer[AgencyRecord]:
    """Return the central bodies and institutions that a name or abbreviation stands for on a day.

    >>> from datetime import date
    >>> agency("Bộ KH&ĐT", on=date(2024, 5, 1)).only.name
    'Bộ Kế hoạch và Đầu tư'
    >>> agency("BV Việt Đức").only.name
    'Bệnh viện Hữu nghị Việt Đức'
    """
    return default().agency(name, on)


def foreign(name: str) -> tuple[ForeignUnit, ...]:
    """Return the foreign states and bodies that a name stands for; nothing for bodies of Viet Nam.

    >>> [(unit.name, unit.country) for name in ("Bộ Ngoại giao Hàn Quốc", "Quốc vụ viện", "Hoa Kỳ") for unit in foreign(name)]
    [('Bộ Ngoại giao Hàn Quốc', 'Hàn Quốc'), ('Quốc vụ viện', 'Trung Quốc'), ('Mỹ', 'Mỹ')]
    >>> foreign("Bộ Ngoại giao"), foreign("Đại sứ quán Việt Nam tại Mỹ")
    ((), ())
    """
    return default().foreign_unit(name)


def expand(name: str, on: date | None = None) -> Answer[Expansion]:
    """Return the full forms of a short name of a body, a post or a word.

    >>> expand("UBND TP.HCM").only.name
    'Ủy ban nhân dân Thành phố Hồ Chí Minh'
    """
    return default().expand(name, on)
