"""Which files a run reads."""

import os
import subprocess
from pathlib import Path

import pytest

from vnnews.batch.find import InputFile, classify_name, find_inputs, printable
from vnnews.errors import InputError


def names(files: list[InputFile], root: Path) -> list[str]:
    return [os.path.relpath(file.path, root) for file in files]


def make(root: Path, *paths: str) -> None:
    for path in paths:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("Tin vắn", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.html", ("page", "")),
        ("BÀI VIẾT.HTM", ("page", "")),
        ("a.txt.gz", ("page", "gz")),
        ("a.jsonl.bz2", ("jsonl", "bz2")),
        ("feed.jl", ("jsonl", "")),
        ("a.csv", ("csv", "")),
        ("kho.tar.xz", ("tar", "")),
        ("kho.tgz", ("tar", "")),
        ("kho.zip", ("zip", "")),
        ("ảnh.jpg", None),
        ("gz", None),
        (".gz", None),
    ],
)
def test_a_name_tells_what_a_file_holds(name: str, expected: tuple[str, str] | None) -> None:
    assert classify_name(name) == expected


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.html", "con/c.txt", "anh/x.txt", "con/sau/d.md", "ảnh.jpg", ".an/e.txt", ".f.txt")
    found = names(list(find_inputs([str(tmp_path)])), tmp_path)
    assert found == ["a.html", "b.txt", "anh/x.txt", "con/c.txt", "con/sau/d.md"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "con/b.txt")
    given = [str(tmp_path / "a.txt"), str(tmp_path), str(tmp_path / "con"), str(tmp_path / "con/b.txt")]
    assert names(list(find_inputs(given)), tmp_path) == ["a.txt", "con/b.txt"]


def test_a_file_named_on_its_own_is_read_whatever_its_ending(tmp_path: Path) -> None:
    make(tmp_path, "trang")
    assert [file.form for file in find_inputs([str(tmp_path / "trang")])] == ["page"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "con/a.txt")
    (tmp_path / "con/lai").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "con/minh").symlink_to(tmp_path / "con", target_is_directory=True)
    (tmp_path / "dut.txt").symlink_to(tmp_path / "khong-co.txt")
    assert names(list(find_inputs([str(tmp_path)])), tmp_path) == ["con/a.txt"]


def test_a_linked_folder_is_followed(tmp_path: Path) -> None:
    make(tmp_path, "kho/a.txt", "that/b.txt")
    (tmp_path / "kho/noi").symlink_to(tmp_path / "that", target_is_directory=True)
    assert names(list(find_inputs([str(tmp_path / "kho")])), tmp_path) == ["kho/a.txt", "kho/noi/b.txt"]


def test_patterns_are_expanded(tmp_path: Path) -> None:
    make(tmp_path, "1.txt", "2.txt", "3.html")
    assert names(list(find_inputs([str(tmp_path / "*.txt")])), tmp_path) == ["1.txt", "2.txt"]


@pytest.mark.parametrize("missing", ["khong-co.txt", "khong-co/*.txt"])
def test_what_does_not_exist_is_refused(tmp_path: Path, missing: str) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        list(find_inputs([str(tmp_path / missing)]))


def test_a_folder_of_the_run_itself_is_skipped(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "ra.jsonl.partial/b.txt")
    assert names(list(find_inputs([str(tmp_path)], skip=[str(tmp_path / "ra.jsonl.partial")])), tmp_path) == ["a.txt"]


def test_deep_folders_do_not_overflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    depth = 1200
    for _ in range(depth):
        os.mkdir("a")
        os.chdir("a")
    try:
        os.chdir(tmp_path)
        assert list(find_inputs([str(tmp_path)])) == []
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)  # deeper than Python's own removal can go


def test_odd_names_are_shown_on_one_line(tmp_path: Path) -> None:
    make(tmp_path, "tin\nmới.txt")
    (file,) = find_inputs([str(tmp_path)])
    assert printable(file.path).endswith("tin\\nmới.txt")
    assert printable(os.fsdecode(b"\xff.txt")) == "\\udcff.txt"
