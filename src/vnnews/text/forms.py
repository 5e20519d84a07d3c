"""Forms of Vietnamese text for comparing: composed, folded, without diacritics.

Takes a str, gives a str. `normalize` is the only form that may become the text of a page; the other forms are for comparison only,
since they lose what the author wrote. Decides which spellings count as the same: 'hoà' and 'hòa', 'Ðảng' (with the Icelandic eth) and
'Đảng'. Known limit: `deaccent` makes different words alike ('bán', 'bạn', 'ban'), as every slug does.
"""

from __future__ import annotations

import re
import unicodedata

TONES = "àáảãạ"
"""The letter a with each tone, in the order huyền, sắc, hỏi, ngã, nặng; `toned` makes the rows of the other vowels."""

_TONE_MARKS = tuple(unicodedata.normalize("NFD", letter)[-1] for letter in TONES)
_VOWELS = "aăâeêioôơuưy"


def toned(vowel: str) -> str:
    """The five toned forms of a vowel, in the order huyền, sắc, hỏi, ngã, nặng.

    >>> toned("ă")
    'ằắẳẵặ'
    """
    return "".join(unicodedata.normalize("NFC", vowel + mark) for mark in _TONE_MARKS)


_TONED = {vowel: toned(vowel) for vowel in _VOWELS}
_O, _U, _I = _TONED["o"], _TONED["u"], _TONED["i"]


def _tone_moves() -> dict[str, str]:
    """Each misplaced or new-style pair of letters with the old-style spelling: 'oà' -> 'òa', 'óa' before a coda -> 'oá'."""
    moves: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for late, early in zip(_TONED[second], _TONED[first], strict=True):
            moves[first + late] = early + second
            moves[early + second] = first + late
    for first in "ui":
        for second in _VOWELS:
            for late, early in zip(_TONED[second], _TONED[first], strict=True):
                moves.setdefault(early + second, first + late)
    return moves


_MOVES = _tone_moves()
_A, _E, _Y = _TONED["a"], _TONED["e"], _TONED["y"]
_LETTER = r"[^\W\d_]"
# Each rule looks back at its first letter, so that the whole pattern begins with one set of letters, which the engine skips to.
# "hoà", "khoẻ", "thuỷ": open syllables; "quỳ" keeps its tone, as its u belongs to the onset.
_OPEN = rf"(?:(?<=o)[{_A}{_E}]|(?<=u)(?<!qu)[{_Y}])(?!{_LETTER})"
# "tòan", "xóay", "hùynh": closed syllables, where only the second letter is right.
_CLOSED = rf"(?<=[{_O}])(?:a(?=[cimnoptuy])|e(?=[cmnopt]))|(?<=[{_U}])(?<!q[{_U}])y(?=[aceênptu])"
# "qủa", "qúy", "gía": the tone of typewriters, on the onset.
_ONSET = rf"(?<=q[{_U}])[aăâeêioơôy]|(?<=g[{_I}])[aăâeêoôơuư]"
_MISPLACED = re.compile(f"[ou{_O}{_U}{_I}](?:{_OPEN}|{_CLOSED}|{_ONSET})")

_WIDE_MARKS = re.compile(r"[^\w\x00-\x7f\u0300-\u036f]+")
_NOT_BARE = re.compile(r"[^a-z0-9]+")
_FOREIGN = re.compile(r"[^\x00-\x7f\u0300-\u036f]")
_ODD_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

MAX_MARKS = 30
"""Combining marks in a row, as in the Stream-Safe Text Format of Unicode's annex 15; Vietnamese has two, and the cost of sorting
marks grows with the square of their number: 60,000 behind one letter take NFC six seconds."""
_MANY_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{MAX_MARKS}}}")
_JOINER = "\u034f"
"""The combining grapheme joiner, which is not seen and parts a row of marks."""


