"""Containers: whatever the bytes of a dump, they give tasks and reports, and no exception that a library happens to raise."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import tarfile
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from vnnews.batch.find import find_inputs
from vnnews.batch.load import load_tasks
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.batch.work import Outcome, WorkOptions, work_on
from vnnews.pipeline import Pipeline

OPTIONS = WorkOptions(Pipeline(words=False, entities=False))
WORKED_ON = 3
"""Tasks of a container that are worked on too: the rest would only try pages once more."""

RECORDS = [{"url": f"https://bao.example/{n}", "text": f"Tin số {n}: mưa lớn ở Huế.", "id": n} for n in range(12)]
LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS).encode()
TABLE = ("url;text;id\n" + "".join(f'{r["url"]};"{r["text"]}";{r["id"]}\n' for r in RECORDS)).encode()


def make_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, record in enumerate(RECORDS):
            archive.writestr(f"tin/bài {n}.txt", record["text"])
        archive.writestr("kho.jsonl", LINES)
        archive.writestr("kho.csv.gz", gzip.compress(TABLE))
    return packed.getvalue()


def make_tar(mode: str, form: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode, format=form) as archive:
        for name, data in (
            ("tin/" + "dài" * 60 + ".txt", b"Tin"),
            ("kho.jsonl.xz", lzma.compress(LINES)),
            ("b.csv", TABLE),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def make_sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sqlite"
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE tin (url, text, id)")
            database.executemany("INSERT INTO tin VALUES (:url, :text, :id)", RECORDS)
        database.close()
        return path.read_bytes()


def make_parquet() -> bytes:
    import pyarrow
    from pyarrow import parquet

    packed = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(RECORDS * 9), packed, row_group_size=40)
    return packed.getvalue()


def make_warc() -> bytes:
    import fastwarc  # noqa: F401 - without it there is nothing that reads them

    page = "<p>Mưa lớn ở Huế.".encode()
    parts = []
    for n in range(6):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(
            page * 9
        )
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bao.example/{n}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        parts.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(parts)


def make_zstd() -> bytes:
    from backports import zstd

    return zstd.compress(LINES)


CONTAINERS: dict[str, Callable[[], bytes]] = {
    "a.jsonl": lambda: LINES,
    "a.json": lambda: json.dumps(RECORDS).encode(),
    "nested.json": lambda: json.dumps({"data": {"articles": RECORDS}}).encode(),
    "utf16.jsonl": lambda: LINES.decode().encode("utf-16"),
    "a.csv": lambda: TABLE,
    "a.jsonl.gz": lambda: gzip.compress(LINES),
    "a.jsonl.bz2": lambda: bz2.compress(LINES),
    "a.jsonl.xz": lambda: lzma.compress(LINES),
    "a.jsonl.zst": make_zstd,
    "a.zip": make_zip,
    "gnu.tar": lambda: make_tar("w", tarfile.GNU_FORMAT),
    "pax.tar": lambda: make_tar("w", tarfile.PAX_FORMAT),
    "a.tar.gz": lambda: make_tar("w:gz", tarfile.PAX_FORMAT),
    "a.sqlite": make_sqlite,
    "a.parquet": make_parquet,
    "a.warc": make_warc,
    "a.warc.gz": lambda: gzip.compress(make_warc()),
}


def read_container(path: Path) -> list[Task | Unreadable]:
    """What is found in a file, of which some is worked on.

    Raises:
        AssertionError: A promise about it is broken.
    """
    found = list(load_tasks(find_inputs([str(path)]), Fields()))
    if not all(isinstance(one, Task | Unreadable) for one in found):
        raise AssertionError("something that is neither a task nor a report")
    for task in [one for one in found if isinstance(one, Task)][:WORKED_ON]:
        if not isinstance(work_on(task, OPTIONS), Outcome):
            raise AssertionError("work without an outcome")
    return found


def try_one(data: bytes) -> None:
    """Try one input: its first byte chooses the kind of container, the rest is the container."""
    if not data:
        return
    name = list(CONTAINERS)[data[0] % len(CONTAINERS)]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / name
        path.write_bytes(data[1:])
        read_container(path)


def seeds() -> Iterator[tuple[str, bytes]]:
    """A sound container of each kind that can be made here."""
    for number, (name, make) in enumerate(CONTAINERS.items()):
        try:
            yield name, bytes([number]) + make()
        except ImportError:  # an optional library is missing
            continue
