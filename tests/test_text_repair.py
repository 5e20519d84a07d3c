"""Repair: the tables of damage and of right text, and what must hold for every text."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.text import repair
from vnnews.text.charsets import CHARSETS, find_charset
from vnnews.text.repair import is_clean

CASES = Path(__file__).parent / "cases"
HARMLESS = {"normalize", "even_spaces", "drop_invisible"}
"""Steps that change no letter: real pages are full of no-break spaces, line ends of DOS and zero-width spaces."""


def shown(text: str) -> str:
    """The table's ⟨200B⟩ as the character."""
    return re.sub("⟨([0-9A-F]{4,6})⟩", lambda found: chr(int(found[1], 16)), text)


def damage_cases() -> list[dict[str, str]]:
    cases = []
    for block in (CASES / "repair.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = [line.partition(": ") for line in block.split("\n") if line and not line.startswith("#")]
        case = {key: shown(value) for key, _, value in lines}
        if case:
            cases.append(case)
    return cases


def right_cases() -> list[tuple[str, str]]:
    lines = (CASES / "repair_not.txt").read_text(encoding="utf-8").split("\n")
    pairs = [line.split(" | ", 1) for line in lines if line and not line.startswith("#")]
    return [(pair[0], shown(pair[1])) for pair in pairs if len(pair) == 2]


@pytest.mark.parametrize("case", damage_cases(), ids=lambda case: case["label"])
def test_damage_is_repaired(case: dict[str, str]) -> None:
    repaired = repair(case["original"])
    fails_as_known = case["label"].startswith("!")
    assert (repaired.text == case["fixed"]) != fails_as_known
    assert bool(repaired.steps) == (repaired.text != case["original"])


@pytest.mark.parametrize(("label", "text"), right_cases(), ids=[label for label, _ in right_cases()])
def test_right_text_is_left_alone(label: str, text: str) -> None:
    assert repair(text).steps == (), label
    assert repair(text).text == text


def test_the_tables_are_large_enough_to_mean_something() -> None:
    assert len(damage_cases()) >= 80
    assert len(right_cases()) >= 35


@pytest.mark.parametrize("case", damage_cases(), ids=lambda case: case["label"])
def test_repair_repeated_changes_nothing(case: dict[str, str]) -> None:
    once = repair(case["original"]).text
    assert repair(once).text == once


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_repair_takes_any_text(text: str) -> None:
    repaired = repair(text)
    assert (repaired.text != text) <= bool(repaired.steps)
    if is_clean(text):
        assert repaired.text == text


@settings(max_examples=150, deadline=None)
@given(st.text("aăâđêôơưAĂÂĐÊÔƠƯáàạảãấầậẩẫệếửữ bcdgh,.“”-0123456789\n", max_size=120))
def test_vietnamese_text_is_left_alone(text: str) -> None:
    assert repair(text).text == text


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(CHARSETS)), st.text(st.characters(max_codepoint=0x2100), max_size=60))
def test_every_charset_takes_any_text(name: str, text: str) -> None:
    assert isinstance(CHARSETS[name](text), str)
    find_charset(text)


DAMAGE = {
    "replace_eth": re.compile("Ð"),
    "unescape_entities": re.compile(r"&(?:#\d+|\w+);"),
    "undo_mojibake": re.compile("Ã¡|á»|áº"),
}
"""Steps that are right where a page shows such signs."""


def test_no_letter_of_a_real_page_is_changed_falsely() -> None:
    place = Path(os.environ.get("VNNEWS_SHARED", Path(__file__).parents[2] / "shared")) / "gold" / "dev" / "docs"
    pages = sorted(place.glob("*.lines"))
    if not pages:
        pytest.skip("needs the annotated pages beside the checkout")
    changed = {}
    for page in pages:
        text = page.read_text(encoding="utf-8", errors="replace")
        steps = set(repair(text).steps) - HARMLESS - {step for step, sign in DAMAGE.items() if sign.search(text)}
        if steps:
            changed[page.name] = steps
    assert changed == {}
