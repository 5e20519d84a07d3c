"""Which lines stand in a table of data, and not in one that only lays out the page.

Takes the elements and lines of an HTML page. Gives the lines. Decides by the filled cells of each row: a table of data has several rows with
several of them, each of few lines. Known limit: a menu laid out in rows and columns has the same form.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from vnnews.label.place.tree import Tree

MIN_ROWS: Final = 2
"""Rows with more than one filled cell; half of all filled rows must have them."""
MAX_CELL_LINES: Final = 3
MAX_DEPTH: Final = 12
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
    for _ in range(MAX_DEPTH):
        if at < 0 or tree.elements[at].tag in tags:
            return at
        at = tree.elements[at].parent
    return -1
