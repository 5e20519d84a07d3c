"""Cuts text into tokens: the smallest pieces that words are built of.

Takes a stretch of NFC text without line breaks, gives the spans of its tokens. Decides what stays in one piece: syllables, numbers (also
broken by spaces), dates and times, plates, addresses of the web, abbreviations with dots, emoji sequences; every other mark is a token of its own.
Every non-space character is in exactly one token; zero-width characters belong to the token that they touch.

Known limits: hyphens glue what they join ('Mỹ-Trung', 'COVID-19'), also two names of several syllables ('Hà Nội-Huế').
"""

from __future__ import annotations

import re
from functools import cache

from vnnews.native import kinds
from vnnews.text.abbreviations import INVISIBLE, TITLE_ABBREVIATIONS, TOP_DOMAINS, UNIT_ABBREVIATIONS

# Combining marks that NFC could not compose are no letters for `\w`; they stay with the letter before them, as do zero-width characters.
_GLUE = f"\u0300-\u036f{INVISIBLE}"
_LETTER = rf"(?:[^\W\d_][{_GLUE}]*+)"
_WORD = rf"(?:[\w{_GLUE}]++)"
_GUARD = rf"[.,:@&/'’ʼ+\-–‑%‰°\ufe0f\u20e3{_GLUE}]"
_STOP = '[,;!?()"“”]'
_CAPITAL = "[A-ZĐƯÂÊÔƠĂ]"

_URL_TAIL = r"[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?'’)\]}…]"
_NUMBER = r"\d++(?:[.,]\d++)*+"
_EMOJI = (
    "[\u203c\u2049\u2122\u2139\u231a-\u23ff\u24c2\u25aa-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff][\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*+"
)
# a dot belongs to an abbreviation only inside a sentence: 'TP. Vinh', but 'ở TP.' at the end
_INNER_DOT = r"\.(?![\"”’')\]»\s]*+\Z)"

# units behind a decimal; not behind 'lần', 'người', 'tầng', before which '2 , 3' is two or three
_UNIT = r"(?:[%‰]|(?:phần trăm|triệu|tỷ|tỉ|nghìn|ngàn|USD|euro|đô la|km2?|k?m|cm|mm|m[23]|kg|ha|tấn|tạ|lít|độ|MW|kWh|GB|inch)(?!\w))"
_ONE_DIGIT = "|".join(f"(?<={digit}) , (?!{digit + 1}(?!\\d))" for digit in range(10))

