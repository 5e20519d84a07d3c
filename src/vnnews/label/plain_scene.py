"""What the rules for a flattened page's article see: the lines, the run, the headline, and small questions about neighbours.

Takes the facts of the lines and the run. Gives an `Inside`, which the rules pass around. Decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vnnews.label.lines import UPPER
from vnnews.label.plain_facts import Fact, is_list_item
from vnnews.label.plain_run import Run
from vnnews.models import Label

MIN_ALTERNATIONS = 3
MIN_CREDITS = 2
Decision = tuple[Label, str]
"""A label and the name of the rule that gave it."""

CAPTION_KINDS = frozenset({"credit", "credit_line", "alt", "file"})
"""Kinds of lines that belong to a picture."""

_CAPITALS = re.compile(rf"[{UPPER}\d\W]+")


class Inside(NamedTuple):
    """What the rules need to know about the article."""

    facts: Sequence[Fact]
    run: Run
    title: int
    """Index of the headline, -1 when the page shows none."""
    furniture: bool
    """Whether the page has lines besides the article: menus, date line, buttons."""
    first_prose: int
    """Index of the run's first paragraph, its end when it has none."""
    whole: bool = False
    """Whether the page is short, without furniture, and all its paragraphs tell one story."""
    alternates: bool = False
    """Whether paragraphs and lone headline-shaped lines take turns, as paragraphs and captions do."""
    has_credits: bool = False
    """Whether two or more of its pictures have a credit."""

    @property
    def title_key(self) -> str:
        """Key of the headline, '' when there is none."""
        return self.facts[self.title].key if self.title >= 0 else ""


def look_inside(facts: Sequence[Fact], run: Run, title: int, *, furniture: bool, whole: bool = False) -> Inside:
    """What the rules need to know about the article of a run.

    >>> look_inside([], Run(0, 0, 0.0), -1, furniture=False).first_prose
    0
    """
    first = next((i for i in range(run.start, run.end) if facts[i].kind == "prose" and i != title), run.end)
    kinds = [fact.kind for fact in facts[run.start : run.end]]
    turns = sum(kinds[i] == "headline" and kinds[i - 1] == kinds[i + 1] == "prose" for i in range(1, len(kinds) - 1))
    credits = sum(kind in ("credit", "credit_line") for kind in kinds)
    return Inside(facts, run, title, furniture, first, whole, turns >= MIN_ALTERNATIONS, credits >= MIN_CREDITS)


def prose_follows(inside: Inside, index: int) -> bool:
    """Whether a paragraph or list stands below, pictures aside.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> lines = ["Thiếu thợ", "Ảnh: Lê An", "Cả làng chỉ còn sáu mươi thợ, phần lớn đã ngoài năm mươi tuổi."]
    >>> prose_follows(look_inside(gather_facts(lines), Run(0, 3, 0.0), -1, furniture=False), 0)
    True
    """
    for fact in inside.facts[index + 1 : index + 4]:
        if fact.kind in ("prose", "text") or is_list_item(fact.text):
            return True
        if fact.kind not in CAPTION_KINDS and not fact.text.endswith(":"):
            return False
    return False


def kind_at(inside: Inside, index: int) -> str:
    """The kind of a line, '' outside the page.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> inside = look_inside(gather_facts(["Chia sẻ"]), Run(0, 1, 0.0), -1, furniture=False)
    >>> kind_at(inside, 0), kind_at(inside, 1)
    ('widget', '')
    """
    return inside.facts[index].kind if 0 <= index < len(inside.facts) else ""


def is_capitals(line: str) -> bool:
    """Whether a line is written in capitals throughout.

    >>> is_capitals("VẬN HÀNH HỒ THEO QUY TRÌNH?"), is_capitals("Vận hành hồ")
    (True, False)
    """
    return _CAPITALS.fullmatch(line) is not None and any(letter.isalpha() for letter in line)
