"""Reading HTML: lines, spans, links, pictures, and pages made to hurt a parser."""

from __future__ import annotations

import gc
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.errors import InputError
from vnnews.read import read_page
from vnnews.read.html import MAX_NAMES, MAX_PATH, read_html
from vnnews.read.html_bounds import MAX_DEPTH, bound_markup


def lines(html: str) -> list[str]:
    return [block.text for block in read_html(html).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Hà <b>Nội</b> mưa</p>", ["Hà Nội mưa"]),
        ("<p>Hà<b>Nội</b></p>", ["HàNội"]),
        ("<p>Giá vàng<br>tăng</p>", ["Giá vàng", "tăng"]),
        ("<div>Một<p>Hai</p>Ba</div>", ["Một", "Hai", "Ba"]),
        ("<ul><li>Thời sự<li>Thế giới</ul>", ["Thời sự", "Thế giới"]),
        ("<table><tr><td>Lúa</td><td>7 tấn</td></tr></table>", ["Lúa", "7 tấn"]),
        ("<p>a\n  b\u00a0 c</p>", ["a b c"]),
        (
            "<p>Cà Mau</p><script>var x = '<p>không</p>';</script><style>p{}</style><noscript>không</noscript>",
            ["Cà Mau"],
        ),
        ("<p>Trước <svg><text>không</text></svg>sau</p>", ["Trước sau"]),
        ("<textarea>không</textarea><iframe>không</iframe><p>có</p>", ["có"]),
        ("<p>Hu\u0065\u0302\u0301</p>", ["Huế"]),
        ("<!-- chú thích --><p>&quot;Ngập&quot; &amp; kẹt</p>", ['"Ngập" & kẹt']),
        ("chữ trần", ["chữ trần"]),
        ("", []),
        ("<p>   </p>", []),
        ("<p>a</p> đuôi</body></html>sau", ["a", "đuôisau"]),
    ],
)
def test_lines(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


def test_links_letters_and_pictures_are_noted() -> None:
    first, second, third = read_html(
        "<p><a href='/a'>Giá gạo</a> tăng</p><p><img alt='Ruộng lúa'><i>Ruộng lúa chín</i></p><p><b>Mạnh tay</b></p>"
    ).blocks
    assert (first.link_chars, first.links, first.href, first.tag) == (6, 1, "/a", "p")
    assert "before_image" in first.hints
    assert second.hints >= {"after_image", "italic"}
    assert second.alt == "Ruộng lúa"
    assert "bold" in third.hints


def test_a_link_without_text_is_not_counted() -> None:
    (block,) = read_html("<li><a href='/a'><img></a> <a href='/a'>Cầu mới thông xe</a></li>").blocks
    assert block.links == 1


def test_hints_of_surrounding_elements_are_inherited() -> None:
    (block,) = read_html("<footer><figure><figcaption><p>Ảnh: A</p></figcaption></figure></footer>").blocks
    assert block.hints >= {"footer", "figure"}
    assert "hidden" in read_html("<div style='color:red; display: none'><p>x</p></div>").blocks[0].hints


def test_names_and_containers() -> None:
    page = read_html("<div id='main'><p class='a'>Một</p><p>Hai</p><p>Ba<br>Bốn</p></div>")
    one, two, three, four = page.blocks
    assert one.container == two.container
    assert three.container == four.container == three.element
    assert page.elements[one.container].names == "main"
    assert one.path.endswith("div.main>p.a")


@pytest.mark.parametrize("kind", ["pdf", "HTML", ""])
def test_unknown_kind(kind: str) -> None:
    with pytest.raises(InputError):
        read_page("x", kind=kind)


def test_kind_and_url() -> None:
    page = "<html><head><link rel='canonical' href='https://bao.vn/a.html'></head><body><p>Hà Nội</p></body></html>"
    assert read_page(page).kind == "html"
    assert read_page(page).url == "https://bao.vn/a.html"
    assert read_page(page, url="https://khac.vn/b").url == "https://khac.vn/b"
    assert read_page("Hà Nội mưa").kind == "text"
    assert read_page(page, kind="text").kind == "text"


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<div class='x y'>", "</div>", "<br>", "<a href=/x>", "</a>", "<b>", "</b>", "<table><tr><td>", "</table>", "<script>",
             "</script>", "<!--", "-->", "<ul><li>", "</ul>", "<img alt='ảnh'>", "&amp;", "&#7879;", "<", ">", "<svg>", "</svg>", "<textarea>", "</textarea>"]
        ),
        st.text(alphabet="aáàăâđêôơưy\u0301\u0323\u00a0\u200b Đ\n\t.<&", max_size=12),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKUP)
