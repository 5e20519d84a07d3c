"""Tables, lists, links and pictures in Markdown and in the other forms of an article, and on any page."""

import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.models import Article, Passage
from vnnews.read import read_page
from vnnews.write import to_json, to_markdown, to_text
from vnnews.write.html import render_article
from vnnews.write.html.view import pair_passages
from vnnews.write.tables import tabulate_articles

sys.path.insert(0, str(Path(__file__).parent))

from labelled_by_tags import BASE, TITLE, build, build_page, check_spans, roles

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
    assert lines[-5:] == ["![Sông lúc 5 giờ](https://bao.example/a.jpg)", "", "*Sông Bồ. (Ảnh: Lê An)*", "", "Hết."]
    assert "    [Sông Bồ. (Ảnh: Lê An)]" in to_text(build(WHOLE, url=BASE)).split("\n")  # the same in readable text


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
