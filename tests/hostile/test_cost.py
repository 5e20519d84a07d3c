"""Hostile input costs time in proportion to its size, for every public function: eight times the input, at most 2.6³ times the time."""

from __future__ import annotations

import contextlib
import gc
import os
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

import vnnews
from vnnews import gazetteer
from vnnews.assemble import assemble_page
from vnnews.assemble.frontier import make_frontier
from vnnews.errors import VnnewsError
from vnnews.link import link_entities
from vnnews.link.officials import _without_repeats
from vnnews.mentions import find_mentions
from vnnews.models import (
    Agency,
    Article,
    Block,
    Label,
    Labelling,
    Mention,
    Official,
    Page,
    PageType,
    Passage,
    Post,
    Province,
    RelatedStory,
    Word,
)
from vnnews.read import read_page
from vnnews.segment import join_words, segment, segment_sentences
from vnnews.text import is_syllable, is_vietnamese, skeleton, slug
from vnnews.text.sentences import split_sentences
from vnnews.write.annotations import annotate_article, annotate_page, compare_annotations
from vnnews.write.conllu import read_conllu, to_conllu
from vnnews.write.ftm import to_ftm
from vnnews.write.html import render_article, render_official, render_page, render_view
from vnnews.write.jsonlines import encode_row, to_json
from vnnews.write.labelstudio import to_labelstudio
from vnnews.write.markdown import to_markdown
from vnnews.write.stored import read_stored
from vnnews.write.tables import tabulate_articles, tabulate_mentions, tabulate_officials
from vnnews.write.text import to_text
from vnnews.write.underscore import read_underscore, to_underscore

MAX_RATIO = 2.6**3
"""For eight times the input, which is three doublings: a single doubling shows the steps of processor caches. Quadratic cost is 64 times."""

MEASURABLE = 0.02
"""Seconds below which a time is too short to be compared."""

ATTEMPTS = 4
"""Other work on the machine makes single measurements wrong; the best of a few counts."""


def seconds(function: Callable[[], object]) -> float:
    gc.disable()  # its rounds grow with everything that other tests keep alive
    try:
        start = time.process_time()
        with contextlib.suppress(VnnewsError):
            function()
        return time.process_time() - start
    finally:
        gc.enable()


def check_growth(work: Callable[[int], Callable[[], object]], size: int, name: object) -> None:
    """Fail when the work on eight times the size takes more than `MAX_RATIO` times as long, in each of several attempts."""
    once, grown = work(size), work(8 * size)
    long = seconds(grown)
    if long < MEASURABLE:
        return
    ratios = []
    for _ in range(ATTEMPTS):
        ratios.append(long / max(1e-6, min(seconds(once) for _ in range(2))))
        if ratios[-1] <= MAX_RATIO:
            return
        long = seconds(grown)
    pytest.fail(f"{name}: eight times the input takes {min(ratios):.0f} times as long")


# ------------------------------------------------------------------------------------------------------------------------ pages

HEAD = (
    "<h1>Phố ngập sau cơn mưa</h1><p>Sáng nay, mưa lớn làm nhiều tuyến đường ngập sâu, giao thông ùn tắc kéo dài.</p>"
)
PROSE = "Sáng nay, mưa lớn làm nhiều tuyến đường ngập sâu, giao thông ùn tắc kéo dài. "
NAMED = "Ông Trần Văn An, Giám đốc Sở Y tế tỉnh Quảng Ninh, và bà Lê Thị Bé, Phó Chủ tịch UBND TP.HCM, phát biểu. "
TEASER = "<div class=item><a href=/t{0}><img alt='tin {0}'></a><h3><a href=/t{0}>Giá xăng tăng lần {0}</a></h3><p>Giá xăng tiếp tục tăng</p></div>"
TAGS = 9_000
"""More tags than the bound from which nesting is flattened: below it, the cost may grow faster up to a tenth of a second."""

