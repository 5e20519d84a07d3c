"""The pages inside WARC and WET files: what servers did to them, what is no page, damage."""

import gzip
import zlib
from pathlib import Path

import pytest

from vnnews.batch import load
from vnnews.batch.find import find_inputs
from vnnews.batch.load import load_tasks
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.batch.web_archives import expand_body, join_chunks
from vnnews.batch.work import WorkOptions, open_task, work_on
from vnnews.pipeline import Pipeline

TEXT = "Bài số 0"
PAGE = f"<p>{TEXT}</p>".encode()


def record(kind: str, content_type: str, body: bytes, address: str = "https://bao.example/1") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
    head += f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, *, status: str = "200 OK", content_type: str = "text/html", more: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() + body
    return record("response", "application/http; msgtype=response", http)


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n%X;note=1\r\n%b\r\n0\r\n\r\n" % (4, body[:4], len(body) - 4, body[4:])


def tasks_in(path: Path) -> list[Task | Unreadable]:
    return list(load_tasks(find_inputs([str(path)]), Fields()))


def pages(tasks: list[Task | Unreadable]) -> list[str | None]:
    """Text of each page, None for what cannot be opened."""
    found: list[str | None] = []
    for task in tasks:
        raw = open_task(task, WorkOptions()).raw if isinstance(task, Task) else None
        found.append(raw.decode() if isinstance(raw, bytes) else raw)
    return found


@pytest.fixture(autouse=True)
def _needs_fastwarc(request: pytest.FixtureRequest) -> None:
    if "tmp_path" in request.fixturenames:
        pytest.importorskip("fastwarc", reason="needs vnnews[warc]")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "whole.warc.gz"])
def test_web_archives(tmp_path: Path, name: str) -> None:
    records = [
        record("warcinfo", "application/warc-fields", b"software: x\r\n"),
        answer(PAGE, content_type="text/html; charset=utf-8"),
        answer(PAGE, status="404 Not Found"),
        answer(PAGE, status="301 Moved", more="Location: /2\r\n"),
        answer(b"\x89PNG", content_type="image/png"),
        record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        answer(TEXT.encode(), content_type="text/plain"),
        record("resource", "text/html", PAGE),
        record("metadata", "text/plain", b"via: x"),
    ]
    if name == "a.warc":
        data = b"".join(records)
    else:
        data = b"".join(map(gzip.compress, records)) if name == "a.warc.gz" else gzip.compress(b"".join(records))
    (tmp_path / name).write_bytes(data)
    tasks = tasks_in(tmp_path)
    assert pages(tasks) == [PAGE.decode(), TEXT, PAGE.decode()]
    assert [task.source.rpartition(":")[2] for task in tasks] == ["2", "7", "8"]
    assert open_task(tasks[0], WorkOptions()).url == "https://bao.example/1"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
        (gzip.compress(PAGE), "content-encoding: x-gzip\r\n"),
        (gzip.compress(PAGE), ""),
        (PAGE, "Content-Encoding: gzip\r\n"),  # the crawler undid it and left the header standing
        (PAGE, "Content-Encoding: br\r\n"),
        (PAGE, "Content-Encoding: deflate\r\n"),
        (PAGE, "Transfer-Encoding: chunked\r\n"),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate\r\n"),
        (chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
        (chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    ],
)
def test_what_a_server_did_to_a_page_is_undone(tmp_path: Path, body: bytes, more: str) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(answer(body, more=more)) + gzip.compress(answer(PAGE)))
    assert pages(tasks_in(tmp_path)) == [PAGE.decode()] * 2


def test_brotli(tmp_path: Path) -> None:
    brotli = pytest.importorskip("brotli", reason="needs vnnews[warc]")
    (tmp_path / "a.warc").write_bytes(answer(brotli.compress(PAGE), more="Content-Encoding: br\r\n") + answer(PAGE))
    assert pages(tasks_in(tmp_path)) == [PAGE.decode()] * 2
    assert expand_body(brotli.compress(b"\0" * (64 << 20)), "br", 1000) == b"\0" * 1000


def test_a_page_cut_off_inside_its_compression_keeps_what_there_is(tmp_path: Path) -> None:
    long = PAGE * 2000
    cut = gzip.compress(long)[:-20]
    (tmp_path / "a.warc").write_bytes(answer(cut, more="Content-Encoding: gzip\r\n") + answer(PAGE))
    first, second = pages(tasks_in(tmp_path))
    assert first
    assert long.startswith(first.encode()[:500])
    assert second == PAGE.decode()


def test_a_bomb_is_not_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MAX_RECORD_BYTES", 1 << 20)
    bomb = gzip.compress(b"\0" * (20 << 20), 9)
    (tmp_path / "a.warc").write_bytes(answer(bomb, more="Content-Encoding: gzip\r\n") + answer(PAGE))
    assert pages(tasks_in(tmp_path)) == [None, PAGE.decode()]


