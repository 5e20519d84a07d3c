"""The questions that vnnews' own weights answer, asked of every place between two tokens.

Takes what is known around a place, gives the names of the features that hold there. The training tool learns a weight for each name; the
decoder adds the same names' weights up. A place lies before the token at i; 'lists' are the word lists of `lexicon`.

| name | says |
|---|---|
| z, dz | the score of underthesea's weights, in steps of a half; the same in whole steps, with which lists hold the pair |
| h, h3, k3 | the shapes of the tokens at i-1 i, i-2 … i, i-1 … i+1 |
| d0 … d9 | which n-grams around the place are in the dictionary, one by one |
| v0 … v9, s0 … s9 | the same of the words that annotators used, and of the words that segmenters agreed on in news |
| dv | which lists hold the pair, and whether annotators used the two single tokens as words |
| sp | whether annotators used the two tokens as two words, with which lists hold the pair |
| a, b, p, q, r | the token at i-1, at i, the pairs at i-1 i, i-2 i-1, i i+1 |
"""

from __future__ import annotations

from vnnews.segment.crf.forms import LETTER_SHAPES, SHAPES

PLACES = {
    (2, -1): 0,
    (2, 0): 1,
    (2, -2): 2,
    (2, 1): 3,
    (3, -2): 4,
    (3, -1): 5,
    (3, 0): 6,
    (4, -3): 7,
    (4, -2): 8,
    (4, -1): 9,
}
"""N-grams that the lists are asked for at a place, by size and offset of the first token, with the number that names their features."""

DICTIONARY_PAIR, ATTESTED_PAIR, AGREED_PAIR, ATTESTED_LEFT, ATTESTED_RIGHT, SPLIT_PAIR = range(6)
"""The bits of a code of lists: is the pair at i-1 i in the dictionary, did annotators use it, did segmenters agree on it; did annotators
use its first token, its second token, and the two as two words. What these say counts together; n-grams count one by one, too."""
TOGETHER = (1 << 6) - 1

LOWEST_BIN, HIGHEST_BIN = -12, 12
"""Scores beyond ±6 are as good as certain."""
SHAPE_BITS = 5
"""Bits of a shape's number in `SHAPES`."""
SHAPE_MASK = (1 << 4 * SHAPE_BITS) - 1
"""The shapes of four tokens in one number."""
SHAPES_MASK = SHAPE_MASK >> SHAPE_BITS
"""Those of three."""


def add_shape(code: int, shape: str) -> int:
    """Return the code of the last four shapes, with one more.

    >>> name_shapes(add_shape(add_shape(add_shape(add_shape(0, "x"), "X"), "X"), ","))
    ['h=XX', 'h3=xXX', 'k3=XX,']
    """
    return (code << SHAPE_BITS | SHAPES.index(shape)) & SHAPE_MASK


def name_shapes(code: int) -> list[str]:
    """Return the features of the shapes at i-2, i-1, i, i+1.

    >>> name_shapes(0)
    ['h=##', 'h3=###', 'k3=###']
    """
    return [*name_shapes_before(code >> SHAPE_BITS), *name_shapes_behind(code & SHAPES_MASK)]


def is_apart(code: int) -> bool:
    """Return whether the shapes at i-1 and i forbid a join: a mark, a number or the edge of the sentence touches the place.

    >>> is_apart(0)
    True
    """
    return any(SHAPES[code >> SHAPE_BITS * step & 31] not in LETTER_SHAPES for step in (2, 1))


def name_shapes_before(code: int) -> list[str]:
    """Return the features of the shapes at i-2, i-1, i alone."""
    a, b, c = (SHAPES[code >> SHAPE_BITS * step & 31] for step in (2, 1, 0))
    return [f"h={b}{c}", f"h3={a}{b}{c}"]


def name_shapes_behind(code: int) -> list[str]:
    """Return the features of the shapes at i-1, i, i+1 alone."""
    b, c, d = (SHAPES[code >> SHAPE_BITS * step & 31] for step in (2, 1, 0))
    return [f"k3={b}{c}{d}"]


def name_lists(code: int) -> list[str]:
    """Return the features of a code of lists.

    >>> name_lists(0b100001)
    ['dv=10000', 'sp=1100']
    """
    pair = _name_pair(code)
    return [f"dv={pair}{code >> ATTESTED_LEFT & 1}{code >> ATTESTED_RIGHT & 1}", f"sp={code >> SPLIT_PAIR & 1}{pair}"]


def bin_of(score: float) -> int:
    """Return the bin of a score of underthesea's weights.

    >>> bin_of(0.3), bin_of(-0.3), bin_of(99.0)
    (0, -1, 12)
    """
    if score >= HIGHEST_BIN / 2:
        return HIGHEST_BIN
    if score < LOWEST_BIN / 2:
        return LOWEST_BIN
    return int(score * 2 - LOWEST_BIN) + LOWEST_BIN


def name_score(number: int, code: int) -> list[str]:
    """Return the features of a bin of scores, where the lists say `code`.

    >>> name_score(3, 0b1)
    ['z=3', 'dz=100,1']
    """
    return [f"z={number}", f"dz={_name_pair(code)},{number >> 1}"]


def name_tokens(before: str, left: str, right: str, after: str) -> list[str]:
    """Return the features of the tokens at i-2, i-1, i, i+1, in small letters; '' stands outside the sentence.

    >>> name_tokens("ở", "hà", "nội", "")
    ['a=hà', 'b=nội', 'p=hà nội', 'q=ở hà']
    """
    names = [f"a={left}", f"b={right}", f"p={left} {right}"]
    if before:
        names.append(f"q={before} {left}")
    if after:
        names.append(f"r={right} {after}")
    return names


def _name_pair(code: int) -> str:
    """Which of the three lists hold the pair."""
    return f"{code >> DICTIONARY_PAIR & 1}{code >> ATTESTED_PAIR & 1}{code >> AGREED_PAIR & 1}"
