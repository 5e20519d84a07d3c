"""A line of a page and what can be seen of it alone: one type for HTML and for text.

Takes the blocks of a document. Gives one `Line` a block: its kind, its words, its copies on the page, and what its own mark-up says. Decides
nothing: the detectors of `place` look at the lines around it, and `decode` weighs what all of them have seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from vnnews.label.words.kinds import Kind
from vnnews.label.words.lines import count_words
from vnnews.label.words.look import Look, look_at
from vnnews.models import SourceBlock

MAX_CAPTION_WORDS: Final = 40
"""A longer paragraph above a line with a credit is no caption."""
MIN_PROSE_WORDS: Final = 12
"""Words of a line that can be prose; see `words.lines.MIN_SENTENCE_WORDS`."""
SURE_PROSE_CHARS: Final = 120
"""From this length a line is prose whatever its last sign; see `words.lines.MIN_PARAGRAPH_CHARS`."""
MOSTLY_LINK: Final = 0.6
"""Share of a line's characters inside links from which the line is a link: below, a sentence that contains one."""
MIN_HEADLINE_WORDS: Final = 5
"""Fewer words are a menu item; see `words.lines.MIN_HEADLINE_WORDS`."""
MAX_HEADLINE_WORDS: Final = 30
MIN_STORY_WORDS: Final = 3
"""Words of a headline whose address is a story's: 'Bình yên Trà Nhiêu'."""
MAX_ADDRESS: Final = 400
MIN_SLUG_HYPHENS: Final = 8
"""Hyphens in an address that holds a headline: sections have up to six ('dan-toc-thieu-so-va-mien-nui')."""

_LONG_NUMBER = re.compile(r"\d{5}")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]{0,3}$")
_CAN_BE_CAPTION: Final = frozenset((Kind.HEADLINE, Kind.SHORT, Kind.TEXT, Kind.BYLINE, Kind.DATE, Kind.SOURCE))


class Line:
    """A block and what can be seen of it."""

    __slots__ = (
        "block", "copies", "doubled", "index", "inline_roles", "is_headline_link", "is_hidden", "is_prose", "is_story_address", "is_teaser", "key", "kind",
        "link_share", "look", "roles", "text", "words",
    )  # fmt: skip

    def __init__(self, index: int, block: SourceBlock, look: Look) -> None:
        text = block.text
        if not text.isprintable() or "  " in text:
            text = " ".join(text.split())
        words = text.count(" ") + 1
        self.index = index
        self.block = block
        self.text = text
        self.look = look
        self.key = look.key
        self.kind = look.kind
        self.words = words
        self.copies = 1
        """How often it occurs on the page."""
        self.doubled = False
        """Whether a copy stands right before or behind it."""
        self.link_share = 0.0
        self.is_story_address = self.is_headline_link = is_link = False
        if block.link_chars:
            self.link_share = min(1.0, block.link_chars / (len(text) - words + 1))
            is_link = self.link_share >= MOSTLY_LINK
            if is_link:
                per_link = words / block.links if block.links > 1 else words
                self.is_story_address = is_story_address(block.href)
                fewest = MIN_STORY_WORDS if self.is_story_address else MIN_HEADLINE_WORDS
                self.is_headline_link = fewest <= per_link <= MAX_HEADLINE_WORDS
        self.is_prose = (
            words >= MIN_PROSE_WORDS
            and not is_link
            and (len(text) >= SURE_PROSE_CHARS or _ENDS_SENTENCE.search(text, len(text) - 5) is not None)
        )
        self.is_hidden = "hidden" in block.hints
        """Whether the page does not show it; `read` has judged which boxes are hidden for good."""
        self.is_teaser = False
        """Whether it is the summary below a headline link; set by `place.tree`."""
        self.roles = 0
        """Roles of the elements around it, as far as they are believed; set by `place.markup`."""
        self.inline_roles = 0
        """Roles of the inline elements inside it."""


def read_lines(blocks: Sequence[SourceBlock]) -> list[Line]:
    """The lines of a page.

    Example:
        >>> [line.kind.value for line in read_lines([SourceBlock(0, 13, "Tin liên quan"), SourceBlock(14, 21, "Chia sẻ")])]
        ['related_heading', 'widget']
    """
    lines = [Line(index, block, look_at(block.text)) for index, block in enumerate(blocks)]
    copies = Counter(line.key for line in lines)
    for line in lines:
        line.copies = copies[line.key]
    for line, below in pairwise(lines):
        if line.key and line.key == below.key:
            line.doubled = below.doubled = True
    for line, below in pairwise(lines):
        # "Bà Năm Lựu nấu bún trên ghe" / "ẢNH: TRẦN QUÝ"
        if below.kind is Kind.CREDIT_LINE and _can_be_caption(line, below.text):
            line.kind = Kind.CREDIT
    return lines


def is_story_address(href: str) -> bool:
    """Whether a link's address looks like that of a story: a long number or a long slug in it.

    Example:
        >>> is_story_address("/xa-hoi/gia-dien-tang-tu-thang-toi-20261124083015.htm"), is_story_address("/thoi-su/chinh-tri.htm")
        (True, False)
    """
    return href.count("-", 0, MAX_ADDRESS) >= MIN_SLUG_HYPHENS or _LONG_NUMBER.search(href, 0, MAX_ADDRESS) is not None


def _can_be_caption(line: Line, credit: str) -> bool:
    """Whether a line above a credit is its caption; 'Ảnh minh họa' alone also stands below plain paragraphs."""
    if line.kind is Kind.PROSE:
        return count_words(line.text) <= MAX_CAPTION_WORDS and ":" in credit
    return line.kind in _CAN_BE_CAPTION
