"""Ray: a data set of raw pages in, a data set of articles out.

Thin over `vnnews.batch.arrow.parse_record_batch`, which Ray calls on blocks of rows (`map_batches`). Every node needs vnnews installed. Pages without an article
give no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnnews.batch.arrow import make_batch, parse_record_batch
from vnnews.batch.tasks import Fields
from vnnews.batch.work import WorkOptions
from vnnews.extras import import_extra

if TYPE_CHECKING:
    import pyarrow

PAGES_A_BATCH = 64
"""Pages that one call works on: half a second of work and some MB."""

_GUESSED = Fields()
_DEFAULT = WorkOptions()


def parse_dataset(
    pages: Any, *, fields: Fields = _GUESSED, options: WorkOptions = _DEFAULT, pages_a_batch: int = PAGES_A_BATCH
) -> Any:
    """Return the articles of a data set of pages as a data set.

    Args:
        pages: A `ray.data.Dataset` with one page a row, in a column of strings or binary.
        fields: Which columns hold page, address and date; a column with a known name is found when it is the only one.
        options: What to do with each page.
        pages_a_batch: Pages that one call works on.

    Raises:
        MissingExtra: Ray is not installed.

    Example:
        >>> import ray  # doctest: +SKIP
        >>> parse_dataset(ray.data.read_parquet("trang.parquet")).write_parquet("bài")  # doctest: +SKIP
    """
    import_extra("ray.data", "ray")

    def parse(table: pyarrow.Table) -> pyarrow.Table:
        arrow = import_extra("pyarrow", "arrow")
        batches = [parse_record_batch(batch, fields=fields, options=options) for batch in table.to_batches()]
        return arrow.Table.from_batches(batches or [make_batch([])])

    return pages.map_batches(parse, batch_size=pages_a_batch, batch_format="pyarrow")
