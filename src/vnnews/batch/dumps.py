r"""The records of a JSON dump, whatever state it is in.

Takes a stream, gives each object that stands at the top level with its number, and a `Damage` for what stands where a record should. Reads a list,
a list that was never closed, lists glued together ('][', as two runs of a crawler into one file give), lone commas, objects behind
each other on one line or printed over many, and goes on behind whatever is none of these. `decode_record` reads what other programs
write and the standard does not allow: `NaN`, half a surrogate pair, raw line breaks in a string, bytes that are no UTF-8.

Memory is that of one record, and cost is linear: a place where a record breaks off is gone back from at most `MAX_REWINDS` times.

Known limits: an object behind a broken one on the same line is found only when it begins with a name in quotes; of a broken record
that holds other objects these may come as records of their own, and be rejected; where over a thousand brackets stand open at once, whole objects between them are
looked for 32 deep only, and most of those between records that were cut behind a comma are lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO

import msgspec

from vnnews.errors import VnnewsError

MAX_REWINDS = 3
"""How often reading goes back to a line before the place where a record turned out to be broken. The line behind the cut is the
first; only hostile input needs more."""

_PIECE = 1 << 16
"""Least that is read at a time; for a longer record always as much again as is held, so that it is looked at twice in all."""

MAX_NESTING = 1000
"""Brackets inside each other from which on no reader of JSON takes a record: what follows is not looked at bracket by bracket."""

_NESTING_IN_PILES = 32
"""The same for what begins before a place where brackets went beyond `MAX_NESTING`: there they are left open by records that were cut off, or by
somebody who wants each of them to be looked at from each of its predecessors."""

_LONG_LINE = 1 << 20
"""Bytes up to which a line is taken for one record; a longer one rather holds a whole list."""

_SHOWN = 60
"""Bytes of a damaged stretch that its message shows."""

_LONGEST_NAME = 200
"""Of a field; a longer string behind a brace begins no record."""

_MARK = b"\xef\xbb\xbf"

_BETWEEN = re.compile(rb"[\s\[\],\x1e]*+")
"""What stands between records: white space, the marks of lists, the separator of JSON text sequences."""

_TOKEN = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]])', re.DOTALL)
"""A string or a bracket with the numbers, commas and colons before it."""

_BEHIND_STRING = re.compile(rb"\s*+[:,}\]]")

_BLANK_END = re.compile(rb"\s*+\Z")

_LINE_START = re.compile(rb"\n(?:[\[\],]\s*+)*+(?=\{)")
"""A record at the beginning of a line."""

_RECORD_START = re.compile(rb'(?<=\n)\{|\{\s{0,9}+"[^"\\\n]{0,%d}+"\s{0,9}+:' % _LONGEST_NAME)
"""Where a record can begin behind damage."""

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
"""Whole surrogate pairs and other escapes, so that the half ones among them are told."""


class Damage(msgspec.Struct, frozen=True):
    """A stretch of a dump that holds no record."""

    line: int
    """Line on which it begins, counted from 1."""
    last: int
    """Line on which it ends."""
    head: bytes
    """How it begins."""

    @property
    def message(self) -> str:
        """What is told of it.

        Example:
            >>> Damage(3, 3, b'-cut.html"},').message
            'line 3 holds no JSON record: -cut.html"},'
        """
        where = f"line {self.line} holds" if self.line == self.last else f"lines {self.line} to {self.last} hold"
        shown = " ".join(self.head[:_SHOWN].decode("utf-8", "replace").split())
        return f"{where} no JSON record: {shown}{'…' if len(self.head) > _SHOWN else ''}"


Piece = bytes | Damage | None
"""A record, a stretch without one, None for a record that is too large."""


def decode_record(data: bytes) -> object:
    r"""Return a JSON value, also one that only lenient readers take.

    Raises:
        VnnewsError: It is no JSON, or nested beyond all measure.

    Example:
        >>> decode_record(b'{"author": NaN, "text": "M\\ud83d\n"}')
        {'author': nan, 'text': 'M\ufffd\n'}
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        text = _ESCAPE.sub(_mend_escape, data.decode("utf-8", "replace"))
    try:
        return json.loads(text, strict=False)
    except ValueError as error:
        raise VnnewsError(f"the record is no JSON: {error}", stage="open", reason="bad json") from None
    except RecursionError:
        raise VnnewsError("the record is nested too deeply", stage="open", reason="bad json") from None


