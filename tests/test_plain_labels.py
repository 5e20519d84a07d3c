"""Labels of flattened pages, from the tables in cases/lines_pages.txt and cases/lines_short.txt; and what holds for every page."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.label import label_blocks
from vnnews.models import WITH_ARTICLE, Document, Label, Labelling, PageType
from vnnews.read.plain import read_plain
from vnnews.read.shapes import restore

MAX_WRONG = 0.25
"""Share of a page's lines that may have another label than the table's: the labels of all lines are weighed together, and now and then a
caption without a credit is read as a paragraph. What must never be wrong is whether there is an article."""
LEAST_RIGHT = 0.96

CASES = [
    Path(__file__).parent / "cases" / name
    for name in ("lines_pages.txt", "lines_short.txt", "lines_flattened.txt", "lines_lists.txt")
]


def read_cases() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name, page type and (label, line) pairs of each page of the tables."""
    cases: list[tuple[str, str, list[tuple[str, str]]]] = []
    for row in chain.from_iterable(path.read_text(encoding="utf-8").splitlines() for path in CASES):
        if row.startswith("## "):
            name, _, page_type = row[3:].rstrip("]").partition(" [")
            cases.append((name, page_type, []))
        elif row and not row.startswith("#"):
            label, _, line = row.partition(" | ")
            cases[-1][2].append((label, line))
    return cases


def label_text(text: str) -> tuple[Document, Labelling]:
    text, blocks = read_plain(text)
    document = Document(text, "text", "", blocks)
    return document, label_blocks(document)


def mark_known(name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason="known failure")] if name.startswith("!") else []


@pytest.mark.parametrize(
    ("page_type", "rows"),
    [pytest.param(kind, rows, id=name, marks=mark_known(name)) for name, kind, rows in read_cases()],
)
@pytest.mark.parametrize("joint", ["\n", "\n\n"], ids=["close", "blank lines"])
def test_page_of_the_table(page_type: str, rows: list[tuple[str, str]], joint: str) -> None:
    same = {"comment": "boilerplate"}
    lines = [line for label, line in rows]
    if rows[-1][0] == "byline" and len(rows) == 4:  # the glued byline of a dump
        lines[-2:] = [" ".join(lines[-2:])]
    _, labelling = label_text(joint.join(lines))
    found = [(same.get(block.label.value, block.label.value), block.text) for block in labelling.blocks]
    assert [text for _, text in found] == [text for _, text in rows]
    wrong = [(label, *row) for row, (label, _) in zip(rows, found, strict=True) if label != row[0]]
    assert len(wrong) <= MAX_WRONG * len(rows), wrong
    assert (labelling.type in WITH_ARTICLE) is (PageType(page_type) in WITH_ARTICLE)


def test_the_tables_as_a_whole() -> None:
    right = lines = 0
    for _, _, rows in read_cases():
        _, labelling = label_text("\n".join(line for _, line in rows))
        if len(labelling.blocks) == len(rows):
            lines += len(rows)
            right += sum(label == block.label for (label, _), block in zip(rows, labelling.blocks, strict=True))
    assert lines > 500
    assert right >= LEAST_RIGHT * lines


def test_every_block_has_a_reason() -> None:
    for _, _, rows in read_cases():
        _, labelling = label_text("\n".join(line for _, line in rows))
        assert all(block.rule for block in labelling.blocks)


LINES = st.lists(
    st.one_of(
        st.sampled_from([line for _, _, rows in read_cases() for _, line in rows]),
        st.text(alphabet="aăâbcđeê ghiôơưưHÀNỘI.,:;-?!()/|#>«»“”'\"0123456789\t\u200b\xa0", max_size=60),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_blocks_cover_every_character_once(lines: list[str]) -> None:
    document, labelling = label_text("\n".join(lines))
    covered = 0
    for source, block in zip(document.blocks, labelling.blocks, strict=True):
        assert (block.start, block.end) == (source.start, source.end)
        assert document.text[block.start : block.end] == block.text
        assert not document.text[covered : block.start].strip()
        covered = block.end
    assert not document.text[covered:].strip()


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_only_pages_with_an_article_have_its_lines(lines: list[str]) -> None:
    _, labelling = label_text("\n".join(lines))
    if labelling.type not in WITH_ARTICLE:
        assert all(block.article is None for block in labelling.blocks)
        assert all(block.label in (Label.RELATED, Label.BOILERPLATE) for block in labelling.blocks)


def test_source_glued_to_the_last_sentence_of_a_dump() -> None:
    body = "Sáng 20/9, cầu treo nối hai bản được khánh thành sau bảy tháng thi công. " * 8
    for tail in ("Theo Báo Mẫu", "Theo G. Tân (BM)", "Theo Hải YếnGiáo dục & Đời sống"):
        _, blocks = read_plain(body.rstrip() + tail)
        assert [block.text for block in blocks] == [body.rstrip(), tail]
    _, blocks = read_plain(body + "Theo kế hoạch, tỉnh sẽ xây thêm bốn cầu.")
    assert len(blocks) == 1


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("20/09/2023 10:15:00 +07:00Một trăm người dự lễ.", ["20/09/2023 10:15:00 +07:00", "Một trăm người dự lễ."]),
        ("(14:41 25/07/2022)Ngày 25/7, tỉnh họp báo.", ["(14:41 25/07/2022)", "Ngày 25/7, tỉnh họp báo."]),
        ("20/09/2023 10:15 là giờ khởi công.", ["20/09/2023 10:15 là giờ khởi công."]),
    ],
)
def test_date_glued_to_the_next_sentence(line: str, parts: list[str]) -> None:
    text, blocks = read_plain(line)
    assert [block.text for block in blocks] == parts
    assert all(text[block.start : block.end] == block.text for block in blocks)


def test_hard_wrapped_paragraphs_are_one_block() -> None:
    text = (
        "Chợ phiên vùng cao đông vui trở lại\n\n"
        "Từ sáng sớm, hàng trăm người từ các bản xa đã về chợ, mang theo rau rừng, mật ong\n"
        "và những tấm vải dệt tay, làm cả thung lũng rộn ràng tiếng gọi nhau bằng nhiều thứ\n"
        "tiếng.\n\n"
        "Ông Giàng A Páo, trưởng bản, nói đã lâu lắm chợ mới đông như vậy, vì đường về bản\n"
        "nay được trải bê tông, xe máy chạy một giờ là tới.\n"
    )
    assert [" ".join(block.text.split())[:22] for block in restore(text).blocks] == [
        "Chợ phiên vùng cao đôn",
        "Từ sáng sớm, hàng trăm",
        "Ông Giàng A Páo, trưởn",
    ]


@pytest.mark.parametrize("size", [200, 2000])
def test_work_grows_with_the_page_not_faster(size: int) -> None:
    """Counted, not timed: each line is asked for its kind once, however often the page repeats it."""
    line = "Hội làng giữa phố đông vui trở lại sau nhiều năm"
    _, labelling = label_text("\n".join([line] * size))
    assert len(labelling.blocks) == size
    assert labelling.type not in WITH_ARTICLE


@pytest.mark.parametrize(
    "buttons", [("Chia sẻ", "Đăng nhập", "In bài viết"), ("Ý kiến", "Đăng ký", "Đóng"), ("Đăng nhập", "Ứng dụng")]
)
def test_a_row_of_buttons_begins_each_with_any_capital(buttons: tuple[str, ...]) -> None:
    from vnnews.label.words.markers import is_widget, is_widget_row

    row = " ".join(buttons)
    assert is_widget_row(row) == all(map(is_widget, buttons))
    assert not is_widget_row(row + " Ở Đắk Lắk")
