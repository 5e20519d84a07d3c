"""Where the links of a block stand in its text.

Takes the text of a block as it was read, cut at its links. Gives the spans of the links in the text with single spaces. Decides nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vnnews.text.forms import compose

if TYPE_CHECKING:
    from collections.abc import Sequence

HUGE_LINE: Final = 50_000
"""Characters from which memory counts more than speed: the longest line of the pages seen has a few thousand."""

_ODD_SPACE: Final = re.compile(r" \s+|[^\S ]\s*")
"""White space other than one plain space."""


def collapse(text: str) -> str:
    r"""The text with single spaces; a huge line is not split, since its words take twenty times its memory.

    >>> collapse(" Hà\u00a0 Nội\n")
    'Hà Nội'
    """
    return " ".join(text.split()) if len(text) < HUGE_LINE else _ODD_SPACE.sub(" ", text).strip()


def place_links(parts: Sequence[tuple[str, str]], text: str, start: int) -> tuple[tuple[int, int, str], ...]:
    """The spans of links with their targets.

    Args:
        parts: The text as it was read, in parts, each with the target of its link, '' outside of links.
        text: The same text, composed and with single spaces.
        start: Where it stands on the page.

    >>> place_links([("Mưa  ở ", ""), ("Huế ", "/hue"), (", gió", "")], "Mưa ở Huế , gió", 100)
    ((106, 109, '/hue'),)
    """
    spans: list[tuple[int, int, str]] = []
    at = 0
    is_apart = False
    for part, href in parts:
        if not part:
            continue
        words = collapse(part)
        if not words:
            is_apart = True
            continue
        if at and (is_apart or part[0].isspace()):
            at += 1
        if not text.startswith(words, at):
            words = compose(words)
        end = at + len(words)
        if href and text.startswith(words, at):  # marks that join over an edge move what stands behind them
            first = start + at
            if spans and spans[-1][2] == href and spans[-1][1] >= first - 1:  # a link that goes on
                first = spans.pop()[0]
            spans.append((first, start + end, href))
        at = end
        is_apart = part[-1].isspace()
    return tuple(spans)
