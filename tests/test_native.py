"""The compiled core gives what plain Python gives, to the last offset; where it is not built the comparisons are skipped."""

from __future__ import annotations

import importlib.util
import random
import re
import sys
import unicodedata
from array import array
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest

from vnnews.models import Word
from vnnews.native import VARIABLE, load_core, name_core
from vnnews.read import read_page
from vnnews.segment.crf import compiled
from vnnews.segment.crf.compiled import CutText
from vnnews.segment.crf.decoder import Decoder, decode_scores
from vnnews.segment.crf.lexicon import Lexicon
from vnnews.segment.crf.ngrams import NgramTables
from vnnews.segment.tokens import cut_tokens, find_token, list_kinds

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

from fuzz_native import PAGES, check, load_both, read_passage, segment_with, try_one
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
    assert load_core("ngrams") is None
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
    assert native.compiled is not None
    chance = random.Random(limit)
    lines = [chance.choices(TOKENS, k=chance.randrange(12)) for _ in range(400)]
    scores = [pure.score(tokens) for tokens in lines]
    assert [native.score(tokens) for tokens in lines] == scores
    assert len({score for row in scores for score in row}) > 25  # the sentences meet the n-grams
    joins = native.compiled.decode(number_tokens(lines))
    wanted = pure.decode_lines(lines)
    assert [*joins] == [*chain.from_iterable(wanted)]
    alone = [pure.decode(tokens) for tokens in lines]
    assert wanted != alone  # lines agree with each other


def number_tokens(lines: list[list[str]]) -> CutText:
    """Lines as the core takes them; their tokens stand nowhere."""
    numbers = {token: number for number, token in enumerate(dict.fromkeys(chain.from_iterable(lines)))}
    tokens = chain.from_iterable((0, 0, numbers[token]) for line in lines for token in line)
    return CutText(array("I", tokens), array("I", map(len, lines)), [*numbers])


PIECES = """25 . 000|3 , 5 %|2 , 3|500. 000|1.500|TP.|TP.HCM|v.v.|v.v…|a@b.vn|http://a.vn/b|www.a.vn|tuoitre.vn|12/CT-TTg|29B-405.83|27/6|14h30
Mỹ-Trung|H'Mông|GD&ĐT|Đ.|PGS.TS.|ông|Nguyễn|Đoàn|x|X|_|7|१२|²|½|ế|e\u0302\u0301|\u200bông|ông\u200b|\ufeff|\xad|…|...|./.|-|–|/|:|;|,|.|?|!|(|)|"|“|”|’|'|@|#tag|&|+|%
\U0001f600|\U0001f1fb\U0001f1f3|\U0001d400b|a\U0001d400|\ud800|x\udfff|字|ﬁ|ǅ|🄰|>|=>|--|**|°C|35°C|TPHồ|UBNDtỉnh|môi trườngPhó""".replace(
    "\n", "|"
).split("|")
SPACES = ["", "", " ", " ", " ", "  ", "\xa0", "\u2009", "\t", "\x1f", "\u3000", "\u1680"]


def write_text(chance: random.Random, most: int) -> str:
    """Text in which every kind of token stands beside every other."""
    return "".join(chance.choice(PIECES) + chance.choice(SPACES) for _ in range(chance.randrange(most)))


@needs_core
def test_any_text_is_cut_the_same(with_core: None) -> None:
    cutter = load_core("tokens")
    assert cutter is not None
    chance = random.Random("cut")
    seen = set()
    for _ in range(4000):
        text = write_text(chance, 12)
        start, middle, end = sorted(chance.randrange(len(text) + 1) for _ in range(3))
        lines = ((start, middle), (middle, middle), (middle, end))
        tokens, sizes, forms = cutter.cut(text, array("I", chain.from_iterable(lines)), list_kinds(), find_token)
        wanted = [cut_tokens(text, *line) for line in lines]
        numbers = array("I", tokens)
        assert [*zip(numbers[::3], numbers[1::3], strict=True)] == [*chain.from_iterable(wanted)], ascii(text)
        assert [*array("I", sizes)] == [*map(len, wanted)]
        assert [forms[number] for number in numbers[2::3]] == [text[a:b] for a, b in chain.from_iterable(wanted)]
        assert len({*forms}) == len(forms)
        seen |= {*forms}
        assert read_passage(text, "0") == read_passage(text, "1"), ascii(text)
    assert len(seen) > 700


