"""Bound mark-up that no real page has, before the page is parsed.

Takes: the page as a string.
Gives: the same string, or one in which tags deeper than `MAX_DEPTH` are line breaks, tags with thousands of attributes have none,
    and formatting tags that are never closed are left out beyond `MAX_FORMATTING`.
Decides: nothing on ordinary pages, which are returned as they are.
Known limits: depth is counted from tags, not from the tree that a parser would build; a large page with thousands of unclosed
    `div` loses the structure of its deepest part, and one with many unclosed `font` their last ones, never its text.

The HTML standard makes a parser look through all open elements at many tags, so that 100,000 nested `div` take it 18 seconds and
ten times as many a hundred times as long; the same holds for the attributes of one tag, and for those of every `<body …>` behind the
first, which are added to it. A `font` that is not closed is opened again in every paragraph behind it, so that a page of 800 of them with
as many paragraphs becomes a tree of 320,000 elements.
"""

from __future__ import annotations

import logging
import re
from typing import Final

_log = logging.getLogger(__name__)

MANY_TAGS: Final = 8_000
"""Tags from which a page is looked at: the largest of the pages seen has about 6,000, and 8,000 nested `div` parse in 0.1 s."""

MAX_DEPTH: Final = 400
"""Open elements kept: real pages stay below 60."""

LONG_TAG: Final = 20_000
"""Characters between two '>' from which a tag is looked at; pictures written into an attribute are longer, so length is no fault."""

MAX_ATTRIBUTES: Final = 1_000
"""White-space separated attributes that a tag may have: real tags have up to 40."""

MANY_STYLED: Final = 100
"""Formatting and root tags with attributes from which a page is looked at; without, they are opened again three times at most."""

MAX_FORMATTING: Final = 20
"""Formatting elements open at a time: real pages nest 5 or so, and each is copied into every block behind it while it is open."""

MAX_ROOTS: Final = 3
"""How many `<html …>` and how many `<body …>` are kept: a page pasted into another has two."""

_FORMATTING: Final = frozenset(
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
"""What the standard opens again behind a block that closed it; `a` is missing, as a link closes the one before it."""

_STYLED: Final = re.compile(
    r"<(?=[bcefhinstuBCEFHINSTU])(?i:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u|html|body)[\s/]"
)
"""The letters in front only make the search faster."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})[^>]*+>")
"""Linear only in a text that ends in '>', where every tag that begins also ends."""
LONG_TAG_END: Final = 60
"""Characters kept of the end of such a tag."""

_TAG_START: Final = re.compile(r"<[a-zA-Z][\w:-]{0,40}[\s/]")
_QUOTED: Final = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_UNNESTED: Final = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li",
        "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "head", "script", "style", "title",
    )
)  # fmt: skip
"""Tags that never hold others, or that close their own kind, so that a row of them is not nesting."""
_ROOTS: Final = ("html", "body")


def bound_markup(html: str) -> str:
    """The page with nesting and attributes that a parser can bear.

    Example:
        >>> bound_markup("<div>Hà Nội</div>")
        '<div>Hà Nội</div>'
    """
    bounded = drop_endless_attributes(html) if len(html) > LONG_TAG else html
    tags = bounded.count("<")
    if tags >= MANY_TAGS or (tags > MANY_STYLED and len(_STYLED.findall(bounded)) > MANY_STYLED):
        bounded = flatten_deep_nesting(bounded)
    if bounded is not html and bounded != html:
        _log.debug("mark-up that a parser could not bear was bounded: %d characters became %d", len(html), len(bounded))
    return bounded


def drop_endless_attributes(html: str) -> str:
    """The page with tags of more than `MAX_ATTRIBUTES` attributes cut down to their names.

    Example:
        >>> drop_endless_attributes("<p " + "a b " * 9_000 + ">Hà Nội")[:9]
        '<p a b a '
    """
    window = LONG_TAG // 2  # a long stretch without '>' holds at least one whole window
    if all(html.find(">", start, start + window) >= 0 for start in range(0, len(html) - window, window)):
        return html
    pieces = html.split(">")
    for index, piece in enumerate(pieces):
        if len(piece) >= LONG_TAG and (start := _TAG_START.search(piece)):
            attributes = _QUOTED.sub(" ", piece[start.start() :]).replace("/", " ")
            if len(attributes.split(maxsplit=MAX_ATTRIBUTES)) > MAX_ATTRIBUTES:
                # "if (i<n …" inside a script looks like a tag: the "</script" that ends it must stay
                pieces[index] = piece[: start.end()] + piece[max(piece.rfind("</"), len(piece) - LONG_TAG_END) :]
    return ">".join(pieces)


def flatten_deep_nesting(html: str) -> str:
    """The page with start and end tags beyond `MAX_DEPTH` turned into line breaks, formatting tags beyond `MAX_FORMATTING` left out.

    Example:
        >>> flatten_deep_nesting("<div>" * 9_000 + "Hà Nội").count("<br>")
        8600
        >>> flatten_deep_nesting("<font size=1>" * 500 + "Hà Nội").count("<font")
        20
    """
    open_tags: dict[str, int] = {}
    dropped: dict[str, int] = {}
    depth = formatting = 0

    def keep_or_break(tag: re.Match[str]) -> str:
        nonlocal depth, formatting
        name = tag[2].lower()
        if name in _ROOTS:
            open_tags[name] = open_tags.get(name, 0) + (not tag[1])
            return tag[0] if open_tags[name] <= MAX_ROOTS else ""
        if name in _UNNESTED or tag[0].endswith("/>"):
            return tag[0]
        is_formatting = name in _FORMATTING
        rest = tag[0].rfind("</")  # "if (i<n …" inside a script looks like a tag: the "</script" that ends it must stay
        instead = ("" if is_formatting else "<br>") + (tag[0][rest:] if rest > 0 else "")
        if not tag[1]:
            if depth >= MAX_DEPTH or (is_formatting and formatting >= MAX_FORMATTING):
                dropped[name] = dropped.get(name, 0) + 1
                return instead
            depth += 1
            formatting += is_formatting
            open_tags[name] = open_tags.get(name, 0) + 1
            return tag[0]
        if dropped.get(name):
            dropped[name] -= 1
            return instead
        if not open_tags.get(name):
            return instead  # closes nothing, but a parser would look through all open elements for it
        open_tags[name] -= 1
        depth -= 1
        formatting -= is_formatting
        return tag[0]

    end = html.rfind(">") + 1
    return _TAG.sub(keep_or_break, html[:end]) + html[end:]