def compose(text: str) -> str:
    """Return the text in NFC, at a cost that grows with its length; joiners part a row of combining marks after every 30.

    >>> compose("Vie\u0302\u0323t") == "Vi\u1ec7t"
    True
    >>> len(compose("a" + "\u0323\u0301" * 45))
    93
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", _MANY_MARKS.sub(_part_marks, text))
    return text


def _part_marks(found: re.Match[str]) -> str:
    return found[0] + _JOINER if all(map(unicodedata.combining, found[0])) else found[0]


def normalize(text: str) -> str:
    r"""Return the text in NFC with '\n' as the only line break.

    The same object comes back when nothing is to be done, which costs about a microsecond a thousand characters.

    >>> normalize("Hòa Bình\r\nđón khách".encode().decode())
    'Hòa Bình\nđón khách'
    >>> import unicodedata
    >>> normalize(unicodedata.normalize("NFD", "Ủy ban")) == "Ủy ban"
    True
    """
    if text.isascii() and "\r" not in text and "\x0b" not in text and "\x0c" not in text:
        return text
    composed = compose(text)
    if any(mark in composed for mark in "\r\x0b\x0c\x85\u2028\u2029"):
        composed = _ODD_NEWLINES.sub("\n", composed)
    return composed


def fold_letters(text: str) -> str:
    """Return the NFC text in lower case, with one place for the tone mark and đ for ð; every letter keeps its offset.

    >>> fold_letters("UBND tỉnh Hoà Bình, THUỶ NGUYÊN, Ðảng uỷ")
    'ubnd tỉnh hòa bình, thủy nguyên, đảng ủy'
    >>> len(fold_letters("İstanbul")) == len("İstanbul")
    True
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    if len(lowered) != len(text):  # 'İ' is the only letter that grows
        lowered = text.replace("İ", "i").lower()
    if "ð" in lowered:
        lowered = lowered.replace("ð", "đ")
    return _MISPLACED.sub(lambda found: _MOVES[found[0]], lowered)


def fold(text: str) -> str:
    """Return a form in which two spellings of the same words are equal: case, tone placement, eth and spaces do not count.

    >>> fold("Ðảng uỷ  xã Hoà Bình") == fold("đảng ủy xã HÒA BÌNH")
    True
    >>> fold("quý") == fold("quỳ")
    False
    """
    plain = text.replace("İ", "I")  # 'I' takes a mark behind it, 'İ' keeps it apart
    return " ".join(fold_letters(compose(plain)).split())


class _UnlistedError(Exception):
    """A text has a sign that `_BARE` does not list."""


class _Bare(dict[int, str]):
    """What `deaccent` makes of each sign, for `str.translate`; it raises at any other sign, where `translate` would keep it."""

    def __missing__(self, code: int) -> str:
        raise _UnlistedError


def _bare_letters() -> _Bare:
    """ASCII, the letters of Vietnamese and the marks of print: what nearly every line consists of."""
    bare = _Bare({code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)})
    for vowel in _VOWELS:
        base = unicodedata.normalize("NFD", vowel)[0]
        bare.update((ord(cased), base) for letter in vowel + _TONED[vowel] for cased in (letter, letter.upper()))
    bare.update((ord(letter), "d") for letter in "đĐðÐ")
    bare.update((ord(mark), " ") for mark in "–—‘’“”…•«»\xa0")
    return bare


_BARE = _bare_letters()


def deaccent(text: str) -> str:
    """Return the text as a slug's words: lower case, đ as d, no marks, only a-z, 0-9 and single spaces.

    Letters of other scripts are transliterated by Unidecode.

    >>> deaccent("Thủ tướng: 'Đẩy mạnh chuyển đổi số – COVID-19'")
    'thu tuong day manh chuyen doi so covid 19'
    >>> deaccent("Ðiện Biên, Москва")
    'dien bien moskva'
    """
    try:
        return " ".join(text.translate(_BARE).split())
    except _UnlistedError:
        return _deaccent_any(text)


def _deaccent_any(text: str) -> str:
    """The same for a text in any script."""
    bare = text.casefold()
    if not bare.isascii():
        bare = bare.replace("đ", "d").replace("ð", "d")
        bare = unicodedata.normalize("NFD", compose(bare))
        if _FOREIGN.search(bare):
            bare = _WIDE_MARKS.sub(" ", bare)  # quotation marks and dashes
            if _FOREIGN.search(bare):
                from unidecode import unidecode

                bare = unidecode(bare).lower()
        bare = bare.encode("ascii", "ignore").decode("ascii")
    return _NOT_BARE.sub(" ", bare).strip()


def slug(text: str) -> str:
    """Return the words of the text as a URL spells them, joined by hyphens.

    >>> slug("Phó Chủ tịch UBND TP.HCM")
    'pho-chu-tich-ubnd-tp-hcm'
    """
    return deaccent(text).replace(" ", "-")


def skeleton(text: str) -> str:
    """Return only the bare letters and digits, for pairing a title with its slug, whatever the site does with marks.

    >>> skeleton("TP.HCM: Giá vàng hôm nay") == skeleton("tphcm-gia-vang-hom-nay")
    True
    """
    return deaccent(text).replace(" ", "")
