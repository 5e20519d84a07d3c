"""Lengths and distances that rules of several modules share.

Takes and gives nothing; each value says where it comes from.
"""

from __future__ import annotations

from typing import Final

MAX_TITLE_WORDS: Final = 40
NEAR_TITLE: Final = 4
"""Lines between headline and section link."""
MAX_BYLINE_WORDS: Final = 12
MAX_SHORT_WORDS: Final = 20
"""Words of a line that can be a date, a source or a button."""
SURE_LINK: Final = 0.85
"""Share of link characters from which a line is nothing but a link."""
