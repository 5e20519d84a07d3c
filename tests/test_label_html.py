"""Labels of HTML pages: pages in the mark-up of many content systems, and what must hold for any page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.label import label_blocks
from vnnews.label.line import is_story_address
from vnnews.label.names import Role, read_roles
from vnnews.models import Label, Labelling, PageType
from vnnews.read import read_page

PAGES = sorted((Path(__file__).parent / "cases" / "html").glob("*.html"))
MAX_WRONG = 0.12
"""Share of a page's lines that may have another label than the mark says; the labels of all lines are weighed together."""
MARK = re.compile(r"⟦(\w+)⟧")
TYPES = {
    "listing-section": PageType.LISTING,
    "photo-essay": PageType.PHOTO,
    "video-stub": PageType.STUB,
    "forum": PageType.FORUM,
    "interview": PageType.INTERVIEW,
    "legal-text": PageType.LEGAL,
    "tag-page": PageType.TAG,
    "live-blog": PageType.LIVE,
}
PARAGRAPH = "Sáng nay, đoàn công tác của tỉnh đến thăm và làm việc với xã vùng cao về việc mở đường mới qua đèo."


def label(html: str) -> Labelling:
    return label_blocks(read_page(html, kind="html"))


def labels(html: str) -> list[str]:
    return [block.label.value for block in label(html).blocks]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_has_the_marked_labels(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    marked = read_page(raw, kind="html").blocks
    found = label(MARK.sub("", raw))
    assert len(marked) == len(found.blocks)
    wrong = []
    for source, block in zip(marked, found.blocks, strict=True):
        expected = MARK.search(source.text)
        assert expected is not None, f"no mark: {source.text}"
        if block.label != expected[1]:
            wrong.append(f"{expected[1]} but {block.label.value} by {block.rule}: {block.text}")
    assert len(wrong) <= MAX_WRONG * len(marked), "\n".join(wrong)
    assert found.type is TYPES.get(path.stem, PageType.ARTICLE)


def test_pages_cover_many_families() -> None:
    assert len(PAGES) >= 12


def test_every_label_has_a_rule_and_only_article_lines_have_an_article() -> None:
    for path in PAGES:
        for block in label(MARK.sub("", path.read_text(encoding="utf-8"))).blocks:
            assert block.rule
            if block.label in (Label.RELATED, Label.BOILERPLATE, Label.COMMENT):
                assert block.article is None


@pytest.mark.parametrize(
    ("names", "role"),
    [
        ("PhotoCMS_Caption", Role.CAPTION),
        ("chu-thich-anh", Role.CAPTION),
        ("detail-sapo sapo", Role.SAPO),
        ("art-author", Role.AUTHOR),
        ("publishdate", Role.DATE),
        ("nguontin", Role.SOURCE),
        ("tags-container", Role.TAGS),
        ("breadcrumb", Role.CRUMB),
        ("tinlienquan", Role.RELATED),
        ("box_xemnhieu", Role.RELATED),
        ("comment-list", Role.COMMENT),
        ("idykien ykbd", Role.COMMENT),
        ("share-social", Role.TOOL),
        ("quangcao-top", Role.AD),
        ("mega-menu", Role.MENU),
        ("site-footer", Role.FOOTER),
    ],
)
def test_names_say_roles(names: str, role: int) -> None:
    assert read_roles(names) & role


@pytest.mark.parametrize("names", ["w640 fr clear", "col-md-8", "main", "row", "mother", "p.Normal", "tho-su"])
def test_names_that_say_nothing(names: str) -> None:
    assert not read_roles(names) & ~Role.BODY


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/xa-hoi/cau-moi-qua-song-hau-thong-xe-20240312.htm", True),
        ("https://bao.vn/post123456.html", True),
        ("/cau-moi-bac-qua-song-hau-thong-xe-ky-thuat/", True),
        ("/dan-toc-thieu-so-va-mien-nui", False),
        ("/thoi-su.htm", False),
        ("/thoi-su/chinh-tri/", False),
        ("#", False),
        ("", False),
    ],
)
def test_story_addresses(href: str, expected: bool) -> None:
    assert is_story_address(href) is expected


