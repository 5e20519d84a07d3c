"""The tables of people, bodies and careers: flat rows for DuckDB, pandas and spreadsheets.

Takes records, gives rows of plain values; `SCHEMAS` says which columns a table has and of which type, in the words of SQL. docs/people.md says what each column means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from vnnews.corpus.records import is_head
from vnnews.models.people import BodyRecord, Contradiction, PersonRecord, Proof

Row = dict[str, Any]

_TEXT, _TEXTS, _DAY, _COUNT, _SHARE, _TRUTH = "VARCHAR", "VARCHAR[]", "DATE", "INTEGER", "DOUBLE", "BOOLEAN"

_SEEN = {"first_seen": _DAY, "last_seen": _DAY}
_PROOF = {
    "proof_article": _TEXT, "proof_title": _TEXT, "proof_url": _TEXT, "proof_outlet": _TEXT, "proof_published": _DAY, "proof_sentence": _TEXT,
    "proof_start": _COUNT, "proof_end": _COUNT,
}  # fmt: skip

SCHEMAS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "people": {
            "id": _TEXT, "name": _TEXT, "names": _TEXTS, "honorifics": _TEXTS, "ranks": _TEXTS, "gender": _TEXT, "born": _COUNT, "foreign": _TRUTH,
            **_SEEN, "articles": _COUNT, "outlets": _COUNT, "confidence": _SHARE, "reasons": _TEXTS, "apart_from": _TEXTS, "apart_reasons": _TEXTS,
            "apart_certain": "BOOLEAN[]",
        },
        "occupancies": {
            "person_id": _TEXT, "name": _TEXT, "number": _COUNT, "role": _TEXT, "is_head": _TRUTH, "body": _TEXT, "body_id": _TEXT, "province": _TEXT,
            "status": _TEXT, **_SEEN, "begins": _DAY, "ends": _DAY, "continues": _TEXT, "articles": _COUNT, "outlets": _COUNT, "confidence": _SHARE,
            **_PROOF,
        },
        "spottings": {"person_id": _TEXT, "article": _TEXT, "official": _COUNT, "name": _TEXT, "start": _COUNT},
        "bodies": {
            "id": _TEXT, "name": _TEXT, "names": _TEXTS, "kind": _TEXT, "level": _TEXT, "province": _TEXT, "parent": _TEXT, "predecessors": _TEXTS,
            "successors": _TEXTS, "articles": _COUNT, "outlets": _COUNT, **_SEEN,
        },
        "contradictions": {
            "kind": _TEXT, "body": _TEXT, "body_name": _TEXT, "role": _TEXT, "on": _DAY, "people": _TEXTS, "sentences": _TEXTS, "articles": _TEXTS, "reason": _TEXT,
        },
    }
)  # fmt: skip
"""Columns by table, with their types in SQL."""


def tabulate_people(people: Iterable[PersonRecord]) -> dict[str, list[Row]]:
    """Return the rows of the tables 'people', 'occupancies' and 'spottings'.

    >>> tabulate_people([PersonRecord("vn:a", "Lê An", names=("Lê An",))])["people"][0]["name"]
    'Lê An'
    """
    rows: dict[str, list[Row]] = {"people": [], "occupancies": [], "spottings": []}
    for person in people:
        doubts = person.apart_from
        rows["people"].append(
            {name: _plain(getattr(person, name)) for name in SCHEMAS["people"] if hasattr(person, name)}
            | {
                "apart_from": [doubt.id for doubt in doubts],
                "apart_reasons": [doubt.reason for doubt in doubts],
                "apart_certain": [doubt.certain for doubt in doubts],
            }
        )
        for number, line in enumerate(person.occupancies):
            plain = {name: getattr(line, name) for name in SCHEMAS["occupancies"] if hasattr(line, name)}
            own = {"person_id": person.id, "name": person.name, "number": number, "is_head": is_head(line.role)}
            rows["occupancies"].append(own | plain | _tell_proof(line.proof))
        rows["spottings"] += [{"person_id": person.id, **msgspec.structs.asdict(spot)} for spot in person.spottings]
    return rows


def tabulate_bodies(bodies: Iterable[BodyRecord], contradictions: Iterable[Contradiction]) -> dict[str, list[Row]]:
    """Return the rows of the tables 'bodies' and 'contradictions'; who led a body is in 'occupancies', where `is_head`.

    >>> tabulate_bodies([BodyRecord("vn:bo-y-te", "Bộ Y tế")], [])["bodies"][0]["id"]
    'vn:bo-y-te'
    """
    return {
        "bodies": [{name: _plain(getattr(body, name)) for name in SCHEMAS["bodies"]} for body in bodies],
        "contradictions": [
            {name: _plain(getattr(one, name)) for name in SCHEMAS["contradictions"] if hasattr(one, name)}
            | {
                "sentences": [proof.sentence for proof in one.proofs],
                "articles": [proof.article for proof in one.proofs],
            }
            for one in contradictions
        ],
    }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tell_proof(proof: Proof) -> Row:
    return {f"proof_{name}": value for name, value in msgspec.structs.asdict(proof).items()}
