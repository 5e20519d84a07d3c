"""What the mark-up of an HTML page says of each line: the believed roles of its surroundings and its place in the article's element.

Takes a `Document`, its `Tree` and the `Region` of the article (or None). Gives a `Markup`. Decides which names are believed: not those of
elements that hold much of the article, not 'related' without a link inside, not 'comment' without comments. Known limits: names alone
cannot tell a box of other stories from a box of links to documents.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Final

from vnnews.label.line import Line
from vnnews.label.names import Role, common_inline_names, read_roles
from vnnews.label.region import Region
from vnnews.label.story import DISTANCES, with_distances
from vnnews.label.tree import Tree
from vnnews.label.words import pattern_of
from vnnews.label.words.markers import is_message_box, speaks_to_reader

PLACES: Final = (
    "no_article", "in_head", "in_body", *with_distances("above_element"), *with_distances("below_body"),
)  # fmt: skip
"""Places of a line beside the paragraphs."""
SPINE_SHARE: Final = 0.3
SURE_SPINE_SHARE: Final = 0.6
"""Shares of the article's prose from which an element of several lines, or any element, belongs to the article, whatever it is called."""
MAX_INLINE_WORDS: Final = 30
"""Only in lines up to this length can a `span` name the whole line ('author', 'time')."""

MIN_HEADLINES: Final = 2
HEADLINE_SHARE: Final = 0.3
"""Headlines among the lines of a box from which it is a list of stories, whatever it is called."""

