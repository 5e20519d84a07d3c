"""Packed places: whatever is added, each part of each place is the sum of its own parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.segment.crf.packing import LANE, LIST_BITS, SHAPES_BITS, START, pack, unpack

PARTS = st.lists(
    st.tuples(st.integers(-2, 2), st.floats(-10, 10), st.integers(-50_000, 50_000).map(lambda step: step / 10_000)),
    max_size=20,
)


@given(PARTS)
def test_sums_of_places_keep_apart(parts: list[tuple[int, float, float]]) -> None:
    window = sum(START << LANE * place for place in range(5))
    window += sum(pack(place, score=score, own=own) for place, score, own in parts)
    for place in range(-2, 3):
        score, own, lists, shapes = unpack(window)
        window >>= LANE
        assert score == pytest.approx(sum(score for at, score, _ in parts if at == place), abs=1e-4)
        assert own == pytest.approx(sum(own for at, _, own in parts if at == place), abs=1e-9)
        assert lists == shapes == 0


@given(st.sets(st.tuples(st.integers(-2, 2), st.integers(0, LIST_BITS - 1))))
def test_bits_of_lists_keep_apart(bits: set[tuple[int, int]]) -> None:
    window = sum(START << LANE * place for place in range(5))
    window += sum(pack(place, score=-3.0, own=-1.0, lists=1 << bit) for place, bit in bits)
    for place in range(-2, 3):
        assert unpack(window)[2] == sum(1 << bit for at, bit in bits if at == place)
        window >>= LANE


@given(st.lists(st.integers(0, (1 << SHAPES_BITS) - 1), min_size=5, max_size=5))
def test_shapes_keep_apart(codes: list[int]) -> None:
    window = sum(START << LANE * place for place in range(5))
    window += sum(pack(place - 2, score=-3.0, own=-1.0, shapes=code) for place, code in enumerate(codes))
    for code in codes:
        assert unpack(window)[3] == code
        window >>= LANE
