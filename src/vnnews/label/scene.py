"""A page as the features see it: its lines, where the story stands, what the elements say, what the page states about itself.

Takes a `Document`. Gives a `Scene`. Decides nothing; the detectors of `place` have each had their look.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from vnnews.label.line import Line, read_lines
from vnnews.label.place.markup import Markup
from vnnews.label.place.region import find_region, stated_title_keys
from vnnews.label.place.several import find_articles
from vnnews.label.place.story import Story, find_story
from vnnews.label.place.tables import find_table_lines
from vnnews.label.place.tree import Tree
from vnnews.models import Document
from vnnews.text import skeleton

MAX_STATED: Final = 100
"""Values of one name that are compared with lines; the richest page seen states 20 tags."""
SUMMARY_KEY: Final = 60
"""Letters of the stated summary that a line must begin with."""
MAX_VALUE: Final = 300
_NAMES: Final = ("author", "section", "breadcrumb", "tag", "keyword")


class Stated(NamedTuple):
    """What a page states about itself, as skeletons that lines are compared with."""

    titles: frozenset[str]
    summaries: frozenset[str]
    """The first letters of each summary."""
    values: dict[str, frozenset[str]]
    """Authors, sections, steps of the breadcrumb, tags and keywords by name."""


class Scene(NamedTuple):
    """A page with what its detectors have seen."""

    lines: list[Line]
    story: Story
    markups: tuple[Markup, ...]
    """One for each article that the structure of an HTML page shows, at least one; () on a text page."""
    stated: Stated
    table_lines: frozenset[int]
    """Lines in tables of data."""
    shape: str
    """'html', or how the page was flattened."""


def look_around(document: Document) -> Scene:
    """The scene of a page.

    Example:
        >>> from vnnews.read import read_page
        >>> scene = look_around(read_page("<h1>Mưa lớn ở Hà Nội</h1><p>Sáng nay, mưa lớn làm nhiều tuyến phố ngập sâu đến nửa mét.</p>"))
        >>> len(scene.lines), len(scene.markups), scene.story.start
        (2, 1, 1)
    """
    lines = read_lines(document.blocks)
    markups: tuple[Markup, ...] = ()
    tables: frozenset[int] = frozenset()
    if document.kind == "html":
        tree = Tree(document, lines)
        region = find_region(document, tree)
        regions = find_articles(tree, region) if region is not None else [None]
        markups = tuple(Markup(tree, own) for own in regions)
        tables = find_table_lines(tree)
    stated = _read_stated(document)
    return Scene(lines, find_story(lines), markups, stated, tables, document.shape or document.kind)


def _read_stated(document: Document) -> Stated:
    found: dict[str, set[str]] = {name: set() for name in (*_NAMES, "sapo")}
    for item in document.metadata:
        keys = found.get(item.name)
        if keys is not None and len(keys) < MAX_STATED:
            keys.add(skeleton(item.value[:MAX_VALUE]))
    return Stated(
        frozenset(stated_title_keys(document)),
        frozenset(key[:SUMMARY_KEY] for key in found["sapo"] if len(key) > SUMMARY_KEY // 2),
        {name: frozenset(found[name] - {""}) for name in _NAMES if found[name] - {""}},
    )
