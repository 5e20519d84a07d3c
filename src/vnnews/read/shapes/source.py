"""Text with the line breaks of the page's source, as lxml's `text_content` leaves it: nothing stands between two blocks.

Takes the lines of a page. Cuts a line where a word touches the capital of the next one ('… điều tra.Sáng nay', 'nội đôChỉ chưa đầy'),
since there two blocks were written without a break between them. Known limits: blocks that end with a figure or an abbreviation stay
glued; a sentence that lost only its space is cut, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vnnews.read.plain import cut_glued
from vnnews.text import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIN_GLUED: Final = 3
"""Fewer places where words touch are slips of a writer."""
MIN_GLUED_A_LINE: Final = 0.1
"""Places a line from which glued blocks are the way the page was flattened."""
MIN_INDENTED: Final = 0.3
"""Share of the lines that begin with white space where the source was indented."""
MIN_BLANK: Final = 0.1
"""Share of all lines that hold nothing but spaces or tabs: the indentation of elements without text."""
MIN_GAPS: Final = 3
"""Runs of three empty lines."""

_LETTERS: Final = [chr(code) for code in (*range(0x41, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA))]
_UPPER: Final = "".join(letter for letter in _LETTERS if letter.isupper())
_LOWER: Final = "".join(letter for letter in _LETTERS if letter.islower())
# one set of characters comes first, which the engine skips to; a capital behind a space or an opening sign touches nothing
_NEXT: Final = re.compile(
    rf"[“{_UPPER}](?<=[^\s“\"'‘«(\[/–—-].)(?:(?<!“)[{_LOWER}]{{1,6}}|(?<=“)[{_UPPER}][{_LOWER}]{{1,6}}|(?<!“)[{_UPPER}]{{2,7}})(?!\w)"
)
_BEFORE: Final = re.compile(
    rf"(?P<small>[{_UPPER}{_LOWER}]?[{_LOWER}]{{1,7}})\Z|(?P<capitals>[{_UPPER}]{{2,7}}|(?<!\w)Á)\Z|(?P<end>[{_LOWER}\d]{{2}}[.?!…]{{1,3}})\Z|[)”]\Z|\d{{2}}\Z"
)
MAX_BEFORE: Final = 9
"""Characters of the word before a place; a syllable has at most seven letters."""
_GAP: Final = re.compile(r"\n\s*\n\s*\n\s*\n")


def is_source(lines: Sequence[str]) -> bool:
    r"""Whether the lines are those of the page's source: indented, with gaps where elements hold no text, or blocks glued together.

    >>> is_source("\n\n    Mưa lớn\n  \n\t\n\n\n    Phố ngậpSáng nay\n  \n".split("\n"))
    True
    >>> is_source(["Mưa lớn", "", "Phố ngập từ sáng."])
    False
    """
    filled = [line for line in lines if line.strip()]
    if not filled:
        return False
    indented = sum(line[0].isspace() for line in filled)
    blank = sum(bool(line) for line in lines) - len(filled)
    if indented >= MIN_INDENTED * len(filled) and blank >= MIN_BLANK * len(lines):
        return True
    gaps = count_gaps(lines)
    glued = sum(len(find_cuts(line)) for line in filled)
    if gaps >= MIN_GAPS and (glued or indented >= MIN_INDENTED * len(filled)):
        return True
    return glued >= max(MIN_GLUED, MIN_GLUED_A_LINE * len(filled))


def count_gaps(lines: Sequence[str]) -> int:
    r"""How often three or more lines without text stand below each other.

    >>> count_gaps(["Mưa lớn", "", " ", "", "Phố ngập", "", "Nước rút"])
    1
    """
    return sum(1 for _ in _GAP.finditer("\n".join(lines)))


def find_cuts(line: str) -> list[int]:
    """The places in a line where two blocks touch.

    >>> find_cuts("Nối cầu giữa nội đôChỉ chưa đầy nửa tháng nữa.Theo YouTube, TP.Vinh")
    [19, 46]
    """
    cuts: list[int] = []
    for match in _NEXT.finditer(line):
        at, after = match.start(), match.group()
        before = _BEFORE.search(line, max(cuts[-1] if cuts else 0, at - MAX_BEFORE), at)
        if before is None:
            continue
        needs_end = after.isupper() or after[0] == "“"
        is_cut = before["end"] is not None if needs_end else is_syllable(after)
        word = before["small"] or before["capitals"]
        if is_cut and word:
            first = before.start()
            sign = line[first - 1 : first]
            is_word = not (sign.isalnum() or sign in ("-", "@", "/")) or bool(cuts and cuts[-1] == first)
            is_cut = is_word and (
                before["capitals"] is not None or (is_syllable(word) and not (word + after).isascii())
            )
        if is_cut:
            cuts.append(at)
    return cuts


def read_source(lines: Sequence[str]) -> Iterator[str]:
    """The blocks of a page with the line breaks of its source.

    >>> list(read_source(["    Mưa lớn ở miền TrungPhố ngập từ sáng.Trưa nay, nước rút.", "  "]))
    ['Mưa lớn ở miền Trung', 'Phố ngập từ sáng.', 'Trưa nay, nước rút.']
    """
    for raw in lines:
        line = " ".join(raw.split())
        cuts = find_cuts(line)
        for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
            block = line[start:end].strip()
            if block:
                yield from (block[first:last] for first, last in cut_glued(block, 0, len(block)))
