"""Foreign states and bodies are told from ours."""

from __future__ import annotations

import pytest

from vnnews.gazetteer import agency, default, foreign
from vnnews.gazetteer.names import name_key


@pytest.mark.parametrize(
    ("name", "full", "country"),
    [
        ("Mỹ", "Mỹ", "Mỹ"),
        ("Hoa Kỳ", "Mỹ", "Mỹ"),
        ("Bộ Quốc phòng Mỹ", "Bộ Quốc phòng Mỹ", "Mỹ"),
        ("Bộ Ngoại giao Nhật Bản", "Bộ Ngoại giao Nhật Bản", "Nhật Bản"),
        ("Bộ Ngoại giao và Thương mại của Hàn Quốc", "Bộ Ngoại giao và Thương mại Hàn Quốc", "Hàn Quốc"),
        ("Lầu Năm Góc", "Lầu Năm Góc", "Mỹ"),
        ("Quốc vụ viện", "Quốc vụ viện", "Trung Quốc"),
        ("Duma", "Duma Quốc gia", "Nga"),
        ("Hạ viện", "Hạ viện", ""),
        ("Hạ viện Mỹ", "Hạ viện Mỹ", "Mỹ"),
        ("Quốc hội Lào", "Quốc hội Lào", "Lào"),
        ("Đại sứ quán Pháp tại Việt Nam", "Đại sứ quán Pháp", "Pháp"),
        ("Hội đồng Bảo an LHQ", "Hội đồng Bảo an", "Liên hợp quốc"),
        ("Cơ quan Tình báo CHLB Đức", "Cơ quan Tình báo CHLB Đức", "CHLB Đức"),
    ],
)
def test_a_foreign_name_leads_to_its_state(name: str, full: str, country: str) -> None:
    (unit,) = foreign(name)
    assert (unit.name, unit.country) == (full, country)


@pytest.mark.parametrize(
    "name",
    [
        "Bộ Quốc phòng",
        "Bộ Ngoại giao Việt Nam",
        "Đại sứ quán Việt Nam tại Mỹ",
        "Quan hệ Việt Nam - Mỹ",
        "Quốc hội",
        "Ủy ban nhân dân tỉnh Lào Cai",
        "Hội hữu nghị Việt Nam - Lào",
        "Chợ Nga",
        "Việt Nam",
        "",
        "Bộ " * 1000,
    ],
)
def test_ours_and_no_bodies_are_not_foreign(name: str) -> None:
    assert foreign(name) == ()


def test_no_body_of_ours_is_called_foreign() -> None:
    for record in (*default().central_agencies, *default().institutions):
        if "Việt" not in record.name:
            assert foreign(record.name) == (), record.name


def test_no_name_stands_for_two_states_and_every_code_for_one() -> None:
    states: dict[str, str] = {}
    for record in default().foreign:
        for form in (record.name, *record.short):
            assert states.setdefault(name_key(form), record.name) == record.name, form
    codes = [record.code for record in default().foreign if record.code]
    assert len(codes) == len(set(codes)) > 190
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert agency("Mỹ").records == ()
