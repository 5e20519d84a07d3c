"""pandas: tables of articles, officials and mentions; raw pages in a frame or a column become articles.

Takes `Article`s and `Page`s, or a frame of raw pages, gives `DataFrame`s. Importing this module (or calling `vnnews.to_frame`) registers the accessor:
`frame["html"].vnnews.parse()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from vnnews.batch.parsing import parse_batch
from vnnews.batch.tasks import Fields
from vnnews.batch.work import WorkOptions
from vnnews.errors import MissingExtra
from vnnews.extras import import_extra
from vnnews.integrations.columns import list_others, list_places, tabulate_parsed
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

_GUESSED = Fields()
_DEFAULT = WorkOptions()


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


def parse_frame(
    pages: pandas.DataFrame, *, fields: Fields = _GUESSED, options: WorkOptions = _DEFAULT
) -> pandas.DataFrame:
    """Return a frame with all articles of a frame of pages, one row an article; the other columns and the index are repeated.

    A page without an article keeps a row: its columns are empty and `error` says why. `number` is the article's number on its page.

    Args:
        pages: One page a row, in a column of text or bytes.
        fields: Which columns hold page, address and date; a column with a known name is found when it is the only one.
        options: What to do with each page.

    Raises:
        InputError: The column of the pages cannot be told.

    Example:
        >>> import pandas
        >>> parse_frame(pandas.DataFrame({"id": [7], "html": [""]}))[["id", "error"]].values.tolist()
        [[7, 'empty']]
    """
    parsed = parse_batch({str(name): column.tolist() for name, column in pages.items()}, fields=fields, options=options)
    places = list_places(parsed)
    found = _to_pandas(tabulate_parsed(parsed))
    found.index = pages.index.take(places)
    others = pages[list_others(pages, fields)].take(places)
    return import_extra("pandas", "pandas").concat([others, found], axis="columns")


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
        """Return all articles of the pages, in a table with the Series' index, which is repeated where a page has several.

        A page without an article keeps a row: its columns are empty and `error` says why. `number` is the article's number on its page.

        Args:
            url: The pages' URLs, in the same order.
            date: The pages' dates, as `datetime.date`s, in the same order.
            options: Options of `vnnews.Pipeline`, e.g. ``words=False``.

        Raises:
            InputError: There are more or fewer URLs or dates than pages.
        """
        given = {"html": self._pages.tolist(), "url": url, "date": date}
        columns = {name: list(values) for name, values in given.items() if values is not None}
        fields = Fields("html", url="url", date="date")
        parsed = parse_batch(columns, fields=fields, options=WorkOptions(Pipeline(**options)))
        frame = _to_pandas(tabulate_parsed(parsed))
        frame.index = self._pages.index.take(list_places(parsed))
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
