"""The text of an article: clean passages, joined by blank lines, with their offsets.

Takes the roles and raw texts of an article's lines in reading order. Gives `Article.text` and its passages. Decides how a line is
cleaned: damage that `vnnews.text.repair` can read is repaired (eth for đ, zero-width characters, soft hyphens, overlays, look-alikes),
the end mark './.' goes, white space becomes single spaces; a right letter is never changed. Known limits: words glued by the scraper
('3 người.Hiện') stay glued; a line in a legacy charset with fewer than three words stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import msgspec

from vnnews.models import Cell, Item, Passage
from vnnews.text.repair import is_clean, repair

JOINT = "\n\n"
"""What stands between two passages of `Article.text`."""

_END_MARK = re.compile(r"\s*(?:\.\s?/\s?\.|(?<=[\w”\"'’)…])\s?/\.)\s*$")


class DraftLink(NamedTuple):
    """A link, counted in the text of its passage."""

    start: int
    end: int
    url: str


class Draft(NamedTuple):
    """A passage before its place in the text is known; what is inside it is counted from its beginning."""

    role: str
    text: str
    links: tuple[DraftLink, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    items: tuple[Item, ...] = ()


def clean_line(text: str) -> str:
    r"""A line with its damage repaired and its white space collapsed.

    >>> clean_line(" \u200bHà Nội\xa0 mưa lớn "), clean_line("Ðiện Biên mở hội hoa ban")
    ('Hà Nội mưa lớn', 'Điện Biên mở hội hoa ban')
    """
    if not is_clean(text):
        text = repair(text).text
    return " ".join(text.split())


def strip_end_mark(text: str) -> str:
    """A paragraph without the mark './.' that closes a story.

    >>> strip_end_mark("Đây là nhiệm vụ quan trọng”./.")
    'Đây là nhiệm vụ quan trọng”'
    >>> strip_end_mark("Mức tăng 3/4.")
    'Mức tăng 3/4.'
    """
    return text[:-12] + _END_MARK.sub("", text[-12:])


def join_passages(drafts: Iterable[Draft]) -> tuple[str, tuple[Passage, ...]]:
    r"""The text of all passages joined by blank lines, and the passages with their offsets; empty drafts are left out.

    >>> text, passages = join_passages([Draft("title", "Hà Nội mưa"), Draft("body", "Mưa lớn.")])
    >>> text, [text[p.start : p.end] for p in passages]
    ('Hà Nội mưa\n\nMưa lớn.', ['Hà Nội mưa', 'Mưa lớn.'])
    """
    passages: list[Passage] = []
    start = 0
    for draft in drafts:
        text = draft.text
        if text:
            rows = tuple(tuple(_shift(cell, start) for cell in row) for row in draft.rows)
            items = tuple(_shift(item, start) for item in draft.items)
            passages.append(Passage(draft.role, start, start + len(text), text, rows, items))
            start += len(text) + len(JOINT)
    return JOINT.join(passage.text for passage in passages), tuple(passages)


_Part = TypeVar("_Part", Cell, Item)


def _shift(part: _Part, by: int) -> _Part:
    return msgspec.structs.replace(part, start=part.start + by, end=part.end + by)
