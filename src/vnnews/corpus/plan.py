"""The plan in SQL, in words that DuckDB and Spark both understand.

Takes a table `statements` (a row a `Statement`) and a table `joined` (`aliases.join_blocks`), gives what has to be looked at together: `BLOCKS` the statements of
each block, `NAMES` the names of which blocks are joined, `BODIES` what is said of each body. Decides nothing about persons: the rows of a block go to `records.describe_people`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from vnnews.extras import import_extra
from vnnews.models.people import Statement

_TYPES = {"str": "VARCHAR", "int": "INTEGER", "int | None": "INTEGER", "float": "DOUBLE", "bool": "BOOLEAN", "date | None": "DATE"}  # fmt: skip

COLUMNS = {field.name: _TYPES[Statement.__annotations__[field.name]] for field in msgspec.structs.fields(Statement)}
"""Columns of `statements` with their types in SQL, in the order of the fields of `Statement`."""

NAMES = "SELECT DISTINCT name FROM statements WHERE statements.foreign OR block LIKE '*%' ORDER BY name"
"""Names of foreigners, and those that are not Vietnamese: of these some blocks are looked at together. See `names_abroad`."""

BLOCKS = f"""
SELECT COALESCE(joined.head, statements.block) AS head, {", ".join(f"statements.{column}" for column in COLUMNS)}
FROM statements LEFT JOIN joined ON statements.block = joined.block
"""
"""The statements, each with the block under which it is looked at."""

BODIES = """
SELECT body_id, body AS name, MAX(kind) AS kind, MAX(level) AS level, MAX(province) AS province, MAX(parent) AS parent,
    COUNT(DISTINCT story) AS articles, COUNT(DISTINCT NULLIF(outlet, '')) AS outlets, MIN(published) AS first_seen, MAX(published) AS last_seen
FROM statements WHERE body <> '' GROUP BY body_id, body ORDER BY body_id, name
"""
"""What is said of each body under each of its names; `linked.count_bodies` counts the same."""


def names_abroad(statements: Iterable[Statement]) -> set[str]:
    """Return what `NAMES` selects.

    >>> names_abroad([Statement("a", 0, 0, "Lê An", "le an"), Statement("b", 0, 0, "Quách Gia Khôn", "quach gia khon", foreign=True)])
    {'Quách Gia Khôn'}
    """
    return {one.name for one in statements if one.foreign or one.block.startswith("*")}


def make_arrow_schema(columns: Mapping[str, str]) -> Any:
    """Return the Arrow schema of columns given with their types in SQL.

    Raises:
        MissingExtra: pyarrow is not installed.

    >>> make_arrow_schema({"names": "VARCHAR[]"}).field("names").type
    ListType(list<item: string>)
    """
    arrow = import_extra("pyarrow", "people")
    kinds = {
        "VARCHAR": arrow.string(),
        "INTEGER": arrow.int64(),
        "DOUBLE": arrow.float64(),
        "BOOLEAN": arrow.bool_(),
        "DATE": arrow.date32(),
    }
    return arrow.schema(
        [
            (name, arrow.list_(kinds[kind[:-2]]) if kind.endswith("[]") else kinds[kind])
            for name, kind in columns.items()
        ]
    )
