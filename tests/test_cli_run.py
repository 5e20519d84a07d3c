"""`vnnews run`: many pages in, every article out once, whatever happens in between."""

import gzip
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vnnews import Article
from vnnews.batch import RunOptions, run_batch
from vnnews.errors import InputError
from vnnews.write.stored import read_stored

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")


@pytest.fixture
def dump(tmp_path: Path, article: str) -> Path:
    """A folder with 40 articles, a listing-like page, an empty one and a picture under the wrong name."""
    folder = tmp_path / "kho báo"
    (folder / "2024").mkdir(parents=True)
    for number in range(20):
        (folder / f"bài {number:02}.txt").write_text(
            article.replace("sáu chuyến", f"{number} chuyến"), encoding="utf-8"
        )
    records = [
        {"html": article.replace("sáu chuyến", f"{n} lượt"), "url": f"https://bao.example/{n}"} for n in range(20)
    ]
    (folder / "2024" / "bài.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    (folder / "rỗng.txt").write_text(" \n", encoding="utf-8")
    (folder / "ảnh.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    return folder


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def origins(path: Path) -> list[str]:
    return [row["page"]["origin"] for row in rows(path)]


def test_fields_are_told_of_each_record_and_a_named_one_that_none_has_is_told(
    tmp_path: Path, article: str, invoke
) -> None:
    records = [{"id": 1, "html": article}, {"id": 2, "html": article, "link": "https://bao.example/2"}]
    dump, out = tmp_path / "kho.jsonl", tmp_path / "bài.jsonl"
    dump.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    common = ("run", str(dump), "-o", str(out), "--overwrite", "--workers", "0", "--no-words", "--no-entities")
    result = invoke(*common, "--ordered")
    assert result.exit_code == 0, result.output
    assert [row.get("url") or None for row in rows(out)] == [None, "https://bao.example/2"]
    assert "no record has" not in result.output
    result = invoke(*common, "--url-field", "link", "--date-field", "ngày")
    assert "--date-field ngày: no record has this field" in result.output
    assert "--url-field" not in result.output


def test_articles_rejects_and_report(dump: Path, tmp_path: Path, invoke) -> None:
    out, rejects, report = (tmp_path / name for name in ("bài.jsonl", "loại.jsonl", "run.json"))
    result = invoke(
        "run", str(dump), "-o", str(out), "--rejects", str(rejects), "--report", str(report), "--workers", "2"
    )
    assert result.exit_code == 0, result.output
    assert "42 pages, 40 articles, 1 without an article, 1 failed" in result.output
    assert len(set(origins(out))) == 40
    article = read_stored(out.read_bytes().splitlines()[0], Article)
    assert article.title == "Hà Giang mở lại tuyến xe buýt lên cao nguyên đá"
    assert article.words
    told = {row["source"].rsplit("/", 1)[-1]: row for row in rows(rejects)}
    assert told["rỗng.txt"]["reason"] == "empty"
    assert told["ảnh.html"]["stage"] == "read"
    assert all(row["message"] for row in told.values())
    figures = json.loads(report.read_text(encoding="utf-8"))
    assert (figures["pages"], figures["articles"], figures["is_finished"]) == (42, 40, True)
    assert figures["sites"]["bao.example"]["articles"] == 20
    assert figures["labels"]["title"] == 40
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "bài.jsonl",
        "bài.jsonl.pages",
        "kho báo",
        "loại.jsonl",
        "run.json",
    ]


def test_workers_do_not_change_the_rows(dump: Path, tmp_path: Path, invoke) -> None:
    for workers in ("0", "1", "2"):
        out = tmp_path / f"{workers}.jsonl"
        assert invoke("run", str(dump), "-o", str(out), "--workers", workers, "--ordered", "-q").exit_code == 0
    assert (
        (tmp_path / "0.jsonl").read_bytes()
        == (tmp_path / "1.jsonl").read_bytes()
        == (tmp_path / "2.jsonl").read_bytes()
    )
    found = origins(tmp_path / "0.jsonl")
    assert found == sorted(found[:20]) + [f"{dump}/2024/bài.jsonl:{n}" for n in range(1, 21)]


def test_options_reach_the_workers(dump: Path, tmp_path: Path, invoke) -> None:
    out = tmp_path / "a.jsonl.gz"
    options = ["--no-words", "--no-entities", "--blocks", "--kind", "text", "-q"]
    assert invoke("run", str(dump), "-o", str(out), *options).output == ""
    row = json.loads(gzip.decompress(out.read_bytes()).splitlines()[0])
    assert row["words"] == row["officials"] == []
    assert {block["label"] for block in row["page"]["blocks"]} >= {"title", "body"}


def test_standard_input_and_output(article: str, command) -> None:
    lines = "".join(json.dumps({"content": article, "url": f"u{n}"}) + "\n" for n in range(3))
    done = command("run", "-", "-o", "-", "--workers", "1", input=lines.encode())
    assert done.returncode == 0
    assert [json.loads(line)["url"] for line in done.stdout.splitlines()] == ["u0", "u1", "u2"]
    done = command("run", "-", "-o", "-", "--workers", "0", input=article.encode())
    assert json.loads(done.stdout)["page"]["origin"] == "-"


def test_what_a_run_wrote_itself_is_named_as_such(tmp_path: Path, article: str, invoke) -> None:
    made, rejects = tmp_path / "a.jsonl", tmp_path / "rejects.jsonl"
    (tmp_path / "tin.txt").write_text(article, encoding="utf-8")
    (tmp_path / "rỗng.txt").touch()
    pages = [str(tmp_path / name) for name in ("tin.txt", "rỗng.txt")]
    assert invoke("run", *pages, "-o", str(made), "--rejects", str(rejects), "--workers", "0").exit_code == 0
    for own, told in ((made, "an article that vnnews made"), (rejects, "a page that a run rejected")):
        again = invoke("run", str(own), "-o", str(tmp_path / "b.jsonl"), "--workers", "0", "--overwrite")
        assert again.exit_code == 1
        assert f"{own.name}:1: the record is {told}" in again.stderr
    named = invoke(
        "run", str(made), "-o", str(tmp_path / "b.jsonl"), "--workers", "0", "--overwrite", "--text-field", "text"
    )
    assert named.exit_code == 0


def test_a_file_of_an_unknown_ending_is_named_and_read(tmp_path: Path, article: str, invoke) -> None:
    page = tmp_path / "bài.dữ-liệu"
    page.write_text(article, encoding="utf-8")
    done = invoke("run", str(page), "-o", str(tmp_path / "a.jsonl"), "--workers", "0")
    assert done.exit_code == 0
    assert done.stderr.startswith(f"note: unknown ending, read as a page: {page}\n")


def test_a_folder_without_pages_says_what_was_passed_over(tmp_path: Path, invoke) -> None:
    for name in ("a.pdf", "b.PDF", "ảnh.jpg"):
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).touch()
    told = invoke("run", str(tmp_path / "in"), "-o", str(tmp_path / "a.jsonl")).stderr
    assert f"no pages were found in {tmp_path / 'in'}; 3 files with other endings (.pdf, .jpg) were passed over" in told


