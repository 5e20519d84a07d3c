"""The first pass of a run: what the pages of each site have in common.

Takes the inputs of a run and the file of a `SiteMemory`. Gives the memory: read from the file when it is there, else learned from
all pages of the inputs and saved to it. Decides nothing about lines: see `vnnews.label.site_memory`. Known limits: works in one
process; standard input can be read only once, so a run over it needs a file that is there already.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from vnnews.batch.find import find_inputs
from vnnews.batch.load import BROKEN, Position, load_tasks
from vnnews.batch.output import write_whole
from vnnews.batch.shown import printable
from vnnews.batch.tasks import Fields, Unreadable
from vnnews.batch.work import WorkOptions, open_task
from vnnews.errors import InputError, VnnewsError
from vnnews.label.site_memory import SiteMemory
from vnnews.models import Page


def learn_sites(inputs: Sequence[str], path: str, work: WorkOptions, fields: Fields) -> SiteMemory:
    """Return what the file knows of the sites; when there is no file, learn it from the inputs and write the file.

    Args:
        inputs: Files, folders and patterns, as `run_batch` takes them.
        path: The file of the memory.
        work: How pages are read.
        fields: Which fields of a record hold page and address.

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
    place = Path(os.path.realpath(path))
    for given in inputs:
        if given != "-" and place.is_relative_to(os.path.realpath(given)):
            raise InputError(
                f"{printable(path)} stands among the inputs, where it would be read as one", reason="output is input"
            )
    if place.exists():
        return SiteMemory.load(path)
    if "-" in inputs:
        raise InputError(
            f"standard input can be read only once: learn {printable(path)} from files first", reason="learn from stdin"
        )
    memory = SiteMemory()
    pipeline = msgspec.structs.replace(work.pipeline, words=False, entities=False, site_memory=None)
    for task in load_tasks(find_inputs(inputs), fields, Position()):
        if isinstance(task, Unreadable):
            continue  # the run itself reports it
        try:
            raw = open_task(task, work)
        except VnnewsError:
            continue
        except BROKEN:
            continue
        (result,) = pipeline.pipe([raw])
        if isinstance(result, Page):
            memory.learn(result)
    try:
        write_whole(place, memory.to_json())
    except OSError as error:
        raise VnnewsError(
            f"cannot write {printable(path)}: {error.strerror or error}", stage="write", reason="cannot write"
        ) from None
    return memory
