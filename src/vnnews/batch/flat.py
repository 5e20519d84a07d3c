"""The rows of a run as flat tables: Parquet files that join by number, and a CSV of officials that a spreadsheet opens.

Takes the JSON rows of a run (and the related stories beside them), gives `articles.parquet`, `mentions.parquet`, `officials.parquet` and
`related.parquet`, or one CSV file; both with memory for `ROWS_A_GROUP` articles. Columns are those of `vnnews.write.tables`; `article` numbers the
articles of the run from 0 and joins the tables. An article has `number` too, its place on the page, and `extra`, the unused columns of its record as JSON; a related story has the
`origin` of the page that shows it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from vnnews.batch.arrow import encode_extra
from vnnews.batch.rows import Row, decode_row
from vnnews.batch.work import Related
from vnnews.extras import import_extra
from vnnews.text.dates import VIETNAM
from vnnews.write.arrow import ROWS_A_GROUP
from vnnews.write.csv import guard_cell
from vnnews.write.tables import (
    ARTICLE_COLUMNS,
    LIST_COLUMNS,
    MENTION_COLUMNS,
    MOMENT_COLUMNS,
    NUMBER_COLUMNS,
    POST_COLUMNS,
    SHARE_COLUMNS,
    Table,
    tabulate_articles,
    tabulate_mentions,
    tabulate_officials,
)

if TYPE_CHECKING:
    import pyarrow

TABLES = {
    "articles": (*ARTICLE_COLUMNS, "number", "extra"),
    "mentions": MENTION_COLUMNS,
    "officials": POST_COLUMNS,
    "related": ("origin", "title", "summary", "url", "published", "truncated", "repeats"),
}
"""The tables and their columns."""

_COUNTS = (*NUMBER_COLUMNS, "number", "repeats")
_FLAGS = ("foreign", "truncated")

_T = TypeVar("_T")


def make_table_schema(name: str) -> pyarrow.Schema:
    """Return the Arrow schema of a flat table.

    Example:
        >>> make_table_schema("mentions").field("start").type, make_table_schema("articles").field("officials").type
        (DataType(int64), ListType(list<item: string>))
    """
    pa = import_extra("pyarrow", "arrow")
    kinds = dict.fromkeys(LIST_COLUMNS, pa.list_(pa.string()))
    kinds |= dict.fromkeys(MOMENT_COLUMNS, pa.timestamp("us", tz="Asia/Ho_Chi_Minh"))
    kinds |= (
        dict.fromkeys(_COUNTS, pa.int64())
        | dict.fromkeys(SHARE_COLUMNS, pa.float64())
        | dict.fromkeys(_FLAGS, pa.bool_())
    )
    return pa.schema([(column, kinds.get(column, pa.string())) for column in TABLES[name]])


def write_tables(rows: Iterable[bytes], related: Iterable[bytes], folder: Path) -> list[Path]:
    """Write the flat tables of a run's JSON rows into a folder and return their paths.

    Raises:
        MissingExtra: pyarrow is not installed.

    Example:
        >>> import tempfile
        >>> paths = write_tables(['{"title":"Mưa"}'.encode()], [], Path(tempfile.mkdtemp()))
        >>> [path.name for path in paths]
        ['articles.parquet', 'mentions.parquet', 'officials.parquet', 'related.parquet']
    """
    parquet = import_extra("pyarrow.parquet", "arrow")
    pa = import_extra("pyarrow", "arrow")
    paths = [folder / f"{name}.parquet" for name in TABLES]
    with ExitStack() as stack:
        writers = {
            path.stem: stack.enter_context(
                parquet.ParquetWriter(path, make_table_schema(path.stem), compression="zstd")
            )
            for path in paths
        }

        def add(name: str, table: Table) -> None:
            writers[name].write_table(pa.table(table, schema=make_table_schema(name)))

        for first, articles in _number_groups(map(decode_row, rows)):
            table = _renumber(_add_place(tabulate_articles(articles), articles), first)
            add("articles", {column: table[column] for column in TABLES["articles"]})
            add("mentions", _renumber(tabulate_mentions(articles), first))
            add("officials", _renumber(tabulate_officials(articles), first))
        decode = msgspec.json.Decoder(Related).decode
        for stories in _groups(map(decode, related)):
            table = {column: [getattr(story, column) for story in stories] for column in TABLES["related"]}
            table["published"] = [story.published and _in_vietnam(story.published) for story in stories]
            add("related", table)
    return paths


OFFICIALS_COLUMNS = (
    "article",
    "date",
    "title",
    "source",
    *(c for c in POST_COLUMNS if c not in ("article", "title", "source", "origin")),
)
"""Columns of the CSV of officials: those of the table, and what a reader needs who has only this file: day and title of the article, and where it was read."""


def write_officials(rows: Iterable[bytes], path: Path) -> None:
    """Write the officials of a run's JSON rows as CSV, one post a line, as Excel and its kin read it: UTF-8 with a mark, no cell a formula.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "quan.csv"
        >>> write_officials(['{"title":"Tin","officials":[{"name":"=Bình"}]}'.encode()], path)
        >>> path.read_text(encoding="utf-8-sig").splitlines()[1][:17]
        "0,,Tin,,,,'=Bình,"
    """
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.writelines(list_csv(map(decode_row, rows), "officials"))


def list_csv(rows: Iterable[Row], name: str) -> Iterator[str]:
    """Yield a flat table as CSV, piece by piece, its names first; no cell is a formula.

    Args:
        rows: Rows of a run.
        name: 'articles', 'mentions' or 'officials'.

    Example:
        >>> "".join(list_csv([Row("Tin", officials=())], "officials"))[:25]
        'article,date,title,source'
    """
    columns = OFFICIALS_COLUMNS if name == "officials" else TABLES[name]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    for first, articles in _number_groups(rows):
        table = _renumber(_add_place(_TABULATE[name](articles), articles), first)
        writer.writerows(map(guard_cell, line) for line in zip(*(table[name] for name in columns), strict=True))
        yield written.getvalue()
        written.seek(0)
        written.truncate()
    yield written.getvalue()


_TABULATE = {"articles": tabulate_articles, "mentions": tabulate_mentions, "officials": tabulate_officials}


def _add_place(table: Table, articles: list[Row]) -> Table:
    """Add to each line what its article says of itself and of where it stood."""
    rows = [articles[number] for number in table["article"]]  # type: ignore[call-overload]
    table["date"] = [row.published and _in_vietnam(row.published).astimezone(VIETNAM).date() for row in rows]
    table["title"] = [row.title for row in rows]
    table["origin"] = [row.page.origin if row.page else "" for row in rows]
    table.setdefault("source", table["origin"])
    table["number"] = [row.page.number if row.page else 0 for row in rows]
    table["extra"] = [encode_extra(row) for row in rows]
    return table


def _in_vietnam(moment: dt.datetime) -> dt.datetime:
    """Return the moment with a zone: one without is taken as local in Viet Nam, as papers print it."""
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _number_groups(rows: Iterable[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Yield the articles in groups, each with the number of its first."""
    first = 0
    for group in _groups(rows):
        yield first, group
        first += len(group)


def _renumber(table: Table, first: int) -> Table:
    table["article"] = [first + number for number in table["article"]]  # type: ignore[operator]
    return table


def _groups(items: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(items)
    while group := list(islice(iterator, ROWS_A_GROUP)):
        yield group
