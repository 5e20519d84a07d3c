"""Repeats: which lines a page shows more than once.

Takes the lines of a page. Gives for each a key under which copies are equal (case, marks and diacritics do not count) and how often the
key occurs. Decides what a doubled headline is: the same line twice in a row, as teasers print it (image alt and link). All by hashing,
so that 50,000 identical teasers cost no more than 50,000 different ones. Known limit: short words in different places are equal too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vnnews.text import deaccent

KEY_CHARS = 160
"""Only the beginning of a line counts: a summary cut at 255 characters equals its whole copy."""


def key_line(line: str) -> str:
    """The key under which copies of a line are equal.

    >>> key_line("Hà Nội: Mưa lớn") == key_line("ha noi mua lon")
    True
    """
    return deaccent(line[:KEY_CHARS])


def count_repeats(keys: Sequence[str]) -> list[int]:
    """How often each line's key occurs on the page.

    >>> count_repeats(["tin moi", "ha noi mua lon", "tin moi"])
    [2, 1, 2]
    """
    counts = Counter(keys)
    return [counts[key] for key in keys]


def mark_doubles(keys: Sequence[str]) -> list[bool]:
    """Which lines stand twice in a row, the first and the second copy alike.

    >>> mark_doubles(["a b c", "a b c", "d e f"])
    [True, True, False]
    """
    doubled = [False] * len(keys)
    for index in range(1, len(keys)):
        if keys[index] and keys[index] == keys[index - 1]:
            doubled[index] = doubled[index - 1] = True
    return doubled
