"""The text of an article is free of the damage that `repair` can read, and nothing else of it is changed."""

from __future__ import annotations

import pytest

import vnnews
from vnnews.assemble.passages import clean_line

PAGE = """\
{title}

Thứ Hai, 15/04/2024, 09:30 (GMT+7)

Sau hai năm tạm dừng, tuyến xe buýt từ thành phố Hà Giang lên Đồng Văn chạy lại từ tuần này.

{line}

Theo kế hoạch, từ tháng 6, tuyến sẽ nối dài tới cửa khẩu, dừng thêm ở ba chợ phiên trong vùng.
"""
DAMAGE = {
    "eth": ("Sáng nay, Ðoàn công tác đến tỉnh Ðiện Biên và kiểm tra ba xã vùng cao.",
            "Sáng nay, Đoàn công tác đến tỉnh Điện Biên và kiểm tra ba xã vùng cao."),
    "zero width": ("Sáng nay, đoàn\u200b công tác đến\u2060 tỉnh Lào Cai và kiểm\ufeff tra ba xã vùng cao.",
                   "Sáng nay, đoàn công tác đến tỉnh Lào Cai và kiểm tra ba xã vùng cao."),
    "soft hyphens": ("Sáng nay, đoàn công\u00ad tác đến tỉnh Lào Cai và kiểm tra ba xã vùng\u00ad cao.",
                     "Sáng nay, đoàn công tác đến tỉnh Lào Cai và kiểm tra ba xã vùng cao."),
    "overlays": ("Sáng nay, c\u0336ô\u0336n\u0336g\u0336 an đến tỉnh Lào Cai và kiểm tra ba xã vùng cao.",
                 "Sáng nay, công an đến tỉnh Lào Cai và kiểm tra ba xã vùng cao."),
    "look-alikes": ("Sáng nay, ᴄôɴɢ ᴀɴ đến tỉnh Lào Cai và kiểm tra ba xã vùng cao.",
                    "Sáng nay, công an đến tỉnh Lào Cai và kiểm tra ba xã vùng cao."),
    "direction": ("Sáng nay, đoàn công tác đến \u202dtỉnh Lào Cai\u202c và kiểm tra ba xã vùng cao.",
                  "Sáng nay, đoàn công tác đến tỉnh Lào Cai và kiểm tra ba xã vùng cao."),
    "mojibake": ("SÃ¡ng nay, Ä‘oÃ\u00a0n cÃ´ng tÃ¡c Ä‘áº¿n tá»‰nh LÃ\u00a0o Cai vÃ\u00a0 kiá»ƒm tra ba xÃ£ vÃ¹ng cao.",
                 "Sáng nay, đoàn công tác đến tỉnh Lào Cai và kiểm tra ba xã vùng cao."),
    "full width": ("Sáng nay, đoàn công tác đến tỉnh Ｌàｏ Ｃａｉ và kiểm tra １２ xã vùng cao.",
                   "Sáng nay, đoàn công tác đến tỉnh Lào Cai và kiểm tra 12 xã vùng cao."),
}  # fmt: skip
RIGHT = {
    "emoji joined": "Sáng nay, gia đình 👨‍👩‍👧‍👦 và cờ 🏳️‍🌈 có mặt ở chợ phiên trong thành phố.",
    "foreign names": "Sáng nay, Tổng thống Guðni Jóhannesson và bà Müller đến thăm Москва, Αθήνα.",
    "both spellings": "Sáng nay, xã Hoà Bình và xã Hòa An khoẻ mạnh, thuỷ lợi và thủy sản.",
    "formulas": "Sáng nay, nhóm đo được 25°C ± 0,5, diện tích 3 m² × 4 m và giá > 20 € một kg.",
}


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("mark_up", [False, True])
def test_the_article_is_repaired(kind: str, mark_up: bool) -> None:
    damaged, right = DAMAGE[kind]
    page = PAGE.format(title="Hà Giang mở lại tuyến xe buýt lên cao nguyên đá", line=damaged)
    if mark_up:
        title, *paragraphs = page.strip().split("\n\n")
        page = f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs)
    article = vnnews.parse(page)
    assert right in article.body.split("\n\n")
    assert all(article.text[p.start : p.end] == p.text for p in (*article.passages, *article.words))


def test_a_damaged_title_is_repaired() -> None:
    article = vnnews.parse(PAGE.format(title="Ðiện Biên\u200b mở lại tuyến xe buýt", line="Ông Lò Văn Khánh nói."))
    assert article.title == "Điện Biên mở lại tuyến xe buýt"


@pytest.mark.parametrize("kind", RIGHT)
def test_right_text_is_left_alone(kind: str) -> None:
    assert clean_line(RIGHT[kind]) == RIGHT[kind]
