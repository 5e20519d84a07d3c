"""Size limits: a page that is too large is refused with a clear error, and one below the limit is read whole."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import vnnews
from vnnews.batch.tasks import Task
from vnnews.batch.work import WorkOptions, work_on

MAX_SHARE = 32
"""How many bytes of Python's memory a byte of the page may take while it is worked on: a paragraph of one short sentence is a block, a line with
what the detectors found on it, and a row of the decoder."""

LINE_BYTES = 4096
"""What a line may take beside: its block, what the detectors saw on it, and its row of the decoder; a line of one letter takes 3,200."""

HEAD = (
    "<h1>Phố ngập sau cơn mưa</h1><p>Sáng nay, mưa lớn làm nhiều tuyến đường ngập sâu, giao thông ùn tắc kéo dài.</p>"
)
PROSE = "Sáng nay, mưa lớn làm nhiều tuyến đường ngập sâu, giao thông ùn tắc kéo dài đến tận trưa. "


@pytest.mark.parametrize("raw", ["ộ" * 1_001, ("ộ" * 1_001).encode(), b"a" * 4_001, "<p>" * 400])
def test_a_larger_page_is_refused(raw: str | bytes) -> None:
    with pytest.raises(vnnews.PageTooLarge, match="limit of 1,000"):
        vnnews.Pipeline(max_page_chars=1_000).parse_page(raw)


@pytest.mark.parametrize("raw", ["ộ" * 1_000, ("ộ" * 1_000).encode(), ("ộ" * 1_000).encode("utf-16")])
def test_a_page_of_the_limit_is_read_whole(raw: str | bytes) -> None:
    assert vnnews.Pipeline(max_page_chars=1_000).parse_page(raw).text == "ộ" * 1_000


def test_a_run_reads_a_page_of_the_limit_whole(tmp_path: Path, article: str) -> None:
    """A Vietnamese page has up to three bytes a letter: cut at as many bytes as characters are allowed, it would lose its end."""
    page = tmp_path / "tin.txt"
    text = article + "\nNgười dân cho biết tuyến đường mới nằm ở đây.\n"
    page.write_text(text, encoding="utf-8")
    options = WorkOptions(vnnews.Pipeline(words=False, max_page_chars=len(text)), blocks=True)
    outcome = work_on(Task(1, "tin.txt", path=str(page).encode()), options)
    assert outcome.reject is None
    assert msgspec.json.decode(outcome.rows[0])["page"]["text"].endswith("nằm ở đây.\n")
    smaller = msgspec.structs.replace(options, pipeline=vnnews.Pipeline(words=False, max_page_chars=len(text) - 1))
    refused = work_on(Task(1, "tin.txt", path=str(page).encode()), smaller)
    assert refused.reject is not None
    assert refused.reject.reason == "too large"


def test_the_command_sets_the_limit(page: str, tmp_path: Path, invoke: Callable[..., object]) -> None:
    rejects = tmp_path / "rejects.jsonl"
    arguments = ["run", page, "--workers", "0", "-o", str(tmp_path / "a.jsonl"), "--rejects", str(rejects)]
    assert invoke(*arguments, "--max-page-chars", "100").exit_code == 1  # type: ignore[attr-defined]
    assert msgspec.json.decode(rejects.read_bytes())["reason"] == "too large"
    assert invoke(*arguments, "--overwrite").exit_code == 0  # type: ignore[attr-defined]


LARGE = {
    "prose": HEAD + f"<p>{PROSE}</p>" * 6_000,
    "one line": HEAD + "<p>" + PROSE * 6_000,
    "plain prose": f"{PROSE}\n" * 6_000,
    "a script": HEAD + "<script>" + "x = 1;" * 30_000 + "</script>",
    "an attribute": HEAD + "<img alt='" + "a " * 90_000 + "'>",
    "signs": HEAD + "<p>" + "&<." * 50_000,
    "marks": HEAD + "<p>a" + "\u0323\u0301" * 50_000,
}


SHORT = {
    "lines of a letter": "a\n",
    "paragraphs": "<p>x",
    "items": "<li>x",
    "rows": "<tr><td>x",
    "links": "<a href=/a>x</a><br>",
}
LINES = 3_000


def measure_peak(page: bytes) -> int:
    """Python's memory for reading, labelling and assembling; the parser's tree is outside of it."""
    pipeline = vnnews.Pipeline(words=False, entities=False)
    pipeline.parse_page(HEAD)
    tracemalloc.start()
    try:
        pipeline.parse_page(page)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("shape", LARGE)
def test_memory_stays_in_proportion(shape: str) -> None:
    page = LARGE[shape].encode()
    peak = measure_peak(page)
    assert peak < MAX_SHARE * len(page), f"{peak / len(page):.1f} times the page"


@pytest.mark.parametrize("shape", SHORT)
def test_a_line_has_its_own_share(shape: str) -> None:
    page = (SHORT[shape] * LINES).encode()
    peak = measure_peak(page)
    assert peak < MAX_SHARE * len(page) + LINE_BYTES * LINES, (
        f"{(peak - MAX_SHARE * len(page)) / LINES:.0f} bytes a line"
    )
