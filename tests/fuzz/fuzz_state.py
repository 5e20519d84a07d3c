"""What a run left unfinished: whatever stands in one of its files, `--resume` finishes it or refuses in words, and touches nothing else.

A file of what is known of sites is read in the same way: it is a `SiteMemory`, or refused.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.batch.folder import MARK, work_folder
from vnnews.batch.run import Progress
from vnnews.errors import InputError, VnnewsError
from vnnews.label.site_memory import SiteMemory
from vnnews.pipeline import Pipeline

FILES = ("state.json", MARK, "done", "articles", "rejects", "related", "seen", "seen-journal", "lock")
SITES = "sites.json"
KINDS = (*FILES, SITES)
INDEX = {"seen", "seen-journal"}
"""What SQLite changes when it opens them, and whose hashes nobody can check."""
PAGES = 5
STOP_AFTER = 3
IDENTITY = "5" * 32
"""Of the work folder: fixed, so that an input does the same in every process."""
TEXT = (
    "Mưa lớn ở xã thứ {n}\n\n09:30 12/3/2024\n\nSáng 12/3, mưa lớn làm nhiều tuyến đường của xã thứ {n} ngập sâu tới nửa mét.\n\n"
    "Chính quyền xã thứ {n} đã đưa {n}0 hộ dân ở ven sông lên vùng cao trước khi trời tối.\n\nLê An"
)

OPTIONS = RunOptions(
    work=WorkOptions(Pipeline(words=False, entities=False), related=True, dedup=find_spec("rensa") is not None),
    workers=0,
    resume=True,
)


def make_pages(folder: Path) -> list[str]:
    """The inputs of the run; the fourth page is blank."""
    folder.mkdir()
    for number in range(PAGES):
        text = " " if number == STOP_AFTER else TEXT.format(n=number)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return [str(folder)]


def run(folder: Path, stop_after: int = 0) -> None:
    """Run, or go on; stop after so many pages."""

    def stop(progress: Progress) -> None:
        if stop_after and progress.pages == stop_after:
            raise KeyboardInterrupt

    options = msgspec.structs.replace(OPTIONS, rejects=str(folder / "loại.jsonl"))
    with contextlib.chdir(folder):  # names of inputs stand in rows: they must not depend on the folder
        run_batch(["trang"], str(folder / "bài.jsonl"), options, on_progress=stop)


@lru_cache(maxsize=1)
def _parent() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@contextlib.contextmanager
def same_folder() -> Iterator[Path]:
    """An empty folder, always of the same path: by their paths a run knows the pages that are done."""
    folder = Path(_parent().name) / "kho"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@lru_cache(maxsize=1)
def unfinished() -> dict[str, bytes]:
    """The files of an unfinished run, and a memory of sites."""
    with same_folder() as folder:
        make_pages(folder / "trang")
        with contextlib.suppress(KeyboardInterrupt):
            run(folder, stop_after=STOP_AFTER)
        work = work_folder(str(folder / "bài.jsonl"))
        drawn = msgspec.json.decode((work / MARK).read_bytes())["identity"].encode()
        files = {path.name: path.read_bytes().replace(drawn, IDENTITY.encode()) for path in work.iterdir()}
    memory = SiteMemory()
    memory.learn(Pipeline(words=False, entities=False).parse_page(TEXT.format(n=1), url="https://bao.example/1"))
    return {**files, SITES: memory.to_json()}


@lru_cache(maxsize=1)
def whole_rows() -> list[bytes]:
    """What the run gives when nobody stops it."""
    with same_folder() as folder:
        make_pages(folder / "trang")
        run(folder)
        return (folder / "bài.jsonl").read_bytes().splitlines()


def check_run(name: str, data: bytes, folder: Path) -> None:
    """Go on with a run of which one file holds something else; raise when a promise is broken."""
    output, own = folder / "bài.jsonl", folder / "của tôi.txt"
    work = work_folder(str(output))
    work.mkdir()
    make_pages(folder / "trang")
    own.write_text("của tôi")
    files = {known: content for known, content in unfinished().items() if known != SITES} | {name: data}
    for known, content in files.items():
        (work / known).write_bytes(content)
    try:
        run(folder)
    except VnnewsError as error:
        if output.exists():
            raise AssertionError("a run that failed made its output") from error
        left = {path.name: path.read_bytes() for path in work.iterdir()}
        changed = {known for known in left | files if left.get(known) != files.get(known)}
        if isinstance(error, InputError) and changed - INDEX:
            raise AssertionError(f"what was refused was changed: {sorted(changed)}") from error
    else:
        rows = output.read_bytes()
        if name not in {"articles", "done", "state.json", *INDEX} and rows.splitlines() != whole_rows():
            raise AssertionError(f"damage in {name!r} changed the rows")
        if name != "articles" and b"\0" in rows:
            raise AssertionError("the output has a hole")
    beside = set(os.listdir(folder)) - {output.name, f"{output.name}.pages", "loại.jsonl", work.name}
    if beside != {"trang", own.name} or own.read_text() != "của tôi" or len(os.listdir(folder / "trang")) != PAGES:
        raise AssertionError(f"something else was touched: {sorted(beside)}")


def try_one(data: bytes) -> None:
    """Try one input: its first byte chooses a file, the rest is what stands in it."""
    if not data:
        return
    name = KINDS[data[0] % len(KINDS)]
    unfinished(), whole_rows()  # made before the folder that they share with this run
    with same_folder() as folder:
        if name != SITES:
            check_run(name, data[1:], folder)
            return
        path = folder / name
        path.write_bytes(data[1:])
        try:
            memory = SiteMemory.load(path)
        except VnnewsError:
            return
        memory.recurring("bao.example")
        Pipeline(words=False, entities=False, site_memory=memory).parse_page(TEXT, url="https://bao.example/2")


def seeds() -> Iterator[tuple[str, bytes]]:
    """The files as they are."""
    for number, name in enumerate(KINDS):
        yield name, bytes([number]) + unfinished().get(name, b"")
