"""The HTML views: what they show, that nothing of a page escapes into mark-up, and that marks nest."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from vnnews.errors import UnreadablePage
from vnnews.models import (
    Article,
    Block,
    Caption,
    Label,
    Mention,
    Official,
    Page,
    PageType,
    Passage,
    Post,
    Province,
    RelatedStory,
)
from vnnews.pipeline import Pipeline
from vnnews.write.html import render_article, render_official, render_page, render_view
from vnnews.write.html.escape import CONTROL
from vnnews.write.html.marks import DEEPEST_NESTING, Mark, collect_marks, mark_stretch, share_marks
from vnnews.write.html.view import pair_passages

ALPHABET = st.sampled_from(list("aăâbcdđeêghiklmnoôơpqrstuưvxyẤỆỘ 0123<>&\"'/=`\n\x00\x1b\ud800\u202e🌉"))
TEXT = st.text(ALPHABET, min_size=1, max_size=60)
HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)>\"' onmouseover='alert(1)"
VOID = {"meta", "br", "img", "input", "link"}


class Reader(HTMLParser):
    """Checks that elements close in order and gathers what a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.text.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def visible(html: str) -> str:
    return "".join(read(html).text)


def test_article_shows_text_entities_and_captions(article: Article) -> None:
    html = article._repr_html_()
    text = visible(html)
    for passage in article.passages:
        assert passage.text in text
    for part in (
        "Phó Chủ tịch, Ủy ban nhân dân tỉnh Cà Mau",
        "until 30/06/2025 · now Cà Mau",
        "05/08/2025 09:30",
        "Hải Đăng",
    ):
        assert part in text
    assert text.index("Lễ khởi công") > text.index("Captions")
    assert 'title="Tỉnh Bạc Liêu · province · rule: province_kind_and_name">tỉnh Bạc Liêu</mark>' in html
    assert (
        '<mark class="vnn-k-province" title="Tỉnh Cà Mau · province · rule: province_name">Cà Mau</mark></mark>' in html
    )


def test_page_shows_every_block_with_its_rule(page: Page) -> None:
    html = page._repr_html_()
    for block in page.blocks:
        assert block.text in visible(html)
        assert f'title="rule: {block.rule}' in html
    assert "shown 2 times" in html
    assert "(cut off)" in html


def test_long_page_says_how_many_blocks_are_left_out(page: Page) -> None:
    many = msgspec.structs.replace(page, blocks=page.blocks * 200)
    assert f"and {len(many.blocks) - 600} more blocks" in render_page(many)
    assert render_view(many).count('class="vnn-block') == len(many.blocks)


def test_official_shows_posts(article: Article) -> None:
    text = visible(article.officials[0]._repr_html_())
    assert "Lâm Quốc Thịnh" in text
    assert "Phó Chủ tịch, Ủy ban nhân dân tỉnh Cà Mau" in text


def test_view_pairs_passages_with_blocks(page: Page) -> None:
    assert pair_passages(page) == {(0, n): n + 1 for n in range(6)}


def test_view_pairs_a_passage_that_lost_its_dateline() -> None:
    article = Article("Tin", text="Mưa lớn.", passages=(Passage("sapo", 0, 8, "Mưa lớn."),))
    blocks = (Block(0, 3, "Tin", Label.TITLE, "r", 0), Block(4, 18, "VOV.VN - Mưa  lớn.", Label.SAPO, "r", 0))
    assert pair_passages(Page("", "text", PageType.ARTICLE, "", blocks, (article,))) == {(0, 0): 1}


def test_view_of_a_page_without_article_says_so(page: Page) -> None:
    listing = msgspec.structs.replace(page, articles=(), type=PageType.LISTING)
    assert "No article: the page is of the type listing." in visible(render_view(listing))


def test_nothing_of_a_page_becomes_markup() -> None:
    h = HOSTILE
    n = len(h)
    mention = (Mention(0, n, h, h),)
    official = Official(h, h, h, (Post(h, h, h, h, h, 0, n),), mentions=mention)
    province = Province(h, h, h, h, mentions=mention, successors=(h,))
    passage = Passage("body", 0, n, h)
    article = Article(
        h, h, h, h, (Caption(h, 0, n),), h, (h,), source="javascript:alert(1)", url=f"https://x.example/{h}", text=h,
        passages=(passage,), officials=(official,), provinces=(province,),
    )  # fmt: skip
    page = Page(
        h, "html", PageType.ARTICLE, h, (Block(0, n, h, Label.BODY, h, 0, h),), (article,), (RelatedStory(h, h, h),)
    )
    for html in (render_article(article), render_page(page), render_official(official), render_view(page, name=h)):
        reader = read(html)
        allowed = 1 if html.startswith("<!doctype") else 0
        assert sum(tag == "script" for tag, _ in reader.tags) == allowed
        assert not [tag for tag, _ in reader.tags if tag in {"img", "iframe", "object", "embed", "base", "form", "svg"}]
        assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on")]
        assert all((attrs.get("href") or "#").startswith(("http", "#")) for _, attrs in reader.tags)


