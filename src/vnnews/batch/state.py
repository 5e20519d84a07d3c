"""How far an unfinished run is, as its work folder tells it.

Takes `state.json` and the keys of finished pages, gives what a resumed run may believe. Decides that a run goes on only with the options that
it had.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from pathlib import Path
from typing import IO, Annotated

import msgspec

from vnnews.batch.folder import open_own
from vnnews.batch.ledger import NUMBERS, RECORD_BYTES, Ledger, unpack_records
from vnnews.batch.report import Report
from vnnews.batch.shown import printable
from vnnews.errors import UNDECODABLE, InputError

RUNNING, COMPLETE, BUILT = "running", "complete", "built"
"""The phases of a run: pages are worked on; all are done; all files are made and are being put into place."""

_Count = Annotated[int, msgspec.Meta(ge=0, le=1 << 60)]

_BEGINNINGS = {"": b"{", "gz": b"\x1f\x8b", "bz2": b"BZh", "xz": b"\xfd7zXZ", "zst": b"\x28\xb5\x2f\xfd"}
"""How a file of rows begins."""


DONE_NUMBERS = 1 + NUMBERS
"""Numbers a page in `done`: its key in this run, and what the ledger of the output will say of it."""

DONE_BYTES = 8 + RECORD_BYTES


class State(msgspec.Struct):
    """What `state.json` holds."""

    settings: dict[str, str]
    """Options that change the rows; a resumed run must have the same."""
    identity: str = ""
    """That of the folder."""
    phase: str = RUNNING
    articles: _Count = 0
    """Valid bytes of `articles`."""
    rejects: _Count = 0
    done: _Count = 0
    """Valid records in `done`."""
    seen: _Count = 0
    """Valid articles in the index of duplicates."""
    related: _Count = 0
    """Valid bytes of `related`."""
    is_update: bool = False
    """Whether the run adds to an output that was there."""
    first_part: _Count = 0
    """Number of the first part that the run writes."""
    parts: _Count = 0
    """How many parts it has written, when all are."""
    report: Report = msgspec.field(default_factory=Report)


class DoneKeys:
    """The pages that an earlier part of the run has finished: 8 bytes each.

    Example:
        >>> 7 in DoneKeys(array("Q", [9, 7])), 8 in DoneKeys(array("Q", [9, 7]))
        (True, False)
    """

    def __init__(self, keys: array[int]) -> None:
        self._keys = array("Q", sorted(keys))

    def __contains__(self, key: int) -> bool:
        place = bisect_left(self._keys, key)
        return place < len(self._keys) and self._keys[place] == key

    def __len__(self) -> int:
        return len(self._keys)


def compare_settings(
    old: dict[str, str], new: dict[str, str], *, what: str = "the unfinished run", way: str = "--fresh"
) -> None:
    """Refuse to go on with a run that had other options."""
    changed = [f"{name} was {old.get(name)!r}" for name in new if old.get(name) != new[name]]
    if changed:
        raise InputError(
            f"{what} had other options ({'; '.join(changed)}): use the same, or {way}", reason="other options"
        )


def read_state(folder: Path) -> State | None:
    """Return the state in a work folder, None when there is none."""
    try:
        with open_own(folder / "state.json", is_new=False) as stream:
            return msgspec.json.decode(stream.read(), type=State)
    except FileNotFoundError:
        return None
    except UNDECODABLE as error:
        raise InputError(
            f"{printable(folder / 'state.json')} was written by another version ({error}); --fresh begins anew",
            reason="other version",
        ) from None


def check_state(folder: Path, state: State, identity: str, compression: str) -> None:
    """Refuse a state that is not that of its folder: another one's, or one whose files hold less than it says or something else.

    Raises:
        InputError: It does not fit. Going on would make a file with a hole.
    """
    if state.identity != identity:
        raise misfit(folder, "the state is that of another folder")
    if state.phase != RUNNING:
        return
    kinds = {"articles": _BEGINNINGS[compression], "rejects": _BEGINNINGS[""], "related": _BEGINNINGS[""]}
    lengths = {
        "articles": state.articles,
        "rejects": state.rejects,
        "related": state.related,
        "done": DONE_BYTES * state.done,
    }
    for name, length in lengths.items():
        if not length:
            continue
        try:
            with open_own(folder / name, is_new=False) as stream:
                head = stream.read(8)
                size = stream.seek(0, 2)
                stream.seek(min(size, length) - 1 if size else 0)
                last = stream.read(1)
        except FileNotFoundError:
            raise misfit(folder, f"'{name}' is not there") from None
        if size < length:
            raise misfit(folder, f"'{name}' has {size} bytes of {length}")
        beginning = kinds.get(name, b"")
        if not head.startswith(beginning) or (beginning == b"{" and last != b"\n"):
            raise misfit(folder, f"'{name}' does not hold what was written to it")
    if state.seen and not (folder / "seen").is_file():
        raise misfit(folder, "the index of duplicates is not there")


def misfit(folder: Path, what: str) -> InputError:
    """Return the error that refuses a state because of what is wrong with it."""
    return InputError(
        f"the unfinished run in {printable(folder)} is damaged: {what}; --fresh begins anew", reason="damaged state"
    )


def read_done(path: Path) -> Ledger:
    """Return what a finished file of pages says for the ledger of the output."""
    records = unpack_records(path.read_bytes())
    return Ledger(array("Q", (number for place, number in enumerate(records) if place % DONE_NUMBERS)))


def read_keys(stream: IO[bytes], count: int) -> DoneKeys:
    """Return the keys of the first `count` records of a file of finished pages."""
    stream.seek(0)
    return DoneKeys(unpack_records(stream.read(count * DONE_BYTES))[::DONE_NUMBERS])
