"""How sure entities are: probabilities, thresholds, reasons, and that learning gives the same weights again."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

import vnnews
from vnnews.errors import InputError
from vnnews.link import keep_sure, link_entities
from vnnews.link.sureness import Reasoned, Sureness, reasoning, shipped
from vnnews.mentions import find_mentions
from vnnews.models import Article, Entities, Passage
from vnnews.write.html.marks import collect_marks, mark_stretch

TEXT = (
    "Sáng 5/8, ông Nguyễn Văn Bé, Chủ tịch UBND tỉnh Cà Mau, thăm Trường THPT Hồ Thị Kỷ.\n"
    "Bà Trần Thị Mai (Giám đốc Sở Y tế) và Công an tỉnh cùng dự."
)


def article_of(text: str) -> Article:
    return Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))


def link(text: str, sureness: Sureness) -> Entities:
    article = article_of(text)
    return link_entities(article, find_mentions(article), sureness=sureness)


def weigh(least: float, **weights: dict[str, float]) -> Sureness:
    kinds = ("province", "agency", "official", "post", "owner")
    return Sureness({kind: weights.get(kind, {}) for kind in kinds}, dict.fromkeys(kinds, least))


def test_every_entity_has_a_probability() -> None:
    found = vnnews.find_entities(TEXT)
    posts = [post for official in found.officials for post in official.posts]
    rated = [*found.provinces, *found.agencies, *found.officials, *posts]
    assert len(found.officials) == 2
    assert all(0 < entity.confidence < 1 for entity in rated)


def test_features_tell_a_stated_body_from_a_guessed_one() -> None:
    wary = weigh(0.0, owner={"body named before": -2.0, "body stated": 2.0})
    stated = link("Ông Nguyễn Văn Bé, Chủ tịch UBND tỉnh Cà Mau, phát biểu.", wary)
    guessed = link("UBND tỉnh Cà Mau họp. Chủ tịch Nguyễn Văn Bé phát biểu.", wary)
    assert stated.officials[0].posts[0].agency == guessed.officials[0].posts[0].agency
    assert stated.officials[0].posts[0].confidence > 3 * guessed.officials[0].posts[0].confidence


def test_below_the_threshold_a_post_is_not_stated_and_its_body_is_left_open() -> None:
    assert link(TEXT, weigh(0.0)).officials
    assert not link(TEXT, weigh(0.6)).officials
    surely_held = weigh(0.6, post={"post": 3.0}, official={"official": 3.0})
    posts = [post for official in link(TEXT, surely_held).officials for post in official.posts]
    assert [(post.role, post.agency, post.province) for post in posts] == [("Chủ tịch", "", ""), ("Giám đốc", "", "")]


def test_a_body_where_somebody_holds_a_post_is_stated_however_unsure() -> None:
    sure_posts = weigh(0.6, post={"post": 3.0}, owner={"post": 3.0}, official={"official": 3.0})
    names = [agency.name for agency in link(TEXT, sure_posts).agencies]
    assert names == ["Ủy ban nhân dân tỉnh Cà Mau", "Sở Y tế tỉnh Cà Mau"]


def test_min_confidence_leaves_out_entities_and_posts() -> None:
    every = vnnews.find_entities(TEXT)
    least = max(post.confidence for official in every.officials for post in official.posts)
    some = vnnews.Pipeline(min_confidence=least).find_entities(TEXT)
    assert 0 < sum(len(o.posts) for o in some.officials) < sum(len(o.posts) for o in every.officials)
    assert all(agency.confidence >= least for agency in some.agencies)
    assert keep_sure(every, 1.0) == Entities(places=every.places)
    page = vnnews.Pipeline(words=False, min_confidence=0.5).parse_page(f"Tin vắn ở Cà Mau\n\n{TEXT}")
    assert all(agency.confidence >= 0.5 for article in page.articles for agency in article.agencies)


def test_reasons_are_features_and_the_numbers_stay() -> None:
    told, plain = link(TEXT, reasoning()), link(TEXT, shipped())
    assert told == plain
    rated = [*told.provinces, *told.agencies, *told.officials]
    rated += [post for official in told.officials for post in official.posts]
    for entity in rated:
        assert isinstance(entity.confidence, Reasoned)
        assert entity.confidence.reasons
        assert all(reason[:2] in {"+ ", "- "} for reason in entity.confidence.reasons)


def test_unsure_marks_are_drawn_paler_and_say_so() -> None:
    found = vnnews.find_entities("Tỉnh Cà Mau họp.")
    unsure = msgspec.structs.replace(found.provinces[0], confidence=0.5)
    for province, is_paler in ((unsure, True), (found.provinces[0], False)):
        article = msgspec.structs.replace(article_of("Tỉnh Cà Mau họp."), provinces=(province,))
        html = mark_stretch(article.text, 0, len(article.text), collect_marks(article))
        assert ("vnn-unsure" in html) is is_paler
        assert ("50% sure" in html) is is_paler


def test_find_entities_takes_any_text() -> None:
    assert vnnews.find_entities("") == Entities()
    assert vnnews.find_entities(" \n\r\n\u2028 ") == Entities()
    text = "TIN NHANH\r\n\r\n  Công an tỉnh khám nhà ông Lê Văn Tám, Giám đốc Sở Xây dựng  \n"
    found = vnnews.find_entities(text, place="TP. Hải Phòng", date="2025-08-01")
    assert [agency.name for agency in found.agencies][-1] == "Sở Xây dựng Thành phố Hải Phòng"
    for entity in (*found.officials, *found.agencies):
        assert all(text[mention.start : mention.end] == mention.text for mention in entity.mentions)


def test_find_entities_says_what_is_wrong() -> None:
    with pytest.raises(InputError, match="place must be a province, 'Atlantis' is none"):
        vnnews.find_entities("Tin", place="Atlantis")
    with pytest.raises(InputError, match="'Hà Tây' is none on 2025-08-01"):
        vnnews.find_entities("Tin", place="Hà Tây", date="2025-08-01")
    with pytest.raises(InputError, match="text"):
        vnnews.find_entities(b"Tin")  # type: ignore[arg-type]


def test_learning_reads_the_own_sentences_and_repeats_itself() -> None:
    pytest.importorskip("scipy", reason="scipy is not installed: pip install scipy")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
    import sureness_examples
    import train_sureness as trainer

    examples = [
        trainer.Example(
            "post", f"paper {n % 3}", str(n % 2), ["post", f"tie {'comma' if n % 4 else 'far'}"], bool(n % 4)
        )
        for n in range(40)
    ]
    weights = trainer.learn(examples)
    assert weights == trainer.learn(examples)
    assert weights["tie comma"] > 0 > weights["tie far"]
    rated = trainer.rate_others(examples, {("post", "0"): 20, ("post", "1"): 20}, ["0", "1"], "post")
    assert 0 <= trainer.gap_of(rated) <= 1
    assert trainer.best_least(rated) in trainer.STEPS.round(2)
    official = sureness_examples.read_official(
        "Trần Thị Mai = Bí thư | Tỉnh ủy Cà Mau + Trưởng đoàn | | Cà Mau | former"
    )
    assert [post["role"] for post in official["posts"]] == ["Bí thư", "Trưởng đoàn"]


def test_an_official_whose_first_mention_is_a_pronoun() -> None:
    found = vnnews.find_entities("Tổng thống Ai Cập Karim Nasser ông là Tổng thống Fouad Karim Nasser tưởng")
    assert [official.name for official in found.officials] == ["Fouad Karim Nasser"]
