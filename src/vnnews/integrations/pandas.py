"""pandas: tables of articles, officials and mentions, and an accessor for a column of raw pages.

Takes `Article`s and `Page`s, gives `DataFrame`s. Importing this module (or calling `vnnews.to_frame`) registers the accessor:
`frame["html"].vnnews.parse()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from vnnews.errors import MissingExtra
from vnnews.extras import import_extra
from vnnews.integrations.first import parse_first
from vnnews.models import Article, Failure, Page
from vnnews.pipeline import Pipeline
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
    import pandas


def to_frame(items: Iterable[Article | Page | Failure]) -> pandas.DataFrame:
    """Return a table with one row an article; see `vnnews.write.tables.tabulate_articles` for the columns.

    Example:
        >>> to_frame([Article("Mưa lớn ở Lào Cai")])["title"].tolist()
        ['Mưa lớn ở Lào Cai']
    """
    return _to_pandas(tabulate_articles(items))


def officials_frame(items: Iterable[Article | Page | Failure]) -> pandas.DataFrame:
    """Return a table with one row a post of an official.

    Example:
        >>> from vnnews.models import Official
        >>> officials_frame([Article("Tin", officials=(Official("Trần Thị Mai"),))])["name"].tolist()
        ['Trần Thị Mai']
    """
    return _to_pandas(tabulate_officials(items))


def mentions_frame(items: Iterable[Article | Page | Failure]) -> pandas.DataFrame:
    """Return a table with one row a mention, with its rule and its sentence.

    Example:
        >>> len(mentions_frame([Article("Tin")]))
        0
    """
    return _to_pandas(tabulate_mentions(items))


class RawPages:
    """The accessor `.vnnews` of a Series of raw pages (text or bytes).

    Example:
        >>> import pandas
        >>> pages = pandas.Series(["", "Tin"], index=["trống", "vắn"])
        >>> pages.vnnews.parse(words=False).index.tolist()
        ['trống', 'vắn']
    """

    def __init__(self, pages: pandas.Series) -> None:
        self._pages = pages

    def parse(
        self, *, url: Iterable[str] | None = None, date: Iterable[Any] | None = None, **options: Any
    ) -> pandas.DataFrame:
        """Return the first article of each page, in a table with the Series' index.

        A page without an article keeps its row: its columns are empty and `error` says why.

        Args:
            url: The pages' URLs, in the same order.
            date: The pages' dates, as `datetime.date`s, in the same order.
            options: Options of `vnnews.Pipeline`, e.g. ``words=False``.
        """
        articles, errors = parse_first(self._pages, urls=url, dates=date, pipeline=Pipeline(**options))
        frame = to_frame(articles).drop(columns="article")
        frame["error"] = import_extra("pandas", "pandas").Series(errors, dtype="str")
        frame.index = self._pages.index
        return frame


def _to_pandas(table: Table) -> pandas.DataFrame:
    pd = import_extra("pandas", "pandas")
    columns = {}
    for name, values in table.items():
        if name in MOMENT_COLUMNS:
            moments = pd.to_datetime(pd.Series(values, dtype="object"), utc=True)
            columns[name] = moments.dt.as_unit("us").dt.tz_convert("Asia/Ho_Chi_Minh")
        elif name in NUMBER_COLUMNS:
            columns[name] = pd.Series(values, dtype="int64")
        elif name in SHARE_COLUMNS:
            columns[name] = pd.Series(values, dtype="float64")
        elif name == "foreign":
            columns[name] = pd.Series(values, dtype="bool")
        else:
            columns[name] = pd.Series(values, dtype="object" if name in LIST_COLUMNS else "str")
    return pd.DataFrame(columns)


def register_accessor() -> None:
    """Make `.vnnews` known to pandas; happens when this module is imported, and does nothing the second time.

    Example:
        >>> import pandas
        >>> register_accessor()
        >>> hasattr(pandas.Series(["Tin"]), "vnnews")
        True
    """
    pd = import_extra("pandas", "pandas")
    if not hasattr(pd.Series, "vnnews"):
        pd.api.extensions.register_series_accessor("vnnews")(RawPages)


with suppress(MissingExtra):  # the functions above say what is missing when they are called
    register_accessor()
