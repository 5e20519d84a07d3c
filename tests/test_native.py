"""The compiled core gives what plain Python gives, to the last offset; where it is not built the comparisons are skipped."""

from __future__ import annotations

import importlib.util
import random
import sys
from array import array
from pathlib import Path

import pytest

from vnnews.native import VARIABLE, load_ngrams, name_core
from vnnews.read import read_page
from vnnews.segment.crf import compiled
from vnnews.segment.crf.decoder import Decoder
from vnnews.segment.crf.lexicon import Lexicon
from vnnews.segment.crf.ngrams import NgramTables

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

from fuzz_native import PAGES, check, try_one
from mutation import mutate

IS_BUILT = importlib.util.find_spec("vnnews.native._ngrams") is not None
needs_core = pytest.mark.skipif(
    not IS_BUILT or sys.byteorder != "little", reason="the compiled core is not built: VNNEWS_NATIVE=1 pip install -e ."
)
MUTANTS = 300

# tokens that hold spaces read like several tokens, and then an n-gram is found in more than one way
ATTRIBUTES = {
    "T[-1,0].lower=ba phẩy năm phần": 1.0,
    "T[-1,0].lower=nhà nước": 3.0,
    "T[-1,0]=Nhà nước": 1.5,
    "T[-1,0]=ba phẩy năm phần": -0.75,
    "T[-2,0]=một nhà lớn": 0.25,
    "T[-2,0]=Một nhà lớn": 0.125,
    "T[0]=giao": -1.0,
    "T[0].lower=": 2.0,
    "T[-1,0].lower=nhà ": 0.375,
    "T[0,1].istitle=True": 0.5,
    "T[0,2].istitle=True": 0.625,
    "T[-1]=BOS": 0.25,
    "T[1,2]=EOS": -0.25,
}
WORDS: tuple[dict[str, None], ...] = (
    {},
    {},
    {"ba phẩy": None, "ba phẩy năm": None, "nhà lớn": None},
    {"ba phẩy năm": None, "ba phẩy năm phần": None, "một nhà lớn": None},
    {"ba phẩy năm phần": None, "một nhà lớn giao": None, "ba phẩy năm phần giao": None},
)
TOKENS = ["ba", "phẩy", "năm", "phần", "ba phẩy năm", "phẩy năm", "năm phần", "nhà", "Nhà", "nước", "một", "Một"]
TOKENS += ["lớn", "giao", "3", ".", "\u200b", "", "\n"]


@pytest.fixture
def with_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def make_decoder(monkeypatch: pytest.MonkeyPatch, pure: str) -> Decoder:
    monkeypatch.setenv(VARIABLE, pure)
    own = {f"z={number}": number / 8 for number in range(-12, 13)}
    own |= {"p=nhà nước": 0.5, "h=xx": -0.125, "a=lớn": 1.0, "d5": 0.375, "d8": -0.5, "s9": 0.0625}
    return Decoder(NgramTables(ATTRIBUTES, Lexicon(WORDS, agreed=WORDS), own), own, (0.0, 0.5, -0.25, 0.0))


def test_the_variable_turns_the_core_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    assert load_ngrams() is None
    assert name_core() == "pure Python"
    assert NgramTables(ATTRIBUTES).compile() is None


@needs_core
def test_a_core_that_is_built_is_used(with_core: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert name_core() == "native"
    monkeypatch.setenv(VARIABLE, "0")
    assert name_core() == "native"
    assert NgramTables(ATTRIBUTES).compile() is not None


@needs_core
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.name}")
def test_the_words_of_a_page_are_the_same(page: Path, with_core: None) -> None:
    check(read_page(page.read_bytes()).text)


@needs_core
def test_the_words_of_damaged_pages_are_the_same(with_core: None) -> None:
    chance = random.Random("native")
    for _ in range(MUTANTS):
        try_one(mutate(chance.choice(PAGES).read_bytes(), chance))


@needs_core
@pytest.mark.parametrize("limit", [0, 3, 1000])
def test_tokens_with_spaces_and_a_full_memory(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_MOST_CACHED", limit)
    native, pure = make_decoder(monkeypatch, "0"), make_decoder(monkeypatch, "1")
    chance = random.Random(limit)
    lines = [chance.choices(TOKENS, k=chance.randrange(12)) for _ in range(400)]
    scores = [pure.score(tokens) for tokens in lines]
    assert [native.score(tokens) for tokens in lines] == scores
    assert len({score for row in scores for score in row}) > 25  # the sentences meet the n-grams


@needs_core
def test_the_core_refuses_tables_that_do_not_fit() -> None:
    core = load_ngrams()
    assert core is not None
    with pytest.raises(ValueError, match="out of range"):
        core.build(array("I", (1, 1, 0, 5)).tobytes(), 5)
    for call in (
        lambda: core.score(["a"], {}, b"", b"", b"", b"", b"", b"", {}),
        lambda: core.score(["a"], {}, bytes(48), bytes(32), b"", bytes(240), bytes(48), b"", {}),
        lambda: core.score(["a"], {}, bytes(32), bytes(32), b"", bytes(240), bytes(48), b"", {}),
    ):
        with pytest.raises(ValueError, match="wrong"):
            call()


@needs_core
def test_what_the_memories_raise_comes_through() -> None:
    core = load_ngrams()
    assert core is not None
    table = core.build(b"", 0)
    layout = array("Q", (77, 19, 0, 36, 1, 57)).tobytes()

    def score(tokens: list[str], records: dict[str, object], by_shapes: dict[int, object]) -> list[int]:
        return core.score(tokens, records, table, table, b"", bytes(240), layout, bytes(8), by_shapes)

    assert score(["a", "b"], {"a": bytes(72), "b": bytes(72)}, {0: -7}) == [-7, -7]
    assert score([], {}, {}) == []
    for error, arguments in (
        (KeyError, (["a"], {}, {0: 0})),
        (KeyError, (["a"], {"a": bytes(72)}, {})),
        (TypeError, (["a"], {"a": "a"}, {0: 0})),
        (TypeError, (["a"], {"a": bytes(72)}, {0: "a"})),
        (ValueError, (["a"], {"a": bytes(71)}, {0: 0})),
        (OverflowError, (["a"], {"a": bytes(72)}, {0: 1 << 70})),
    ):
        with pytest.raises(error):
            score(*arguments)
