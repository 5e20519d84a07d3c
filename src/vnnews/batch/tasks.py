"""A page of a run on its way from the parent process to a worker.

A task carries either the path of a file, which the worker opens itself, or the bytes of one record of a dump. It is packed with
msgpack, so that nothing is unpickled.
"""

from __future__ import annotations

import hashlib
import zlib

import msgspec


class Fields(msgspec.Struct, frozen=True):
    """Which records of a dump, and which fields of a record, hold the pages."""

    text: str = ""
    """Field with the HTML or the text, of a nested one the path ('data.html'); '' to guess."""
    url: str = ""
    date: str = ""
    title: str = ""
    summary: str = ""
    query: str = ""
    """SQL that selects the records of a SQLite file; '' reads the one table that fits."""
    separator: str = ""
    """What the first line of each page begins with in a text file that holds many, 'auto' to recognise it; '' reads a file as one page."""
    delimiter: str = ""
    """What parts the cells of a table in text; '' to recognise it."""
    archives: str = ""
    """Folder or address that the names of archives in an index are relative to; '' for the folder of the index."""
    is_guessed: bool = False
    """Whether the field of the page is a guess from another record, which need not fit this one."""


class Task(msgspec.Struct, frozen=True):
    """One page to work on."""

    key: int
    """64-bit fingerprint of where the page stands; the same at every run, so that a resumed run knows it."""
    source: str
    """Path or record, as it is reported."""
    path: bytes = b""
    """File that the worker reads, b'' when `data` holds the page."""
    compression: str = ""
    data: bytes = b""
    """The page, or the record when `form` says so."""
    form: str = "page"
    """'page', 'record' (a JSON object), 'row' (a packed map of a table's cells) or 'entry' (where the page lies in a web archive)."""
    fields: Fields = Fields()
    is_squeezed: bool = False
    """Whether the data are compressed for their way."""
    mark: int = 0
    """64-bit fingerprint of what stands there: of a record its bytes, of a file its size and when it was changed."""
    lasting: int = 0
    """Key by which a later run knows the page again: of a record a fingerprint of its file and its bytes, since a feed that is written anew has other records at the same
    numbers; 0 for `key`."""


LARGE = 1 << 20
"""Bytes from which on a record is compressed for its way: hardly any page is so large, and the run holds several of them."""


def squeeze(task: Task) -> Task:
    """Return a task whose data, when they are large, are compressed: what a bomb becomes is small again.

    Example:
        >>> task = squeeze(Task(1, "a.csv:1", data=b"a" * LARGE))
        >>> len(task.data) < LARGE // 100, len(unsqueeze(task).data) == LARGE
        (True, True)
    """
    if len(task.data) < LARGE:
        return task
    return msgspec.structs.replace(task, data=zlib.compress(task.data, 1), is_squeezed=True)


def unsqueeze(task: Task) -> Task:
    """Return a task with its data as they were."""
    if not task.is_squeezed:
        return task
    return msgspec.structs.replace(task, data=zlib.decompress(task.data), is_squeezed=False)


class Unreadable(msgspec.Struct, frozen=True):
    """A file or record that could not be opened; it becomes a line of the rejects file."""

    key: int
    source: str
    reason: str
    message: str


def fingerprint(identity: str, number: int | str = 0) -> int:
    """Return the 64-bit key of record `number` of a file.

    Example:
        >>> fingerprint("/kho/tin.jsonl", 1) == fingerprint("/kho/tin.jsonl", 1) != fingerprint("/kho/tin.jsonl", 2)
        True
    """
    return fingerprint_bytes(f"{identity}\n{number}".encode("utf-8", "surrogateescape"))


def fingerprint_bytes(data: bytes) -> int:
    """Return a 64-bit fingerprint of bytes.

    Example:
        >>> fingerprint_bytes(b"a") == fingerprint_bytes(b"a") != fingerprint_bytes(b"b")
        True
    """
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")
