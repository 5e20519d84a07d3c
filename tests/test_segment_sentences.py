"""The cases of tests/cases/sentences.txt: bars mark where sentences are cut; and what holds of every text."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.segment import explain_sentences, split_sentences
from vnnews.text.sentences import RULES

CASES = Path(__file__).parent / "cases" / "sentences.txt"
MIN_CASES = 150
MOST_ERRORS = 5
"""Errors per 1,000 sentences of the table, its known failures counted in."""

VIETNAMESE = st.text(alphabet="aăâbcđeêhiôơưyàệỗự ABĐÔ.,!?…:;-/()[]\"“”'’«»0123456789\n\t\u200b\u2028", max_size=200)


def read_cases() -> list[object]:
    cases = []
    for line in CASES.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text = line.removeprefix("!").strip()
        marks = pytest.mark.xfail(strict=True) if line.startswith("!") else ()
        cases.append(pytest.param(text, id=text, marks=marks))
    return cases


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def plain_of(case: str) -> str:
    return case.replace(" | ", " ").replace("|", "").replace("⏎", "\n")


def wanted_of(case: str) -> list[str]:
    return [part.replace("⏎", "\n").strip() for part in case.split("|")]


@pytest.mark.parametrize("case", read_cases())
def test_cases(case: str) -> None:
    assert cut(plain_of(case)) == wanted_of(case)


def test_the_table_is_large_and_its_errors_are_few() -> None:
    lines = [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    cases = [line.removeprefix("!").strip() for line in lines]
    assert len(cases) >= MIN_CASES
    sentences = sum(len(wanted_of(case)) for case in cases)
    wrong = sum(len(set(wanted_of(case)) - set(cut(plain_of(case)))) for case in cases if f"! {case}" not in lines)
    assert wrong * 1000 <= MOST_ERRORS * sentences


def test_every_rule_decides_a_case() -> None:
    text_of_all = [plain_of(line.removeprefix("!").strip()) for line in CASES.read_text("utf-8").splitlines()]
    fired = {rule for text in text_of_all for _, _, rule in explain_sentences(text)}
    assert {rule.__name__ for rule in RULES} <= fired


@given(VIETNAMESE)
def test_sentences_cover_every_character_once(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = "".join(text[start:end] for start, end in spans)
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(VIETNAMESE, VIETNAMESE)
def test_a_part_is_cut_as_if_it_stood_alone(before: str, text: str) -> None:
    inside = split_sentences(before + text, len(before), len(before) + len(text))
    assert [(start - len(before), end - len(before)) for start, end in inside] == split_sentences(text)


@pytest.mark.parametrize(
    "piece", [". ", "A. ", "(a ", "( ", "\n", " ", "...", '."', "A.B", "1. ", "(.) ", "./.", "x.Y"]
)
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        split_sentences(piece * times)
        return time.process_time() - begun

    small, large = (min(seconds(times) for _ in range(3)) for times in (1_000, 8_000))
    assert large < 24 * small + 0.05  # eight times the text; three times that for a busy machine
