"""Spellings of one name meet in one block, and how much a name tells."""

import pytest

from vnnews.corpus.aliases import join_blocks
from vnnews.corpus.names import compare_forms, name_block, name_form, share_of_name


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("Trần Thị Hoà", "TRẦN THỊ HÒA", "same"),
        ("Lý Thị Mỹ", "Lí Thị Mĩ", "same"),
        ("Đỗ Quý Thuý", "Ðỗ Quí Thúy", "same"),
        ("Nguyen Van Hung", "Nguyễn Văn Hùng", "bare"),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", "other"),
        ("Kim Min-jae", "Kim Min Jae", "same"),
        ("Sato Kenta", "Kenta Sato", "same"),
        ("Piotr Nowacky", "Piotr Nowackyy", "same letters"),
        ("John Q. Sample", "John Sample", "same"),
    ],
)
def test_spellings_meet_in_one_block(one: str, other: str, way: str) -> None:
    assert name_block(one) == name_block(other)
    assert compare_forms(name_form(one), name_form(other)) == way


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("Ana Maria Testova", "Ana Testova", "part"),
        ("Mohammad Sampleh", "Muhammad Sampleh", "near"),
        ("Thử Gia Khôn", "Thử Gia Côn", "near"),
    ],
)
def test_foreign_names_that_lack_a_part_are_looked_at_together(one: str, other: str, way: str) -> None:
    joined = join_blocks([one, other])
    assert joined[name_block(one)] == joined[name_block(other)]
    assert compare_forms(name_form(one), name_form(other), is_abroad=True) == way


def test_vietnamese_names_that_lack_a_part_are_others() -> None:
    assert join_blocks(["Nguyễn Minh", "Nguyễn Minh Tâm", "Nguyễn Thị Minh Tâm"]) == {}
    assert name_block("Hùng Việt Đỗ") != name_block("Đỗ Việt Hùng")


def test_joining_does_not_depend_on_the_order() -> None:
    names = ["Ana Maria Testova", "Ana Testova", "Ana Marie Testova", "Testova Ana", "Bo Li Ann", "Bo Ann"]
    assert join_blocks(names) == join_blocks(reversed(names))


def test_a_frequent_name_is_more_frequent_than_a_rare_one() -> None:
    shares = [share_of_name(name) for name in ("Nguyễn Văn Hùng", "Phan Quốc Hưng", "Lò Mùa Vảng")]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 100 * shares[-1]
