"""The base of every type that crosses a step."""

from __future__ import annotations

import msgspec

MAX_SHOWN = 60
"""Code points of a text that a short description shows."""


class Frozen(msgspec.Struct, frozen=True, gc=False):
    """Base of the small structs: immutable, and never part of a reference cycle."""


def shorten(text: str) -> str:
    r"""Return a text on one line, cut with '…' when it is long.

    >>> shorten("Mưa lớn\nở Lào Cai"), len(shorten("mưa " * 100))
    ('Mưa lớn ở Lào Cai', 60)
    """
    line = " ".join(text[: 4 * MAX_SHOWN].split())
    return line if len(line) <= MAX_SHOWN else f"{line[: MAX_SHOWN - 1]}…"
