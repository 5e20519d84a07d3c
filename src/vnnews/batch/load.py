"""The pages inside the files of a run.

Takes `InputFile`s, gives a `Task` for each page and an `Unreadable` for each file or record that cannot be opened; a broken file
never stops the stream. Only record boundaries are found here, the work on a record is the worker's. Nothing is ever extracted to
disk, and nothing is held that is larger than `MAX_RECORD_BYTES`, whatever a compressed file claims or expands to.
"""

from __future__ import annotations

import io
import re
import sqlite3
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

import msgspec

from vnnews.batch.compress import expand, list_errors
from vnnews.batch.cut import cut_pages
from vnnews.batch.dumps import Damage, decode_record, read_json, read_json_lines
from vnnews.batch.fields import NO_PAGE, choose_fields, find_records
from vnnews.batch.find import STDIN, InputFile, classify_name, printable
from vnnews.batch.remote import is_remote, open_remote
from vnnews.batch.streams import Joined, as_utf8
from vnnews.batch.tables import Rows, read_csv, read_parquet, read_sqlite, unpack
from vnnews.batch.tasks import Fields, Task, Unreadable, fingerprint
from vnnews.batch.web_archives import read_warc
from vnnews.errors import InputError, MissingExtra, VnnewsError

MAX_RECORD_BYTES = 64 << 20
"""Largest page, line or row that is read: six times the default page limit, so that an escaped page in JSON still fits."""

TRIES = 20
"""Records without a field for the page after which the rest of a file is not looked at: a dump can begin with a few records of another kind."""

