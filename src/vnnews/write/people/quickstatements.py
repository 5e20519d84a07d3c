"""Wikidata's QuickStatements from the people of a corpus, as CSV for version 2 and 3 of the tool.

Takes records of people and the QIDs that the user knows, gives one row an item to create or a statement to add. Decides that no QID is
ever guessed: a person or post without one gets a row that creates it with its Vietnamese label; 'position held' is stated only where
both have one. So one runs it twice: create, note the QIDs, state. Persons of other countries, records of which it cannot be told
whether they are one person, posts without a body and what no article states with `SURE` are never created. What is created must be looked up on Wikidata first: that nobody has it is not known here.

Used: P31 (instance of: human Q5, position Q4164871), P21 (sex: Q6581097, Q6581072, where a form of address tells), P17 (country of a post:
Q881), P39 (position held) with P580 and P582 (start and end, only where texts state or imply them), and as reference P854 (address of the
article) with P577 (its date).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from vnnews.errors import InputError
from vnnews.models.people import Occupancy, PersonRecord
from vnnews.write.csv import guard_cell
from vnnews.write.people.records import PeopleCorpus, key_post, name_post, write_whole

COLUMNS = ("qid", "Lvi", "Dvi", "P31", "#", "P21", "P17", "P39", "qal580", "qal582", "S854", "s577", "#")
"""Columns after a statement's own belong to it: 'qal' its qualifiers, 'S' and 's' its reference, '#' the edit's summary."""

SURE = 0.8
"""Confidence of a line of a career from which on it is worth an edit of Wikidata."""

HUMAN, POSITION, VIETNAM = "Q5", "Q4164871", "Q881"
GENDERS = {"male": "Q6581097", "female": "Q6581072"}


def to_quickstatements(people: Iterable[PersonRecord], items: Mapping[str, str] | None = None) -> str:
    r"""Return the people as CSV for QuickStatements.

    Args:
        people: The records.
        items: QIDs by `PersonRecord.id`, and of posts by what the summary of their row says: role, '@' and the body's id.

    Example:
        >>> held = Occupancy("Bí thư", "Tỉnh ủy Cà Mau", "vn:tinh-uy-ca-mau")
        >>> mai = PersonRecord("vn:mai-1", "Trần Thị Mai", gender="female", occupancies=(held,))
        >>> for row in to_quickstatements([mai]).splitlines()[1:]:
        ...     print(row)
        ,Trần Thị Mai,"Bí thư, Tỉnh ủy Cà Mau",Q5,vn:mai-1,Q6581072,,,,,,,
        ,"Bí thư, Tỉnh ủy Cà Mau",,Q4164871,Bí thư@vn:tinh-uy-ca-mau,,Q881,,,,,,
        >>> known = {"vn:mai-1": "Q1", "Bí thư@vn:tinh-uy-ca-mau": "Q2"}
        >>> print(to_quickstatements([mai], known).splitlines()[1])
        Q1,,,,,,,Q2,,,,,vn:mai-1
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _make_rows(people, items or {}):
        writer.writerow(row)
    return written.getvalue()


def write_quickstatements(corpus: PeopleCorpus, path: str | Path, items: Mapping[str, str] | None = None) -> int:
    """Write the people of a corpus as CSV for QuickStatements; returns the number of rows; see `to_quickstatements`."""
    text = to_quickstatements(corpus.people, items)
    write_whole(path, [text])
    return sum(1 for _ in csv.reader(io.StringIO(text))) - 1


def read_items(path: str | Path) -> dict[str, str]:
    r"""Return the QIDs of a CSV file with the columns 'id' and 'qid'.

    Raises:
        InputError: A column is missing, or a QID is none.

    Example:
        >>> import tempfile
        >>> place = Path(tempfile.mkdtemp()) / "items.csv"
        >>> _ = place.write_text("id,qid\nvn:mai-1,Q1\n", encoding="utf-8")
        >>> read_items(place)
        {'vn:mai-1': 'Q1'}
    """
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"id", "qid"} <= set(rows.fieldnames or ()):
            raise InputError(f"{path}: no columns 'id' and 'qid'", stage="read", reason="wrong form")
        items = {row["id"]: row["qid"].strip() for row in rows if row["qid"]}
    for id_, qid in items.items():
        if not (qid.startswith("Q") and qid[1:].isdecimal()):
            raise InputError(f"{path}: {qid!r} of {id_!r} is no QID", stage="read", reason="wrong form")
    return items


def _make_rows(people: Iterable[PersonRecord], items: Mapping[str, str]) -> Iterator[list[object]]:
    created: set[str] = set()
    for person in people:
        qid = items.get(person.id, "")
        sure = [held for held in person.occupancies if held.confidence >= SURE]
        if not qid:
            if not sure or person.foreign or any(not doubt.certain for doubt in person.apart_from):
                continue
            gender = GENDERS.get(person.gender, "")
            yield _make_row(Lvi=person.name, Dvi=name_post(sure[-1]), P31=HUMAN, why=person.id, P21=gender)
        for held in sure:
            key = "@".join(key_post(held))
            post = items.get(key, "")
            if not post and key not in created and not person.foreign and held.role and held.body:
                created.add(key)
                yield _make_row(Lvi=name_post(held), P31=POSITION, why=key, P17=VIETNAM)
            elif post and qid:
                yield _make_held(qid, post, held, person.id)


def _make_held(qid: str, post: str, held: Occupancy, why: str) -> list[object]:
    proof = next((proof for proof in held.proofs if proof.url), held.proof)
    return _make_row(
        qid=qid,
        P39=post,
        qal580=_write_time(held.begins),
        qal582=_write_time(held.ends),
        S854=f'"{proof.url}"' if proof.url else "",
        s577=_write_time(proof.published) if proof.url else "",
        end=why,
    )


def _make_row(**cells: str) -> list[object]:
    """A row by the names of its columns; `why` is the summary after P31, `end` the last one."""
    row = [cells.get(column, "") for column in COLUMNS]
    row[COLUMNS.index("#")] = cells.get("why", "")
    row[-1] = cells.get("end", "")
    # a label of a page may look like a formula; a date begins with '+' by QuickStatements' own rule
    return [
        cell if column.startswith(("q", "s", "S")) else guard_cell(cell)
        for column, cell in zip(COLUMNS, row, strict=True)
    ]


def _write_time(day: date | None) -> str:
    """A day as QuickStatements writes it; 11 is the precision of a day."""
    return f"+{day.isoformat()}T00:00:00Z/11" if day else ""
