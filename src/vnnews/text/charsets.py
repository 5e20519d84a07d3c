"""The charsets of Vietnamese before Unicode: TCVN3 (ABC), VNI, VPS, VISCII, VIQR and cp1258.

Takes text whose bytes were read as latin-1 or cp1252 (or bytes), gives Unicode. `find_charset` decides by evidence: how many words
with marks are Vietnamese syllables before and after. Sources of the tables: TCVN 5712:1993 (its third set, as fonts like .VnTime use
it), RFC 1456 (VISCII, VIQR), Microsoft code page 1258, the key tables of VNI and VPS fonts. Known limits: TCVN3 writes capitals with
marks by a capital font, so 'Hµ NéI' gives 'Hà NộI' before `_raise_capitals`; soft hyphens (ư in TCVN3) are often lost on the way;
a VISCII or VPS letter that cp1252 shows as a dash and that is a word of its own ('Ở') stays a dash;
a VIQR dot at the end of a word is the tone wherever that makes a syllable, so 'nha.' before a new sentence is read as 'nhạ'.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from vnnews.text.forms import compose, toned
from vnnews.text.late import compile_late
from vnnews.text.syllables import MAX_SAMPLE, is_syllable

MIN_WORDS: Final = 3
"""How many words must have become Vietnamese before a charset counts as found; two may be chance ('Sön Hän' as TCVN3)."""

MIN_SHARE: Final = 0.8
"""Share of valid syllables among the words with marks after the conversion; right text has 0.97 or more, a wrong table below 0.4."""

MAX_SHARE_BEFORE: Final = 0.5
"""Share above which the text was right before: Vietnamese text that quotes a mis-decoded word has 0.9."""

_LETTERS: Final = "".join(
    (plain + toned(plain)) if plain != "đ" else plain
    for plain in ("a", "â", "ă", "đ", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
)
"""Lower-case vowels, each followed by its tones huyền, sắc, hỏi, ngã, nặng, and đ."""

# One code a letter in that order; '--' where the letter is plain ASCII.
_TCVN3: Final = (
    "-- B5 B8 B6 B7 B9 A9 C7 CA C8 C9 CB A8 BB BE BC BD C6 AE -- CC D0 CE CF D1 AA D2 D5 D3 D4 D6 -- D7 DD D8 DC DE "
    "-- DF E3 E1 E2 E4 AB E5 E8 E6 E7 E9 AC EA ED EB EC EE -- EF F3 F1 F2 F4 AD F5 F8 F6 F7 F9 -- FA FD FB FC FE"
)
_TCVN3_CAPITALS: Final = {0xA1: "Ă", 0xA2: "Â", 0xA3: "Ê", 0xA4: "Ô", 0xA5: "Ơ", 0xA6: "Ư", 0xA7: "Đ"}
_VPS: Final = (
    "-- E0 E1 E4 E3 E5 E2 C0 C3 C4 C5 C6 E6 A2 A1 A3 A4 A5 C7 -- E8 E9 C8 EB CB EA 8A 89 8B CD 8C -- EC ED CC EF CE "
    "-- F2 F3 D5 F5 86 F4 D2 D3 B0 87 B6 D6 A9 A7 AA AB AE -- F9 FA FB DB F8 DC D8 D9 BA BB BF -- FF 9A 9B CF 9C"
)
_VPS_CAPITALS: Final = (
    "-- 80 C1 81 82 -- C2 84 83 85 -- -- 88 8E 8D 8F F0 -- F1 -- D7 C9 DE FE -- CA 93 90 94 95 -- -- B5 B4 B7 B8 -- "
    "-- BC B9 BD BE -- D4 97 96 98 99 -- F7 9E 9D 9F A6 -- -- A8 DA D1 AC -- D0 AF AD B1 -- -- -- B2 DD FD B3 --"
)
_VISCII: Final = (
    "-- E0 E1 E4 E3 D5 E2 A5 A4 A6 E7 A7 E5 A2 A1 C6 C7 A3 F0 -- E8 E9 EB A8 A9 EA AB AA AC AD AE -- EC ED EF EE B8 "
    "-- F2 F3 F6 F5 F7 F4 B0 AF B1 B2 B5 BD B6 BE B7 DE FE -- F9 FA FC FB F8 DF D7 D1 D8 E6 F1 -- CF FD D6 DB DC"
)
_VISCII_CAPITALS: Final = (
    "-- C0 C1 C4 C3 80 C2 85 84 86 06 87 C5 82 81 02 05 83 D0 -- C8 C9 CB 88 89 CA 8B 8A 8C 8D 8E -- CC CD 9B CE 98 "
    "-- D2 D3 99 A0 9A D4 90 8F 91 92 93 B4 96 95 97 B3 94 -- D9 DA 9C 9D 9E BF BB BA BC FF B9 -- 9F DD 14 19 1E"
)
_CP1258: Final = {
    0xC3: "Ă", 0xE3: "ă", 0xD0: "Đ", 0xF0: "đ", 0xD5: "Ơ", 0xF5: "ơ", 0xDD: "Ư", 0xFD: "ư",
    0xCC: "\u0300", 0xD2: "\u0309", 0xDE: "\u0303", 0xEC: "\u0301", 0xF2: "\u0323", 0xFE: "₫",
}  # fmt: skip
# VNI: the second code carries the marks; tone alone, circumflex with tone (a e o), breve with tone (a).
_VNI_TONES: Final = "øùûõï"
_VNI_CIRCUMFLEX: Final = "âàáåãä"
_VNI_BREVE: Final = "êèéúüë"
_VNI_ALONE: Final = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}

_RUN = compile_late(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f‘’“”–—…]+")
_VIQR_WORD = compile_late(
    r"(?<![a-z])[a-z]{0,8}(?:[aeo]\^|a\(|[ou]\+|[aeiouy](?=['`?~.][a-z])|dd)[a-z^(+'`?~.]{0,9}", re.IGNORECASE
)


def find_charset(text: str) -> str:
    """Return the charset that the text was written in before it was read as latin-1 or cp1252, '' when there is none.

    >>> find_charset("ChÝnh phñ ViÖt Nam häp phiªn th­êng kú"), find_charset("Chính phủ Việt Nam"), find_charset("Être à Besançon")
    ('tcvn3', '', '')
    """
    sample = text[:MAX_SAMPLE]
    before = _evidence(sample)
    best, best_share = "", MIN_SHARE
    if "^" in sample or "+" in sample:
        words = _VIQR_WORD.findall(sample)
        valid = sum(is_syllable(_bare_word(from_viqr(word))) for word in words)
        if valid >= MIN_WORDS and valid >= MIN_SHARE * len(words):
            return "viqr"
    if before[1] < MIN_WORDS or before[0] > MAX_SHARE_BEFORE * before[1]:
        return ""
    for name in ("tcvn3", "vni", "cp1258", "viscii", "vps"):
        right, marked = _evidence(CHARSETS[name](sample))
        if right >= MIN_WORDS and marked and right / marked > best_share:
            best, best_share = name, right / marked
    return best


def _evidence(text: str) -> tuple[int, int]:
    """How many words with marks are syllables, and how many there are."""
    words = [word for word in _RUN.findall(compose(text)) if not word.isascii()]
    return sum(map(is_syllable, words)), len(words)


def _bare_word(word: str) -> str:
    return word.rstrip("'`?~.^(+")


def from_bytes(raw: bytes, charset: str) -> str:
    r"""Return the text of bytes in one of the charsets.

    >>> from_bytes(b"Vi\xd6t Nam", "tcvn3")
    'Việt Nam'
    """
    return CHARSETS[charset](raw.decode("latin-1"))


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text in Unicode.

    >>> from_tcvn3("§¶ng uû x· Hßa B×nh")
    'Đảng uỷ xã Hòa Bình'
    """
    return _raise_capitals(text.translate(_table("tcvn3")))


