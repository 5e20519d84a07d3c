"""Apache Arrow and Parquet: articles with all their fields as columns, nested ones as lists of structs.

Takes `Article`s, gives an Arrow table, or a Parquet file written in row groups with memory for one of them. Decides the types from
`vnnews.models` itself, so that a new field becomes a new column; moments are kept in Viet Nam's time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from vnnews.errors import InputError
from vnnews.extras import import_extra
from vnnews.models import Article

if TYPE_CHECKING:
    import pyarrow

ROWS_A_GROUP = 1000
"""Articles a row group: with words and spans about 30 MB before compression."""

_KEPT = (dt.datetime, dt.date)


def make_schema() -> pyarrow.Schema:
    """Return the Arrow schema of a table of articles.

    Example:
        >>> make_schema().field("authors").type
        ListType(list<item: string>)
    """
    pa = import_extra("pyarrow", "arrow")
    article = msgspec.inspect.type_info(Article)
    assert isinstance(article, msgspec.inspect.StructType)
    return pa.schema([pa.field(field.name, _map_type(pa, field.type)) for field in article.fields])


def to_arrow(articles: Iterable[Article]) -> pyarrow.Table:
    """Return articles as an Arrow table with one row an article.

    Example:
        >>> to_arrow([Article("Mưa lớn ở Lào Cai")]).column("title").to_pylist()
        ['Mưa lớn ở Lào Cai']
    """
    rows = [msgspec.to_builtins(article, builtin_types=_KEPT) for article in articles]
    table: pyarrow.Table = import_extra("pyarrow", "arrow").Table.from_pylist(rows, schema=make_schema())
    return table


def from_arrow(table: pyarrow.Table) -> Iterator[Article]:
    """Yield the articles of a table that `to_arrow` made, equal to those that went in.

    Raises:
        InputError: The table is not of that form.

    Example:
        >>> next(from_arrow(to_arrow([Article("Mưa lớn ở Lào Cai")]))).title
        'Mưa lớn ở Lào Cai'
    """
    for batch in table.to_batches():
        for row in batch.to_pylist():
            try:
                yield msgspec.convert(row, Article, builtin_types=_KEPT)
            except msgspec.ValidationError as error:
                raise InputError(f"not a table of articles: {error}", stage="read", reason="wrong form") from None


def write_parquet(articles: Iterable[Article], path: str | Path) -> int:
    """Write articles to a Parquet file, whole or not at all; returns how many.

    Example:
        >>> import tempfile
        >>> write_parquet([Article("Một"), Article("Hai")], Path(tempfile.mkdtemp()) / "bài.parquet")
        2
    """
    pa = import_extra("pyarrow", "arrow")
    pq = import_extra("pyarrow.parquet", "arrow")

    target = Path(path)
    temporary = target.with_name(target.name + ".tmp")
    schema = make_schema()
    number = 0
    rest = iter(articles)
    try:
        with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
            while group := list(islice(rest, ROWS_A_GROUP)):
                rows = [msgspec.to_builtins(article, builtin_types=_KEPT) for article in group]
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                number += len(group)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return number


def _map_type(pa: Any, kind: msgspec.inspect.Type) -> Any:
    """The Arrow type of a field."""
    i = msgspec.inspect
    match kind:
        case i.StrType():
            return pa.string()
        case i.IntType():
            return pa.int64()
        case i.FloatType():
            return pa.float64()
        case i.BoolType():
            return pa.bool_()
        case i.DateTimeType():
            return pa.timestamp("us", tz="Asia/Ho_Chi_Minh")
        case i.DateType():
            return pa.date32()
        case i.VarTupleType():
            return pa.list_(_map_type(pa, kind.item_type))
        case i.UnionType():  # 'datetime or None': Arrow's columns can be null anyway
            (some,) = (one for one in kind.types if not isinstance(one, i.NoneType))
            return _map_type(pa, some)
        case i.StructType():
            return pa.struct([pa.field(field.name, _map_type(pa, field.type)) for field in kind.fields])
        case _:
            raise TypeError(f"no Arrow type for {kind!r}; add one beside the new field of Article")
