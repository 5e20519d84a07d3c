"""Scrapy: an item pipeline that turns the raw page in an item into clean articles.

Takes items with the page in one field (`raw`) and, if there are such fields, its `url` and `date`; gives the same items with `articles`, a
list of plain dictionaries that every feed exporter can write. Decides that an item whose page holds no article is dropped, unless
`VNNEWS_KEEP_EMPTY` is set, and counts the reasons in the crawl's statistics. It never raises anything but Scrapy's `DropItem`.

Settings:
    VNNEWS_FIELDS: Your own names of the fields, e.g. ``{"raw": "html", "articles": "bai_bao"}``.
    VNNEWS_OPTIONS: Options of `vnnews.Pipeline`, e.g. ``{"words": False}``.
    VNNEWS_KEEP_RAW: Whether the raw page stays in the item (False).
    VNNEWS_KEEP_EMPTY: Whether items without an article are kept, with an empty list (False).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnnews.errors import InputError
from vnnews.extras import import_extra
from vnnews.models import Failure, RawPage
from vnnews.pipeline import Pipeline

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

FIELDS = {"raw": "raw", "url": "url", "date": "date", "articles": "articles"}


class ArticlePipeline:
    """A Scrapy item pipeline; put ``"vnnews.integrations.scrapy.ArticlePipeline": 300`` into ``ITEM_PIPELINES``.

    Example:
        >>> pipeline = ArticlePipeline(Pipeline(words=False), keep_empty=True)
        >>> pipeline.process_item({"raw": ""})
        {'articles': []}
    """

    def __init__(
        self,
        pipeline: Pipeline | None = None,
        *,
        fields: dict[str, str] | None = None,
        keep_raw: bool = False,
        keep_empty: bool = False,
        stats: Any = None,
    ) -> None:
        unknown = set(fields or ()) - set(FIELDS)
        if unknown:
            raise InputError(
                f"VNNEWS_FIELDS has no {sorted(unknown)[0]!r}; it has {', '.join(FIELDS)}", reason="bad setting"
            )
        self._adapt = import_extra("itemadapter", "scrapy").ItemAdapter
        self._drop = import_extra("scrapy.exceptions", "scrapy").DropItem
        self._pipeline = pipeline or Pipeline()
        self._fields = {**FIELDS, **(fields or {})}
        self._keep_raw = keep_raw
        self._keep_empty = keep_empty
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArticlePipeline:
        """Return the pipeline as the crawl's settings want it.

        Raises:
            InputError: A setting has a name or a value that makes no sense.
        """
        settings = crawler.settings
        try:
            pipeline = Pipeline(**settings.getdict("VNNEWS_OPTIONS"))
        except TypeError as error:
            raise InputError(f"VNNEWS_OPTIONS: {error}", reason="bad setting") from None
        return cls(
            pipeline,
            fields=settings.getdict("VNNEWS_FIELDS"),
            keep_raw=settings.getbool("VNNEWS_KEEP_RAW"),
            keep_empty=settings.getbool("VNNEWS_KEEP_EMPTY"),
            stats=crawler.stats,
        )

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Return the item with its articles.

        Raises:
            DropItem: The page holds no article, or it could not be read.
        """
        fields = self._adapt(item)
        raw = fields.get(self._fields["raw"], "")
        url, date = fields.get(self._fields["url"]), fields.get(self._fields["date"])
        (result,) = self._pipeline.pipe([RawPage(raw, url=url or None, date=date or None)])
        if isinstance(result, Failure):
            self._count(f"failed/{result.reason}")
            articles = []
        else:
            articles = [article.to_dict() for article in result.articles]
            self._count(f"pages/{result.type.value}")
            self._count("articles", len(articles))
        if not articles and not self._keep_empty:
            why = (
                result.error if isinstance(result, Failure) else f"no article on a page of the type {result.type.value}"
            )
            raise self._drop(f"{why}: {url or 'no URL'}")
        fields[self._fields["articles"]] = articles
        if not self._keep_raw:
            fields.pop(self._fields["raw"], None)
        return item

    def _count(self, what: str, number: int = 1) -> None:
        if self._stats is not None:
            self._stats.inc_value(f"vnnews/{what}", number)
