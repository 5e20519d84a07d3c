"""Wrong arguments at every front door: an `InputError` that says what to do, before any work is done."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

import vnnews
from vnnews import gazetteer
from vnnews.errors import InputError
from vnnews.models import Article, Failure, Page, RawPage
from vnnews.write.tables import tabulate_articles, tabulate_mentions, tabulate_officials

PAGE = "Cầu phao Ninh Cường mở lại\n\nSáng 5/8, xe máy được qua cầu.\n"
LIGHT = vnnews.Pipeline(words=False, entities=False)
ANSWER = SimpleNamespace(content=b"<p>Tin</p>", url="https://bao.example/1")


@pytest.mark.parametrize("parse", [vnnews.parse, vnnews.parse_page, LIGHT.parse, LIGHT.parse_page])
@pytest.mark.parametrize(
    ("raw", "options", "told"),
    [
        (PAGE, {"url": 5}, "url must be a str"),
        (PAGE, {"url": b"https://bao.example"}, "url must be a str"),
        (PAGE, {"url": Path("tin.html")}, "url must be a str"),
        (PAGE, {"date": "hôm qua"}, "ISO text"),
        (PAGE, {"date": 20250701}, "ISO text"),
        (PAGE, {"kind": "pdf"}, "'html' or 'text'"),
        (PAGE, {"kind": 5}, "'html' or 'text'"),
        (None, {}, "not None"),
        (5, {}, "not int"),
        ([PAGE], {}, "takes many pages"),
        (io.BytesIO(b"Tin"), {}, r"what its read\(\) returns"),
        (ANSWER, {}, "give its content"),
        (Path("tin.html"), {}, "cannot read the page 'tin.html': No such file"),
        ("page.html", {}, r"give parse\(Path\('page.html'\)\)"),
        ("  dump/2024/bài-viết.HTM\n", {}, r"give parse\(Path"),
        (r"C:\tin\bai.txt", {}, r"give parse\(Path"),
        ("pages/a.html.gz", {}, r"give parse\(Path"),
        ("https://bao.example/bai-1.html", {}, "fetch it first"),
        ("\thttp://bao.example/tin?id=5\n", {}, "fetch it first"),
        ("www.bao.example/tin", {}, "fetch it first"),
        ("s3://kho/tin.html", {}, "fetch it first"),
    ],
)
def test_a_page_and_what_is_said_of_it(parse: Callable[..., Any], raw: Any, options: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse(raw, **options)


@pytest.mark.parametrize(
    "page",
    [
        "Xem https://bao.example/tin.html",
        "https://bao.example/tin.html\nGiá lúa tăng",
        "Nguồn:https://bao.example/tin.html",
        "Tin",
        "VnNews.vn",
        "<p>tin.html</p>",
        "Bản tin số 5.txt",
        "",
        "https://" + "a" * 5000,
        b"https://bao.example/tin.html",
        bytearray(b"Tin"),
    ],
)
def test_a_page_may_be_short_and_hold_an_address(page: bytes | str) -> None:
    assert isinstance(LIGHT.parse_page(page), Page)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"gazetteer": None}, "'' for none"),
        ({"gazetteer": ["a.jsonl"]}, "must be a path"),
        ({"user_words": "một chuỗi"}, r"write \('một chuỗi',\)"),
        ({"user_words": None}, "several texts"),
        ({"user_words": ("học sinh", 5)}, "each of user_words"),
        ({"words": "no"}, "words must be True or False"),
        ({"entities": None}, "entities must be True or False"),
        ({"max_page_chars": "1000"}, "positive int"),
        ({"max_page_chars": 0}, "positive int"),
        ({"site_memory": "sites.json"}, "SiteMemory or None"),
    ],
)
def test_an_option_of_the_pipeline(options: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        vnnews.Pipeline(**options)
    with pytest.raises(InputError, match=told):
        msgspec.structs.replace(LIGHT, **options)


def test_options_come_in_the_forms_that_callers_have(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text("", encoding="utf-8")
    pipeline = vnnews.Pipeline(gazetteer=own, user_words=["cầu phao"])
    assert (pipeline.gazetteer, pipeline.user_words) == (str(own), ("cầu phao",))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(pipeline), type=vnnews.Pipeline) == pipeline


@pytest.mark.parametrize("pages", ["ab", b"ab", Path("a.html"), None, 5, RawPage("Tin")])
def test_a_stream_of_pages_is_not_one_page(pages: Any) -> None:
    with pytest.raises(InputError, match="put it in a list"):
        LIGHT.pipe(pages)


def test_a_wrong_page_in_a_stream_stops_nothing() -> None:
    pages = [PAGE, "a.html", Path("a.html"), None, "https://bao.example/1", RawPage(PAGE, url=5), PAGE]  # type: ignore[arg-type]
    results = list(LIGHT.pipe(pages))  # type: ignore[arg-type]
    assert [isinstance(result, Page) for result in results] == [True, False, False, False, False, False, True]
    failures = [result for result in results if isinstance(result, Failure)]
    assert [failure.reason for failure in failures] == ["path", "path", "type", "address", "type"]


def test_what_a_dump_filed_as_a_page_is_one() -> None:
    (result,) = LIGHT.pipe([RawPage("https://bao.example/1", source="tin.jsonl:1")])
    assert isinstance(result, Page)


@pytest.mark.parametrize(
    ("text", "options"),
    [(None, {}), (5, {}), (b"Tin", {}), ("Tin", {"user_words": "một chuỗi"}), ("Tin", {"user_words": 5})],
)
def test_a_text_to_segment(text: Any, options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        vnnews.segment(text, **options)


@pytest.mark.parametrize("tabulate", [tabulate_articles, tabulate_officials, tabulate_mentions])
@pytest.mark.parametrize("items", [Article("Tin"), "tin.html", None, 5, ["<p>Tin</p>"], [None], [{"title": "Tin"}]])
def test_what_makes_a_table(tabulate: Callable[[Any], Any], items: Any) -> None:
    with pytest.raises(InputError):
        tabulate(items)


@pytest.mark.parametrize("ask", [gazetteer.province, gazetteer.agency, gazetteer.expand, gazetteer.successors])
@pytest.mark.parametrize(
    ("name", "day"), [(None, None), (5, None), (b"Hu\xe1\xba\xbf", None), ("Huế", "2024"), ("Huế", 2024)]
)
def test_a_question_to_the_gazetteer(ask: Callable[..., Any], name: Any, day: Any) -> None:
    with pytest.raises(InputError):
        ask(name, on=day)
    assert ask("Huế", on=dt.date(2024, 5, 1)) is not None
