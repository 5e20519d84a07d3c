"""Records of people and bodies, made from what `linking` joined.

Takes the statements of one block, gives `PersonRecord`s; takes the lines of careers and the statements about one body, gives a `BodyRecord` and the
contradictions in who led it. Decides ids, spellings and what a contradiction is: two persons seen at the head of one body in times that overlap.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from vnnews.corpus.bodies import follow_body, rank_role, seat_body
from vnnews.corpus.careers import count_stories, trace_career
from vnnews.corpus.evidence import Verdict
from vnnews.corpus.groups import Group, spot
from vnnews.corpus.linking import APART, Linked, link_block
from vnnews.models.people import (
    BodyRecord,
    Contradiction,
    Doubt,
    Headship,
    Occupancy,
    PersonRecord,
    Spotting,
    Statement,
)
from vnnews.text import slug

MAX_HOMONYMS = 20
"""Other persons of a name that a record lists, the likeliest to be the same first; a frequent name has thousands."""

MAX_REASONS = 20
"""Different reasons that a record keeps."""

SURE_ENOUGH = 0.5
"""Confidence of a line from which on it can contradict another one."""


class BodyFacts(NamedTuple):
    """What a corpus says of one body under one name: a row that both engines count."""

    body_id: str
    name: str
    kind: str
    level: str
    province: str
    parent: str
    articles: int
    outlets: int
    first_seen: date | None
    last_seen: date | None


class Lead(NamedTuple):
    """A line of a career as its body sees it."""

    person_id: str
    name: str
    line: Occupancy


def describe_people(statements: Iterable[Statement], *, min_confidence: float = 0.0) -> list[PersonRecord]:
    """Return the persons of one block, in the order of their first spotting.

    Args:
        statements: All statements of one block; see `Statement.block`.
        min_confidence: Leave out lines of careers of which the articles are less sure; persons stay.

    >>> an = Statement("bao.example/1", 0, 0, "Lê An", "le an", "Bí thư", "Tỉnh ủy Cà Mau", province="Cà Mau", gender="male")
    >>> [(record.name, record.gender, record.occupancies[0].role) for record in describe_people([an])]
    [('Lê An', 'male', 'Bí thư')]
    """
    linked = link_block(statements)
    ids = _name_ids(linked)
    return [_describe(linked, number, ids, min_confidence) for number in range(len(linked.groups))]


def _name_ids(linked: Linked) -> list[str]:
    made = []
    for group in linked.groups:
        first = linked.appearances[group.members[0]][0]
        for member in group.members:
            first = min(first, linked.appearances[member][0], key=spot)
        digest = hashlib.blake2b("\x1f".join(map(str, spot(first))).encode("utf-8", "surrogatepass"), digest_size=5)
        made.append(f"vn:{slug(first.name)}-{digest.hexdigest()}")
    return made


def _describe(linked: Linked, number: int, ids: Sequence[str], min_confidence: float) -> PersonRecord:
    group = linked.groups[number]
    appearances = sorted((linked.appearances[member] for member in group.members), key=lambda posts: spot(posts[0]))
    statements = [statement for posts in appearances for statement in posts]
    firsts = [posts[0] for posts in appearances]
    names = [name for name, _ in _rank_values(one.name for one in firsts)]
    days = [one.published for one in firsts if one.published is not None]
    stories, outlets = count_stories(firsts)
    merges = Counter(merge.words for merge in linked.merges[number])
    career, unsure = trace_career(statements, min_confidence=min_confidence)
    return PersonRecord(
        id=ids[number],
        name=next((name for name in names if not name.isupper()), names[0]),
        names=tuple(names),
        honorifics=tuple(value for value, _ in _rank_values(one.honorific.lower() for one in firsts)),
        ranks=tuple(dict.fromkeys(one.rank.capitalize() for one in firsts if one.rank)),
        gender=group.gender,
        born=min(group.born, key=lambda year: (-group.born[year], year), default=None),
        foreign=group.is_foreign,
        occupancies=career,
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
        articles=stories,
        outlets=outlets,
        confidence=min((merge.share for merge in linked.merges[number]), default=1.0),
        reasons=tuple(words for words, _ in merges.most_common(MAX_REASONS)),
        apart_from=_list_doubts(linked, number, ids),
        spottings=tuple(Spotting(one.article, one.official, one.name, one.at) for one in firsts),
        unsure=unsure,
    )


def _rank_values(values: Iterable[str]) -> list[tuple[str, int]]:
    """Different values, the most frequent first, then in the order of the alphabet; '' is none."""
    return sorted(Counter(filter(None, values)).items(), key=lambda item: (-item[1], item[0]))


def _list_doubts(linked: Linked, number: int, ids: Sequence[str]) -> tuple[Doubt, ...]:
    """The other persons of the name, the likeliest to be the same first."""
    found: list[tuple[float, str, Verdict, Group]] = []
    for other in linked.near[number]:
        verdict = linked.doubts[min(number, other), max(number, other)]
        found.append((-verdict.score, ids[other], verdict, linked.groups[other]))
    doubts = []
    for score, id_, verdict, _ in sorted(found, key=lambda item: item[:2])[:MAX_HOMONYMS]:
        against = min(verdict.pieces, key=lambda piece: piece.weight)
        is_certain = -score <= APART
        words = against.words if against.weight < 0 else "too little is told"
        doubts.append(Doubt(id_, words if is_certain else f"it cannot be told: {words}", is_certain))
    return tuple(doubts)


def describe_body(facts: Sequence[BodyFacts], leads: Iterable[Lead], known: Iterable[str] = ()) -> BodyRecord:
    """Return the record of one body.

    Args:
        facts: What the corpus says of it, one for each of its names.
        leads: Lines of careers in it; those of deputies and members are passed over.
        known: Ids of bodies of the corpus that it took over.

    >>> facts = BodyFacts("vn:bo-y-te", "Bộ Y tế", "ministry", "central", "", "Chính phủ", 3, 2, None, None)
    >>> describe_body([facts], []).name
    'Bộ Y tế'
    """
    from vnnews.gazetteer import default

    last = max(facts, key=lambda one: (one.last_seen or date.min, one.articles, one.name))
    record = default().agency_by_id.get(last.body_id)
    heads = [_make_headship(lead) for lead in leads if is_head(lead.line.role)]
    return BodyRecord(
        id=last.body_id,
        name=last.name,
        names=tuple(one.name for one in sorted(facts, key=lambda one: (-one.articles, one.name))),
        kind=last.kind or (record.kind if record else ""),
        level=last.level or seat_body(last.name, last.body_id, last.kind, last.level, last.province).level,
        province=last.province,
        parent=last.parent or (record.parent if record else ""),
        predecessors=tuple(dict.fromkeys((*(record.predecessors if record else ()), *sorted(known)))),
        successors=tuple(heir for heir, _ in follow_body(last.name, last.body_id)),
        heads=tuple(sorted(heads, key=lambda head: (_start(head) or date.min, head.person_id, head.role))),
        articles=sum(one.articles for one in facts),
        outlets=max(one.outlets for one in facts),
        first_seen=min((one.first_seen for one in facts if one.first_seen), default=None),
        last_seen=max((one.last_seen for one in facts if one.last_seen), default=None),
    )


def is_head(role: str) -> bool:
    """Whether a role is that of the one who leads a body: 'Chủ tịch', 'Quyền Giám đốc'; not 'Phó Chủ tịch', not 'Ủy viên'.

    >>> is_head("Chủ tịch"), is_head("Phó Chủ tịch"), is_head("Ủy viên")
    (True, False, False)
    """
    return rank_role(role) == 1


def find_contradictions(body_id: str, body: str, leads: Iterable[Lead]) -> list[Contradiction]:
    """Return where two persons are seen at the head of one body in times that overlap.

    Lines of little confidence, acting heads, and bodies that a name does not tell apart ('Phòng Tổng hợp') contradict nothing.

    >>> from datetime import date
    >>> line = Occupancy("Bộ trưởng", "Bộ Y tế", "vn:bo-y-te", first_seen=date(2025, 1, 1), last_seen=date(2025, 6, 1), confidence=0.9)
    >>> found, = find_contradictions("vn:bo-y-te", "Bộ Y tế", [Lead("vn:a", "An", line), Lead("vn:b", "Bé", line)])
    >>> found.on, found.people
    (datetime.date(2025, 1, 1), ('vn:a', 'vn:b'))
    """
    roles: dict[str, list[Lead]] = {}
    for lead in leads:
        line = lead.line
        is_known = line.first_seen is not None and line.confidence >= SURE_ENOUGH and line.status != "acting"
        if is_head(line.role) and is_known and _is_told(line):
            roles.setdefault(line.role.casefold(), []).append(lead)
    found = []
    for _, holders in sorted(roles.items()):
        holders.sort(key=lambda lead: (_begin(lead.line), lead.person_id))
        latest: Lead | None = None  # the one seen longest so far: each later one is compared with it only
        for lead in holders:
            if latest is not None and _overlaps(latest.line, lead.line) and latest.person_id != lead.person_id:
                found.append(_contradict(body_id, body, latest, lead))
            if latest is None or _finish(lead.line) > _finish(latest.line):
                latest = lead
    return found


def _overlaps(one: Occupancy, other: Occupancy) -> bool:
    """Whether the later one is seen in office before the earlier one is seen there for the last time; a day of handing over is none."""
    return _begin(other) < _finish(one) or (_begin(one) == _begin(other) and _finish(one) == _finish(other))


def _contradict(body_id: str, body: str, one: Lead, other: Lead) -> Contradiction:
    on = _begin(other.line)
    reason = (
        f"{one.name} is {one.line.role} from {_begin(one.line)} to {_finish(one.line)}, {other.name} already on {on}"
    )
    people = (one.person_id, other.person_id)
    return Contradiction(
        "two_holders", body_id, body, other.line.role, on, people, (one.line.proof, other.line.proof), reason
    )


def _begin(line: Occupancy) -> date:
    return line.begins or line.first_seen or date.min


def _finish(line: Occupancy) -> date:
    """The last day on which somebody is seen in office; an earlier end that a text tells counts."""
    last = line.last_seen or date.max
    return min(last, line.ends) if line.ends is not None else last


def _start(head: Headship) -> date | None:
    return head.begins or head.first_seen or head.ends


def _is_told(line: Occupancy) -> bool:
    return seat_body(line.body, line.body_id, "", "", line.province).is_told


def _make_headship(lead: Lead) -> Headship:
    line = lead.line
    return Headship(
        lead.person_id,
        lead.name,
        line.role,
        line.first_seen,
        line.last_seen,
        line.begins,
        line.ends,
        line.status,
        line.proof,
    )
