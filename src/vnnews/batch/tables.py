"""The rows of tables: CSV, TSV, SQLite and Parquet.

Takes an opened file (SQLite: a path), gives the number of each row, counted from 1, and its cells as a packed map of bytes; None for a row that is too
large. Cells stay bytes, because the charset belongs to the page in a cell and not to the table.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import IO, Any
from urllib.parse import quote

import msgspec

from vnnews.batch.dumps import Piece
from vnnews.batch.fields import is_page_field
from vnnews.batch.streams import Joined
from vnnews.errors import InputError
from vnnews.extras import import_extra

Rows = Iterator[tuple[int | str, Piece]]
"""Number and bytes of each record, None for one that is too large; a `Damage` where none stands."""

_LOOK_BYTES = 1 << 16
"""How much of a table in text is looked at."""

_DELIMITERS = ",;\t|"
"""What parts cells, the most usual first; ';' is Excel's where a comma parts the digits, as in Viet Nam."""

_NAMED_DELIMITER = re.compile(rb"sep=(.)\r?\n", re.IGNORECASE)

_BACKSLASH_QUOTE = re.compile(rb'\\"(?![",;|\s]|$)')
"""A quote inside a cell as MySQL and Spark write it; where quotes are doubled, a single one ends its cell."""

_LEAST, _MOST = -(1 << 63), (1 << 64) - 1
"""The integers of msgpack."""

_ROWS_AT_ONCE = 64
"""Most rows of a Parquet file that are held together: some MB of pages."""

_BYTES_AT_ONCE = 32 << 20
"""Of rows that are larger than usual, fewer are held."""

_MAX_SIGNS = 1 << 21
"""Signs between cells that a row of a table in text may have, two million: each cell is an object, so that a row of nothing but commas would take fifty
times its size. The largest page allowed, of minified script, has fewer."""


def read_csv(stream: IO[bytes], limit: int, delimiter: str = "") -> Rows:
    r"""Yield each row of a table in text; the first row names the columns.

    Args:
        stream: The table, in UTF-8 but for cells of another charset.
        limit: Bytes that a cell may have.
        delimiter: What parts the cells; told from the first row when ''. Whether a quote in a cell is written \" instead of "" is told
            from the first bytes.

    Example:
        >>> number, row = next(read_csv(io.BytesIO("url;text\nu1;Tin vắn\n".encode()), 1000))
        >>> number, msgspec.msgpack.decode(row)["text"].decode()
        (1, 'Tin vắn')
    """
    csv.field_size_limit(limit)
    head = stream.read(_LOOK_BYTES).removeprefix(codecs.BOM_UTF8)
    if named := _NAMED_DELIMITER.match(head):  # Excel's own line
        head = head[named.end() :]
        delimiter = delimiter or named[1].decode("latin-1")
    text = io.TextIOWrapper(
        io.BufferedReader(Joined(head, stream)), encoding="utf-8", errors="surrogateescape", newline=""
    )
    lines = _RowLines(text, limit, delimiter or _recognise_delimiter(head))
    escape = "\\" if _BACKSLASH_QUOTE.search(head) else None
    names: list[str] | None = None
    number = 0
    while True:
        rows = csv.reader(lines, delimiter=lines.delimiter, escapechar=escape)
        try:
            for cells in rows:
                lines.begin_row()
                if names is None:
                    names = cells or None
                elif cells:
                    number += 1
                    row = dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))
                    yield number, _pack_within(row, limit)
            return
        except csv.Error:  # a row larger than the limit
            number += 1
            yield number, None
            lines.skip_line()


class _RowLines:
    """The lines of a table in text, until a row has more of them than it may."""

    def __init__(self, stream: IO[str], limit: int, delimiter: str) -> None:
        self.delimiter = delimiter
        self._stream = stream
        self._limit = limit
        self._chars = self._signs = 0
        self._is_cut = False

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self._is_cut = not line.endswith(("\n", "\r"))
        self._chars += len(line)
        self._signs += line.count(self.delimiter)
        if self._chars > self._limit or self._signs > _MAX_SIGNS:
            raise csv.Error("row too large")
        return line

    def begin_row(self) -> None:
        """Count anew: what was read so far is a whole row."""
        self._chars = self._signs = 0

    def skip_line(self) -> None:
        """Go on behind the line that was too much."""
        while self._is_cut and (line := self._stream.readline(self._limit + 1)):
            self._is_cut = not line.endswith(("\n", "\r"))
        self.begin_row()


def _recognise_delimiter(head: bytes) -> str:
    r"""Return what parts the names of the first row: the sign with which one of them is known for a page, else the most frequent.

    Example:
        >>> _recognise_delimiter(b"id|html|a,b\n"), _recognise_delimiter(b"a;b;c,d\n")
        ('|', ';')
    """
    line = head.partition(b"\n")[0].decode("utf-8", "replace").strip("\r")
    found = [
        (any(map(is_page_field, names)), len(names), -place, sign)
        for place, sign in enumerate(_DELIMITERS)
        for names in csv.reader([line], delimiter=sign)
    ]
    return max(found)[3] if found else _DELIMITERS[0]


