"""`examples/batch.py` as its reader would run it."""

from __future__ import annotations

import ast
import csv
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_batch_example_cleans_the_example_pages(tmp_path: Path) -> None:
    out = tmp_path / "kết quả"
    command = [sys.executable, "examples/batch.py", "examples/pages", str(out), "--workers", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    counts = ast.literal_eval(done.stdout.splitlines()[-1])
    rows = (out / "articles.jsonl").read_bytes().splitlines()
    assert len(rows) == counts["articles"] > 0
    with (out / "officials.csv").open(encoding="utf-8-sig") as table:
        posts = list(csv.DictReader(table))
    assert len(posts) == counts["posts"] > 0
    assert all(post["name"] for post in posts)
    if importlib.util.find_spec("pyarrow"):
        import pyarrow.parquet

        assert pyarrow.parquet.read_metadata(out / "articles.parquet").num_rows == counts["articles"]
    assert (out / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
