"""Readers' comments and forum replies on a flattened page.

Takes the facts of a page's lines. Gives the lines that are comments. Decides by two marks: a comment heading with a count, and the furniture
of single comments ('3 giờ trước Thích | 12', '#7', 'X và Y thích nội dung này'). Known limit: comments without heading and furniture look
like other stories' summaries.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.label.plain_facts import Fact
from vnnews.label.plain_scene import Decision
from vnnews.models import Label

MAX_COMMENT_LINES = 400
MAX_GAP = 6
"""Lines between two marks of comments; longer comments have more than one paragraph, hardly six."""
MIN_MARKS = 3
"""Fewer marks are a coincidence: a '#1' in a ranking."""

_ENDS = frozenset({"related_heading", "footer", "tags", "breadcrumb", "contact", "menu_row"})


def label_comments(facts: Sequence[Fact], start: int) -> dict[int, Decision]:
    """Decisions for the comments behind a line.

    Args:
        facts: Facts about the page's lines.
        start: First line behind the article.

    >>> label_comments([], 0)
    {}
    """
    decisions: dict[int, Decision] = {}
    index = start
    while index < len(facts):
        if facts[index].kind == "comments":
            index = _follow_heading(facts, index, decisions)
        index += 1
    marks = [i for i in range(start, len(facts)) if facts[i].kind == "comment_mark"]
    if len(marks) >= MIN_MARKS:
        previous = max(start, marks[0] - 3)
        for mark in marks:
            if mark - previous <= MAX_GAP:
                for line in range(previous, mark + 1):
                    decisions.setdefault(line, (Label.COMMENT, "between_comment_marks"))
            else:
                decisions.setdefault(mark, (Label.COMMENT, "comment_mark"))
            previous = mark
    return decisions


def _follow_heading(facts: Sequence[Fact], index: int, decisions: dict[int, Decision]) -> int:
    """Lines below a comment heading up to the next thing; returns the last of them."""
    decisions[index] = (Label.COMMENT, "comment_heading")
    for line in range(index + 1, min(len(facts), index + MAX_COMMENT_LINES)):
        if facts[line].kind in _ENDS:
            return line - 1
        decisions[line] = (Label.COMMENT, "below_comment_heading")
    return min(len(facts), index + MAX_COMMENT_LINES) - 1
