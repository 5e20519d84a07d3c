"""The word lists that the model asks, from the files that underthesea installs.

Takes nothing, gives a `Lexicon`: the words of its dictionary, the words that annotators of its part-of-speech corpus used, and pairs of
syllables that they used as two words. Decides nothing. All in small letters and in the forms of `to_forms`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vnnews.segment.forms import to_forms
from vnnews.segment.installed import TAG_MODEL, WORD_LIST, find_installed
from vnnews.segment.model_file import read_attribute_names, wrong_layout

LONGEST = 4
"""Syllables of the longest entries that are asked for; 97 % of the dictionary is not longer."""

_ONE_WORD = re.compile(r"^T\[-?\d\](?:\.lower)?=(.+)$", re.MULTILINE)
_TWO_WORDS = re.compile(r"^T\[(?:-2,-1|-1,0|0,1|1,2)\](?:\.lower)?=([^ \n]+ [^ \n]+)$", re.MULTILINE)
_BY_SIZE = tuple(frozenset[str]() for _ in range(LONGEST + 1))


class Lexicon(NamedTuple):
    """Words and pairs, in small letters, syllables joined by one space; `dictionary[2]` are the entries of two syllables."""

    dictionary: tuple[frozenset[str], ...] = _BY_SIZE
    attested: tuple[frozenset[str], ...] = _BY_SIZE
    """Words that annotators used."""
    split: frozenset[str] = frozenset()
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
    names = "\n".join(read_attribute_names(path, model=version))
    attested, split = "\n".join(_ONE_WORD.findall(names)), "\n".join(_TWO_WORDS.findall(names))
    return Lexicon(_by_size(entries.replace("-", " ")), _by_size(attested), _by_size(split)[2])


def _by_size(lines: str) -> tuple[frozenset[str], ...]:
    """The entries, one a line, by their number of syllables."""
    by_size: tuple[list[str], ...] = tuple([] for _ in range(LONGEST))
    for entry in to_forms(lines.lower()).split("\n"):
        spaces = entry.count(" ")
        if spaces < LONGEST:
            by_size[spaces].append(entry)
    return (frozenset(), *map(frozenset, by_size))
