"""The documentation builds without a warning, names every rule that a page can show, and its recipes run."""

from __future__ import annotations

import asyncio
import functools
import http.server
import importlib.util
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import vnnews

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = ROOT / "examples" / "pages"


def test_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    for library in (
        "sphinx",
        "myst_parser",
        "furo",
        "pandas",
        "polars",
        "pyarrow",
        "spacy",
        "scrapy",
        "datatrove",
    ):
        if importlib.util.find_spec(library) is None:
            pytest.skip(f"{library} is not installed: pip install '.[docs]'")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-n",
            "-W",
            "--keep-going",
            "-b",
            "html",
            "-d",
            str(tmp_path / "trees"),
            str(DOCS),
            str(tmp_path / "html"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    reference = (tmp_path / "html" / "reference.html").read_text(encoding="utf-8")
    for name in vnnews.__all__:
        if name != "__version__":
            assert re.search(rf'id="vnnews[\w.]*\.{name}"', reference), f"{name} is not in docs/reference.md"


def load_rules_extension() -> ModuleType:
    pytest.importorskip("sphinx", reason="sphinx is not installed: pip install '.[docs]'")
    spec = importlib.util.spec_from_file_location("rules", DOCS / "_ext" / "rules.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_of_a_name_is_documented() -> None:
    extension = load_rules_extension()
    known: set[str] = set()
    for path in DOCS.glob("how-it-works*.md"):
        text = path.read_text(encoding="utf-8")
        known |= set(re.findall(r"`([a-z_]+)`", text))
        known |= {row[0] for target in re.findall(r"\{rules\} (\S+)", text) for row in extension.list_table(target)}
    seen: dict[str, str] = {}
    for path in sorted([*PAGES.iterdir(), *(ROOT / "tests" / "cases" / "html").glob("*.html")]):
        page = vnnews.parse_page(path.read_bytes())
        for article in page.articles:
            for entity in (*article.provinces, *article.agencies, *article.officials):
                seen |= {mention.rule: path.name for mention in entity.mentions}
    bare = {re.sub(r"_of_place$", "", rule): name for rule, name in seen.items() if rule not in known}
    assert {rule: name for rule, name in bare.items() if rule not in known} == {}


def test_every_scrapy_setting_is_documented() -> None:
    source = (ROOT / "src" / "vnnews" / "integrations" / "scrapy.py").read_text(encoding="utf-8")
    page = (DOCS / "howto-scraper.md").read_text(encoding="utf-8")
    assert set(re.findall(r'"(VNNEWS_[A-Z_]+)"', source)) == set(re.findall(r"`(VNNEWS_[A-Z_]+)`", page))


def test_vietnamese_readme_has_the_same_content() -> None:
    readme, vietnamese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.vi.md"))
    blocks = [re.findall(r"^```\w*\n(.*?)^```", text, re.S | re.M) for text in (readme, vietnamese)]
    strip = [[re.sub(r"\s+#[^\n]*", "", block) for block in found] for found in blocks]
    assert strip[0] == strip[1], "the code blocks differ"
    headings = [re.findall(r"^(#+) ", text, re.M) for text in (readme, vietnamese)]
    assert headings[0] == headings[1], "the headings differ"
    links = [sorted(re.findall(r"\]\(([^)]+)\)", text)) for text in (readme, vietnamese)]
    assert [link for link in links[0] if link != "README.vi.md"] == [
        link for link in links[1] if link != "README.md"
    ], "the links differ"
    figures = [
        sorted(re.findall(r"\d[\d.,]*\d|\d", re.sub(r"```.*?```", "", text, flags=re.S)))
        for text in (readme, vietnamese)
    ]
    normal = [[re.sub(r"[.,]", "", figure) for figure in found] for found in figures]
    assert sorted(normal[0]) == sorted(normal[1]), "the figures differ"


@pytest.fixture
def server() -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(PAGES))) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()
        thread.join()


def read_recipe(library: str) -> dict[str, Any]:
    text = (DOCS / "howto-scraper.md").read_text(encoding="utf-8")
    (code,) = re.findall(rf"```python\n(import {library}\n.*?)```", text, re.S)
    names: dict[str, Any] = {}
    exec(code, names)
    return names


@pytest.mark.parametrize("library", ["requests", "httpx"])
def test_recipes_fetch_articles(server: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = pytest.importorskip(library, reason=f"{library} is not installed: pip install '.[docs]'")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    fetch = read_recipe(library)["fetch_article"]

    def get(name: str) -> vnnews.Article | None:
        if library == "requests":
            return fetch(server + name)

        async def run() -> Any:
            async with module.AsyncClient() as client:
                return await fetch(client, server + name)

        return asyncio.run(run())

    article = get("paper-c.html")
    assert article is not None
    assert article == vnnews.parse((PAGES / "paper-c.html").read_bytes(), url=server + "paper-c.html")
    assert get("listing.html") is None
    with pytest.raises(module.HTTPError if library == "requests" else module.HTTPStatusError):
        get("no-such-page.html")
