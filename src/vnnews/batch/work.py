"""What a worker does: one task in, one outcome out, whatever the page holds.

Takes packed tasks from its pipe, gives one packed `Outcome` for each as soon as it is done, so that the parent always knows on
which page a worker died. Ends when the parent closes the pipe or is gone.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from multiprocessing.connection import Connection
from typing import Any

import msgspec

from vnnews.batch.dumps import decode_record
from vnnews.batch.duplicates import Trace, trace_article
from vnnews.batch.fields import find_named, read_record
from vnnews.batch.load import BROKEN, MAX_RECORD_BYTES, describe, open_bytes
from vnnews.batch.memory import limit_memory
from vnnews.batch.shown import printable
from vnnews.batch.tables import unpack
from vnnews.batch.tasks import Task, unsqueeze
from vnnews.batch.web_index import Entry, read_entry
from vnnews.errors import VnnewsError
from vnnews.label.site_memory import SiteMemory, read_host
from vnnews.models import MAX_PAGE_CHARS, WITH_ARTICLE, Failure, Page, RawPage, RelatedStory
from vnnews.pipeline import Pipeline
from vnnews.read.decode import MAX_BYTES_PER_CHAR
from vnnews.write.jsonlines import encode_row


class Reject(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a page gave no article, or why an article of it was left out; a line of the rejects file."""

    source: str
    stage: str
    reason: str
    message: str
    copy_of: str = ""
    """Of a duplicate: path or record of the article that stayed."""
    copy_of_url: str = ""
    url: str = ""
    """Address of a page without an article."""


class Related(RelatedStory, frozen=True):
    """A story that a page advertises, and the page: a line of the related stories of a run."""

    origin: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """What came out of one task."""

    key: int
    source: str
    rows: list[bytes] = []
    """One JSON object for each article."""
    reject: Reject | None = None
    is_failure: bool = False
    """Whether the page could not be worked on; a page that honestly holds no article is rejected, not failed."""
    type: str = ""
    site: str = ""
    labels: dict[str, int] = {}
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Processor time of the worker, which hardly depends on what else the machine does."""
    traces: list[Trace] = []
    """One for each article when duplicates are to be dropped."""
    duplicates: list[Reject] = []
    """One for each article that was dropped because the run has had it."""
    related: list[bytes] = []
    """One JSON object for each related story, when they are asked for."""
    mark: int = 0
    """The task's, when there is no sense in trying the page again as it is."""
    lasting: int = 0
    """The task's."""
    named: list[str] = []
    """Which of the fields that the caller named the record has."""
    memory: bytes = b""
    """A `SiteMemory` of this page as JSON, when that is asked for."""


class WorkOptions(msgspec.Struct, frozen=True):
    """What a worker is told once, at its start."""

    pipeline: Pipeline = Pipeline()
    kind: str | None = None
    blocks: bool = False
    dedup: bool = False
    """Whether articles get the traces by which the parent knows duplicates."""
    related: bool = False
    """Whether related stories are given, beside the articles."""
    full: bool = False
    """Whether the rows of articles are written in full, see `vnnews.write.to_json`."""
    learn: bool = False
    """Whether nothing is wanted of a page but what it teaches about its site."""


UNREADABLE_FILE = "unreadable file"
"""Reason of a reject whose file could not be opened or read."""

MEMORY_BYTES = 2 << 30
"""What a worker may take beside the program and its model: a record of 64 MB that is nothing but empty lists takes 1.6 GB, a page of 9 MB full of names 0.8."""

TOO_LARGE = "working on it takes more memory than is allowed"

READY = b"ready"
"""A worker's first message."""

REFUSED = b"refused: "
"""How its first message begins when it cannot start; the reason follows. No packed outcome begins with these letters."""


def work_on(task: Task, options: WorkOptions) -> Outcome:
    """Return what comes out of one task; never raises on account of the page.

    Example:
        >>> work_on(Task(1, "rỗng.txt", data=b"  "), WorkOptions(Pipeline(words=False))).reject.reason
        'empty'
    """
    outcome = _work_on(task, options)
    return msgspec.structs.replace(outcome, named=_find_named(task))


def _work_on(task: Task, options: WorkOptions) -> Outcome:
    began, used = time.perf_counter(), time.process_time()
    try:
        raw = open_task(task, options)
    except VnnewsError as error:
        return _failed(task, error.stage or "open", error.reason, error.message, began)
    except BROKEN as error:
        return _failed(task, "open", UNREADABLE_FILE, describe(error), began)
    except MemoryError:
        return _failed(task, "open", "too large", TOO_LARGE, began)
    except Exception as error:  # a record that our own code cannot deal with: 990 lists inside each other
        return _failed(task, "open", "defect", describe(error), began)
    result = options.pipeline.parse_raw(raw)
    if isinstance(result, Failure):
        return _failed(task, result.stage, result.reason, result.error, began)
    try:
        outcome = _outcome(task, result, options, raw.extra, began)
    except VnnewsError as error:
        return _failed(task, error.stage, error.reason, error.message, began)
    except MemoryError:
        return _failed(task, "write", "too large", TOO_LARGE, began)
    except RecursionError:
        return _failed(task, "write", "too deep", "what the record holds beside the page is nested too deeply", began)
    except Exception as error:
        return _failed(task, "write", "defect", describe(error), began)
    return msgspec.structs.replace(outcome, cpu_seconds=time.process_time() - used)


