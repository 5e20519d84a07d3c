"""`vnnews segment`: files and standard input as words."""

import gzip
from pathlib import Path

import pytest

from vnnews.segment import segment
from vnnews.write.conllu import read_conllu

TEXT = "Bộ trưởng Bộ Nội vụ đến Hà Nội.\nTrời  mưa.\n"


def test_underscores_are_the_default(invoke) -> None:
    assert invoke("segment", "-", input=TEXT).output == "Bộ_trưởng Bộ Nội_vụ đến Hà_Nội .\nTrời mưa .\n"


def test_conllu_loses_nothing(tmp_path: Path, invoke) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    output = invoke("segment", str(tmp_path / "a.txt.gz"), "--to", "conllu").output
    assert output.startswith("# newdoc id = ")
    assert read_conllu(output) == segment(TEXT)


def test_several_files_and_another_encoding(tmp_path: Path, invoke) -> None:
    (tmp_path / "a.txt").write_bytes("Mưa ở Huế.".encode("utf-16"))
    (tmp_path / "b.txt").write_text("Nắng ở Vinh.", encoding="utf-8")
    assert invoke("segment", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")).output.splitlines() == [
        "Mưa ở Huế .",
        "Nắng ở Vinh .",
    ]


def test_a_scheme_that_is_not_there_is_told(invoke, tmp_path: Path) -> None:
    result = invoke("segment", "-", "--scheme", "vn", input=TEXT)
    assert result.exit_code == 2
    assert "scheme must be 'vnnews', 'rdr'" in result.output
    missing = invoke("segment", "-", "--scheme", f"rdr:{tmp_path}", input=TEXT)
    assert missing.exit_code == 1
    assert missing.output.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The committee met on Monday to discuss the new bridge.", "note: -: the text is not Vietnamese: "),
        ("Thu tuong chu tri cuoc hop ve cong tac phong chong bao lu.", "note: -: the text has no Vietnamese marks: "),
        ("<!doctype html><html><body><p>Sáng 5/8, mưa lớn.</p></body></html>", "note: -: the page is HTML, "),
    ],
)
def test_what_can_hardly_be_cut_into_words_is_cut_and_told(text: str, told: str, invoke) -> None:
    result = invoke("segment", "-", input=text)
    assert result.exit_code == 0
    assert result.stdout
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == 1


def test_nothing_is_told_of_vietnamese_text(invoke) -> None:
    assert invoke("segment", "-", input=TEXT).stderr == ""
