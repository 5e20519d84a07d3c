"""A table or a list as one passage.

Takes the clean lines of a table or list, each with its place. Gives the draft of a passage: its text, its cells or items, its links. Decides
how the text is laid out: cells are joined by tabs, rows, items and the lines of a cell or item by line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vnnews.assemble.passages import Draft, DraftLink
from vnnews.assemble.structure import CellPlace, ItemPlace
from vnnews.models import Cell, Item


class PlacedLine(NamedTuple):
    """A clean line of a table or list."""

    place: CellPlace | ItemPlace
    text: str
    links: tuple[DraftLink, ...] = ()


class _Writer:
    """The text of a passage while it grows."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.links: list[DraftLink] = []
        self.length = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def add_lines(self, lines: Iterable[PlacedLine]) -> tuple[int, int, str]:
        """Add the lines of one cell or item; returns where they stand."""
        start = self.length
        text = ""
        for line in lines:
            if text:
                text += "\n"
                self.add("\n")
            self.links += [DraftLink(self.length + a, self.length + b, url) for a, b, url in line.links]
            text += line.text
            self.add(line.text)
        return start, self.length, text


def join_table(lines: Iterable[PlacedLine]) -> Draft:
    r"""The table that lines make up; empty cells at the end of a row are left out.

    >>> places = CellPlace(0, 0, 0), CellPlace(0, 0, 1), CellPlace(0, 1, 1)
    >>> table = join_table(map(PlacedLine, places, ("Tỉnh", "Mưa", "310")))
    >>> table.text, [[cell.text for cell in row] for row in table.rows]
    ('Tỉnh\tMưa\n\t310', [['Tỉnh', 'Mưa'], ['', '310']])
    """
    grid: dict[int, dict[int, list[PlacedLine]]] = {}
    for line in lines:
        if isinstance(line.place, CellPlace) and line.text:
            grid.setdefault(line.place.row, {}).setdefault(line.place.column, []).append(line)
    writer = _Writer()
    rows: list[tuple[Cell, ...]] = []
    for row in sorted(grid):
        if rows:
            writer.add("\n")
        cells = []
        for column in range(max(grid[row]) + 1):
            if column:
                writer.add("\t")
            cells.append(Cell(*writer.add_lines(grid[row].get(column, ()))))
        rows.append(tuple(cells))
    return Draft("table", "".join(writer.pieces), tuple(writer.links), rows=tuple(rows))


def join_list(lines: Sequence[PlacedLine]) -> Draft:
    r"""The list that lines make up.

    >>> places = ItemPlace(0, 1, 0, 1), ItemPlace(0, 2, 0, 2)
    >>> items = join_list(list(map(PlacedLine, places, ("Kê cao đồ đạc", "Ngắt điện"))))
    >>> items.text, [(item.number, item.text) for item in items.items]
    ('Kê cao đồ đạc\nNgắt điện', [(1, 'Kê cao đồ đạc'), (2, 'Ngắt điện')])
    """
    by_item: dict[int, list[PlacedLine]] = {}
    for line in lines:
        if isinstance(line.place, ItemPlace) and line.text:
            by_item.setdefault(line.place.item, []).append(line)
    writer = _Writer()
    items: list[Item] = []
    top = min((line.place.level for line in lines if isinstance(line.place, ItemPlace)), default=0)
    for group in by_item.values():
        place = group[0].place
        if isinstance(place, ItemPlace):
            if items:
                writer.add("\n")
            items.append(Item(*writer.add_lines(group), place.level - top, place.number))
    return Draft("list", "".join(writer.pieces), tuple(writer.links), items=tuple(items))


def join_placed(lines: Sequence[PlacedLine]) -> Draft:
    """The table or list that lines of one of them make up."""
    return join_table(lines) if isinstance(lines[0].place, CellPlace) else join_list(lines)