MAX_MESSAGE_DEPTH: Final = 12
"""Elements around a line that are looked at for a form or a box of messages."""
MAX_POST_DEPTH: Final = 8
"""Elements between the text of a post and the post."""
_POST_NAME: Final = re.compile(pattern_of("class_names", "post"), re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_SURE_RELATED: Final = re.compile(pattern_of("class_names", "sure_related"), re.IGNORECASE)
"""Names of boxes of other stories that are believed without a link inside."""

_TAG_ROLES: Final = {
    "footer": Role.FOOTER, "nav": Role.MENU, "select": Role.MENU, "button": Role.TOOL, "figcaption": Role.CAPTION,
    "form": Role.TOOL, "aside": Role.RELATED,
}  # fmt: skip


class Markup:
    """What the elements of an HTML page say of its lines."""

    def __init__(self, tree: Tree, region: Region | None) -> None:
        self.tree = tree
        self.lines = tree.lines
        self.region = region
        self.start = region.start if region else 0
        self._headlines_before = list(accumulate((line.is_headline_link for line in self.lines), initial=0))
        self._prose_lines_before = list(accumulate((line.is_prose for line in self.lines), initial=0))
        believed = self._believe()
        story = [line for line in self.lines[region.start : region.end] if line.is_prose] if region else []
        common = common_inline_names(story)
        for line in self.lines:
            at = line.block.element
            line.roles = believed[at] if at >= 0 else 0
            if line.block.names and line.words <= MAX_INLINE_WORDS and line.block.names not in common:
                line.inline_roles = read_roles(line.block.names)
        self.body_containers = self._find_body_containers()
        self.first_body, self.last_body = self._find_body_ends()
        self.replies = find_replies(tree, region) if region else range(0)

    def headlines_in(self, start: int, end: int) -> int:
        """How many headline links a stretch of lines has."""
        return self._headlines_before[end] - self._headlines_before[start]

    def is_in_container(self, line: Line) -> bool:
        """Whether a line stands in the element that holds the article's paragraphs."""
        return self.region is not None and self.region.start <= line.index < self.region.end

    def is_core(self, line: Line) -> bool:
        """Whether a line is a sibling of the article's paragraphs."""
        return line.block.container in self.body_containers

    def place(self, index: int) -> str:
        """The place of a line beside the paragraphs, as a feature names it."""
        region = self.region
        if region is None:
            return "no_article"
        if index < region.start:
            return f"above_element{bisect(DISTANCES, region.start - index)}"
        if index < self.first_body:
            return "in_head"
        return "in_body" if index <= self.last_body else f"below_body{bisect(DISTANCES, index - self.last_body)}"

    @cached_property
    def message_boxes(self) -> frozenset[int]:
        """The elements that are called paywalls, consents, newsletters."""
        tree = self.tree
        return frozenset(
            at for at, element in enumerate(tree.elements) if tree.last[at] and is_message_box(element.names)
        )

    def box_says(self, line: Line) -> str:
        """What a small box around a line makes of it: 'message' of a paywall, consent or newsletter, 'form', or ''."""
        in_form = "form" in line.block.hints and line.is_prose
        speaks = bool(self.message_boxes) and speaks_to_reader(line.text)
        if in_form or speaks:
            for at in self._small_boxes(line):
                if speaks and at in self.message_boxes:
                    return "message"
                if in_form and self.tree.elements[at].tag == "form":
                    return "form"
        return ""

    def _small_boxes(self, line: Line) -> Iterator[int]:
        """The elements around a line that hold little of the article's prose."""
        tree, at = self.tree, line.block.element
        most = SPINE_SHARE * self.region.prose if self.region is not None else 0.0
        for _ in range(MAX_MESSAGE_DEPTH):
            if at < 0 or tree.prose_in(at) > most:
                return
            yield at
            at = tree.elements[at].parent

    def own_roles(self, line: Line) -> int:
        """The roles of the line's own element and the inline elements inside it."""
        at = line.block.element
        return (self.tree.own_roles[at] if at >= 0 else 0) | line.inline_roles

    def _believe(self) -> list[int]:
        """For each element the roles of itself and the elements around it, as far as they are believed."""
        tree, region = self.tree, self.region
        whole = tree.chars_in(0, len(self.lines))
        believed = [0] * len(tree.elements)
        for at, element in enumerate(tree.elements):
            first, last = tree.first[at], tree.last[at]
            if not last:
                continue
            own = tree.own_roles[at] | _TAG_ROLES.get(element.tag, 0)
            if own:
                if region is None:
                    wraps = tree.chars_in(first, last) >= SURE_SPINE_SHARE * whole
                elif last <= region.start or first >= region.end:
                    wraps = False
                else:
                    share = tree.prose_in(at) / (region.prose or 1)
                    wraps = share >= SURE_SPINE_SHARE or (share >= SPINE_SHARE and last - first > 1)
                    wraps = wraps and not (last - first == 1 and own & Role.SAPO)
                if wraps:
                    own = 0
                elif (
                    own & Role.RELATED
                    and not self.headlines_in(first, last)
                    and not _SURE_RELATED.search(element.names)
                ):
                    own &= ~Role.RELATED
                if own & (Role.FOOTER | Role.COMMENT | Role.MENU):
                    headlines = self.headlines_in(first, last)
                    if headlines >= MIN_HEADLINES and headlines >= HEADLINE_SHARE * (last - first):
                        own &= ~(
                            Role.FOOTER | Role.COMMENT | Role.MENU
                        )  # 'most-commented' and 'detail__footer' are lists of stories
                    elif own & Role.COMMENT and not self._prose_lines_before[last] - self._prose_lines_before[first]:
                        own = own & ~Role.COMMENT | Role.TOOL  # nothing but the form
            believed[at] = own | (believed[element.parent] if element.parent >= 0 else 0)
        return believed

    def _find_body_containers(self) -> frozenset[int]:
        """The elements whose children are the article's paragraphs."""
        if self.region is None:
            return frozenset()
        no_body = (
            Role.RELATED | Role.COMMENT | Role.CAPTION | Role.FOOTER | Role.MENU | Role.AD | Role.SAPO | Role.SOURCE
        )
        weights: dict[int, int] = {}
        for line in self.lines[self.region.start : self.region.end]:
            if self.tree.prose[line.index] and not line.roles & no_body and "figure" not in line.block.hints:
                weights[line.block.container] = weights.get(line.block.container, 0) + self.tree.prose[line.index]
        return frozenset(weights)

    def _find_body_ends(self) -> tuple[int, int]:
        """First and last paragraph of the article; the ends of its element when no paragraph is sure."""
        if self.region is None:
            return -1, -1
        start, end = self.region.start, self.region.end
        inside = [
            line.index
            for line in self.lines[start:end]
            if self.tree.prose[line.index] and self.is_core(line) and not line.roles & (Role.RELATED | Role.SAPO)
        ]
        return (inside[0], inside[-1]) if inside else (start, end - 1)


def find_replies(tree: Tree, region: Region) -> range:
    """The lines of a forum thread behind its first post: the elements beside the post that have its tag and classes."""
    at = region.container
    for _ in range(MAX_POST_DEPTH):
        if at < 0:
            break
        element = tree.elements[at]
        name = _DIGITS.sub("", element.names)
        if _POST_NAME.search(name):
            beside = [
                other
                for other in range(at + 1, len(tree.elements))
                if tree.elements[other].parent == element.parent
                and tree.elements[other].tag == element.tag
                and tree.last[other]
                and set(name.split()) & set(_DIGITS.sub("", tree.elements[other].names).split()) - {""}
                and _POST_NAME.search(tree.elements[other].names)
            ]
            if beside:
                return range(tree.last[at], tree.last[beside[-1]])
        at = element.parent
    return range(0)
