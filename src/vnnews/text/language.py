"""Whether a text is Vietnamese: told by how many of its letters stand in Vietnamese syllables.

Takes a text, gives 'vi', 'vi-unmarked' (Vietnamese that was typed without its marks), 'other', or '' where there is too little text to tell. Decides
by two shares, which the spelling rules of `vnnews.text.syllables` give: letters in syllables that bear a mark, and letters in syllables once all
marks are taken off. The beginning of a text is looked at. Known limits: other languages are not told from each other, and neither are languages of Viet Nam
that are written with other syllables; a text that is half Vietnamese counts as Vietnamese.
"""

from __future__ import annotations

import re
from typing import Final

from vnnews.models.article import OTHER, UNKNOWN, UNMARKED, VIETNAMESE
from vnnews.text.forms import compose
from vnnews.text.syllables import list_bare_syllables, list_syllables

LOOKED_AT: Final = 20_000
"""Characters of a text."""

MARKED_SHARE: Final = 0.15
"""Of the letters, in syllables with marks. 428 articles, nearly all of them annotated, have 0.61 at least (`python benchmarks/language.py`); English
that spells Vietnamese names with their marks has some 0.05, a headline about foreign football as little as 0.27."""

UNMARKED_SHARE: Final = 0.6
"""Of the letters, in what is a syllable but for its marks. The same articles without their marks have 0.70 at least; English about Viet Nam, full of names, 0.47."""

LEAST_LETTERS: Final = 40
"""Below, a text without marks may be a name or a score as well ('Real Madrid - MU 2-1')."""

_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str:
    """Return the language of a text: 'vi', 'vi-unmarked', 'other' or ''.

    Example:
        >>> detect_language("Thủ tướng thăm Lào"), detect_language("The prime minister arrived in Vientiane on Monday morning")
        ('vi', 'other')
        >>> detect_language("Thu tuong Pham Minh Chinh tham chinh thuc nuoc Lao"), detect_language("Real Madrid - MU 2-1")
        ('vi-unmarked', '')
    """
    letters, marked, unmarked = measure_syllables(text)
    if marked >= MARKED_SHARE:
        return VIETNAMESE
    if letters < LEAST_LETTERS:
        return UNKNOWN
    return UNMARKED if unmarked >= UNMARKED_SHARE else OTHER


def measure_syllables(text: str) -> tuple[int, float, float]:
    """Return how many letters the beginning of a text has, and the shares of them in syllables with marks and in syllables but for the marks.

    Example:
        >>> measure_syllables("Mưa in Lào Cai")
        (11, 0.5454545454545454, 1.0)
    """
    words = _WORD.findall(compose(text[:LOOKED_AT]).lower())
    letters = sum(map(len, words))
    if not letters:
        return 0, 0.0, 0.0
    known, bare = list_syllables(), list_bare_syllables()
    marked = sum(len(word) for word in words if not word.isascii() and word in known)
    unmarked = sum(len(word) for word in words if word in bare or word in known)
    return letters, marked / letters, unmarked / letters
