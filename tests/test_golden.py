"""The example pages give what tests/golden says; `python tools/update_golden.py` writes it anew, and the difference is the review."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import update_golden  # noqa: E402


@pytest.mark.parametrize("path", sorted(update_golden.PAGES.iterdir()), ids=lambda path: path.name)
def test_page_is_as_its_golden_file_says(path):
    golden = update_golden.GOLDEN / f"{path.name}.json"
    assert update_golden.golden_text(path) == golden.read_text(encoding="utf-8")


def test_no_golden_file_without_a_page():
    assert {p.name for p in update_golden.GOLDEN.iterdir()} == {f"{p.name}.json" for p in update_golden.PAGES.iterdir()}
