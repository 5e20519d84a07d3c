"""The cost of reading, labelling and assembling a text page grows with the page and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from vnnews.assemble import assemble_page
from vnnews.label import label_blocks
from vnnews.models import Document
from vnnews.read.plain import read_plain

LINES = 500
MAX_RATIO = 3.2
"""Twice the page costs twice the time; the rest is the noise of a shared machine. A quadratic step would cost four times."""

TEASER = "Hội làng giữa phố đông vui trở lại sau nhiều năm\n"
PARAGRAPH = "Sáng nay, mưa lớn làm nhiều tuyến đường ở thành phố ngập sâu, giao thông ùn tắc kéo dài đến tận trưa.\n"
HOSTILE: dict[str, Callable[[int], str]] = {
    "one long line": lambda n: "Mưa lớn. " * 20 * n,
    "one long word": lambda n: "a" * 200 * n,
    "dots": lambda n: "." * 200 * n,
    "lines of dots": lambda n: ("." * 140 + "\n") * n,
    "spaces": lambda n: (" " * 400 + "a\n") * n,
    "one teaser": lambda n: TEASER * n,
    "paragraphs": lambda n: PARAGRAPH * n,
    "sentences, then names": lambda n: "Trời mưa rất to hôm nay.\n" * n + "Lê An\n" * n,
    "captions and credits": lambda n: PARAGRAPH * 5 + "Người dân đi chợ\nẢNH: LÊ AN\n" * n,
    "comments": lambda n: "Ý kiến bạn đọc (3)\n" + "hay quá bạn ơi\nNam - 3 giờ trước Thích | 2\n" * n,
    "dates": lambda n: "12/03/2024 10:00\n" * n,
    "a path": lambda n: " > ".join(["Tin tức"] * n),
    "tags": lambda n: "#" + ", ".join(["hà nội"] * n),
    "glued words": lambda n: "tin tứcHà Nội" * 10 * n,
    "wrapped lines": lambda n: ("mưa lớn ngập phố " * 5 + "và\n") * n,
    "stories behind each other": lambda n: (
        ("Phố ngập sau cơn mưa đầu mùa\n12/03/2024 08:00\n" + PARAGRAPH * 3 + "Hà Vy\n") * (n // 6)
    ),
}


def work_through(text: str) -> float:
    """Seconds of processor time for one page, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        normal, blocks = read_plain(text)
        document = Document(normal, "text", "", blocks)
        assemble_page(document, label_blocks(document))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("shape", HOSTILE)
def test_twice_the_page_costs_twice_the_time(shape: str) -> None:
    make = HOSTILE[shape]
    small, large = work_through(make(LINES)), work_through(make(2 * LINES))
    assert large < MAX_RATIO * small + 0.02
