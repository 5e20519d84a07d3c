"""Poems on a flattened page: one verse a line, no full stops.

Takes the facts of a page's lines. Gives the verses' run and the title, or nothing. Decides by metre: Vietnamese verse counts syllables, so a
poem's lines have five, seven or eight words, or six and eight in turn; headlines of a list have any number. Known limit: free verse is
not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vnnews.label.plain_facts import Fact
from vnnews.label.plain_run import Run
from vnnews.label.plain_scene import Decision
from vnnews.models import Label

MIN_VERSES = 8
"""Two stanzas."""
METRE_SHARE = 0.75
"""Share of lines that keep the metre; titles, dedications and place lines do not."""
MAX_VERSE_WORDS = 9
MIN_VERSE_WORDS = 4

_VERSE_KINDS = frozenset({"headline", "short", "text", "byline", "item"})
_FURNITURE = frozenset({"widget", "footer", "breadcrumb", "menu_row", "related_heading", "more", "contact"})


def find_poem(facts: Sequence[Fact]) -> tuple[Run, int] | None:
    """The run of verses and the index of the title, or None when the page is no poem.

    >>> find_poem([]) is None
    True
    """
    if any(fact.kind in _FURNITURE for fact in facts):
        return None
    verses = [i for i, fact in enumerate(facts) if fact.kind in _VERSE_KINDS and fact.words <= MAX_VERSE_WORDS]
    if len(verses) < MIN_VERSES or len(verses) < METRE_SHARE * len(facts):
        return None
    start, end = verses[0], verses[-1] + 1
    counts = Counter(facts[i].words for i in verses if facts[i].words >= MIN_VERSE_WORDS)
    common = [words for words, _ in counts.most_common(2)]
    six_eight = set(common) == {6, 8}
    kept = sum(counts[words] for words in (common if six_eight else common[:1]))
    if kept < METRE_SHARE * len(verses) or sum(fact.copies > 1 for fact in facts) * 2 > len(facts):
        return None
    title = start if start == 0 and len(verses) > MIN_VERSES else -1
    return Run(start + (title >= 0), end, float(sum(facts[i].words for i in verses))), title


def label_poem(facts: Sequence[Fact], run: Run, title: int) -> dict[int, Decision]:
    """Decisions for a poem: title, verses, and a name as the last line.

    >>> label_poem([], Run(0, 0, 0.0), -1)
    {}
    """
    decisions: dict[int, Decision] = dict.fromkeys(range(run.start, run.end), (Label.BODY, "verse"))
    if title >= 0:
        decisions[title] = (Label.TITLE, "above_verses")
    last = run.end - 1
    if last > run.start and facts[last].kind == "byline" and facts[last].words <= MIN_VERSE_WORDS:
        decisions[last] = (Label.BYLINE, "name_below_verses")
    return decisions
