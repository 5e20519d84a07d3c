r"""Pages inside something else: a page saved by a browser with its pictures (MHTML), a page that a program wrote as `b'…'`.

Takes a page as it came, gives the page inside with the address that the wrapping states, None for a page without one. Only the part that
holds the page is decoded. Known limits: of a saved page with frames the first HTML part counts; what stands in `b'…'` behind a cut is lost.
"""

from __future__ import annotations

import binascii
import quopri
import re
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from vnnews.errors import UnreadablePage

if TYPE_CHECKING:
    from email.message import Message

_LOOK: Final = 8192
"""How much of a page is looked at for a wrapping; the header of a saved page has some hundred bytes, a folded subject some more."""

_HEADER: Final = re.compile(
    rb"(?:[\xef\xbb\xbf\s]{0,9})(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,40}){1,40}+\r?\n"
)
_VERSION: Final = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE: Final = re.compile(rb"\n\r?\n")

MAX_NESTING: Final = 4
"""How deep parts lie in parts; browsers use one level, mail programs two."""

MAX_PARTS: Final = 1000
"""Parts that are looked at; the page stands before its pictures."""

_NO_DIGIT: Final = re.compile(rb"[^A-Za-z0-9+/]")
_REPR: Final = re.compile(r"""\s{0,9}b(?:'(?=<|[^']*?\\[xnrt'])|"(?=<|[^"]*?\\[xnrt"]))""")
_MARK_WITHIN: Final = 10
"""Characters within which `b'` must stand."""

_ESCAPE: Final = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_CONTROLS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\", b"'": b"'", b'"': b'"'}


class Unwrapped(msgspec.Struct, frozen=True):
    """The page that was inside."""

    raw: bytes
    url: str = ""
    """Address that the wrapping states."""


def unwrap(raw: bytes | str) -> Unwrapped | None:
    r"""Return the page inside a wrapping, None when there is no wrapping.

    Raises:
        UnreadablePage: A saved page without an HTML part.

    Example:
        >>> unwrap("b'<p>Tin v\\xe1\\xba\\xafn</p>'").raw.decode()
        '<p>Tin vắn</p>'
        >>> unwrap("<p>Tin vắn</p>") is None
        True
    """
    head = raw[:_LOOK]
    if isinstance(head, str):
        if head.lstrip("\ufeff \t\r\n")[:1] not in _BEGINNINGS:
            return None
        head = head.encode("utf-8", "surrogatepass")
    if _HEADER.match(head) and _VERSION.search(head):
        return _unwrap_mime(raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw)
    inner = unwrap_repr(raw)
    return None if inner is None else Unwrapped(inner)


_BEGINNINGS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""Letters with which a header or `b'…'` can begin; mark-up and most lines of text are told apart by them at once."""


def unwrap_repr(raw: bytes | str) -> bytes | None:
    r"""Return the bytes that were written as `b'…'`, None when it is no such text.

    Example:
        >>> unwrap_repr(repr("Tin vắn".encode())).decode(), unwrap_repr("b'ạn bè'")
        ('Tin vắn', None)
    """
    begin = raw[:_MARK_WITHIN].lstrip()[:1]
    if begin not in ("b", b"b") or not raw.isascii():
        return None
    text = raw.decode("ascii") if isinstance(raw, bytes) else raw
    found = _REPR.match(text[:_LOOK])
    if found is None:
        return None
    inner = text[found.end() :].rstrip()
    quote = text[found.end() - 1]
    if inner.endswith(quote):
        inner = inner[:-1]
    elif not inner.startswith("<"):
        return None
    return _ESCAPE.sub(_read_escape, inner.encode("ascii"))


def _read_escape(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return binascii.unhexlify(found[1])
    return _CONTROLS.get(found[2], found[0])


def _unwrap_mime(raw: bytes) -> Unwrapped:
    head, body = _cut_header(raw.removeprefix(b"\xef\xbb\xbf").lstrip())
    url = ""
    for name in ("Snapshot-Content-Location", "Content-Location"):
        url = url or "".join(str(head.get(name, "")).split())
    page = _find_page(head, body, 0)
    if page is None:
        raise UnreadablePage("the saved page has no HTML part", stage="read", reason="no html part")
    return Unwrapped(page, url if url.startswith(("http://", "https://")) else "")


def _cut_header(raw: bytes) -> tuple[Message, bytes]:
    from email.parser import BytesHeaderParser  # hardly any page needs it

    found = _BLANK_LINE.search(raw)
    end = found.start() + 1 if found else 0
    return BytesHeaderParser().parsebytes(raw[: min(end, _LOOK)]), raw[found.end() :] if found else b""


def _find_page(head: Message, body: bytes, depth: int) -> bytes | None:
    """Return the first HTML part, decoded."""
    kind = head.get_content_type()
    if kind in {"text/html", "application/xhtml+xml"}:
        return _decode_part(body, str(head.get("Content-Transfer-Encoding", "")).strip().lower())
    boundary = head.get_boundary()
    if not kind.startswith("multipart/") or not boundary or depth == MAX_NESTING:
        return None
    line = re.compile(rb"^--" + re.escape(boundary.encode("ascii", "replace")) + rb"(?:--)?[ \t]*\r?$", re.MULTILINE)
    begin = -1
    for found in islice(line.finditer(body), MAX_PARTS):
        if begin >= 0 and (page := _find_page(*_cut_header(body[begin : found.start()].lstrip(b"\r\n")), depth + 1)):
            return page
        begin = found.end()
    if begin < 0:
        return None
    return _find_page(*_cut_header(body[begin:].lstrip(b"\r\n")), depth + 1)  # cut off before its last boundary


def _decode_part(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        digits = _NO_DIGIT.sub(b"", body)
        digits = digits[: len(digits) - (len(digits) % 4 == 1)]  # one digit alone is no byte: the part is cut off
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
    return body
