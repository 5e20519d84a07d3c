"""What a question to the gazetteer gives: candidates, how the name matched, and the sources behind them.

Takes nothing and decides nothing. An answer holds every candidate; it is never guessed down to one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Generic, TypeVar

import msgspec

from vnnews.gazetteer.records import SourceRecord

R = TypeVar("R")


class Expansion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The full form of a short name of a body, a post or a word."""

    name: str
    """'Ủy ban nhân dân Thành phố Hồ Chí Minh'."""
    kind: str
    """Kind of the body ('peoples_committee', 'ministry'), or 'role', 'unit', 'field', 'place', 'modifier'."""
    level: str = ""
    province: str = ""
    """Name of the body's province, '' for central bodies or when the text names none."""
    record: str = ""
    """Id of the pattern or agency behind it."""
    valid_from: date | None = None
    valid_to: date | None = None
    source: tuple[str, ...] = ()
    confidence: str = "A"


class Answer(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """All candidates for a name on a day; it can be counted, iterated and asked whether there are any."""

    name: str
    """The name that was asked for."""
    on: date | None = None
    """The day that was asked for, None for all times."""
    records: tuple[R, ...] = ()
    """Every candidate that holds on that day, best founded first; more than one when the name is ambiguous."""
    matched: str = ""
    """How the name matched: 'strong', 'weak' (it needs a cue), 'nickname', 'bare' (typed without diacritics) or ''."""
    other_times: tuple[R, ...] = ()
    """Records of that name that do not hold on that day."""
    sources: tuple[SourceRecord, ...] = ()
    """The sources of all of them."""

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.records)

    def __iter__(self) -> Iterator[R]:
        """Iterate over the candidates."""
        return iter(self.records)

    def __bool__(self) -> bool:
        """Return whether there is a candidate."""
        return bool(self.records)

    @property
    def only(self) -> R | None:
        """The candidate when there is exactly one, else None."""
        return self.records[0] if len(self.records) == 1 else None
