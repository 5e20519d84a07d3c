"""Authors: what of a stated value is a name, who among the persons of a page is the author, and who only comments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vnnews import parse
from vnnews.assemble.authors import split_authors
from vnnews.assemble.credits import Line, read_credits
from vnnews.models import Label
from vnnews.text import skeleton

TABLE = Path(__file__).parent / "cases" / "authors.txt"
SITE = "Báo Bến Nước"
PAGE = (
    "<h1>Làng chài Vĩnh Hải dựng lại bến đò</h1><p>Thứ ba, 4/3/2025, 08:15</p><div class='noi-dung'>"
    "<p>Sáng 4/3, hơn một trăm hộ dân làng chài Vĩnh Hải cùng bộ đội biên phòng dựng lại bến đò bị sóng đánh sập hồi cuối năm ngoái.</p>"
    "<p>Bến mới dài 25 m, lát ván gỗ keo, có hai trụ đèn chạy bằng pin mặt trời để thuyền về đêm khỏi đâm vào kè đá.</p>"
    "<p>Trưởng thôn cho biết tiền làm bến do bà con góp một nửa, phần còn lại lấy từ quỹ xây dựng của xã và một nhóm học trò cũ.</p>"
    "<p>Trong lúc chờ bến hoàn thành, học sinh được đưa qua sông bằng thuyền của đồn biên phòng, mỗi ngày bốn chuyến.</p></div>"
)
READER = "<p>Tôi xa quê đã lâu, đọc tin này thấy vui quá, mong bến sớm xong để Tết về thăm.</p>"


def rows() -> list[tuple[str, tuple[str, ...]]]:
    lines = [
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    found = [line.rpartition("|") for line in lines]
    return [
        (value.strip(), () if names.strip() == "-" else tuple(name.strip() for name in names.split(";")))
        for value, _, names in found
    ]


@pytest.mark.parametrize(("value", "names"), rows())
def test_a_stated_author(value: str, names: tuple[str, ...]) -> None:
    assert split_authors(value, frozenset({skeleton(SITE)})) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Lê Lan, Trần Hà", ("Lê Lan", "Trần Hà")),
        ("Lê Lan / Trần Hà", ("Lê Lan", "Trần Hà")),
        ("Lê Lan; Trần Hà", ("Lê Lan", "Trần Hà")),
        ("LÊ LAN - lan@bao.example", ("Lê Lan",)),
        ("Lê Lan 0912.345.678", ("Lê Lan",)),
        ("Minh Hòa/VOV.VN", ("Minh Hòa",)),
        ("Tác giả: Phòng Kinh tế và Hạ tầng", ("Phòng Kinh tế và Hạ tầng",)),
        ("admin", ()),
        ("lan@bao.example", ()),
    ],
)
def test_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert read_credits([Line(Label.BYLINE, line)])[0] == names


def stated(data: object, page: str = PAGE) -> tuple[str, ...]:
    return parse(f"<script type='application/ld+json'>{json.dumps(data)}</script>{page}").authors


@pytest.mark.parametrize(
    "author",
    [
        {"name": "Lê Lan, Trần Hà"},
        "Lê Lan, Trần Hà",
        ["Lê Lan", "Trần Hà"],
        [{"@type": "Person", "name": "Lê Lan"}, {"@type": "Person", "name": "Trần Hà"}],
        {"@type": "Person", "name": ["Lê Lan và Trần Hà"]},
    ],
)
def test_several_authors_in_json_ld(author: object) -> None:
    assert stated({"@type": "NewsArticle", "author": author}) == ("Lê Lan", "Trần Hà")


@pytest.mark.parametrize("many", [False, True])
def test_an_author_of_the_graph_by_reference(many: bool) -> None:
    lan, ha = (
        {"@id": f"#{key}", "@type": "Person", "name": name} for key, name in (("lan", "Lê Lan"), ("ha", "Trần Hà"))
    )
    reference = [{"@id": "#lan"}, {"@id": "#ha"}] if many else {"@id": "#lan"}
    graph = [{"@type": "NewsArticle", "headline": "Bến đò", "author": reference}, lan, ha]
    assert stated({"@graph": graph}) == (("Lê Lan", "Trần Hà") if many else ("Lê Lan",))


def test_a_reference_to_nobody_is_no_author() -> None:
    assert stated({"@graph": [{"@type": "NewsArticle", "author": {"@id": "https://bennuoc.vn/#ai-do"}}]}) == ()


def test_the_site_is_no_author() -> None:
    data = {"@type": "NewsArticle", "author": {"name": SITE}, "publisher": {"@type": "Organization", "name": SITE}}
    assert stated(data) == ()


def test_an_address_in_an_element_of_its_own_is_no_part_of_the_name() -> None:
    for contact in (
        "<span>lan@bao.example</span>",
        "<a href='mailto:lan@bao.example'>lan@bao.example</a>",
        "<i>0912345678</i>",
    ):
        assert parse(f"{PAGE}<div class='author'><span>Lê Lan</span>{contact}</div>").authors == ("Lê Lan",), contact


@pytest.mark.parametrize(
    "comments",
    [
        f"<div class='comments'><div class='comment'><span class='comment-author'>Hải Yến</span>{READER}</div></div>",
        f"<div class='fb-comments'><span class='UFICommentActorName'>Hải Yến</span>{READER}</div>",
        f"<div id='comments'><ol><li><div class='comment-author vcard'><cite class='fn'>Hải Yến</cite></div>{READER}</li></ol></div>",
        f"<ol class='commentlist'><li id='comment-7'><b class='author'>Hải Yến</b>{READER}</li></ol>",
        f"<div itemprop='comment' itemscope><span itemprop='author'>Hải Yến</span>{READER}</div>",
        f"<div itemprop='comment' itemscope><meta itemprop='author' content='Hải Yến'>{READER}</div>",
        f"<div class='item-comment'><a class='nickname author' href='/u/9'>Hải Yến</a>{READER}</div>",
        f"<section class='binh-luan'><p class='tac-gia'>Hải Yến</p>{READER}</section>",
        f"<h3>Bình luận (1)</h3><div><b class='author'>Hải Yến</b>{READER}</div>",
        f"<h3>Ý kiến bạn đọc</h3><ul><li><strong>Hải Yến</strong>{READER}</li></ul>",
        f"<div><h3>Ý kiến bạn đọc (1)</h3><p><strong>Hải Yến</strong> - 2 giờ trước</p>{READER}</div>",
        f"<article class='comment-body'><footer><b class='fn author'>Hải Yến</b></footer>{READER}</article>",
    ],
)
def test_who_comments_is_no_author(comments: str) -> None:
    article = parse(PAGE + comments)
    assert article.authors == ()
    assert "xa quê" not in article.body


def test_a_comment_in_json_ld_has_no_author_of_the_story() -> None:
    comment = {"@type": "Comment", "author": {"@type": "Person", "name": "Hải Yến"}, "text": "Vui quá"}
    assert stated([comment, {"@type": "NewsArticle", "author": "Lê Lan", "comment": [comment]}]) == ("Lê Lan",)
    assert stated([comment, {"@type": "NewsArticle", "comment": comment}]) == ()
