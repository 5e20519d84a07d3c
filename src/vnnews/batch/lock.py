"""The lock by which a work folder belongs to one run.

Takes a work folder, gives a `Lock` to be closed. Where the system has locks (`flock`), it lets go of one when its process ends, however that ends. Elsewhere,
on Windows, a file is made that only one process can make; one that a killed process has left is told and never removed here, because
nobody can know there whether its process still lives.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import IO

from vnnews.batch.folder import LOCK, LOCK_OF_PROCESS, open_own
from vnnews.batch.shown import printable
from vnnews.errors import InputError


class Lock:
    """A taken lock.

    Args:
        stream: The locked file.
        own: A file that is removed with the lock.
    """

    def __init__(self, stream: IO[bytes], own: Path | None = None) -> None:
        self._stream = stream
        self._own = own

    @property
    def closed(self) -> bool:
        """Whether the lock was let go of."""
        return self._stream.closed

    def close(self) -> None:
        """Let go of the lock."""
        if self.closed:
            return
        self._stream.close()
        if self._own is not None:
            with contextlib.suppress(OSError):
                self._own.unlink()


def take_lock(folder: Path) -> Lock:
    """Take a work folder for this process.

    Raises:
        InputError: Another run is at work in it, or has left its lock where the system has none.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> lock = take_lock(folder)
        >>> take_lock(folder)
        Traceback (most recent call last):
        vnnews.errors.InputError: another run is writing to ...
        >>> lock.close()
        >>> lock = take_lock(folder)
        >>> lock.close()
    """
    try:
        import fcntl
    except ImportError:
        return _make_lock(folder)
    stream = open_own(folder / LOCK)
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stream.close()
        raise InputError(f"another run is writing to {printable(folder)}", reason="locked") from None
    except OSError:  # a network disk without locks
        return Lock(stream)
    return Lock(stream)


def _make_lock(folder: Path) -> Lock:
    """Make the file that says which process works in the folder."""
    path = folder / LOCK_OF_PROCESS
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        raise InputError(
            f"another run, process {_read_process(path)}, is writing to {printable(folder)}; if it was killed, remove {printable(path)}",
            reason="locked",
        ) from None
    stream = os.fdopen(number, "wb")
    stream.write(b"%d\n" % os.getpid())
    stream.flush()
    return Lock(stream, path)


def _read_process(path: Path) -> str:
    with contextlib.suppress(OSError):
        data = path.read_bytes()[:20].strip()
        if data.isdigit():
            return data.decode()
    return "of an unknown number"
