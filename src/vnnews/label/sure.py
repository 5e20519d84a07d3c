"""What decides alone: the few features that cannot be outweighed, each with what it leaves possible and how often it was right.

Takes the names of a line's features. Gives which labels are left to it. Measured on annotated pages by `tools/train_labeller.py FOLDER… --sure`;
a feature stands here because its kind of line must never get into an article, however much it looks like a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from vnnews.models import Label


class Sure(NamedTuple):
    """A feature that decides alone."""

    labels: frozenset[Label]
    """What is left possible."""
    right: int
    lines: int
    """Of so many annotated lines with the feature so many have one of these labels."""


_ASIDE: Final = frozenset({Label.BOILERPLATE, Label.RELATED, Label.COMMENT, Label.SECTION, Label.SOURCE, Label.TAGS})
SURE: Final = {
    "hidden": Sure(_ASIDE, 592, 611),
    "form:message": Sure(frozenset({Label.BOILERPLATE}), 83, 83),
    "box:message": Sure(frozenset({Label.BOILERPLATE}), 38, 38),
    "box:form": Sure(frozenset({Label.BOILERPLATE}), 0, 0),
    "inside:comment": Sure(frozenset({Label.COMMENT, Label.BOILERPLATE, Label.RELATED}), 129, 129),
    "card": Sure(frozenset({Label.RELATED}), 12, 12),
}
"""Of the hidden lines that are wrong 15 are copies of paragraphs on one page of pictures."""
_NAMES: Final = frozenset(SURE)


def find_sure(names: Iterable[str]) -> str:
    """The feature of a line that decides alone, '' when there is none.

    >>> find_sure(["kind:prose", "hidden"]), find_sure(["kind:prose"])
    ('hidden', '')
    """
    return next(iter(_NAMES.intersection(names)), "")
