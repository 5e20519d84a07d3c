"""Makes words agree with the names that were found in the text.

Takes the words of a text and the spans of names, gives words in which each name of a person or province is one word, and in which
other spans (agencies) begin and end between words where a mark glues them to what stands beside them. Decides that the end of such a span
never cuts a word of letters: the word model knows 'Công an' better. Names are taken as they are, later ones give way to earlier ones that
they overlap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from vnnews.models import Word
from vnnews.segment.tokens import cut_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_GLUE = frozenset("-–‑/&+")
_START, _END = attrgetter("start"), attrgetter("end")


def join_words(
    text: str, words: Sequence[Word], names: Iterable[tuple[int, int]], *, bounds: Iterable[tuple[int, int]] = ()
) -> tuple[Word, ...]:
    """Return the words, changed so that they agree with names.

    Args:
        text: The text that the words and spans refer to.
        words: The words, in order.
        names: Spans that become one word each.
        bounds: Spans whose two ends lie between words where the word holds a hyphen or a slash, e.g. agencies ('Sở Y tế-Hà Nội').

    Example:
        >>> words = [Word(0, 3, "ông"), Word(4, 10, "Nguyễn"), Word(11, 20, "Văn Thắng")]
        >>> [w.text for w in join_words("ông Nguyễn Văn Thắng", words, [(4, 20)])]
        ['ông', 'Nguyễn Văn Thắng']
    """
    if not words:
        return ()
    spans = _without_overlaps(text, names)
    cuts = {position for span in spans for position in span}
    inside = [start for start, _ in spans], [end for _, end in spans]
    for span in bounds:
        cuts |= {position for position in span if _is_glued(text, position) and not _is_inside(inside, position)}
    pieces = _cut_words(text, words, sorted(cuts))
    joined: list[Word] = []
    at = 0
    for start, end in spans:
        first = bisect_left(pieces, start, at, key=_START)
        joined += pieces[at:first]
        at = bisect_right(pieces, end, first, key=_END)
        if first < at:
            begin, stop = pieces[first].start, pieces[at - 1].end
            joined.append(Word(begin, stop, text[begin:stop]))
    joined += pieces[at:]
    return tuple(joined)


def _without_overlaps(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, the longest first where two begin together; one that overlaps an earlier one, or is blank, is left out."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if text[start:end].strip() and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def _is_glued(text: str, position: int) -> bool:
    """Whether a mark that glues words touches the position."""
    return not _GLUE.isdisjoint(text[max(position - 1, 0) : position + 1])


def _is_inside(spans: tuple[list[int], list[int]], position: int) -> bool:
    """Whether the position lies inside a span, not at one of its ends."""
    starts, ends = spans
    index = bisect_right(starts, position) - 1
    return index >= 0 and starts[index] < position < ends[index]


def _cut_words(text: str, words: Sequence[Word], cuts: Sequence[int]) -> list[Word]:
    """The words, each cut where a position falls inside it."""
    pieces: list[Word] = []
    done = at = 0
    while at < len(cuts):
        index = bisect_left(words, cuts[at], key=_START) - 1  # the last word that begins before the cut
        if index < done or cuts[at] >= words[index].end:
            at += 1
            continue
        word = words[index]
        pieces += words[done:index]
        begin = word.start
        while at < len(cuts) and cuts[at] < word.end:
            pieces += _trimmed(text, begin, cuts[at])
            begin = cuts[at]
            at += 1
        pieces += _trimmed(text, begin, word.end)
        done = index + 1
    return [*pieces, *words[done:]]


def _trimmed(text: str, start: int, end: int) -> list[Word]:
    """The stretch as a word without white space around it; a hyphen that is left in front of a name stands alone."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start >= end:
        return []
    if text[start:end].isalpha() or " " in text[start:end]:
        return [Word(start, end, text[start:end])]
    return [Word(a, b, text[a:b]) for a, b in cut_tokens(text, start, end)]
