"""A finished output is never touched unasked, and an update does only what is new or has changed, whatever happens in between."""

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from vnnews.batch import Report, RunOptions, WorkOptions, run_batch
from vnnews.batch.ledger import read_header, read_ledger
from vnnews.batch.rows import read_articles, read_rows
from vnnews.errors import InputError
from vnnews.pipeline import Pipeline

QUICK = WorkOptions(Pipeline(words=False, entities=False))
NAMES = ["bài.jsonl", "bài.jsonl.gz", "bài.parquet", "bài-{n}.jsonl", "bài-{n}.parquet"]


@pytest.fixture
def crawl(tmp_path: Path, article: str) -> Path:
    """A folder with three pages, two records and a page without an article."""
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(3):
        write_page(folder, article, number)
    records = [{"html": article.replace("sáu", f"{n} mươi"), "url": f"https://bao.example/{n}"} for n in range(2)]
    (folder / "kho.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    (folder / "rỗng.txt").write_text(" ")
    return folder


def write_page(folder: Path, article: str, number: int, times: str = "chuyến") -> None:
    (folder / f"{number}.txt").write_text(article.replace("sáu chuyến", f"{number} {times}"), encoding="utf-8")


def work(crawl: Path, out: Path, **options: object) -> Report:
    if out.suffix == ".parquet":
        pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    rejects = str(out.with_name("loại.jsonl"))
    return run_batch(
        [str(crawl)], str(out), RunOptions(work=QUICK, workers=0, part_articles=2, rejects=rejects, **options)
    )


def bodies(out: Path) -> dict[str, str]:
    """What the output holds, by origin; nothing is there twice."""
    files = sorted(out.parent.glob(out.name.replace("{n}", "*"))) if "{n}" in out.name else [out]
    found = [
        (row.page.origin.rsplit("/", 1)[-1], row.body) for file in files for row in read_rows(str(file)) if row.page
    ]
    assert len(found) == len(dict(found))
    return dict(found)


def rejects(out: Path) -> list[str]:
    lines = out.with_name("loại.jsonl").read_bytes().splitlines()
    return [json.loads(line)["source"].rsplit("/", 1)[-1] for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_an_update_does_what_is_new_and_replaces_what_has_changed(
    name: str, crawl: Path, tmp_path: Path, article: str
) -> None:
    out = tmp_path / name
    first = work(crawl, out, update=True)
    assert (first.pages, first.articles, first.unchanged) == (6, 5, 0)
    before = bodies(out)
    write_page(crawl, article, 1, "lượt")
    write_page(crawl, article, 7)
    with (crawl / "kho.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"html": article.replace("sáu", "tám"), "url": "https://bao.example/8"}) + "\n")
    (crawl / "rỗng.txt").write_text(article, encoding="utf-8")
    (crawl / "ảnh.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    second = work(crawl, out, update=True)
    assert (second.pages, second.articles, second.unchanged) == (5, 4, 4)
    after = bodies(out)
    assert set(after) == {*before, "7.txt", "kho.jsonl:3", "rỗng.txt"}
    assert [name for name in before if after[name] != before[name]] == ["1.txt"]
    assert "1 lượt" in after["1.txt"]
    assert rejects(out) == ["ảnh.html"], "the page that is no longer empty is no longer among the rejects"
    third = work(crawl, out, update=True)
    assert (third.pages, third.unchanged) == (0, 9)
    assert bodies(out) == after
    assert not list(tmp_path.glob("*.partial"))


def test_an_update_without_news_leaves_the_file_as_it_is(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "bài.jsonl"
    work(crawl, out)
    inode = out.stat().st_ino
    assert work(crawl, out, update=True).pages == 0
    assert out.stat().st_ino == inode


def test_a_page_is_known_wherever_the_update_is_started(
    crawl: Path, tmp_path: Path, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bài.jsonl"
    work(crawl, out)
    write_page(crawl, article, 1, "lượt")
    monkeypatch.chdir(crawl)
    report = run_batch(["."], str(out), RunOptions(work=QUICK, workers=0, update=True))
    assert (report.pages, report.unchanged) == (1, 5)
    assert len(list(read_articles(out))) == 5


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
def test_a_feed_that_is_written_anew_adds_up(form: str, tmp_path: Path, article: str) -> None:
    """The newest stand first, the oldest fall out: the same record has another number every day."""
    feed, out = tmp_path / f"mới.{form}", tmp_path / "bài.jsonl"
    for day, numbers in enumerate([(3, 2, 1, 0), (5, 4, 3, 2), (5, 4, 3, 2), (6,)]):
        records = [{"url": f"https://bao.example/{n}", "text": article.replace("sáu", f"{n} mươi")} for n in numbers]
        if form == "csv":
            with feed.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, ["url", "text"])
                writer.writeheader()
                writer.writerows(records)
        else:
            lines = [json.dumps(record, ensure_ascii=False) for record in records]
            feed.write_text(
                f"[{','.join(lines)}]" if form == "json" else "".join(f"{line}\n" for line in lines), encoding="utf-8"
            )
        report = run_batch([str(feed)], str(out), RunOptions(work=QUICK, workers=0, update=True))
        assert report.pages == (4, 2, 0, 1)[day]
    assert sorted(article.url[-1] for article in read_articles(out)) == list("0123456")


def test_a_page_in_an_archive_is_known_by_its_name(tmp_path: Path, article: str) -> None:
    out = tmp_path / "bài.jsonl"
    for times in ("sáu", "bảy"):
        with zipfile.ZipFile(tmp_path / "kho.zip", "w") as archive:
            archive.writestr("a.txt", article)
            archive.writestr("b.txt", article.replace("sáu", times))
        report = run_batch([str(tmp_path / "kho.zip")], str(out), RunOptions(work=QUICK, workers=0, update=True))
    assert (report.pages, report.unchanged) == (1, 1)
    assert ["bảy" in article.body for article in read_articles(out)] == [False, True]


def test_what_comes_through_a_pipe_is_no_update(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no place by which --update would know it again"):
        run_batch(["-"], str(tmp_path / "bài.jsonl"), RunOptions(work=QUICK, workers=0, update=True))


def test_what_failed_for_a_passing_reason_is_tried_again(crawl: Path, tmp_path: Path, article: str) -> None:
    out = tmp_path / "bài.jsonl"
    (crawl / "9.txt.gz").write_bytes(gzip.compress(article.encode())[:60])
    assert work(crawl, out).failed == 1
    assert (work(crawl, out, update=True).failed, rejects(out).count("9.txt.gz")) == (1, 1)
    (crawl / "9.txt.gz").write_bytes(gzip.compress(article.encode()))
    assert work(crawl, out, update=True).articles == 1
    assert "9.txt.gz" not in rejects(out)


def test_the_officials_of_an_update_are_those_of_all(crawl: Path, tmp_path: Path, article: str) -> None:
    out, officials = tmp_path / "bài.jsonl", tmp_path / "quan.csv"
    options = RunOptions(work=WorkOptions(Pipeline(words=False)), workers=0, officials=str(officials))
    run_batch([str(crawl)], str(out), options)
    write_page(crawl, article, 7)
    run_batch([str(crawl)], str(out), RunOptions(work=options.work, workers=0, officials=str(officials), update=True))
    head, *lines = officials.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("article,date,title,source,url,published,name,")
    assert len(lines) == 6
    assert lines[0].startswith("0,2024-04-15,Hà Giang mở lại tuyến xe buýt lên cao nguyên đá,")
    assert "/kho/0.txt," in lines[0]


@pytest.mark.parametrize("name", ["bài.jsonl", "bài-{n}.jsonl"])
def test_a_finished_output_is_neither_done_again_nor_written_over(
    name: str, crawl: Path, tmp_path: Path, article: str
) -> None:
    out = tmp_path / name
    first = work(crawl, out)
    before = {path: path.read_bytes() for path in tmp_path.glob("*.*")}
    with pytest.raises(InputError, match="--update adds new and changed pages to it, --overwrite makes it anew"):
        run_batch([str(crawl)], str(out), RunOptions(work=QUICK, workers=0))
    with pytest.raises(InputError, match=r"loại.jsonl is there already: --overwrite"):
        work(crawl, tmp_path / "khác.jsonl")
    write_page(crawl, article, 7)
    again = work(crawl, out, resume=True)
    assert (again.pages, again.starts) == (first.pages, 1), "a finished run is resumed by doing nothing"
    assert {path: path.read_bytes() for path in tmp_path.glob("*.*")} == before
    assert work(crawl, out, overwrite=True).pages == 7
    assert len(bodies(out)) == 6


def test_a_shorter_run_leaves_no_older_parts(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "bài-{n}.jsonl"
    work(crawl, out)
    assert [path.name for path in sorted(tmp_path.glob("bài-*.jsonl"))] == [f"bài-0000{n}.jsonl" for n in range(3)]
    (crawl / "kho.jsonl").unlink()
    work(crawl, out, overwrite=True)
    assert [path.name for path in sorted(tmp_path.glob("bài-*.jsonl"))] == [f"bài-0000{n}.jsonl" for n in range(2)]
    assert len(bodies(out)) == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda out: out.with_name("bài.jsonl.pages").unlink(), "nothing says which pages it holds"),
        (lambda out: out.write_bytes(out.read_bytes()[:-9]), "not as the last run left it"),
        (lambda out: out.with_name("bài.jsonl.pages").write_bytes(b"{}\n"), "damaged or of another version"),
        (lambda out: os.truncate(out.with_name("bài.jsonl.pages"), out.with_name("bài.jsonl.pages").stat().st_size - 1), "has not the 6 pages"),
    ],
    ids=["no ledger", "changed", "other ledger", "cut off"],
)  # fmt: skip
def test_an_output_that_does_not_fit_is_not_added_to(change, message: str, crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "bài.jsonl"
    work(crawl, out)
    change(out)
    before = out.read_bytes()
    with pytest.raises(InputError, match=message):
        work(crawl, out, update=True)
    assert out.read_bytes() == before
    assert not list(tmp_path.glob("*.partial"))
    assert work(crawl, out, overwrite=True).articles == 5


def test_an_update_has_the_options_of_the_first_run(crawl: Path, tmp_path: Path) -> None:
    for library in ("pyarrow", "rensa"):  # without them tables and duplicates are refused for another reason
        pytest.importorskip(library, reason=f"{library} is not installed: pip install '.[all]'")
    out = tmp_path / "bài.jsonl"
    work(crawl, out)
    with pytest.raises(InputError, match="words was 'False'"):
        run_batch([str(crawl)], str(out), RunOptions(workers=0, update=True))
    for barred in (
        {"tables": str(tmp_path / "bảng")},
        {"work": WorkOptions(QUICK.pipeline, dedup=True), "rejects": "r"},
    ):
        with pytest.raises(InputError, match=r"exclude each other"):
            run_batch([str(crawl)], str(out), RunOptions(**{"work": QUICK, "update": True, "workers": 0, **barred}))


def test_the_ledger_says_what_it_holds(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "bài.jsonl"
    work(crawl, out)
    header = read_header(str(out))
    assert header is not None
    assert (header.pages, header.size, header.report.articles) == (6, out.stat().st_size, 5)
    first, _, rest = (tmp_path / "bài.jsonl.pages").read_bytes().partition(b"\n")
    assert json.loads(first)["program"] == "vnnews"
    assert len(rest) == 6 * 24
    keys = [int.from_bytes(rest[at : at + 8], "little") for at in range(0, len(rest), 24)]
    assert keys == sorted(keys)
    assert list(read_ledger(str(out)).keys) == keys


@pytest.mark.parametrize("step", ["put", "publish", "write_ledger", "remove_folder", "merge_lines"])
def test_an_update_that_is_cut_off_at_its_end_ends_well(
    step: str, crawl: Path, tmp_path: Path, article: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bài.jsonl"
    work(crawl, out)
    write_page(crawl, article, 1, "lượt")
    write_page(crawl, article, 7)
    where = "vnnews.batch.output" if step == "remove_folder" else "vnnews.batch.finish"
    with monkeypatch.context() as patch:
        patch.setattr(f"{where}.{step}", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            work(crawl, out, update=True)
    report = work(crawl, out, update=True)
    assert len(bodies(out)) == 6
    assert "1 lượt" in bodies(out)["1.txt"]
    assert report.articles == 2
    assert work(crawl, out, update=True).pages == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_updates_killed_again_and_again_lose_nothing_and_do_nothing_twice(
    tmp_path: Path, article: str, command
) -> None:
    chance = random.Random(11)
    crawl, out = tmp_path / "kho", tmp_path / "bài.jsonl"
    crawl.mkdir()
    for number in range(50):
        write_page(crawl, article, number)
    arguments = ["run", str(crawl), "-o", str(out), "--update", "--no-words", "--no-entities", "--workers", "1", "-q"]
    assert command(*arguments).returncode == 0
    for number in range(30, 160):
        write_page(crawl, article, number, "lượt")
    code = "import vnnews.batch.output as o; o.CHECKPOINT_SECONDS = 0.02; from vnnews.cli import main; main()"
    kills = 0
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.5, 1.0))
        kills += process.poll() is None
        process.kill()
        process.communicate()
    done = command(*arguments)
    assert done.returncode == 0, done.stderr.decode()
    found = bodies(out)
    assert len(found) == 160
    assert sum("lượt" in body for body in found.values()) == 130
    assert kills >= 1
