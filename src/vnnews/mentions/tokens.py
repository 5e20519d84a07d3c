"""Cutting a passage into the tokens that the grammar reads.

Takes a text and one passage of it, gives `Tokens`: parallel lists of surfaces, folded keys and offsets. A token is a run of letters and
digits ('TP', 'PC07', "D'Ran") or one mark. Decides nothing about meaning.

Known limit: a mark inside an abbreviation is a token of its own ('T.Ư' is three), so patterns are written with their marks.
"""

from __future__ import annotations

import re

from vnnews.text import fold_letters

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*|[^\w\s]|_")

PADDING = 8
"""Empty tokens after the last one, so that looking ahead needs no bounds check."""


class Tokens:
    """The tokens of one passage; `key` is folded, `start` and `end` are offsets of the article's text."""

    __slots__ = ("cap", "end", "key", "length", "start", "surface", "upper")

    def __init__(self, text: str, start: int, end: int) -> None:
        part = text[start:end]
        spans = [found.span() for found in _TOKEN.finditer(part)]
        folded = fold_letters(part)
        self.surface = [part[a:b] for a, b in spans]
        self.key = [folded[a:b] for a, b in spans]
        self.start = [a + start for a, _ in spans]
        self.end = [b + start for _, b in spans]
        self.cap = [surface[0].isupper() for surface in self.surface]
        self.length = len(spans)
        letters = sum(map(str.isalpha, self.surface))
        self.upper = letters > 2 and sum(1 for surface in self.surface if surface.isalpha() and surface.isupper()) > SHARE_UPPER * letters
        self.surface += [""] * PADDING
        self.key += [""] * PADDING
        self.cap += [False] * PADDING
        self.start += [end] * PADDING
        self.end += [end] * PADDING

    def is_capital_word(self, i: int) -> bool:
        """Return whether the token is a word of letters with a capital first letter."""
        return self.cap[i]


SHARE_UPPER = 0.7
"""A passage counts as set in capitals when more than this share of its words is ('ĐẠI TƯỚNG PHAN VĂN GIANG THĂM QUÂN KHU 7')."""


def keys_of(phrase: str) -> tuple[str, ...]:
    """Return the folded tokens of a phrase of the tables.

    >>> keys_of("Uỷ ban nhân dân TP.HCM")
    ('ủy', 'ban', 'nhân', 'dân', 'tp', '.', 'hcm')
    """
    return tuple(_TOKEN.findall(fold_letters(phrase)))
