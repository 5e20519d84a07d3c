"""The pages inside the files of a run.

Takes `InputFile`s, gives a `Task` for each page and an `Unreadable` for each file or record that cannot be opened. Whatever a reader raises on a
file, a member of an archive or a record ends only that one: each stands behind a guard. Only record boundaries are found here, the
work on a record is the worker's. Nothing is ever extracted to disk, and no record is given on that is larger than `MAX_RECORD_BYTES`.

Known limits: memory is that of the library that reads a container; `vnnews.batch.apart` puts a bound to it.
"""

from __future__ import annotations

import io
import os
import re
import sqlite3
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain
from typing import IO, Any

import msgspec

from vnnews.batch.archives import Member, list_tar, list_zip
from vnnews.batch.compress import expand, expand_rows, list_errors
from vnnews.batch.cut import cut_pages
from vnnews.batch.dumps import Damage, decode_record, read_json, read_json_lines
from vnnews.batch.fields import NO_PAGE, choose_fields, find_records, learn_page_field
from vnnews.batch.find import STDIN, InputFile, classify_name
from vnnews.batch.remote import is_remote, open_remote
from vnnews.batch.shown import printable
from vnnews.batch.streams import Joined, as_utf8
from vnnews.batch.tables import Rows, pack, read_csv, read_parquet, read_sqlite, unpack
from vnnews.batch.tasks import Fields, Task, Unreadable, fingerprint, fingerprint_bytes
from vnnews.batch.web_archives import read_warc
from vnnews.batch.web_index import find_entry, is_index, read_index
from vnnews.errors import InputError, MissingExtra, VnnewsError
from vnnews.extras import import_extra

MAX_RECORD_BYTES = 64 << 20
"""Largest page, line or row that is read: six times the default page limit, so that an escaped page in JSON still fits."""

TRIES = 20
"""Records without a field for the page after which the rest of a file is not looked at: a dump can begin with a few records of another kind."""

