"""Bodies of other states, told from ours: 'Bộ Quốc phòng Mỹ', 'Quốc vụ viện', 'Hạ viện', 'Lầu Năm Góc'.

Takes a gazetteer and a name, gives every state and body that it can stand for. Decides by the name alone: a body known to be of one state, else a
head ('Bộ', 'Đại sứ quán') with the name of a state behind it, else a head that Viet Nam has no body of ('Thượng viện', of some state). A name that
holds 'Việt Nam' is ours, but for a house of another state in Viet Nam ('Đại sứ quán Mỹ tại Việt Nam').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from vnnews.gazetteer.indexes import ForeignNames
from vnnews.gazetteer.names import name_key

if TYPE_CHECKING:
    from vnnews.gazetteer.records import ForeignBody
    from vnnews.gazetteer.store import Facts

MAX_NAME = 150
"""Code points; a longer text is no name and is not looked at."""

_IN_VIETNAM = re.compile(r"\s+(?:tại|ở)\s+Việt Nam$", re.IGNORECASE)
_OF = re.compile(r"\s+(?:của|nước|tại)$", re.IGNORECASE)


class ForeignUnit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A foreign state, or a body of one."""

    name: str
    """'Mỹ', 'Bộ Quốc phòng Mỹ', 'Lầu Năm Góc'."""
    kind: str
    """'state', 'territory', 'organisation', or the kind of the body: 'ministry', 'legislature', 'party' …"""
    country: str
    """Usual name of the state or organisation, '' when several have such a body."""
    code: str = ""
    """ISO 3166-1 code of the state."""


def find_foreign(gazetteer: Facts, name: str) -> tuple[ForeignUnit, ...]:
    """Return the foreign states and bodies that a name stands for; nothing for ours.

    >>> from vnnews.gazetteer import default
    >>> [(unit.name, unit.country) for unit in find_foreign(default(), "Bộ Quốc phòng Hoa Kỳ")]
    [('Bộ Quốc phòng Mỹ', 'Mỹ')]
    >>> find_foreign(default(), "Bộ Quốc phòng"), find_foreign(default(), "Thượng viện")[0].country
    ((), '')
    """
    name = " ".join(name.split())
    if len(name) > MAX_NAME or gazetteer.agency(name).matched == "strong":  # 'BỘ TƯ PHÁP' is no ministry of France
        return ()
    return tuple(_candidates(gazetteer.foreign_names, name))


def _candidates(names: ForeignNames, name: str) -> Iterator[ForeignUnit]:
    key = name_key(name)
    if key in names.states:
        state = names.states[key]
        yield ForeignUnit(name=state.name, kind=state.kind, country=state.name, code=state.code)
        return
    if key in names.bodies:
        state, body = names.bodies[key]
        yield ForeignUnit(name=body.name, kind=body.kind, country=state.name, code=state.code)
        return
    house = _IN_VIETNAM.sub("", name)
    if "việtnam" in name_key(house):
        return
    for words, rest in _cuts(house):
        found = names.states.get(name_key(rest)) if rest[:1].isupper() else None
        head = _head_of(names, words) if found is not None else None
        if found is not None and head is not None:
            yield ForeignUnit(name=f"{words} {found.name}", kind=head.kind, country=found.name, code=found.code)
            return
    if key in names.heads and names.heads[key].is_foreign_alone:
        yield ForeignUnit(name=name, kind=names.heads[key].kind, country="")


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Every cut of a name into a head and what may be a state, the longest state first; 'của' between the two is dropped."""
    words = name.split()
    for count in range(1, len(words)):
        yield _OF.sub("", " ".join(words[:count])), " ".join(words[count:])


def _head_of(names: ForeignNames, text: str) -> ForeignBody | None:
    """The longest head that the words in front of a state begin with."""
    words = text.split()
    found = (names.heads.get(name_key(" ".join(words[:count]))) for count in range(len(words), 0, -1))
    return next((head for head in found if head is not None), None)