@pytest.mark.parametrize(
    ("http", "whole"),
    [
        (PAGE, 2),
        (b"", 2),
        (bytes(range(256)), 2),
        (b"HTTP/1.1 200 OK", 2),
        (b"HTTP/1.1 xyz OK\r\nContent-Type: text/html\r\n\r\n" + PAGE, 2),
        (b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n" + PAGE, 3),
        (b"HTTP/1.1 200 OK\r\n\xff\xfe\r\nContent-Type: text/html; charset=\xff\r\n\r\n" + PAGE, 3),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\nContent-Type: text/html\r\n\r\n" + PAGE, 2),
    ],
)
def test_an_answer_that_is_none_costs_only_itself(tmp_path: Path, http: bytes, whole: int) -> None:
    (tmp_path / "a.warc").write_bytes(
        answer(PAGE) + record("response", "application/http; msgtype=response", http) + answer(PAGE)
    )
    assert [page for page in pages(tasks_in(tmp_path)) if page] == [PAGE.decode()] * whole


def test_flattened_text_of_wet_files_becomes_articles(tmp_path: Path) -> None:
    lines = [
        "Trang chủ", "Thời sự", "Kinh tế", "Văn hóa", "Cầu phao An Phú mở lại sau lũ", "Thứ Hai, 05/08/2024 07:30",
        "Sáng 5/8, cầu phao An Phú đón những chuyến xe đầu tiên sau mười ngày đóng; người dân hai bờ không còn phải đi vòng.",
        "Đơn vị thi công đã thay ba phao hỏng, căng lại hai dây neo ở bờ bắc và thử tải trong đêm.",
        "Xe trên ba tấn vẫn phải đi vòng qua quốc lộ cho tới cuối tháng, theo thông báo của ban quản lý.",
        "Bình luận", "Tin liên quan", "Giấy phép số 12/GP-BTTTT",
    ]  # fmt: skip
    records = [
        record("warcinfo", "application/warc-fields", b"x: y\r\n"),
        record("conversion", "text/plain", "\n".join(lines).encode()),
    ]
    for name in ("CC-MAIN.warc.wet.gz", "a.wet", "b.wet.gz"):
        data = b"".join(map(gzip.compress, records)) if name.endswith(".gz") else b"".join(records)
        (tmp_path / name).write_bytes(data)
    outcomes = [
        work_on(task, WorkOptions(Pipeline(words=False))) for task in tasks_in(tmp_path) if isinstance(task, Task)
    ]
    assert len(outcomes) == 3
    for outcome in outcomes:
        (row,) = outcome.rows
        assert '"title":"Cầu phao An Phú mở lại sau lũ"' in row.decode()
        assert '"published":"2024-08-05T07:30:00+07:00"' in row.decode()
        assert '"url":"https://bao.example/1"' in row.decode()


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"this is no web archive\r\n\r\n", 0),
        (b"\x1f\x8b" + bytes(300), 0),
        (gzip.compress(b"no web archive at all" * 50), 0),
        (gzip.compress(answer(PAGE)) * 3 + b"\x1f\x8b\x08 damaged", 3),
        (answer(PAGE) + b"garbage\r\n\r\n" + answer(PAGE), 1),
        (b"", 0),
    ],
)
def test_damage_is_reported_once_behind_what_is_whole(tmp_path: Path, data: bytes, whole: int) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    *found, told = tasks_in(tmp_path)
    assert pages(found) == [PAGE.decode()] * whole
    assert isinstance(told, Unreadable)
    assert told.reason == "unreadable file"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("behind", [b"", record("warcinfo", "application/warc-fields", b"isPartOf: a\r\n")])
def test_an_archive_that_ends_inside_a_record_says_so(tmp_path: Path, pack, behind: bytes) -> None:
    """Cut in the header of a record, in that of the answer or in the page: no half page comes out as a whole one."""
    sound, last = answer(PAGE) + behind, answer(PAGE)
    inside = (
        12,
        last.index(b"WARC-Date"),
        last.index(b"HTTP/") + 9,
        last.index(PAGE) + 5,
        last.index(PAGE) + len(PAGE) - 1,
    )
    for length in inside:
        (tmp_path / "a.warc").write_bytes(pack(sound) + pack(last[:length]))
        first, told = tasks_in(tmp_path)
        assert pages([first]) == [PAGE.decode()]
        assert isinstance(told, Unreadable)
        assert "cut off" in told.message
        (tmp_path / "a.warc").write_bytes(pack(last[:length]))
        (told,) = tasks_in(tmp_path)
        assert isinstance(told, Unreadable)


def test_the_library_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    (tmp_path / "a.warc").write_bytes(answer(PAGE))
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (told,) = tasks_in(tmp_path)
    assert isinstance(told, Unreadable)
    assert told.message.startswith("fastwarc is not installed; run: pip install 'brotli")


@pytest.mark.parametrize(
    ("body", "joined"),
    [
        (chunked(PAGE), PAGE),
        (chunked(PAGE)[:12], PAGE[:4]),
        (b"Tin", b"Tin"),
        (b"", b""),
        (b"ffffffff\r\nTin", b"Tin"),
        (b"0\r\n\r\n", b""),
    ],
)
def test_chunks(body: bytes, joined: bytes) -> None:
    assert join_chunks(body) == joined
