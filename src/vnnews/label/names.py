"""What the names in the mark-up say: ids, classes, itemprops of Vietnamese content systems.

Takes the names of an element, as `read` keeps them. Gives a `Role` for each thing that they call it: caption, byline, menu, box of other
stories … Decides by vocabulary only; whether a name is believed is the caller's decision, since the wrapper of a whole page may be
called 'has-sidebar'. Known limits: meaningless names ('w640 fr clear') say nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from vnnews.label.words import pattern_of

if TYPE_CHECKING:
    from vnnews.label.line import Line
    from vnnews.label.tree import Tree


class Role:
    """What an element is called; one element can be called several things, so each is a bit. Plain numbers: flags of `enum` cost ten times as much."""

    CAPTION: Final = 1
    SAPO: Final = 2
    AUTHOR: Final = 4
    DATE: Final = 8
    SOURCE: Final = 16
    TAGS: Final = 32
    CRUMB: Final = 64
    RELATED: Final = 128
    COMMENT: Final = 256
    TOOL: Final = 512
    AD: Final = 1024
    MENU: Final = 2048
    FOOTER: Final = 4096
    TITLE: Final = 8192
    BODY: Final = 16384


ROLE_NAMES: Final = tuple((value, name.lower()) for name, value in vars(Role).items() if name.isupper())
"""Each role with the name that features give it."""

# Names are split at capitals ('boxNews' -> 'box-news') and put in small letters first; '_' is turned into '-', and each run of digits is '0'.
_PATTERNS: Final = [(role, re.compile(pattern_of("class_names", name))) for role, name in ROLE_NAMES]
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[_.]+|(?<=[a-z])(?=\d)")

_DIGITS = re.compile(r"\d+")

CACHE_SIZE = 16_384
"""Names remembered: a site has some hundreds, a batch works on a few sites at a time."""


@lru_cache(maxsize=CACHE_SIZE)
def read_roles(names: str) -> int:
    """The `Role`s that an element's names give it, as one number.

    Example:
        >>> read_roles("VCSortableInPreviewMode boxLienQuan") == Role.RELATED
        True
        >>> read_roles("detail-sapo") == Role.SAPO, read_roles("w640 fr clear")
        (True, 0)
    """
    names = _DIGITS.sub("0", names)
    if not names.islower():
        names = _CAPITAL.sub("-", names).lower()
    roles = 0
    for name in _GAP.sub("-", names).split():
        roles |= _read_name(name)
    return roles


@lru_cache(maxsize=CACHE_SIZE)
def _read_name(name: str) -> int:
    """The roles of one class or id; numbers in it are gone, so that 'comment-4711' and 'comment-4712' are looked up once."""
    roles = 0
    for role, pattern in _PATTERNS:
        if pattern.search(name):
            roles |= role
    return roles


@lru_cache(maxsize=CACHE_SIZE)
def name_roles(named: int, inside: int, inline: int) -> tuple[str, ...]:
    """The names of roles as features: those of the line's own element, of all around it, of the elements in it.

    >>> name_roles(Role.TITLE, Role.RELATED | Role.MENU, 0)
    ('named:title', 'inside:related', 'inside:menu')
    """
    kinds = (("named", named), ("inside", inside), ("inline", inline))
    return tuple(f"{prefix}:{name}" for prefix, roles in kinds for role, name in ROLE_NAMES if roles & role)


# ------------------------------------------------------------------------------- names that most paragraphs of a page bear

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


def drop_common_names(tree: Tree) -> list[int]:
    """The roles of each element, without those that a name of most paragraphs would give it.

    Example:
        >>> from vnnews.label.line import read_lines
        >>> from vnnews.label.tree import Tree
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