def test_1_when_no_page_gives_an_article(tmp_path: Path, invoke) -> None:
    (tmp_path / "in").mkdir()
    out = tmp_path / "a.jsonl"
    assert "no pages were found" in invoke("run", str(tmp_path / "in"), "-o", str(out)).output
    (tmp_path / "in" / "a.txt").write_text("")
    result = invoke("run", str(tmp_path / "in"), "-o", str(out), "-q")
    assert result.exit_code == 1
    told = r"vnnews: no page gave an article; the first: \S*a\.txt: the page holds no article.*'empty'\n"
    assert re.fullmatch(told, result.output)
    assert out.read_bytes() == b""


@pytest.mark.parametrize(
    ("name", "hint"),
    [("z.xlsx", "export"), ("z.CSV", "export"), ("z.csv.gz", "export"), ("z-{n}.xls", "export"), ("z.html", "report")],
)
def test_endings_of_other_formats_are_refused(name: str, hint: str, page: str, tmp_path: Path, invoke) -> None:
    result = invoke("run", page, "-o", str(tmp_path / name), "--workers", "0")
    assert result.exit_code == 2
    assert f"`vnnews {hint}` makes" in result.output
    assert not list(tmp_path.glob("*z*"))


def test_resume_and_overwrite_exclude_each_other(page: str, tmp_path: Path, invoke) -> None:
    result = invoke("run", page, "-o", str(tmp_path / "bài.jsonl"), "--resume", "--overwrite")
    assert result.exit_code == 2
    assert "--resume and --overwrite exclude each other" in result.output
    with pytest.raises(InputError, match="exclude each other"):
        run_batch([page], str(tmp_path / "bài.jsonl"), RunOptions(resume=True, overwrite=True))


def test_the_first_page_that_failed_is_named_with_its_reason(tmp_path: Path, article: str, invoke) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text(article, encoding="utf-8")
    (tmp_path / "kho.zip").write_bytes(b"no archive")
    out = tmp_path / "bài.jsonl"
    result = invoke("run", *map(str, sorted(tmp_path.iterdir())), "-o", str(out), "--workers", "0")
    assert result.exit_code == 0
    assert f"1 without an article, 1 failed ({tmp_path / 'kho.zip'}: File is not a zip file) in" in result.output


