"""Careers, bodies and contradictions that the statements of a corpus tell, and the questions to them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from vnnews.corpus import link_people
from vnnews.corpus.bodies import follow_body, is_same_body

sys.path.insert(0, str(Path(__file__).parent))

from corpus_articles import tell

NAME = "Lò Mùa Vảng"
CHAIR = "Chủ tịch | Ủy ban nhân dân tỉnh Cà Mau | Cà Mau"


def test_words_open_and_close_a_post() -> None:
    corpus = link_people(
        [
            tell(NAME, CHAIR, day="2023-01-10", said=f"Ông {NAME} được bầu giữ chức Chủ tịch UBND tỉnh từ ngày 5/1/2023."),
            tell(NAME, CHAIR, day="2024-05-01"),
            tell(NAME, CHAIR.replace(" | Cà Mau", " | Cà Mau | former"), day="2025-02-01", said=f"Ông {NAME} thôi giữ chức Chủ tịch UBND tỉnh."),
        ]
    )  # fmt: skip
    (line,) = corpus.people[0].occupancies
    assert (line.begins, line.first_seen, line.last_seen) == (date(2023, 1, 5), date(2023, 1, 10), date(2024, 5, 1))
    assert (line.ends, line.status, line.articles) == (date(2025, 2, 1), "former", 3)


def test_a_former_post_without_a_day_of_holding_stands_first() -> None:
    corpus = link_people([tell(NAME, CHAIR, "Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau | former")])
    first, second = corpus.people[0].occupancies
    assert (first.role, first.status, first.first_seen, first.ends) == ("Giám đốc", "former", None, date(2025, 3, 1))
    assert (second.role, second.status) == ("Chủ tịch", "current")


def test_a_post_called_former_on_the_day_on_which_it_is_last_seen_is_over() -> None:
    for days in (("2025-11-01", "2025-11-01"), ("2025-11-01", "2025-11-02")):
        held, over = days
        former = tell(NAME, f"{CHAIR} | former", day=over, confidence=0.9, url="https://bao.example/cựu")
        corpus = link_people([tell(NAME, CHAIR, day=held), former])
        (line,) = corpus.people[0].occupancies
        assert (str(line.last_seen), str(line.ends), line.status) == (held, over, "former")


def test_a_post_that_is_seen_as_held_after_it_was_called_former_is_not_over() -> None:
    corpus = link_people([tell(NAME, f"{CHAIR} | former", day="2025-11-01"), tell(NAME, CHAIR, day="2025-11-02")])
    (line,) = corpus.people[0].occupancies
    assert (line.ends, line.status) == (None, "current")


def test_a_post_begins_no_later_than_it_is_seen_as_held() -> None:
    said = f"Ông {NAME} được bầu giữ chức Chủ tịch UBND tỉnh."
    corpus = link_people([tell(NAME, CHAIR, day="2025-10-23"), tell(NAME, CHAIR, day="2025-10-24", said=said)])
    (line,) = corpus.people[0].occupancies
    assert (line.begins, line.first_seen) == (date(2025, 10, 23), date(2025, 10, 23))
    long_before = link_people([tell(NAME, CHAIR, day="2024-10-23"), tell(NAME, CHAIR, day="2025-10-24", said=said)])
    assert long_before.people[0].occupancies[0].begins is None


def test_acting_and_undated() -> None:
    (person,) = link_people([tell(NAME, CHAIR + " | acting", day=None)]).people
    (line,) = person.occupancies
    assert (line.status, line.first_seen, line.last_seen, line.begins, line.ends) == ("acting", None, None, None, None)


def test_a_merger_is_no_step() -> None:
    corpus = link_people(
        [
            tell(NAME, "Chủ tịch | Ủy ban nhân dân tỉnh Bến Tre | Bến Tre", day="2025-05-01"),
            tell(NAME, "Chủ tịch | Ủy ban nhân dân tỉnh Vĩnh Long | Vĩnh Long", day="2025-08-01"),
        ]
    )
    before, after = corpus.people[0].occupancies
    assert after.continues == before.body_id
    assert not before.continues
    assert corpus.moves(2025) == []
    old, new = (next(body for body in corpus.bodies if body.id == line.body_id) for line in (before, after))
    assert new.id in old.successors
    assert old.id in new.predecessors


def test_a_move_is_one() -> None:
    corpus = link_people(
        [tell(NAME, CHAIR), tell(NAME, "Chủ tịch | Ủy ban nhân dân tỉnh An Giang | An Giang", day="2025-09-01")]
    )
    (move,) = corpus.moves(2025)
    assert (move.before.province, move.after.province, move.on) == ("Cà Mau", "An Giang", date(2025, 9, 1))
    assert corpus.moves(2024) == []


def test_departments_follow_their_ministries() -> None:
    old, new = "Sở Giao thông vận tải tỉnh Bến Tre", "Sở Xây dựng tỉnh Vĩnh Long"
    heirs = [body_id for body_id, _ in follow_body(old, "vn:so-giao-thong-van-tai-tinh-ben-tre")]
    assert "vn:so-xay-dung-tinh-vinh-long" in heirs
    assert is_same_body("vn:so-giao-thong-van-tai-tinh-ben-tre", "vn:so-xay-dung-tinh-vinh-long", old, new)
    assert not is_same_body("vn:so-y-te-tinh-ben-tre", "vn:so-xay-dung-tinh-vinh-long", "Sở Y tế tỉnh Bến Tre", new)


def test_a_post_without_a_body_is_that_of_a_body_told_elsewhere() -> None:
    corpus = link_people([tell(NAME, CHAIR), tell(NAME, "Chủ tịch | |", day="2025-03-09")])
    (line,) = corpus.people[0].occupancies
    assert (line.body, line.articles, line.last_seen) == ("Ủy ban nhân dân tỉnh Cà Mau", 2, date(2025, 3, 9))


def test_unsure_lines_are_left_out_and_persons_stay() -> None:
    articles = [tell(NAME, CHAIR, confidence=0.2)]
    (person,) = link_people(articles).people
    assert person.occupancies == ()
    assert len(link_people(articles, min_confidence=0.1).people[0].occupancies) == 1


def test_two_heads_at_once_are_told_and_deputies_are_none() -> None:
    def months(name: str, post: str) -> list:
        return [tell(name, post, day=f"2025-0{month}-01") for month in (1, 6)]

    both = months("Lò Mùa Vảng", CHAIR) + months("Giàng Seo Páo", CHAIR)
    (found,) = link_people(both).contradictions
    assert (found.kind, found.body_name, found.role) == ("two_holders", "Ủy ban nhân dân tỉnh Cà Mau", "Chủ tịch")
    assert len(found.people) == len(found.proofs) == 2
    deputies = [
        article
        for name in ("Lò Mùa Vảng", "Giàng Seo Páo")
        for article in months(name, CHAIR.replace("Chủ tịch", "Phó Chủ tịch"))
    ]
    assert link_people(deputies).contradictions == ()
    one_by_one = [tell("Lò Mùa Vảng", CHAIR, day="2025-01-01"), tell("Giàng Seo Páo", CHAIR, day="2025-06-01")]
    assert link_people(one_by_one).contradictions == ()


def test_questions() -> None:
    corpus = link_people(
        [
            tell("Lò Mùa Vảng", CHAIR, day="2024-01-01"),
            tell("Lò Mùa Vảng", CHAIR, day="2024-12-01"),
            tell("Giàng Seo Páo", CHAIR, day="2025-02-01"),
            tell("Vi Thị Mẩy", CHAIR.replace("Chủ tịch", "Phó Chủ tịch"), day="2024-02-01"),
        ]
    )
    body = "UBND tỉnh Cà Mau"

    def asked(**question: object) -> list[tuple[str, str]]:
        return [(found.name, found.basis) for found in corpus.holders(body, "Chủ tịch", **question)]  # type: ignore[arg-type]

    assert asked(on=date(2024, 6, 1)) == [("Lò Mùa Vảng", "seen")]
    assert asked(on=date(2025, 1, 1)) == [("Lò Mùa Vảng", "presumed")]
    assert asked(on=date(2025, 6, 1)) == [("Giàng Seo Páo", "presumed")]
    assert asked(on=date(2020, 1, 1)) == []
    assert [found.name for found in corpus.heads(body)] == ["Lò Mùa Vảng", "Giàng Seo Páo"]
    assert {found.occupancy.role for found in corpus.posts("VI THỊ MẨY")} == {"Phó Chủ tịch"}
    heads = next(one for one in corpus.bodies if one.name == "Ủy ban nhân dân tỉnh Cà Mau").heads
    assert [head.name for head in heads] == ["Lò Mùa Vảng", "Giàng Seo Páo"]
    assert all(head.proof.sentence for head in heads)


def test_every_proof_is_a_slice_of_its_article() -> None:
    articles = [
        tell(NAME, CHAIR),
        tell(NAME, CHAIR, day="2024-01-01", said=f"Hôm qua, ông {NAME}, Chủ tịch UBND, đến xã."),
    ]
    texts = {article.url: article.text for article in articles}
    proofs = [proof for person in link_people(articles).people for line in person.occupancies for proof in line.proofs]
    assert len(proofs) == 2
    assert all(texts[proof.article][proof.start : proof.end] == proof.sentence for proof in proofs)
