"""Communes of before July 2025: in articles of their day, in questions to the gazetteer, and at no cost to articles that name none."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from vnnews.gazetteer import communes, default, districts, find, predecessors, province, successors
from vnnews.link import Entities, link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage


def entities_of(text: str, day: str = "") -> Entities:
    on = date.fromisoformat(day) if day else None
    article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    return link_entities(article, find_mentions(article, on=on), on=on)


TOOL = Path(__file__).parent.parent / "benchmarks" / "communes.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("communes_benchmark", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_names_of_november_2024_lead_to_their_provinces(benchmark: ModuleType) -> None:
    """Every eighth name; of all 7,748 names 6,665 are right and none is wrong (docs/data.md)."""
    found = benchmark.measure(date(2024, 11, 12), step=8)
    counts = {kind: len(names) for kind, names in found.items()}
    assert counts["wrong"] + counts["one of several"] <= 1, found["wrong"] + found["one of several"]
    assert counts["right"] >= 0.85 * sum(counts.values())
    assert counts["not answered"] + counts["nobody found"] <= 1


@pytest.mark.parametrize(
    ("name", "day", "province"),
    [
        ("phường Vĩnh Phúc", "2022-05-01", "Hà Nội"),
        ("phường Vĩnh Phúc", "2026-02-01", "Phú Thọ"),
        # Bình Phước went into Đồng Nai: the claim is the province of the day
        ("xã Bom Bo", "2022-05-01", "Bình Phước"),
        ("xã Bom Bo", "2025-12-01", "Đồng Nai"),
        # twelve provinces had one in 2024, Thanh Hóa was none of them
        ("phường Quang Trung", "2024-11-12", ""),
        # Hà Nội and Quảng Ninh, a city since 1 September 2026
        ("phường Việt Hưng", "2026-10-12", ""),
        ("phường Hà Tu", "2026-10-12", "Quảng Ninh"),
        # names that hold a number or begin like 'xã hội'
        ("phường 2 Bảo Lộc", "2026-10-12", "Lâm Đồng"),
        ("xã Hội Thịnh", "2026-10-12", "Phú Thọ"),
        # a name longer than one that is known today
        ("phường Hải Châu II", "2020-03-01", "Đà Nẵng"),
        # ended years before the article
        ("xã Tân Đức, huyện Ba Vì", "2005-06-01", "Hà Tây"),
        # former when the article was written
        ("phường Trúc Bạch", "2026-02-01", "Hà Nội"),
    ],
)
def test_a_commune_is_that_of_the_day(benchmark: ModuleType, name: str, day: str, province: str) -> None:
    assert benchmark.claim(name, date.fromisoformat(day)) == province


def test_a_person_behind_a_bare_unit_is_no_commune(benchmark: ModuleType) -> None:
    """'Nguyễn Huân' was a commune; with a third name it is the chair of one."""
    text = "Chủ tịch UBND xã Nguyễn Huân Hùng tiếp dân ở xã Tân Tiến."
    assert [official.name for official in entities_of(text, "2024-11-12").officials] == ["Nguyễn Huân Hùng"]


def test_counts_of_a_day() -> None:
    """The statistics office counted 10,599 communes and 705 districts at the end of 2021, 10,035 and 696 on the last day."""
    assert (len(communes(on=date(2021, 11, 1))), len(districts(on=date(2021, 11, 1)))) == (10_599, 705)
    assert (len(communes(on=date(2025, 6, 30))), len(districts(on=date(2025, 6, 30)))) == (10_035, 696)
    assert (len(communes(on=date(2026, 10, 1))), len(districts(on=date(2026, 10, 1)))) == (3_321, 0)


@pytest.mark.parametrize(
    ("name", "day", "ids"),
    [
        ("phường Vĩnh Phúc", "2022-05-01", ["vn:00006@2025"]),
        ("phường Vĩnh Phúc, quận Ba Đình", "2022-05-01", ["vn:00006@2025"]),
        ("phường Vĩnh Phúc, quận Hà Đông", "2022-05-01", []),
        ("Đà Lạt", "2022-05-01", ["vn:672"]),
        ("Đà Lạt", "2026-05-01", []),
        ("phường Ba Đình", "2026-05-01", ["vn:00004"]),
        ("thành phố Huế", "2024-05-01", ["vn:474@2024"]),
        ("thành phố Huế", "2026-05-01", ["vn:hue"]),
        ("huyện Ba Vì", "2008-07-31", ["vn:271@2008"]),
        ("thị xã Kinh Môn", "2019-11-01", ["vn:292"]),
        ("thị xã Mộc Châu", "2025-02-01", ["vn:123"]),
        ("huyện Thông Nông", "2020-02-01", []),
        ("thị xã Bắc Kạn", "2014-05-01", ["vn:058@2015"]),
        ("thị xã Kỳ Anh", "2014-05-01", []),
        ("Atlantis", "2022-05-01", []),
    ],
)
def test_find(name: str, day: str, ids: list[str]) -> None:
    answer = find(name, on=date.fromisoformat(day))
    assert [unit.id for unit in answer] == ids


def test_what_followed_and_what_was_before() -> None:
    assert [unit.full_name for unit in successors("phường Trúc Bạch")] == ["Phường Ba Đình"]
    assert [unit.full_name for unit in successors("phường Trúc Bạch", on=date(2020, 1, 1))] == ["Phường Trúc Bạch"]
    heirs = successors("thành phố Đà Lạt")
    assert {default().province_of(unit).name for unit in heirs} == {"Lâm Đồng"}
    assert "Phường Trúc Bạch" in [unit.full_name for unit in predecessors("phường Ba Đình, Hà Nội")]
    assert [unit.id for unit in predecessors("quận Hà Đông", on=date(2008, 1, 1))] == ["vn:268@2008"]


@pytest.mark.parametrize(
    "city", ["Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế", "Đồng Nai", "Quảng Ninh", "Bắc Ninh"]
)
def test_every_centrally_run_city_has_its_short_form(city: str) -> None:
    for form in (f"TP {city}", f"TP.{city}", f"Thành phố {city}"):
        answer = province(form, on=date(2026, 10, 1))
        assert answer.only is not None, form
        assert (answer.only.name, answer.only.kind) == (city, "centrally_run_city")


LOADS = r"""
from datetime import date
import vnnews
from vnnews.gazetteer import default
page = "Đường mới sắp xong\n\nÔng Nguyễn Văn Thắng, Chủ tịch UBND {name}, cho biết tuyến đường sẽ xong trong tháng này.\n\n"
page += "Con đường dài hai cây số nối chợ với bến sông, được làm bằng tiền của tỉnh và công sức của bà con trong vùng.\n\n" * 3
article = vnnews.parse(page, date="{day}")
print(article.officials[0].posts[0].province, "former_communes" in vars(default()))
"""


@pytest.mark.parametrize(
    ("name", "day", "printed"),
    [
        ("phường Ngọc Hà", "2026-02-01", "Hà Nội False"),
        ("tỉnh Cà Mau", "2024-11-12", "Cà Mau False"),
        ("phường Trúc Bạch", "2024-11-12", "Hà Nội True"),
    ],
)
def test_an_article_that_names_no_former_commune_does_not_load_them(name: str, day: str, printed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADS.format(name=name, day=day)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == printed, done.stderr


def places_of(text: str, day: str) -> list[tuple[str, str, str, str]]:
    found = entities_of(text, day).places
    for place in found:
        assert all(text[mention.start : mention.end] == mention.text for mention in place.mentions)
    return [(place.id, place.full_name, place.district, place.province) for place in found]


@pytest.mark.parametrize(
    ("text", "day", "places"),
    [
        (
            "Mưa lớn ở phường Dịch Vọng (quận Cầu Giấy, Hà Nội).",
            "2024-05-01",
            [
                ("vn:00166@2025", "Phường Dịch Vọng", "Quận Cầu Giấy", "Hà Nội"),
                ("vn:005", "Quận Cầu Giấy", "", "Hà Nội"),
            ],
        ),
        ("Chủ tịch UBND phường Ba Đình, Hà Nội nói.", "2026-05-01", [("vn:00004", "Phường Ba Đình", "", "Hà Nội")]),
        # one of two of the name in the province, told apart by the district
        (
            "Lũ cuốn cầu ở xã Tân Lập, huyện Đan Phượng, Hà Nội.",
            "2024-05-01",
            [
                ("vn:09820@2025", "Xã Tân Lập", "Huyện Đan Phượng", "Hà Nội"),
                ("vn:273", "Huyện Đan Phượng", "", "Hà Nội"),
            ],
        ),
        (
            "Bà con phường Vĩnh Phúc cũ họp mặt.",
            "2026-05-01",
            [("vn:00006@2025", "Phường Vĩnh Phúc", "Quận Ba Đình", "Hà Nội")],
        ),
        ("Bà con phường Vĩnh Phúc họp mặt.", "2026-05-01", [("vn:08716", "Phường Vĩnh Phúc", "", "Phú Thọ")]),
        # several provinces had one
        ("Bà con phường Quang Trung họp mặt.", "2024-05-01", [("", "Phường Quang Trung", "", "")]),
        ("TP Huế đón khách.", "2024-05-01", [("vn:474@2024", "Thành phố Huế", "", "Thừa Thiên Huế")]),
        ("TP Huế đón khách. Tỉnh Quảng Trị cũng vậy.", "2026-05-01", []),
        ("Xã Hội Chủ Nghĩa là tên một xã không có.", "2026-05-01", []),
    ],
)
def test_places_of_an_article(text: str, day: str, places: list[tuple[str, str, str, str]]) -> None:
    assert places_of(text, day) == places


def test_a_place_that_can_be_several_keeps_them_as_readings() -> None:
    (place,) = entities_of("Bà con phường Quang Trung họp mặt.", "2024-05-01").places
    assert len(place.readings) == 14
    assert place.valid_from is place.valid_to is None


@pytest.mark.parametrize(("city", "id"), [("Quảng Ninh", "vn:quangninh@2026"), ("Đồng Nai", "vn:dongnai@2026")])
def test_a_new_city_is_known_without_a_date(city: str, id: str) -> None:
    text = f"Ông Nguyễn Văn Thắng, Chủ tịch UBND thành phố {city}, đi thăm bà con."
    entities = entities_of(text)
    assert [(province.id, province.readings) for province in entities.provinces] == [(id, ())]
    post = entities.officials[0].posts[0]
    assert (post.agency, post.province) == (f"Ủy ban nhân dân Thành phố {city}", city)
