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
from vnnews.batch.begin import Begin, check_targets, find_finished, is_resumable
from vnnews.batch.duplicates import Seen
from vnnews.batch.fields import NAMED
from vnnews.batch.find import find_inputs
from vnnews.batch.finish import Extras, find_target
from vnnews.batch.folder import is_stream, work_folder, write_whole
from vnnews.batch.interrupts import Interrupts
from vnnews.batch.learn import PAGE_TIMEOUT
from vnnews.batch.load import Position
from vnnews.batch.output import PART_ARTICLES, FileOutput, StreamOutput, open_output
from vnnews.batch.pool import WorkerPool, count_cores, in_order
from vnnews.batch.remote import is_remote, name_plainly
from vnnews.batch.report import Report
from vnnews.batch.shown import printable
from vnnews.batch.target import check_output, is_sharded, list_parts
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.batch.work import Outcome, Reject, WorkOptions, warm_up, work_on
from vnnews.errors import InputError, VnnewsError

READER_GONE = "reader gone"
"""Reason of the error that nobody reads any more what is written to a pipe, as with `| head`."""


class Progress(msgspec.Struct, frozen=True):
    """How far a run is."""

    report: Report
    read: int
    """Bytes of input that are done: read, and the pages in them worked on."""
    total: int
    """Bytes of input there are; 0 when nobody knows, as with standard input."""
    seconds: float
    """Since the first page of this part was done: what comes before is start-up and is not repeated."""
    pages: int
    """Pages done in this part since then."""
    skipped: int = 0
    """Bytes of input that were done before this part."""


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is to do."""

    work: WorkOptions = WorkOptions()
    fields: Fields = Fields()
    workers: int | None = None
    """Worker processes: None for one a core, 0 to work in this process, where no page can be stopped."""
    ordered: bool = False
    resume: bool = False
    """Whether an unfinished run is continued; begins one when there is none, does nothing when it is finished."""
    fresh: bool = False
    """Whether an unfinished run is thrown away."""
    update: bool = False
    """Whether pages that are new or have changed are added to an output that is there; an unfinished run is continued."""
    overwrite: bool = False
    """Whether what is there is replaced when the run is finished."""
    part_articles: int = PART_ARTICLES
    """Articles a part, of an output with '{n}' in its name."""
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
        output: The file of JSON lines to make ('.gz', '.bz2', '.xz' and '.zst' compress it, '.parquet' makes Parquet), or '-'; '{n}' in its name makes numbered parts, and it may be an address
            that fsspec opens.
        options: See `RunOptions`.
        on_progress: Called after every page.

    Raises:
        InputError: An input does not exist, an output is one of the inputs or is there already, or another run is unfinished.
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
    if options.update and options.overwrite:
        raise InputError("update and overwrite exclude each other", reason="update")
    if options.resume and options.overwrite:
        raise InputError("resume and overwrite exclude each other", reason="resume")
    if options.update and any(map(is_stream, inputs)):
        raise InputError(
            "what comes through a pipe has no place by which --update would know it again", reason="update"
        )
    check_output(output)
    if options.resume and not (options.fresh or options.update):
        with _writing_to(output):
            finished = find_finished(output)
        if finished is not None:
            return finished
    skip = [] if is_stream(output) else [str(work_folder(output))]
    extras = Extras(options.tables, options.officials, options.work.dedup, health=bool(options.report))
    if options.tables:
        options = msgspec.structs.replace(options, work=msgspec.structs.replace(options.work, related=True))
    with _writing_to(output):
        total = _check(inputs, [output, options.rejects, options.report, *extras.list_files()], skip)
        begin = Begin(resume=options.resume, fresh=options.fresh, update=options.update, overwrite=options.overwrite)
        sink = open_output(
            output, options.rejects, _settings(options), begin, extras=extras, part_articles=options.part_articles
        )
    report = sink.report
    report.output = printable(output)
    try:
        if not (isinstance(sink, FileOutput) and sink.is_complete):
            with closing(_work(inputs, skip, sink, options, output)) as steps:
                for way, pages, seconds in steps:
                    on_progress(Progress(report, way.count_done(pages), total, seconds, pages - 1, way.skipped))
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


class _Way:
    """How far the inputs are read and worked on, in bytes."""

    def __init__(self, position: Position) -> None:
        self._position = position
        self._handed = 0
        self.skipped = 0
        """Bytes of the pages that were done before."""

    def follow(
        self, tasks: Iterator[Task | Unreadable], is_done: Callable[[Task | Unreadable], bool]
    ) -> Iterator[Task | Unreadable]:
        """Yield the tasks that are not done yet."""
        before = self._position.read
        for task in tasks:
            now = self._position.read
            if is_done(task):
                self.skipped += now - before
            else:
                self._handed += 1
                yield task
            before = now

    def count_done(self, pages: int) -> int:
        """Return how many bytes are done when so many pages are: of what was handed out, their share."""
        handed_out = self._position.read - self.skipped
        return self.skipped + handed_out * min(pages, self._handed) // max(1, self._handed)


def _work(
    inputs: Sequence[str], skip: list[str], sink: FileOutput | StreamOutput, options: RunOptions, output: str
) -> Generator[tuple[_Way, int, float], None, None]:
    """Do the work; yield after each page the way, the pages done in this part and the seconds since the first of them."""
    report = sink.report
    workers = count_cores() if options.workers is None else options.workers
    report.version, report.workers, report.starts = version("vnnews"), workers, report.starts + 1
    report.inputs = [printable(given) for given in inputs]
    report.unchanged = 0
    for role in NAMED:
        if getattr(options.fields, role):
            report.named_fields.setdefault(role, 0)
    began, before, earlier = time.monotonic(), report.seconds, report.pages
    first = 0.0
    position = Position()
    way = _Way(position)

    def is_done(task: Task | Unreadable) -> bool:
        if task.key in sink.done:
            return True
        if sink.known is None or isinstance(task, Unreadable):
            return False
        if not sink.known.is_same(task.lasting or task.key, task.mark):
            return False
        report.unchanged += 1
        return True

    with (
        Interrupts() as interrupts,
        closing(read_apart(find_inputs(inputs, skip=skip), options.fields, position)) as tasks,
        closing(_outcomes(_open_all(way.follow(tasks, is_done)), workers, options, report)) as outcomes,
    ):
        for outcome in outcomes:
            now = time.monotonic()
            first = first or now
            report.seconds = before + now - began
            with interrupts.held(), _writing_to(output):
                _keep(outcome, sink, report)
            yield way, report.pages - earlier, now - first
    report.seconds = before + time.monotonic() - began


def _keep(outcome: Outcome, sink: FileOutput | StreamOutput, report: Report) -> None:
    """Write and count an outcome."""
    if sink.seen is not None:
        outcome = drop_duplicates(outcome, sink.seen)
    report.add(outcome)
    sink.write(outcome)
    if isinstance(sink, StreamOutput) or sink.is_due():
        sink.checkpoint(report)


def _open_all(tasks: Iterator[Task | Unreadable]) -> Iterator[Task | Outcome]:
    """Yield the tasks; what cannot be opened is an outcome already."""
    for task in tasks:
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
    names = set()
    for path in (part for given in filter(None, outputs) for part in _list_there(given)):
        if is_remote(path):
            names.add(name_plainly(path))
        elif os.path.isfile(path):
            status = os.stat(path)
            nodes[status.st_dev, status.st_ino] = path
    total = 0
    for file in find_inputs(inputs, skip=skip):
        if file.path in names:
            raise InputError(
                f"{printable(file.path)} is one of the inputs and would be overwritten", reason="output is input"
            )
        if file.node in nodes:
            raise InputError(
                f"{printable(nodes[file.node])} is one of the inputs ({printable(file.path)}) and would be overwritten",
                reason="output is input",
            )
        total += file.size
    return total


def _list_there(path: str) -> list[str]:
    """Return the files that are there of an output."""
    return [name for _, name, _ in list_parts(path)] if is_sharded(path) or is_remote(path) else [path]


def _settings(options: RunOptions) -> dict[str, str]:
    """Return the options that change the rows, by name."""
    pipeline = options.work.pipeline
    named = {name: getattr(pipeline, name) for name in pipeline.__struct_fields__}
    named |= {
        "kind": options.work.kind,
        "blocks": options.work.blocks,
        "full": options.work.full,
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
    except BrokenPipeError as error:
        if not is_stream(output):
            raise
        raise VnnewsError(f"{printable(output)}: its reader is gone", stage="write", reason=READER_GONE) from error
    except (OSError, sqlite3.Error) as error:  # the index of duplicates is a SQLite file
        what = getattr(error, "strerror", None) or str(error)
        where = printable(getattr(error, "filename", None) or output)
        kept = "; what is finished is kept for --resume" if is_resumable(output) else ""
        message = f"cannot write {where}: {what}{kept}"
        raise VnnewsError(message, stage="write", reason="cannot write") from None
