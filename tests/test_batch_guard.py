"""Containers and records that made a reader raise something foreign: each is a line of the rejects, and the rest is read."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, WorkOptions, apart, load, run_batch
from vnnews.batch.apart import read_apart
from vnnews.batch.find import find_inputs
from vnnews.batch.load import load_tasks
from vnnews.batch.memory import limit_memory
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.pipeline import Pipeline

WORK = WorkOptions(Pipeline(words=False, entities=False))


def read(*paths: Path, is_apart: bool = False) -> list[Task | Unreadable]:
    return list((read_apart if is_apart else load_tasks)(find_inputs([str(path) for path in paths]), Fields()))


def names_of(found: list[Task | Unreadable]) -> list[str]:
    return [f"{type(one).__name__} {one.source.rsplit('/', 1)[-1]}" for one in found]


def make_zip(*names: str) -> bytearray:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "Tin vắn")
    return bytearray(packed.getvalue())


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


@pytest.mark.parametrize("is_apart", [False, True])
def test_a_web_archive_cut_in_its_header(tmp_path: Path, is_apart: bool) -> None:
    pytest.importorskip("fastwarc", reason="needs vnnews[warc]")
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: 90\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Tin"
    (tmp_path / "z.txt").write_text("Tin")
    for length in range(5, len(head), 7):
        (tmp_path / f"{length:03}.warc").write_bytes(head[:length])
    found = read(tmp_path, is_apart=is_apart)
    assert names_of(found)[-1] == "Task z.txt"


@pytest.mark.parametrize("is_apart", [False, True])
def test_names_in_a_zip_that_are_no_text_or_empty(tmp_path: Path, is_apart: bool) -> None:
    data = make_zip("bài.txt", "tin.txt")
    (tmp_path / "a.zip").write_bytes(data.replace("bài".encode(), b"b\xff\xfei"))
    (tmp_path / "b.zip").write_bytes(make_zip("a.txt", "b.txt"))
    (tmp_path / "c.zip").write_bytes(make_zip("Q.txt", "tin.txt").replace(b"Q.txt", b"\0.txt"))  # cut at its NUL
    (tmp_path / "z.txt").write_text("Tin")
    found = names_of(read(tmp_path, is_apart=is_apart))
    assert found == ["Unreadable a.zip", "Task b.zip!a.txt", "Task b.zip!b.txt", "Task c.zip!tin.txt", "Task z.txt"]


def test_names_in_a_database_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE XXXX (id, YYYY)")
        database.execute("CREATE TABLE tin (id, text)")
        database.execute("INSERT INTO tin VALUES (1, 'Tin')")
    database.close()
    path.write_bytes(path.read_bytes().replace(b"XXXX", b"X\xff\xfeX").replace(b"YYYY", b"Y\xff\xfeY"))
    (tmp_path / "z.txt").write_text("Tin")
    found = read(tmp_path)
    assert names_of(found)[-1] == "Task z.txt"
    assert names_of(found)[0] in {"Task a.sqlite:1", "Unreadable a.sqlite"}


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("depth", [300, 990, 1200, 100_000])
def test_json_of_many_brackets(tmp_path: Path, article: str, workers: int, place: int, depth: int) -> None:
    """As the first record and as a later one: no worker dies of it, and the others are read."""
    records = [json.dumps({"text": article, "url": f"u{n}"}) for n in range(3)]
    records.insert(place, f'{{"text": {json.dumps(article)}, "x": {nested(depth)}}}')
    (tmp_path / "a.jsonl").write_text("\n".join(records), encoding="utf-8")
    rejects = tmp_path / "loại.jsonl"
    report = run_batch([str(tmp_path / "a.jsonl")], str(tmp_path / "b.jsonl"), RunOptions(work=WORK, workers=workers, rejects=str(rejects)))  # fmt: skip
    assert report.worker_deaths == 0
    assert (report.articles, report.failed) in {(3, 1), (4, 0)}
    told = [json.loads(line) for line in rejects.read_bytes().splitlines()]
    assert all(reject["message"] and f"a.jsonl:{place + 1}" in reject["source"] for reject in told)


def test_whatever_a_reader_raises_ends_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AttributeError("nobody expected this")

    monkeypatch.setattr(load, "read_csv", fail)
    (tmp_path / "a.csv").write_text("text\nTin\n")
    (tmp_path / "b.zip").write_bytes(make_zip("a.csv", "b.txt"))
    (tmp_path / "c.txt").write_text("Tin")
    found = read(tmp_path)
    assert names_of(found) == ["Unreadable a.csv", "Unreadable b.zip!a.csv", "Task b.zip!b.txt", "Task c.txt"]
    assert {one.message for one in found if isinstance(one, Unreadable)} == {"AttributeError: nobody expected this"}


def test_ctrl_c_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "read_csv", stop)
    (tmp_path / "a.csv").write_text("text\nTin\n")
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path)


def test_no_memory_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(load, "read_csv", fill)
    (tmp_path / "a.csv").write_text("text\nTin\n")
    (told,) = read(tmp_path)
    assert isinstance(told, Unreadable)
    assert told.reason == "too large"


def test_a_reader_that_dies_or_stands_still_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal

    for name in "abc":
        (tmp_path / f"{name}.jsonl").write_text('{"text": "Tin"}\n' * 3)
    found = []
    reader = apart._Reader()
    for number, file in enumerate(find_inputs([str(tmp_path)])):
        assert reader.can_start(file)
        if number == 1:
            assert reader._process is not None
            os.kill(reader._process.pid, signal.SIGKILL)
        found += list(reader.read(file, Fields(), load.Position()))
    reader.close()
    assert names_of(found) == [*[f"Task a.jsonl:{n}" for n in (1, 2, 3)], "Unreadable b.jsonl", *[f"Task c.jsonl:{n}" for n in (1, 2, 3)]]  # fmt: skip
    assert "exit code -9" in next(one.message for one in found if isinstance(one, Unreadable))


def test_a_reader_that_gives_nothing_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import threading

    monkeypatch.setattr(apart, "STILL_SECONDS", 1.5)
    os.mkfifo(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").write_text('{"text": "Tin"}\n')
    holder = threading.Thread(target=lambda: os.close(os.open(tmp_path / "a.jsonl", os.O_RDWR)))
    held = os.open(tmp_path / "a.jsonl", os.O_RDWR)  # a writer that never writes
    holder.start()
    found = read(tmp_path / "a.jsonl", tmp_path / "b.jsonl", is_apart=True)
    holder.join()
    os.close(held)
    assert names_of(found) == ["Unreadable a.jsonl", "Task b.jsonl:1"]


def test_where_no_process_can_be_started_everything_is_read_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(apart.subprocess, "Popen", refuse)
    (tmp_path / "a.jsonl").write_text('{"text": "Tin"}\n')
    assert names_of(read(tmp_path, is_apart=True)) == ["Task a.jsonl:1"]


def test_what_is_read_apart_is_what_is_read_here(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "".join(json.dumps({"text": f"Tin {n}" + "a" * n * 900}) + "\n" for n in range(1200))
    )
    (tmp_path / "b.zip").write_bytes(make_zip("a.txt", "b.txt"))
    (tmp_path / "c.csv").write_text("url;text\nu;Tin\n")
    (tmp_path / "d.json").write_text("no json")
    from vnnews.batch.tasks import unsqueeze

    there = [unsqueeze(one) if isinstance(one, Task) else one for one in read(tmp_path, is_apart=True)]
    assert there == read(tmp_path)


def test_memory_can_be_limited(tmp_path: Path) -> None:
    import subprocess
    import sys

    pytest.importorskip("resource", reason="needs limits of the system")
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not tell what a process has")
    code = (
        "from vnnews.batch.memory import limit_memory; limit_memory(100 << 20); b'a' * (50 << 20); b'a' * (200 << 20)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.stderr.decode().splitlines()[-1] == "MemoryError"
    assert limit_memory is not None


MIXED = [
    lambda a: {"html": f"<p>{a}"},
    lambda a: {"text": a},
    lambda a: {"html": "", "text": a},
    lambda a: {"html": " \n", "content": a},
    lambda a: {"text": " ", "html": f"<p>{a}"},
    lambda a: {"data": {"body": a}},
    lambda a: {"text": None, "noi_dung": a},
]


@pytest.mark.parametrize("first", range(len(MIXED)))
def test_the_field_is_chosen_for_each_record(first: int, tmp_path: Path, article: str) -> None:
    import random

    makers = MIXED[first:] + MIXED[:first]
    chosen = [*makers, *random.Random(first).choices(makers, k=20)]
    records = [make(article.replace("sáu", str(n))) for n, make in enumerate(chosen)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    report = run_batch([str(tmp_path / "a.jsonl")], str(tmp_path / "b.jsonl"), RunOptions(work=WORK, workers=0))
    assert (report.articles, report.failed) == (len(records), 0)
