"""Which requests are answered: those that a browser of this machine makes from a page of this server.

Takes the headers of a request and the port, gives None or the status and the sentence of the refusal. A web site that lets its name
point to 127.0.0.1 sends its own name as the host and is refused; a form on another site sends that site as its origin and is refused too.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from typing import Final

MAX_PAGE_CHARS: Final = 2_000_000
"""Longest page that is taken, in code points: three times the longest of 774 saved news pages."""

MAX_FORM_BYTES: Final = 9 * MAX_PAGE_CHARS + 10_000
"""A Vietnamese letter has up to three bytes, each of which a form writes with three signs."""

Refusal = tuple[HTTPStatus, str]
Headers = Mapping[str, str] | Message


def check_host(headers: Headers, port: int) -> Refusal | None:
    """Return why a request is refused for the host that it names, None when it is ours.

    Example:
        >>> check_host({"Host": "127.0.0.1:8765"}, 8765)
        >>> check_host({"Host": "bao.example:8765"}, 8765)[0].value
        421
    """
    if headers.get("Host", "").lower() in _names(port):
        return None
    return HTTPStatus.MISDIRECTED_REQUEST, f"this server answers to 127.0.0.1:{port} only"


def check_form(headers: Headers, port: int) -> Refusal | None:
    """Return why a form is refused, None when a page of this server sent it and it is not too long.

    Example:
        >>> form = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": "40"}
        >>> check_form({**form, "Origin": "http://127.0.0.1:8765"}, 8765)
        >>> check_form({**form, "Origin": "https://bao.example"}, 8765)[0].value
        403
    """
    if headers.get("Origin", "").lower() not in {f"http://{name}" for name in _names(port)}:
        return HTTPStatus.FORBIDDEN, "a page can only be sent from the box of this server"
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "only the form of this server is read"
    length = headers.get("Content-Length", "")
    if not (length.isascii() and length.isdecimal()):
        return HTTPStatus.LENGTH_REQUIRED, "the request does not say how long it is"
    if len(length) > len(str(MAX_FORM_BYTES)) or int(length) > MAX_FORM_BYTES:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a page may have {MAX_PAGE_CHARS:,} characters here"
    return None


def _names(port: int) -> set[str]:
    """How a browser names this server; port 80 is left out by browsers."""
    names = {f"{host}:{port}" for host in ("127.0.0.1", "localhost")}
    return names | {"127.0.0.1", "localhost"} if port == 80 else names
