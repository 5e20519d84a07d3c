"""The Scrapy item pipeline, alone and in a real crawl of a local server that serves `examples/pages/`."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import vnnews
from vnnews.errors import InputError
from vnnews.models import Article
from vnnews.pipeline import Pipeline
from vnnews.write import to_json

scrapy: Any = pytest.importorskip("scrapy", reason="scrapy is not installed: pip install '.[scrapy]'")

from itemadapter import ItemAdapter  # noqa: E402
from scrapy.exceptions import DropItem  # noqa: E402
from scrapy.http import HtmlResponse, Response  # noqa: E402
from scrapy.logformatter import LogFormatter  # noqa: E402
from scrapy.settings import Settings  # noqa: E402

from vnnews.integrations.scrapy import ArticleMiddleware, ArticlePipeline  # noqa: E402

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "examples" / "pages"
PAGE = (PAGES / "paper-a.html").read_bytes()
LISTING = (PAGES / "listing.html").read_bytes()


class Counts(dict[str, int]):
    """What the pipeline needs of a crawl's statistics."""

    def inc_value(self, name: str, number: int = 1) -> None:
        self[name] = self.get(name, 0) + number


def make_crawler(settings: dict[str, Any]) -> Any:
    return SimpleNamespace(settings=Settings({"VNNEWS_OPTIONS": {"words": False}, **settings}), stats=Counts())


def make(**settings: Any) -> ArticlePipeline:
    return ArticlePipeline.from_crawler(make_crawler(settings))


def test_item_gets_its_articles_and_loses_the_raw_page() -> None:
    item = make().process_item({"raw": PAGE, "url": "https://bao.example/1.html"})
    assert set(item) == {"url", "articles"}
    assert item["articles"][0]["title"] == vnnews.Pipeline(words=False).parse(PAGE).title
    json.dumps(item["articles"], default=str)


def test_item_without_article_is_dropped_and_counted() -> None:
    crawler = make_crawler({})
    pipeline = ArticlePipeline.from_crawler(crawler)
    with pytest.raises(DropItem, match=r"listing: https://bao\.example/du-lich"):
        pipeline.process_item({"raw": LISTING, "url": "https://bao.example/du-lich"})
    with pytest.raises(DropItem):
        pipeline.process_item({"raw": b"\x89PNG\r\n\x1a\n\x00\x00"})
    with pytest.raises(DropItem):
        pipeline.process_item({"url": "https://bao.example/du-lich"})
    stats = crawler.stats
    assert stats["vnnews/pages/listing"] == 1
    assert sum(number for name, number in stats.items() if name.startswith("vnnews/")) >= 3


def test_settings_rename_fields_and_keep_things() -> None:
    pipeline = make(VNNEWS_FIELDS={"raw": "html", "articles": "bai_bao"}, VNNEWS_KEEP_RAW=True, VNNEWS_KEEP_EMPTY=True)
    assert pipeline.process_item({"html": LISTING})["bai_bao"] == []
    item = pipeline.process_item({"html": PAGE})
    assert len(item["bai_bao"]) == 1
    assert item["html"] == PAGE


@pytest.mark.parametrize("settings", [{"VNNEWS_FIELDS": {"rwa": "html"}}, {"VNNEWS_OPTIONS": {"word": True}}])
def test_a_wrong_setting_is_named(settings: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(settings))):
        make(**settings)


def test_items_of_every_kind_are_taken() -> None:
    @dataclasses.dataclass
    class Kept:
        raw: bytes
        articles: list[Any] = dataclasses.field(default_factory=list)

    class Declared(scrapy.Item):
        raw = scrapy.Field()
        articles = scrapy.Field()

    assert len(make(VNNEWS_KEEP_RAW=True).process_item(Kept(PAGE)).articles) == 1
    assert len(make().process_item(Declared(raw=PAGE))["articles"]) == 1


@pytest.mark.parametrize("raw", [LISTING * 20, (LISTING * 20).decode()])
@pytest.mark.parametrize("kind", ["dict", "item", "dataclass"])
def test_a_dropped_page_is_not_written_into_the_log(raw: bytes | str, kind: str) -> None:
    @dataclasses.dataclass
    class Kept:
        raw: bytes | str
        url: str

    class Declared(scrapy.Item):
        raw = scrapy.Field()
        url = scrapy.Field()

    make_item: Any = {"dict": dict, "item": Declared, "dataclass": Kept}[kind]
    item = make_item(raw=raw, url="data:text/html," + "a" * 9000)
    with pytest.raises(DropItem) as dropped:
        make().process_item(item)
    spider = SimpleNamespace(crawler=SimpleNamespace(settings=Settings()))
    line = LogFormatter().dropped(item, dropped.value, None, spider)
    written = line["msg"] % line["args"]
    assert f"<page of {len(raw)} " in written
    assert len(written) - 9000 < 600  # the address is the spider's own
    assert ItemAdapter(item)["raw"] == raw  # nothing is lost to those who listen to item_dropped


