"""Many pages on several cores, in order, with bounded memory.

Takes a function for one page and any iterable, gives its results in the order of the pages. Decides how far it reads ahead: a few parcels of pages for
each process. A worker process that dies costs only the page that it died on: the pages it held are
tried again one by one. Known limit: a page that never ends is waited for; `vnnews run` has a time limit.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final, NamedTuple, TypeVar

from vnnews.errors import InputError, VnnewsError

PARCEL_ITEMS: Final = 8
"""Pages handed over together: some 0.1 s of work, long against the way to the worker and back."""
PARCEL_BYTES: Final = 1 << 20
PARCELS_AHEAD: Final = 3
"""Parcels for each worker that are read before their results are asked for: one in work, one waiting, one whose results wait."""

_R = TypeVar("_R")
Work = Callable[[int, Any], _R]
"""What is done with the number of a page and the page."""

_work: list[Work[Any]] = []
"""What this worker process does."""


def pack_work(work: Work[Any]) -> bytes:
    """Return the work as it is sent to other processes.

    Raises:
        InputError: It cannot be pickled.
    """
    try:
        return pickle.dumps(work)
    except Exception as error:  # whatever a class of the caller's raises
        message = f"the pipeline cannot be sent to other processes ({error}); use n_process=1"
        raise InputError(message, reason="not picklable") from None


def map_in_processes(
    packed: bytes, items: Iterable[Any], processes: int, *, lost: Callable[[int, Any], _R]
) -> Iterator[_R]:
    """Yield the result of each item, in order, from worker processes.

    Args:
        packed: What `pack_work` gave.
        items: What to work on; read a little ahead of the results. What it raises is raised behind the results of the items before.
        processes: How many.
        lost: Gives the result of an item on which its worker died.

    Raises:
        VnnewsError: No worker can start.
    """
    work: Work[_R] = pickle.loads(packed)
    pool = _Pool(packed, processes)
    window: deque[_Parcel] = deque()
    source = _Parcels(items, work)
    try:
        while True:
            while len(window) < PARCELS_AHEAD * processes and (parcel := source.read()):
                window.append(pool.submit(parcel))
            if not window:
                break
            parcel = window.popleft()
            try:
                results = parcel.wait()
            except BrokenProcessPool:
                yield from _try_alone(pool, parcel, lost)
                # the others lost their workers too, with no page of theirs to blame
                window = deque(other if other.is_done() else pool.submit(other) for other in window)
            else:
                yield from results
    finally:
        pool.close()
    if source.error is not None:
        raise source.error


class _Parcel(NamedTuple):
    """Items that are handed over together."""

    numbers: list[int]
    items: list[Any]
    packed: list[bytes]
    """Each item, pickled; b'' for one that cannot be."""
    here: dict[int, Any]
    """Results of those that cannot be pickled, by number: whatever they are, they are no pages, and that is told here."""
    future: Future[list[Any]] | None = None

    def wait(self) -> list[Any]:
        """The results of all of them."""
        assert self.future is not None
        done = iter(self.future.result())
        return [self.here[number] if number in self.here else next(done) for number in self.numbers]

    def is_done(self) -> bool:
        return self.future is not None and self.future.done() and self.future.exception() is None


class _Parcels:
    """Cuts the items into parcels."""

    def __init__(self, items: Iterable[Any], work: Work[Any]) -> None:
        self._items = enumerate(items)
        self._work = work
        self._is_open = True
        self.error: BaseException | None = None
        """What the items raised; it ends them."""

    def read(self) -> _Parcel | None:
        """The next parcel, None behind the last."""
        parcel = _Parcel([], [], [], {})
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
            try:
                packed = pickle.dumps((number, item))
            except Exception:
                packed = b""
                parcel.here[number] = self._work(number, item)
            parcel.numbers.append(number)
            parcel.items.append(item)
            parcel.packed.append(packed)
            size += len(packed)
        return parcel if parcel.items else None


class _Pool:
    """Worker processes that are replaced together when one of them dies."""

    def __init__(self, packed: bytes, processes: int) -> None:
        chosen = multiprocessing.get_start_method(allow_none=True)
        # unless the caller has chosen: no thread of this process is cut off and nothing of its memory is copied
        usual = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context = multiprocessing.get_context(chosen or usual)
        self._packed = packed
        self._processes = processes
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        executor = ProcessPoolExecutor(
            self._processes, mp_context=self._context, initializer=_begin, initargs=(self._packed,)
        )
        try:
            executor.submit(_is_ready).result()
        except (BrokenProcessPool, OSError) as error:
            executor.shutdown(cancel_futures=True)
            message = (
                f"no worker process can start ({error}): a script must guard its start with `if __name__ == '__main__':`, and classes of "
                "your own must stand in a module; or use n_process=1"
            )
            raise VnnewsError(message, stage="start", reason="worker cannot start") from None
        return executor

    def submit(self, parcel: _Parcel) -> _Parcel:
        packed = [one for one in parcel.packed if one]
        try:
            return parcel._replace(future=self._executor.submit(_work_on, packed))
        except BrokenProcessPool:  # a worker died in the meantime: the results say on what
            broken: Future[list[Any]] = Future()
            broken.set_exception(BrokenProcessPool())
            return parcel._replace(future=broken)

    def restart(self) -> None:
        self.close()
        self._executor = self._start()

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


def _try_alone(pool: _Pool, parcel: _Parcel, lost: Callable[[int, Any], _R]) -> Iterator[_R]:
    """Yield the results of a parcel whose worker may have died on one of its items: each alone, in fresh workers when one dies again."""
    pool.restart()
    for number, item, packed in zip(parcel.numbers, parcel.items, parcel.packed, strict=True):
        here = {number: parcel.here[number]} if number in parcel.here else {}
        try:
            yield from pool.submit(_Parcel([number], [item], [packed], here)).wait()
        except BrokenProcessPool:
            pool.restart()
            yield lost(number, item)


def _begin(packed: bytes) -> None:
    """Make this process a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent ends its workers
    _work[:] = [pickle.loads(packed)]


def _is_ready() -> bool:
    return bool(_work)


def _work_on(packed: list[bytes]) -> list[Any]:
    """The results of packed items; runs in a worker."""
    return [_work[0](*pickle.loads(item)) for item in packed]
