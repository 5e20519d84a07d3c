"""What reaches the disk: whole files, resumable ones, and nothing else."""

import os
from pathlib import Path

import msgspec
import pytest

from vnnews.batch import RunOptions, run_batch
from vnnews.batch.begin import Begin
from vnnews.batch.find import classify_name
from vnnews.batch.folder import work_folder
from vnnews.batch.load import open_bytes
from vnnews.batch.output import FileOutput, StreamOutput, open_output
from vnnews.batch.report import Report
from vnnews.batch.work import Outcome, Reject
from vnnews.errors import InputError


def row(key: int) -> Outcome:
    return Outcome(key, f"trang {key}", [f'{{"title":"Bài {key}"}}'.encode()], seconds=0.001)


def reject(key: int) -> Outcome:
    return Outcome(key, f"trang {key}", [], Reject(f"trang {key}", "assemble", "listing", "không có bài"))


def begin(path: Path, rejects: str = "", **options: bool) -> FileOutput:
    output = open_output(str(path), rejects, {"words": "True"}, Begin(**options))
    assert isinstance(output, FileOutput)
    return output


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_the_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "bài.jsonl"
    path.write_text("cũ\n")
    output = begin(path, str(tmp_path / "loại.jsonl"), overwrite=True)
    output.write(row(1))
    output.write(reject(2))
    output.checkpoint(Report())
    assert lines(path) == ["cũ"]
    assert not (tmp_path / "loại.jsonl").exists()
    output.finish(Report())
    output.close()
    assert lines(path) == ['{"title":"Bài 1"}']
    assert len(lines(tmp_path / "loại.jsonl")) == 1
    assert sorted(os.listdir(tmp_path)) == ["bài.jsonl", "bài.jsonl.pages", "loại.jsonl"]


def test_an_unfinished_run_is_not_thrown_away_by_accident(tmp_path: Path) -> None:
    path = tmp_path / "bài.jsonl"
    output = begin(path)
    output.write(row(1))
    output.checkpoint(Report())
    output.close()
    with pytest.raises(InputError, match="--resume continues it, --fresh throws it away"):
        begin(path)
    output = begin(path, resume=True)
    assert 1 in output.done
    assert 2 not in output.done
    output.close()
    output = begin(path, fresh=True)
    assert len(output.done) == 0
    output.finish(Report())
    assert lines(path) == []


@pytest.mark.parametrize("name", ["bài.jsonl", "bài.jsonl.gz", "bài.jsonl.bz2", "bài.jsonl.xz", "bài.jsonl.zst"])
def test_what_was_written_behind_the_last_checkpoint_is_cut_off(tmp_path: Path, name: str) -> None:
    if name.endswith("zst"):
        pytest.importorskip("backports.zstd", reason="needs vnnews[zstd]")
    path = tmp_path / name
    output = begin(path)
    for key in range(3):
        output.write(row(key))
    output.checkpoint(Report(pages=3))
    output.close()
    for torn in ("articles", "rejects", "done"):
        with open(work_folder(str(path)) / torn, "ab") as stream:
            stream.write(b'{"title":"B')
    output = begin(path, resume=True)
    assert output.report.pages == 3
    assert [key for key in range(5) if key in output.done] == [0, 1, 2]
    output.write(row(3))
    output.finish(Report())
    with open_bytes(str(path), (classify_name(name) or ("", ""))[1]) as stream:
        text = stream.read()
    assert text.decode().splitlines() == [f'{{"title":"Bài {key}"}}' for key in range(4)]


def test_a_run_cut_off_while_renaming_finishes_on_resume(tmp_path: Path) -> None:
    path = tmp_path / "bài.jsonl"
    output = begin(path, str(tmp_path / "loại.jsonl"))
    output.write(row(1))
    output.write(reject(2))
    state = output._state
    output.checkpoint(Report())
    state.phase = "complete"
    output.checkpoint(Report())
    output.close()
    os.replace(work_folder(str(path)) / "rejects", tmp_path / "loại.jsonl")  # and here the power went
    output = begin(path, str(tmp_path / "loại.jsonl"), resume=True)
    assert output.is_complete
    output.finish(output.report)
    assert lines(path) == ['{"title":"Bài 1"}']
    assert sorted(os.listdir(tmp_path)) == ["bài.jsonl", "bài.jsonl.pages", "loại.jsonl"]