def _find_named(task: Task) -> list[str]:
    """Return which of the named fields the record of a task has; nothing is looked up where none is named."""
    fields = task.fields
    has_named = any((fields.text and not fields.is_guessed, fields.title, fields.url, fields.date))
    if not has_named or task.form not in {"record", "row"}:
        return []
    try:
        data = unsqueeze(task).data
        record = unpack(data) if task.form == "row" else decode_record(data)
        return find_named(record, fields) if isinstance(record, dict) else []
    except Exception:  # what is wrong with the record is told already
        return []


def serve(connection: Connection, packed: bytes, page_timeout: float) -> None:
    """Work on the tasks that come through a pipe until it closes; the body of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides when to stop
    options = msgspec.msgpack.decode(packed, type=WorkOptions)
    encode, decode = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(list[Task]).decode
    try:
        try:
            warm_up(options)
        except Exception as error:  # whatever it is, the parent can report it and the worker cannot
            connection.send_bytes(REFUSED + (str(error) or type(error).__name__).encode("utf-8", "replace"))
            return
        limit_memory(MEMORY_BYTES)
        connection.send_bytes(READY)
        while True:
            for task in decode(connection.recv_bytes()):
                _limit_life(2 * page_timeout + 10)
                connection.send_bytes(encode(work_on(task, options)))
            _limit_life(0)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _limit_life(seconds: float) -> None:
    """Let the system end this process unless it is told otherwise in time: nobody else would when the parent is gone.

    Processor time: while the process is stopped none passes.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def warm_up(options: WorkOptions) -> None:
    """Load the model and the gazetteer, so that the first page is not timed with them.

    Raises:
        VnnewsError: An option cannot be used, such as a gazetteer file that is not there.
    """
    text = "Tin thử\n\nSáng 5/8, ông Nguyễn Văn An, Chủ tịch UBND tỉnh Quảng Ninh, họp với các sở, ngành của tỉnh.\n"
    try:
        # a small limit for pages must not refuse this one
        msgspec.structs.replace(options.pipeline, max_page_chars=MAX_PAGE_CHARS).parse_page(text * 2)
    except VnnewsError:
        raise
    except Exception as error:  # a file of the installation that is missing or cannot be read
        raise VnnewsError(f"cannot start: {error}", stage="start", reason="cannot start") from error


def open_task(task: Task, options: WorkOptions) -> RawPage:
    """Return the page that a task carries or points to.

    Raises:
        VnnewsError: The record holds no page.
        OSError: The file cannot be read; damaged compression raises its own error, see `BROKEN`.

    Example:
        >>> open_task(Task(1, "tin.jsonl:1", data=b'{"text": "Tin", "url": "https://bao.example/1"}', form="record"), WorkOptions()).url
        'https://bao.example/1'
    """
    task = unsqueeze(task)
    if task.form == "record":
        return msgspec.structs.replace(_record(task), kind=options.kind)
    if task.form == "entry":
        entry = msgspec.convert(unpack(task.data), Entry)
        return msgspec.structs.replace(read_entry(entry, MAX_RECORD_BYTES), source=task.source, kind=options.kind)
    if task.form == "row":
        return msgspec.structs.replace(read_record(unpack(task.data), task.fields, task.source), kind=options.kind)
    if not task.path:
        return RawPage(task.data, task.source, kind=options.kind)
    # one byte more than allowed is enough for the pipeline to refuse the page; a compressed bomb is never expanded
    limit = min(options.pipeline.max_page_chars * MAX_BYTES_PER_CHAR + 1, MAX_RECORD_BYTES)
    with open_bytes(os.fsdecode(task.path), task.compression) as file:
        return RawPage(file.read(limit), task.source, kind=options.kind)


def _record(task: Task) -> RawPage:
    record = decode_record(task.data)
    if not isinstance(record, dict):
        raise VnnewsError("the record is no JSON object", stage="open", reason="bad json")
    return read_record(record, task.fields, task.source)


def _outcome(task: Task, page: Page, options: WorkOptions, extra: dict[str, Any], began: float) -> Outcome:
    if options.learn:
        memory = SiteMemory()
        memory.learn(page)
        return Outcome(task.key, task.source, memory=memory.to_json(), seconds=time.perf_counter() - began)
    rows = [
        encode_row(page, n, origin=task.source, blocks=options.blocks, extra=extra, full=options.full)
        for n in range(len(page.articles))
    ]
    kind = page.type.value
    if rows:
        reject = None
    elif page.type in WITH_ARTICLE:
        reject = Reject(
            task.source,
            "assemble",
            "unsure",
            "no article on the page reaches the confidence that was asked for",
            url=printable(page.url),
        )
    else:
        message = f"the page holds no article: it is of type {kind!r}"
        reject = Reject(task.source, "assemble", kind, message, url=printable(page.url))
    labels = Counter(block.label.value for block in page.blocks)
    return Outcome(
        task.key,
        task.source,
        rows,
        reject=reject,
        type=kind,
        site=read_host(page.url),
        labels=dict(labels),
        traces=[trace_article(article) for article in page.articles] if options.dedup else [],
        related=_related_rows(task, page) if options.related else [],
        seconds=time.perf_counter() - began,
        mark=task.mark,
        lasting=task.lasting,
    )


def _related_rows(task: Task, page: Page) -> list[bytes]:
    return [msgspec.json.encode(Related(**msgspec.structs.asdict(story), origin=task.source)) for story in page.related]


def _failed(task: Task, stage: str, reason: str, message: str, began: float) -> Outcome:
    reject = Reject(task.source, stage, reason, printable(message))
    mark = 0 if reason == UNREADABLE_FILE else task.mark  # the disk may be back another time
    seconds = time.perf_counter() - began
    return Outcome(
        task.key, task.source, reject=reject, is_failure=True, seconds=seconds, mark=mark, lasting=task.lasting
    )
