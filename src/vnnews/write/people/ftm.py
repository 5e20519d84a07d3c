"""FollowTheMoney from the people of a corpus: `Person`, `Position`, `Occupancy` and `PublicBody`, with the articles that prove them.

Takes records of people and bodies, gives dictionaries in FollowTheMoney's form. Bodies, positions and articles have the ids that
`vnnews.write.ftm` gives them for single articles, so both exports meet. Decides that `startDate` and `endDate` are only what texts say
or imply; the days on which the papers saw a post held are its `date`. Nobody is said to be politically exposed: that judgement is the
reader's. Where it cannot be told whether two records are one person, a note of both says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from vnnews.models.people import BodyRecord, Occupancy, PersonRecord, Proof
from vnnews.write.ftm import COUNTRY, Entity, make_entity, make_id
from vnnews.write.people.records import PeopleCorpus, name_post, write_whole

STATUSES = {"former": "ended", "current": "current", "acting": "current"}


def to_people_ftm(people: Iterable[PersonRecord], bodies: Iterable[BodyRecord] = ()) -> Iterator[Entity]:
    """Yield the entities of people and bodies, each id once.

    Example:
        >>> held = Occupancy("Bí thư", "Tỉnh ủy Cà Mau", proofs=(Proof("1", "Tin", "https://bao.example/1"),))
        >>> [entity["schema"] for entity in to_people_ftm([PersonRecord("vn:mai-1", "Trần Thị Mai", occupancies=(held,))])]
        ['Person', 'PublicBody', 'Position', 'Article', 'Occupancy']
    """
    seen: set[str] = set()
    for entity in _make_all(people, bodies):
        if entity["id"] not in seen:
            seen.add(entity["id"])
            yield entity


def write_ftm(corpus: PeopleCorpus, path: str | Path) -> int:
    """Write the entities of a corpus as JSON lines; returns how many."""
    number = 0

    def lines() -> Iterator[str]:
        nonlocal number
        for entity in to_people_ftm(corpus.people, corpus.bodies):
            number += 1
            yield msgspec.json.encode(entity).decode() + "\n"

    write_whole(path, lines())
    return number


def _make_all(people: Iterable[PersonRecord], bodies: Iterable[BodyRecord]) -> Iterator[Entity]:
    bodies = list(bodies)
    by_name = {body.name: body for body in bodies}
    for body in bodies:
        yield _make_body(body, by_name.get(body.parent))
    for person in people:
        yield _make_person(person)
        for number, held in enumerate(person.occupancies):
            yield from _make_occupancy(person, held, number)


def _make_body(body: BodyRecord, parent: BodyRecord | None) -> Entity:
    return make_entity(
        make_id("body", body.id),
        "PublicBody",
        name=body.name,
        alias=[name for name in body.names if name != body.name],
        country=COUNTRY if body.id.startswith("vn:") else "",
        legalForm=body.kind.replace("_", " "),
        parent=make_id("body", parent.id) if parent else "",
    )


def _make_person(person: PersonRecord) -> Entity:
    return make_entity(
        make_id("person", person.id),
        "Person",
        name=person.name,
        alias=[name for name in person.names if name != person.name],
        title=[*person.honorifics, *person.ranks],
        gender=person.gender,
        birthDate=str(person.born) if person.born else "",
        country="" if person.foreign else COUNTRY,
        position=[name_post(held) for held in person.occupancies],
        notes=[
            f"It cannot be told whether {make_id('person', doubt.id)} is the same person: {doubt.reason}"
            for doubt in person.apart_from
            if not doubt.certain
        ],
        sourceUrl=[held.proof.url for held in person.occupancies],
    )


def _make_occupancy(person: PersonRecord, held: Occupancy, number: int) -> Iterator[Entity]:
    country = "" if person.foreign else COUNTRY
    body_id = make_id("body", held.body_id or held.body) if held.body_id or held.body else ""
    if body_id:
        yield make_entity(body_id, "PublicBody", name=held.body or held.body_id, country=country)
    position_id = make_id("position", held.role, body_id or held.province)
    yield make_entity(
        position_id,
        "Position",
        name=name_post(held),
        country=country,
        subnationalArea=held.province,
        organization=body_id,
    )
    for proof in held.proofs:
        yield _make_article(proof)
    yield make_entity(
        make_id("occupancy", person.id, position_id, str(number)),
        "Occupancy",
        holder=make_id("person", person.id),
        post=position_id,
        status=STATUSES.get(held.status, "unknown"),
        startDate=_write_day(held.begins),
        endDate=_write_day(held.ends),
        date=[_write_day(held.first_seen), _write_day(held.last_seen)],
        summary=["acting" if held.status == "acting" else "", "by a merger" if held.continues else ""],
        description=held.proof.sentence,
        proof=[_name_article(proof) for proof in held.proofs],
        sourceUrl=[proof.url for proof in held.proofs],
    )


def _make_article(proof: Proof) -> Entity:
    return make_entity(
        _name_article(proof),
        "Article",
        title=proof.title or proof.article,
        publishedAt=_write_day(proof.published),
        sourceUrl=proof.url,
        publisher=proof.outlet,
        language="vie",
    )


def _name_article(proof: Proof) -> str:
    return make_id("article", proof.url or proof.article, "")


def _write_day(day: date | None) -> str:
    return day.isoformat() if day else ""
