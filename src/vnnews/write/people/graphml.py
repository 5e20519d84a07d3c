"""GraphML: persons, posts and bodies of a corpus as a graph for Gephi, Cytoscape, yEd or networkx.

Takes records, gives XML: nodes of the kinds 'person', 'post' and 'body'; edges 'holds' from person to post, 'of' from post to body,
'part of' from body to parent and 'followed by' from body to successor. Attributes that are unknown are left out. Decides that a body
which is named only as a parent, a successor or in a post becomes a node by that id or name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from vnnews.models.people import BodyRecord, PersonRecord
from vnnews.write.people.records import PeopleCorpus, key_post, name_post, write_whole

NODE_KEYS = {
    "kind": "string",
    "name": "string",
    "province": "string",
    "gender": "string",
    "level": "string",
    "articles": "int",
    "confidence": "double",
    "first_seen": "string",
    "last_seen": "string",
}
EDGE_KEYS = {
    "kind": "string",
    "status": "string",
    "first_seen": "string",
    "last_seen": "string",
    "begins": "string",
    "ends": "string",
    "continues": "string",
    "articles": "int",
    "confidence": "double",
    "url": "string",
}
"""Dates are ISO days: GraphML has no type for them."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""

Value = str | int | float | date | None


def to_graphml(people: Iterable[PersonRecord], bodies: Iterable[BodyRecord] = ()) -> Iterator[str]:
    """Yield the graph as GraphML, piece by piece.

    Example:
        >>> from vnnews.models.people import Occupancy
        >>> mai = PersonRecord("vn:mai-1", "Trần Thị Mai", occupancies=(Occupancy("Bí thư", "Tỉnh ủy Cà Mau"),))
        >>> xml = "".join(to_graphml([mai]))
        >>> xml.count("<node "), xml.count("<edge ")
        (3, 2)
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for place, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, kind in keys.items():
            yield f'<key id="{place[0]}_{name}" for="{place}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph id="people" edgedefault="directed">\n'
    yield from _make_parts(people, list(bodies))
    yield "</graph>\n</graphml>\n"


def write_graphml(corpus: PeopleCorpus, path: str | Path) -> None:
    """Write the graph of a corpus; see `to_graphml`."""
    write_whole(path, to_graphml(corpus.people, corpus.bodies))


def _make_parts(people: Iterable[PersonRecord], bodies: list[BodyRecord]) -> Iterator[str]:
    known: set[str] = set()
    ids = {body.name: body.id for body in bodies}
    for body in bodies:
        known.add(f"body:{body.id}")
        yield _write_node(
            f"body:{body.id}",
            kind="body",
            name=body.name,
            province=body.province,
            level=body.level,
            articles=body.articles,
            first_seen=body.first_seen,
            last_seen=body.last_seen,
        )
    for body in bodies:
        links = [("part of", ids.get(body.parent, body.parent))] if body.parent else []
        for kind, other in [*links, *(("followed by", successor) for successor in body.successors)]:
            yield from _make_body(other, known)
            yield _write_edge(f"body:{body.id}", f"body:{other}", kind=kind)
    for person in people:
        yield from _make_person(person, known)


def _make_body(id_: str, known: set[str], name: str = "", province: str = "") -> Iterator[str]:
    if f"body:{id_}" not in known:
        known.add(f"body:{id_}")
        yield _write_node(f"body:{id_}", kind="body", name=name or id_, province=province)


def _make_person(person: PersonRecord, known: set[str]) -> Iterator[str]:
    yield _write_node(
        f"person:{person.id}",
        kind="person",
        name=person.name,
        gender=person.gender,
        articles=person.articles,
        confidence=person.confidence,
        first_seen=person.first_seen,
        last_seen=person.last_seen,
    )
    for held in person.occupancies:
        post = "post:" + "@".join(key_post(held))
        body = held.body_id or held.body
        if post not in known:
            known.add(post)
            yield _write_node(post, kind="post", name=name_post(held), province=held.province)
            if body:
                yield from _make_body(body, known, held.body, held.province)
                yield _write_edge(post, f"body:{body}", kind="of")
        yield _write_edge(
            f"person:{person.id}",
            post,
            kind="holds",
            status=held.status,
            first_seen=held.first_seen,
            last_seen=held.last_seen,
            begins=held.begins,
            ends=held.ends,
            continues=held.continues,
            articles=held.articles,
            confidence=held.confidence,
            url=held.proof.url,
        )


def _write_node(id_: str, **data: Value) -> str:
    return f"<node id={_quote(id_)}>{_write_data('n', data)}</node>\n"


def _write_edge(source: str, target: str, **data: Value) -> str:
    return f"<edge source={_quote(source)} target={_quote(target)}>{_write_data('e', data)}</edge>\n"


def _write_data(place: str, data: dict[str, Value]) -> str:
    return "".join(
        f'<data key="{place}_{name}">{escape(_clean(str(value)))}</data>'
        for name, value in data.items()
        if value not in ("", None)
    )


def _quote(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
