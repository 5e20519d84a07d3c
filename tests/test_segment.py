"""Words: the cases of tests/cases/words.txt, the same words as underthesea's, and what holds of every text."""

from __future__ import annotations

import os
import pickle
import re
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.errors import InputError, ModelError
from vnnews.models import Segmentation, Word
from vnnews.segment import join_words, segment, segment_sentences
from vnnews.segment.crf.decoder import Decoder, decode_scores
from vnnews.segment.crf.installed import WORD_MODEL, find_installed
from vnnews.segment.crf.lexicon import Lexicon, load_lexicon
from vnnews.segment.crf.model import OwnWeights, read_own_weights, read_word_model
from vnnews.segment.crf.model_file import BinaryCrf, read_attribute_names, read_binary_crf
from vnnews.segment.crf.ngrams import NgramTables
from vnnews.segment.crf.plain import name_plainly, score_plainly
from vnnews.segment.tokens import cut_tokens
from vnnews.text.sentences import BREAKS

HERE = Path(__file__).parent
CASES = HERE / "cases" / "words.txt"
SHARED = Path(os.environ.get("VNNEWS_SHARED", HERE.parents[1] / "shared"))

SYLLABLES = [
    "Hà",
    "Nội",
    "hà",
    "nội",
    "Uỷ",
    "ban",
    "Ủy",
    "nhân",
    "dân",
    "tỉnh",
    "Quảng",
    "Ninh",
    "học",
    "sinh",
    "sức",
    "khoẻ",
    "khỏe",
    "con",
    "gái",
    "ông",
    "Nguyễn",
    "Văn",
    "A.",
    "TP.HCM",
    "27/6",
    ",",
    ".",
    "“",
    "”",
    "-",
    "và",
    "của",
    "đi",
    "BOS",
    "EOS",
]
NEWS = st.lists(st.sampled_from([*SYLLABLES, "\n", "\u200b", "!", "…", "3", "www.a.vn", "👍"]), max_size=40).map(
    " ".join
)
ANY = st.text(max_size=150) | NEWS


LINE_BREAK = re.compile(f"[{BREAKS}]")


def words_of(text: str, **options: object) -> list[str]:
    return [word.text for word in segment(text, **options).words]  # type: ignore[arg-type]


def read_cases() -> list[object]:
    cases = []
    for line in CASES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            marks = pytest.mark.xfail(strict=True) if line.startswith("!") else ()
            cases.append(pytest.param(line.removeprefix("!").strip(), marks=marks))
    return cases


@pytest.mark.parametrize("case", read_cases())
def test_cases(case: str) -> None:
    wanted = [word.replace("_", " ") for word in case.split()]
    assert words_of(" ".join(wanted)) == wanted


# ----------------------------------------------------------------------------------------------------- what holds of every text


def check(segmentation: Segmentation) -> None:
    text = segmentation.text
    assert all(text[word.start : word.end] == word.text for word in segmentation.words)
    assert all(text[s.start : s.end] == s.text for s in segmentation.sentences)
    assert all(a.end <= b.start for a, b in pairwise(segmentation.words))
    covered = "".join(word.text for word in segmentation.words)
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]
    for word in segmentation.words:
        assert word.text == word.text.strip() != ""
        assert not LINE_BREAK.search(word.text)
    owners = [
        sum(s.start <= word.start and word.end <= s.end for s in segmentation.sentences) for word in segmentation.words
    ]
    assert owners == [1] * len(segmentation.words)


@given(ANY)
def test_words_cover_every_character_once(text: str) -> None:
    segmentation = segment(text)
    assert segmentation.text == unicodedata.normalize("NFC", text)
    check(segmentation)
    assert segment_sentences(text).sentences == segmentation.sentences


@given(st.lists(NEWS, min_size=1, max_size=4))
def test_nothing_crosses_a_passage(parts: list[str]) -> None:
    passages, at = [], 0
    for part in parts:
        passages.append((at, at + len(part)))
        at += len(part) + 1
    segmentation = segment(" ".join(parts), passages=passages)
    check(segmentation)
    for span in (*segmentation.words, *segmentation.sentences):
        assert any(start <= span.start and span.end <= end for start, end in passages)


@given(ANY, st.lists(st.text(min_size=1, max_size=12).filter(str.strip) | st.just("hà nội"), max_size=4))
def test_own_words_never_break_the_rest(text: str, own: list[str]) -> None:
    check(segment(text, user_words=own))


@given(ANY, st.data())
def test_joined_words_agree_with_names(text: str, data: st.DataObject) -> None:
    segmentation = segment(text)
    ends = st.integers(0, len(segmentation.text))
    spans = data.draw(st.lists(st.tuples(ends, ends).map(lambda pair: (min(pair), max(pair))), max_size=5))
    words = join_words(segmentation.text, segmentation.words, spans)
    covered = "".join(word.text for word in words)
    assert [c for c in covered if not c.isspace()] == [c for c in segmentation.text if not c.isspace()]
    assert all(segmentation.text[word.start : word.end] == word.text == word.text.strip() != "" for word in words)
    taken = 0
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if start < taken or not segmentation.text[start:end].strip():
            continue
        taken = end
        inside = [word for word in words if word.start < end and start < word.end]
        assert len(inside) == 1
        assert start <= inside[0].start and inside[0].end <= end


