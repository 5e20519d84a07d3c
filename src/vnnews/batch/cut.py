"""The pages of a text dump that is one long file.

Takes a stream and the line that parts two pages, gives each page with the address that the line holds. With `AUTO` it is told from
the file's own beginning which kind of start its pages have (`STARTS`). Only lines are looked at; what a page holds is
for the workers to find out.

Known limits: the bytes must be UTF-8 or another charset that keeps ASCII; a line of signs that a page itself uses as a rule, such as
'-----', cuts that page, so `AUTO` takes one only when the line before it is blank or a page's first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from vnnews.batch.tables import Rows, pack

AUTO = "auto"

LOOK_BYTES = 1 << 20
"""How much of a file `AUTO` looks at: some two hundred pages."""

STARTS = {
    # 'page break' of programs that print
    "form_feed": re.compile(rb"\f"),
    # '<doc id="12" url="https://…" title="…">' of WikiExtractor and the corpora made like its output
    "doc_element": re.compile(rb"<doc\b[^>\n]{0,2000}>\s*$", re.IGNORECASE),
    # '=== https://… ===', '##### URL: https://…'
    "marked_address": re.compile(
        rb"(?:[=#*~-]{2,}+\s*+(?:(?:URL|Link)\s*+:\s*+)?|(?:URL|Link)\s*+:\s*+)https?://\S++\s*+[=#*~-]*+\s*+$",
        re.IGNORECASE,
    ),
    # '=========='
    "rule_of_signs": re.compile(rb"(?:={4,}|#{4,}|\*{4,}|-{4,}|_{4,}|~{4,})\s*$"),
}
"""How a line looks that begins a page, the surest first."""

MIN_STARTS = 2
"""A line that comes once may be a page's own rule or a note at the top."""

_ADDRESS = re.compile(rb"https?://[^\s\"'<>]+")
_END = re.compile(rb"</doc>\s*$", re.IGNORECASE)
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_LONGEST_MARK = 4096
"""A longer line is text."""


def cut_pages(stream: IO[bytes], separator: str, limit: int) -> Rows:
    r"""Yield number, text and address of each page, None for one that is larger than the limit.

    Args:
        stream: The dump.
        separator: What the first line of a page begins with, or `AUTO`. Letters behind it stay as the page's first line.
        limit: Bytes that a page may have.

    Example:
        >>> import io, msgspec
        >>> dump = "== https://bao.example/1 ==\nMưa lớn\n== https://bao.example/2 ==\nNắng nóng\n"
        >>> [msgspec.msgpack.decode(row) for _, row in cut_pages(io.BytesIO(dump.encode()), "==", 1000)][1]["text"].decode()
        'Nắng nóng\n'
    """
    head = list(_read_lines(stream, LOOK_BYTES, limit)) if separator == AUTO else []
    start = _recognise_start(head) if separator == AUTO else re.compile(re.escape(separator.encode()))
    number, size = 0, 0
    kept: list[bytes] = []
    address = b""
    for line in _chain(head, stream, limit):
        if start is not None and len(line) <= _LONGEST_MARK and (found := start.match(line)):
            if size:
                number += 1
                yield number, _pack_page(kept, size, address, limit)
            first = _ADDRESS.search(line)
            address = first[0] if first else b""
            rest = b"" if first else line[found.end() :]
            kept, size = ([rest], len(rest)) if _LETTER.search(rest) else ([], 0)
        elif start is not STARTS["doc_element"] or not _END.match(line):
            if size <= limit and (size or line.strip()):
                kept.append(line)
                size += len(line)
            elif size > limit:
                kept = []  # too large: it is only reported
    if size:
        yield number + 1, _pack_page(kept, size, address, limit)


def _pack_page(lines: list[bytes], size: int, address: bytes, limit: int) -> bytes | None:
    return None if size > limit else pack({"text": b"".join(lines), "url": address})


def _recognise_start(head: list[bytes]) -> re.Pattern[bytes] | None:
    """Return the first kind of start that comes more than once, None when the file is one page."""
    for name, pattern in STARTS.items():
        places = [n for n, line in enumerate(head) if len(line) <= _LONGEST_MARK and pattern.match(line)]
        if name == "rule_of_signs":
            places = [n for n in places if n == 0 or not head[n - 1].strip()]
        if len(places) >= MIN_STARTS:
            return pattern
    return None


def _read_lines(stream: IO[bytes], most: int, limit: int) -> Iterator[bytes]:
    """Yield lines until so many bytes are read; a line beyond the limit comes in pieces."""
    read = 0
    while read < most and (line := stream.readline(limit)):
        read += len(line)
        yield line


def _chain(head: list[bytes], stream: IO[bytes], limit: int) -> Iterator[bytes]:
    yield from head
    while line := stream.readline(limit):
        yield line
