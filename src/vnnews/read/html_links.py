"""What a link covers: links that a page left open, links around a whole story, cards of a headline and a summary.

Takes: the page as a string, before it is parsed; later its lines.
Gives: the same string, or one with '</a>' where a link that was never closed must end; later the lines without links that are none.
Decides: that a link without its end tag ends before the first block behind it, or with the block that it stands in when it opens over
    blocks with little text; and that one which would take the rest of a paragraph ends at once.
Known limits: an end tag that belongs to another link counts; a tag inside an attribute is taken for one.

A parser opens such a link again in every block behind it, so that a menu item or a mark ('<a href="#top">') without an end tag turns the
whole article into link text, which no reader of the page would see as a link.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from vnnews.read.html_readline import ReadLine

BLOCK_TAGS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
"""Tags before which a link that was left open can end."""

MAX_LINK_CHARS: Final = 400
"""Characters of a headline and its summary, the longest text that one link holds on purpose."""

MAX_HEADLINE_CHARS: Final = 120
"""Characters of a link inside a line; the longest headlines have about 110."""

LONG_LINK: Final = 80
MANY_LONG_LINES: Final = 3
"""Lines of so many linked characters in one link that make it no link; a headline with its summary has one or two."""

MIN_CARD_TITLE: Final = 20
MIN_CARD_SUMMARY_WORDS: Final = 6
"""Characters of a headline, and words of a summary, that are two lines when they stand side by side in one link."""

_LINK_TAG: Final = re.compile(r"<(/?)[aA](?=[\s/>])")
_TAG: Final = re.compile(r"<(?:!--|(/?)([a-zA-Z][^\s/>]{0,40})[^<>]{0,4000}>?)")
_RAW: Final = frozenset(("script", "style", "textarea", "title", "noscript", "iframe"))
"""Tags whose content is no mark-up."""
_VOID: Final = frozenset(("br", "hr"))
_SENTENCE_ENDS: Final = (".", "!", "…", ";")


def close_links(html: str) -> str:
    """The page with every link closed that was left open.

    Example:
        >>> close_links('<li><a href="/ts">Thời sự</li><h1>Lũ lên</h1>')
        '<li><a href="/ts">Thời sự</a></li><h1>Lũ lên</h1>'
        >>> close_links('<a href="/1">Lũ lên</a> <a href="/2">Lúa chín</a>')
        '<a href="/1">Lũ lên</a> <a href="/2">Lúa chín</a>'
    """
    if not has_open_link(html):
        return html
    cuts = _find_cuts(html)
    pieces = [html[start:end] for start, end in zip((0, *cuts), (*cuts, len(html)), strict=True)]
    return "</a>".join(pieces)


def has_open_link(html: str) -> bool:
    """Whether a link begins before the one above it has ended, or the last has no end.

    Example:
        >>> has_open_link("<a>một</a><a>hai</a>"), has_open_link("<a>một<a>hai</a>"), has_open_link("<a>một")
        (False, True, True)
    """
    is_open = False
    for slash in _LINK_TAG.findall(html):
        if not slash and is_open:
            return True
        is_open = not slash
    return is_open


class _Link:
    """A link that has begun and not ended."""

    __slots__ = ("begin", "chars", "depth", "first_block", "is_over_block", "is_prose", "parent_end", "sentences")

    def __init__(self, begin: int) -> None:
        self.begin = begin
        self.is_prose = False
        self.chars = self.depth = self.sentences = 0
        self.first_block = self.parent_end = -1
        self.is_over_block = False

    def pass_text(self, text: str) -> None:
        """Note text behind the link's beginning."""
        text = text.strip()
        if text:
            self.chars += len(text)
            self.sentences += text.endswith(_SENTENCE_ENDS)
            if self.first_block < 0:
                self.is_prose = self.chars > MAX_HEADLINE_CHARS or text.endswith(_SENTENCE_ENDS)

    def pass_block(self, at: int, name: str, *, is_end: bool) -> None:
        """Note a block-level tag behind the link's beginning."""
        if self.first_block < 0:
            self.first_block = at
            self.is_over_block = not self.chars and not is_end and name not in _VOID
        if name == "h1":
            self.is_over_block = False  # the headline of the page is no link to another
        if self.parent_end >= 0 or name in _VOID:
            return
        self.depth += -1 if is_end else 1
        if self.depth < 0:
            self.parent_end = at
            self.is_over_block = self.is_over_block and self.is_short()

    def end(self, at: int) -> int:
        """Where the link must be closed when the next one, or the end of the page, stands at `at`; -1 when nothing need be done."""
        if self.first_block < 0:
            return -1
        if not self.is_over_block:
            return self.begin if self.is_prose else self.first_block
        if self.parent_end >= 0:
            return self.parent_end
        return at if self.is_short() else self.first_block

    def is_short(self) -> bool:
        """Whether the link holds no more than a headline and a summary."""
        return self.chars <= MAX_LINK_CHARS and self.sentences <= 1


def _find_cuts(html: str) -> list[int]:
    """Where end tags of links are missing."""
    cuts: list[int] = []
    link: _Link | None = None
    at = 0
    while (tag := _TAG.search(html, at)) is not None:
        if link is not None and link.parent_end < 0:
            link.pass_text(html[at : tag.start()])
        at = tag.end()
        if tag[2] is None:  # a comment
            end = html.find("-->", at)
            if end < 0:
                break
            at = end + 3
            continue
        name = tag[2].lower()
        if name == "a":
            if not tag[1] and link is not None and (cut := link.end(tag.start())) >= 0:
                cuts.append(cut)
            link = None if tag[1] else _Link(tag.end())
        elif link is not None and name in BLOCK_TAGS:
            link.pass_block(tag.start(), name, is_end=bool(tag[1]))
        elif name in _RAW and not tag[1]:
            end = html.find(f"</{tag[2]}", at)
            if end < 0:
                break
            at = end
    if link is not None and (cut := link.end(len(html))) >= 0:
        cuts.append(cut)
    return cuts


def unlink_stories(lines: list[ReadLine]) -> None:
    """Take a link off the lines of a whole story: nobody reads it as one, and what it covers is text."""
    wide = Counter([line.link for line in lines if line.linked >= LONG_LINK])
    for line in lines:
        if line.linked and wide[line.link] >= MANY_LONG_LINES:
            line.linked, line.link_pieces, line.href, line.starts_with_link = 0, [], "", False


def is_next_part(before: LexborNode | None, here: LexborNode | None, text: str) -> bool:
    """Whether a text in a link begins another part of a card: '<a><span>Headline</span><span>Summary …</span></a>'."""
    if before is None or here is None or before.mem_id == here.mem_id or not text.lstrip()[:1].isupper():
        return False
    above, other = here.parent, before.parent
    is_sibling = here.tag != "a" and above is not None and other is not None and above.mem_id == other.mem_id
    return is_sibling and text.count(" ") + 1 >= MIN_CARD_SUMMARY_WORDS
