"""Tables and lists of an article: which of its lines are cells and items, and where.

Takes a document and its labelled blocks. Gives the place of each line of a table or list. Decides what is a table of data and no frame
around paragraphs or pictures, what is a list and no frame around a story, and in which row and column a cell stands. Known limits: lists of
terms (`dl`) are paragraphs; two lists of a Markdown page with nothing between them are one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from vnnews.models import Block, Document, Label

MIN_ROWS: Final = 2
"""Rows with several filled cells that a table has at least; one such row is a picture beside its text, or two columns of text."""
MAX_CELL_LINES: Final = 8
"""Lines of a cell; a frame around a story has more."""
MAX_COLUMNS: Final = 100
"""Columns up to which spans of cells are counted."""
MIN_ITEMS: Final = 2
"""Items of a list; one alone is a paragraph with a bullet."""
MAX_LEVEL: Final = 8
"""Lists nested deeper count as nested so deep; lists in news nest two or three deep."""
MAX_ITEM_LINES: Final = 4
"""Lines of an item; a frame around a story has more."""

_NUMBER: Final = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_STORY: Final = (Label.BODY, Label.HEADING)
_NO_CELL: Final = (Label.CAPTION, Label.TITLE, Label.SAPO)
"""Labels of which a table of data and a list hold no line."""
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class CellPlace(NamedTuple):
    """Where a line stands in a table."""

    table: int
    row: int
    column: int


class ItemPlace(NamedTuple):
    """Where a line stands in a list."""

    list: int
    item: int
    level: int
    number: int
    """Its number in an ordered list, else 0."""
    mark: int = 0
    """How many characters of its text are the number."""


Place = CellPlace | ItemPlace


def find_places(document: Document, blocks: Sequence[Block]) -> Mapping[int, Place]:
    """The places of the lines that stand in tables and lists of articles, by the index of the block.

    Args:
        document: The page as it was read.
        blocks: Its blocks with their labels.

    >>> from vnnews.read import read_page
    >>> document = read_page("<table><tr><th>Tỉnh<th>Mưa (mm)<tr><td>Huế<td>310</table><ol><li>Kê cao đồ đạc<li>Ngắt điện</ol>")
    >>> blocks = [Block(b.start, b.end, b.text, Label.BODY, "", 0) for b in document.blocks]
    >>> [tuple(place) for place in find_places(document, blocks).values()]
    [(1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1), (9, 10, 0, 1, 0), (9, 11, 0, 2, 0)]
    """
    if document.elements:
        return _find_in_html(document, blocks)
    return _find_in_markdown(document, blocks) if document.shape == "markdown" else {}


# --------------------------------------------------------------------------------------------------------------------- HTML


class _Tree:
    """For each element the nearest cell, row, table, item and list around it, itself included; -1 for none."""

    def __init__(self, document: Document) -> None:
        self.elements = document.elements
        count = len(self.elements)
        self.cell, self.row, self.table, self.item, self.list = ([-1] * count for _ in range(5))
        self.cells: defaultdict[int, list[int]] = defaultdict(list)  # of each table
        self.number: dict[int, int] = {}  # of each item of an ordered list
        following: dict[int, int] = {}
        for at, element in enumerate(self.elements):
            above, tag = element.parent, element.tag
            if above >= 0:
                self.cell[at], self.row[at], self.table[at] = self.cell[above], self.row[above], self.table[above]
                self.item[at], self.list[at] = self.item[above], self.list[above]
            if tag == "table":
                self.cell[at] = self.row[at] = self.item[at] = self.list[at] = -1
                self.table[at] = at
            elif tag == "tr":
                self.row[at], self.cell[at] = at, -1
            elif tag in ("td", "th"):
                self.cell[at] = at
                if self.row[at] >= 0:
                    self.cells[self.table[at]].append(at)
            elif tag in ("ul", "ol"):
                self.list[at] = at
            elif tag == "li" and self.list[at] >= 0:
                self.item[at] = at
                around = self.list[at]
                if self.elements[around].tag == "ol":
                    self.number[at] = following.get(around, self.elements[around].first)
                    following[around] = self.number[at] + 1


def _find_in_html(document: Document, blocks: Sequence[Block]) -> Mapping[int, Place]:
    inside = [
        index
        for index, block in enumerate(document.blocks)
        if block.element >= 0 and ("table" in block.hints or "list" in block.hints)
    ]
    if not any(blocks[index].label in _STORY and blocks[index].article is not None for index in inside):
        return {}
    tree = _Tree(document)
    places: dict[int, Place] = {}
    _place_cells(document, blocks, tree, inside, places)
    _place_items(document, blocks, tree, [index for index in inside if index not in places], places)
    return places


def _place_cells(
    document: Document, blocks: Sequence[Block], tree: _Tree, inside: Sequence[int], places: dict[int, Place]
) -> None:
    """Add the places of the lines in tables of data."""
    lines: defaultdict[int, list[int]] = defaultdict(list)  # of the story, by table
    frames: set[int] = set()
    for index in inside:
        element, block = document.blocks[index].element, blocks[index]
        table = tree.table[element]
        if table < 0:
            continue
        if block.label in _NO_CELL or not _HEADINGS.isdisjoint(document.blocks[index].hints):
            frames.add(table)
        elif block.label in _STORY and block.article is not None:
            if tree.row[element] < 0 or tree.cell[element] < 0:
                continue  # the caption of the table
            lines[table].append(index)
    for table in lines:
        above = tree.elements[table].parent
        while above >= 0 and (around := tree.table[above]) >= 0 and around not in frames:
            frames.add(around)
            above = tree.elements[around].parent
    pictures: defaultdict[int, int] = defaultdict(int)
    for image in document.images:
        if image.element >= 0:
            pictures[tree.table[image.element]] += 1
    for table, indices in lines.items():
        if table in frames:
            continue
        in_cell: defaultdict[int, int] = defaultdict(int)
        for index in indices:
            in_cell[tree.cell[document.blocks[index].element]] += 1
        in_row: defaultdict[int, int] = defaultdict(int)
        for cell in in_cell:
            in_row[tree.row[cell]] += 1
        if (
            _is_data(list(in_row.values()))
            and max(in_cell.values()) <= MAX_CELL_LINES
            and 2 * pictures[table] < len(in_cell)
        ):
            grid = _lay_grid(tree, tree.cells[table])
            for index in indices:
                places[index] = CellPlace(table, *grid[tree.cell[document.blocks[index].element]])


def _is_data(filled: Sequence[int]) -> bool:
    """Whether a table is one of data, by the filled cells of each row."""
    several = sum(count > 1 for count in filled)
    return several >= MIN_ROWS and 2 * several >= len(filled)


def _lay_grid(tree: _Tree, cells: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Row and column of each cell of a table, spans counted."""
    grid: dict[int, tuple[int, int]] = {}
    free_from: dict[int, int] = {}  # the row from which a column is free, where a cell above spans several
    row = column = -1
    last = -1
    for cell in cells:
        if tree.row[cell] != last:
            last = tree.row[cell]
            row, column = row + 1, 0
        while free_from.get(column, 0) > row:
            column += 1
        grid[cell] = row, column
        element = tree.elements[cell]
        columns = min(element.columns, max(MAX_COLUMNS - column, 1))
        if element.rows > 1 and column < MAX_COLUMNS:
            for spanned in range(column, column + columns):
                free_from[spanned] = row + element.rows
        column += columns
    return grid


