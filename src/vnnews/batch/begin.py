"""How a run begins: what is there of its output, and whether that may be touched.

Takes the names of outputs and what was said about them (`Begin`), gives what is there, or the error that says what to do. Decides that nothing which is there is written over
or added to unless it was asked for, and that only an output which is as the last run left it is added to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

import msgspec

from vnnews.batch.finish import Extras
from vnnews.batch.folder import is_stream, work_folder
from vnnews.batch.ledger import read_header
from vnnews.batch.remote import is_remote
from vnnews.batch.report import Report
from vnnews.batch.shown import printable
from vnnews.batch.state import compare_settings
from vnnews.batch.target import is_sharded, list_parts
from vnnews.errors import InputError


class Begin(msgspec.Struct, frozen=True, kw_only=True):
    """How a run begins."""

    resume: bool = False
    """Whether an unfinished run is continued; without one the run begins."""
    fresh: bool = False
    """Whether an unfinished run is thrown away."""
    update: bool = False
    """Whether new and changed pages are added to an output that is there; an unfinished run is continued."""
    overwrite: bool = False
    """Whether what is there is replaced at the end."""


def is_resumable(output: str) -> bool:
    """Return whether something is kept of an unfinished run for an output."""
    return not is_stream(output) and os.path.isfile(work_folder(output) / "state.json")


def choose_settings(settings: dict[str, str]) -> dict[str, str]:
    """Return the settings that an update must share: whether tables are made beside the articles changes no row."""
    return {name: value for name, value in settings.items() if name != "related"}


def check_what_is_there(output: str, settings: dict[str, str], begin: Begin) -> list[int]:
    """Return the numbers of the parts that are there of an output, of a single file 0.

    Raises:
        InputError: They may not be touched, or cannot be added to.
    """
    there = list_parts(output)
    if not there or begin.overwrite:
        return []
    if not begin.update:
        if not any(size for _, _, size in there):  # of an empty file nothing is lost
            return []
        raise InputError(
            f"{printable(there[0][1])} is there already: --update adds new and changed pages to it, --overwrite makes it anew",
            reason="output exists",
        )
    header = read_header(output)
    if header is None:
        raise InputError(
            f"{printable(there[0][1])} is there and nothing says which pages it holds: --overwrite makes it anew",
            reason="no ledger",
        )
    compare_settings(header.settings, choose_settings(settings), what="the run that made it", way="--overwrite")
    if header.size != sum(size for _, _, size in there):
        raise InputError(
            f"{printable(there[0][1])} is not as the last run left it: put it back, or make it anew with --overwrite",
            reason="output changed",
        )
    return [number for number, _, _ in there]


def find_finished(output: str) -> Report | None:
    """Return the report of the run that made an output; None when none has, or when it is not finished."""
    try:
        if is_stream(output) or is_resumable(output) or not list_parts(output):
            return None
        header = read_header(output)
    except OSError:  # what is wrong with the place is told where it is tried to write there
        return None
    return header.report if header else None


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


def check_folders(path: str, rejects: str, extras: Extras) -> None:
    """Refuse outputs whose folders are not there, and what cannot be written to an address.

    Raises:
        InputError: They are named.
    """
    tables = extras.tables.rstrip("/")
    for target in filter(None, (rejects, tables, extras.officials)):
        if is_remote(target):
            raise InputError(
                f"{printable(target)}: only the articles can be written to an address", stage="write", reason="remote"
            )
    for target in filter(None, ("" if is_remote(path) else path, rejects, tables, extras.officials)):
        folder = os.path.dirname(os.path.realpath(target))
        if target != "-" and not os.path.isdir(folder):
            raise InputError(f"the folder {printable(folder)} does not exist", stage="write", reason="no folder")
        if os.path.isdir(target) and target != tables:
            raise InputError(f"{printable(target)} is a folder", stage="write", reason="is a folder")


def check_update(path: str, extras: Extras) -> None:
    """Refuse what needs all pages of a corpus and not only the new ones.

    Raises:
        InputError: It was asked for.
    """
    if extras.dedup or extras.tables or (extras.officials and is_sharded(path)):
        what = "--dedup" if extras.dedup else "--tables" if extras.tables else "--officials of numbered parts"
        raise InputError(
            f"{what} and --update exclude each other; `vnnews export` makes tables of what is there",
            reason="update",
        )
