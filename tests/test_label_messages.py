"""Furniture inside an article: what a page says to its reader, and cards of other stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnnews import parse_page
from vnnews.label.words.markers import is_reader_message
from vnnews.models import Label, Page

TABLE = Path(__file__).parent / "cases" / "reader_messages.txt"
TITLE = "Làng chài Vĩnh Hải dựng lại bến đò sau bão"
BODY = (
    "Sáng 4/3, hơn một trăm hộ dân làng chài Vĩnh Hải cùng bộ đội biên phòng đóng những cây cọc đầu tiên của bến mới.",
    "Bến mới dài 25 m, lát ván gỗ keo, có hai trụ đèn chạy bằng pin mặt trời để thuyền về đêm khỏi đâm vào kè đá.",
    "Trưởng thôn cho biết tiền làm bến do bà con góp một nửa, phần còn lại lấy từ quỹ xây dựng của xã.",
    "Trong lúc chờ bến hoàn thành, học sinh được đưa qua sông bằng thuyền của đồn biên phòng, mỗi ngày bốn chuyến.",
)
HEADLINE = "Đường ven biển qua xã Vĩnh Hải mở thêm hai nhánh"
SUMMARY = "Hai nhánh mới dài gần 3 km nối đường ven biển với chợ cá và trường học, dự kiến xong trước mùa mưa năm nay."
LONG = f"{SUMMARY} Xã đã giao mặt bằng cho đơn vị thi công từ cuối tháng trước, trừ một đoạn ngắn còn vướng hàng dừa nước của ba hộ dân."


def rows() -> list[tuple[str, bool]]:
    lines = [
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    ]
    return [(line.rpartition("|")[0].strip(), line.rpartition("|")[2].strip() == "yes") for line in lines]


def page(box: str, *, at: int = 2) -> Page:
    paragraphs = [f"<p>{text}</p>" for text in BODY]
    paragraphs.insert(at, box)
    return parse_page(f"<h1>{TITLE}</h1><p>4/3/2025 08:15</p><div class='bai'>{''.join(paragraphs)}</div>")


def body_of(found: Page) -> list[str]:
    (article,) = found.articles
    # the first paragraph may count as the sapo: nothing but its place tells them apart
    return "\n\n".join(filter(None, (article.sapo, article.body))).split("\n\n")


@pytest.mark.parametrize(("line", "expected"), rows())
def test_a_line_that_speaks_to_the_reader(line: str, expected: bool) -> None:
    assert is_reader_message(line) is expected


def test_the_table_has_both_sides() -> None:
    answers = [answer for _, answer in rows()]
    assert answers.count(True) >= 40
    assert answers.count(False) >= 20


@pytest.mark.parametrize("at", [1, 2, 4])
@pytest.mark.parametrize(
    "box",
    [
        "<p>Vui lòng nhập họ tên</p>",
        "<form><p>Bình luận của bạn đã được gửi và đang chờ ban biên tập duyệt trước khi hiển thị.</p></form>",
        "<div class='thong-bao'>Gửi bình luận thành công</div>",
        "<form><p>Ô này chỉ dùng cho người thật, máy tự động điền vào sẽ bị chặn ngay lập tức và không báo trước.</p></form>",
        "<div class='paywall'><h3>Nội dung dành cho độc giả đăng ký</h3><p>Vui lòng đăng nhập để đọc tiếp.</p></div>",
        "<div class='box-paywall'><p>Chỉ 29.000 đồng mỗi tháng, bạn được đọc mọi bài trên mọi thiết bị, không quảng cáo.</p></div>",
        "<div class='cookie-consent'><p>Chúng tôi sử dụng cookie để trang chạy nhanh hơn.</p><p>Bạn có thể đổi ý bất cứ lúc nào.</p></div>",
        "<p>Bằng cách tiếp tục sử dụng trang, bạn đồng ý với chính sách quyền riêng tư.</p>",
        "<section class='newsletter'><h4>Nhận bản tin sáng</h4><p>Nhập email để nhận bản tin hằng ngày.</p></section>",
    ],
)
def test_messages_are_no_part_of_the_story(box: str, at: int) -> None:
    assert body_of(page(box, at=at)) == list(BODY)


@pytest.mark.parametrize("name", ["paywall", "premium-box", "cookie", "subscriber-content", "newsletter"])
def test_a_story_inside_such_a_box_stays(name: str) -> None:
    rest = "".join(f"<p>{text}</p>" for text in BODY[1:])
    found = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025</p><div><p>{BODY[0]}</p><div class='{name}'>{rest}</div></div>")
    assert body_of(found) == list(BODY)


def test_a_form_around_the_whole_page_is_not_believed() -> None:
    body = "".join(f"<p>{text}</p>" for text in BODY)
    assert body_of(
        parse_page(f"<form id='aspnetForm'><h1>{TITLE}</h1><p>4/3/2025</p><div>{body}</div></form>")
    ) == list(BODY)


@pytest.mark.parametrize("summary", [SUMMARY, LONG], ids=["short", "long"])
@pytest.mark.parametrize(
    "card",
    [
        "<a href='/tin/123456.htm'><img src='a.jpg'><span>{0}</span><span>{1}</span></a>",
        "<a href='/tin/123456.htm'><strong>{0}</strong> <span class='tom-tat'>{1}</span></a>",
        "<a href='/tin/123456.htm'><b>{0}</b><br>{1}</a>",
        "<a href='/tin/123456.htm'><div>{0}</div><div>{1}</div></a>",
        "<a href='/tin/123456.htm'><img src='a.jpg'><h4>{0}</h4><p>{1}</p></a>",
        "<div class='the'><a href='/tin/123456.htm'><span>{0}</span><span>{1}</span></a></div>",
    ],
)
def test_a_card_is_one_story_with_headline_and_summary(card: str, summary: str) -> None:
    found = page(card.format(HEADLINE, summary))
    assert body_of(found) == list(BODY)
    (story,) = found.related
    assert (story.title, story.summary, story.url, story.repeats) == (HEADLINE, summary, "/tin/123456.htm", 1)


def test_a_card_in_one_line_is_another_story_however_long() -> None:
    found = page(f"<p><a href='/tin/123456.htm'>{HEADLINE}: {LONG}</a></p>")
    assert body_of(found) == list(BODY)
    assert [block.rule for block in found.blocks if block.label is Label.RELATED] == [
        "a link with a headline and a summary"
    ]


def test_words_in_one_link_stay_one_line() -> None:
    linked = "<a href='/tin/123456.htm'>Đường ven biển <span>qua xã</span> <b>Vĩnh Hải</b> mở <i>thêm hai nhánh</i></a>"
    found = page(f"<p>{linked}</p>")
    assert [block.text for block in found.blocks].count(HEADLINE) == 1
