"""A whole run: inputs in, articles, rejects and a report out.

Takes names of files and folders, composes `find_inputs`, `load_tasks`, the worker pool and the output. Decides only the order of
things: before the first page it checks that no output is one of the inputs; after each outcome it writes, counts and now and
then makes a checkpoint.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.metadata import version

import msgspec

from vnnews.batch.apart import read_apart
from vnnews.batch.duplicates import Seen
from vnnews.batch.find import find_inputs
from vnnews.batch.folder import is_stream, work_folder, write_whole
from vnnews.batch.interrupts import Interrupts
from vnnews.batch.learn import PAGE_TIMEOUT
from vnnews.batch.load import Position
from vnnews.batch.output import Extras, FileOutput, StreamOutput, check_targets, find_target, is_resumable, open_output
from vnnews.batch.pool import WorkerPool, count_cores, in_order
from vnnews.batch.report import Report
from vnnews.batch.shown import printable
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.batch.work import Outcome, Reject, WorkOptions, warm_up, work_on
from vnnews.errors import InputError, VnnewsError


class Progress(msgspec.Struct, frozen=True):
    """How far a run is."""

    report: Report
    read: int
    """Bytes of input read."""
    total: int
    """Bytes of input there are; 0 when nobody knows, as with standard input."""
    seconds: float
    """Since the start of this part."""
    pages: int
    """Pages done in this part."""


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is to do."""

    work: WorkOptions = WorkOptions()
    fields: Fields = Fields()
    workers: int | None = None
    """Worker processes: None for one a core, 0 to work in this process, where no page can be stopped."""
    ordered: bool = False
    resume: bool = False
    fresh: bool = False
    page_timeout: float = PAGE_TIMEOUT
    rejects: str = ""
    report: str = ""
    tables: str = ""
    """Folder for flat tables of articles, mentions, officials and related stories, as Parquet."""
    officials: str = ""
    """CSV file of the officials and their posts."""


