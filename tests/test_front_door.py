"""What people type first: a path, an article's own methods, short descriptions, reading back what a run wrote."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import vnnews
from vnnews.errors import InputError
from vnnews.write import to_json_lines

PAGES = Path(__file__).resolve().parent.parent / "examples" / "pages"
PAGE = PAGES / "paper-a.html"
MAX_LINE = 400


@pytest.fixture(scope="module")
def page() -> vnnews.Page:
    return vnnews.parse_page(PAGE)


def test_a_path_is_read(page: vnnews.Page) -> None:
    assert page == vnnews.parse_page(PAGE.read_bytes())
    assert vnnews.parse(PAGE) == page.articles[0]
    (read, missing) = vnnews.Pipeline(words=False).pipe([PAGE, PAGES / "none.html"])  # type: ignore[list-item]
    assert isinstance(read, vnnews.Page)
    assert isinstance(missing, vnnews.Failure)
    assert missing.error.startswith("cannot read the page")
    with pytest.raises(InputError, match="cannot read the page"):
        vnnews.parse(PAGES)


def test_descriptions_are_one_short_line(page: vnnews.Page) -> None:
    article = page.articles[0]
    for described in (page, article, *article.officials):
        line = repr(described)
        assert len(line) < MAX_LINE
        assert "\n" not in line
    assert repr(article).startswith("<Article 'Gia Lai dồn lực")
    assert repr(page).startswith("<Page article 'Gia Lai dồn lực")
    assert "Phó Chủ tịch, Ủy ban nhân dân tỉnh Gia Lai" in repr(article.officials[0])
    assert repr(vnnews.Article("một\nhai " * 9_999)).count("\n") == 0


def test_an_article_gives_its_other_forms(page: vnnews.Page) -> None:
    article = page.articles[0]
    plain = article.to_dict()
    assert plain == json.loads(article.to_json()) == json.loads(article.to_json(indent=2))
    assert plain["officials"][0]["posts"][0]["role"] == "Phó Chủ tịch"
    assert article.to_markdown().startswith(f"# {article.title}")
    assert article.to_text().startswith(article.title)


def test_what_was_written_is_read_back(page: vnnews.Page, tmp_path: Path) -> None:
    lines = to_json_lines(page.articles * 2)
    for name, data in (("bài.jsonl", lines), ("bài.jsonl.gz", gzip.compress(lines)), ("trống.jsonl", b"\n")):
        (tmp_path / name).write_bytes(data)
    assert list(vnnews.read_articles(tmp_path / "bài.jsonl")) == list(page.articles * 2)
    assert list(vnnews.read_articles(str(tmp_path / "bài.jsonl.gz"))) == list(page.articles * 2)
    assert list(vnnews.read_articles(tmp_path / "trống.jsonl")) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.jsonl", b'{"title": "Tin"}\n{"title": 5}\n', "a.jsonl: line 2: no article of vnnews"),
        ("a.jsonl", b"\xff\n", "line 1: no article"),
        ("a.jsonl", b"[" * 100_000, "line 1: no article"),
        ("a.jsonl.gz", gzip.compress(b'{"title": "Tin"}\n')[:-9], "damaged|is no article"),
        ("a.jsonl.gz", b"Tin", "Not a gzipped file"),
    ],
)
def test_what_is_no_output_of_a_run_is_told(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=told):
        list(vnnews.read_articles(tmp_path / name))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        list(vnnews.read_articles(tmp_path / "none.jsonl"))


def test_everything_public_is_listed() -> None:
    assert set(vnnews.__all__) <= set(dir(vnnews))
    assert all(getattr(vnnews, name) is not None for name in vnnews.__all__)
