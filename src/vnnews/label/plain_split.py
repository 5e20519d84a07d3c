"""Several articles in one run of a flattened page: dumps that put one story behind the other.

Takes the facts of the lines and a run of prose. Gives the headlines at which a new story begins. Decides by what stands around a headline: a
byline, source or end mark above it, or a date line below it, and enough prose on both sides. Known limit: stories that follow each
other with neither byline nor date stay one article with cross-headings, as in a digest.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.label.lines import ends_sentence
from vnnews.label.plain_cohesion import tells_on
from vnnews.label.plain_facts import Fact, has_dateline
from vnnews.label.plain_run import Run
from vnnews.label.plain_sections import is_section_name

MIN_STORY_PARAGRAPHS = 2
MIN_STORY_WORDS = 60
"""A story on either side of the cut has at least sapo and one paragraph; a teaser box has one paragraph."""
SEAM_REACH = 12
"""Lines on either side of a seam whose words are compared."""
DATE_REACH = 3
"""Lines below a headline in which its date can stand: a byline and a section can come first."""

_CLOSING_KINDS = frozenset({"byline", "source", "tags"})
_AFTER_STORY = _CLOSING_KINDS | {"date", "symbols", "widget", "more", "read_more", "related_heading"}
_PASSED_KINDS = frozenset({"date", "byline", "symbols", "widget"})


def find_story_heads(facts: Sequence[Fact], run: Run) -> list[int]:
    """Indices of the headlines inside a run at which another story begins.

    >>> find_story_heads([], Run(0, 0, 0.0))
    []
    """
    heads: list[int] = []
    start = run.start
    prose = _count_prose(facts, run)
    for index in range(run.start + MIN_STORY_PARAGRAPHS, run.end - MIN_STORY_PARAGRAPHS):
        if not _looks_like_head(facts, index, run):
            continue
        before = _difference(prose, start - run.start, index - run.start)
        after = _difference(prose, index - run.start, run.end - run.start)
        if all(lines >= MIN_STORY_PARAGRAPHS and words >= MIN_STORY_WORDS for lines, words in (before, after)):
            heads.append(index)
            start = index
    return heads


def find_head_start(facts: Sequence[Fact], head: int) -> int:
    """First line of the head of a story: a date or section can stand above its headline.

    >>> find_head_start([], 0)
    0
    """
    while head > 0 and (facts[head - 1].kind in ("date", "breadcrumb") or is_section_name(facts[head - 1].text)):
        head -= 1
    return head


def find_story_end(facts: Sequence[Fact]) -> int:
    """One past the last line of a story's own text, byline and source left out.

    >>> find_story_end([])
    0
    """
    end = len(facts)
    while end > 0 and facts[end - 1].kind in _AFTER_STORY:
        end -= 1
    return end


def _looks_like_head(facts: Sequence[Fact], index: int, run: Run) -> bool:
    fact = facts[index]
    if fact.kind not in ("headline", "text", "prose") or ends_sentence(fact.text) or fact.words > 30:
        return False
    above = facts[index - 1]
    closed = (
        above.kind in _CLOSING_KINDS or above.text.endswith("/.") or above.text in {"***", "* * *", "---", "===", "###"}
    )
    below = facts[index + 1 : min(run.end, index + 1 + DATE_REACH)]
    dated = any(other.kind == "date" for other in below) and below[0].kind in _PASSED_KINDS
    opens = any(other.kind == "prose" for other in facts[index + 1 : min(run.end, index + 5)])
    return opens and (closed or dated or _opens_with_dateline(facts, index, run))


def _opens_with_dateline(facts: Sequence[Fact], index: int, run: Run) -> bool:
    """Whether an outlet's dateline opens the paragraph below, and the paragraphs that follow have nothing to do with those above.

    A teaser in the middle of a story has a dateline too ('TT - …'), but behind it the story goes on.
    """
    below = [fact.text for fact in facts[index + 1 : min(run.end, index + 1 + SEAM_REACH)] if fact.kind == "prose"][:2]
    if len(below) < 2 or facts[index + 1].kind != "prose" or not has_dateline(facts[index + 1]):
        return False
    above = [fact.text for fact in facts[max(run.start, index - SEAM_REACH) : index] if fact.kind == "prose"]
    return not any(tells_on(text, above) for text in below) and has_dateline(facts[run.start])


def _count_prose(facts: Sequence[Fact], run: Run) -> list[tuple[int, int]]:
    """Paragraphs and words of prose before each line of the run, and before its end."""
    lines = words = 0
    sums = [(0, 0)]
    for fact in facts[run.start : run.end]:
        if fact.kind == "prose":
            lines, words = lines + 1, words + fact.words
        sums.append((lines, words))
    return sums


def _difference(sums: Sequence[tuple[int, int]], left: int, right: int) -> tuple[int, int]:
    return sums[right][0] - sums[left][0], sums[right][1] - sums[left][1]
