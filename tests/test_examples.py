"""The example pages give what `tests/cases/example_pages.txt` says, and keep the promises that hold for every page."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import vnnews

PAGES = Path(__file__).parents[1] / "examples" / "pages"
CASES = Path(__file__).parent / "cases" / "example_pages.txt"
SEPARATOR = " | "


@functools.cache
def parsed(name: str) -> vnnews.Page:
    return vnnews.parse_page((PAGES / name).read_bytes())


def cases() -> Iterator[object]:
    page = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("[") and line.endswith("]"):
            page = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            field, value = line.removeprefix("!").strip().split(": ", 1)
            marks = [pytest.mark.xfail(reason="known failure")] if line.startswith("!") else []
            yield pytest.param(page, field, value, marks=marks, id=f"{page}:{field}:{number}")


def paragraphs(article: vnnews.Article, role: str) -> list[str]:
    return [passage.text for passage in article.passages if passage.role == role]


def check(page: vnnews.Page, field: str, value: str) -> None:
    """Compare one field of a page with what it must be."""
    if field == "type":
        assert page.type == value
        return
    if field == "articles":
        assert len(page.articles) == int(value)
        return
    if field == "related":
        assert [story.title for story in page.related] == value.split(SEPARATOR)
        return
    if field == "repeats":
        title, times = value.split(SEPARATOR)
        assert {story.title: story.repeats for story in page.related}[title] == int(times)
        return
    if field == "second":
        assert page.articles[1].title == value
        return
    article = page.articles[0]
    if field in {"title", "section", "sapo", "source"}:
        assert getattr(article, field) == value
    elif field in {"authors", "tags"}:
        assert list(getattr(article, field)) == value.split(SEPARATOR)
    elif field == "published":
        assert article.published is not None
        assert article.published.isoformat() == value
    elif field == "paragraphs":
        assert len(paragraphs(article, "body")) == int(value)
    elif field == "headings":
        assert paragraphs(article, "heading") == value.split(SEPARATOR)
    elif field == "captions":
        assert len(article.captions) == int(value)
    elif field == "credit":
        assert value in {caption.credit for caption in article.captions}
    elif field == "begins":
        assert article.body.startswith(value)
    elif field == "ends":
        assert article.body.endswith(value)
    elif field == "without":
        assert value not in article.text
    elif field == "official":
        name, role, agency = value.split(SEPARATOR)
        found = {official.name: official.posts for official in article.officials}
        assert name in found
        assert (role.casefold(), agency) in {(post.role.casefold(), post.agency) for post in found[name]}
    elif field == "no official":
        assert value not in {official.name for official in article.officials}
    elif field == "agency":
        assert value in {agency.name for agency in article.agencies}
    elif field == "province":
        assert value in {province.name for province in article.provinces}
    else:
        raise ValueError(f"unknown field {field!r}")


@pytest.mark.parametrize(("name", "field", "value"), list(cases()))
def test_example_page(name: str, field: str, value: str) -> None:
    check(parsed(name), field, unicodedata.normalize("NFC", value))


def test_every_page_has_cases() -> None:
    named = {line[1:-1] for line in CASES.read_text(encoding="utf-8").splitlines() if line.startswith("[")}
    assert named == {path.name for path in PAGES.iterdir()}


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_spans_are_slices_and_nothing_is_lost(name: str) -> None:
    page = parsed(name)
    covered = [False] * len(page.text)
    for block in page.blocks:
        assert page.text[block.start : block.end] == block.text
        assert not any(covered[block.start : block.end])
        covered[block.start : block.end] = [True] * (block.end - block.start)
    assert not "".join(c for c, is_covered in zip(page.text, covered, strict=True) if not is_covered).strip()
    for article in page.articles:
        entities = (*article.officials, *article.agencies, *article.provinces)
        mentions = [mention for entity in entities for mention in entity.mentions]
        for span in (*article.passages, *article.sentences, *article.words, *mentions):
            assert article.text[span.start : span.end] == span.text
        words = "".join(word.text for word in article.words)
        assert words.replace(" ", "") == "".join(article.text.split())


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.iterdir()))
def test_the_form_of_the_bytes_does_not_matter(name: str) -> None:
    text = (PAGES / name).read_text(encoding="utf-8")
    plain = parsed(name)
    for other in (
        text,
        text.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", text),
        text.encode("utf-8-sig"),
    ):
        page = vnnews.parse_page(other)
        assert [article.text for article in page.articles] == [article.text for article in plain.articles]
        assert [article.officials for article in page.articles] == [article.officials for article in plain.articles]
        assert [story.title for story in page.related] == [story.title for story in plain.related]


def test_the_slug_lines_of_the_flattened_page_join_their_captions() -> None:
    captions = parsed("flattened.txt").articles[0].captions
    assert [caption.alt.split()[-2:] for caption in captions] == [["hinh", "1"], ["hinh", "2"], ["hinh", "3"]]


def test_cut_summaries_are_marked() -> None:
    stories = {story.title: story for story in parsed("flattened.txt").related}
    assert stories["Chàng trai mở xưởng làm đàn từ gỗ vụn"].truncated
    assert not stories["Lớp học bơi miễn phí bên bờ sông"].truncated
