"""Tells a digest (press review, daily round-up) by its title or by the signs in front of its items.

Takes the title and the lines of an article, says whether it tells several stories under one title. It stays one article: its items are
its body. Known limit: a round-up with a title of its own and no signs is read as an ordinary article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnnews.label.phrases import pattern_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE = re.compile(
    rf"^(?:\W{{0,3}}(?:video|audio|infographics?)\W{{1,3}})?{pattern_of('page_types', 'digest_title')}\b"
    r"|\btin (?:tức )?(?:sáng|trưa|chiều|tối|ngày|24h)\b\W.{0,20}\d{1,2}[/.-]\d{1,2}",
    re.IGNORECASE,
)
# "* Quảng Nam: …", "# Hà Nội cấm đường …", "+ Giá vàng …": an item of a digest; a dash would be a quotation
_ITEM = re.compile(r"[*#+●■]\s?[^\W\d_]")
MIN_ITEMS = 4
"""Items with a sign from which an article is a digest: interviews mark their questions with '*' too, but ask."""
MIN_PARAGRAPHS = 2
"""Paragraphs of a digest that only its title tells: a single one is a story ('Điểm báo' can be a column's name)."""


def is_digest(title: str, lines: Sequence[str]) -> bool:
    """Whether the lines of an article tell several stories.

    >>> is_digest("Điểm tin sáng 12/3: Giá xăng giảm", ["Giá xăng giảm 500 đồng.", "Hà Nội cấm đường."])
    True
    >>> is_digest("Tỉnh Cà Mau khánh thành cầu", ["Cầu dài 200 m.", "Dân vui."])
    False
    """
    if len(lines) >= MIN_PARAGRAPHS and _TITLE.search(title):
        return True
    items = [line for line in lines if _ITEM.match(line)]
    return len(items) >= MIN_ITEMS and not any(line.rstrip('"” ').endswith("?") for line in items)
