"""Files of kilobytes that become gigabytes: none of them fills the memory of the run, and what stands beside them is read."""

import gzip
import io
import json
import lzma
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs a system that tells the memory of a process"
)

MAX_PARENT_MB = 300
HUGE = 200 << 20

RUN = """
import json, re, sys
from vnnews import Pipeline
from vnnews.batch import RunOptions, WorkOptions, run_batch
work = WorkOptions(Pipeline(words=False, entities=False))
report = run_batch([sys.argv[1]], sys.argv[2], RunOptions(work=work, workers=int(sys.argv[4]), rejects=sys.argv[3]))
# not that of getrusage, which counts what the parent of a process had when it was made
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) >> 10
print(json.dumps({"articles": report.articles, "failed": report.failed, "peak": peak}))
"""


def compress_long(*parts: tuple[bytes, int]) -> bytes:
    """Each of the parts repeated up to so many bytes, as gzip, without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = []
    for piece, size in parts:
        block = piece * max(1, min(size, 1 << 20) // len(piece))
        packed += [packer.compress(block) for _ in range(max(1, size // len(block)))]
    return b"".join([*packed, packer.flush()])


def make_parquet(path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs vnnews[arrow]")
    import pyarrow.parquet as parquet

    cells = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 12, pyarrow.int32()), ["a" * (40 << 20)])
    parquet.write_table(pyarrow.table({"text": cells}), path, compression="zstd")


def make_columns(path: Path) -> None:
    """Many columns that are one value, each below what a cell may have."""
    pyarrow = pytest.importorskip("pyarrow", reason="needs vnnews[arrow]")
    import pyarrow.parquet as parquet

    cells = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 64, pyarrow.int32()), ["a" * (20 << 20)])
    table = {f"c{n}": cells for n in range(40)} | {"text": ["Tin"] * 64}
    parquet.write_table(pyarrow.table(table), path, compression="zstd")


def make_tar(path: Path, kind: bytes, filler: bytes) -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = kind, HUGE
    path.write_bytes(compress_long((header.tobuf(), 0), (filler, HUGE)))


def make_warc(path: Path) -> None:
    pytest.importorskip("fastwarc", reason="needs vnnews[warc]")
    path.write_bytes(compress_long((b"WARC/1.0\r\nWARC-Type: response\r\nX: ", 0), (b"a", HUGE)))


def make_answer(path: Path) -> None:
    """A server's answer whose own headers have no end."""
    pytest.importorskip("fastwarc", reason="needs vnnews[warc]")
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {HUGE}\r\n\r\n"
    path.write_bytes(compress_long((head.encode() + b"HTTP/1.1 200 OK\r\n", 0), (b"X: a\r\n", HUGE)))


