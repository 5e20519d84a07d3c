"""Packs what n-grams add to the places around them into one whole number, so that one addition adds all of it.

Takes a score, an own score and word-list bits for a place, gives a number; takes the lowest place of a sum apart again. Decides
nothing. A number holds five places of `LANE` bits, i-2 lowest, i+2 highest; each holds a score in steps of 1/`SCORE_UNIT`, an own score
in steps of 1/`OWN_UNIT`, and list bits, every one of which is added at most once. Scores may be negative: what is added may borrow from
the place above, but a place begins with `START`, so that the whole sum never does.

Known limits: scores beyond ±512 and own scores beyond ±104 would run over; the largest weights of all templates together make 163 in
underthesea 9.5 and 17 in vnnews' own.
"""

from __future__ import annotations

SCORE_BITS, OWN_BITS, LIST_BITS = 30, 21, 25
LANE = SCORE_BITS + OWN_BITS + LIST_BITS
LANE_MASK = (1 << LANE) - 1
SCORE_MASK, OWN_MASK = (1 << SCORE_BITS) - 1, (1 << OWN_BITS) - 1
LISTS_AT = SCORE_BITS + OWN_BITS
SCORE_UNIT = 1 << 20
"""A score is a sum of about forty weights; rounding moves it by less than 0.0001."""
OWN_UNIT = 10_000
"""Own weights have three or four decimals: they are held exactly."""
SCORE_ZERO, OWN_ZERO = 1 << SCORE_BITS - 1, 1 << OWN_BITS - 1
START = SCORE_ZERO | OWN_ZERO << SCORE_BITS
"""A place to which nothing was added yet."""


def pack(place: int, *, score: float = 0.0, own: float = 0.0, lists: int = 0) -> int:
    """Return the number that adds this to the place i + `place`, from -2 to 2.

    Example:
        >>> unpack(START + pack(-2, score=-1.5, own=0.25, lists=0b101))
        (-1.5, 0.25, 5)
    """
    lane = round(score * SCORE_UNIT) + (round(own * OWN_UNIT) << SCORE_BITS) + (lists << LISTS_AT)
    return lane << LANE * (place + 2)


def unpack(place: int) -> tuple[float, float, int]:
    """Return the score, the own score and the list bits of the lowest place of a sum.

    Example:
        >>> unpack(START)
        (0.0, 0.0, 0)
    """
    score = ((place & SCORE_MASK) - SCORE_ZERO) / SCORE_UNIT
    own = ((place >> SCORE_BITS & OWN_MASK) - OWN_ZERO) / OWN_UNIT
    return score, own, (place & LANE_MASK) >> LISTS_AT