def _place_items(
    document: Document, blocks: Sequence[Block], tree: _Tree, inside: Sequence[int], places: dict[int, Place]
) -> None:
    """Add the places of the lines in lists."""
    items: defaultdict[int, list[int]] = defaultdict(list)
    frames: set[int] = set()
    for index in inside:
        element, block = document.blocks[index].element, blocks[index]
        item = tree.item[element]
        if item < 0:
            continue
        if block.label in _NO_CELL or not _HEADINGS.isdisjoint(document.blocks[index].hints):
            frames.add(tree.list[item])
        elif block.label in _STORY and block.article is not None:
            items[item].append(index)
    for item, indices in items.items():
        labels = {blocks[index].label for index in indices}
        if len(indices) > MAX_ITEM_LINES or (Label.HEADING in labels and len(indices) > 1):
            frames.add(tree.list[item])
    roots: dict[int, tuple[int, int]] = {}  # of each list the outermost around it, and how deep it is nested
    for around in sorted({tree.list[item] for item in items} - frames):
        above = tree.elements[around].parent
        holder = tree.list[above] if above >= 0 and tree.item[above] >= 0 else -1
        root, level = roots.get(holder, (around, -1))
        roots[around] = root, min(level + 1, MAX_LEVEL)
    sizes: defaultdict[int, int] = defaultdict(int)
    for item in items:
        if (around := tree.list[item]) in roots:
            sizes[roots[around][0]] += 1
    for item, indices in items.items():
        around = tree.list[item]
        if around not in roots or sizes[roots[around][0]] < MIN_ITEMS:
            continue
        root, level = roots[around]
        for index in indices:
            if blocks[index].label is Label.BODY:
                places[index] = ItemPlace(root, item, level, tree.number.get(item, 0))


