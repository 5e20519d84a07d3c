"""`vnnews export`: what `vnnews run` wrote, in a form for other tools."""

from __future__ import annotations

import heapq
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import click
import msgspec

from vnnews.batch.arrow import write_rows
from vnnews.batch.flat import list_csv
from vnnews.batch.rows import Row, read_pages, read_rows
from vnnews.batch.shown import visible
from vnnews.cli.document import refuse_overwriting, write_pieces
from vnnews.cli.page import PAGE
from vnnews.write.annotations import Annotation, annotate_article
from vnnews.write.conllu import to_conllu
from vnnews.write.ftm import to_ftm_lines
from vnnews.write.labelstudio import to_labelstudio
from vnnews.write.markdown import to_markdown

_BOM = "\ufeff".encode()
"""By which spreadsheets know that a file is UTF-8."""


@click.command()
@click.argument("articles", nargs=-1, required=True, type=PAGE, metavar="ARTICLES...")
@click.option(
    "--to",
    "form",
    type=click.Choice(["csv", "parquet", "conllu", "ftm", "label-studio", "markdown"]),
    required=True,
    help="The form.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default="-",
    help="File to write; standard output by default.",
)
@click.option(
    "--table",
    type=click.Choice(["articles", "officials", "mentions"]),
    default="articles",
    show_default=True,
    help="With csv: what a line is.",
)
@click.option(
    "--what",
    type=click.Choice(["entities", "labels"]),
    default="entities",
    show_default=True,
    help="With label-studio: what is annotated, names in articles or the lines of pages; lines need a run with --blocks.",
)
@click.option(
    "--least-confident",
    type=click.IntRange(1),
    metavar="N",
    help="With label-studio: only the N of which vnnews is least sure, those first.",
)
@click.option("--front-matter", is_flag=True, help="With markdown: the facts of each article in front, as YAML.")
def export(
    articles: tuple[str, ...],
    *,
    form: str,
    output: str,
    table: str,
    what: str,
    least_confident: int | None,
    front_matter: bool,
) -> None:
    """Write the articles of ARTICLES in a form for other tools.

    ARTICLES are files that 'vnnews run' makes: JSON lines, also compressed, or Parquet; '-' reads JSON lines from standard input.

    Example: vnnews export articles.jsonl --to label-studio --least-confident 200 -o tasks.json
    """
    if front_matter and form != "markdown":
        raise click.UsageError("--front-matter goes with --to markdown")
    refuse_overwriting(output, articles)
    if form == "parquet":
        if output == "-":
            raise click.UsageError("a Parquet file needs a name: -o FILE")
        _write_parquet(chain.from_iterable(map(read_rows, articles)), output)
        return
    if form == "label-studio":
        annotate = _annotate_rows if what == "entities" else read_pages
        found: Iterable[Annotation] = chain.from_iterable(map(annotate, articles))
        if least_confident:
            found = heapq.nsmallest(least_confident, found, key=lambda annotation: annotation.confidence)
        pieces = _list_tasks(found)
    else:
        rows = chain.from_iterable(map(read_rows, articles))
        if form == "csv":
            mark = () if output == "-" else (_BOM,)
            pieces = chain(mark, (line.encode("utf-8", "replace") for line in list_csv(rows, table)))
        else:
            write = _WRITERS["front matter" if front_matter else form]
            pieces = (write(row).encode("utf-8", "replace") for row in rows)
    if output == "-" and sys.stdout.isatty():
        pieces = (visible(piece.decode("utf-8", "replace")).encode() for piece in pieces)
    write_pieces(output, pieces)


_WRITERS: dict[str, Callable[[Row], str]] = {
    "conllu": lambda row: to_conllu(row, name=row.url or (row.page.origin if row.page else "")),
    "ftm": lambda row: to_ftm_lines([row]).decode(),
    "markdown": lambda row: f"{to_markdown(row)}\n\n---\n\n",
    "front matter": lambda row: f"{to_markdown(row, front_matter=True)}\n\n",
}


def _annotate_rows(path: str) -> Iterator[Annotation]:
    for row in read_rows(path):
        origin = row.page.origin if row.page else ""
        yield msgspec.structs.replace(annotate_article(row), origin=origin)


def _list_tasks(annotations: Iterable[Annotation]) -> Iterator[bytes]:
    between = b"[\n"
    for annotation in annotations:
        yield between + msgspec.json.encode(to_labelstudio(annotation))
        between = b",\n"
    yield b"[]\n" if between == b"[\n" else b"\n]\n"


def _write_parquet(rows: Iterable[Row], output: str) -> None:
    target = Path(output).resolve()
    temporary = target.with_name(f".{target.name}.making")
    try:
        write_rows(rows, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
