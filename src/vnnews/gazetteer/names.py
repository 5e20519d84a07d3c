"""How the names of the gazetteer are compared and written.

Takes names and records, gives comparison keys and running forms. Decides that two names are the same when they differ only in case,
in the place of the tone mark, in spaces, dots, dashes and commas, in 'và' against '&', or in 'T.Ư' against 'Trung ương'
('Bộ KH&ĐT' = 'Bộ KH-ĐT' = 'bộ KHĐT').
Known limit: the key is for looking up a whole name, not for finding names in running text.
"""

from __future__ import annotations

import re

from vnnews.gazetteer.records import LocalUnitRecord, ProvinceRecord
from vnnews.text import deaccent, fold, normalize

UNIT_WORDS = {
    "province": "Tỉnh",
    "centrally_run_city": "Thành phố",
    "city": "Thành phố",
    "urban_district": "Quận",
    "town": "Thị xã",
    "rural_district": "Huyện",
    "ward": "Phường",
    "commune": "Xã",
    "township": "Thị trấn",
    "special_zone": "Đặc khu",
}
"""The word in front of the full name of a unit of each kind."""

UNIT_KINDS = {
    "thành phố": "city",
    "quận": "urban_district",
    "thị xã": "town",
    "huyện": "rural_district",
    "phường": "ward",
    "xã": "commune",
    "thị trấn": "township",
    "đặc khu": "special_zone",
}
"""The kinds of district- and commune-level units by their words."""

# "TƯ", "T.Ư", "TW", "T.W": the centre, when it is written in capitals among words that are not ("Bộ Kế hoạch và Đầu tư", "ĐẦU TƯ").
_CENTRE = re.compile(r"(?<!\w)T\.?\s?[ƯW](?!\w)\.?")
_JOINERS = re.compile(r"(?<!\w)và(?!\w)|[\W_]+")


def name_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal.

    >>> name_key("Uỷ ban ND TP. Hồ Chí Minh") == name_key("ủy ban ND TP Hồ Chí Minh")
    True
    >>> name_key("Ban Tổ chức T.Ư") == name_key("Ban Tổ chức Trung ương")
    True
    >>> name_key("Bộ Kế hoạch & Đầu tư") == name_key("Bộ Kế hoạch và Đầu tư")
    True
    """
    name = normalize(name)
    if not name.isupper():
        name = _CENTRE.sub("Trung ương", name)
    return _JOINERS.sub("", fold(name))


def bare_key(name: str) -> str:
    """Return the key without diacritics, for names typed without them.

    >>> bare_key("Bà Rịa - Vũng Tàu")
    'bariavungtau'
    """
    return deaccent(name).replace(" ", "")


def full_form(unit: ProvinceRecord | LocalUnitRecord) -> str:
    """Return the unit's name as it stands inside the name of a body: 'tỉnh Quảng Ninh', 'Thành phố Hà Nội', 'quận 1'.

    >>> from vnnews.gazetteer import province
    >>> full_form(province("Quảng Ninh").records[0]), full_form(province("TP.HCM").records[0])
    ('tỉnh Quảng Ninh', 'Thành phố Hồ Chí Minh')
    """
    if unit.kind == "centrally_run_city":
        return unit.full_name
    return unit.full_name[:1].lower() + unit.full_name[1:]


def short_form(unit: ProvinceRecord | LocalUnitRecord) -> str:
    """Return the unit's short name where it identifies the unit, else the full one: 'Thành ủy Hà Nội', 'Thành ủy Thành phố Hồ Chí Minh'.

    >>> from vnnews.gazetteer import province
    >>> short_form(province("Hà Nội").records[0]), short_form(province("TP.HCM").records[0])
    ('Hà Nội', 'Thành phố Hồ Chí Minh')
    """
    if isinstance(unit, ProvinceRecord):
        return unit.name if unit.name in unit.strong else unit.full_name
    return full_form(unit) if unit.name.isdigit() else unit.name
