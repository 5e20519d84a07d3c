"""The style sheets and scripts that stand beside this module, read once."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def read_sheet(name: str) -> str:
    """Return the text of a file of this package.

    Example:
        >>> ".vnn" in read_sheet("view.css")
        True
    """
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
