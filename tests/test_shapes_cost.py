"""The cost of recognising and restoring the shape of a text page grows with the page and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from vnnews.read.shapes import SHAPES, restore

SIZE = 500
MAX_RATIO = 3.2
"""Twice the page costs twice the time; the rest is the noise of a shared machine. A quadratic step would cost four times."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "[" * 20 * n,
    "open images": lambda n: "![" * 20 * n,
    "nested links": lambda n: "[" * 10 * n + "a](/b)" * 10 * n,
    "links without an end": lambda n: "[a](/b " * 10 * n,
    "titles without an end": lambda n: '[a](/b "' * 10 * n,
    "one title without an end": lambda n: '[a](/b "' + "a " * 20 * n,
    "brackets in a target": lambda n: "[a](" + "(" * 20 * n,
    "backslashes": lambda n: "\\" * 20 * n + "a",
    "asterisks": lambda n: "**a" * 10 * n,
    "asterisks alone": lambda n: "*" * 20 * n + "a",
    "underscores": lambda n: "_a " * 10 * n,
    "backticks": lambda n: "`" * 20 * n,
    "links in a row": lambda n: "# a\n\n" + "[a](/b) \n" * 5 * n,
    "images in a row": lambda n: "![a](b)\n" * 5 * n,
    "definitions": lambda n: "[1]: /a\n" * 5 * n,
    "table rows": lambda n: "a | b\n---|---\n" + "a | b\n" * 5 * n,
    "bars": lambda n: "|" * 20 * n,
    "quotes": lambda n: "> " * 10 * n + "\n> a\n" * n,
    "list signs": lambda n: "* " * 10 * n,
    "spaces": lambda n: (" " * 200 + "a\n") * n,
    "wrapped lines": lambda n: ("mưa lớn ngập phố " * 4 + "và\n") * n,
    "broken at tags": lambda n: ("mưa lớn\n, ngập phố Hà Nội và\n") * 3 * n,
    "glued blocks": lambda n: "ngập phốMưa lớn.Nước rút" * 3 * n,
    "capitals": lambda n: "ÁN" * 20 * n,
    "empty lines": lambda n: "\n \n" * 10 * n + "a",
    "dashes": lambda n: "---\n" * 5 * n,
    "front matter without an end": lambda n: "---\n" + "title: a\n" * 5 * n,
    "columns": lambda n: ("mưa lớn" + " " * 20 + "ngập phố" + " " * 30 + "nước rút\n") * n,
    "one long line of columns": lambda n: ("mưa lớn" + " " * 20) * n + "\n" + "ngập    phố\n" * n,
    "one line": lambda n: "Trang chủ Thời sự Kinh tế Sáng nay, mưa lớn. " * n,
    "one word": lambda n: "a" * 50 * n,
}


def work_through(text: str, shape: str | None) -> float:
    """Seconds of processor time for one page, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        restore(text, shape)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_page_costs_twice_the_time(name: str) -> None:
    make = HOSTILE[name]
    for shape in (None, *SHAPES):
        small, large = work_through(make(SIZE), shape), work_through(make(2 * SIZE), shape)
        assert large < MAX_RATIO * small + 0.02, shape
