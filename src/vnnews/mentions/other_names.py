"""Names of other things that hold a province's name: roads, airports, festivals, products, companies.

Takes tokens and where a province's name stands; says whether a word in front makes it part of another name. Decides how far back such a word
reaches: over the ends of a road, over a list of airports, over the small words of a festival's name.

Known limit: a thing that no word announces ('Hòa Bình tăng trần', the company) is taken for the province.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.mentions.lexicon import Lexicon
from vnnews.mentions.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.gazetteer.records import NameHeadRecord

DASHES = frozenset({"-", "–"})
ROUTES = frozenset({"road", "railway"})
"""What is named by its two ends: 'cao tốc Hà Nội - Hải Phòng'."""
MAX_CHAIN = 6
"""Names of a chain or list that are passed over on the way back to its head: 'cao tốc TP.HCM - Long Thành - Dầu Giây - Phan Thiết'."""
MAX_NAME = 5
"""Tokens of one name of such a chain: 'TP. Hồ Chí Minh' has five."""
_PLURALS = frozenset("các những hai ba bốn năm hệ".split())


def is_name_of_other(tokens: Tokens, lexicon: Lexicon, i: int, end: int) -> bool:
    """Return whether a head in front makes the province's name at tokens i to end part of another name.

    'sân bay Biên Hòa và | Đà Nẵng', 'cao tốc Mỹ Thuận - | Cần Thơ', 'Lễ hội pháo hoa quốc tế | Đà Nẵng', 'dân ca quan họ | Bắc Ninh'
    """
    is_end = tokens.key[end] in DASHES and tokens.cap[end + 1]
    marks: set[str] = set()
    k = i
    for _ in range(MAX_CHAIN):
        first = k if k == i else _name_start(tokens, k)
        for at in range(k, first - 1, -1):
            found = _head_before(tokens, lexicon, at)
            if found is not None:
                return _takes(tokens, *found, marks, is_end=is_end)
        mark = tokens.key[first - 1] if first else ""
        if first == k and k != i:
            return False
        if mark not in DASHES and mark not in {"và", ","}:
            return False
        is_end = is_end or (k == i and mark in DASHES)
        marks.add(mark)
        k = first - 1
    return False


def _name_start(tokens: Tokens, k: int) -> int:
    """Where the capitalised name that ends in front of token k begins; k without one."""
    first = k
    while (
        first and k - first < MAX_NAME and (tokens.cap[first - 1] or (tokens.surface[first - 1] == "." and first < k))
    ):
        first -= 1
    return first


def _head_before(tokens: Tokens, lexicon: Lexicon, k: int) -> tuple[NameHeadRecord, int] | None:
    """The head that ends in front of token k, or in front of the small words before it, and where it begins."""
    for small in range(MAX_REACH + 1):
        at = k - small
        if at <= 0 or (
            small
            and (
                tokens.cap[at]
                or tokens.key[at] in lexicon.words["not_in_event_name"]
                or not tokens.surface[at].isalpha()
            )
        ):
            return None
        head, begin, node = None, at, lexicon.name_heads.get(tokens.key[at - 1])
        first = at
        while node is not None:
            first -= 1
            head, begin = (node[None], first) if None in node else (head, begin)
            node = node.get(tokens.key[first - 1]) if first else None
        if head is not None and (not small or (head.reach >= small and tokens.cap[begin])):
            return head, begin
    return None


MAX_REACH = 4
"""The longest `reach` of a head of the gazetteer."""


def _takes(tokens: Tokens, head: NameHeadRecord, begin: int, marks: set[str], *, is_end: bool) -> bool:
    """Whether a head takes a name to which these marks lead: a route its two ends, a list what 'và' adds and, in the plural, commas."""
    if head.means in ROUTES:
        return is_end
    before = tokens.key[begin - 1] if begin else ""
    if "," in marks:
        return head.lists and (before in _PLURALS or before.isdigit())
    return head.lists or "và" not in marks
