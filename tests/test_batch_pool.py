"""Workers that die, hang or never start: no page is lost, none comes twice, and the run goes on."""

import contextlib
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vnnews.batch import pool as pool_module
from vnnews.batch.pool import WorkerPool, in_order
from vnnews.batch.tasks import Fields, Task
from vnnews.batch.work import Outcome, Reject, WorkOptions
from vnnews.errors import VnnewsError
from vnnews.pipeline import Pipeline

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import misbehaving_worker

    monkeypatch.setattr(pool_module, "serve", misbehaving_worker.obey)
    return misbehaving_worker


def tasks(*orders: str) -> Iterator[Task]:
    return (Task(number, f"trang {number}", data=order.encode()) for number, order in enumerate(orders))


def run(orders: list[str], workers: int = 2, page_timeout: float = 20, **options) -> list[Outcome]:
    with WorkerPool(workers, WorkOptions(), page_timeout=page_timeout) as pool:
        return list(pool.run(tasks(*orders), **options))


def test_every_task_is_answered_once(obedient) -> None:
    outcomes = run([f"bài {n}" for n in range(500)])
    assert sorted(outcome.key for outcome in outcomes) == list(range(500))
    assert {outcome.rows[0].decode() for outcome in outcomes} == {f"bài {n}" for n in range(500)}


def test_large_pages_and_large_answers_do_not_block(obedient) -> None:
    outcomes = run(["much", "x" * 3_000_000] * 10)
    assert len(outcomes) == 20


def test_no_task_no_worker(obedient) -> None:
    with WorkerPool(2, WorkOptions(), page_timeout=5) as pool:
        assert list(pool.run(iter([]))) == []
        assert not pool._workers


def test_a_page_that_kills_its_worker_is_reported_and_the_others_go_on(obedient) -> None:
    outcomes = run(["bài"] * 30 + ["die"] + ["bài"] * 30)
    failed = [outcome for outcome in outcomes if outcome.is_failure]
    assert len(outcomes) == 61
    assert [(outcome.key, outcome.reject.reason) for outcome in failed] == [(30, "worker died")]


def test_a_page_whose_worker_died_once_is_not_lost(obedient, tmp_path: Path) -> None:
    outcomes = run(["bài"] * 5 + [f"die once {tmp_path / 'flag'}"] + ["bài"] * 5)
    assert sorted(outcome.key for outcome in outcomes) == list(range(11))
    assert not any(outcome.is_failure for outcome in outcomes)


def test_a_page_that_hangs_is_stopped_in_time(obedient) -> None:
    began = time.monotonic()
    outcomes = run(["bài"] * 5 + ["hang"] + ["bài"] * 5, page_timeout=0.5)
    assert time.monotonic() - began < 10
    assert [outcome.reject.reason for outcome in outcomes if outcome.is_failure] == ["timeout"]
    assert len(outcomes) == 11


def test_workers_killed_from_outside_at_random_lose_nothing(obedient) -> None:
    chance = random.Random(20)
    is_over = threading.Event()
    with WorkerPool(2, WorkOptions(), page_timeout=20) as pool:

        def kill_some() -> None:
            for _ in range(20):
                if is_over.wait(chance.uniform(0.01, 0.06)):
                    return
                for worker in chance.sample(pool._workers[:], k=min(1, len(pool._workers))):
                    # the pool may have buried it a moment ago: then its object is closed, or its number is nobody's
                    with contextlib.suppress(ValueError, ProcessLookupError):
                        if worker.process.pid and worker.is_ready:
                            os.kill(worker.process.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill_some)
        killer.start()
        outcomes = list(pool.run(tasks(*["wait 0.003"] * 400)))
        is_over.set()
        killer.join()
    assert sorted(outcome.key for outcome in outcomes) == list(range(400))
    assert pool.deaths > 3
    # a page may be unlucky, with every try in a worker that was shot; it is told then, not lost
    assert sum(outcome.is_failure for outcome in outcomes) <= 1


def test_order_is_kept_when_asked_for(obedient) -> None:
    orders = ["wait 0.2" if n % 40 == 0 else f"bài {n}" for n in range(200)]
    with WorkerPool(2, WorkOptions(), page_timeout=20) as pool:
        keys = [outcome.key for outcome in in_order(pool, tasks(*orders), window=50)]
    assert keys == list(range(200))


def test_the_window_of_an_ordered_run_bounds_what_is_read_ahead(obedient) -> None:
    read = 0

    def counted() -> Iterator[Task]:
        nonlocal read
        for task in tasks(*["wait 0.5"] + ["bài"] * 300):
            read += 1
            yield task

    with WorkerPool(2, WorkOptions(), page_timeout=20) as pool:
        outcomes = in_order(pool, counted(), window=20)
        next(outcomes)
        assert read <= 21
        assert len(list(outcomes)) == 300


def test_outcomes_among_the_tasks_keep_their_place(obedient) -> None:
    given = [Outcome(9, "hỏng", [], Reject("hỏng", "open", "unreadable file", ""), True)]
    mixed = [*tasks("bài"), *given, Task(10, "c", data=b"c")]
    with WorkerPool(2, WorkOptions(), page_timeout=20) as pool:
        assert [outcome.key for outcome in in_order(pool, iter(mixed))] == [0, 9, 10]


def test_a_worker_that_cannot_start_says_why(obedient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "serve", obedient.refuse)
    with pytest.raises(VnnewsError, match="không có mô hình"):
        run(["bài"])


def test_workers_that_die_at_their_start_end_the_run(obedient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "serve", obedient.die_at_start)
    with pytest.raises(VnnewsError, match="exit code 3"):
        run(["bài"])


def test_leaving_early_leaves_no_process(obedient) -> None:
    with WorkerPool(2, WorkOptions(), page_timeout=20) as pool:
        next(pool.run(tasks("bài", *["wait 5"] * 50)))
        processes = [worker.process.pid for worker in pool._workers]
    for pid in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs a system that limits the data of a process")
def test_what_expands_in_a_worker_is_rejected_and_the_worker_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import misbehaving_worker

    monkeypatch.setattr(pool_module, "serve", misbehaving_worker.work_in_little_room)
    sound, fields = "Mưa lớn ở Huế\n\nSáng nay, mưa lớn ở Huế.", Fields("text")
    record = b'{"text": "' + sound.replace("\n", "\\n").encode() + b'", "rest": [' + b"[]," * 4_000_000 + b"1]}"
    given = [
        Task(0, "a", data=sound.encode()),
        Task(1, "b", data=record, form="record", fields=fields),
        Task(2, "c", data=b"a\n" * 150_000),
        Task(3, "d", data=sound.encode()),
    ]
    with WorkerPool(1, WorkOptions(Pipeline(words=False, entities=False)), page_timeout=60) as pool:
        outcomes = {outcome.key: outcome for outcome in pool.run(iter(given))}
        assert pool.deaths == 0
    reasons = {key: outcome.reject.reason if outcome.reject else "" for key, outcome in outcomes.items()}
    assert [reasons[1], reasons[2]] == ["too large", "too large"]
    assert reasons[0] == reasons[3] != "too large"
