"""Names, addresses and messages as they are shown: in messages, rejects, reports, on terminals and in logs.

Takes what comes from file names, addresses, pages and other libraries, gives one line of valid text that moves no cursor, turns no reading
direction and holds no credentials. What identifies a page is never changed by this, only how it is told.

Known limits: a secret is known by its place (before the '@' of an address) or by the name of its parameter; one in a path is not.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

_UNSHOWN = re.compile(
    # controls; marks that turn the direction of reading ('Trojan source'); separators that some programs take for line breaks
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)

_UNSHOWN_IN_TEXT = re.compile(rf"(?![\t\n]){_UNSHOWN.pattern}")

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:/{1,3}[^\s\"'<>]+")

_USER = re.compile(r"^([^:]+:/{1,3})(?:[^/?#]*|[^/?#@:]+:(?!\d{1,5}/)[^?#]*)@")
"""What stands before the host: 'user:password@', 's3://KEY:SEC/RET@bucket'; not the '@' in a path: 'https://bao.example/@lan'."""

_PARAMETER = re.compile(
    r"(?<=[?&;#])((?:[^=&;#]{0,40}?(?:token|secret|passw|pwd|signature|credential|api[_-]?key|access[_-]?key|jwt|session)"
    r"[^=&;#]{0,40}|sig|key|auth|pass|sas)=)[^&;#]+",
    re.IGNORECASE,
)
"""'?X-Amz-Signature=…', '&access_token=…', '?sig=…' of a signed address."""


def printable(path: str | Path) -> str:
    r"""Return a name or a message as one line of valid text, without what a terminal would obey and without credentials.

    Example:
        >>> printable("tin\nmới\x1b[2J.txt"), printable("https://ai:mật@bao.example/tin?token=abc&id=7")
        ('tin\\nmới\\x1b[2J.txt', 'https://…@bao.example/tin?token=…&id=7')
    """
    text = os.fspath(path)
    with contextlib.suppress(UnicodeEncodeError):  # under an ASCII locale every byte of 'mới' is a surrogate
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return _UNSHOWN.sub(_escape, without_credentials(text))


def without_credentials(text: str) -> str:
    """Return a text whose addresses name no user and no secret.

    Example:
        >>> without_credentials("cannot open s3://KEY:a/b@kho/tin.jsonl: no such key")
        'cannot open s3://…@kho/tin.jsonl: no such key'
        >>> without_credentials("https://bao.example/@lan?author=lan&key=7")
        'https://bao.example/@lan?author=lan&key=…'
    """
    return _ADDRESS.sub(_clean_address, text) if ":/" in text else text


def visible(text: str) -> str:
    r"""Return a text of several lines that a terminal only shows: what could move its cursor or turn its direction becomes a mark.

    Example:
        >>> visible("Tin\x1b[2J vắn\u202e")
        'Tin�[2J vắn�'
    """
    return _UNSHOWN_IN_TEXT.sub("\ufffd", text)


def escape_json(data: bytes) -> bytes:
    r"""Return JSON that says the same and that a terminal only shows.

    Example:
        >>> escape_json('{"title":"Tin\u202e"}'.encode())
        b'{"title":"Tin\\u202e"}'
    """
    text = data.decode("utf-8", "replace")
    return _UNSHOWN_IN_TEXT.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode()


def _clean_address(found: re.Match[str]) -> str:
    return _PARAMETER.sub(r"\1…", _USER.sub(r"\1…@", found[0]))


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
