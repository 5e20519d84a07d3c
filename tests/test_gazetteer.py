"""The facts themselves: counts by day, edges, names, sources."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from vnnews.gazetteer import agency, default, province, provinces, successors
from vnnews.gazetteer.names import name_key

CHANGE_DAYS = sorted(
    {day for unit in provinces() for day in (unit.valid_from, unit.valid_to and unit.valid_to + timedelta(1)) if day}
)


@pytest.mark.parametrize(
    ("day", "units", "cities"),
    [
        # 38, 40, 44, 53, 61, 64, 63, 34: the counts of each period that every history of the provinces gives.
        ("1977-06-01", 38, 3),
        ("1985-06-01", 40, 3),
        ("1990-06-01", 44, 3),
        ("1993-06-01", 53, 3),
        ("2000-06-01", 61, 4),
        ("2004-01-01", 64, 5),
        ("2008-07-31", 64, 5),
        ("2008-08-01", 63, 5),
        ("2024-12-31", 63, 5),
        ("2025-01-01", 63, 6),
        ("2025-06-30", 63, 6),
        ("2025-07-01", 34, 6),
        ("2026-04-29", 34, 6),
        ("2026-04-30", 34, 7),
        ("2026-08-31", 34, 7),
        ("2026-09-01", 34, 8),
        ("2026-09-19", 34, 8),
        ("2026-09-20", 34, 9),
    ],
)
def test_units_of_a_day(day: str, units: int, cities: int) -> None:
    on = provinces(on=date.fromisoformat(day))
    assert len(on) == units
    assert sum(unit.kind == "centrally_run_city" for unit in on) == cities
    assert len({unit.name for unit in on}) == units


MERGERS = """
Tuyên Quang: Hà Giang, Tuyên Quang
Lào Cai: Lào Cai, Yên Bái
Thái Nguyên: Bắc Kạn, Thái Nguyên
Phú Thọ: Hòa Bình, Phú Thọ, Vĩnh Phúc
Bắc Ninh: Bắc Giang, Bắc Ninh
Hưng Yên: Hưng Yên, Thái Bình
Hải Phòng: Hải Dương, Hải Phòng
Ninh Bình: Hà Nam, Nam Định, Ninh Bình
Quảng Trị: Quảng Bình, Quảng Trị
Đà Nẵng: Đà Nẵng, Quảng Nam
Quảng Ngãi: Kon Tum, Quảng Ngãi
Gia Lai: Bình Định, Gia Lai
Khánh Hòa: Khánh Hòa, Ninh Thuận
Lâm Đồng: Bình Thuận, Đắk Nông, Lâm Đồng
Đắk Lắk: Đắk Lắk, Phú Yên
Hồ Chí Minh: Bà Rịa - Vũng Tàu, Bình Dương, Hồ Chí Minh
Đồng Nai: Bình Phước, Đồng Nai
Tây Ninh: Long An, Tây Ninh
Cần Thơ: Cần Thơ, Hậu Giang, Sóc Trăng
Vĩnh Long: Bến Tre, Trà Vinh, Vĩnh Long
Đồng Tháp: Đồng Tháp, Tiền Giang
Cà Mau: Bạc Liêu, Cà Mau
An Giang: An Giang, Kiên Giang
"""


def test_all_edges_of_the_merger_of_63_to_34() -> None:
    expected = {
        old: new
        for line in MERGERS.strip().splitlines()
        for new, olds in [line.split(": ")]
        for old in olds.split(", ")
    }
    expected |= {unit.name: unit.name for unit in provinces(on=date(2025, 6, 30)) if unit.name not in expected}
    assert len(expected) == 63
    found = {
        unit.name: [heir.name for heir in successors(unit.name, on=date(2025, 7, 1))]
        for unit in provinces(on=date(2025, 6, 30))
    }
    assert found == {old: [new] for old, new in expected.items()}


def test_predecessors_and_successors_agree_and_their_days_meet() -> None:
    by_id = default().province_by_id
    for unit in provinces():
        assert (unit.valid_to is None) == (not unit.successors), unit.id
        for id in unit.successors:
            heir = by_id[id]
            assert unit.id in heir.predecessors
            if unit.to_precision == heir.from_precision == "day":
                assert unit.valid_to and heir.valid_from == unit.valid_to + timedelta(1), (unit.id, id)
            else:
                assert (
                    unit.valid_to
                    and heir.valid_from
                    and unit.valid_to.year in (heir.valid_from.year, heir.valid_from.year - 1)
                ), (unit.id, id)
        for id in unit.predecessors:
            assert unit.id in by_id[id].successors


@pytest.mark.parametrize("day", [day for day in CHANGE_DAYS if day >= date(1997, 1, 1)])
def test_no_strong_name_means_two_units_of_one_day(day: date) -> None:
    owners = defaultdict(set)
    for unit in provinces(on=day):
        for name in unit.strong:
            owners[name_key(name)].add(unit.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_codes_and_iso_codes_are_unique_on_every_day() -> None:
    for day in (date(2010, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 9, 20)):
        on = provinces(on=day)
        assert len({unit.code for unit in on}) == len({unit.iso for unit in on}) == len(on)


def test_a_reused_code_stands_for_different_units_at_different_times() -> None:
    assert [
        unit.name for day in (date(2025, 6, 30), date(2025, 7, 1)) for unit in provinces(on=day) if unit.code == "24"
    ] == ["Bắc Giang", "Bắc Ninh"]


@pytest.mark.parametrize(
    ("name", "day", "expected", "matched"),
    [
        ("TP.HCM", "2025-07-01", ["Hồ Chí Minh"], "strong"),
        ("tphcm", "2020-01-01", ["Hồ Chí Minh"], "strong"),
        ("Tp. Hồ Chí Minh", "2020-01-01", ["Hồ Chí Minh"], "strong"),
        ("Hồ Chí Minh", "2020-01-01", ["Hồ Chí Minh"], "weak"),
        ("Hoà Bình", "2020-01-01", ["Hòa Bình"], "strong"),
        ("KHÁNH HOÀ", "2026-01-01", ["Khánh Hòa"], "strong"),
        ("Hòa Bình", "2025-07-01", [], ""),
        ("Bà Rịa – Vũng Tàu", "2020-01-01", ["Bà Rịa - Vũng Tàu"], "strong"),
        ("BRVT", "2020-01-01", ["Bà Rịa - Vũng Tàu"], "strong"),
        ("Đăk Lăk", "2020-01-01", ["Đắk Lắk"], "strong"),
        ("Bắc Cạn", "2020-01-01", ["Bắc Kạn"], "strong"),
        ("TT-Huế", "2020-01-01", ["Thừa Thiên Huế"], "strong"),
        ("Thừa Thiên - Huế", "2024-12-31", ["Thừa Thiên Huế"], "strong"),
        ("Huế", "2024-12-31", ["Thừa Thiên Huế"], "weak"),
        ("Huế", "2025-01-01", ["Huế"], "strong"),
        ("thành phố Quảng Ninh", "2026-08-31", [], ""),
        ("thành phố Quảng Ninh", "2026-09-01", ["Quảng Ninh"], "strong"),
        ("tỉnh Quảng Ninh", "2026-09-01", [], ""),
        ("QN", "2020-01-01", ["Quảng Nam", "Quảng Ngãi", "Quảng Ninh"], "weak"),
        ("QN", "2025-07-01", ["Quảng Ngãi", "Quảng Ninh"], "weak"),
        ("ba ria vung tau", "2020-01-01", ["Bà Rịa - Vũng Tàu"], "bare"),
        ("đất Cảng", "2020-01-01", [], ""),
        ("miền Tây", "2020-01-01", [], ""),
    ],
)
def test_a_name_on_a_day(name: str, day: str, expected: list[str], matched: str) -> None:
    answer = province(name, on=date.fromisoformat(day))
    assert [unit.name for unit in answer] == expected
    assert answer.matched == matched


def test_an_answer_says_when_the_name_held_otherwise() -> None:
    answer = province("Hòa Bình", on=date(2025, 7, 1))
    assert [unit.valid_to for unit in answer.other_times] == [date(2025, 6, 30)]
    assert "nq202-2025-qh15" in [source.id for source in answer.sources]


def test_ministries_merged_on_1_march_2025() -> None:
    for name, heir in [
        ("Bộ KH&ĐT", "Bộ Tài chính"),
        ("Bộ GTVT", "Bộ Xây dựng"),
        ("Bộ TT&TT", "Bộ Khoa học và Công nghệ"),
        ("Bộ TN-MT", "Bộ Nông nghiệp và Môi trường"),
        ("Bộ NN&PTNT", "Bộ Nông nghiệp và Môi trường"),
        ("Bộ LĐ-TB&XH", "Bộ Nội vụ"),
        ("Ủy ban Dân tộc", "Bộ Dân tộc và Tôn giáo"),
    ]:
        old = agency(name, on=date(2025, 2, 28)).only
        assert old is not None
        assert not agency(name, on=date(2025, 3, 1))
        assert [default().agency_by_id[id].name for id in old.successors] == [heir]


@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2024, 6, 1), date(2025, 6, 1), date(2026, 6, 1)])
def test_no_strong_name_means_two_agencies_of_one_day(day: date) -> None:
    owners = defaultdict(set)
    for body in (*default().central_agencies, *default().institutions):
        if body.is_valid(day):
            for name in (body.name, *body.short):
                owners[name_key(name)].add(body.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_parent_of_a_central_body_is_a_known_body_or_office() -> None:
    known = {body.name for body in default().central_agencies} | {"Đảng Cộng sản Việt Nam", "Chủ tịch nước"}
    assert {body.parent for body in default().central_agencies if body.parent} - known == set()


@pytest.mark.parametrize(
    ("day", "ministries", "equals"),
    [
        # 18 ministries and 4 bodies of their rank from August 2007 on, 14 and 3 since 1 March 2025
        ("2012-01-01", 18, 4),
        ("2024-12-31", 18, 4),
        ("2025-02-28", 18, 4),
        ("2025-03-01", 14, 3),
    ],
)
def test_the_government_of_a_day(day: str, ministries: int, equals: int) -> None:
    on = date.fromisoformat(day)
    bodies = [body for body in default().central_agencies if body.is_valid(on)]
    assert len([body for body in bodies if body.kind == "ministry"]) == ministries
    assert len([body for body in bodies if body.kind == "ministerial_agency"]) == equals


def test_the_committees_of_the_national_assembly() -> None:
    def committees(day: date) -> list[str]:
        found = (
            body.name
            for body in default().central_agencies
            if body.kind == "legislature_committee" and body.is_valid(day)
        )
        return sorted(name for name in found if name.startswith("Ủy ban"))

    assert len(committees(date(2025, 2, 17))) == 9
    assert len(committees(date(2025, 2, 18))) == 7
