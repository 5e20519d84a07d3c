"""Runs of one sign inside the lines that patterns search: names, tags, sources, breadcrumbs, dates.

Some sixty patterns of the package take time with the square of a run when they are searched for instead of matched at a place. None of them is
searched for where a line can have such a run: eight times the run takes at most `MAX_RATIO` times as long.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import vnnews

sys.path.insert(0, str(Path(__file__).parent))

from test_cost import check_growth

LINES = [
    "Tags: mưa~lũ", "Lê An~- Báo Mới", "Trang chủ~> Thời sự", "Theo~Báo Mới", "Nguồn:~x", "Lê An,~Hồ Bình", "Xem thêm:~x", "12/3/2024~10:00",
    "Bài: Lê An~Ảnh: Hồ Bình", "(Báo Mới~x)", "a~b.", "Ông Lê Văn An~, Chủ tịch UBND~tỉnh Cà Mau",
]  # fmt: skip
UNITS = [" ", "\t", "_", "(", "1.", "A", "-", "“", "."]
STORY = "Mưa lớn ở Huế\n\nSáng nay, mưa lớn làm nhiều tuyến đường ngập sâu, giao thông ùn tắc kéo dài.\n\n"
MARKUP = "<h1>Mưa lớn ở Huế</h1><p>Sáng nay, mưa lớn làm nhiều tuyến đường ngập sâu, giao thông ùn tắc kéo dài."
SIZE = 500
WITHOUT_WORDS = vnnews.Pipeline(words=False)

PLACES: dict[str, Callable[[str], str]] = {
    "text": lambda run: STORY + "\n".join(line.replace("~", run) for line in LINES),
    "html": lambda run: MARKUP + "".join(f"<pre>{line.replace('~', run)}</pre>" for line in LINES),
    "metadata": lambda run: "".join(f"<meta name={name} content='{line.replace('~', run)}'>" for line in LINES for name in ("author", "keywords", "og:title")) + MARKUP,
}  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("place", PLACES)
def test_a_long_run_costs_in_proportion(place: str, unit: str) -> None:
    check_growth(
        lambda size: partial(WITHOUT_WORDS.parse_page, PLACES[place](unit * (size // len(unit)))), SIZE, (place, unit)
    )