def from_vps(text: str) -> str:
    """Return VPS text in Unicode.

    >>> from_vps("Ti‰ng ViŒt")
    'Tiếng Việt'
    """
    return _translate_words(text, _table("vps"))


def from_viscii(text: str) -> str:
    """Return VISCII text in Unicode.

    >>> from_viscii("Ti\u00aang Vi\u00aet")
    'Tiếng Việt'
    """
    return _translate_words(text, _table("viscii"))


def _translate_words(text: str, table: dict[int, str]) -> str:
    """The text with each letter of a table that has letters where cp1252 has quotation marks, dashes and the non-breaking space.

    A page in such a charset has those marks too, as entities or put in by an editor: one is a letter only where it makes a word.
    """
    if not _SIGN.search(text):
        return text.translate(table)
    return _SIGNED.sub(lambda found: _translate_word(found, table), text)


def _translate_word(found: re.Match[str], table: dict[int, str]) -> str:
    """One run of letters and signs: a sign between letters is one of them when all make a word, at an edge when the letters alone make none."""
    pieces, signs = _SIGN.split(found[0]), _SIGN.findall(found[0])
    if signs and _QUANTITY.search(found.string, max(0, found.start() - 2), found.start()):  # 'm²' is no 'mợ'
        return found[0]
    read, current = "", pieces[0]
    for sign, piece in zip(signs, pieces[1:], strict=True):
        joined = current + sign + piece
        is_at_edge = not current or not piece
        is_mark = is_at_edge and (current == piece or _is_word((current + piece).translate(table)))
        if not is_mark and _is_word(joined.translate(table)):
            current = joined
        else:
            read += current.translate(table) + sign
            current = piece
    return read + current.translate(table)


