"""Cohesion: whether the paragraphs of a run tell one story.

Takes the facts of the lines and a run. Says whether it is a row of summaries of unrelated stories, as tag pages show when their headlines
are lost (on 41 of 774 crawled pages). Decides by the pairs of words that paragraphs share: one story comes back to its names and things,
summaries of ten stories do not. Known limit: a tag page about one thing coheres like a story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vnnews.label.plain_facts import Fact
from vnnews.label.plain_run import MAX_TEASER_CHARS, Run
from vnnews.text import fold

MIN_SUMMARIES = 6
MAX_SUMMARIES = 30
"""Fewer paragraphs share too little to tell; more need not be compared."""
MIN_COHESION = 0.085
"""Six paragraphs of an article share 0.09 to 0.5 of their word pairs (68 real pages, one recipe has 0.03), six summaries of unrelated
stories 0.02 to 0.09."""

_WORD = re.compile(r"\w+")


def is_mixed_bag(facts: Sequence[Fact], run: Run) -> bool:
    """Whether a run is summaries of unrelated stories: all as short as summaries, with hardly a pair of words in common.

    >>> is_mixed_bag([], Run(0, 0, 0.0))
    False
    """
    prose = [fact.text for fact in facts[run.start : run.end] if fact.kind == "prose"][:MAX_SUMMARIES]
    if len(prose) < MIN_SUMMARIES or max(len(text) for text in prose) > MAX_TEASER_CHARS:
        return False
    return measure_cohesion(prose) < MIN_COHESION


def measure_cohesion(paragraphs: Sequence[str]) -> float:
    """The share of a paragraph's word pairs that another paragraph uses too, on average.

    >>> measure_cohesion(["Mưa lớn ở Hà Nội.", "Hà Nội mưa lớn."])
    0.5833333333333333
    """
    bags = [set(pairwise(_WORD.findall(fold(paragraph)))) for paragraph in paragraphs]
    counts = Counter(pair for bag in bags for pair in bag)
    shares = [sum(counts[pair] > 1 for pair in bag) / len(bag) for bag in bags if bag]
    return sum(shares) / len(shares) if shares else 0.0
