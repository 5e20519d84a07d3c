"""What the names in the mark-up say: ids, classes, itemprops of Vietnamese content systems.

Takes the names of an element, as `read` keeps them. Gives a `Role` for each thing that they call it: caption, byline, menu, box of other
stories … Decides by vocabulary only; whether a name is believed is the caller's decision, since the wrapper of a whole page may be
called 'has-sidebar'. Known limits: meaningless names ('w640 fr clear') say nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from vnnews.label.phrases import pattern_of


class Role:
    """What an element is called; one element can be called several things, so each is a bit. Plain numbers: flags of `enum` cost ten times as much."""

    CAPTION: Final = 1
    SAPO: Final = 2
    AUTHOR: Final = 4
    DATE: Final = 8
    SOURCE: Final = 16
    TAGS: Final = 32
    CRUMB: Final = 64
    RELATED: Final = 128
    COMMENT: Final = 256
    TOOL: Final = 512
    AD: Final = 1024
    MENU: Final = 2048
    FOOTER: Final = 4096
    TITLE: Final = 8192
    BODY: Final = 16384


ROLE_NAMES: Final = tuple((value, name.lower()) for name, value in vars(Role).items() if name.isupper())
"""Each role with the name that features give it."""

# Names are split at capitals ('boxNews' -> 'box-news') and put in small letters first; '_' is turned into '-', and each run of digits is '0'.
_PATTERNS: Final = [(role, re.compile(pattern_of("class_names", name))) for role, name in ROLE_NAMES]
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[_.]+|(?<=[a-z])(?=\d)")

_DIGITS = re.compile(r"\d+")

CACHE_SIZE = 16_384
"""Names remembered: a site has some hundreds, a batch works on a few sites at a time."""


@lru_cache(maxsize=CACHE_SIZE)
def read_roles(names: str) -> int:
    """The `Role`s that an element's names give it, as one number.

    Example:
        >>> read_roles("VCSortableInPreviewMode boxLienQuan") == Role.RELATED
        True
        >>> read_roles("detail-sapo") == Role.SAPO, read_roles("w640 fr clear")
        (True, 0)
    """
    roles = 0
    for name in names.split():
        roles |= _read_name(_DIGITS.sub("0", name))
    return roles


@lru_cache(maxsize=CACHE_SIZE)
def _read_name(name: str) -> int:
    """The roles of one class or id; numbers in it are gone, so that 'comment-4711' and 'comment-4712' are looked up once."""
    name = _GAP.sub("-", _CAPITAL.sub("-", name).lower())
    roles = 0
    for role, pattern in _PATTERNS:
        if pattern.search(name):
            roles |= role
    return roles