def _is_word(word: str) -> bool:
    return is_syllable(word) and (word[1:].islower() or word.isupper() or len(word) == 1)


_SIGN = compile_late("[\u00a0«»°²³©®‘’“”‚„†‡•…‰‹›–—™]")
_SIGNED = compile_late(r"[^ \n\r\t\x21-\x40\x5b-\x60\x7b-\x7f]+")
_QUANTITY = compile_late("[0-9] ?$")


def from_cp1258(text: str) -> str:
    """Return text of Microsoft's code page 1258 in Unicode; its tone marks are combining characters.

    >>> from_cp1258("Viêòt Nam, ðýõÌng phôì")
    'Việt Nam, đường phố'
    """
    return compose(text.translate(_CP1258))


def from_vni(text: str) -> str:
    """Return VNI text in Unicode.

    >>> from_vni("Vieät Nam, thaønh phoá Hoà Chí Minh, ÑAØ NAÜNG")
    'Việt Nam, thành phố Hồ Chí Minh, ĐÀ NẴNG'
    """
    pairs = _vni_pairs()
    return _VNI_LETTER.sub(lambda found: pairs.get(found[0], found[0]), text)


def from_viqr(text: str) -> str:
    """Return VIQR text (RFC 1456) in Unicode.

    >>> from_viqr("Vie^.t Nam, ddu+o+`ng pho^'. Kho^ng. Co' ai?")
    'Việt Nam, đường phố. Không. Có ai?'
    """
    return compose(_VIQR_TOKEN.sub(_viqr_token, text))


_VIQR_TOKEN = compile_late(r"[^\s\x00-\x20]+")
_VIQR_LETTER = compile_late(
    r"\\([('`?~.^+d])|dd|DD|Dd|[AEOaeo]\^['`?~.]?|[Aa]\(['`?~.]?|[OUou][+*]['`?~.]?|[AEIOUYaeiouy]['`?~.]"
)
_VIQR_MARKS: Final = {
    "^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b", "'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323",
}  # fmt: skip


def _viqr_token(found: re.Match[str]) -> str:
    """One token; a dot or a question mark at its end is the tone when that makes a syllable and the line goes on: 'o+? Vinh'."""
    token = found[0]
    marked = _VIQR_LETTER.sub(_viqr_letter, token)
    if token[-1] in ".?" and marked[-1] != token[-1]:
        is_last = not found.string[found.end() : found.end() + 2].strip()
        if is_last or not is_syllable(compose(marked.lstrip("\"'(["))):
            return _VIQR_LETTER.sub(_viqr_letter, token[:-1]) + token[-1]
    return marked