# ------------------------------------------------------------------------------------------------------------------ particulars


def test_text_is_kept_and_offsets_are_counted() -> None:
    text = "Hoà Bình \u00a0 qui hoạch,\tÐà Nẵng 😀«tốt»"
    segmentation = segment(text)
    assert segmentation.text == text
    check(segmentation)
    assert words_of(text)[-4:] == ["😀", "«", "tốt", "»"]


def test_decomposed_text_is_composed_and_nothing_else() -> None:
    text = "Uỷ ban nhân dân tỉnh Quảng Ninh"
    assert segment(unicodedata.normalize("NFD", text)) == segment(text)


@pytest.mark.parametrize(
    "new,old", [("Sức khoẻ", "Sức khỏe"), ("Uỷ ban", "Ủy ban"), ("thuỷ lợi", "thủy lợi"), ("Đà Nẵng", "Ðà Nẵng")]
)
def test_spellings_of_one_word_are_cut_alike(new: str, old: str) -> None:
    assert len(words_of(new)) == len(words_of(old)) == 1


def test_zero_width_characters_stay_with_their_word() -> None:
    assert words_of("Bộ\u200b trưởng\ufeff đến") == ["Bộ\u200b trưởng\ufeff", "đến"]


def test_no_word_crosses_a_line() -> None:
    assert words_of("Quảng\nNinh") == ["Quảng", "Ninh"]
    assert words_of("Quảng Ninh") == ["Quảng Ninh"]


def test_own_words_are_never_cut_and_never_leak() -> None:
    text = "Trí tuệ nhân tạo của Anh Th sẽ đổi mới"
    before = words_of(text)
    assert words_of(text, user_words=["trí tuệ nhân tạo", "Th."])[0] == "Trí tuệ nhân tạo"
    assert words_of(text, user_words=["Th."]) == before  # a dot is a dot, not any character
    assert words_of(text) == before


def test_an_own_word_in_small_letters_is_found_in_any_case_and_a_capital_counts() -> None:
    assert "HOÀ PHÁT" in words_of("tập đoàn HOÀ PHÁT lãi", user_words=["hoà phát"])
    assert "mua Sao Việt" in words_of("họ mua Sao Việt", user_words=["mua Sao Việt"])
    assert "mua sao Việt" not in words_of("họ mua sao Việt", user_words=["mua Sao Việt"])


def test_the_longest_own_word_wins() -> None:
    own = ["nhân tạo", "trí tuệ nhân tạo", "trí tuệ"]
    assert words_of("trí tuệ nhân tạo", user_words=own) == ["trí tuệ nhân tạo"]


@pytest.mark.parametrize("own", ["một chuỗi", ["", "a"], [" "], [3]])
def test_own_words_of_the_wrong_kind(own: object) -> None:
    with pytest.raises(InputError):
        segment("a", user_words=own)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, b"a", 3, ["a"]])
