"""spaCy finds the tokenizer and the component by name, they keep every character, and a pipeline with them survives disk."""

from __future__ import annotations

import importlib
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

spacy: Any = pytest.importorskip("spacy", reason="spacy is not installed: pip install '.[spacy]'")

from spacy.tokens import Span  # noqa: E402

from vnnews.integrations.spacy_components import EntityFinder, VietnameseTokenizer, make_tokenizer  # noqa: E402

ROOT = Path(__file__).parents[2]
CONFIG = """
[nlp]
lang = "vi"
pipeline = ["vnnews"]

[nlp.tokenizer]
@tokenizers = "vnnews.Tokenizer.v1"
user_words = ["trí tuệ nhân tạo"]

[components]

[components.vnnews]
factory = "vnnews"
place = "Cà Mau"
date = "2025-08-05"
"""
TEXT = "Ông Trần Văn Bé, Giám đốc Sở Y tế,\n\n họp về  trí tuệ nhân tạo. Mưa lớn ở tỉnh Lào Cai. "
TOKENIZER = VietnameseTokenizer(spacy.vocab.Vocab())


@pytest.fixture
def nlp() -> Any:
    return spacy.util.load_model_from_config(spacy.Config().from_str(CONFIG), auto_fill=True)


def test_a_configuration_file_is_enough(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert "trí tuệ nhân tạo" in [token.text for token in doc]
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Trần Văn Bé", "PERSON"),
        ("Sở Y tế", "ORG"),
        ("tỉnh Lào Cai", "GPE"),
    ]
    assert [entity.kb_id_ for entity in doc.ents][2] == "vn:laocai@34"
    (agency,) = nlp("Sáng nay, Sở Y tế họp về sốt xuất huyết.").ents
    assert agency.kb_id_.endswith("ca-mau")  # of the place in the configuration, where the text names none
    assert [sentence.text.strip() for sentence in doc.sents][-1] == "Mưa lớn ở tỉnh Lào Cai."


def test_the_names_stand_in_the_installed_package() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    module, _, function = points["spacy_tokenizers"]["vnnews.Tokenizer.v1"].partition(":")
    assert getattr(importlib.import_module(module), function) is make_tokenizer
    module, _, function = points["spacy_factories"]["vnnews"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_a_pipeline_survives_bytes_and_disk(nlp: Any, tmp_path: Path) -> None:
    def show(one: Any) -> list[Any]:
        doc = one(TEXT)
        return [[token.text_with_ws for token in doc], [(entity.text, entity.kb_id_) for entity in doc.ents]]

    nlp.to_disk(tmp_path / "mô hình")
    assert show(spacy.load(tmp_path / "mô hình")) == show(nlp)
    blank = spacy.util.load_model_from_config(nlp.config, auto_fill=True)
    assert show(blank.from_bytes(nlp.to_bytes())) == show(nlp)


def test_options_set_by_hand_survive(tmp_path: Path) -> None:
    made = VietnameseTokenizer(spacy.vocab.Vocab(), user_words=["cảng không giấy"])
    for other in (
        VietnameseTokenizer(spacy.vocab.Vocab()).from_bytes(made.to_bytes()),
        (made.to_disk(tmp_path / "t"), VietnameseTokenizer(spacy.vocab.Vocab()).from_disk(tmp_path / "t"))[1],
    ):
        assert "cảng không giấy" in [token.text for token in other("Thí điểm cảng không giấy.")]
    finder = EntityFinder(date="2020-01-01", place="Huế")
    assert vars(EntityFinder().from_bytes(finder.to_bytes()))["place"] == "Huế"


def test_several_processes(nlp: Any) -> None:
    docs = list(nlp.pipe([TEXT] * 4, n_process=2, batch_size=2))
    assert [doc.text for doc in docs] == [TEXT] * 4
    assert all(len(doc.ents) == 3 for doc in docs)


def test_entities_of_others_stay_where_ours_do_not_touch_them() -> None:
    doc = TOKENIZER("Bão số 3 vào tỉnh Lào Cai.")
    last = next(token.i for token in doc if token.text == "Lào Cai" or token.text.endswith("Lào Cai"))
    doc.set_ents([Span(doc, 0, 1, label="EVENT"), Span(doc, last, last + 1, label="LOC")])
    with_ours = EntityFinder()(doc)
    assert [(entity.text, entity.kb_id_) for entity in with_ours.ents][-1][1] == "vn:laocai@63"
    assert [entity.label_ for entity in with_ours.ents] == ["EVENT", "GPE"]


NAUGHTY = ["", " ", "\n", "  \n", "\u200b", "a\u0301\u0323", "\u0301", "👨‍👩‍👧", "Ti\u0302\u0301ng Vi\u0323\u0302t", "\u1112\u1161\u11ab", "\ufeffTin", "ð", "\x00", "\u2028", "ﬁ", "Å"]  # fmt: skip


@pytest.mark.parametrize("text", [*NAUGHTY, " ".join(NAUGHTY), "\u0301" * 50, unicodedata.normalize("NFD", TEXT)])
def test_no_character_is_lost(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text
    assert EntityFinder()(doc).text == text


@given(st.text(st.sampled_from("aăâeêoơuưđ ADT.,\n\t-0\u0300\u0301\u0309\u0303\u0323\u0302\u031b\u1112\u1161\u11ab👨\u200d"), max_size=30))  # fmt: skip
def test_no_character_of_any_text_is_lost(text: str) -> None:
    assert TOKENIZER(text).text == text


def test_decomposed_text_has_the_words_of_composed_text() -> None:
    composed = [token.text for token in TOKENIZER(TEXT)]
    parted = [unicodedata.normalize("NFC", token.text) for token in TOKENIZER(unicodedata.normalize("NFD", TEXT))]
    assert parted == composed
    doc = EntityFinder(place="Cà Mau")(TOKENIZER(unicodedata.normalize("NFD", TEXT)))
    assert [unicodedata.normalize("NFC", entity.text) for entity in doc.ents][2] == "tỉnh Lào Cai"
