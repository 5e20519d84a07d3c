"""Dumps, tables, records and wrappings that users of such tools have reported: each gives what its list says.

The inputs lie in `cases` in the folder that the environment variable VNNEWS_SHARED names, else in `../shared` beside the checkout.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from vnnews import Pipeline
from vnnews.batch import RunOptions, WorkOptions, run_batch

CASES = Path(os.environ.get("VNNEWS_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "cases"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the reported cases are not beside this checkout")

PAGES = {
    "mongoexport.json": 2,
    "nan_in.json": 5,
    "surr_in_json.json": 2,
    "scrapy_noclose.json": 5,
    "scrapy_append.json": 3,
    "scrapy_lonecomma.json": 2,
    "json_garbage_line.json": 2,
    "csv_semicolon.csv": 2,
    "csv_utf16.csv": 2,
    "csv_backslash.csv": 2,
    "jl_html_bytesrepr.jsonl": 2,
    "jl_utf16.jsonl": 2,
    "page.mht": 1,
}
"""Inputs that hold the story as a page, and how many times."""

MOMENTS = {
    "date_z.jsonl": "2025-03-04T03:15:00+07:00",
    "datename_publishedAt.jsonl": "2025-03-04T00:00:00+07:00",
    "datename_ngay_dang.jsonl": "2025-03-04T00:00:00+07:00",
    "csv_vn_fields.csv": "2025-03-04T00:00:00+07:00",
    "newsplease.json": "2025-03-04T08:15:00+07:00",
}
"""Inputs that hold the story as bare text, and when their record says that it was published."""


def run(name: str, folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    work = WorkOptions(Pipeline(words=False, entities=False))
    options = RunOptions(work=work, workers=0, ordered=True, rejects=str(folder / "rejects"))
    run_batch([str(CASES / name)], str(folder / "rows"), options)
    rows, rejects = ((folder / made).read_bytes().splitlines() for made in ("rows", "rejects"))
    return [json.loads(row) for row in rows], [json.loads(reject) for reject in rejects]


def story_of(row: dict[str, Any]) -> str:
    """Sapo and body: nothing but its place tells whether the first paragraph of a bare text is the sapo."""
    return "\n\n".join(filter(None, (row["sapo"], row["body"])))


@pytest.mark.parametrize("name", PAGES)
def test_every_whole_record_gives_its_story(name: str, tmp_path: Path) -> None:
    rows, rejects = run(name, tmp_path)
    assert len(rows) == PAGES[name]
    for row in rows:
        assert row["title"].startswith("Bến phà Vàm Nao tạm dừng hai tuần để thay cầu dẫn")
        assert row["published"] == "2025-03-04T08:15:00+07:00"
        assert row["sapo"]
        assert row["body"].count("\n\n") == 4
        assert "\\x" not in row["text"]
    told = [reject["message"] for reject in rejects]
    assert [message.partition(" holds")[0] for message in told] == (
        ["line 3"] if name == "json_garbage_line.json" else []
    )


@pytest.mark.parametrize("name", MOMENTS)
def test_headline_and_moment_of_a_record_are_kept(name: str, tmp_path: Path) -> None:
    rows, rejects = run(name, tmp_path)
    assert rows
    assert not rejects
    for row in rows:
        assert row["title"].startswith("Bến phà Vàm Nao tạm dừng hai tuần để thay cầu dẫn")
        assert row["published"] == MOMENTS[name]
        assert story_of(row).count("\n\n") == 5
