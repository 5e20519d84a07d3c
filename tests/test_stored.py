"""The stored form of articles: small, lossless, read whichever version wrote it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnnews
from vnnews.errors import InputError
from vnnews.models import Article, Caption, Mention, Passage, Province, Sentence, Word
from vnnews.write import to_json, to_json_lines
from vnnews.write.jsonlines import encode_row
from vnnews.write.stored import SCHEMA, read_stored

PAGES = Path(__file__).resolve().parent.parent / "examples" / "pages"
MOST_TIMES_THE_TEXT = 4.0
"""On the example pages, which are short and full of names; real pages come to three times (`benchmarks/stored.py`)."""


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [article for path in sorted(PAGES.iterdir()) for article in vnnews.parse_page(path).articles]


def test_nothing_is_lost_in_either_form(articles: list[Article]) -> None:
    assert len(articles) > 10
    for article in articles:
        assert read_stored(to_json(article), Article) == article
        assert read_stored(to_json(article, full=True), Article) == article
        assert msgspec.json.decode(to_json(article, full=True), type=Article) == article


def test_rows_from_before_there_was_a_schema_are_read(articles: list[Article], tmp_path: Path) -> None:
    old = [msgspec.json.encode(article) for article in articles]
    assert "schema" not in json.loads(old[0])
    mixed = tmp_path / "bài.jsonl"
    mixed.write_bytes(b"\n".join((*old, to_json_lines(articles), to_json_lines(articles, full=True))))
    assert list(vnnews.read_articles(mixed)) == articles * 3
    # the upgrade that the documentation gives
    assert to_json_lines(vnnews.read_articles(mixed)) == to_json_lines(articles) * 3


def test_rows_are_small(articles: list[Article]) -> None:
    text = sum(len(article.text.encode()) for article in articles)
    assert len(to_json_lines(articles)) < MOST_TIMES_THE_TEXT * text
    assert len(to_json_lines(articles, full=True)) > 2 * len(to_json_lines(articles))


def test_the_documented_way_to_the_words(articles: list[Article]) -> None:
    stored: dict[str, Any] = articles[0].to_dict()
    starts = [sum(stored["words"][: number + 1]) for number in range(len(stored["words"]))]
    ends = [*starts[1:], len(stored["text"])]
    words = [stored["text"][start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    assert words == [word.text for word in articles[0].words]
    assert stored["schema"] == SCHEMA
    assert set(stored) == {"schema", *Article.__struct_fields__}


@pytest.mark.parametrize(
    "article",
    [
        Article("Tin", text="Hà Nội mưa", words=(Word(0, 6, "Hà Nội"),)),  # words that do not cover the text
        Article("Tin", text="Hà Nội", words=(Word(0, 2, "Huế"),)),  # spans of another text
        Article("Tin", text="Hà Nội", sentences=(Sentence(3, 6, "Nội"), Sentence(0, 2, "Hà"))),
        Article("Tin", words=(Word(0, 0, ""),), captions=(Caption("", 0, 0, "Minh Anh"),)),
        Article("Tin", text="Huế", provinces=(Province("", "Huế", "", "", mentions=(Mention(0, 2, "Huế", "x"),)),)),
        Article("Tin", text="Huế", passages=(Passage("body", 5, 9, "Huế"),)),
    ],
)
def test_odd_articles_come_back(article: Article) -> None:
    assert read_stored(to_json(article), Article) == article
    assert read_stored(to_json(article, full=True), Article) == article


@given(text=st.text(alphabet="aế \n.\u00a0\u200b", max_size=12), bounds=st.lists(st.integers(0, 12), max_size=8))
def test_any_words_come_back(text: str, bounds: list[int]) -> None:
    spans = zip(bounds[::2], bounds[1::2], strict=False)
    article = Article("Tin", text=text, words=tuple(Word(a, b, text[a:b]) for a, b in spans))
    assert read_stored(to_json(article), Article) == article


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('{"schema":"vnnews/3","title":"Tin"}', "newer release of vnnews wrote it .'vnnews/3'"),
        ('{"schema":"vnnews/2"}', "missing required field `title`"),
        ('{"schema":"vnnews/0","title":"Tin"}', "its schema is 'vnnews/0'"),
        ('{"schema":5,"title":"Tin"}', "its schema is 5"),
        ('{"schema":"vnnews/2","title":"Tin","text":7}', r"\$.text"),
        ('{"schema":"vnnews/2","title":"Tin","words":[1,"a"]}', r"\$.words"),
        ('{"schema":"vnnews/2","title":"Tin","words":{}}', r"\$.words"),
        ('{"schema":"vnnews/2","title":"Tin","text":"Hà Nội","words":[3,-3]}', r"\$.words"),
        ('{"schema":"vnnews/2","title":"Tin","passages":[[0,1,5]]}', r"\$.passages"),
        ('{"schema":"vnnews/2","title":"Tin","provinces":[[0,1,"x"]]}', r"\$.provinces"),
        ("[]", "no article"),
    ],
)
def test_what_cannot_be_read_is_told(row: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_stored(row, Article)


def test_a_row_of_a_run_tells_where_its_article_came_from() -> None:
    page = vnnews.parse_page(PAGES / "paper-a.html")
    for full in (False, True):
        row = encode_row(page, 0, origin="kho.jsonl:7", full=full)
        assert "origin" not in json.loads(row)
        assert read_stored(row, Article).origin == "kho.jsonl:7"


def test_a_run_writes_either_form(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from vnnews.cli import app

    sizes = []
    for options in ([], ["--full"]):
        output = tmp_path / f"{len(options)}.jsonl"
        arguments = ["run", str(PAGES / "paper-a.html"), "-o", str(output), "--workers", "0", "-q", *options]
        assert CliRunner().invoke(app, arguments, catch_exceptions=False).exit_code == 0
        sizes.append(output.stat().st_size)
        (article,) = vnnews.read_articles(output)
        assert msgspec.structs.replace(article, origin=article.url) == vnnews.parse(PAGES / "paper-a.html")
    assert sizes[1] > 2 * sizes[0]


class Lean(msgspec.Struct):
    title: str
    officials: tuple[vnnews.Official, ...] = ()
    sentences: tuple[Sentence, ...] = ()


def test_a_part_of_an_article_can_be_read(articles: list[Article]) -> None:
    for article in articles:
        lean = read_stored(to_json(article), Lean)
        assert (lean.title, lean.officials, lean.sentences) == (article.title, article.officials, article.sentences)
