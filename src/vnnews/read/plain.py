r"""Plain text pages: one block for each line.

Takes the text of a page that a scraper has flattened. Gives its text in NFC with '\n' as the only line break, and a block for each line
that is not blank. Decides where a line must be cut: a byline that was glued to the last sentence of an article on one line, and a
date glued to the first, are blocks of their own. Known limit: a title and sapo glued to the body with no mark between them stay glued.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnnews.models import SourceBlock
from vnnews.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_GLUED_CHARS = 400
"""Only a line so long is searched for a glued byline: whole articles on one line, not paragraphs that end in a name."""

MAX_SIGNATURE_CHARS = 45
MAX_SOURCE_CHARS = 70

_LINE = re.compile(r"[^\n]+")
_AFTER_SENTENCE = re.compile(r"(?<=[.!?…”\"'’)/])\s+(?=\S)")
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
    """Spans of the lines without the white space around them, glued bylines apart."""
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            yield from cut_glued(text, start, start + len(stripped))


def cut_glued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of a line: a date that is glued to its beginning, the line, and a byline that is glued to its end.

    >>> list(cut_glued("(14:41 25/07/2022)Ngày 25/7, tỉnh họp báo.", 0, 42))
    [(0, 18), (18, 42)]
    """
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