def read_sqlite(path: str, query: str, limit: int) -> Rows:
    """Yield each row of a database: of the query, else of the one table that has a column with a known name.

    Args:
        path: The database.
        query: SQL that selects the rows, or ''.
        limit: Bytes that a row may have.

    Raises:
        InputError: No query is given and the table cannot be told.
        sqlite3.Error: The file is no database, or the query is wrong.
    """
    # a read-only address: nothing is made where no database is, and nothing is changed where one is
    with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        # a column can be computed as it is read: 'html AS (zeroblob(900000000))'
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limit)
        database.execute("PRAGMA trusted_schema = OFF")
        cursor = database.execute(query or f"SELECT * FROM {_only_table(database)}")
        names = [column[0] for column in cursor.description or ()]
        for number, cells in enumerate(cursor, 1):
            yield number, _pack_within(dict(zip(names, cells, strict=True)), limit)


def read_parquet(stream: IO[bytes], limit: int) -> Rows:
    """Yield each row of a Parquet file, None for one that is larger than the limit.

    Raises:
        MissingExtra: pyarrow is not installed.
        OSError: The file is damaged (pyarrow's errors are children of `OSError` and `ValueError`).
    """
    parquet = import_extra("pyarrow.parquet", "arrow")
    try:
        number = 0
        file = parquet.ParquetFile(stream)
        for batch in file.iter_batches(_choose_rows_at_once(file.metadata), use_threads=False):
            for place in range(batch.num_rows):
                # row by row: cells that are one value in the file are as many copies outside of it
                (row,) = batch.slice(place, 1).to_pylist()
                number += 1
                yield number, _pack_within(row, limit)
    except ValueError as error:  # ArrowInvalid
        raise OSError(f"no Parquet file: {error}") from None


def _choose_rows_at_once(metadata: Any) -> int:
    """Return how many rows of a Parquet file to hold together, by what it says of its size."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    largest = max((group.total_byte_size / max(1, group.num_rows) for group in groups), default=0.0)
    return max(1, min(_ROWS_AT_ONCE, int(_BYTES_AT_ONCE / max(1.0, largest))))


def _pack_within(row: Mapping[Any, object], limit: int) -> bytes | None:
    packed = pack(row)
    return packed if len(packed) <= limit else None


def pack(row: Mapping[Any, object]) -> bytes:
    """Return a row as a packed map, its texts as bytes.

    Example:
        >>> msgspec.msgpack.decode(pack({"text": "Tin", "n": 5, "date": dt.date(2024, 5, 1)}))
        {'text': b'Tin', 'n': 5, 'date': b'2024-05-01'}
    """
    return msgspec.msgpack.encode(_to_plain(row))


def _to_plain(value: object) -> object:
    """Return a cell as msgpack can carry it."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if value is None or isinstance(value, bytes | bool | float):
        return value
    if isinstance(value, int):
        return value if _LEAST <= value <= _MOST else str(value).encode()
    if isinstance(value, Mapping):
        named = ((name, cell) for name, cell in value.items() if name and isinstance(name, str))
        return {name.encode("utf-8", "replace").decode(): _to_plain(cell) for name, cell in named}
    if isinstance(value, list | tuple):
        return [_to_plain(one) for one in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat().encode()
    return str(value).encode("utf-8", "replace")


def unpack(packed: bytes) -> dict[str, Any]:
    r"""Return the row that was packed: text where the bytes are UTF-8, else bytes, whose charset the reading step finds out.

    Example:
        >>> unpack(pack({"text": "Bài", "html": b"B\xe0i"}))
        {'text': 'Bài', 'html': b'B\xe0i'}
    """
    return {name: _to_text(cell) for name, cell in msgspec.msgpack.decode(packed, type=dict[str, Any]).items()}


def _to_text(value: object) -> object:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value
    if isinstance(value, dict):
        return {name: _to_text(cell) for name, cell in value.items()}
    return [_to_text(one) for one in value] if isinstance(value, list) else value


def _only_table(database: sqlite3.Connection) -> str:
    """Return the quoted name of the one table that holds pages."""
    # a name that is no UTF-8 cannot be asked for; the other tables can
    tables: list[str] = [
        name.decode("utf-8", "replace")
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    quoted = ['"' + name.replace('"', '""') + '"' for name in tables]
    found = []
    for name in quoted:
        # xinfo tells of computed columns too, and marks those of virtual tables that '*' does not give with 1
        columns = [
            row[1].decode("utf-8", "replace") for row in database.execute(f"PRAGMA table_xinfo({name})") if row[6] != 1
        ]
        if any(map(is_page_field, columns)):
            found.append(name)
    if len(found) != 1:
        listed = ", ".join(tables) or "none"
        raise InputError(f"cannot tell which table holds the pages ({listed}); say it with --query", reason="no table")
    return found[0]
