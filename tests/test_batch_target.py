"""Outputs at an address and in parts: written whole at the end, added to, and refused when they cannot be."""

import json
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.batch.folder import work_folder
from vnnews.batch.rows import read_rows
from vnnews.batch.target import list_parts
from vnnews.errors import InputError, VnnewsError
from vnnews.pipeline import Pipeline

fsspec = pytest.importorskip("fsspec", reason="needs vnnews[remote]")

QUICK = WorkOptions(Pipeline(words=False, entities=False))


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """An empty store in memory; work folders are in a folder of the test."""
    monkeypatch.chdir(tmp_path)
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    return memory


@pytest.fixture
def crawl(tmp_path: Path, article: str) -> Path:
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(article.replace("sáu chuyến", f"{number} chuyến"), encoding="utf-8")
    return folder


def work(crawl: Path, output: str, **options: object):
    if ".parquet" in output:
        pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    return run_batch([str(crawl)], output, RunOptions(work=QUICK, workers=0, part_articles=2, ordered=True, **options))


def origins(output: str) -> list[str]:
    return [row.page.origin[-5:] for _, name, _ in list_parts(output) for row in read_rows(name) if row.page]


@pytest.mark.parametrize(
    "output",
    ["memory://kho/part-{n}.parquet", "memory://kho/part-{n}.jsonl.gz", "memory://kho/bài.jsonl", "memory://kho/bài.parquet", "file://{}/ra-{n}.jsonl"],
)  # fmt: skip
def test_a_run_to_an_address_and_an_update(output: str, store, crawl: Path, tmp_path: Path, article: str) -> None:
    output = output.replace("{}", str(tmp_path))
    assert work(crawl, output).articles == 5
    names = [name.rsplit("/", 1)[-1] for _, name, _ in list_parts(output)]
    assert len(names) == (3 if "{n}" in output else 1)
    if "part" in output:
        assert names[0].startswith("part-00000.")
    assert origins(output) == [f"{n}.txt" for n in range(5)]
    (crawl / "1.txt").write_text(article, encoding="utf-8")
    (crawl / "7.txt").write_text(article, encoding="utf-8")
    report = work(crawl, output, update=True)
    assert (report.articles, report.unchanged) == (2, 4)
    assert sorted(origins(output)) == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "7.txt"]
    with pytest.raises(InputError, match="is there already"):
        work(crawl, output)
    assert not list(tmp_path.glob("*.partial"))
    assert not [name for name in store.store if name.endswith(".probe")]


def test_what_cannot_be_written_is_told_before_the_first_page(store, crawl: Path, tmp_path: Path) -> None:
    steps: list[object] = []
    for output, message in (
        ("https://bao.example/bài.jsonl", "nothing can be written there"),
        ("file:///proc/nowhere/bài.jsonl", "cannot write"),
        ("không-có://kho/bài.jsonl", None),
        ("kho-{n}/bài.jsonl", "must stand once, in the name of the file"),
        ("bài-{n}-{n}.jsonl", "must stand once, in the name of the file"),
    ):
        with pytest.raises(VnnewsError, match=message):
            run_batch([str(crawl)], output, RunOptions(work=QUICK, workers=0), on_progress=steps.append)
    for extra in ({"rejects": "memory://kho/r"}, {"officials": "memory://kho/o.csv"}):
        with pytest.raises(InputError, match="only the articles can be written to an address"):
            work(crawl, "memory://kho/bài.jsonl", **extra)
    assert steps == []
    assert not list(tmp_path.glob("*.partial"))


def test_a_store_that_fails_at_the_end_loses_nothing(
    store, crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = "memory://kho/part-{n}.jsonl"
    put = "vnnews.batch.finish.put"
    from vnnews.batch.target import put as real

    calls: list[str] = []

    def fail_at_second(source: Path, target: str) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError("the store is away")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(put, fail_at_second)
        with pytest.raises(VnnewsError, match="the store is away; what is finished is kept for --resume"):
            work(crawl, output)
    assert len(list_parts(output)) == 1
    assert work_folder(output).parent == tmp_path
    assert work(crawl, output, resume=True).articles == 5
    assert origins(output) == [f"{n}.txt" for n in range(5)]


def test_two_addresses_have_two_work_folders() -> None:
    assert work_folder("s3://kho/a/bài.jsonl") != work_folder("s3://kho/b/bài.jsonl")
    assert work_folder("s3://kho/a/bài.jsonl?x/../y").parent == Path.cwd()


def test_an_input_in_the_store_is_not_written_over(store, crawl: Path, article: str) -> None:
    store.pipe("/kho/bài.jsonl", (json.dumps({"text": article}) + "\n").encode())
    with pytest.raises(InputError, match="is one of the inputs"):
        run_batch(
            ["memory://kho/bài.jsonl"], "memory://kho/bài.jsonl", RunOptions(work=QUICK, workers=0, overwrite=True)
        )
