"""Names of sections that Vietnamese papers share.

Takes a short line. Says whether it names a section of a paper. Decides by a list; a site's own section names are known by their place.
"""

from __future__ import annotations

from vnnews.label.phrases import words_of
from vnnews.text import fold

SECTION_NAMES = frozenset(fold(name) for name in words_of("sections", "name"))


def is_section_name(line: str) -> bool:
    """Whether a line is the name of a section.

    >>> is_section_name("Thời sự"), is_section_name("Văn hoá – Giải trí"), is_section_name("Chia sẻ")
    (True, True, False)
    """
    return len(line) <= 40 and fold(line.replace("–", "-").strip(" :>»›")) in SECTION_NAMES
