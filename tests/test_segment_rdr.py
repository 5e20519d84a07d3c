"""The words of VnCoreNLP's segmenter: a tiny model of the same format, what is refused, and agreement where its own output lies beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

import vnnews
from vnnews.errors import InputError, ModelError
from vnnews.segment.rdr import TREE_FILE, VARIABLE, VOCABULARY_FILE, glue_forms, read_rdr
from vnnews.segment.tokens import cut_tokens
from vnnews.text.sentences import split_sentences

SHARED = Path(os.environ.get("VNNEWS_SHARED", Path(__file__).parents[2] / "shared"))

TREE = """\
True : object.conclusion = "NN"
	object.tag == "I" : object.conclusion = "I"
		object.prevWord1 == "con" and object.word == "gái" : object.conclusion = "B"
			object.nextWord1 == "rượu" : object.conclusion = "I"
		object.word == "gái" : object.conclusion = "I"
		object.word == "đen" and object.nextTag1 == "" : object.conclusion = "B"
	object.tag == "B" : object.conclusion = "B"
		object.prevWord2 == "hồ" and object.word == "thu" : object.conclusion = "I"
"""
WORDS = ("con gái", "học sinh", "sức khoẻ", "than đen", "công ty cổ phần")


def write_vocabulary(words: Iterable[str]) -> bytes:
    """A set of strings as Java writes it; the header is longer in a real one."""
    strings = b"".join(b"t" + len(word.encode()).to_bytes(2) + word.encode() for word in words)
    return b"\xac\xed\x00\x05sr\x00\x11java.util.HashSetw\x0c" + strings + b"x"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / TREE_FILE).write_text(TREE, "utf-8")
    (tmp_path / VOCABULARY_FILE).write_bytes(write_vocabulary(WORDS))
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    "case",
    [
        "học_sinh học công_ty_cổ_phần",  # the longest entry
        "nhà có con gái đẹp",  # a rule
        "uống con_gái rượu",  # an exception to it
        "mua than_đen về , bán than đen",  # '' is what stands outside the sentence
        "mặt hồ mùa_thu đẹp",  # a rule that joins
        "Chăm lo sức_khỏe",  # the older spelling is known, and kept
        "gặp ông Trần_Văn_Tám_Sửu Hai",  # capitals, four at most
        "Bà Lê_Thị_Bưởi và UBND Bắc_Ninh",  # words that begin no name, capitals alone
        "thăm Đồng_Tháp năm 2024 .",
    ],
)
@pytest.mark.usefixtures("folder")
def test_words(case: str) -> None:
    wanted = [word.replace("_", " ") for word in case.split()]
    found = vnnews.segment(" ".join(wanted), scheme="rdr")
    assert [word.text for word in found.words] == wanted
    assert all(found.text[word.start : word.end] == word.text for word in found.words)


@pytest.mark.usefixtures("folder")
def test_the_pipeline_gives_the_same_words_and_names_change_none() -> None:
    page = "<h1>Trường học mở cửa</h1>" + "<p>Ông Nguyễn Văn Bính thăm học sinh ở TP Hải Phòng sáng nay.</p>" * 4
    article = vnnews.Pipeline(scheme="rdr").parse(page, kind="html")
    texts = [article.text[line[0] : line[1]] for passage in article.passages for line in passage.lines()]
    assert [word.text for word in article.words] == [
        word.text for text in texts for word in vnnews.segment(text, scheme="rdr").words
    ]
    assert article.officials == vnnews.Pipeline().parse(page, kind="html").officials


@pytest.mark.usefixtures("folder")
def test_own_words_are_never_cut() -> None:
    words = vnnews.segment("trí tuệ nhân tạo", user_words=["trí tuệ nhân tạo"], scheme="rdr").words
    assert [word.text for word in words] == ["trí tuệ nhân tạo"]


def test_without_the_files_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(ModelError, match=VARIABLE):
        vnnews.segment("Hà Nội", scheme="rdr")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(ModelError, match="cannot read"):
        vnnews.segment("Hà Nội", scheme="rdr")


def test_the_folder_may_stand_in_the_scheme(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    words = vnnews.segment("con gái rượu", scheme=f"rdr:{folder}").words
    assert [word.text for word in words] == ["con gái", "rượu"]


@pytest.mark.parametrize("scheme", ["vncorenlp", "", "rdr:", "vnnews:x", None, 3])
def test_there_is_no_other_scheme(scheme: object) -> None:
    with pytest.raises(InputError, match="scheme"):
        vnnews.segment("Hà Nội", scheme=scheme)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="scheme"):
        vnnews.Pipeline(scheme=scheme)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "tree",
    [
        "",
        "tree",
        TREE.replace("conclusion", "tag"),
        TREE.replace("word ==", "wort =="),
        TREE.replace("\tobject.tag", "\t\tobject.tag"),
    ],
)
def test_a_tree_of_another_layout_is_refused(folder: Path, tree: str) -> None:
    (folder / TREE_FILE).write_text(tree, "utf-8")
    with pytest.raises(ModelError) as caught:
        read_rdr(folder)
    assert caught.value.reason == "model layout"


@pytest.mark.parametrize(
    "change", [lambda data: b"", lambda data: data[:-3], lambda data: data[4:], lambda data: data + b"x"]
)
def test_a_vocabulary_of_another_layout_is_refused(folder: Path, change: object) -> None:
    (folder / VOCABULARY_FILE).write_bytes(change(write_vocabulary(WORDS)))  # type: ignore[operator]
    with pytest.raises(ModelError) as caught:
        read_rdr(folder)
    assert caught.value.reason == "model layout"


@pytest.mark.usefixtures("folder")
def test_words_beside_a_lost_space_are_not_joined_as_vncorenlp_does_not_join_them() -> None:
    words = [word.text for word in vnnews.segment("Hai con gái.Học sinh vui.", scheme="rdr").words]
    assert words == ["Hai", "con", "gái", ".", "Học", "sinh", "vui", "."]


def test_agreement_with_vncorenlp() -> None:
    """Where both begin a token, 99.9 % of the decisions are the same."""
    folder = SHARED / "nlp" / "rdr"
    if not (folder / TREE_FILE).exists():
        pytest.skip(f"{folder} is not there")
    decoder = read_rdr(folder)
    compared = same = 0
    texts, theirs = ((folder / name).read_text("utf-8").split("\n") for name in ("sample.txt", "sample.vncorenlp.txt"))
    for text, words in zip(texts[::3], theirs[::3], strict=True):
        joins, at = {}, 0
        for word in words.split():
            for number, syllable in enumerate(word.split("_")):
                joins[at] = number > 0
                at += len(syllable)
        places = [0]
        for letter in text:
            places.append(places[-1] + (not letter.isspace()))
        for start, end in split_sentences(text):
            tokens = cut_tokens(text, start, end)
            for (begin, _), joined in zip(tokens[1:], decoder.decode(glue_forms(text, tokens))[1:], strict=True):
                if places[begin] in joins:
                    compared += 1
                    same += joined == joins[places[begin]]
    assert compared > 30_000
    assert same >= 0.999 * compared
