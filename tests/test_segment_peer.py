"""The choice of the segmenter: underthesea's words, as it gives them, with offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from underthesea import word_tokenize

import vnnews
from vnnews.errors import InputError

TEXTS = [
    "Bộ trưởng Bộ Y tế thăm tỉnh Quảng Ninh lúc 8h30, giá 5.000đ/kg (tăng 3,5%).",
    "Xem https://bao.example/a?b=1 để biết “Tin” mới… TP.HCM - Hà Nội 1/7/2025; abc@bao.example :)",
    "Học sinh học sinh học ở Trường THPT chuyên Lê Hồng Phong từ năm 2019-2020",
    "Công ty TNHH MTV Xổ số kiến thiết Đắk Lắk, hoà bình, thuỷ điện, Uỷ ban",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_those_of_underthesea(text: str) -> None:
    found = vnnews.segment(text, segmenter="underthesea")
    assert [word.text for word in found.words] == word_tokenize(text, use_token_normalize=False)
    assert all(found.text[word.start : word.end] == word.text for word in found.words)
    assert found.sentences == vnnews.segment(text).sentences


@given(st.text(alphabet="aBế ộ.,:/)(“1\u200b\u00a0\u0301\n😀Ðﬁ\x00\ud800", max_size=30))
@example("e\u0301 \u0301 abc")  # underthesea composes what is not to be composed: another number of characters
@example("Hà\u00a0 Nội\n\nHuế")
def test_every_character_is_in_exactly_one_word(text: str) -> None:
    found = vnnews.segment(text, segmenter="underthesea")
    assert "".join("".join(word.text for word in found.words).split()) == "".join(found.text.split())
    assert all(found.text[word.start : word.end] == word.text for word in found.words)
    assert not any("\n" in word.text for word in found.words)
    assert found.text == unicodedata.normalize("NFC", text)


def test_words_of_ones_own_stay_whole() -> None:
    text = "Ứng dụng trí tuệ nhân tạo vào y tế"
    assert "trí tuệ nhân tạo" not in [word.text for word in vnnews.segment(text, segmenter="underthesea").words]
    words = vnnews.segment(text, segmenter="underthesea", user_words=["trí tuệ nhân tạo"]).words
    assert "trí tuệ nhân tạo" in [word.text for word in words]


def test_a_pipeline_gives_the_same_article_with_other_words(article: str) -> None:
    ours, theirs = vnnews.parse(article), vnnews.Pipeline(segmenter="underthesea").parse(article)
    assert theirs.words != ours.words
    assert (theirs.officials, theirs.sentences, theirs.text) == (ours.officials, ours.sentences, ours.text)
    first = theirs.sentences[2]
    words = [word.text for word in theirs.words if first.start <= word.start < first.end]
    assert words == word_tokenize(first.text, use_token_normalize=False)


@pytest.mark.parametrize(
    "options", [{"segmenter": "pyvi"}, {"segmenter": None}, {"segmenter": "underthesea", "scheme": "rdr"}]
)
def test_there_is_no_other_segmenter(options: dict[str, str]) -> None:
    with pytest.raises(InputError, match="segmenter"):
        vnnews.Pipeline(**options)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="segmenter"):
        vnnews.segment("Hà Nội", **options)
