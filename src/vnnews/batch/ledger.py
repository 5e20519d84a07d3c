"""Which pages an output holds: the small file `<output>.pages` beside it, by which `--update` knows what is new or changed.

Takes what a run has done, gives one line of JSON (`Header`: the options that change rows, the bytes of the output, the figures of the run) and behind it
24 bytes a page, in the order of their keys: three numbers of 64 bits, least byte first. The first is the key, a fingerprint of where the page stands (its file, or its name in an archive; of a record the file and its bytes); the second
is that of what stands there (`Task.mark`), 0 when it could not be read and is to be tried again; the third that of the source that its rows name.
"""

from __future__ import annotations

import heapq
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import IO

import msgspec

from vnnews.batch.load import open_bytes
from vnnews.batch.report import Report
from vnnews.batch.shown import printable
from vnnews.batch.target import name_ledger
from vnnews.errors import UNDECODABLE, InputError

FORM = 1
"""Number of the form of the file."""

NUMBERS = 3
"""Numbers a page."""

RECORD_BYTES = 8 * NUMBERS

_MAX_HEADER_BYTES = 64 << 20


class Header(msgspec.Struct, frozen=True):
    """The first line of the file."""

    program: str
    form: int
    settings: dict[str, str]
    """Options that change the rows."""
    size: int
    """Bytes of the output; when it has others, somebody else has changed it."""
    pages: int
    report: Report
    """Figures of the run that wrote the output last."""
    version: str = ""
    """The version of vnnews that did."""


class Ledger:
    """The pages of an output.

    Example:
        >>> ledger = Ledger(array("Q", [9, 1, 5, 7, 2, 5]))
        >>> ledger.is_same(9, 1), ledger.is_same(9, 3), ledger.find(7), ledger.find(8)
        (True, False, (2, 5), None)
    """

    def __init__(self, records: array[int]) -> None:
        keys = records[::NUMBERS]
        # by key, so that 24 bytes a page are all that it takes
        order = sorted(range(len(keys)), key=keys.__getitem__)
        self.keys = array("Q", (keys[n] for n in order))
        self._marks = array("Q", (records[NUMBERS * n + 1] for n in order))
        self._sources = array("Q", (records[NUMBERS * n + 2] for n in order))

    def __len__(self) -> int:
        return len(self.keys)

    def knows(self, key: int) -> bool:
        """Return whether a page is known."""
        return self._find(key) is not None

    def is_same(self, key: int, mark: int) -> bool:
        """Return whether a page is known and has not changed."""
        place = self._find(key)
        return place is not None and self._marks[place] == mark != 0

    def find(self, key: int) -> tuple[int, int] | None:
        """Return mark and source of a page, None when it is not known."""
        place = self._find(key)
        return None if place is None else (self._marks[place], self._sources[place])

    def iterate(self) -> Iterator[tuple[int, int, int]]:
        """Yield the pages in the order of their keys."""
        return zip(self.keys, self._marks, self._sources, strict=True)

    def _find(self, key: int) -> int | None:
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else None


def read_header(output: str) -> Header | None:
    """Return the first line of an output's ledger, None when it has none.

    Raises:
        InputError: The file is of another form.
    """
    try:
        with open_bytes(name_ledger(output)) as stream:
            return _read_header(output, stream)
    except OSError:
        return None


def read_ledger(output: str) -> Ledger:
    """Return an output's ledger.

    Raises:
        InputError: It has none, or one that is cut off or of another form.
    """
    try:
        with open_bytes(name_ledger(output)) as stream:
            header = _read_header(output, stream)
            data = stream.read(header.pages * RECORD_BYTES + 1)
    except OSError as error:
        raise _refuse(output, error.strerror or str(error)) from None
    if len(data) != header.pages * RECORD_BYTES:
        raise _refuse(output, f"it has not the {header.pages} pages that it speaks of")
    return Ledger(unpack_records(data))


def write_ledger(stream: IO[bytes], header: Header, old: Ledger | None, new: Ledger) -> None:
    """Write the pages of two ledgers, of which the new one knows a page better than the old one."""
    kept = () if old is None else ((key, *rest) for key, *rest in old.iterate() if not new.knows(key))
    again = 0 if old is None else sum(map(new.knows, old.keys))
    pages = len(new) + (0 if old is None else len(old) - again)
    stream.write(msgspec.json.encode(msgspec.structs.replace(header, pages=pages)) + b"\n")
    for record in heapq.merge(kept, new.iterate()):
        stream.write(pack_records(array("Q", record)))


def pack_records(records: array[int]) -> bytes:
    """Return records as bytes, least byte first on every machine."""
    if sys.byteorder == "big":  # pragma: no cover - no such machine at hand
        records = array("Q", records)
        records.byteswap()
    return records.tobytes()


def unpack_records(data: bytes) -> array[int]:
    """Return records that were packed."""
    records = array("Q")
    records.frombytes(data)
    if sys.byteorder == "big":  # pragma: no cover
        records.byteswap()
    return records


def _read_header(output: str, stream: IO[bytes]) -> Header:
    try:
        header = msgspec.json.decode(stream.readline(_MAX_HEADER_BYTES), type=Header)
    except UNDECODABLE as error:
        raise _refuse(output, f"it is damaged or of another version ({error})") from None
    if header.program != "vnnews" or header.form != FORM:
        raise _refuse(output, "it is of another version")
    return header


def _refuse(output: str, what: str) -> InputError:
    return InputError(
        f"{printable(name_ledger(output))}, by which --update knows the pages of the output, cannot be used: {what}; --overwrite makes the output anew",
        reason="no ledger",
    )
