"""The user's own words: never cut, whatever the model says.

Takes words and a sentence's tokens, changes the model's decisions. Decides that the longest of the words that begin at a token wins,
from left to right. A word in small letters is found in any case, a word with a capital only as it is written. The words are compared,
never compiled to patterns, and belong to one call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.errors import InputError
from vnnews.segment.tokens import cut_tokens
from vnnews.text.forms import compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class UserWords:
    """Words by their first token.

    Args:
        words: The words; each may hold spaces and marks.

    Raises:
        InputError: A word is no str, or empty.

    Example:
        >>> joins = [False, False, True, False]
        >>> UserWords(["trí tuệ nhân tạo"]).apply(["Trí", "tuệ", "nhân", "tạo"], joins)
        >>> joins
        [False, True, True, True]
    """

    def __init__(self, words: Iterable[str]) -> None:
        if isinstance(words, str):
            raise InputError("user_words needs a list of words, not one str", stage="segment", reason="bad user word")
        found: dict[str, list[tuple[str, ...]]] = {}
        for word in words:
            if not isinstance(word, str) or not word.strip():
                raise InputError(f"{word!r} is no word", stage="segment", reason="bad user word")
            text = " ".join(compose(word).split())
            forms = tuple(text[a:b] for a, b in cut_tokens(text))
            found.setdefault(forms[0].lower(), []).append(forms)
        for alternatives in found.values():
            alternatives.sort(key=len, reverse=True)
        self._by_first = found

    def apply(self, forms: Sequence[str], joins: list[bool]) -> None:
        """Join the tokens of each of the words, and cut before and after it; changes `joins`."""
        if not self._by_first:
            return
        at = 0
        while at < len(forms):
            length = self._length_at(forms, at)
            if length:
                joins[at : at + length] = [False] + [True] * (length - 1)
                if at + length < len(joins):
                    joins[at + length] = False
            at += length or 1

    def _length_at(self, forms: Sequence[str], at: int) -> int:
        """How many tokens the longest of the words has that begins here, 0 for none."""
        for word in self._by_first.get(forms[at].lower(), ()):
            here = tuple(forms[at : at + len(word)])
            if here == word or tuple(form.lower() for form in here) == word:
                return len(word)
        return 0
