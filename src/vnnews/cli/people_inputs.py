"""What `vnnews people` is given: articles, which are linked now, or the records that an earlier call made of them.

Says on standard error what explains an empty answer: that there is no article, or that none of them names an official.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import click
import msgspec

from vnnews.batch.shown import printable
from vnnews.corpus.files import read_contradictions, read_people
from vnnews.corpus.inputs import list_files, read_lean
from vnnews.corpus.linked import Corpus, link_statements
from vnnews.corpus.statements import state_corpus
from vnnews.errors import InputError
from vnnews.models.people import Contradiction, PersonRecord

_Item = TypeVar("_Item")


def holds_records(given: Sequence[str]) -> bool:
    """Whether the one input is what --output made, a folder or its file of people."""
    if len(given) != 1:
        return False
    path = Path(given[0])
    file = path / "people.jsonl" if path.is_dir() else path
    if file.suffix != ".jsonl" or not file.exists():
        return False
    with file.open("rb") as stream:
        first = stream.readline()
    try:
        msgspec.json.decode(first, type=PersonRecord)
    except msgspec.DecodeError:
        return path.is_dir() and not first  # a corpus without a person
    return True


def read_records(given: Sequence[str], min_confidence: float) -> tuple[Iterable[PersonRecord], Iterable[Contradiction]]:
    """Return the people and contradictions of what --output made, or of articles that are linked now."""
    if holds_records(given):
        return read_people(given[0]), read_contradictions(given[0])
    corpus = link_articles(given, min_confidence)
    return corpus.people, corpus.contradictions


def read_corpus(given: Sequence[str], min_confidence: float) -> Corpus:
    """Return the people, bodies and contradictions of what --output made, or of articles that are linked now.

    Raises:
        InputError: The input is the file of people alone.
    """
    if not holds_records(given):
        return link_articles(given, min_confidence)
    from vnnews.batch.rows import read_as
    from vnnews.models.people import BodyRecord

    place = Path(given[0])
    if not place.is_dir():
        raise InputError(
            f"{place.name}: give the folder that --output made; this file has the people without the bodies"
        )
    return Corpus(
        tuple(read_people(place)),
        tuple(read_as(place / "bodies.jsonl", BodyRecord)),
        tuple(read_contradictions(place)),
    )


def link_articles(given: Sequence[str], min_confidence: float) -> Corpus:
    """Return the people, bodies and contradictions of articles; an empty corpus is told."""
    articles = _Counted(read_lean(list_files(given)))
    statements = list(state_corpus(articles))
    tell_empty(given, articles.count, len(statements))
    return link_statements(statements, min_confidence=min_confidence)


def tell_empty(given: Sequence[str], articles: int, statements: int) -> None:
    """Say why there are no people, when there are none."""
    if not articles:
        tell_no_article(given)
    elif not statements:
        click.echo(
            "note: no article names an official: 'vnnews run' finds them, unless it is told --no-entities", err=True
        )


def tell_no_article(given: Sequence[str], why: str = "") -> None:
    """Say that the inputs hold no article, and what is known of the reason."""
    named = ", ".join(map(printable, given[:MAX_NAMES])) + (" …" if len(given) > MAX_NAMES else "")
    told = why or "what 'vnnews run --rejects FILE' writes says of each page why it gave none"
    click.echo(f"note: no article in {named}: {told}", err=True)


MAX_NAMES = 3
"""Inputs that are named in a line."""


class _Counted(Iterable[_Item]):
    """What passes through, and how many that were."""

    def __init__(self, given: Iterable[_Item]) -> None:
        self._given = given
        self.count = 0

    def __iter__(self) -> Iterator[_Item]:
        for one in self._given:
            self.count += 1
            yield one
