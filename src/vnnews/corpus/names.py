"""How one name is written in many ways, and how many persons can bear it.

Takes a name as an article gives it. Gives the block in which its spellings meet, the form in which equal spellings are equal, and the number of
other officials of that name to be expected. Decides that case, the place of the tone mark, i or y, hyphens and initials of foreign names make no
other name; that a name typed without marks can be any name of those letters; and that other marks make another name until more speaks for a slip.

Known limit: a name that lacks a part ('Lê Ánh Mai' for 'Lê Thị Ánh Mai') meets the whole one in no block.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache

from vnnews.text import deaccent, fold, is_vietnamese

CACHED = 1 << 16
"""Answers about names and bodies that are kept, some 20 MB: a corpus has millions."""

RARE_PER_CENT = 0.02
"""Share of a part of a name that no table lists, in per cent: less than the rarest listed one."""

SECOND_MIDDLE_PER_CENT = 6.0
"""Share of a middle name behind another one: some fifteen names stand there, mostly women's."""

_INITIAL = re.compile(r"\b\w\.\s?(?=\w)")
_Y_AS_I = re.compile(r"\b(qu|[hklmstv])([yỳýỷỹỵ])\b")
_I_OF_Y = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))


@lru_cache(CACHED)
def name_form(name: str) -> str:
    """Return the form in which spellings of one name are equal.

    >>> name_form("LÝ THỊ Thuỷ") == name_form("Lí Thị Thủy"), name_form("Lee Jae-myung")
    (True, 'lee jae myung')
    >>> name_form("Donald J. Trump"), name_form("Nguyễn Văn Hùng") == name_form("Nguyễn Văn Hưng")
    ('donald trump', False)
    """
    form = fold(_INITIAL.sub("", name)).replace("-", " ").replace("’", "'")
    return " ".join(_Y_AS_I.sub(lambda found: found[1] + _I_OF_Y[found[2]], form).split())


@lru_cache(CACHED)
def name_block(name: str) -> str:
    """Return the key under which all spellings of a name meet, also those without marks.

    Of a name that is not Vietnamese it is the letters in their order of the alphabet, since papers turn family and given names around.

    >>> name_block("Sanae Takaichi") == name_block("Takaichi Sanae"), name_block("Lý Thị Huệ"), name_block("LY THI HUE")
    (True, 'li thi hue', 'li thi hue')
    >>> name_block("Volodymyr Zelenskyy") == name_block("Volodymyr Zelensky")
    True
    """
    bare = _bare(name)
    words = bare.split()
    if is_vietnamese(name) or (len(words) in LENGTHS and words[0] in _bare_surnames()):
        return bare
    return "*" + "".join(sorted(bare.replace(" ", "")))


@lru_cache(CACHED)
def _bare(name: str) -> str:
    """A name without marks, doubled letters, and the difference of i, j and y."""
    return _TWICE.sub(r"\1", deaccent(name_form(name)).translate(_AS_I))


_AS_I = str.maketrans("yj", "ii")


@cache
def _bare_surnames() -> frozenset[str]:
    from vnnews.gazetteer import default

    return frozenset(_bare(record.name) for record in default().surname_records if record.pct)


LENGTHS = range(2, 5)
"""Syllables of a full Vietnamese name."""

_TWICE = re.compile(r"(.)\1+")


