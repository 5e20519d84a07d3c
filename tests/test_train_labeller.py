"""Learning the labeller's weights: what is read, that learning is deterministic, and that a few pages change what they should."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

pytest.importorskip("scipy", reason="scipy is not installed: pip install scipy")

import train_labeller as trainer  # noqa: E402
from vnnews.label.decode import load_chain  # noqa: E402
from vnnews.models import Label  # noqa: E402
from vnnews.read import read_page  # noqa: E402
from vnnews.write.annotations import annotate_page  # noqa: E402
from vnnews.write.labelstudio import to_labelstudio  # noqa: E402

LINES = [
    "Trang chủ",
    "Cầu mới thông xe",
    "Sáng nay, cầu mới nối hai xã ven sông đã thông xe sau ba năm thi công.",
    "Theo Báo Mẫu",
]
LABELS = ["boilerplate", "title", "body", "source"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("docs", "ann"):
        (tmp_path / name).mkdir()
    for number in range(4):
        lines = [line.replace("mới", f"số {number}") for line in LINES]
        (tmp_path / "docs" / f"p{number}.lines").write_text("\n".join(lines), encoding="utf-8")
        (tmp_path / "docs" / f"p{number}.html").write_text(
            "".join(f"<p>{line}</p>" for line in lines), encoding="utf-8"
        )
        ranges = [[index, index, label] for index, label in enumerate(LABELS, 1)]
        (tmp_path / "ann" / f"p{number}.json").write_text(json.dumps({"labels": ranges}), encoding="utf-8")
    return tmp_path


def test_a_page_is_read_as_it_is_and_as_its_lines(folder: Path) -> None:
    examples = trainer.read_folders([folder])
    assert [(example.id, example.shape) for example in examples[:2]] == [("p0", "html"), ("p0", "lines")]
    assert all(example.labels == LABELS for example in examples)


def test_labels_are_carried_to_blocks_that_join_or_cut_lines() -> None:
    assert trainer.carry_labels(["A b", "c"], ["title", "body"], ["A b c"]) == ["title"]
    assert trainer.carry_labels(["A b c"], ["body"], ["A", "b c", "x"]) == ["body", "body", None]


def test_the_same_pages_give_the_same_weights(folder: Path) -> None:
    examples = trainer.read_folders([folder])
    once, again = (trainer.learn_chain(examples, iterations=5) for _ in range(2))
    assert once == again
    assert once.features


def test_a_few_pages_on_top_of_the_shipped_weights_are_learned(folder: Path) -> None:
    examples = trainer.read_folders([folder])
    own = trainer.learn(examples, load_chain().weights)
    seen = trainer.read_examples(own, examples)
    right = sum(label == gold for page in seen for label, gold in zip(page.labels, page.example.labels, strict=True))
    assert right >= 0.9 * sum(len(page.labels) for page in seen)


def test_an_export_of_label_studio_is_read_with_its_page(tmp_path: Path) -> None:
    html = "<div class='menu'>Trang chủ</div><h1>Cầu mới thông xe</h1><p>Sáng nay, cầu mới nối hai xã đã thông xe.</p>"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.html").write_text(html, encoding="utf-8")
    import vnnews

    page = vnnews.Pipeline(words=False, entities=False).parse_page(html)
    task = to_labelstudio(annotate_page(page))
    task["annotations"] = task.pop("predictions", task.get("annotations"))
    export = tmp_path / "export.json"
    export.write_bytes(msgspec.json.encode([task]))
    (example,) = trainer.read_folders([export])
    assert example.document.kind == "html"
    assert example.labels == [block.label.value for block in page.blocks]


def test_the_projects_own_pages_are_annotated_throughout() -> None:
    examples = trainer.read_folders([ROOT / "tests" / "cases"])
    assert len(examples) > 40
    assert {label for example in examples for label in example.labels} <= {label.value for label in Label} | {None}
    known = sum(label is not None for example in examples for label in example.labels)
    assert known > 0.98 * sum(len(example.labels) for example in examples)


def test_confidence_that_is_the_share_of_right_lines_has_no_gap() -> None:
    assert trainer.gap([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == 0
    assert trainer.gap([(1.0, False)]) == 1


def test_states_follow_the_annotated_parts_of_a_page() -> None:
    allowed = trainer.allow_states(["boilerplate", "title", None, "body", "related"])
    parts = [{trainer.STATES[state][0] for state in row.nonzero()[0]} for row in allowed]
    assert parts == [{trainer.BEFORE}, {trainer.IN}, {trainer.IN}, {trainer.IN}, {trainer.BEHIND}]
    assert read_page("x").blocks