TAG_SHAPES: dict[str, Callable[[int], str]] = {
    **{f"nested {tag}": partial(lambda tag, n: HEAD + f"<{tag}>" * n, tag) for tag in (
        "div", "b", "a", "span", "table><tr><td", "ul><li", "blockquote", "svg><g", "template", "button", "font", "a><b", "b><p",
        "select", "script", "style", "math", "noscript", "iframe", "object", "p", "h2", "form", "frameset",
    )},
    "closed div": lambda n: HEAD + "<div>" * (n // 2) + "Hà Nội" + "</div>" * (n // 2),
    "ends only": lambda n: HEAD + "</p></div>" * (n // 2),
    "comments not closed": lambda n: HEAD + "<!--" * n,
    "crossed": lambda n: HEAD + "<b><div>" * (n // 3) + "</b>" * (n // 3),
    "fonts and paragraphs": lambda n: HEAD + "".join(f"<font a{i}><p>" for i in range(n // 2)),
    "long fonts": lambda n: HEAD + "".join(f"<font a{i}='{'x' * 1200}'>" for i in range(n // 20)) + "<p>mưa" * (n // 20),
    "attributes of body": lambda n: HEAD + "".join(f"<body a{i}=1>" for i in range(n)),
    "attributes of html": lambda n: "".join(f"<html a{i}=1>" for i in range(n)) + HEAD,
    "attributes of a tag": lambda n: HEAD + "<p " + "".join(f"a{i}=1 " for i in range(n)) + ">Hà Nội",
    "a long class": lambda n: HEAD + "<div class='" + "a " * n + "'>" + "<p>mưa" * (n // 20),
    "text in deep div": lambda n: HEAD + "<div class='detail'>mưa lớn" * (n // 4),
    "metadata": lambda n: "<meta property='article:tag' content='Hà Nội'>" * n + HEAD,
    "json-ld": lambda n: HEAD + '<script type="application/ld+json">' + "[" * n + "</script>",
    "many json-ld": lambda n: HEAD + '<script type="application/ld+json">{"headline":"Hà Nội"}</script>' * (n // 2),
    "titles": lambda n: "<title>Hà Nội | " * n + HEAD,
}  # fmt: skip
LINE_SHAPES: dict[str, Callable[[int], str]] = {
    "teasers": lambda n: HEAD + "".join(TEASER.format(i) for i in range(n)),
    "one teaser": lambda n: HEAD + TEASER.format(1) * n,
    "links": lambda n: HEAD + "<ul>" + "<li><a href=/a>Giá xăng tăng mạnh trong kỳ điều hành</a>" * n,
    "paragraphs": lambda n: HEAD + f"<p>{PROSE}" * n,
    "one paragraph": lambda n: HEAD + "<p>" + PROSE * n,
    "names": lambda n: HEAD + f"<p>{NAMED}" * n,
    "names on a line": lambda n: HEAD + "<p>" + NAMED * n,
    "headlines": lambda n: "<h1>Phố ngập sau cơn mưa</h1>" * n,
    "headings": lambda n: HEAD + "<h2>Phố ngập sau cơn mưa</h2><p>Mưa.</p>" * n,
    "articles": lambda n: f"<article>{HEAD}</article>" * n,
    "captions": lambda n: HEAD + "<figure><img src=a alt='Phố ngập'><figcaption>Phố ngập. Ảnh: An</figcaption></figure>" * n,
    "comments": lambda n: HEAD + "<div class=comment>hay quá<span>3 giờ trước</span></div>" * n,
    "line breaks": lambda n: HEAD + "<p>" + "mưa lớn<br>" * n,
    "cells": lambda n: HEAD + "<table><tr>" + "<td>Hà Nội" * n,
    "authors": lambda n: HEAD + "<p class=author>Trần Văn An</p>" * n,
    "tags": lambda n: HEAD + "<div class=tags>" + "<a href=/t>Hà Nội</a>, " * n,
    "times": lambda n: HEAD + "<time>12/12/2022 10:00</time>" * n,
    "hidden": lambda n: HEAD + "<div style='display:none'><p>Mưa lớn ngập phố.</div>" * n,
    "plain prose": lambda n: "Phố ngập sau cơn mưa\n\n" + f"{PROSE}\n" * n,
    "plain on one line": lambda n: NAMED * n,
    "plain short lines": lambda n: "a\n" * 20 * n,
}  # fmt: skip
LONG_SHAPES: dict[str, Callable[[int], str]] = {
    "second headings": lambda n: "<h2>Phố ngập sau cơn mưa</h2>" * n,
    "different headlines": lambda n: "".join(f"<h1>Phố {i} ngập sau cơn mưa</h1>" for i in range(n)),
    "different headings": lambda n: "".join(f"<h2>Phố {i} ngập sau cơn mưa</h2>" for i in range(n)),
    "spaces in a line": lambda n: HEAD + f"<p>Ông Trần Văn An {' ' * n}Giám đốc{' ' * n}(",
    "spaces between names": lambda n: HEAD + f"<p>Các phó chủ tịch UBND tỉnh Quảng Ninh{' ' * n}ông Trần Văn An{chr(160) * n}bà Lê Thị Bé",
}  # fmt: skip
SIGNS = [
    "&", "<", ".", ">", "&amp;", " ", "\n", "\u200b", "a\u0301", "\u0301\u0323", "Á» ", "á»™ ", "1/2/", "12/12/2022 ", " - ", "(", "“", '"',
    "A", "An ", "TP.", "Phó ", "nguyên ", ", ", "Ảnh: ", "https://a.vn/", "a@b.vn ", "...", "#", "Hà Nội, ", " > ", "|", "1.000.", "\\u1ec7", "ð",
]  # fmt: skip
PAGES: dict[str, tuple[Callable[[int], str], int]] = {
    **{name: (make, TAGS) for name, make in TAG_SHAPES.items()},
    **{name: (make, 25) for name, make in LINE_SHAPES.items()},
    **{name: (make, 1_000) for name, make in LONG_SHAPES.items()},
    **{f"run of {sign!r}": (partial(lambda sign, n: HEAD + "<p>" + sign * (n // len(sign)), sign), 2_000) for sign in SIGNS},
    **{f"plain run of {sign!r}": (partial(lambda sign, n: sign * (n // len(sign)), sign), 2_000) for sign in SIGNS},
}  # fmt: skip
WITHOUT_WORDS = vnnews.Pipeline(words=False)
"""Words are cut by `segment`, which has a test of its own below."""


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Load models and tables before anything is measured."""
    vnnews.parse_page(HEAD + NAMED)
    gazetteer.expand("Sở Y tế tỉnh Quảng Ninh")


@pytest.mark.parametrize("shape", PAGES)
def test_pages(shape: str) -> None:
    make, size = PAGES[shape]
    check_growth(lambda n: partial(WITHOUT_WORDS.parse_page, make(n)), size, shape)


LARGE_MB = float(os.environ.get("VNNEWS_COST_MB", "0"))
"""Size of the pages of the test below, which takes an hour for 4, and of the texts further down."""


@pytest.mark.skipif(not LARGE_MB, reason="takes long; VNNEWS_COST_MB=4 asks for it")
@pytest.mark.parametrize("shape", PAGES if LARGE_MB else ["all"])
def test_large_pages(shape: str) -> None:
    make, _ = PAGES[shape]
    size = int(LARGE_MB * 1e6 / 8 / (len(make(1_000).encode()) / 1_000))
    check_growth(lambda n: partial(WITHOUT_WORDS.parse_page, make(n)), size, shape)


# ------------------------------------------------------------------------------------------------------------------------- texts

UNITS = [
    *SIGNS, PROSE, NAMED, NAMED.replace(", ", " "), "Nguyễn Văn ", "UBND ", "Sở Y tế ", "tỉnh ", "Phó Chủ tịch ", "nguyên Chủ tịch ", "các ông An, ",
    "và ", "Bộ trưởng Bộ Y tế và ", "UBND tỉnh Quảng Ninh, Hà Nam và ", "ông A. B. ", "(An) ", "Th.S ", "“A” ", "Đại tá ", "xã X, huyện Y, ",
    "Sở Y tế, Sở Nội vụ, ", "Công an ", "PC08 ", "TP.HCM ", "An-", "Ban ", "Tỉnh ủy ", "Phòng ", "của ", "thay ", "ông ", "bà Bé - ",
]  # fmt: skip


def as_article(text: str) -> Article:
    return Article(text[:40], text=text, passages=(Passage("body", 0, len(text), text),))


def find_and_link(text: str) -> object:
    article = as_article(text)
    return link_entities(article, find_mentions(article, on=date(2025, 1, 1)), on=date(2025, 1, 1))


TEXTS: dict[str, Callable[[str], object]] = {
    "segment": segment,
    "segment_with_user_words": partial(segment, user_words=("Nguyễn Văn", "mưa lớn làm", "Sở Y tế", "a a a")),
    "segment_sentences": segment_sentences,
    "split_sentences": split_sentences,
    "find_and_link": find_and_link,
    "read_page": read_page,
    "is_syllable": is_syllable,
    "is_vietnamese": is_vietnamese,
    "slug": slug,
    "skeleton": skeleton,
    "province": gazetteer.province,
    "province_by_nickname": partial(gazetteer.province, nicknames=True),
    "agency": gazetteer.agency,
    "expand": gazetteer.expand,
    "successors": gazetteer.successors,
    "read_underscore": read_underscore,
    "read_conllu": read_conllu,
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    function = TEXTS[name]
    for unit in UNITS:
        text = unit * (2_000 // len(unit))
        check_growth(lambda n: partial(function, text * n), 1, (name, unit))  # noqa: B023


@pytest.mark.skipif(not LARGE_MB, reason="takes long; VNNEWS_COST_MB=1 asks for it")
@pytest.mark.parametrize("unit", UNITS if LARGE_MB else ["all"])
@pytest.mark.parametrize("name", TEXTS)
def test_large_texts(name: str, unit: str) -> None:
    text = unit * max(1, int(LARGE_MB * 1e6 / 8 / len(unit.encode())))
    check_growth(lambda n: partial(TEXTS[name], text * n), 1, (name, unit))


def test_different_names() -> None:
    """Names that are all different fill every table that grows with an article."""
    letters = "BCDGHKLMNPQRSTVX"

    def text(n: int) -> str:
        names = (f"{letters[i % 16]}a {letters[i // 16 % 16]}o{'m' * (i // 256)}" for i in range(n))
        return "".join(f"Ông Trần {name}, Chủ tịch UBND xã {name}, nói. " for name in names)

    check_growth(lambda n: partial(find_and_link, text(n)), 60, "different names")


def test_bare_deputies() -> None:
    """Each of them asks whether a place stands in the brackets behind the name, and whether the article names the assembly."""
    check_growth(lambda n: partial(find_and_link, "Đại biểu Nguyễn Văn An (Hà Nội). " * n), 1_000, "deputies")


def test_posts_of_one_person() -> None:
    """Each of them is compared with the others: is it said twice, and in full elsewhere?"""

    def posts(n: int) -> list[Post]:
        return [Post("Chủ tịch", f"UBND xã {i}" if i % 2 else "") for i in range(n)]

    check_growth(lambda n: partial(_without_repeats, posts(n)), 500, "posts of one person")


def test_passages_of_a_long_text() -> None:
    """A passage is read alone, whatever stands behind it."""
    passages = [(5 * i, 5 * i + 4) for i in range(2_000)]
    few, many = ("Mưa.\n" * 2_000 + "\n" * length for length in (0, 3_000_000))
    assert segment_sentences(few, passages=passages).sentences == segment_sentences(many, passages=passages).sentences

    def ratio() -> float:
        return seconds(partial(segment_sentences, many, passages=passages)) / seconds(
            partial(segment_sentences, few, passages=passages)
        )

    assert min(ratio() for _ in range(ATTEMPTS)) < 3


# --------------------------------------------------------------------------------------------------------------------- entities


def crowded(n: int) -> Article:
    """An article with n words, mentions, officials, agencies and captions, the mentions overlapping."""
    text = "ab " * n
    spans = [(3 * i, 3 * i + 2) for i in range(n)]
    mentions = tuple(Mention(start, end, text[start:end], "r") for start, end in spans)
    long = tuple(Mention(start, len(text), text[start:], "r") for start, _ in spans[: n // 50])
    return Article(
        "ab",
        text=text,
        url="https://bao.example/" + "a" * n,
        passages=tuple(Passage("body", start, end, text[start:end]) for start, end in spans),
        sentences=tuple(vnnews.Sentence(start, end, text[start:end]) for start, end in spans),
        words=tuple(Word(start, end, text[start:end]) for start, end in spans),
        tags=("a",) * n,
        provinces=(Province("p", "P", "Tỉnh P", "province", mentions=mentions),),
        agencies=tuple(Agency(f"a{i}", f"A{i}", mentions=mentions[i : i + 2]) for i in range(n)),
        officials=(
            *(Official(f"O{i}", posts=(Post("Bí thư", start=3 * i, end=3 * i + 2),), mentions=mentions[i : i + 2]) for i in range(n)),
            Official("Lan", posts=(Post("Bí thư", "A"),) * n, mentions=long[:8]),
        ),
    )  # fmt: skip


def crowded_page(n: int) -> Page:
    article = crowded(n)
    blocks = tuple(Block(w.start, w.end, w.text, Label.BODY, "r", 0) for w in article.words)
    related = tuple(RelatedStory(f"Tin {i}", "a" * 50, "https://bao.example") for i in range(n))
    return Page(article.text, "text", PageType.ARTICLE, "", blocks, (article,), related)


STRUCTURES: dict[str, Callable[[int], str]] = {
    "rows": lambda n: "<table>" + "<tr><td>Huế<td>310" * n + "</table>",
    "cells": lambda n: "<table><tr>" + "<td>310" * n + "<tr>" + "<td>285" * n + "</table>",
    "spans": lambda n: "<table>" + ("<tr>" + "<td colspan=50 rowspan=50>310" * 20) * (n // 20) + "</table>",
    "spanned rows": lambda n: ("<table><tr>" + "<td rowspan=50>x" * 100 + "<tr><td>310" * 49 + "</table>") * (n // 150),
    "items": lambda n: "<ol>" + "<li>Kê cao <a href=/do>đồ đạc</a>" * n + "</ol>",
    "nested lists": lambda n: "<ul><li>Kê đồ<li>Ngắt điện" * n,
    "lists in a frame": lambda n: "<ul><li><h3>Huế</h3><ul><li>Kê đồ<li>Ngắt điện</ul></ul>" * n,
    "links of a paragraph": lambda n: "<p>Mưa " + "ở <a href=/hue>Huế</a>, " * n,
    "links of a dirty paragraph": lambda n: "<p>Mưa\u200b " + "ở <a href=/hue>\u200bHu\u200bế</a>, " * n,
    "pictures": lambda n: "<p>Mưa lớn.<p><img src=/a.jpg>" * n,
    "tables in Markdown": lambda n: "# Mưa\n\n" + "| Huế | 310 |\n|---|---|\n| Huế | 285 |\n\n" * n,
    "lists in Markdown": lambda n: "# Mưa\n\n" + "".join(f"{' ' * (i % 40)}* Kê đồ\n" for i in range(n)),
}


def assemble_body(page: str) -> Page:
    """The page with every line labelled as body."""
    document = read_page(page, shape="markdown" if page[0] == "#" else None)
    blocks = tuple(Block(b.start, b.end, b.text, Label.BODY, "", 0) for b in document.blocks)
    return assemble_page(document, Labelling(PageType.ARTICLE, blocks))


@pytest.mark.parametrize("name", STRUCTURES)
def test_structure(name: str) -> None:
    check_growth(lambda n: partial(assemble_body, STRUCTURES[name](n)), 1_000, name)


@pytest.mark.parametrize("name", STRUCTURES)
def test_structure_as_markdown(name: str) -> None:
    check_growth(lambda n: partial(to_markdown, assemble_body(STRUCTURES[name](n)).articles[0]), 1_000, name)


WRITERS: dict[str, Callable[[Article], object]] = {
    "to_json": to_json,
    "read_stored": lambda article: read_stored(to_json(article), Article),
    "to_text": to_text,
    "to_markdown": to_markdown,
    "to_conllu": to_conllu,
    "to_underscore": to_underscore,
    "to_ftm": to_ftm,
    "render_article": render_article,
    "render_official": lambda article: render_official(article.officials[-1]),
    "tabulate_articles": lambda article: tabulate_articles([article]),
    "tabulate_officials": lambda article: tabulate_officials([article]),
    "tabulate_mentions": lambda article: tabulate_mentions([article]),
    "to_labelstudio": lambda article: to_labelstudio(annotate_article(article)),
    "compare": lambda article: compare_annotations(annotate_article(article), annotate_article(as_article(article.text))),
    "join_words": lambda article: join_words(
        article.text, article.words, [(w.start, w.end + 4) for w in article.words[: -2]]
    ),
}  # fmt: skip
PAGE_WRITERS: dict[str, Callable[[Page], object]] = {
    "render_page": render_page,
    "render_view": render_view,
    "annotate_page": annotate_page,
    "encode_row": lambda page: encode_row(page, 0, blocks=True),
    "make_frontier": lambda page: make_frontier(page.related, "https://bao.example/lu.htm"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_articles(name: str) -> None:
    check_growth(lambda n: partial(WRITERS[name], crowded(n)), 400, name)


@pytest.mark.parametrize("name", PAGE_WRITERS)
def test_page_writers(name: str) -> None:
    check_growth(lambda n: partial(PAGE_WRITERS[name], crowded_page(n)), 400, name)
