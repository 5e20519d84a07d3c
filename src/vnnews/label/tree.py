"""The elements of an HTML page and the lines in them.

Takes a `Document` of kind 'html' and its lines. Gives a `Tree`: for each element the stretch of lines inside it. Decides which lines are
summaries under a headline-shaped link (teasers). Known limits: a paragraph that
follows a read-more link counts as a teaser here; only whole containers are weighed by this, so one such paragraph does no harm.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from typing import Final

from vnnews.label.line import Line
from vnnews.label.names import drop_common_names, read_roles
from vnnews.label.words.markers import is_reader_message
from vnnews.models import Document

MAX_PROSE_WEIGHT: Final = 800
"""Characters of one line that count as prose, so that one endless line does not outweigh an article."""

MAX_BOX_LINES: Final = 8
"""Lines in the box of one teaser: picture text, section, headline, summary, date, and some links below."""
MAX_BOX_DEPTH: Final = 8
"""Elements between a headline and the box of its teaser."""
MIN_GLUED_HEADLINE: Final = 20
"""Characters of a link at the beginning of a paragraph from which it is a headline with its summary: keywords have fewer."""
MAX_LINES_BETWEEN: Final = 2
MAX_WORDS_BETWEEN: Final = 8
"""What may stand between a headline and its summary: a section, a date, both on a line."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Tree:
    """The lines of a page and the elements that they stand in."""

    def __init__(self, document: Document, lines: list[Line]) -> None:
        self.elements = document.elements
        self.lines = lines
        self.first, self.last = self._find_stretches()
        # half of the elements hold no line: nothing is asked of them
        self.own_roles = [
            read_roles(element.names) if end and element.names else 0
            for element, end in zip(self.elements, self.last, strict=True)
        ]
        self._mark_teasers()
        self.prose = [
            min(len(line.text), MAX_PROSE_WEIGHT)
            if line.is_prose and not line.is_teaser and not line.is_hidden and not is_reader_message(line.text)
            else 0
            for line in self.lines
        ]
        self._prose_lines_before = list(accumulate((weight > 0 for weight in self.prose), initial=0))
        self._h1_before = list(accumulate(("h1" in line.block.hints for line in self.lines), initial=0))
        self._prose_before = list(accumulate(self.prose, initial=0))
        self._links_before = list(accumulate((line.block.link_chars for line in self.lines), initial=0))
        self._chars_before = list(accumulate((len(line.text) for line in self.lines), initial=0))
        self.own_roles = drop_common_names(self)

    def _find_stretches(self) -> tuple[list[int], list[int]]:
        """First line of each element, and one past its last."""
        size = len(self.elements)
        first, last = [len(self.lines)] * size, [0] * size
        for index, line in enumerate(self.lines):
            at = line.block.element
            if at >= 0:
                if not last[at]:
                    first[at] = index
                last[at] = index + 1
        for at in range(size - 1, -1, -1):
            parent = self.elements[at].parent
            if parent >= 0 and last[at]:
                first[parent] = min(first[parent], first[at])
                last[parent] = max(last[parent], last[at])
        return first, last

    def _mark_teasers(self) -> None:
        """A summary below a headline link in the same box, or glued to one, advertises another story."""
        for line in self.lines:
            if line.is_prose:
                headline = self._headline_above(line.index)
                line.is_teaser = headline is not None and self._share_box(headline, line)
                if "link_first" in line.block.hints and line.block.link_chars >= MIN_GLUED_HEADLINE:
                    line.is_teaser = True

    def _headline_above(self, index: int) -> Line | None:
        """The headline link above a line, with at most a section and a date between them."""
        for above in range(index - 1, max(index - 2 - MAX_LINES_BETWEEN, -1), -1):
            line = self.lines[above]
            if line.is_headline_link:
                return line
            if line.words > MAX_WORDS_BETWEEN:
                return None
        return None

    def _share_box(self, headline: Line, line: Line) -> bool:
        """Whether a headline and a summary stand in one element of few lines, or the headline is marked as a heading."""
        at = headline.block.element
        for _ in range(MAX_BOX_DEPTH):
            if at < 0 or self.last[at] > line.index:
                break
            at = self.elements[at].parent
        if at < 0 or self.last[at] <= line.index:
            return False
        if headline.block.container == line.block.container and headline.block.tag in HEADINGS:
            return True
        return self.last[at] - self.first[at] <= MAX_BOX_LINES

    def prose_in(self, at: int) -> int:
        """Characters of prose inside an element."""
        first, last = self.first[at], self.last[at]
        return self._prose_before[last] - self._prose_before[first] if last > first else 0

    def prose_in_page(self) -> int:
        """Characters of prose on the page."""
        return self._prose_before[-1]

    def prose_lines_in(self, at: int) -> int:
        """Lines of prose inside an element."""
        first, last = self.first[at], self.last[at]
        return self._prose_lines_before[last] - self._prose_lines_before[first] if last > first else 0

    def has_main_heading(self, at: int) -> bool:
        """Whether a `h1` stands inside an element, among other lines."""
        first, last = self.first[at], self.last[at]
        return last - first > 1 and self._h1_before[last] > self._h1_before[first]

    def links_in(self, start: int, end: int) -> int:
        """Characters of links in a stretch of lines."""
        return self._links_before[end] - self._links_before[start]

    def chars_in(self, start: int, end: int) -> int:
        """Characters in a stretch of lines."""
        return self._chars_before[end] - self._chars_before[start]


# ---------------------------------------------------------------------------------------------------------- tables of data

MIN_ROWS: Final = 2
"""Rows with more than one filled cell; half of all filled rows must have them."""
MAX_CELL_LINES: Final = 3
MAX_CELL_DEPTH: Final = 12
"""Elements between a line and its cell."""
_CELLS: Final = frozenset(("td", "th"))


def find_table_lines(tree: Tree) -> frozenset[int]:
    """The indices of the lines in tables of data.

    Example:
        >>> from vnnews.label.line import read_lines
        >>> from vnnews.read import read_page
        >>> page = read_page("<table><tr><td>Xã</td><td>Số hộ</td></tr><tr><td>Mỹ An</td><td>42</td></tr></table>", kind="html")
        >>> sorted(find_table_lines(Tree(page, read_lines(page.blocks))))
        [0, 1, 2, 3]
    """
    tables: defaultdict[int, defaultdict[int, defaultdict[int, list[int]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for line in tree.lines:
        if "table" not in line.block.hints:
            continue
        cell = _climb(tree, line.block.element, _CELLS)
        row = _climb(tree, cell, frozenset(("tr",)))
        table = _climb(tree, row, frozenset(("table",)))
        if table >= 0:
            tables[table][row][cell].append(line.index)
    found: set[int] = set()
    for rows in tables.values():
        several = sum(len(cells) > 1 for cells in rows.values())
        longest = max(len(lines) for cells in rows.values() for lines in cells.values())
        if several >= MIN_ROWS and 2 * several >= len(rows) and longest <= MAX_CELL_LINES:
            found |= {index for cells in rows.values() for lines in cells.values() for index in lines}
    return frozenset(found)


def _climb(tree: Tree, at: int, tags: frozenset[str]) -> int:
    """The nearest element around an element, or itself, that has one of the tags; -1 when there is none close by."""
    for _ in range(MAX_CELL_DEPTH):
        if at < 0 or tree.elements[at].tag in tags:
            return at
        at = tree.elements[at].parent
    return -1
