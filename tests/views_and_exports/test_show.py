"""`vnnews show` on the pages of `examples/`, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import vnnews
import vnnews.gazetteer
from vnnews.cli import app
from vnnews.models import Label
from vnnews.native import name_core
from vnnews.write.html.view import pair_passages

PAGES = Path(__file__).parents[2] / "examples" / "pages"


@pytest.mark.parametrize("page", sorted(PAGES.iterdir()), ids=lambda path: path.name)
def test_every_example_page_has_a_view(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "view.html"
    done = CliRunner().invoke(app, ["show", str(page), "-o", str(out)])
    assert (done.exit_code, done.output) == (0, "")
    html = out.read_text(encoding="utf-8")
    found = vnnews.parse_page(page.read_bytes())
    assert html.count('class="vnn-block') == len(found.blocks)
    assert html.count("<article>") == len(found.articles)
    assert f"<title>{page.name} · vnnews</title>" in html


@pytest.mark.parametrize("page", sorted(PAGES.iterdir()), ids=lambda path: path.name)
def test_most_passages_find_their_block(page: Path) -> None:
    found = vnnews.Pipeline(words=False, entities=False).parse_page(page.read_bytes())
    pairs = pair_passages(found)
    passages = [(at, n) for at, article in enumerate(found.articles) for n, _ in enumerate(article.passages)]
    assert len(pairs) >= 0.9 * len(passages)
    for (at, number), block in pairs.items():
        assert found.blocks[block].label == Label(found.articles[at].passages[number].role)


def test_show_reads_standard_input_and_writes_standard_output() -> None:
    done = CliRunner().invoke(
        app, ["show", "-", "-o", "-", "--kind", "text"], input="Mưa lớn ở Lào Cai\n\nMưa kéo dài từ đêm qua.\n"
    )
    assert done.exit_code == 0
    assert done.output.startswith("<!doctype html>")


def test_show_does_not_overwrite_the_page(tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    page.write_text("<p>Tin</p>")
    done = CliRunner().invoke(app, ["show", str(page), "-o", str(page)])
    assert done.exit_code == 2
    assert "would be overwritten" in done.output
    assert page.read_text() == "<p>Tin</p>"


def test_show_says_where_it_cannot_write(tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    page.write_text("<p>Tin</p>")
    done = CliRunner().invoke(app, ["show", str(page), "-o", str(tmp_path / "no" / "view.html")])
    assert done.exit_code == 1
    assert done.output.startswith("vnnews: cannot write ")


def test_show_needs_an_output(tmp_path: Path) -> None:
    page = tmp_path / "trang.html"
    page.write_text("<p>Tin</p>")
    assert CliRunner().invoke(app, ["show", str(page)]).exit_code == 2


def test_version_names_the_day_of_the_gazetteer() -> None:
    done = CliRunner().invoke(app, ["--version"])
    newest = max(p.valid_from for p in vnnews.gazetteer.default().provinces if p.valid_from)
    assert done.output == f"vnnews {vnnews.__version__} ({name_core()}, provinces as of {newest})\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("vnnews sh", "show"), ("vnnews show --out", "--output"), ("vnnews report --re", "--rejects")],
)
def test_commands_and_options_are_completed(typed: str, offered: str) -> None:
    environment = {"_VNNEWS_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    done = subprocess.run(
        [sys.executable, "-m", "vnnews"], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert f"plain,{offered}" in done.stdout.splitlines()
