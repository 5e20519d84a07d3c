"""What articles state: changes of posts, days, births, titles, copies of a story."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from vnnews.corpus.statements import state_posts, trace_story
from vnnews.models import Article, Official, Sentence

sys.path.insert(0, str(Path(__file__).parent))

from corpus_articles import tell


@pytest.mark.parametrize(
    ("said", "change", "day"),
    [
        ("Ông Lê Văn An được bổ nhiệm giữ chức Giám đốc Sở Y tế từ ngày 5/3/2025.", "appointed", date(2025, 3, 5)),
        ("Chủ tịch tỉnh trao quyết định bổ nhiệm ông Lê Văn An làm Giám đốc Sở Y tế.", "appointed", None),
        ("Ông Lê Văn An được bầu giữ chức Giám đốc ngày 2/3.", "appointed", date(2025, 3, 2)),
        ("Ông Lê Văn An thôi giữ chức Giám đốc Sở Y tế.", "dismissed", None),
        ("Ông Lê Văn An bị cách chức Giám đốc Sở Y tế.", "dismissed", None),
        ("Điều động ông Lê Văn An, Giám đốc Sở Y tế, đến cơ quan khác.", "", None),
        ("Quyết định bổ nhiệm cấp phó của Giám đốc Lê Văn An gây chú ý.", "", None),
        ("Năm 2015, ông Lê Văn An được bổ nhiệm làm Giám đốc Sở Y tế.", "", None),
        ("Trước khi được bầu làm Giám đốc, ông Lê Văn An là bác sĩ.", "", None),
        ("Ông Lê Văn An, Giám đốc Sở Y tế, trả lời báo chí.", "", None),
    ],
)
def test_what_happens_to_a_post(said: str, change: str, day: date | None) -> None:
    (one,) = state_posts(tell("Lê Văn An", "Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau", said=said))
    assert (one.change, one.changed_on) == (change, day)
    assert one.sentence == said


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("Ông Lê Văn An, sinh năm 1970, Giám đốc Sở Y tế.", 1970),
        ("Ông Lê Văn An (SN 1970), Giám đốc Sở Y tế.", 1970),
        ("Ông Lê Văn An, 55 tuổi, Giám đốc Sở Y tế.", 1970),
        ("Ông Lê Văn An (sinh ngày 2/9/1970), Giám đốc.", 1970),
        ("Ông Lê Văn An, Giám đốc, nói về con trai sinh năm 2001.", None),
        ("Ông Lê Văn An, 5 tuổi, Giám đốc.", None),
    ],
)
def test_birth(said: str, born: int | None) -> None:
    (one,) = state_posts(tell("Lê Văn An", "Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau", said=said))
    assert one.born == born


def test_an_age_needs_the_year_of_the_article() -> None:
    said = "Ông Lê Văn An, 55 tuổi, Giám đốc Sở Y tế."
    (one,) = state_posts(tell("Lê Văn An", "Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau", said=said, day=None))
    assert one.born is None


def test_a_foreigner_of_a_bare_ministry_is_in_none_of_ours() -> None:
    (ours,) = state_posts(tell("Lê Văn An", "Bộ trưởng | Bộ Quốc phòng"))
    (abroad,) = state_posts(tell("Ana Testova", "Bộ trưởng | Bộ Quốc phòng", foreign=True))
    assert ours.body_id == "vn:bo-quoc-phong"
    assert not abroad.body_id.startswith("vn:")


def test_an_official_without_a_post_is_spotted_all_the_same() -> None:
    (one,) = state_posts(Article("Tin", text="Ông An nói.", officials=(Official("Lê Văn An"),)))
    assert (one.role, one.post, one.published) == ("", -1, None)


def test_copies_of_a_story_have_one_fingerprint() -> None:
    sentences = [f"Câu thứ {number} của bản tin kể về mưa lũ ở nhiều xã vùng cao của tỉnh." for number in range(30)]

    def story(lines: list[str]) -> Article:
        text = " ".join(lines)
        spans, at = [], 0
        for line in lines:
            spans.append(Sentence(at, at + len(line), line))
            at += len(line) + 1
        return Article("Tin", text=text, sentences=tuple(spans))

    whole = trace_story(story(sentences))
    cut = [trace_story(story([*sentences[:n], *sentences[n + 1 :], "Nguồn: Báo Mẫu"])) for n in range(30)]
    assert cut.count(whole) == 29  # all but the copy that lacks the very sentence
    assert trace_story(story([line.replace("mưa lũ", "hạn hán") for line in sentences])) != whole
