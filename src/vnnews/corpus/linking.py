"""Which statements of one block are one person's.

Takes the statements whose names meet in one block, gives `Linked`: groups, why their parts were joined, and why they were kept apart. This is the only place where
persons are joined: notebooks, DuckDB and Spark call it with one block at a time.

How: officials of one name with the same post of a body that can be told, or in copies of one story, are joined at once. Then the pair of groups with the
most evidence is joined again and again, with everything that a group has learned weighed anew, so that no weak link draws two persons together: what
contradicts any part of a group contradicts the whole. Between `APART` and `JOIN` it cannot be told, and both readings are kept.

Cost: joining at once is linear. Only what is left is compared in pairs, in a block of more than `MAX_ALL_PAIRS` groups only those that share
a body or a place with their neighbours, so that a name in 50,000 articles costs no more a mention than one in five.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vnnews.corpus.bodies import CENTRAL, is_office, rank_role
from vnnews.corpus.evidence import Verdict, weigh
from vnnews.corpus.groups import Appearance, Group, gather_appearances, key_post, make_group, seat_of
from vnnews.corpus.names import name_form, read_name_gender
from vnnews.models.people import Statement
from vnnews.text import fold

JOIN = 1.0
"""Log odds from which two groups are one person: about 3 to 1."""

APART = -2.0
"""Log odds below which they are two for certain: about 1 to 7."""

MAX_ALL_PAIRS = 48
"""Groups of a block up to which every pair is compared."""

NEIGHBOURS = 6
"""Groups behind it with which a group is compared at each body and place that they share, in a larger block."""

MAX_KEYS = 8
"""Bodies and places of a group by which its neighbours are found."""

SURE_ENOUGH = 0.3
"""Confidence of a post below which it joins nobody at once."""

MIN_SENTENCE = 40
"""Code points from which on a sentence in two articles is a copy."""


class Merge(NamedTuple):
    """Why a part was joined to the rest."""

    words: str
    share: float
    """How likely it is that they are one person."""


class Linked(NamedTuple):
    """What came of one block."""

    appearances: list[Appearance]
    groups: list[Group]
    """One a person, in the order of their first spotting; `members` are indices into `appearances`."""
    merges: dict[int, list[Merge]]
    """Why, by the index of the group."""
    doubts: dict[tuple[int, int], Verdict]
    """What was found for pairs of groups that stayed apart."""
    near: list[list[int]]
    """The groups that a group was compared with."""
    comparisons: int
    """How many pairs were weighed."""


def link_block(statements: Iterable[Statement]) -> Linked:
    """Return the persons of one block.

    >>> mai = Statement("bao.example/1", 0, 0, "Trần Thị Mai", "tran thi mai", "Giám đốc", "Sở Y tế tỉnh Cà Mau", province="Cà Mau")
    >>> linked = link_block([mai, Statement("bao.example/2", 0, 0, "TRẦN THỊ MAI", "tran thi mai", "Giám đốc", "Sở Y tế tỉnh Cà Mau", province="Cà Mau")])
    >>> len(linked.groups), linked.merges[0][0].words
    (1, 'same post: Giám đốc, Sở Y tế tỉnh Cà Mau')
    """
    appearances = gather_appearances(statements)
    groups, merges = _join_at_once(appearances)
    return _join_by_weight(appearances, groups, merges)


def _join_at_once(appearances: Sequence[Appearance]) -> tuple[list[Group], list[list[Merge]]]:
    """Join officials that share a key which two persons hardly share; never a man and a woman."""
    parents = list(range(len(appearances)))
    genders = ["" if a[0].foreign or read_name_gender(name_form(a[0].name)) else a[0].gender for a in appearances]
    owners: dict[tuple[str, ...], dict[str, int]] = {}
    reasons: list[tuple[int, str]] = []

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    for strength in (0, 1):
        for number, appearance in enumerate(appearances):
            for key, words in _sure_keys(appearance, strength):
                here = root(number)
                known = owners.setdefault(key, {})
                # of a man and a woman in one post the unknown joins neither; the titles of later articles may tell
                fitting = {root(o) for gender, o in known.items() if {genders[root(o)], genders[here]} != _BOTH}
                known.setdefault(genders[number], number)
                if len(fitting) != 1 or here in fitting:
                    continue
                there = fitting.pop()
                first, second = min(here, there), max(here, there)
                parents[second] = first
                genders[first] = genders[first] or genders[second]
                reasons.append((number, words))
    groups: dict[int, Group] = {}
    merges: dict[int, dict[str, None]] = {}
    for number, appearance in enumerate(appearances):
        made = make_group(appearance, number)
        first = root(number)
        if first in groups:
            groups[first].absorb(made)
        else:
            groups[first] = made
    for number, words in reasons:
        merges.setdefault(root(number), {})[words] = None
    order = sorted(groups)
    return [groups[n] for n in order], [[Merge(words, SURE) for words in merges.get(n, ())] for n in order]


SURE = 0.99
"""How likely officials joined at once are one person; benchmarks/people.py counts them."""

_BOTH = {"male", "female"}


def _sure_keys(appearance: Appearance, strength: int) -> Iterable[tuple[tuple[str, ...], str]]:
    """What two officials of one person share, each with the reason in words: posts first, then copies of a story."""
    form = name_form(appearance[0].name)
    if strength:
        yield ("story", form, appearance[0].story), "copies of one story"
        for statement in appearance:
            if len(statement.sentence) >= MIN_SENTENCE:
                yield ("sentence", form, statement.sentence), "the same sentence"
        return
    for statement in appearance:
        if not statement.role or (statement.confidence < SURE_ENOUGH and not statement.foreign):
            continue
        seat = seat_of(statement)
        if seat.is_told and not (seat.level == CENTRAL and rank_role(statement.role) == 4):
            yield ("post", form, *key_post(statement, seat)), f"same post: {statement.role}, {statement.body}"
        elif not seat.key and is_office(statement.role):
            yield ("office", form, fold(statement.role)), f"same post: {statement.role}"
        elif statement.foreign and " " in form:
            yield ("abroad", form, fold(statement.role)), f"same foreign post: {statement.role}"


def _join_by_weight(appearances: list[Appearance], groups: list[Group], merges: list[list[Merge]]) -> Linked:
    """Join the pair with the most evidence until none has enough."""
    alive: dict[int, Group] = dict(enumerate(groups))
    verdicts: dict[tuple[int, int], Verdict] = {}
    near: dict[int, set[int]] = {number: set() for number in alive}
    queue: list[tuple[float, tuple[str, str, int], tuple[str, str, int], int, int]] = []
    comparisons = 0

    def compare(one: int, other: int) -> None:
        nonlocal comparisons
        comparisons += 1
        first, second = min(one, other), max(one, other)
        verdict = weigh(alive[first], alive[second])
        verdicts[first, second] = verdict
        near[first].add(second)
        near[second].add(first)
        if verdict.score >= JOIN:
            keys = sorted((alive[first].key, alive[second].key))
            heapq.heappush(queue, (-verdict.score, keys[0], keys[1], first, second))

    for one, other in _pair(groups):
        compare(one, other)
    while queue:
        score, _, _, first, second = heapq.heappop(queue)
        verdict_now = verdicts.get((first, second))
        if first not in alive or second not in alive or verdict_now is None or verdict_now.score != -score:
            continue
        best = max(verdict_now.pieces, key=lambda piece: piece.weight if piece.name not in _HARDLY else 0.0)
        reason = best.words if best.weight > 0 and best.name not in _HARDLY else "nothing speaks against it"
        name = next(piece for piece in verdict_now.pieces if piece.name == "name")
        words = f"{_NAMED.get(best.name, '')}{reason}" + (f"; {name.words}" if abs(name.weight) > 1 else "")
        alive[first].absorb(alive.pop(second))
        merges[first] += [Merge(words, verdict_now.share), *merges[second]]
        others = sorted((near.pop(second) | near[first]) - {first, second})
        for other in others:
            near[other].discard(second)
            verdicts.pop((min(other, second), max(other, second)), None)
        verdicts.pop((first, second), None)
        near[first] = set()
        for other in others:
            if other in alive:
                compare(first, other)
    order = sorted(alive, key=lambda number: alive[number].key)
    place = {number: index for index, number in enumerate(order)}
    doubts = {(min(place[a], place[b]), max(place[a], place[b])): verdict for (a, b), verdict in verdicts.items()}
    return Linked(
        appearances,
        [alive[number] for number in order],
        {place[number]: merges[number] for number in order},
        doubts,
        [sorted(place[other] for other in near[number]) for number in order],
        comparisons,
    )


_HARDLY = frozenset({"name", "both_men"})
"""What is no reason by itself."""

_NAMED = {
    "same_post": "same post: ",
    "same_body": "same body: ",
    "same_unit": "same place: ",
    "same_province": "same province: ",
}


def _pair(groups: Sequence[Group]) -> Iterable[tuple[int, int]]:
    """The pairs that are compared: all of a small block, neighbours at each shared body and place of a large one."""
    if len(groups) <= MAX_ALL_PAIRS:
        return itertools.combinations(range(len(groups)), 2)
    shelves: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        keys = dict.fromkeys(
            key
            for held in sorted(group.held.values(), key=lambda held: (-held.count, held.role, held.seat.key))
            for key in (held.seat.key, held.seat.unit, held.seat.province)
            if key
        )
        for key in itertools.islice(keys or {"": None}, MAX_KEYS):
            shelves.setdefault(key, []).append(number)
    pairs = {
        (shelf[index], other)
        for shelf in shelves.values()
        for index in range(len(shelf))
        for other in shelf[index + 1 : index + 1 + NEIGHBOURS]
    }
    return sorted(pairs)
