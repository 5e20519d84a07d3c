"""`vnnews report`: what is in a corpus, as one HTML file for a browser."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnnews.batch.compress import COMPRESSIONS
from vnnews.batch.load import BROKEN, describe, open_bytes
from vnnews.cli.document import html_output, refuse_overwriting, write_document
from vnnews.cli.page import PAGE
from vnnews.errors import VnnewsError

if TYPE_CHECKING:
    from vnnews.write.report.rows import Row

_INPUT_OR_FOLDER = click.Path(exists=True, readable=True, allow_dash=True)


@click.command()
@click.argument("articles", nargs=-1, required=True, type=_INPUT_OR_FOLDER, metavar="ARTICLES...")
@html_output
@click.option("--rejects", type=PAGE, help="The rejects of the same run, to show their reasons.")
@click.option(
    "--people",
    type=click.Path(dir_okay=False),
    help="HTML file to make beside it, to search people and browse their careers; the report links it.",
)
@click.option("--title", help="Heading of the report; the names of ARTICLES by default.")
def report(articles: tuple[str, ...], output: str, rejects: str | None, people: str | None, title: str | None) -> None:
    """Write what is in ARTICLES as one HTML file: time, provinces, agencies, officials, rejects.

    ARTICLES are files that 'vnnews run' makes, numbered parts too, or folders of them: JSON lines, also compressed ('.gz'), or Parquet; '-' reads JSON lines from
    standard input. Every bar and tile leads to its articles. Sites that lost dates, authors or bodies against their own past are named with
    the day on which that began. The file loads nothing and can be passed on.

    Example: vnnews report articles.jsonl --rejects rejects.jsonl -o report.html
    """
    from vnnews.write.report import count_corpus, count_rejects, render_report

    files = list(_list_files(articles))
    refuse_overwriting(output, [*files, *([rejects] if rejects else [])])
    linked = "" if people is None else _make_people(articles, people, output)
    counts = count_corpus(chain.from_iterable(map(_read_articles, files)))
    left_out = count_rejects(_read_lines(rejects), source=rejects) if rejects else None
    if not counts.articles and people is None:  # what makes the page of people has said so
        from vnnews.cli.people_inputs import tell_no_article

        tell_no_article(articles, _explain(left_out.reasons) if left_out and left_out.reasons else "")
    write_document(output, render_report(counts, rejects=left_out, title=title or _name_all(articles), people=linked))


def _explain(reasons: Counter[str]) -> str:
    """How many pages were rejected, and the most frequent reason.

    >>> _explain(Counter({"assemble: listing": 2, "read: empty": 1}))
    "3 pages were rejected, 2 of them by 'assemble: listing'"
    """
    ((reason, number),) = reasons.most_common(1)
    return f"{reasons.total()} pages were rejected, {number} of them by '{reason}'"


def _make_people(articles: Sequence[str], people: str, output: str) -> str:
    """Make the page of people; return its address as the report names it: relative, so that both can be passed on together.

    Raises:
        click.UsageError: The articles come from standard input, which is read only once.
        VnnewsError: The page cannot be written.
    """
    from vnnews.cli.people import MIN_CONFIDENCE
    from vnnews.cli.people_inputs import read_corpus
    from vnnews.write.people import render_people

    if "-" in articles:
        raise click.UsageError("--people reads the articles a second time: give files, not '-'")
    refuse_overwriting(people, articles)
    corpus = read_corpus(articles, MIN_CONFIDENCE)
    write_document(people, render_people(corpus.people, corpus.bodies, corpus.contradictions))
    return os.path.relpath(people, Path(output).parent)


def _list_files(articles: Iterable[str]) -> Iterator[str]:
    """Files as they are given, and those of articles in folders."""
    from vnnews.corpus.inputs import list_files

    for given in articles:
        if given != "-" and Path(given).is_dir():
            yield from map(str, list_files([given]))
        else:
            yield given


def _name_all(articles: Sequence[str]) -> str:
    """The name of the one file, or those of the first and the last."""
    names = list(dict.fromkeys(map(_name, articles)))
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def _name(articles: str) -> str:
    """The name of the file without what says how it is written."""
    path = Path(articles)
    while path.suffix in (*COMPRESSIONS, ".jsonl", ".ndjson", ".parquet"):
        path = path.with_suffix("")
    return "articles" if articles == "-" else path.name or path.resolve().name


def _read_articles(path: str) -> Iterator[Row]:
    from vnnews.write.report import read_parquet_rows, read_rows

    return read_parquet_rows(Path(path)) if path.endswith(".parquet") else read_rows(_read_lines(path), source=path)


def _read_lines(path: str) -> Iterator[bytes]:
    compression = COMPRESSIONS.get(Path(path).suffix, "")
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else open_bytes(path, compression) as stream:
            yield from stream
    except BROKEN as error:  # a '.gz' that is none, or that was cut off
        raise VnnewsError(
            f"cannot read {path}: {describe(error)}", source=path, stage="read", reason="unreadable"
        ) from None
