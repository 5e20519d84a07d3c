"""Records that vnnews wrote itself: they are what a run gives, not what it reads."""

from __future__ import annotations

from collections.abc import Iterable

from vnnews.errors import InputError

OWN = "made by vnnews"
"""Reason of the error that a record is such a one."""

_KNOWN = (
    (
        frozenset({"schema", "text", "body", "passages"}),
        "an article that vnnews made, which 'vnnews report', 'people' and 'export' read",
    ),
    (
        frozenset({"source", "stage", "reason", "message"}),
        "a page that a run rejected: give the page itself",
    ),
)
"""Fields by which such a record is known, and what it is."""


def refuse_own(names: Iterable[str]) -> None:
    """Do nothing when a record with fields of these names is none that vnnews wrote.

    Raises:
        InputError: It is one.

    Example:
        >>> refuse_own(["title", "content"])
        >>> refuse_own(["source", "stage", "reason", "message"])
        Traceback (most recent call last):
        vnnews.errors.InputError: the record is a page that a run rejected: give the page itself
    """
    found = set(names)
    for known, what in _KNOWN:
        if known <= found:
            raise InputError(f"the record is {what}", reason=OWN)
