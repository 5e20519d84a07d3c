r"""Lists of what lies where in web archives: the indexes of Common Crawl and of pywb, from which single records are fetched.

Takes CDX and CDXJ lines, or a record of such a list as JSON, CSV or Parquet, gives `Entry`s: which bytes of which archive hold which page. The
bytes are read by the workers, in ranges, so that of an archive of a gigabyte only the wanted records travel. Answers other than 200, and what is neither
HTML nor text, are passed over as they are in an archive itself.

An index comes from strangers, so an entry can only name an archive inside the folder or address that the caller has named.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
from collections.abc import Mapping
from typing import IO, Any

import msgspec

from vnnews.batch.dumps import decode_record
from vnnews.batch.fields import is_page_field, read_record
from vnnews.batch.remote import is_remote, read_remote_range
from vnnews.batch.tables import Rows, pack, unpack
from vnnews.batch.tasks import Fields
from vnnews.batch.web_archives import READABLE, read_warc
from vnnews.errors import InputError, VnnewsError
from vnnews.models import RawPage

_NAMES = {
    "archive": ("filename", "warc_filename"),
    "offset": ("offset", "warc_record_offset"),
    "length": ("length", "warc_record_length"),
    "url": ("url",),
    "status": ("status", "fetch_status"),
    "kind": ("mime-detected", "content_mime_detected", "mime", "content_mime_type"),
}
"""Names of fields in the lines and in the table of Common Crawl."""

_LETTERS = {"a": "url", "b": "timestamp", "m": "mime", "s": "status", "k": "digest", "S": "length", "V": "offset", "g": "filename"}  # fmt: skip
"""The letters by which the first line of a CDX file names its columns."""

_USUAL = "N b a m s k r M S V g"
"""Columns of a CDX file that does not name them."""

_LINE_BYTES = 1 << 16
"""Longest line of an index: an address has at most some kilobytes."""

_CDXJ = re.compile(rb"\S+ \d{4,14} (\{.*\})\s*$", re.DOTALL)
_LOCAL_CLIMB = re.compile(r"[A-Za-z]:|[\\/]")


class Entry(msgspec.Struct, frozen=True):
    """A page in an archive."""

    archive: str
    """Path or address of the archive."""
    offset: int
    length: int
    """Bytes of the record, compressed as it stands."""
    url: str
    extra: dict[str, Any] = {}
    """What else the index says of the page."""


def read_index(stream: IO[bytes]) -> Rows:
    r"""Yield number and fields of each line of a CDX or CDXJ file; a line that is neither has no fields.

    Example:
        >>> lines = b'vn,bao)/1 20240501 {"url": "https://bao.example/1", "filename": "a.warc.gz", "offset": "7", "length": "9"}\nx\n'
        >>> [sorted(unpack(row)) for _, row in read_index(io.BytesIO(lines))]
        [['filename', 'length', 'offset', 'url'], []]
    """
    columns = _USUAL.split()
    number = 0
    while line := stream.readline(_LINE_BYTES):
        number += 1
        if line.startswith(b" CDX "):
            columns = line.decode("latin-1").split()[1:]
        elif line.strip() and not line.startswith((b"!", b"@")):  # marks of pywb
            yield number, pack(_read_line(line, columns))


def _read_line(line: bytes, columns: list[str]) -> Mapping[str, Any]:
    if found := _CDXJ.match(line):
        try:
            record = decode_record(found[1])
        except VnnewsError:
            return {}
        return record if isinstance(record, dict) else {}
    cells = line.decode("utf-8", "replace").split()
    if len(cells) != len(columns):
        return {}
    return {_LETTERS[letter]: cell for letter, cell in zip(columns, cells, strict=True) if letter in _LETTERS}


def is_index(record: object) -> bool:
    """Return whether a record of a dump tells where a page lies instead of holding one.

    Example:
        >>> is_index({"warc_filename": "a.warc.gz", "warc_record_offset": 7, "warc_record_length": 9}), is_index({"html": "", "filename": "a", "offset": 7, "length": 9})
        (True, False)
    """
    return (
        isinstance(record, Mapping)
        and all(_find(record, role) != "" for role in ("archive", "offset", "length"))
        and not any(map(is_page_field, record))
    )


def find_entry(record: Mapping[str, Any], base: str) -> Entry | None:
    """Return where the page of an index's record lies, None when it holds none that can be read.

    Args:
        record: Fields of the index.
        base: Folder or address that the names of archives are relative to.

    Raises:
        InputError: The record tells no archive, offset and length, or an archive outside of the base.

    Example:
        >>> find_entry({"filename": "a.warc.gz", "offset": "7", "length": "9", "url": "https://bao.example/1"}, "kho").length
        9
        >>> find_entry({"filename": "a.warc.gz", "offset": "7", "length": "9", "status": "301"}, "kho") is None
        True
    """
    found = {role: _find(record, role) for role in _NAMES}
    try:
        offset, length = int(_text(found["offset"])), int(_text(found["length"]))
        archive = _text(found["archive"])
    except ValueError:
        archive = ""
    if not archive or offset < 0 or length <= 0:
        raise InputError("the line names no archive, offset and length", stage="open", reason="bad index line")
    status, kind = _text(found["status"]), _text(found["kind"]).lower()
    if status not in ("", "-", "200") or (kind not in ("", "-", "unk") and not kind.startswith(READABLE)):
        return None
    used = {name for role in ("archive", "offset", "length", "url") for name in _NAMES[role]}
    extra = {name: _plain(value) for name, value in record.items() if name not in used}
    return Entry(_inside(archive, base), offset, length, _text(found["url"]), extra)


def read_entry(entry: Entry, limit: int) -> RawPage:
    """Return the page that an entry points to.

    Raises:
        VnnewsError: There is no page of a record there, or it is larger than the limit.
        MissingExtra: FastWARC, or what opens an address, is not installed.
        OSError: The archive cannot be read.
    """
    if entry.length > limit:
        raise VnnewsError(f"the record is larger than {limit >> 20} MB", stage="open", reason="record too large")
    for _, row in read_warc(io.BytesIO(_read_range(entry)), limit):
        if not isinstance(row, bytes):
            raise VnnewsError(f"the record is larger than {limit >> 20} MB", stage="open", reason="record too large")
        page = read_record(unpack(row), Fields("html", url="url"))
        return msgspec.structs.replace(page, url=page.url or entry.url or None, extra=entry.extra)
    raise VnnewsError("no page stands there in the archive", stage="open", reason="no page")


def _read_range(entry: Entry) -> bytes:
    if is_remote(entry.archive):
        data = read_remote_range(entry.archive, entry.offset, entry.length)
    else:
        with open(entry.archive, "rb") as stream:
            stream.seek(entry.offset)
            data = stream.read(entry.length)
    if len(data) != entry.length:
        raise OSError(f"the archive has {len(data)} of {entry.length} bytes there")
    return data


def _inside(name: str, base: str) -> str:
    """Return where an archive lies: below the base, by its whole name, or by its last part, as a copy on one's own disk has it.

    Raises:
        InputError: The name leads out of the base.
    """
    if is_remote(name) or "://" in name or ".." in name.split("/") or _LOCAL_CLIMB.match(name):
        raise InputError("the line names an archive that is not inside the folder of archives", stage="open", reason="bad index line")  # fmt: skip
    if is_remote(base):
        return f"{base.rstrip('/')}/{name}"
    whole = os.path.join(base, name)
    return whole if os.path.exists(whole) else os.path.join(base, posixpath.basename(name))


def _find(record: Mapping[str, Any], role: str) -> object:
    return next((record[name] for name in _NAMES[role] if record.get(name) not in (None, "", b"")), "")


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _plain(value: object) -> object:
    return _text(value) if isinstance(value, bytes) else value