def test_a_checkpoint_after_the_end_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the files are renamed: nothing is written to closed files, and a resume ends it."""
    path = tmp_path / "bài.jsonl"
    output = begin(path)
    output.write(row(1))
    with monkeypatch.context() as patch:
        patch.setattr("vnnews.batch.target.publish", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            output.finish(Report())
    output.checkpoint(Report())
    output.close()
    output = begin(path, resume=True)
    output.finish(output.report)
    assert lines(path) == ['{"title":"Bài 1"}']


def test_two_runs_do_not_write_to_one_file(tmp_path: Path) -> None:
    first = begin(tmp_path / "bài.jsonl")
    first.write(row(1))
    first.checkpoint(Report())
    with pytest.raises(InputError, match="another run is writing"):
        begin(tmp_path / "bài.jsonl", fresh=True)
    first.finish(Report())
    assert lines(tmp_path / "bài.jsonl") == ['{"title":"Bài 1"}']


def test_other_options_cannot_continue_a_run(tmp_path: Path) -> None:
    output = begin(tmp_path / "bài.jsonl")
    output.checkpoint(Report())
    output.close()
    with pytest.raises(InputError, match="words was 'True'"):
        open_output(str(tmp_path / "bài.jsonl"), "", {"words": "False"}, Begin(resume=True))


def test_a_damaged_state_is_told(tmp_path: Path) -> None:
    output = begin(tmp_path / "bài.jsonl")
    output.checkpoint(Report())
    output.close()
    (work_folder(str(tmp_path / "bài.jsonl")) / "state.json").write_text('{"phase": 5')
    with pytest.raises(InputError, match="--fresh begins anew"):
        begin(tmp_path / "bài.jsonl", resume=True)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    (tmp_path / "bài.jsonl").symlink_to(tmp_path / "kho" / "thật.jsonl")
    output = begin(tmp_path / "bài.jsonl")
    output.write(row(1))
    output.finish(Report())
    assert (tmp_path / "bài.jsonl").is_symlink()
    assert lines(tmp_path / "kho" / "thật.jsonl") == ['{"title":"Bài 1"}']


@pytest.mark.parametrize("target", ["khong-co/bài.jsonl", "."])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, target: str) -> None:
    with pytest.raises(InputError, match=r"does not exist|is a folder"):
        open_output(str(tmp_path / target), "", {})


def test_a_device_is_written_straight_through(tmp_path: Path) -> None:
    output = open_output(os.devnull, str(tmp_path / "loại.jsonl"), {})
    assert isinstance(output, StreamOutput)
    output.write(row(1))
    output.write(reject(2))
    output.finish(Report())
    output.close()
    assert len(lines(tmp_path / "loại.jsonl")) == 1
    with pytest.raises(InputError, match="--resume"):
        open_output(os.devnull, "", {}, Begin(resume=True))


def test_nothing_is_left_behind_when_nothing_was_done(tmp_path: Path) -> None:
    begin(tmp_path / "bài.jsonl").close()
    assert os.listdir(tmp_path) == []


def test_a_run_as_parquet(tmp_path: Path, article: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    (tmp_path / "kho").mkdir()
    for number in range(3):
        (tmp_path / "kho" / f"{number}.txt").write_text(article, encoding="utf-8")
    (tmp_path / "kho" / "rỗng.txt").write_text("")
    lines, table = tmp_path / "bài.jsonl", tmp_path / "bài.parquet"
    for out in (lines, table):
        run_batch([str(tmp_path / "kho")], str(out), RunOptions(workers=0))
    rows = parquet.read_table(table).to_pylist()
    told = [msgspec.json.decode(line) for line in lines.read_bytes().splitlines()]
    assert [row["title"] for row in rows] == [row["title"] for row in told]
    assert [row["page"] for row in rows] == [row["page"] for row in told]
    assert [len(row["words"]) for row in rows] == [len(row["words"]) for row in told] != [0, 0, 0]
    assert rows[0]["published"].isoformat() == told[0]["published"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "bài.jsonl",
        "bài.jsonl.pages",
        "bài.parquet",
        "bài.parquet.pages",
        "kho",
    ]


def test_a_batch_of_pages_gives_the_rows_of_a_run(tmp_path: Path, article: str) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs vnnews[arrow]")
    from vnnews.batch.arrow import parse_record_batch

    records = [{"html": article, "url": f"https://bao.example/{n}", "date": "2024-04-15"} for n in range(3)]
    records.insert(1, {"html": "", "url": "", "date": ""})
    (tmp_path / "kho.jsonl").write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    run_batch([str(tmp_path / "kho.jsonl")], str(tmp_path / "bài.parquet"), RunOptions(workers=0))
    expected = pyarrow.parquet.read_table(tmp_path / "bài.parquet").drop_columns(["page"])
    found = pyarrow.Table.from_batches([parse_record_batch(pyarrow.RecordBatch.from_pylist(records))])
    assert found.drop_columns(["page"]).equals(expected)
    assert found.column("page").to_pylist()[0]["origin"] == "https://bao.example/0"
