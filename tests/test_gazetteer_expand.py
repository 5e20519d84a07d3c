"""Short names and their full forms, from tests/cases/expansions.txt."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.errors import InputError
from vnnews.gazetteer import agency, default, expand, province, provinces, successors
from vnnews.gazetteer.expansion import MAX_NAME

CASES = Path(__file__).parent / "cases" / "expansions.txt"


def read_cases() -> list[object]:
    cases: list[object] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        marks = [pytest.mark.xfail(strict=True)] if line.startswith("!") else []
        name, day, expected = line.lstrip("!").split(" | ")
        cases.append(pytest.param(name, day, expected, marks=marks, id=f"{name} {day}"))
    return cases


@pytest.mark.parametrize(("name", "day", "expected"), read_cases())
def test_expansion(name: str, day: str, expected: str) -> None:
    answer = expand(name, on=None if day == "-" else date.fromisoformat(day))
    found = " + ".join(dict.fromkeys(expansion.name for expansion in answer)) or "-"
    assert found == expected
    assert all(expansion.source for expansion in answer)
    assert {source for expansion in answer for source in expansion.source} == {source.id for source in answer.sources}


def test_an_ambiguous_unit_gives_all_candidates_with_their_provinces() -> None:
    answer = expand("UBND huyện Phong Điền", on=date(2024, 1, 1))
    assert sorted(expansion.province for expansion in answer) == ["Cần Thơ", "Thừa Thiên Huế"]
    assert answer.only is None


def test_a_unit_that_the_tables_do_not_have_is_taken_as_written() -> None:
    assert [(e.name, e.province) for e in expand("UBND xã Hải Hà, Nam Định", on=date(2020, 1, 1))] == [
        ("Ủy ban nhân dân xã Hải Hà", "Nam Định")
    ]


def test_a_long_text_is_no_name() -> None:
    assert not expand("UBND " * MAX_NAME)


def test_a_datetime_counts_as_its_day_and_other_types_are_refused() -> None:
    assert len(provinces(on=datetime(2025, 6, 30, 23, 59))) == 63
    for ask in (agency, expand, province, successors):
        with pytest.raises(InputError):
            ask("Hà Nội", on="2025-07-01")  # type: ignore[arg-type]


WORDS = st.sampled_from(
    [
        "UBND",
        "Sở",
        "Công an",
        "TP.",
        "tỉnh",
        "Q.1",
        "huyện",
        "xã",
        "Hà Nội",
        "QN",
        "Phòng",
        "Cục",
        "PCT",
        "-",
        ",",
        "(",
        "và",
        "T.Ư",
        "BTV",
        "\u0301",
    ]
)


@given(st.lists(WORDS | st.text(max_size=6), max_size=12).map(" ".join))
def test_any_text_gives_an_answer(name: str) -> None:
    for answer in (expand(name), agency(name), province(name, nicknames=True), successors(name)):
        assert len(answer) == len(list(answer)) == len(answer.records)
        assert bool(answer) == (answer.matched != "")
        assert all(source.id in default().sources for source in answer.sources)