def run_batch(
    inputs: Sequence[str],
    output: str,
    options: RunOptions = RunOptions(),  # noqa: B008 - frozen
    *,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """Work on every page of the inputs and return the report.

    Args:
        inputs: Files, folders, glob patterns, or '-' for standard input.
        output: The file of JSON lines to make ('.gz', '.bz2', '.xz' and '.zst' compress it), or '-'.
        options: See `RunOptions`.
        on_progress: Called after every page.

    Raises:
        InputError: An input does not exist, an output is one of the inputs, or another run is unfinished.
        VnnewsError: The output cannot be written, or no worker can start. What is finished stays for `resume`.
        KeyboardInterrupt: The run was stopped; what is finished stays for `resume`.

    Example:
        >>> import tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> _ = (folder / "rỗng.txt").write_text(" ")
        >>> run_batch([str(folder)], str(folder / "bài.jsonl"), RunOptions(workers=0)).reasons
        {'assemble: empty': 1}
    """
    if options.work.dedup and not options.rejects:
        raise InputError(
            "duplicates need a file of rejects, where it is written which copy stayed: name it with --rejects",
            reason="no rejects file",
        )
    skip = [] if is_stream(output) else [str(work_folder(output))]
    extras = Extras(options.tables, options.officials, options.work.dedup, health=bool(options.report))
    if options.tables:
        options = msgspec.structs.replace(options, work=msgspec.structs.replace(options.work, related=True))
    total = _check(inputs, [output, options.rejects, options.report, *extras.list_files()], skip)
    with _writing_to(output):
        sink = open_output(
            output,
            options.rejects,
            _settings(options),
            resume=options.resume,
            fresh=options.fresh,
            extras=extras,
        )
    report = sink.report
    report.output = printable(output)
    try:
        if not (isinstance(sink, FileOutput) and sink.is_complete):
            with closing(_work(inputs, output, skip, sink, options)) as steps:
                for read, pages, seconds in steps:
                    on_progress(Progress(report, read, total, seconds, pages))
        report.is_finished = True
        with _writing_to(output):
            sink.finish(report)
            if options.report:
                write_whole(find_target(options.report), report.to_json())
    except KeyboardInterrupt:
        with _writing_to(output):
            sink.checkpoint(report)
        raise
    finally:
        sink.close()
    return report


def _work(
    inputs: Sequence[str], output: str, skip: list[str], sink: FileOutput | StreamOutput, options: RunOptions
) -> Generator[tuple[int, int, float], None, None]:
    """Do the work; yield after each page the bytes read, the pages done and the seconds passed in this part."""
    report = sink.report
    workers = count_cores() if options.workers is None else options.workers
    report.version, report.workers, report.starts = version("vnnews"), workers, report.starts + 1
    report.inputs = [printable(given) for given in inputs]
    began, before, earlier = time.monotonic(), report.seconds, report.pages
    position = Position()
    with (
        Interrupts() as interrupts,
        closing(read_apart(find_inputs(inputs, skip=skip), options.fields, position)) as tasks,
        closing(_outcomes(_pending(tasks, sink), workers, options, report)) as outcomes,
    ):
        for outcome in outcomes:
            seconds = time.monotonic() - began
            report.seconds = before + seconds
            with interrupts.held(), _writing_to(output):
                _keep(outcome, sink, report)
            yield position.read, report.pages - earlier, seconds


def _keep(outcome: Outcome, sink: FileOutput | StreamOutput, report: Report) -> None:
    """Write and count an outcome."""
    if sink.seen is not None:
        outcome = drop_duplicates(outcome, sink.seen)
    report.add(outcome)
    sink.write(outcome)
    if isinstance(sink, StreamOutput) or sink.is_due():
        sink.checkpoint(report)


def _pending(tasks: Iterator[Task | Unreadable], sink: FileOutput | StreamOutput) -> Iterator[Task | Outcome]:
    """Yield what is not done yet; what cannot be opened is an outcome already."""
    done = sink.done
    for task in tasks:
        if task.key in done:
            continue
        if isinstance(task, Unreadable):
            reject = Reject(task.source, "open", task.reason, task.message)
            yield Outcome(task.key, task.source, reject=reject, is_failure=True)
        else:
            yield task


def drop_duplicates(outcome: Outcome, seen: Seen) -> Outcome:
    """Return an outcome without the articles that were seen before; the others are seen from now on.

    Example:
        >>> from vnnews.batch.duplicates import trace_article
        >>> from vnnews.models import Article
        >>> trace, seen = trace_article(Article("Tin vắn", text="Tin vắn")), Seen("")
        >>> first, second = (Outcome(n, f"{n}.html", [b"{}"], traces=[trace]) for n in (1, 2))
        >>> drop_duplicates(first, seen).rows, drop_duplicates(second, seen).duplicates[0].copy_of
        ([b'{}'], '1.html')
    """
    rows, dropped = [], []
    for number, (row, trace) in enumerate(zip(outcome.rows, outcome.traces, strict=True)):
        source = f"{outcome.source}#{number}" if number else outcome.source
        copy = seen.find(trace)
        if copy is None:
            seen.add(trace, source)
            rows.append(row)
            continue
        reason = "duplicate" if copy.share == 1.0 else "near duplicate"
        message = f"article {number + 1} of the page has {copy.share:.0%} of its text in common with {copy.source}"
        dropped.append(Reject(outcome.source, "dedup", reason, message, copy.source, printable(copy.url)))
    return msgspec.structs.replace(outcome, rows=rows, duplicates=dropped)


def _outcomes(
    tasks: Iterator[Task | Outcome], workers: int, options: RunOptions, report: Report
) -> Generator[Outcome, None, None]:
    if workers == 0:
        warm_up(options.work)
        for task in tasks:
            yield task if isinstance(task, Outcome) else work_on(task, options.work)
        return
    with WorkerPool(workers, options.work, page_timeout=options.page_timeout) as pool:
        earlier = report.worker_deaths
        for outcome in in_order(pool, tasks) if options.ordered else pool.run(tasks):
            report.worker_deaths = earlier + pool.deaths
            yield outcome


def _check(inputs: Sequence[str], outputs: list[str], skip: list[str]) -> int:
    """Return how many bytes the inputs have.

    Raises:
        InputError: An output is one of the inputs, or two outputs are one file.
    """
    check_targets(outputs)
    nodes = {}
    for path in outputs:
        if path and os.path.isfile(path):
            status = os.stat(path)
            nodes[status.st_dev, status.st_ino] = path
    total = 0
    for file in find_inputs(inputs, skip=skip):
        if file.node in nodes:
            raise InputError(
                f"{printable(nodes[file.node])} is one of the inputs ({printable(file.path)}) and would be overwritten",
                reason="output is input",
            )
        total += file.size
    return total


def _settings(options: RunOptions) -> dict[str, str]:
    """Return the options that change the rows, by name."""
    pipeline = options.work.pipeline
    named = {name: getattr(pipeline, name) for name in pipeline.__struct_fields__}
    named |= {
        "kind": options.work.kind,
        "blocks": options.work.blocks,
        "dedup": options.work.dedup,
        "related": options.work.related,
        "fields": msgspec.structs.astuple(options.fields),
    }
    return {name: repr(value) for name, value in named.items()}


@contextmanager
def _writing_to(output: str) -> Iterator[None]:
    """Turn what the system says when it cannot write into an error that says what to do."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:  # the index of duplicates is a SQLite file
        what = getattr(error, "strerror", None) or str(error)
        where = printable(getattr(error, "filename", None) or output)
        kept = "; what is finished is kept for --resume" if is_resumable(output) else ""
        message = f"cannot write {where}: {what}{kept}"
        raise VnnewsError(message, stage="write", reason="cannot write") from None
