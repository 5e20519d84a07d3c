"""Tables, lists, links and pictures of an article: what is kept, and where it stands."""

import sys
from pathlib import Path

import pytest

from vnnews.mentions import find_mentions
from vnnews.segment import segment_sentences

sys.path.insert(0, str(Path(__file__).parent))

from labelled_by_tags import BASE, TITLE, build, check_spans, list_of, roles, table_of

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