_JSON_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?[\s\x1e]{0,99}(?:\[\s{0,99}$|(?:\[\s{0,99})?\{\s{0,99}(?:"|$))')
"""How a line looks that begins a JSON dump: '{"', or a bracket alone."""

_NOT_INSIDE = {"zip", "tar", "sqlite", "parquet", "warc"}
"""What is not opened inside an archive: it needs a file of its own."""

BROKEN: tuple[type[Exception], ...] = (
    OSError,
    *list_errors(),
    zipfile.BadZipFile,
    tarfile.TarError,
    sqlite3.Error,
    NotImplementedError,
    MissingExtra,
)
"""What is raised on a damaged, encrypted or unreadable file, or one that needs a library which is not installed."""


class Position:
    """How many bytes of the input have been read, for the progress display."""

    def __init__(self) -> None:
        self.finished = 0
        """Bytes of the files that are done."""
        self.stream: IO[bytes] | None = None
        """The container that is being read."""

    @property
    def read(self) -> int:
        """Bytes of all files so far; inside a container as far as it has been read."""
        inside = self.stream.tell() if self.stream is not None and not self.stream.closed else 0
        return self.finished + inside


_BROKEN_MEMBER: tuple[type[Exception], ...] = (*BROKEN, RuntimeError)
"""`zipfile` raises RuntimeError on an encrypted member."""


def load_tasks(
    files: Iterable[InputFile], fields: Fields, position: Position | None = None
) -> Iterator[Task | Unreadable]:
    """Yield every page of the files as a task, in order.

    Args:
        files: What `find_inputs` found.
        fields: Which fields of a record hold the page; '' is guessed for each file.
        position: Kept up to date with what has been read.

    Example:
        >>> list(load_tasks(iter([InputFile("/khong/co.jsonl", "jsonl", identity="/khong/co.jsonl")]), Fields()))[0].reason
        'unreadable file'
    """
    position = position or Position()
    for file in files:
        source = printable(file.path)
        if file.form == "unreadable":
            yield Unreadable(fingerprint(file.identity), source, "unreadable folder", file.compression)
        elif file.form == "page" and not fields.separator:
            path = file.path.encode("utf-8", "surrogateescape")
            yield Task(fingerprint(file.identity), source, path=path, compression=file.compression)
        else:
            yield from _guarded(file, source, fields, position)
        position.finished += file.size


@contextmanager
def open_bytes(path: str, compression: str = "") -> Iterator[IO[bytes]]:
    """Open a file for reading its expanded bytes."""
    with _open_raw(path) as raw, expand(raw, compression) as stream:
        yield stream


def _open_raw(path: str) -> IO[bytes]:
    return open_remote(path) if is_remote(path) else open(path, "rb")


def _guarded(file: InputFile, source: str, fields: Fields, position: Position) -> Iterator[Task | Unreadable]:
    """Yield the tasks of a container; damage ends the container and is reported once, after what came before it."""
    try:
        if file.form == "stdin":
            yield from _stdin(fields)
            return
        if file.form == "sqlite":
            if is_remote(file.path):
                raise InputError("a SQLite file must be on this machine", stage="open", reason="remote database")
            yield from _tasks(read_sqlite(file.path, fields.query), "row", file.identity, source, fields)
            return
        with _open_raw(file.path) as raw:
            position.stream = raw
            if file.form == "zip":
                yield from _zip(raw, file.identity, source, fields)
                return
            if file.form == "warc":
                rows = read_warc(raw, MAX_RECORD_BYTES)
                yield from _tasks(rows, "row", file.identity, source, Fields("html", url="url"))
                return
            with expand(raw, file.compression) as stream:
                if file.form == "tar":
                    yield from _tar(stream, file.identity, source, fields)
                else:
                    yield from _records(stream, file.form, file.identity, source, fields)
    except InputError as error:
        yield Unreadable(fingerprint(file.identity, -1), source, error.reason, error.message)
    except BROKEN as error:
        yield Unreadable(fingerprint(file.identity, -1), source, "unreadable file", _reason(error))


def _records(stream: IO[bytes], form: str, identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield the records of an opened dump."""
    rows: Rows
    if form in {"jsonl", "json"}:
        stream = as_utf8(stream)
        rows = (read_json_lines if form == "jsonl" else read_json)(stream, MAX_RECORD_BYTES)
        yield from _tasks(rows, "record", identity, source, fields)
    elif form == "page":
        rows = cut_pages(stream, fields.separator, MAX_RECORD_BYTES)
        yield from _tasks(rows, "row", identity, source, Fields("text", url="url"))
    elif form == "parquet":
        yield from _tasks(read_parquet(stream), "row", identity, source, fields)
    else:
        delimiter = fields.delimiter or ("\t" if form == "tsv" else "")
        rows = read_csv(as_utf8(stream), MAX_RECORD_BYTES, delimiter)
        yield from _tasks(rows, "row", identity, source, fields)


def _tasks(rows: Rows, packing: str, identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield a task for each record; the fields are told from the first record that has one for the page."""
    known: Fields | None = None
    untold: list[Unreadable] = []
    for number, row in rows:
        key = fingerprint(identity, number)
        name = f"{source}:{number}"
        if row is None:
            yield Unreadable(key, name, "record too large", f"the record is larger than {MAX_RECORD_BYTES >> 20} MB")
            continue
        if isinstance(row, Damage):
            yield Unreadable(key, name, "bad json", row.message)
            continue
        if known is None:
            try:
                known = _fields_of(row, packing, fields)
            except InputError as error:
                if packing == "record" and (inner := find_records(decode_record(row), fields)):
                    for place, record in enumerate(inner, 1):
                        data = msgspec.json.encode(record)
                        yield Task(
                            fingerprint(f"{identity}#{number}", place),
                            f"{name}.{place}",
                            data=data,
                            form=packing,
                            fields=fields,
                        )
                    continue
                untold.append(Unreadable(key, name, error.reason, error.message))
                if error.reason != NO_PAGE or len(untold) == TRIES:
                    break
                continue
            yield from untold
            untold = []
        yield Task(key, name, data=row, form=packing, fields=known or fields)
    yield from untold[:1]  # what is wrong with all records is told once


def _fields_of(row: bytes, packing: str, fields: Fields) -> Fields | None:
    """Return the fields of a file, told from one of its records; None when the record is no object."""
    try:
        record = unpack(row) if packing == "row" else decode_record(row)
    except VnnewsError:
        return None
    return choose_fields(record, fields) if isinstance(record, dict) else None


def _zip(raw: IO[bytes], identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    with zipfile.ZipFile(raw) as archive:
        for number, member in enumerate(archive.infolist()):
            if not member.is_dir():
                where = f"{identity}!{number}"
                yield from _member(member.filename, where, partial(archive.open, member), source, fields)


def _tar(raw: IO[bytes], identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    with tarfile.open(fileobj=raw, mode="r|*") as archive:
        number = 0
        while (member := archive.next()) is not None:
            if member.isfile():
                where = f"{identity}!{number}"
                yield from _member(member.name, where, partial(_extract, archive, member), source, fields)
            number += 1
            # tarfile keeps every header it has passed: memory would grow with the archive
            archive.members = []  # type: ignore[attr-defined]


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(member)
    if stream is None:  # no regular file
        raise tarfile.TarError(f"{member.name} holds no data")
    return stream


def _member(
    name: str, identity: str, opened: Callable[[], IO[bytes]], source: str, fields: Fields
) -> Iterator[Task | Unreadable]:
    """Yield the pages of one file in an archive. Its name is only shown, never a path that something is written to."""
    known = classify_name(name)
    if known is None or known[0] in _NOT_INSIDE or name.rsplit("/", 1)[-1].startswith("."):
        return
    form, compression = known
    shown = f"{source}!{printable(name)}"
    try:
        with opened() as raw, expand(raw, compression) as stream:
            if form == "page" and not fields.separator:
                yield Task(fingerprint(identity), shown, data=stream.read(MAX_RECORD_BYTES))
            else:
                yield from _records(stream, form, identity, shown, fields)
    except _BROKEN_MEMBER as error:
        yield Unreadable(fingerprint(identity, -1), shown, "unreadable file", _reason(error))


def _stdin(fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield what comes in on standard input: the records of a JSON dump when its first line begins like one, else one page."""
    stream = as_utf8(sys.stdin.buffer)
    head = stream.readline(MAX_RECORD_BYTES)
    is_json = _JSON_BEGINS.match(head) is not None
    if is_json or fields.separator:
        joined = io.BufferedReader(Joined(head, stream))
        yield from _records(joined, "jsonl" if is_json else "page", STDIN, STDIN, fields)
        return
    yield Task(fingerprint(STDIN), STDIN, data=head + stream.read(max(0, MAX_RECORD_BYTES - len(head))))


def _reason(error: BaseException) -> str:
    if isinstance(error, MissingExtra):
        return error.message
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
