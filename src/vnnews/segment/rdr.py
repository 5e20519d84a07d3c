"""The words of VnCoreNLP's segmenter, from the user's own copy of its two model files.

Takes the paths of a rule tree (`wordsegmenter.rdr`) and a vocabulary (`vi-vocab`), gives an `RdrDecoder`, which says of each token of a
sentence whether it joins the token before. Decides as ripple-down rules do: a first cut by the longest entry of the vocabulary and by
capitals, then for each token the deepest rule of the tree that holds. Nothing is downloaded and no Java is run.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vnnews.errors import ModelError
from vnnews.segment.rdr_names import load_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VARIABLE = "VNNEWS_RDR"
"""Environment variable with the folder of the two files."""
TREE_FILE, VOCABULARY_FILE = "wordsegmenter.rdr", "vi-vocab"

LONGEST = 4
"""Syllables of the longest entries that are looked for, and of the longest row of capitals that is one name."""
_BRACKETS = frozenset({"LBKT", "RBKT"})

_SLOTS = ("tag", "word", "prevWord1", "prevTag1", "prevWord2", "prevTag2", "nextWord1", "nextTag1", "nextWord2", "nextTag2")
_WORD_SLOTS = tuple(slot for slot, name in enumerate(_SLOTS) if "ord" in name)
_OUTSIDE = ""
"""The word and the tag of what stands outside the sentence."""
_FEWEST_INDEXED = 8
"""Shorter rows of rules are asked one by one."""

_LINE = re.compile(r"(\t*)(object\..+?) : object\.conclusion = \"([BI])\"")
_CONDITION = re.compile(r"object\.(\w+) == \"([^\"]*)\"")
_STRING = re.compile(rb"t([\s\S]{2})")

_OLD, _NEW = "òóỏõọùúủũụ", "àáảãạèéẻẽẹỳýỷỹỵ"
_OLD_SPELLING = re.compile("([òóỏõọ])([ae])|([ùúủũụ])(y)|(Ủ)(y)")
_NEW_SPELLINGS = {
    f"{old}{vowel}": bare + _NEW[row * 5 + tone]
    for tones, bare, vowels in (("òóỏõọ", "o", "ae"), ("ùúủũụ", "u", "y"))
    for tone, old in enumerate(tones)
    for row, vowel in enumerate("aey")
    if vowel in vowels
} | {"Ủy": "Uỷ"}
