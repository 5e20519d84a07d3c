"""The pages inside files: formats, damage and hostile sizes."""

import bz2
import gzip
import io
import json
import lzma
import random
import re
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest

from vnnews.batch import load
from vnnews.batch.compress import expand_rows
from vnnews.batch.find import find_inputs
from vnnews.batch.load import load_tasks
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.batch.work import WorkOptions, open_task
from vnnews.pipeline import Pipeline
from vnnews.read.decode import MAX_BYTES_PER_CHAR

RECORDS = [{"url": f"https://bao.example/{n}", "text": f"Bài số {n}"} for n in range(3)]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()


def tasks_in(*paths: Path, query: str = "") -> list[Task | Unreadable]:
    return list(load_tasks(find_inputs([str(path) for path in paths]), Fields(query=query)))


def texts(tasks: list[Task | Unreadable]) -> list[str]:
    found = []
    for task in tasks:
        assert isinstance(task, Task), task
        raw = open_task(task, WorkOptions()).raw
        found.append(raw if isinstance(raw, str) else raw.decode())
    return found


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.txt", bytes), ("a.txt.gz", gzip.compress), ("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)],
)
def test_pages_plain_and_compressed(tmp_path: Path, name: str, pack) -> None:
    (tmp_path / name).write_bytes(pack("Bài số 0".encode()))
    assert texts(tasks_in(tmp_path)) == ["Bài số 0"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", LINES),
        ("a.jl.gz", gzip.compress(LINES)),
        ("bom.jsonl", b"\xef\xbb\xbf" + LINES.replace(b"\n", b"\r\n\r\n")),
        ("a.json", json.dumps(RECORDS).encode()),
        ("a.csv", "url,text\n" + "".join(f"{r['url']},{r['text']}\n" for r in RECORDS)),
        ("bom.csv", "\ufeffurl,text\n" + "".join(f'"{r["url"]}","{r["text"]}"\r\n' for r in RECORDS)),
        ("a.tsv", "url\ttext\n" + "".join(f"{r['url']}\t{r['text']}\n" for r in RECORDS)),
    ],
)
def test_records(tmp_path: Path, name: str, data: bytes | str) -> None:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    tasks = tasks_in(tmp_path)
    assert texts(tasks) == ["Bài số 0", "Bài số 1", "Bài số 2"]
    assert [open_task(task, WorkOptions()).url for task in tasks if isinstance(task, Task)] == [
        r["url"] for r in RECORDS
    ]
    assert len({task.key for task in tasks}) == 3


def test_a_single_json_object_is_one_record(tmp_path: Path) -> None:
    (tmp_path / "bài.json").write_text(json.dumps({"maintext": "Bài số 0", "url": "u"}), encoding="utf-8")
    assert texts(tasks_in(tmp_path)) == ["Bài số 0"]


def test_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "kho.zip", "w") as archive:
        archive.writestr("thư mục/bài.txt", "Bài số 0")
        archive.writestr("ảnh.jpg", "x")
        archive.writestr("kho.jsonl", LINES)
    with tarfile.open(tmp_path / "kho.tar.gz", "w:gz") as archive:
        for name, data in (("bài.txt.gz", gzip.compress("Bài số 9".encode())), ("rỗng/", b"")):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            member.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            archive.addfile(member, io.BytesIO(data))
    tasks = tasks_in(tmp_path)
    assert texts(tasks) == ["Bài số 9", "Bài số 0", "Bài số 0", "Bài số 1", "Bài số 2"]
    assert [task.source.rsplit("/", 1)[-1] for task in tasks][1:3] == ["bài.txt", "kho.zip!kho.jsonl:1"]
    assert len({task.key for task in tasks}) == 5


