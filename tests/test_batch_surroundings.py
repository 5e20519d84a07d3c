"""A run where the machine is not kind: another user's folders, a clock that is set back, a disk that is slow or small."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import vnnews
from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.batch import output as output_module
from vnnews.models import Article
from vnnews.pipeline import Pipeline

LIGHT = WorkOptions(Pipeline(words=False, entities=False))

AS_NOBODY = """
import importlib.util, os, sys
from click.testing import CliRunner
from vnnews.batch.work import WorkOptions, warm_up
from vnnews.cli import app
warm_up(WorkOptions())  # what is loaded late may lie where nobody may read
CliRunner().invoke(app, ["run", sys.argv[1], "-o", sys.argv[2], "--workers", "0", "-q"])
for made in (sys.argv[2], sys.argv[2] + ".pages"):
    os.remove(made)
import vnnews.corpus.files, vnnews.write.people, vnnews.write.report
for name in ("duckdb", "pyarrow"):
    if importlib.util.find_spec(name):
        importlib.import_module(name)
os.setgroups([])
os.setegid(65534)
os.seteuid(65534)
from vnnews.cli import main
sys.argv[1:] = sys.argv[3:]
main()
"""


@pytest.fixture
def as_nobody(page: str, tmp_path: Path):
    """Run the command as a user who owns nothing, in a process that has loaded all it needs before."""
    if not hasattr(os, "seteuid") or os.geteuid() != 0:
        pytest.skip("needs root, to become somebody else")
    if not all(folder.stat().st_mode & 0o001 for folder in Path(vnnews.__file__).parents):
        pytest.skip("the library lies where nobody else may read")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o005)

    def run(*arguments: str) -> tuple[int, str]:
        warm = [page, str(tmp_path / "trước.jsonl")]
        done = subprocess.run([sys.executable, "-c", AS_NOBODY, *warm, *arguments], capture_output=True, check=False, timeout=120)  # fmt: skip
        return done.returncode, done.stderr.decode()

    return run


def test_a_folder_that_may_only_be_read(tmp_path: Path, page: str, as_nobody) -> None:
    """One line, exit code 3, no trace."""
    code, told = as_nobody("run", page, "-o", str(tmp_path / "a.jsonl"), "--workers", "0", "-q")
    assert (code, told.count("\n")) == (3, 1), told
    assert "Permission denied" in told
    assert "--resume" not in told
    assert {path.name for path in tmp_path.iterdir()} == {"bài viết.txt"}


@pytest.mark.parametrize(
    ("mode", "arguments"),
    [
        (0o000, ("report", "-o", "r.html")),
        (0o000, ("run", "--workers", "0", "-o", "a.jsonl")),
        (0o000, ("people", "-o", "people")),
        (0o000, ("people", "--html", "people.html")),
        (0o555, ("people", "-o", "people")),
        (0o555, ("people", "-o", "people.jsonl")),
    ],
)
def test_a_folder_where_nothing_may_be_made(tmp_path: Path, as_nobody, mode: int, arguments: tuple[str, ...]) -> None:
    """One line that names the place, whether the folder may be looked into or not."""
    if "people" in arguments[-1]:
        pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
    articles, locked = tmp_path / "articles.jsonl", tmp_path / "khóa"
    articles.write_text(Article("Tin", text="Tin").to_json(), encoding="utf-8")
    locked.mkdir(mode=mode)
    *given, name = arguments
    code, told = as_nobody(given[0], str(articles), *given[1:], str(locked / name))
    assert (code, told.count("\n")) == (3 if given[0] == "run" else 1, 1), told
    assert f"cannot write {locked}" in told
    assert "Permission denied" in told
    assert not list(locked.iterdir())


def test_somebody_elses_unfinished_run(tmp_path: Path, page: str, as_nobody) -> None:
    out = tmp_path / "a.jsonl"

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch([page], str(out), RunOptions(work=LIGHT, workers=0), on_progress=stop)
    before = {path.name: path.read_bytes() for path in (tmp_path / "a.jsonl.partial").iterdir()}
    for option in ("--resume", "--fresh"):
        code, told = as_nobody("run", page, "-o", str(out), "--workers", "0", "-q", option)
        assert (code in {2, 3}, told.count("\n")) == (True, 1), told
        assert {path.name: path.read_bytes() for path in (tmp_path / "a.jsonl.partial").iterdir()} == before


def test_what_may_not_be_read_is_rejected(tmp_path: Path, page: str, article: str, as_nobody) -> None:
    folder, own = tmp_path / "kho", tmp_path / "riêng"
    (folder / "khóa").mkdir(parents=True)
    own.mkdir()
    os.chown(own, 65534, 65534)
    for name in ("a.txt", "b.txt", "c.jsonl", "khóa/d.txt"):
        text = json.dumps({"text": article}) if name.endswith("jsonl") else article
        (folder / name).write_text(text, encoding="utf-8")
    for name, mode in (("a.txt", 0o600), ("c.jsonl", 0o600), ("khóa", 0o700)):
        (folder / name).chmod(mode)
    code, told = as_nobody(
        "run", str(folder), "-o", str(own / "a.jsonl"), "--rejects", str(own / "r.jsonl"), "--workers", "0"
    )
    assert code == 0, told
    assert len((own / "a.jsonl").read_bytes().splitlines()) == 1
    rejects = [json.loads(line) for line in (own / "r.jsonl").read_bytes().splitlines()]
    assert sorted(reject["source"].rsplit("/", 1)[-1] for reject in rejects) == ["a.txt", "c.jsonl", "khóa"]
    assert all(reject["stage"] == "open" for reject in rejects)


BACKWARDS = """
import time
_begun, _real = time.time(), time.time
time.time = lambda: _begun - 3600 * (_real() - _begun)
time.time_ns = lambda: int(time.time() * 1e9)
"""
"""For every process of a run: an hour back in each second."""


def test_a_clock_that_runs_backwards_changes_nothing(tmp_path: Path, article: str, command) -> None:
    dump, own = tmp_path / "kho.jsonl", tmp_path / "đồng hồ"
    dump.write_text("".join(json.dumps({"text": article, "url": f"u{n}"}) + "\n" for n in range(60)), encoding="utf-8")
    own.mkdir()
    (own / "sitecustomize.py").write_text(BACKWARDS)
    path = os.pathsep.join(filter(None, (str(own), os.environ.get("PYTHONPATH", ""))))
    rows = []
    for name, environment in (("usual", {}), ("backwards", {"PYTHONPATH": path})):
        out, report = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.json"
        done = command(
            "run", str(dump), "-o", str(out), "--report", str(report), "--workers", "1", "--ordered", "--page-timeout", "5",
            "--no-words", "--no-entities", env={**os.environ, **environment},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert 0 < json.loads(report.read_bytes())["seconds"] < 120
        rows.append(out.read_bytes())
    assert rows[0] == rows[1]
    seen = subprocess.run([sys.executable, "-c", "import time; a = time.time(); time.sleep(0.01); print(time.time() < a)"], capture_output=True, check=True, env={**os.environ, "PYTHONPATH": path})  # fmt: skip
    assert seen.stdout.split() == [b"True"]


def test_a_disk_that_takes_longer_than_a_page_may(
    tmp_path: Path, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkpoint after every page, each slower than the limit of a page: nobody is late, nothing is lost."""
    (tmp_path / "kho").mkdir()
    for number in range(2):
        (tmp_path / "kho" / f"{number}.txt").write_text(article, encoding="utf-8")
    monkeypatch.setattr(output_module, "CHECKPOINT_SECONDS", 0.0)
    sync, waits = os.fsync, []

    def wait(number: int) -> None:
        waits.append(number)
        time.sleep(0.3)
        sync(number)

    monkeypatch.setattr(os, "fsync", wait)
    options = RunOptions(work=LIGHT, workers=1, page_timeout=1.0, rejects=str(tmp_path / "r.jsonl"))
    report = run_batch([str(tmp_path / "kho")], str(tmp_path / "a.jsonl"), options)
    assert len(waits) > 2 * 4
    assert (report.pages, report.articles, report.failed, report.worker_deaths) == (2, 2, 0, 0)


@pytest.mark.parametrize("limit", [0, 4 << 10])
def test_a_disk_with_less_and_less_room(tmp_path: Path, article: str, limit: int, command) -> None:
    """Wherever writing stops, the run says so in one line, and what it finished stays."""
    resource = pytest.importorskip("resource", reason="needs limits of the system")
    dump, out = tmp_path / "kho.jsonl", tmp_path / "a.jsonl"
    dump.write_text("".join(json.dumps({"text": article, "url": f"u{n}"}) + "\n" for n in range(50)), encoding="utf-8")

    def limit_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    arguments = ["run", str(dump), "-o", str(out), "--workers", "0", "-q", "--no-words", "--no-entities"]
    done = command(*arguments, preexec_fn=limit_files)
    assert done.returncode == 3, done.stderr
    assert done.stderr.count(b"\n") == 1
    assert b"cannot write" in done.stderr
    assert not out.exists()
    kept = (tmp_path / "a.jsonl.partial" / "state.json").exists()
    assert (b"--resume" in done.stderr) == kept
    done = command(*arguments, *["--resume"] * kept)
    assert done.returncode == 0, done.stderr
    assert len({json.loads(line)["url"] for line in out.read_bytes().splitlines()}) == 50
