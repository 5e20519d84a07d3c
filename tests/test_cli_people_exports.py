"""`vnnews people` for other programs: from articles and from the folder of an earlier run, with the same result."""

import json
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vnnews.cli import app
from vnnews.models import Article, Official, Post, Sentence

TEXT = "Bà Lê Thị Duệ, Chủ tịch UBND tỉnh Cà Mau, thăm bến cá."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    due = Official(
        "Lê Thị Duệ",
        "bà",
        posts=(Post("Chủ tịch", "Ủy ban nhân dân tỉnh Cà Mau", "vn:ca-mau", "Cà Mau", start=15, end=40),),
    )
    told = Article(
        "Tin",
        text=TEXT,
        url="https://bao.example/1",
        published=datetime(2025, 7, 2),
        sentences=(Sentence(0, len(TEXT), TEXT),),
        officials=(due,),
    )
    file = tmp_path / "articles.jsonl"
    file.write_text(told.to_json(), encoding="utf-8")
    return file


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["people", *map(str, arguments)])


@pytest.mark.parametrize("form", ("ftm", "quickstatements", "graphml"))
def test_articles_and_the_folder_made_of_them_give_the_same(articles: Path, tmp_path: Path, form: str):
    pytest.importorskip("duckdb", reason="duckdb is not installed: pip install '.[people]'")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install '.[people]'")
    folder, one, other = tmp_path / "people", tmp_path / "one", tmp_path / "other"
    assert call(articles, "-o", folder, "--html", tmp_path / "page.html").exit_code == 0
    assert call(articles, "--to", form, "-o", one).exit_code == 0
    assert call(folder, "--to", form, "-o", other).exit_code == 0
    assert "Lê Thị Duệ" in one.read_text(encoding="utf-8")
    assert one.read_text(encoding="utf-8") == other.read_text(encoding="utf-8")
    assert "Lê Thị Duệ" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_articles_become_a_page_a_graph_and_entities(articles: Path, tmp_path: Path):
    page, graph, entities = tmp_path / "page.html", tmp_path / "people.graphml", tmp_path / "people.ftm.json"
    assert call(articles, "--html", page).exit_code == 0
    assert call(articles, "--to", "graphml", "-o", graph).exit_code == 0
    assert call(articles, "--to", "ftm", "-o", entities).exit_code == 0
    assert TEXT in page.read_text(encoding="utf-8")
    assert len(list(ET.parse(graph).iter("{http://graphml.graphdrawing.org/xmlns}node"))) == 3
    schemas = [json.loads(line)["schema"] for line in entities.read_text(encoding="utf-8").splitlines()]
    assert schemas.count("Occupancy") == 1


def test_known_qids_are_used(articles: Path, tmp_path: Path):
    made, items = tmp_path / "people.csv", tmp_path / "items.csv"
    assert call(articles, "--to", "quickstatements", "-o", made).exit_code == 0
    person, post = (line.split(",") for line in made.read_text(encoding="utf-8").splitlines()[1:])
    ids = [next(cell for cell in row if cell.startswith(("vn:", "Chủ tịch@"))) for row in (person, post)]
    items.write_text(f"id,qid\n{ids[0]},Q11\n{ids[1]},Q12\n", encoding="utf-8")
    assert call(articles, "--to", "quickstatements", "--items", items, "-o", made, "--overwrite").exit_code == 0
    assert made.read_text(encoding="utf-8").splitlines()[1].startswith("Q11,,,,,,,Q12,")


@pytest.mark.parametrize(
    "arguments",
    (
        ("--to", "ftm"),
        ("--items", "x.csv", "-o", "people"),
        ("--to", "ftm", "-o", "people", "--update"),
        ("--html", ""),
    ),
)
def test_options_that_do_not_go_together_are_named(articles: Path, tmp_path: Path, arguments: tuple[str, ...]):
    result = call(articles, *arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_an_input_is_never_overwritten(articles: Path):
    before = articles.read_bytes()
    assert call(articles, "--html", articles).exit_code == 2
    assert call(articles, "--to", "ftm", "-o", articles).exit_code == 2
    assert articles.read_bytes() == before
