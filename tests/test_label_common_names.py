"""Names on every paragraph say nothing; on one line they are evidence."""

from __future__ import annotations

import pytest

from vnnews import parse_page

TITLE = "Làng chài Vĩnh Hải dựng lại bến đò sau bão"
SAPO = "Bến đò bị sóng đánh sập hồi cuối năm ngoái được dựng lại trong mười ngày, kịp đưa học sinh qua sông khi năm học mới bắt đầu."
BODY = (
    "Sáng 4/3, hơn một trăm hộ dân làng chài Vĩnh Hải cùng bộ đội biên phòng đóng những cây cọc đầu tiên của bến mới.",
    "Bến mới dài 25 m, lát ván gỗ keo, có hai trụ đèn chạy bằng pin mặt trời để thuyền về đêm khỏi đâm vào kè đá.",
    "Trưởng thôn cho biết tiền làm bến do bà con góp một nửa, phần còn lại lấy từ quỹ xây dựng của xã.",
    "Trong lúc chờ bến hoàn thành, học sinh được đưa qua sông bằng thuyền của đồn biên phòng, mỗi ngày bốn chuyến.",
)
NAMES = (
    "lead", "sapo", "excerpt", "summary", "intro", "desc", "text-image", "image-caption", "photo-desc", "picture", "caption", "note-image",
    "author", "name", "title", "source", "nguon", "date", "time", "tags", "topic", "breadcrumb", "share", "social", "tool", "print",
    "related", "related-post", "tin-lien-quan", "hot", "box-news", "comment", "comment-text", "binh-luan", "reply", "footer-text", "menu-item",
    "nav", "ads", "quangcao", "popup",
)  # fmt: skip
FORMS = {
    "paragraph": "<p class='{0}'>{1}</p>",
    "box": "<div class='{0}'><p>{1}</p></div>",
    "bare box": "<div class='{0}'>{1}</div>",
    "box in a box": "<section><div class='{0}'><p>{1}</p></div></section>",
    "numbered": "<p class='{0}' id='doan-{2}'>{1}</p>",
    "inside": "<p><span class='{0}'>{1}</span></p>",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_on_every_paragraph_says_nothing(name: str, form: str) -> None:
    body = "".join(FORMS[form].format(name, text, number) for number, text in enumerate(BODY))
    for page in (
        f"<h1>{TITLE}</h1><p>4/3/2025 08:15</p><div>{body}</div>",
        f"<div><h1>{TITLE}</h1><p>4/3/2025 08:15</p>{body}</div>",
    ):
        (article,) = parse_page(page).articles
        assert article.title == TITLE
        assert article.body.split("\n\n") == list(BODY)


@pytest.mark.parametrize("name", ["lead", "text-image", "caption", "excerpt"])
def test_the_sapo_keeps_its_own_name(name: str) -> None:
    body = "".join(f"<p class='{name}'>{text}</p>" for text in BODY)
    (article,) = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025</p><p class='sapo'>{SAPO}</p><div>{body}</div>").articles
    assert article.sapo == SAPO
    assert article.body.split("\n\n") == list(BODY)


def test_captions_of_a_photo_essay_keep_their_name() -> None:
    pictures = "".join(
        f"<div class='photo'><img src='{at}.jpg'><p class='caption'>{text}</p></div>" for at, text in enumerate(BODY)
    )
    (article,) = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025</p><p class='sapo'>{SAPO}</p><div>{pictures}</div>").articles
    assert [caption.text for caption in article.captions] == list(BODY)


def test_comments_with_a_name_each_do_not_become_the_story() -> None:
    body = "".join(f"<p>{text}</p>" for text in BODY)
    reader = "Quê tôi ở gần đó, năm nào bão vào cũng lo, mong bà con sớm có bến mới chắc chắn hơn."
    comments = "".join(f"<li><p class='comment-text'>{reader} Đây là ý kiến thứ {at}.</p></li>" for at in range(20))
    (article,) = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025</p><div>{body}</div><ul>{comments}</ul>").articles
    assert article.body.split("\n\n") == list(BODY)


def test_one_caption_among_paragraphs_is_a_caption() -> None:
    paragraphs = [f"<p>{text}</p>" for text in BODY]
    paragraphs.insert(2, "<img src='1.jpg'><p class='text-image'>Bến mới nhìn từ phía cửa sông, chiều 3/3.</p>")
    (article,) = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025</p><div>{''.join(paragraphs)}</div>").articles
    assert article.body.split("\n\n") == list(BODY)
    assert [caption.text for caption in article.captions] == ["Bến mới nhìn từ phía cửa sông, chiều 3/3."]


@pytest.mark.parametrize("name", ["caption", "text-image", "image-caption"])
def test_a_paragraph_far_from_any_picture_is_no_caption(name: str) -> None:
    body = "".join(f"<p class='{name if at % 2 else ''}'>{text}</p>" for at, text in enumerate(BODY))
    (article,) = parse_page(f"<h1>{TITLE}</h1><p>4/3/2025</p><div>{body}</div>").articles
    assert article.body.split("\n\n") == list(BODY)
