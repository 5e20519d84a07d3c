"""What the compiled core has to know of a character.

Takes patterns of one character, gives a table with one byte for each character below `SIZE`. Decides nothing. The core asks plain Python wherever it
meets a character beyond the table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD, DIGIT, SPACE, STOP, GLUE, GUARD, CAPITAL = (1 << bit for bit in range(7))
"""The bits of a kind, as `_tokens.c` names them."""

SIZE = 0x3001
"""All letters of Vietnamese, all white space and most marks are below."""


def tell_kinds(patterns: Mapping[int, str]) -> bytes:
    r"""Return the kinds of all characters below `SIZE`.

    Args:
        patterns: For each kind the pattern of one character that is of it.

    Example:
        >>> kinds = tell_kinds({WORD: r"\w", DIGIT: r"\d"})
        >>> kinds[ord("ế")], kinds[ord("7")], kinds[ord(",")], len(kinds) == SIZE
        (1, 3, 0, True)
    """
    letters = "".join(map(chr, range(SIZE)))
    kinds = bytearray(SIZE)
    for kind, pattern in patterns.items():
        for found in re.finditer(pattern, letters):
            kinds[found.start()] |= kind
    return bytes(kinds)
