"""Dates: the tables, the choice between sources, and properties."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.assemble.dates import choose_dates
from vnnews.models import Metadatum
from vnnews.text import find_date, find_dates, is_date_line, read_date
from vnnews.text.dates import MAX_DATES, VIETNAM

CASES = Path(__file__).parent / "cases"
REFERENCE = datetime(2024, 5, 20, 10, 30, tzinfo=VIETNAM)


def rows(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    found = [line.rpartition("|") for line in lines if line.strip() and not line.startswith("#")]
    return [(line.strip(), expected.strip()) for line, _, expected in found]


@pytest.mark.parametrize(("line", "expected"), rows("dates.txt"))
def test_find_date(line: str, expected: str) -> None:
    reference = REFERENCE if line.startswith("@") else None
    found = find_date(line.removeprefix("@").strip(), reference=reference)
    if expected == "-":
        assert found is None
        return
    assert found is not None
    assert found.value == datetime.fromisoformat(expected).replace(
        tzinfo=datetime.fromisoformat(expected).tzinfo or VIETNAM
    )
    assert found.has_time == ("T" in expected)


@pytest.mark.parametrize(("line", "expected"), rows("date_lines.txt"))
def test_is_date_line(line: str, expected: str) -> None:
    assert is_date_line(line) == (expected == "yes")


def test_the_tables_are_large_enough_to_mean_something() -> None:
    assert len(rows("dates.txt")) >= 120
    assert len(rows("date_lines.txt")) >= 40


@pytest.mark.parametrize(
    ("line", "is_update"),
    [
        ("Cập nhật lúc 05:10, 21/01/2022", True),
        ("Sửa lần cuối: 21/01/2022", True),
        ("Last modified: 21/01/2022", True),
        ("Ngày đăng: 21/01/2022", False),
        ("21/01/2022 05:10 - Cập nhật tin tức mới", False),
    ],
)
def test_an_update_is_told_apart(line: str, is_update: bool) -> None:
    found = find_date(line)
    assert found is not None
    assert found.is_update == is_update


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-01-25T06:00:00+07:00", "2022-01-25T06:00:00+07:00"),
        ("2022-01-25T06:00:00", "2022-01-25T06:00:00+07:00"),
        ("2022-01-25 06:00 +07:00", "2022-01-25T06:00:00+07:00"),
        ("20220125T060000", "2022-01-25T06:00:00+07:00"),
        ("20220125", "2022-01-25T00:00:00+07:00"),
        ("1643076542", "2022-01-25T09:09:02+07:00"),
        ("1643076542000", "2022-01-25T09:09:02+07:00"),
        ("1/5/2022 8:12:40 AM", "2022-01-05T08:12:40+07:00"),
        ("1/5/2022 8:12:40 PM", "2022-01-05T20:12:40+07:00"),
        ("05/01/2022 08:12", "2022-01-05T08:12:00+07:00"),
        ("Tue, 25 Jan 2022 06:00:00 GMT", "2022-01-25T06:00:00+00:00"),
        ("Tue Jan 25 2022 06:00:00 GMT+0700", "2022-01-25T06:00:00+07:00"),
        ("Tue Jan 25 06:00:00 ICT 2022", "2022-01-25T06:00:00+07:00"),
        ("Tue Jan 25 06:00:00 PST 2022", "2022-01-25T06:00:00-08:00"),
        ("20220124T230000Z", "2022-01-24T23:00:00+00:00"),
        ("20220125T060000+0700", "2022-01-25T06:00:00+07:00"),
        ("/Date(1643076542000)/", "2022-01-25T09:09:02+07:00"),
        ("/Date(1643076542000+0700)/", "2022-01-25T09:09:02+07:00"),
        ("/Date(99)/", None),
        ("0001-01-01T00:00:00", None),
        ("1/1/0001 12:00:00 AM", None),
        ("9999999999999", None),
        ("20229999", None),
        ("chưa rõ", None),
        ("", None),
    ],
)
def test_read_date(value: str, expected: str | None) -> None:
    moment = read_date(value)
    assert (moment.isoformat() if moment else None) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật: 17/03/2025 08:00 | Đăng: 16/03/2025 13:18",
        "Đăng ngày 16/03/2025 13:18, cập nhật lần cuối 17/03/2025 08:00",
        "Xuất bản 13:18 16/03/2025 - Cập nhật 08:00 17/03/2025",
        "Cập nhật 08:00 17/03/2025 • Xuất bản 13:18 16/03/2025",
        "16/03/2025 13:18 (Cập nhật: 17/03/2025 08:00)",
        "Cập nhật: 17/03/2025 08:00 | 16/03/2025 13:18",
        "Published: March 16, 2025 13:18 | Updated: March 17, 2025 08:00",
    ],
)
def test_a_story_and_its_change_in_one_line(line: str) -> None:
    assert is_date_line(line)
    chosen = choose_dates([], [line])
    assert chosen.published == datetime(2025, 3, 16, 13, 18, tzinfo=VIETNAM)
    assert chosen.modified == datetime(2025, 3, 17, 8, 0, tzinfo=VIETNAM)


def test_the_dates_of_a_line_are_bounded_and_in_order() -> None:
    line = "04/03/2025 08:15 | " * 9
    found = find_dates(line)
    assert len(found) == MAX_DATES
    assert [line[date.start : date.end] for date in found] == ["04/03/2025 08:15"] * MAX_DATES
    assert find_dates("Không có ngày nào") == ()


def stated(name: str, value: str, origin: str = "json-ld") -> Metadatum:
    return Metadatum(name, value, origin)


@pytest.mark.parametrize(
    ("metadata", "lines", "published", "rule"),
    [
        ([], [], None, ""),
        ([], ["Thứ Hai, 27/06/2022 08:15"], "2022-06-27T08:15:00+07:00", "visible"),
        ([], ["Cập nhật: 08:15, 27/06/2022"], "2022-06-27T08:15:00+07:00", "update_only"),
        ([], ["Cập nhật: 09:15, 27/06/2022", "27/06/2022 08:15"], "2022-06-27T08:15:00+07:00", "visible"),
        (
            [stated("published", "2022-06-27T08:15:31+07:00")],
            ["26/06/2022"],
            "2022-06-27T08:15:31+07:00",
            "json-ld",
        ),
        (
            [
                stated("published", "2022-06-27T08:16:00+07:00", "meta"),
                stated("published", "2022-06-27T08:15:31+07:00"),
            ],
            [],
            "2022-06-27T08:15:31+07:00",
            "json-ld",
        ),
        ([stated("published", "2022-06-27T01:15:00Z")], ["27/06/2022 08:15"], "2022-06-27T08:15:00+07:00", "json-ld"),
        ([stated("published", "2022-06-26T20:15:00Z")], [], "2022-06-27T03:15:00+07:00", "json-ld"),
        (
            [stated("published", "2022-06-26T20:15:00Z")],
            ["26/06/2022 20:15"],
            "2022-06-26T20:15:00+07:00",
            "zone_mislabelled",
        ),
        (
            [
                stated("published", "2022-06-26T20:15:00+07:00"),
                stated("created", "2022-06-26T20:15:00+07:00"),
                stated("modified", "2022-06-26T22:15:00+07:00"),
            ],
            ["27/06/2022 05:00"],
            "2022-06-27T05:00:00+07:00",
            "visible_after_created",
        ),
        ([stated("modified", "2022-06-26T20:15:00+07:00")], [], "2022-06-26T20:15:00+07:00", "modified_only"),
        (
            [stated("published", "2022-06-27T00:00:00+07:00")],
            ["27/06/2022 08:15"],
            "2022-06-27T08:15:00+07:00",
            "visible",
        ),
        (
            [stated("published", "2022-06-27T00:00:00+07:00")],
            ["28/06/2022 08:15"],
            "2022-06-27T00:00:00+07:00",
            "json-ld",
        ),
        (
            [
                stated("published", "2022-06-27T00:00:00+07:00"),
                stated("published", "2022-06-27T08:15:31+07:00", "meta"),
            ],
            [],
            "2022-06-27T08:15:31+07:00",
            "meta",
        ),
        ([stated("published", "hôm qua")], [], None, ""),
        (
            [stated("url", "https://bao.example/lua-tang-gia-20220725140623.htm")],
            [],
            "2022-07-25T00:00:00+07:00",
            "url",
        ),
        ([stated("url", "https://bao.example/2022/07/25/lua.html")], [], "2022-07-25T00:00:00+07:00", "url"),
        (
            [stated("url", "https://bao.example/2022/07/25/lua.html")],
            ["24/07/2022"],
            "2022-07-24T00:00:00+07:00",
            "visible",
        ),
        ([stated("url", "https://bao.example/lua-20229999.html")], [], None, ""),
        ([stated("url", "https://bao.example/lua-2022.html")], [], None, ""),
    ],
)
def test_the_date_of_publication(metadata: list[Metadatum], lines: list[str], published: str | None, rule: str) -> None:
    chosen = choose_dates(metadata, lines)
    assert (chosen.published.isoformat() if chosen.published else None) == published
    assert chosen.published_rule == rule


@pytest.mark.parametrize(
    ("metadata", "lines", "published", "rule"),
    [
        ([], ["8 giờ trước"], "2024-05-20T02:30:00+07:00", "visible"),
        ([stated("time", "2024-05-20T02:08:00Z", "html")], ["8 giờ trước"], "2024-05-20T09:08:00+07:00", "time_only"),
        ([stated("time", "2024-05-19T02:08:00Z", "html")], ["Hôm qua"], "2024-05-19T09:08:00+07:00", "time_only"),
        ([], ["8 giờ trước", "19/05/2024 22:08"], "2024-05-19T22:08:00+07:00", "visible"),
        ([stated("published", "2024-05-20T02:30:00Z")], ["8 giờ trước"], "2024-05-20T09:30:00+07:00", "json-ld"),
        ([stated("time", "2024-05-20T02:08:00Z", "html")], ["20/05/2024"], "2024-05-20T09:08:00+07:00", "time_of_day"),
        ([stated("time", "2024-05-20T18:08:00Z", "html")], ["20/05/2024"], "2024-05-20T00:00:00+07:00", "visible"),
        (
            [stated("time", "2024-05-20T02:08:00Z", "html")],
            ["20/05/2024 08:15"],
            "2024-05-20T08:15:00+07:00",
            "visible",
        ),
        (
            [stated("published", "2024-05-20T00:00:00+07:00"), stated("time", "2024-05-20T02:08:00Z", "html")],
            [],
            "2024-05-20T09:08:00+07:00",
            "time_of_day",
        ),
        (
            [stated("time", "2024-05-20T02:08:00Z", "html")],
            ["Cập nhật 2 giờ trước"],
            "2024-05-20T09:08:00+07:00",
            "time_only",
        ),
    ],
)
def test_what_is_stated_exactly_wins_over_what_is_counted_back(
    metadata: list[Metadatum], lines: list[str], published: str, rule: str
) -> None:
    chosen = choose_dates(metadata, lines, reference=REFERENCE)
    assert chosen.published is not None
    assert (chosen.published.isoformat(), chosen.published_rule) == (published, rule)


def test_the_last_change_is_apart_from_the_publication() -> None:
    chosen = choose_dates([stated("published", "2022-06-27T08:15:00+07:00")], ["Cập nhật: 09:15, 27/06/2022"])
    assert chosen.modified == datetime(2022, 6, 27, 9, 15, tzinfo=VIETNAM)
    earlier = choose_dates(
        [stated("published", "2022-06-27T08:15:00+07:00"), stated("modified", "2021-01-01T00:00:00+07:00")]
    )
    assert earlier.modified is None


@given(st.dates(datetime(1995, 1, 1).date(), datetime(2099, 12, 31).date()), st.times(), st.sampled_from("/-."))
def test_every_moment_is_read_as_it_was_written(day: object, time: object, mark: str) -> None:
    written = f"{day:%d{mark}%m{mark}%Y} {time:%H:%M:%S}"
    found = find_date(written)
    assert found is not None
    assert f"{found.value:%d{mark}%m{mark}%Y %H:%M:%S}" == written
    assert (found.start, found.end) == (0, len(written))
    assert is_date_line(written)


ALPHABET = "0123456789/-.:, thángTh năm|ngàylúcGMT+7()APMSACHtrước ơ"


@given(st.text(ALPHABET, max_size=60))
def test_spans_and_values_are_sound(line: str) -> None:
    found = find_date(line, reference=REFERENCE)
    is_date_line(line)
    read_date(line)
    if found is not None:
        assert 0 <= found.start < found.end <= len(line)
        assert found.value.tzinfo is not None
        assert 1995 <= found.value.year <= 2099


def shared() -> Path | None:
    place = Path(os.environ.get("VNNEWS_SHARED", Path(__file__).parents[2] / "shared"))
    return place if (place / "gold" / "dev" / "ann").is_dir() else None


def test_published_on_annotated_pages() -> None:
    place = shared()
    if place is None:
        pytest.skip("needs the annotated pages beside the checkout")
    from selectolax.lexbor import LexborHTMLParser

    from vnnews.read.decode import decode_page
    from vnnews.read.metadata import read_metadata

    right = total = 0
    for annotation in sorted((place / "gold" / "dev" / "ann").glob("h-*.json")):
        gold = json.loads(annotation.read_text(encoding="utf-8"))
        if not gold.get("published"):
            continue
        page = place / "gold" / "dev" / "docs" / f"{gold['id']}.html"
        lines = page.with_suffix(".lines").read_text(encoding="utf-8").split("\n")
        dates = [
            lines[n - 1] for first, last, label in gold["labels"] if label == "date" for n in range(first, last + 1)
        ]
        chosen = choose_dates(read_metadata(LexborHTMLParser(decode_page(page.read_bytes()))), dates)
        total += 1
        right += chosen.published is not None and str(chosen.published.date()) == gold["published"]
    assert total >= 10
    assert right / total >= 0.95
