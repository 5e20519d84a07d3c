"""Nothing of the user's is removed or written over: work folders, links, temporary names, states that do not fit."""

import json
import os
import sys
from pathlib import Path

import msgspec
import pytest

from vnnews.batch import RunOptions, WorkOptions, learn_sites, run_batch
from vnnews.batch.begin import Begin
from vnnews.batch.find import find_inputs
from vnnews.batch.folder import MARK, enter_folder, publish, remove_folder, work_folder, write_whole
from vnnews.batch.output import FileOutput, open_output
from vnnews.batch.report import Report
from vnnews.batch.tasks import Fields
from vnnews.batch.work import Outcome, Reject
from vnnews.errors import InputError


def begin(path: Path, rejects: str = "", **options: bool) -> FileOutput:
    output = open_output(str(path), rejects, {"words": "True"}, Begin(**options))
    assert isinstance(output, FileOutput)
    return output


def leave_unfinished(path: Path) -> Path:
    """An unfinished run of three pages, of which one was rejected."""
    output = begin(path, str(path.with_name("loại.jsonl")))
    for key in range(2):
        output.write(Outcome(key, f"trang {key}", [f'{{"title":"Bài {key}"}}'.encode()]))
    output.write(Outcome(2, "trang 2", [], Reject("trang 2", "assemble", "listing", "không có bài")))
    output.checkpoint(Report())
    output.close()
    return work_folder(str(path))


@pytest.mark.parametrize("content", ["nothing", "a file", "its own mark"])
@pytest.mark.parametrize("option", ["", "fresh", "resume"])
def test_a_folder_of_the_users_is_not_entered(tmp_path: Path, content: str, option: str) -> None:
    own = tmp_path / "bài.jsonl.partial"
    own.mkdir()
    if content == "a file":
        (own / "articles").write_text("của tôi")
    elif content == "its own mark":
        (own / MARK).write_text('{"program": "other", "identity": "1"}')
    before = sorted(path.name for path in own.iterdir())
    with pytest.raises(InputError, match="not the work folder of a run"):
        begin(tmp_path / "bài.jsonl", **({option: True} if option else {}))
    assert sorted(path.name for path in own.iterdir()) == before


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    leave_unfinished(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl.partial").symlink_to(tmp_path / "a.jsonl.partial")
    with pytest.raises(InputError, match="not the work folder of a run"):
        begin(tmp_path / "b.jsonl", fresh=True)


@pytest.mark.parametrize("name", ["lock", "articles", "rejects", "related", "done", "state.json", MARK])
@pytest.mark.parametrize("kind", ["symbolic", "hard"])
def test_links_in_the_folder_are_not_followed(tmp_path: Path, name: str, kind: str) -> None:
    folder = leave_unfinished(tmp_path / "bài.jsonl")
    mine = tmp_path / "của tôi.txt"
    mine.write_bytes((folder / name).read_bytes() + b"more")
    before = mine.read_bytes()
    (folder / name).unlink()
    if kind == "symbolic":
        (folder / name).symlink_to(mine)
    else:
        os.link(mine, folder / name)
    with pytest.raises(InputError):
        begin(tmp_path / "bài.jsonl", str(tmp_path / "loại.jsonl"), resume=True)
    assert mine.read_bytes() == before


def test_a_fresh_run_removes_links_and_not_what_they_point_to(tmp_path: Path) -> None:
    folder = leave_unfinished(tmp_path / "bài.jsonl")
    mine = tmp_path / "của tôi.txt"
    mine.write_text("của tôi")
    for name in ("articles", "state.json", "seen", "officials.csv"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(mine)
    output = begin(tmp_path / "bài.jsonl", fresh=True)
    output.finish(Report())
    assert mine.read_text() == "của tôi"
    assert not folder.exists()


def test_what_somebody_put_into_the_folder_stays(tmp_path: Path) -> None:
    folder = leave_unfinished(tmp_path / "bài.jsonl")
    (folder / "ghi chú.txt").write_text("của tôi")
    (folder / "tables").mkdir()
    (folder / "tables" / "b.txt").write_text("của tôi")
    output = begin(tmp_path / "bài.jsonl", resume=True)
    output.finish(Report())
    assert sorted(path.name for path in folder.iterdir()) == ["ghi chú.txt", "tables"]
    assert (tmp_path / "bài.jsonl").read_text() == '{"title":"Bài 0"}\n{"title":"Bài 1"}\n'


def test_temporary_files_are_new_and_their_names_unknown(tmp_path: Path) -> None:
    mine = tmp_path / "của tôi.txt"
    mine.write_text("của tôi")
    for name in ("run.json.tmp", ".run.json.tmp"):
        (tmp_path / name).symlink_to(mine)
    write_whole(tmp_path / "run.json", b"{}")
    (tmp_path / "nguồn").write_bytes(b"x")
    publish(tmp_path / "nguồn", tmp_path / "đích")
    assert mine.read_text() == "của tôi"
    assert (tmp_path / "run.json").read_bytes() == b"{}"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [".run.json.tmp", "run.json", "run.json.tmp", "của tôi.txt", "đích"]
    )
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "run.json").stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_folder_is_marked_from_its_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", fail)
        with pytest.raises(OSError, match="power cut"):
            enter_folder(tmp_path / "a.partial")
    assert list(tmp_path.iterdir()) == []
    identity = enter_folder(tmp_path / "a.partial")
    assert enter_folder(tmp_path / "a.partial") == identity
    remove_folder(tmp_path / "a.partial")
    assert list(tmp_path.iterdir()) == []


