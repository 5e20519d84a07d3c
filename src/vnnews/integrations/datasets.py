"""Hugging Face `datasets`: a function for `Dataset.map` that turns a column of raw pages into columns of clean articles.

Takes a batch (columns by name), gives new columns of the same length. `parse_batch` needs nothing of `datasets` itself, so it serves any
tool that works on batches of columns; `make_features` names the columns' types, which `datasets` would otherwise guess from the
first batch, and fail later when that batch held only empty values. Decides that a page without an article keeps its row, with the
reason in `error`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vnnews.extras import import_extra
from vnnews.integrations.first import parse_first
from vnnews.pipeline import Pipeline
from vnnews.write.tables import (
    ARTICLE_COLUMNS,
    LIST_COLUMNS,
    MOMENT_COLUMNS,
    NUMBER_COLUMNS,
    SHARE_COLUMNS,
    Table,
    tabulate_articles,
)


def parse_batch(
    batch: Mapping[str, Sequence[Any]],
    *,
    raw: str = "html",
    url: str = "",
    date: str = "",
    pipeline: Pipeline = Pipeline(),  # noqa: B008 - frozen
) -> Table:
    """Return the columns of the first article of each page of a batch.

    Args:
        batch: Columns by name.
        raw: Name of the column with the pages, as text or bytes.
        url: Name of the column with their URLs, '' when there is none.
        date: Name of the column with their dates, '' when there is none.
        pipeline: The steps with their options.

    Example:
        >>> parse_batch({"html": ["", ""]})["error"]
        ['empty', 'empty']
    """
    articles, reasons = parse_first(
        batch[raw], urls=batch[url] if url else None, dates=batch[date] if date else None, pipeline=pipeline
    )
    table = tabulate_articles(articles)
    del table["article"]  # numbers of a batch mean nothing in the whole
    return {**table, "error": list(reasons)}


def make_features(features: Mapping[str, Any], *, without: Iterable[str] = ()) -> Any:
    """Return the types of the columns after `parse_batch`, for `Dataset.map(..., features=...)`.

    Args:
        features: The types of the columns before.
        without: Names of the columns that the same call of `map` removes.

    Example:
        >>> from datasets import Features, Value
        >>> list(make_features(Features({"id": Value("int64"), "html": Value("binary")}), without=["html"]))[:3]
        ['id', 'url', 'published']

        Then: ``pages.map(parse_batch, batched=True, remove_columns=["html"], features=make_features(pages.features, without=["html"]))``.
    """
    datasets = import_extra("datasets", "datasets")
    text = datasets.Value("string")
    kinds = {
        **dict.fromkeys(ARTICLE_COLUMNS, text),
        **dict.fromkeys(MOMENT_COLUMNS, datasets.Value("timestamp[us, tz=Asia/Ho_Chi_Minh]")),
        **dict.fromkeys(LIST_COLUMNS, datasets.List(text)),
        **dict.fromkeys(NUMBER_COLUMNS, datasets.Value("int64")),
        **dict.fromkeys(SHARE_COLUMNS, datasets.Value("float64")),
    }
    kept = {name: kind for name, kind in features.items() if name not in set(without)}
    return datasets.Features(
        {**kept, **{name: kinds[name] for name in ARTICLE_COLUMNS if name != "article"}, "error": text}
    )
