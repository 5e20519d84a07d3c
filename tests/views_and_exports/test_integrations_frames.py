"""Tables for pandas and polars: types, joins, and what is told when a library is missing."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import msgspec
import pytest

import vnnews
from vnnews.errors import MissingExtra
from vnnews.extras import import_extra
from vnnews.models import Article, Failure, Page
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
