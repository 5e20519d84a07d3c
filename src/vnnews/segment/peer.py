"""Words as underthesea's own function cuts them, with their offsets found again.

Takes lines of a text, gives for each its tokens and which of them join the one before, as `vnnews.segment.words` needs them. underthesea gives words without offsets and may
write white space in them anew, so that its words are counted off by their characters other than white space. Decides that a line of which it changes the number of characters, which no line of the
pages seen was, stands token by token. Its rewriting of spellings is turned off.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from vnnews.segment.tokens import cut_tokens

if TYPE_CHECKING:
    Tokens = list[tuple[int, int]]

_log = logging.getLogger(__name__)


def cut_lines(text: str, lines: Iterable[tuple[int, int]]) -> tuple[list[Tokens], list[list[bool]]]:
    """Return the tokens of each line, and which of them join the one before.

    Example:
        >>> cut_lines("Bộ trưởng thăm", [(0, 14)])
        ([[(0, 2), (3, 9), (10, 14)]], [[False, True, False]])
    """
    tokenize = _load()
    tokens: list[Tokens] = []
    joins: list[list[bool]] = []
    for start, end in lines:
        line = text[start:end]
        # what is no Unicode text cannot be handed to underthesea; the number of characters stays the same
        words = tokenize(line.encode("utf-8", "replace").decode(), use_token_normalize=False)
        places = _find_words(text, start, end, words)
        tokens.append([span for word in places for span in word])
        joins.append([number > 0 for word in places for number in range(len(word))])
    return tokens, joins


@cache
def _load() -> Callable[..., list[str]]:
    from underthesea import word_tokenize

    tokenize: Callable[..., Any] = word_tokenize
    tokenize("tin")  # reads its model
    _log.info("underthesea's word model loaded")
    return tokenize


def _find_words(text: str, start: int, end: int, words: Sequence[str]) -> list[Tokens]:
    """Where the syllables of each word of a line stand, by counting what is no white space."""
    places = [place for place in range(start, end) if not text[place].isspace()]
    sizes = [sum(not letter.isspace() for letter in word) for word in words]
    if sum(sizes) != len(places):
        return [[token] for token in cut_tokens(text, start, end)]
    found: list[Tokens] = []
    at = 0
    for size in filter(None, sizes):
        found.append(_cut_at_gaps(places[at : at + size]))
        at += size
    return found


def _cut_at_gaps(places: Sequence[int]) -> Tokens:
    """The spans of places that follow each other without a gap.

    >>> _cut_at_gaps([4, 5, 7, 8])
    [(4, 6), (7, 9)]
    """
    spans: Tokens = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1] = spans[-1][0], place + 1
        else:
            spans.append((place, place + 1))
    return spans
