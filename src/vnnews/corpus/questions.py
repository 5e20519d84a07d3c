"""Questions to the records of people: who held a post on a day, the posts of a person, the heads of a body, who moved.

Takes `PersonRecord`s, in memory or one by one from a file, gives `Tenure`s and `Move`s, each with its proofs. Decides which body a name means: the one of
that id or full name, or of the full form of a short one ('UBND tỉnh Cà Mau'), and that what is asked without marks means every spelling with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from vnnews.corpus.bodies import is_same_province
from vnnews.corpus.names import compare_forms, name_block, name_form
from vnnews.corpus.records import is_head
from vnnews.models.people import Contradiction, Move, Occupancy, PersonRecord, Tenure
from vnnews.text import deaccent, fold

OVERLAP = timedelta(days=60)
"""How long the post that somebody leaves may still be seen after the new one begins."""

SURE_ENOUGH = 0.5
"""Confidence of a line from which on it is a step of a career."""


def find_holders(
    people: Iterable[PersonRecord], body: str, *, role: str | None = None, on: date | None = None
) -> list[Tenure]:
    """Return who held posts of a body, on a day or at any time, oldest first.

    Args:
        people: Records, looked at once.
        body: Id, full name or short name of the body: 'UBND tỉnh Cà Mau'.
        role: Only this role: 'Chủ tịch', or 'chu tich' without marks; every role by default.
        on: The day; a post that is not known to have ended and has no later holder counts as 'presumed'. See `find_nearest` for a day of which nothing is known.

    >>> line = Occupancy("Chủ tịch", "Ủy ban nhân dân tỉnh Cà Mau", "vn:x", first_seen=date(2025, 1, 2), last_seen=date(2025, 5, 1))
    >>> an = PersonRecord("vn:le-an-1", "Lê An", occupancies=(line,))
    >>> [(found.name, found.basis) for found in find_holders([an], "UBND tỉnh Cà Mau", on=date(2025, 3, 1))]
    [('Lê An', 'seen')]
    >>> [(found.name, found.basis) for found in find_holders([an], "UBND tỉnh Cà Mau", on=date(2025, 8, 1))]
    [('Lê An', 'presumed')]
    """
    bodies, roles = _ask_for(_name_body(body)), None if role is None else _ask_for([role])
    found = [
        Tenure(person.id, person.name, line)
        for person in people
        for line in person.occupancies
        if (line.body_id == body or _is_asked(line.body, bodies)) and (roles is None or _is_asked(line.role, roles))
    ]
    found.sort(key=lambda one: (_start(one.occupancy) or date.min, one.person_id, one.occupancy.role))
    return found if on is None else list(_held_on(found, on))


def find_nearest(found: Iterable[Tenure], on: date) -> list[Tenure]:
    """Return what is known nearest to a day for which `find_holders` names nobody: the last before, the first after, or both.

    Args:
        found: Holders at any time, as `find_holders` without a day gives them.
        on: The day.

    >>> line = Occupancy("Chủ tịch", "Ủy ban nhân dân tỉnh Cà Mau", first_seen=date(2025, 11, 2), last_seen=date(2025, 12, 1))
    >>> [(one.name, one.basis) for one in find_nearest([Tenure("vn:le-an-1", "Lê An", line)], date(2025, 11, 1))]
    [('Lê An', 'after')]
    """
    before: list[tuple[date, Tenure]] = []
    after: list[tuple[date, Tenure]] = []
    for one in found:
        line = one.occupancy
        first, last = _start(line) or line.ends, line.ends or line.last_seen
        if last is not None and last < on:
            before.append((last, replace(one, basis="before")))
        elif first is not None and first > on:
            after.append((first, replace(one, basis="after")))
    return [
        *(one for day, one in before if day == max(day for day, _ in before)),
        *(one for day, one in after if day == min(day for day, _ in after)),
    ]


class _Asked(NamedTuple):
    """Names that are asked for."""

    folded: frozenset[str]
    bare: frozenset[str]
    """Those that are typed without marks, and so mean all spellings."""


def _ask_for(names: Iterable[str]) -> _Asked:
    given = list(names)
    return _Asked(frozenset(map(fold, given)), frozenset(deaccent(name) for name in given if name.isascii()))


def _is_asked(told: str, asked: _Asked) -> bool:
    """Whether a name is one of those asked for.

    >>> _is_asked("Chủ tịch", _ask_for(["chu tich"])), _is_asked("Chu tích", _ask_for(["chủ tịch"])), _is_asked("", _ask_for([""]))
    (True, False, False)
    """
    return bool(told) and (fold(told) in asked.folded or (bool(asked.bare) and deaccent(told) in asked.bare))


def _held_on(found: list[Tenure], on: date) -> Iterator[Tenure]:
    begun = [one for one in found if (start := _start(one.occupancy)) is not None and start <= on]
    for one in begun:
        line = one.occupancy
        last = line.last_seen or line.ends
        if line.ends is not None and line.ends < on:
            continue
        if last is not None and on <= last:
            yield one
        elif line.ends is None and line.status != "former":
            heirs = (
                other
                for other in begun
                if is_head(line.role) and fold(other.occupancy.role) == fold(line.role) and other is not one
            )
            start = _start(line)
            if not any((_start(heir.occupancy) or on) > (start or on) for heir in heirs):
                yield Tenure(one.person_id, one.name, line, "presumed")


def find_people(people: Iterable[PersonRecord], name: str) -> list[PersonRecord]:
    """Return everybody of a name, which is written in any spelling, or the person of an id.

    >>> [found.id for found in find_people([PersonRecord("vn:le-an-1", "Lê An"), PersonRecord("vn:le-anh-1", "Lê Anh")], "LÊ AN")]
    ['vn:le-an-1']
    """
    block, form = name_block(name), name_form(name)
    return [
        person
        for person in people
        if person.id == name
        or any(
            name_block(own) == block and compare_forms(name_form(own), form) != "other"
            for own in (person.names or (person.name,))
        )
    ]


def find_posts(people: Iterable[PersonRecord], name: str) -> list[Tenure]:
    """Return the posts of everybody of a name, person by person, oldest first; `name` as for `find_people`.

    >>> an = PersonRecord("vn:le-an-1", "Lê An", names=("Lê An",), occupancies=(Occupancy("Bí thư", "Tỉnh ủy Cà Mau"),))
    >>> [found.occupancy.role for found in find_posts([an], "LÊ AN")]
    ['Bí thư']
    """
    return [Tenure(person.id, person.name, line) for person in find_people(people, name) for line in person.occupancies]


def find_heads(people: Iterable[PersonRecord], body: str) -> list[Tenure]:
    """Return who led a body, oldest first.

    >>> an = PersonRecord("vn:le-an-1", "Lê An", occupancies=(Occupancy("Bí thư", "Tỉnh ủy Cà Mau"), Occupancy("Phó Bí thư", "Tỉnh ủy Cà Mau")))
    >>> [found.occupancy.role for found in find_heads([an], "Tỉnh ủy Cà Mau")]
    ['Bí thư']
    """
    return [found for found in find_holders(people, body) if is_head(found.occupancy.role)]


def mark_contradicted(found: Iterable[Tenure], contradictions: Iterable[Contradiction]) -> list[Tenure]:
    """Return answers with the reasons of the contradictions that each stands in.

    >>> line = Occupancy("Bộ trưởng", "Bộ Y tế", "vn:bo-y-te")
    >>> two = Contradiction("two_holders", "vn:bo-y-te", "Bộ Y tế", "Bộ trưởng", None, ("vn:a", "vn:b"), reason="An and Bé")
    >>> [one.contradicted for one in mark_contradicted([Tenure("vn:a", "An", line), Tenure("vn:c", "Cúc", line)], [two])]
    [('An and Bé',), ()]
    """
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for one in contradictions:
        for person in one.people:
            reasons.setdefault((person, one.body, one.role.casefold()), []).append(one.reason)
    keys = [(one, (one.person_id, one.occupancy.body_id, one.occupancy.role.casefold())) for one in found]
    return [replace(one, contradicted=tuple(reasons.get(key, ()))) for one, key in keys]


def find_moves(people: Iterable[PersonRecord], year: int) -> list[Move]:
    """Return who moved from one province to another in a year, in the order of time; a merger of provinces is no move.

    >>> old = Occupancy("Phó Chủ tịch", "Ủy ban nhân dân tỉnh Cà Mau", "vn:x", "Cà Mau", first_seen=date(2024, 1, 2), last_seen=date(2025, 5, 1))
    >>> new = Occupancy("Chủ tịch", "Ủy ban nhân dân tỉnh An Giang", "vn:y", "An Giang", first_seen=date(2025, 6, 1))
    >>> [(move.before.province, move.after.province) for move in find_moves([PersonRecord("vn:a", "Lê An", occupancies=(old, new))], 2025)]
    [('Cà Mau', 'An Giang')]
    """
    found = []
    for person in people:
        told = [line for line in person.occupancies if line.province and line.confidence >= SURE_ENOUGH]
        for after in told:
            on = after.begins or after.first_seen
            if on is None or on.year != year or after.continues or after.status == "former":
                continue
            before = [line for line in told if _comes_before(line, after, on)]
            if before and not any(is_same_province(b.province, after.province) for b in told if _is_earlier(b, on)):
                last = max(before, key=lambda line: (line.last_seen or line.ends or date.min, line.body_id, line.role))
                found.append(Move(person.id, person.name, on, last, after))
    return sorted(found, key=lambda move: (move.on, move.person_id, move.after.role))


def _comes_before(line: Occupancy, after: Occupancy, on: date) -> bool:
    last = line.last_seen or line.ends
    is_left = last is None or last <= on + OVERLAP
    return _is_earlier(line, on) and is_left and not is_same_province(line.province, after.province)


def _is_earlier(line: Occupancy, on: date) -> bool:
    start = line.begins or line.first_seen
    return start < on if start is not None else line.status == "former"


def _start(line: Occupancy) -> date | None:
    return line.begins or line.first_seen


def _name_body(body: str) -> frozenset[str]:
    """The names that a question's body can mean."""
    from vnnews.gazetteer import default

    return frozenset({body, *(full.name for full in default().expand(body))})