@settings(max_examples=300, deadline=None)
def test_blocks_cover_the_text_once(html: str) -> None:
    page = read_html(html)
    assert "\n".join(block.text for block in page.blocks) == page.text
    assert unicodedata.is_normalized("NFC", page.text)
    end = -1
    for block in page.blocks:
        assert block.start == end + 1
        assert page.text[block.start : block.end] == block.text
        assert block.text == " ".join(block.text.split()) != ""
        assert 0 <= block.link_chars <= len(block.text) + 4 * len(html)
        assert -1 <= block.element < len(page.elements)
        end = block.end
    for index, element in enumerate(page.elements):
        assert -1 <= element.parent < index


NESTS: dict[str, Callable[[int], str]] = {
    "div": lambda size: "<div>" * size + "x",
    "closed div": lambda size: "<div>" * size + "x" + "</div>" * size,
    "wrong closings": lambda size: "<span>x" * size + "</b>" * size,
    "bold": lambda size: "<b>x" * size,
    "list": lambda size: "<ul><li>x" * size,
    "table": lambda size: "<table><tr><td>x" * size,
    "mixed": lambda size: "<b><div></b>" * size,
    "attributes": lambda size: "<div " + " ".join(f"a{number}=1" for number in range(size)) + ">x",
    "attributes without spaces": lambda size: "<div " + "".join(f'a{number}="1"' for number in range(size)) + ">x",
    "tag starts": lambda size: "<a " * size,
    "one line": lambda size: "<p>" + "Hà Nội có mưa. " * size,
    "ampersands": lambda size: "&" * size,
    "long class": lambda size: "<p class='" + "x " * size + "'>x</p>",
    "teasers": lambda size: (
        "<div><h3><a href='/x-1'>Giá vàng tăng mạnh phiên đầu tuần</a></h3><p>Tóm tắt.</p></div>" * (size // 4)
    ),
}


ATTEMPTS = 6
"""Other work on the machine only ever adds time: linear code is quick at least once, quadratic code never."""


def time_reading(html: str) -> float:
    gc.collect()
    start = time.process_time()
    read_html(html)
    return max(time.process_time() - start, 0.002)


@pytest.mark.parametrize("name", NESTS)
def test_sixteen_times_the_page_takes_about_sixteen_times_the_time(name: str) -> None:
    small, large = NESTS[name](5_000), NESTS[name](80_000)
    quickest = [float("inf"), float("inf")]
    for _ in range(ATTEMPTS):
        quickest = [min(quickest[0], time_reading(small)), min(quickest[1], time_reading(large))]
        if quickest[1] / quickest[0] < 32:
            break
    # linear is 16, quadratic 256
    assert quickest[1] / quickest[0] < 64


def test_deep_nesting_keeps_its_text_and_bounds_its_paths() -> None:
    page = read_html("".join(f"<div class=c{number}>{number} " for number in range(20_000)))
    assert [int(block.text) for block in page.blocks] == list(range(20_000))
    assert max(len(block.path) for block in page.blocks) <= MAX_PATH
    assert len(page.elements) <= MAX_DEPTH + 1


def test_names_are_bounded() -> None:
    page = read_html(f"<p class='{'x' * 5_000}'><span id='{'y' * 5_000}'>z</span></p>")
    assert all(len(element.names) <= MAX_NAMES for element in page.elements)
    assert len(page.blocks[0].names) <= MAX_NAMES


def test_ordinary_pages_are_not_touched() -> None:
    page = "<html><body>" + "<div class='a'><p>Hà Nội</p></div>" * 500 + "</body></html>"
    assert bound_markup(page) is page
    picture = f"<img src='data:image/png;base64,{'A' * 50_000}'><p>x</p>"
    assert bound_markup(picture) == picture
    script = "<script>for (i=0;i<n ;i++) {" + "a = b ; " * 9_000 + "}</script><p>Hà Nội</p>"
    assert lines(script) == ["Hà Nội"]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>Mưa lớn</p><p>Phố ngập</p>", ["Mưa lớn", "Phố ngập"]),
        ("Mưa lớn<br>Phố ngập<p>Nước rút", ["Mưa lớn", "Phố ngập", "Nước rút"]),
        ("<td>Mưa lớn</td><td>Phố ngập</td></tr><tr><td>Nước rút</td></tr>", ["Mưa lớn", "Phố ngập", "Nước rút"]),
        ("<tr><th>Mưa lớn<td>Phố ngập</tr></table><p>Nước rút", ["Mưa lớn", "Phố ngập", "Nước rút"]),
        ("</div></div><li>Mưa lớn<li>Phố ngập</ul></div>", ["Mưa lớn", "Phố ngập"]),
    ],
)
def test_fragments_without_html_or_body(fragment: str, expected: list[str]) -> None:
    assert lines(fragment) == expected
