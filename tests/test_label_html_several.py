"""Several whole articles on one HTML page, and pages that only look like it."""

from __future__ import annotations

import pytest

from vnnews import Page, PageType, Pipeline

PLAIN = Pipeline(words=False, entities=False)
DATE = "<span class='ngay'>{day:02}/01/2026, 08:30</span>"


def make_body(place: str, paragraphs: int = 4) -> str:
    return "".join(
        f"<p>Từ sáng sớm, nước sông ở {place} lên nhanh và tràn qua {number} đoạn đê thấp, dân trong vùng phải kê cao đồ đạc.</p>"
        for number in range(2, 2 + paragraphs)
    )


def make_article(
    place: str, day: int, *, tag: str = "div", headline: str = "h1", date: str = DATE, paragraphs: int = 4
) -> str:
    return (
        f"<{tag} class='tin tin-{day}'><{headline}>Nước sông ở {place} lên nhanh trong đêm</{headline}>{date.format(day=day)}"
        f"<p class='sapo'>Nhiều nhà ven sông ở {place} đã phải chuyển đồ lên cao trước khi trời sáng hẳn.</p>"
        f"<div class='chu'>{make_body(place, paragraphs)}<p class='tac-gia'>Mai An</p></div></{tag}>"
    )


def parse(body: str) -> Page:
    head = (
        "<title>Nước sông ở Huế lên nhanh trong đêm</title>"
        "<meta property='article:published_time' content='2025-12-31T10:00:00+07:00'>"
    )
    menu = "<ul class='menu'><li><a href='/a'>Thời sự</a></li><li><a href='/b'>Kinh tế</a></li><li><a href='/c'>Du lịch</a></li></ul>"
    return PLAIN.parse_page(f"<html><head>{head}</head><body>{menu}<main>{body}</main></body></html>")


@pytest.mark.parametrize("tag", ["div", "article", "section"])
@pytest.mark.parametrize("lengths", [(4, 4, 4), (3, 12, 5), (12, 3, 3)])
def test_each_article_keeps_its_own(tag: str, lengths: tuple[int, int, int]) -> None:
    places = ("Huế", "Vinh", "Cà Mau")
    page = parse("".join(make_article(place, 5 + n, tag=tag, paragraphs=lengths[n]) for n, place in enumerate(places)))
    assert len(page.articles) == len(places)
    for number, (place, article) in enumerate(zip(places, page.articles, strict=True)):
        assert article.title == f"Nước sông ở {place} lên nhanh trong đêm"
        assert article.sapo.startswith(f"Nhiều nhà ven sông ở {place}")
        assert article.body.count("\n\n") + 1 == lengths[number]
        assert article.published is not None
        assert article.published.day == 5 + number
        assert article.authors == ("Mai An",)
        others = [other for other in places if other != place]
        assert not any(other in article.text for other in others)


def test_boxes_between_the_articles_belong_to_none() -> None:
    box = "<div class='tin-lien-quan'><h3><a href='/gia-gao-tang-o-nhieu-tinh-mien-tay-123456.htm'>Giá gạo tăng ở nhiều tỉnh miền Tây</a></h3></div>"
    page = parse(make_article("Huế", 5) + box + make_article("Vinh", 6))
    assert len(page.articles) == 2
    assert not any("Giá gạo" in article.text for article in page.articles)
    assert [story.title for story in page.related] == ["Giá gạo tăng ở nhiều tỉnh miền Tây"]


@pytest.mark.parametrize(
    "body",
    [
        # sections of one report: no dates of their own
        make_article("Huế", 5) + make_article("Vinh", 6, date=""),
        make_article("Huế", 5, date="") + make_article("Vinh", 6, date=""),
        # cross-headings: the same element holds them all
        "<div class='tin'><h1>Nước sông ở Huế lên nhanh trong đêm</h1>" + DATE.format(day=5) + make_body("Huế")
        + "<h1>Nước rút chậm hơn mọi năm</h1>" + make_body("Vinh") + "</div>",
        # a notice below the article is no article
        make_article("Huế", 5) + "<div class='tin'><h1>Thư của tòa soạn gửi bạn đọc</h1>" + DATE.format(day=6) + "<p>Chúc mừng năm mới.</p></div>",
        # headlines set in a smaller heading
        make_article("Huế", 5, headline="h2") + make_article("Vinh", 6, headline="h2"),
    ],
)  # fmt: skip
def test_pages_that_are_not_cut(body: str) -> None:
    assert len(parse(body).articles) <= 1


def test_the_front_page_of_a_blog_is_not_cut_into_articles() -> None:
    posts = "".join(
        make_article(place, 5 + n).replace("<h1>", "<h1><a href='/bai'>").replace("</h1>", "</a></h1>")
        for n, place in enumerate(("Huế", "Vinh", "Cà Mau"))
    )
    assert len(parse(posts).articles) <= 1


def test_many_articles_are_bounded_and_lose_no_text() -> None:
    page = parse("".join(make_article(f"bến số {number}", 1 + number % 28) for number in range(60)))
    assert page.type is PageType.ARTICLE
    assert 1 < len(page.articles) <= 20
    covered = "".join("".join(block.text.split()) for block in page.blocks)
    assert covered == "".join(page.text.split())
