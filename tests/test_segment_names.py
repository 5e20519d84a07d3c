"""Names never do harm: what the entity step knows of names changes words only where it is sure."""

from __future__ import annotations

import pytest

import vnnews
from vnnews.mentions import find_mentions
from vnnews.mentions.word_spans import word_spans
from vnnews.models import Article, Passage, Word
from vnnews.segment import join_words


def words_of(*texts: str) -> tuple[str, list[Word]]:
    """The texts with spaces between them, and each as a word."""
    words: list[Word] = []
    at = 0
    for text in texts:
        words.append(Word(at, at + len(text), text))
        at += len(text) + 1
    return " ".join(texts), words


@pytest.mark.parametrize("words", [["Bộ", "Công an"], ["Cục", "Tổ chức", "cán bộ"], ["Bắc Bộ"], ["ngành", "tư nhân"]])
def test_the_end_of_a_body_never_cuts_a_word_of_letters(words: list[str]) -> None:
    text, given = words_of(*words)
    for place in range(len(text)):
        for bound in ((0, place), (place, len(text))):
            assert [word.text for word in join_words(text, given, [], bounds=[bound])] == words


def names_of(text: str) -> list[str]:
    article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    names, _ = word_spans(text, find_mentions(article))
    return [text[start:end] for start, end in names]


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Ông Trần Văn Tám ( ở TP Hải Phòng ) nghỉ hưu.", ["Trần Văn Tám", "Hải Phòng"]),
        ("Khách đến TP. Hải Phòng và tỉnh Cà Mau.", ["Hải Phòng", "Cà Mau"]),
        ("Khách đến TP HCM, về TP. HCM.", []),
        ("Bà Lê Thị Bưởi LBKT Sáu RBKT bán xôi.", ["Lê Thị Bưởi"]),
        ("Ông Hải và chị H. cùng làm.", []),
        ("GIÁM ĐỐC NGUYỄN VĂN TÁM NGHỈ HƯU", ["NGUYỄN VĂN TÁM"]),
    ],
)
def test_only_names_of_several_parts_with_capitals_are_sure(text: str, wanted: list[str]) -> None:
    assert names_of(text) == wanted


def test_the_unit_stays_apart_from_the_name_in_an_article() -> None:
    page = (
        "<h1>Thu ngân sách</h1>"
        + "<p>Ông Trần Văn Tám, Giám đốc Sở Tài chính TP Hải Phòng, báo cáo kết quả thu.</p>" * 3
    )
    words = [word.text for word in vnnews.parse(page, kind="html").words]
    assert {"TP", "Hải Phòng", "Trần Văn Tám"} <= set(words)
