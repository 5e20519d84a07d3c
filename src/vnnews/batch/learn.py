"""The first pass of a run: what the pages of each site have in common.

Takes the inputs of a run and the file of a `SiteMemory`. Gives the memory: read from the file when it is there, else learned from
all pages of the inputs and saved to it. Decides nothing about lines: see `vnnews.label.site_memory`. The pages are worked on like those of the
run, by workers that may die and with the same limits. Known limits: the pass is not resumed, a run that was killed in it begins it anew;
standard input and pipes can be read only once, so a run over them needs a file that is there already.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing

import msgspec

from vnnews.batch.apart import read_apart
from vnnews.batch.begin import check_targets
from vnnews.batch.find import find_inputs
from vnnews.batch.finish import find_target
from vnnews.batch.folder import is_stream, write_whole
from vnnews.batch.pool import WorkerPool, count_cores
from vnnews.batch.shown import printable
from vnnews.batch.tasks import Fields, Task, Unreadable
from vnnews.batch.work import Outcome, WorkOptions, work_on
from vnnews.errors import InputError, VnnewsError
from vnnews.label.site_memory import SiteMemory

PAGE_TIMEOUT = 60.0
"""Seconds that one page may take; the slowest of the development pages takes a tenth of one."""


def learn_sites(
    inputs: Sequence[str],
    path: str,
    work: WorkOptions,
    fields: Fields,
    *,
    workers: int | None = 0,
    page_timeout: float = PAGE_TIMEOUT,
    outputs: Sequence[str] = (),
) -> SiteMemory:
    """Return what the file knows of the sites; when there is no file, learn it from the inputs and write the file.

    Args:
        inputs: Files, folders and patterns, as `run_batch` takes them.
        path: The file of the memory.
        work: How pages are read.
        fields: Which fields of a record hold page and address.
        workers: Worker processes: None for one a core, 0 to work in this process, where no page can be stopped.
        page_timeout: Seconds that one page may take.
        outputs: What the run will write, which must be other files.

    Raises:
        InputError: The file is no site memory, is one of the inputs, or standard input would have to be read twice.
        VnnewsError: The file cannot be written.

    Example:
        >>> import tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> _ = (folder / "tin.jsonl").write_text('{"url": "https://bao.example/1", "text": "Mưa lớn ở Huế"}')
        >>> memory = folder / "sites.json"
        >>> list(learn_sites([str(folder / "tin.jsonl")], str(memory), WorkOptions(), Fields()).sites)
        ['bao.example']
        >>> memory.exists()
        True
    """
    check_targets([*outputs, path])
    place = find_target(path)
    for given in inputs:
        if given != "-" and place.is_relative_to(os.path.realpath(given)):
            raise InputError(
                f"{printable(path)} stands among the inputs, where it would be read as one", reason="output is input"
            )
    if place.exists():
        return SiteMemory.load(path)
    if any(map(is_stream, inputs)):
        raise InputError(
            f"standard input and pipes can be read only once: learn {printable(path)} from files first",
            reason="learn from stdin",
        )
    memory = SiteMemory()
    pipeline = msgspec.structs.replace(work.pipeline, words=False, entities=False, site_memory=None)
    work = msgspec.structs.replace(work, pipeline=pipeline, learn=True)
    with closing(read_apart(find_inputs(inputs), fields)) as found:
        tasks = (task for task in found if not isinstance(task, Unreadable))  # the run itself reports the rest
        for outcome in _work(tasks, work, count_cores() if workers is None else workers, page_timeout):
            if outcome.memory:
                memory.merge(msgspec.json.decode(outcome.memory, type=SiteMemory))
    try:
        write_whole(place, memory.to_json())
    except OSError as error:
        raise VnnewsError(
            f"cannot write {printable(path)}: {error.strerror or error}", stage="write", reason="cannot write"
        ) from None
    return memory


def _work(tasks: Iterator[Task], work: WorkOptions, workers: int, page_timeout: float) -> Iterator[Outcome]:
    if workers == 0:
        yield from (work_on(task, work) for task in tasks)
        return
    with WorkerPool(workers, work, page_timeout=page_timeout) as pool:
        yield from pool.run(tasks)
