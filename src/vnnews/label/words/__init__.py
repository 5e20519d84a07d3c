"""What a line says by itself: each module sees one thing and decides nothing.

The phrases and words by which lines are known stand in `resources/label/`. Takes the name of a file and of a list in it. Gives the source of a
pattern that fits any phrase of the list, or its words. Read once a process, from the form that `tools/build_gazetteer.py` generates; the
patterns are compiled by the modules that use them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

PHRASES: Final = Path(__file__).parent.parent / "data" / "phrases.json"


class Lists(msgspec.Struct, frozen=True, gc=False):
    """All lists of the package, by file and name."""

    patterns: dict[str, dict[str, str]]
    """The sources of patterns."""
    words: dict[str, dict[str, tuple[str, ...]]]


@cache
def load_lists() -> Lists:
    """All lists of the package."""
    return msgspec.json.decode(PHRASES.read_bytes(), type=Lists)


def pattern_of(file: str, name: str) -> str:
    """The source of the pattern of a list: a group, behind which anything may stand.

    >>> import re
    >>> re.fullmatch(pattern_of("page_markers", "more_link"), "xem thêm") is not None
    True
    """
    return load_lists().patterns[file][name]


def words_of(file: str, name: str) -> tuple[str, ...]:
    """The words of a list, as they stand there.

    >>> "thời sự" in words_of("sections", "name")
    True
    """
    return load_lists().words[file][name]
