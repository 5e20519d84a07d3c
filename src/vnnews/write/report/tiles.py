"""The tile grids of the provinces: reads `tiles.txt`, gives a place for each unit of each period. Decides nothing."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec


class Tile(msgspec.Struct, frozen=True):
    """A place in a grid."""

    name: str
    """Name of the province, as the gazetteer gives it."""
    label: str
    """The name, shortened where it would not fit."""
    column: int
    row: int
    other_names: tuple[str, ...] = ()
    """Names that the same unit had in the same period: 'Huế' for the last six months of 'Thừa Thiên Huế'."""


@cache
def read_tiles() -> dict[str, tuple[Tile, ...]]:
    """Return the grids by the number of their units: '34' and '63'.

    Example:
        >>> {grid: len(tiles) for grid, tiles in read_tiles().items()}
        {'34': 34, '63': 63}
    """
    text = resources.files(__package__).joinpath("tiles.txt").read_text(encoding="utf-8")
    grids: dict[str, list[Tile]] = {}
    tiles: list[Tile] = []
    row = 0
    for line in text.splitlines():
        if line.startswith("["):
            tiles = grids.setdefault(line[1 : line.index("]")], [])
            row = 0
        elif line.strip() and not line.startswith("#"):
            tiles += _read_row(line, row)
            row += 1
    return {grid: tuple(found) for grid, found in grids.items()}


def find_tile(grid: str, name: str) -> Tile | None:
    """Return the tile of a province, None when the grid has none ('Hà Tây', part of Hà Nội since 2008).

    Example:
        >>> find_tile("63", "Huế").label
        'TT-Huế'
    """
    return _index_tiles(grid).get(name)


@cache
def _index_tiles(grid: str) -> dict[str, Tile]:
    return {name: tile for tile in read_tiles()[grid] for name in (tile.name, *tile.other_names)}


def _read_row(line: str, row: int) -> list[Tile]:
    tiles = []
    for column, cell in enumerate(line.split("|")):
        names, *others = cell.strip().split("+")
        name, _, label = names.partition("=")
        if name != ".":
            tiles.append(Tile(name, label or name, column, row, tuple(others)))
    return tiles