@lru_cache(CACHED)
def compare_forms(one: str, other: str, is_abroad: bool = False) -> str:
    """Return how two forms agree: 'same'; 'bare' where one lacks marks; 'same letters', 'near' and 'part' of foreign names; else 'other'.

    Args:
        one: As `name_form` gives it.
        other: The same.
        is_abroad: Whether both are foreigners' although their names look Vietnamese, as those of Chinese do: 'Quách Gia Khôn', 'Quách Gia Côn'.

    >>> compare_forms("lê an", "lê an"), compare_forms("lê an", "le an"), compare_forms("lê an", "lê ân")
    ('same', 'bare', 'other')
    >>> compare_forms("nicolas maduro", "nicholas maduro"), compare_forms("dmitry medvedev", "nga dmitry medvedev")
    ('near', 'part')
    """
    words, words_too = split_name(one), split_name(other)
    if one == other or sorted(one.split()) == sorted(other.split()):
        return "same"
    if words == words_too and deaccent(one) == deaccent(other):
        return "bare" if any(deaccent(form) == form.replace("'", " ") for form in (one, other)) else "other"
    if not is_abroad and (is_vietnamese(one) or is_vietnamese(other)):
        return "other"
    if words == words_too or name_block(one) == name_block(other):
        return "same letters"
    few, many = sorted((words, words_too), key=len)
    if few < many and not is_vietnamese(one) and not is_vietnamese(other):
        return "part"  # 'Lý Cường' and 'Lý Khắc Cường' are two men
    return "near" if is_near(few, many) else "other"


def split_name(name: str) -> frozenset[str]:
    """Return the parts of a name without marks, in no order.

    >>> sorted(split_name("Lee Jae-myung"))
    ['iae', 'le', 'miung']
    """
    return frozenset(_bare(name).split())


def is_near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names share a part and differ in the spelling of others: 'mohammad' and 'muhammad'.

    >>> is_near(frozenset({"nicolas", "maduro"}), frozenset({"nicholas", "maduro"}))
    True
    >>> is_near(frozenset({"jean", "dupont"}), frozenset({"marie", "dupont"}))
    False
    """
    only, only_too = sorted(one - other), sorted(other - one)
    if not only or len(only) != len(only_too) or len(only) == len(one):
        return False
    return all(_is_spelling(part, part_too) for part, part_too in zip(only, only_too, strict=True))


def _is_spelling(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > LENGTHS_APART:
        return False
    matcher = SequenceMatcher(None, one, other)
    least = SAME_PART if max(len(one), len(other)) > SHORT_PART else SAME_SHORT_PART
    return bool(matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least)


SAME_PART = 0.75
"""Likeness from which two parts of foreign names may be spellings of one: 'aleksandr' and 'alexander' have 0.78."""
SHORT_PART = 4
SAME_SHORT_PART = 0.55
"""The same for parts of up to `SHORT_PART` letters: 'con' and 'khon' have 0.57."""
LENGTHS_APART = 2
"""Most letters by which two spellings of a part differ in length."""


def read_name_gender(form: str) -> str:
    """Return the gender that a Vietnamese name tells by itself: 'Thị' is a woman's, 'Văn' a man's, others are either's.

    >>> read_name_gender("trần thị mai"), read_name_gender("lê văn an"), read_name_gender("lê minh an")
    ('female', 'male', '')
    """
    middles = form.split()[1:-1]
    return "female" if "thị" in middles else "male" if "văn" in middles else ""


@lru_cache(CACHED)
def share_of_name(name: str) -> float:
    """Return the share of persons who bear a full name, from the shares of its parts among Vietnamese names.

    >>> round(share_of_name("Nguyễn Văn Hùng") * 100_000), share_of_name("Mùa A Vảng") * 100_000 < 0.1
    (60, True)
    """
    surnames, middles, givens = _shares()
    words = fold(name).split()
    if not words:
        return 1.0
    share = surnames.get(words[0], RARE_PER_CENT) / 100 if len(words) > 1 else 1.0
    for word in words[1:2] if len(words) > 2 else ():
        share *= middles.get(word, RARE_PER_CENT) / 100
    for _ in words[2:-1]:  # 'Nguyễn Thị | Thu | Hằng'
        share *= SECOND_MIDDLE_PER_CENT / 100
    return share * givens.get(words[-1], RARE_PER_CENT) / 100


@cache
def _shares() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Shares of surnames, middle names and given names, in per cent."""
    from vnnews.gazetteer import default

    facts = default()
    parts: dict[str, dict[str, float]] = {"middle": {}, "given": {}}
    for record in facts.name_parts:
        if record.kind in parts:
            parts[record.kind][fold(record.value)] = record.pct
    return {fold(name): share for name, share in facts.surnames.items()}, parts["middle"], parts["given"]
