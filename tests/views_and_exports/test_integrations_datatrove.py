"""datatrove's own local executor with our blocks: the rows of `vnnews run`, the same articles from WARC files, reasons for what is dropped."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.pipeline import Pipeline

pytest.importorskip("datatrove", reason="datatrove is not installed: pip install '.[datatrove]'")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep

from vnnews.integrations.datatrove import VnnewsExtractor, VnnewsFilter

pytestmark = pytest.mark.filterwarnings("ignore")
PAGES = sorted((Path(__file__).parents[2] / "examples" / "pages").iterdir())


class ReadPages(PipelineStep):
    """The example pages, shared out among the tasks."""

    name = "pages"
    type = "📖 - READER"

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        yield from data or ()
        for path in PAGES[rank::world_size]:
            metadata = {"url": f"https://bao.example/{path.name}", "date": "2024-05-01T00:00:00Z", "dump": "CC"}
            yield Document(path.read_text(encoding="utf-8"), path.name, metadata=metadata)


class Collect(PipelineStep):
    """Write what comes through as JSON lines, without a library for it."""

    name = "collect"
    type = "💽 - WRITER"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        with (self.folder / f"{rank}.jsonl").open("w", encoding="utf-8") as stream:
            for document in data:
                row = {"text": document.text, "id": document.id, **document.metadata}
                stream.write(json.dumps(row, ensure_ascii=False) + "\n")
                yield document


def read_rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def strip_place(row: dict[str, Any]) -> dict[str, Any]:
    """A row without where its page came from, which the tools name each in its way."""
    left = {name: value for name, value in row.items() if name not in ("id", "extra")}
    return {**left, "page": {**left["page"], "origin": ""}}


def test_the_local_executor_gives_the_rows_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    steps = [ReadPages(), VnnewsExtractor(), Collect(tmp_path / "out")]
    stats = LocalPipelineExecutor(steps, tasks=2, workers=1, logging_dir=str(tmp_path / "log")).run()
    rows = read_rows(tmp_path / "out")

    lines = [json.dumps({"html": p.read_text(encoding="utf-8"), "url": f"https://bao.example/{p.name}"}) for p in PAGES]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run_batch([str(tmp_path / "in.jsonl")], str(tmp_path / "run.jsonl"), RunOptions(workers=0))
    expected = [json.loads(line) for line in (tmp_path / "run.jsonl").open(encoding="utf-8")]

    def place(row: dict[str, Any]) -> tuple[str, int]:
        return row["url"], row["page"]["number"]

    assert len(expected) > 10
    assert [strip_place(row) for row in sorted(rows, key=place)] == [
        strip_place(row) for row in sorted(expected, key=place)
    ]
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["extra"] == {"date": "2024-05-01T00:00:00Z", "dump": "CC"} for row in rows)
    counted = stats.stats[1].stats
    assert counted["dropped_listing"].total == 2
    assert counted["forwarded"].total == len(rows)


def test_the_filter_lets_raw_pages_with_an_article_pass() -> None:
    pages = list(ReadPages().run(None))
    kept = {page.id for page in VnnewsFilter().run(iter(pages))}
    assert {page.id for page in pages} - kept == {"listing.html", "listing.txt"}
    assert VnnewsFilter().filter(next(page for page in pages if page.id == "listing.txt")) == (False, "listing")


@pytest.mark.parametrize("text", ["", "\x00" * 9, "<" * 9000])
def test_no_page_ends_the_pipeline(text: str) -> None:
    documents = [Document(text, "1", metadata={"url": 5}), Document(PAGES[0].read_text(encoding="utf-8"), "2")]
    found = list(VnnewsExtractor(Pipeline(words=False, entities=False)).run(iter(documents)))
    assert [document.id for document in found] == ["2"]


def test_its_own_reader_of_web_archives(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="needs datatrove[io]")
    pytest.importorskip("cchardet", reason="needs datatrove[io]")
    pytest.importorskip("magic", reason="needs datatrove[io] and libmagic", exc_type=ImportError)
    from datatrove.pipeline.readers import WarcReader

    def pack(number: int, path: Path) -> bytes:
        page = path.read_bytes()
        kind, form = ("response", "text/html") if path.suffix == ".html" else ("conversion", "text/plain")
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page if kind == "response" else page
        content = "application/http; msgtype=response" if kind == "response" else form
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://bao.example/{path.name}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
        head += f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\nWARC-Identified-Payload-Type: {form}\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
        return gzip.compress(head.encode() + body + b"\r\n\r\n")

    (tmp_path / "in").mkdir()
    archive = tmp_path / "in" / "a.warc.gz"
    archive.write_bytes(b"".join(pack(number, path) for number, path in enumerate(PAGES)))
    options = WorkOptions(Pipeline(words=False, entities=False))
    extractor = VnnewsExtractor(options.pipeline)
    found = [strip_place({"text": d.text, **d.metadata}) for d in extractor.run(WarcReader(str(tmp_path / "in")).run())]
    run_batch([str(archive)], str(tmp_path / "run.jsonl"), RunOptions(work=options, workers=0))
    expected = [strip_place(json.loads(line)) for line in (tmp_path / "run.jsonl").open(encoding="utf-8")]
    assert len(expected) > 10
    assert found == expected
