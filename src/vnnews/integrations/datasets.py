"""Hugging Face `datasets`: a function for `Dataset.map` that turns a column of raw pages into columns of clean articles.

`parse_columns` (of `vnnews.integrations.columns`) takes a batch and gives a row for each article; it needs nothing of `datasets` itself, so it
serves any tool that works on batches of columns. `make_features` names the columns' types, which `datasets` would otherwise guess from the first
batch, and fail later when that batch held only empty values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vnnews.batch.tasks import Fields
from vnnews.extras import import_extra
from vnnews.integrations.columns import COLUMNS, list_others, parse_columns
from vnnews.write.tables import LIST_COLUMNS, MOMENT_COLUMNS, NUMBER_COLUMNS, SHARE_COLUMNS

__all__ = ["make_features", "parse_columns"]

_GUESSED = Fields()


def make_features(features: Mapping[str, Any], *, fields: Fields = _GUESSED) -> Any:
    """Return the types of the columns after `parse_columns`, for `Dataset.map(..., features=...)`.

    Args:
        features: The types of the columns before.
        fields: The same as those of `parse_columns`.

    Example:
        >>> from datasets import Features, Value
        >>> list(make_features(Features({"id": Value("int64"), "html": Value("binary")})))[:3]
        ['id', 'url', 'published']

        Then: ``pages.map(parse_columns, batched=True, remove_columns=pages.column_names, features=make_features(pages.features))``.
    """
    datasets = import_extra("datasets", "datasets")
    text = datasets.Value("string")
    kinds = {
        **dict.fromkeys(COLUMNS, text),
        **dict.fromkeys(MOMENT_COLUMNS, datasets.Value("timestamp[us, tz=Asia/Ho_Chi_Minh]")),
        **dict.fromkeys(LIST_COLUMNS, datasets.List(text)),
        **dict.fromkeys(NUMBER_COLUMNS, datasets.Value("int64")),
        **dict.fromkeys(SHARE_COLUMNS, datasets.Value("float64")),
    }
    kept = {name: features[name] for name in list_others(features, fields)}
    return datasets.Features({**kept, **{name: kinds[name] for name in COLUMNS}})
