"""The pairs by which the linking of people is judged, and how a linking is scored on them."""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import people  # noqa: E402
from vnnews.models.people import PersonRecord, Spotting  # noqa: E402


def mention(article, person="a-1", name="Lê Văn Duệ", start=0):
    return people.Mention(article, name, start, person)


def pair(decision, first, second):
    return people.Pair("tuning", "other post", decision, "", first, second)


def test_a_name_and_a_person_stand_in_one_half():
    halves = defaultdict(set)
    for decided in people.read_pairs():
        for place in (decided.first, decided.second):
            halves[place.person].add(decided.half)
            halves[people.name_key(place.name)].add(decided.half)
    assert all(len(half) == 1 for half in halves.values())
    assert {half for (half,) in halves.values()} == set(people.HALVES)


def test_decisions_agree_with_the_persons_and_span_two_articles():
    pairs = people.read_pairs()
    assert len(pairs) >= 300
    for decided in pairs:
        assert (decided.decision == "same") == (decided.first.person == decided.second.person)
        assert decided.first.article != decided.second.article
        assert decided.reason


def test_a_right_linking_scores_one():
    one, two, other = mention("x"), mention("y"), mention("z", "b-1")
    scored = people.score([pair("same", one, two), pair("different", one, other)], {one: "p", two: "p", other: "q"})
    assert (scored.precision, scored.recall, scored.bcubed, scored.lost) == (1, 1, 1, 0)


def test_a_wrong_merge_costs_precision_and_a_split_recall():
    one, two, other = mention("x"), mention("y"), mention("z", "b-1")
    pairs = [pair("same", one, two), pair("different", one, other)]
    merged = people.score(pairs, {one: "p", two: "p", other: "p"})
    assert (merged.precision, merged.recall, merged.bcubed_recall) == (0.5, 1, 1)
    assert merged.bcubed_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    split = people.score(pairs, {one: "p", two: "q", other: "r"})
    assert (split.recall, split.bcubed_precision, split.bcubed_recall) == (0, 1, pytest.approx(2 / 3))


def test_a_lost_mention_counts_as_not_linked_and_an_untold_pair_neither_way():
    one, two, other = mention("x"), mention("y"), mention("z", "b-1")
    scored = people.score([pair("same", one, two), pair("untold", one, other)], {two: "p", other: "p"})
    assert (scored.pairs, scored.lost, scored.recall) == (1, 1, 0)


def test_a_mention_is_found_by_article_name_and_the_nearest_offset():
    records = [
        PersonRecord("p", "Lê Văn Duệ", spottings=(Spotting("u", 0, "LÊ VĂN DUỆ", 40),)),
        PersonRecord("q", "Lê Văn Duệ", spottings=(Spotting("u", 1, "Lê Văn Duệ", 900),)),
    ]
    near, far, elsewhere = mention("u", start=42), mention("u", start=880), mention("v")
    found = people.find_records([], records, [pair("different", near, far), pair("different", near, elsewhere)])
    assert found == {near: "p", far: "q"}


def test_the_invented_corpus_knows_homonyms_and_careers():
    articles, pairs = people.make_corpus()
    assert {decided.decision for decided in pairs} == {"same", "different"}
    assert len({article.url for article in articles}) == len(articles)
    found = {(people.key_of(article), official.name) for article in articles for official in article.officials}
    assert all((place.article, place.name) in found for decided in pairs for place in (decided.first, decided.second))


def test_the_invented_corpus_is_linked_as_its_careers_are_known():
    articles, pairs = people.make_corpus()
    scored = people.score(pairs, people.find_records(articles, people.link_people(articles).people, pairs))
    assert (scored.precision, scored.recall, scored.lost) == (1, 1, 0)