def _mend_escape(found: re.Match[str]) -> str:
    return "\\ufffd" if found["half"] else found[0]


def read_json(stream: IO[bytes], limit: int) -> Iterator[tuple[int, Piece]]:
    r"""Yield the records of a JSON file and the stretches that hold none, numbered together from 1.

    Args:
        stream: The file, in UTF-8.
        limit: Bytes that a record may have.

    Example:
        >>> import io
        >>> dump = b'[\n{"text": "Tin 1"},\nut off"},\n{"text": "Tin 2"}\n][\n{"text": "Tin 3"}'
        >>> [piece if isinstance(piece, bytes) else piece.line for _, piece in read_json(io.BytesIO(dump), 1000)]
        [b'{"text": "Tin 1"}', 3, b'{"text": "Tin 2"}', b'{"text": "Tin 3"}']
    """
    for number, (_, piece) in enumerate(_Reader(stream, limit).read(), 1):
        yield number, piece


def read_json_lines(stream: IO[bytes], limit: int) -> Iterator[tuple[int | str, Piece]]:
    r"""Yield the same of a file of JSON lines, numbered by the line on which each begins; a second one on a line is '4.2'.

    Example:
        >>> import io
        >>> [number for number, _ in read_json_lines(io.BytesIO(b'{"a": 1}\n\n{"a": 2}{"a": 3}\n{"a":\n4}\n'), 1000)]
        [1, 3, '3.2', 4]
    """
    last, place = 0, 1
    for line, piece in _Reader(stream, limit).read():
        place = place + 1 if line == last else 1
        last = line
        yield (line if place == 1 else f"{line}.{place}"), piece


class _Scan(msgspec.Struct, frozen=True):
    """How far an object reaches, in places of what is held."""

    end: int
    """Behind its last brace; 0 when it is not whole."""
    broken: int = 0
    """Where it breaks off."""
    seen: int = 0
    """How far it was looked at."""


