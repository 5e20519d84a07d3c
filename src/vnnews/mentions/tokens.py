"""Cutting a passage into the tokens that the grammar reads.

Takes a text and one passage of it, gives `Tokens`: parallel lists of surfaces, folded keys and offsets. A token is a run of letters and
digits ('TP', 'PC07', "D'Ran") or one mark. Decides nothing about meaning.

Known limit: a mark inside an abbreviation is a token of its own ('T.Ư' is three), so patterns are written with their marks.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, compress
from operator import itemgetter, not_

from vnnews.native import load_core
from vnnews.native.kinds import CAPITAL, GLUE, SIZE, SPACE, WORD, tell_kinds
from vnnews.text import fold_letters

_APOSTROPHES = "'’ʼ`´"
_WORD = rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*"
_TOKEN = re.compile(rf"{_WORD}|[^\w\s]|_")
_PIECE = re.compile(rf"{_WORD}|\s+|[^\w\s]|_")
"""A token or the space between two: the pieces cover the text, so that their lengths add up to every offset."""

_GLUE = ("TP", "TX", "UBND", "HĐND")
_NO_SYLLABLE = r"\w*(?:[bdfjklqrsvwxz]|(?<!n)g|(?<![nc])h)\b"
"""A word that ends in a letter in which no syllable of Vietnamese ends: 'TPBank' is one name."""
_GLUED = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(_GLUE)})(?=(?!{_NO_SYLLABLE})[A-ZĐÀ-ÝẠ-Ỹ][^\W\d_A-ZĐ]|TP|tỉnh|huyện|xã|phường|quận)"
)
"""An abbreviation that lost the space behind it: 'TP|Hồ Chí Minh', 'UBND|tỉnh Cà Mau'; 'TPHCM' is a form of its own."""
_MARKED = "àáảãạâầấẩẫậăằắẳẵặèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_SMALL, _LARGE = f"a-z{_MARKED}", f"A-Z{_MARKED.upper()}"
_MAY_RUN_TOGETHER = re.compile(rf"[{_SMALL}][{_LARGE}][{_SMALL}]")
_RUN_TOGETHER = rf"(?<![^\W_])[{_LARGE}]?[a-z]*[{_MARKED}][{_SMALL}]*(?=[{_LARGE}][{_SMALL}])"
"""A word with a mark of the language that lost the space in front of a capital: 'ô nhiễm môi trường|Phó Thủ tướng'; no trade mark is written so."""
_GLUED_PIECE = re.compile(f"{_GLUED.pattern}|{_RUN_TOGETHER}|{_PIECE.pattern}")

_FIRST = itemgetter(0)

Told = tuple[list[str], list[int], list[int], list[bool]]
"""Surfaces, starts, ends, and which begin with a capital."""

PADDING = 8
"""Empty tokens after the last one, so that looking ahead needs no bounds check."""


class _Folded(dict[str, str]):
    """The folded form of each token met so far; a text has few different ones, so folding each once is a fifth of the cost."""

    def __missing__(self, token: str) -> str:
        if len(self) >= FOLDED_MAX:
            self.clear()
        key = self[token] = "-" if token == "–" else fold_letters(token)  # 'Tài nguyên – Môi trường'
        return key


FOLDED_MAX = 100_000
"""Entries kept before the store is emptied (about 15 MB)."""
_FOLDED = _Folded()


class Tokens:
    """The tokens of one passage; `key` is folded, `start` and `end` are offsets of the article's text."""

    __slots__ = ("cap", "end", "key", "length", "start", "surface", "upper")

    def __init__(self, text: str, start: int, end: int) -> None:
        part = text[start:end]
        is_glued = (any(short in part for short in _GLUE) and _GLUED.search(part) is not None) or (
            _MAY_RUN_TOGETHER.search(part) is not None
        )
        core = load_core("tokens")
        told: Told | None = None if is_glued or core is None else core.split(part, start, _list_kinds())
        self.surface, self.start, self.end, self.cap = told or _split(part, start, _GLUED_PIECE if is_glued else _PIECE)
        surface = self.surface
        self.key = list(map(_FOLDED.__getitem__, surface))
        self.length = len(surface)
        self.upper = sum(self.cap) > SHARE_CAPITALISED * len(surface) and _is_upper(surface)
        surface += [""] * PADDING
        self.key += [""] * PADDING
        self.cap += [False] * PADDING
        self.start += [end] * PADDING
        self.end += [end] * PADDING


def _split(part: str, start: int, pattern: re.Pattern[str]) -> Told:
    """The tokens of a passage that begins at `start`, where they begin, where they end, whether they begin with a capital."""
    pieces = pattern.findall(part)
    bounds = list(accumulate(map(len, pieces), initial=start))
    is_token = list(map(not_, map(str.isspace, pieces)))
    surface = list(compress(pieces, is_token))
    ends = compress(bounds[1:], is_token)
    return surface, list(compress(bounds, is_token)), list(ends), list(map(str.isupper, map(_FIRST, surface)))


@cache
def _list_kinds() -> bytes:
    """What the compiled core has to know of characters to do what `_PIECE` does."""
    kinds = {WORD: r"[^\W_]", SPACE: r"\s", GLUE: f"[{_APOSTROPHES}]"}
    return tell_kinds({**kinds, CAPITAL: f"[{''.join(filter(str.isupper, map(chr, range(SIZE))))}]"})


def _is_upper(surface: list[str]) -> bool:
    """Whether the passage is set in capitals: 'ĐẠI TƯỚNG PHAN VĂN GIANG THĂM QUÂN KHU 7'."""
    words = [word for word in surface if word.isalpha()]
    return len(words) > 2 and sum(map(str.isupper, words)) > SHARE_UPPER * len(words)


SHARE_UPPER = 0.7
"""A passage counts as set in capitals when more than this share of its words is; a title with one name in small letters still does."""
SHARE_CAPITALISED = 0.5
"""Below this share of capitalised tokens no passage is set in capitals; a cheap first test."""


def keys_of(phrase: str) -> tuple[str, ...]:
    """Return the folded tokens of a phrase of the tables.

    >>> keys_of("Uỷ ban nhân dân TP.HCM")
    ('ủy', 'ban', 'nhân', 'dân', 'tp', '.', 'hcm')
    """
    return tuple(map(_FOLDED.__getitem__, _TOKEN.findall(phrase)))


def words_of(phrase: str) -> list[str]:
    """Return the tokens of a phrase of the tables as they are written.

    >>> words_of("Saigon Co.op")
    ['Saigon', 'Co', '.', 'op']
    """
    return _TOKEN.findall(phrase)