TOKEN_PATTERNS = {
    # numbers broken by spaces: '25 . 000', '1.500 . 000', '500. 000'; where a sentence ends at the stop there is no such token
    "spaced_thousands": r"[1-9]\d{0,2}(?:\.\d{3})*+(?: \. ?\d{3}|\. 000|(?<=\d\d)\. \d\d0)(?: ?\. ?\d{3})*+(?![\d%]|[.,]\d)",
    # '3 , 5 %', '12 , 75 tỷ'; '8 , 9 triệu' is eight or nine
    "spaced_decimal": rf"[0-9](?:{_ONE_DIGIT}|\d{{1,2}} , )\d{{1,2}}(?= ?{_UNIT})",
    # a syllable or a number with nothing behind it that could glue: nine tokens of ten, decided first for speed
    "plain": rf"\w++(?!{_GUARD})",
    "stop": rf"(?:{_STOP}|\.(?![./]))(?![{_GLUE}])",
    "url": rf"(?:https?|ftp)://{_URL_TAIL}|www\.{_URL_TAIL}",
    "email": r"[A-Za-z0-9][A-Za-z0-9_.+\-]{0,63}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8}",
    # 'tuoitre.vn', 'VOV.VN', 'chinhphu.vn/tin-tuc'
    "domain": r"[A-Za-z0-9][A-Za-z0-9\-]{0,62}(?:\.[A-Za-z0-9\-]{1,63}){0,6}"
    rf"\.(?i:{TOP_DOMAINS})(?![\w@\-])(?:/(?:{_URL_TAIL})?)?",
    "hashtag": rf"[#@](?=[^\W\d]){_WORD}",
    # 'v.v.', 'v.v...', 'v.v…'
    "and_so_on": r"[vV]\.v(?!\w)(?:\.{1,3}|…)?",
    "keycap": r"[0-9#*]\ufe0f?\u20e3",
    # '178/2024/NĐ-CP', '12/CT-TTg', '57-NQ/TW': numbers of documents
    "document": rf"\d{{1,6}}(?:/\d{{4}})?[/\-]{_LETTER}++\d*+(?:[-–/]{_LETTER}++\d*+)++",
    # '29B-405.83', '43H-0530', '51F1-123.45'
    "plate": r"\d{2}[A-ZĐ]{1,2}\d?-\d{3,5}(?:\.\d{2})?(?!\w)",
    # '27/6/2022', '15-3', '26-30.9', '14:30', '63/63', '1.500-2.000', '40,5/1000km', '14h30', '60km/h', '7,5%', '23h10’', '35°C'
    "number": rf"{_NUMBER}(?:[/:\-–]{_NUMBER})*+(?:{_LETTER}++(?:\d++(?:['’′](?!\w))?|[²³]|/[hs]\b)?|/h\b|[²³]|°[CF]|['’′](?!\w)|[%‰])?(?:-{_LETTER}++)*+",
    # 'TP.HCM', 'T.Ư', 'GS.TS', 'PGS.TS.', 'U.S.A.'
    "dotted": rf"(?:(?:{TITLE_ABBREVIATIONS}|{UNIT_ABBREVIATIONS}|{_CAPITAL}{{1,5}})\.){{1,6}}"
    rf"(?:{TITLE_ABBREVIATIONS}|{_CAPITAL}{{1,6}})(?![^\W_])(?:{_INNER_DOT})?",
    # 'TP. Vinh', 'Q.1', 'Th. Lê B', 'Nguyễn A. nói'
    "with_dot": rf"(?:(?:{TITLE_ABBREVIATIONS}|{UNIT_ABBREVIATIONS}|{_CAPITAL}){_INNER_DOT})(?:\d++(?![.,]?\d))?",
    # "H'Mông", 'Mỹ-Trung', 'COVID-19', 'TT-Huế', 'GD&ĐT', 'PCTT&TKCN', 'e-mail', 'F-16'
    "glued": rf"{_WORD}(?:['’ʼ\-‑&+]{_WORD})++",
    "word": _WORD,
    "dots": r"\.{2,}|…+|\./\.",
    "arrow": r"-{2,}|[=\-]{1,2}>|={2,}|\*{2,}|>{2,}|<{2,}",
    "emoji": rf"[\U0001f1e6-\U0001f1ff]{{2}}|{_EMOJI}(?:\u200d{_EMOJI})*+",
    "mark": rf"\S[{_GLUE}\ufe0e\ufe0f]*+",
}
"""What is one token, in the order in which it is tried."""

# the look ahead spares the alternatives at every space: without it the scan takes three times as long
_TOKEN = re.compile(rf"(?=\S)(?:{'|'.join(TOKEN_PATTERNS.values())})")


def cut_tokens(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the tokens of a sentence.

    Args:
        text: NFC text.
        start: Where the sentence begins.
        end: Where it ends, the end of the text by default. A dot at the end is a token of its own.

    Example:
        >>> text = "Sáng 27/6, TP.HCM thưởng 1.500.000đ/người…"
        >>> [text[a:b] for a, b in cut_tokens(text)]
        ['Sáng', '27/6', ',', 'TP.HCM', 'thưởng', '1.500.000đ', '/', 'người', '…']
    """
    return [m.span() for m in _TOKEN.finditer(text, start, len(text) if end is None else end)]


find_token = _TOKEN.match
"""Finds the token that begins at a place of a text, up to an end."""


@cache
def list_kinds() -> bytes:
    """Return what the core has to know of characters, so that it sees which tokens are 'plain' or a 'stop'.

    >>> len(list_kinds()) == kinds.SIZE
    True
    """
    return kinds.tell_kinds(
        {
            kinds.WORD: r"\w",
            kinds.DIGIT: r"\d",
            kinds.SPACE: r"\s",
            kinds.STOP: rf"{_STOP}|\.",
            kinds.GLUE: f"[{_GLUE}]",
            kinds.GUARD: _GUARD,
        }
    )
