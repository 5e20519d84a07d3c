"""Tables, lists, links and pictures of an article: what is kept, and where it stands."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.assemble import assemble_page
from vnnews.mentions import find_mentions
from vnnews.models import Article, Block, Document, Label, Labelling, Page, PageType, Passage
from vnnews.read import read_page
from vnnews.segment import segment_sentences
from vnnews.write import to_json, to_markdown, to_text
from vnnews.write.html import render_article
from vnnews.write.html.view import pair_passages
from vnnews.write.tables import tabulate_articles

TITLES = frozenset(("h1",))
HEADINGS = frozenset(("h2", "h3", "h4"))


def label_of(document: Document, index: int) -> Label:
    """The label that the mark-up of a test page stands for."""
    block = document.blocks[index]
    if block.tag in TITLES:
        return Label.TITLE
    if block.tag in HEADINGS:
        return Label.HEADING
    if block.tag in ("figcaption", "img") or "chu-thich" in block.path:
        return Label.CAPTION
    is_lone_italic = "italic" in block.hints and document.shape == "markdown"
    if is_lone_italic and "after_image" in block.hints:
        return Label.CAPTION
    if "sapo" in block.path or ("bold" in block.hints and document.shape == "markdown"):
        return Label.SAPO
    return Label.RELATED if "lien-quan" in block.path else Label.BODY


def build(page: str, *, url: str | None = None, shape: str | None = None) -> Article:
    """The article of a test page."""
    return build_page(page, url=url, shape=shape).articles[0]


def build_page(page: str, *, url: str | None = None, shape: str | None = None) -> Page:
    """A test page, its lines labelled by their tags, so that structure is tested apart from the labeller."""
    document = read_page(page, url=url, shape=shape)
    blocks = tuple(
        Block(
            block.start,
            block.end,
            block.text,
            label := label_of(document, index),
            "",
            None if label is Label.RELATED else 0,
        )
        for index, block in enumerate(document.blocks)
    )
    return assemble_page(document, Labelling(PageType.ARTICLE, blocks))


BASE = "https://bao.example/thoi-su/lu-mien-trung-412.html"
TITLE = "<h1>Lũ trên sông Bồ lên mức báo động ba</h1>"


def check_spans(article: Article) -> None:
    parts = [
        *article.passages,
        *article.links,
        *article.captions,
        *(cell for passage in article.passages for row in passage.rows for cell in row),
        *(item for passage in article.passages for item in passage.items),
    ]
    assert all(article.text[part.start : part.end] == part.text for part in parts)
    assert article.body == "\n\n".join(
        passage.text for passage in article.passages if passage.role in ("body", "heading", "table", "list")
    )
    assert all(0 <= image.offset <= len(article.text) for image in article.images)


def table_of(article: Article) -> list[list[str]]:
    (table,) = (passage for passage in article.passages if passage.role == "table")
    check_spans(article)
    return [[cell.text for cell in row] for row in table.rows]


def list_of(article: Article) -> list[tuple[int, int, str]]:
    (found,) = (passage for passage in article.passages if passage.role == "list")
    check_spans(article)
    return [(item.level, item.number, item.text) for item in found.items]


def roles(article: Article) -> list[str]:
    check_spans(article)
    return [passage.role for passage in article.passages]


# ------------------------------------------------------------------------------------------------------------------- tables


def test_a_table_with_a_head() -> None:
    article = build(
        TITLE
        + "<p>Lượng mưa đo được:</p><table><thead><tr><th>Trạm<th>Mưa (mm)</thead>"
        + "<tbody><tr><td>Kim Long<td>310<tr><td>Phú Ốc<td>285</table><p>Mưa còn kéo dài.</p>"
    )
    assert table_of(article) == [["Trạm", "Mưa (mm)"], ["Kim Long", "310"], ["Phú Ốc", "285"]]
    assert roles(article) == ["title", "body", "table", "body"]
    assert article.passages[2].text == "Trạm\tMưa (mm)\nKim Long\t310\nPhú Ốc\t285"
    assert [article.text[a:b] for a, b in article.passages[2].lines()][:3] == ["Trạm", "Mưa (mm)", "Kim Long"]


def test_cells_that_span_columns_and_rows_keep_the_columns() -> None:
    article = build(
        TITLE
        + "<table><tr><th rowspan=2>Tỉnh<th colspan=2>Thiệt hại<tr><th>Nhà<th>Lúa (ha)<tr><td>Huế<td>12<td>340"
        + "<tr><td>Quảng Trị<td><td>95</table>"
    )
    assert table_of(article) == [
        ["Tỉnh", "Thiệt hại"],
        ["", "Nhà", "Lúa (ha)"],
        ["Huế", "12", "340"],
        ["Quảng Trị", "", "95"],
    ]


def test_lines_of_a_cell_are_apart() -> None:
    article = build(TITLE + "<table><tr><td>Trực ban<td>Lê An<br>Hồ Bình<tr><td>Tiếp tế<td><p>Võ Cúc</table>")
    assert table_of(article) == [["Trực ban", "Lê An\nHồ Bình"], ["Tiếp tế", "Võ Cúc"]]


LAYOUT = {
    "one row": "<table><tr><td><p>Nước lên nhanh trong đêm.</p><td><p>Dân chạy lũ.</p></table>",
    "one cell a row": "<table><tr><td>Nước lên nhanh.<tr><td>Dân chạy lũ.<tr><td>Đò ngang dừng chạy.</table>",
    "a picture with its caption": "<table><tr><td><img src=/a.jpg><td>Nước lên.<tr><td class=chu-thich>Sông Bồ<td>Dân chạy lũ.</table>",
    "headings": "<table><tr><td><h3>Ở Huế</h3><td>Nước lên.<tr><td>Ở Quảng Trị<td>Dân chạy lũ.</table>",
    "a table inside": "<table><tr><td>Một<td>Hai<tr><td>Ba<td><table><tr><td>Dân chạy lũ.</table></table>",
    "a story in a cell": "<table><tr><td>Một<td>" + "<p>Nước lên.</p>" * 9 + "<tr><td>Hai<td>Ba</table>",
    "a grid of pictures": "<table>" + "<tr><td><img src=/1.jpg>Sông Bồ<td><img src=/2.jpg>Sông Hương" * 3 + "</table>",
}


@pytest.mark.parametrize("page", LAYOUT.values(), ids=LAYOUT)
def test_a_frame_is_no_table(page: str) -> None:
    article = build(TITLE + page)
    assert "table" not in roles(article)
    assert all(text in article.text for text in ("Nước lên", "Dân chạy lũ") if text in page)


def test_columns_are_counted_even_where_a_span_is_absurd() -> None:
    article = build(TITLE + "<table><tr><td colspan=99999>Bảng<td>x<tr><td rowspan=99999>A<td>1<tr><td>2<td>3</table>")
    assert table_of(article)[1:] == [["A", "1"], ["", "2", "3"]]


def test_no_name_no_sentence_and_no_word_crosses_a_cell_or_an_item() -> None:
    article = build(
        TITLE
        + "<table><tr><td>Lê Văn An<td>Trần Thị Bình<tr><td>Chủ tịch UBND tỉnh Cà Mau<td>Hồ Văn Cần</table>"
        + "<ul><li>Chủ tịch UBND<li>tỉnh Cà Mau<br>Võ Thị Dung</ul>"
    )
    edges = [line for passage in article.passages for line in passage.lines()]
    spans = [(span.start, span.end) for found in find_mentions(article) for span in found]
    cut = segment_sentences(article.text, passages=edges)
    assert spans
    for start, end in spans + [(sentence.start, sentence.end) for sentence in cut.sentences]:
        assert any(first <= start and end <= last for first, last in edges)
    assert {"Chủ tịch UBND", "tỉnh Cà Mau", "Võ Thị Dung", "Lê Văn An", "Trần Thị Bình"} <= {
        s.text for s in cut.sentences
    }


# -------------------------------------------------------------------------------------------------------------------- lists


def test_lists_with_bullets_and_numbers() -> None:
    article = build(
        TITLE + "<p>Cần làm:</p><ul><li>Kê cao đồ đạc<li><p>Ngắt điện</p></ul><ol start=3><li>Gọi 112<li>Chờ</ol>"
    )
    assert roles(article) == ["title", "body", "list", "list"]
    first, second = article.passages[2:]
    assert first.text == "Kê cao đồ đạc\nNgắt điện"
    assert [(item.number, item.text) for item in first.items] == [(0, "Kê cao đồ đạc"), (0, "Ngắt điện")]
    assert [(item.number, item.text) for item in second.items] == [(3, "Gọi 112"), (4, "Chờ")]


def test_nested_lists_are_one_passage() -> None:
    article = build(TITLE + "<ul><li>Trước lũ<ol><li>Kê đồ<li>Ngắt điện</ol><li>Sau lũ<ul><li>Dọn bùn</ul></ul>")
    assert list_of(article) == [
        (0, 0, "Trước lũ"),
        (1, 1, "Kê đồ"),
        (1, 2, "Ngắt điện"),
        (0, 0, "Sau lũ"),
        (1, 0, "Dọn bùn"),
    ]


NO_LIST = {
    "one item": "<ul><li>Nước lên nhanh trong đêm.</ul>",
    "a story in an item": "<ul><li>" + "<p>Nước lên nhanh trong đêm.</p>" * 5 + "<li>Hết.</ul>",
    "a heading in an item": "<ul><li><h3>Ở Huế</h3><p>Nước lên.</p><li>Hết.</ul>",
}


@pytest.mark.parametrize("page", NO_LIST.values(), ids=NO_LIST)
def test_a_frame_is_no_list(page: str) -> None:
    assert "list" not in roles(build(TITLE + page))


def test_a_list_in_a_frame_is_a_list() -> None:
    story = "<p>Nước lên nhanh trong đêm.</p>" * 5
    article = build(TITLE + f"<ul><li>{story}<ol><li>Kê đồ<li>Ngắt điện</ol></ul>")
    assert list_of(article) == [(0, 1, "Kê đồ"), (0, 2, "Ngắt điện")]


# ------------------------------------------------------------------------------------------------------- links and pictures


def test_links_have_their_place_and_an_absolute_address() -> None:
    article = build(
        TITLE
        + "<p>(Báo Mẫu) - Huế mưa lớn,  <a href='/hue'>Huế</a> ngập; xem <a href='javascript:void(0)'>ảnh</a>,"
        + " <a href='https://dubao.example/a?b=1'><b>bản tin</b> dự báo</a>./.</p>"
        + "<ul><li>Trạm <a href=../tram>Kim Long</a><li><a href=#dau>Về đầu</a></ul>",
        url=BASE,
    )
    check_spans(article)
    assert [(link.text, link.url) for link in article.links] == [
        ("Huế", "https://bao.example/hue"),
        ("bản tin dự báo", "https://dubao.example/a?b=1"),
        ("Kim Long", "https://bao.example/tram"),
    ]
    first = article.links[0]
    assert article.text[first.start - 6 : first.end] == " lớn, Huế"


def test_a_link_around_the_end_mark_ends_with_the_text() -> None:
    article = build(
        TITLE + "<ul><li>Kê đồ <a href=/a>./.</a><li>Ngắt <a href=/b>điện</a></ul><p>Chờ tin <a href=/c>báo./.</a></p>",
        url=BASE,
    )
    check_spans(article)
    assert [link.text for link in article.links] == ["điện", "báo"]


def test_a_relative_link_stays_as_it_is_where_the_page_has_no_address() -> None:
    article = build(TITLE + "<p>Xem thêm ở <a href='/hue'>trang Huế</a> của báo.</p>")
    assert [link.url for link in article.links] == ["/hue"]


def test_captions_have_the_address_of_their_picture() -> None:
    article = build(
        TITLE
        + "<p>Nước lên.</p><figure><img src='data:image/gif;base64,R0' data-src='/a.jpg'><figcaption>Sông Bồ. Ảnh: Lê An</figcaption></figure>"
        + "<figure><figcaption>Sông Hương</figcaption><img srcset='/b-480.jpg 480w, /b-960.jpg 960w'></figure>"
        + "<p>Dân chạy lũ.</p><div class=lien-quan><a href=/x><img src=/x.jpg>Bão số 9 áp sát</a></div>",
        url=BASE,
    )
    check_spans(article)
    assert [(caption.text, caption.credit, caption.src) for caption in article.captions] == [
        ("Sông Bồ.", "Lê An", "https://bao.example/a.jpg"),
        ("Sông Hương", "", "https://bao.example/b-960.jpg"),
    ]
    assert article.images == ()


def test_pictures_without_a_caption_are_kept_with_their_place() -> None:
    article = build(
        TITLE
        + "<p>Nước lên.</p><p><img src=/a.jpg alt='Phố cổ'></p><p><img src=/dem.gif width=1 height=1></p><p>Dân chạy lũ.</p>"
        + "<p><img data-original=/b.jpg src=/cho.gif></p><div class=lien-quan>Bão số 9 áp sát</div>",
        url=BASE,
    )
    check_spans(article)
    assert [(image.src, image.alt, image.position) for image in article.images] == [
        ("https://bao.example/a.jpg", "Phố cổ", 1),
        ("https://bao.example/b.jpg", "", 2),
    ]
    assert [article.text[: image.offset].rpartition("\n")[2] for image in article.images] == [
        "Nước lên.",
        "Dân chạy lũ.",
    ]


@pytest.mark.parametrize("address", ["//[anh/a.jpg", "http://[::1", "  ", "{{src}}", "blob:x", "x" * 3000])
def test_an_address_that_is_none_is_left_out(address: str) -> None:
    article = build(
        TITLE
        + f"<p>Nước <a href='{address}'>lên</a>.</p><figure><img src='{address}'><figcaption>Sông Bồ</figcaption></figure>",
        url=BASE,
    )
    assert [caption.text for caption in article.captions] == ["Sông Bồ"]
    assert all(caption.src == "" or caption.src.startswith("https://bao.example/") for caption in article.captions)


# ----------------------------------------------------------------------------------------------------------------- Markdown


def test_structure_of_a_page_in_markdown() -> None:
    article = build(
        "# Lũ lên\n\nXem [bản tin](/tin) này.\n\n1. Kê đồ\n2. Ngắt điện\n    * cầu dao\n\nMưa:\n\n"
        "| Trạm | Mưa |\n|---|---|\n| Kim Long | 310 |\n| | 285 |\n\n| Trạm | Mực nước |\n|---|---|\n| Phú Ốc | 4,5 |\n\n"
        "![Phố cổ](/a.jpg)\n\n*Sông Bồ. Ảnh: Lê An*\n\nHết.",
        url=BASE,
        shape="markdown",
    )
    assert roles(article) == ["title", "body", "list", "body", "table", "table", "caption", "body"]
    assert [(item.level, item.number, item.text) for item in article.passages[2].items] == [
        (0, 1, "Kê đồ"),
        (0, 2, "Ngắt điện"),
        (1, 0, "cầu dao"),
    ]
    assert [[cell.text for cell in row] for row in article.passages[4].rows] == [
        ["Trạm", "Mưa"],
        ["Kim Long", "310"],
        ["", "285"],
    ]
    (caption,) = article.captions
    assert (caption.text, caption.credit, caption.alt, caption.src) == (
        "Sông Bồ.",
        "Lê An",
        "Phố cổ",
        "https://bao.example/a.jpg",
    )
    assert [(link.text, link.url) for link in article.links] == [("bản tin", "https://bao.example/tin")]


WHOLE = (
    "<h1>Lũ trên sông Bồ lên *mức* 3</h1><p class=sapo>Nước lên nhanh trong đêm 12_10.</p><p>Theo <a href='/tram?a=(1)'>trạm [Kim Long]</a>, mưa rất to.</p>"
    "<h2>Việc cần làm #1</h2><p>- Thưa ông, nước \\ lên?</p><p>1. Không phải một danh sách</p><p># Lũ</p><p>a | b | c</p>"
    "<ul><li>Kê <a href=/do>đồ</a><ol start=9><li>tủ<li>giường<ul><li>chiếu</ul></ol><li>- Ngắt điện</ul><ol><li>Gọi 112<li>Chờ</ol>"
    "<table><tr><th>Trạm<th>Mưa|mm<tr><td><td>310<tr><td>Phú Ốc<td>285</table><p>Dân &lt;b&gt; chạy &amp;lt; lũ.</p>"
    "<p><img src='/lu 1.jpg'></p><p>Đò ngang dừng.</p>"
    "<figure><img src=/a.jpg alt='Sông lúc 5 giờ'><figcaption>Sông Bồ. Ảnh: Lê An</figcaption></figure><p>Hết.</p>"
)


def test_markdown_of_an_article() -> None:
    lines = to_markdown(build(WHOLE, url=BASE)).split("\n")
    assert lines[0] == r"# Lũ trên sông Bồ lên \*mức\* 3"
    assert lines[2] == r"**Nước lên nhanh trong đêm 12\_10.**"
    assert r"Theo [trạm \[Kim Long\]](https://bao.example/tram?a=%281%29), mưa rất to." in lines
    assert r"\- Thưa ông, nước \\ lên?" in lines
    assert r"1\. Không phải một danh sách" in lines
    table = lines.index(r"| Trạm | Mưa\|mm |")
    assert lines[table + 1 : table + 4] == ["| --- | --- |", "|  | 310 |", "| Phú Ốc | 285 |"]
    first = lines.index("- Kê [đồ](https://bao.example/do)")
    assert lines[first + 1 : first + 5] == ["  9. tủ", "  10. giường", "      - chiếu", r"- \- Ngắt điện"]
    assert lines[-5:] == ["![Sông lúc 5 giờ](https://bao.example/a.jpg)", "", "*Sông Bồ. Ảnh: Lê An*", "", "Hết."]


def test_other_forms_of_an_article() -> None:
    article = build(WHOLE, url=BASE)
    assert msgspec.json.decode(to_json(article, full=True), type=Article) == article
    html = render_article(article)
    assert "<tr><td></td><td>310</td></tr><tr><td>Phú Ốc</td><td>285</td></tr></table>" in html
    assert (
        '<ol><li value="9">tủ</li><li value="10">giường<ul><li>chiếu</li></ul></li></ol></li><li>- Ngắt điện</li></ul>'
        in html
    )
    text = to_text(article)
    assert "\n | 310\nPhú Ốc | 285\n" in text
    assert "- Kê đồ\n   9. tủ\n   10. giường\n      - chiếu\n- - Ngắt điện\n" in text
    row = tabulate_articles([article])
    assert row["links"] == [["https://bao.example/tram?a=(1)", "https://bao.example/do"]]
    assert row["pictures"] == [["https://bao.example/a.jpg", "https://bao.example/lu%201.jpg"]]


def test_arrow_keeps_structure() -> None:
    arrow = pytest.importorskip("vnnews.write.arrow")
    pytest.importorskip("pyarrow")
    article = build(WHOLE, url=BASE)
    assert list(arrow.from_arrow(arrow.to_arrow([article]))) == [article]


def test_the_view_pairs_a_table_and_a_list_with_their_first_block() -> None:
    page = build_page(
        TITLE
        + "<p>Mưa lớn.</p><table><tr><td>Huế<td>310<tr><td>Phú Ốc<td>285</table><ul><li>Kê đồ<li>Chờ</ul><p>Hết./.</p>"
    )
    assert pair_passages(page) == {(0, 0): 0, (0, 1): 1, (0, 2): 2, (0, 3): 6, (0, 4): 8}


def test_markdown_is_read_back_to_the_same_article() -> None:
    article = build(WHOLE, url=BASE)
    again = build(to_markdown(article), url=BASE, shape="markdown")
    assert again.text == article.text
    assert again.passages == article.passages
    assert again.captions == article.captions
    assert again.images == article.images
    assert [link.text for link in again.links] == [link.text for link in article.links]


@given(
    st.lists(
        st.text(alphabet="aĐộ 1.)-+*_#>[](){}<>|~`!\\&;/:=", min_size=1, max_size=20)
        .map(lambda text: text.strip(" \\"))
        .filter(bool),
        min_size=1,
    )
)
def test_any_signs_are_read_back(texts: list[str]) -> None:
    passages = []
    at = 0
    for text in [" ".join(text.split()) for text in texts]:
        passages.append(Passage("body", at, at + len(text), text))
        at += len(text) + 2
    article = Article("", text="\n\n".join(passage.text for passage in passages), passages=tuple(passages))
    document = read_page(to_markdown(article), shape="markdown")
    assert [block.text for block in document.blocks] == [passage.text for passage in passages]


# --------------------------------------------------------------------------------------------------------------- properties

_TEXTS = st.text(alphabet="aăÂđêộ \u0301\u00a0\u200b-.,/|*", min_size=1, max_size=12)
_TAGS = (
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "h2",
    "div",
    "a href=/x",
    "b",
    "figcaption",
    "span style=display:none",
)
_PIECES = st.one_of(
    _TEXTS,
    st.sampled_from([f"<{tag}>" for tag in _TAGS]),
    st.sampled_from([f"</{tag.split()[0]}>" for tag in _TAGS]),
    st.sampled_from(["<br>", "<img src=/a.jpg>", "<td colspan=3>", "<td rowspan=2>"]),
)


@given(st.lists(_PIECES, max_size=60))
def test_spans_hold_on_any_page(pieces: list[str]) -> None:
    check_spans(build(TITLE + "<p>Mưa lớn.</p>" + "".join(pieces), url=BASE))


@given(
    st.lists(
        st.one_of(
            _TEXTS, st.sampled_from(["\n", "\n\n", "- ", "1. ", "| ", "|---|---|\n", "![a](/b)", "[a](/c)", "  "])
        ),
        max_size=60,
    )
)
def test_spans_hold_on_any_page_in_markdown(pieces: list[str]) -> None:
    check_spans(build("# Mưa\n\nMưa lớn.\n\n" + "".join(pieces), url=BASE, shape="markdown"))
