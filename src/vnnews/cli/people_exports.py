"""What `vnnews people` writes for other programs and for a browser: reads the records, or links the articles, and calls `vnnews.write.people`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vnnews.corpus.files import read_people
from vnnews.corpus.inputs import list_files, read_lean
from vnnews.corpus.linked import Corpus, link_statements
from vnnews.corpus.statements import state_corpus
from vnnews.errors import InputError


def read_corpus(given: Sequence[str], min_confidence: float, *, has_records: bool) -> Corpus:
    """Return the people, bodies and contradictions of what --output made, when it `has_records`, else of articles that are linked now."""
    if not has_records:
        return link_statements(list(state_corpus(read_lean(list_files(given)))), min_confidence=min_confidence)
    from vnnews.batch.rows import read_as
    from vnnews.models.people import BodyRecord, Contradiction

    place = Path(given[0])
    if not place.is_dir():
        raise InputError(
            f"{place.name}: give the folder that --output made; this file has the people without the bodies"
        )
    return Corpus(
        tuple(read_people(place)),
        tuple(read_as(place / "bodies.jsonl", BodyRecord)),
        tuple(read_as(place / "contradictions.jsonl", Contradiction)),
    )


def write_as(corpus: Corpus, form: str, path: Path, items: str | None) -> None:
    """Write a corpus in one of `vnnews.cli.people.FORMATS`."""
    from vnnews.write import people

    if form == "ftm":
        people.write_ftm(corpus, path)
    elif form == "graphml":
        people.write_graphml(corpus, path)
    else:
        people.write_quickstatements(corpus, path, people.read_items(items) if items else None)


def write_page(corpus: Corpus, path: Path) -> None:
    """Write a corpus as a page to browse."""
    from vnnews.write.people import write_page as write

    write(corpus, path)
