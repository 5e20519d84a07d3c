r"""Inline marks of Markdown: links, images, bold and italic letters leave the text and become spans.

Takes the text of a page in Markdown. Gives the same text without the marks and the targets of links, line for line, and where links,
image texts, bold and italic letters stand in it. Decides which signs are marks: a bracket is one only before a target, an asterisk or
underscore only in a pair around text. Everything else stays as it is written. Links may reach over several lines and blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Final

import msgspec

MAX_HTML_TAG: Final = 300

_ADDRESS_PART: Final = r"[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\)"
"""A sign of an address, or brackets in it; converters leave single spaces in addresses as they find them."""
_TITLE: Final = r"(?:[^Q\\\n]|\\.|\n(?!\s)){0,600}+(?:Q(?!\s{0,9}\))(?:[^Q\\\n]|\\.){0,600}+){0,8}+"
"""The title of a link, Q for its quotation mark, with a few such marks inside; longer ones are no title."""
_TARGET: Final = (
    r"\(\s*+(?P<href><[^<>\n]*+>"
    rf"|(?:https?:/|/|www\.)(?:{_ADDRESS_PART}| (?![\s\"')]))*+|(?:{_ADDRESS_PART})*+)"
    rf"(?:\s++(?:\"{_TITLE.replace('Q', chr(34))}\"|'{_TITLE.replace('Q', chr(39))}'))?+\s*+\)"
)
_INLINE_TAGS: Final = "a|abbr|b|big|center|cite|div|em|figcaption|figure|font|i|p|s|small|span|strong|sub|sup|u"
_TOKEN: Final = re.compile(
    r"(?P<turn>\\{1,4}+(?=[^\S\n]*+(?:\n|\Z)))"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<fence>^[^\S\n]{0,3}(?:`{3,}+|~{3,}+)[^\S\n]*+[A-Za-z\d+-]{0,20}+[^\S\n]*+$)"
    r"|(?P<image>!\[)|(?P<open>\[)"
    rf"|\](?:(?P<target>{_TARGET})|\[(?P<reference>[^\[\]\n]{{1,80}}+)\])|(?P<close>\])"
    r"|<(?P<address>https?://[^<>\s]{1,2000}+|[\w.+-]{1,60}+@[\w.-]{1,80}+)>"
    rf"|(?P<html></?(?:{_INLINE_TAGS})(?:\s[^<>\n]{{0,{MAX_HTML_TAG}}}+)?>|<(?:br|hr)\s?/?>)"
    r"|(?P<emphasis>\*{1,3}+(?!\*)|_{1,3}+(?!_)|~~|`{1,2}+)(?P<gap> (?=[,.;:!?…)”]))?"
    r"|(?P<blank>\n[^\S\n]*+(?=\n))",
    re.MULTILINE,
)
_DEFINITION: Final = re.compile(
    r"^[^\S\n]{0,3}\[(?P<name>[^\[\]\n]{1,80}+)\]:[^\S\n]*+<?(?P<href>https?://[^\s<>]++|/[^\s<>]*+)>?[^\n]*+$\n?",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"\w")
_BREAKING_TAG: Final = re.compile(r"</?(?:br|center|div|figcaption|figure|hr|p)\b")
_LONE_MARKS: Final = frozenset(("**", "***", "__", "___"))
"""Signs that no text has by itself: a converter leaves them where the bold text was empty."""


class Span(msgspec.Struct, frozen=True, gc=False):
    """A link, image text or run of bold or italic letters in the text without marks."""

    start: int
    end: int
    href: str = ""


class Unmarked(msgspec.Struct, frozen=True):
    """The text without its marks."""

    text: str
    links: tuple[Span, ...] = ()
    images: tuple[Span, ...] = ()
    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    literal: frozenset[int] = frozenset()
    """Places of signs that a backslash protects: they begin no list and no heading."""


def remove_marks(text: str) -> Unmarked:
    r"""The text without inline marks, and what they marked.

    >>> bare = remove_marks("**Mưa lớn** ở [Lào Cai](/lao-cai \"Lào Cai\") ![Phố ngập](a.jpg) 5*3")
    >>> bare.text
    'Mưa lớn ở Lào Cai Phố ngập 5*3'
    >>> [bare.text[span.start : span.end] for span in (*bare.bold, *bare.links, *bare.images)], bare.links[0].href
    (['Mưa lớn', 'Lào Cai', 'Phố ngập'], '/lao-cai')
    """
    return _Remover(text).run()


class _Remover:
    """One pass over the text; spans are kept as numbers of pieces, since a sign may turn out to be a mark only later."""

    def __init__(self, text: str) -> None:
        self.definitions = {match["name"]: match["href"] for match in _DEFINITION.finditer(text)}
        self.text = _DEFINITION.sub("", text) if self.definitions else text
        self.pieces: list[str] = []
        self.brackets: list[tuple[bool, int]] = []
        self.open_image = -1
        self.openers: dict[str, int] = {}
        self.spans: dict[str, list[tuple[int, int, str]]] = {"link": [], "image": [], "bold": [], "italic": []}
        self.literal: list[int] = []

    def run(self) -> Unmarked:
        at = 0
        for match in _TOKEN.finditer(self.text):
            if match.start() > at:
                self.pieces.append(self.text[at : match.start()])
            at = match.end()
            self._read(match)
        self.pieces.append(self.text[at:])
        self._end_paragraph()
        starts = [0, *accumulate(map(len, self.pieces))]
        links, images, bold, italic = (
            tuple([Span(starts[first], starts[behind], href) for first, behind, href in sorted(spans)])
            for spans in self.spans.values()
        )
        literal = frozenset([starts[piece] for piece in self.literal])
        return Unmarked("".join(self.pieces), links, images, _merge(bold), _merge(italic), literal)

    def _read(self, match: re.Match[str]) -> None:
        """Add the piece of a sign: itself, or nothing when it is a mark."""
        kind, sign = match.lastgroup, match[0]
        if kind == "gap":
            kind = "emphasis"
        if kind == "escaped":
            self.literal.append(len(self.pieces))
            self.pieces.append(sign[1:])
        elif kind in ("image", "open"):
            if kind == "image":
                self.open_image = len(self.pieces)
            self.brackets.append((kind == "image", len(self.pieces)))
            self.pieces.append(sign)
        elif kind in ("target", "reference", "close"):
            self._close_bracket(match)
        elif kind == "emphasis":
            self._read_emphasis(match)
        elif kind == "blank":
            self._end_paragraph()
            self.pieces.append(sign)
        elif kind == "address":
            self.pieces.append(sign[1:-1])
        else:  # a fence, a tag, the end of a line: they hold no text
            self.pieces.append(" " if _BREAKING_TAG.match(sign) else "")

    def _close_bracket(self, match: re.Match[str]) -> None:
        """End a link or an image text; brackets without a target are text."""
        name = match["reference"]
        is_target = match["target"] is not None or name in self.definitions
        opener = self.brackets.pop() if self.brackets else None
        if opener is None or not is_target:
            self.pieces.append(match[0])
            return
        is_image, first = opener
        if is_image and first != self.open_image:  # another image was opened since: they do not nest
            self.pieces.append(match[0])
            return
        self.pieces[first] = ""
        href = match["href"] if name is None else self.definitions[name]
        self.spans["image" if is_image else "link"].append(
            (first, len(self.pieces), href.partition(" <")[0].strip("<>"))
        )
        if not is_image:
            self.brackets.clear()  # links do not nest
        self.pieces.append("\n" * match[0].count("\n"))  # a title may reach over a line: the lines keep their numbers

    def _read_emphasis(self, match: re.Match[str]) -> None:
        """Pair the sign with an earlier one of its kind in the paragraph."""
        sign, gap, text = match["emphasis"], match["gap"] or "", self.text
        behind = match.end("emphasis")
        before = text[match.start() - 1 : match.start()] or " "
        after = text[behind : behind + 1] or " "
        is_single = sign in ("*", "_")
        can_close = not before.isspace() and not (is_single and _WORD.match(after))
        if sign in self.openers and (can_close or sign in _LONE_MARKS):
            opener = self.openers.pop(sign)
            self.pieces[opener] = ""
            if sign[0] in "*_":
                if len(sign) > 1:
                    self.spans["bold"].append((opener, len(self.pieces), ""))
                if len(sign) != 2:
                    self.spans["italic"].append((opener, len(self.pieces), ""))
            sign = gap = ""  # html2text sets a space between the mark and a comma
        elif not after.isspace() and not (is_single and _WORD.match(before)):
            self.openers[sign] = len(self.pieces)
        elif sign in _LONE_MARKS or (sign == "_" and before.isspace()):
            sign = ""
        self.pieces.append(sign)
        self.pieces.append(gap)

    def _end_paragraph(self) -> None:
        """Signs that found no partner are text, but for those that no text has."""
        for sign, opener in self.openers.items():
            if sign in _LONE_MARKS:
                self.pieces[opener] = ""
        self.openers.clear()


def _merge(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans without their overlaps."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def overlapping(spans: tuple[Span, ...], start: int, end: int) -> list[Span]:
    """The spans, in order and apart, that hold a part of a stretch; empty ones count when they lie in it.

    >>> overlapping((Span(0, 3), Span(3, 3), Span(5, 9)), 2, 6)
    [Span(start=0, end=3, href=''), Span(start=3, end=3, href=''), Span(start=5, end=9, href='')]
    """
    first = bisect_left(spans, start, key=lambda span: span.end)
    found = []
    for at in range(first, len(spans)):  # a slice would copy the rest of the page for each piece
        span = spans[at]
        if span.start >= end:
            break
        if span.end > start or span.start == span.end:
            found.append(span)
    return found
