"""Any bytes, text, mark-up and mutated page, for every public function: only a VnnewsError is raised, and every span holds."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vnnews
from vnnews import gazetteer
from vnnews.errors import VnnewsError
from vnnews.link import link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage, Word
from vnnews.read import read_page
from vnnews.read.decode import decode_page, detect_kind
from vnnews.segment import join_words
from vnnews.text import (
    deaccent,
    find_date,
    fold,
    fold_letters,
    is_date_line,
    is_syllable,
    is_vietnamese,
    normalize,
    read_date,
    repair,
    skeleton,
    slug,
    syllable_share,
)
from vnnews.text.forms import compose
from vnnews.text.sentences import split_sentences
from vnnews.write import to_json, to_markdown, to_text
from vnnews.write.annotations import annotate_article
from vnnews.write.conllu import read_conllu, to_conllu
from vnnews.write.csv import to_csv
from vnnews.write.doccano import read_doccano, to_doccano
from vnnews.write.ftm import to_ftm
from vnnews.write.html import render_article, render_page, render_view
from vnnews.write.labelstudio import read_labelstudio, to_labelstudio
from vnnews.write.tables import tabulate_articles, tabulate_mentions, tabulate_officials
from vnnews.write.underscore import read_underscore, to_underscore

BUDGET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
"""Examples a property in every run; the fuzz targets in tests/fuzz try as many as time allows."""

EXAMPLES = [
    path.read_bytes()
    for path in sorted((Path(__file__).resolve().parents[2] / "examples" / "pages").iterdir())
    if path.is_file()
]
PIECES = [
    "<p>", "</p>", "<div class='detail'>", "</div>", "<h1>", "</h1>", "<a href='/tin.html'>", "</a>", "<table><tr><td>", "</table>", "<br>", "<b>", "<!--", "-->",
    "<script>", "</script>", "<img alt='Phố ngập'>", "<figure>", "<figcaption>", "&nbsp;", "&#0;", "&#x110000;", "&amp;lt;", "<", ">", "\n", "\n\n", "\r\n", "\x00", "\x0c", "\u2028",
    "\u200b", "\u202e", "\ud800", "\U000e0041", "👨‍👩‍👧", "e\u0302\u0323", "\u0301", "Ð", "ß", "İ", "ﬁ", "Sở Y tế tỉnh Quảng Ninh", "ông Trần Văn An", "Chủ tịch UBND TP.HCM",
    "nguyên Bộ trưởng", "12/3/2024 10:00", "31/02/2023", "0/0/0000", "Ảnh: Lê An", "Xem thêm", "Sáng nay, mưa lớn làm nhiều tuyến đường ngập sâu.", "./.", "...", "“", "”", "(", ")",
    "Bá»™ trÆ°á»Ÿng", "ViÖt Nam", "Vie^.t", "\\u1ec7", "１２", "ᴄôɴɢ", "1.000.000", "https://a.vn/?x=1&y=2", "a@b.vn", "{\"@type\":\"NewsArticle\"}", "_", "\\", "\t", " ", ",", "-",
]  # fmt: skip
TEXT = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """An example page, cut, with stretches lost, doubled, or replaced by other bytes."""
    page = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(page)))
        end = min(len(page), start + draw(st.integers(0, 400)))
        middle = draw(
            st.one_of(
                st.just(page[start:end] * 2), st.binary(max_size=6), TEXT.map(lambda text: text.encode(errors="ignore"))
            )
        )
        page = page[:start] + middle + page[end:]
    return page[: draw(st.integers(0, len(page)))]


RAW = st.one_of(mutated(), st.binary(max_size=300), TEXT)


def check_spans(text: str, spans: Iterable[object]) -> None:
    for span in spans:
        assert text[span.start : span.end] == span.text, span  # type: ignore[attr-defined]


def check_article(article: Article) -> None:
    for spans in (article.passages, article.sentences, article.words, article.captions):
        check_spans(article.text, spans)
    for entity in (*article.provinces, *article.agencies, *article.officials):
        check_spans(article.text, entity.mentions)
        assert entity.mentions
    for official in article.officials:
        assert all(0 <= post.start <= post.end <= len(article.text) for post in official.posts)
    if article.words:
        assert "".join("".join(word.text.split()) for word in article.words) == "".join(article.text.split())


@BUDGET
@given(RAW)
def test_a_page(raw: bytes | str) -> None:
    try:
        page = vnnews.parse_page(raw, url="https://bao.example/tin.html", date="2025-03-01")
    except VnnewsError as error:
        assert error.stage
        assert error.reason
        return
    check_spans(page.text, page.blocks)
    assert "".join("".join(block.text.split()) for block in page.blocks) == "".join(page.text.split())
    assert msgspec.json.decode(to_json(page), type=vnnews.Page) == page
    assert pickle.loads(pickle.dumps(page)) == page
    assert render_page(page).startswith("<div")
    assert render_view(page).startswith("<!doctype html>")
    assert to_csv(tabulate_articles([page])).count("\n") > 0
    to_csv(tabulate_officials([page]))
    to_csv(tabulate_mentions([page]))
    for article in page.articles:
        check_article(article)
        assert to_text(article)
        assert to_markdown(article)
        assert render_article(article)
        to_ftm(article)
        annotation = annotate_article(article)
        assert [found.text for found in read_doccano([to_doccano(annotation)])] == [article.text]
        assert all(
            found.text == article.text for found in read_labelstudio(msgspec.json.encode([to_labelstudio(annotation)]))
        )
        assert [w.text for w in read_conllu(to_conllu(article)).words] == [
            " ".join(w.text.split()) for w in article.words
        ]
        if article.words or not article.text:  # a text in another language has none
            assert len(read_underscore(to_underscore(article)).words) == len(article.words)


@BUDGET
@given(RAW)
def test_parse_gives_an_article_or_says_why_not(raw: bytes | str) -> None:
    with contextlib.suppress(VnnewsError):
        check_article(vnnews.parse(raw))


@BUDGET
@given(st.lists(RAW, max_size=4))
def test_a_stream_gives_one_result_a_page(raw: list[bytes | str]) -> None:
    results = list(vnnews.Pipeline(words=False).pipe(raw))
    assert len(results) == len(raw)
    assert not [result for result in results if isinstance(result, vnnews.Failure) and result.reason == "defect"]


@BUDGET
@given(RAW, st.sampled_from([None, "html", "text"]))
def test_read_page(raw: bytes | str, kind: str | None) -> None:
    with contextlib.suppress(VnnewsError):
        document = read_page(raw, kind=kind)
        check_spans(document.text, document.blocks)
        assert compose(document.text) == document.text
        assert all(-1 <= block.element < len(document.elements) for block in document.blocks)


@BUDGET
@given(RAW)
def test_decode_page(raw: bytes | str) -> None:
    with contextlib.suppress(VnnewsError):
        text = decode_page(raw)
        text.encode()  # no lone surrogates
        assert "\0" not in text
        assert detect_kind(text) in ("html", "text")


@BUDGET
@given(TEXT, st.lists(TEXT, max_size=2))
def test_segment(text: str, own: list[str]) -> None:
    with contextlib.suppress(VnnewsError):
        found = vnnews.segment(text, user_words=own)
        check_spans(found.text, found.sentences)
        check_spans(found.text, found.words)
        assert "".join("".join(word.text.split()) for word in found.words) == "".join(found.text.split())
        spans = [(word.start, min(len(found.text), word.end + 3)) for word in found.words[::2]]
        check_spans(found.text, join_words(found.text, found.words, spans))


@BUDGET
@given(TEXT)
def test_split_sentences(text: str) -> None:
    spans = split_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@BUDGET
@given(TEXT, st.one_of(st.none(), st.dates()))
def test_mentions_and_links(text: str, on: date | None) -> None:
    text = compose(text).strip()
    article = Article(
        text[:20], text=text, passages=(Passage("body", 0, len(text), text),), words=(Word(0, len(text), text),)
    )
    found = link_entities(article, find_mentions(article, on=on), on=on)
    for entity in (*found.provinces, *found.agencies, *found.officials):
        check_spans(text, entity.mentions)


@BUDGET
@given(TEXT, st.one_of(st.none(), st.dates()))
def test_the_gazetteer(name: str, on: date | None) -> None:
    for look_up in (gazetteer.province, gazetteer.agency, gazetteer.expand, gazetteer.successors):
        answer = look_up(name, on)
        assert bool(answer) == bool(answer.records)


TEXT_FUNCTIONS: list[Callable[[str], object]] = [
    compose, deaccent, find_date, fold, fold_letters, is_date_line, is_syllable, is_vietnamese, normalize, read_date, repair, skeleton, slug, syllable_share,
]  # fmt: skip


@pytest.mark.parametrize("function", TEXT_FUNCTIONS, ids=lambda function: function.__name__)
@BUDGET
@given(TEXT)
def test_functions_of_text(function: Callable[[str], object], text: str) -> None:
    once = function(text)
    if function in (compose, deaccent, fold, normalize, skeleton, slug):
        assert function(once) == once  # type: ignore[arg-type]


READERS: list[Callable[[bytes], object]] = [
    lambda data: read_conllu(data.decode(errors="replace")),
    lambda data: read_underscore(data.decode(errors="replace")),
    lambda data: list(read_doccano([data])),
    read_labelstudio,
]


@pytest.mark.parametrize("read", READERS, ids=["conllu", "underscore", "doccano", "labelstudio"])
@BUDGET
@given(st.one_of(st.binary(max_size=200), TEXT.map(lambda text: text.encode(errors="replace")), st.sampled_from(
    [b"[]", b"{}", b"null", b'[{"data":1}]', b'{"text":1}', b'{"text":"a","label":[[0,9,"x"]]}', b"1\ta", b"# text = a\n1\tb", b'[{"annotations":[{}]}]']
)))  # fmt: skip
def test_what_others_wrote(read: Callable[[bytes], object], data: bytes) -> None:
    with contextlib.suppress(VnnewsError):
        read(data)