@pytest.mark.parametrize("how", ["itself", "symbolic link", "hard link", "in a folder", "rejects", "report"])
def test_an_input_is_never_overwritten(page: str, tmp_path: Path, invoke, how: str) -> None:
    before = Path(page).read_bytes()
    target, inputs, more = tmp_path / "đích.txt", [page], []
    if how == "itself":
        target = Path(page)
    elif how == "symbolic link":
        target.symlink_to(page)
    elif how == "hard link":
        os.link(page, target)
    elif how == "in a folder":
        target, inputs = Path(page), [str(tmp_path)]
    else:
        target, more = tmp_path / "mới.jsonl", [f"--{how}", page]
    result = invoke("run", *inputs, "-o", str(target), *more)
    assert result.exit_code == 2
    assert "is one of the inputs" in result.output
    assert Path(page).read_bytes() == before


def test_two_outputs_are_two_files(page: str, tmp_path: Path, invoke) -> None:
    result = invoke("run", page, "-o", str(tmp_path / "a.jsonl"), "--rejects", f"{tmp_path}/./a.jsonl")
    assert result.exit_code == 2
    assert not (tmp_path / "a.jsonl").exists()


def test_an_article_that_is_not_sure_enough_is_rejected_as_unsure(page: str, tmp_path: Path, invoke) -> None:
    out, rejects = tmp_path / "a.jsonl", tmp_path / "rejects.jsonl"
    arguments = ["run", page, "-o", str(out), "--rejects", str(rejects), "--min-confidence", "1"]
    assert invoke(*arguments).exit_code == 1  # there is no article at all
    assert [row["reason"] for row in rows(rejects)] == ["unsure"]


def test_an_older_output_stays_until_the_new_one_is_whole(page: str, tmp_path: Path, invoke) -> None:
    out = tmp_path / "kho.jsonl"
    out.write_text("cũ\n")
    assert (
        invoke("run", page, "-o", str(out), "--text-field", "x", "-q", "--workers", "0", "--overwrite").exit_code == 0
    )
    assert len(rows(out)) == 1


QUICK = ("--no-words", "--no-entities")  # what is tested here is the runner
QUICK_CHECKPOINTS = (
    "import vnnews.batch.output as o, sys; o.CHECKPOINT_SECONDS = 0.02; from vnnews.cli import main; main()"
)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", QUICK_CHECKPOINTS, "run", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.fixture
def large_dump(tmp_path: Path, article: str) -> Path:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "bài.jsonl").write_text(
        "".join(json.dumps({"text": article.replace("sáu chuyến", f"{n} chuyến")}) + "\n" for n in range(600))
    )
    for number in range(200):
        (folder / f"{number}.txt").write_text(article, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["bài.jsonl", "bài.jsonl.gz"])
def test_killed_20_times_and_resumed_nothing_is_lost_and_nothing_twice(
    large_dump: Path, tmp_path: Path, name: str, command
) -> None:
    chance = random.Random(7)
    out, rejects = tmp_path / name, tmp_path / "loại.jsonl"
    arguments = [str(large_dump), "-o", str(out), "--rejects", str(rejects), "--workers", "2", "--resume", *QUICK]
    kills = 0
    for _ in range(20 if name.endswith("jsonl") else 5):
        process = start(*arguments)
        time.sleep(chance.uniform(0.3, 1.0))
        process.kill()
        process.communicate()
        if out.exists():  # this start came to its end before it was killed: what it wrote is checked below
            break
        kills += 1
    done = command("run", *arguments)
    assert done.returncode == 0, done.stderr.decode()
    data = gzip.decompress(out.read_bytes()) if name.endswith("gz") else out.read_bytes()
    found = [json.loads(line)["page"]["origin"] for line in data.splitlines()]
    assert len(found) == len(set(found)) == 800
    assert rejects.read_bytes() == b""
    assert kills >= 1
    assert not (tmp_path / f"{name}.partial").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_keeps_what_is_finished(large_dump: Path, tmp_path: Path, number: int, command) -> None:
    out = tmp_path / "bài.jsonl"
    process = start(str(large_dump), "-o", str(out), "--workers", "2", *QUICK)
    state = tmp_path / "bài.jsonl.partial" / "state.json"
    while not state.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.decode().splitlines() == ["vnnews: stopped; --resume continues this run"]
    finished = json.loads(state.read_bytes())["report"]["articles"]
    assert len(rows(state.with_name("articles"))) == finished > 0
    again = command("run", str(large_dump), "-o", str(out))
    assert again.returncode == 2
    assert b"--resume continues it" in again.stderr
    done = command("run", str(large_dump), "-o", str(out), "--resume", "--report", str(tmp_path / "run.json"), *QUICK)
    assert done.returncode == 0
    assert len(set(origins(out))) == 800 == len(origins(out))
    assert json.loads((tmp_path / "run.json").read_bytes())["starts"] == 2