def test_fragments_hold_no_script_and_load_nothing(article: Article, page: Page) -> None:
    for html in (article._repr_html_(), page._repr_html_(), article.officials[0]._repr_html_(), render_view(page)):
        assert "@import" not in html
        assert "url(" not in html
        assert not [attrs for tag, attrs in read(html).tags if "src" in attrs or tag == "link"]
    assert "<script" not in article._repr_html_() + page._repr_html_()


def test_notebook_view_needs_no_ipython() -> None:
    code = (
        "import sys, vnnews; assert 'vnnews.write.html' not in sys.modules; "
        "vnnews.Article('Tin')._repr_html_(); assert 'IPython' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_objects_still_pickle_and_compare(article: Article) -> None:
    assert pickle.loads(pickle.dumps(article)) == article


MARKS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(["province", "agency", "official", "post"])),
    max_size=30,
)


@given(TEXT, MARKS)
def test_marks_never_change_the_text(text: str, places: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, start + length, kind, "Tên", "luật") for start, length, kind in places]
    html = mark_stretch(text, 0, len(text), marks)
    expected = mark_stretch(text, 0, len(text), [])
    assert visible(html) == visible(expected)


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)), max_size=40), st.lists(st.integers(0, 40), max_size=12)
)
def test_shares_are_the_marks_that_touch_the_stretch(places: list[tuple[int, int]], lengths: list[int]) -> None:
    marks = sorted((Mark(a, a + n, "post", "", "") for a, n in places), key=lambda m: (m.start, -m.end))
    stretches, at = [], 0
    for length in lengths:
        stretches.append((at, at + length))
        at += length + 2
    for (start, end), share in zip(stretches, share_marks(stretches, marks), strict=True):
        assert share == [m for m in marks if m.start < end and m.end > start]


def test_crossing_marks_are_cut_at_the_edge() -> None:
    html = mark_stretch("abcdef", 0, 6, [Mark(0, 4, "agency", "A", ""), Mark(2, 6, "province", "P", "")])
    bare = html.replace(' title="A · agency"', "").replace(' title="P · province"', "")
    agency, province = '<mark class="vnn-k-agency">', '<mark class="vnn-k-province">'
    assert bare == f"{agency}ab{province}cd</mark></mark>{province}ef</mark>"


def test_marks_of_a_hostile_text_take_linear_time() -> None:
    def seconds(n: int) -> float:
        marks = [Mark(i, i + n, "agency", "A", "r") for i in range(n)]
        best = float("inf")
        for _ in range(5):
            begin = time.perf_counter()
            mark_stretch("x" * 2 * n, 0, 2 * n, marks)
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds(32000) < 80 * seconds(2000)  # linear gives 16, quadratic 256


def test_nesting_has_a_limit() -> None:
    html = mark_stretch("x" * 40, 0, 40, [Mark(i, 40 - i, "post", "", "") for i in range(15)])
    assert html.count("<mark") == DEEPEST_NESTING


def test_marks_come_in_the_order_of_the_text(article: Article) -> None:
    starts = [m.start for m in collect_marks(article)]
    assert starts == sorted(starts)
    assert len(starts) == 9


@pytest.mark.parametrize("kind", ["html", "text"])
def test_empty_page_has_a_view(kind: str) -> None:
    assert "0 blocks" in visible(render_view(Page("", kind, PageType.EMPTY, "", ())))
    assert "0 blocks" in visible(render_page(Page("", kind, PageType.EMPTY, "", ())))


@given(st.lists(TEXT, max_size=8), st.sampled_from(["html", "text"]))
def test_any_page_has_a_well_formed_view(lines: list[str], kind: str) -> None:
    raw = "".join(f"<p>{line}</p>" for line in lines) if kind == "html" else "\n\n".join(lines)
    try:
        page = Pipeline(words=False).parse_page(raw, kind=kind)
    except UnreadablePage:
        reject()  # more control characters than text
    reader = read(render_view(page, name=raw))
    shown = "".join(reader.text)
    for block in page.blocks:
        assert CONTROL.sub("\N{REPLACEMENT CHARACTER}", block.text) in shown
    assert sum(tag == "script" for tag, _ in reader.tags) == 1
    assert read(render_page(page))
