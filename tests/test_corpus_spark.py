"""Spark makes the same records as memory does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corpus_articles import tell

from vnnews.corpus import link_frame, link_people
from vnnews.models.people import BodyRecord, Contradiction, PersonRecord
from vnnews.write import to_json_lines

pytest.importorskip("pyarrow")
# pandas 3 is newer than what pyspark 4 asks for; nothing here is pandas
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sql = pytest.importorskip("pyspark.sql")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.pyspark.python", sys.executable)
        .config("spark.executorEnv.PYTHONPATH", ":".join(sys.path))
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark_and_memory_agree(spark: Any, tmp_path: Path) -> None:
    chair = "Chủ tịch | Ủy ban nhân dân tỉnh {0} | {0}"
    articles = [
        tell(name, chair.format(place), day=day)
        for name in ("Nguyễn Văn Hùng", "Lò Mùa Vảng")
        for place in ("Bến Tre", "Vĩnh Long")
        for day in ("2025-02-01", "2025-09-01", None)
    ]
    articles += [tell(name, "Bộ trưởng |", foreign=True) for name in ("Ana Testova", "Ana Maria Testova")]
    path = tmp_path / "tin.jsonl"
    path.write_bytes(to_json_lines(articles))
    frames = link_frame(spark.read.text(str(path)))
    expected = link_people(articles)
    assert expected.contradictions
    for frame, kind, records in (
        (frames.people, PersonRecord, expected.people),
        (frames.bodies, BodyRecord, expected.bodies),
        (frames.contradictions, Contradiction, expected.contradictions),
    ):
        found = [msgspec.json.decode(row.record, type=kind) for row in frame.collect()]
        assert sorted(map(repr, found)) == sorted(map(repr, records))
        assert sorted(found, key=msgspec.json.encode) == sorted(records, key=msgspec.json.encode)