def test_members_of_the_same_name_are_different_pages(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(tmp_path / "kho.zip", "w") as archive:
        archive.writestr("a.txt", "Một")
        archive.writestr("a.txt", "Hai")
    tasks = tasks_in(tmp_path)
    assert texts(tasks) == ["Một", "Hai"]
    assert tasks[0].key != tasks[1].key


def test_nothing_is_written_for_a_member_that_climbs_out(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    with zipfile.ZipFile(inside / "kho.zip", "w") as archive:
        archive.writestr("../../x.txt", "Bài")
    with tarfile.open(inside / "kho.tar", "w") as archive:
        member = tarfile.TarInfo("../../y.txt")
        member.size = 4
        archive.addfile(member, io.BytesIO(b"Tin "))
        link = tarfile.TarInfo("z.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    before = sorted(tmp_path.rglob("*"))
    assert texts(tasks_in(tmp_path)) == ["Tin ", "Bài"]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl.gz", gzip.compress(LINES * 2000)[:-400]),
        ("a.zip", b"PK\x03\x04 nothing"),
        ("a.tar.gz", gzip.compress(b"x" * 2000)),
        ("a.tar", b""),
        ("a.jsonl.xz", b"no xz"),
        ("a.csv.bz2", b"no bz2"),
    ],
)
def test_a_broken_container_is_reported_once_and_stops_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text("Bài số 0")
    *_, broken, last = tasks_in(tmp_path)
    assert isinstance(broken, Unreadable)
    assert broken.reason == "unreadable file"
    assert isinstance(last, Task)
    assert last.source.endswith("b.txt")


def test_what_came_before_the_damage_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES * 20000, 1)[:-300])
    tasks = tasks_in(tmp_path)
    assert len(tasks) > 1000
    assert [type(task) for task in tasks].count(Unreadable) == 1


def test_a_line_without_end_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MAX_RECORD_BYTES", 1 << 20)
    huge = b'{"text": "' + b"a" * (5 << 20) + b'"}\n'
    (tmp_path / "a.jsonl").write_bytes(LINES + huge + LINES)
    tasks = tasks_in(tmp_path)
    assert [type(task).__name__ for task in tasks] == ["Task"] * 3 + ["Unreadable"] + ["Task"] * 3
    assert tasks[3].source.endswith(":4")


@pytest.mark.parametrize("form", ["[\n{}\n]\n", "[{}]", "\ufeff[\n{}]"])
def test_a_feed_longer_than_what_is_held_is_read_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    # the form of Scrapy's JSON feeds: an item a line
    monkeypatch.setattr(load, "MAX_RECORD_BYTES", 100)
    items = ",\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS)
    (tmp_path / "a.json").write_text(form.format(items), encoding="utf-8")
    assert texts(tasks_in(tmp_path)) == [record["text"] for record in RECORDS]


def test_bad_bytes_cost_a_letter_not_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES + b'{"text": "B\xe0i s\xff"}\n' + LINES)
    assert texts(tasks_in(tmp_path))[3] == "B\ufffdi s\ufffd"


def test_a_table_keeps_the_bytes_of_a_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"text,url\n" + "Bài số 1".encode("cp1258", "replace") + b",u\n")
    (task,) = tasks_in(tmp_path)
    assert isinstance(task, Task)
    assert open_task(task, WorkOptions()).raw == "Bài số 1".encode("cp1258", "replace")


def test_a_bomb_is_not_expanded(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * (300 << 20), 9)
    (tmp_path / "a.txt.gz").write_bytes(bomb)
    (task,) = tasks_in(tmp_path)
    assert isinstance(task, Task)
    assert len(open_task(task, WorkOptions(Pipeline(max_page_chars=1000))).raw) == 1000 * MAX_BYTES_PER_CHAR + 1


def test_doubtful_fields_are_told_once_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "a", "content": "b"}\n' * 50)
    (told,) = tasks_in(tmp_path)
    assert isinstance(told, Unreadable)
    assert "--text-field" in told.message


