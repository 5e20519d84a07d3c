"""Worker processes that survive what a page does to them.

Takes a stream of tasks, gives their outcomes. Each worker has a pipe of its own, so that a worker killed at any moment harms no
other: its page is tried again in a fresh worker (a page that was only a bystander of an outside kill is not lost), and at last
reported; the pages behind it in the same parcel go to other workers. A page that exceeds its time is reported and its worker
replaced; time in which the run or the worker was stopped does not count. A worker gets a new parcel only when it has finished the last one, so neither side can block the other, and memory
holds at most one parcel a worker.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter, deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import msgspec

from vnnews.batch.clock import RunningClock, is_stopped
from vnnews.batch.tasks import Task
from vnnews.batch.work import READY, REFUSED, Outcome, Reject, WorkOptions, serve
from vnnews.errors import VnnewsError

START_SECONDS = 120.0
"""How long a worker may take to load the model; it takes under a second, but a loaded machine may swap."""

PARCEL_SECONDS = 0.1
"""How much work a parcel should hold: long against the 0.1 ms that handing it over takes, short against a run's end."""

LOOK_SECONDS = 1.0
"""How often it is looked whether workers are late; while all stand still, nobody is."""

MAX_PARCEL = 64
MAX_PARCEL_BYTES = 4 << 20
MAX_FAILED_STARTS = 3
TRIES = 3
"""How often a page on which workers die is tried: a page may be unlucky twice when something else kills them."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Outcome).decode


def count_cores() -> int:
    """Return how many cores this process may use.

    Example:
        >>> count_cores() >= 1
        True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker:
    """A worker process, its pipe, and the tasks that it still has to answer, the first of them being worked on."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.tasks: deque[Task] = deque()
        self.is_ready = False
        self.spent = 0.0
        """Seconds that it ran since it said something."""

    @property
    def is_free(self) -> bool:
        return self.is_ready and not self.tasks


class WorkerPool:
    """A pool of workers for one run; use it as a context manager.

    Args:
        workers: How many processes.
        options: What each worker is told.
        page_timeout: Seconds that one page may take.

    Example:
        >>> with WorkerPool(1, WorkOptions(), page_timeout=60) as pool:
        ...     list(pool.run(iter([])))
        []
    """

    def __init__(self, workers: int, options: WorkOptions, *, page_timeout: float) -> None:
        # forkserver: no page of the parent is copied, no thread of it is cut off, and a new worker starts in milliseconds
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        self._context: Any = multiprocessing.get_context(method)
        if method == "forkserver":
            self._context.set_forkserver_preload(["vnnews.batch.preload"])
        self._size = max(1, workers)
        self._options = options
        self._timeout = page_timeout
        self._workers: list[_Worker] = []
        self._waiting: deque[list[Task]] = deque()
        self._deaths_on: Counter[int] = Counter()
        self._failed_starts = 0
        self._pace = PARCEL_SECONDS
        self._clock = RunningClock()
        self._passed = 0.0
        """Seconds that no worker has been charged for yet."""
        self.deaths = 0
        """How many workers died or had to be stopped."""

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.connection.close()
            if not worker.is_free:
                worker.process.kill()  # it is in the middle of a page that nobody waits for
        for worker in self._workers:
            worker.process.join()
            worker.process.close()
        self._workers.clear()

    def run(self, tasks: Iterator[Task | Outcome], *, has_room: Callable[[], bool] = lambda: True) -> Iterator[Outcome]:
        """Yield the outcome of each task as it is done; an outcome among the tasks is passed on.

        Args:
            tasks: The pages; read only as fast as workers take them.
            has_room: Asked before a page is read; no page is read while it says no.
        """
        is_open = True
        while True:
            while is_open and has_room() and len(self._waiting) < self._hands():
                parcel: list[Task] = []
                is_open = False
                for item in tasks:
                    if isinstance(item, Outcome):
                        yield item
                    else:
                        parcel.append(item)
                    if self._is_full(parcel) or not has_room():
                        is_open = True
                        break
                if parcel:
                    self._waiting.append(parcel)
            self._hand_out()
            if not self._waiting and not is_open and not any(worker.tasks for worker in self._workers):
                return
            yield from self._listen()

    def _hands(self) -> int:
        """Return how many parcels should lie ready: one for each worker without work, and one for the next to finish."""
        return sum(not worker.tasks for worker in self._workers) + (self._size - len(self._workers)) + 1

    def _is_full(self, parcel: list[Task]) -> bool:
        if not parcel:
            return False
        size = min(MAX_PARCEL, max(1, int(PARCEL_SECONDS / self._pace)))
        return len(parcel) >= size or sum(len(task.data) for task in parcel) >= MAX_PARCEL_BYTES

    def _hand_out(self) -> None:
        for worker in list(self._workers):
            if worker.is_free and self._waiting:
                self._give(worker, self._waiting.popleft())
        starting = sum(not worker.is_ready for worker in self._workers)
        while starting < len(self._waiting) and len(self._workers) < self._size:
            self._start()
            starting += 1

    def _give(self, worker: _Worker, parcel: list[Task]) -> None:
        try:
            worker.connection.send_bytes(_encode(parcel))
        except OSError:  # it died while it was free: no page is to blame
            self._waiting.appendleft(parcel)
            self._bury(worker)
            return
        worker.tasks.extend(parcel)
        worker.spent = 0.0

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        arguments = (theirs, _encode(self._options), self._timeout)
        process = self._context.Process(target=serve, args=arguments, daemon=True)
        try:
            process.start()
        except OSError:
            if self._context.get_start_method() != "forkserver":
                raise
            # the forkserver needs a socket in the temporary folder: there is none, or its path is too long for one
            self._context = multiprocessing.get_context("spawn")
            process = self._context.Process(target=serve, args=arguments, daemon=True)
            process.start()
        theirs.close()  # so that the end of the worker is the end of the pipe
        self._workers.append(_Worker(process, ours))

    def _listen(self) -> Iterator[Outcome]:
        """Wait until a worker says something or is late, and yield what is done."""
        left = [self._patience(w) - w.spent for w in self._workers if not w.is_free]
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), max(0.01, min([LOOK_SECONDS, *left]))):
            worker = by_connection[connection]  # type: ignore[index]
            try:
                yield from self._receive(worker)
            except (EOFError, OSError):
                yield from self._mourn(worker)
        self._passed += self._clock.step()
        if self._passed < min(LOOK_SECONDS, self._timeout) / 4:
            return
        passed, self._passed = self._passed, 0.0
        for worker in list(self._workers):
            if worker.is_free or is_stopped(worker.process.pid):
                continue
            worker.spent += passed
            if worker.spent > self._patience(worker) and not worker.connection.poll(0):
                yield from self._stop(worker)

    def _patience(self, worker: _Worker) -> float:
        return self._timeout if worker.is_ready else START_SECONDS

    def _receive(self, worker: _Worker) -> Iterator[Outcome]:
        while worker.connection.poll(0):
            message = worker.connection.recv_bytes()
            worker.spent = 0.0
            if message == READY:
                worker.is_ready = True
                self._failed_starts = 0
            elif message.startswith(REFUSED):
                raise VnnewsError(message.removeprefix(REFUSED).decode(), stage="start", reason="worker cannot start")
            else:
                outcome = _decode(message)
                worker.tasks.popleft()
                self._pace = 0.9 * self._pace + 0.1 * outcome.seconds
                if not worker.tasks and self._waiting:  # keep it busy while its outcome is being written
                    self._give(worker, self._waiting.popleft())
                yield outcome

    def _mourn(self, worker: _Worker) -> Iterator[Outcome]:
        """Deal with a worker that is dead: blame the page that it was on, save the others."""
        if worker not in self._workers:  # found dead already when it was given work
            return
        self._bury(worker)
        code = worker.process.exitcode
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts >= MAX_FAILED_STARTS:
                raise VnnewsError(f"workers die at their start (exit code {code})", stage="start", reason="worker died")
        if not worker.tasks:
            return
        suspect = worker.tasks.popleft()
        self._requeue(worker)
        self._deaths_on[suspect.key] += 1
        if self._deaths_on[suspect.key] < TRIES:
            self._waiting.appendleft([suspect])
            return
        message = f"the worker died on this page {TRIES} times (exit code {code})"
        reject = Reject(suspect.source, "run", "worker died", message)
        yield Outcome(suspect.key, suspect.source, reject=reject, is_failure=True, lasting=suspect.lasting)

    def _stop(self, worker: _Worker) -> Iterator[Outcome]:
        """Stop a worker that takes too long and report the page that it is on."""
        worker.process.kill()
        self._bury(worker)
        if not worker.tasks:
            raise VnnewsError(f"a worker did not start in {START_SECONDS:.0f} s", stage="start", reason="timeout")
        slow = worker.tasks.popleft()
        self._requeue(worker)
        message = f"the page took longer than {self._timeout:g} s; --page-timeout allows more"
        reject = Reject(slow.source, "run", "timeout", message)
        seconds = self._timeout
        yield Outcome(slow.key, slow.source, reject=reject, is_failure=True, seconds=seconds, lasting=slow.lasting)

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join()
        self.deaths += 1

    def _requeue(self, worker: _Worker) -> None:
        if worker.tasks:
            self._waiting.appendleft(list(worker.tasks))
            worker.tasks.clear()


def in_order(pool: WorkerPool, tasks: Iterator[Task | Outcome], *, window: int = MAX_PARCEL * 16) -> Iterator[Outcome]:
    """Yield the outcomes of a pool in the order of the tasks, reading at most `window` tasks ahead."""
    expected: deque[int] = deque()
    early: dict[int, Outcome] = {}

    def noted() -> Iterator[Task | Outcome]:
        for task in tasks:
            expected.append(task.key)
            yield task

    for outcome in pool.run(noted(), has_room=lambda: len(expected) < window):
        early[outcome.key] = outcome
        while expected and expected[0] in early:
            yield early.pop(expected.popleft())