def test_a_full_disk_stops_the_run_and_loses_nothing(large_dump: Path, tmp_path: Path, command) -> None:
    out = tmp_path / "bài.jsonl"

    def limit_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that the write fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))

    done = command("run", str(large_dump), "-o", str(out), "--workers", "1", *QUICK, preexec_fn=limit_files)
    assert done.returncode == 3
    assert b"cannot write" in done.stderr
    assert b"Traceback" not in done.stderr
    assert not out.exists()
    assert command("run", str(large_dump), "-o", str(out), "--resume", *QUICK).returncode == 0
    assert len(set(origins(out))) == 800 == len(origins(out))


def test_workers_start_where_no_socket_can_be_made(page: str, tmp_path: Path, command) -> None:
    deep = tmp_path / ("a" * 120)
    deep.mkdir()
    done = command(
        "run", page, "-o", str(tmp_path / "a.jsonl"), "--workers", "1", env={**os.environ, "TMPDIR": str(deep)}
    )
    assert done.returncode == 0, done.stderr.decode()
    assert len(rows(tmp_path / "a.jsonl")) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_or_written_is_told(page: str, tmp_path: Path, invoke) -> None:
    Path(page).chmod(0)
    assert invoke("run", page, "-o", str(tmp_path / "a.jsonl")).exit_code == 1
    tmp_path.chmod(0o555)
    assert invoke("run", str(tmp_path), "-o", str(tmp_path / "b.jsonl")).exit_code == 3


def test_odd_names_and_one_bad_page_among_good_ones(tmp_path: Path, article: str, invoke) -> None:
    folder = tmp_path / "kho\nbáo"
    folder.mkdir()
    (folder / "tin\nmới.txt").write_text(article, encoding="utf-8")
    (folder / "lớn.html").write_bytes(b"<p>" * 7_000_000)
    (folder / "dở.html").write_text(f"<html><body><h1>{article[:47]}</h1><p>{article[60:]}<div><p", encoding="utf-8")
    with open(os.fsencode(folder) + b"/\xff.txt", "w", encoding="utf-8") as file:
        file.write(article)
    out, rejects = tmp_path / "a.jsonl", tmp_path / "r.jsonl"
    assert invoke("run", str(folder), "-o", str(out), "--rejects", str(rejects)).exit_code == 0
    assert len(rows(out)) == 3
    (told,) = rows(rejects)
    assert told["source"].endswith("lớn.html")
    assert told["stage"] == "read"


def test_plain_lines_where_no_terminal_is(dump: Path, tmp_path: Path, invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from vnnews.cli import run as module

    monkeypatch.setattr(sys.modules["vnnews.cli.run"], "LOG_SECONDS", 0.0)
    lines = invoke("run", str(dump), "-o", str(tmp_path / "a.jsonl")).output.splitlines()
    assert module is not None
    assert len(lines) == 43
    assert all("pages/s" in line for line in lines)
    assert "\x1b" not in "".join(lines)


def test_one_text_file_into_tables_without_duplicates(tmp_path: Path, article: str, invoke) -> None:
    pytest.importorskip("rensa", reason="needs vnnews[dedup]")
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    dump = tmp_path / "kho.txt"
    dump.write_text("".join(f"=== https://bao.example/{n} ===\n{article}" for n in range(5)), encoding="utf-8")
    out, tables, officials, rejects = (tmp_path / name for name in ("bài.jsonl", "bảng", "quan.csv", "loại.jsonl"))
    result = invoke(
        "run", str(dump), "-o", str(out), "--separator", "auto", "--tables", str(tables), "--officials", str(officials),
        "--dedup", "--rejects", str(rejects), "--workers", "1", "--ordered",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "5 pages, 1 articles, 0 without an article, 0 failed, 4 duplicates" in result.output
    assert {row["copy_of_url"] for row in rows(rejects)} == {"https://bao.example/0"}
    assert parquet.read_table(tables / "officials.parquet").column("name").to_pylist() == ["Lò Văn Khánh"]
    assert "Lò Văn Khánh" in officials.read_text(encoding="utf-8-sig")
