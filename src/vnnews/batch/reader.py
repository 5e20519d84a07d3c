"""The process in which containers are read: whatever one of them does to it, the run goes on.

Takes files and fields through a connection, gives what `load_tasks` gives, one message each, and an empty one at the end of each file. Memory is
limited by the system, so that a file that expands without end is an error here and nothing anywhere else. Started by `vnnews.batch.apart`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection

import msgspec

from vnnews.batch.find import InputFile
from vnnews.batch.load import Position, load_tasks
from vnnews.batch.memory import limit_memory
from vnnews.batch.tasks import Fields, Task, Unreadable, squeeze

MEMORY_BYTES = 1 << 30
"""What reading may take beside the program itself: a record of 64 MB, as text of four bytes a letter, and as the objects that it becomes."""

BEAT_SECONDS = 5.0
"""How often a reader that has found nothing yet says that it has come further."""

_FLUSH_SECONDS = 0.2
"""How long what was found may wait for company: a pipe can be slow."""

_PARCEL = 64
_PARCEL_BYTES = 256 << 10
"""What is sent together: a message costs some 30 µs on each side."""


class Found(msgspec.Struct, frozen=True, array_like=True):
    """A task, or what cannot be read."""

    task: Task | None = None
    told: Unreadable | None = None


class Sent(msgspec.Struct, frozen=True, array_like=True):
    """A message of the reader."""

    read: int
    """Bytes of the file so far."""
    found: list[Found] = []
    is_end: bool = False
    """Whether the file is done."""


class Asked(msgspec.Struct, frozen=True):
    """A message to the reader."""

    file: InputFile
    fields: Fields


def pack_request(asked: Asked) -> bytes:
    r"""Return a request as bytes; names of files that are no valid text survive in JSON's escapes.

    Example:
        >>> asked = Asked(InputFile("a\udcff.zip", "zip"), Fields())
        >>> unpack_request(pack_request(asked)) == asked
        True
    """
    return json.dumps(msgspec.to_builtins(asked)).encode()


def unpack_request(data: bytes) -> Asked:
    """Return what was asked."""
    return msgspec.convert(json.loads(data), Asked)


def serve(handle: int) -> None:
    """Read files until nobody asks any more; the body of the reader process."""
    for number in (signal.SIGINT, signal.SIGTERM):  # they reach the whole group: the parent decides when to stop
        signal.signal(number, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints must not print between the rows
    limit_memory(MEMORY_BYTES)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError), Connection(handle) as connection:
        while True:
            _read(unpack_request(connection.recv_bytes()), connection)


def _read(asked: Asked, connection: Connection) -> None:
    position = Position()
    post = _Post(connection, position)
    heart = threading.Thread(target=post.beat, args=(asked.file.form == "sqlite",), daemon=True)
    heart.start()
    try:
        opened = sys.stdin.buffer if asked.file.is_stream else None
        for found in load_tasks([asked.file], asked.fields, position, opened):
            post.add(found)
    finally:
        post.is_done.set()
        heart.join()
    post.send(is_end=True)


class _Post:
    """What was found, until it is sent; used by the thread that reads and by the one that says that it lives."""

    def __init__(self, connection: Connection, position: Position) -> None:
        self.is_done = threading.Event()
        self._connection = connection
        self._position = position
        self._encode = msgspec.msgpack.Encoder().encode
        self._lock = threading.Lock()
        self._found: list[Found] = []
        self._size = 0

    def add(self, found: Task | Unreadable) -> None:
        """Take what was found."""
        if isinstance(found, Task):
            found = squeeze(found)
        with self._lock:
            if isinstance(found, Task):
                self._found.append(Found(found))
                self._size += len(found.data)
            else:
                self._found.append(Found(told=found))
            is_full = len(self._found) >= _PARCEL or self._size >= _PARCEL_BYTES
        if is_full:
            self.send()

    def send(self, *, is_end: bool = False) -> None:
        """Send what there is."""
        with self._lock:
            self._connection.send_bytes(self._encode(Sent(self._position.read, self._found, is_end)))
            self._found, self._size = [], 0

    def beat(self, is_silent: bool) -> None:
        """Send what has waited, and from time to time that reading goes on; a database is silent about how far it is."""
        before, waited = -1, 0.0
        while not self.is_done.wait(_FLUSH_SECONDS):
            waited += _FLUSH_SECONDS
            if self._found or (waited >= BEAT_SECONDS and (is_silent or self._position.read != before)):
                before, waited = self._position.read, 0.0
                try:
                    self.send()
                except OSError:  # the parent is gone: nobody else would end a library that runs in circles
                    os._exit(1)