@needs_core
@pytest.mark.parametrize("own", [(), ("ông nguyễn", "Mỹ-Trung", "x")])
def test_any_text_has_the_same_words(own: tuple[str, ...], with_core: None) -> None:
    native, pure = load_both()
    chance = random.Random("words")
    text = "".join(write_text(chance, 30) + chance.choice(["\n", ". ", "\n\nÔng Nguyễn đi. "]) for _ in range(120))
    text = unicodedata.normalize("NFC", text)
    words = segment_with(native, text, own).words
    assert words == segment_with(pure, text, own).words
    assert len(words) > 1500
    assert ("Ông Nguyễn" in {word.text for word in words}) == bool(own)


@needs_core
def test_a_long_line_and_many_different_tokens(with_core: None) -> None:
    native, pure = load_both()
    text = " ".join(f"chữ{number} số {number % 700}," for number in range(5000))
    words = segment_with(native, text).words
    assert words == segment_with(pure, text).words
    assert len({word.text for word in words}) > 5000


@needs_core
def test_the_best_path_is_the_same() -> None:
    labels = load_core("labels")
    assert labels is not None
    chance = random.Random("path")
    for _ in range(3000):
        transitions = tuple(chance.randrange(-6, 7) for _ in range(4))
        rows = [[chance.randrange(-12, 13) for _ in range(chance.randrange(9))] for _ in range(chance.randrange(4))]
        scores = array("q", chain.from_iterable(rows))
        joins = labels.decode(scores, array("I", map(len, rows)), *transitions)
        assert [*joins] == [join for row in rows for join in decode_scores(row, transitions)]
        doubt = chance.randrange(-1, 5)
        assert labels.find_doubt(scores, doubt) == [place for place, it in enumerate(scores) if -doubt < it < doubt]
        tokens = array("I", [chance.randrange(4) for _ in range(3 * chance.randrange(6))])
        wanted = [place for place, form in enumerate(tokens[2::3]) if form in {1, 2}]
        assert labels.find_forms(tokens, bytes([0, 1, 2])) == wanted


TOKEN = array("I", (0, 1, 0))
ONE = array("I", (1,))


def list_tables(**other: bytes) -> tuple[bytes, ...]:
    """The smallest tables that fit."""
    tables = {"pairs": bytes(32), "exact": bytes(32), "numbers": b"", "edges": bytes(240)}
    tables["layout"] = array("Q", (77, 19, 0, 36, 1, 57, 1)).tobytes()
    tables |= {"by_steps": bytes(8), "before": bytes(64), "behind": bytes(64)}
    assert other.keys() <= tables.keys()
    return tuple((tables | other).values())


