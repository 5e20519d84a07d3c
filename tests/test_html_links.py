"""Links that a page left open, and anchors that are none: wherever they stand, the story stays whole."""

from __future__ import annotations

from time import perf_counter

import pytest

from vnnews import parse_page
from vnnews.models import PageType
from vnnews.read import read_page
from vnnews.read.html_links import close_links

TITLE = "Làng chài Vĩnh Hải dựng lại bến đò sau bão"
SAPO = "Bến đò bị sóng đánh sập hồi cuối năm ngoái được dựng lại trong mười ngày, kịp đưa học sinh qua sông khi năm học mới bắt đầu."
BODY = (
    "Sáng 4/3, hơn một trăm hộ dân làng chài Vĩnh Hải cùng bộ đội biên phòng đóng những cây cọc đầu tiên của bến mới.",
    "Bến mới dài 25 m, lát ván gỗ keo, có hai trụ đèn chạy bằng pin mặt trời để thuyền về đêm khỏi đâm vào kè đá.",
    "Trưởng thôn cho biết tiền làm bến do bà con góp một nửa, phần còn lại lấy từ quỹ xây dựng của xã.",
    "Trong lúc chờ bến hoàn thành, học sinh được đưa qua sông bằng thuyền của đồn biên phòng, mỗi ngày bốn chuyến.",
)
MENU = ("Thời sự", "Kinh tế", "Giáo dục", "Bạn đọc")
OPEN = ('<a name="dau-trang">', '<a id="noidung">', '<a href="/goc-nhin">', '<a class="neo">', '<A HREF="#">')


def write(place: str, link: str) -> str:
    """A page with an anchor that is never closed in one place."""
    before = {place: link}
    menu = "".join(f"<li><a href='/{number}'>{name}</a></li>" for number, name in enumerate(MENU))
    if place in ("menu", "last menu item"):
        at = 1 if place == "menu" else len(MENU) - 1
        menu = menu.replace(f"{MENU[at]}</a>", MENU[at])
    body = [f"<p>{text}</p>" for text in BODY]
    body[0] = f"<p>{before.get('first paragraph', '')}{BODY[0]}</p>"
    words = BODY[1].split(" ", 3)
    body[1] = f"<p>{' '.join(words[:3])} {before.get('inside a paragraph', '')}{words[3]}</p>"
    body[2] = f"<p><b>{before.get('bold', '')}Trưởng thôn</b>{BODY[2].removeprefix('Trưởng thôn')}</p>"
    return (
        f"<body>{before.get('page', '')}<ul>{menu}</ul>{before.get('above the headline', '')}<h1>{before.get('headline', '')}{TITLE}</h1>"
        f"<p>Thứ ba, 4/3/2025, 08:15</p>{before.get('above the sapo', '')}<h2 class='sapo'>{before.get('sapo', '')}{SAPO}</h2>"
        f"{before.get('above the body', '')}<div class='bai'>{before.get('body', '')}{''.join(body[:2])}"
        f"<ul><li>{before.get('list', '')}Hai trụ đèn</li><li>Một nhà chờ</li></ul>"
        f"<table><tr><td>{before.get('table', '')}Chiều dài</td><td>25 m</td></tr></table>"
        f"{before.get('between paragraphs', '')}{''.join(body[2:])}</div>"
        f"<footer>{before.get('footer', '')}<p>Trang tin Vĩnh Hải</p></footer></body>"
    )


PLACES = (
    "page", "menu", "last menu item", "above the headline", "headline", "above the sapo", "sapo", "above the body", "body", "first paragraph",
    "inside a paragraph", "bold", "list", "table", "between paragraphs", "footer",
)  # fmt: skip


@pytest.mark.parametrize("link", OPEN)
@pytest.mark.parametrize("place", PLACES)
def test_a_link_left_open_takes_nothing_from_the_story(place: str, link: str) -> None:
    page = parse_page(write(place, link))
    assert page.type is PageType.ARTICLE
    (article,) = page.articles
    assert (article.title, article.sapo) == (TITLE, SAPO)
    paragraphs = article.body.split("\n\n")
    assert [text for text in paragraphs if text in BODY] == list(BODY)
    assert not page.related


@pytest.mark.parametrize("attributes", ["name='a{}'", "id='a{}'", "class='neo'", "name='_Hlk{}' id='_Hlk{}'", ""])
def test_an_anchor_around_every_paragraph_is_no_link(attributes: str) -> None:
    body = "".join(f"<p><a {attributes.format(at, at)}>{text}</a></p>" for at, text in enumerate(BODY))
    (article,) = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025 08:15</p><div>{body}</div>").articles
    assert article.body.split("\n\n") == list(BODY)


def test_a_link_around_the_whole_story_is_none() -> None:
    body = "".join(f"<p>{text}</p>" for text in BODY)
    (article,) = parse_page(f"<a href='/in-trang'><h1>{TITLE}</h1><p>4/3/2025 08:15</p><div>{body}</div></a>").articles
    assert article.title == TITLE
    assert article.body.split("\n\n") == list(BODY)


@pytest.mark.parametrize(
    ("html", "closed"),
    [
        ("<a href=x>một</a>", "<a href=x>một</a>"),
        ("<li><a href=x>một</li><li>hai</li>", "<li><a href=x>một</a></li><li>hai</li>"),
        ("<p><a href=x>một<p>hai", "<p><a href=x>một</a><p>hai"),
        ("<a href=x>một<a href=y>hai</a>", "<a href=x>một<a href=y>hai</a>"),
        ("<li><a href=x><h3>một</h3></li><li>hai</li>", "<li><a href=x><h3>một</h3></a></li><li>hai</li>"),
        ("<a href=x><h1>một</h1><p>hai</p>", "<a href=x></a><h1>một</h1><p>hai</p>"),
        ("<p><a href=x>Một câu đã hết.</p>", "<p><a href=x></a>Một câu đã hết.</p>"),
        ("<p><!-- <a href=x> --><a href=y>một</p>", "<p><!-- <a href=x> --><a href=y>một</a></p>"),
        ("<a href=x>một <script>'<p>'</script></div>", "<a href=x>một <script>'<p>'</script></a></div>"),
        ("<address>một</address><a href=x>hai", "<address>một</address><a href=x>hai"),
    ],
)
def test_where_a_link_is_closed(html: str, closed: str) -> None:
    assert close_links(html) == closed


def test_a_link_stays_one_when_it_was_left_open() -> None:
    blocks = read_page(
        "<ul><li><a href='/a'>Thời sự</li><li><a href='/b'>Thế giới</li></ul><p>Hết</p>", kind="html"
    ).blocks
    assert [(block.href, block.link_chars > 0) for block in blocks] == [("/a", True), ("/b", True), ("", False)]


@pytest.mark.parametrize(
    "piece", ["<a href=x>một", "<a href=x><p>một", "<a><!--", "<a ", "<a href=x>một<script>", "<a href=x><h1>"]
)
def test_closing_links_takes_time_in_proportion(piece: str) -> None:
    def seconds(count: int) -> float:
        html = piece * count
        start = perf_counter()
        close_links(html)
        return perf_counter() - start

    seconds(1_000)
    small = min(seconds(4_000) for _ in range(3))
    large = min(seconds(32_000) for _ in range(3))
    assert large < 24 * small + 0.05
