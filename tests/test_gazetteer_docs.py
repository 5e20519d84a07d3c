"""docs/data.md: its sizes and counts are those of the tables; the gazetteer command is what the docs say."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from vnnews.cli.app import app
from vnnews.cli.gazetteer import TABLES
from vnnews.gazetteer import default, provinces
from vnnews.gazetteer.tables import TYPES

PAGE = Path(__file__).parent.parent / "docs" / "data.md"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["gazetteer", *arguments])
    return result.exit_code, result.output


def test_the_sizes_are_right() -> None:
    stated = {
        table: int(count)
        for table, count in re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert stated == {table: len(default().table(table)) for table in TYPES}


def test_the_counts_by_day_are_right() -> None:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    rows = re.findall(r"^\| (\d+) (\w+) (\d{4}) \| (\d+) \| (\d+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 12
    for day, month, year, units, cities in rows:
        on = provinces(on=date(int(year), months.index(month) + 1, int(day)))
        assert (len(on), sum(unit.kind == "centrally_run_city" for unit in on)) == (int(units), int(cities)), (
            day,
            month,
            year,
        )


def test_the_command_knows_every_table() -> None:
    assert list(TYPES) == list(TABLES)


def test_show_gives_candidates_validity_and_sources() -> None:
    code, output = run("show", "QN", "--on", "2024-01-01")
    assert code == 0
    assert "province: Tỉnh Quảng Nam [vn:quangnam@63]; 1997-01-01 to 2025-06-30; then Thành phố Đà Nẵng" in output
    assert "(weak name)" in output
    assert "source nq202-2025-qh15: Nghị quyết số 202/2025/QH15" in output


def test_show_says_what_a_name_was_at_another_time() -> None:
    code, output = run("show", "Bộ GTVT", "--on", "2025-06-01")
    assert code == 1
    assert "agency at another time: Bộ Giao thông vận tải" in output
    assert "then Bộ Xây dựng" in output


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["Đà Lạt"],
            "unit: Thành phố Đà Lạt [vn:672]; in Tỉnh Lâm Đồng; … to 2025-06-30; then Phường Lang Biang - Đà Lạt, ",
        ),
        (["Lầu Năm Góc"], "foreign: Lầu Năm Góc [ministry]; of Mỹ"),
        (["Hạ viện"], "foreign: Hạ viện [legislature]; of some state"),
        (["huyện Củ Chi"], "unit: Huyện Củ Chi [vn:783]; in Thành phố Hồ Chí Minh; "),
        (["Cầu Giấy", "--on", "2026-01-01"], "unit at another time: Quận Cầu Giấy [vn:005]; in Thành phố Hà Nội; "),
        (
            ["phường Vĩnh Phúc", "--on", "2022-05-01"],
            "unit: Phường Vĩnh Phúc [vn:00006@2025]; in Quận Ba Đình, Thành phố Hà Nội; 2005-01-20 to 2025-06-30; then Phường Ngọc Hà",
        ),
    ],
)
def test_show_says_what_a_district_or_commune_was_and_became(arguments: list[str], printed: str) -> None:
    code, output = run("show", *arguments)
    assert (code, printed in output) == (0, True), output


@pytest.mark.parametrize("command", ["show", "export"])
def test_help_shows_an_example_and_no_markup(command: str) -> None:
    output = run(command, "--help")[1]
    assert f"Example: vnnews gazetteer {command} " in output
    assert "\\b" not in output


def test_show_of_an_unknown_name() -> None:
    assert run("show", "Atlantis") == (1, "nothing is known by the name 'Atlantis'\n")


def test_show_as_json_and_with_additions(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text(
        '{"table": "central_agencies", "id": "x", "name": "Bộ Gia đình", "kind": "ministry"}', encoding="utf-8"
    )
    code, output = run("show", "Bộ Gia đình", "--json", "--additions", str(own))
    assert code == 0
    assert json.loads(output)["agency"]["records"][0]["name"] == "Bộ Gia đình"
    assert run("show", "Bộ Gia đình", "--json")[0] == 1


@pytest.mark.parametrize("table", TABLES)
def test_export_gives_every_record(table: str, tmp_path: Path) -> None:
    code, output = run("export", "--table", table)
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(output)))
    assert len(rows) == len(default().table(table))
    path = tmp_path / "out.json"
    assert run("export", "--table", table, "--format", "json", "--output", str(path)) == (0, "")
    assert len(json.loads(path.read_text(encoding="utf-8"))) == len(rows)


def test_export_of_a_day() -> None:
    code, output = run("export", "--on", "2025-07-01")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(output)))
    assert len(rows) == 34
    vinh_long = next(row for row in rows if row["name"] == "Vĩnh Long")
    assert vinh_long["predecessors"] == "vn:bentre@63|vn:travinh@63|vn:vinhlong@63"
