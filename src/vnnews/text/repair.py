"""Repair of damaged Vietnamese text, with an explanation.

Takes a text, gives `Repaired`: the text and the names of the steps that changed it, in order; each name is a function here, in
`characters`, in `mojibake` or a charset of `charsets`. Decides by evidence: a charset is undone only when the words with marks become
syllables, a letter only when its word does. Values, in this order: right text stays as it is; damage that can be read is read;
damage with two readings stays. Known limits: fonts that replaced letters ('khơng', 'phịng'), text whose diacritics are lost, and
single words in a legacy charset.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from vnnews.text.characters import (
    LOOK_ALIKES,
    drop_controls,
    drop_invisible,
    drop_overlays,
    even_spaces,
    narrow_letters,
    order_marks,
    read_look_alikes,
    replace_eth,
    unescape_entities,
    unescape_json,
)
from vnnews.text.charsets import CHARSETS, find_charset
from vnnews.text.forms import normalize
from vnnews.text.mojibake import SUSPECT, undo_mojibake


class Repaired(msgspec.Struct, frozen=True, gc=False):
    """A repaired text."""

    text: str
    steps: tuple[str, ...] = ()
    """What was done, in order; () when the text was right."""


# Hot ranges first: the engine tries them in this order. Everything in it is right in Vietnamese text, so that a text made of it needs
# no further look, except for the escapes below.
_CLEAN = re.compile("[ -~\n\t\u1ea0-\u1ef9à-ãè-êìíò-õùúýđơưăÀ-ÂÈ-ÊÌÍÒ-ÕÙÚÝĐƠƯĂĩũĨŨ–—‘’“”…•«»°²³½©®™€]*")
_ESCAPES: Final = (
    ("á»", re.compile("á»")),  # each of 'á»™', 'á»“', 'á»©' consists of characters that are right elsewhere
    ("&", re.compile(r"&(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{2,7}|#[xX][0-9A-Fa-f]{2,6});")),
    ("\\u", re.compile(r"\\u[0-9A-Fa-f]{4}")),
    ("^", re.compile(r"[AEOaeo]\^")),
)
_MOJIBAKE: Final = frozenset("ÃÄÅÆáâÂð")


def is_clean(text: str) -> bool:
    """Whether a text has nothing to repair, at a glance; False means only that it needs a look.

    >>> is_clean("Thủ tướng: “Đẩy mạnh chuyển đổi số” – 24/12"), is_clean("Ðiện Biên")
    (True, False)
    """
    found = _CLEAN.match(text)
    if found is None or found.end() < len(text):
        return False
    for sign, pattern in _ESCAPES:  # noqa: SIM110 - a generator would double the time
        if sign in text and pattern.search(text):
            return False
    return True


def _legacy(text: str) -> tuple[str, str]:
    """The text out of the charset that it was written in, and the charset's name."""
    if _LEGACY_SIGNS.isdisjoint(text):
        return text, ""
    charset = find_charset(text)
    return (CHARSETS[charset](text), charset) if charset else (text, "")


def _has_any(letters: str) -> Callable[[str, set[str]], bool]:
    wanted = frozenset(letters)
    return lambda _, present: not wanted.isdisjoint(present)


def _between(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


_Step = tuple[Callable[[str, set[str]], bool], Callable[[str], str]]
_BEFORE_CHARSET: Final[tuple[_Step, ...]] = (
    (_has_any("&"), unescape_entities),
    (_has_any("\\"), unescape_json),
    (lambda text, present: not _MOJIBAKE.isdisjoint(present) and SUSPECT.search(text) is not None, undo_mojibake),
)
# What text in a legacy charset shows and right Vietnamese text does not; a caret stands for VIQR.
_LEGACY_SIGNS: Final = frozenset(
    sign for sign in _between((0x80, 0xFF)) + "ŒœŠšŸŽžƒˆ˜‚„†‡‰‹›" if not _CLEAN.fullmatch(sign)
) | {"^"}
_AFTER_CHARSET: Final[tuple[_Step, ...]] = (
    (_has_any(_between((0, 8), (14, 31), (0x7F, 0x84), (0x86, 0x9F))), drop_controls),
    (_has_any("\u0302\u0306"), order_marks),
    (
        _has_any(
            _between((0x315, 0x31A), (0x31C, 0x322), (0x329, 0x344), (0x346, 0x36F), (0x20D0, 0x20F0), (0x488, 0x489))
        ),
        drop_overlays,
    ),
    (_has_any(_between((0xFF01, 0xFF5E))), narrow_letters),
    (_has_any("".join(LOOK_ALIKES)), read_look_alikes),
    (_has_any("Ðð"), replace_eth),
    (
        _has_any(
            "\u00ad\u200b\ufeff\u061c\u180e"
            + _between((0x2060, 0x206F), (0x200C, 0x200F), (0x202A, 0x202E), (0xE0001, 0xE007F))
        ),
        drop_invisible,
    ),
    (_has_any("\u00a0\u1680\u202f\u205f\u3000" + _between((0x2000, 0x200A))), even_spaces),
)


def repair(text: str) -> Repaired:
    """Return the text with the damage undone that can be read, and the steps that did it.

    >>> repair("Bá»™ trÆ°á»Ÿng thÄƒm Ðiện\u200b Biên")
    Repaired(text='Bộ trưởng thăm Điện Biên', steps=('undo_mojibake', 'replace_eth', 'drop_invisible'))
    >>> repair("Ñaø Naüng ñoùn khaùch")
    Repaired(text='Đà Nẵng đón khách', steps=('vni',))
    >>> repair("Hà Nội đón khách").steps
    ()
    """
    if is_clean(text):
        return Repaired(text)
    steps: list[str] = []
    if "\x85" in text:  # half of a letter in text that was misread, else a line break
        text = _apply(text, _BEFORE_CHARSET[-1:], steps)
    normal = normalize(text)
    if normal is not text and normal != text:
        steps.append("normalize")
    normal = _apply(normal, _BEFORE_CHARSET, steps)
    legacy, charset = _legacy(normal)
    if charset:
        steps.append(charset)
    return Repaired(normalize(_apply(legacy, _AFTER_CHARSET, steps)), tuple(steps))


def _apply(text: str, steps: tuple[_Step, ...], done: list[str]) -> str:
    """Run the steps that the characters of the text call for."""
    present = set(text)
    for is_needed, step in steps:
        if is_needed(text, present):
            changed = step(text)
            if changed != text:
                done.append(step.__name__)
                text = changed
                present = set(text)
    return text
