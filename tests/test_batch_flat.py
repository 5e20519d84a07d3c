"""Flat tables of a run: they join, they tell what the rows tell, and a spreadsheet opens them without harm."""

import csv
import json
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, run_batch
from vnnews.batch.flat import TABLES, write_officials
from vnnews.errors import InputError

PAGES = Path(__file__).parents[1] / "examples" / "pages"


@pytest.mark.parametrize("name", ["bài.jsonl", "bài.jsonl.gz", "bài.parquet"])
def test_tables_join_by_number(tmp_path: Path, name: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    options = RunOptions(workers=0, ordered=True, tables=str(tmp_path / "bảng"), officials=str(tmp_path / "quan.csv"))
    report = run_batch([str(PAGES)], str(tmp_path / name), options)
    tables = {path.stem: parquet.read_table(path).to_pylist() for path in (tmp_path / "bảng").iterdir()}
    assert sorted(tables) == sorted(TABLES)
    articles = tables["articles"]
    assert [row["article"] for row in articles] == list(range(report.articles))
    assert all(Path(row["origin"]).is_file() for row in articles)
    for kind, column in (("official", "officials"), ("agency", "agencies"), ("province", "provinces")):
        named = {(row["article"], row["entity"]) for row in tables["mentions"] if row["kind"] == kind}
        assert named <= {(row["article"], name) for row in articles for name in row[column]}
        assert named
    stories = [row for row in tables["related"] if row["origin"].endswith("flattened.txt")]
    assert ("Sinh viên góp sách cho trường vùng cao", 3) in [(row["title"], row["repeats"]) for row in stories]
    with (tmp_path / "quan.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [(line["name"], line["role"]) for line in lines] == [
        (row["name"], row["role"]) for row in tables["officials"]
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, f"{name}.pages", "bảng", "quan.csv"])


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+84", "-1", "@x", "\tx", "\rx", "\nx", "＝1"])
def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path, name: str) -> None:
    row = json.dumps({"title": "Tin", "officials": [{"name": name}]}).encode()
    write_officials([row], tmp_path / "quan.csv")
    with (tmp_path / "quan.csv").open(encoding="utf-8-sig", newline="") as stream:
        (line,) = csv.DictReader(stream)
    # a bare '\r' would begin a new row, so it is written as '\n'
    assert line["name"] == f"'{name}".replace("\r", "\n")


@pytest.mark.parametrize(
    ("output", "tables", "message"),
    [("-", "bảng", "not of a stream"), ("bài.jsonl", "trang.txt", "no folder"), ("bài.jsonl", "không/có", "not exist")],
)
def test_places_that_cannot_be_written(tmp_path: Path, article: str, output: str, tables: str, message: str) -> None:
    pytest.importorskip("pyarrow", reason="needs vnnews[arrow]")
    (tmp_path / "trang.txt").write_text(article, encoding="utf-8")
    target = output if output == "-" else str(tmp_path / output)
    with pytest.raises(InputError, match=message):
        run_batch([str(tmp_path / "trang.txt")], target, RunOptions(workers=0, tables=str(tmp_path / tables)))
