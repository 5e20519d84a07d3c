"""Words written as CoNLL-U and with underscores come back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.errors import InputError
from vnnews.models import Article
from vnnews.segment import join_words, segment, segment_sentences
from vnnews.write.conllu import read_conllu, to_conllu
from vnnews.write.underscore import read_underscore, to_underscore

TEXT = st.text(max_size=120) | st.text(alphabet="Hà Nội _\\|\t\n\u00a0\u2028.,“”", max_size=60)


@given(TEXT.filter(str.strip))
def test_conllu_keeps_every_character(text: str) -> None:
    segmentation = segment(text)
    assert read_conllu(to_conllu(segmentation)) == segmentation


@given(TEXT)
def test_underscore_text_keeps_words_and_sentences(text: str) -> None:
    segmentation = segment(text)
    written = to_underscore(segmentation)
    back = read_underscore(written)
    assert [word.text for word in back.words] == [" ".join(word.text.split()) for word in segmentation.words]
    assert len(back.sentences) == len([s for s in segmentation.sentences if s.text])
    assert to_underscore(back) == written
    assert all(back.text[span.start : span.end] == span.text for span in (*back.words, *back.sentences))


def test_underscores() -> None:
    text = "Bộ trưởng Bộ Nội vụ thăm Hà Nội. Trời mưa_to."
    segmentation = segment(text, user_words=["Bộ Nội vụ"])
    assert to_underscore(segmentation) == "Bộ_trưởng Bộ_Nội_vụ thăm Hà_Nội .\nTrời mưa\\_to .\n"


def test_an_article_can_be_written() -> None:
    segmentation = segment("ông Nguyễn Văn A. Thắng đến.\n\nHết.")
    words = join_words(segmentation.text, segmentation.words, [(4, 23)])
    article = Article(title="", text=segmentation.text, sentences=segmentation.sentences, words=words)
    back = read_conllu(to_conllu(article, name="https://bao.vn/a"))
    assert (back.text, back.words) == (article.text, article.words)


def test_columns_of_conllu() -> None:
    lines = to_conllu(segment("Quảng\u00a0Ninh  mưa|to.\n")).splitlines()
    assert lines[:3] == ["# newdoc", "# sent_id = 1", "# text = Quảng Ninh mưa|to."]
    rows = [line.split("\t") for line in lines if "\t" in line]
    assert [row[1] for row in rows] == ["Quảng Ninh", "mưa", "|", "to", "."]
    assert rows[0][9] == r"SpacesInToken=Quảng\u00a0Ninh|SpacesAfter=\s\s"
    assert rows[-1][9] == r"SpacesAfter=\n"
    assert all(len(row) == 10 for row in rows)


def test_multiword_lines_and_comments_are_passed_over() -> None:
    rows = [
        "# sent_id = x",
        "1-2\tab\t" + "_\t" * 7 + "_",
        "1\ta\t" + "_\t" * 7 + "SpaceAfter=No",
        "2\tb\t" + "_\t" * 7 + "_",
        "",
    ]
    assert [word.text for word in read_conllu("\n".join(rows)).words] == ["a", "b"]


def test_what_is_no_conllu() -> None:
    with pytest.raises(InputError, match="line 1"):
        read_conllu("1 a b\n")


@pytest.mark.parametrize("write", [to_conllu, to_underscore])
def test_a_text_without_words(write: object) -> None:
    with pytest.raises(InputError, match="segment it first"):
        write(segment_sentences("Hà Nội mưa."))  # type: ignore[operator]
