"""Names that most paragraphs of a page bear: they say nothing of any of them.

Takes the lines and elements of a page with their roles. Gives the roles of each element without those of such names. Decides that a name
borne by most of the paragraphs around it is the way a content system writes paragraphs ('lead', 'text-image'), whatever it means
elsewhere; one that would make them comments, menus or other stories is disbelieved only where no other story stands on the page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from vnnews.label.place.names import Role

if TYPE_CHECKING:
    from vnnews.label.line import Line
    from vnnews.label.place.tree import Tree

MIN_PARAGRAPHS: Final = 3
COMMON_SHARE: Final = 0.6
"""Paragraphs with one name, and their share of the text around them, from which the name says nothing."""
MAX_INSIDE: Final = 2
"""Paragraphs in an element that is the box of one: a paragraph, or one with a question above it."""
MAX_LINES: Final = 8
"""Lines in such an element; boxes in boxes would be counted again and again."""
ELSEWHERE: Final = 300
"""Characters of prose without the name that make another story; see `region.ELSEWHERE`."""
PICTURE_SHARE: Final = 0.5
"""Share of paragraphs beside a picture from which those called captions are captions: a photo essay."""

_AROUND: Final = Role.RELATED | Role.COMMENT | Role.AD | Role.MENU | Role.FOOTER
"""Roles of what stands around a story."""
_BESIDE_PICTURE: Final = frozenset(("after_image", "before_image", "figure"))
_DIGITS = re.compile(r"\d+")


def drop_common_names(tree: Tree) -> list[int]:
    """The roles of each element, without those that a name of most paragraphs would give it.

    Example:
        >>> from vnnews.label.line import read_lines
        >>> from vnnews.label.place.tree import Tree
        >>> from vnnews.read import read_page
        >>> text = "Sáng nay, mưa lớn làm nhiều tuyến phố của thành phố ngập sâu, xe cộ phải dừng lại."
        >>> page = read_page(f"<p class=sapo>{text}</p>" + f"<p class=lead>{text}</p>" * 5)
        >>> tree = Tree(page, read_lines(page.blocks))
        >>> [role == Role.SAPO for role in tree.own_roles if role]
        [True]
    """
    roles = list(tree.own_roles)
    boxes: dict[str, list[int]] = defaultdict(list)
    for at, element in enumerate(tree.elements):
        is_small = tree.last[at] - tree.first[at] <= MAX_LINES
        if roles[at] and is_small and 0 < tree.prose_lines_in(at) <= MAX_INSIDE:
            boxes[_DIGITS.sub("", element.names)].append(at)
    for found in boxes.values():
        if len(found) >= MIN_PARAGRAPHS:
            nothing = _roles_of_nothing(tree, found)
            for at in found:
                roles[at] &= ~nothing
    return roles


def _roles_of_nothing(tree: Tree, found: list[int]) -> int:
    """The roles that a name does not give to the elements that bear it."""
    inside = sum(tree.prose_in(at) for at in found)
    if inside < COMMON_SHARE * _prose_around(tree, found):
        return 0
    nothing = ~_AROUND
    lines = [line for at in found for line in tree.lines[tree.first[at] : tree.last[at]]]
    beside = sum(not _BESIDE_PICTURE.isdisjoint(line.block.hints) for line in lines)
    if beside >= PICTURE_SHARE * len(lines):
        nothing &= ~Role.CAPTION
    if tree.prose_in_page() - inside < ELSEWHERE and not any(line.block.links for line in lines):
        nothing |= _AROUND
    return nothing


def _prose_around(tree: Tree, found: list[int]) -> int:
    """Characters of prose in the element that most of some elements stand in, or that stands around the box of each."""
    parents = [tree.elements[at].parent for at in found]
    (parent, count), *_ = Counter(parents).most_common(1)
    if count * 2 < len(found):
        parent = Counter([tree.elements[at].parent if at >= 0 else -1 for at in parents]).most_common(1)[0][0]
    return tree.prose_in(parent) if parent >= 0 else tree.prose_in_page()


def common_inline_names(lines: list[Line]) -> frozenset[str]:
    """Names of inline elements that stand in most of a story's paragraphs."""
    named = Counter([line.block.names for line in lines])
    return frozenset(
        names
        for names, count in named.items()
        if names and count >= MIN_PARAGRAPHS and count >= COMMON_SHARE * len(lines)
    )