class _Reader:
    """The part of a dump that is held, and how far it is read."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._held = b""
        self._at = 0
        """Where in `_held` reading goes on; what stands before it is done."""
        self._dropped = 0
        """Bytes of the dump before `_held`."""
        self._line = 1
        """Line of `_at`."""
        self._furthest = -1
        """Last place of the dump at which a record broke off."""
        self._rewinds = 0
        self._piled = 0
        """Last place of the dump at which brackets went beyond `MAX_NESTING`."""
        self._line_end = 0
        """Place of the dump of the next line break, as far as it has been looked for."""
        self._tried = -1
        """End of the line that was last taken for one record."""

    def read(self) -> Iterator[tuple[int, Piece]]:
        """Yield records and damage in order, each with its line; damage that nothing parts is one."""
        damage: Damage | None = None
        self._grow()
        self._at = len(_MARK) if self._held.startswith(_MARK) else 0
        while self._skip_between():
            line = self._line
            piece = self._read_piece()
            if isinstance(piece, Damage):
                damage = piece if damage is None else Damage(damage.line, piece.last, damage.head)
                continue
            if damage is not None:
                yield damage.line, damage
                damage = None
            yield line, piece
        if damage is not None:
            yield damage.line, damage

    def _read_piece(self) -> Piece:
        """Read the record that begins here, or what stands in its place."""
        while len(self._held) - self._at <= _SHOWN and self._grow() >= 0:
            continue
        if line_end := self._find_whole_line():
            record = self._held[self._at : line_end]
            self._advance(line_end)
            return record
        scan = self._scan_object() if self._held.startswith(b"{", self._at) else _Scan(0, self._at, self._at)
        if scan.end:
            record = self._held[self._at : scan.end]
            if len(record) > self._limit:
                self._advance(scan.end)
                return None
            if _is_json(record):
                self._advance(scan.end)
                return record
            scan = _Scan(0, scan.end, scan.end)
        line, place = self._line, self._dropped + self._at
        head = self._held[self._at : self._at + _SHOWN + 1]
        is_large = scan.seen - self._at > self._limit
        if not self._rewind(scan):
            self._advance(scan.broken)
            self._find_start()
            if is_large:
                return None
        head = head[: self._dropped + self._at - place]
        return Damage(line, max(line, self._last_line()), head.rstrip())

    def _find_whole_line(self) -> int:
        """Return the end of a record that fills the line, as in most dumps, 0 when it does not: three times as fast as the scan."""
        if not self._held.startswith(b"{", self._at):
            return 0
        end = self._held.find(b"\n", max(self._at, self._line_end - self._dropped))
        while end < 0 and len(self._held) - self._at < _LONG_LINE:
            looked = self._dropped + len(self._held)
            if self._grow() < 0:
                break
            end = self._held.find(b"\n", looked - self._dropped)
        self._line_end = self._dropped + (len(self._held) if end < 0 else end)
        if end < 0 or self._line_end == self._tried:
            return 0
        self._tried = self._line_end  # once a line, so that a long one with many records costs no more than its length
        record = self._held[self._at : end].rstrip(b" \t\r,]")
        if len(record) > self._limit or not record.endswith(b"}"):
            return 0
        try:
            msgspec.json.decode(record, type=msgspec.Raw)
        except (msgspec.DecodeError, ValueError, RecursionError):
            return 0
        return self._at + len(record)

    def _scan_object(self) -> _Scan:
        """Look for the end of the object that begins here."""
        at, depth, before = self._at, 0, b"["
        deepest = _NESTING_IN_PILES if self._dropped + at < self._piled else MAX_NESTING
        while True:
            token = _TOKEN.match(self._held, at)
            if token is None:
                if len(self._held) - self._at > self._limit:
                    return _Scan(0, len(self._held), len(self._held))
                shift = self._grow()
                if shift < 0:
                    return _Scan(0, len(self._held), len(self._held))
                at -= shift
                continue
            end = token.end()
            mark = self._held[end - 1 : end]
            if mark == b'"':
                behind = _BEHIND_STRING.match(self._held, end)
                if behind is None:
                    if _BLANK_END.match(self._held, end) and len(self._held) - self._at <= self._limit:
                        shift = self._grow()
                        if shift >= 0:
                            at -= shift
                            continue
                    return _Scan(0, token.start(), end)
            elif mark in b"}]":
                depth -= 1
                if depth == 0:
                    return _Scan(end)
            else:
                gap = self._held[at : end - 1].rstrip()[-1:] or before
                if gap not in b":,[" or depth > deepest:
                    if depth > MAX_NESTING:
                        self._piled = self._dropped + end
                    return _Scan(0, end - 1, end)
                depth += 1
            before, at = mark, end

    def _rewind(self, scan: _Scan) -> bool:
        """Go back to the first line behind the beginning of a broken record; return whether there is one, and it may be tried."""
        if self._dropped + scan.broken > self._furthest:
            self._furthest = self._dropped + scan.broken
            self._rewinds = 0
        if self._rewinds == MAX_REWINDS:
            return False
        found = _LINE_START.search(self._held, self._at + 1, scan.seen)
        if found is None:
            return False
        self._rewinds += 1
        self._advance(found.end())
        return True

    def _find_start(self) -> None:
        """Go on to where a record can begin, or to the end."""
        while True:
            found = _RECORD_START.search(self._held, self._at)
            if found is not None:
                self._advance(found.start())
                return
            self._advance(max(self._at, len(self._held) - 2 * _LONGEST_NAME))
            if self._grow() < 0:
                self._advance(len(self._held))
                return

    def _skip_between(self) -> bool:
        """Go to the next thing that is no mark between records; return whether there is one."""
        while True:
            found = _BETWEEN.match(self._held, self._at)
            assert found is not None  # it matches nothing at all, too
            self._advance(found.end())
            if self._at < len(self._held):
                return True
            if self._grow() < 0:
                return False

    def _last_line(self) -> int:
        """Return the line of the last byte before this place that is no white space."""
        tail = self._held[max(0, self._at - _SHOWN) : self._at]
        return self._line - tail[len(tail.rstrip()) :].count(b"\n")

    def _advance(self, to: int) -> None:
        self._line += self._held.count(b"\n", self._at, to)
        self._at = to

    def _grow(self) -> int:
        """Read on, at least as much as is held; return by how much the places move, -1 at the end."""
        piece = self._stream.read(max(_PIECE, len(self._held) - self._at))
        if not piece:
            return -1
        shift = self._at
        self._held = self._held[shift:] + piece
        self._dropped += shift
        self._at = 0
        return shift


def _is_json(record: bytes) -> bool:
    try:
        msgspec.json.decode(record, type=msgspec.Raw)
    except (msgspec.DecodeError, ValueError, RecursionError):
        try:
            decode_record(record)
        except VnnewsError:
            return False
    return True
