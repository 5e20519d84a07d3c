"""The folder in which a run works, and files that are made without touching what was there.

Takes the path of an output, gives its work folder, made for this program alone and marked as such. Decides that only a folder with the mark is
entered, that only files which the run made itself are written or removed in it, that no link is followed, and that every temporary file is
new and has a name that nobody could have guessed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
from pathlib import Path
from typing import IO

import msgspec

from vnnews.batch.remote import is_remote
from vnnews.batch.shown import printable
from vnnews.errors import UNDECODABLE, InputError

MARK = "vnnews-run.json"
"""The file by which a work folder is known."""

_NAMES = (
    "articles",
    "rejects",
    "related",
    "done",
    "seen",
    "seen-journal",
    "state.json",
    "articles.parquet",
    "articles.merged",
    "rejects.merged",
    "officials.csv",
    "pages",
)
PART = "part-"
"""How the name of a finished part begins in the work folder; its number follows."""
LOCK = "lock"
"""The file that is locked, where the system has locks."""

LOCK_OF_PROCESS = "lock.pid"
"""The file that takes its place elsewhere; it holds the number of the process."""

_OWN = (*_NAMES, LOCK, LOCK_OF_PROCESS, MARK)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_TEMPORARY = ".tmp-"


class Mark(msgspec.Struct, frozen=True):
    """What the mark says."""

    program: str
    identity: str
    """Drawn when the folder is made; the state of a run names it too."""


def work_folder(path: str) -> Path:
    """Return the folder in which the run for an output works: beside it, or in the current folder when the output is at an address.

    Example:
        >>> work_folder("kho/bai.jsonl").name
        'bai.jsonl.partial'
    """
    if is_remote(path):  # here, under a name that only this address has
        name = re.sub(r"[^\w.{}-]", "_", path.partition("?")[0].rsplit("/", 1)[-1])[-80:]
        return Path.cwd() / f"{name}.{hashlib.blake2b(path.encode(), digest_size=6).hexdigest()}.partial"
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + ".partial")


def enter_folder(folder: Path) -> str:
    """Make a work folder, or take one that a run has left; return its identity.

    Raises:
        InputError: Something of that name is there and is no work folder.
    """
    if not os.path.lexists(folder):
        return _make_folder(folder)
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            raise OSError("it is no folder")
        with open_own(folder / MARK, is_new=False) as stream:
            mark = msgspec.json.decode(stream.read(1 << 12), type=Mark)
        if mark.program == "vnnews" and mark.identity:
            return mark.identity
        raise OSError("its mark is of another program")
    except (OSError, *UNDECODABLE, InputError):
        raise InputError(
            f"{printable(folder)} is not the work folder of a run: move it away, or choose another output",
            reason="not a work folder",
        ) from None


def _make_folder(folder: Path) -> str:
    """Make a folder that has its mark from the first moment on: a kill in between leaves none without."""
    made = folder.with_name(f".{folder.name}{_TEMPORARY}{secrets.token_hex(8)}")
    identity = secrets.token_hex(16)
    os.mkdir(made)
    try:
        write_whole(made / MARK, msgspec.json.encode(Mark("vnnews", identity)))
        os.rename(made, folder)
    except BaseException:
        (made / MARK).unlink(missing_ok=True)
        os.rmdir(made)
        raise
    return identity


def clear_folder(folder: Path) -> None:
    """Remove what a run has written so far, and nothing else."""
    for name in [*_NAMES, *(path.name for path in folder.glob(f"{PART}*"))]:
        _remove(folder / name)


def remove_folder(folder: Path) -> None:
    """Remove a work folder; what somebody has put into it stays, and then the folder does."""
    with contextlib.suppress(OSError):
        clear_folder(folder)
        tables = folder / "tables"
        if tables.is_dir() and not tables.is_symlink():
            for path in tables.glob("*.parquet"):
                _remove(path)
            with contextlib.suppress(OSError):
                tables.rmdir()
        for name in os.listdir(folder):
            if name in _OWN or name.startswith(tuple(f".{own}{_TEMPORARY}" for own in _OWN)):
                _remove(folder / name)
        folder.rmdir()


def _remove(path: Path) -> None:
    """Remove a file, or a link and not what it points to; a folder stays."""
    with contextlib.suppress(FileNotFoundError, IsADirectoryError, PermissionError):
        path.unlink()


def open_own(path: Path, *, is_new: bool = True) -> IO[bytes]:
    """Open a file of the work folder for reading and writing, without changing what it holds; make it when `is_new`.

    Raises:
        InputError: It is a link, or no file of one name.
        FileNotFoundError: It is not there and not to be made.
    """
    try:
        number = os.open(path, os.O_RDWR | _NO_LINK | (os.O_CREAT if is_new else 0), 0o666)
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise
        raise InputError(f"{printable(path)} is no file of the run", reason="not a work folder") from None
    status = os.fstat(number)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        os.close(number)
        raise InputError(f"{printable(path)} is a link, and no file of the run", reason="not a work folder")
    return os.fdopen(number, "r+b")


def open_temporary(target: Path) -> tuple[IO[bytes], Path]:
    """Make a new file beside a target, to be renamed to it; return the opened file and its path."""
    path = target.with_name(f".{target.name[:200]}{_TEMPORARY}{secrets.token_hex(8)}")
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o666)
    return os.fdopen(number, "wb"), path


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file so that a reader sees the old one or the new one; a pipe or a device is written straight."""
    if is_stream(path):
        path.write_bytes(data)
        return
    stream, temporary = open_temporary(path)
    try:
        with stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def publish(source: Path, target: Path) -> None:
    """Move a finished file into place; does nothing when that was done before the run was cut off.

    Raises:
        OSError: It cannot be written; the error names the target.
    """
    if not source.exists():
        return
    try:
        if is_stream(target):
            with source.open("rb") as read, target.open("wb") as written:
                shutil.copyfileobj(read, written)
            source.unlink()
            return
        try:
            os.replace(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:  # the rejects may live on another disk than the articles
                raise
            _copy(source, target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None
    _sync_folder(target.parent)


def _copy(source: Path, target: Path) -> None:
    stream, temporary = open_temporary(target)
    try:
        with stream, source.open("rb") as read:
            shutil.copyfileobj(read, stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    source.unlink()


def is_stream(path: str | Path) -> bool:
    """Return whether something is written straight through: standard output, a pipe, a device.

    Example:
        >>> is_stream("-"), is_stream("/dev/null"), is_stream("bài.jsonl")
        (True, True, False)
    """
    if str(path) == "-":
        return True
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _sync_folder(folder: Path) -> None:
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:  # pragma: no cover - a system without it
        return
    try:
        os.fsync(number)
    except OSError:
        return
    finally:
        os.close(number)
