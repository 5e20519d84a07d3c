"""Tables for pandas and polars: types, joins, and what is told when a library is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

import vnnews
from vnnews.batch import WorkOptions
from vnnews.errors import InputError, MissingExtra
from vnnews.extras import import_extra
from vnnews.integrations.columns import parse_columns
from vnnews.models import Article, Failure, Page
from vnnews.pipeline import Pipeline
from vnnews.write.tables import (
    ARTICLE_COLUMNS,
    MENTION_COLUMNS,
    POST_COLUMNS,
    tabulate_articles,
    tabulate_mentions,
    tabulate_officials,
)


def test_tables_have_their_columns_also_when_empty() -> None:
    assert tuple(tabulate_articles([])) == ARTICLE_COLUMNS
    assert tuple(tabulate_officials([])) == POST_COLUMNS
    assert tuple(tabulate_mentions([])) == MENTION_COLUMNS


def test_tables_take_a_stream_of_pages_and_failures(article: Article, page: Page) -> None:
    table = tabulate_articles([page, Failure("x", "read", "binary"), article])
    assert table["article"] == [0, 1]
    assert table["title"] == [article.title] * 2
    assert table["words"] == [len(article.words)] * 2


def test_officials_without_post_keep_a_row(article: Article) -> None:
    bare = msgspec.structs.replace(article.officials[0], posts=())
    table = tabulate_officials([msgspec.structs.replace(article, officials=(bare, *article.officials))])
    assert table["role"] == ["", "Phó Chủ tịch"]
    assert table["status"] == ["", "current"]
    assert table["mentions"] == [2, 2]


def test_mentions_carry_their_sentence_and_slice(article: Article) -> None:
    table = tabulate_mentions([article])
    assert len(table["text"]) == 8
    for start, end, text, sentence in zip(table["start"], table["end"], table["text"], table["sentence"], strict=True):
        assert article.text[start:end] == text  # type: ignore[misc]
        assert text in sentence  # type: ignore[operator]
    assert table["start"] == sorted(table["start"])  # type: ignore[type-var]


@pytest.fixture(params=["pandas", "polars"])
def frames(request: pytest.FixtureRequest) -> Any:
    pytest.importorskip(request.param, reason=f"{request.param} is not installed: pip install '.[{request.param}]'")
    from importlib import import_module

    return import_module(f"vnnews.integrations.{request.param}")


def test_frames_join_on_the_article(frames: Any, article: Article) -> None:
    items = [article, Article("Tin vắn"), article]
    articles, officials, mentions = frames.to_frame(items), frames.officials_frame(items), frames.mentions_frame(items)
    assert list(articles["article"]) == [0, 1, 2]
    assert list(officials["article"]) == [0, 2]
    assert list(mentions["article"]) == [0] * 8 + [2] * 8
    assert [list(names) for names in articles["provinces"]] == [["Cà Mau", "Bạc Liêu"], [], ["Cà Mau", "Bạc Liêu"]]


def test_frames_keep_their_types_also_when_empty(frames: Any, article: Article) -> None:
    for make in (frames.to_frame, frames.officials_frame, frames.mentions_frame):
        full, empty = make([article]), make([])
        assert list(map(str, full.dtypes)) == list(map(str, empty.dtypes))
    assert "Asia/Ho_Chi_Minh" in str(frames.to_frame([article])["published"].dtype)


def test_frames_give_times_of_viet_nam(frames: Any, article: Article) -> None:
    naive = msgspec.structs.replace(article, published=article.published.replace(tzinfo=None))  # type: ignore[union-attr]
    moments = [moment.isoformat() for moment in frames.to_frame([article, naive])["published"]]
    assert moments == ["2025-08-05T16:30:00+07:00", "2025-08-05T09:30:00+07:00"]


def test_front_door_gives_pandas_tables(article: Article) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install '.[pandas]'")
    assert isinstance(vnnews.to_frame([article]), pandas.DataFrame)
    assert vnnews.officials_frame([article])["role"].tolist() == ["Phó Chủ tịch"]
    assert set(vnnews.mentions_frame([article])["kind"]) == {"official", "agency", "province"}


def test_accessor_parses_a_column_of_pages() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install '.[pandas]'")
    import vnnews.integrations.pandas  # noqa: F401 - registers the accessor

    page = (
        "<html><body><article><h1>Mưa lớn ở Lào Cai</h1>"
        + "<p>Mưa kéo dài từ đêm qua đến sáng nay ở tỉnh Lào Cai.</p>" * 8
    )
    column = pandas.Series([page, b"\x89PNG\r\n\x1a\n\x00\x00", None], index=["a", "b", "c"])
    table = column.vnnews.parse(words=False, url=["https://bao.example/1.html", "", ""])
    assert table.index.tolist() == ["a", "b", "c"]
    assert table.loc["a", "title"] == "Mưa lớn ở Lào Cai"
    assert table.loc["a", "error"] == ""
    assert table.loc["b", "error"] and table.loc["c", "error"]


PAGES = Path(__file__).parents[2] / "examples" / "pages"


def test_a_frame_of_pages_becomes_a_frame_of_all_articles(frames: Any) -> None:
    names = ["two-articles.txt", "listing.html", "paper-a.html"]
    library = import_extra(frames.__name__.rpartition(".")[2], "")
    pages = library.DataFrame({"name": names, "html": [(PAGES / name).read_bytes() for name in names], "số": [1, 2, 3]})
    found = frames.parse_frame(pages, options=WorkOptions(Pipeline(words=False)))
    assert list(found["name"]) == ["two-articles.txt", "two-articles.txt", "listing.html", "paper-a.html"]
    assert list(found["số"]) == [1, 1, 2, 3]
    assert str(found["số"].dtype) == str(pages["số"].dtype)
    assert list(found["number"]) == [0, 1, 0, 0]
    assert list(found["error"]) == ["", "", "listing", ""]
    assert "html" not in found.columns
    articles = [a for name in names for a in Pipeline(words=False).parse_page((PAGES / name).read_bytes()).articles]
    assert [title for title in found["title"] if title] == [article.title for article in articles]
    assert "Asia/Ho_Chi_Minh" in str(found["published"].dtype)


def test_the_accessor_repeats_the_index_for_each_article() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install '.[pandas]'")
    import vnnews.integrations.pandas  # noqa: F401 - registers the accessor

    column = pandas.Series([(PAGES / "two-articles.txt").read_text(encoding="utf-8"), ""], index=["hai", "trống"])
    assert column.vnnews.parse(words=False, entities=False).index.tolist() == ["hai", "hai", "trống"]
    with pytest.raises(InputError, match="html 2, url 1"):
        column.vnnews.parse(url=["https://bao.example/1"])


def test_record_batches_hold_the_same_articles() -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install '.[arrow]'")
    from vnnews.batch.arrow import parse_record_batch

    names = ["two-articles.txt", "listing.html", "paper-a.html"]
    batch = {"name": names, "html": [(PAGES / name).read_bytes() for name in names]}
    options = WorkOptions(Pipeline(words=False))
    found = parse_record_batch(pyarrow.RecordBatch.from_pydict(batch), options=options)
    flat = parse_columns(batch, options=options)
    assert found.column("title").to_pylist() == [title for title in flat["title"] if title]
    assert [place["number"] for place in found.column("page").to_pylist()] == [0, 1, 0]


def test_a_missing_library_is_named_with_its_command() -> None:
    with pytest.raises(MissingExtra, match=r"pip install 'spacy>=[\d.]+'"):
        import_extra("no_such_library_here", "spacy")


def test_without_pandas_the_import_works_and_the_call_says_what_to_do() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import vnnews\n"
        "try: vnnews.to_frame([])\n"
        "except vnnews.MissingExtra as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "pandas is not installed; run: pip install 'pandas>=2.2'"


def test_import_loads_no_optional_library() -> None:
    code = "import sys, vnnews; print(sorted({'pandas', 'polars', 'pyarrow', 'spacy', 'scrapy', 'altair'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
