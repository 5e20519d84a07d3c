"""Which texts are Vietnamese, and what is left undone with those that are not."""

from __future__ import annotations

import logging
import unicodedata
from pathlib import Path

import pytest

import vnnews
from vnnews.text import detect_language
from vnnews.text.language import MARKED_SHARE, measure_syllables

PAGES = Path(__file__).resolve().parent.parent / "examples" / "pages"

OTHERS = {
    "English": "The prime minister said on Monday that the government would not raise taxes this year. He told reporters that the new "
    "bridge across the river would open in May, after three years of work by more than two thousand people.",
    "English about Viet Nam": "Vietnam's Prime Minister Lê Minh Trí met leaders of Quảng Ninh province in Ha Long on Tuesday. Nguyen Van "
    "An, chairman of the Hanoi People's Committee, said the railway from Lao Cai to Hai Phong would open before the summer holidays.",
    "French": "Le premier ministre a déclaré lundi que le gouvernement n'augmenterait pas les impôts cette année. La fête du village a "
    "été annulée à cause de la chaleur, et le nouveau pont sur la rivière ouvrira après trois années de travaux.",
    "Chinese": "总理星期一表示，政府今年不会提高税收。他在首都对记者说，河上的新桥将在五月开通，施工历时三年，共有两千多人参加。",
    "Lao": "ນາຍົກລັດຖະມົນຕີກ່າວໃນວັນຈັນວ່າ ລັດຖະບານຈະບໍ່ຂຶ້ນພາສີໃນປີນີ້. ຂົວໃໝ່ຂ້າມແມ່ນ້ຳຈະເປີດໃນເດືອນພຶດສະພາ ຫຼັງຈາກກໍ່ສ້າງສາມປີ.",
    "Indonesian": "Perdana menteri mengatakan pada hari Senin bahwa pemerintah tidak akan menaikkan pajak tahun ini. Jembatan baru di "
    "atas sungai itu akan dibuka pada bulan Mei, setelah tiga tahun pengerjaan.",
    "Tagalog": "Sinabi ng punong ministro noong Lunes na hindi magtataas ng buwis ang pamahalaan ngayong taon. Ang bagong tulay sa ilog "
    "ay bubuksan sa Mayo, matapos ang tatlong taon ng paggawa.",
    "Czech": "Předseda vlády v pondělí prohlásil, že vláda letos nezvýší daně. Novinářům řekl, že nový most přes řeku se otevře v květnu "
    "po třech letech prací a že loni byla slavnost kvůli horku zrušena.",
}
PLAIN = (
    "Thu tuong chieu 5/8 tiep doan doanh nghiep nuoc ngoai den tham va lam viec. Ong Tran Van Khai, Chu tich UBND tinh Quang Ninh, "
    "cho biet cau moi se thong xe trong thang toi."
)
ENGLISH_PAGE = "<h1>New bridge opens in May</h1>" + "".join(f"<p>{text}</p>" for text in [OTHERS["English"]] * 6)


@pytest.mark.parametrize("name", OTHERS)
def test_other_languages(name: str) -> None:
    assert detect_language(OTHERS[name]) == "other"
    assert measure_syllables(OTHERS[name])[1] < MARKED_SHARE / 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mưa lớn ở Lào Cai", "vi"),
        (unicodedata.normalize("NFD", "Mưa lớn ở Lào Cai"), "vi"),
        ("MƯA LỚN", "vi"),
        ("HLV Scolari rời Chelsea, Ronaldo gia nhập Real Madrid từ mùa hè", "vi"),
        (PLAIN, "vi-unmarked"),
        (PLAIN.upper(), "vi-unmarked"),
        ("Real Madrid - MU 2-1", ""),
        ("12/3/2024 10:00", ""),
        ("", ""),
        ("Tin " + OTHERS["English"], "other"),
        ("\ud800 " * 50, ""),
    ],
)
def test_what_is_vietnamese(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_the_example_pages_are_vietnamese() -> None:
    pages = list(vnnews.Pipeline(words=False, entities=False).pipe(sorted(PAGES.iterdir())))  # type: ignore[arg-type]
    assert {page.language for page in pages if isinstance(page, vnnews.Page)} == {"vi"}
    assert len(pages) > 10


def test_a_page_in_another_language_is_told_and_not_segmented() -> None:
    page = vnnews.parse_page(ENGLISH_PAGE)
    (article,) = page.articles
    assert page.language == article.language == "other"
    assert article.title == "New bridge opens in May"
    assert article.sentences
    assert article.words == article.officials == article.agencies == article.provinces == ()
    assert article.to_dict()["language"] == "other"


def test_a_page_without_an_article_has_the_language_of_its_text() -> None:
    assert vnnews.parse_page(PAGES / "listing.txt").language == "vi"
    assert vnnews.parse_page("").language == ""


def test_vietnamese_without_marks_is_a_case_of_its_own() -> None:
    page = vnnews.parse_page("<h1>Cau moi sap thong xe</h1>" + f"<p>{PLAIN}</p>" * 5)
    assert page.language == "vi-unmarked"
    assert [article.words for article in page.articles] == [()]


def test_the_language_of_a_page_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "vnnews"):
        list(vnnews.Pipeline(words=False).pipe([vnnews.RawPage(ENGLISH_PAGE, source="en.html")]))
    assert "page is not in Vietnamese as it is spelled: en.html: other" in caplog.messages
