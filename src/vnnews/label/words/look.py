"""What a line says by itself: its kind and key, the steps of its length and letters, and named signs: forms, marks and words.

Takes the text of a line. Gives a `Look`. Decides nothing: the decoder weighs the signs for which it has learned a weight. Words count only
where the weights know them, and these keep only words that several outlets share.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache
from typing import Final, NamedTuple

from vnnews.label.words.bylines import OUTLETS, SURNAMES, parse_byline
from vnnews.label.words.captions import speaks_of_picture
from vnnews.label.words.kinds import Kind, name_kind
from vnnews.label.words.lines import SECTION_KEYS, count_glued, count_sentences, is_dateline, split_dateline
from vnnews.label.words.markers import is_reader_message
from vnnews.text import deaccent

MAX_KEPT: Final = 8192
"""Short lines whose look is kept: the menus and buttons of some forty sites, at most 12 MB."""
SHORT_CHARS: Final = 120
"""Longer lines hardly ever come again."""
KEY_CHARS: Final = 160
"""Only the beginning of a line counts in its key: a summary cut at 255 characters equals its whole copy."""
WORD_STEPS: Final = (1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 27, 40, 60, 100)
"""Lengths of a line in words, as the features tell them apart."""
MAX_FORM_WORDS: Final = 8
"""Words of a line that can be a section, a name or an outlet."""
MAX_CAPTION_WORDS: Final = 40
MAX_MARK_WORDS: Final = 13
"""Words of a line whose marks say more than those of a paragraph."""
MAX_READ: Final = 2_000
"""Characters of a line in which sentences are counted."""
MAX_DATELINE: Final = 80
MAX_HEAD, MAX_OPENING, MAX_TAIL = 300, 40, 80
"""Characters at the head of a short line, and at the head and the tail of others, whose words are looked at."""

FIRST_SIGNS: Final = ("capital", "small", "digit", "dash", "bullet", "arrow", "bracket", "quote", "hash", "other")
LAST_SIGNS: Final = ("letter", "digit", "...", "quote.", "quote", "bracket", ".", "?", "!", ":", ";", ",", "|", "other")
_FIRST: Final = {
    **dict.fromkeys("-–—", "dash"), **dict.fromkeys("•*+●▪■", "bullet"), **dict.fromkeys(">»▶►→", "arrow"),
    **dict.fromkeys("([", "bracket"), **dict.fromkeys("\"“‘'", "quote"), "#": "hash",
}  # fmt: skip
_LAST: Final = {**{sign: sign for sign in ".?!:;,|"}, "…": "...", ")": "bracket", "]": "bracket"}
_CAN_BE_NAME: Final = frozenset((Kind.BYLINE, Kind.SHORT, Kind.SOURCE, Kind.HEADLINE, Kind.TEXT))
"""Kinds that leave it open whether a line is a name; the others have said what it is."""
_CLOSING: Final = frozenset("\"”’'»")

_WORD = re.compile(r"[^\W_]+")
_TIME = re.compile(r"\d{1,2}[:hg]\d{2}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PHONE = re.compile(r"\d{3,4}[ .-]?\d{3}[ .-]?\d{3}")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|vn|net)\b")
_MARK = re.compile(r"[|»>:(/©%?@]")


class Look(NamedTuple):
    """What a line is by itself, whatever page it stands on."""

    key: str
    """Equal for copies: case, marks and diacritics do not count."""
    kind: Kind
    length: int
    """Step of its length in words."""
    first: int
    last: int
    """Its first and last sign, as `FIRST_SIGNS` and `LAST_SIGNS` count them."""
    capitals: int
    """Quarters of its words that begin with a capital; 5 when all letters are capitals, -1 without a letter at a word's head."""
    sentences: int
    """Sentence ends inside, up to three."""
    signs: tuple[str, ...]
    """Named forms, marks and words."""


def look_at(text: str) -> Look:
    """The look of a line.

    >>> look = look_at("Tin liên quan")
    >>> look.kind.value, look.length, LAST_SIGNS[look.last], look.signs[:2]
    ('related_heading', 3, 'letter', ('line:tin liên quan', 'word:tin'))
    """
    return _look_short(text) if len(text) <= SHORT_CHARS else _look(text)


