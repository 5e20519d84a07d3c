"""Bodies on the day of the article: their days, the id to which an ended one leads, and bodies of other countries named without one."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from vnnews.gazetteer import default
from vnnews.link import Entities, link_entities
from vnnews.link.dated import DatedBodies
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage
from vnnews.write.ftm import to_ftm
from vnnews.write.html.article import render_agencies

BEFORE, AFTER = date(2025, 2, 28), date(2025, 3, 1)


def link(text: str, on: date | None = None, title: str = "") -> Entities:
    passages = (
        Passage("title", 0, len(title), title),
        Passage("body", len(title) + 2, len(title) + 2 + len(text), text),
    )
    article = Article(title=title, text=f"{title}\n\n{text}", passages=passages)
    return link_entities(article, find_mentions(article), on=on)


@pytest.mark.parametrize(
    ("text", "on", "name", "linked"),
    [
        ("Bộ Giao thông vận tải kiểm tra cầu.", BEFORE, "Bộ Giao thông vận tải", "vn:bo-giao-thong-van-tai"),
        ("Bộ Giao thông vận tải kiểm tra cầu.", AFTER, "Bộ Giao thông vận tải", "vn:bo-xay-dung"),
        ("Bộ Giao thông vận tải kiểm tra cầu.", None, "Bộ Giao thông vận tải", "vn:bo-giao-thong-van-tai"),
        ("Ủy ban Dân tộc khảo sát.", AFTER, "Ủy ban Dân tộc", "vn:bo-dan-toc-va-ton-giao"),
        (
            "Bộ Công nghiệp nặng lập năm 1990.",
            AFTER,
            "Bộ Công nghiệp nặng",
            "vn:bo-cong-thuong",
        ),  # over three handovers
        ("Bộ Văn hóa - Thông tin ngày ấy.", AFTER, "Bộ Văn hóa - Thông tin", ""),  # two ministries took it over
        ("Hội đồng Nhà nước ban hành lệnh.", AFTER, "Hội đồng Nhà nước", ""),  # the facts name nobody
        ("Bộ Nội vụ họp báo.", date(1994, 5, 1), "Bộ Nội vụ", "vn:bo-noi-vu-1998"),
        ("Bộ Nội vụ họp báo.", AFTER, "Bộ Nội vụ", "vn:bo-noi-vu"),
        ("Cục Thủy sản thông báo.", AFTER, "Cục Thủy sản", "vn:cuc-thuy-san-va-kiem-ngu"),
    ],
)
def test_a_body_is_not_linked_past_its_last_day(text: str, on: date | None, name: str, linked: str) -> None:
    (agency,) = link(text, on).agencies
    assert (agency.name, agency.id) == (name, linked)


def test_a_body_has_its_days() -> None:
    (agency,) = link("Bộ Kế hoạch và Đầu tư trình dự thảo.", BEFORE).agencies
    assert (agency.valid_from, agency.valid_to) == (date(1995, 11, 1), date(2025, 2, 28))
    (local,) = link("UBND tỉnh Lào Cai họp.", BEFORE).agencies
    assert (local.valid_from, local.valid_to) == (None, None)


def test_an_ended_body_and_the_one_that_took_it_over_stay_two() -> None:
    agencies = link("Bộ Giao thông vận tải nhập vào Bộ Xây dựng.", AFTER).agencies
    assert [(agency.name, agency.id) for agency in agencies] == [
        ("Bộ Giao thông vận tải", "vn:bo-xay-dung"),
        ("Bộ Xây dựng", "vn:bo-xay-dung"),
    ]


def test_a_post_has_the_id_of_its_body_on_the_day() -> None:
    text = "Ông Lê Văn Khải, nguyên Bộ trưởng Bộ Kế hoạch và Đầu tư, và Thủ tướng Phan Quốc Minh dự lễ."
    khai, minh = link(text, AFTER).officials
    assert [(post.agency, post.agency_id) for post in khai.posts] == [("Bộ Kế hoạch và Đầu tư", "vn:bo-tai-chinh")]
    assert minh.posts[0].agency_id == "vn:chinh-phu"


def test_handovers_of_the_gazetteer_end() -> None:
    """Every chain of successors leads to a body of today or openly to none; the limit cuts no chain of the packaged facts."""
    bodies = DatedBodies(default(), AFTER)
    by_id = {record.id: record for record in default().central_agencies}
    for record in default().central_agencies:
        following = bodies.successor(record)
        assert following is None or not bodies.has_ended(following)
        if bodies.has_ended(record) and len(record.successors) == 1 and record.successors[0] in by_id:
            after = by_id[record.successors[0]]
            assert following is bodies.successor(after)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Bộ Ngoại giao Trung Quốc ra tuyên bố tối 3/5. Bộ Ngoại giao cho rằng đó là hiểu lầm.", "Bộ Ngoại giao Trung Quốc", "Trung Quốc"),
        ("Bộ Tài chính Mỹ công bố danh sách. Theo Bộ Tài chính, 12 công ty bị phạt.", "Bộ Tài chính Mỹ", "Mỹ"),
        ("Quốc hội Hàn Quốc họp khẩn. Quốc hội bỏ phiếu trong đêm.", "Quốc hội Hàn Quốc", "Hàn Quốc"),
        ("Chính phủ Thái Lan tăng lương. Chính phủ dự kiến chi 2 tỷ baht.", "Chính phủ Thái Lan", "Thái Lan"),
        ("Bộ trưởng Giáo dục và Đào tạo Lào nói về học bổng. Bộ Giáo dục và Đào tạo sẽ xét hồ sơ.", "Bộ Giáo dục và Đào tạo Lào", "Lào"),
    ],
)  # fmt: skip
def test_a_bare_ministry_behind_one_of_another_country_is_marked(text: str, name: str, country: str) -> None:
    (agency,) = link(text).agencies
    assert (agency.name, agency.foreign, agency.country) == (name, True, country)
    assert not agency.id.startswith("vn:")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bộ Ngoại giao phản đối. Trước đó Bộ Ngoại giao Trung Quốc ra tuyên bố. Bộ Ngoại giao theo dõi sát.", ""),
        ("Bộ Ngoại giao Thái Lan trao công hàm. Bộ Ngoại giao Việt Nam trả lời. Bộ Ngoại giao cảm ơn.", ""),
        ("Tại Hà Nội, Bộ Tài chính Lào ký biên bản. Bộ Tài chính sẽ cử chuyên gia.", ""),
        ("Bộ trưởng Quốc phòng Nhật Bản đến thăm. Bộ Quốc phòng tổ chức lễ đón.", "Khách Nhật Bản thăm Việt Nam"),
        ("Bộ Công an Lào thăm hỏi. Ban Bí thư cùng Bộ Công an dự.", ""),
    ],
)
def test_where_anything_speaks_of_viet_nam_the_ministry_is_viet_nams(text: str, title: str) -> None:
    assert all(agency.id.startswith("vn:") and not agency.foreign for agency in link(text, title=title).agencies)


def test_the_holder_of_a_post_at_a_foreign_ministry_is_foreign() -> None:
    text = "Bộ Ngoại giao Trung Quốc ra tuyên bố. Người phát ngôn Bộ Ngoại giao Lâm Kiếm nói thêm."
    (official,) = link(text).officials
    assert official.foreign
    assert [(post.agency, post.agency_id) for post in official.posts] == [("Bộ Ngoại giao Trung Quốc", "")]


def test_views_and_exports_tell_foreign_and_ended_bodies() -> None:
    text = "Bộ Tài chính Mỹ công bố danh sách. Theo Bộ Tài chính, 12 công ty bị phạt."
    entities = link(text)
    assert "foreign: Mỹ" in render_agencies(entities.agencies)
    (body,) = (
        one for one in to_ftm(Article("", text=text, agencies=entities.agencies)) if one["schema"] == "PublicBody"
    )
    assert not body["properties"].get("country")
    assert "until 28/02/2025" in render_agencies(link("Bộ Kế hoạch và Đầu tư họp.").agencies)


def test_an_ended_body_and_its_heir_are_two_entities_of_an_investigation() -> None:
    text = "Bộ Giao thông vận tải nhập vào Bộ Xây dựng."
    article = Article("", text=text, published=datetime(2025, 6, 1), agencies=link(text, AFTER).agencies)
    names = [one["properties"]["name"] for one in to_ftm(article) if one["schema"] == "PublicBody"]
    assert sorted(names) == [["Bộ Giao thông vận tải"], ["Bộ Xây dựng"]]