# ----------------------------------------------------------------------------------------------------------------- Markdown


def _find_in_markdown(document: Document, blocks: Sequence[Block]) -> Mapping[int, Place]:
    places: dict[int, Place] = {}
    run: list[int] = []
    kind = "", -1
    for index, (source, block) in enumerate(zip(document.blocks, blocks, strict=True)):
        is_story = block.article is not None and block.label in _STORY
        is_item = source.tag == "li" and is_story and block.label is Label.BODY
        now = "row" if source.row >= 0 else "item" if is_item else "", source.row
        if now[0] != kind[0] or (now[0] == "row" and now[1] > kind[1] + 1):
            _close_run(document, blocks, run, places)
            run = []
        kind = now
        if now[0]:
            run.append(index)
    _close_run(document, blocks, run, places)
    return places


def _close_run(document: Document, blocks: Sequence[Block], run: Sequence[int], places: dict[int, Place]) -> None:
    """Add the places of the lines of one table or list."""
    if not run:
        return
    sources = document.blocks
    if sources[run[0]].row < 0:
        items = _number_items([(index, sources[index].indent, sources[index].text) for index in run])
        sizes = Counter([place.list for place in items.values()])
        places |= {index: place for index, place in items.items() if sizes[place.list] >= MIN_ITEMS}
        return
    if any(blocks[index].label in _NO_CELL for index in run):
        return
    story = [index for index in run if blocks[index].label in _STORY and blocks[index].article is not None]
    in_row: defaultdict[int, int] = defaultdict(int)
    for index in story:
        in_row[sources[index].row] += 1
    if _is_data(list(in_row.values())):
        places |= {index: CellPlace(run[0], sources[index].row, sources[index].column) for index in story}


def _number_items(run: Sequence[tuple[int, int, str]]) -> dict[int, ItemPlace]:
    """The places of items that follow each other, each with its indent and text; numbers count where they go up by one.

    >>> items = [(4, 0, "Trước lũ"), (5, 2, "1. Kê cao đồ đạc"), (6, 2, "2. Ngắt điện"), (7, 0, "Sau lũ"), (8, 0, "1. Dọn bùn")]
    >>> [tuple(place) for place in _number_items(items).values()]
    [(4, 4, 0, 0, 0), (4, 5, 1, 1, 3), (4, 6, 1, 2, 3), (4, 7, 0, 0, 0), (8, 8, 0, 1, 3)]
    """
    places: dict[int, ItemPlace] = {}
    first = -1  # of the list
    indents: list[int] = []
    numbers: list[int] = []  # the last one of each open list, 0 for a bullet
    for index, indent, text in run:
        while len(indents) > 1 and indents[-1] > indent:
            indents.pop()
            numbers.pop()
        match = _NUMBER.match(text)
        number = int(match[1]) if match else 0
        if not indents or (len(indents) == 1 and indents[0] >= indent and number != numbers[0] + bool(numbers[0])):
            first, indents, numbers = index, [indent], [number]  # another list, with its own numbers or bullets
        elif indents[-1] < indent:
            indents.append(indent)
            numbers.append(number)
        elif numbers[-1] and number == numbers[-1] + 1:
            numbers[-1] = number
        else:
            number = numbers[-1] = 0
        mark = match.end() if match and number else 0
        places[index] = ItemPlace(first, index, min(len(indents) - 1, MAX_LEVEL), number, mark)
    return places