def test_no_text(text: object) -> None:
    with pytest.raises(InputError):
        segment(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("passages", [[(0, 9)], [(2, 1)], [(1, 2), (0, 1)], [(-1, 1)]])
def test_passages_out_of_place(passages: list[tuple[int, int]]) -> None:
    with pytest.raises(InputError):
        segment("abc", passages=passages)


def test_passages_of_text_that_is_not_composed() -> None:
    with pytest.raises(InputError):
        segment(unicodedata.normalize("NFD", "Huế"), passages=[(0, 2)])


def test_empty() -> None:
    assert segment("") == Segmentation("", (), ())
    assert segment(" \n ").words == ()


def test_lone_surrogates_do_no_harm() -> None:
    check(segment("Hà \ud800 Nội"))


def test_names_become_one_word_and_agencies_begin_and_end_between_words() -> None:
    text = "ông Nguyễn Văn Thắng ở Sở Y tế-Hà Nội"
    words = [Word(0, 10, "ông Nguyễn"), Word(11, 14, "Văn"), Word(15, 22, "Thắng ở"), Word(23, 37, "Sở Y tế-Hà Nội")]
    joined = join_words(text, words, [(4, 20), (31, 37)], bounds=[(23, 30)])
    assert [word.text for word in joined] == ["ông", "Nguyễn Văn Thắng", "ở", "Sở Y tế", "-", "Hà Nội"]


def test_threads_agree() -> None:
    texts = [f"Ủy ban nhân dân xã số {number} họp ở Hà Nội" for number in range(200)]
    alone = [segment(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(segment, texts)) == alone
    assert pickle.loads(pickle.dumps(alone)) == alone


@pytest.mark.parametrize("piece", ["Hà Nội ", "a. ", "học sinh học ", "\n", "A\u200b", "(", "TP."])
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        segment(piece * times)
        return time.process_time() - begun

    small, large = (min(seconds(times) for _ in range(3)) for times in (1_000, 8_000))
    assert large < 24 * small + 0.05  # eight times the text; three times that for a busy machine


# --------------------------------------------------------------------------------------------------------- the installed models


def texts() -> list[str]:
    """Lines of this folder's cases, and of the development pages where they lie beside the checkout."""
    pages = sorted((SHARED / "gold" / "dev" / "docs").glob("*.lines"))
    paths = [*sorted((HERE / "cases").glob("*.txt")), *pages[::9]]
    return sorted({line for path in paths for line in path.read_text("utf-8").split("\n")})[::2]


@pytest.mark.parametrize("with_dictionary", [False, True])
def test_the_plain_twin_joins_what_underthesea_joins(with_dictionary: bool) -> None:
    joblib = pytest.importorskip("joblib")
    core = pytest.importorskip("underthesea_core")
    tokenize = pytest.importorskip("underthesea.pipeline.word_tokenize.regex_tokenize").tokenize
    folder = find_installed(WORD_MODEL)[0].parent
    dictionary = joblib.load(folder / "dictionary.bin") if with_dictionary else set()
    featurizer = core.CRFFeaturizer(joblib.load(folder / "features.bin"), dictionary)
    tagger = core.CRFTagger()
    tagger.load(str(folder / "models.bin"))
    crf = read_word_model()
    compared = 0
    for line in texts():
        tokens = tokenize(line)
        if tokens:
            theirs = [tag == "I-W" for tag in tagger.tag(featurizer.process([[[token] for token in tokens]])[0])]
            scores = score_plainly(tokens, crf.attributes, dictionary=dictionary, form_of=str)
            ours = decode_scores(scores, crf.transitions)
            assert ours[1:] == theirs[1:], line  # the first token begins a word, whatever its label
            compared += len(tokens)
    assert compared > 5_000


def test_the_plain_twin_gives_the_words_of_word_tokenize() -> None:
    pytest.importorskip("joblib")
    module = pytest.importorskip("underthesea.pipeline.word_tokenize")
    dictionary = pytest.importorskip("joblib").load(find_installed(WORD_MODEL)[0].parent / "dictionary.bin")
    crf = read_word_model()
    for line in texts()[::4]:
        tokens = module.tokenize(line)
        scores = score_plainly(tokens, crf.attributes, dictionary=dictionary, form_of=str)
        words: list[str] = []
        for token, is_joined in zip(tokens, decode_scores(scores, crf.transitions), strict=True):
            if is_joined and words:
                words[-1] += f" {token}"
            else:
                words.append(token)
        assert words == module.word_tokenize(line)


@lru_cache
def folded() -> tuple[OwnWeights, BinaryCrf, Lexicon, Decoder]:
    own, crf, lexicon = read_own_weights(), read_word_model(), load_lexicon()
    return own, crf, lexicon, Decoder(NgramTables(crf.attributes, lexicon, own.weights), own.weights, own.transitions)


def check_folded(tokens: list[str]) -> None:
    own, crf, lexicon, decoder = folded()
    plain = score_plainly(tokens, crf.attributes)
    names = name_plainly(tokens, plain, lexicon)
    near_a_step = [abs(score * 2 - round(score * 2)) < 0.001 for score in plain]
    for score, of_place, is_near in zip(decoder.score(tokens), names, near_a_step, strict=True):
        if not of_place:
            assert score < -1000
        elif not is_near:  # a score is read in steps of a half; rounding may move it over one
            assert score == pytest.approx(sum(own.weights.get(name, 0.0) for name in of_place), abs=1e-6)


def test_folded_tables_say_what_the_plain_twin_says() -> None:
    for line in texts()[::3]:
        check_folded([line[start:end] for start, end in cut_tokens(line)])


@given(
    st.lists(
        st.sampled_from([*SYLLABLES, "Chủ", "chủ", "nghĩa", "xã", "hội", "thành", "phố", "ÔNG", "", "12345678901"])
    )
)
def test_folded_tables_say_what_the_plain_twin_says_of_any_row(tokens: list[str]) -> None:
    check_folded([token or "x" for token in tokens])


def test_a_model_of_another_layout_is_refused(tmp_path: Path) -> None:
    data = find_installed(WORD_MODEL)[0].read_bytes()
    path = tmp_path / "models.bin"
    for broken in (b"", b"lCRF", data[:100], b"XXXX" + data[4:], data[:60_000], data[:20] + b"\x07" + data[21:]):
        path.write_bytes(broken)
        with pytest.raises(ModelError, match=r"underthesea 99\.0") as caught:
            read_binary_crf(path, model="underthesea 99.0")
        assert caught.value.reason == "model layout"
    path.write_bytes(b"lCRF" + b"\0" * 60)
    with pytest.raises(ModelError):
        read_attribute_names(path, model="underthesea 99.0")
    with pytest.raises(ModelError, match=r"cannot read"):
        read_binary_crf(tmp_path / "nowhere.bin", model="underthesea 99.0")


def test_a_feature_of_an_unknown_template_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown feature"):
        NgramTables({"T[0].suffix=ng": 1.0})


def test_a_missing_file_of_underthesea_names_its_version() -> None:
    with pytest.raises(ModelError, match=r"underthesea \d"):
        find_installed("no/such/file")
