"""Outputs of earlier runs and new rows, put together: what `--update` and numbered parts need.

Takes the name of an output and the rows of a run, gives new files; the old ones are never written to. Decides that the rows of a page which was read again take the place of its
old ones, and that everything else of the old output stays byte for byte where it can.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO

import msgspec

from vnnews.batch.arrow import make_batch, make_row_schema
from vnnews.batch.compress import COMPRESSIONS, make_compressor
from vnnews.batch.folder import PART
from vnnews.batch.load import open_bytes
from vnnews.batch.rows import read_lines
from vnnews.batch.shown import printable
from vnnews.batch.tasks import fingerprint_bytes
from vnnews.errors import InputError
from vnnews.extras import import_extra
from vnnews.write.arrow import ROWS_A_GROUP

PARQUET = ".parquet"


class _Origin(msgspec.Struct):
    origin: str = ""


class _Row(msgspec.Struct):
    page: _Origin = msgspec.field(default_factory=_Origin)


class _Reject(msgspec.Struct):
    source: str = ""


_read_row = msgspec.json.Decoder(_Row).decode
_read_reject = msgspec.json.Decoder(_Reject).decode


def mark_source(source: str) -> int:
    """Return the fingerprint of a source, as rows and rejects name it.

    Example:
        >>> mark_source("kho/tin.jsonl:1") == mark_source("kho/tin.jsonl:1") != mark_source("kho/tin.jsonl:2")
        True
    """
    return fingerprint_bytes(source.encode("utf-8", "surrogateescape"))


def mark_of_row(line: bytes) -> int:
    """Return the fingerprint of the source of a row.

    Example:
        >>> mark_of_row(b'{"title":"Tin","page":{"origin":"tin.txt"}}') == mark_source("tin.txt")
        True
    """
    return mark_source(_read_row(line).page.origin)


def mark_of_reject(line: bytes) -> int:
    """Return the fingerprint of the source of a reject.

    Example:
        >>> mark_of_reject(b'{"source":"tin.txt"}') == mark_source("tin.txt")
        True
    """
    return mark_source(_read_reject(line).source)


def merge_lines(
    old: str, new: Path | None, target: Path, dropped: Collection[int], mark: Callable[[bytes], int] = mark_of_row
) -> None:
    r"""Write the lines of a file of an earlier run without those of the dropped sources, and behind them those of a new file, compressed alike.

    Example:
        >>> import tempfile
        >>> old, new, target = (Path(tempfile.mkdtemp()) / name for name in ("cũ", "mới", "đích"))
        >>> _ = old.write_text('{"source":"a"}\n{"source":"b"}\n'), new.write_text('{"source":"a","stage":"read"}\n')
        >>> merge_lines(str(old), new, target, {mark_source("a")}, mark_of_reject)
        >>> target.read_text().splitlines()
        ['{"source":"b"}', '{"source":"a","stage":"read"}']
    """
    with target.open("wb") as stream:
        if dropped:
            lines = (line for _, line in read_lines(old) if mark(line) not in dropped)
            _write_lines(stream, lines, old)
        else:
            with open_bytes(old) as kept:
                shutil.copyfileobj(kept, stream, 1 << 20)
            if os.path.splitext(old)[1] not in COMPRESSIONS and not _ends_line(target, stream):
                stream.write(b"\n")
        if new is not None:
            with new.open("rb") as added:
                shutil.copyfileobj(added, stream, 1 << 20)
        _sync(stream)


def merge_parquet(old: str | None, rows: Iterable[bytes], target: Path, dropped: Collection[int]) -> None:
    """Write the rows of a Parquet file of an earlier run without those of the dropped sources, and behind them JSON rows.

    Raises:
        InputError: The file has other columns, those of another version.
    """
    parquet, pa = import_extra("pyarrow.parquet", "arrow"), import_extra("pyarrow", "arrow")
    schema = make_row_schema()
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        if old is not None:
            with open_bytes(old) as stream:
                file = parquet.ParquetFile(stream)
                if not file.schema_arrow.equals(schema, check_metadata=False):
                    raise InputError(
                        f"{printable(old)} has the columns of another version of vnnews: --overwrite makes it anew",
                        reason="other version",
                    )
                for batch in file.iter_batches(ROWS_A_GROUP):
                    origins = batch.column("page").field("origin").to_pylist() if dropped else ()
                    keep = [mark_source(origin or "") not in dropped for origin in origins]
                    writer.write_batch(batch.filter(pa.array(keep, pa.bool_())) if dropped else batch)
        for group in _groups(rows):
            writer.write_batch(make_batch(group))


def holds(part: str, dropped: Collection[int]) -> bool:
    """Return whether a file of rows has some of the dropped sources."""
    if not part.endswith(PARQUET):
        return any(mark_of_row(line) in dropped for _, line in read_lines(part))
    parquet = import_extra("pyarrow.parquet", "arrow")
    with open_bytes(part) as stream:
        batches = parquet.ParquetFile(stream).iter_batches(ROWS_A_GROUP, columns=["page.origin"])
        return any(
            mark_source(origin or "") in dropped
            for batch in batches
            for origin in batch.column("page").field("origin").to_pylist()
        )


def cut_parts(articles: Path, output: str, folder: Path, first: int, size: int) -> int:
    """Cut the rows of a run into parts of so many, written into a folder; return how many parts there are.

    Args:
        articles: The rows, compressed as the output's name says.
        output: The name of the output.
        folder: Where the parts are written, as 'part-00007'.
        first: The number of the first part.
        size: Rows a part.
    """
    suffix = os.path.splitext(output)[1]
    number = first
    with open_bytes(str(articles), COMPRESSIONS.get(suffix, "")) as stream:
        lines = iter(stream)
        while (head := next(lines, None)) is not None:
            rows = chain([head], islice(lines, size - 1))
            part = folder / f"{PART}{number:05}"
            if suffix == PARQUET:
                merge_parquet(None, rows, part, ())
            else:
                with part.open("wb") as written:
                    _write_lines(written, rows, output)
                    _sync(written)
            number += 1
    return number - first


def _write_lines(stream: IO[bytes], lines: Iterable[bytes], name: str) -> None:
    packer = make_compressor(name)
    for line in lines:
        whole = line if line.endswith(b"\n") else line + b"\n"
        stream.write(packer.compress(whole) if packer else whole)
    if packer:
        stream.write(packer.flush())


def _ends_line(path: Path, stream: IO[bytes]) -> bool:
    """Return whether what was written so far ends a line; nothing does too."""
    stream.flush()
    with path.open("rb") as written:
        if not written.seek(0, os.SEEK_END):
            return True
        written.seek(-1, os.SEEK_END)
        return written.read() == b"\n"


def _sync(stream: IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _groups(rows: Iterable[bytes]) -> Iterator[list[bytes]]:
    iterator = iter(rows)
    while group := list(islice(iterator, ROWS_A_GROUP)):
        yield group
