"""A large table of communes in a small file, and back.

Takes records of communes, gives gzipped JSON: what many of them share (province and district, sources and confidence) is written once, and what
follows from other fields (code, full name) is left out. Decides nothing; `unpack` gives back exactly the records that `pack` took.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Sequence
from datetime import date

import msgspec

from vnnews.errors import GazetteerError
from vnnews.gazetteer.names import UNIT_WORDS
from vnnews.gazetteer.records import CommuneRecord


class _Row(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One unit in one period."""

    id: str
    kind: str
    name: str
    place: int
    """Index in `_Packed.places`."""
    basis: int
    """Index in `_Packed.bases`."""
    is_unique: bool
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]
    act: str


class _Packed(msgspec.Struct, frozen=True):
    """The whole table."""

    places: tuple[tuple[str, str], ...]
    """Ids of province and district."""
    bases: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    """Sources, confidence, unverified fields."""
    rows: tuple[_Row, ...]


def pack(records: Sequence[CommuneRecord]) -> bytes:
    """Return the bytes that hold the records; the same bytes for the same records.

    Raises:
        GazetteerError: A record states a field that the packed form has no room for.
    """
    places: dict[tuple[str, str], int] = {}
    bases: dict[tuple[tuple[str, ...], str, tuple[str, ...]], int] = {}
    rows = tuple(
        _Row(
            unit.id,
            unit.kind,
            unit.name,
            places.setdefault((unit.province, unit.district), len(places)),
            bases.setdefault((unit.source, unit.confidence, unit.unverified), len(bases)),
            unit.is_unique,
            unit.valid_from,
            unit.valid_to,
            unit.successors,
            unit.act,
        )
        for unit in records
    )
    packed = _Packed(tuple(places), tuple(bases), rows)
    for unit, again in zip(records, _restore(packed), strict=True):
        if unit != again:
            raise GazetteerError(f"{unit.full_name} ({unit.id}) states a field that the packed table cannot hold")
    return gzip.compress(msgspec.json.encode(packed), 9, mtime=0)


def unpack(raw: bytes) -> tuple[CommuneRecord, ...]:
    """Return the records that were packed.

    >>> from vnnews.gazetteer import default
    >>> some = default().communes[:3]
    >>> unpack(pack(some)) == some
    True
    """
    return _restore(msgspec.json.decode(gzip.decompress(raw), type=_Packed))


def _restore(packed: _Packed) -> tuple[CommuneRecord, ...]:
    # ids, kinds and acts stand in many records: one string each saves memory
    places = [(sys.intern(province), sys.intern(district)) for province, district in packed.places]
    return tuple(
        CommuneRecord(
            id=sys.intern(row.id),
            code=row.id[3:8],
            kind=sys.intern(row.kind),
            name=row.name,
            full_name=f"{UNIT_WORDS[row.kind]} {row.name}",
            province=places[row.place][0],
            district=places[row.place][1],
            source=packed.bases[row.basis][0],
            confidence=packed.bases[row.basis][1],
            unverified=packed.bases[row.basis][2],
            is_unique=row.is_unique,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            successors=tuple([sys.intern(id) for id in row.successors]),
            act=sys.intern(row.act),
        )
        for row in packed.rows
    )
