"""Where the articles of a run go, so that nothing is lost, nothing comes twice and nobody sees half a file.

A run writes into a work folder of its own beside its output, `<output>.partial/` (see `vnnews.batch.folder`): `articles`, `rejects`, `done` (the 64-bit keys of the
finished pages) and `state.json`. A checkpoint flushes the three files to disk and then replaces `state.json`, which says how long
each of them is worth believing; whatever stands behind these lengths after a kill or a power cut is cut off by `--resume`, and
its pages are done again. At the end the finished files are renamed into place and the folder goes away.

Known limits: between two checkpoints up to `CHECKPOINT_SECONDS` of work may have to be repeated; standard output, pipes and
devices are written straight through and cannot be resumed.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import msgspec

from vnnews.batch.arrow import convert_rows
from vnnews.batch.compress import COMPRESSIONS, make_compressor
from vnnews.batch.duplicates import Seen
from vnnews.batch.flat import TABLES, write_officials, write_tables
from vnnews.batch.folder import (
    clear_folder,
    enter_folder,
    is_stream,
    open_own,
    publish,
    remove_folder,
    work_folder,
    write_whole,
)
from vnnews.batch.load import open_bytes
from vnnews.batch.lock import take_lock
from vnnews.batch.report import Report
from vnnews.batch.shown import escape_json, printable
from vnnews.batch.state import DoneKeys, State, check_state, compare_settings, read_keys, read_state
from vnnews.batch.work import Outcome
from vnnews.errors import InputError
from vnnews.extras import import_extra

CHECKPOINT_SECONDS = 3.0
"""Longest stretch of work that a crash can cost; a checkpoint takes some 10 ms on a disk."""

_COMPLETE = "complete"


class Extras(msgspec.Struct, frozen=True):
    """What a run makes beside its articles and rejects; '' makes nothing."""

    tables: str = ""
    """Folder for the flat tables."""
    officials: str = ""
    """CSV file of officials."""
    dedup: bool = False
    """Whether an index of duplicates is kept."""

    def list_files(self) -> list[str]:
        """Return the files that are made."""
        tables = [os.path.join(self.tables, f"{name}.parquet") for name in TABLES] if self.tables else []
        return [*tables, self.officials] if self.officials else tables


_NO_EXTRAS = Extras()


class StreamOutput:
    """Output that is written straight through: standard output, a pipe, a device."""

    def __init__(self, stream: IO[bytes], rejects: IO[bytes] | None, *, dedup: bool = False) -> None:
        self.seen = Seen("") if dedup else None
        self._stream = stream
        self._rejects = rejects
        self._is_terminal = stream.isatty()
        self.done = DoneKeys(array("Q"))
        self.report = Report()

    def write(self, outcome: Outcome) -> None:
        """Write one outcome."""
        for row in outcome.rows:
            self._stream.write((escape_json(row) if self._is_terminal else row) + b"\n")
        if self._rejects is not None:
            self._rejects.write(_reject_lines(outcome))

    def checkpoint(self, report: Report) -> None:
        """Pass on what is buffered."""
        self._stream.flush()
        if self._rejects is not None:
            self._rejects.flush()

    def finish(self, report: Report) -> None:
        """Pass on the rest."""
        self.checkpoint(report)

    def close(self) -> None:
        """Close the files; standard output stays open. What cannot be written any more was told when it was tried first."""
        if self._rejects is not None:
            with contextlib.suppress(OSError):
                self._rejects.close()
        if self._stream is not sys.stdout.buffer:
            with contextlib.suppress(OSError):
                self._stream.close()
            return
        try:
            self._stream.flush()
        except OSError:  # its reader is gone: Python would try once more at its end, and end with another code
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class FileOutput:
    """Output to a file that appears whole or not at all, and that can be resumed.

    Args:
        path: The file to make; '.gz', '.bz2', '.xz' or '.zst' at its end compresses it; '.parquet' makes a Parquet file.
        rejects: The file of rejects, or ''.
        settings: Options that change the rows.
        resume: Whether an unfinished run is continued; without one the run begins.
        fresh: Whether an unfinished run is thrown away.
        extras: What is made beside it.
    """

    def __init__(
        self,
        path: str,
        rejects: str,
        settings: dict[str, str],
        *,
        resume: bool = False,
        fresh: bool = False,
        extras: Extras = _NO_EXTRAS,
    ) -> None:
        self._extras = extras
        self.seen: Seen | None = None
        self.path = Path(os.path.realpath(path))
        self.folder = work_folder(path)
        self._rejects_path = find_target(rejects) if rejects else None
        self._name = path
        self._pending = array("Q")
        self._last = time.monotonic()
        if self.path.suffix == ".parquet":
            import_extra("pyarrow.parquet", "arrow")  # to be told now, and not after a night's work
        identity = enter_folder(self.folder)
        self._lock = take_lock(self.folder)
        try:
            self._open(settings, identity, resume=resume, fresh=fresh)
        except BaseException:
            self._lock.close()
            raise

    def _open(self, settings: dict[str, str], identity: str, *, resume: bool, fresh: bool) -> None:
        state = None if fresh else read_state(self.folder)
        if state is not None and not resume:
            raise InputError(
                f"an unfinished run lies in {printable(self.folder)}: --resume continues it, --fresh throws it away",
                reason="unfinished run",
            )
        if state is None:
            clear_folder(self.folder)
            state = State(settings, identity=identity)
        else:
            compare_settings(state.settings, settings)
            check_state(self.folder, state, identity, COMPRESSIONS.get(self.path.suffix, ""))
        self.is_complete = state.phase == _COMPLETE
        self._state = state
        self.report = state.report
        if self.is_complete:  # it was cut off while it renamed its files
            self.done = DoneKeys(array("Q"))
            return
        with contextlib.ExitStack() as opened:
            self._articles = opened.enter_context(_open_at(self.folder / "articles", state.articles))
            self._rejects = opened.enter_context(_open_at(self.folder / "rejects", state.rejects))
            self._related = opened.enter_context(_open_at(self.folder / "related", state.related))
            self._done = opened.enter_context(_open_at(self.folder / "done", state.done * 8))
            self.done = read_keys(self._done, state.done)
            self._packer = make_compressor(self._name)
            if self._extras.dedup:
                for name in ("seen", "seen-journal"):  # SQLite would follow a link
                    with contextlib.suppress(FileNotFoundError), open_own(self.folder / name, is_new=False):
                        pass
                self.seen = Seen(str(self.folder / "seen"), state.seen)
            opened.pop_all()

    def write(self, outcome: Outcome) -> None:
        """Write one outcome."""
        if outcome.rows:
            rows = b"\n".join(outcome.rows) + b"\n"
            self._articles.write(self._packer.compress(rows) if self._packer else rows)
        if self._rejects_path:
            self._rejects.write(_reject_lines(outcome))
        if outcome.related:
            self._related.write(b"\n".join(outcome.related) + b"\n")
        self._pending.append(outcome.key)

    def is_due(self) -> bool:
        """Return whether it is time for a checkpoint."""
        return time.monotonic() - self._last >= CHECKPOINT_SECONDS

    def checkpoint(self, report: Report) -> None:
        """Make everything written so far survive a kill and a power cut."""
        if self.is_complete:
            return
        if self._packer and self._pending:
            self._articles.write(self._packer.flush())  # a whole piece: the file can be cut here
            self._packer = make_compressor(self._name)
        self._done.write(self._pending.tobytes())
        for stream in (self._articles, self._rejects, self._related, self._done):
            stream.flush()
            os.fsync(stream.fileno())
        state = self._state
        if self.seen is not None:  # before the state: what the index knows too much is cut off by `State.seen`
            self.seen.save()
            state.seen = self.seen.count
        state.done += len(self._pending)
        state.articles, state.rejects, state.report = self._articles.tell(), self._rejects.tell(), report
        state.related = self._related.tell()
        self._pending = array("Q")
        write_whole(self.folder / "state.json", msgspec.json.encode(state))
        self._last = time.monotonic()

    def finish(self, report: Report) -> None:
        """Put the finished files into place and remove the work folder."""
        self.checkpoint(report)
        if not self.is_complete:
            self._state.phase = _COMPLETE
            write_whole(self.folder / "state.json", msgspec.json.encode(self._state))
            self._close_files()
            self.is_complete = True
        if self._rejects_path:
            publish(self.folder / "rejects", self._rejects_path)
        articles = self.folder / "articles"
        if articles.exists():
            self._derive(articles)
        if self.path.suffix == ".parquet" and articles.exists():
            articles = convert_rows(articles, self.folder / "articles.parquet")
        publish(articles, self.path)
        self._lock.close()
        remove_folder(self.folder)

    def _derive(self, articles: Path) -> None:
        """Make the tables from the rows, and put them into place."""
        compression = COMPRESSIONS.get(self.path.suffix, "")
        if self._extras.tables:
            made = self.folder / "tables"
            made.mkdir(exist_ok=True)
            with open_bytes(str(articles), compression) as rows, open(self.folder / "related", "rb") as related:
                tables = write_tables(rows, related, made)
            os.makedirs(self._extras.tables, exist_ok=True)
            for table in tables:
                publish(table, find_target(os.path.join(self._extras.tables, table.name)))
        if self._extras.officials:
            with open_bytes(str(articles), compression) as rows:
                write_officials(rows, self.folder / "officials.csv")
            publish(self.folder / "officials.csv", find_target(self._extras.officials))

    def close(self) -> None:
        """Let go of the files; what is unfinished stays in the work folder, if there is anything."""
        if not self.is_complete and not self._articles.closed:
            self._close_files()
        if not self._lock.closed:
            self._lock.close()
            if not (self.folder / "state.json").exists():
                remove_folder(self.folder)

    def _close_files(self) -> None:
        if self.seen is not None:
            self.seen.close()
        for stream in (self._articles, self._rejects, self._related, self._done):
            try:
                stream.close()
            except OSError:  # the disk is full: what could not be written was never promised
                continue


def _reject_lines(outcome: Outcome) -> bytes:
    rejects = outcome.duplicates if outcome.reject is None else [outcome.reject]
    return b"".join(msgspec.json.encode(reject) + b"\n" for reject in rejects)


def is_resumable(output: str) -> bool:
    """Return whether something is kept of an unfinished run for an output."""
    return not is_stream(output) and (work_folder(output) / "state.json").is_file()


def find_target(path: str) -> Path:
    """Return where something is written: behind a link the file that it points to, of a pipe or device its own name."""
    return Path(path if is_stream(path) else os.path.realpath(path))


def check_targets(paths: Iterable[str]) -> None:
    """Refuse outputs of which two are one file or one pipe, and more than one on standard output.

    Raises:
        InputError: They are.
    """
    known = set()
    for number, path in enumerate(filter(None, paths)):
        if number and path == "-":
            raise InputError("only the articles can go to '-'; name a file for the rest", reason="same file")
        target: object = os.path.realpath(path)
        if is_stream(path):
            try:
                status = os.fstat(1) if path == "-" else os.stat(path)
            except OSError:
                continue
            if stat.S_ISCHR(status.st_mode):  # a terminal, /dev/null
                continue
            target = (status.st_dev, status.st_ino)
        if target in known:
            raise InputError(
                "output, rejects, report, tables and site memory must be different files", reason="same file"
            )
        known.add(target)


def open_output(
    path: str,
    rejects: str,
    settings: dict[str, str],
    *,
    resume: bool = False,
    fresh: bool = False,
    extras: Extras = _NO_EXTRAS,
) -> FileOutput | StreamOutput:
    """Return the output of a run: '-' and devices are streams, everything else is a file."""
    # what is missing is to be told now, and not after a night's work
    if extras.dedup:
        import_extra("rensa", "dedup")
    if extras.tables:
        import_extra("pyarrow.parquet", "arrow")
        if os.path.exists(extras.tables) and not os.path.isdir(extras.tables):
            raise InputError(f"{printable(extras.tables)} is no folder", stage="write", reason="no folder")
    for target in filter(None, (path, rejects, extras.tables and extras.tables.rstrip("/"), extras.officials)):
        folder = os.path.dirname(os.path.realpath(target))
        if target != "-" and not os.path.isdir(folder):
            raise InputError(f"the folder {printable(folder)} does not exist", stage="write", reason="no folder")
        if os.path.isdir(target) and target != extras.tables.rstrip("/"):
            raise InputError(f"{printable(target)} is a folder", stage="write", reason="is a folder")
    if is_stream(path):
        if resume:
            raise InputError("--resume needs an output file", stage="write", reason="no file")
        if extras.list_files():
            raise InputError("tables are made of an output file, not of a stream", stage="write", reason="no file")
        stream = sys.stdout.buffer if path == "-" else open(path, "wb")  # noqa: SIM115 - lives as long as the run
        return StreamOutput(stream, open(rejects, "wb") if rejects else None, dedup=extras.dedup)
    return FileOutput(path, rejects, settings, resume=resume, fresh=fresh, extras=extras)


def _open_at(path: Path, length: int) -> IO[bytes]:
    """Open a file for writing behind its first `length` bytes; what stands behind them is cut off."""
    stream = open_own(path)
    stream.truncate(length)
    stream.seek(length)
    return stream
