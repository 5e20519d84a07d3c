r"""Plain text pages: one block for each line.

Takes the text of a page that a scraper has flattened. Gives its text in NFC with '\n' as the only line break, and a block for each line
that is not blank. Decides where a line must be cut or joined: a byline that was glued to the last sentence of an article on one line, and a
date glued to the first, are blocks of their own, and the lines of a hard-wrapped paragraph are one block. Known limit: a title and sapo glued to the body with no mark
between them stay glued.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from vnnews.models import SourceBlock
from vnnews.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIN_GLUED_CHARS = 400
"""Only a line so long is searched for a glued byline: whole articles on one line, not paragraphs that end in a name."""

MAX_SIGNATURE_CHARS = 45
MAX_SOURCE_CHARS = 70
MAX_WRAP_WIDTH = 160
MIN_WRAP_WIDTH = 50
"""Lines of hard-wrapped pages have 60 to 120 characters; a longer line anywhere shows that paragraphs are whole."""
WRAP_SHARE = 0.75
"""A line shorter than so much of the width ends its paragraph: the next word would have fitted."""
MIN_WRAPS = 2
MIN_CONTINUED = 0.5
"""Share of broken lines that must go on with a small letter; the others go on with a name or a number."""

_LINE = re.compile(r"[^\n]+")
_AFTER_SENTENCE = re.compile(r"(?<=[.!?…”\"'’)/])\s+(?=\S)")
_ENDS = frozenset(".!?…:;”\"'’»")
# "20/09/2023 10:15:00 +07:00Một trăm công nhân", "(14:41 25/07/2022)Ngày 25/7": the date's line break was lost
_GLUED_DATE = re.compile(
    r"(?:\d{1,2}/\d{1,2}/\d{4},? \d{1,2}:\d{2}(?::\d{2})?(?: (?:\+07:00|GMT\+7|\(GMT\+7\)))?|\(\d{1,2}:\d{2} \d{1,2}/\d{1,2}/\d{4}\))"
    r"(?=[^\W\d_a-z]|[\"“(])"
)
# "… học tại nhà.Theo Báo Mẫu", "… tháng tới. Theo G. Tân (NLĐ)": the source, and no sentence, since no full stop ends it
_GLUED_SOURCE = re.compile(
    r"(?<=[.!?…”\"'’)])\s*(?<!\w)Theo (?P<who>\w[^.!?…:;,\n]{0,50}(?:\. ?\w[^.!?…:;,\n]{0,30})?)$"
)
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.){1,3}[^\W\d_]{0,3}")
_DOMAIN = re.compile(r"[A-Za-z]\w{3,20}\.(?:com\.)?vn")


def read_plain(text: str) -> tuple[str, tuple[SourceBlock, ...]]:
    r"""The text of a plain page, normalised, and its lines as blocks.

    >>> text, blocks = read_plain("Hà Nội mưa lớn\r\n\r\n  Phố ngập. ")
    >>> [block.text for block in blocks]
    ['Hà Nội mưa lớn', 'Phố ngập.']
    >>> all(text[block.start : block.end] == block.text for block in blocks)
    True
    """
    text = normalize(text)
    return text, tuple(SourceBlock(start, end, text[start:end]) for start, end in _cut_lines(text))


def _cut_lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the lines without the white space around them, glued bylines apart and wrapped lines joined."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, start + len(stripped)))
    width = find_wrap_width(text, spans)
    if width:
        spans = _join_wrapped(text, spans, width)
    for start, end in spans:
        dated = _GLUED_DATE.match(text, start, end)
        if dated is not None:
            yield start, dated.end()
        first = start if dated is None else dated.end()
        stripped = text[first:end]
        cut = _find_glued_byline(stripped)
        if cut:
            yield first, first + len(stripped[:cut].rstrip())
            yield first + cut, end
        else:
            yield first, end


def find_wrap_width(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """The width at which the page's lines are wrapped, 0 when each line is a whole paragraph.

    Wrapped text shows itself by long lines that break off in a sentence and go on, right below, with a small letter.

    >>> find_wrap_width("Một dòng.", [(0, 9)])
    0
    """
    width = max((end - start for start, end in spans), default=0)
    if width > MAX_WRAP_WIDTH or width < MIN_WRAP_WIDTH:
        return 0
    broken = continued = 0
    for (start, end), (following, _) in pairwise(spans):
        if end - start >= WRAP_SHARE * width and text[end - 1] not in _ENDS and text.count("\n", end, following) == 1:
            broken += 1
            continued += text[following].islower()
    return width if continued >= MIN_WRAPS and continued >= MIN_CONTINUED * broken else 0


def _join_wrapped(text: str, spans: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """The spans with the lines of each wrapped paragraph as one: a full line and the line right below it belong together."""
    joined = [spans[0]]
    for (start, end), (following, after) in pairwise(spans):
        full = end - start >= WRAP_SHARE * width and not (text[end - 1] in _ENDS and text[following].isupper())
        if full and text.count("\n", end, following) == 1 and text[following] not in "-–•*+":
            joined[-1] = (joined[-1][0], after)
        else:
            joined.append((following, after))
    return joined


def _find_glued_byline(line: str) -> int:
    """Where the byline begins that was glued to an article on one line, 0 when there is none."""
    if len(line) < MIN_GLUED_CHARS:
        return 0
    base = len(line) - MAX_SOURCE_CHARS
    source = _GLUED_SOURCE.search(line[base:])
    if source is not None and source["who"][0].isupper():
        return base + source.end() - len(source.group().lstrip())
    base = len(line) - MAX_SIGNATURE_CHARS
    for match in _AFTER_SENTENCE.finditer(line[base:]):
        if _is_signature(line[base + match.end() :]):
            return base + match.end()
    return 0


def _is_signature(tail: str) -> bool:
    """Whether the tail of an article is a name, initials or an outlet: 'Kim Thoa', 'L.T', 'Anh Tuấn/VOV-Trung tâm Tin', 'Kinhtedothi.vn'."""
    name = tail.split("/", maxsplit=1)[0].split()
    if len(name) == 1:
        return (_INITIALS.fullmatch(name[0]) is not None and name[0].isupper()) or _DOMAIN.fullmatch(tail) is not None
    return 2 <= len(name) <= 4 and all(
        part[0].isupper() and part.replace(".", "").isalpha() and part[-1] != "." for part in name
    )