def respond(name: str, address: str = "https://bao.example/tin/1.html") -> HtmlResponse:
    return HtmlResponse(address, body=(PAGES / name).read_bytes())


def make_middleware(**settings: Any) -> ArticleMiddleware:
    return ArticleMiddleware.from_crawler(make_crawler(settings))


def test_the_middleware_adds_articles_and_requests() -> None:
    own = {"bài": 1}
    given, item, *requests = make_middleware().process_spider_output(respond("paper-a.html"), [own])
    assert given is own
    assert item["url"] == "https://bao.example/tin/1.html"
    assert item["articles"][0]["title"] == vnnews.Pipeline(words=False).parse(PAGE).title
    assert make().process_item(item) is item  # the item pipeline may stay switched on
    addresses = [request.url for request in requests]
    assert addresses
    assert all(address.startswith("https://") and "#" not in address for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_a_listing_is_followed_and_gives_no_item() -> None:
    found = list(make_middleware().process_spider_output(respond("listing.html"), []))
    assert len(found) > 3
    assert all(isinstance(one, scrapy.Request) for one in found)
    assert list(make_middleware(VNNEWS_FOLLOW=False).process_spider_output(respond("listing.html"), [])) == []


def test_the_middleware_takes_only_text() -> None:
    picture = Response("https://bao.example/anh.jpg", body=b"\xff\xd8")
    assert list(make_middleware().process_spider_output(picture, [])) == []


def test_the_middleware_serves_asynchronous_spiders() -> None:
    async def yield_own() -> AsyncIterator[dict[str, int]]:
        yield {"bài": 1}

    async def collect() -> list[Any]:
        found = make_middleware().process_spider_output_async(respond("listing.html"), yield_own())
        return [one async for one in found]

    first, *others = asyncio.run(collect())
    assert first == {"bài": 1}
    assert len(others) > 3


@pytest.fixture
def server() -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(PAGES))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()
        thread.join()


def test_a_real_crawl_gives_the_articles_of_the_example_pages(server: str, tmp_path: Path) -> None:
    out = tmp_path / "articles.jsonl"
    fast = ["-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "LOG_LEVEL=INFO"]
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"start={server}", "-O", str(out), *fast],
        cwd=ROOT / "examples" / "scrapy",
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    crawled = {
        item["url"].removeprefix(server): item["articles"]
        for item in map(json.loads, out.read_text(encoding="utf-8").splitlines())
    }
    pipeline = Pipeline()
    expected: dict[str, list[Article]] = {}
    for page in PAGES.iterdir():
        articles = pipeline.parse_page(page.read_bytes(), url=server + page.name).articles
        if articles:
            expected[page.name] = list(articles)
    assert set(crawled) == set(expected)
    for name, articles in expected.items():
        assert crawled[name] == [json.loads(to_json(article)) for article in articles]
    (number,) = re.findall(r"'vnnews/articles': (\d+)", done.stderr)
    assert int(number) == sum(map(len, expected.values()))
    assert "'vnnews/pages/listing': 2" in done.stderr


SPIDER = """
import scrapy


class Frontier(scrapy.Spider):
    name = "frontier"
    custom_settings = {
        "SPIDER_MIDDLEWARES": {"vnnews.integrations.scrapy.ArticleMiddleware": 950},
        "VNNEWS_OPTIONS": {"words": False, "entities": False},
        "TELNETCONSOLE_ENABLED": False,
    }

    def __init__(self, start, **options):
        super().__init__(**options)
        self.start_urls = [start]

    def parse(self, response):
        return ()
"""


def test_a_real_crawl_follows_related_stories(server: str, tmp_path: Path) -> None:
    (tmp_path / "frontier.py").write_text(SPIDER, encoding="utf-8")
    settings = ["-s", "DEPTH_LIMIT=1", "-s", "LOG_LEVEL=INFO"]
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", "frontier.py", "-O", "articles.jsonl", "-a", f"start={server}listing.html", *settings],
        cwd=tmp_path,
        env={**os.environ, "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert "'vnnews/pages/listing': 1" in done.stderr
    assert int(re.findall(r"'request_depth_max': (\d+)", done.stderr)[0]) == 1
