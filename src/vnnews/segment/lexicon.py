"""The word lists that the model asks, from the files that underthesea installs.

Takes nothing, gives a `Lexicon`: the words of its dictionary, the words that annotators of its part-of-speech corpus used, and pairs of
syllables that they used as two words. Decides nothing. All in small letters and in the forms of `to_forms`.
"""

from __future__ import annotations

import re
from itertools import compress, repeat
from typing import NamedTuple

from vnnews.segment.forms import to_forms
from vnnews.segment.installed import TAG_MODEL, WORD_LIST, find_installed
from vnnews.segment.model_file import read_attribute_names, wrong_layout

LONGEST = 4
"""Syllables of the longest entries that are asked for; 97 % of the dictionary is not longer."""

_ONE_WORD = re.compile(r"^T\[-?\d\](?:\.lower)?=(.+)$", re.MULTILINE)
_TWO_WORDS = re.compile(r"^T\[(?:-2,-1|-1,0|0,1|1,2)\](?:\.lower)?=([^ \n]+ [^ \n]+)$", re.MULTILINE)

Words = dict[str, None]
"""A set that keeps its order: what the file lists together is read together, and the garbage collector passes a dict of strings over."""
_BY_SIZE: tuple[Words, ...] = tuple({} for _ in range(LONGEST + 1))


class Lexicon(NamedTuple):
    """Words and pairs, in small letters, syllables joined by one space; `dictionary[2]` are the entries of two syllables."""

    dictionary: tuple[Words, ...] = _BY_SIZE
    attested: tuple[Words, ...] = _BY_SIZE
    """Words that annotators used."""
    split: Words = _BY_SIZE[0]
    """Pairs of syllables that annotators used as two words."""


def load_lexicon() -> Lexicon:
    """Return the word lists.

    Raises:
        ModelError: underthesea is not installed, or a file is missing or of another layout.

    Example:
        >>> lexicon = load_lexicon()
        >>> "sức khoẻ" in lexicon.dictionary[2], "người dân" in lexicon.attested[2]
        (True, True)
    """
    path, version = find_installed(WORD_LIST)
    try:
        entries = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise wrong_layout(path, version, error) from error
    path, version = find_installed(TAG_MODEL)
    names = read_attribute_names(path, model=version)
    attested, split = (dict.fromkeys(pattern.findall(names)) for pattern in (_ONE_WORD, _TWO_WORDS))
    return Lexicon(_by_size(entries.replace("-", " ")), _by_size("\n".join(attested)), _by_size("\n".join(split))[2])


def _by_size(lines: str) -> tuple[Words, ...]:
    """The entries, one a line, by their number of syllables."""
    entries = to_forms(lines.lower()).split("\n")
    spaces = [*map(str.count, entries, repeat(" "))]
    return ({}, *(dict.fromkeys(compress(entries, map(size.__eq__, spaces))) for size in range(LONGEST)))
