"""The questions that vnnews' own weights answer, asked of every place between two tokens.

Takes what `NgramTables.scan` saw around a place, gives the names of the features that hold there. The training tool learns a weight for
each name; the decoder adds the same names' weights up. A place lies before the token at i; 'lists' are the word lists of `lexicon`.

| name | says |
|---|---|
| z, dz | the score of underthesea's weights, in steps of a half; the same in whole steps, with what the lists say of the pair |
| h, h3, k3, h4 | the shapes of the tokens at i-1 i, i-2 … i, i-1 … i+1, i-2 … i+1 |
| d0 … d9, dd, da | which n-grams around the place are in the dictionary (one by one; the first seven as a pattern); which single tokens |
| v0 … v9, vv, dv | the same of the words that annotators used |
| sp | whether annotators used the two tokens as two words |
| a, b, p, q, r | the token at i-1, at i, the pairs at i-1 i, i-2 i-1, i i+1 |
"""

from __future__ import annotations

from vnnews.segment.forms import SHAPES

PLACES = 10
"""N-grams that the lists are asked for at a place, from the offset of their first token: pairs -1, 0, -2, 1; triples -2, -1, 0;
quadruples -3, -2, -1. `bit_of` tells which is which."""

_BITS = {
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
DICTIONARY, ATTESTED, SINGLES, SPLIT = 0, PLACES, 2 * PLACES, 2 * PLACES + 4
"""Where the bits of a code begin: n-grams in the dictionary, n-grams that annotators used, four bits for single tokens (dictionary i-1
and i, annotators i-1 and i), one for pairs that they used as two words."""

LOWEST_BIN, HIGHEST_BIN = -12, 12
"""Scores beyond ±6 are as good as certain."""
SHAPE_BITS = 5
"""Bits of a shape's number in `SHAPES`."""
SHAPE_MASK = (1 << 4 * SHAPE_BITS) - 1
"""The shapes of four tokens in one number."""


def bit_of(size: int, first: int) -> int:
    """Return the number of the bit for an n-gram of `size` tokens whose first one is at offset `first` from the place; -1 for none.

    >>> bit_of(2, -1), bit_of(3, 0), bit_of(3, 5)
    (0, 6, -1)
    """
    return _BITS.get((size, first), -1)


def add_shape(code: int, shape: str) -> int:
    """Return the code of the last four shapes, with one more.

    >>> name_shapes(add_shape(add_shape(add_shape(add_shape(0, "x"), "X"), "X"), ","))
    ['h=XX', 'h3=xXX', 'k3=XX,', 'h4=xXX,']
    """
    return (code << SHAPE_BITS | SHAPES.index(shape)) & SHAPE_MASK


def name_shapes(code: int) -> list[str]:
    """Return the features of the shapes at i-2, i-1, i, i+1.

    >>> name_shapes(0)
    ['h=##', 'h3=###', 'k3=###', 'h4=####']
    """
    a, b, c, d = (SHAPES[code >> SHAPE_BITS * step & 31] for step in (3, 2, 1, 0))
    return [f"h={b}{c}", f"h3={a}{b}{c}", f"k3={b}{c}{d}", f"h4={a}{b}{c}{d}"]


def name_lists(code: int) -> list[str]:
    """Return the features of a code of word-list bits.

    >>> name_lists(0b1)
    ['d0', 'dd=1000000', 'vv=0000000', 'da=100', 'dv=1000', 'sp=010']
    """
    dictionary = f"{code >> DICTIONARY & 1023:010b}"[::-1]
    attested = f"{code >> ATTESTED & 1023:010b}"[::-1]
    da, db, va, vb = (code >> SINGLES + step & 1 for step in range(4))
    names = [f"d{place}" for place, bit in enumerate(dictionary) if bit == "1"]
    names += [f"v{place}" for place, bit in enumerate(attested) if bit == "1"]
    in_dictionary, is_attested = dictionary[0], attested[0]
    return [
        *names,
        f"dd={dictionary[:7]}",
        f"vv={attested[:7]}",
        f"da={in_dictionary}{da}{db}",
        f"dv={in_dictionary}{is_attested}{va}{vb}",
        f"sp={code >> SPLIT & 1}{in_dictionary}{is_attested}",
    ]


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


_IN_DICTIONARY, _IS_ATTESTED = 1 << DICTIONARY, 1 << ATTESTED
PAIR_BITS = (0, _IN_DICTIONARY, _IS_ATTESTED, _IN_DICTIONARY | _IS_ATTESTED)
"""What the lists can say of the pair at i-1 i alone."""


def pair_bits(code: int) -> int:
    """Return the part of a code that says what the lists know of the pair at i-1 i alone: one of `PAIR_BITS`.

    >>> pair_bits(0b111)
    1
    """
    return code & (_IN_DICTIONARY | _IS_ATTESTED)


def name_score(number: int, code: int) -> list[str]:
    """Return the features of a bin of scores, where the lists say `code`.

    >>> name_score(3, 0b1)
    ['z=3', 'dz=10,1']
    """
    return [f"z={number}", f"dz={code >> DICTIONARY & 1}{code >> ATTESTED & 1},{number >> 1}"]


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
