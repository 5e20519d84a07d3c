"""What the gazetteer knows of a central body on the article's day: its record, and where a body leads that had ended.

Takes a name and a day, gives a record or an id. Decides that a body is never linked past its last day: the id is then that of the one body
that took it over, and '' where the facts name none or several. Without a day every body keeps its own id.

Known limit: bodies of provinces, districts and communes have no records, so that their days are not known.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import AgencyRecord

MAX_HANDOVERS = 8
"""Bodies that took each other over one after the other; the longest chain of the gazetteer has five."""


class DatedBodies:
    """The central bodies and institutions of a gazetteer as they were on a day."""

    __slots__ = ("_by_id", "_by_name", "_on")

    def __init__(self, gazetteer: Gazetteer, on: date | None) -> None:
        self._by_name, self._by_id = _index(gazetteer)
        self._on = on

    def record(self, name: str) -> AgencyRecord | None:
        """Return the record of a name: the one of the day, else the last before it, else the first; without a day the one that lasts.

        >>> from vnnews.gazetteer import default
        >>> DatedBodies(default(), date(1995, 1, 1)).record("Bộ Nội vụ").id
        'vn:bo-noi-vu-1998'
        """
        records = self._by_name.get(name)
        if not records:
            return None
        if self._on is None:
            return next((record for record in reversed(records) if record.valid_to is None), records[-1])
        on = self._on
        begun = [record for record in records if record.valid_from is None or record.valid_from <= on]
        return next((record for record in begun if record.is_valid(on)), begun[-1] if begun else records[0])

    def has_ended(self, record: AgencyRecord) -> bool:
        """Return whether a body's last day lies before the day."""
        return self._on is not None and record.valid_to is not None and record.valid_to < self._on

    def successor(self, record: AgencyRecord) -> AgencyRecord | None:
        """Return the only body that had taken over one that had ended, followed to one that exists on the day; None where there are several.

        >>> from vnnews.gazetteer import default
        >>> bodies = DatedBodies(default(), date(2026, 1, 1))
        >>> bodies.successor(bodies.record("Bộ Công nghiệp nặng")).name
        'Bộ Công Thương'
        >>> bodies.successor(bodies.record("Bộ Văn hóa - Thông tin"))
        """
        following: AgencyRecord | None = record
        for _ in range(MAX_HANDOVERS):
            if following is None or not self.has_ended(following):
                return following
            (only, *others) = following.successors or ("",)
            following = None if others else self._by_id.get(only)
        return None

    def link(self, record: AgencyRecord) -> str:
        """Return the id that a body has on the day: its own, that of its only successor, or ''."""
        following = self.successor(record)
        return "" if following is None else following.id


@lru_cache(maxsize=4)
def _index(gazetteer: Gazetteer) -> tuple[dict[str, list[AgencyRecord]], dict[str, AgencyRecord]]:
    """The records of each name, earliest first, and the record of each id."""
    by_name: dict[str, list[AgencyRecord]] = {}
    records = (*gazetteer.central_agencies, *gazetteer.institutions)
    for record in records:
        by_name.setdefault(record.name, []).append(record)
    for same in by_name.values():
        same.sort(key=lambda record: record.valid_to or date.max)
    return by_name, {record.id: record for record in records}
