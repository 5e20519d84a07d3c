"""Many pages on several cores, in order, with bounded memory.

Takes pages and a function that makes a worker, gives the results in the order of the pages. Decides how far it reads ahead: a few parcels of pages for
each process. A worker process that dies costs only the page that it died on: the pages it held are tried again one by one. Pages travel as msgpack and
results as JSON, which keeps the zone of a moment, so that nothing that stands on a page is ever unpickled. Known limit: a page that never ends is waited for;
`vnnews run` has a time limit.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from vnnews.errors import VnnewsError
from vnnews.models import Failure, Page, RawPage

PARCEL_ITEMS: Final = 8
"""Pages handed over together: some 0.1 s of work, long against the way to the worker and back."""
PARCEL_BYTES: Final = 1 << 20
PARCELS_AHEAD: Final = 3
"""Parcels for each worker that are read before their results are asked for: one in work, one waiting, one whose results wait."""

Result = Page | Failure
Work = Callable[[int, Any], Result]
"""What is done with the number of a page and the page."""

_work: list[Work] = []
"""What this worker process does."""


def map_in_processes(
    start: Callable[[bytes], Work], options: bytes, items: Iterable[Any], processes: int, *, lost: Work
) -> Iterator[Result]:
    """Yield the result of each page, in order, from worker processes.

    Args:
        start: Makes the work from the options; a function of a module, which each worker calls once.
        options: What it is called with.
        items: The pages; read a little ahead of the results. What they raise is raised behind the results of those before.
        processes: How many.
        lost: Gives the result of a page on which its worker died.

    Raises:
        VnnewsError: No worker can start.
    """
    here = start(options)
    pool = _Pool(start, options, processes)
    window: deque[_Parcel] = deque()
    source = _Parcels(items)
    try:
        while True:
            while len(window) < PARCELS_AHEAD * processes and (parcel := source.read()):
                window.append(pool.submit(parcel))
            if not window:
                break
            parcel = window.popleft()
            try:
                results = parcel.wait(here)
            except BrokenProcessPool:
                yield from _try_alone(pool, parcel, here, lost)
                # the others lost their workers too, with no page of theirs to blame
                window = deque(other if other.is_done() else pool.submit(other) for other in window)
            else:
                yield from results
    finally:
        pool.close()
    if source.error is not None:
        raise source.error


def pack_item(number: int, item: Any) -> bytes:
    """Return a page as it is sent to a worker; b'' for what cannot be sent: whatever it is, it is no page, and is told as such where it is.

    Example:
        >>> unpack_item(pack_item(7, RawPage("Tin", source="tin.jsonl:8", extra={"id": print})))[1].source
        'tin.jsonl:8'
        >>> unpack_item(pack_item(7, "Tin")), pack_item(7, None)
        ((7, 'Tin'), b'')
    """
    is_record = isinstance(item, RawPage)
    raw = item.raw if is_record else item
    known = [item.source, item.url, item.date, item.kind, item.title] if is_record else []
    is_path = not is_record and isinstance(raw, os.PathLike)
    try:
        raw = os.fspath(raw) if is_path else raw
        # only these types come out as they went in
        return msgspec.msgpack.encode((number, raw, known, is_path)) if type(raw) in (bytes, str) else b""
    except (
        TypeError,
        ValueError,
        OverflowError,
        RecursionError,
        msgspec.MsgspecError,
    ):  # half a surrogate pair, an address that is no text
        return b""


def unpack_item(packed: bytes) -> tuple[int, Any]:
    """Return the number of a page and the page."""
    number, raw, known, is_path = msgspec.msgpack.decode(packed)
    if known:
        source, url, date, kind, title = known
        return number, RawPage(raw, source, url, date, kind, title)
    return number, Path(os.fsdecode(raw)) if is_path else raw


def pack_result(result: Result) -> bytes:
    """Return a result as it is sent back; b'' for one that UTF-8 cannot carry."""
    try:
        return (b"p" if isinstance(result, Page) else b"f") + msgspec.json.encode(result)
    except UnicodeEncodeError:
        return b""


def unpack_result(packed: bytes) -> Result:
    """Return the result that was sent back."""
    if packed[:1] == b"p":
        return msgspec.json.decode(packed[1:], type=Page)
    return msgspec.json.decode(packed[1:], type=Failure)


class _Parcel(NamedTuple):
    """Pages that are handed over together."""

    numbers: list[int]
    items: list[Any]
    packed: list[bytes]
    """Each as it is sent; b'' for one that cannot be."""
    future: Future[list[bytes]] | None = None

    def wait(self, here: Work) -> list[Result]:
        """The results of all of them; what could not be sent there or back is worked on here."""
        assert self.future is not None
        done = iter(self.future.result())
        answers = [next(done) if packed else b"" for packed in self.packed]
        return [
            unpack_result(answer) if answer else here(number, item)
            for number, item, answer in zip(self.numbers, self.items, answers, strict=True)
        ]

    def is_done(self) -> bool:
        return self.future is not None and self.future.done() and self.future.exception() is None


class _Parcels:
    """Cuts the pages into parcels."""

    def __init__(self, items: Iterable[Any]) -> None:
        self._items = enumerate(items)
        self._is_open = True
        self.error: Exception | None = None
        """What the pages raised; it ends them."""

    def read(self) -> _Parcel | None:
        """The next parcel, None behind the last."""
        parcel = _Parcel([], [], [])
        size = 0
        while self._is_open and len(parcel.items) < PARCEL_ITEMS and size < PARCEL_BYTES:
            try:
                number, item = next(self._items)
            except StopIteration:
                self._is_open = False
                break
            except Exception as error:  # raised again once the results of what came before are out
                self._is_open, self.error = False, error
                break
            packed = pack_item(number, item)
            parcel.numbers.append(number)
            parcel.items.append(item)
            parcel.packed.append(packed)
            size += len(packed)
        return parcel if parcel.items else None


class _Pool:
    """Worker processes that are replaced together when one of them dies."""

    def __init__(self, start: Callable[[bytes], Work], options: bytes, processes: int) -> None:
        chosen = multiprocessing.get_start_method(allow_none=True)
        # unless the caller has chosen: no thread of this process is cut off and nothing of its memory is copied
        usual = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(chosen or usual)
        self._begin = start, options
        self._processes = processes
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(
            self._processes, mp_context=self._context, initializer=_begin, initargs=self._begin
        )
        try:
            executor.submit(_is_ready).result()
        except (BrokenProcessPool, OSError) as error:
            executor.shutdown(cancel_futures=True)
            message = (
                f"no worker process can start ({error}): a script must guard its start with `if __name__ == '__main__':`; "
                "or use n_process=1"
            )
            raise VnnewsError(message, stage="start", reason="worker cannot start") from None
        return executor

    def submit(self, parcel: _Parcel) -> _Parcel:
        packed = [one for one in parcel.packed if one]
        try:
            return parcel._replace(future=self._executor.submit(_work_on, packed))
        except BrokenProcessPool:  # a worker died in the meantime: the results say on what
            broken: Future[list[bytes]] = Future()
            broken.set_exception(BrokenProcessPool())
            return parcel._replace(future=broken)

    def restart(self) -> None:
        self.close()
        self._executor = self._start()

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


def _try_alone(pool: _Pool, parcel: _Parcel, here: Work, lost: Work) -> Iterator[Result]:
    """Yield the results of a parcel whose worker may have died on one of its pages: each alone, in fresh workers when one dies again."""
    pool.restart()
    for number, item, packed in zip(parcel.numbers, parcel.items, parcel.packed, strict=True):
        try:
            yield from pool.submit(_Parcel([number], [item], [packed])).wait(here)
        except BrokenProcessPool:
            pool.restart()
            yield lost(number, item)


def _begin(start: Callable[[bytes], Work], options: bytes) -> None:
    """Make this process a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent ends its workers
    _work[:] = [start(options)]


def _is_ready() -> bool:
    return bool(_work)


def _work_on(packed: list[bytes]) -> list[bytes]:
    """The results of packed pages; runs in a worker."""
    return [pack_result(_work[0](*unpack_item(item))) for item in packed]
