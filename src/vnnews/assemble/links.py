"""Addresses of links and pictures, and where the links of a line stand once it is cleaned.

Takes addresses as pages write them, and spans in the raw text of a line. Gives addresses that lead somewhere, absolute when that of the
page is known, and spans in the clean text. Decides which addresses lead nowhere: scripts, places on the same page, pictures in the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urljoin

from vnnews.assemble.passages import DraftLink, clean_line

MAX_URL: Final = 2000
"""Characters of an address; longer ones are no address that a server takes."""

MAX_MOVE: Final = 200
"""Characters by which cleaning moves a link against the one before it; as many zero-width characters are seen in a paragraph."""

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z\d+.-]{0,20}):")
_ABSOLUTE: Final = re.compile(r"https?://[A-Za-z\d.-]+(?:/[^?#;\\]*)?")
"""An address that joins nothing: nearly all are of this form or the next."""
_FROM_ROOT: Final = re.compile(r"/(?:[^/.?#;\\][^/?#;\\]*(?:/[^/.?#;\\][^/?#;\\]*)*/?)?")
_KEPT: Final = frozenset(("http", "https", "mailto"))


class RawLink(NamedTuple):
    """A link in the raw text of a line."""

    start: int
    end: int
    href: str


def resolve_url(address: str, base: str = "") -> str:
    """The address as one that leads somewhere, '' when it does not.

    >>> resolve_url("../kinh-te/gia-gao.html", "https://bao.example/tin/lu.html")
    'https://bao.example/kinh-te/gia-gao.html'
    >>> resolve_url("/kinh-te"), resolve_url("javascript:void(0)", "https://bao.example"), resolve_url("#dau-trang")
    ('/kinh-te', '', '')
    """
    address = "%20".join(address.replace("\n", "").split())
    if not address or len(address) > MAX_URL or address[0] == "#":
        return ""
    if _ABSOLUTE.fullmatch(address) is not None:
        return address
    if _FROM_ROOT.fullmatch(address) is not None:
        return find_root(base) + address
    scheme = _SCHEME.match(address)
    if scheme is not None and scheme[1].lower() not in _KEPT:
        return ""
    try:
        return urljoin(base, address)
    except ValueError:  # '//[ảnh/lu.jpg'
        return ""


@lru_cache(maxsize=64)
def find_root(base: str) -> str:
    """Scheme and host of a page's address, '' when it has none.

    >>> find_root("https://bao.example/tin/lu.html"), find_root("")
    ('https://bao.example', '')
    """
    try:
        return urljoin(base, "/")[:-1]
    except ValueError:
        return ""


def move_links(links: Iterable[RawLink], raw: str, clean: str, base: str) -> tuple[DraftLink, ...]:
    """The links of a line, counted in its clean text; those that lead nowhere are left out.

    >>> move_links([RawLink(8, 11, "/hue")], "Mưa  ở  Huế.", "Mưa ở Huế.", "https://bao.example")
    (DraftLink(start=6, end=9, url='https://bao.example/hue'),)
    """
    moved = []
    last = by = 0  # where the link before ends, and how far it was moved
    reach = min(abs(len(raw) - len(clean)), MAX_MOVE)
    for start, end, href in links:
        url = resolve_url(href, base)
        text = clean_line(raw[start:end])
        at = clean.find(text, max(last, start + by - reach), end + by + reach) if url and text else -1
        if at >= 0:
            last, by = at + len(text), at - start
            moved.append(DraftLink(at, last, url))
    return tuple(moved)
