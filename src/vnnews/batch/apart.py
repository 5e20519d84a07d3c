"""Containers read in a process of their own, so that none of them can end the run or fill its memory.

Takes `InputFile`s, gives what `load_tasks` gives. Pages are passed on as they are, the workers open them; every container goes to a reader
process (`vnnews.batch.reader`), whose memory the system limits. When that process dies or stands still, the container is reported, what
it had found is kept, and a fresh process reads the next one.

Known limits: a store that lives in this process alone ('memory://'), and everything where no process can be started, is read here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import IO

import msgspec

from vnnews.batch.clock import RunningClock, is_stopped
from vnnews.batch.find import InputFile
from vnnews.batch.load import Position, load_tasks
from vnnews.batch.reader import MEMORY_BYTES, Asked, Sent, pack_request
from vnnews.batch.shown import printable
from vnnews.batch.tasks import Fields, Task, Unreadable, fingerprint

STILL_SECONDS = 120.0
"""How long a reader may give nothing and read nothing: the longest stretch seen in a sound file is the sorting of a group of rows, some seconds."""

_LOOK_SECONDS = 1.0
_IN_THIS_PROCESS = "memory:"

_decode = msgspec.msgpack.Decoder(Sent).decode


class ReaderDied(Exception):  # noqa: N818 - never leaves this module
    """The reader process is gone, or stands still."""


def read_apart(
    files: Iterable[InputFile], fields: Fields, position: Position | None = None
) -> Generator[Task | Unreadable, None, None]:
    """Yield every page of the files as a task, in order; containers are read in a process of their own.

    Args:
        files: What `find_inputs` found.
        fields: Which fields of a record hold the page.
        position: Kept up to date with what has been read.

    Example:
        >>> list(read_apart(iter([InputFile("/khong/co.jsonl", "jsonl", identity="/khong/co.jsonl")]), Fields()))[0].reason
        'unreadable file'
    """
    position = position or Position()
    with closing(_Reader()) as reader:
        for file in files:
            if _is_read_here(file, fields) or not reader.can_start(file):
                yield from load_tasks([file], fields, position)
                continue
            yield from reader.read(file, fields, position)
            position.inside = 0
            position.finished += file.size


def _is_read_here(file: InputFile, fields: Fields) -> bool:
    if file.form == "unreadable" or file.path.startswith(_IN_THIS_PROCESS):
        return True
    if file.form == "page":
        return not fields.separator
    return file.form == "stdin" and not file.is_stream and not _has_stdin()


def _has_stdin() -> bool:
    """Return whether standard input is the system's, which another process can have, and not an object put in its place."""
    try:
        return sys.stdin.fileno() == 0
    except (AttributeError, OSError, ValueError):
        return False


class _Reader:
    """A reader process, started when it is needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def can_start(self, file: InputFile) -> bool:
        """Start a process if there is none; return whether there is one."""
        if file.form == "stdin" or file.is_stream:
            self.close()  # a pipe is handed to a process of its own
        if self._process is not None and self._process.poll() is None:
            return True
        self.close()
        if os.name != "posix" or not sys.executable:
            return False
        try:
            with _open_stdin(file) as stream:
                self._start(stream)
        except (
            OSError
        ):  # no memory for a process, or the pipe cannot be opened: the reason comes out when it is read here
            return False
        return True

    def _start(self, stdin: IO[bytes] | int | None) -> None:
        ours, theirs = Pipe()
        with theirs:
            try:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-c", f"from vnnews.batch.reader import serve; serve({theirs.fileno()})"],
                    stdin=stdin,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )
            except OSError:
                ours.close()
                raise
        self._connection = ours

    def read(self, file: InputFile, fields: Fields, position: Position) -> Iterator[Task | Unreadable]:
        """Yield what is in a file, and what became of the process when it did not reach the end."""
        assert self._connection is not None
        try:
            self._connection.send_bytes(pack_request(Asked(file, fields)))
            is_end = False
            while not is_end:
                message = self._receive(self._connection)
                before, is_end = position.inside, message.is_end
                for number, found in enumerate(
                    message.found, 1
                ):  # a message is read at once, its pages are passed on one by one
                    position.inside = before + (message.read - before) * number // len(message.found)
                    if item := found.task or found.told:
                        yield item
                position.inside = message.read
        except (EOFError, OSError):
            yield _tell(file, self._find_cause())
        except ReaderDied as death:
            yield _tell(file, str(death))

    def _receive(self, connection: Connection) -> Sent:
        assert self._process is not None
        clock = RunningClock()
        still = 0.0
        while not connection.poll(_LOOK_SECONDS):
            passed = clock.step()
            if not is_stopped(self._process.pid):
                still += passed
            if still > STILL_SECONDS:
                self.close()
                raise ReaderDied(f"nothing came of it for {STILL_SECONDS:.0f} s")
        return _decode(connection.recv_bytes())

    def _find_cause(self) -> str:
        code = self._process.wait() if self._process is not None else 0
        self.close()
        return f"the process that read it ended (exit code {code}); it may take {MEMORY_BYTES >> 20} MB of memory"

    def close(self) -> None:
        """End the process."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def _open_stdin(file: InputFile) -> Iterator[IO[bytes] | int | None]:
    """Give what the process has as its standard input: the pipe that it is to read, this process's own, or nothing."""
    if file.is_stream:
        with open(file.path, "rb", buffering=0) as stream:
            yield stream
    else:
        yield None if file.form == "stdin" else subprocess.DEVNULL


def _tell(file: InputFile, message: str) -> Unreadable:
    return Unreadable(fingerprint(file.identity, -1), printable(file.path), "reader died", message)
