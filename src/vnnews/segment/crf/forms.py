"""The form and the shape under which the model knows a token.

Takes a token, gives its form (one spelling for variants that the model must not tell apart) and its shape (one letter that says how it is
written). Nothing of it reaches the output: words are slices of the text.
"""

from __future__ import annotations

import re

from vnnews.text.abbreviations import INVISIBLE

_OLD_PLACES, _NEW_PLACES = "òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤ", "àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ"
# the look behind lets the pattern begin with one set of letters, which the engine skips to
_OPEN_SYLLABLE = re.compile(rf"([{_OLD_PLACES}])((?<=[òóỏõọÒÓỎÕỌ])[aeAE]|(?<=[ùúủũụÙÚỦŨỤ])[yY])(?!\w)")
_BARE = str.maketrans(_OLD_PLACES, "ooooouuuuuOOOOOUUUUU")
_TONED = {vowel: _NEW_PLACES[row * 5 : row * 5 + 5] for row, vowel in enumerate("aeyAEY")}
_BRACKETS = {"LBKT": "(", "RBKT": ")"}
"""How Vietnamese treebanks write brackets; text that was put back together from one has them."""
_ONE_LETTER = {**dict.fromkeys(map(ord, INVISIBLE)), ord("Ð"): "Đ", ord("ð"): "đ"}


def to_form(token: str) -> str:
    r"""Return the token without invisible characters, with 'Đ' for the Icelandic 'Ð', and with the tone of 'hòa' placed as in 'hoà'.

    underthesea's weights were learned from text that is spelled 'hoà', 'uỷ', 'khoẻ'; half of today's papers write 'hòa', 'ủy', 'khỏe'.
    A treebank's name for a bracket becomes the bracket.

    Example:
        >>> to_form("Hà\u200b"), to_form("Ðà"), to_form("Ủy"), to_form("hòa"), to_form("toàn"), to_form("LBKT")
        ('Hà', 'Đà', 'Uỷ', 'hoà', 'toàn', '(')
    """
    if token.isascii():
        return _BRACKETS.get(token, token)
    if not token.isalpha() or "Ð" in token or "ð" in token:  # invisible characters are no letters
        token = token.translate(_ONE_LETTER)
    return to_forms(token) if token[-1:] in "aeyAEY" else token


def to_forms(text: str) -> str:
    """Return a text with every tone placed as `to_form` does; white space, marks and everything else stay.

    Example:
        >>> to_forms("hòa bình, sức khỏe")
        'hoà bình, sức khoẻ'
    """
    return _OPEN_SYLLABLE.sub(_move_tone, text)


def _move_tone(match: re.Match[str]) -> str:
    marked, vowel = match[1], match[2]
    return marked.translate(_BARE) + _TONED[vowel][_OLD_PLACES.index(marked) % 5]


OUTSIDE = "#"
"""The shape of what stands before and after a sentence."""

MARK_SHAPES = ',."()-:;?!“”/…'
"""Marks that have a shape of their own."""

SHAPES = OUTSIDE + "dDpclUxfXFm" + MARK_SHAPES
"""d digits, D begins with a digit, p other mark, c one capital, l one small letter, U capitals, x syllable in small letters, f other
word in small letters, X syllable with a capital, F other word with a capital, m anything else."""

LETTER_SHAPES = "clUxfXFm"
"""Shapes of tokens that begin with a letter; only such are joined to each other."""

# Roughly a Vietnamese syllable; quicker than the exact table of `vnnews.text`, and foreign names need only be told apart.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|nh|ng|ngh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)


def shape_of(form: str) -> str:
    """Return the letter of `SHAPES` that says how a token is written.

    Example:
        >>> [shape_of(form) for form in ("27/6", "2024", "Quảng", "tỉnh", "Obama", "UBND", "A", ",", "Mỹ-Trung")]
        ['D', 'd', 'X', 'x', 'F', 'U', 'c', ',', 'm']
    """
    first = form[:1]
    if first.isdigit():
        return "d" if form.isdigit() else "D"
    if not first.isalpha():
        return form if form and form in MARK_SHAPES and len(form) == 1 else "p"
    if len(form) == 1:
        return "c" if first.isupper() else "l"
    if form.isupper():
        return "U"
    lower = form.lower()
    if form == lower:
        return "x" if _SYLLABLE.fullmatch(form) else "f"
    if first.isupper() and form[1:] == lower[1:]:
        return "X" if _SYLLABLE.fullmatch(lower) else "F"
    return "m"