def test_empty_page() -> None:
    assert label("<html></html>").type is PageType.EMPTY


def test_menu_only_page_has_no_article() -> None:
    found = label("<ul>" + "<li><a href='/x'>Thời sự</a></li>" * 30 + "</ul>")
    assert found.type is PageType.LISTING
    assert {block.label for block in found.blocks} == {Label.BOILERPLATE}


def test_teasers_without_classes_are_no_article() -> None:
    item = (
        "<div><h3><a href='/tin/{0}0001.htm'>Cầu mới qua sông Hậu thông xe kỹ thuật số {0}</a></h3><p>"
        + PARAGRAPH
        + "</p></div>"
    )
    found = label("".join(item.format(number) for number in range(12)))
    assert found.type is PageType.LISTING
    assert {block.label for block in found.blocks} == {Label.RELATED}


def test_fragment_without_a_title_is_an_article() -> None:
    found = label(f"<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p><b>Mở đường qua đèo</b></p><p>{PARAGRAPH}</p>")
    assert [block.label.value for block in found.blocks] == ["body", "body", "heading", "body"]


def test_a_headline_without_a_mark_stands_right_above_its_date() -> None:
    head = "<div>Xã Sơn Hạ mở đường mới qua đèo cao</div><i>Ngày đăng: 05/12/2025</i>"
    html = f"<title>UBND xã Sơn Hạ</title><table><tr><td>{head}<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></td></tr></table>"
    found = labels(html)
    assert found[:2] == ["title", "date"]
    assert set(found[2:]) <= {"sapo", "body"}


def test_body_in_one_element_with_line_breaks() -> None:
    html = f"<h1>Mở đường mới qua đèo cao</h1><div>{PARAGRAPH}<br>{PARAGRAPH}<br><br>{PARAGRAPH}</div>"
    title, first, *rest = labels(html)
    # the first paragraph may count as the sapo: nothing but its place tells them apart
    assert (title, rest) == ("title", ["body", "body"])
    assert first in ("sapo", "body")


def test_ordinary_sentences_that_begin_like_buttons_stay_body() -> None:
    sentences = [
        "Chia sẻ với phóng viên tại buổi lễ, ông Lò Văn Sơn cho biết con đường sẽ xong trước mùa mưa năm sau.",
        "Bình luận về dự án, nhiều hộ dân ở hai bên đèo mong có thêm trạm dừng nghỉ và biển báo rõ ràng hơn.",
        "Xem thêm bản đồ quy hoạch treo ở trụ sở xã, ông chỉ ra những đoạn sẽ phải nắn lại cho bớt dốc.",
    ]
    html = (
        f"<h1>Mở đường mới qua đèo cao</h1><div><p>{PARAGRAPH}</p>"
        + "".join(f"<p>{x}</p>" for x in sentences)
        + "</div>"
    )
    assert labels(html) == ["title", "body", "body", "body", "body"]


def test_a_row_of_tags_is_told_from_a_row_of_tools() -> None:
    body = f"<h1>Mở đường mới qua đèo cao</h1><div>{''.join(f'<p>{PARAGRAPH}</p>' for _ in range(4))}</div>"
    tags = "<div><a href='/a.html'>đường mới</a><a href='/b.html'>vùng cao</a></div>"
    tools = "<div><a href='#'>In bài này</a><a href='#'>Gửi bài viết</a></div>"
    assert labels(body + tags + tools)[-2:] == ["tags", "boilerplate"]


def test_imprint_behind_other_stories_is_no_byline() -> None:
    body = f"<h1>Mở đường mới qua đèo cao</h1><div>{''.join(f'<p>{PARAGRAPH}</p>' for _ in range(4))}</div>"
    story = "<li><a href='/tin/00001.htm'>Cầu mới qua sông Hậu thông xe kỹ thuật</a></li>"
    assert labels(f"{body}<ul>{story * 4}</ul><p>NGUYỄN VĂN MẪU</p>")[-1] == "boilerplate"
    assert labels(f"{body}<p>NGUYỄN VĂN MẪU</p><ul>{story * 4}</ul>")[5] == "byline"


