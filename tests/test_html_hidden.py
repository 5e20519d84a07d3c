"""Text that a page holds and does not show: out of the article, kept as a block, and kept in the article where the story itself is hidden."""

from __future__ import annotations

from time import perf_counter

import pytest

from vnnews import parse_page
from vnnews.models import Label, Page
from vnnews.read.html import read_html
from vnnews.read.html_hidden import is_hidden_style, read_hiding_names

TITLE = "Làng chài Vĩnh Hải dựng lại bến đò sau bão"
BODY = (
    "Sáng 4/3, hơn một trăm hộ dân làng chài Vĩnh Hải cùng bộ đội biên phòng đóng những cây cọc đầu tiên của bến mới.",
    "Bến mới dài 25 m, lát ván gỗ keo, có hai trụ đèn chạy bằng pin mặt trời để thuyền về đêm khỏi đâm vào kè đá.",
    "Trưởng thôn cho biết tiền làm bến do bà con góp một nửa, phần còn lại lấy từ quỹ xây dựng của xã.",
    "Trong lúc chờ bến hoàn thành, học sinh được đưa qua sông bằng thuyền của đồn biên phòng, mỗi ngày bốn chuyến.",
)
SECRET = "Mời quý khách ghé cửa hàng của chúng tôi để nhận quà tặng trị giá một triệu đồng ngay trong tuần này."
WAYS = (
    "style='display:none'", 'style="DISPLAY : none !important"', "hidden", "hidden='until-found'", "aria-hidden='true'", "style='visibility:hidden'",
    "style='visibility: collapse'", "style='opacity:0'", "style='font-size:0'", "style='font-size:0px;color:#fff'", "style='height:0;overflow:hidden'",
    "style='max-height:0px; overflow: hidden'", "style='width:0;height:0;overflow:hidden'", "style='width:1px;height:1px;overflow:hidden'",
    "style='position:absolute;left:-9999px'", "style='text-indent:-9999px'", "style='position:absolute; top:-10000px'", "style='margin-left:-5000px'",
    "style='clip:rect(0 0 0 0);position:absolute'", "style='clip-path: inset(50%)'", "style='transform:scale(0)'", "class='an'", "class='x an y'",
    "id='hop-an'", "style='content-visibility:hidden'",
)  # fmt: skip
SHEET = "<style>.bai{color:#111} .an, p.an{display:none} #hop-an{position:absolute;left:-9999px} @media print{.bai,.doan{display:none}}</style>"
NOT_HIDDEN = (
    "style='display:block'", "style='height:200px;overflow:hidden'", "style='opacity:0.9'", "style='opacity:.5'", "style='left:-5px'", "style='font-size:0.9em'",
    "style='max-height:900px;overflow:hidden'", "style='width:100%;overflow-x:hidden'", "style='text-indent:20px'", "class='doan'", "aria-hidden='false'",
    "style='visibility:visible'", "class='tab mo'", "style='--display:none-yet'", "data-style='display:none'",
)  # fmt: skip


def story(*, at: int = 2, box: str = "", body: tuple[str, ...] = BODY) -> str:
    paragraphs = [f"<p>{text}</p>" for text in body]
    paragraphs.insert(at, box)
    return f"<h1>{TITLE}</h1><p>4/3/2025 08:15</p><div class='bai'>{''.join(paragraphs)}</div>"


def body_of(page: Page) -> list[str]:
    (article,) = page.articles
    # the first paragraph may count as the sapo: nothing but its place tells them apart
    return "\n\n".join(filter(None, (article.sapo, article.body))).split("\n\n")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tag", ["p", "div", "section"])
def test_a_hidden_box_is_no_part_of_the_story(tag: str, way: str) -> None:
    page = parse_page(SHEET + story(box=f"<{tag} {way}>{SECRET}</{tag}>"))
    assert body_of(page) == list(BODY)
    (block,) = [block for block in page.blocks if block.text == SECRET]
    assert (block.label, block.rule) == (Label.BOILERPLATE, "hidden from readers")


