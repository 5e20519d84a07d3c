"""Hugging Face `datasets`: a function for `Dataset.map` that turns a column of raw pages into columns of clean articles.

Takes a batch (columns by name), gives new columns of the same length; it needs nothing of `datasets` itself, so the same function
serves any tool that works on batches of columns. Decides that a page without an article keeps its row, with the reason in `error`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vnnews.integrations.first import parse_first
from vnnews.pipeline import Pipeline
from vnnews.write.tables import Table, tabulate_articles


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

        With `datasets`: ``dataset.map(parse_batch, batched=True, fn_kwargs={"raw": "html", "url": "url"})``.
    """
    articles, reasons = parse_first(
        batch[raw], urls=batch[url] if url else None, dates=batch[date] if date else None, pipeline=pipeline
    )
    table = tabulate_articles(articles)
    del table["article"]  # numbers of a batch mean nothing in the whole
    return {**table, "error": list(reasons)}
