"""The rows of tables, CSV, TSV, SQLite and Parquet, and the pages of web archives.

Takes an opened file (SQLite: a path), gives the number of each row, counted from 1, and its cells as a packed map of bytes; None for a row that is too
large. Cells stay bytes, because the charset belongs to the page in a cell and not to the table.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import IO, Any
from urllib.parse import quote

import msgspec

from vnnews.batch.dumps import Piece
from vnnews.batch.fields import HTML_FIELDS, TEXT_FIELDS
from vnnews.errors import InputError
from vnnews.extras import import_extra

Rows = Iterator[tuple[int, Piece]]
"""Number and bytes of each record, None for one that is too large; a `Damage` where none stands."""

_ROWS_AT_ONCE = 64
"""Rows of a Parquet file that are held together: some MB of pages."""


def read_csv(stream: IO[bytes], limit: int, delimiter: str = ",") -> Rows:
    r"""Yield each row of a table in text; the first row names the columns.

    Example:
        >>> number, row = next(read_csv(io.BytesIO("url,text\nu1,Tin vắn\n".encode()), 1000))
        >>> number, msgspec.msgpack.decode(row)["text"].decode()
        (1, 'Tin vắn')
    """
    csv.field_size_limit(limit)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    rows = csv.DictReader(text, delimiter=delimiter, restkey="", restval="")
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            text.detach()  # the stream is the caller's to close
            return
        except csv.Error:  # a cell larger than the limit
            yield number, None
            continue
        yield number, pack(row)


def read_sqlite(path: str, query: str) -> Rows:
    """Yield each row of a database: of the query, else of the one table that has a column with a known name.

    Raises:
        InputError: No query is given and the table cannot be told.
        sqlite3.Error: The file is no database, or the query is wrong.
    """
    # a read-only address: nothing is made where no database is, and nothing is changed where one is
    with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        cursor = database.execute(query or f"SELECT * FROM {_only_table(database)}")
        names = [column[0] for column in cursor.description or ()]
        for number, cells in enumerate(cursor, 1):
            yield number, pack(dict(zip(names, cells, strict=True)))


def read_parquet(stream: IO[bytes]) -> Rows:
    """Yield each row of a Parquet file.

    Raises:
        MissingExtra: pyarrow is not installed.
        OSError: The file is damaged (pyarrow's errors are children of `OSError` and `ValueError`).
    """
    parquet = import_extra("pyarrow.parquet", "arrow")
    try:
        number = 0
        for batch in parquet.ParquetFile(stream).iter_batches(_ROWS_AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                yield number, pack(row)
    except ValueError as error:  # ArrowInvalid
        raise OSError(f"no Parquet file: {error}") from None


def read_warc(stream: IO[bytes], limit: int) -> Rows:
    """Yield each page of a web archive, plain or compressed: answers with status 200 that hold HTML or text.

    The number counts all records. The date of a record is that of the crawl and not of the page, so it is left out.

    Raises:
        MissingExtra: warcio is not installed.
        OSError: The archive is damaged.
    """
    warc = import_extra("warcio.archiveiterator", "warc")
    failures = import_extra("warcio.exceptions", "warc").ArchiveLoadFailed
    if not stream.read(5).startswith(
        (b"WARC/", b"\x1f\x8b")
    ):  # warcio takes any line of five words for the old ARC format
        raise OSError("no web archive")
    stream.seek(0)
    number = 0
    try:
        for record in warc.ArchiveIterator(stream):
            number += 1
            headers = record.http_headers
            if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
                continue
            if not (headers.get_header("Content-Type") or "").lower().startswith(_READABLE):
                continue
            page = record.content_stream().read(limit)
            if len(page) == limit:
                yield number, None
            else:
                yield number, pack({"html": page, "url": record.rec_headers.get_header("WARC-Target-URI") or ""})
    except failures as error:
        raise OSError(f"no web archive: {error}") from None


_READABLE = ("text/html", "application/xhtml", "text/plain")


def pack(row: Mapping[Any, object]) -> bytes:
    """Return the cells of a row that are text, bytes or dates, as a packed map of bytes.

    Example:
        >>> msgspec.msgpack.decode(pack({"text": "Tin", "n": 5, "date": dt.date(2024, 5, 1)}))
        {'text': b'Tin', 'date': b'2024-05-01'}
    """
    cells: dict[str, bytes] = {}
    for name, value in row.items():
        if not name or not isinstance(name, str):
            continue
        key = name.encode("utf-8", "replace").decode()
        if isinstance(value, str):
            cells[key] = value.encode("utf-8", "surrogateescape")
        elif isinstance(value, bytes):
            cells[key] = value
        elif isinstance(value, dt.date):
            cells[key] = value.isoformat().encode()
    return msgspec.msgpack.encode(cells)


def unpack(packed: bytes) -> dict[str, object]:
    r"""Return the row that was packed: text where the bytes are UTF-8, else bytes, whose charset the reading step finds out.

    Example:
        >>> unpack(pack({"text": "Bài", "html": b"B\xe0i"}))
        {'text': 'Bài', 'html': b'B\xe0i'}
    """
    row: dict[str, object] = {}
    for name, cell in msgspec.msgpack.decode(packed, type=dict[str, bytes]).items():
        try:
            row[name] = cell.decode()
        except UnicodeDecodeError:
            row[name] = cell
    return row


def _only_table(database: sqlite3.Connection) -> str:
    """Return the quoted name of the one table that holds pages."""
    known = {*HTML_FIELDS, *TEXT_FIELDS}
    tables: list[str] = [
        name.decode() for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    quoted = ['"' + name.replace('"', '""') + '"' for name in tables]
    found = []
    for name in quoted:
        columns = {row[1].decode().lower() for row in database.execute(f"PRAGMA table_info({name})")}
        if columns & known:
            found.append(name)
    if len(found) != 1:
        listed = ", ".join(tables) or "none"
        raise InputError(f"cannot tell which table holds the pages ({listed}); say it with --query", reason="no table")
    return found[0]
