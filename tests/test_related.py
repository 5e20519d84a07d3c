"""Related stories as a frontier for a crawler: addresses that can be fetched, each once, with the titles that the page shows."""

from __future__ import annotations

import datetime as dt

import pytest

import vnnews
from vnnews.assemble.frontier import make_frontier
from vnnews.assemble.related import RelatedLine, collect_stories
from vnnews.models import RelatedStory

URL = "https://bao.example/tin/lu.htm"
LIGHT = vnnews.Pipeline(words=False, entities=False)
PARAGRAPHS = "".join(
    f"<p>Sáng {day}/10, nước sông Bồ lên nhanh, nhiều xã ở thành phố Huế bị ngập, chính quyền sơ tán {day} hộ dân đến nơi an toàn.</p>"
    for day in range(8, 14)
)
ITEMS = """
<li><a href="/tom.htm#binh-luan">Cà Mau được mùa tôm sú sau ba năm thất bát</a> <span>7' trước</span></li>
<li><a href="/tom.htm">Cà Mau được mùa tôm</a></li>
<li><a href="lu.htm">Lũ lên nhanh ở Huế, dân sơ tán trong đêm qua</a></li>
<li><a href="#top">Vinh nắng nóng gay gắt từ ngày mai đến cuối tuần</a></li>
<li><a href="javascript:;">Nghệ An mở lại chợ đêm ven sông Lam từ tháng tới</a></li>
<li><a href="../xe-buyt.htm">Hà Giang mở lại tuyến xe buýt 36 phút trước</a></li>
<li><a href="//bao-khac.example/cau.htm">16:10 Quảng Ninh khánh thành cầu mới</a></li>
"""
PAGE = (
    f"<h1>Lũ lên nhanh ở Huế</h1><div class='date'>12/10/2025 08:00</div>{PARAGRAPHS}"
    f"<div class='related'><h3>Tin liên quan</h3><ul>{ITEMS}</ul></div>"
)


@pytest.fixture(scope="module")
def related() -> tuple[vnnews.RelatedStory, ...]:
    return LIGHT.parse_page(PAGE, url=URL, kind="html").related


def test_every_address_can_be_fetched_and_comes_once(related: tuple[vnnews.RelatedStory, ...]) -> None:
    assert [(story.title, story.url) for story in related] == [
        ("Cà Mau được mùa tôm sú sau ba năm thất bát", "https://bao.example/tom.htm"),
        ("Vinh nắng nóng gay gắt từ ngày mai đến cuối tuần", ""),
        ("Nghệ An mở lại chợ đêm ven sông Lam từ tháng tới", ""),
        ("Hà Giang mở lại tuyến xe buýt", "https://bao.example/xe-buyt.htm"),
        ("Quảng Ninh khánh thành cầu mới", "https://bao-khac.example/cau.htm"),
    ]
    assert related[0].repeats == 2


def test_a_time_is_when_a_story_was_published_and_no_title(related: tuple[vnnews.RelatedStory, ...]) -> None:
    moment = dt.datetime(2025, 10, 12, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert [story.published for story in related if story.published] == [
        moment - dt.timedelta(minutes=7),
        moment - dt.timedelta(minutes=36),
    ]


def test_without_an_address_of_the_page_they_stay_relative() -> None:
    related = LIGHT.parse_page(PAGE, kind="html").related
    assert [story.url for story in related] == [
        "/tom.htm",
        "lu.htm",
        "",
        "",
        "../xe-buyt.htm",
        "//bao-khac.example/cau.htm",
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Vụ án oan 20 năm trước", "Vụ án oan 20 năm trước"),
        ("0h ngày 6-12, bốc thăm chia bảng", "0h ngày 6-12, bốc thăm chia bảng"),
        ("Nạp tiền điện thoại trả trước", "Nạp tiền điện thoại trả trước"),
        ("Hà Giang mở lại tuyến xe buýt - 2 giờ trước", "Hà Giang mở lại tuyến xe buýt"),
        ("09:15 | Giá vàng lên cao", "Giá vàng lên cao"),
    ],
)
def test_only_what_is_a_time_leaves_a_title(line: str, title: str) -> None:
    assert [story.title for story in collect_stories([[RelatedLine(line, 0, len(line))]])] == [title]


@pytest.mark.parametrize("line", ["7' trước", "7’ trước", "2h trước", "36 phút trước", "16:10", "3 ngày trước"])
def test_a_time_alone_is_no_story(line: str) -> None:
    assert collect_stories([[RelatedLine(line, 0, len(line))]]) == ()


def test_a_story_without_a_headline_is_named_by_its_summary() -> None:
    summary = "Sau ba năm, hội làng đã đông vui trở lại. Hàng nghìn người đã dự."
    (story,) = make_frontier([RelatedStory("", summary, "/hoi.htm")], URL)
    assert (story.title, story.summary) == ("Sau ba năm, hội làng đã đông vui trở lại.", summary)


def test_stories_of_one_address_are_one() -> None:
    shown = [
        RelatedStory("Lũ lên", url="https://bao.example/a/", spans=((5, 9),)),
        RelatedStory("Lũ lên nhanh", "Nước lên.", "http://www.bao.example/a#x", repeats=2, spans=((0, 4), (10, 12))),
        RelatedStory("Lũ lên?", url="https://bao.example/a?trang=2"),
        RelatedStory("Lũ", url="http://[bao"),
        RelatedStory("Thư", url="mailto:toasoan@bao.example"),
    ]
    first, *others = make_frontier(shown, URL)
    assert (first.title, first.summary, first.repeats) == ("Lũ lên", "Nước lên.", 3)
    assert first.spans == ((0, 4), (5, 9), (10, 12))
    assert [story.url for story in others] == ["https://bao.example/a?trang=2", "", ""]