def _look(text: str) -> Look:
    line = text if text.isprintable() and "  " not in text else " ".join(text.split())
    words = line.split(" ")
    key, kind = deaccent(line[:KEY_CHARS]), name_kind(line)
    initials = [word[0] for word in words[:MAX_CAPTION_WORDS]]
    letters = sum(map(str.isalpha, initials))
    capitals = 5 if line.isupper() else 4 * sum(map(str.isupper, initials)) // letters if letters else -1
    return Look(
        key, kind, bisect(WORD_STEPS, len(words)), _first_sign(line), _last_sign(line), capitals,
        min(count_sentences(line[:MAX_READ]), 3),
        (*_name_words(line, len(words)), *_name_marks(line, len(words)), *_name_forms(line, key, kind, words)),
    )  # fmt: skip


@lru_cache(maxsize=MAX_KEPT)
def _look_short(text: str) -> Look:
    """The same for a short line; menus and buttons come again on every page of a site."""
    return _look(text)


def _first_sign(line: str) -> int:
    sign = line[0]
    if sign.isalpha():
        return 0 if sign.isupper() else 1
    return FIRST_SIGNS.index("digit" if sign.isdigit() else _FIRST.get(sign, "other"))


def _last_sign(line: str) -> int:
    sign = line[-1]
    if sign.isalpha():
        return 0
    if line.endswith("..."):
        name = "..."
    elif sign in _CLOSING:
        name = "quote." if len(line) > 1 and line[-2] in ".?!…" else "quote"
    else:
        name = "digit" if sign.isdigit() else _LAST.get(sign, "other")
    return LAST_SIGNS.index(name)


def _name_marks(line: str, count: int) -> list[str]:
    """The signs, numbers and addresses that a line of a caption's length holds; a paragraph can hold any."""
    names: list[str] = []
    if count > MAX_CAPTION_WORDS:
        return names
    for mark in dict.fromkeys(_MARK.findall(line)):
        names.append(f"holds:{mark}")
        if count <= MAX_MARK_WORDS:
            names.append(f"holds:{mark}&short")
    if " - " in line or " – " in line:
        names.append("holds:dash")
    if "." in line and _ADDRESS.search(line) is not None:
        names.append("holds:address")
    if _DIGIT.search(line) is not None:
        names += [
            f"holds:{name}" for name, form in (("time", _TIME), ("year", _YEAR), ("phone", _PHONE)) if form.search(line)
        ]
    if count_glued(line):
        names.append("holds:glued")
    return names


def _name_forms(line: str, key: str, kind: Kind, words: list[str]) -> list[str]:
    """The forms that a line has beside its kind: a section, a name, a picture's words, a message, a dateline."""
    count = len(words)
    names: list[str] = []
    if kind in (Kind.PROSE, Kind.TEXT) and (split_dateline(line[:MAX_DATELINE] + " ")[0] or is_dateline(line)):
        names.append("form:dateline")
    if count > MAX_CAPTION_WORDS:
        return names
    if count <= MAX_FORM_WORDS:
        if key in SECTION_KEYS:
            names.append("form:section")
        if kind in _CAN_BE_NAME and parse_byline(line, single=True) is not None:
            names += ["form:byline", f"form:byline&words:{count}"]
        if 2 <= count <= 4 and words[0].casefold() in SURNAMES:
            names.append("form:surname")
        if line.strip("() .").casefold() in OUTLETS:
            names.append("form:outlet")
    if speaks_of_picture(line):
        names.append("form:picture")
    if is_reader_message(line):
        names.append("form:message")
    return names


def _name_words(line: str, count: int) -> list[str]:
    """The words of a short line, and those at the ends of any."""
    # of a long line only its first three words count
    head = _WORD.findall(line[: MAX_HEAD if count <= MAX_FORM_WORDS else MAX_OPENING].casefold())
    if not head:
        return []
    names = [f"line:{' '.join(head)}"] if count <= 6 else []
    if count <= MAX_FORM_WORDS:
        names += [f"word:{word}" for word in dict.fromkeys(head)]
    names.append(f"begins:{head[0]}")
    if len(head) > 1:
        names.append(f"begins:{head[0]} {head[1]}")
    if len(head) > 2 and count > 6:
        names.append(f"begins:{' '.join(head[:3])}")
    if count <= MAX_MARK_WORDS:
        tail = head if count <= MAX_FORM_WORDS else _WORD.findall(line[-MAX_TAIL:].casefold())
        names.append(f"ends:{' '.join(tail[-2:])}")
    return names
