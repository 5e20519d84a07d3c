"""`vnnews report`: what is in a corpus, as one HTML file for a browser."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import click

from vnnews.cli.document import refuse_overwriting, write_document
from vnnews.errors import VnnewsError

_INPUT = click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True)


@click.command()
@click.argument("articles", type=_INPUT)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    required=True,
    help="HTML file to write; '-' for standard output.",
)
@click.option("--rejects", type=_INPUT, help="The rejects of the same run, to show their reasons.")
@click.option("--title", help="Heading of the report; the name of the file by default.")
def report(articles: str, output: str, rejects: str | None, title: str | None) -> None:
    """Write what is in ARTICLES as one HTML file: time, provinces, agencies, officials, rejects.

    ARTICLES is the file of JSON lines that 'vnnews run' makes, also compressed ('.gz'); '-' reads standard input. The file loads
    nothing and can be passed on.

    Example: vnnews report articles.jsonl --rejects rejects.jsonl -o report.html
    """
    from vnnews.write.report import count_corpus, count_rejects, read_rows, render_report

    refuse_overwriting(output, [articles, *([rejects] if rejects else [])])
    counts = count_corpus(read_rows(_read_lines(articles), source=articles))
    reasons = count_rejects(_read_lines(rejects), source=rejects) if rejects else None
    heading = title or (
        "articles" if articles == "-" else Path(articles).name.removesuffix(".gz").removesuffix(".jsonl")
    )
    write_document(output, render_report(counts, rejects=reasons, title=heading))


def _read_lines(path: str) -> Iterator[bytes]:
    try:
        with _open(path) as stream:
            yield from stream
    except (OSError, EOFError, zlib.error) as error:  # a '.gz' that is none, or that was cut off
        raise VnnewsError(f"cannot read {path}: {error}", source=path, stage="read", reason="unreadable") from None


def _open(path: str) -> IO[bytes]:
    if path == "-":
        return click.open_file(path, "rb")
    if path.endswith(".gz"):
        return cast(IO[bytes], gzip.open(path))
    return Path(path).open("rb")
