"""Where the articles of a run go, so that nothing is lost, nothing comes twice and nobody sees half a file.

A run writes into a work folder of its own beside its output, `<output>.partial/` (see `vnnews.batch.folder`): `articles`, `rejects`, `done` (a record of each
finished page, see `vnnews.batch.ledger`) and `state.json`. A checkpoint flushes the three files to disk and then replaces `state.json`, which says how long
each of them is worth believing; whatever stands behind these lengths after a kill or a power cut is cut off by `--resume`, and
its pages are done again. At the end the finished files are built in the folder, then renamed into place (`vnnews.batch.finish`), and the folder goes away. An output that is there already is
only touched when it is to be: `update` adds to it, `overwrite` makes it anew; until the end it stays as it is.

Known limits: between two checkpoints up to `CHECKPOINT_SECONDS` of work may have to be repeated; standard output, pipes and
devices are written straight through and cannot be resumed.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from array import array
from pathlib import Path
from typing import IO

import msgspec

from vnnews.batch.begin import Begin, check_folders, check_update, check_what_is_there, choose_settings, is_resumable
from vnnews.batch.compress import COMPRESSIONS, make_compressor
from vnnews.batch.duplicates import Seen
from vnnews.batch.finish import Extras, Plan, build, compare_sites, put_into_place
from vnnews.batch.folder import clear_folder, enter_folder, is_stream, open_own, remove_folder, work_folder, write_whole
from vnnews.batch.ledger import Ledger, pack_records, read_ledger
from vnnews.batch.lock import take_lock
from vnnews.batch.merge import mark_source
from vnnews.batch.remote import is_remote
from vnnews.batch.report import Report
from vnnews.batch.shown import escape_json, printable
from vnnews.batch.state import (
    BUILT,
    COMPLETE,
    DONE_BYTES,
    DONE_NUMBERS,
    RUNNING,
    DoneKeys,
    State,
    check_state,
    compare_settings,
    misfit,
    read_keys,
    read_state,
)
from vnnews.batch.target import is_sharded, list_parts, try_to_write
from vnnews.batch.work import Outcome
from vnnews.errors import InputError
from vnnews.extras import import_extra

CHECKPOINT_SECONDS = 3.0
"""Longest stretch of work that a crash can cost; a checkpoint takes some 10 ms on a disk."""

PART_ARTICLES = 10_000
"""Articles a numbered part: as JSON lines some 500 MB with words and entities."""


_NO_EXTRAS = Extras()
_PLAIN = Begin()


class StreamOutput:
    """Output that is written straight through: standard output, a pipe, a device."""

    def __init__(self, stream: IO[bytes], rejects: IO[bytes] | None, *, dedup: bool = False) -> None:
        self.seen = Seen("") if dedup else None
        self._stream = stream
        self._rejects = rejects
        self._is_terminal = stream.isatty()
        self.done = DoneKeys(array("Q"))
        self.known: Ledger | None = None
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
        path: The file to make; '.gz', '.bz2', '.xz' or '.zst' at its end compresses it; '.parquet' makes a Parquet file; '{n}' makes numbered parts; an address is written to at the end.
        rejects: The file of rejects, or ''.
        settings: Options that change the rows.
        begin: What is done with what is there.
        extras: What is made beside it.
        part_articles: Articles a numbered part.
    """

    def __init__(
        self,
        path: str,
        rejects: str,
        settings: dict[str, str],
        begin: Begin = _PLAIN,
        *,
        extras: Extras = _NO_EXTRAS,
        part_articles: int = PART_ARTICLES,
    ) -> None:
        self.seen: Seen | None = None
        self.known: Ledger | None = None
        """The pages of the output that is added to."""
        self.folder = work_folder(path)
        self._extras = extras
        self._output = path if is_remote(path) or is_sharded(path) else os.path.realpath(path)
        self._rejects_path = rejects
        self._part_articles = part_articles
        self._compression = COMPRESSIONS.get(os.path.splitext(path)[1], "")
        self._pending = array("Q")
        self._last = time.monotonic()
        if path.endswith(".parquet"):
            import_extra("pyarrow.parquet", "arrow")  # to be told now, and not after a night's work
        identity = enter_folder(self.folder)
        self._lock = take_lock(self.folder)
        try:
            self._open(settings, identity, begin)
        except BaseException:
            self._lock.close()
            if not (self.folder / "state.json").exists():
                remove_folder(self.folder)
            raise

    def _open(self, settings: dict[str, str], identity: str, begin: Begin) -> None:
        state = None if begin.fresh else read_state(self.folder)
        if state is not None and not (begin.resume or begin.update):
            raise InputError(
                f"an unfinished run lies in {printable(self.folder)}: --resume continues it, --fresh throws it away",
                reason="unfinished run",
            )
        if state is None:
            parts = check_what_is_there(self._output, settings, begin)
            clear_folder(self.folder)
            is_update = begin.update and bool(parts)
            first = parts[-1] + 1 if is_update and is_sharded(self._output) else 0
            state = State(settings, identity=identity, is_update=is_update, first_part=first)
        else:
            compare_settings(state.settings, settings)
            check_state(self.folder, state, identity, self._compression)
        self.is_complete = state.phase != RUNNING
        self._state = state
        self.report = state.report
        if self.is_complete:  # it was cut off while it made its files
            self.done = DoneKeys(array("Q"))
            return
        if state.is_update:
            if not list_parts(self._output):
                raise InputError(
                    f"{printable(self._output)}, which the unfinished run adds to, is gone; --fresh begins anew",
                    reason="output changed",
                )
            self.known = read_ledger(self._output)
        with contextlib.ExitStack() as opened:
            self._articles = opened.enter_context(_open_at(self.folder / "articles", state.articles))
            self._rejects = opened.enter_context(_open_at(self.folder / "rejects", state.rejects))
            self._related = opened.enter_context(_open_at(self.folder / "related", state.related))
            self._done = opened.enter_context(_open_at(self.folder / "done", state.done * DONE_BYTES))
            self.done = read_keys(self._done, state.done)
            self._packer = make_compressor(self._output)
            if self._extras.dedup:
                for name in ("seen", "seen-journal"):  # SQLite would follow a link
                    with contextlib.suppress(FileNotFoundError), open_own(self.folder / name, is_new=False):
                        pass
                self.seen = Seen(str(self.folder / "seen"), state.seen)
                if self.seen.count != state.seen:
                    held = f"the index of duplicates has {self.seen.count} articles of {state.seen}"
                    self.seen.close()
                    raise misfit(self.folder, held)
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
        lasting = outcome.lasting or outcome.key
        self._pending.extend((outcome.key, lasting, outcome.mark, mark_source(outcome.source)))

    def is_due(self) -> bool:
        """Return whether it is time for a checkpoint."""
        return time.monotonic() - self._last >= CHECKPOINT_SECONDS

    def checkpoint(self, report: Report) -> None:
        """Make everything written so far survive a kill and a power cut."""
        if self.is_complete:
            return
        if self._packer and self._pending:
            self._articles.write(self._packer.flush())  # a whole piece: the file can be cut here
            self._packer = make_compressor(self._output)
        self._done.write(pack_records(self._pending))
        for stream in (self._articles, self._rejects, self._related, self._done):
            stream.flush()
            os.fsync(stream.fileno())
        state = self._state
        if self.seen is not None:  # before the state: what the index knows too much is cut off by `State.seen`
            self.seen.save()
            state.seen = self.seen.count
        state.done += len(self._pending) // DONE_NUMBERS
        state.articles, state.rejects, state.report = self._articles.tell(), self._rejects.tell(), report
        state.related = self._related.tell()
        self._pending = array("Q")
        write_whole(self.folder / "state.json", msgspec.json.encode(state))
        self._last = time.monotonic()

    def finish(self, report: Report) -> None:
        """Make the files that were asked for, put them into place and remove the work folder."""
        self.checkpoint(report)
        if not self.is_complete:
            self._enter(COMPLETE)
            self._close_files()
            self.is_complete = True
        plan = Plan(
            self.folder,
            self._output,
            self._rejects_path,
            self._extras,
            choose_settings(self._state.settings),
            self._part_articles,
            self._state.is_update,
            self._state.first_part,
        )
        if self._state.phase != BUILT:
            self._state.parts = build(plan)
            if self._extras.health:
                report.losses = compare_sites(plan)
            self._enter(BUILT)
        put_into_place(plan, self._state.parts, report)
        self._lock.close()
        remove_folder(self.folder)

    def _enter(self, phase: str) -> None:
        self._state.phase = phase
        write_whole(self.folder / "state.json", msgspec.json.encode(self._state))

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


