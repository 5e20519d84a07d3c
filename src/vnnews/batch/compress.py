"""Compressed files, read and written as streams.

Takes a stream and the name of a compression, gives a stream of the expanded bytes, or a compressor whose output may be cut after
each `flush`: all four forms allow a file to be several compressed pieces in a row. Zstandard is in Python's own library from 3.14 on; before, the
extra `zstd` brings it.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import zlib
from typing import IO, Any, Protocol, cast

from vnnews.extras import import_extra

COMPRESSIONS = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst"}
"""Endings of names and what they mean."""

_GZIP_LEVEL = 4
"""Half the time of level 6 for 5 % more bytes, on the rows of the example pages: the parent compresses for all workers."""

_ZSTD_LEVEL = 3
"""zstd's own default."""


_XZ_MEMORY = 256 << 20
"""Bytes that a file may ask for to be expanded; `xz -9` asks for 65 MB, and the format allows 4 GB."""

_PIECE = 1 << 16


class Compressor(Protocol):
    """What the compressors of the standard library have in common."""

    def compress(self, data: bytes, /) -> bytes:
        """Take bytes and return what is ready of their compressed form."""

    def flush(self) -> bytes:
        """Return the rest; the piece is whole then, and the compressor is used up."""


def expand(stream: IO[bytes], compression: str) -> IO[bytes]:
    """Return a stream of the expanded bytes of a compressed stream.

    Raises:
        MissingExtra: The library for this compression is not installed.

    Example:
        >>> expand(io.BytesIO(gzip.compress("Tin vắn".encode())), "gz").read().decode()
        'Tin vắn'
    """
    if compression == "gz":
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
    if compression == "bz2":
        return bz2.BZ2File(stream)
    if compression == "xz":
        return io.BufferedReader(_Xz(stream), _PIECE)
    if compression == "zst":
        return cast("IO[bytes]", _load_zstd().ZstdFile(stream))
    return stream


def expand_rows(stream: IO[bytes], compression: str) -> IO[bytes]:
    r"""Return a stream of the expanded bytes for who reads row by row until there is none.

    Where the data are damaged or end too early, all bytes before that place are given first and the stream seems to end; who reads on gets the error.

    Raises:
        MissingExtra: The library for this compression is not installed.

    Example:
        >>> rows = expand_rows(io.BytesIO(gzip.compress(b"a\nb\n")[:-8]), "gz")
        >>> rows.readline(), rows.readline()
        (b'a\n', b'b\n')
    """
    expanded = expand(stream, compression)
    return io.BufferedReader(_UpToDamage(expanded), _PIECE) if compression else expanded


def make_compressor(name: str) -> Compressor | None:
    """Return a compressor for a file, told by its name; None when it is not compressed.

    Example:
        >>> make_compressor("bài.jsonl") is None, make_compressor("bài.jsonl.gz") is None
        (True, False)
    """
    if name.endswith(".gz"):
        return zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 31)
    if name.endswith(".bz2"):
        return bz2.BZ2Compressor()
    if name.endswith(".xz"):
        return lzma.LZMACompressor()
    if name.endswith(".zst"):
        return cast("Compressor", _load_zstd().ZstdCompressor(level=_ZSTD_LEVEL))
    return None


def list_errors() -> tuple[type[Exception], ...]:
    """Return what reading damaged compressed data raises, beside `OSError`."""
    try:
        return (EOFError, zlib.error, lzma.LZMAError, _load_zstd().ZstdError)
    except Exception:  # it is not installed: then nothing raises its errors either
        return (EOFError, zlib.error, lzma.LZMAError)


def _load_zstd() -> Any:
    module = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    return import_extra(module, "zstd")


class _UpToDamage(io.RawIOBase):
    """Expanded bytes that seem to end where they are damaged; who reads on is told. A buffered reader that is told at once forgets what it had."""

    def __init__(self, expanded: Any) -> None:
        self._expanded = expanded
        self._damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._damage is not None:
            raise self._damage
        try:
            piece = self._expanded.read1(len(buffer))
        except Exception as damage:  # whatever it is, who reads on is told
            self._damage = damage
            return 0
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._expanded.close()
        super().close()


class _Xz(io.RawIOBase):
    """An xz file, or several behind each other, as its expanded bytes; the library's own class puts no bound to the memory."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._expander = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = b""
        while not piece:
            if self._expander.eof:  # another one may follow, behind zeros
                self._rest = self._expander.unused_data.lstrip(b"\0")
                while not self._rest:
                    more = self._stream.read(_PIECE)
                    if not more:
                        return 0
                    self._rest = more.lstrip(b"\0")
                self._expander = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            elif self._expander.needs_input and not self._rest:
                self._rest = self._stream.read(_PIECE)
                if not self._rest:
                    raise EOFError("the file ends before its compressed data does")
            piece, self._rest = self._expander.decompress(self._rest, len(buffer)), b""
        buffer[: len(piece)] = piece
        return len(piece)
