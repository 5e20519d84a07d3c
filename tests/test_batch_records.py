"""Records from end to end: tables in every writing, the headline, moment and unused columns of a record in the rows of a run."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from vnnews.batch import Fields, RunOptions, WorkOptions, run_batch
from vnnews.cli.app import app
from vnnews.pipeline import Pipeline

TITLE = "Cầu phao An Phú mở lại sau lũ"
BODY = (
    "Sáng 5/8, cầu phao An Phú đón những chuyến xe đầu tiên sau mười ngày đóng; người dân hai bờ không còn phải đi vòng.\n"
    "Đơn vị thi công đã thay ba phao hỏng, căng lại hai dây neo ở bờ bắc và thử tải trong đêm.\n"
    "Xe trên ba tấn vẫn phải đi vòng qua quốc lộ cho tới cuối tháng, theo thông báo của ban quản lý."
)
HTML = "".join(f"<p>{line}</p>" for line in BODY.splitlines())


def run(
    folder: Path, name: str, data: bytes | str, *, output: str = "out.jsonl", tables: str = "", **fields: str
) -> list[dict[str, Any]]:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    work = WorkOptions(Pipeline(words=False, entities=False))
    options = RunOptions(work=work, fields=Fields(**fields), workers=0, ordered=True, tables=tables)
    run_batch([str(folder / name)], str(folder / output), options)
    return [json.loads(line) for line in (folder / output).read_bytes().splitlines()]


def table(delimiter: str = ",", *, rows: int = 2, **style: Any) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, **style)
    writer.writerow(["Mã", "Tiêu đề", "Nội dung", "Ngày đăng"])
    for number in range(rows):
        writer.writerow([number, f"{TITLE} {number}", BODY + ' Anh Ba nói: "Mừng; vui, | lắm".', "05/08/2024 07:30"])
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", table()),
        ("a.csv", table(";")),
        ("a.csv", table("|")),
        ("a.csv", table("\t")),
        ("a.tsv", table("\t")),
        ("a.csv", table(quoting=csv.QUOTE_ALL)),
        ("a.csv", table(doublequote=False, escapechar="\\")),
        ("a.csv", table(";", doublequote=False, escapechar="\\", quoting=csv.QUOTE_ALL)),
        ("a.csv", "sep=;\r\n" + table(";")),
        ("a.csv", table().encode("utf-8-sig")),
        ("a.csv", table().encode("utf-16")),
        ("a.csv", table(";").encode("utf-16-le")),
        ("a.tsv", ("\ufeff" + table("\t")).encode("utf-16-be")),
        ("a.csv", table().replace("\r\n", "\n")),
    ],
)
def test_tables_in_every_writing(tmp_path: Path, name: str, data: bytes | str) -> None:
    rows = run(tmp_path, name, data)
    assert [(row["title"], row["published"], row["extra"]) for row in rows] == [
        (f"{TITLE} {number}", "2024-08-05T07:30:00+07:00", {"Mã": str(number)}) for number in range(2)
    ]
    assert rows[0]["body"].endswith('Anh Ba nói: "Mừng; vui, | lắm".')
    # the first of the three paragraphs may count as the sapo: nothing but its place tells them apart
    assert rows[0]["text"].count("\n\n") == 3


def test_a_table_whose_quotes_are_doubled_keeps_its_backslashes(tmp_path: Path) -> None:
    data = table().replace("căng lại", 'căng C:\\dây\\ ""lại\\""')
    assert r'C:\dây\ "lại\"' in run(tmp_path, "a.csv", data)[0]["body"]


def test_a_named_delimiter_comes_first(tmp_path: Path) -> None:
    data = table("~")
    assert len(run(tmp_path, "a.csv", data, delimiter="~")) == 2


@pytest.mark.parametrize("page", [{"text": BODY}, {"html": HTML}, {"content": HTML}, {"body": f"<div>{HTML}</div>"}])
@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ({"date": "2024-08-04T22:30:15Z"}, "2024-08-05T05:30:15+07:00"),
        ({"datePublished": "2024-08-05T07:30:00.5+0700"}, "2024-08-05T07:30:00.500000+07:00"),
        ({"publishedAt": 1722817800000}, "2024-08-05T07:30:00+07:00"),
        ({"ngay_dang": "05/08/2024"}, "2024-08-05T00:00:00+07:00"),
        ({"pubDate": "Sun, 04 Aug 2024 22:30:15 GMT"}, "2024-08-05T05:30:15+07:00"),
    ],
)
def test_headline_and_moment_of_the_record_are_those_of_the_article(
    tmp_path: Path, page: dict[str, str], stated: dict[str, object], moment: str
) -> None:
    (row,) = run(tmp_path, "a.jsonl", json.dumps({"title": TITLE, **page, **stated}))
    assert (row["title"], row["published"]) == (TITLE, moment)
    assert row["text"].startswith(f"{TITLE}\n\nSáng 5/8")
    assert row["text"].count("\n\n") == 3
    assert "extra" not in row


def test_what_the_page_states_itself_comes_first(tmp_path: Path) -> None:
    page = f"<html><head><meta property='article:published_time' content='2024-08-05T08:00:00+07:00'></head><body><h1>{TITLE}</h1>{HTML}</body></html>"
    (row,) = run(tmp_path, "a.jsonl", json.dumps({"title": "Một tên khác hẳn", "date": "2021-01-01", "html": page}))
    assert (row["title"], row["published"]) == (TITLE, "2024-08-05T08:00:00+07:00")


UNUSED = {"id": 7, "tỉ lệ": 0.5, "mục": ["Xã hội", None], "gốc": {"trang": 3}}


def test_unused_columns_travel_on_into_every_form_of_output(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    record = json.dumps({"text": f"{TITLE}\n\n{BODY}", "url": "https://bao.example/1", **UNUSED})
    (row,) = run(tmp_path, "a.jsonl", record, tables=str(tmp_path / "tables"))
    assert row["extra"] == UNUSED
    run_batch([str(tmp_path / "a.jsonl")], str(tmp_path / "out.parquet"), RunOptions(workers=0))
    for made in (tmp_path / "out.parquet", tmp_path / "tables" / "articles.parquet"):
        (extra,) = parquet.read_table(made).column("extra").to_pylist()
        assert json.loads(extra) == UNUSED


def test_unused_columns_of_databases_and_batches(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="needs vnnews[arrow]")
    import pyarrow.parquet as parquet

    from vnnews.batch.arrow import parse_record_batch

    pages = pa.Table.from_pylist([{"text": f"{TITLE}\n\n{BODY}", "url": "https://bao.example/1", **UNUSED}])
    parquet.write_table(pages, tmp_path / "in.parquet")
    (row,) = run(tmp_path, "in.parquet", (tmp_path / "in.parquet").read_bytes())
    assert row["extra"] == UNUSED
    batch = parse_record_batch(pages.to_batches()[0], options=WorkOptions(Pipeline(words=False)))
    assert json.loads(batch.column("extra")[0].as_py()) == UNUSED


@pytest.mark.parametrize(
    "odd",
    ['{"a":' * 900 + "1" + "}" * 900, "9" * 40, "-" + "9" * 25, r'"\ud83d"', "NaN", "1e400", '{"": {"": 1}}'],
)
def test_an_odd_unused_column_never_costs_the_article(tmp_path: Path, odd: str) -> None:
    (row,) = run(tmp_path, "a.jsonl", f'{{"text": {json.dumps(TITLE + chr(10) * 2 + BODY)}, "lạ": {odd}}}\n')
    assert row["title"] == TITLE


def test_the_options_of_the_command(tmp_path: Path) -> None:
    record = {
        "trang": {"nội dung": BODY, "tên": TITLE, "lúc": "2024-08-05 07:30", "ở": "https://bao.example/1"},
        "text": "x",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    named = [
        "--field",
        "trang.nội dung",
        "--title-field",
        "trang.tên",
        "--date-field",
        "trang.lúc",
        "--url-field",
        "trang.ở",
    ]
    out = tmp_path / "out.jsonl"
    done = CliRunner().invoke(app, ["run", str(tmp_path / "a.jsonl"), "-o", str(out), "--workers", "0", "-q", *named])
    assert done.exit_code == 0, done.output
    row = json.loads(out.read_text())
    assert (row["title"], row["published"], row["url"]) == (TITLE, "2024-08-05T07:30:00+07:00", "https://bao.example/1")
    assert row["extra"] == {"text": "x"}


def test_a_delimiter_of_two_signs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table("\t"))
    command = ["run", str(tmp_path / "a.csv"), "-o", str(tmp_path / "out.jsonl"), "--workers", "0", "-q"]
    assert CliRunner().invoke(app, [*command, "--delimiter", "||"]).exit_code == 2
    assert CliRunner().invoke(app, [*command, "--delimiter", "tab"]).exit_code == 0
