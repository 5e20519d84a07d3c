"""Every example that stands beside a record of the resources is read in a text as the record says."""

from __future__ import annotations

import importlib.util
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from vnnews.link import Entities, link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage
from vnnews.text import fold

pytest.importorskip("yaml")
TOOL = Path(__file__).parent.parent / "tools" / "build_gazetteer.py"


def read_resources() -> dict[str, list[Any]]:
    """The records as they are edited; the packaged tables are without examples."""
    spec = importlib.util.spec_from_file_location("build_gazetteer", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {table: module.read_file(table) for table in WITHOUT}


WITHOUT = {
    "roles": 9, "central_agencies": 3, "institutions": 15, "local_patterns": 12, "heads": 0, "ranks": 0, "honorifics": 5, "foreign": 1,
    "abbreviations": 25, "modifiers": 3, "unit_words": 2,
}  # fmt: skip
"""Tables whose records text can show, and how many of them still lack an example; the numbers may only shrink."""
RECORDS = read_resources()


def is_shown(table: str, record: Any) -> bool:
    """Whether a text can show the record: not what is read so that it is passed over, and no form that only a question takes."""
    if table in ("roles", "central_agencies", "institutions") and not record.is_public:
        return False
    if table == "abbreviations" and (not record.is_safe or record.kind in ("place", "modifier")):
        return False
    hidden = (getattr(record, "reads", ""), getattr(record, "follows", ""), record.kind if table == "foreign" else "")
    return not {"word", "other", "foreign", "any"} & set(hidden)


def name_of(record: Any) -> str:
    return next(
        str(value) for field in ("name", "title", "text", "short", "word") if (value := getattr(record, field, ""))
    )


def examples() -> list[Any]:
    return [
        pytest.param(table, record, id=f"{table}: {name_of(record)} {number}")
        for table in WITHOUT
        for number, record in enumerate(RECORDS[table])
        if record.example
    ]


def day_of(record: Any) -> date:
    """A day on which the record holds: one of today's where it does."""
    day = date(2026, 1, 15)
    if not hasattr(record, "is_valid") or record.is_valid(day):
        return day
    return record.valid_to - timedelta(days=30) if record.valid_to else record.valid_from  # type: ignore[no-any-return]


def read(text: str, day: date) -> Entities:
    article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    return link_entities(article, find_mentions(article, on=day), on=day)


def joined(text: str) -> str:
    return fold(text).replace(" ", "").rstrip(".")


def is_read(table: str, record: Any, found: Entities) -> bool:
    """Whether what was found in the example is what the record says."""
    posts = [(fold(post.role), fold(post.agency), post.status) for o in found.officials for post in o.posts]
    bodies = [fold(agency.name) for agency in found.agencies] + [f"{role} {agency}" for role, agency, _ in posts]
    if table == "roles":
        return fold(record.role) in {role for role, _, _ in posts}
    if table == "ranks":
        return any(official.rank == record.title for official in found.officials)
    if table == "honorifics":
        forms = {joined(form) for form in (record.text, *record.variants)}
        return any(joined(official.honorific) in forms for official in found.officials)
    if table == "foreign":
        return any(fold(record.name) in agency for _, agency, _ in posts) and any(o.foreign for o in found.officials)
    if table == "modifiers" and record.place == "before":
        return any(status == (record.status or "current") for _, _, status in posts)
    if table == "modifiers":
        return any(agency and (fold(record.text) in role) != record.is_dropped for role, agency, _ in posts)
    wanted = {
        "local_patterns": "head",
        "unit_words": "word",
        "abbreviations": "expansions",
        "heads": "forms" if getattr(record, "as_written", False) else "name",
    }
    value = getattr(record, wanted.get(table, "name"))
    words = fold(value[0] if isinstance(value, tuple) else value)
    return any(words in body for body in bodies)


@pytest.mark.parametrize(("table", "record"), examples())
def test_the_example_is_read(table: str, record: Any) -> None:
    found = read(record.example, day_of(record))
    assert is_read(table, record, found), (record.example, found.agencies, found.officials)


@pytest.mark.parametrize("table", WITHOUT)
def test_what_text_can_show_has_an_example(table: str) -> None:
    missing = [name_of(record) for record in RECORDS[table] if is_shown(table, record) and not record.example]
    assert len(missing) <= WITHOUT[table], missing
