"""Annotation tools, FollowTheMoney and Arrow: what goes out, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.errors import InputError
from vnnews.models import Article, Official, Page, Post
from vnnews.write.annotations import Annotation, LabelledSpan, annotate_article, annotate_page, compare_annotations
from vnnews.write.doccano import read_doccano, to_doccano
from vnnews.write.ftm import to_ftm, to_ftm_lines
from vnnews.write.labelstudio import PAGE_LABELS, make_labelling_interface, read_labelstudio, to_labelstudio

TEXTS = st.text(st.sampled_from(list('aăâđêôơưẤỆ 🌉\n"\\<')), min_size=1, max_size=30)


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    text = draw(TEXTS)
    edges = draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9), st.sampled_from(["agency", "post"])), max_size=6
        )
    )
    spans = {LabelledSpan(start, min(len(text), start + length), label) for start, length, label in edges}
    return Annotation(text, tuple(sorted(spans)), draw(TEXTS), "https://bao.example/1")


def correct(task: dict[str, Any], result: list[dict[str, Any]] | None = None) -> bytes:
    """What Label Studio exports when an annotator accepts the prediction or gives a result of their own."""
    given = task["predictions"][0]["result"] if result is None else result
    answer = {"id": 3, "was_cancelled": False, "updated_at": "2026-01-02T00:00:00Z", "result": given}
    cancelled = {"id": 4, "was_cancelled": True, "updated_at": "2026-01-03T00:00:00Z", "result": []}
    return json.dumps([{"id": 7, "annotations": [answer, cancelled], "data": task["data"], "meta": {}}]).encode()


@given(annotations())
def test_annotation_tools_give_back_what_they_got(annotation: Annotation) -> None:
    assert list(read_doccano([to_doccano(annotation)])) == [annotation]
    assert read_labelstudio(correct(to_labelstudio(annotation))) == [annotation]


@given(annotations(), st.data())
def test_every_change_of_an_annotator_is_told_once(before: Annotation, data: st.DataObject) -> None:
    other = data.draw(annotations())
    spans = tuple(sorted({s for s in other.spans if s.end <= len(before.text)}))
    after = msgspec.structs.replace(before, spans=spans)
    changes = compare_annotations(before, after)
    applied = set(before.spans) - {c.before for c in changes} | {c.after for c in changes if c.after}
    assert applied == set(spans)
    assert len([c for c in changes if c.before]) == len(set(before.spans) - set(spans))
    assert len([c for c in changes if c.after]) == len(set(spans) - set(before.spans))


def test_article_becomes_spans_of_its_text(article: Article) -> None:
    annotation = annotate_article(article)
    named = [(article.text[s.start : s.end], s.label) for s in annotation.spans]
    assert ("Phó Chủ tịch UBND tỉnh Cà Mau", "post") in named
    assert ("UBND tỉnh Cà Mau", "agency") in named
    assert len(named) == 9


def test_page_becomes_spans_of_its_blocks(page: Page) -> None:
    labels = [span.label for span in annotate_page(page).spans]
    assert labels == ["boilerplate", "title", "sapo", "body", "heading", "body", "caption", "related", "comment"]
    assert set(labels) <= set(PAGE_LABELS)
    assert make_labelling_interface(PAGE_LABELS).count("<Label ") == 13


def test_corrections_are_told_apart(article: Article) -> None:
    before = annotate_article(article)
    first, second, third, *rest = before.spans
    after = msgspec.structs.replace(
        before,
        spans=tuple(sorted([
            LabelledSpan(first.start, first.end, "agency"),
            LabelledSpan(second.start, second.end + 2, second.label),
            *rest,
            LabelledSpan(0, 2, "post"),
        ])),
    )  # fmt: skip
    kinds = {change.kind: (change.before, change.after) for change in compare_annotations(before, after)}
    assert kinds["relabelled"][0] == first
    assert kinds["moved"][0] == second
    assert kinds["removed"] == (third, None)
    assert kinds["added"] == (None, LabelledSpan(0, 2, "post"))
    assert len(kinds) == 4


def test_annotations_of_different_texts_are_not_compared() -> None:
    with pytest.raises(InputError, match="different texts"):
        compare_annotations(Annotation("Huế"), Annotation("Hue"))


BAD_LABELSTUDIO = [
    b"", b"{}", b"[1]", b'[{"annotations": []}]', b'[{"data": {"text": 5}}]',
    b'[{"data": {"text": "Hu"}, "annotations": [{"result": [{"type": "labels", "value": {"start": 0, "end": 9, "labels": ["x"]}}]}]}]',
    b'[{"data": {"text": "Hue"}, "annotations": [{"result": [{"type": "labels", "value": {"start": 0, "end": 2, "text": "ue", "labels": ["x"]}}]}]}]',
]  # fmt: skip
BAD_DOCCANO = [b"[", b"[]", b'{"label": []}', b'{"text": "a", "label": [[0, 2, "x"]]}', b'{"text": "a", "label": [[0, "1", "x"]]}',
               b'{"text": "a", "label": [5]}', b'{"text": "a", "label": [[0, 1]]}']  # fmt: skip


@pytest.mark.parametrize("export", BAD_LABELSTUDIO)
def test_a_wrong_label_studio_export_is_refused(export: bytes) -> None:
    with pytest.raises(InputError):
        read_labelstudio(export)


@pytest.mark.parametrize("line", BAD_DOCCANO)
def test_a_wrong_doccano_line_is_refused_by_number(line: bytes) -> None:
    with pytest.raises(InputError) as caught:
        list(read_doccano([b'{"text": "a"}', b"", line]))
    assert caught.value.source == "line 3"


def test_label_studio_tasks_that_nobody_annotated_are_left_out() -> None:
    assert read_labelstudio(b'[{"data": {"text": "a"}, "annotations": []}, {"data": {"text": "b"}}]') == []


def test_doccano_with_relations_is_read() -> None:
    line = '{"id": 1, "text": "Huế mưa", "entities": [{"id": 9, "label": "province", "start_offset": 0, "end_offset": 3}], "relations": []}'
    assert next(read_doccano([line])).spans == (LabelledSpan(0, 3, "province"),)


def by_schema(article: Article) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for entity in to_ftm(article):
        found.setdefault(entity["schema"], []).append(entity)
    return found


def test_ftm_links_person_post_and_body(article: Article) -> None:
    found = by_schema(article)
    (document,), (person,), (body,), (position,), (occupancy,) = (
        found[schema] for schema in ("Article", "Person", "PublicBody", "Position", "Occupancy")
    )
    assert person["properties"]["name"] == ["Lâm Quốc Thịnh"]
    assert body["properties"]["name"] == ["Ủy ban nhân dân tỉnh Cà Mau"]
    assert body["properties"]["alias"] == ["UBND tỉnh Cà Mau"]
    assert position["properties"]["organization"] == [body["id"]]
    assert position["properties"]["subnationalArea"] == ["Cà Mau"]
    assert occupancy["properties"]["holder"] == [person["id"]]
    assert occupancy["properties"]["post"] == [position["id"]]
    assert occupancy["properties"]["proof"] == [document["id"]]
    assert occupancy["properties"]["date"] == ["2025-08-05"]
    assert "startDate" not in occupancy["properties"]


def test_ftm_entities_of_two_articles_meet(article: Article) -> None:
    other = msgspec.structs.replace(article, url="https://bao.example/2")
    one, two = by_schema(article), by_schema(other)
    for schema in ("Person", "PublicBody", "Position"):
        assert [e["id"] for e in one[schema]] == [e["id"] for e in two[schema]]
    for schema in ("Article", "Occupancy"):
        assert {e["id"] for e in one[schema]}.isdisjoint(e["id"] for e in two[schema])


def test_ftm_keeps_two_persons_of_one_name_apart(article: Article) -> None:
    teacher = Official("Lâm Quốc Thịnh", posts=(Post("Hiệu trưởng", "Trường Đại học Biển Tây", status="former"),))
    found = by_schema(msgspec.structs.replace(article, officials=(*article.officials, teacher)))
    assert len(found["Person"]) == 2
    assert {s for e in found["Occupancy"] for s in e["properties"]["status"]} == {"current", "ended"}


def test_ftm_does_not_make_foreigners_vietnamese() -> None:
    guest = Official("Anna Berg", posts=(Post("Bộ trưởng", "Bộ Ngoại giao Thụy Điển"),), foreign=True)
    found = by_schema(Article("Tin", officials=(guest,)))
    for schema in ("Person", "PublicBody", "Position"):
        assert "country" not in found[schema][0]["properties"]


def test_ftm_fits_the_published_schema(article: Article) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed: pip install '.[ftm]'")
    ids = {entity["id"] for entity in to_ftm(article)}
    for line in to_ftm_lines([article]).splitlines():
        given = json.loads(line)
        proxy = ftm.model.get_proxy(given, cleaned=False)
        kept = {prop.name: set(proxy.get(prop)) for prop in proxy.iterprops()}
        assert kept == {name: set(values) for name, values in given["properties"].items()}
        assert all(prop in kept for prop in proxy.schema.required)
        for prop in proxy.iterprops():
            for value in proxy.get(prop):
                assert prop.type.clean(value) is not None, (prop.qname, value)
                assert prop.type.name != "entity" or value in ids


def test_arrow_gives_back_equal_articles(article: Article) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install '.[arrow]'")
    from vnnews.write.arrow import from_arrow, make_schema, to_arrow

    articles = [article, Article("Tin vắn"), article]
    table = to_arrow(articles)
    assert table.schema == make_schema() == to_arrow([]).schema
    assert list(from_arrow(table)) == articles


def test_parquet_is_written_whole_or_not_at_all(article: Article, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install '.[arrow]'")
    from vnnews.write.arrow import from_arrow, write_parquet

    path = tmp_path / "bài.parquet"
    assert write_parquet((article for _ in range(2001)), path) == 2001
    assert parquet.ParquetFile(path).num_row_groups == 3
    assert next(from_arrow(parquet.read_table(path))) == article

    def broken() -> Any:
        yield article
        raise RuntimeError("the disk of the source is gone")

    with pytest.raises(RuntimeError):
        write_parquet(broken(), path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bài.parquet"]
    assert parquet.read_metadata(path).num_rows == 2001


def test_table_of_something_else_is_refused() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install '.[arrow]'")
    from vnnews.write.arrow import from_arrow

    with pytest.raises(InputError, match="not a table of articles"):
        list(from_arrow(pa.table({"text": ["a"]})))
