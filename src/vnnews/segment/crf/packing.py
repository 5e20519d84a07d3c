"""Packs what n-grams add to the places around them into one whole number, so that one addition adds all of it.

Takes a score, word-list bits, an own score and shapes for a place, gives a number; takes the lowest place of a sum apart again. Decides
nothing. A number holds five places of `LANE` bits, i-2 lowest, i+2 highest; each holds a score in steps of 1/`SCORE_UNIT`, list bits,
every one of which is added at most once, an own score in steps of 1/`OWN_UNIT`, and the code of four shapes. Scores may be negative: what
is added may borrow from the place above, but a place begins with `START`, so that the whole sum never does.

Known limits: scores beyond ±512 and own scores beyond ±104 would run over; the largest weights of all templates together make 163 in
underthesea 9.5 and 52 in vnnews' own.
"""

from __future__ import annotations

SCORE_BITS, LIST_BITS, OWN_BITS, SHAPES_BITS = 30, 6, 21, 20
"""From the lowest bit of a place to the highest."""
LISTS_AT = SCORE_BITS
OWN_AT = LISTS_AT + LIST_BITS
SHAPES_AT = OWN_AT + OWN_BITS
LANE = SHAPES_AT + SHAPES_BITS
LANE_MASK = (1 << LANE) - 1
SCORE_MASK, LIST_MASK, OWN_MASK = (1 << SCORE_BITS) - 1, (1 << LIST_BITS) - 1, (1 << OWN_BITS) - 1
SCORE_UNIT = 1 << 20
"""A score is a sum of about forty weights; rounding moves it by less than 0.0001."""
OWN_UNIT = 10_000
"""Own weights have three or four decimals: they are held exactly."""
SCORE_ZERO, OWN_ZERO = 1 << SCORE_BITS - 1, 1 << OWN_BITS - 1
START = SCORE_ZERO | OWN_ZERO << OWN_AT
"""A place to which nothing was added yet."""


def pack(place: int, *, score: float = 0.0, own: float = 0.0, lists: int = 0, shapes: int = 0) -> int:
    """Return the number that adds this to the place i + `place`, from -2 to 2.

    Example:
        >>> unpack(START + pack(-2, score=-1.5, own=0.25, lists=0b101, shapes=7))
        (-1.5, 0.25, 5, 7)
    """
    lane = round(score * SCORE_UNIT) + (lists << LISTS_AT) + (round(own * OWN_UNIT) << OWN_AT) + (shapes << SHAPES_AT)
    return lane << LANE * (place + 2)


def unpack(place: int) -> tuple[float, float, int, int]:
    """Return the score, the own score, the list bits and the shapes of the lowest place of a sum.

    Example:
        >>> unpack(START)
        (0.0, 0.0, 0, 0)
    """
    score = ((place & SCORE_MASK) - SCORE_ZERO) / SCORE_UNIT
    own = ((place >> OWN_AT & OWN_MASK) - OWN_ZERO) / OWN_UNIT
    return score, own, place >> LISTS_AT & LIST_MASK, (place & LANE_MASK) >> SHAPES_AT