def _viqr_letter(found: re.Match[str]) -> str:
    letters = found[0]
    if found[1]:
        return found[1]
    if letters[0] in "dD":
        return "đ" if letters[0] == "d" else "Đ"
    return "".join(_VIQR_MARKS.get(letter, letter) for letter in letters)


@cache
def _table(name: str) -> dict[int, str]:
    """The code points that a code shows as, in latin-1 and in cp1252, with the letter that it means."""
    lower, capitals = {"tcvn3": (_TCVN3, ""), "vps": (_VPS, _VPS_CAPITALS), "viscii": (_VISCII, _VISCII_CAPITALS)}[name]
    codes: dict[int, str] = dict(_TCVN3_CAPITALS) if name == "tcvn3" else {}
    for letters, row in ((_LETTERS.upper(), capitals), (_LETTERS, lower)):  # a code of both cases is small
        codes.update(
            (int(code, 16), letter) for letter, code in zip(letters, row.split(), strict=False) if code != "--"
        )
    table = dict(codes)
    for code, letter in codes.items():
        if 0x80 <= code < 0xA0:
            shown = bytes([code]).decode("cp1252", "ignore")
            if shown:
                table[ord(shown)] = letter
    return table


@cache
def _vni_pairs() -> dict[str, str]:
    """Each VNI letter (one or two codes) with its Unicode letter, in both cases."""
    pairs: dict[str, str] = {}
    for base, plain in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        pairs.update((base + mark, letter) for mark, letter in zip(_VNI_TONES, toned(plain), strict=True))
    for base, plain, marks in (
        ("a", "â", _VNI_CIRCUMFLEX),
        ("e", "ê", _VNI_CIRCUMFLEX),
        ("o", "ô", _VNI_CIRCUMFLEX),
        ("a", "ă", _VNI_BREVE),
    ):
        tones = toned(plain)
        # VNI orders the tones after the letter: à á å ã ä are huyền, sắc, hỏi, ngã, nặng with a circumflex
        pairs.update((base + mark, letter) for mark, letter in zip(marks, plain + tones, strict=True))
    pairs.update({"ô": "ơ", "ö": "ư", **_VNI_ALONE})
    capitals = {code.upper(): letter.upper() for code, letter in pairs.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in pairs.items() if len(code) == 2}
    return {**mixed, **capitals, **pairs}


_VNI_MARKS = _VNI_TONES + _VNI_CIRCUMFLEX + _VNI_BREVE
_VNI_LETTER = compile_late(f"[aeouyôöAEOUYÔÖ][{_VNI_MARKS}{_VNI_MARKS.upper()}]|[ôöíìæóòîñÔÖÍÌÆÓÒÎÑ]")

_CAPITAL_WORD = compile_late(r"[^\W\d_]+")


def _raise_capitals(text: str) -> str:
    """Capitals where a capital font was used: in lines without a plain small letter, in words whose plain letters are capitals."""

    def raised(found: re.Match[str]) -> str:
        plain = [letter for letter in found[0] if letter.isascii()]
        return found[0].upper() if len(plain) > 1 and all(map(str.isupper, plain)) else found[0]

    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not _SMALL.search(line) and sum(map(str.isupper, line[:MAX_CAPITALS])) > 1:
            lines[number] = line.upper()
        else:
            lines[number] = _CAPITAL_WORD.sub(raised, line)
    return "\n".join(lines)


_SMALL = compile_late("[a-z]")
MAX_CAPITALS: Final = 200
"""How much of a line is looked at for capitals."""

CHARSETS: Final[dict[str, Callable[[str], str]]] = {
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "vps": from_vps,
    "viscii": from_viscii,
    "viqr": from_viqr,
    "cp1258": from_cp1258,
}
"""Every charset with the function that turns its mis-decoded text into Unicode."""