DAMAGES = {
    "NUL bytes at the head": lambda folder: overwrite(folder / "articles", b"\0" * 8),
    "a NUL at the end": lambda folder: overwrite(folder / "articles", b"\0", -1),
    "a file that is too short": lambda folder: os.truncate(folder / "articles", 10),
    "a file that is gone": lambda folder: (folder / "articles").unlink(),
    "rejects that are too short": lambda folder: os.truncate(folder / "rejects", 3),
    "keys that are gone": lambda folder: os.truncate(folder / "done", 8),
    "a huge number of keys": lambda folder: change_state(folder, done=1 << 59),
    "more keys than there can be": lambda folder: change_state(folder, done=1 << 80),
    "a negative length": lambda folder: change_state(folder, articles=-5),
    "a huge length": lambda folder: change_state(folder, articles=1 << 50),
    "an index that is not there": lambda folder: change_state(folder, seen=5),
    "the state of another folder": lambda folder: change_state(folder, identity="0" * 32),
    "no object": lambda folder: (folder / "state.json").write_text("[" * 5000),
}


def overwrite(path: Path, data: bytes, at: int = 0) -> None:
    content = bytearray(path.read_bytes())
    at %= len(content)
    content[at : at + len(data)] = data
    path.write_bytes(content)


def change_state(folder: Path, **changed: object) -> None:
    state = json.loads((folder / "state.json").read_bytes()) | changed
    (folder / "state.json").write_text(json.dumps(state))


@pytest.mark.parametrize("name", DAMAGES)
def test_a_state_that_does_not_fit_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = leave_unfinished(tmp_path / "bài.jsonl")
    DAMAGES[name](folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(InputError, match="--fresh begins anew"):
        begin(tmp_path / "bài.jsonl", str(tmp_path / "loại.jsonl"), resume=True)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    begin(tmp_path / "bài.jsonl", fresh=True).finish(Report())


@pytest.mark.parametrize("name", ["bài.jsonl.gz", "bài.jsonl.xz", "bài.jsonl.bz2"])
def test_a_compressed_file_with_another_beginning_is_refused(tmp_path: Path, name: str) -> None:
    folder = leave_unfinished(tmp_path / name)
    overwrite(folder / "articles", b"\0\0")
    with pytest.raises(InputError, match="--fresh begins anew"):
        begin(tmp_path / name, resume=True)


def test_a_run_goes_on_in_a_sound_folder(tmp_path: Path) -> None:
    leave_unfinished(tmp_path / "bài.jsonl")
    output = begin(tmp_path / "bài.jsonl", str(tmp_path / "loại.jsonl"), resume=True)
    assert len(output.done) == 3
    output.finish(Report())


def test_the_work_folder_of_another_run_is_no_input(tmp_path: Path) -> None:
    leave_unfinished(tmp_path / "bài.jsonl")
    (tmp_path / "tin.txt").write_text("Tin")
    assert [os.path.basename(file.path) for file in find_inputs([str(tmp_path)])] == ["tin.txt"]


@pytest.mark.parametrize("other", ["output", "rejects", "report", "officials", "table"])
def test_the_site_memory_is_no_output(page: str, tmp_path: Path, other: str, invoke) -> None:
    names = {name: str(tmp_path / f"{name}.ra") for name in ("output", "rejects", "report", "officials")}
    memory = str(tmp_path / "bảng" / "articles.parquet") if other == "table" else names[other]
    (tmp_path / "bảng").mkdir()
    options = [part for name, path in names.items() for part in (f"--{name}", path)]
    result = invoke("run", page, *options, "--tables", str(tmp_path / "bảng"), "--learn-site", memory)
    assert result.exit_code == 2
    assert "must be different files" in result.output
    assert not os.path.exists(memory)


def test_a_memory_that_is_an_output_is_refused_by_the_function_too(page: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="different files"):
        learn_sites([page], str(tmp_path / "a"), WorkOptions(), Fields(), outputs=[str(tmp_path / "." / "a")])


def test_the_report_of_a_finished_run_is_whole(page: str, tmp_path: Path) -> None:
    (tmp_path / "của tôi.txt").write_text("của tôi")
    (tmp_path / "run.json.tmp").symlink_to(tmp_path / "của tôi.txt")
    run_batch([page], str(tmp_path / "a.jsonl"), RunOptions(workers=0, report=str(tmp_path / "run.json")))
    assert msgspec.json.decode((tmp_path / "run.json").read_bytes())["is_finished"]
    assert (tmp_path / "của tôi.txt").read_text() == "của tôi"


@pytest.fixture
def _without_system_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)


@pytest.mark.usefixtures("_without_system_locks")
def test_two_runs_share_no_folder_where_the_system_has_no_locks(tmp_path: Path) -> None:
    first = begin(tmp_path / "bài.jsonl")
    with pytest.raises(InputError, match=f"another run, process {os.getpid()}, is writing") as caught:
        begin(tmp_path / "bài.jsonl", resume=True)
    assert caught.value.reason == "locked"
    first.close()
    second = begin(tmp_path / "bài.jsonl", resume=True)
    second.finish(Report())
    second.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bài.jsonl", "bài.jsonl.pages"]


@pytest.mark.usefixtures("_without_system_locks")
@pytest.mark.parametrize(("held", "told"), [("4711", "process 4711"), ("", "process of an unknown number")])
def test_a_lock_that_a_killed_run_has_left_is_told(tmp_path: Path, held: str, told: str) -> None:
    folder = leave_unfinished(tmp_path / "bài.jsonl")
    (folder / "lock.pid").write_text(held, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        begin(tmp_path / "bài.jsonl", resume=True)
    assert told in caught.value.message
    assert f"if it was killed, remove {folder / 'lock.pid'}" in caught.value.message
    (folder / "lock.pid").unlink()
    begin(tmp_path / "bài.jsonl", resume=True).close()
