"""Columns of raw pages in, columns of articles out: what pandas, polars and `datasets` have in common.

Thin over `vnnews.batch.parsing.parse_batch`. Decides that every article of a page has a row, that a page without one keeps a row whose `error` says why,
and that the other columns of the batch are repeated for each article, so that nothing has to be joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vnnews.batch.fields import guess_fields
from vnnews.batch.parsing import Parsed, parse_batch
from vnnews.batch.tasks import Fields
from vnnews.batch.work import WorkOptions
from vnnews.models import Article
from vnnews.write.tables import ARTICLE_COLUMNS, Table, tabulate_articles

_GUESSED = Fields()
_DEFAULT = WorkOptions()

COLUMNS = (*ARTICLE_COLUMNS[1:], "number", "error")
"""What a batch gets: an article's columns but for its number in the whole, its number on its page, and why a page has none."""

NO_ARTICLE = Article("")
"""Stands where a page has no article."""


def parse_columns(
    batch: Mapping[str, Sequence[Any]], *, fields: Fields = _GUESSED, options: WorkOptions = _DEFAULT
) -> Table:
    """Return the columns of all articles of a batch of pages, and the batch's own columns but for the pages.

    A column of the batch that has the name of an article's column gives way to it.

    Args:
        batch: Columns by name, one of them with the pages, as text or bytes.
        fields: Which columns hold page, address and date; a column with a known name is found when it is the only one.
        options: What to do with each page.

    Raises:
        InputError: The column of the pages cannot be told, or the columns differ in length.

    Example:
        >>> table = parse_columns({"id": [7, 8], "html": ["", ""]})
        >>> table["id"], table["error"]
        ([7, 8], ['empty', 'empty'])
    """
    parsed = parse_batch(batch, fields=fields, options=options)
    places = list_places(parsed)
    others = list_others(batch, fields)
    return {**{name: [batch[name][place] for place in places] for name in others}, **tabulate_parsed(parsed)}


def tabulate_parsed(parsed: Iterable[Parsed]) -> Table:
    """Return the articles of a batch as columns, one row for a page without an article."""
    found = list(parsed)
    table = tabulate_articles(article for page in found for article in (page.rows or (NO_ARTICLE,)))
    del table["article"]  # numbers of a batch mean nothing in the whole
    table["number"] = [number for page in found for number in range(len(page.rows) or 1)]
    table["error"] = [page.error for page in found for _ in range(len(page.rows) or 1)]
    return table


def list_places(parsed: Iterable[Parsed]) -> list[int]:
    """Return for each row of the table which page of the batch it is of.

    Example:
        >>> list_places([Parsed([], "empty"), Parsed([], "listing")])
        [0, 1]
    """
    return [place for place, page in enumerate(parsed) for _ in range(len(page.rows) or 1)]


def list_others(names: Iterable[str], fields: Fields) -> list[str]:
    """Return the columns of a batch that stay: all but the pages, and those that an article has of its own.

    Example:
        >>> list_others(["id", "html", "url"], Fields())
        ['id']
    """
    names = list(names)
    page = guess_fields(names, fields).text
    return [name for name in names if name != page and name not in COLUMNS]
