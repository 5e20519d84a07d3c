"""Apache Spark: a DataFrame of raw pages in, a DataFrame of articles out.

Thin over `vnnews.batch.arrow.parse_record_batch`, which Spark calls on record batches in its Python workers (`mapInArrow`). Every worker needs vnnews
installed; the model and the gazetteer are loaded once a worker. Pages without an article give no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vnnews.batch.arrow import make_row_schema, parse_record_batch
from vnnews.batch.tasks import Fields
from vnnews.batch.work import WorkOptions
from vnnews.extras import import_extra

if TYPE_CHECKING:
    import pyarrow

_GUESSED = Fields()
_DEFAULT = WorkOptions()


def parse_frame(pages: Any, *, fields: Fields = _GUESSED, options: WorkOptions = _DEFAULT) -> Any:
    """Return the articles of a DataFrame of pages as a DataFrame.

    Args:
        pages: A `pyspark.sql.DataFrame` with one page a row, in a column of strings or binary.
        fields: Which columns hold page, address and date; a column with a known name is found when it is the only one.
        options: What to do with each page.

    Raises:
        MissingExtra: pyspark is not installed.

    Example:
        >>> from pyspark.sql import SparkSession  # doctest: +SKIP
        >>> pages = SparkSession.builder.getOrCreate().read.parquet("trang.parquet")  # doctest: +SKIP
        >>> parse_frame(pages).select("title", "officials.name").show()  # doctest: +SKIP
    """
    types = import_extra("pyspark.sql.pandas.types", "spark")

    def parse(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield parse_record_batch(batch, fields=fields, options=options)

    return pages.mapInArrow(parse, types.from_arrow_schema(make_row_schema()))
