"""The headline of a flattened page's article, and the lines that belong to its head.

Takes the facts of a page's lines and the run of prose. Gives the index of the headline with its score, or -1. Decides by weighing what is
seen: the words that headline and story share, copies, a date line beside it, how near it stands. Known limit: a page that lost its
headline may give its first cross-heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from vnnews.label.lines import ends_sentence
from vnnews.label.plain_facts import Fact, is_list_item
from vnnews.label.plain_run import Run
from vnnews.label.plain_sections import is_section_name
from vnnews.text import fold

WINDOW = 14
"""How many lines above the run are looked at: date, byline, share buttons, captions and a list of related headlines can stand between."""
SHARED_WORDS_WEIGHT = 4.0
COPY_WEIGHT = 2.0
MAX_TITLE_COPIES = 3
"""A headline shown more often is a teaser that the page repeats; an article's own stands at most three times (on 774 crawled pages)."""
DATE_WEIGHT = 1.5
SIGNED_WEIGHT = 1.5
"""The date right above and the author right below."""
SECTION_WEIGHT = 1.2
"""The article's section or path stands right above."""
FIRST_LINE_WEIGHT = 1.5
DISTANCE_COST = 0.25
LIST_COST = 1.5
"""A headline between headlines is one of a list."""
MIN_TITLE_SCORE = 1.7
"""Half of its words in the story and nothing else speaks for it; below that it is another story's headline or a menu line."""
MIN_TITLE_WORDS = 4
MAX_TITLE_WORDS = 30
STORY_CHARS = 3000
STORY_LINES = 12
"""Only the first lines of the story are compared with the headline; they hold its words already."""

_WORD = re.compile(r"\w+")
_SKIPPED = frozenset(
    {"widget", "date", "byline", "symbols", "short", "breadcrumb", "credit", "credit_line", "alt", "file", "more"}
)
_PICTURES = frozenset({"credit", "credit_line", "alt", "file"})
_TITLE_KINDS = frozenset({"headline", "text", "short", "prose", "date"})


class Title(NamedTuple):
    """The headline that was chosen."""

    line: int
    """-1 when the page shows none."""
    score: float


def find_title(facts: Sequence[Fact], run: Run) -> Title:
    """The headline of the run's article.

    >>> find_title([], Run(0, 0, 0.0)).line
    -1
    """
    story = story_words(facts, run)
    best = Title(-1, 0.0)
    distance = passed = 0
    lower = max(0, run.start - WINDOW)
    for index in range(min(run.start, len(facts) - 1), lower - 1, -1):
        fact = facts[index]
        if fact.kind in ("footer", "comments"):
            break
        if fact.kind == "prose" and index < run.start and fact.words > MAX_TITLE_WORDS:
            passed += 1  # a sapo can stand apart from the run, two paragraphs cannot
            if passed > 1:
                break
        if fact.kind in _TITLE_KINDS and _has_title_words(fact):
            score = _score(facts, index, story) - DISTANCE_COST * distance
            if score > best.score:
                best = Title(index, score)
        if fact.kind not in _SKIPPED:
            distance += 1
    if best.score < MIN_TITLE_SCORE or _is_cross_heading(facts, run, best.line):
        return Title(-1, 0.0)
    return best


def _is_cross_heading(facts: Sequence[Fact], run: Run, line: int) -> bool:
    """Whether the best line is a fragment's first cross-heading: only a picture above it, or in capitals like those that follow."""
    if line < 0 or any(fact.kind == "date" for fact in facts[: run.start]):
        return False
    text = facts[line].text
    if text.isupper():
        return any(fact.text.isupper() and fact.kind in ("headline", "text") for fact in facts[line + 1 : run.end])
    return line == 1 and facts[0].kind in _PICTURES


def _has_title_words(fact: Fact) -> bool:
    if fact.kind == "prose" and ends_sentence(fact.text):
        return False
    return (
        MIN_TITLE_WORDS <= fact.words <= MAX_TITLE_WORDS
        and not fact.text.endswith((":", ",", ";"))
        and not is_list_item(fact.text)
    )


def _score(facts: Sequence[Fact], index: int, story: frozenset[str]) -> float:
    fact = facts[index]
    score = SHARED_WORDS_WEIGHT * share_words(fold(fact.text), story)
    if fact.text.endswith(".") and not fact.text.endswith("..."):
        score -= 1.5  # "Ông Nam cho biết như vậy." ends like a sentence
    if fact.kind == "date" or fact.words < 5:
        score -= 0.5
    if 1 < fact.copies <= MAX_TITLE_COPIES and not _is_picture_text(facts, index):
        score += COPY_WEIGHT
    if _beside(facts, index, "date", 3):
        score += DATE_WEIGHT
    if index and (facts[index - 1].kind == "breadcrumb" or is_section_name(facts[index - 1].text)):
        score += SECTION_WEIGHT
    if index == 0:
        score += FIRST_LINE_WEIGHT
    before = facts[index - 1].kind if index else ""
    after = facts[index + 1].kind if index + 1 < len(facts) else ""
    if before == "date" and after == "byline":
        score += SIGNED_WEIGHT
    if not fact.doubled and (before in ("headline", "read_more") or after in ("headline", "read_more")):
        score -= LIST_COST if before and after in ("headline", "read_more") else LIST_COST / 2
    return score


def _is_picture_text(facts: Sequence[Fact], index: int) -> bool:
    """Whether a line stands twice in a row below another headline: the text of a picture and its caption, not a headline's copy."""
    copies = [facts[other].key for other in (index - 1, index + 1) if 0 <= other < len(facts)]
    first = index - 1 if facts[index - 1].key == facts[index].key else index
    return facts[index].key in copies and first > 0 and facts[first - 1].kind in ("headline", "text", "prose")


def share_words(key: str, story: frozenset[str]) -> float:
    """The share of a headline's words and word pairs that the story uses; pairs keep common words from counting by chance.

    >>> share_words("mưa lớn hà nội", frozenset({"mưa", "hà", "nội", "hà nội"}))
    0.5416666666666666
    """
    terms = _terms(key)
    words = {term for term in terms if " " not in term}
    pairs = terms - words
    if not words:
        return 0.0
    shared = len(words & story) / len(words)
    return (shared + len(pairs & story) / len(pairs)) / 2 if pairs else shared


def _terms(text: str) -> set[str]:
    """Words and pairs of neighbouring words, without marks."""
    words = _WORD.findall(text)
    return {*words, *(f"{left} {right}" for left, right in pairwise(words))}


def story_words(facts: Sequence[Fact], run: Run) -> frozenset[str]:
    """The words and word pairs of the first paragraphs of a run.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> sorted(story_words(gather_facts(["Mưa lớn ở Hà Nội từ sáng sớm đến chiều tối hôm nay."]), Run(0, 1, 12.0)))[:3]
    ['chiều', 'chiều tối', 'hà']
    """
    words: set[str] = set()
    taken = 0
    for fact in facts[run.start : run.end]:
        if fact.kind == "prose":
            words |= _terms(fold(fact.text[:STORY_CHARS]))
            taken += 1
            if taken >= STORY_LINES:
                break
    return frozenset(words)


def _beside(facts: Sequence[Fact], index: int, kind: str, reach: int) -> bool:
    return any(fact.kind == kind for fact in facts[max(0, index - reach) : index + reach + 1])