@needs_core
def test_the_core_refuses_tables_that_do_not_fit() -> None:
    ngrams, labels, tokens = (load_core(name) for name in ("ngrams", "labels", "tokens"))
    assert ngrams is not None and labels is not None and tokens is not None
    assert ngrams.score(TOKEN, ONE, bytes(72), list_tables()) == bytes(8)
    assert ngrams.score(b"", b"", b"", list_tables()) == b""
    with pytest.raises(ValueError, match="too long"):
        ngrams.build(({}, {}, {}, {}), {}, {})
    far = 1 << 60
    for call in (
        lambda: ngrams.score(TOKEN, ONE, b"", list_tables()),
        lambda: ngrams.score(TOKEN, b"", bytes(72), list_tables()),
        lambda: ngrams.score(TOKEN, array("I", (2,)), bytes(72), list_tables()),
        lambda: ngrams.score(TOKEN[:2], ONE, bytes(72), list_tables()),
        lambda: ngrams.score(TOKEN, ONE, bytes(72), list_tables(pairs=bytes(48))),
        lambda: ngrams.score(TOKEN, ONE, bytes(72), list_tables(exact=b"")),
        lambda: ngrams.score(TOKEN, ONE, bytes(72), list_tables(edges=b"")),
        lambda: ngrams.score(TOKEN, ONE, bytes(72), list_tables(by_steps=b"")),
        lambda: ngrams.score(TOKEN, ONE, bytes(72), list_tables(before=bytes(56))),
        lambda: ngrams.score(TOKEN, ONE, bytes(72), list_tables(layout=bytes(56))),
        lambda: labels.decode(array("q", (1,)), b"", 0, 0, 0, 0),
        lambda: labels.decode(array("q", (far,)), ONE, 0, 0, 0, 0),
        lambda: labels.decode(array("q", (1,)), ONE, 0, -far, 0, 0),
        lambda: tokens.join("a", TOKEN, b"", ["a"], Word),
    ):
        with pytest.raises(ValueError, match="wrong"):
            call()
    for call in (
        lambda: tokens.cut("abc", array("I", (0, 4)), b"", find_token),
        lambda: tokens.cut("abc", array("I", (2, 1)), b"", find_token),
        lambda: tokens.join("a", TOKEN, bytes(1), [], Word),
    ):
        with pytest.raises(ValueError, match=r"outside|no form"):
            call()


@needs_core
def test_what_is_called_raises_through() -> None:
    tokens = load_core("tokens")
    assert tokens is not None
    line = array("I", (0, 3))
    with pytest.raises(AttributeError):
        tokens.cut("abc", line, b"", lambda *_: None)
    with pytest.raises(ZeroDivisionError):
        tokens.cut("abc", line, b"", lambda *_: 1 // 0)
    with pytest.raises(ValueError, match="wrong size"):
        tokens.cut("abc", line, b"", lambda *_: re.match("", ""))  # a token of nothing
    with pytest.raises(ZeroDivisionError):
        tokens.join("a", TOKEN, bytes(1), ["a"], lambda *_: 1 // 0)


@needs_core
def test_a_table_is_built_of_n_grams_only() -> None:
    ngrams = load_core("ngrams")
    assert ngrams is not None
    known = {"a b": (7, True), "a b c": (8, False), "a": (7, False), "": (7, False)}
    numbers, rows = {"a": 1, "b": 2, "b c": 3, "a b": 4, "c": 5}, {7: 0, 8: 1}
    table = ngrams.build((known,), numbers, rows)
    found = array("I", table)
    entries = {tuple(found[at : at + 4]) for at in range(0, len(found), 4)}
    assert entries == {(0, 0, 0, 0), (1, 2, 1 << 31, 0), (1, 3, 0, 1), (4, 5, 0, 1)}
    assert ngrams.build((), {}, {}) == bytes(64)
    for error, arguments in (
        (KeyError, ((known,), {}, rows)),
        (KeyError, ((known,), numbers, {})),
        (TypeError, (({7: (7, True)},), numbers, rows)),
        (TypeError, (({"a b": 7},), numbers, rows)),
        (IndexError, (({"a b": (7,)},), numbers, rows)),
        (OverflowError, ((known,), dict.fromkeys(numbers, 1 << 32), rows)),
    ):
        with pytest.raises(error):
            ngrams.build(*arguments)


@needs_core
def test_nothing_is_kept(with_core: None) -> None:
    native, _ = load_both()
    chance = random.Random("kept")
    texts = [unicodedata.normalize("NFC", write_text(chance, 20)) for _ in range(20)]

    def run() -> None:
        for text in texts:
            segment_with(native, text)
            read_passage(text, "0")
        for call in (lambda *_: 1 // 0, lambda *_: re.match("", "")):
            with suppress(ZeroDivisionError, ValueError):
                load_core("tokens").cut("abc-d abc", array("I", (0, 9)), list_kinds(), call)

    for _ in range(3):
        run()
    before = sys.getallocatedblocks()
    for _ in range(50):
        run()
    assert sys.getallocatedblocks() - before < 100  # what is lost once a call would be thousands
