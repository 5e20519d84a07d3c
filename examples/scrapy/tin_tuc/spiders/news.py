"""A spider that follows the links of a start page within its site and hands every page on, raw."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response, TextResponse


class NewsSpider(scrapy.Spider):
    """Crawls one site: ``scrapy crawl news -a start=https://bao.example/ -O articles.jsonl``."""

    name = "news"

    def __init__(self, start: str, **options: Any) -> None:
        super().__init__(**options)
        self.start_url = start
        self.site = urlsplit(start).netloc

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Begin with the start page."""
        yield scrapy.Request(self.start_url, callback=self.follow_links)

    def follow_links(self, response: Response) -> Iterator[scrapy.Request]:
        """Follow the links that stay on the site."""
        if not isinstance(response, TextResponse):
            return
        for link in response.css("a::attr(href)").getall():
            request = response.follow(link, callback=self.hand_on)
            if urlsplit(request.url).netloc == self.site:
                yield request

    def hand_on(self, response: Response) -> Iterator[dict[str, object]]:
        """Hand the page on as it came: vnnews finds its encoding, its article and its date."""
        yield {"raw": response.body, "url": response.url}
