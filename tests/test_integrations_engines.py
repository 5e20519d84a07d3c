"""Spark and Ray run for real, on this machine, and give the rows of `vnnews run`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, run_batch

parquet = pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
import pyarrow  # noqa: E402

PAGES = Path(__file__).parents[1] / "examples" / "pages"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The example pages as a Parquet file; one of them is a list without an article."""
    rows = [{"html": path.read_bytes(), "url": f"https://bao.example/{path.name}"} for path in sorted(PAGES.iterdir())]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "trang.parquet")
    return tmp_path / "trang.parquet"


@pytest.fixture
def expected(pages: Path, tmp_path: Path) -> list[dict]:
    run_batch([str(pages)], str(tmp_path / "bài.parquet"), RunOptions(workers=0))
    return essence(parquet.read_table(tmp_path / "bài.parquet").to_pylist())


def essence(rows: list[dict]) -> list[dict]:
    """Return the rows in one order and without where they stood, which an engine cannot know."""
    for row in rows:
        del row["page"]
        row["published"] = row["published"] and row["published"].timestamp()
        row["modified"] = row["modified"] and row["modified"].timestamp()
    return sorted(rows, key=lambda row: row["title"])


@pytest.mark.filterwarnings("ignore")
def test_spark(pages: Path, expected: list[dict], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="needs vnnews[spark]")
    if not shutil.which("java"):
        pytest.skip("needs Java 17")
    from pyspark.sql import SparkSession

    from vnnews.integrations.spark import parse_frame

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(tmp_path / "kho"))
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "4")
        .getOrCreate()
    )
    try:
        parse_frame(session.read.parquet(str(pages))).write.parquet(str(tmp_path / "spark"))
    finally:
        session.stop()
    assert essence(parquet.read_table(tmp_path / "spark").to_pylist()) == expected


@pytest.mark.filterwarnings("ignore")
def test_ray(pages: Path, expected: list[dict], tmp_path: Path) -> None:
    ray = pytest.importorskip("ray", reason="needs vnnews[ray]")
    pytest.importorskip("ray.data", reason="needs vnnews[ray]")
    from vnnews.integrations.ray import parse_dataset

    os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _temp_dir=f"/tmp/ray-{os.getpid()}")
    try:
        parse_dataset(ray.data.read_parquet(str(pages)), pages_a_batch=4).write_parquet(str(tmp_path / "ray"))
    finally:
        ray.shutdown()
        shutil.rmtree(f"/tmp/ray-{os.getpid()}", ignore_errors=True)
    assert essence(parquet.read_table(tmp_path / "ray").to_pylist()) == expected
