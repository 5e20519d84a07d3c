"""`vnnews run`: many pages into one file of JSON lines."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator

import click
import msgspec

from vnnews.batch import PAGE_TIMEOUT, Fields, Progress, RunOptions, WorkOptions, learn_sites, run_batch
from vnnews.batch.begin import find_finished, is_resumable
from vnnews.batch.finish import Extras
from vnnews.batch.load import MAX_RECORD_BYTES
from vnnews.batch.output import PART_ARTICLES
from vnnews.batch.run import READER_GONE
from vnnews.batch.shown import printable, visible
from vnnews.cli.app import INTERRUPTED, NO_ARTICLE, STOPPED, CommandError
from vnnews.cli.progress import log_line
from vnnews.cli.run_told import list_unknown_fields, summarise, tell_nothing, tell_unknown_endings
from vnnews.errors import InputError, VnnewsError
from vnnews.models import MAX_PAGE_CHARS
from vnnews.pipeline import Pipeline
from vnnews.read.decode import MAX_BYTES_PER_CHAR
from vnnews.write.report.health import describe_loss

PIPE_CLOSED = 141
"""What a shell says of a program that was ended by the signal of a closed pipe (128 + SIGPIPE)."""

LOG_SECONDS = 10.0
"""How often a plain log line is written where no terminal shows the progress."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE",
    help="File to make, of JSON lines; '.gz' or '.zst' compresses, '.parquet' makes Parquet, '{n}' in its name numbered parts, '-' is standard output. May be an address: 's3://kho/part-{n}.parquet'.",
)
@click.option(
    "--rejects",
    default="",
    metavar="FILE",
    help="Write pages without an article there, with stage, reason and message.",
)
@click.option(
    "--report",
    default="",
    metavar="FILE",
    help="Write the figures of the run there, as JSON, with the sites that lost dates, authors or bodies since a day.",
)
@click.option(
    "--tables",
    default="",
    metavar="FOLDER",
    help="Write flat Parquet tables there too: articles, mentions, officials, related.",
)
@click.option(
    "--officials", default="", metavar="FILE", help="Write officials and posts there too, as CSV for a spreadsheet."
)
@click.option(
    "--workers",
    type=click.IntRange(0),
    metavar="N",
    help="Worker processes; one a core by default, 0 works in this process.",
)
@click.option("--ordered", is_flag=True, help="Keep the order of the inputs.")
@click.option("--resume", is_flag=True, help="Continue an unfinished run; begins one when there is none.")
@click.option("--fresh", is_flag=True, help="Throw away an unfinished run and begin anew.")
@click.option(
    "--update",
    is_flag=True,
    help="Work only on pages that are new or have changed, and add them to the output that is there; makes one when there is none.",
)
@click.option("--overwrite", is_flag=True, help="Make an output anew that is there already.")
@click.option(
    "--articles-per-part",
    type=click.IntRange(1),
    default=PART_ARTICLES,
    metavar="N",
    show_default=True,
    help="Articles in each part of an output with '{n}' in its name.",
)
@click.option(
    "--page-timeout",
    type=click.FloatRange(0, min_open=True),
    default=PAGE_TIMEOUT,
    metavar="SECONDS",
    show_default=True,
    help="Skip a page that takes longer.",
)
@click.option(
    "--max-page-chars",
    type=click.IntRange(1, MAX_RECORD_BYTES // MAX_BYTES_PER_CHAR),
    default=MAX_PAGE_CHARS,
    metavar="N",
    show_default=True,
    help="Skip a page that has more characters.",
)
@click.option(
    "--text-field",
    "--field",
    default="",
    metavar="NAME",
    help="Field of a record that holds the page; guessed when unambiguous. 'a.b.c' is a field inside other objects.",
)
@click.option("--title-field", default="", metavar="NAME", help="Field that holds the headline.")
@click.option("--url-field", default="", metavar="NAME", help="Field that holds the page's address.")
@click.option("--date-field", default="", metavar="NAME", help="Field that holds the page's date.")
@click.option(
    "--delimiter",
    default="",
    metavar="SIGN",
    callback=lambda context, option, value: _read_delimiter(value),
    help="What parts the cells of a table in text; recognised by default. 'tab' is a tab.",
)
@click.option(
    "--query", default="", metavar="SQL", help="Records of a SQLite file; the one table that fits by default."
)
@click.option(
    "--separator",
    default="",
    metavar="TEXT",
    help="Text files hold many pages, each begun by a line that starts with TEXT; 'auto' recognises usual ones.",
)
@click.option(
    "--archives",
    default="",
    metavar="FOLDER",
    help="Where the web archives lie that an index (.cdx .cdxj) names, a folder or an address; the index's own folder by default.",
)
@click.option(
    "--learn-site",
    default="",
    metavar="FILE",
    help="Learn from all pages which lines recur on each site, save that to FILE, and keep them out of the articles; "
    "a FILE that is there is used as it is.",
)
@click.option("--kind", type=click.Choice(["html", "text"]), help="Force the kind of all pages; recognised by default.")
@click.option("--blocks", is_flag=True, help="Write the page's labelled blocks and related stories into each row too.")
@click.option(
    "--full", is_flag=True, help="Write every word, sentence and mention with its text, not only its offsets."
)
@click.option(
    "--dedup",
    is_flag=True,
    help="Drop exact and near duplicates; the file of --rejects says of each which copy stayed.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="SHARE",
    help="Leave out articles, entities and posts of which vnnews is less sure; from 0 to 1.",
)
@click.option("--labeller", default="", metavar="FILE", help="Weights for the labels, learned from pages of your own.")
@click.option("--words/--no-words", default=True, help="Segment the articles into words.", show_default=True)
@click.option(
    "--entities/--no-entities", default=True, help="Look for officials, agencies and provinces.", show_default=True
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def run(
    inputs: tuple[str, ...],
    *,
    output: str,
    rejects: str,
    report: str,
    tables: str,
    officials: str,
    workers: int | None,
    ordered: bool,
    resume: bool,
    fresh: bool,
    update: bool,
    overwrite: bool,
    articles_per_part: int,
    page_timeout: float,
    max_page_chars: int,
    text_field: str,
    title_field: str,
    url_field: str,
    delimiter: str,
    date_field: str,
    query: str,
    separator: str,
    archives: str,
    learn_site: str,
    kind: str | None,
    blocks: bool,
    full: bool,
    dedup: bool,
    min_confidence: float,
    labeller: str,
    words: bool,
    entities: bool,
    quiet: bool,
) -> None:
    """Turn many pages into one file of JSON lines, one article a line.

    INPUT is a file, a folder (searched to its bottom), a glob pattern, an address that fsspec can open ('s3://kho/*.jsonl'), or '-' for standard input. Read are pages (.html .htm
    .xhtml .shtml .txt .text .md .mht .mhtml), records (.jsonl .ndjson .jl .json .csv .tsv), both also with .gz, .bz2, .xz or .zst, databases (.parquet .sqlite .db), web archives (.warc .wet, also with .gz), their indexes (.cdx .cdxj)
    and archives (.zip .tar .tar.gz .tgz …).

    Example: vnnews run dump/ -o articles.jsonl --rejects rejects.jsonl
    """
    if resume and fresh:
        raise click.UsageError("--resume and --fresh exclude each other")
    if resume and overwrite:
        raise click.UsageError(
            "--resume and --overwrite exclude each other; --resume alone goes on with a run that was begun with --overwrite"
        )
    if update and overwrite:
        raise click.UsageError("--update and --overwrite exclude each other")
    if blocks and output.endswith(".parquet"):
        raise click.UsageError("a Parquet file has no column for --blocks; write JSON lines")
    pipeline = Pipeline(
        words=words,
        entities=entities,
        max_page_chars=max_page_chars,
        labeller=labeller,
        min_confidence=min_confidence,
    )
    options = RunOptions(
        work=WorkOptions(pipeline, kind, blocks, dedup, full=full),
        fields=Fields(
            text_field,
            url=url_field,
            date=date_field,
            title=title_field,
            query=query,
            separator=separator,
            delimiter=delimiter,
            archives=archives,
        ),
        workers=workers,
        ordered=ordered,
        resume=resume,
        fresh=fresh,
        update=update,
        overwrite=overwrite,
        part_articles=articles_per_part,
        page_timeout=page_timeout,
        rejects=rejects,
        report=report,
        tables=tables,
        officials=officials,
    )
    try:
        if resume and not update and find_finished(output):
            if not quiet:
                click.echo(f"{printable(output)} is finished; --update adds new and changed pages", err=True)
            return
        if not quiet and (note := tell_unknown_endings(inputs)):
            click.echo(note, err=True)
        with _stop_on_terminate(), _shown_progress(is_quiet=quiet) as show:
            if learn_site:
                options = _with_memory(options, inputs, output, learn_site)
            done = run_batch(inputs, output, options, on_progress=show)
    except InputError:
        raise
    except VnnewsError as error:
        if error.reason == READER_GONE:  # `| head`: the reader has what it wanted
            sys.exit(PIPE_CLOSED)
        raise CommandError(error.message, STOPPED) from None
    except KeyboardInterrupt:
        kept = "; --resume continues this run" if is_resumable(output) else ""
        raise CommandError(f"stopped{kept}", INTERRUPTED) from None
    if not quiet:
        click.echo(summarise(done, output), err=True)
        for line in list_unknown_fields(done, options.fields):
            click.echo(line, err=True)
        for loss in done.losses:
            click.echo(visible(describe_loss(loss)), err=True)
    if not done.articles and not done.unchanged:
        raise CommandError(tell_nothing(done, inputs), NO_ARTICLE)


def _read_delimiter(value: str) -> str:
    sign = "\t" if value in {"tab", "\\t"} else value
    if len(sign) > 1 or sign in {'"', "\n", "\r"}:
        raise click.BadParameter(f"one sign that is no quote, or 'tab', not {value!r}")
    return sign


def _with_memory(options: RunOptions, inputs: tuple[str, ...], output: str, file: str) -> RunOptions:
    """Return the options with what the file or the inputs teach about the sites."""
    work = options.work
    memory = learn_sites(
        inputs,
        file,
        work,
        options.fields,
        workers=options.workers,
        page_timeout=options.page_timeout,
        outputs=[output, options.rejects, options.report, *Extras(options.tables, options.officials).list_files()],
    )
    pipeline = msgspec.structs.replace(work.pipeline, site_memory=memory)
    return msgspec.structs.replace(options, work=msgspec.structs.replace(work, pipeline=pipeline))


@contextlib.contextmanager
def _shown_progress(*, is_quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Give the function that shows the progress: a bar on a terminal, lines elsewhere, nothing when quiet."""
    if is_quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        from vnnews.cli.bar import ProgressBar

        with ProgressBar() as bar:
            yield bar.show
    else:
        last = time.monotonic()

        def log(progress: Progress) -> None:
            nonlocal last
            if time.monotonic() - last >= LOG_SECONDS:
                last = time.monotonic()
                click.echo(log_line(progress), err=True)

        yield log


@contextlib.contextmanager
def _stop_on_terminate() -> Iterator[None]:
    """Let a polite request to end (kill, systemd, a batch queue) end the run as Ctrl-C does, with a checkpoint."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # called from a thread that may not set it
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
