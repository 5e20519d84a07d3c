"""A flattened page of the kind that scrapers give: title, slug lines, captions, end mark, source URL, teasers shown again and again.

The page below was written for this test. The test of the same claims on a real page runs when that page lies beside the checkout.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from vnnews import Pipeline
from vnnews.models import Article, Label, Page

READER = Pipeline(words=False, entities=False)
SHARED = Path(os.environ.get("VNNEWS_SHARED", Path(__file__).parents[2] / "shared"))

TITLE = "Lai Châu mở thêm ba tuyến xe buýt lên các xã vùng cao"
SLUG = "lai chau mo them ba tuyen xe buyt len cac xa vung cao"
SAPO = "Sau một năm khảo sát, tỉnh Lai Châu quyết định mở thêm ba tuyến xe buýt lên các xã vùng cao."
BODY = [
    "Sáng nay (12/3), tỉnh Lai Châu tổ chức lễ công bố ba tuyến xe buýt mới nối trung tâm tỉnh với mười hai xã vùng cao.",
    SAPO[:-1] + ", mỗi ngày có tám chuyến đi và về, chạy từ 5 giờ sáng đến 7 giờ tối, kể cả ngày lễ.",
    "Theo Sở Giao thông vận tải, trước đây người dân các xã này phải đi bộ ra đường lớn rồi mới đón được xe khách.",
    "Ông Lò Văn Tính, Chủ tịch UBND tỉnh Lai Châu, cho biết giá vé được giữ ở mức thấp để học sinh và người già dễ đi lại.",
    "Từ nay đến cuối năm, tỉnh sẽ lắp thêm bốn mươi nhà chờ và bảng giờ chạy xe bằng ba thứ tiếng ở các điểm dừng./.",
]
CAPTIONS = [
    "Ông Lò Văn Tính, Chủ tịch UBND tỉnh Lai Châu.",
    "Tuyến xe buýt mới giúp người dân đi chợ phiên nhanh hơn gần hai giờ so với trước.",
]
URL = "https://example.vn/xa-hoi/lai-chau-mo-them-ba-tuyen-xe-buyt-len-cac-xa-vung-cao-2094.htm"
CUT = (
    "Từ một xưởng nhỏ sau nhà, chị Hoàng Thị Mẩy đã cùng mười hai phụ nữ trong bản dệt nên những tấm thổ cẩm được nhiều khách hàng đặt "
    "mua, vừa giữ được nghề của mẹ vừa có thêm thu nhập cho gia đình trong những tháng nông nhàn, khi ruộng nương đã gặt xong và t"
)
TEASERS = [
    (
        "Hội làng giữa phố đông vui trở lại",
        "Sau ba năm vắng tiếng trống, hội làng giữa lòng phố đã đông vui trở lại với hàng nghìn người dự.",
    ),
    (
        "Bếp cơm chiều cuối tuần của sinh viên xa nhà",
        "Cứ chiều thứ bảy, bếp nhỏ trong khu trọ lại đỏ lửa, nấu hơn trăm suất cơm cho sinh viên.",
    ),
    ("Nghề dệt hồi sinh ở bản Nà Luồng", CUT),
    (
        "Hội làng giữa phố đông vui trở lại",
        "Sau ba năm vắng tiếng trống, hội làng giữa lòng phố đã đông vui trở lại với hàng nghìn người dự.",
    ),
    (
        "Thư viện trên xe đạp của thầy giáo già",
        "Mỗi buổi chiều, thầy giáo về hưu lại đạp xe chở hai thùng sách tới những xóm chài ven sông.",
    ),
]


def make_article() -> str:
    """The article's lines, blank lines between them, a slug line above each caption."""
    lines = [
        TITLE,
        "Xã hội",
        SAPO,
        BODY[0],
        f"{SLUG}  hinh 1",
        CAPTIONS[0],
        BODY[1],
        BODY[2],
        f"{SLUG}  hinh 2",
        CAPTIONS[1],
        *BODY[3:],
    ]
    return "\n\n".join(lines) + f"\n\n{URL}\n"


def make_teasers() -> str:
    """Title, title, summary for each teaser; a list heading in front of the last two."""
    blocks = [f"{title}\n\n{title}\n\n{summary}" for title, summary in TEASERS]
    return "\n".join(blocks[:3]) + "\n\nTin nổi bật nhịp sống trẻ\n\n" + "\n\n".join(blocks[3:]) + "\n"


