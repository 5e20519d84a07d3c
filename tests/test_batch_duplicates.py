"""Republished stories: known again, dropped with a link to the copy that stayed, also after a kill."""

import json
import random
import signal
import sqlite3
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("rensa", reason="needs vnnews[dedup]")

from vnnews import Article
from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.batch.begin import Begin
from vnnews.batch.duplicates import SAME_SHARE, Seen, Trace, trace_article
from vnnews.batch.finish import Extras
from vnnews.batch.output import FileOutput, open_output
from vnnews.batch.report import Report
from vnnews.batch.run import drop_duplicates
from vnnews.batch.work import Outcome
from vnnews.errors import InputError
from vnnews.pipeline import Pipeline

SYLLABLES = ("mưa", "lũ", "tỉnh", "xã", "dân", "sông", "cầu", "đường", "nhà", "nước", "bão", "gió", "sáng", "điện")


def story(seed: int, length: int = 200) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(SYLLABLES) + str(rng.randrange(40)) for _ in range(length))


def trace(body: str) -> Trace:
    return trace_article(Article("Tin", body=body, text=body, url="https://bao.example/tin"))


@pytest.mark.parametrize(
    ("change", "is_copy"),
    [
        (lambda text: text, True),
        (lambda text: text.upper().replace(" ", "\n\n"), True),
        (lambda text: "(TTXVN) " + text + "\n\nTheo báo bạn", True),
        (lambda text: " ".join(text.split()[:-12]), True),
        (lambda text: " ".join(text.split()[:60]), False),
        (lambda text: story(99), False),
        (lambda text: " ".join(reversed(text.split())), False),
    ],
    ids=["same", "layout", "credit", "without its end", "a third", "another", "same words, other text"],
)
def test_a_copy_is_known_again(change, is_copy: bool) -> None:
    seen = Seen("")
    for number in range(30):
        assert seen.find(trace(story(number))) is None
        seen.add(trace(story(number)), f"trang {number}")
    copy = seen.find(trace(change(story(7))))
    assert (copy is not None) == is_copy
    if copy is not None:
        assert (copy.source, copy.url) == ("trang 7", "https://bao.example/tin")
        assert copy.share >= SAME_SHARE


def test_short_texts_are_compared_as_a_whole() -> None:
    seen = Seen("")
    seen.add(trace("Ảnh: trận lũ ở Hà Giang sáng nay"), "một")
    assert seen.find(trace("Ảnh: trận lũ ở Hà Giang chiều nay")) is None
    assert seen.find(trace("ảnh, trận lũ ở Hà Giang sáng nay")).source == "một"


def outcome(number: int) -> Outcome:
    return Outcome(number, f"trang {number}", [f'{{"n":{number}}}'.encode()], traces=[trace(story(number))])


def test_what_was_kept_behind_the_last_checkpoint_is_forgotten_on_resume(tmp_path: Path) -> None:
    path = str(tmp_path / "bài.jsonl")

    def begin(*, resume: bool) -> FileOutput:
        output = open_output(path, str(tmp_path / "loại.jsonl"), {}, Begin(resume=resume), extras=Extras(dedup=True))
        assert isinstance(output, FileOutput)
        return output

    first = begin(resume=False)
    first.write(drop_duplicates(outcome(1), first.seen))
    first.checkpoint(Report())
    first.write(drop_duplicates(outcome(2), first.seen))
    first.seen.save()  # the machine stops between the index and the state
    first.close()

    second = begin(resume=True)
    for number in (2, 1):
        second.write(drop_duplicates(outcome(number), second.seen))
    second.finish(Report())
    second.close()
    assert (tmp_path / "bài.jsonl").read_text().splitlines() == ['{"n":1}', '{"n":2}']
    (told,) = (json.loads(line) for line in (tmp_path / "loại.jsonl").read_text().splitlines())
    assert (told["stage"], told["reason"], told["copy_of"]) == ("dedup", "duplicate", "trang 1")


