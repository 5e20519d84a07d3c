"""Labels of the lines that belong to no article: other stories or furniture.

Takes the facts of the lines that are not yet decided. Gives related or boilerplate for each, with a rule. Decides by weighing each line's
shape and by its neighbours: lists of headlines and menus come in runs, so a change of side costs. The best sequence is found in one
pass (Viterbi with two states). Known limit: a menu of long entries looks like a list of headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnnews.label.lines import is_sentence_line
from vnnews.label.plain_ads import stand_among_offers
from vnnews.label.plain_facts import Fact
from vnnews.label.plain_scene import Decision
from vnnews.label.plain_sections import is_section_name
from vnnews.models import Label

CHANGE_COST = 2.0
"""What it costs to pass from other stories to furniture or back: a lone menu-like line in a list of headlines stays in the list."""
HEADLINE_WEIGHT = {5: 0.8, 6: 1.4, 7: 2.2}
LONG_HEADLINE_WEIGHT = 3.0
"""Eight words and more: no menu entry is so long."""
SHORT_WEIGHT = {1: -2.2, 2: -2.0, 3: -1.2, 4: -0.5}
"""Menu entries have one or two words, headlines hardly ever three."""
KIND_WEIGHT = {
    "related_heading": 1.2,
    "read_more": 5.0,
    "glued_list": 4.0,
    "more": -0.3,
    "date": 0.0,
    "symbols": -0.4,
    "alt": 1.0,
    "credit": 1.5,
    "credit_line": 0.5,
    "file": 0.0,
    "text": 0.8,
    "prose": 2.5,
    "byline": -1.2,
    "source": -1.6,
    "tags": -1.0,
    "breadcrumb": -2.5,
    "widget": -1.2,
    "menu_row": -3.0,
    "appeal": -3.0,
    "contact": -5.0,
    "footer": -9.0,
    "comments": -4.0,
    "comment_mark": -1.0,
}
"""How much a line of each kind speaks for other stories (above nought) or for furniture."""
LONGEST_GAP = 3
"""Lines of an article between two stretches of lines outside it, from which on they have nothing to do with each other."""
CAPITALS_COST = 3.5
"""A line in which most words have a capital is a row of menu entries, unless it is all in capitals."""
SECTION_NAME_WEIGHT = -2.4
OFFER_WEIGHT = -1.5
"""A headline-shaped line in a column of offers."""

_STORY_KINDS = frozenset({"headline", "read_more", "prose", "credit", "glued_list"})
_ALWAYS_FURNITURE = frozenset(
    {
        "widget",
        "more",
        "symbols",
        "footer",
        "contact",
        "menu_row",
        "appeal",
        "breadcrumb",
        "comments",
        "comment_mark",
        "file",
    }
)
"""Kinds that are furniture also in a list of stories."""

_SITE_TALK = re.compile(
    r"đăng nhập|đăng ký tài khoản|tài khoản của bạn|bản quyền nội dung|tòa soạn giữ|toà soạn giữ|bạn đọc lưu ý"
    r"|sử dụng nội dung|website này|trang này|liên hệ quảng cáo|bài viết của tác giả|bài viết này|phương thức thanh toán"
    r"|chính sách thanh toán|hướng dẫn thanh toán|mua bài|tặng bạn|bạn đọc thành viên|hình thức sau|xuất hóa đơn|bằng link|mã qr|bình luận của bạn|nội dung bình luận|tiếng việt có dấu"
    r"|hóa đơn điện tử theo|chuyển khoản|cookie|trình duyệt"
)
"""Words with which a site speaks to its visitors; one of them in a line outside the article makes it furniture."""


def label_outside(facts: Sequence[Fact], indices: Sequence[int]) -> dict[int, Decision]:
    """A decision for each of the lines, given in page order.

    >>> label_outside([], [])
    {}
    """
    offers = stand_among_offers([facts[index].text for index in indices])
    weights = [
        min(OFFER_WEIGHT, _weigh(facts[index])) if is_offer else _weigh(facts[index])
        for index, is_offer in zip(indices, offers, strict=True)
    ]
    decisions: dict[int, Decision] = {}
    for index, weight, is_related in zip(indices, weights, _state_stretches(indices, weights), strict=True):
        fact = facts[index]
        if fact.kind == "more" and is_related and index + 1 < len(facts) and facts[index + 1].kind == "headline":
            decisions[index] = (Label.RELATED, "more_above_stories")
        elif fact.kind in _ALWAYS_FURNITURE:
            decisions[index] = (Label.BOILERPLATE, fact.kind)
        elif fact.kind == "related_heading":
            heads = is_related and _heads_stories(facts, index)
            decisions[index] = (Label.RELATED, fact.kind) if heads else (Label.BOILERPLATE, "heading_without_stories")
        elif is_related:
            decisions[index] = (Label.RELATED, fact.kind if weight > 0 else f"{fact.kind}_among_stories")
        else:
            decisions[index] = (Label.BOILERPLATE, f"{fact.kind}_among_furniture" if weight > 0 else fact.kind)
    return decisions


def _state_stretches(indices: Sequence[int], weights: Sequence[float]) -> list[bool]:
    """For each line whether it is on the side of other stories; what stands above the article says nothing of what stands below."""
    states: list[bool] = []
    start = 0
    for stop in range(1, len(indices) + 1):
        if stop == len(indices) or indices[stop] - indices[stop - 1] > LONGEST_GAP:
            states += _best_states(weights[start:stop])
            start = stop
    return states


def _heads_stories(facts: Sequence[Fact], index: int) -> bool:
    """Whether a headline stands within three lines below: 'Tin mới' is also a menu entry."""
    return any(fact.kind in _STORY_KINDS for fact in facts[index + 1 : index + 4])


def _best_states(weights: Sequence[float]) -> list[bool]:
    """For each weight whether the line is on the side of other stories, changes of side costing `CHANGE_COST`."""
    related = furniture = 0.0
    back: list[tuple[bool, bool]] = []
    for weight in weights:
        stay_related, stay_furniture = related >= furniture - CHANGE_COST, furniture >= related - CHANGE_COST
        back.append((stay_related, stay_furniture))
        related, furniture = (
            max(related, furniture - CHANGE_COST) + weight,
            max(furniture, related - CHANGE_COST),
        )
    states = []
    state = related > furniture
    for stay_related, stay_furniture in reversed(back):
        states.append(state)
        state = stay_related if state else not stay_furniture
    return states[::-1]


def _weigh(fact: Fact) -> float:
    """How much a line alone speaks for other stories."""
    if fact.kind in ("prose", "text", "headline", "credit") and is_site_talk(fact.text):
        return -4.0
    if fact.kind in ("headline", "item"):
        weight = HEADLINE_WEIGHT.get(fact.words, LONG_HEADLINE_WEIGHT if fact.words > 4 else -0.5)
        return weight - CAPITALS_COST if _is_capitalised(fact.text) else weight
    if fact.kind in ("short", "byline", "source") and is_section_name(fact.text):
        return SECTION_NAME_WEIGHT
    if fact.kind == "short":
        return SHORT_WEIGHT.get(fact.words, -0.5)
    if fact.kind == "prose" and not is_sentence_line(fact.text):
        return 0.5
    return KIND_WEIGHT[fact.kind]


def is_site_talk(line: str) -> bool:
    """Whether a line speaks to the site's visitors: about accounts, payment, rights.

    >>> is_site_talk("Vui lòng đăng nhập để gửi ý kiến"), is_site_talk("Giá xăng giảm từ chiều nay")
    (True, False)
    """
    folded = line.casefold()
    return _SITE_TALK.search(folded) is not None


def _is_capitalised(line: str) -> bool:
    """Whether most words begin with a capital, as in a row of menu entries: 'Chính trị Xã hội Đô thị Giáo dục'."""
    words = [word for word in line.split() if word[0].isalpha()]
    return not line.isupper() and bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words)