PAGE = make_article() + make_teasers()
VARIANTS = {
    "as it is": PAGE,
    "bytes": PAGE.encode(),
    "decomposed": unicodedata.normalize("NFD", PAGE),
    "windows line ends": PAGE.replace("\n", "\r\n"),
    "no-break spaces": PAGE.replace(" ", "\xa0"),
    "no blank lines": PAGE.replace("\n\n", "\n"),
    "teasers first": make_teasers() + "\n" + make_article(),
    "byte order mark": "\ufeff" + PAGE,
}


@pytest.fixture(params=VARIANTS, name="page")
def read_variant(request: pytest.FixtureRequest) -> Page:
    return READER.parse_page(VARIANTS[request.param])


def only_article(page: Page) -> Article:
    assert len(page.articles) == 1
    return page.articles[0]


def test_the_summary_was_written_as_long_as_databases_cut() -> None:
    assert len(CUT) == 255


def test_title_section_and_sapo(page: Page) -> None:
    article = only_article(page)
    assert (article.title, article.section, article.sapo) == (TITLE, "Xã hội", SAPO)
    assert article.text.count(SAPO) == 1


def test_body_keeps_every_paragraph_without_end_mark(page: Page) -> None:
    paragraphs = only_article(page).body.split("\n\n")
    assert paragraphs == [*BODY[:-1], BODY[-1].removesuffix("./.")]


def test_captions_have_their_slug_lines(page: Page) -> None:
    captions = only_article(page).captions
    assert [caption.text for caption in captions] == CAPTIONS
    assert [caption.alt for caption in captions] == [f"{SLUG} hinh 1", f"{SLUG} hinh 2"]
    assert [caption.position for caption in captions] == [1, 3]


def test_source_is_the_url(page: Page) -> None:
    assert only_article(page).source == URL


def test_related_stories_are_counted_once_with_their_repeats(page: Page) -> None:
    assert {(story.title, story.repeats, story.truncated) for story in page.related} == {
        ("Hội làng giữa phố đông vui trở lại", 2, False),
        ("Bếp cơm chiều cuối tuần của sinh viên xa nhà", 1, False),
        ("Nghề dệt hồi sinh ở bản Nà Luồng", 1, True),
        ("Thư viện trên xe đạp của thầy giáo già", 1, False),
    }
    assert all(story.summary for story in page.related)


def test_spans_are_slices(page: Page) -> None:
    article = only_article(page)
    for part in (*article.passages, *article.captions):
        assert article.text[part.start : part.end] == part.text
    for block in page.blocks:
        assert page.text[block.start : block.end] == block.text
    for story in page.related:
        assert len(story.spans) == 3 * story.repeats


def test_the_same_on_a_real_page() -> None:
    path = SHARED / "seed" / "page.txt"
    if not path.exists():
        pytest.skip(f"the real page is not at {path}")
    raw = path.read_text(encoding="utf-8")
    article_part, teaser_part = raw.split(".vov\n", 1)
    variants = (
        raw,
        raw.encode(),
        unicodedata.normalize("NFD", raw),
        raw.replace("\n", "\r\n"),
        raw.replace(" ", "\xa0"),
    )
    for variant in (*variants, f"{teaser_part}\n\n{article_part}.vov\n"):
        page = READER.parse_page(variant)
        article = only_article(page)
        assert article.title == unicodedata.normalize("NFC", raw.split("\n", 1)[0])
        assert article.section == "Thời sự"
        assert len(article.body.split("\n\n")) == 9
        assert not article.body.rstrip().endswith("./.")
        assert article.text.count(article.sapo[:-1]) == 2, "once as sapo, once at the start of a paragraph"
        assert len(article.captions) == 3
        assert [caption.alt.rsplit(" ", 1)[1] for caption in article.captions] == ["1", "2", "3"]
        assert article.source.startswith("https://")
        assert len(page.related) == 12
        assert sum(story.repeats for story in page.related) == 15
        assert sorted(story.repeats for story in page.related)[-2:] == [2, 3]
        assert all(story.truncated == (254 <= len(story.summary) <= 256) for story in page.related)
        assert not any(story.title.startswith("Tin nổi bật") for story in page.related)
        assert sum(block.label is Label.TITLE for block in page.blocks) == 1
