"""The names of features, in groups that belong together: what a line's neighbours are, where it stands beside the story, what its tag says.

Each function takes what was measured and gives a `Group`: names that speak for a label, and names that speak for the part of the page
(before the article, in it, behind it). A name is one or more aspects joined by '&', an aspect mostly has a value behind ':'. The measures
have few values, so groups are kept and come again on every line: the decoder sums the weights of a group once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from vnnews.label.place.names import ROLE_NAMES
from vnnews.label.words.look import look_at

MAX_KEPT: Final = 2048
"""Groups of one kind that are kept: a site needs some hundreds."""
MAX_LOOKS: Final = 4096
"""Looks of lines that are kept: menus and buttons come again on every page of a site."""


class Group:
    """Names of features that always come together; equal only to itself."""

    __slots__ = ("names", "parts")

    def __init__(self, names: Iterable[str], parts: Iterable[str] = ()) -> None:
        self.names = tuple(names)
        """Features for the label."""
        self.parts = tuple(parts)
        """Features for the part of the page."""


def flatten(groups: Iterable[Group]) -> tuple[list[str], list[str]]:
    """All names of some groups: those for the label, those for the part of the page.

    >>> flatten([Group(["a"], ["b"]), Group(["c"])])
    (['a', 'c'], ['b'])
    """
    names: list[str] = []
    parts: list[str] = []
    for group in groups:
        names += group.names
        parts += group.parts
    return names, parts


@lru_cache(maxsize=MAX_LOOKS)
def of_look(text: str, kind: str) -> Group:
    """What the line says wherever it stands."""
    names = look_at(text, kind)
    return Group(names, names[:2])


@lru_cache(maxsize=MAX_KEPT)
def of_page(kind: str, page: tuple[str, ...]) -> Group:
    """What the page is as a whole."""
    return Group((f"{aspect}&kind:{kind}" for aspect in page), page)


@lru_cache(maxsize=MAX_KEPT)
def of_neighbours(above2: str, above: str, kind: str, below: str, below2: str) -> Group:
    """The kinds of the lines right above and below."""
    own = f"&kind:{kind}"
    return Group(
        (
            f"above:{above}", f"below:{below}", f"above2:{above2}", f"below2:{below2}", f"above:{above}{own}", f"below:{below}{own}",
            f"above:{above}&below:{below}{own}",
        )
    )  # fmt: skip


@lru_cache(maxsize=MAX_KEPT)
def of_surroundings(kind: str, prose_above: int, prose_below: int, headlines: int, short: int) -> Group:
    """How many lines of some kinds are near."""
    own = f"&kind:{kind}"
    prose = f"prose_near:{prose_above},{prose_below}"
    return Group((prose, prose + own, f"headlines_near:{headlines}{own}", f"short_near:{short}{own}"), (prose,))


@lru_cache(maxsize=MAX_KEPT)
def of_copies(kind: str, copies: int, doubled: bool, above: bool, below: bool, of_headline: bool) -> Group:
    """How often the line stands on the page, and where."""
    own = f"&kind:{kind}"
    names = [f"copies:{copies}{own}"]
    names += [
        f"{name}{own}" for name, holds in (("doubled", doubled), ("copy_above", above), ("copy_below", below)) if holds
    ]
    if of_headline:
        names.append("copy_of_headline")
    return Group(names)


@lru_cache(maxsize=MAX_KEPT)
def of_story(kind: str, place: str, head: str, line: int, left: int, words: int) -> Group:
    """Where the line stands beside the story: above, in or below it, and how far from its headline.

    Args:
        kind: The line's kind.
        place: 'above3', 'in', 'below2'.
        head: Where it stands beside the likely headline.
        line: Which line of the story it is, -1 outside.
        left: How many lines of the story follow, -1 outside.
        words: Step of the story's weight.
    """
    own = f"&kind:{kind}"
    where = f"story:{place}"
    side = "story:in" if place == "in" else place.rstrip("0123456789")
    names = [where, where + own, f"head:{head}{own}"]
    if line >= 0:
        names += [f"story_line:{line}{own}", f"story_left:{left}{own}"]
    if head == "headline":
        names += ["headline", "headline" + own]
    return Group(names, (where, f"story_words:{words}&{side}", where + own))


@lru_cache(maxsize=MAX_KEPT)
def of_shares(kind: str, length: int, shares: int, side: str) -> Group:
    """How much the line has in common with the story."""
    shared = f"shares:{shares}"
    return Group((f"{shared}&{side}&kind:{kind}", f"{shared}&words:{length}"))


@lru_cache(maxsize=MAX_KEPT)
def of_height(kind: str, top: int, bottom: int, above: int, below: int, part: int) -> Group:
    """How far the ends of the page are, and how much prose stands above and below."""
    own = f"&kind:{kind}"
    names = (f"from_top:{top}", f"from_end:{bottom}", f"prose_above:{above}", f"prose_below:{below}")
    return Group((name + own for name in names), (names[0], names[1], f"{names[2]}&{names[3]}", f"prose_part:{part}"))


@lru_cache(maxsize=MAX_KEPT)
def of_small_page(kind: str, index: int) -> Group:
    """Which line of a page of few lines it is."""
    return Group((f"small_page:{index}&kind:{kind}",), ("small_page",))


@lru_cache(maxsize=MAX_KEPT)
def of_dates(kind: str, above: int, below: int) -> Group:
    """How far the next date lines are."""
    return Group((f"date_above:{above}&kind:{kind}", f"date_below:{below}&kind:{kind}"))


@lru_cache(maxsize=MAX_KEPT)
def of_markup(kind: str, length: str, tag: str, linked: int, links: int, hints: frozenset[str]) -> Group:
    """What the line's own mark-up says: its element, links and letters."""
    own, size = f"&kind:{kind}", f"&{length}"
    element, share = f"tag:{tag}", f"linked:{linked}"
    names = [element, element + own, element + size, share + size, share + own, f"links:{links}"]
    parts = [element, share]
    for hint in sorted(hints):
        named = f"hint:{hint}"
        names += [named, named + own, named + size]
        parts.append(named)
    return Group(names, parts)


