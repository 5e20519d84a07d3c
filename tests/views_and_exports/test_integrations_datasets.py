"""A batch of pages as columns: every article of a page has a row, a page without one says why; Hugging Face `datasets.map` with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vnnews.batch import Fields, WorkOptions
from vnnews.errors import InputError
from vnnews.integrations.datasets import make_features, parse_columns
from vnnews.pipeline import Pipeline

PAGES = Path(__file__).parents[2] / "examples" / "pages"
FAST = WorkOptions(Pipeline(words=False))


def test_every_article_has_a_row_and_every_page_without_one_says_why() -> None:
    names = ("paper-a.html", "two-articles.txt", "listing.html")
    pages = [(PAGES / name).read_bytes() for name in names]
    columns = parse_columns(
        {"id": [*names, "x", "y"], "html": [*pages, None, b"\x89PNG\r\n\x1a\n\x00\x00"]}, options=FAST
    )
    assert {len(values) for values in columns.values()} == {6}
    assert columns["id"] == ["paper-a.html", "two-articles.txt", "two-articles.txt", "listing.html", "x", "y"]
    assert columns["number"] == [0, 0, 1, 0, 0, 0]
    assert columns["error"][:5] == ["", "", "", "listing", "no text"]
    assert columns["error"][5] not in {"", "defect"}
    expected = [a.title for page in pages for a in FAST.pipeline.parse_page(page).articles]
    assert columns["title"] == [*expected, "", "", ""]
    assert "html" not in columns


def test_a_batch_passes_urls_and_dates_on() -> None:
    page = "Mưa lớn ở Lào Cai\n\n" + "Mưa kéo dài từ đêm qua đến sáng nay ở tỉnh Lào Cai, nước suối lên nhanh.\n\n" * 4
    batch = {"page": [page], "link": ["https://bao.example/mua.html"], "day": ["2025-08-05"]}
    columns = parse_columns(batch, fields=Fields("page", url="link", date="day"), options=FAST)
    assert columns["url"] == ["https://bao.example/mua.html"]
    assert str(columns["published"][0]).startswith("2025-08-05")
    assert columns["link"] == ["https://bao.example/mua.html"]


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(InputError, match="html 1, url 2"):
        parse_columns({"html": [""], "url": ["a", "b"]})


def test_map_of_a_real_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    datasets: Any = pytest.importorskip("datasets", reason="datasets is not installed: pip install '.[datasets]'")
    names = sorted(path.name for path in PAGES.iterdir())
    raw = datasets.Dataset.from_dict({"name": names, "html": [(PAGES / name).read_bytes() for name in names]})
    clean = raw.map(
        parse_columns,
        batched=True,
        batch_size=4,
        fn_kwargs={"options": FAST},
        features=make_features(raw.features),
        remove_columns=raw.column_names,
        keep_in_memory=True,
    )
    rows = iter(clean)
    for name in names:
        articles = FAST.pipeline.parse_page((PAGES / name).read_bytes()).articles
        for number, article in enumerate(articles or [None]):
            row = next(rows)
            assert (row["name"], row["number"]) == (name, number)
            assert row["title"] == (article.title if article else "")
            assert row["provinces"] == (list(dict.fromkeys(p.name for p in article.provinces)) if article else [])
            assert bool(row["error"]) == (article is None)
    assert next(rows, None) is None
    assert clean.features["published"].dtype.startswith("timestamp[us, tz=")