@pytest.mark.parametrize("workers", [0, 2])
def test_a_run_drops_republished_stories(tmp_path: Path, article: str, workers: int) -> None:
    (tmp_path / "kho").mkdir()
    for name, text in {
        "a.txt": article,
        "b.txt": article,
        "c.txt": article.replace("từ tháng 6", "từ tháng 7"),
        "d.txt": article.replace("\n\nSáng 15/4", "\n\n" + story(3) + ".\n\nSáng 15/4"),
    }.items():
        (tmp_path / "kho" / name).write_text(text, encoding="utf-8")
    options = RunOptions(
        work=WorkOptions(Pipeline(words=False, entities=False), dedup=True),
        rejects=str(tmp_path / "loại.jsonl"),
        workers=workers,
        ordered=True,
    )
    report = run_batch([str(tmp_path / "kho")], str(tmp_path / "bài.jsonl"), options)
    assert (report.pages, report.articles, report.duplicates) == (4, 2, 2)
    assert report.reasons == {"dedup: duplicate": 1, "dedup: near duplicate": 1}
    told = [json.loads(line) for line in (tmp_path / "loại.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [Path(one["copy_of"]).name for one in told] == ["a.txt", "a.txt"]


def change_index(path: Path, command: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute(command)
    database.close()


def test_an_index_that_knows_less_than_the_state_says_is_refused(tmp_path: Path) -> None:
    """With fewer articles in it, copies of those that are missing would come through."""
    path, extras = str(tmp_path / "bài.jsonl"), Extras(dedup=True)
    first = open_output(path, str(tmp_path / "loại.jsonl"), {}, extras=extras)
    assert isinstance(first, FileOutput)
    for number in range(3):
        first.write(drop_duplicates(outcome(number), first.seen))
    first.checkpoint(Report())
    first.close()
    change_index(first.folder / "seen", "DELETE FROM kept WHERE number = 1")
    with pytest.raises(InputError, match="2 articles of 3; --fresh begins anew"):
        open_output(path, str(tmp_path / "loại.jsonl"), {}, Begin(resume=True), extras=extras)


@pytest.mark.parametrize("damage", ["DELETE FROM kept", "UPDATE kept SET signature = 7", "UPDATE kept SET url = NULL"])
def test_an_index_that_holds_something_else_is_told_as_such(tmp_path: Path, damage: str) -> None:
    seen = Seen(str(tmp_path / "seen"))
    for number in range(3):
        seen.add(trace(story(number)), f"{number}.html")
    seen.save()
    seen.close()
    change_index(tmp_path / "seen", damage)
    change_index(tmp_path / "seen", f"DELETE FROM keys WHERE key = {trace(story(1)).keys[0]}")
    seen = Seen(str(tmp_path / "seen"), 3)
    with pytest.raises(sqlite3.DatabaseError, match="--fresh"):
        seen.find(trace(story(1)))
    seen.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_page_is_written_loses_nothing(
    tmp_path: Path, article: str, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "kho").mkdir()
    for n in range(6):
        (tmp_path / "kho" / f"{n}.txt").write_text(
            article.replace("\n\nSáng 15/4", f"\n\n{story(n)}.\n\nSáng 15/4"), encoding="utf-8"
        )
    options = RunOptions(
        work=WorkOptions(Pipeline(words=False, entities=False), dedup=True),
        rejects=str(tmp_path / "loại.jsonl"),
        workers=0,
    )
    add, calls = Report.add, iter(range(100))

    def interrupted(self: Report, outcome: Outcome) -> None:
        if next(calls) == 2:
            signal.raise_signal(number)
        add(self, outcome)

    monkeypatch.setattr(Report, "add", interrupted)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            run_batch([str(tmp_path / "kho")], str(tmp_path / "bài.jsonl"), options)
    finally:
        signal.signal(signal.SIGTERM, before)
    resumed = msgspec.structs.replace(options, resume=True)
    report = run_batch([str(tmp_path / "kho")], str(tmp_path / "bài.jsonl"), resumed)
    assert (report.pages, report.articles, report.duplicates) == (6, 6, 0)
    rows = [json.loads(line) for line in (tmp_path / "bài.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["page"]["origin"] for row in rows}) == len(rows) == 6


def test_the_links_to_the_copies_need_a_place(page: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--rejects"):
        run_batch([page], str(tmp_path / "bài.jsonl"), RunOptions(work=WorkOptions(dedup=True)))
