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

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")
_GZIP = b"\x1f\x8b\x08"


def read_warc(stream: IO[bytes], limit: int) -> Rows:
    """Yield each page of a web archive, None for one that is larger than the limit. The number counts all records.

    Raises:
        MissingExtra: FastWARC is not installed.
        OSError: The archive is damaged.
    """
    warc = import_extra("fastwarc.warc", "warc")
    if not stream.read(5).startswith(_BEGINNINGS):
        raise OSError("no web archive")
    stream.seek(0)
    kinds = warc.WarcRecordType
    body: bytes | None
    for number, record in enumerate(warc.ArchiveIterator(stream, parse_http=False), 1):
        if record.record_type == kinds.response:
            body = _read_answer(record, limit)
        elif record.record_type in (kinds.conversion, kinds.resource):
            body = record.reader.read(limit) if _is_readable(record.headers) else b""
        else:
            continue
        if body is None or len(body) >= limit:
            yield number, None
        elif body:
            yield number, pack({"html": body, "url": record.headers.get("WARC-Target-URI") or ""})


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
