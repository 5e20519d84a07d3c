"""The words of VnCoreNLP's segmenter, from the user's own copy of its two model files.

Takes the folder of a rule tree (`wordsegmenter.rdr`) and a vocabulary (`vi-vocab`), gives an `RdrDecoder`, which says of each token of a
sentence whether it joins the token before. Decides as ripple-down rules do: a first cut by the longest entry of the vocabulary and by
capitals, then for each token the deepest rule of the tree that holds. Nothing is downloaded and no Java is run.

Known limits: VnCoreNLP has lists of names and of words that stand alone in its program; here the gazetteer and `alone.txt` take their
place. Its tokens differ where marks touch letters; here they are those of `vnnews.segment.tokens`, and `glue_forms` only keeps the words on
both sides of a lost space from being joined, as it does.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vnnews.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

VARIABLE = "VNNEWS_RDR"
"""Environment variable with the folder of the two files."""
TREE_FILE, VOCABULARY_FILE = "wordsegmenter.rdr", "vi-vocab"
ALONE_FILE = "alone.txt"
"""Words that begin no name though they have a capital, in the data of this package."""

LONGEST = 4
"""Tokens of the longest entries that are looked for, and of the longest row of capitals that is one name."""
_BRACKETS = frozenset({"LBKT", "RBKT"})

_SLOTS = (
    "tag",
    "word",
    "prevWord1",
    "prevTag1",
    "prevWord2",
    "prevTag2",
    "nextWord1",
    "nextTag1",
    "nextWord2",
    "nextTag2",
)
_ROOT = re.compile(r"True : object\.conclusion = \"\w+\"")
_RULE = re.compile(r"(\t+)(object\..+?) : object\.conclusion = \"([BI])\"")
_CONDITION = re.compile(r"object\.(\w+) == \"([^\"]*)\"")
_LOST_SPACE = re.compile(r"[.!?…][^\W\d_]")
_JAVA_STREAM = b"\xac\xed\x00\x05"
_JAVA_STRING = b"t"

_MORE_STATES = ("Việt Nam", "Hoa Kỳ", "Đài Loan", "Hồng Kông", "Triều Tiên")
"""Names that the gazetteer's table of foreign states does not hold, or only as second names."""

_MARKED = ("òóỏõọ", "ùúủũụ")
_MOVED = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}
_SPELLINGS = {
    marked + vowel: bare + _MOVED[vowel][tone]
    for bare, letters, vowels in (("o", _MARKED[0], "ae"), ("u", _MARKED[1], "y"))
    for tone, marked in enumerate(letters)
    for vowel in vowels
} | {"Ủy": "Uỷ"}
_SPELLING = re.compile("|".join(_SPELLINGS))

Context = tuple[str, ...]
"""What stands in each of `_SLOTS` around a token; '' outside the sentence."""


class Rule(NamedTuple):
    """A rule of the tree."""

    number: int
    """Its place in the file: of two rules that hold, the first one counts."""
    conditions: tuple[tuple[int, str], ...]
    """What must stand in which slot."""
    joins: bool
    exceptions: RuleRow


