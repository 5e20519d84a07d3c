"""Time limits count what ran: a run that was stopped and continued loses no page, and the first pass has the limits of the run."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from vnnews.batch import WorkOptions, learn_sites
from vnnews.batch import clock as clock_module
from vnnews.batch import pool as pool_module
from vnnews.batch.clock import LONGEST_STEP, RunningClock, is_stopped
from vnnews.batch.pool import WorkerPool
from vnnews.batch.tasks import Fields, Task
from vnnews.pipeline import Pipeline

pytestmark = pytest.mark.skipif(
    not os.path.exists("/proc/self/stat"), reason="needs a system that tells of its processes"
)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import misbehaving_worker

    monkeypatch.setattr(pool_module, "serve", misbehaving_worker.obey)
    return misbehaving_worker


def test_the_clock_stands_still_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(clock_module.time, "monotonic", lambda: now[0])
    clock = RunningClock()
    steps = []
    for jump in (0.5, 86_400.0, 0.5):
        now[0] += jump
        steps.append(clock.step())
    assert steps == [0.5, LONGEST_STEP, 0.5]


def test_a_stopped_worker_is_not_late(workers) -> None:
    """Stopped for longer than a page may take, then continued: its page is done."""
    with WorkerPool(1, WorkOptions(), page_timeout=1.5) as pool:
        outcomes = pool.run(iter([Task(0, "a", data=b"a"), Task(1, "b", data=b"wait 0.4")]))
        first = next(outcomes)
        pid = pool._workers[0].process.pid
        os.kill(pid, signal.SIGSTOP)
        while not is_stopped(pid):
            time.sleep(0.01)
        waker = threading.Timer(4.0, os.kill, (pid, signal.SIGCONT))
        waker.start()
        rest = list(outcomes)
        waker.join()
    assert [outcome.key for outcome in (first, *rest)] == [0, 1]
    assert not any(outcome.is_failure for outcome in rest)
    assert pool.deaths == 0


def test_a_worker_that_hangs_is_still_late(workers) -> None:
    with WorkerPool(1, WorkOptions(), page_timeout=0.5) as pool:
        (outcome,) = pool.run(iter([Task(0, "a", data=b"hang")]))
    assert outcome.reject is not None
    assert outcome.reject.reason == "timeout"


def test_a_stopped_and_continued_group_rejects_nothing(tmp_path: Path, article: str) -> None:
    dump = tmp_path / "kho.jsonl"
    dump.write_text("".join(json.dumps({"text": article}) + "\n" for _ in range(1500)), encoding="utf-8")
    rejects = tmp_path / "loại.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "vnnews", "run", str(dump), "-o", str(tmp_path / "a.jsonl"), "--rejects", str(rejects),
         "--workers", "2", "--page-timeout", "4", "--no-words", "-q"],
        start_new_session=True, stderr=subprocess.PIPE,
    )  # fmt: skip
    while not (tmp_path / "a.jsonl.partial" / "articles").exists():
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(0.4)
    os.killpg(process.pid, signal.SIGSTOP)
    time.sleep(7)
    os.killpg(process.pid, signal.SIGCONT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors.decode()
    assert rejects.read_bytes() == b""
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 1500


@pytest.fixture
def site(tmp_path: Path, article: str) -> Path:
    """Pages of one site, all with one line that is no article, among them one that kills and one that hangs."""
    dump = tmp_path / "kho.jsonl"
    pages = [article.replace("sáu chuyến", f"{n} chuyến").replace("Hà Giang", f"Hà Giang {n}") for n in range(8)]
    pages[2:2] = ["KILL " + article, "HANG " + article]
    lines = [
        {"text": page + "\nBạn có tin hay, hãy gửi về tòa soạn.", "url": f"https://bao.example/{n}"}
        for n, page in enumerate(pages)
    ]
    dump.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return dump


def test_the_first_pass_survives_pages_that_kill_and_hang(
    site: Path, tmp_path: Path, workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "serve", workers.work_or_die)
    memory = learn_sites(
        [str(site)], str(tmp_path / "a.json"), WorkOptions(Pipeline()), Fields(), workers=1, page_timeout=1.0
    )
    assert len(memory.sites["bao.example"]) == 8
    assert memory.recurring("bao.example")


def test_workers_learn_the_same(site: Path, tmp_path: Path) -> None:
    one, two = (
        learn_sites([str(site)], str(tmp_path / f"{number}.json"), WorkOptions(Pipeline()), Fields(), workers=number)
        for number in (0, 2)
    )
    assert one.to_json() == two.to_json()
    assert len(one.sites["bao.example"]) == 10


def test_a_run_killed_while_it_learns_leaves_nothing_and_begins_anew(site: Path, tmp_path: Path, command) -> None:
    site.write_bytes(site.read_bytes() * 150)
    arguments = ["run", str(site), "-o", str(tmp_path / "a.jsonl"), "--learn-site", str(tmp_path / "m.json"), "--resume", "--workers", "1", "--no-words"]  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "vnnews", *arguments], stderr=subprocess.PIPE)
    time.sleep(2.0)
    process.kill()
    process.communicate()
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(("m.json.", ".m.json"))]
    done = command(*arguments)
    assert done.returncode == 0, done.stderr.decode()
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 1500


def test_a_group_that_is_asked_to_end_rejects_nothing(tmp_path: Path, article: str, command) -> None:
    """A batch queue tells all processes at once; the run ends with a checkpoint, and no container is blamed."""
    dump, rejects = tmp_path / "kho.jsonl", tmp_path / "loại.jsonl"
    dump.write_text(
        "".join(json.dumps({"text": article, "url": f"u{n}"}) + "\n" for n in range(1500)), encoding="utf-8"
    )
    arguments = ["run", str(dump), "-o", str(tmp_path / "a.jsonl"), "--rejects", str(rejects), "--workers", "1", "-q"]
    process = subprocess.Popen(
        [sys.executable, "-m", "vnnews", *arguments], start_new_session=True, stderr=subprocess.PIPE
    )
    while not (tmp_path / "a.jsonl.partial" / "articles").exists():
        assert process.poll() is None
        time.sleep(0.05)
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode in {130, 3, 0}  # 3 when the workers were gone before the run heard of it
    if process.returncode:
        assert command(*arguments, "--resume").returncode == 0
    assert rejects.read_bytes() == b""
    assert len({json.loads(line)["url"] for line in (tmp_path / "a.jsonl").read_bytes().splitlines()}) == 1500
