"""An article and its page made by hand, so that the views and exports are tested apart from the steps before them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import accumulate
from typing import Any

import pytest

from vnnews.models import (
    Agency,
    Article,
    Block,
    Caption,
    Label,
    Mention,
    Official,
    Page,
    PageType,
    Passage,
    Post,
    Province,
    RelatedStory,
    Sentence,
    Word,
)

PASSAGES = [
    ("title", "Cà Mau khởi công 3 cây cầu 🌉"),
    ("sapo", "Sáng 5/8, UBND tỉnh Cà Mau khởi công ba cây cầu nối hai xã <ven biển>."),
    ("body", "Ông Lâm Quốc Thịnh, Phó Chủ tịch UBND tỉnh Cà Mau, phát lệnh khởi công. Vốn lấy từ ngân sách."),
    ("heading", "Sáu tháng nữa thông xe"),
    ("body", "Ông Thịnh nói cầu giúp người dân tỉnh Bạc Liêu cũ đi lại dễ hơn."),
    ("caption", "Lễ khởi công sáng 5/8."),
]
RULES = {"title": "first_heading", "sapo": "lead_box", "heading": "bold_line", "body": "paragraph", "caption": "figure"}


def build_article(passages: list[tuple[str, str]] = PASSAGES) -> Article:
    texts = [text for _, text in passages]
    text = "\n\n".join(texts)
    starts = [0, *accumulate(len(t) + 2 for t in texts)]
    laid = tuple(Passage(role, at, at + len(t), t) for (role, t), at in zip(passages, starts, strict=False))

    def find(form: str, rule: str) -> tuple[Mention, ...]:
        found, at = [], text.find(form)
        while at >= 0:
            found.append(Mention(at, at + len(form), form, rule))
            at = text.find(form, at + 1)
        return tuple(found)

    words, at = [], 0
    for token in text.replace(",", " , ").replace(".", " . ").replace("<", "< ").replace(">", " >").split():
        at = text.index(token, at)
        words.append(Word(at, at + len(token), token))
        at += len(token)
    camau = Province(
        "vn:camau@34", "Cà Mau", "Tỉnh Cà Mau", "province", "96", "VN-59", mentions=find("Cà Mau", "province_name")
    )
    baclieu = Province(
        "vn:baclieu", "Bạc Liêu", "Tỉnh Bạc Liêu", "province", "95", "VN-55",
        valid_to=date(2025, 6, 30), successors=("Cà Mau",), mentions=find("tỉnh Bạc Liêu", "province_kind_and_name"),
    )  # fmt: skip
    committee = Agency(
        "vn:ubnd:camau", "Ủy ban nhân dân tỉnh Cà Mau", "peoples_committee", "province", "Cà Mau",
        mentions=find("UBND tỉnh Cà Mau", "committee_of_place"),
    )  # fmt: skip
    role = "Phó Chủ tịch UBND tỉnh Cà Mau"
    at = text.index(role)
    post = Post("Phó Chủ tịch", committee.name, committee.id, "Cà Mau", "current", at, at + len(role))
    thinh = Official(
        "Lâm Quốc Thịnh", "ông", posts=(post,),
        mentions=(*find("Lâm Quốc Thịnh", "name_before_role"), *find("Ông Thịnh", "title_and_given_name")),
    )  # fmt: skip
    by_role = dict(reversed(passages))
    return Article(
        title=by_role["title"],
        section="Thời sự",
        sapo=by_role["sapo"],
        body="\n\n".join(t for role, t in passages if role in {"body", "heading"}),
        captions=(Caption(laid[-1].text, laid[-1].start, laid[-1].end),),
        authors=("Hải Đăng",),
        published=datetime(2025, 8, 5, 9, 30, tzinfo=UTC),
        url="https://bao.example/cau-moi-1.html",
        tags=("cầu", "Cà Mau"),
        text=text,
        passages=laid,
        sentences=tuple(Sentence(p.start, p.end, p.text) for p in laid),
        words=tuple(words),
        provinces=(camau, baclieu),
        agencies=(committee,),
        officials=(thinh,),
    )


def build_page(article: Article) -> Page:
    lines = [
        ("Trang chủ", Label.BOILERPLATE, "menu", None),
        *((p.text, Label(p.role), RULES[p.role], 0) for p in article.passages),
        ("Giá tôm tăng trở lại", Label.RELATED, "list_of_links", None),
        ('Bình luận hay "quá" <script>alert(1)</script>', Label.COMMENT, "comment_box", None),
    ]
    blocks, at = [], 0
    for text, label, rule, number in lines:
        blocks.append(Block(at, at + len(text), text, label, rule, number, "div#main>p"))
        at += len(text) + 1
    story = RelatedStory(
        "Giá tôm tăng trở lại", "Tôm thẻ tăng 5.000 đồng", "https://bao.example/tom.html", repeats=2, truncated=True
    )
    return Page(
        "\n".join(b.text for b in blocks), "html", PageType.ARTICLE, article.url, tuple(blocks), (article,), (story,)
    )


@pytest.fixture
def article() -> Article:
    return build_article()


@pytest.fixture
def page(article: Article) -> Page:
    return build_page(article)


FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-color-profile=srgb", "--disable-dev-shm-usage",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A headless Chromium: Debian's `chromium` and `chromium-driver`, or what VNNEWS_CHROMIUM and VNNEWS_CHROMEDRIVER name."""
    chromium = os.environ.get("VNNEWS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    driver_path = os.environ.get("VNNEWS_CHROMEDRIVER") or shutil.which("chromedriver")
    if not (chromium and driver_path):
        pytest.skip(
            "no browser: apt-get install chromium chromium-driver, or set VNNEWS_CHROMIUM and VNNEWS_CHROMEDRIVER"
        )
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=ChromeService(driver_path))
    yield driver
    driver.quit()
