"""Scrapy: an item pipeline that turns the raw page in an item into clean articles, and a spider middleware that does it to every response.

`ArticlePipeline` takes items with the page in one field (`raw`) and, if there are such fields, its `url` and `date`; gives the same items with
`articles`, a list of plain dictionaries that every feed exporter can write. Decides that an item whose page holds no article is dropped, unless
`VNNEWS_KEEP_EMPTY` is set, and counts the reasons in the crawl's statistics. It never raises anything but Scrapy's `DropItem`. The raw page
of a dropped item stays in it for those who listen to `item_dropped`, but writes only its size into the log.

`ArticleMiddleware` needs no raw pages in items: it adds the articles of each response to what the spider yields, and a request
for each related story. Which sites are entered stays with Scrapy's `allowed_domains`, how deep with `DEPTH_LIMIT`.

Settings:
    VNNEWS_FIELDS: Your own names of the fields, e.g. ``{"raw": "html", "articles": "bai_bao"}``.
    VNNEWS_OPTIONS: Options of `vnnews.Pipeline`, e.g. ``{"words": False}``.
    VNNEWS_KEEP_RAW: Whether the raw page stays in the item (False).
    VNNEWS_KEEP_EMPTY: Whether items without an article are kept, with an empty list (False).
    VNNEWS_FOLLOW: Whether the middleware requests related stories (True).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from vnnews.errors import InputError
from vnnews.extras import import_extra
from vnnews.models import Failure, Page, RawPage, RelatedStory
from vnnews.models.base import shorten
from vnnews.pipeline import Pipeline

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

FIELDS = {"raw": "raw", "url": "url", "date": "date", "articles": "articles"}

_LONGEST_URL = 200
"""Characters of an address that the message of a dropped item shows: some hold a whole picture."""


class UnloggedBytes(bytes):
    """A page that a log shows by its size alone; Scrapy writes a dropped item into the log, and with it all that it holds.

    Example:
        >>> {"raw": UnloggedBytes("Tin vắn".encode())}
        {'raw': <page of 9 bytes>}
    """

    def __repr__(self) -> str:
        return f"<page of {len(self)} bytes>"

    __str__ = __repr__


class UnloggedText(str):
    """The same for a page that was decoded already. `str()` of it is the page, which exporters need.

    Example:
        >>> {"raw": UnloggedText("Tin vắn")}
        {'raw': <page of 7 characters>}
    """

    def __repr__(self) -> str:
        return f"<page of {len(self)} characters>"


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
        self._adapt = import_extra("itemadapter", "scrapy").ItemAdapter
        self._drop = import_extra("scrapy.exceptions", "scrapy").DropItem
        self._pipeline = pipeline or Pipeline()
        self._fields = _name_fields(fields or {})
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
        return cls(
            _make_pipeline(settings),
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
        if not raw and fields.get(self._fields["articles"]):  # the middleware's own
            return item
        url, date = fields.get(self._fields["url"]), fields.get(self._fields["date"])
        (result,) = self._pipeline.pipe([RawPage(raw, url=url or None, date=date or None)])
        _count(self._stats, result)
        articles = _list_articles(result)
        if not articles and not self._keep_empty:
            if self._fields["raw"] in fields:
                fields[self._fields["raw"]] = UnloggedText(raw) if isinstance(raw, str) else UnloggedBytes(raw)
            raise self._drop(f"{_why_none(result)}: {str(url or 'no URL')[:_LONGEST_URL]}")
        fields[self._fields["articles"]] = articles
        if not self._keep_raw:
            fields.pop(self._fields["raw"], None)
        return item


class ArticleMiddleware:
    """A Scrapy spider middleware; put ``"vnnews.integrations.scrapy.ArticleMiddleware": 950`` into ``SPIDER_MIDDLEWARES``.

    The number is above 900, so that Scrapy counts the depth of the requests and names their referrer. The spider's own `parse` may yield
    nothing at all.

    Example:
        >>> from scrapy.http import HtmlResponse
        >>> page = "<ul>" + "".join(f"<li><a href='/tin-{n}.html'>Cầu An Phú thông xe trở lại, đợt {n}</a></li>" for n in range(9)) + "</ul>"
        >>> middleware = ArticleMiddleware(Pipeline(words=False))
        >>> found = middleware.process_spider_output(HtmlResponse("https://bao.example/", body=page.encode()), [])
        >>> next(found)
        <GET https://bao.example/tin-0.html>
    """

    def __init__(
        self,
        pipeline: Pipeline | None = None,
        *,
        fields: dict[str, str] | None = None,
        follow: bool = True,
        stats: Any = None,
    ) -> None:
        self._request = import_extra("scrapy", "scrapy").Request
        self._text = import_extra("scrapy.http", "scrapy").TextResponse
        self._pipeline = pipeline or Pipeline()
        self._fields = _name_fields(fields or {})
        self._follow = follow
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArticleMiddleware:
        """Return the middleware as the crawl's settings want it.

        Raises:
            InputError: A setting has a name or a value that makes no sense.
        """
        settings = crawler.settings
        return cls(
            _make_pipeline(settings),
            fields=settings.getdict("VNNEWS_FIELDS"),
            follow=settings.getbool("VNNEWS_FOLLOW", True),
            stats=crawler.stats,
        )

    def process_spider_output(self, response: Response, result: Iterable[Any], spider: Any = None) -> Iterator[Any]:
        """Yield what the spider does, then the articles of the response, then requests for its related stories."""
        yield from result
        yield from self._read(response)

    async def process_spider_output_async(
        self, response: Response, result: AsyncIterator[Any], spider: Any = None
    ) -> AsyncIterator[Any]:
        """Yield the same for a spider whose methods are asynchronous."""
        async for one in result:
            yield one
        for found in self._read(response):
            yield found

    def _read(self, response: Response) -> Iterator[Any]:
        if not isinstance(response, self._text):  # a picture, a PDF
            return
        (result,) = self._pipeline.pipe([RawPage(response.body, url=response.url)])
        _count(self._stats, result)
        if articles := _list_articles(result):
            yield {self._fields["url"]: response.url, self._fields["articles"]: articles}
        if self._follow and isinstance(result, Page):
            yield from map(self._request, list_related(result.related, response.url))


def list_related(stories: Iterable[RelatedStory], url: str) -> list[str]:
    """Return the absolute addresses of the related stories of a page, each once, without the page itself.

    Example:
        >>> from vnnews.models import RelatedStory
        >>> stories = [RelatedStory("Tin", url=url) for url in ("/a.html#binh-luan", "/a.html", "javascript:void(0)", "/b.html")]
        >>> list_related(stories, "https://bao.example/b.html")
        ['https://bao.example/a.html']
    """
    found: dict[str, None] = {}
    for story in stories:
        try:
            address = urlsplit(urljoin(url, story.url))
        except ValueError:  # 'http://[1/2' is no address
            continue
        if address.scheme in ("http", "https") and address.netloc:
            found[address._replace(fragment="").geturl()] = None
    found.pop(url.partition("#")[0], None)
    return list(found)


def _name_fields(given: dict[str, str]) -> dict[str, str]:
    unknown = set(given) - set(FIELDS)
    if unknown:
        raise InputError(
            f"VNNEWS_FIELDS has no {sorted(unknown)[0]!r}; it has {', '.join(FIELDS)}", reason="bad setting"
        )
    return {**FIELDS, **given}


def _make_pipeline(settings: Any) -> Pipeline:
    try:
        return Pipeline(**settings.getdict("VNNEWS_OPTIONS"))
    except TypeError as error:
        raise InputError(f"VNNEWS_OPTIONS: {error}", reason="bad setting") from None


def _list_articles(result: Page | Failure) -> list[Any]:
    """The articles as plain dictionaries."""
    return [article.to_dict() for article in result.articles] if isinstance(result, Page) else []


def _why_none(result: Page | Failure) -> str:
    if isinstance(result, Failure):
        return shorten(result.error)
    return f"no article on a page of the type {result.type.value}"


def _count(stats: Any, result: Page | Failure) -> None:
    if stats is None:
        return
    if isinstance(result, Failure):
        stats.inc_value(f"vnnews/failed/{result.reason}", 1)
    else:
        stats.inc_value(f"vnnews/pages/{result.type.value}", 1)
        stats.inc_value("vnnews/articles", len(result.articles))
