"""What a line says by itself, as named features: its kind, length, first and last sign, capitals, marks, forms and words.

Takes the text of a line and its kind. Gives names such as 'kind:byline', 'words:3', 'line:tin liên quan'; the decoder weighs those for which it
has learned a weight. Decides nothing. Words count only where the weights know them, and these keep only words that several outlets share.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from typing import Final

from vnnews.label.words.bylines import OUTLETS, SURNAMES, parse_byline, parse_source
from vnnews.label.words.captions import speaks_of_picture
from vnnews.label.words.datelines import is_dateline, split_dateline
from vnnews.label.words.lines import is_date_line
from vnnews.label.words.reader_messages import is_reader_message
from vnnews.label.words.sections import is_section_name

WORD_STEPS: Final = (1, 2, 3, 4, 5, 6, 8, 11, 15, 20, 27, 40, 60, 100)
"""Lengths of a line in words, as the features tell them apart."""
MAX_FORM_WORDS: Final = 8
"""Words of a line that can be a section, a name or an outlet."""
MAX_SOURCE_WORDS: Final = 20
MAX_CAPTION_WORDS: Final = 40
MAX_READ: Final = 2_000
"""Characters of a line in which sentences are counted."""
MAX_DATELINE: Final = 80
MAX_HEAD, MAX_TAIL = 300, 80
"""Characters at the head and the tail of a line whose words are looked at."""

_WORD = re.compile(r"[^\W_]+")
_TIME = re.compile(r"\d{1,2}[:hg]\d{2}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|vn|net)\b")
_MAIL = re.compile(r"\S@\S")
_PHONE = re.compile(r"\d{3,4}[ .-]?\d{3}[ .-]?\d{3}")
_SENTENCE = re.compile(r"[.!?…][\"”’)]?\s+[\"“(]?[^\W\d_a-z]")
_GLUED = re.compile(r"[a-zà-ỹ][A-ZĐ][a-zà-ỹ]")
_HOLD_DIGITS: Final = (("time", _TIME), ("year", _YEAR), ("phone", _PHONE))
_HOLDS: Final = (("address", _ADDRESS), ("mail", _MAIL), ("glued", _GLUED))
_DIGIT = re.compile(r"\d")
_MARKS: Final = "|»>:(/©%?"
_FIRST: Final = {
    **dict.fromkeys("-–—", "dash"), **dict.fromkeys("•*+●▪■", "bullet"), **dict.fromkeys(">»▶►→", "arrow"),
    **dict.fromkeys("([", "bracket"), **dict.fromkeys("\"“‘'", "quote"), "#": "hash",
}  # fmt: skip
_LAST: Final = {**{sign: sign for sign in ".?!:;,|"}, "…": "...", ")": "bracket", "]": "bracket"}
_CAN_BE_NAME: Final = frozenset(("byline", "short", "source", "headline", "text"))
"""Kinds that leave it open whether a line is a name or a source; the others have said what it is."""
_CAN_HOLD_DATE: Final = _CAN_BE_NAME | {"prose", "breadcrumb", "widget"}
_CLOSING: Final = frozenset("\"”’'»")


def step(number: float, steps: Sequence[float]) -> int:
    """Which of the steps a number has reached.

    >>> step(0, (1, 3)), step(2, (1, 3)), step(9, (1, 3))
    (0, 1, 2)
    """
    return bisect(steps, number)


def look_at(text: str, kind: str) -> tuple[str, ...]:
    """The features that a line has wherever it stands.

    >>> look_at("Tin liên quan", "related_heading")[:3]
    ('kind:related_heading', 'words:3', 'kind:related_heading&words:3')
    """
    words = text.split()
    count = len(words)
    length = f"words:{step(count, WORD_STEPS)}"
    first, last = f"first:{_first_sign(text)}", f"last:{_last_sign(text)}"
    names = [f"kind:{kind}", length, f"kind:{kind}&{length}", first, last, f"{last}&{length}", f"{first}&{last}"]
    has_digit = _DIGIT.search(text) is not None
    lettered = [word for word in words if word[0].isalpha()]
    if text.isupper():
        names += ["capitals:all", f"capitals:all&{length}"]
    elif lettered:
        share = f"capitals:{4 * sum(word[0].isupper() for word in lettered) // len(lettered)}"
        names += [share, f"{share}&{length}"]
    names.append(f"sentences:{min(len(_SENTENCE.findall(text[:MAX_READ])), 3)}&{last}")
    names += [f"holds:{name}" for name, pattern in _HOLDS if pattern.search(text)]
    if has_digit:
        names += [f"holds:{name}" for name, pattern in _HOLD_DIGITS if pattern.search(text)]
    for mark in _MARKS:
        if mark in text:
            names.append(f"holds:{mark}")
            if count <= MAX_CAPTION_WORDS // 3:
                names.append(f"holds:{mark}&short")
    if " - " in text or " – " in text:
        names.append("holds:dash")
    names += _forms(text, kind, words, has_digit=has_digit)
    if kind in ("prose", "text") and (split_dateline(text[:MAX_DATELINE] + " ")[0] or is_dateline(text)):
        names.append("form:dateline")
    names += _name_words(text, count)
    return tuple(names)


def _first_sign(text: str) -> str:
    sign = text[0]
    if sign.isalpha():
        return "capital" if sign.isupper() else "small"
    return "digit" if sign.isdigit() else _FIRST.get(sign, "other")


def _last_sign(text: str) -> str:
    sign = text[-1]
    if text.endswith("..."):
        return "..."
    if sign in _CLOSING:
        return "quote." if len(text) > 1 and text[-2] in ".?!…" else "quote"
    if sign.isalpha():
        return "letter"
    return "digit" if sign.isdigit() else _LAST.get(sign, "other")


def _forms(text: str, kind: str, words: Sequence[str], *, has_digit: bool) -> list[str]:
    """The forms that a short line has beside its kind: a section, a name, a source, a date, a picture's words, a message."""
    count = len(words)
    names: list[str] = []
    if count > MAX_CAPTION_WORDS:
        return names
    can_be_name = kind in _CAN_BE_NAME
    if count <= MAX_FORM_WORDS:
        if is_section_name(text):
            names.append("form:section")
        if can_be_name and parse_byline(text, single=True) is not None:
            names += ["form:byline", f"form:byline&words:{count}"]
        if words[0].casefold() in SURNAMES and 2 <= count <= 4:
            names.append("form:surname")
        if text.strip("() .").casefold() in OUTLETS:
            names.append("form:outlet")
    if kind == "source" or (can_be_name and count <= MAX_SOURCE_WORDS and parse_source(text) is not None):
        names.append("form:source")
    if kind == "date" or (has_digit and kind in _CAN_HOLD_DATE and is_date_line(text)):
        names.append("form:date")
    if speaks_of_picture(text):
        names.append("form:picture")
    if is_reader_message(text):
        names.append("form:message")
    return names


def _name_words(text: str, count: int) -> list[str]:
    """The words of a short line, and those at the ends of any."""
    # of a long line only its first three words count
    head = [word.casefold() for word in _WORD.findall(text[: MAX_HEAD if count <= MAX_FORM_WORDS else MAX_TAIL])]
    if not head:
        return []
    names = [f"begins:{head[0]}"]
    if count <= 6:
        names.append(f"line:{' '.join(head)}")
    if count <= MAX_FORM_WORDS:
        names += [f"word:{word}" for word in dict.fromkeys(head)]
    if len(head) > 1:
        names.append(f"begins:{head[0]} {head[1]}")
    if len(head) > 2 and count > 6:
        names.append(f"begins:{' '.join(head[:3])}")
    tail = [word.casefold() for word in _WORD.findall(text[-MAX_TAIL:])[-2:]]
    names.append(f"ends:{' '.join(tail)}")
    return names
