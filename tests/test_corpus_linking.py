"""Who is one person: the same in any order, men and women apart, no chain over a weak link, linear in the articles."""

from __future__ import annotations

import sys
from itertools import permutations
from pathlib import Path

import pytest

from vnnews.corpus import link_people, state_posts
from vnnews.corpus.linking import link_block
from vnnews.models import Article
from vnnews.models.people import Statement

sys.path.insert(0, str(Path(__file__).parent))

from corpus_articles import shuffle, tell

HEALTH = "Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau"
WARD = "Chủ tịch | Ủy ban nhân dân phường Bình Phú | Hồ Chí Minh"
COMMON, RARE = "Nguyễn Văn Hùng", "Lò Mùa Vảng"


def count(*articles: Article) -> int:
    return len(link_people(articles, min_confidence=0).people)


SAME = {
    "one post": [tell(COMMON, HEALTH), tell(COMMON, HEALTH, day="2024-01-01")],
    "one body": [tell(COMMON, HEALTH), tell(COMMON, "Phó Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau", day="2020-01-01")],
    "party and state of a ward": [tell(COMMON, WARD), tell(COMMON, "Phó Bí thư | Đảng ủy phường Bình Phú | Hồ Chí Minh")],
    "a rare name in one province": [tell(RARE, HEALTH), tell(RARE, "Tỉnh ủy viên | Tỉnh ủy Cà Mau | Cà Mau")],
    "a rare name without a body": [tell(RARE, HEALTH), tell(RARE, "Giám đốc | |")],
    "a post after a merger": [
        tell(COMMON, "Giám đốc | Sở Y tế tỉnh Bến Tre | Bến Tre"),
        tell(COMMON, "Giám đốc | Sở Y tế tỉnh Vĩnh Long | Vĩnh Long", day="2025-09-01"),
    ],
    "marks left out": [tell("Nguyen Van Hung", HEALTH), tell(COMMON, HEALTH)],
    "a foreigner": [tell("Ana Testova", "Bộ trưởng | |", foreign=True), tell("Testova Ana", "Bộ trưởng | |", foreign=True)],
    "a body cut short": [
        tell(COMMON, "Trưởng phòng | Phòng Kiểm định chất lượng"),
        tell(COMMON, "Trưởng phòng | Phòng Kiểm định chất lượng, Sở Y tế tỉnh Cà Mau | Cà Mau"),
    ],
    "a member of the Assembly": [
        tell(RARE, "Đại biểu | Quốc hội"),
        tell(RARE, "Chủ tịch | Ủy ban nhân dân tỉnh Cà Mau | Cà Mau"),
    ],
    "two spellings of a foreigner": [
        tell("Thử Gia Khôn", "Người phát ngôn | Bộ Ngoại giao Trung Quốc", foreign=True),
        tell("Thử Gia Côn", "Người phát ngôn | Bộ Ngoại giao Trung Quốc", foreign=True),
    ],
    "a head of a province who moves": [
        tell(RARE, "Chủ tịch | Ủy ban nhân dân tỉnh Cà Mau | Cà Mau"),
        tell(RARE, "Chủ tịch | Ủy ban nhân dân tỉnh An Giang | An Giang", day="2025-09-01"),
    ],
}  # fmt: skip

OTHERS = {
    "two places at once": [tell(COMMON, WARD), tell(COMMON, "Chủ tịch | Ủy ban nhân dân xã Đất Mũi | Cà Mau")],
    "two places at any time": [tell(COMMON, WARD, day=None), tell(COMMON, "Trưởng | Công an huyện Năm Căn | Cà Mau", day=None)],
    "a man and a woman": [tell("Lê Minh An", HEALTH, honorific="ông"), tell("Lê Minh An", "Chủ tịch | Hội Nông dân tỉnh Cà Mau | Cà Mau", honorific="bà")],
    "years of birth": [
        tell(COMMON, "Cán bộ | Sở Y tế tỉnh Cà Mau | Cà Mau", said="Ông Nguyễn Văn Hùng, sinh năm 1950, Cán bộ."),
        tell(COMMON, "Chủ tịch | Hội Nông dân tỉnh Cà Mau | Cà Mau", said="Ông Nguyễn Văn Hùng, sinh năm 1985, Chủ tịch."),
    ],
    "other marks": [tell("Nguyễn Văn Hưng", HEALTH), tell(COMMON, "Chủ tịch | Hội Nông dân tỉnh Cà Mau | Cà Mau")],
    "nothing told": [tell(COMMON, "Giám đốc | |"), tell(COMMON, "Chủ tịch | |")],
    "minister and guard": [tell(COMMON, "Bộ trưởng | Bộ Xây dựng"), tell(COMMON, "Hạt trưởng | Hạt Kiểm lâm huyện Năm Căn | Cà Mau")],
}  # fmt: skip


