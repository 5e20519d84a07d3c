"""Looking records up by their names: indexes from comparison keys to records.

Takes records and how their names are got, gives dicts. Decides nothing but that a name typed without diacritics is found only where it is long enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from vnnews.gazetteer.names import bare_key, name_key
from vnnews.gazetteer.records import ForeignBody, ForeignRecord

STRENGTHS = ("strong", "weak", "nickname", "bare")
"""How a name can match, best first."""

SHORTEST_BARE = 6
"""Code points of the shortest weak name that is found without its diacritics: 'Hồ Chí Minh' is, 'ĐN' is not."""

Index = dict[str, dict[str, list[Any]]]
"""Strength → key → records."""


def build_index(
    records: Iterable[Any], names: Callable[[Any], tuple[Iterable[str], Iterable[str], Iterable[str]]]
) -> Index:
    """Return records by strength and key of their strong, weak and nicknames."""
    index: Index = {strength: {} for strength in STRENGTHS}
    for record in records:
        for strength, group in zip(STRENGTHS, names(record), strict=False):
            for key in dict.fromkeys(name_key(name) for name in group):
                index[strength].setdefault(key, []).append(record)
        strong, weak, _ = names(record)
        for key in dict.fromkeys(
            bare_key(name) for name in (*strong, *(name for name in weak if len(name) >= SHORTEST_BARE))
        ):
            index["bare"].setdefault(key, []).append(record)
    return index


def group(records: Iterable[Any], names: Callable[[Any], Iterable[str]]) -> dict[str, tuple[Any, ...]]:
    """Return records by the `name_key` of each of their names."""
    index: dict[str, list[Any]] = {}
    for record in records:
        for key in dict.fromkeys(name_key(name) for name in names(record)):
            index.setdefault(key, []).append(record)
    return {key: tuple(found) for key, found in index.items()}


def collect(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """Return the values of each key, in their order.

    >>> collect([("a", 1), ("b", 2), ("a", 3)])
    {'a': (1, 3), 'b': (2,)}
    """
    index: dict[str, list[Any]] = {}
    for key, record in pairs:
        index.setdefault(key, []).append(record)
    return {key: tuple(found) for key, found in index.items()}


class ForeignNames(msgspec.Struct, frozen=True):
    """The names of foreign states and bodies by `name_key`."""

    states: dict[str, ForeignRecord]
    bodies: dict[str, tuple[ForeignRecord, ForeignBody]]
    heads: dict[str, ForeignBody]


def index_names(records: tuple[ForeignRecord, ...]) -> ForeignNames:
    """Return the names of all states, of the bodies that say alone whose they are, and of the heads that any state's body has."""
    states: dict[str, ForeignRecord] = {}
    bodies: dict[str, tuple[ForeignRecord, ForeignBody]] = {}
    heads: dict[str, ForeignBody] = {}
    for record in records:
        if record.kind == "any":
            heads.update((name_key(body.name), body) for body in record.bodies)
            continue
        states.update((name_key(form), record) for form in (record.name, *record.short))
        for body in record.bodies:
            bodies.update((name_key(form), (record, body)) for form in (body.name, *body.short))
    return ForeignNames(states, bodies, heads)
