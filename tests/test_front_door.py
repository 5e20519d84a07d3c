"""What people type first: a path, an article's own methods, short descriptions, reading back what a run wrote."""

from __future__ import annotations

import gzip
import json
import pydoc
import re
import subprocess
import sys
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
    assert repr(vnnews.RawPage(b"<p>" * 9_999, source="tin.warc:5")) == "<RawPage 'tin.warc:5': 29997 bytes>"
    assert repr(vnnews.RawPage("")) == "<RawPage '': 0 characters>"
    assert repr(vnnews.RawPage(None, url=5)) == "<RawPage '5': <class 'NoneType'>>"  # type: ignore[arg-type]


def test_an_article_gives_its_other_forms(page: vnnews.Page) -> None:
    article = page.articles[0]
    plain = article.to_dict()
    assert plain == json.loads(article.to_json()) == json.loads(article.to_json(indent=2))
    assert article.to_dict(full=True) == json.loads(article.to_json(full=True))
    assert plain["officials"][0]["posts"][0]["role"] == "Phó Chủ tịch"
    assert article.to_markdown().startswith(f"# {article.title}")
    assert article.to_text().startswith(article.title)


def test_markdown_has_its_facts_in_front_when_asked(page: vnnews.Page) -> None:
    yaml = pytest.importorskip("yaml")
    article = page.articles[0]
    _, front, rest = article.to_markdown(front_matter=True).split("---\n", 2)
    assert rest.strip() == article.to_markdown()
    facts = yaml.safe_load(front)
    assert facts["title"] == article.title
    assert facts["published"] == article.published.isoformat()  # type: ignore[union-attr]
    assert facts["officials"] == [official.name for official in article.officials]
    odd = vnnews.Article('"Tin":\n# \\ {[\x85\u2028', authors=("Đỗ - Lê: 'x'", "&*!", "\U0001f600"))
    facts = yaml.safe_load(odd.to_markdown(front_matter=True).split("---\n")[1])
    assert facts == {"title": '"Tin": # \\ {[', "authors": list(odd.authors)}


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
        ("a.jsonl", b'{"title": "Tin", "text": ""}\n{"title": 5}\n', "a.jsonl: line 2: no article of vnnews"),
        ("a.jsonl", b"\xff\n", "line 1: no article"),
        ("a.jsonl", b"[" * 100_000, "line 1: no article"),
        ("a.jsonl.gz", gzip.compress(b'{"title": "Tin"}\n')[:-9], "damaged|no article"),
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


def list_types() -> list[str]:
    found = [name for name in vnnews.__all__ if hasattr(getattr(vnnews, name), "__struct_fields__")]
    assert len(found) > 20
    return found


@pytest.mark.parametrize("name", list_types())
def test_the_help_of_every_type_tells_its_fields(name: str) -> None:
    kind = getattr(vnnews, name)
    shown = pydoc.plain(pydoc.render_doc(kind))
    fields = kind.__doc__
    for field in kind.__struct_fields__:
        assert re.search(rf"^\s*{field}: \S", fields, re.MULTILINE), field
        assert re.search(rf"^ \|\s+{field}: \S", shown, re.MULTILINE), field


def test_the_fields_are_told_with_what_they_mean() -> None:
    assert vnnews.Link.__doc__ == (
        "A link in the body of the article.\n\nFields:\n    start: int\n    end: int\n    text: str\n    url: str\n"
        "        Its address, absolute when the page's is known."
    )
    assert "repeats: int = 1\n        How many times the page shows it." in (vnnews.RelatedStory.__doc__ or "")


@pytest.mark.parametrize(
    "code",
    [
        "import vnnews.segment",
        "from vnnews.segment import split_sentences",
        "import vnnews.segment.words",
        "import importlib; importlib.import_module('vnnews.segment.rdr')",
    ],
)
def test_the_function_and_the_package_do_not_clash(code: str) -> None:
    called = "print(type(vnnews.segment).__name__)"
    for program in (f"{code}; import vnnews; {called}", f"import vnnews; {code}; {called}"):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
        assert done.stdout == "function\n"