@pytest.mark.parametrize("articles", SAME.values(), ids=SAME)
def test_one_person(articles: list[Article]) -> None:
    corpus = link_people(articles, min_confidence=0)
    assert len(corpus.people) == 1
    assert corpus.people[0].reasons


@pytest.mark.parametrize("articles", OTHERS.values(), ids=OTHERS)
def test_two_persons_and_why(articles: list[Article]) -> None:
    one, other = link_people(articles, min_confidence=0).people
    assert [doubt.id for doubt in one.apart_from] == [other.id]
    assert [doubt.id for doubt in other.apart_from] == [one.id]
    assert one.apart_from[0].reason


def test_a_chinese_name_that_lacks_a_part_is_another() -> None:
    post = "Thủ tướng | Trung Quốc"
    assert count(tell("Lý Thử", post, foreign=True), tell("Lý Khắc Thử", post, foreign=True)) == 2


def test_two_foreign_names_alike_need_one_post() -> None:
    one, other = tell("Jon Berrya", "Ngoại trưởng | Mỹ", foreign=True), tell("Jon Kerrya", "Đại sứ | Mỹ", foreign=True)
    assert count(one, other) == 2


def test_what_cannot_be_told_is_said() -> None:
    one, other = link_people(
        [
            tell("Trần Quốc Hùng", "Bộ trưởng | Bộ Xây dựng", day=None),
            tell("Trần Quốc Hùng", "Chủ tịch | Ủy ban nhân dân tỉnh Cà Mau | Cà Mau", day=None),
        ]
    ).people
    assert not one.apart_from[0].certain
    assert not other.apart_from[0].certain


def test_no_weak_link_draws_two_persons_together() -> None:
    here, there = tell(COMMON, WARD), tell(COMMON, "Chủ tịch | Ủy ban nhân dân xã Đất Mũi | Cà Mau")
    vague = tell(COMMON, "Chủ tịch | |")
    for articles in permutations([here, there, vague]):
        corpus = link_people(articles, min_confidence=0)
        assert corpus.person_of(here.url, 0) != corpus.person_of(there.url, 0)


def test_one_article_of_a_career_joins_its_posts() -> None:
    told = tell(COMMON, WARD, "Phó Chủ tịch | Ủy ban nhân dân xã Đất Mũi | Cà Mau | former", day="2025-06-01")
    before = tell(COMMON, "Phó Chủ tịch | Ủy ban nhân dân xã Đất Mũi | Cà Mau", day="2019-06-01")
    assert count(tell(COMMON, WARD), told, before) == 1


def test_the_order_of_the_articles_does_not_count() -> None:
    articles = [article for told in (*SAME.values(), *OTHERS.values()) for article in told]
    assert link_people(articles) == link_people(shuffle(articles)) == link_people(reversed(articles))


def test_ids_stay_when_later_articles_are_added() -> None:
    first = [tell(COMMON, HEALTH), tell(COMMON, WARD)]
    later = [tell(COMMON, HEALTH, day="2025-08-01"), tell(COMMON, WARD, day="2025-08-01"), tell(RARE, HEALTH)]
    before = {person.id for person in link_people(first).people}
    assert len(before) == 2
    assert before < {person.id for person in link_people([*first, *later]).people}


def test_copies_of_one_story_count_once() -> None:
    copies = [tell(COMMON, HEALTH, url=f"https://bao{number}.example/tin") for number in range(3)]
    (person,) = link_people(copies).people
    assert (person.articles, person.outlets, len(person.spottings)) == (1, 3, 3)
    assert (person.occupancies[0].articles, person.occupancies[0].outlets) == (1, 3)


def test_an_article_given_twice_counts_once() -> None:
    article = tell(COMMON, HEALTH)
    assert link_people([article, article]) == link_people([article])


def state(articles: int, places: int) -> list[Statement]:
    """Statements of one frequent name in many articles and places."""
    made = []
    for number in range(articles):
        body = f"Ủy ban nhân dân xã Thử Nghiệm {number % places}"
        made.append(
            Statement(
                f"bao.example/{number}", 0, 0, COMMON, "nguien van hung", "Chủ tịch", body, level="commune",
                province="Cà Mau", story=str(number), sentence=f"Câu {number}.", confidence=0.9,
            )
        )  # fmt: skip
    return made


@pytest.mark.parametrize("places", [1, 40, 2_500])
def test_comparisons_grow_no_faster_than_articles(places: int) -> None:
    few, many = (link_block(state(size, min(places, size))).comparisons for size in (500, 5_000))
    assert many <= 10 * max(few, 500)


def test_one_name_in_fifty_thousand_articles() -> None:
    linked = link_block(state(50_000, 1))
    assert len(linked.groups) == 1
    assert linked.comparisons == 0
    assert len(linked.groups[0].members) == 50_000


def test_nothing_gives_nothing() -> None:
    assert link_people([]).people == ()
    assert state_posts(Article("Tin")) == []
