"""Damaged containers: whatever is done to one, it gives tasks and reports, and no exception that a library of it happens to raise.

A fixed number of mutants of each kind in every test run; `VNNEWS_MUTANTS=20000 python -m pytest tests/hostile/test_containers.py` tries more.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import sqlite3
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vnnews.batch.find import find_inputs
from vnnews.batch.load import load_tasks
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.batch.work import Outcome, WorkOptions, work_on
from vnnews.pipeline import Pipeline

MUTANTS = int(os.environ.get("VNNEWS_MUTANTS", "150"))

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
    pyarrow = pytest.importorskip("pyarrow", reason="needs vnnews[arrow]")
    import pyarrow.parquet as parquet

    packed = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(RECORDS * 9), packed, row_group_size=40)
    return packed.getvalue()


def make_warc() -> bytes:
    pytest.importorskip("fastwarc", reason="needs vnnews[warc]")
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
    return pytest.importorskip("backports.zstd", reason="needs vnnews[zstd]").compress(LINES)


SEEDS: dict[str, Callable[[], bytes]] = {
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

ODD = [
    b"\x00",
    b"\xff",
    b"\x80",
    b"\r",
    b"\n",
    b'"',
    b"{",
    b"[",
    b"\\",
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"99999999999",
    b"-1",
]


def mutate(seed: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four things done to them."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at, reach = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 600))
        match chance.randrange(7):
            case 0:
                del data[at:]
            case 1:
                del data[:at]
            case 2:
                del data[at : at + reach]
            case 3:
                data[at:at] = chance.choice(ODD) * chance.choice((1, 1, 5, 900))
            case 4:
                data[at : at + reach] = chance.randbytes(reach)
            case 5:
                other = chance.randrange(len(data) + 1)
                data[at:at] = data[other : other + reach]
            case _:
                if at < len(data):
                    data[at] ^= 1 << chance.randrange(8)
        if not data:
            break
    return bytes(data)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", SEEDS)
def test_damage_is_told_and_never_raised(name: str, tmp_path: Path) -> None:
    seed = SEEDS[name]()
    chance = random.Random(name)
    path = tmp_path / name
    options = WorkOptions(Pipeline(words=False, entities=False))
    told = 0
    for number in range(MUTANTS):
        path.write_bytes(mutate(seed, chance))
        found = list(load_tasks(find_inputs([str(path)]), Fields()))
        assert all(isinstance(one, Task | Unreadable) for one in found)
        told += any(isinstance(one, Unreadable) for one in found)
        if number % 10 == 0:
            assert all(isinstance(work_on(task, options), Outcome) for task in found if isinstance(task, Task))
    assert told  # the mutants did reach the reader


@pytest.mark.parametrize("name", SEEDS)
def test_a_sound_container_is_read_whole(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SEEDS[name]())
    found = list(load_tasks(find_inputs([str(tmp_path / name)]), Fields()))
    assert found
    assert not [one for one in found if isinstance(one, Unreadable)]
