"""What a bare title means: which bodies it can be of, when the text names one elsewhere.

Takes the roles of a gazetteer, gives `Titles`. Decides that a deputy's title, and one with a grade, means the bodies of the head's
('Phó Chủ nhiệm Thường trực', 'Thẩm phán cao cấp').
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from vnnews.text import fold

if TYPE_CHECKING:
    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.records import RoleRecord

_SHORT_DEPUTY = re.compile(r"^(cục|vụ|viện|hiệu|hạt|đội|đồn|trạm)(?: phó)?$")
"""'Cục phó' is the deputy of the 'Cục trưởng'."""
_GRADES = (" cao cấp", " trung cấp", " sơ cấp", " chính", " thường trực")


@lru_cache(maxsize=4)
def titles_of(gazetteer: Gazetteer) -> Titles:
    """Return what the titles of a gazetteer mean; it is built once and shared."""
    return Titles(gazetteer.roles)


class Titles:
    """What the bare titles of a gazetteer mean."""

    def __init__(self, roles: tuple[RoleRecord, ...]) -> None:
        self._by_title = {fold(record.title): record for record in roles}

    def find(self, role: str) -> RoleRecord | None:
        """Return the record of the head of whom a role speaks, None for one that no record has.

        >>> from vnnews.gazetteer import default
        >>> titles_of(default()).find("Phó Chủ nhiệm Thường trực").body_kinds[:2]
        ('committee', 'legislature_committee')
        """
        title = fold(role).removeprefix("phó ")
        if title not in self._by_title:
            title = f"trưởng {title}" if title in {"ban", "phòng", "khoa"} else _SHORT_DEPUTY.sub(r"\1 trưởng", title)
        for grade in _GRADES:
            title = title.removesuffix(grade)
        return self._by_title.get(title)

    def is_of_companies(self, role: str) -> bool:
        """Return whether a role says nothing of a state when a foreigner bears it without a body.

        >>> from vnnews.gazetteer import default
        >>> titles_of(default()).is_of_companies("Phó Giám đốc"), titles_of(default()).is_of_companies("Tổng thống")
        (True, False)
        """
        record = self._by_title.get(fold(role).removeprefix("phó "))
        return record is not None and record.is_of_companies
