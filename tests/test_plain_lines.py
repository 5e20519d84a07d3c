"""Single lines: their kind, from the table in cases/lines_kinds.txt, and the parts of datelines, credits and bylines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.label.words.bylines import find_authors_in_source, parse_byline, parse_source
from vnnews.label.words.captions import split_credit
from vnnews.label.words.kinds import name_kind
from vnnews.label.words.lines import is_dateline, split_dateline

CASES = Path(__file__).parent / "cases" / "lines_kinds.txt"
ROWS = [
    tuple(row.split(" | ", 1))
    for row in CASES.read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


@pytest.mark.parametrize(("kind", "line"), ROWS)
def test_kind(kind: str, line: str) -> None:
    assert name_kind(line) == kind


@given(st.text(max_size=300))
def test_every_line_has_a_kind(line: str) -> None:
    assert name_kind(" ".join(line.split()))


@pytest.mark.parametrize(
    ("text", "dateline", "rest"),
    [
        ("(VOV) - Sáng nay, mưa lớn.", "VOV", "Sáng nay, mưa lớn."),
        ("VOV.VN - Sáng nay, mưa lớn.", "VOV.VN", "Sáng nay, mưa lớn."),
        ("TTTĐ - Sáng nay, mưa lớn.", "TTTĐ", "Sáng nay, mưa lớn."),
        ("TTO - Sáng nay, mưa lớn.", "TTO", "Sáng nay, mưa lớn."),
        ("(Dân trí) - Sáng nay, mưa lớn.", "Dân trí", "Sáng nay, mưa lớn."),
        ("Dân trí Sáng nay, mưa lớn.", "Dân trí", "Sáng nay, mưa lớn."),
        ("(SGGP). – Sáng nay, mưa lớn.", "SGGP", "Sáng nay, mưa lớn."),
        ("(NLĐO)- Sáng nay, mưa lớn.", "NLĐO", "Sáng nay, mưa lớn."),
        ("(TNO) Sáng nay, mưa lớn.", "TNO", "Sáng nay, mưa lớn."),
        ("GLO- Sáng nay, mưa lớn.", "GLO", "Sáng nay, mưa lớn."),
        ("ĐÀ NẴNG - Sáng nay, mưa lớn.", "ĐÀ NẴNG", "Sáng nay, mưa lớn."),
        ("(Baomau.com.vn) - QUẢNG TRỊ - Sáng nay, mưa lớn.", "Baomau.com.vn, QUẢNG TRỊ", "Sáng nay, mưa lớn."),
        ("Đồng NaiSáng nay, mưa lớn.", "Đồng Nai", "Sáng nay, mưa lớn."),
        ("Mỹ - Trung đàm phán lại.", "", "Mỹ - Trung đàm phán lại."),
        ("YouTube vừa ra mắt tính năng mới.", "", "YouTube vừa ra mắt tính năng mới."),
        ("Sáng nay (27/6), mưa lớn.", "", "Sáng nay (27/6), mưa lớn."),
        ("Hà Nội - Huế - Sài Gòn là tuyến tàu dài nhất.", "", "Hà Nội - Huế - Sài Gòn là tuyến tàu dài nhất."),
    ],
)
def test_dateline(text: str, dateline: str, rest: str) -> None:
    assert split_dateline(text) == (dateline, rest)


@pytest.mark.parametrize(
    ("line", "expected"), [("(VTC News) -", True), ("Moitruong.net.vn –", True), ("Hà Nội", False)]
)
def test_dateline_alone(line: str, expected: bool) -> None:
    assert is_dateline(line) is expected


@pytest.mark.parametrize(
    ("line", "text", "credit"),
    [
        ("Phố ngập. Ảnh: Lê An.", "Phố ngập.", "Lê An"),
        ("Phố ngập - Ảnh: LÊ AN", "Phố ngập", "LÊ AN"),
        ("Phố ngập (Ảnh: Lê An/TTXVN).", "Phố ngập", "Lê An/TTXVN"),
        ("Phố ngập. Ảnh Lê An.", "Phố ngập.", "Lê An"),
        ("Phố ngập. (Ảnh do công an cung cấp)", "Phố ngập.", "do công an cung cấp"),
        ("Biểu đồ giá vàng. Đồ họa: Thu Hà", "Biểu đồ giá vàng.", "Thu Hà"),
        ("Ảnh: VGP/Nhật Bắc", "", "VGP/Nhật Bắc"),
        ("Giá vàng tăng mạnh (Ảnh minh họa)", "Giá vàng tăng mạnh", "Ảnh minh họa"),
        ("Ảnh minh họa.", "", "Ảnh minh họa"),
        ("Phố ngập sau mưa", "Phố ngập sau mưa", ""),
        (
            "Video: Cháy lớn ở khu công nghiệp ngoại thành đêm qua",
            "Video: Cháy lớn ở khu công nghiệp ngoại thành đêm qua",
            "",
        ),
    ],
)
def test_credit(line: str, text: str, credit: str) -> None:
    assert split_credit(line) == (text, credit)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Minh Hòa/VOV.VN", ("Minh Hòa",)),
        ("Lê Hiếu - Bá Đô", ("Lê Hiếu", "Bá Đô")),
        ("Lê Hiếu, Bá Đô và Thu Hà", ("Lê Hiếu", "Bá Đô", "Thu Hà")),
        ("Tác giả: Nguyễn Thị Mai", ("Nguyễn Thị Mai",)),
        ("Thực hiện: An Nhiên", ("An Nhiên",)),
        ("Hà Vy (dịch)", ("Hà Vy",)),
        ("V.TR.", ("V.TR.",)),
        ("Hà Nội cấm đường phục vụ lễ hội", None),
        ("Ông Nam đã về hưu.", None),
        ("Theo Tri Thức", None),
    ],
)
def test_byline(line: str, authors: tuple[str, ...] | None) -> None:
    found = parse_byline(line)
    assert (found.authors if found else None) == authors


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Theo Báo Mẫu", "Báo Mẫu"),
        ("Nguồn: TTXVN", "TTXVN"),
        ("Theo Đại Đoàn kết Copy link", "Đại Đoàn kết"),
        ("Đại Đoàn kết", "Đại Đoàn kết"),
        ("Theo cơ quan điều tra, hai người đã bị bắt.", None),
        ("Theo đó, giá vé giảm một nửa", None),
    ],
)
def test_source(line: str, source: str | None) -> None:
    assert parse_source(line) == source


def test_author_in_front_of_the_outlet() -> None:
    assert find_authors_in_source("Sầm Hoa (Vietnamnet/Reuters)") == ("Sầm Hoa",)
    assert find_authors_in_source("Infonet") == ()