def open_output(
    path: str,
    rejects: str,
    settings: dict[str, str],
    begin: Begin = _PLAIN,
    *,
    extras: Extras = _NO_EXTRAS,
    part_articles: int = PART_ARTICLES,
) -> FileOutput | StreamOutput:
    """Return the output of a run: '-' and devices are streams, everything else is a file.

    Raises:
        InputError: It cannot be written to, or what is there is not to be touched.
    """
    # what is missing is to be told now, and not after a night's work
    if extras.dedup:
        import_extra("rensa", "dedup")
    if extras.tables:
        import_extra("pyarrow.parquet", "arrow")
        if os.path.exists(extras.tables) and not os.path.isdir(extras.tables):
            raise InputError(f"{printable(extras.tables)} is no folder", stage="write", reason="no folder")
    check_folders(path, rejects, extras)
    is_new = begin.fresh or not is_resumable(path)
    if is_new and not (begin.update or begin.overwrite):
        for made in filter(None, (rejects, *extras.list_files())):
            if os.path.isfile(made) and os.path.getsize(made):
                raise InputError(
                    f"{printable(made)} is there already: --overwrite makes it anew", reason="output exists"
                )
    if is_stream(path):
        if begin.resume or begin.update:
            raise InputError("--resume and --update need an output file", stage="write", reason="no file")
        if extras.list_files():
            raise InputError("tables are made of an output file, not of a stream", stage="write", reason="no file")
        stream = sys.stdout.buffer if path == "-" else open(path, "wb")  # noqa: SIM115 - lives as long as the run
        return StreamOutput(stream, open(rejects, "wb") if rejects else None, dedup=extras.dedup)
    if begin.update:
        check_update(path, extras)
    if is_remote(path) and is_new:
        try_to_write(path)
    return FileOutput(path, rejects, settings, begin, extras=extras, part_articles=part_articles)


def _open_at(path: Path, length: int) -> IO[bytes]:
    """Open a file for writing behind its first `length` bytes; what stands behind them is cut off."""
    stream = open_own(path)
    stream.truncate(length)
    stream.seek(length)
    return stream
