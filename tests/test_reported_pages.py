"""The small pages of reported faults, when they lie beside the checkout: each gives what its list asks for."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from vnnews import parse_page
from vnnews.models import Article, Label, Page

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(os.environ.get("VNNEWS_SHARED", ROOT.parent / "shared")) / "cases"
PARAGRAPHS = {"01_hidden": 5, "01_hidden_inline": 5, "02_anchor_name": 5, "02_anchor_unclosed": 5, "02_nav_a_unclosed": 5, "04_lead": 5, "04_textimage": 5,
    "08_author_email": 5, "08_authors_ld": 5, "09_form": 5, "09_paywall": 2, "10_card": 5}  # fmt: skip
"""Paragraphs of the body; that of `09_paywall` ends where the page asks for money."""

pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the pages of reported faults are not beside this checkout")


def read(name: str) -> tuple[Page, Article]:
    page = parse_page((CASES / f"{name}.html").read_bytes())
    (article,) = page.articles
    return page, article


@pytest.mark.parametrize(("name", "count"), PARAGRAPHS.items())
def test_the_story_is_whole_and_alone(name: str, count: int) -> None:
    _, article = read(name)
    assert article.title and article.sapo
    assert article.published == datetime.fromisoformat("2025-03-04T08:15+07:00")
    assert len(article.body.split("\n\n")) == count


@pytest.mark.parametrize("name", ["01_hidden", "01_hidden_inline"])
def test_hidden_text_is_furniture_and_the_reason_says_so(name: str) -> None:
    page, _ = read(name)
    assert [block.label for block in page.blocks if "hidden" in block.rule] == [Label.BOILERPLATE]


def test_a_hidden_box_larger_than_the_story_does_not_merge_into_it() -> None:
    _, article = read("11_hidden_sidebar")
    assert article.text.count("\n\n") == 4  # title and four paragraphs


@pytest.mark.parametrize(
    ("name", "published", "modified"),
    [
        ("07_weekday", "2025-03-04T08:15+07:00", None),
        ("07_java", "2025-03-04T08:15+07:00", None),
        ("07_update_first", "2025-03-16T13:18+07:00", "2025-03-17T08:00+07:00"),
    ],
)
def test_dates(name: str, published: str, modified: str | None) -> None:
    _, article = read(name)
    assert article.published == datetime.fromisoformat(published)
    assert article.modified == (modified and datetime.fromisoformat(modified))


@pytest.mark.parametrize(
    ("name", "authors"), [("08_authors_ld", ("Lê Lan", "Trần Hà")), ("08_author_email", ("Lê Lan",))]
)
def test_authors(name: str, authors: tuple[str, ...]) -> None:
    _, article = read(name)
    assert article.authors == authors


def test_a_card_is_one_related_story() -> None:
    page, _ = read("10_card")
    (story,) = page.related
    assert story.title and story.summary and story.url == "/r"
    assert story.title[-1].isalpha() and story.summary.endswith(".")


def test_a_page_whose_lines_are_all_hidden_holds_no_article() -> None:
    page = parse_page("<p hidden>Mưa lớn làm ngập 12 căn nhà</p>")
    assert page.articles == ()
    assert [block.text for block in page.blocks] == ["Mưa lớn làm ngập 12 căn nhà"]
