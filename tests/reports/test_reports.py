"""Faults that users of such tools have reported in public, each in a folder with an input of our own: README, input, what is expected."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.pipeline import Pipeline

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/README.md"))
NOT_INPUT = {"README.md", "expected.json"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_log_names_its_source_what_is_wanted_and_its_input(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^- Reported: [\w.-]+/[\w.-]+#\d+(?:, [\w.-]+/[\w.-]+#\d+)*$", text, re.MULTILINE)
    assert re.search(r"^- Wanted: \S", text, re.MULTILINE)
    inputs = {path.name for path in folder.iterdir()} - NOT_INPUT
    (line,) = re.findall(r"^- Input: .*", text, re.MULTILINE)
    assert set(re.findall(r"`([^`]+)`", line)) == inputs


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_fault_is_gone(folder: Path, tmp_path: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    if needed := expected.get("needs"):
        pytest.importorskip(needed)
    inputs = [str(path) for path in sorted(folder.iterdir()) if path.name not in NOT_INPUT]
    rows, rejects = tmp_path / "rows", tmp_path / "rejects"
    work = WorkOptions(Pipeline(words=False, entities=False))
    run_batch(inputs, str(rows), RunOptions(work=work, workers=0, rejects=str(rejects)))
    articles = [json.loads(line) for line in rows.read_bytes().splitlines()]
    reasons = [json.loads(line)["reason"] for line in rejects.read_bytes().splitlines()]
    assert articles
    if "articles" in expected:
        assert len(articles) == expected["articles"]
        assert [reason for reason in reasons if reason != "empty"] == expected.get("reasons", [])
    assert len(articles) >= expected.get("least_articles", 1)
    for article in articles:
        assert article["title"].startswith("Cảng cá Lạch Bạng mở lại luồng sau đợt nạo vét")
        assert article["published"] == "2026-05-12T09:20:00+07:00"
        assert all(part in article["text"] for part in expected["contains"])
        assert not any(part in article["text"] for part in expected.get("lacks", []))
        assert article["authors"] == expected.get("authors", article["authors"])
