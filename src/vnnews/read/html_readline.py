"""A line of an HTML page while the page is read.

Takes: the texts of the nodes that make it up, and what is seen on the way.
Gives: the line, and its hints.
Decides: when a line counts as bold or italic.
"""

from __future__ import annotations

from typing import Final

from vnnews.read.link_spans import place_links

MOSTLY: Final = 0.8
"""Share of a line's characters that must be bold (italic, linked) for the line to count as bold (italic, a link)."""

NO_HINTS: Final[frozenset[str]] = frozenset()
_BOLD_HINT, _ITALIC_HINT = frozenset(("bold",)), frozenset(("italic",))
_LINK_FIRST_HINT = frozenset(("link_first",))
_AFTER_IMAGE_HINT, _BEFORE_IMAGE_HINT = frozenset(("after_image",)), frozenset(("before_image",))


class ReadLine:
    """A line while it is read; its offsets are known only at the end of the page."""

    __slots__ = (
        "alt", "bold", "element", "has_text", "hidden", "hints", "href", "is_before_image", "is_touched", "italic", "last_link", "link", "link_pieces", "linked", "names",
        "pieces", "starts_with_link",
    )  # fmt: skip

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.element = -1
        self.hints = NO_HINTS
        self.link = self.last_link = self.linked = self.bold = self.italic = self.hidden = 0
        self.link_pieces: list[str] = []
        self.href = ""
        self.names: list[str] = []
        self.alt: str | None = None
        self.has_text = self.is_before_image = self.is_touched = self.starts_with_link = False

    @classmethod
    def aside(cls, text: str, element: int, hints: frozenset[str], hidden: int) -> ReadLine:
        """A line of hidden text that stood inside another."""
        line = cls()
        line.pieces, line.element, line.hints, line.hidden, line.has_text = [text], element, hints, hidden, True
        return line

    def full_hints(self, length: int) -> frozenset[str]:
        """The hints of its elements and those of its own letters and neighbours."""
        hints = self.hints
        if self.bold and self.bold >= MOSTLY * length:
            hints = hints | _BOLD_HINT
        if self.italic and self.italic >= MOSTLY * length:
            hints = hints | _ITALIC_HINT
        if self.alt is not None:
            hints = hints | _AFTER_IMAGE_HINT
        if self.is_before_image:
            hints = hints | _BEFORE_IMAGE_HINT
        if self.starts_with_link:
            hints = hints | _LINK_FIRST_HINT
        return hints


class LinkPlaces:
    """Where the links of all lines stand: of each one with text, its first piece in its line, its target, and the piece behind its last when it has several."""

    __slots__ = ("behinds", "firsts", "targets")

    def __init__(self) -> None:
        self.firsts: list[int] = []
        self.behinds: dict[int, int] = {}
        self.targets: list[str] = []

    def of(self, line: ReadLine, text: str, start: int) -> tuple[tuple[int, int, str], ...]:
        """The spans of a line's links on the page, `text` being the line's text and `start` its beginning."""
        pieces = line.pieces
        parts = []
        at = 0
        for link in range(line.last_link - len(line.link_pieces), line.last_link):
            first = self.firsts[link]
            behind = self.behinds.get(link, first + 1)
            if first > at:
                parts.append(("".join(pieces[at:first]), ""))
            parts.append((pieces[first] if behind == first + 1 else "".join(pieces[first:behind]), self.targets[link]))
            at = behind
        return place_links(parts, text, start)
