"""Hugging Face `datasets.map` with `parse_batch`: columns stay aligned with the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vnnews.errors import InputError
from vnnews.integrations.datasets import make_features, parse_batch
from vnnews.pipeline import Pipeline

PAGES = Path(__file__).parents[2] / "examples" / "pages"
FAST = Pipeline(words=False)


def test_batch_keeps_its_length_and_says_why_a_page_is_empty() -> None:
    pages = [(PAGES / name).read_bytes() for name in ("paper-a.html", "listing.html", "flattened.txt")]
    columns = parse_batch({"html": [*pages, None, b"\x89PNG\r\n\x1a\n\x00\x00"]}, pipeline=FAST)
    assert {len(values) for values in columns.values()} == {5}
    assert columns["error"][:4] == ["", "listing", "", "empty"]
    assert columns["error"][4] not in {"", "defect"}
    assert columns["title"][0] == FAST.parse(pages[0]).title
    assert columns["title"][1] == ""


def test_batch_passes_urls_and_dates_on() -> None:
    page = "Mưa lớn ở Lào Cai\n\n" + "Mưa kéo dài từ đêm qua đến sáng nay ở tỉnh Lào Cai, nước suối lên nhanh.\n\n" * 4
    batch = {"page": [page], "link": ["https://bao.example/mua.html"], "day": ["2025-08-05"]}
    columns = parse_batch(batch, raw="page", url="link", date="day", pipeline=FAST)
    assert columns["url"] == ["https://bao.example/mua.html"]


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(InputError, match="1 pages but 2 urls"):
        parse_batch({"html": [""], "url": ["a", "b"]}, url="url")


def test_map_of_a_real_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    datasets: Any = pytest.importorskip("datasets", reason="datasets is not installed: pip install '.[datasets]'")
    names = sorted(path.name for path in PAGES.iterdir())
    raw = datasets.Dataset.from_dict({"name": names, "html": [(PAGES / name).read_bytes() for name in names]})
    clean = raw.map(
        parse_batch,
        batched=True,
        batch_size=4,
        fn_kwargs={"pipeline": FAST},
        features=make_features(raw.features, without=["html"]),
        remove_columns=["html"],
        keep_in_memory=True,
    )
    assert clean["name"][:] == names
    for row in clean:
        articles = FAST.parse_page((PAGES / row["name"]).read_bytes()).articles
        assert row["title"] == (articles[0].title if articles else "")
        assert row["provinces"] == (list(dict.fromkeys(p.name for p in articles[0].provinces)) if articles else [])
        assert bool(row["error"]) == (not articles)
    assert clean.features["published"].dtype.startswith("timestamp[us, tz=")
