r"""Shapes of flattened pages: what is recognised, and what blocks come out.

cases/shapes/NAME.page is a page; NAME.blocks has its shape and then a line for each block: tag, hints, target of the first link, text. The name begins with the
shape. All pages were written for this test.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews import parse_page
from vnnews.errors import InputError
from vnnews.models import Document, SourceBlock
from vnnews.read import read_page
from vnnews.read.shapes import SHAPES, restore
from vnnews.text.forms import compose

CASES = Path(__file__).parent / "cases" / "shapes"
NAMES = sorted(path.stem for path in CASES.glob("*.page"))


def show(block: SourceBlock) -> str:
    """A block as a line of a case."""
    link = f" <{block.href}>" if block.href else ""
    return f"{block.tag or '-'} {' '.join(sorted(block.hints))}{link} | {block.text}".replace("  ", " ")


def read(name: str) -> Document:
    return read_page((CASES / f"{name}.page").read_text(encoding="utf-8"), kind="text")


@pytest.mark.parametrize("name", NAMES)
def test_shape_is_recognised(name: str) -> None:
    assert read(name).shape == name.partition("_")[0]


@pytest.mark.parametrize("name", NAMES)
def test_blocks(name: str) -> None:
    expected = (CASES / f"{name}.blocks").read_text(encoding="utf-8").splitlines()
    assert [show(block) for block in read(name).blocks] == expected


def test_header_of_a_tool_is_metadata() -> None:
    stated = {(item.name, item.value) for item in read("markdown_trafilatura").metadata}
    assert {
        ("title", "Xóm chài góp tiền dựng bến đò mới"),
        ("author", "Lê Cát"),
        ("url", "https://baosongmau.example/xom-chai-1203.html"),
        ("section", "Đời sống"),
        ("tag", "bến đò"),
        ("published", "2024-03-12T00:00:00+07:00"),
    } <= stated
    assert read("markdown_jina").url == "https://baosongmau.example/xom-chai-1203.html"


def test_facts_of_links() -> None:
    block = next(block for block in read("markdown_html2text").blocks if block.text.startswith("Nông nghiệp"))
    assert (block.links, block.link_texts) == (2, ("Nông nghiệp", "Thủy sản"))
    assert block.link_chars == len("NôngnghiệpThủysản")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_can_be_forced(shape: str) -> None:
    page = read_page("<p>Sáng nay, mưa lớn.</p>", shape=shape)
    assert (page.kind, page.shape) == ("text", shape)


@pytest.mark.parametrize(("shape", "kind"), [("sách", None), ("markdown", "html")])
def test_wrong_shapes_are_refused(shape: str, kind: str | None) -> None:
    with pytest.raises(InputError, match="shape"):
        read_page("Mưa lớn", shape=shape, kind=kind)


WORDS = [
    "mưa",
    "Hà Nội",
    "Đồng Tháp",
    "lũ",
    "12/3",
    "ông",
    ".",
    ",",
    ":",
    "(",
    ")",
    "“",
    "”",
    "-",
    "e\u0323\u0302",
    "\u0301",
    "\u200b",
]
SIGNS = [
    "\n", "\n\n", "  \n", " ", "  ", "\t", "\u00a0", "# ", "## ", "* ", "- ", "> ", "1. ", "|", "---", "---|---", "**", "*", "_", "__", "`", "```",
    "[", "]", "](", "](/a)", "](/a \"b\")", "![", "\\", "<br>", "<https://a.vn>", "===", "[1]: /a", "][1]", "~~", "Title: ", "---\n", "url: a",
]  # fmt: skip
PAGES = st.lists(st.sampled_from(WORDS + SIGNS), max_size=60).map("".join)
MARKS = re.compile(r"[\s*_#\\|>`\[\]()!~=<:-]+")


def check(page: str, shape: str | None) -> str:
    """The blocks cover the text once, in order; returned is the text without white space."""
    document = read_page(page, kind="text", shape=shape)
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end
        assert document.text[block.start : block.end] == block.text == block.text.strip()
        assert not document.text[at : block.start].strip()
        at = block.end
    assert not document.text[at:].strip()
    assert compose(document.text) == document.text
    return "".join(document.text.split())


@settings(max_examples=300, deadline=None)
@given(PAGES, st.sampled_from([shape for shape in SHAPES if shape not in ("markdown", "layout")]))
def test_no_character_is_lost(page: str, shape: str) -> None:
    assert compose(check(page, shape)) == compose("".join(compose(page).split()))


@settings(max_examples=500, deadline=None)
@given(PAGES)
def test_markdown_loses_only_marks(page: str) -> None:
    """Letters and figures stay, but for link targets, headers and fences."""
    kept = check(page, "markdown")
    if not re.search(r"\]\(|\]:|<|Title|url|^---|```", page, re.MULTILINE):
        assert compose(MARKS.sub("", kept)) == compose(MARKS.sub("", page))


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_recognised_shape_keeps_the_contract(page: str) -> None:
    check(page, None)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Mưa lớn ở Hà Nội.", "Phố ngập", "", "1. Nước rút", "#tag"]), max_size=30))
def test_plain_lines_stay_lines(lines: list[str]) -> None:
    page = restore("\n".join(lines))
    assert page.shape == "lines"
    assert [block.text for block in page.blocks] == [line for line in lines if line]


def test_a_headline_in_the_first_line_is_enough_for_markdown() -> None:
    page = parse_page(
        "# Mưa lớn làm ngập 12 căn nhà ở Đơn Dương\n\n"
        "Sáng 12-11, mưa lớn làm ngập 12 căn nhà ở xã Đơn Dương, tỉnh Lâm Đồng, nhiều người phải sơ tán trong đêm.\n\n"
        "Ông Nguyễn Hữu Khánh, Phó Chủ tịch UBND tỉnh Lâm Đồng, yêu cầu các xã rà soát hộ dân ven suối.\n"
    )
    assert page.articles[0].title == "Mưa lớn làm ngập 12 căn nhà ở Đơn Dương"
