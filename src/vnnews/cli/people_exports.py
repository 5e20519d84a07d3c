"""What `vnnews people` writes for other programs and for a browser: calls `vnnews.write.people`."""

from __future__ import annotations

from pathlib import Path

from vnnews.corpus.linked import Corpus


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
