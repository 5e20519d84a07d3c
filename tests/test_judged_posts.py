"""What readers of raw articles said of posts: the table, what its verdicts mean, and that the articles are found again."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from vnnews.models import Article

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import judged
import sureness_examples
from vnnews.text import fold

MODULE = SimpleNamespace(fold=fold, post_key=lambda role, agency, place: (fold(role), fold(agency), fold(place)))
"""Compares names as simply as can be."""
TEXT = (
    "Ông Nguyễn Văn Bé, Chủ tịch UBND tỉnh Cà Mau, thăm trường. Bà Trần Thị Mai, Giám đốc Sở Y tế tỉnh Cà Mau, cùng dự."
)
HEAD = "side\tsource\tname\trole\tagency\tverdict\n"


def page_of(**verdicts: str) -> judged.Page:
    """Return a page where the president of two committees was judged."""
    keys = {name: ("bé", "chủ tịch", name) for name in verdicts}
    return judged.Page("B", "paper", Article(title="", text=""), {keys[name]: verdicts[name] for name in verdicts})


def test_the_table_is_whole_and_names_no_post_twice() -> None:
    with judged.JUDGED.open(encoding="utf-8") as lines:
        head, *rows = [line.rstrip("\n").split("\t") for line in lines]
    assert head == HEAD.split()
    assert all(len(row) == len(head) for row in rows)
    assert {row[0] for row in rows} <= set(judged.SIDES)
    assert {row[5] for row in rows} <= set("ysbr?")
    assert len({tuple(row[1:5]) for row in rows}) == len(rows)
    sides: dict[str, set[str]] = {}
    for side, source, *_ in rows:
        sides.setdefault(source, set()).add(side)
    assert all(len(of_source) == 1 for of_source in sides.values())


@pytest.mark.parametrize(
    ("verdict", "role", "whole"),
    [("y", True, True), ("s", True, True), ("b", True, False), ("r", False, False), ("?", None, None)],
)
def test_a_verdict_speaks_of_role_and_body(verdict: str, role: bool | None, whole: bool | None) -> None:
    page = page_of(one=verdict)
    assert page.is_role_right(("bé", "chủ tịch", "one")) is role
    assert page.is_right(("bé", "chủ tịch", "one")) is whole


def test_a_title_of_another_body_is_known_and_its_body_is_not() -> None:
    other = ("bé", "chủ tịch", "other")
    assert (page_of(one="b").is_role_right(other), page_of(one="b").is_right(other)) == (True, None)
    assert (page_of(one="r").is_role_right(other), page_of(one="r").is_right(other)) == (False, False)
    assert page_of(one="r", two="y").is_role_right(other) is None
    assert page_of(one="y").is_role_right(("mai", "chủ tịch", "one")) is None


def test_judged_articles_are_read_by_their_line_and_teach_posts(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "plain.jsonl.gz", "wt", encoding="utf-8") as lines:
        for text in ("Tin khác", TEXT):
            lines.write(json.dumps({"source": "paper", "text": text}) + "\n")
    verdicts = tmp_path / "judged.tsv"
    rows = [
        "B\tplain.jsonl.gz:2\tNguyễn Văn Bé\tChủ tịch\tỦy ban nhân dân tỉnh Cà Mau\ty",
        "B\tplain.jsonl.gz:2\tTrần Thị Mai\tGiám đốc\tSở Y tế tỉnh Cà Mau\tb",
        "B\tplain.jsonl.gz:2\tLê Văn Tám\tBí thư\tTỉnh ủy Cà Mau\tr",
        "A\tabsent.jsonl.gz:1\tLê Văn Tám\tBí thư\tTỉnh ủy Cà Mau\tr",
    ]
    verdicts.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    examples = sureness_examples.read_judged_examples(MODULE, tmp_path, verdicts)
    assert [(example.kind, example.fold, example.is_right) for example in examples] == [
        ("post", "B", True),
        ("whole", "B", True),
        ("owner", "B", True),
        ("post", "B", True),
        ("whole", "B", False),
        ("owner", "B", False),
    ]
    assert not any(sureness_examples.MET in example.features for example in examples)
