"""Inputs and outputs that are not on this machine: any address that fsspec can open, such as 's3://kho/trang/*.jsonl.gz' or 'https://…/dump.jsonl'.

Takes an address, gives the files behind it and their bytes as streams. Nothing is opened that was not named on the command line. Needs
the extra `remote`, and for most kinds of store one library more, which fsspec names.

Known limits: a folder behind http(s) is not searched; chained addresses ('zip://…::s3://…') and SQLite files are not read.
"""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import urlsplit

from vnnews.batch.shown import printable
from vnnews.errors import InputError
from vnnews.extras import import_extra

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_MAGIC = re.compile(r"[*?\[]")
_WEB = ("http", "https")

_WAITS = (1.0, 3.0)
"""Seconds before a range is asked for again: a server that gives many files to many says now and then that it is busy."""


def is_remote(path: str) -> bool:
    """Return whether a path is an address; a local file of such a name comes first.

    Example:
        >>> is_remote("s3://kho/tin.jsonl"), is_remote("kho/tin.jsonl"), is_remote("-")
        (True, False, False)
    """
    return _ADDRESS.match(path) is not None and not os.path.exists(path)


def list_remote(address: str) -> Iterator[tuple[str, int]]:
    """Yield address and size (0 when it is not told) of each file behind an address, in the order of their names.

    Raises:
        InputError: There is nothing, or it cannot be reached.
        MissingExtra: fsspec is not installed.
    """
    core = import_extra("fsspec.core", "remote")
    try:
        store, path = core.url_to_fs(address)
        if urlsplit(address).scheme.lower() in _WEB:  # there, '?' begins a query, and a folder is a page like any other
            found = {path: {"size": None}}
        elif _MAGIC.search(path):
            found = store.glob(path, detail=True)
        elif store.isdir(path):
            found = store.find(path, detail=True)
        else:
            found = {path: store.info(path)}
        names = [(store.unstrip_protocol(name), about) for name, about in sorted(found.items())]
    except FileNotFoundError:
        names = []
    except Exception as error:  # each store has errors of its own
        message = printable(f"cannot reach {address}: {_told(error)}")
        raise InputError(message, stage="open", reason="not reachable") from None
    if not names:
        raise InputError(f"no such file or folder: {printable(address)}", stage="open", reason="not found")
    for name, about in names:
        if about.get("type") != "directory":
            yield name, int(about.get("size") or 0)


def open_remote(address: str) -> IO[bytes]:
    """Return the bytes behind an address as a stream.

    Raises:
        OSError: It cannot be opened, whatever the store says then.

    Example:
        >>> store = import_extra("fsspec", "remote").filesystem("memory")
        >>> store.pipe("/kho/tin.txt", "Tin vắn".encode())
        >>> open_remote("memory://kho/tin.txt").read().decode()
        'Tin vắn'
    """
    store, path = url_to_store(address)
    try:
        stream = store.open(path, "rb")
    except Exception as error:
        raise OSError(printable(f"cannot open {address}: {_told(error)}")) from None
    return io.BufferedReader(_Told(stream), 1 << 16)


def url_to_store(address: str) -> tuple[Any, str]:
    """Return the store behind an address, and the path in it.

    Raises:
        OSError: There is no such kind of store, or it cannot be reached.
        MissingExtra: fsspec is not installed.
    """
    core = import_extra("fsspec.core", "remote")
    try:
        store, path = core.url_to_fs(address)
    except Exception as error:
        raise OSError(printable(f"cannot open {address}: {_told(error)}")) from None
    return store, path


def name_plainly(address: str) -> str:
    """Return the one form of an address by which two can be compared.

    Raises:
        OSError: There is no such kind of store, or it cannot be reached.

    Example:
        >>> name_plainly("memory://kho/tin.txt") == name_plainly("memory:///kho/tin.txt")
        True
    """
    store, path = url_to_store(address)
    return str(store.unstrip_protocol(path))


def read_remote_range(address: str, offset: int, length: int) -> bytes:
    r"""Return some bytes of what lies behind an address, with one request for them alone.

    Raises:
        OSError: They cannot be read, whatever the store says then.

    Example:
        >>> store = import_extra("fsspec", "remote").filesystem("memory")
        >>> store.pipe("/kho/tin.txt", "Tin vắn".encode())
        >>> read_remote_range("memory://kho/tin.txt", 4, 2)
        b'v\xe1'
    """
    core = import_extra("fsspec.core", "remote")
    waits = iter(_WAITS)
    while True:
        try:
            store, path = core.url_to_fs(address)
            data: bytes = store.cat_file(path, start=offset, end=offset + length)
            return data
        except Exception as error:
            wait = None if isinstance(error, FileNotFoundError | ImportError | ValueError) else next(waits, None)
            if wait is None:
                raise OSError(printable(f"cannot read {address}: {_told(error)}")) from None
        time.sleep(wait)


class _Told(io.RawIOBase):
    """A stream whose own errors are `OSError`s."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._stream.seekable())

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece: bytes = self._stream.read(len(buffer))
        except Exception as error:
            raise OSError(_told(error)) from None
        buffer[: len(piece)] = piece
        return len(piece)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _told(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
