"""UTF-8 that was read as latin-1 or cp1252, once or several times, as a whole or here and there.

Takes a text, gives the text with what can be read again. ftfy undoes whole-text damage of every language; the piecewise pass below
undoes what is left in a Vietnamese page: single letters beside right ones, also those that were misread twice, and letters that lost a
byte which cp1252 does not have (81, 8D, 8F, 90, 9D), where exactly one letter makes the word a syllable. Known limits: a lost byte
with two possible letters stays as it is; beside right letters two misreadings are undone, more only where the whole text has them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from vnnews.text.late import compile_late
from vnnews.text.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ROUNDS: Final = 3
"""How often UTF-8 may have been misread on top of itself; two is the most seen."""

# How a continuation byte 80..BF shows: in latin-1 as itself, in cp1252 80..9F as other characters.
_SHOWN: Final = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
_BYTE_OF: Final = {chr(code): code for code in range(0x80, 0x100)} | {
    shown: code for code, shown in _SHOWN.items() if shown
}
_TAIL: Final = "[\u0080-\u00bf" + "".join(re.escape(shown) for shown in _SHOWN.values()) + "]"
SUSPECT = compile_late(f"[ÃÄÅÆ]{_TAIL}|á[º»]|â€|Â{_TAIL}|ð[\u009fŸ]|Ã|Ä(?=[a-zA-Zà-ỹ])")
"""What mis-read UTF-8 of Vietnamese looks like; right text has 'Ã' in capitals ('XÃ') and hardly anything else of it."""

# UTF-8 that was misread twice: the lead byte C3..C6, E1 or E2 shows as two characters, and so does each byte behind it, or as three
# where cp1252 made a quotation mark, a dash or the like of it ('Ã„â€˜' is 'Ä‘', which is 'đ').
_BYTE_TWICE: Final = f"(?:[ÂÅÆË]{_TAIL}|â[\u0080\u0082\u0084€‚„]{_TAIL})"
_TWICE = compile_late(f"Ã[\u0083-\u0086ƒ„…†¡¢]{_BYTE_TWICE}{{1,2}}|Ã[\u0084„](?=[a-zà-ỹ])")
_TWICE_SPACED = compile_late("Ã[\u0083ƒ]Â(?= )")
_SEQUENCE = compile_late(f"[ÂÃÄÅÆ]{_TAIL}|[áâ]{_TAIL}{{2}}|ð{_TAIL}{{3}}")
_WORD = compile_late(r"[^\W_]+(?:[^\s\x00-\x7f][^\W_]*)*")
_SPACED_A = compile_late(r"(?<![^\W\d_])([^\W\d_]{1,6}|)Ã ([^\W\d_]{0,9})(?![^\W\d_])")
_LOST_QUOTE = compile_late(f"â€(?!{_TAIL})")


def undo_mojibake(text: str) -> str:
    """Return the text with mis-read UTF-8 read again, as far as the result is Vietnamese or ordinary punctuation.

    >>> undo_mojibake("Thá»§ tÆ°á»›ng vÃ khÃ¡ch dá»± lá»… khÃ¡nh thÃ nh")
    'Thủ tướng và khách dự lễ khánh thành'
    >>> undo_mojibake("Bá»™ Công ThÆ°Æ¡ng họp, Äiện Biên há»p") # partly repaired before, bytes 8D and 90 lost
    'Bộ Công Thương họp, Điện Biên họp'
    >>> undo_mojibake("Bến phÃƒÂ cÃ…Â© đã Ã„â€˜Ã¡Â»â€¢i chủ") # twice, beside right letters
    'Bến phà cũ đã đổi chủ'
    >>> undo_mojibake("XÃ TÂN LẬP, Ãlvaro, naïve – «à»")
    'XÃ TÂN LẬP, Ãlvaro, naïve – «à»'
    """
    for _ in range(MAX_ROUNDS):
        if not SUSPECT.search(text):
            return text
        mended = _lost_letters(_pieces(_once_less(_whole(text))))
        if mended == text:
            return text
        text = mended
    return text


def _whole(text: str) -> str:
    """What ftfy makes of the encoding alone; it changes nothing that its heuristics call good."""
    import ftfy

    config = ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False, uncurl_quotes=False,
        fix_line_breaks=False, remove_control_chars=False, normalization=None, replace_lossy_sequences=False, restore_byte_a0=False,
        decode_inconsistent_utf8=False, fix_c1_controls=False, fix_surrogates=False, explain=False,
    )  # fmt: skip
    return ftfy.fix_encoding(text, config)


def _once_less(text: str) -> str:
    """What was misread twice, misread once; the second half of the second half of à may have become a space on the way."""
    return _TWICE_SPACED.sub("Ã", _TWICE.sub(_read_shown, text))


def _read_shown(found: re.Match[str]) -> str:
    """The characters whose UTF-8 is shown, whatever they are."""
    return bytes(_BYTE_OF[piece] for piece in found[0]).decode("utf-8", "replace")


def _pieces(text: str) -> str:
    """The sequences that are UTF-8 of a Vietnamese letter or of ordinary punctuation, read again."""
    return _SEQUENCE.sub(_read_again, text)


def _read_again(found: re.Match[str]) -> str:
    shown = found[0]
    try:
        letter = bytes(_BYTE_OF[piece] for piece in shown).decode()
    except UnicodeDecodeError:
        return shown
    if letter in _vietnamese_letters() or letter in _PUNCTUATION or ord(letter) > 0x1F000:
        return letter
    return shown


_PUNCTUATION: Final = frozenset("‘’“”‚„…–—•·«»°²³½¼¾×®©™€†‰\u00a0\u200b\ufeff\u00ad")


@cache
def _vietnamese_letters() -> frozenset[str]:
    """Every letter with marks of the language, in both cases."""
    from vnnews.text.forms import toned

    small = "".join(vowel + toned(vowel) for vowel in "aăâeêioôơuưy") + "đ"
    return frozenset(letter for letter in small + small.upper() if not letter.isascii())


def _lost_letters(text: str) -> str:
    """Letters that lost a byte, and à whose second byte became a space: 'vÃ  cÃ¹ng' is read as 'và cùng'."""
    text = _LOST_QUOTE.sub("”", _SPACED_A.sub(_a_grave, text))
    if "«" in text:  # "«đã quá»": a guillemet after á
        return text
    return "".join(_mend_words(text))


def _mend_words(text: str) -> Iterator[str]:
    """Yield the pieces of a text, those with a sign of a lost byte mended: the pattern, which tries every letter, sees nothing else."""
    done = 0
    for sign in _LOST_SIGN.finditer(text):
        if sign.start() < done:
            continue
        start = text.rfind(" ", done, sign.start()) + 1 or done  # no damaged word has a space
        end = text.find(" ", sign.end())
        end = len(text) if end < 0 else end
        yield text[done:start]
        yield _DAMAGED_WORD.sub(_one_reading, text[start:end])
        done = end
    yield text[done:]


_LOST_SIGN = compile_late("á»|[ÄÃ]")
_DAMAGED_WORD = compile_late(r"(?:[^\W\d_]|á»){0,7}(?:á»|Ä|(?<=[a-zđ])Ã)(?:[^\W\d_]|á»){0,7}")


def _a_grave(found: re.Match[str]) -> str:
    """'vÃ  cÃ¹ng' is 'và cùng', 'thÃ nh' is 'thành'; the space was half of the letter à."""
    before, after = found[1], found[2]
    if not after and not before.isupper() and is_syllable(before + "à") and _NO_LETTER.match(found.string, found.end()):
        return before + "à"  # a second space, or a mark that has none before it
    joined = f"{before}à{after}"
    fits = bool(after) and joined[1:].islower() and is_syllable(joined)
    if not before.isupper() and not is_syllable(before + "à"):
        return joined if fits else found[0]
    if fits and (not is_syllable(after) or (len(after) == 1 and joined.lower() not in _TWO_WORDS)):
        return joined
    return found[0] if before.isupper() else f"{before}à {after}"


_NO_LETTER = compile_late(r"[\s,.;:!?)…”\]]|$")
_TWO_WORDS: Final = frozenset(("lày", "làu", "vày", "vàu"))
"""'và y tế', 'là u lành': of one letter only 'y' and 'u' are words that often follow; 'ngà y', 'đà i' and 'mà u' are one word."""


def _one_reading(found: re.Match[str]) -> str:
    """The word with the only letter that makes it a syllable, the word itself when there are none or several."""
    word = found[0]
    if word.count("á»") + word.count("Ä") + word.count("Ã") > MAX_LOST:
        return word
    readings = {""}
    place = 0
    while place < len(word):
        if word.startswith("á»", place):
            options, step = _LOST_AFTER["á»"], 2
        elif word[place] in _LOST_AFTER:
            options, step = _LOST_AFTER[word[place]], 1
        else:
            options, step = word[place], 1
        readings = {reading + option for reading in readings for option in options}
        place += step
    valid = {reading for reading in readings if is_syllable(reading) and _agrees_in_case(reading)}
    return valid.pop() if len(valid) == 1 else word


MAX_LOST: Final = 2
"""How many lost bytes of one word are filled in; syllables have two letters with marks at most, one of which has lost its byte."""

_LOST_AFTER: Final = {
    "á»": "ềọỏờỐ",  # E1 BB 81, 8D, 8F, 9D, 90
    "Ä": "ĐÄ",  # C4 90
    "Ã": "ÁÍÝ",  # C3 81, 8D, 9D
}


def _agrees_in_case(word: str) -> bool:
    """'Điện' and 'SỐ', not 'sỐ'."""
    return word[1:].islower() or word.isupper() or len(word) == 1
