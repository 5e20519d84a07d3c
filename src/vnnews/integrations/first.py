"""The first article of each page of a column: one result a page, also for pages without an article, so that columns stay aligned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from vnnews.errors import InputError
from vnnews.models import Article, Page, RawPage
from vnnews.pipeline import Pipeline

T = TypeVar("T")

NO_ARTICLE = Article("")
"""Stands where a page has no article."""


def parse_first(
    pages: Iterable[object],
    *,
    urls: Iterable[str | None] | None = None,
    dates: Iterable[dt.date | None] | None = None,
    pipeline: Pipeline = Pipeline(),  # noqa: B008 - frozen
) -> tuple[list[Article], list[str]]:
    """Return the first article of each page, and for each page why there is none ('' when there is one).

    Args:
        pages: Raw pages as text or bytes; anything else counts as an empty page, as missing values do.
        urls: The pages' URLs, as many as pages.
        dates: The pages' dates, as many as pages.
        pipeline: The steps with their options.

    Raises:
        InputError: There are more or fewer URLs or dates than pages.

    Example:
        >>> parse_first(["", None])[1]
        ['empty', 'empty']
    """
    given = list(pages)
    known_urls = _as_many("urls", urls, len(given))
    known_dates = _as_many("dates", dates, len(given))
    raw = (
        RawPage(page if isinstance(page, bytes | str) else "", url=url or None, date=date)
        for page, url, date in zip(given, known_urls, known_dates, strict=True)
    )
    articles: list[Article] = []
    reasons: list[str] = []
    for result in pipeline.pipe(raw):
        found = result.articles if isinstance(result, Page) else ()
        articles.append(found[0] if found else NO_ARTICLE)
        reasons.append("" if found else result.type.value if isinstance(result, Page) else result.reason)
    return articles, reasons


def _as_many(name: str, values: Iterable[T] | None, number: int) -> list[T | None]:
    known: list[T | None] = [None] * number if values is None else list(values)
    if len(known) != number:
        raise InputError(f"{number} pages but {len(known)} {name}", stage="read", reason="lengths differ")
    return known