@pytest.mark.parametrize("way", [way for way in WAYS if not way.startswith("aria")])
def test_hidden_words_inside_a_paragraph_leave_it_whole(way: str) -> None:
    body = (BODY[0].replace("cùng bộ đội", f"<span {way}>[hỏi lại]</span> cùng bộ đội"), *BODY[1:])
    page = parse_page(SHEET + story(body=body))
    assert [" ".join(text.split()) for text in body_of(page)] == list(BODY)
    assert [block.rule for block in page.blocks if block.text == "[hỏi lại]"] == ["hidden from readers"]


@pytest.mark.parametrize("way", NOT_HIDDEN)
def test_what_only_looks_hidden_stays(way: str) -> None:
    sheet = SHEET + "<style>.tab{display:none} .tab.mo{display:block}</style>"
    text = "Xã cũng cho trồng thêm hai hàng phi lao dọc bờ cát để chắn gió mùa đông bắc cho bến."
    assert body_of(parse_page(sheet + story(box=f"<p {way}>{text}</p>"))) == [*BODY[:2], text, *BODY[2:]]


def test_a_closed_dialog_is_hidden_and_details_are_not() -> None:
    text = "Xã cũng cho trồng thêm hai hàng phi lao dọc bờ cát để chắn gió mùa đông bắc cho bến."
    assert body_of(parse_page(story(box=f"<dialog><p>{SECRET}</p></dialog>"))) == list(BODY)
    assert text in body_of(parse_page(story(box=f"<details><summary>Chi tiết</summary><p>{text}</p></details>")))


def test_an_icon_hidden_from_screen_readers_stays_in_its_line() -> None:
    body = (
        BODY[0].replace("25", "25"),
        BODY[1].replace("hai trụ đèn", "<i aria-hidden='true'>hai</i> trụ <span aria-hidden='true'>đèn</span>"),
        *BODY[2:],
    )
    assert body_of(parse_page(story(body=body))) == list(BODY)


@pytest.mark.parametrize("way", WAYS)
def test_a_hidden_box_larger_than_the_story_does_not_become_it(way: str) -> None:
    box = "".join(f"<p>{text} Lịch tàu chạy trong tuần có ở trang riêng.</p>" for text in BODY * 3)
    for place in (
        story() + f"<div {way}>{box}</div>",
        f"<div {way}>{box}</div>" + story(),
        story(at=4, box=f"<div {way}>{box}</div>"),
    ):
        assert body_of(parse_page(SHEET + place)) == list(BODY)


@pytest.mark.parametrize("way", WAYS)
def test_a_story_that_is_hidden_as_a_whole_stays(way: str) -> None:
    links = "".join(f"<li><a href='/tin-{at}'>Đường ven biển qua xã mở thêm hai nhánh mới</a></li>" for at in range(4))
    page = parse_page(
        f"{SHEET}<div {way}>{story()}</div><ul>{links}</ul><p>Giấy phép số 12/GP-TTĐT cấp ngày 4/3/2024</p>"
    )
    assert body_of(page) == list(BODY)


def test_junk_in_a_story_that_is_hidden_as_a_whole_is_still_hidden() -> None:
    page = parse_page(f"<body style='opacity:0'>{story(box=f'<p hidden>{SECRET}</p>')}</body>")
    assert body_of(page) == list(BODY)


@pytest.mark.parametrize(
    "rest",
    [
        "<div style='display:none'>{}</div><a href='#'>Xem thêm</a>",
        "<a onclick='mo()'>Đọc tiếp »</a><div hidden>{}</div>",
        "<div class='read-more-content' style='max-height:0;overflow:hidden'>{}</div>",
        "<div id='xemthem' hidden>{}</div>",
    ],
)
def test_the_rest_behind_a_button_stays(rest: str) -> None:
    shown = "".join(f"<p>{text}</p>" for text in BODY[:3])
    more = (
        BODY[3],
        "Theo kế hoạch, bến đò sẽ đón chuyến đầu tiên vào sáng thứ bảy tuần sau, đúng phiên chợ lớn của làng.",
    )
    hidden = rest.format("".join(f"<p>{text}</p>" for text in more))
    page = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025 08:15</p><div class='bai'>{shown}{hidden}</div>")
    assert [text for text in body_of(page) if text in (*BODY, *more)] == [*BODY, more[1]]