def make_sqlite(path: Path, column: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE tin (id, text AS ({column}))")
        database.executemany("INSERT INTO tin (id) VALUES (?)", [(n,) for n in range(4)])
    database.close()


def make_wide_sqlite(path: Path) -> None:
    """A row of many cells, each of which may pass."""
    columns = ", ".join(f"c{n} AS (hex(zeroblob(25000000)))" for n in range(60))
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE tin (id, text, {columns})")
        database.execute("INSERT INTO tin (id, text) VALUES (1, 'Tin')")
    database.close()


def make_overlapping_zip(path: Path) -> None:
    """One member of a gigabyte that the directory names 500 times: `size` promises little, half a terabyte comes out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("a.txt", "w", force_zip64=True) as member:
            for _ in range(60):
                member.write(bytes(1 << 20))
        archive.filelist *= 500
    path.write_bytes(packed.getvalue())


def make_nested_json(path: Path) -> None:
    path.write_bytes(compress_long((b'{"a": [[]', 0), (b",[]", 9 << 20), (b'], "text": "Tin"}\n', 0)))


def make_xz(path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 29}]
    path.write_bytes(lzma.compress(b'{"text": "Tin"}\n', filters=filters))


BOMBS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "Parquet with one value in all rows": ("a.parquet", make_parquet),
    "Parquet with one value in all columns": ("a.parquet", make_columns),
    "a cell without end": ("a.csv.gz", lambda path: path.write_bytes(compress_long((b'text\n"', 0), (b"a", HUGE)))),
    "a row of nothing but cells": ("a.csv.gz", lambda path: path.write_bytes(compress_long((b"text\n", 0), (b",", HUGE)))),
    "a row of many lines": ("a.csv.gz", lambda path: path.write_bytes(compress_long((b'text\n"', 0), (b"a" * 60_000 + b"\n", HUGE)))),
    "a record without end": ("a.jsonl.gz", lambda path: path.write_bytes(compress_long((b'{"text": "', 0), (b"a", HUGE)))),
    "brackets without end": ("a.json.gz", lambda path: path.write_bytes(compress_long((b'{"text": ', 0), (b"[", HUGE)))),
    "a record of empty lists": ("a.jsonl.gz", make_nested_json),
    "a tar's long name": ("a.tar.gz", lambda path: make_tar(path, tarfile.GNUTYPE_LONGNAME, b"a")),
    "a tar's attributes": ("a.tar.gz", lambda path: make_tar(path, tarfile.XHDTYPE, b"20 path=aaaaaaaaaaa\n")),
    "a web archive's header": ("a.warc.gz", make_warc),
    "the header of an answer": ("a.warc.gz", make_answer),
    "a computed column": ("a.sqlite", lambda path: make_sqlite(path, "hex(zeroblob(300000000))")),
    "a computed column below the limit of a cell": ("a.sqlite", make_wide_sqlite),
    "members over each other": ("a.zip", make_overlapping_zip),
    "xz that asks for much memory": ("a.jsonl.xz", make_xz),
}  # fmt: skip


IN_WORKERS = {"Parquet with one value in all rows", "a record of empty lists"}
"""What becomes large records, which workers open; the other runs need none."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(name: str, tmp_path: Path, article: str) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    file, make = BOMBS[name]
    make(folder / file)
    (folder / "b.jsonl").write_text(json.dumps({"text": article}) + "\n", encoding="utf-8")
    rejects, workers = tmp_path / "rejects.jsonl", "1" if name in IN_WORKERS else "0"
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder), str(tmp_path / "rows.jsonl"), str(rejects), workers],
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found["articles"] >= 1
    assert found["peak"] < MAX_PARENT_MB
    told = [json.loads(line) for line in rejects.read_bytes().splitlines()]
    assert told or found["articles"] == 2  # a record of a page and odd things beside it gives its page
    assert all(f"/{file}" in reject["source"] and reject["message"] for reject in told)


def test_members_that_lie_over_each_other_are_refused_and_the_first_is_read(tmp_path: Path) -> None:
    from vnnews.batch.find import find_inputs
    from vnnews.batch.load import load_tasks
    from vnnews.batch.tasks import Fields, Task, Unreadable

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "Tin một")
        archive.writestr("b.txt", "Tin hai")
        archive.filelist.append(archive.filelist[0])
    (tmp_path / "kho.zip").write_bytes(packed.getvalue())
    found = list(load_tasks(find_inputs([str(tmp_path / "kho.zip")]), Fields()))
    assert [task.data.decode() for task in found if isinstance(task, Task)] == ["Tin một", "Tin hai"]
    assert [told.reason for told in found if isinstance(told, Unreadable)] == ["overlapping member"]


def test_xz_in_several_pieces_is_read_whole(tmp_path: Path) -> None:
    from vnnews.batch.load import open_bytes

    pieces = [f"Tin {n}\n".encode() * 5000 for n in range(3)]
    (tmp_path / "a.xz").write_bytes(b"".join(lzma.compress(piece) + b"\0" * 4 for piece in pieces))
    with open_bytes(str(tmp_path / "a.xz"), "xz") as stream:
        assert stream.read() == b"".join(pieces)
    (tmp_path / "b.xz").write_bytes(lzma.compress(pieces[0])[:-9])
    with pytest.raises(EOFError), open_bytes(str(tmp_path / "b.xz"), "xz") as stream:
        stream.read()


def test_gzip_is_the_same_as_before() -> None:
    assert gzip.decompress(compress_long((b"ab", 4), (b"c", 3))) == b"ababccc"