def test_an_unreadable_folder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    scan = os.scandir

    def refuse(path: str):
        if str(path).endswith("khóa"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    (tmp_path / "khóa").mkdir()
    (tmp_path / "a.txt").write_text("Tin")
    monkeypatch.setattr(os, "scandir", refuse)
    assert [type(task).__name__ for task in tasks_in(tmp_path)] == ["Task", "Unreadable"]


def test_zstandard(tmp_path: Path) -> None:
    zstd = pytest.importorskip("backports.zstd", reason="needs vnnews[zstd]")
    (tmp_path / "a.jsonl.zst").write_bytes(zstd.compress(LINES) + zstd.compress(LINES))
    (tmp_path / "b.txt.zst").write_bytes(zstd.compress("Bài số 9".encode()))
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        member = tarfile.TarInfo("bài.txt")
        member.size = 3
        archive.addfile(member, io.BytesIO(b"Tin"))
    (tmp_path / "c.tar.zst").write_bytes(zstd.compress(packed.getvalue()))
    (tmp_path / "d.jsonl.zst").write_bytes(zstd.compress(LINES)[:-9])
    *tasks, broken = tasks_in(tmp_path)
    assert texts(tasks) == ["Bài số 0", "Bài số 1", "Bài số 2"] * 2 + ["Bài số 9", "Tin"]
    assert isinstance(broken, Unreadable)


def test_a_library_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    (tmp_path / "a.jsonl.zst").write_bytes(b"x")
    (tmp_path / "b.parquet").write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "backports.zstd", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    commands = [told.message.split("run: ")[-1] for told in tasks_in(tmp_path) if isinstance(told, Unreadable)]
    assert [re.sub(r">=[\d.]+", "", command) for command in commands] == [
        "pip install 'backports-zstd'",
        "pip install 'pyarrow'",
    ]


def make_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE users (name TEXT)")
        database.execute('CREATE TABLE "bài ""mới""" (url TEXT, html, day DATE)')
        for record in RECORDS:
            database.execute(
                'INSERT INTO "bài ""mới""" VALUES (?, ?, ?)', (record["url"], record["text"], "2024-05-01")
            )
    database.close()


def test_databases(tmp_path: Path) -> None:
    make_database(tmp_path / "kho 1%.sqlite")
    tasks = tasks_in(tmp_path)
    assert texts(tasks) == ["Bài số 0", "Bài số 1", "Bài số 2"]
    query = 'SELECT url, html AS text FROM "bài ""mới""" WHERE url LIKE \'%/2\''
    assert texts(tasks_in(tmp_path, query=query)) == ["Bài số 2"]


@pytest.mark.parametrize("query", ["SELECT nothing FROM nowhere", "DROP TABLE users", "PRAGMA user_version = 5", ""])
def test_a_database_is_only_read(tmp_path: Path, query: str) -> None:
    make_database(tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE TABLE other (text TEXT)")
    database.close()
    before = (tmp_path / "a.db").read_bytes()
    assert not [task for task in tasks_in(tmp_path, query=query) if isinstance(task, Task)]
    assert (tmp_path / "a.db").read_bytes() == before
    (tmp_path / "a.db").write_bytes(b"no database at all, but long enough to be looked at" * 30)
    (told,) = tasks_in(tmp_path)
    assert isinstance(told, Unreadable)


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs vnnews[arrow]")
    import pyarrow.parquet as parquet

    records = [{**record, "day": None, "n": 1} for record in RECORDS] * 50
    parquet.write_table(pyarrow.Table.from_pylist(records), tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes((tmp_path / "a.parquet").read_bytes()[:-50])
    *tasks, broken = tasks_in(tmp_path)
    assert texts(tasks) == ["Bài số 0", "Bài số 1", "Bài số 2"] * 50
    assert isinstance(broken, Unreadable)


@pytest.mark.parametrize("compression", ["gz", "xz"])
def test_what_stands_in_front_of_a_cut_is_read(tmp_path: Path, compression: str) -> None:
    """A buffered reader that is told of the end while it fills its buffer would forget what it has."""
    compress = {"gz": gzip.compress, "xz": lzma.compress}[compression]
    rows = [f"{i} {random.Random(i).getrandbits(400):x}\n".encode() for i in range(400)]
    whole = compress(b"".join(rows))
    read = io.BytesIO()
    with expand_rows(io.BytesIO(whole[: len(whole) // 2]), compression) as stream, pytest.raises(EOFError):
        for row in stream:
            read.write(row)
    assert len(read.getvalue().splitlines()) > 150
    assert b"".join(rows).startswith(read.getvalue())
