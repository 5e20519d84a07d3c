"""Single pages fetched out of web archives by the lists that say where they lie."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from vnnews.batch import Fields, RunOptions, WorkOptions, run_batch
from vnnews.batch.find import classify_name, find_inputs
from vnnews.batch.load import load_tasks
from vnnews.batch.remote import read_remote_range
from vnnews.batch.tasks import Task, Unreadable
from vnnews.batch.web_index import find_entry
from vnnews.batch.work import open_task
from vnnews.cli import app
from vnnews.errors import InputError, VnnewsError
from vnnews.pipeline import Pipeline

PAGES = Path(__file__).parents[1] / "examples" / "pages"
NAMES = sorted(path.name for path in PAGES.glob("*.html"))
ARCHIVE = "crawl-data/CC-MAIN-2024-18/warc/a.warc.gz"
FAST = RunOptions(work=WorkOptions(Pipeline(words=False, entities=False)), workers=0)


def pack_record(body: bytes, address: str, status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@pytest.fixture
def entries(tmp_path: Path) -> list[dict[str, Any]]:
    """The example pages as one archive below `tmp_path`, and the fields of its index; one line is of a page that has moved."""
    pytest.importorskip("fastwarc", reason="needs vnnews[warc]")
    listed: list[dict[str, Any]] = []
    data = b""
    for name in NAMES:
        address = f"https://bao.example/{name}"
        record = pack_record((PAGES / name).read_bytes(), address)
        place = {"length": str(len(record)), "offset": str(len(data)), "filename": ARCHIVE, "languages": "vie"}
        listed.append({"url": address, "mime": "text/html", "status": "200", **place})
        data += record
    listed.insert(1, {**listed[0], "status": "301"})
    listed.insert(2, {**listed[0], "mime": "image/png"})
    (tmp_path / ARCHIVE).parent.mkdir(parents=True)
    (tmp_path / ARCHIVE).write_bytes(data)
    return listed


def write_cdxj(entries: list[dict[str, Any]], path: Path) -> Path:
    lines = [f"example,bao)/{n} 20240501000000 {json.dumps(entry)}\n" for n, entry in enumerate(entries)]
    path.write_text("!meta {}\n" + "".join(lines), encoding="utf-8")
    return path


def write_cdx(entries: list[dict[str, Any]], path: Path) -> Path:
    lines = [
        f"example,bao)/ 20240501000000 {e['url']} {e['mime']} {e['status']} X - - {e['length']} {e['offset']} {e['filename']}\n"
        for e in entries
    ]
    path.write_text(" CDX N b a m s k r M S V g\n" + "".join(lines), encoding="utf-8")
    return path


def write_json_lines(entries: list[dict[str, Any]], path: Path) -> Path:
    path.write_text("".join(json.dumps({"urlkey": "x", **entry}) + "\n" for entry in entries), encoding="utf-8")
    return path


def to_columns(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fields as the table of the index has them."""
    return [
        {
            "url": e["url"], "fetch_status": int(e["status"]), "content_mime_detected": e["mime"], "content_languages": "vie",
            "warc_filename": e["filename"], "warc_record_offset": int(e["offset"]), "warc_record_length": int(e["length"]),
        }
        for e in entries
    ]  # fmt: skip