@lru_cache(maxsize=MAX_KEPT)
def of_signs(length: str, signs: tuple[str, ...]) -> Group:
    """What is seen of few lines: a story's address, a card, a picture's text, hidden text, what the page states about itself."""
    names = list(signs)
    parts = []
    for sign in signs:
        if sign in _WITH_LENGTH or sign.startswith("stated:"):
            names.append(f"{sign}&{length}")
        if sign == "headline_link" or sign.startswith("stated:"):
            parts.append(sign)
    return Group(names, parts)


_WITH_LENGTH: Final = frozenset(("story_address",))


@lru_cache(maxsize=MAX_KEPT)
def of_roles(kind: str, length: str, own: int, inside: int, inline: int) -> Group:
    """What the elements around the line, and those in it, are called."""
    names: list[str] = []
    parts: list[str] = []
    for role, name in ROLE_NAMES:
        if own & role:
            names += [f"named:{name}", f"named:{name}&{length}", f"named:{name}&kind:{kind}"]
        if inside & role:
            names += [f"inside:{name}", f"inside:{name}&kind:{kind}"]
            parts.append(f"inside:{name}")
        if inline & role:
            names += [f"inline:{name}", f"inline:{name}&{length}"]
    return Group(names, parts)


@lru_cache(maxsize=MAX_KEPT)
def of_place(kind: str, length: str, near: str, place: str) -> Group:
    """Where the line stands beside the element of the paragraphs and the headline."""
    element, where = f"element:{near}", f"place:{place}"
    own = f"&kind:{kind}"
    return Group(
        (element, element + own, f"{element}&{length}", where, where + own, f"{where}&{element}", f"{where}&{length}"),
        (element, element + own, where, f"{where}&{element}"),
    )


@lru_cache(maxsize=MAX_KEPT)
def of_siblings(kind: str, length: str, above: str, below: str) -> Group:
    """The kinds of the lines beside it in the same element, '' where there is none."""
    names = [f"sibling_above:{above}&kind:{kind}", f"sibling_above&{length}"] if above else []
    return Group([*names, f"sibling_below:{below}&kind:{kind}"] if below else names)


@lru_cache(maxsize=MAX_KEPT)
def of_boxes(length: str, items: int, teaser: bool, box: str, reply: bool) -> Group:
    """The list of links, the box of a teaser or of a message, and the reply that the line stands in."""
    names: list[str] = []
    parts: list[str] = []
    if items >= 0:
        names.append(f"list_words:{items}&{length}")
        parts.append(f"list_words:{items}")
    if teaser:
        names.append("teaser")
        parts.append("teaser")
    if box:
        names.append(f"box:{box}")
    if reply:
        names.append("reply")
        parts.append("reply")
    return Group(names, parts)
