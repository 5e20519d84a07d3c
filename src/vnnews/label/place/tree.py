"""The elements of an HTML page and the lines in them.

Takes a `Document` of kind 'html' and its lines. Gives a `Tree`: for each element the stretch of lines inside it. Decides which lines are
summaries under a headline-shaped link (teasers). Known limits: a paragraph that
follows a read-more link counts as a teaser here; only whole containers are weighed by this, so one such paragraph does no harm.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from vnnews.label.line import MOSTLY_LINK, Line
from vnnews.label.place.common_names import drop_common_names
from vnnews.label.place.names import read_roles
from vnnews.label.words.reader_messages import is_reader_message
from vnnews.models import Document

MAX_PROSE_WEIGHT: Final = 800
"""Characters of one line that count as prose, so that one endless line does not outweigh an article."""

MAX_BOX_LINES: Final = 8
"""Lines in the box of one teaser: picture text, section, headline, summary, date, and some links below."""
MAX_BOX_DEPTH: Final = 8
"""Elements between a headline and the box of its teaser."""
MIN_GLUED_HEADLINE: Final = 20
"""Characters of a link at the beginning of a paragraph from which it is a headline with its summary: keywords have fewer."""
MIN_LIST_LINES: Final = 4
MAX_LIST_DEPTH: Final = 6
"""A list has at least so many links, and stands at most so far above each."""
MAX_LINES_BETWEEN: Final = 2
MAX_WORDS_BETWEEN: Final = 8
"""What may stand between a headline and its summary: a section, a date, both on a line."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Tree:
    """The lines of a page and the elements that they stand in."""

    def __init__(self, document: Document, lines: list[Line]) -> None:
        self.elements = document.elements
        self.lines = lines
        self.own_roles = [read_roles(element.names) if element.names else 0 for element in self.elements]
        self.first, self.last = self._find_stretches()
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
        links = [line.words if line.link_share >= MOSTLY_LINK else 0 for line in self.lines]
        self._link_words_before = list(accumulate(links, initial=0))
        self._link_lines_before = list(accumulate((words > 0 for words in links), initial=0))
        self._list_words: dict[int, float] = {}
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

    def words_in_list(self, line: Line) -> float:
        """Average words of the link lines in the list that a line stands in: menus have two or three, lists of stories ten."""
        at = line.block.container
        average = self._list_words.get(at)
        if average is None:
            found = at
            for _ in range(MAX_LIST_DEPTH):
                if found < 0 or self._link_lines(found) >= MIN_LIST_LINES:
                    break
                found = self.elements[found].parent
            lines = self._link_lines(found) if found >= 0 else 0
            first, last = (self.first[found], self.last[found]) if lines else (0, 0)
            average = (self._link_words_before[last] - self._link_words_before[first]) / lines if lines else 0.0
            self._list_words[at] = average
        return average

    def _link_lines(self, at: int) -> int:
        first, last = self.first[at], self.last[at]
        return self._link_lines_before[last] - self._link_lines_before[first] if last > first else 0