def write_csv(entries: list[dict[str, Any]], path: Path) -> Path:
    rows = to_columns(entries)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_parquet(entries: list[dict[str, Any]], path: Path) -> Path:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    import pyarrow

    parquet.write_table(pyarrow.Table.from_pylist(to_columns(entries)), path)
    return path


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a run without where they stood and what travelled along."""
    rows = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    return [
        {name: value for name, value in row.items() if name != "extra"} | {"page": row["page"]["number"]}
        for row in rows
    ]


def test_an_index_gives_the_rows_of_its_archive(entries: list[dict[str, Any]], tmp_path: Path) -> None:
    run_batch([str(tmp_path / ARCHIVE)], str(tmp_path / "whole.jsonl"), FAST)
    report = run_batch([str(write_cdxj(entries, tmp_path / "i.cdxj"))], str(tmp_path / "some.jsonl"), FAST)
    assert report.pages == len(NAMES)
    assert report.failed == 0
    assert read_rows(tmp_path / "some.jsonl") == read_rows(tmp_path / "whole.jsonl")
    assert len(read_rows(tmp_path / "whole.jsonl")) > 3


GUESSED = Fields()


def load(path: Path, fields: Fields = GUESSED) -> list[Task | Unreadable]:
    return list(load_tasks(find_inputs([str(path)]), fields))


@pytest.mark.parametrize(
    ("write", "name"),
    [(write_cdxj, "i.cdxj"), (write_cdx, "i.cdx"), (write_json_lines, "i.jsonl"), (write_csv, "i.csv"), (write_parquet, "i.parquet")],
)  # fmt: skip
def test_every_form_of_an_index_points_to_the_same_pages(
    entries: list[dict[str, Any]], tmp_path: Path, write: Any, name: str
) -> None:
    tasks = load(write(entries, tmp_path / name))
    pages = [open_task(task, WorkOptions()) for task in tasks if isinstance(task, Task)]
    assert [page.url for page in pages] == [f"https://bao.example/{name}" for name in NAMES]
    assert [page.raw for page in pages] == [(PAGES / name).read_text(encoding="utf-8") for name in NAMES]
    assert len(tasks) == len(pages)


def test_what_else_the_index_says_travels_on(entries: list[dict[str, Any]], tmp_path: Path) -> None:
    task = load(write_cdxj(entries, tmp_path / "i.cdxj"))[0]
    assert isinstance(task, Task)
    page = open_task(task, WorkOptions())
    assert page.extra == {"mime": "text/html", "status": "200", "languages": "vie"}
    assert page.url == f"https://bao.example/{NAMES[0]}"
    assert page.source.endswith("i.cdxj:2")


@pytest.mark.parametrize("form", ["folder", "address", "copy beside the index"])
def test_archives_lie_where_the_caller_says(entries: list[dict[str, Any]], tmp_path: Path, form: str) -> None:
    index = write_cdxj(entries, tmp_path / "chỉ mục" / "i.cdxj") if (tmp_path / "chỉ mục").mkdir() is None else None
    assert index
    base = {"folder": str(tmp_path), "address": f"file://{tmp_path}/"}.get(form, "")
    if form == "address":
        pytest.importorskip("fsspec", reason="needs vnnews[remote]")
    if not base:
        (index.parent / "a.warc.gz").write_bytes((tmp_path / ARCHIVE).read_bytes())
    tasks = [task for task in load(index, Fields(archives=base)) if isinstance(task, Task)]
    assert [open_task(task, WorkOptions()).url for task in tasks] == [f"https://bao.example/{name}" for name in NAMES]


def test_only_the_wanted_bytes_are_fetched(entries: list[dict[str, Any]], tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="needs vnnews[remote]")
    memory = fsspec.filesystem("memory")
    memory.pipe(f"/kho-index/{ARCHIVE}", (tmp_path / ARCHIVE).read_bytes())
    asked: list[tuple[int, int]] = []
    whole = type(memory).cat_file

    def watch(self: Any, path: str, start: int = 0, end: int = 0, **more: Any) -> bytes:
        asked.append((start, end))
        return whole(self, path, start=start, end=end, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(memory), "cat_file", watch)
        task = load(write_cdxj(entries[-1:], tmp_path / "i.cdxj"), Fields(archives="memory://kho-index"))[0]
        assert isinstance(task, Task)
        assert open_task(task, WorkOptions()).url == entries[-1]["url"]
    memory.rm("/kho-index", recursive=True)
    begin = int(entries[-1]["offset"])
    assert asked == [(begin, begin + int(entries[-1]["length"]))]


@pytest.mark.parametrize(("error", "tries"), [(OSError("503 Slow Down"), 3), (FileNotFoundError("no such key"), 1)])
def test_a_busy_server_is_asked_again(monkeypatch: pytest.MonkeyPatch, error: Exception, tries: int) -> None:
    fsspec = pytest.importorskip("fsspec", reason="needs vnnews[remote]")
    asked: list[int] = []
    waited: list[float] = []

    def refuse(self: Any, path: str, start: int = 0, end: int = 0) -> bytes:
        asked.append(start)
        raise error

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "cat_file", refuse)
    monkeypatch.setattr("vnnews.batch.remote.time.sleep", waited.append)
    with pytest.raises(OSError, match=str(error)):
        read_remote_range("memory://kho/a.warc.gz", 7, 9)
    assert asked == [7] * tries
    assert len(waited) == tries - 1


@pytest.mark.parametrize(
    "change",
    [
        {"filename": "/etc/passwd"},
        {"filename": "../../etc/passwd"},
        {"filename": "https://khac.example/a.warc.gz"},
        {"filename": "file:///etc/passwd"},
        {"filename": "C:\\a.warc.gz"},
        {"filename": "\\\\may\\a.warc.gz"},
        {"offset": "-1"},
        {"offset": "x"},
        {"length": "0"},
        {"length": ""},
        {"filename": None},
    ],
)
def test_an_entry_leads_nowhere_else(change: dict[str, Any]) -> None:
    record = {"url": "https://bao.example/1", "filename": "a.warc.gz", "offset": "7", "length": "9", **change}
    with pytest.raises(InputError) as caught:
        find_entry(record, "kho")
    assert caught.value.reason == "bad index line"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"offset": "5"}, None),
        ({"length": "9999999"}, OSError),
        ({"length": str(1 << 40)}, "record too large"),
        ({"filename": "khong-co.warc.gz"}, OSError),
    ],
)
def test_an_entry_that_is_wrong_costs_only_itself(
    entries: list[dict[str, Any]], tmp_path: Path, change: dict[str, str], reason: Any
) -> None:
    (task,) = load(write_cdxj([{**entries[0], **change}], tmp_path / "i.cdxj"))
    assert isinstance(task, Task)
    with pytest.raises((VnnewsError, OSError)) as caught:
        open_task(task, WorkOptions())
    if isinstance(reason, str):
        assert isinstance(caught.value, VnnewsError)
        assert caught.value.reason == reason
    elif reason:
        assert isinstance(caught.value, reason)


def test_a_record_larger_than_the_limit_is_refused(
    entries: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = pack_record(b"\0" * (20 << 20), "https://bao.example/bom")
    (tmp_path / "bom.warc.gz").write_bytes(bomb)
    place = {"filename": "bom.warc.gz", "offset": "0", "length": str(len(bomb))}
    (task,) = load(write_cdxj([{**entries[0], **place}], tmp_path / "i.cdxj"))
    assert isinstance(task, Task)
    monkeypatch.setattr("vnnews.batch.work.MAX_RECORD_BYTES", 1 << 20)
    with pytest.raises(VnnewsError, match="larger than 1 MB"):
        open_task(task, WorkOptions())


def test_lines_that_are_none_are_told_one_by_one(entries: list[dict[str, Any]], tmp_path: Path) -> None:
    index = write_cdxj(entries[:1], tmp_path / "i.cdxj")
    with index.open("ab") as stream:
        stream.write(b"rubbish\nx 2024 {not json}\n\xff\xfe\n\n" + b"a" * 200_000 + b"\n")
    first, *told = load(index)
    assert isinstance(first, Task)
    assert told
    assert {one.reason for one in told if isinstance(one, Unreadable)} == {"bad index line"}


def test_a_missing_library_is_told_once(
    entries: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    (told,) = load(write_cdxj(entries, tmp_path / "i.cdxj"))
    assert isinstance(told, Unreadable)
    assert told.message.startswith("fastwarc is not installed; run: pip install")


def test_the_command_takes_the_place_of_the_archives(entries: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "chỉ mục").mkdir()
    index = write_cdxj(entries[:1], tmp_path / "chỉ mục" / "i.cdxj")
    out = tmp_path / "bài.jsonl"
    options = ["-q", "--no-words", "--no-entities", "--workers", "0", "--archives", str(tmp_path)]
    done = CliRunner().invoke(app, ["run", str(index), "-o", str(out), *options])
    assert done.exit_code == 0, done.output
    assert json.loads(out.read_text(encoding="utf-8"))["url"] == entries[0]["url"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("cdx-00042.gz", ("index", "gz")),
        ("s3://kho/indexes/cdx-00042.gz", ("index", "gz")),
        ("a.cdxj.gz", ("index", "gz")),
        ("a.cdx", ("index", "")),
        ("mycdx-00042.gz", None),
        ("cdx-1.gz", None),
    ],
)
def test_an_index_is_known_by_its_name(name: str, form: tuple[str, str] | None) -> None:
    assert classify_name(name) == form
