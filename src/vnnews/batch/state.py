"""How far an unfinished run is, as its work folder tells it.

Takes `state.json` and the keys of finished pages, gives what a resumed run may believe. Decides that a run goes on only with the options that
it had.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from pathlib import Path
from typing import IO

import msgspec

from vnnews.batch.report import Report
from vnnews.batch.shown import printable
from vnnews.errors import UNDECODABLE, InputError


class State(msgspec.Struct):
    """What `state.json` holds."""

    settings: dict[str, str]
    """Options that change the rows; a resumed run must have the same."""
    phase: str = "running"
    articles: int = 0
    """Valid bytes of `articles`."""
    rejects: int = 0
    done: int = 0
    """Valid keys in `done`."""
    seen: int = 0
    """Valid articles in the index of duplicates."""
    related: int = 0
    """Valid bytes of `related`."""
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


def compare_settings(old: dict[str, str], new: dict[str, str]) -> None:
    """Refuse to go on with a run that had other options."""
    changed = [f"{name} was {old.get(name)!r}" for name in new if old.get(name) != new[name]]
    if changed:
        raise InputError(
            f"the unfinished run had other options ({'; '.join(changed)}): use the same, or --fresh",
            reason="other options",
        )


def read_state(folder: Path) -> State | None:
    """Return the state in a work folder, None when there is none."""
    try:
        return msgspec.json.decode((folder / "state.json").read_bytes(), type=State)
    except FileNotFoundError:
        return None
    except UNDECODABLE as error:
        raise InputError(
            f"{printable(folder / 'state.json')} was written by another version ({error}); --fresh begins anew",
            reason="other version",
        ) from None


def read_keys(stream: IO[bytes], count: int) -> DoneKeys:
    """Return the first `count` keys of a file of finished pages."""
    stream.seek(0)
    keys = array("Q")
    keys.frombytes(stream.read(count * 8))
    return DoneKeys(keys)
