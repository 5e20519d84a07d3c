r"""The notation in which `resources/` writes phrases, and how it becomes a regular expression.

Takes the phrases of a list. Gives the source of one pattern. Signs with a meaning, all others stand for themselves:

    [x]      x or nothing
    (a/b)    a or b
    {x}      x once or more often; {x}2-12 that often
    …30      any one to thirty characters; …2-30 two to thirty
    #        a number, as '1.234'; #5 one to five digits
    @        a word; @12 one of up to twelve letters
    *        what else belongs to the word
    |        the edge of a word
    _        space or none; `~a` a small letter or a capital
    ^ $      the beginning and the end of the line
    <name>   one phrase of the list `name` of the same file, or of a table that the builder gives
    \x       the sign x itself
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from vnnews.errors import GazetteerError

MAX_DEPTH: Final = 12
"""Lists named inside lists named inside lists: more is a list that names itself."""
_PLAIN: Final = {"#": r"\d[\d.,]*", "@": r"\w+", "*": r"\w*", "|": r"\b", "_": r"\s*", "^": "^", "$": "$"}
_CLOSING: Final = {"[": "]", "(": ")", "{": "}"}
_TIMES: Final = re.compile(r"(\d+)(?:-(\d+))?")
_NAME: Final = re.compile(r"<([a-z_]+)>")
_MEANING: Final = re.compile(r"[\[\](){}/…#@*|_~^$<\\]")
"""The signs with a meaning."""
_REPETITION: Final = re.compile(r"[?*+]|\{\d+,\d+\}")
_REPEATED: Final = re.compile(r"(?s:.+)(?:(?<!\\)[?*+]|\{\d+,\d+\})")
_LETTER: Final = re.compile(r"[^\\.\[(^$]|\\[^\w]", re.DOTALL)
"""A sign that is itself and is not repeated."""
_SIGN: Final = re.compile(r"[^\\.\[(^$]|\\[^\w]|\\d", re.DOTALL)
_IN_CLASS: Final = {"-": r"\-"}
"""What is written otherwise in a class."""
_ANY_LETTERS: Final = (r"\w", r"\S", ".")
_HYPHENS: Final = ("-", r"\-")
_ANY: Final = re.compile(r"\.\{1,(\d+)\}")


def join_phrases(phrases: Iterable[str], lists: Mapping[str, Sequence[str]]) -> str:
    r"""The source of a pattern that fits any of the phrases.

    Args:
        phrases: The phrases in this notation; where two fit, the earlier counts.
        lists: The phrases behind each `<name>`.

    Raises:
        GazetteerError: A phrase cannot be read.

    >>> join_phrases(["[các ]tin (mới/khác)", "trang #3"], {})
    '(?:(?:các )?tin (?:mới|khác)|trang \\d{1,3})'
    """
    return _atom(_join([_Reader(phrase, lists, 0).read() for phrase in phrases]))


def escape_phrase(text: str) -> str:
    r"""A text as a phrase that means it.

    >>> escape_phrase("a/b")
    'a\\/b'
    """
    return _MEANING.sub(r"\\\g<0>", text)


def find_first_words(source: str) -> set[str]:
    r"""What a line may begin with that a pattern fits whole, up to the first space, digit or sign other than a hyphen, in small letters.

    >>> sorted(find_first_words("(?:(?:vui lòng )?nhập|(?:\\d{1,3} )?[Kk]ý tự|e-?mail)"))
    ['e-mail', 'email', 'ký', 'nhập', 'vui']

    Raises:
        GazetteerError: The first word can be any word, or one of which only the beginning is known.
    """
    return {word.casefold() for word, _ in _follow(_split(source), "") if word}


def _follow(tokens: list[str], begun: str) -> Iterator[tuple[str, bool]]:
    """The first words that tokens give behind what is begun, and whether the word may go on behind the tokens."""
    if not tokens:
        yield begun, True
        return
    for word, goes_on in _begin(tokens[0], begun):
        if goes_on:
            yield from _follow(tokens[1:], word)
        else:
            yield word, False


def _begin(token: str, begun: str) -> Iterator[tuple[str, bool]]:
    """The same for one token."""
    end = _find_end(token, 0)
    bare, repetition = token[:end], token[end:]
    if repetition[:1] in ("?", "*") or repetition.startswith("{0"):
        yield begun, True
    if bare.startswith("(?:"):
        for part in _split_alternatives(bare[3:-1]):
            yield from _follow(_split(part), begun)
    elif bare.startswith("["):
        for part in _split(bare[1:-1]):
            yield from _begin(part, begun)
    elif bare == _PLAIN["|"]:
        yield begun, not begun
    elif bare.isalpha() or bare in _HYPHENS:
        yield begun + bare[-1], True
    elif bare in _ANY_LETTERS:
        raise GazetteerError(f"the first word is open: {begun}{token}")
    else:
        yield begun, False


def _split_alternatives(source: str) -> list[str]:
    parts = [""]
    for token in _split(source):
        if token == "|":
            parts.append("")
        else:
            parts[-1] += token
    return parts


def find_named(phrases: Iterable[str]) -> set[str]:
    """The lists that phrases name.

    >>> find_named(["<please> nhập <field>"]) == {"please", "field"}
    True
    """
    return {name for phrase in phrases for name in _NAME.findall(phrase)}


class _Reader:
    """One phrase and how far it is read."""

    def __init__(self, phrase: str, lists: Mapping[str, Sequence[str]], depth: int) -> None:
        self.phrase, self.lists, self.depth = phrase, lists, depth
        self.at = 0

    def read(self) -> str:
        source = self._read_sequence("")
        if self.at < len(self.phrase):
            raise GazetteerError(f"{self.phrase!r}: {self.phrase[self.at]!r} closes nothing; write '\\' in front of it")
        return source

    def _read_sequence(self, ends: str) -> str:
        parts = []
        while self.at < len(self.phrase) and self.phrase[self.at] not in (ends or "])}"):
            parts.append(self._read_part())
        return "".join(parts)

    def _read_part(self) -> str:
        sign = self.phrase[self.at]
        self.at += 1
        if sign in "~\\" and self.at == len(self.phrase):
            raise GazetteerError(f"{self.phrase!r}: nothing stands behind {sign!r}")
        if sign in _CLOSING:
            return self._read_group(sign)
        if sign == "…":
            least, most = self._read_times(1)
            return f".{{{least},{most}}}"
        if sign == "#" and _TIMES.match(self.phrase, self.at):
            least, most = self._read_times(1)
            return r"\d" if most == 1 else rf"\d{{{least},{most}}}"
        if sign == "@" and _TIMES.match(self.phrase, self.at):
            least, most = self._read_times(1)
            return rf"\w{{{least},{most}}}"
        if sign == "~":
            letter = self.phrase[self.at : self.at + 1]
            self.at += 1
            return f"[{letter.upper()}{letter.lower()}]"
        name = _NAME.match(self.phrase, self.at - 1) if sign == "<" else None
        if name is not None:
            self.at = name.end()
            return self._read_list(name.group(1))
        if sign == "\\":
            sign = self.phrase[self.at : self.at + 1]
            self.at += 1
            return escape(sign)
        return _PLAIN.get(sign) or escape(sign)

    def _read_group(self, sign: str) -> str:
        closing = _CLOSING[sign]
        found = [self._read_sequence("/" + closing)]
        while self.phrase[self.at : self.at + 1] == "/":
            self.at += 1
            found.append(self._read_sequence("/" + closing))
        if self.phrase[self.at : self.at + 1] != closing:
            raise GazetteerError(f"{self.phrase!r}: {sign!r} is not closed by {closing!r}")
        self.at += 1
        inner = _join(found)
        if sign == "(":
            return inner
        if sign == "[":
            most = _ANY.fullmatch(inner)
            if most is not None:
                return f".{{0,{most.group(1)}}}"
            is_repeated = inner.endswith("+") and _find_end(inner, 0) == len(inner) - 1
            return f"{inner[:-1]}*" if is_repeated else f"{_atom(inner)}?"
        if _TIMES.match(self.phrase, self.at):
            least, most_often = self._read_times(0)
            return f"{_atom(inner)}{{{least},{most_often}}}"
        return f"{_atom(inner)}+"

    def _read_times(self, least: int) -> tuple[int, int]:
        found = _TIMES.match(self.phrase, self.at)
        if found is None:
            raise GazetteerError(f"{self.phrase!r}: a number is missing behind '…'; the sign itself is written '\\…'")
        self.at = found.end()
        first, second = found.groups()
        return (int(first), int(second)) if second else (least, int(first))

    def _read_list(self, name: str) -> str:
        if name not in self.lists or self.depth > MAX_DEPTH:
            raise GazetteerError(f"{self.phrase!r}: there is no list {name!r}, or it names itself")
        return _join([_Reader(phrase, self.lists, self.depth + 1).read() for phrase in self.lists[name]])


def escape(text: str) -> str:
    r"""The text as a pattern reads it; spaces stay as they are.

    >>> escape("a b. (c)")
    'a b\\. \\(c\\)'
    """
    return re.escape(text).replace("\\ ", " ").replace("\\&", "&").replace("\\#", "#").replace("\\-", "-")


def _atom(source: str) -> str:
    """A source behind which a repetition can stand."""
    tokens = _split(source)
    return source if len(tokens) == 1 and not _REPEATED.fullmatch(tokens[0]) else f"(?:{source})"


def _split(source: str) -> list[str]:
    """The letters, classes and groups of a source, each with what repeats it."""
    tokens, at = [], 0
    while at < len(source):
        end = _find_end(source, at)
        repeated = _REPETITION.match(source, end)
        end = repeated.end() if repeated is not None else end
        tokens.append(source[at:end])
        at = end
    return tokens


def _find_end(source: str, at: int) -> int:
    """Where the letter, class or group that begins at a place ends."""
    if source[at] == "\\":
        return at + 2
    if source[at] == "[":
        at += 1
        while source[at] != "]":
            at += 2 if source[at] == "\\" else 1
        return at + 1
    if source[at] != "(":
        return at + 1
    at += 1
    while source[at] != ")":
        at = _find_end(source, at)
    return at + 1


def _join(sources: Sequence[str]) -> str:
    """Alternatives, those in a row that begin with the same letters behind these: most lines are then refused at once."""
    sources = list(dict.fromkeys(sources))
    if len(sources) == 1:
        return sources[0]
    if all(_SIGN.fullmatch(source) for source in sources):
        return f"[{''.join(_IN_CLASS.get(source, source) for source in sources)}]"
    return f"(?:{'|'.join(_merge([_split(source) for source in sources]))})"


def _merge(rows: Sequence[list[str]]) -> list[str]:
    """Alternatives with what they begin with taken out. The order counts only where two fit, and those begin alike."""
    merged: list[str] = []
    for begins, run in groupby(rows, key=_how_it_begins):
        if begins == "other":
            merged += ["".join(row) for row in run]
            continue
        by_first: dict[str, list[list[str]]] = {}
        for row in run:
            by_first.setdefault(row[0], []).append(row)
        for group in by_first.values():
            if len(group) == 1:
                merged.append("".join(group[0]))
                continue
            shared = 1
            while all(len(row) > shared and row[shared] == group[0][shared] for row in group):
                shared += 1
            rest = _merge([row[shared:] for row in group])
            merged.append(f"{''.join(group[0][:shared])}(?:{'|'.join(rest)})")
    return merged


def _how_it_begins(row: list[str]) -> str:
    if row and _LETTER.fullmatch(row[0]):
        return "letter"
    return "edge" if row and row[0] == _PLAIN["|"] else "other"
