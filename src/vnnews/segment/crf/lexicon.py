"""The word lists that the model asks, from the files that underthesea installs and from vnnews' own.

Takes nothing, gives a `Lexicon`: the words of underthesea's dictionary, the words that annotators of its part-of-speech corpus used, pairs
of syllables that they used as two words, and the words of news that segmenters agreed on. Decides nothing. All in small letters and in
the forms of `to_forms`.
"""

from __future__ import annotations

import re
from itertools import compress, repeat
from pathlib import Path
from typing import NamedTuple

from vnnews.segment.crf.forms import to_forms
from vnnews.segment.crf.installed import TAG_MODEL, WORD_LIST, find_installed
from vnnews.segment.crf.model_file import read_attribute_names, wrong_layout

LONGEST = 4
"""Syllables of the longest entries that are asked for; 97 % of the dictionary is not longer."""

_ONE_WORD = re.compile(r"^T\[-?\d\](?:\.lower)?=(.+)$", re.MULTILINE)
_TWO_WORDS = re.compile(r"^T\[(?:-2,-1|-1,0|0,1|1,2)\](?:\.lower)?=([^ \n]+ [^ \n]+)$", re.MULTILINE)

AGREED_FILE = "words.tsv"
"""The words that segmenters agreed on, with how often, in the data of `segment`; `tools/train_segmenter.py` writes it."""
_COUNT = re.compile(r"\t\d+$", re.MULTILINE)

Words = dict[str, None]
"""A set that keeps its order: what the file lists together is read together, and the garbage collector passes a dict of strings over."""
_BY_SIZE: tuple[Words, ...] = tuple({} for _ in range(LONGEST + 1))


class Lexicon(NamedTuple):
    """Words and pairs, in small letters, syllables joined by one space; `dictionary[2]` are the entries of two syllables."""

    dictionary: tuple[Words, ...] = _BY_SIZE
    attested: tuple[Words, ...] = _BY_SIZE
    """Words that annotators used."""
    agreed: tuple[Words, ...] = _BY_SIZE
    """Words of several syllables that segmenters agreed on."""
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
    agreed = (Path(__file__).parents[1] / "data" / AGREED_FILE).read_text("utf-8")
    return Lexicon(
        dictionary=group_by_size(entries.replace("-", " ")),
        attested=group_by_size("\n".join(attested)),
        agreed=group_by_size(_COUNT.sub("", agreed)),
        split=group_by_size("\n".join(split))[2],
    )


def group_by_size(lines: str) -> tuple[Words, ...]:
    """Return the entries, one a line in small letters, by their number of syllables."""
    entries = to_forms(lines.lower()).split("\n")
    spaces = [*map(str.count, entries, repeat(" "))]
    return ({}, *(dict.fromkeys(compress(entries, map(size.__eq__, spaces))) for size in range(LONGEST)))