_JSON_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?[\s\x1e]{0,99}(?:\[\s{0,99}$|(?:\[\s{0,99})?\{\s{0,99}(?:"|$))')
"""How a line looks that begins a JSON dump: '{"', or a bracket alone."""

_NOT_INSIDE = {"zip", "tar", "sqlite", "parquet", "warc", "index"}
"""What is not opened inside an archive: it needs a file of its own."""

_NEEDS_FILE = {"zip", "sqlite", "parquet", "warc"}
"""What cannot be read from a pipe: its readers go back and forth."""

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
        self.inside = 0
        """How far a container has been read by another process."""

    @property
    def read(self) -> int:
        """Bytes of all files so far; inside a container as far as it has been read."""
        if self.stream is None or self.stream.closed:
            return self.finished + self.inside
        try:
            return self.finished + self.stream.tell()
        except (OSError, ValueError):  # a pipe does not know; closed a moment ago
            return self.finished


def load_tasks(
    files: Iterable[InputFile],
    fields: Fields,
    position: Position | None = None,
    opened: IO[bytes] | None = None,
) -> Iterator[Task | Unreadable]:
    """Yield every page of the files as a task, in order.

    Args:
        files: What `find_inputs` found.
        fields: Which fields of a record hold the page; '' is guessed for each file.
        position: Kept up to date with what has been read.
        opened: The bytes of a file that is a stream, when they are opened already.

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
            mark = fingerprint(str(file.size), file.modified)
            position.finished += file.size
            yield Task(fingerprint(file.identity), source, path=path, compression=file.compression, mark=mark)
        else:
            for found in _guarded(file, source, fields, position, opened):
                yield _marked(found, file.identity)
            position.finished += file.size


def _marked(found: Task | Unreadable, identity: str) -> Task | Unreadable:
    """Give what was found in a container the fingerprint of its bytes; a page in an archive is known again by its name, a record by its bytes."""
    if isinstance(found, Unreadable):
        return found
    mark = fingerprint_bytes(found.data)
    return msgspec.structs.replace(
        found, mark=mark, lasting=0 if found.form == "page" else fingerprint(identity, f"={mark}")
    )


_READ_WHOLE = frozenset({"page", "tar"})
"""Forms that are told of damage at once: half a page is none, and the reader of archives does not ask again."""


@contextmanager
def open_bytes(path: str, compression: str = "") -> Iterator[IO[bytes]]:
    """Open a file for reading its expanded bytes."""
    with _open_raw(path) as raw, expand(raw, compression) as stream:
        yield stream


def _open_raw(path: str) -> IO[bytes]:
    return open_remote(path) if is_remote(path) else open(path, "rb")


def _guarded(
    file: InputFile, source: str, fields: Fields, position: Position, opened: IO[bytes] | None
) -> Iterator[Task | Unreadable]:
    """Yield the tasks of a container; damage ends the container and is reported once, after what came before it.

    No list of exceptions: the libraries that read containers raise whatever their own defects make of damaged bytes.
    Ctrl-C and the end of the run are no `Exception`s and pass.
    """
    try:
        yield from _container(file, source, fields, position, opened)
    except Exception as error:
        yield _report(fingerprint(file.identity, -1), source, error)


def _container(
    file: InputFile, source: str, fields: Fields, position: Position, opened: IO[bytes] | None
) -> Iterator[Task | Unreadable]:
    if file.is_stream and file.form in _NEEDS_FILE:
        raise InputError(f"a pipe cannot be read as {file.form}: write it to a file first", reason="needs a file")
    if file.form == "stdin" and not file.is_stream:
        yield from _stdin(sys.stdin.buffer, STDIN, STDIN, fields)
        return
    if file.form == "sqlite":
        if is_remote(file.path):
            raise InputError("a SQLite file must be on this machine", stage="open", reason="remote database")
        rows = read_sqlite(file.path, fields.query, MAX_RECORD_BYTES)
        yield from _tasks(rows, "row", file.identity, source, fields)
        return
    with _open_raw(file.path) if opened is None else nullcontext(opened) as raw:
        position.stream = raw
        if file.form == "stdin":
            yield from _stdin(raw, file.identity, source, fields)
        elif file.form == "zip":
            yield from _archive(list_zip(raw), file.identity, source, fields)
        elif file.form == "warc":
            rows = read_warc(raw, MAX_RECORD_BYTES)
            yield from _tasks(rows, "row", file.identity, source, Fields("html", url="url"))
        else:
            read = expand if file.form in _READ_WHOLE else expand_rows
            with read(raw, file.compression) as stream:
                if file.form == "tar":
                    yield from _archive(list_tar(stream), file.identity, source, fields)
                else:
                    yield from _records(stream, file.form, file.identity, source, fields)


def _records(stream: IO[bytes], form: str, identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield the records of an opened dump."""
    rows: Rows
    if form == "index":
        yield from _entries(read_index(stream), "row", identity, source, fields)
    elif form in {"jsonl", "json"}:
        stream = as_utf8(stream)
        rows = (read_json_lines if form == "jsonl" else read_json)(stream, MAX_RECORD_BYTES)
        yield from _tasks(rows, "record", identity, source, fields)
    elif form == "page":
        rows = cut_pages(stream, fields.separator, MAX_RECORD_BYTES)
        yield from _tasks(rows, "row", identity, source, Fields("text", url="url"))
    elif form == "parquet":
        yield from _tasks(read_parquet(stream, MAX_RECORD_BYTES), "row", identity, source, fields)
    else:
        delimiter = fields.delimiter or ("\t" if form == "tsv" else "")
        rows = read_csv(as_utf8(stream), MAX_RECORD_BYTES, delimiter)
        yield from _tasks(rows, "row", identity, source, fields)


def _tasks(rows: Rows, packing: str, identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield a task for each record; the field of the page is told from the first record that has one, the others from each record."""
    first = next(rows, None)
    if first is None:
        return
    rows = chain([first], rows)
    if not fields.text and isinstance(first[1], bytes) and is_index(_unpack(first[1], packing)):
        yield from _entries(rows, packing, identity, source, fields)
        return
    known: Fields | None = None
    untold: list[Unreadable] = []
    for number, row in rows:
        key = fingerprint(identity, number)
        name = f"{source}:{number}"
        if row is None:
            yield Unreadable(key, name, "record too large", f"the record is larger than {MAX_RECORD_BYTES >> 20} MB")
            continue
        if isinstance(row, Damage):
            yield Unreadable(key, name, "bad json", printable(row.message))
            continue
        if known is None:
            try:
                known = _fields_of(row, packing, fields)
            except InputError as error:
                if packing == "record" and (inner := _unwrap(row, fields, f"{identity}#{number}", name)):
                    yield from inner
                    continue
                untold.append(_report(key, name, error))
                if error.reason != NO_PAGE or len(untold) == TRIES:
                    break
                continue
            except Exception as error:  # a record that our own code cannot deal with is one record
                yield _report(key, name, error)
                continue
            yield from untold
            untold = []
        yield Task(key, name, data=row, form=packing, fields=known or fields)
    yield from untold[:1]  # what is wrong with all records is told once


def _unwrap(row: bytes, fields: Fields, identity: str, name: str) -> list[Task]:
    """Return the records of the list that an object holds, [] when there is none."""
    try:
        return [
            Task(
                fingerprint(identity, place),
                f"{name}.{place}",
                data=msgspec.json.encode(record),
                form="record",
                fields=fields,
            )
            for place, record in enumerate(find_records(decode_record(row), fields), 1)
        ]
    except Exception:  # nested so deeply that it cannot be written again: then it is the record that is told
        return []


def _entries(rows: Rows, packing: str, identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield a task for each page that an index points to; what lies there, the workers fetch."""
    import_extra("fastwarc.warc", "warc")  # told once, and not of each page
    base = fields.archives or os.path.dirname(identity)
    for number, row in rows:
        key, name = fingerprint(identity, number), f"{source}:{number}"
        try:
            entry = find_entry(_unpack(row, packing) or {}, base) if isinstance(row, bytes) else find_entry({}, base)
        except Exception as error:
            yield _report(key, name, error)
            continue
        if entry is not None:
            yield Task(key, name, data=pack(msgspec.to_builtins(entry)), form="entry", fields=fields)


def _unpack(row: bytes, packing: str) -> dict[str, Any] | None:
    """Return the fields of a record, None when it is no object."""
    try:
        record = unpack(row) if packing == "row" else decode_record(row)
    except VnnewsError:
        return None
    return record if isinstance(record, dict) else None


def _fields_of(row: bytes, packing: str, fields: Fields) -> Fields | None:
    """Return the fields of a file, as far as one of its records tells them; None when the record is no object."""
    record = _unpack(row, packing)
    return None if record is None else learn_page_field(fields, choose_fields(record, fields))


def _archive(members: Iterator[Member], identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield the pages of an archive's files; a file that cannot be read ends only itself."""
    for member in members:
        where = f"{identity}!{member.number}"
        shown = f"{source}!{printable(member.name)}"
        try:
            yield from _member(member, where, shown, fields)
        except Exception as error:
            yield _report(fingerprint(where, -1), shown, error)


def _member(member: Member, identity: str, shown: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield the pages of one file in an archive. Its name is only shown, never a path that something is written to."""
    known = classify_name(member.name)
    if known is None or known[0] in _NOT_INSIDE or member.name.rsplit("/", 1)[-1].startswith("."):
        return
    if member.refusal:
        raise InputError(member.refusal, reason="overlapping member")
    form, compression = known
    read = expand if form in _READ_WHOLE else expand_rows
    with member.open() as raw, read(raw, compression) as stream:
        if form == "page" and not fields.separator:
            yield Task(fingerprint(identity), shown, data=stream.read(MAX_RECORD_BYTES))
        else:
            yield from _records(stream, form, identity, shown, fields)


def _stdin(raw: IO[bytes], identity: str, source: str, fields: Fields) -> Iterator[Task | Unreadable]:
    """Yield what comes in on standard input or a pipe: the records of a JSON dump when its first line begins like one, else one page."""
    stream = as_utf8(raw)
    head = stream.readline(MAX_RECORD_BYTES)
    is_json = _JSON_BEGINS.match(head) is not None
    if is_json or fields.separator:
        joined = io.BufferedReader(Joined(head, stream))
        yield from _records(joined, "jsonl" if is_json else "page", identity, source, fields)
        return
    yield Task(fingerprint(identity), source, data=head + stream.read(max(0, MAX_RECORD_BYTES - len(head))))


def _report(key: int, source: str, error: Exception) -> Unreadable:
    """Return what is told of an error."""
    if isinstance(error, VnnewsError) and not isinstance(error, MissingExtra):
        return Unreadable(key, source, error.reason, printable(error.message))
    if isinstance(error, MemoryError):
        return Unreadable(key, source, "too large", "reading it takes more memory than is allowed")
    return Unreadable(key, source, "unreadable file", printable(describe(error)))


def describe(error: Exception) -> str:
    """Return what an error says; of one that nobody expected here, its kind too.

    Example:
        >>> describe(OSError(2, "No such file")), describe(KeyError("name"))
        ('No such file', "KeyError: 'name'")
    """
    if isinstance(error, VnnewsError):
        return error.message
    said = str(getattr(error, "strerror", None) or error)
    return said if said and isinstance(error, BROKEN) else f"{type(error).__name__}: {said}".removesuffix(": ")
