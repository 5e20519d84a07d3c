"""The generated tables: equal to what the resources give, complete, sorted, quick to load."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from vnnews.errors import GazetteerError
from vnnews.gazetteer import default
from vnnews.gazetteer.compile import compile_record
from vnnews.gazetteer.names import name_key
from vnnews.gazetteer.packing import pack
from vnnews.gazetteer.records import CommuneRecord, DistrictRecord
from vnnews.gazetteer.tables import DATA, TYPES, identify, path_of
from vnnews.text import slug

TOOL = Path(__file__).parent.parent / "tools" / "build_gazetteer.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    pytest.importorskip("yaml")
    spec = importlib.util.spec_from_file_location("build_gazetteer", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tables(tool: ModuleType) -> dict[str, list[Any]]:
    built: dict[str, list[Any]] = tool.build_tables()
    return built


def test_the_data_are_what_the_resources_give(tool: ModuleType, tables: dict[str, list[Any]]) -> None:
    assert tool.find_differing(tables) == [], "run python tools/build_gazetteer.py"
    assert {path.name for path in DATA.glob("*.json*")} == {path_of(table).name for table in TYPES}


def test_a_difference_is_found(
    tool: ModuleType, tables: dict[str, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "DATA", tmp_path)
    tool.write_files(tables)
    assert tool.find_differing(tables) == []
    ranks = tmp_path / "ranks.jsonl"
    ranks.write_text(ranks.read_text(encoding="utf-8").replace("Đại tướng", "Đại Tướng"), encoding="utf-8")
    (tmp_path / "cues.jsonl").unlink()
    (tmp_path / "former_communes.json.gz").write_bytes(pack(tables["former_communes"][:-1]))
    assert tool.find_differing(tables) == ["former_communes.json.gz", "ranks.jsonl", "cues.jsonl"]


@pytest.mark.parametrize("table", TYPES)
def test_every_record_is_unique_and_names_known_sources(table: str) -> None:
    records = default().table(table)
    assert records
    assert len({identify(table, record) for record in records}) == len(records)
    for record in records:
        for source in (*getattr(record, "source", ()), *getattr(record, "basis", ())):
            assert source in default().sources, (table, record)
        for act in getattr(record, "basis", ()):
            assert default().sources[act].kind == "act"


def test_every_source_is_used() -> None:
    used = {
        source
        for table in TYPES
        for record in default().table(table)
        for source in (*getattr(record, "source", ()), *getattr(record, "basis", ()))
    }
    assert set(default().sources) == used


def test_general_knowledge_alone_is_never_called_certain() -> None:
    settled = ("local_patterns",)  # how bodies are named is seen in every paper
    for table in TYPES:
        for record in default().table(table):
            if getattr(record, "source", ()) == ("general-knowledge",) and table not in settled:
                assert record.confidence in ("B", "C"), (table, record)


def test_successors_of_agencies_and_patterns_exist_and_come_later() -> None:
    for records in (default().central_agencies, default().local_patterns):
        by_id = {record.id: record for record in records}
        for record in records:
            assert not record.successors or record.valid_to is not None, record.id
            for heir in (by_id[id] for id in record.successors):
                assert heir.valid_to is None or heir.valid_to >= record.valid_to, (record.id, heir.id)
        for record in default().central_agencies:
            assert set(record.successors) == {
                other.id for other in default().central_agencies if record.id in other.predecessors
            }


def test_former_parents_are_known_and_in_order() -> None:
    names = {record.name for record in default().central_agencies}
    for record in default().central_agencies:
        assert {former.name for former in record.former_parents} <= names, record.id
        assert list(record.former_parents) == sorted(record.former_parents, key=lambda former: former.until)
        if record.former_parents:
            assert record.parent_on(record.former_parents[0].until) == record.former_parents[0].name
        assert record.parent_on(None) == record.parent


def test_the_id_of_an_agency_is_its_name_without_marks() -> None:
    for record in (*default().central_agencies, *default().institutions):
        assert re.fullmatch(rf"vn:{slug(record.name)}(-\d{{4}})?", record.id), record.id


def test_institutions_stand_under_known_bodies() -> None:
    names = {record.name for record in default().central_agencies}
    provinces = {province.name for province in default().provinces}
    for record in default().institutions:
        assert record.province == "" or record.province in provinces, record.id
        assert bool(record.province) == record.parent.startswith(("Sở ", "Ủy ban nhân dân ")), record.id
        assert record.province or record.parent in names or not record.is_public, record.id


def test_a_code_stands_for_one_unit_on_a_day() -> None:
    for units in (default().districts, default().communes, default().former_communes):
        by_code: dict[str, list[DistrictRecord | CommuneRecord]] = defaultdict(list)
        for unit in units:
            by_code[unit.code].append(unit)
        for group in by_code.values():
            group.sort(key=lambda unit: str(unit.valid_to or "9999"))
            for before, after in pairwise(group):
                assert before.valid_to is not None
                assert after.valid_from is not None
                assert before.valid_to < after.valid_from, (before, after)


LOCAL_UNITS = (*default().districts, *default().communes, *default().former_communes)


def test_local_units_belong_to_provinces_that_lasted_as_long() -> None:
    for unit in LOCAL_UNITS:
        assert default().province_by_id[unit.province].is_valid(unit.valid_to or date.max), unit
        assert unit.full_name.endswith(unit.name)


def test_a_unit_on_a_province_that_had_ended_is_refused(tool: ModuleType, tables: dict[str, list[Any]]) -> None:
    """Fifty-four communes of Quảng Ninh once hung on the province that had become a city on 1 September 2026."""
    unit = next(unit for unit in tables["communes"] if unit.province == "vn:quangninh@2026")
    wrong = msgspec.structs.replace(unit, province="vn:quangninh")
    with pytest.raises(SystemExit, match=f"{unit.full_name} .* ends on no day, vn:quangninh on 2026-08-31"):
        tool.check_provinces_last({**tables, "communes": [wrong]})


def test_former_communes_lay_in_districts_of_their_day_and_went_to_communes_of_the_next() -> None:
    for unit in default().former_communes:
        assert default().district_by_id[unit.district].is_valid(unit.valid_to), unit
        for heir in (default().commune_by_id[id] for id in unit.successors):
            assert heir.valid_from == unit.valid_to + timedelta(days=1), (unit, heir)
        assert unit.successors or unit.valid_to < date(2025, 6, 30), unit


def test_the_communes_of_july_2025_come_from_all_of_the_day_before() -> None:
    """10,035 old units, 10,566 edges, 3,316 new ones with a predecessor: five island districts had no commune."""
    last = default().communes_on(date(2025, 6, 30))
    edges = [(unit.id, heir) for unit in last for heir in unit.successors]
    assert (len(last), len(edges), len({heir for _, heir in edges})) == (10_035, 10_566, 3_316)


def test_a_unique_name_leads_to_one_province() -> None:
    today = date(2026, 10, 1)
    heirs: dict[str, set[str]] = defaultdict(set)
    for unit in LOCAL_UNITS:
        heirs[name_key(unit.name)].add(default().province_of(unit, today).name)
    unique = [unit for unit in LOCAL_UNITS if unit.is_unique]
    assert len(unique) > 2000
    assert [unit.full_name for unit in unique if len(heirs[name_key(unit.name)]) > 1] == []


def test_every_lookalike_holds_the_name_of_a_province() -> None:
    names = {name for province in default().provinces for name in (province.name, *province.strong)}
    for record in default().lookalikes:
        assert record.name in names, record
        assert record.name in record.text
        assert record.text not in names


def test_the_lookalikes_of_the_field_are_there() -> None:
    texts = {record.text for record in default().lookalikes}
    assert {
        "Thái Bình Dương",
        "Hoàng Anh Gia Lai",
        "Điện Biên Phủ",
        "huyện Quảng Ninh",
        "Hưng Yên Nam",
        "thị xã Phú Thọ",
        "huyện Hòa Bình",
    } <= texts


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"id": "vn:x", "name": "X", "source": ["a"]}, "field 'kind'"),
        ({"id": "vn:x", "name": "X", "kind": "province", "source": ["a"], "to": "soon"}, "field 'to'"),
        ({"id": "vn:x", "name": "X", "kind": "province", "source": []}, "field 'source'"),
    ],
)
def test_a_bad_line_is_refused_with_its_field(raw: dict[str, object], message: str) -> None:
    with pytest.raises(GazetteerError, match=message):
        compile_record("provinces", raw)


def test_nothing_is_loaded_before_the_first_question() -> None:
    code = (
        "import vnnews.gazetteer as g; from vnnews.gazetteer import store; print(store._packaged.cache_info().currsize)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "0"
    )
