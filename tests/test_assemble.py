"""Articles and related stories built from labelled lines."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.assemble.articles import build_article
from vnnews.assemble.captions import CaptionDraft, CaptionLine, pair_captions
from vnnews.assemble.credits import Line, part_links, read_credits, read_section, read_tags
from vnnews.assemble.page import assemble_page
from vnnews.assemble.passages import strip_end_mark
from vnnews.assemble.related import RelatedLine, collect_stories
from vnnews.models import Block, Document, Label, Labelling, Metadatum, Page, PageType, RelatedStory, SourceBlock


def assemble(
    rows: list[tuple[Label, str]], kind: PageType = PageType.ARTICLE, day: date | None = None, **extra: object
) -> Page:
    """The page that labelled lines make up; all lines of the article belong to article 0."""
    text = "\n".join(line for _, line in rows)
    sources, blocks, start = [], [], 0
    for label, line in rows:
        end = start + len(line)
        sources.append(SourceBlock(start, end, line))
        article = None if label in (Label.RELATED, Label.BOILERPLATE, Label.COMMENT) else 0
        blocks.append(Block(start, end, line, label, "test", article))
        start = end + 1
    document = Document(text, "text", "https://baomau.vn/a.html", tuple(sources), **extra)  # type: ignore[arg-type]
    return assemble_page(document, Labelling(kind, tuple(blocks)), date=day)


def stories(*runs: list[str], title: str = "") -> tuple[RelatedStory, ...]:
    return collect_stories([[RelatedLine(line, i, i + 1) for i, line in enumerate(run)] for run in runs], title)


ROWS = [
    (Label.SECTION, "Trang chủ » Kinh tế"),
    (Label.TITLE, "Giá\u200b gạo tăng  trở lại"),
    (Label.DATE, "Cập nhật: 10:30, 12/03/2024"),
    (Label.DATE, "12/03/2024 08:00 GMT+7"),
    (Label.BYLINE, "LÊ MINH HÀ"),
    (Label.SAPO, "(Báo Mẫu) - Giá gạo tăng tuần thứ ba liên tiếp."),
    (Label.SAPO, "(Báo Mẫu) - Giá gạo tăng tuần thứ ba liên tiếp."),
    (Label.CAPTION, "gia gao tang tro lai hinh 1"),
    (Label.CAPTION, "Chợ gạo đầu mối. Ảnh: Hà Vy"),
    (Label.BODY, "Sáng nay, giá gạo tăng 200 đồng mỗi kg."),
    (Label.HEADING, "Nông dân phấn khởi"),
    (Label.BODY, "Nhiều hộ bán hết lúa ngay tại ruộng./."),
    (Label.CAPTION, "Ảnh: TTXVN"),
    (Label.SOURCE, "Theo Báo Mẫu"),
    (Label.TAGS, "Từ khóa: giá gạo; nông dân"),
    (Label.RELATED, "Giá gạo tăng trở lại"),
    (Label.RELATED, "Lúa đông xuân được mùa"),
]


def test_article_of_a_page() -> None:
    article = assemble(ROWS).articles[0]
    assert article.title == "Giá gạo tăng trở lại"
    assert article.section == "Kinh tế"
    assert article.dateline == "Báo Mẫu"
    assert article.sapo == "Giá gạo tăng tuần thứ ba liên tiếp."
    assert article.body.split("\n\n") == [
        "Sáng nay, giá gạo tăng 200 đồng mỗi kg.",
        "Nông dân phấn khởi",
        "Nhiều hộ bán hết lúa ngay tại ruộng",
    ]
    assert [passage.role for passage in article.passages] == ["title", "sapo", "caption", "body", "heading", "body"]
    assert article.authors == ("Lê Minh Hà",)
    assert article.source == "Báo Mẫu"
    assert article.tags == ("giá gạo", "nông dân")
    assert article.url == "https://baomau.vn/a.html"
    assert article.published is not None
    assert article.published.isoformat() == "2024-03-12T08:00:00+07:00"
    assert article.modified is not None
    assert article.modified.hour == 10


def test_captions_have_credit_alt_and_position() -> None:
    first, second = assemble(ROWS).articles[0].captions
    assert (first.text, first.credit, first.alt, first.position) == (
        "Chợ gạo đầu mối.",
        "Hà Vy",
        "gia gao tang tro lai hinh 1",
        0,
    )
    assert (second.text, second.credit, second.position) == ("", "TTXVN", 3)


def test_own_title_is_no_related_story() -> None:
    assert [story.title for story in assemble(ROWS).related] == ["Lúa đông xuân được mùa"]


@pytest.mark.parametrize("kind", [PageType.LISTING, PageType.HOME, PageType.TAG, PageType.SEARCH, PageType.OTHER])
def test_a_page_whose_type_holds_no_article_has_none(kind: PageType) -> None:
    assert assemble(ROWS, kind).articles == ()


def test_the_callers_date_counts_where_the_page_states_none() -> None:
    rows = [(Label.TITLE, "Giá gạo tăng trở lại"), (Label.DATE, "12/03/2024 08:00"), (Label.BODY, "Giá tăng mạnh.")]
    known = date(2022, 6, 27)
    stated, silent = assemble(rows, day=known).articles[0], assemble([rows[0], rows[2]], day=known).articles[0]
    assert stated.published is not None
    assert stated.published.date() == date(2024, 3, 12)
    assert silent.published is not None
    assert silent.published.isoformat() == "2022-06-27T00:00:00+07:00"
    assert assemble([rows[0], rows[2]]).articles[0].published is None


@pytest.mark.parametrize("shown", ["8 giờ trước", "02/11/2025"])
@pytest.mark.parametrize("day", [None, date(2025, 11, 2), datetime(2025, 11, 2, 10, 8, tzinfo=UTC)])
def test_the_exact_moment_of_a_page_is_the_same_whatever_the_caller_knows(shown: str, day: date | None) -> None:
    rows = [(Label.TITLE, "Giá gạo tăng trở lại"), (Label.DATE, shown), (Label.BODY, "Giá tăng mạnh.")]
    metadata = (Metadatum("time", "2025-11-02T10:08:00+00:00", "html"),)
    published = assemble(rows, day=day, metadata=metadata).articles[0].published
    assert published is not None
    assert published.isoformat() == "2025-11-02T17:08:00+07:00"


def test_metadata_fills_gaps_and_gives_the_date() -> None:
    metadata = (
        Metadatum("published", "2024-03-12T07:59:30+07:00", "json-ld"),
        Metadatum("author", "Trần Bá Lộc", "meta"),
        Metadatum("author", "https://baomau.vn", "meta"),
        Metadatum("title", "Tiêu đề khác - Báo Mẫu", "opengraph"),
        Metadatum("section", "Đời sống", "meta"),
    )
    rows = [(Label.TITLE, "Giá gạo tăng trở lại"), (Label.DATE, "12/03/2024 08:00"), (Label.BODY, "Giá tăng mạnh.")]
    article = assemble(rows, metadata=metadata).articles[0]
    assert article.title == "Giá gạo tăng trở lại", "the visible headline wins"
    assert article.authors == ("Trần Bá Lộc",)
    assert article.section == "Đời sống"
    assert article.published is not None
    assert article.published.second == 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đây là việc lớn./.", "Đây là việc lớn"),
        ("Đây là việc lớn”./.", "Đây là việc lớn”"),
        ("Đây là việc lớn. /.", "Đây là việc lớn"),
        ("Tỷ lệ là 3/4.", "Tỷ lệ là 3/4."),
        ("Xem tại baomau.vn/.", "Xem tại baomau.vn"),
        ("Giữ nguyên...", "Giữ nguyên..."),
    ],
)
def test_end_mark(text: str, expected: str) -> None:
    assert strip_end_mark(text) == expected


@pytest.mark.parametrize(
    ("run", "drafts"),
    [
        (["Phố ngập. Ảnh: Lê An"], [CaptionDraft("Phố ngập.", "Lê An")]),
        (["Phố ngập", "Phố ngập. Ảnh: Lê An"], [CaptionDraft("Phố ngập.", "Lê An")]),
        (
            ["Phố ngập", "ẢNH: LÊ AN", "Chợ vắng", "ẢNH: BÁ ĐÔ"],
            [CaptionDraft("Phố ngập", "LÊ AN"), CaptionDraft("Chợ vắng", "BÁ ĐÔ")],
        ),
        (["Hà Nội mưa lớn", "Phố ngập"], [CaptionDraft("Phố ngập", "", "Hà Nội mưa lớn")]),
        (["dsc_12.jpg", "Phố ngập"], [CaptionDraft("Phố ngập", "", "dsc_12.jpg")]),
        (
            ["ha noi mua lon hinh 1", "ha noi mua lon hinh 2"],
            [CaptionDraft("", "", "ha noi mua lon hinh 1"), CaptionDraft("", "", "ha noi mua lon hinh 2")],
        ),
        (["Ảnh: TTXVN"], [CaptionDraft("", "TTXVN")]),
    ],
)
def test_pairing_of_caption_lines(run: list[str], drafts: list[CaptionDraft]) -> None:
    assert pair_captions([CaptionLine(line) for line in run], "Hà Nội mưa lớn") == drafts


def test_credits_from_several_lines() -> None:
    lines = [
        Line(Label.DATE, "Nguyên Minh - 07/03/2026 08:47"),
        Line(Label.BYLINE, "Theo Hồ Hương"),
        Line(Label.SOURCE, "Đại Đoàn kết"),
        Line(Label.SOURCE, "https://daidoanket.vn/abc.html"),
    ]
    assert read_credits(lines) == (("Nguyên Minh", "Hồ Hương"), "Đại Đoàn kết")
    assert read_section([Line(Label.DATE, "Thứ bảy, 09:13 22/10/2022 | Giải trí")]) == "Giải trí"
    assert read_tags([Line(Label.TAGS, "#giá vàng # chứng khoán")]) == ("giá vàng", "chứng khoán")


def test_links_without_a_sign_between_them_are_tags_of_their_own() -> None:
    text = "Tag: Đồng Tháplũ đầu nguồn đê bao"
    source = SourceBlock(0, len(text), text, links=3, link_texts=("Đồng Tháp", "lũ đầu nguồn", "đê bao"))
    labelling = Labelling(PageType.ARTICLE, (Block(0, len(text), text, Label.TAGS, "test", 0),))
    page = assemble_page(Document(text, "html", "", (source,)), labelling)
    assert page.articles[0].tags == ("Đồng Tháp", "lũ đầu nguồn", "đê bao")
    assert part_links("lũ, lúa; đê", ["lũ", "", "lúa", "vườn", "đê"]) == "lũ, lúa; đê"


def test_shapes_of_teasers() -> None:
    long = (
        "Sau ba năm vắng tiếng trống, hội làng giữa lòng phố đã đông vui trở lại với hàng nghìn người dự suốt ba ngày"
    )
    found = stories(
        [
            "Tin liên quan",
            ">> Giá xăng giảm từ chiều nay",
            "Lúa đông xuân được mùa (12/03)",
            "1",
            "Hội làng đông vui",
            "Hội làng đông vui",
            f"{long}.",
        ],
        ["HỘI LÀNG ĐÔNG VUI", "4 giờ trước", f"{long[:90]}...", "Đọc thêm »"],
        [f"{long}."],
    )
    assert [(story.title, story.repeats, story.truncated) for story in found] == [
        ("Giá xăng giảm từ chiều nay", 1, False),
        ("Lúa đông xuân được mùa", 1, False),
        ("Hội làng đông vui", 3, False),
    ]
    assert found[2].summary == f"{long}."


def test_summary_cut_by_the_database_is_truncated() -> None:
    cut = ("Từ một xưởng nhỏ sau nhà, chị em trong bản dệt nên những tấm vải nhiều màu được khách xa gần đặt mua " * 4)[
        :255
    ]
    story = stories(["Nghề dệt hồi sinh ở bản xa", cut])[0]
    assert story.truncated
    assert story.summary == cut


def test_many_showings_of_one_story() -> None:
    found = stories(["Hội làng đông vui trở lại"] * 5000)
    assert [story.title for story in found] == ["Hội làng đông vui trở lại"]
    assert len(found[0].spans) == 5000


LABELS = st.sampled_from(list(Label))
TEXTS = st.text(alphabet='aăâbcđeê ghiôơưưHÀNỘI.,:;-?()/|#>“”"0123456789\u200b\xa0', min_size=1, max_size=80).filter(
    str.strip
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(LABELS, TEXTS), max_size=25))
def test_spans_are_slices_of_the_text(rows: list[tuple[Label, str]]) -> None:
    page = assemble(rows)
    for article in page.articles:
        for part in (*article.passages, *article.captions):
            assert article.text[part.start : part.end] == part.text
        assert "\n\n".join(passage.text for passage in article.passages) == article.text
        assert "\u200b" not in article.text
        assert article.body == "\n\n".join(p.text for p in article.passages if p.role in ("body", "heading"))
    for story in page.related:
        assert story.title
        assert len(story.spans) >= story.repeats
    assert pickle.loads(pickle.dumps(page)) == page
    assert msgspec.json.decode(msgspec.json.encode(page), type=Page) == page


def test_article_without_lines_is_empty() -> None:
    article = build_article([])
    assert (article.title, article.body, article.text, article.passages) == ("", "", "", ())


def test_a_story_that_stands_twice_on_its_page_is_told_once() -> None:
    from vnnews import Pipeline

    paragraphs = [
        "Sáng 9/4, hơn ba trăm hộ dân của hai xã cù lao nhận những thẻ cào nước sạch đầu tiên từ nhà máy mới bên sông Tiền.",
        "Theo ban quản lý, nhà máy chạy hết công suất từ tháng sau, đủ cho cả trường học và trạm y tế của hai xã.",
        "Bà con góp mỗi nhà hai trăm nghìn đồng làm đường ống nhánh, phần còn lại do quỹ nước sạch nông thôn trả.",
    ]
    story = "<h1>Hai xã cù lao có nước sạch</h1><span class='date'>10/04/2024 08:00</span>" + "".join(
        f"<p>{text}</p>" for text in paragraphs
    )
    page = f"<div class='desktop'>{story}</div><div class='mobile'>{story}</div>"
    articles = Pipeline(words=False, entities=False).parse_page(page).articles
    told = "\n\n".join((articles[0].sapo, articles[0].body))
    assert all(told.count(text) == 1 for text in paragraphs)


def test_a_headline_loses_the_name_of_its_paper() -> None:
    lines = [Line(Label.TITLE, "Trạm bơm mới | Báo Lúa | 12/03/2024"), Line(Label.BODY, "Nước đã về ruộng.")]
    article = build_article(lines)
    assert article.title == "Trạm bơm mới"
    assert article.text[: article.passages[0].end] == "Trạm bơm mới"


def test_a_stated_title_is_cut_at_the_stated_site_too() -> None:
    stated = [Metadatum("title", "Trạm bơm mới - Đồng Xanh", "html"), Metadatum("site", "Đồng Xanh", "opengraph")]
    assert build_article([Line(Label.BODY, "Nước đã về ruộng.")], stated).title == "Trạm bơm mới"
