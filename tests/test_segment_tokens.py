"""The cases of tests/cases/tokens.txt: tokens set apart by ' | ', or by ' ~ ' where no white space stands between them."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.segment.tokens import cut_tokens

CASES = Path(__file__).parent / "cases" / "tokens.txt"
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})")


def read_cases() -> list[object]:
    cases = []
    for line in CASES.read_text("utf-8").split("\n"):
        if not line or line.startswith(("# ", "## ")):
            continue
        text = line.removeprefix("! ")
        marks = pytest.mark.xfail(strict=True) if line.startswith("! ") else ()
        cases.append(pytest.param(text, id=ascii(text), marks=marks))
    return cases


@pytest.mark.parametrize("case", read_cases())
def test_cases(case: str) -> None:
    case = ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), case)
    case = unicodedata.normalize("NFC", case)
    text = case.replace(" ~ ", "").replace(" | ", " ")
    wanted = [token.strip() for token in re.split(r" [~|] ", case)]
    assert [text[start:end] for start, end in cut_tokens(text)] == wanted


@given(st.text(max_size=120), st.text(max_size=20))
def test_every_character_is_in_one_token(text: str, before: str) -> None:
    spans = cut_tokens(before + text, len(before))
    covered = [place for start, end in spans for place in range(start, end)]
    places = [place + len(before) for place, letter in enumerate(text) if not letter.isspace()]
    assert covered == places


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "a.",
            "a-",
            "TP.",
            "1/",
            "1.",
            "a@",
            "http://",
            "www.",
            "A. ",
            'K."',
            "Đ.",
            "v.v",
            "...",
            "1a-",
            "a.vn/",
        ),
        *("\u200d", "👍\u200d", "\u0301", "- ", "#a", "12/A-", "29B-1", " ", "\u200b ", "a&", "ftp://a.", "x'", "Th."),
    ],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        cut_tokens(piece * times)
        return time.process_time() - begun

    small, large = (min(seconds(times) for _ in range(3)) for times in (1_000, 8_000))
    assert large < 24 * small + 0.05  # eight times the text; three times that for a busy machine
