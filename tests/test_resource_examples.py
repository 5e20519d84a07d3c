"""Every example that stands beside a record is read in a text as the record says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from vnnews.gazetteer import default
from vnnews.link import link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage, Post
from vnnews.text import fold

TABLES = ("central_agencies", "institutions", "local_patterns", "roles", "abbreviations")


def records_with_example() -> list[Any]:
    return [
        pytest.param(
            table, record, id=f"{table}: {getattr(record, 'name', '') or getattr(record, 'title', '') or record.short}"
        )
        for table in TABLES
        for record in default().table(table)
        if record.example
    ]


def day_of(record: Any) -> date:
    """A day on which the record holds: today's list of bodies where it does."""
    day = date(2026, 1, 15)
    if not hasattr(record, "is_valid") or record.is_valid(day):
        return day
    return record.valid_to - timedelta(days=30)  # type: ignore[no-any-return]


def posts_of(text: str, day: date) -> list[Post]:
    article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    officials = link_entities(article, find_mentions(article, on=day), on=day).officials
    return [post for official in officials for post in official.posts]


@pytest.mark.parametrize(("table", "record"), records_with_example())
def test_the_example_is_read(table: str, record: Any) -> None:
    posts = posts_of(record.example, day_of(record))
    found = [(post.role, post.agency) for post in posts]
    if table == "roles":
        assert record.role in {post.role for post in posts}, found
        return
    wanted = {"local_patterns": "head", "abbreviations": "expansions"}.get(table, "name")
    text = getattr(record, wanted)
    words = text[0] if isinstance(text, tuple) else text
    assert any(fold(words) in fold(f"{post.role} {post.agency}") for post in posts), found


def test_there_are_examples_of_every_table() -> None:
    assert {table for table in TABLES for record in default().table(table) if record.example} == set(TABLES)
