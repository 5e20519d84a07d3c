"""Characters that do not belong in Vietnamese text, one function a kind of damage.

Takes a text, gives the text without that damage; each function leaves right text alone, and its name is the step that `repair`
reports. Decides by the letters around: eth becomes đ where the word is Vietnamese, look-alikes become Latin where the word becomes a
syllable, full-width letters stay in Chinese and Japanese text. Known limit: letters that a wrong font changed ('khơng', 'phịng')
are still letters and stay.
"""

from __future__ import annotations

import html
import re
from typing import Final
from unicodedata import normalize

from vnnews.text.forms import compose, fold_letters
from vnnews.text.late import compile_late
from vnnews.text.syllables import is_syllable, is_vietnamese

MIN_OVERLAYS: Final = 3
"""How many overlay marks make them an evasion of filters; phonetic notation uses one or two."""

MIN_ESCAPES: Final = 2
"""How many JSON escapes of letters make a text escaped; an article on programming may show one."""

ENTITY_ROUNDS: Final = 3
"""How often an entity may have been escaped on top of itself: '&amp;amp;agrave;'."""

_ENTITY = compile_late(r"&(?!(?:amp;)*(?:lt|gt|LT|GT);)(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{2,7}|#[xX][0-9A-Fa-f]{2,6});")
_TAG = compile_late(r"</?[a-zA-Z][a-zA-Z0-9]{0,12}[\s/>]")
_JSON_ESCAPE = compile_late(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4})")
_LATE_SHAPE = compile_late("([A-Za-zĂăÀ-ÿ\u1ea0-\u1ef9])([\u0300\u0301\u0303\u0309\u0323]{0,2})([\u0302\u0306])")
_OVERLAYS = compile_late("[\u0315-\u031a\u031c-\u0322\u0329-\u0344\u0346-\u036f\u20d0-\u20f0\u0488\u0489]")
_ETH_WORD = compile_late(r"[^\W\d_]{0,20}[Ðð][^\W\d_]{0,20}")
_INVISIBLE = compile_late("[\u00ad\u200b\u2060-\u2064\ufeff\u061c\u180e\u206a-\u206f\U000e0001-\U000e007f]")
_JOINERS = compile_late("(?<![\u0590-\u1dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_DIRECTIONS = compile_late("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = compile_late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACES = compile_late("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_FULL_WIDTH = compile_late("[\uff01-\uff5e]+")
_EAST_ASIAN = compile_late("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_CONTROLS = compile_late("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")

# Letters that look like Latin ones: small capitals, Cyrillic, Greek.
_LOOKS = dict(
    zip(
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ" + "аеорсухіјѕһԁԛԝкмнтвАЕОРСУХІЈЅКМНТВ" + "αοιυνκρτχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "abcdefghijklmnoprstuvwyz" + "aeopcyxijshdqwkmhtbAEOPCYXIJSKMHTB" + "aoiuvkptxABEZHIKMNOPTYX",
        strict=True,
    )
)
# In lower-case imitations н stands for n and в for v as well ("Вộ đội", "нướᴄ").
_SECOND_LOOKS: Final = {
    "н": "n",
    "в": "v",
    "м": "m",
    "т": "t",
    "ά": "á",
    "έ": "é",
    "ό": "ó",
    "ί": "í",
    "ύ": "ú",
    "ɑ": "a",
    "ɡ": "g",
}
LOOK_ALIKES: Final = frozenset(_LOOKS) | frozenset(_SECOND_LOOKS)
_FIRST_TABLE = str.maketrans(_LOOKS | {key: value for key, value in _SECOND_LOOKS.items() if key not in _LOOKS})
_SECOND_TABLE = str.maketrans(_LOOKS | _SECOND_LOOKS)
_WORD = compile_late(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*")


def unescape_entities(text: str) -> str:
    """Entities that are still escaped after the mark-up was read; '&lt;' stays, and so does text with tags.

    >>> unescape_entities("Ng&acirc;n h&#224;ng &amp;quot;xanh&amp;quot; &lt;1%")
    'Ngân hàng "xanh" &lt;1%'
    """
    for _ in range(ENTITY_ROUNDS):
        if "&" not in text or not _ENTITY.search(text) or _TAG.search(text):
            return text
        text = _ENTITY.sub(_read_entity, text)
    return text


def _read_entity(found: re.Match[str]) -> str:
    letter = html.unescape(found[0])
    return found[0] if letter == "\ufffd" else letter  # '&#55296;' names no character


def unescape_json(text: str) -> str:
    r"""Letters of a JSON dump: '\u1ec7' is ệ.

    >>> unescape_json(r"Vi\u1ec7t Nam, H\u00e0 N\u1ed9i"), unescape_json(r"the escape \u1ec7")
    ('Việt Nam, Hà Nội', 'the escape \\u1ec7')
    """
    if len(_JSON_ESCAPE.findall(text)) < MIN_ESCAPES:
        return text
    read = _JSON_ESCAPE.sub(_read_escape, text)
    return read if is_vietnamese(read) and not is_vietnamese(text) else text


def _read_escape(found: re.Match[str]) -> str:
    codes = [int(code, 16) for code in found[0].split("\\u")[1:]]
    if any(code < 0x20 for code in codes):
        return found[0]
    return b"".join(code.to_bytes(2, "big") for code in codes).decode("utf-16-be", "ignore") or found[0]


def drop_controls(text: str) -> str:
    r"""Control characters other than white space.

    >>> drop_controls("Quảng\x02 Trị")
    'Quảng Trị'
    """
    return _CONTROLS.sub("", text)


def order_marks(text: str) -> str:
    """Tone before circumflex or breve, which NFC cannot compose: 'é' + circumflex is ế.

    >>> order_marks("Ti" + "e" + "\u0301\u0302" + "ng")
    'Tiếng'
    """
    return _LATE_SHAPE.sub(_reorder, text) if _LATE_SHAPE.search(text) else text


def _reorder(found: re.Match[str]) -> str:
    letters = normalize("NFD", found[1])
    composed = normalize("NFC", letters[0] + found[3] + letters[1:] + found[2])
    return composed if len(composed) == 1 else found[0]


def drop_overlays(text: str) -> str:
    """Strokes and other overlays that evade word filters.

    >>> drop_overlays("c\u033ca\u033cd\u033co\u033c")
    'cado'
    """
    return _OVERLAYS.sub("", text) if len(_OVERLAYS.findall(text)) >= MIN_OVERLAYS else text


def read_look_alikes(text: str) -> str:
    """Small capitals, Cyrillic and Greek letters in the place of Latin ones, where the word becomes a Vietnamese syllable.

    >>> read_look_alikes("ᴄôɴɢ ᴀɴ Нà Nội, Москва, Αθήνα")
    'công an Hà Nội, Москва, Αθήνα'
    """
    if not is_vietnamese(text):
        return text
    return _WORD.sub(_read_word, text)


def _read_word(found: re.Match[str]) -> str:
    word = found[0]
    if LOOK_ALIKES.isdisjoint(word):
        return word
    for table in (_FIRST_TABLE, _SECOND_TABLE):
        read = compose(word.translate(table))
        if is_syllable(read):
            return read
    return word


def narrow_letters(text: str) -> str:
    """Full-width letters, digits and marks, except in Chinese, Japanese and Korean text.

    >>> narrow_letters("ＵＢＮＤ ｔỉnh"), narrow_letters("２０２２年")
    ('UBND tỉnh', '２０２２年')
    """
    if _EAST_ASIAN.search(text):
        return text
    return _FULL_WIDTH.sub(lambda found: normalize("NFKC", found[0]), text)


def replace_eth(text: str) -> str:
    """The Icelandic eth for đ, in words that are Vietnamese: syllables and abbreviations.

    >>> replace_eth("Ðiện Biên, NÐ-CP, Hội ðồng"), replace_eth("Guðni Th. Jóhannesson, Ísland")
    ('Điện Biên, NĐ-CP, Hội đồng', 'Guðni Th. Jóhannesson, Ísland')
    """
    has_own_letters = is_vietnamese(text)

    def read(found: re.Match[str]) -> str:
        word = found[0].replace("Ð", "Đ").replace("ð", "đ")
        is_abbreviation = word.isupper() or len(word) == 1  # "500.000 ð"
        return word if is_syllable(fold_letters(word)) or (is_abbreviation and has_own_letters) else found[0]

    return _ETH_WORD.sub(read, text)


def drop_invisible(text: str) -> str:
    """Zero-width characters, soft hyphens and marks of direction; joiners stay in emoji and in scripts that need them.

    >>> drop_invisible("Thủ\u200b tướng\u200e Chính\u00ad phủ")
    'Thủ tướng Chính phủ'
    """
    text = _JOINERS.sub("", _INVISIBLE.sub("", text))
    return text if _RIGHT_TO_LEFT.search(text) else _DIRECTIONS.sub("", text)


def even_spaces(text: str) -> str:
    r"""Every kind of space as the plain one, in Vietnamese text; French and Chinese mean their own spaces.

    >>> even_spaces("Đà\u00a0Nẵng"), even_spaces("Paris\u00a0: été")
    ('Đà Nẵng', 'Paris\xa0: été')
    """
    return _SPACES.sub(" ", text) if is_vietnamese(text) else text
