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
    from vnnews.gazetteer.records import AgencyRecord, ProvinceRecord

from vnnews.gazetteer.store import Gazetteer, default

__all__ = ["Gazetteer", "agency", "default", "expand", "province", "provinces", "successors"]


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


def successors(name: str, on: date | None = None) -> Answer[ProvinceRecord]:
    """Return the provinces that the land of a province belongs to on a day, or now.

    >>> from datetime import date
    >>> successors("Bến Tre", on=date(2025, 7, 1)).only.full_name
    'Tỉnh Vĩnh Long'
    """
    return default().successors(name, on)


def agency(name: str, on: date | None = None) -> Answer[AgencyRecord]:
    """Return the central bodies and institutions that a name or abbreviation stands for on a day.

    >>> from datetime import date
    >>> agency("Bộ KH&ĐT", on=date(2024, 5, 1)).only.name
    'Bộ Kế hoạch và Đầu tư'
    >>> agency("BV Việt Đức").only.name
    'Bệnh viện Hữu nghị Việt Đức'
    """
    return default().agency(name, on)


def expand(name: str, on: date | None = None) -> Answer[Expansion]:
    """Return the full forms of a short name of a body, a post or a word.

    >>> expand("UBND TP.HCM").only.name
    'Ủy ban nhân dân Thành phố Hồ Chí Minh'
    """
    return default().expand(name, on)
