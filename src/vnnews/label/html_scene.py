"""What the rules of an HTML page look at: each line with the believed roles of its surroundings and its place in the article.

Takes a `Document`, its `Tree` and the `Region` of the article (or None). Gives a `Scene`. Decides which names are believed: not those of
elements that hold much of the article, not 'related' without a link inside, not 'comment' without comments. Known limits: names alone
cannot tell a box of other stories from a box of links to documents.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate
from typing import Final

from vnnews.label.hidden import is_hidden
from vnnews.label.html_article import Region
from vnnews.label.html_common_names import common_inline_names
from vnnews.label.html_lines import HEADINGS, Line, Tree
from vnnews.label.html_names import Role, read_roles
from vnnews.label.reader_messages import is_message_box
from vnnews.models import Document, Label
from vnnews.text import skeleton

SPINE_SHARE: Final = 0.3
SURE_SPINE_SHARE: Final = 0.6
"""Shares of the article's prose from which an element of several lines, or any element, belongs to the article, whatever it is called."""
MIN_BOLD_PARAGRAPHS: Final = 3
"""Bold paragraphs that are a body when there are no others; one or two are the sapo of a page of pictures."""
MAX_INLINE_WORDS: Final = 30
"""Only in lines up to this length can a `span` name the whole line ('author', 'time')."""

MAX_ARTICLE_TEXT: Final = 20_000
"""Characters in which tags are looked up."""
MAX_TAGS: Final = 100
"""Tags that are compared with lines; the richest page seen states 20."""
MIN_HEADLINES: Final = 2
HEADLINE_SHARE: Final = 0.3
"""Headlines among the lines of a box from which it is a list of stories, whatever it is called."""

MAX_POST_DEPTH: Final = 8
"""Elements between the text of a post and the post."""
_POST_NAME: Final = re.compile(r"\b(?:message|post|reply|comment|threadpost|postcontainer|postbit)", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
_SURE_RELATED: Final = re.compile(r"relat|lien-?quan", re.IGNORECASE)
"""Names of boxes of other stories that are believed without a link inside."""

_TAG_ROLES: Final = {
    "footer": Role.FOOTER, "nav": Role.MENU, "select": Role.MENU, "button": Role.TOOL, "figcaption": Role.CAPTION,
    "form": Role.TOOL, "aside": Role.RELATED,
}  # fmt: skip


class Scene:
    """A page as the rules see it."""

    def __init__(
        self, document: Document, tree: Tree, region: Region | None, labels: list[Label] | None = None
    ) -> None:
        self.document = document
        self.tree = tree
        self.lines = tree.lines
        self.region = region
        self.title = region.title if region else -1
        self.title_keys = region.title_keys if region else frozenset[str]()
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
        self.labels = [] if labels is None else labels
        """Labels given so far, in the order of the lines; articles of one page share them."""
        stated = [item for item in document.metadata if item.name in ("section", "breadcrumb", "tag", "keyword")]
        self.section_keys = frozenset(skeleton(item.value) for item in stated if item.name in ("section", "breadcrumb"))
        self.crumb_keys = frozenset(skeleton(item.value) for item in stated if item.name == "breadcrumb")
        tags = [item.value for item in stated if item.name in ("tag", "keyword")][:MAX_TAGS]
        self.tag_keys = frozenset(skeleton(tag) for tag in tags) - {""}
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

    @cached_property
    def article_text(self) -> str:
        """Headline and paragraphs in small letters, to look tags up in; bounded."""
        if self.region is None:
            return ""
        lines = self.lines[self.region.start : self.last_body + 1]
        title = self.lines[self.title].text if self.title >= 0 else ""
        return " ".join([title, *(line.text for line in lines)])[:MAX_ARTICLE_TEXT].casefold()

    @cached_property
    def message_boxes(self) -> frozenset[int]:
        """The elements that are called paywalls, consents, newsletters."""
        return frozenset(at for at, element in enumerate(self.tree.elements) if is_message_box(element.names))

    def own_roles(self, line: Line) -> int:
        """The roles of the line's own element and the inline elements inside it."""
        at = line.block.element
        return (self.tree.own_roles[at] if at >= 0 else 0) | line.inline_roles

    def next(self, line: Line) -> Line | None:
        """The line below."""
        return self.lines[line.index + 1] if line.index + 1 < len(self.lines) else None

    def previous(self, line: Line) -> Line | None:
        """The line above."""
        return self.lines[line.index - 1] if line.index else None

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
        """First and last paragraph of the article; (-1, -1) without any.

        Prose that is set as a heading or in bold is a sapo when it comes first, and no paragraph when there is no other prose.
        """
        if self.region is None:
            return -1, -1
        inside = [
            line
            for line in self.lines[max(self.region.start, self.title + 1) : self.region.end]
            if line.is_prose
            and self.is_core(line)
            and not line.roles & (Role.RELATED | Role.SAPO)
            and not is_hidden(line.block)
        ]
        plain = [line for line in inside if not is_heading_line(line) and "bold" not in line.block.hints]
        if plain:
            return plain[0].index, max(plain[-1].index, inside[-1].index)
        return (inside[0].index, inside[-1].index) if len(inside) >= MIN_BOLD_PARAGRAPHS else (-1, -1)


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


def is_heading_line(line: Line) -> bool:
    """Whether the mark-up makes a line a heading."""
    return bool(line.block.hints & HEADINGS)
