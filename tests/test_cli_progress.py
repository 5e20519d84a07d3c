"""What a run says of its progress: nothing is done before it is, and no guess is made of one page."""

from pathlib import Path

import pytest

from vnnews.batch import Progress, Report, RunOptions, WorkOptions, run_batch
from vnnews.cli.progress import MIN_PAGES, count_percent, log_line
from vnnews.pipeline import Pipeline


def line(**given: float) -> str:
    return log_line(Progress(**{"report": Report(), "read": 0, "total": 1000, "seconds": 0.0, "pages": 0, **given}))


def test_100_percent_is_never_shown_before_the_end() -> None:
    assert "99 %" in line(read=1000, seconds=5.0, pages=500)
    assert count_percent(Progress(Report(), 999_999, 1_000_000, 5.0, 500)) == 99
    assert "%" not in line(total=0, seconds=5.0, pages=500)


def test_no_guess_is_made_of_few_pages() -> None:
    assert "left" not in line(read=10, seconds=2.0, pages=MIN_PAGES - 1)
    assert line(read=10, seconds=2.0, pages=MIN_PAGES).endswith("1 %, 0:03:18 left")


def test_what_was_done_before_does_not_make_the_rest_look_quick() -> None:
    assert line(read=910, skipped=900, seconds=10.0, pages=100).endswith("91 %, 0:01:30 left")


@pytest.mark.parametrize("kind", ["pages", "records"])
@pytest.mark.parametrize("workers", [0, 1])
def test_the_share_grows_as_the_work_is_done(kind: str, workers: int, tmp_path: Path, article: str) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    count = 60
    if kind == "pages":
        for number in range(count):
            (folder / f"{number}.txt").write_text(article, encoding="utf-8")
    else:
        import json

        (folder / "kho.jsonl").write_text(
            json.dumps({"text": article}) + "\n" + (json.dumps({"text": article}) + "\n") * (count - 1)
        )
    steps: list[Progress] = []
    options = RunOptions(work=WorkOptions(Pipeline(words=False, entities=False)), workers=workers)
    run_batch([str(folder)], str(tmp_path / "bài.jsonl"), options, on_progress=steps.append)
    shares = [step.read / step.total for step in steps]
    assert len(shares) == count
    assert shares[0] < 0.2
    assert shares[count // 2 - 1] < 0.8
    assert 0.99 <= shares[-1] <= 1
    assert [step.pages for step in steps] == list(range(count))


def test_pages_that_are_left_alone_count_as_done_before(tmp_path: Path, article: str) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    options = RunOptions(work=WorkOptions(Pipeline(words=False, entities=False)), workers=0, update=True)
    for number in range(10):
        (folder / f"{number}.txt").write_text(article, encoding="utf-8")
    run_batch([str(folder)], str(tmp_path / "bài.jsonl"), options)
    (folder / "x.txt").write_text(article, encoding="utf-8")
    steps: list[Progress] = []
    run_batch([str(folder)], str(tmp_path / "bài.jsonl"), options, on_progress=steps.append)
    (step,) = steps
    assert step.skipped == 10 * len(article.encode())
    assert step.total == step.read == 11 * len(article.encode())
