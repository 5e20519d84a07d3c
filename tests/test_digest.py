"""A digest is one article of several stories; the signs of an interview or a list do not make one."""

import pytest

import vnnews
from vnnews.label.page import is_digest

ITEMS = [
    "Giá xăng giảm 500 đồng một lít từ 15 giờ chiều nay, theo quyết định của liên bộ, mức giảm mạnh nhất trong ba tháng qua.",
    "Hà Nội cấm xe tải trên đường vành đai trong hai tuần để sửa mặt cầu, người dân được hướng dẫn đi theo ba hướng khác.",
    "Học sinh vùng lũ ở Quảng Bình trở lại trường sau chín ngày nghỉ, nhiều em phải học tạm ở nhà văn hóa của thôn bản.",
    "Đội tuyển bơi quốc gia lên đường tập huấn tại Hungary với mười hai vận động viên, trong đó có bốn gương mặt lần đầu.",
]
TITLE = "Điểm tin sáng 12/3: Giá xăng giảm mạnh, Hà Nội cấm đường sửa cầu"
PAGE = [TITLE, "12/03/2024 06:30", *ITEMS]


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        (TITLE, ITEMS, True),
        ("Bản tin thời sự 19/5", ITEMS, True),
        ("Chuyện làng quê", [f"* {line}" for line in ITEMS], True),
        ("Chuyện làng quê", [f"- {line}" for line in ITEMS], False),
        (
            "Gặp người gác đèn biển",
            ["* Ông làm nghề bao lâu?", "* Ông có buồn không?", "* Vì sao?", "* Rồi sao?"],
            False,
        ),
        ("Điểm tin: một tin", ITEMS[:1], False),
        ("Điểm du lịch mới ở Cà Mau đón khách", ITEMS, False),
        ("Tin ngày mai sẽ tốt hơn, người dân vùng lũ dựng lại nhà", ITEMS, False),
    ],
)
def test_is_digest(title, lines, expected):
    assert is_digest(title, lines) is expected


@pytest.mark.parametrize(
    "raw",
    [
        "\n".join(PAGE),
        f"<html><body><article><h1>{TITLE}</h1><time>12/03/2024 06:30</time>"
        + "".join(f"<p>{line}</p>" for line in ITEMS)
        + "</article></body></html>",
    ],
    ids=["text", "html"],
)
def test_a_digest_page_is_one_article(raw):
    page = vnnews.Pipeline(words=False, entities=False).parse_page(raw)
    assert page.type == "digest"
    (article,) = page.articles
    assert article.title == TITLE
    assert all(line in f"{article.sapo}\n{article.body}" for line in ITEMS)