def test_junk_behind_every_paragraph_is_hidden_however_long() -> None:
    junk = "<p class='dau-vet' style='font-size:0'>Dấu số {}: ai chép lại đoạn này xin ghi rõ tên trang và giữ nguyên đường dẫn về bài gốc của trang.</p>"
    body = "".join(f"<p>{text}</p>{junk.format(at)}" for at, text in enumerate(BODY))
    assert body_of(parse_page(f"<h1>{TITLE}</h1><p>4/3/2025 08:15</p><div>{body}</div>")) == list(BODY)


def test_hidden_headlines_dates_and_names_do_not_count() -> None:
    page = parse_page(
        f"<h1 hidden>{TITLE}: bản in</h1>{story()}<p class='author' hidden>Trần Ẩn</p><p class='author'>Lê Lan</p>".replace(
            "<p>4/3", "<p hidden>Cập nhật 01/01/2020 10:00</p><p>4/3"
        )
    )
    (article,) = page.articles
    assert (article.title, article.authors) == (TITLE, ("Lê Lan",))
    assert article.published is not None
    assert (article.published.year, article.modified) == (2025, None)


def test_a_copy_for_phones_counts_once() -> None:
    phone = story().replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    assert body_of(parse_page(f"<div>{story()}</div><div class='mobile' style='display:none'>{phone}</div>")) == list(
        BODY
    )


def test_hidden_text_is_kept_once_and_in_place() -> None:
    text = read_html("<p>Bến <span hidden>cũ</span>mới <b hidden>hẹp</b>dài</p><p>Hết</p>").text
    assert text.split("\n") == ["Bến mới dài", "cũ", "hẹp", "Hết"]


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        (".a{display:none}", {"a"}),
        ("p.a , #b{visibility:hidden}", {"a", "b"}),
        (".a .b{display:none}", set()),
        (".a:hover{display:none}", set()),
        (".a{display:none}.a:hover{display:block}", set()),
        ("@media print{.a{display:none}.b{display:none}}.c{display:none}", {"c"}),
        ("/* .a{display:none} */.b{display:none}", {"b"}),
        (".a{display:none", set()),
        ("", set()),
    ],
)
def test_style_sheets(sheet: str, names: set[str]) -> None:
    assert read_hiding_names([sheet]) == names


@pytest.mark.parametrize(
    "piece", [".a{display:none}", ".a{", "display:none", "{display:none", "/*", "@media x{.a{display:none}", "a,"]
)
def test_reading_style_sheets_takes_time_in_proportion(piece: str) -> None:
    def seconds(chars: int) -> float:
        sheet = piece * (chars // len(piece))
        start = perf_counter()
        read_hiding_names([sheet])
        return perf_counter() - start

    seconds(10_000)
    small = min(seconds(40_000) for _ in range(3))
    large = min(seconds(320_000) for _ in range(3))
    assert large < 24 * small + 0.05


def test_hostile_hiding_is_bounded() -> None:
    def seconds(count: int) -> float:
        html = (
            "<p>"
            + "<span hidden>x</span>y" * count
            + "</p>"
            + "<div hidden><p>Một câu dài hơn tám mươi chữ để được coi là một đoạn văn của bài báo này.</p>" * count
        )
        start = perf_counter()
        read_html(html)
        return perf_counter() - start

    seconds(100)
    small, large = min(seconds(300) for _ in range(3)), min(seconds(2_400) for _ in range(3))
    assert large < 30 * small + 0.05


def test_styles() -> None:
    assert is_hidden_style("color:red;display:none")
    assert not is_hidden_style("background:url(display:none)")
