"""The tables against the data of other packages: vietnamadminunits (MIT) and pycountry; each test skips when its package is absent.

The data files are read; the packages are not imported. Known differences are listed with the reason why ours stands.
"""

from __future__ import annotations

import importlib.util
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from vnnews.gazetteer import default, province, provinces, successors
from vnnews.gazetteer.names import bare_key, name_key

LAST_DAY_OF_63 = date(2025, 6, 30)
FIRST_DAY_OF_34 = date(2025, 7, 1)


def find_package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"{name} is not installed; pip install --no-deps {name}")
    return Path(next(iter(spec.submodule_search_locations)))


@pytest.fixture(scope="module")
def oracle() -> Iterator[sqlite3.Connection]:
    path = find_package("vietnamadminunits") / "data" / "dataset.db"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    yield connection
    connection.close()


def test_the_63_and_the_34_have_the_same_names_and_codes(oracle: sqlite3.Connection) -> None:
    for table, day in (("admin_units_legacy", LAST_DAY_OF_63), ("admin_units", FIRST_DAY_OF_34)):
        theirs = set(oracle.execute(f"select distinct province, provinceCode from {table}"))
        assert {(unit.full_name, unit.code) for unit in provinces(on=day)} == theirs


def test_the_merger_joins_the_same_provinces() -> None:
    data = json.loads((find_package("vietnamadminunits") / "data" / "converter_2025.json").read_text(encoding="utf-8"))
    keys = {
        bare_key(unit.full_name): unit.full_name
        for unit in (*provinces(on=LAST_DAY_OF_63), *provinces(on=FIRST_DAY_OF_34))
    }
    theirs = {keys[old]: keys[new] for new, olds in data["DICT_PROVINCE"].items() for old in olds}
    ours = {
        unit.full_name: heir.full_name
        for unit in provinces(on=LAST_DAY_OF_63)
        for heir in successors(unit.full_name, on=FIRST_DAY_OF_34)
    }
    assert ours == theirs


def test_the_communes_of_1_july_2025_are_the_same(oracle: sqlite3.Connection) -> None:
    facts = default()
    theirs = {
        (code, name_key(ward), owner)
        for owner, ward, code in oracle.execute("select province, ward, wardCode from admin_units")
    }
    ours = {
        (unit.code, name_key(unit.full_name), facts.province_of(unit, FIRST_DAY_OF_34).full_name)
        for unit in facts.communes
        if unit.is_valid(FIRST_DAY_OF_34)
    }
    assert len(ours) == 3321
    assert ours == theirs


# They write "Đak Đoa" and "Đăk Hà", where the service of the statistics office wrote "Đăk Đoa" and "Đắk Hà"; ours has both as aliases.
SPELT_OTHERWISE = {"626", "615"}


def test_the_districts_of_30_june_2025_are_the_same(oracle: sqlite3.Connection) -> None:
    facts = default()
    theirs = {
        code: (name_key(district), owner)
        for owner, district, code in oracle.execute(
            "select distinct province, district, districtCode from admin_units_legacy"
        )
    }
    ours = {
        unit.code: (name_key(unit.full_name), facts.province_of(unit, LAST_DAY_OF_63).full_name)
        for unit in facts.districts
        if unit.is_valid(LAST_DAY_OF_63)
    }
    assert len(ours) == 696
    assert ours.keys() == theirs.keys()
    assert {code for code in ours if ours[code] != theirs[code]} == SPELT_OTHERWISE


def test_iso_codes_are_those_of_the_standard() -> None:
    path = find_package("pycountry") / "databases" / "iso3166-2.json"
    theirs = {
        entry["code"]: entry["name"]
        for entry in json.loads(path.read_text(encoding="utf-8"))["3166-2"]
        if entry["code"].startswith("VN-")
    }
    ours = {unit.iso: unit.name for unit in provinces(on=LAST_DAY_OF_63)}
    assert ours.keys() == theirs.keys()
    # "Kiến Giang" there is a slip of the pen; Huế was Thừa Thiên Huế until 2024
    assert {code for code in ours if name_key(ours[code]) != name_key(theirs[code])} == {"VN-47", "VN-26"}
    assert province("Thừa Thiên Huế").records[0].iso == "VN-26"
