r"""Bytes or str to the text of a page, and the kind of page that it is.

Takes what a scraper, a file or an archive gives. Gives a str without byte order mark, NUL and lone surrogates; nothing else is
changed, so zero-width characters and line breaks stay. Decides the encoding (byte order mark, UTF-8, the charset that the page
declares, legacy Vietnamese charsets by counting valid syllables, charset-normalizer last), whether the bytes are text at all, and
whether the text is HTML or already plain. Known limit: the HTTP header is not seen; decode yourself when you trust it.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal

from vnnews.errors import InputError, PageTooLarge, UnreadablePage
from vnnews.models import MAX_PAGE_CHARS
from vnnews.text.charsets import CHARSETS, find_charset
from vnnews.text.late import compile_late
from vnnews.text.mojibake import undo_mojibake
from vnnews.text.syllables import MAX_SAMPLE, is_vietnamese

MAX_BYTES_PER_CHAR: Final = 4
"""No encoding of a page needs more bytes for a character, so larger input is refused before it is decoded."""

CONTROL_SHARE_OF_BINARY: Final = 0.02
"""Share of C0 control bytes (other than white space and escape) above which bytes are no text. Text has none or a stray few;
compressed data has 27/256 = 0.1."""

DAMAGED_SHARE: Final = 0.05
"""Share of unreadable sequences among the non-ASCII ones up to which bytes still count as (truncated or patched) UTF-8.
A page in another charset is far above: nearly every accented letter of a cp1258 or TCVN3 page is invalid UTF-8."""

HEAD_BYTES: Final = 4096
"""Where a charset declaration may stand; HTML asks for the first 1,024 bytes, real pages put it later."""

MIN_TAGS_A_LINE: Final = 0.3
"""How many closing tags a line make a text that begins with words HTML: read as HTML, a flattened page with a few tags left in it
would lose its line breaks."""

SNIFF_CHARS: Final = 20_000
"""How much of a text is looked at to tell HTML from plain text."""

_SIGNATURES: Final = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b\x08", "gzip-compressed data"),
    (b"BZh91AY&SY", "bzip2-compressed data"),
    (b"\xfd7zXZ\x00", "xz-compressed data"),
    (b"(\xb5/\xfd", "zstd-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"ID3", "an MP3 sound"),
    (b"OggS\x00", "an Ogg sound or video"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
    (b"SQLite format 3\x00", "a database"),
)
_INNER_SIGNATURES: Final = (
    (4, b"ftyp", "a video or HEIF image"),
    (8, b"WEBP", "a WebP image"),
    (8, b"AVI ", "a video"),
    (8, b"WAVEfmt", "a sound"),
)

_NOT_CONTROL: Final = bytes(set(range(256)) - (set(range(32)) - {9, 10, 12, 13, 27}))
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?\b(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.I
)

_MOJIBAKE_ONCE: Final = re.compile("á[»º]")
"""How the first two of three bytes look; a page of UTF-8 Vietnamese that was misread has hundreds of each."""
_MOJIBAKE_AGAIN: Final = re.compile("Â[»º]")
"""How the second of them looks when the page was misread twice or more. A pattern for each: with a first letter to look for, a search
takes a tenth of the time."""
_MOJIBAKE_BYTES: Final = re.compile(b"\xc3[\xa1\x82]\xc2[\xba\xbb]")
"""Both of them in UTF-8."""

# Only charsets of pages: Python also knows codecs such as 'punycode' (quadratic) and 'unicode_escape', and UTF-16 has been ruled out.
_TRUSTED: Final = compile_late(r"iso8859|cp1|cp8|cp9|gb|big5|hz|shift|euc|iso2022|koi8|mac|johab|tis|latin|ascii")

MAX_MARKED_SHARE: Final = 0.25
"""Share of non-ASCII bytes up to which bytes that fit nothing else are western European text: a French sentence full of accents
has 0.19, compressed data 0.5."""

_ASCII: Final = bytes(range(128))
_GUESSES: Final = ("cp1252", "cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp874", "koi8_r")
"""What a foreign page without a declaration may be in: the charsets of the neighbours and of the web, without their look-alikes of
other machines, which fit Cyrillic and French nearly as well."""

# Elements that make a text HTML when it begins with one of them.
_BEGINS_WITH_MARKUP: Final = re.compile(
    r"\s{0,99}<(?:!doctype|\?xml|!--|/?(?:html|head|body|meta|title|link|script|style|main|div|section|article|header|footer|nav|aside|"
    r"p|h[1-6]|ul|ol|li|table|tbody|tr|td|figure|img|a|span|strong|em|b|i|br|center|font|form|iframe|input|picture|video)\b)",
    re.I,
)
_CLOSING_TAG: Final = compile_late(
    r"</(?:p|div|a|span|li|ul|td|tr|table|h[1-6]|strong|em|b|body|html|article|figure)\s{0,9}>|<br\s{0,9}/?>", re.I
)
MIN_CLOSING_TAGS: Final = 3
"""How many closing tags make a text that begins with words HTML; a flattened page has a stray one at most."""


def decode_page(raw: bytes | str, *, max_chars: int = MAX_PAGE_CHARS) -> str:
    r"""Return the text of a page, whatever its encoding.

    Args:
        raw: The page as bytes (any encoding) or str.
        max_chars: The largest number of code points allowed.

    Raises:
        InputError: `raw` is neither bytes nor str, or `max_chars` is not positive.
        PageTooLarge: There are more than `max_chars` code points.
        UnreadablePage: The bytes are no text.

    >>> decode_page("Thời sự".encode())
    'Thời sự'
    >>> decode_page("\ufeffThời sự".encode("utf-16"))
    'Thời sự'
    >>> decode_page(b"\x89PNG\r\n\x1a\n\x00\x00")
    Traceback (most recent call last):
      ...
    vnnews.errors.UnreadablePage: the page is a PNG image, not text [stage: read]
    """
    if max_chars <= 0:
        raise InputError(f"max_chars must be positive, not {max_chars}", stage="read", reason="max_chars")
    if isinstance(raw, (bytearray, memoryview)):
        raw = bytes(raw)
    if isinstance(raw, bytes):
        _refuse_size(len(raw), max_chars * MAX_BYTES_PER_CHAR, max_chars)
        text = _decode_bytes(raw)
    elif isinstance(raw, str):
        _refuse_size(len(raw), max_chars, max_chars)
        text = _without_surrogates(raw)
        _refuse_controls(text)
        text = text.replace("\0", "") if "\0" in text else text
        text = _undo_misreading(text, is_suspect=bool(_MOJIBAKE_ONCE.search(text) or _MOJIBAKE_AGAIN.search(text)))
    else:
        raise InputError(f"a page must be bytes or str, not {type(raw).__name__}", stage="read", reason="type")
    _refuse_size(len(text), max_chars, max_chars)
    return text.removeprefix("\ufeff")


def detect_kind(text: str) -> Literal["html", "text"]:
    r"""Return 'html' when the text is mark-up, 'text' when a scraper has flattened it already.

    >>> detect_kind("<div class='detail'><p>Sáng 2/10, Bộ Y tế cho biết…</p></div>")
    'html'
    >>> detect_kind("Thời sự\nGiá xăng giảm <br> từ 15h chiều nay (2/10)")
    'text'
    """
    if _BEGINS_WITH_MARKUP.match(text):
        return "html"
    head = text[:SNIFF_CHARS]
    if "<" not in head:
        return "text"
    closing = len(_CLOSING_TAG.findall(head))
    return "html" if closing >= max(MIN_CLOSING_TAGS, MIN_TAGS_A_LINE * head.count("\n")) else "text"


def _undo_misreading(text: str, *, is_suspect: bool) -> str:
    """The text as it was meant, when somebody before us chose the wrong encoding.

    Clients read UTF-8 as latin-1, editors show TCVN3 or VNI by a font. A page with right Vietnamese letters and no sign of damage is
    left alone at once.
    """
    if text.isascii():
        return text
    if is_suspect:
        text = undo_mojibake(text)
    head = text[:MAX_SAMPLE]
    if is_vietnamese(head):
        return text
    charset = find_charset(head)
    # the marks of VIQR are ASCII, and mark-up is full of them
    return CHARSETS[charset](text) if charset and (charset != "viqr" or detect_kind(text) == "text") else text


def _refuse_size(size: int, limit: int, max_chars: int) -> None:
    if size > limit:
        message = f"the page has {size:,} bytes or characters, more than the limit of {max_chars:,} characters"
        raise PageTooLarge(message, stage="read", reason="too large")


def _refuse_binary(raw: bytes) -> None:
    """Raise `UnreadablePage` for images, archives and whatever else has a known signature."""
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise UnreadablePage(f"the page is {what}, not text", stage="read", reason="binary")
    for offset, signature, what in _INNER_SIGNATURES:
        if raw[offset : offset + len(signature)] == signature:
            raise UnreadablePage(f"the page is {what}, not text", stage="read", reason="binary")


def _refuse_controls(text: str) -> None:
    """Raise `UnreadablePage` for a str that somebody made from binary data."""
    head = text[:SNIFF_CHARS].encode("latin-1", "replace")
    if len(head.translate(None, _NOT_CONTROL)) > CONTROL_SHARE_OF_BINARY * len(head):
        raise UnreadablePage("the page is binary data, not text", stage="read", reason="binary")


def _without_surrogates(text: str) -> str:
    """Join surrogate pairs, recover bytes that were smuggled through 'surrogateescape', replace the rest by U+FFFD."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        return text
    try:
        return _decode_bytes(text.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _decode_bytes(raw: bytes) -> str:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    _refuse_binary(raw)
    wide = find_wide_encoding(raw)
    if wide:
        return raw.decode(wide, "replace")
    controls = len(raw.translate(None, _NOT_CONTROL))
    if controls > CONTROL_SHARE_OF_BINARY * len(raw):
        raise UnreadablePage("the page is binary data, not text", stage="read", reason="binary")
    raw = raw.replace(b"\0", b"") if b"\0" in raw else raw
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        pass
    else:  # looking through bytes is ten times as fast as through a str
        return _undo_misreading(text, is_suspect=_MOJIBAKE_BYTES.search(raw) is not None)
    return _damaged_utf8(raw) or _by_syllables(raw) or _by_declaration(raw) or _by_statistics(raw)


def find_wide_encoding(raw: bytes) -> str:
    """The UTF-16 flavour of bytes without a mark: every second byte of ASCII mark-up and spaces is NUL, never both of a pair."""
    head = raw[:HEAD_BYTES]
    if b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.25 * half and even < 0.01 * half:
        return "utf-16-le"
    if even > 0.25 * half and odd < 0.01 * half:
        return "utf-16-be"
    return ""


def _damaged_utf8(raw: bytes) -> str:
    """The text of UTF-8 that is cut off or has a few foreign bytes; '' when it is not UTF-8."""
    text = raw.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    right = len(text.encode("utf-8")) - len(text) - 2 * lost  # continuation bytes of the letters that could be read
    return text if lost <= max(1, DAMAGED_SHARE * right) and right > 0 else ""


def _by_syllables(raw: bytes) -> str:
    """The text by the legacy Vietnamese charset in which its words are syllables, whatever the page declares; '' when there is none."""
    text = raw.decode("latin-1")
    charset = find_charset(text[:MAX_SAMPLE])
    return CHARSETS[charset](text) if charset and charset != "viqr" else ""


def _by_declaration(raw: bytes) -> str:
    """The text by the charset that the page declares; '' when it declares none, or one that cannot be right."""
    declared = _DECLARED.search(raw[:HEAD_BYTES])
    if not declared:
        return ""
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        return raw.decode(name) if _TRUSTED.match(name) else ""
    except (LookupError, ValueError):
        return ""


def _by_statistics(raw: bytes) -> str:
    """The text by charset-normalizer's guess from the beginning of the page."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:SNIFF_CHARS], cp_isolation=list(_GUESSES)).best()
    if best is not None:
        return raw.decode(best.encoding, "replace")
    if len(raw.translate(None, _ASCII)) <= MAX_MARKED_SHARE * len(raw):
        return raw.decode("cp1252", "replace")
    raise UnreadablePage("the encoding of the page cannot be told", stage="read", reason="encoding")