def test_a_sentence_in_a_table_below_or_beside_a_picture_is_no_link_or_menu() -> None:
    paragraph = "<p>Sáng nay, công trường đã đổ xong mẻ bê tông cuối cùng của trụ cầu giữa sông, sớm hơn kế hoạch.</p>"
    sentence = "Cầu mới nối hai xã ven sông sẽ giúp học sinh không phải đi đò vào mùa lũ."
    below = f"<table><tr><td><img src='a.jpg'></td></tr><tr><td>{sentence}</td></tr></table>"
    beside = f"<table><tr><td><img src='a.jpg'></td><td>{sentence}</td></tr></table>"
    page = "<h1>Đổ xong bê tông trụ cầu</h1>" + paragraph * 2 + "{}" + paragraph * 2
    for row in (below, beside):  # the page alone does not tell a caption from the step of a recipe
        found = labels(page.format(row))
        assert found[:3] + found[4:] == ["title", "body", "body", "body", "body"]
        assert found[3] in ("body", "caption")


def test_tables_and_quotes_in_figures_are_body() -> None:
    table = "<figure class='table'><table><tr><td>Huyện</td><td>Số xã</td></tr></table></figure>"
    picture = "<figure><img src='a.jpg'><figcaption>Đường qua đèo</figcaption></figure>"
    html = f"<h1>Mở đường mới qua đèo cao</h1><div><p>{PARAGRAPH}</p>{table}{picture}<p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></div>"
    assert labels(html) == ["title", "body", "body", "body", "caption", "body", "body"]


@pytest.mark.parametrize(
    "name", ["related", "comments", "footer", "menu", "tags", "ads", "share", "popup", "sapo", "caption"]
)
def test_a_misleading_name_around_the_article_is_not_believed(name: str) -> None:
    html = f"<div class='{name}'><h1>Mở đường mới qua đèo cao</h1><div class='{name}'>{''.join(f'<p>{PARAGRAPH}</p>' for _ in range(4))}</div></div>"
    assert labels(html) == ["title", "body", "body", "body", "body"]


def test_comments_longer_than_the_article_do_not_win() -> None:
    comment = (
        "<li><p>" + "Tôi ở gần đây và thấy con đường này rất cần thiết cho bà con, mong xã làm sớm. " * 4 + "</p></li>"
    )
    html = (
        f"<h1>Mở đường mới qua đèo cao</h1><div class='content'><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></div>"
        f"<div class='box-comment'><ul>{comment * 12}</ul></div>"
    )
    found = labels(html)
    assert found[0] == "title"
    assert found[1] in ("sapo", "body")
    assert found[2:5] == ["body"] * 3
    assert set(found[5:]) == {"comment"}


TAGS = st.sampled_from(
    ["p", "div", "h1", "h3", "li", "a", "span", "td", "figure", "figcaption", "b", "ul", "table", "form", "footer"]
)
WORDS = st.text(alphabet="aáàảãạăắâấđeêếiíoôốơớuúưứyý ĐHNT.,:()/0123456789", max_size=60)
CLASSES = st.sampled_from(["", "related", "comment", "sapo", "footer", "menu", "caption", "author", "post", "tags"])


@st.composite
def pages(draw: st.DrawFn, depth: int = 0) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        tag, name = draw(TAGS), draw(CLASSES)
        inner = draw(pages(depth=depth + 1)) if depth < 3 and draw(st.booleans()) else draw(WORDS)
        parts.append(f'<{tag} class="{name}">{inner}</{tag}>')
    return "".join(parts)


@given(pages())
@settings(max_examples=150, deadline=None)
def test_any_page_gets_one_label_a_block(html: str) -> None:
    document = read_page(html, kind="html")
    found = label_blocks(document)
    assert [(b.start, b.end, b.text) for b in found.blocks] == [(b.start, b.end, b.text) for b in document.blocks]
    assert label_blocks(document) == found
