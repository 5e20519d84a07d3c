"""What the attributes of an HTML element say: its names, the address of a picture, the shape of a table or list.

Takes the attributes of an element. Gives its names; the address of a picture, '' for an icon or a place-holder; the cells that a cell
spans, the first number of a list. Decides which of several addresses of a picture is the one that readers see, since pages that load late hold a
place-holder in `src`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from vnnews.models import Element

if TYPE_CHECKING:
    from collections.abc import Mapping

LATE_ATTRIBUTES: Final = ("data-original", "data-src", "data-lazy-src", "data-lazy", "data-url")
"""Where pages that load pictures when they come into sight keep the address."""

_ADDRESS_ATTRIBUTES: Final = (*LATE_ATTRIBUTES, "poster", "src")
_MORE: Final = frozenset((*LATE_ATTRIBUTES, "poster", "srcset", "data-srcset", "width", "height"))
"""What must be looked at besides `src`."""

MIN_PICTURE: Final = 60
"""Pictures that are declared narrower or lower, in pixels, are icons and counters; the smallest portrait of the pages seen has 90."""

MAX_ADDRESS: Final = 2000
"""Characters of an address; longer ones hold the picture itself or are no address."""

MAX_SPAN: Final = 50
"""Most columns or rows that a cell is taken to span; tables in news have up to some twenty columns."""

MAX_NAMES: Final = 200
"""Characters kept of an element's names: the longest class list of the pages seen has about 150."""

NAMING_ATTRIBUTES: Final = frozenset(("id", "itemprop", "role", "rel", "type", "data-type", "data-role", "data-field"))
"""What names an element, besides its classes."""

SHAPING_ATTRIBUTES: Final = frozenset(("colspan", "rowspan", "start"))
"""What tells the shape of a table or the numbers of a list."""

_NUMBER: Final = re.compile(r"\s*+(\d{1,5})(?!\d)")
_CANDIDATE: Final = re.compile(r"([^\s,]\S*?),?(?:\s++(\d{1,6}(?:\.\d{1,4})?)[wx])?\s*+(?:,|$)")


def find_picture(attributes: Mapping[str, str | None]) -> str:
    """The address of the picture that an `img` or `video` shows, as written; '' for an icon or a place-holder.

    >>> find_picture({"src": "data:image/gif;base64,R0lGOD", "data-src": "/anh/lu.jpg"})
    '/anh/lu.jpg'
    >>> find_picture({"srcset": "/lu-480.jpg 480w, /lu-960.jpg 960w"}), find_picture({"src": "/fb.png", "width": "24"})
    ('/lu-960.jpg', '')
    """
    get = attributes.get
    src = get("src") or ""
    if _MORE.isdisjoint(attributes):  # most pictures
        return src if is_address(src) else ""
    if is_small(get("width")) or is_small(get("height")):
        return ""
    for name in _ADDRESS_ATTRIBUTES:
        address = get(name)
        if address and is_address(address := address.strip()):
            return address
    return _largest(attributes.get("data-srcset") or "") or _largest(attributes.get("srcset") or "")


def is_small(side: str | None) -> bool:
    """Whether the declared width or height of a picture is that of an icon.

    >>> is_small("24"), is_small("24%"), is_small("480"), is_small(None)
    (True, False, False, False)
    """
    if not side or (side[:3].isdigit() and len(side) > 2):  # nearly all
        return False
    number = _NUMBER.match(side)
    return number is not None and len(number[1]) < 3 and int(number[1]) < MIN_PICTURE and "%" not in side


def is_address(text: str) -> bool:
    """Whether a text can be the address of a picture.

    >>> is_address("/anh/lu.jpg"), is_address("data:image/gif;base64,R0lGOD")
    (True, False)
    """
    return 0 < len(text) <= MAX_ADDRESS and not text.startswith(("data:", "blob:", "about:", "{", "#"))


def _largest(candidates: str) -> str:
    """The widest picture of a `srcset`."""
    found = [(float(match[2] or 1), match[1]) for match in _CANDIDATE.finditer(candidates[: 10 * MAX_ADDRESS])]
    return max(((size, address) for size, address in found if is_address(address)), default=(0, ""))[1]


def shape_element(element: Element, attributes: Mapping[str, str | None]) -> Element:
    """The element with the cells that it spans, or the number of its first item.

    >>> shape_element(Element(3, "td"), {"colspan": "2", "rowspan": "100%"})
    Element(parent=3, tag='td', names='', columns=2, rows=1, first=1)
    """
    if element.tag == "ol":
        return msgspec.structs.replace(element, first=_read_number(attributes, "start"))
    columns, rows = (min(max(_read_number(attributes, name), 1), MAX_SPAN) for name in ("colspan", "rowspan"))
    return msgspec.structs.replace(element, columns=columns, rows=rows)


def _read_number(attributes: Mapping[str, str | None], name: str) -> int:
    number = _NUMBER.match(attributes.get(name) or "")
    return int(number[1]) if number and "%" not in (attributes[name] or "") else 1


def all_names(names: str, attributes: Mapping[str, str | None]) -> str:
    """The classes with the other names of an element.

    >>> all_names("tac-gia", {"class": "tac-gia", "itemprop": "author"})
    'tac-gia author'
    """
    for attribute, value in attributes.items():
        if attribute in NAMING_ATTRIBUTES and value:
            names = f"{names} {value}" if names else value
    return names[:MAX_NAMES]
