"""The pages inside web archives: WARC files of crawlers and WET files, the flattened text that Common Crawl makes of them.

Takes an opened archive, plain or compressed, gives number, page and address of each record that holds HTML or text. Undoes what a server
did to a page on its way ('Content-Encoding: gzip', chunks), told by the bytes themselves: many crawlers undo it and leave the header standing.

Known limits: the date of a record is that of the crawl and not of the page, so it is left out; answers other than 200 are passed over.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import IO, Any

from vnnews.batch.tables import Rows, pack
from vnnews.extras import import_extra

READABLE = ("text/html", "application/xhtml", "text/plain")
"""How the types begin of what can be a page."""

_BEGINNINGS = (b"WARC/", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")
"""A record, or gzip, Zstandard or LZ4, which FastWARC recognises by the same signs."""

MAX_HEADER_BYTES = 1 << 16
"""A longer header of a record is no header."""

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_GZIP = b"\x1f\x8b\x08"


def read_warc(stream: IO[bytes], limit: int) -> Rows:
    """Yield each page of a web archive, None for one that is larger than the limit. The number counts all records.

    A record that is cut off gives no page; what stands behind it is read first.

    Raises:
        MissingExtra: FastWARC is not installed.
        OSError: The archive is damaged, or ends inside a record.
    """
    warc = import_extra("fastwarc.warc", "warc")
    begins = stream.read(5)
    if not begins.startswith(_BEGINNINGS):
        raise OSError("no web archive")
    stream.seek(0)
    kinds = warc.WarcRecordType
    body: bytes | None
    cut, start, length = 0, 0, 0
    for number, record in enumerate(warc.ArchiveIterator(stream, parse_http=False), 1):
        start, length = record.stream_pos, record.content_length
        if _is_cut_in_header(record):
            cut = number
            continue
        if record.record_type == kinds.response:
            body = _read_answer(record, limit)
        elif record.record_type in (kinds.conversion, kinds.resource):
            body = record.reader.read(limit) if _is_readable(record.headers) else b""
        else:
            body = b""
        if body is not None and _is_cut(record):
            cut = number
        elif body is None or len(body) >= limit:
            yield number, None
        elif body:
            yield number, pack({"html": body, "url": record.headers.get("WARC-Target-URI") or ""})
    if cut:
        raise OSError(f"record {cut} is cut off")
    if not length and not start:
        raise OSError("it is cut off in its first record")
    if begins == b"WARC/" and _has_rest(stream, start, length):
        raise OSError("it is cut off in the header of its last record")


def _is_cut_in_header(record: Any) -> bool:
    length: str | None = record.headers.get("Content-Length")
    return length is None


def _is_cut(record: Any) -> bool:
    """Return whether a record holds less than it says; what is left of it is read."""
    missing: int = record.content_length - record.reader.tell()
    found: int = record.reader.consume()
    return found < missing


def _has_rest(stream: IO[bytes], start: int, length: int) -> bool:
    """Return whether something stands behind the last record of an archive that is not compressed: a header without an end gives none."""
    stream.seek(start)
    head = stream.read(MAX_HEADER_BYTES).find(b"\r\n\r\n")
    if head < 0:
        return False
    stream.seek(start + head + 4 + length)
    return bool(stream.read(MAX_HEADER_BYTES).strip())


def _is_readable(headers: Any) -> bool:
    return (headers.get("Content-Type") or "").lower().startswith(READABLE)


def _read_answer(record: Any, limit: int) -> bytes | None:
    """Return the page of a server's answer, b'' when it holds none, None when its headers are too large."""
    try:
        record.parse_http()
    except OSError:  # headers of more than some dozen kB; when the archive itself is damaged, its next record tells
        return None
    headers = record.http_headers
    if headers is None or headers.status_code != 200 or not _is_readable(headers):
        return b""
    body: bytes = record.reader.read(limit)
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        body = join_chunks(body)
    return expand_body(body, headers.get("Content-Encoding") or "", limit)


def join_chunks(body: bytes) -> bytes:
    r"""Return a body without the marks of its chunks; one that has none, or is cut off, as far as it goes.

    Example:
        >>> join_chunks(b"3\r\nTin\r\n4\r\n vui\r\n0\r\n\r\n"), join_chunks(b"Tin vui")
        (b'Tin vui', b'Tin vui')
    """
    return b"".join(_cut_chunks(body)) if _CHUNK.match(body) else body


def _cut_chunks(body: bytes) -> Iterator[bytes]:
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return
        yield body[found.end() : found.end() + size]
        at = found.end() + size + len(b"\r\n")


def expand_body(body: bytes, encoding: str, limit: int) -> bytes:
    """Return a body as it was before the server compressed it, at most `limit` bytes; one that is not compressed as it is.

    Example:
        >>> import gzip
        >>> expand_body(gzip.compress(b"Tin"), "gzip", 99), expand_body(b"Tin", "gzip", 99)
        (b'Tin', b'Tin')
    """
    encoding = encoding.lower()
    if body.startswith(_GZIP):
        windows: tuple[int, ...] = (zlib.MAX_WBITS | 16,)
    elif "deflate" in encoding:  # with a frame, as the standard says, or bare, as some servers send it
        windows = (zlib.MAX_WBITS, -zlib.MAX_WBITS)
    elif encoding.strip() == "br":
        return _expand_brotli(body, limit)
    else:
        return body
    for window in windows:
        try:
            return zlib.decompressobj(window).decompress(body, limit) or body
        except zlib.error:
            continue
    return body


def _expand_brotli(body: bytes, limit: int) -> bytes:
    brotli = import_extra("brotli", "warc")
    expander, expanded, size = brotli.Decompressor(), [], 0
    try:
        piece = expander.process(body, output_buffer_limit=limit)
        while piece and size < limit:
            expanded.append(piece)
            size += len(piece)
            piece = expander.process(b"", output_buffer_limit=limit)
    except brotli.error:
        return body
    return b"".join(expanded)[:limit] or body
