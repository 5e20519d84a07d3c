"""The rows of a run as Arrow: a Parquet file, and record batches for engines that cut the data themselves.

Takes raw pages as a record batch, or the JSON rows of a run; gives the same articles as `vnnews run` does, with the columns of
`vnnews.write.arrow` and two more: `page`, where the article stood, and `extra`, the unused columns of its record as JSON. `parse_record_batch` is a pure function: what Spark's `mapInArrow` and Ray's
`map_batches` call on each batch. Pages without an article give no row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from vnnews.batch.parsing import parse_batch
from vnnews.batch.rows import Row, decode_row
from vnnews.batch.tasks import Fields
from vnnews.batch.work import WorkOptions
from vnnews.extras import import_extra
from vnnews.write.arrow import ROWS_A_GROUP, make_schema

if TYPE_CHECKING:
    import pyarrow

_KEPT = (dt.datetime, dt.date)
_GUESSED = Fields()
_DEFAULT = WorkOptions()


def encode_extra(row: Row) -> str:
    """Return what else a row's record holds as JSON, '' for nothing: a column of one type, whatever the records hold.

    Example:
        >>> encode_extra(Row("Tin", extra={"id": 7})), encode_extra(Row("Tin"))
        ('{"id":7}', '')
    """
    return msgspec.json.encode(row.extra).decode() if row.extra else ""


def make_row_schema() -> pyarrow.Schema:
    """Return the Arrow schema of the rows of a run.

    Example:
        >>> make_row_schema().field("page").type.field("origin").type
        DataType(string)
    """
    pa = import_extra("pyarrow", "arrow")
    place = [("origin", pa.string()), ("number", pa.int64()), ("type", pa.string()), ("kind", pa.string())]
    schema = make_schema()
    schema = schema.remove(schema.get_field_index("origin"))  # it stands in `page`
    return schema.append(pa.field("page", pa.struct(place))).append(pa.field("extra", pa.string()))


def parse_record_batch(
    batch: pyarrow.RecordBatch, *, fields: Fields = _GUESSED, options: WorkOptions = _DEFAULT
) -> pyarrow.RecordBatch:
    """Return the articles of a record batch of raw pages, in the order of the pages.

    Args:
        batch: One page a row, in a column of text or bytes.
        fields: Which columns hold page, address and date; a column with a known name is found when it is the only one.
        options: What to do with each page.

    Raises:
        InputError: The column of the pages cannot be told.

    Example:
        >>> pa = import_extra("pyarrow", "arrow")
        >>> pages = pa.RecordBatch.from_pylist([{"html": "<h1>Mưa lớn</h1>", "url": "https://bao.example/1"}, {"html": ""}])
        >>> parse_record_batch(pages).num_rows <= 2
        True
    """
    parsed = parse_batch(batch.to_pydict(), fields=fields, options=options)
    return batch_rows(row for page in parsed for row in page.rows)


def make_batch(rows: Iterable[bytes]) -> pyarrow.RecordBatch:
    """Return JSON rows of a run as a record batch."""
    return batch_rows(map(decode_row, rows))


def batch_rows(rows: Iterable[Row]) -> pyarrow.RecordBatch:
    """Return rows of a run as a record batch.

    Example:
        >>> batch_rows([Row("Tin", extra={"id": 7})]).column("extra").to_pylist()
        ['{"id":7}']
    """
    values = [{**msgspec.to_builtins(row, builtin_types=_KEPT), "extra": encode_extra(row)} for row in rows]
    batch: pyarrow.RecordBatch = import_extra("pyarrow", "arrow").RecordBatch.from_pylist(
        values, schema=make_row_schema()
    )
    return batch


def write_rows(rows: Iterable[Row], target: Path) -> None:
    """Write rows of a run as a Parquet file, row group by row group."""
    parquet = import_extra("pyarrow.parquet", "arrow")
    left = iter(rows)
    with parquet.ParquetWriter(target, make_row_schema(), compression="zstd") as writer:
        while group := list(islice(left, ROWS_A_GROUP)):
            writer.write_batch(batch_rows(group))
