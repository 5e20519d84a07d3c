"""polars: tables of articles, officials and mentions. Takes `Article`s and `Page`s, or a frame of raw pages, gives `DataFrame`s; decides only the types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vnnews.batch.parsing import parse_batch
from vnnews.batch.tasks import Fields
from vnnews.batch.work import WorkOptions
from vnnews.extras import import_extra
from vnnews.integrations.columns import list_others, list_places, tabulate_parsed
from vnnews.models import Article, Failure, Page
from vnnews.write.tables import (
    LIST_COLUMNS,
    MOMENT_COLUMNS,
    NUMBER_COLUMNS,
    SHARE_COLUMNS,
    Table,
    tabulate_articles,
    tabulate_mentions,
    tabulate_officials,
)

if TYPE_CHECKING:
    import polars

_GUESSED = Fields()
_DEFAULT = WorkOptions()


def to_frame(items: Iterable[Article | Page | Failure]) -> polars.DataFrame:
    """Return a table with one row an article; see `vnnews.write.tables.tabulate_articles` for the columns.

    Example:
        >>> to_frame([Article("Mưa lớn ở Lào Cai")])["title"].to_list()
        ['Mưa lớn ở Lào Cai']
    """
    return _to_polars(tabulate_articles(items))


def officials_frame(items: Iterable[Article | Page | Failure]) -> polars.DataFrame:
    """Return a table with one row a post of an official.

    Example:
        >>> from vnnews.models import Official
        >>> officials_frame([Article("Tin", officials=(Official("Trần Thị Mai"),))])["name"].to_list()
        ['Trần Thị Mai']
    """
    return _to_polars(tabulate_officials(items))


def mentions_frame(items: Iterable[Article | Page | Failure]) -> polars.DataFrame:
    """Return a table with one row a mention, with its rule and its sentence.

    Example:
        >>> mentions_frame([Article("Tin")]).height
        0
    """
    return _to_polars(tabulate_mentions(items))


def parse_frame(
    pages: polars.DataFrame, *, fields: Fields = _GUESSED, options: WorkOptions = _DEFAULT
) -> polars.DataFrame:
    """Return a frame with all articles of a frame of pages, one row an article; the other columns are repeated.

    A page without an article keeps a row: its columns are empty and `error` says why. `number` is the article's number on its page.

    Args:
        pages: One page a row, in a column of text or bytes.
        fields: Which columns hold page, address and date; a column with a known name is found when it is the only one.
        options: What to do with each page.

    Raises:
        InputError: The column of the pages cannot be told.

    Example:
        >>> import polars
        >>> parse_frame(polars.DataFrame({"id": [7], "html": [""]})).select("id", "error").rows()
        [(7, 'empty')]
    """
    parsed = parse_batch(pages.to_dict(as_series=False), fields=fields, options=options)
    others = pages.select(list_others(pages.columns, fields))
    found = _to_polars(tabulate_parsed(parsed))
    whole: polars.DataFrame = others[list_places(parsed)].hstack(found) if others.width else found
    return whole


def _to_polars(table: Table) -> polars.DataFrame:
    pl = import_extra("polars", "polars")
    moment = pl.Datetime("us", "Asia/Ho_Chi_Minh")
    types = {
        name: moment
        if name in MOMENT_COLUMNS
        else pl.Int64
        if name in NUMBER_COLUMNS
        else pl.Float64
        if name in SHARE_COLUMNS
        else pl.List(pl.String)
        if name in LIST_COLUMNS
        else pl.Boolean
        if name == "foreign"
        else pl.String
        for name in table
    }
    frame: polars.DataFrame = pl.DataFrame(table, schema=types)
    return frame
