"""Inputs that fsspec opens: found, read, and reported like files."""

import gzip
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, run_batch
from vnnews.batch.find import find_inputs
from vnnews.batch.remote import open_remote
from vnnews.errors import InputError

fsspec = pytest.importorskip("fsspec", reason="needs vnnews[remote]")


@pytest.fixture
def store(article: str) -> Iterator[str]:
    """A folder of three pages, three records and a picture in fsspec's memory."""
    memory = fsspec.filesystem("memory")
    if memory.exists("/kho"):  # the store is one for the whole process
        memory.rm("/kho", recursive=True)
    records = "".join(json.dumps({"text": article, "url": f"https://bao.example/{n}"}) + "\n" for n in range(3))
    for number in range(3):
        memory.pipe(f"/kho/2024/bài {number}.txt", article.encode())
    memory.pipe("/kho/bài.jsonl.gz", gzip.compress(records.encode()))
    memory.pipe("/kho/ảnh.png", b"\x89PNG")
    yield "memory://kho"
    memory.rm("/kho", recursive=True)


def test_folders_patterns_and_files(store: str) -> None:
    def names(given: str) -> list[str]:
        return [file.path.rsplit("/", 1)[-1] for file in find_inputs([given])]

    pages = [f"bài {n}.txt" for n in range(3)]
    assert names(store) == [*pages, "bài.jsonl.gz"]
    assert names(f"{store}/**/*.txt") == pages
    assert names(f"{store}/bài.jsonl.gz") == ["bài.jsonl.gz"]
    assert next(find_inputs([f"{store}/bài.jsonl.gz"])).size > 0


@pytest.mark.parametrize("given", ["memory://kho/khong-co.txt", "khongco123://kho", "memory://kho/*.xyz"])
def test_what_cannot_be_reached_is_told(store: str, given: str) -> None:
    with pytest.raises(InputError, match=r"cannot reach|no such file"):
        list(find_inputs([given]))


def test_a_run_over_a_store(store: str, tmp_path: Path) -> None:
    report = run_batch([store], str(tmp_path / "bài.jsonl"), RunOptions(workers=0))
    assert (report.pages, report.articles, report.failed) == (6, 6, 0)


def test_workers_open_addresses_themselves(tmp_path: Path, article: str) -> None:
    (tmp_path / "kho").mkdir()
    for number in range(3):
        (tmp_path / "kho" / f"{number}.txt").write_text(article, encoding="utf-8")
    report = run_batch([f"file://{tmp_path}/kho/*.txt"], str(tmp_path / "bài.jsonl"), RunOptions(workers=1))
    assert (report.pages, report.articles) == (3, 3)


def test_errors_of_a_store_are_errors_of_a_file(monkeypatch: pytest.MonkeyPatch, store: str) -> None:
    class Broken:
        def read(self, size: int) -> bytes:
            raise RuntimeError("lost the way")

        def seekable(self) -> bool:
            return False

        def close(self) -> None:
            return

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "open", lambda *_, **__: Broken())
    with pytest.raises(OSError, match="lost the way"):
        open_remote(f"{store}/bài.jsonl.gz").read(10)


def test_a_page_over_http(tmp_path: Path, article: str) -> None:
    pytest.importorskip("aiohttp", reason="fsspec needs it for http")
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "tin.txt").write_text(article, encoding="utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "kho")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/tin.txt"
        report = run_batch([address], str(tmp_path / "bài.jsonl"), RunOptions(workers=0))
        assert (report.pages, report.articles) == (1, 1)
    finally:
        server.shutdown()
        server.server_close()
