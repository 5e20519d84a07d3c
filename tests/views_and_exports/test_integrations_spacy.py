"""spaCy: the Doc has our words, our sentences and our entities, and loses no character."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.errors import InputError
from vnnews.models import Article, Word

spacy: Any = pytest.importorskip("spacy", reason="spacy is not installed: pip install '.[spacy]'")

from vnnews.integrations.spacy import to_doc  # noqa: E402


def test_doc_keeps_every_character_and_word(article: Article) -> None:
    doc = to_doc(article)
    assert doc.text == article.text
    assert [t.text for t in doc if not t.is_space] == [w.text for w in article.words]
    assert [t.idx for t in doc if not t.is_space] == [w.start for w in article.words]


def test_doc_has_entities_without_overlap_and_all_in_the_group(article: Article) -> None:
    doc = to_doc(article)
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [
        ("Cà Mau", "GPE", "vn:camau@34"),
        ("UBND tỉnh Cà Mau", "ORG", "vn:ubnd:camau"),
        ("Lâm Quốc Thịnh", "PERSON", "Lâm Quốc Thịnh"),
        ("UBND tỉnh Cà Mau", "ORG", "vn:ubnd:camau"),
        ("Ông Thịnh", "PERSON", "Lâm Quốc Thịnh"),
        ("tỉnh Bạc Liêu", "GPE", "vn:baclieu"),
    ]
    assert len(doc.spans["vnnews"]) == 8


def test_doc_has_sentences(article: Article) -> None:
    starts = [sentence.start_char for sentence in to_doc(article).sents]
    assert starts == [sentence.start for sentence in article.sentences]


def test_doc_works_with_the_users_pipeline_and_survives_disk(article: Article) -> None:
    nlp = spacy.blank("xx")
    doc = to_doc(article, vocab=nlp.vocab)
    assert nlp(doc).vocab is nlp.vocab
    back = spacy.tokens.DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (copy,) = spacy.tokens.DocBin().from_bytes(back).get_docs(nlp.vocab)
    assert copy.text == article.text
    assert [e.text for e in copy.ents] == [e.text for e in doc.ents]
    assert copy.user_data["vnnews"]["title"] == article.title


def test_article_without_words_is_refused(article: Article) -> None:
    with pytest.raises(InputError, match="words=True"):
        to_doc(msgspec.structs.replace(article, words=()))


def test_empty_article_is_an_empty_doc() -> None:
    assert len(to_doc(Article(""))) == 0


@given(
    st.lists(
        st.tuples(st.sampled_from(["Hà Nội", "mưa", ".", "🌉"]), st.sampled_from(["", " ", "  ", "\n\n", " \n", "\t"])),
        max_size=8,
    ),
    st.sampled_from(["", " ", "\n"]),
)
def test_any_white_space_is_kept(parts: list[tuple[str, str]], lead: str) -> None:
    text, words = lead, []
    for word, gap in parts:
        words.append(Word(len(text), len(text) + len(word), word))
        text += word + gap
    if words:
        assert to_doc(Article("", text=text, words=tuple(words))).text == text
