"""The cases of tests/cases/mentions.txt: bracketed sentences, one a line, that a reader of Vietnamese can add to.

`text with brackets => officials @ agencies`; the parts behind `=>` and `@` may be left out. A leading `!` marks a strict known failure.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.link import Entities, link_entities
from vnnews.mentions import find_mentions
from vnnews.mentions.spans import AgencySpan, PersonSpan, PlaceSpan, PostSpan, Span
from vnnews.models import Article, Passage

sys.path.insert(0, str(Path(__file__).parent))

from entity_marks import list_officials, mark_entities

CASES = Path(__file__).parent / "cases" / "mentions.txt"
KINDS = ("official", "agency", "province")
MIN_CASES = 300


def article_of(*passages: str) -> Article:
    """An article whose body has these passages."""
    spans, at = [], 0
    for passage in passages:
        spans.append(Passage("body", at, at + len(passage), passage))
        at += len(passage) + 2
    return Article(title="", text="\n\n".join(passages), passages=tuple(spans))


def entities_of(text: str) -> Entities:
    article = article_of(text)
    return link_entities(article, find_mentions(article))


def read_cases() -> list[object]:
    cases = []
    group = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            group = line.strip("# ")
        elif line:
            marks = [pytest.mark.xfail(reason="known failure", strict=True)] if line.startswith("!") else []
            cases.append(pytest.param(line.removeprefix("!").strip(), marks=marks, id=f"{number}-{group}"))
    return cases


def strip_brackets(marked: str) -> str:
    for kind in KINDS:
        marked = marked.replace(f"[{kind} ", "")
    return marked.replace("]", "")


@pytest.mark.parametrize("case", read_cases())
def test_case(case: str) -> None:
    head, _, agencies = case.partition(" @ ")
    marked, _, officials = head.partition(" => ")
    text = strip_brackets(marked)
    entities = entities_of(text)
    assert mark_entities(text, entities) == marked
    if officials or "[official" not in marked:
        assert list_officials(entities) == officials
    if agencies:
        assert "; ".join(agency.name for agency in entities.agencies) == agencies


def test_there_are_enough_cases() -> None:
    assert len(read_cases()) >= MIN_CASES


VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
WORDS = [
    "ông",
    "bà",
    "Chủ",
    "tịch",
    "UBND",
    "tỉnh",
    "TP.HCM",
    "Nguyễn",
    "Văn",
    "An",
    "Hà",
    "Nội",
    "Sở",
    "Y",
    "tế",
    "Bộ",
    "Công",
    "an",
    ",",
    "-",
    "(",
    ")",
    ":",
    ";",
    ".",
    "và",
    "là",
    "nguyên",
    "giữ",
    "chức",
    "Bí",
    "thư",
    "Tỉnh",
    "ủy",
    "Quảng",
    "Ninh",
    "xã",
    "Hòa",
    "Bình",
    "quận",
    "1",
    "các",
    "bộ",
    "Tài",
    "chính",
    "đồng",
    "chí",
    "Đại",
    "tá",
    "Phòng",
    "PC02",
    "Bệnh",
    "viện",
    "Trường",
    "Đại",
    "học",
    "Cục",
    "Trung",
    "ương",
    "Đảng",
    "Thủ",
    "tướng",
    "Mỹ",
    "Donald",
    "Trump",
    "khu",
    "vực",
    "II",
    "Đoàn",
]

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " .,;:()-–“”\"'/\n0123456789", max_size=200),
    st.text(max_size=120),
)


def spans_in(span: Span | None) -> list[Span]:
    """A span and all spans inside it."""
    if span is None:
        return []
    if isinstance(span, PlaceSpan):
        return [span, *spans_in(span.outer)]
    if isinstance(span, AgencySpan):
        inner = [*spans_in(span.place), *spans_in(span.parent)]
        return [span, *inner, *(place for found in span.inside for place in spans_in(found))]
    if isinstance(span, PostSpan):
        return [span, *spans_in(span.agency), *spans_in(span.place)]
    return [span]


@given(st.lists(texts, min_size=1, max_size=3))
def test_spans_lie_in_their_passage_and_in_order(passages: list[str]) -> None:
    article = article_of(*passages)
    for passage, found in zip(article.passages, find_mentions(article), strict=True):
        last = passage.start
        for span in found:
            assert span.rule
            assert passage.start <= span.start < span.end <= passage.end
            assert span.start >= last
            last = span.start
            for inner in spans_in(span):
                assert passage.start <= inner.start <= inner.end <= passage.end
            if isinstance(span, PersonSpan) and not span.is_pronoun:
                assert article.text[span.start : span.end].split()[0] == span.name.split()[0]


def test_nothing_reaches_over_a_passage() -> None:
    article = article_of("Ông dự lễ cùng Chủ tịch UBND", "tỉnh Quảng Ninh Nguyễn Văn An")
    found = find_mentions(article)
    assert all(span.end <= article.passages[0].end for span in found[0])


def test_work_grows_no_faster_than_the_text() -> None:
    """Counts the tokens that the parsers look at, so that the test does not depend on the machine."""
    from vnnews.gazetteer import default
    from vnnews.mentions import lexicon_of
    from vnnews.mentions.scan import scan_passage
    from vnnews.mentions.tokens import Tokens

    class Counting(list[str]):
        reads = 0

        def __getitem__(self, key: object) -> object:  # type: ignore[override]
            Counting.reads += 1
            return super().__getitem__(key)  # type: ignore[index]

    lexicon = lexicon_of(default())
    for unit in (
        "Bộ ",
        "UBND ",
        "các bộ: Tài chính, Y tế, ",
        "Nguyễn ",
        "Đảng ủy ",
        "Phó Chủ tịch - ",
        "Cục Quản lý và ",
        "xã A, huyện B, ",
        "ÔNG NGUYỄN VĂN ",
    ):
        reads = []
        for size in (500, 1000, 2000):
            text = unit * size
            tokens = Tokens(text, 0, len(text))
            tokens.key = Counting(tokens.key)
            Counting.reads = 0
            scan_passage(tokens, lexicon)
            reads.append(Counting.reads)
        assert reads[2] <= 2.2 * reads[1] <= 2.2 * 2.2 * reads[0] + 1000, (unit, reads)
