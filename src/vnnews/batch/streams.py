"""Streams of bytes with something done to them on the way: bytes put back in front, UTF-16 made UTF-8.

Takes an opened stream, gives one to read instead of it. Dumps out of Windows programs ('Unicode text' of Excel, `Out-File` of PowerShell) are
UTF-16, which no reader of lines can cut.
"""

from __future__ import annotations

import codecs
import io
from typing import IO, cast

from vnnews.read.decode import HEAD_BYTES, find_wide_encoding

_PIECE = 1 << 16


class Joined(io.RawIOBase):
    """A stream with the bytes put back that were read to look at it.

    Example:
        >>> io.BufferedReader(Joined(b"Tin ", io.BytesIO(b"m"))).read()
        b'Tin m'
    """

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read some bytes into a buffer and return how many."""
        piece = self._head.read(len(buffer)) or self._rest.read1(len(buffer))  # type: ignore[attr-defined]
        buffer[: len(piece)] = piece
        return len(piece)


class _Recoded(io.RawIOBase):
    """A stream of text as UTF-8; what its charset does not allow becomes U+FFFD."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._held:
            piece = self._stream.read(_PIECE)
            self._held = self._decoder.decode(piece, final=not piece).encode("utf-8", "replace")
            if not piece:
                break
        part, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def as_utf8(stream: IO[bytes]) -> IO[bytes]:
    r"""Return the stream, recoded when it is UTF-16 or UTF-32, told by its mark or by its NULs.

    Example:
        >>> as_utf8(io.BytesIO("url,html\nu1,Bài".encode("utf-16"))).read().decode()
        'url,html\nu1,Bài'
    """
    if not hasattr(stream, "peek"):
        stream = cast("IO[bytes]", io.BufferedReader(cast("io.RawIOBase", stream)))
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]  # type: ignore[attr-defined]
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = find_wide_encoding(head)
    return io.BufferedReader(_Recoded(stream, encoding)) if encoding else stream
