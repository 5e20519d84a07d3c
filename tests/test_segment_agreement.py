"""One decision a word in a text: places in doubt agree with the others of their pair, sure ones keep their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.segment import segment
from vnnews.segment.crf import load_decoder
from vnnews.segment.crf.agreement import agree

FAR = -9.0
LINES = [["câu", "hỏi"], ["Câu", "hỏi"], ["một", "câu", "hỏi"]]


def changes(*scores: float) -> dict[int, list[float]]:
    rows = [[FAR, scores[0]], [FAR, scores[1]], [FAR, FAR, scores[2]]]
    return agree(LINES, rows, [[score > 0 for score in row] for row in rows], doubt=2.0)


@pytest.mark.parametrize(
    "scores, wanted",
    [
        ((5.0, -1.0, 5.0), {1: [FAR, 3.0]}),  # two sure places carry the third
        ((-7.0, 1.0, -6.0), {1: [FAR, -4.0]}),
        ((5.0, 1.0, 5.0), {}),  # all agree already
        ((5.0, -4.0, 5.0), {}),  # all are sure
        ((1.0, -1.0, 3.0), {0: [FAR, 1.0], 1: [FAR, 1.0]}),
    ],
)
def test_places_in_doubt_go_by_the_mean(scores: tuple[float, float, float], wanted: dict[int, list[float]]) -> None:
    assert changes(*scores) == wanted


@given(st.lists(st.lists(st.sampled_from(["câu", "hỏi", "học", "sinh", "ra", "Câu", ","]), max_size=9), max_size=6))
def test_a_line_without_doubt_is_decided_as_by_itself(lines: list[list[str]]) -> None:
    decoder = load_decoder()
    together = decoder.decode_lines(lines)
    for tokens, joins in zip(lines, together, strict=True):
        assert len(joins) == len(tokens)
        if all(abs(score) > 3 for score in decoder.score(tokens)):
            assert joins == decoder.decode(tokens)


def test_an_empty_text_and_one_line() -> None:
    decoder = load_decoder()
    assert decoder.decode_lines([]) == []
    assert decoder.decode_lines([[], ["Huế"]]) == [[], [False]]


def test_the_words_of_a_text_that_is_repeated_are_those_of_the_text() -> None:
    text = "Nhóm sinh viên học sinh học ở trường. Thầy giáo dục trò chăm học."
    once = [word.text for word in segment(text).words]
    assert [word.text for word in segment("\n".join([text] * 5)).words] == once * 5
