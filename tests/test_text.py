"""Forms and syllables."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.text import deaccent, fold, fold_letters, is_syllable, normalize, skeleton, slug, syllable_share

SAME = [
    "hòa hoà", "Hòa HOÀ", "khỏe khoẻ", "thủy thuỷ", "ủy uỷ", "ngụy nguỵ", "lóe loé", "tòa toà", "họa hoạ", "túy tuý",
    "toàn tòan", "hoạt họat", "huỳnh hùynh", "xoáy xóay", "quả qủa", "quý qúy", "giá gía", "giữ gĩư",
    "đảng ðảng", "Đảng Ðảng", "đường ĐƯỜNG",
]  # fmt: skip
DIFFERENT = [
    "hòa hóa",
    "quý quỷ",
    "lúa luá-",
    "mùa mua",
    "của cua",
    "chúa chua",
    "múi mùi",
    "gì gi",
    "gìn gin",
    "tủi túi",
    "ba bà",
]


@pytest.mark.parametrize("pair", SAME)
def test_two_spellings_of_a_word_fold_alike(pair: str) -> None:
    one, other = pair.split()
    assert fold(one) == fold(other)
    assert fold(unicodedata.normalize("NFD", one)) == fold(other)


@pytest.mark.parametrize("pair", DIFFERENT)
def test_two_words_fold_apart(pair: str) -> None:
    one, other = pair.split()
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "text", ["mùa lúa của chúa", "gìn giữ", "thuở nào", "quý quyền", "tủi túi múi", "người", "ngoằn ngoèo", "khuỷu tay"]
)
def test_what_is_right_is_not_moved(text: str) -> None:
    assert fold(text) == text


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Thủ tướng: 'Đẩy mạnh'", "thu tuong day manh"),
        ("Ðiện Biên – 2022", "dien bien 2022"),
        ("TP.HCM", "tp hcm"),
        ("“Bão số 3…”", "bao so 3"),
        ("COVID‑19", "covid 19"),
        ("Straße, Æsop, Łódź", "strasse aesop lodz"),
        ("snake_case", "snake case"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_deaccent(text: str, bare: str) -> None:
    assert deaccent(text) == bare
    assert slug(text) == bare.replace(" ", "-")
    assert skeleton(text) == bare.replace(" ", "")
    assert deaccent(unicodedata.normalize("NFD", text)) == bare


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x0bb\x0cc", "a\nb\nc"),
        ("à\u2028b\u0085c", "à\nb\nc"),
        ("Việt", "Việt"),
        ("", ""),
    ],
)
def test_normalize(text: str, normal: str) -> None:
    assert normalize(text) == normal
    assert normalize(unicodedata.normalize("NFD", text)) == normal


def test_normalize_gives_back_the_same_object_when_there_is_nothing_to_do() -> None:
    text = "Hà Nội đón khách"
    assert normalize(text) is text


@given(st.text(max_size=60))
def test_forms_are_stable(text: str) -> None:
    normal = normalize(text)
    assert normalize(normal) == normal
    assert len(fold_letters(normal)) == len(normal)
    assert fold(fold(text)) == fold(text)
    bare = deaccent(text)
    assert bare.isascii()
    assert deaccent(bare) == bare
    assert bare == " ".join(bare.split())


GOOD = (
    "a ý ông yêu oán uống ươn anh nghiêng nghe ngủ giếng gì gìn giữ giặc quốc quyển quýt quả khuỷu khuya thuở hươu rượu xoong boong "
    "loè lòe loằng ngoặc tuyệt duyệt huých uỵch ghế ghi kính kẻ kỳ lý mỹ sĩ sỹ tỉ tỷ vỹ đường Đắk phở phức chuếch hoạch tuềnh thuê"
)
BAD = "street zoo fax windows text nghap ngi gha ce ka-ke hàt mạch- tôc viêt chôp cuớc ươ- qe ngơng ăi ây- schön NATO dđ ViÖt jack weiss"


@pytest.mark.parametrize("word", [word for word in GOOD.split() if word != "Đắk"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", BAD.split())
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_the_share_tells_vietnamese_from_other_languages() -> None:
    assert syllable_share("Chiều nay, mưa lớn gây ngập nhiều tuyến phố ở trung tâm thành phố.") > 0.95
    assert syllable_share("Heavy rain flooded several streets in the city centre this afternoon.") < 0.3
    assert syllable_share("Chi\u00d2u nay, m\u00ada l\u00edn g\u00a9y ng\u00cbp nhi\u00d2u tuy\u00d5n ph\u00e8.") < 0.5
    assert syllable_share("123 – 456") == 0.0