class RuleRow:
    """Rules of which the first that holds decides, found by one of their conditions."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._by_slot: dict[int, dict[str, list[Rule]]] = {}
        for rule in rules:
            slot, value = min(rule.conditions, key=lambda condition: "Tag" in _SLOTS[condition[0]])
            self._by_slot.setdefault(slot, {}).setdefault(value, []).append(rule)
        self._tables = tuple(self._by_slot.items())

    def decide(self, context: Context) -> bool | None:
        """Return what the rule that holds says, or the deepest of its exceptions; None where none holds."""
        first: Rule | None = None
        for slot, by_value in self._tables:
            for rule in by_value.get(context[slot], ()):
                if first is not None and first.number < rule.number:
                    break
                if all(context[at] == value for at, value in rule.conditions):
                    first = rule
                    break
        if first is None:
            return None
        deeper = first.exceptions.decide(context)
        return first.joins if deeper is None else deeper


class RdrDecoder:
    """A tree and a vocabulary; constant, so threads may share it.

    Args:
        rules: The rules of the tree.
        words: Entries of several tokens, in small letters.
        alone: Words of one token that begin no name.
    """

    def __init__(self, rules: RuleRow, words: Collection[str], alone: Collection[str]) -> None:
        self._rules = rules
        self._words = words
        self._alone = alone
        self._beginnings = {word.split(" ", 1)[0] for word in words}

    def decode(self, tokens: Sequence[str]) -> list[bool]:
        """Return for each token of a sentence, as written, whether it joins the token before it."""
        if not tokens:
            return []
        forms = _SPELLING.sub(_respell, "\n".join(tokens)).split("\n")
        lower = [form.lower() for form in forms]
        joins = self._cut_first(forms, lower)
        words = ["", "", *lower, "", ""]
        tags = ["", "", *("I" if is_joined else "B" for is_joined in joins), "", ""]
        for at in range(len(forms)):
            tag2, tag1, tag, next1, next2 = tags[at : at + 5]
            word2, word1, word, after1, after2 = words[at : at + 5]
            decided = self._rules.decide((tag, word, word1, tag1, word2, tag2, after1, next1, after2, next2))
            if decided is not None:
                joins[at] = decided
        joins[0] = False
        return joins

    def _cut_first(self, forms: Sequence[str], lower: Sequence[str]) -> list[bool]:
        """The cut by the vocabulary and by capitals."""
        joins = [False] * len(forms)
        at = 0
        while at < len(forms):
            size = self._size_at(forms, lower, at)
            joins[at + 1 : at + size] = [True] * (size - 1)
            at += size
        return joins

    def _size_at(self, forms: Sequence[str], lower: Sequence[str], at: int) -> int:
        """How many tokens the word has that begins here."""
        form = forms[at]
        if not form.isalpha():
            return 1
        is_small = form[0].islower()
        if is_small and at + 1 < len(forms) and forms[at + 1][0].isupper():
            return 1
        last = min(at + LONGEST, len(forms))
        if lower[at] in self._beginnings:
            for end in range(last, at + 1, -1):
                if " ".join(lower[at:end]) in self._words:
                    return end - at
        if is_small or form.isupper() or lower[at] in self._alone:
            return 1
        end = at + 1
        while end < last and forms[end].isalpha() and not forms[end][0].islower() and forms[end] not in _BRACKETS:
            end += 1
        return end - at


def glue_forms(text: str, tokens: Sequence[tuple[int, int]]) -> list[str]:
    """Return the tokens of a line as VnCoreNLP reads them: a word beside a lost space has a mark, so that it is no word of letters.

    Args:
        text: The text that the tokens are spans of.
        tokens: Their spans.

    Example:
        >>> glue_forms("ở Việt Nam.Bộ trưởng", [(0, 1), (2, 6), (7, 10)])
        ['ở', 'Việt', 'Nam.']
    """
    forms = [text[start:end] for start, end in tokens]
    for number, (start, end) in enumerate(tokens):
        if _LOST_SPACE.match(text, end):
            forms[number] += "."
        if start > 1 and _LOST_SPACE.match(text, start - 1) and text[start - 2].isalpha():
            forms[number] = f".{forms[number]}"
    return forms


def load_rdr(folder: str = "") -> RdrDecoder:
    """Return the decoder for the model files in a folder, by default the one that `VNNEWS_RDR` names; they are read once.

    Raises:
        ModelError: No folder is named, or a file is missing or of another layout.
    """
    folder = folder or os.environ.get(VARIABLE, "")
    if not folder:
        raise ModelError(
            f"scheme='rdr' reads your copy of VnCoreNLP's {TREE_FILE} and {VOCABULARY_FILE}: set {VARIABLE} to their folder, or name it "
            "in scheme='rdr:FOLDER'",
            stage="segment",
            reason="model missing",
        )
    return read_rdr(folder)


@lru_cache(maxsize=4)
def read_rdr(folder: str | Path) -> RdrDecoder:
    """Return the decoder for the model files in a folder.

    Raises:
        ModelError: A file is missing or of another layout.
    """
    tree, vocabulary = Path(folder) / TREE_FILE, Path(folder) / VOCABULARY_FILE
    rules = _read_tree(tree)
    words = {word for word in _read_vocabulary(vocabulary) if " " in word}
    places, countries = _list_names()
    lone = (files("vnnews.segment") / "data" / ALONE_FILE).read_text("utf-8").split()
    return RdrDecoder(rules, words | places, frozenset(lone) | countries)


def _list_names() -> tuple[set[str], set[str]]:
    """Names of provinces, districts and countries of several tokens; those of countries of one token."""
    from vnnews.gazetteer import default

    facts = default()
    states = [*_MORE_STATES, *(record.name for record in facts.foreign if record.kind == "state")]
    units = [record.name for record in (*facts.provinces, *facts.districts)]
    names = {_SPELLING.sub(_respell, name).lower() for name in (*states, *units)}
    alone = {_SPELLING.sub(_respell, name).lower() for name in states}
    return {name for name in names if " " in name}, {name for name in alone if " " not in name}


def _respell(match: re.Match[str]) -> str:
    return _SPELLINGS[match[0]]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"cannot read the model of scheme='rdr': {error}", source=str(path), stage="segment", reason="model missing"
        ) from error


def _wrong_layout(path: Path, what: str) -> ModelError:
    return ModelError(f"the model of scheme='rdr' has {what}", source=str(path), stage="segment", reason="model layout")


def _read_tree(path: Path) -> RuleRow:
    """The rules below the root: one a line, as many tabs as it is deep, exceptions below the rule that they belong to."""
    try:
        root, *lines = _read(path).decode().splitlines()
    except (UnicodeDecodeError, ValueError) as error:
        raise _wrong_layout(path, "no lines of text") from error
    if not _ROOT.fullmatch(root):
        raise _wrong_layout(path, "no root rule")
    found: list[tuple[int, tuple[tuple[int, str], ...], bool]] = []
    for number, line in enumerate(lines, start=2):
        rule = _RULE.fullmatch(line.rstrip())
        asked = _CONDITION.findall(rule[2]) if rule else []
        if not rule or not asked or any(name not in _SLOTS for name, _ in asked):
            raise _wrong_layout(path, f"a line that is no rule ({number})")
        depth = len(rule[1])
        if depth > (found[-1][0] if found else 0) + 1:
            raise _wrong_layout(path, f"an exception to no rule ({number})")
        found.append((depth, tuple((_SLOTS.index(name), value) for name, value in asked), rule[3] == "I"))
    rows: list[list[Rule]] = [[]]  # the rules so far of each depth, read from the last line to the first
    for number, (depth, conditions, joins) in reversed([*enumerate(found)]):
        while len(rows) <= depth:
            rows.append([])
        exceptions = RuleRow(rows[depth][::-1])
        del rows[depth:]
        rows[depth - 1].append(Rule(number, conditions, joins, exceptions))
    return RuleRow(rows[0][::-1])


def _read_vocabulary(path: Path) -> set[str]:
    """The strings of a set that Java wrote: each a 't', its length in two bytes, and the string."""
    data = _read(path)
    at = data.find(_JAVA_STRING + b"\0", len(_JAVA_STREAM))
    if not data.startswith(_JAVA_STREAM) or at < 0:
        raise _wrong_layout(path, "no vocabulary written by Java")
    words = set()
    try:
        while data[at : at + 1] == _JAVA_STRING:
            end = at + 3 + int.from_bytes(data[at + 1 : at + 3])
            words.add(data[at + 3 : end].decode())
            at = end
    except UnicodeDecodeError as error:
        raise _wrong_layout(path, "a word that is no text") from error
    if data[at:] != b"x":
        raise _wrong_layout(path, "no end of the vocabulary")
    return words
