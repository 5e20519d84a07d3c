"""Text that a page holds and does not show.

Takes a block. Gives whether it is hidden. Decides nothing: `read` has judged which boxes are hidden for good.
"""

from __future__ import annotations

from vnnews.models import SourceBlock


def is_hidden(block: SourceBlock) -> bool:
    """Whether the page does not show a block.

    >>> is_hidden(SourceBlock(0, 6, "Hà Nội", hints=frozenset({"hidden"}))), is_hidden(SourceBlock(0, 6, "Hà Nội"))
    (True, False)
    """
    return "hidden" in block.hints
