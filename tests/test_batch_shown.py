"""What reaches a terminal, a log, a reject or a report: no sign that a terminal obeys, and no credentials."""

import json
import os
import unicodedata
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, run_batch
from vnnews.batch.shown import printable, without_credentials
from vnnews.errors import InputError

ODD = "\x1b[2J\x1b]0;x\x07\x00\x7f\x9b\u202e\u2066\u2069\u200f\u2028\ufeff"


def is_harmless(text: str) -> bool:
    return not any(
        unicodedata.category(sign) in {"Cc", "Zl", "Zp"} or unicodedata.bidirectional(sign) in {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}
        for sign in text
    )  # fmt: skip


def test_signs_that_a_terminal_obeys_are_written_out() -> None:
    shown = printable(f"tin{ODD}.txt")
    assert is_harmless(shown)
    assert shown.startswith("tin\\x1b[2J\\x1b]0;x\\x07\\x00\\x7f\\x9b\\u202e")
    assert printable("Tin vắn – 5 % «mới» 😀") == "Tin vắn – 5 % «mới» 😀"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://ai:mat@bao.example/a", "https://…@bao.example/a"),
        ("https://ai@bao.example/a", "https://…@bao.example/a"),
        ("ftp://ai:m@t@bao.example/a", "ftp://…@bao.example/a"),
        ("s3://KEY:a/b+c@kho/tin.jsonl", "s3://…@kho/tin.jsonl"),
        ("https://kho.example/a?X-Amz-Signature=ab12&X-Amz-Date=2024", "https://kho.example/a?X-Amz-Signature=…&X-Amz-Date=2024"),
        ("https://kho.example/a?sv=1&sig=ab%2F", "https://kho.example/a?sv=1&sig=…"),
        ("https://bao.example/a?access_token=x#token=y", "https://bao.example/a?access_token=…#token=…"),
        ("https://bao.example/a?author=lan&keyword=mua", "https://bao.example/a?author=lan&keyword=mua"),
        ("https://bao.example:8080/@lan/a", "https://bao.example:8080/@lan/a"),
        ("lan@bao.example", "lan@bao.example"),
    ],
)  # fmt: skip
def test_credentials_are_left_out(address: str, shown: str) -> None:
    assert without_credentials(address) == shown
    assert without_credentials(f"cannot reach '{address}': no such host") == f"cannot reach '{shown}': no such host"


def test_names_of_files_members_and_fields_in_rejects_and_messages(tmp_path: Path, article: str, invoke) -> None:
    import zipfile

    folder = tmp_path / f"kho{ODD}".replace("\x00", "")
    folder.mkdir()
    (folder / f"rỗng{ODD}.txt".replace("\x00", "")).write_text("")
    (folder / "a.jsonl").write_text(json.dumps({f"trường{ODD}": 1, "text": 5}) + f'\n{{"text": "a{ODD}\n', "utf-8")
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("tin\x1b[2J\u202e.txt", "")
    (folder / "tin.txt").write_text(article, encoding="utf-8")
    rejects, report = tmp_path / "rejects.jsonl", tmp_path / "run.json"
    result = invoke("run", str(folder), "-o", str(tmp_path / "a.jsonl"), "--rejects", str(rejects), "--report", str(report), "--workers", "0")  # fmt: skip
    assert result.exit_code == 0
    told = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    assert len(told) == 4
    assert all(is_harmless(value) for reject in told for value in reject.values())
    assert all(is_harmless(line) for line in report.read_text(encoding="utf-8").splitlines())
    assert all(is_harmless(line) for line in result.output.splitlines())


@pytest.mark.parametrize("given", ["khong-co{}.jsonl", "{}/a"])
def test_messages_of_the_command(given: str, tmp_path: Path, invoke) -> None:
    odd = ODD.replace("\x00", "")
    result = invoke("run", str(tmp_path / given.format(odd)), "-o", str(tmp_path / f"ra{odd}.jsonl"))
    assert result.exit_code == 2
    assert all(is_harmless(line) for line in result.output.splitlines())
    result = invoke("run", str(tmp_path), "-o", str(tmp_path / f"không có{odd}" / "ra.jsonl"))
    assert all(is_harmless(line) for line in result.output.splitlines())


def test_an_address_with_a_password(tmp_path: Path, article: str) -> None:
    """It is used as it is, and told without, whether it can be reached or not."""
    fsspec = pytest.importorskip("fsspec", reason="needs vnnews[remote]")
    memory = fsspec.filesystem("memory")
    memory.pipe("/ai:mật@kho/tin.txt", article.encode())
    memory.pipe("/ai:mật@kho/rỗng.txt", b"")
    try:
        rejects, figures = tmp_path / "loại.jsonl", tmp_path / "run.json"
        options = RunOptions(workers=0, rejects=str(rejects), report=str(figures))
        report = run_batch(["memory://ai:mật@kho"], str(tmp_path / "a.jsonl"), options)
        assert (report.articles, report.pages) == (1, 2)
        for path in (rejects, figures):
            told = path.read_text(encoding="utf-8")
            assert "mật" not in told
            assert "…@kho" in told
        with pytest.raises(InputError, match="…@kho") as caught:
            run_batch(["memory://ai:mật@kho/không"], str(tmp_path / "b.jsonl"), options)
        assert "mật" not in str(caught.value)
    finally:
        memory.rm("/ai:mật@kho", recursive=True)


def test_the_address_of_a_copy(tmp_path: Path, article: str) -> None:
    pytest.importorskip("rensa", reason="needs vnnews[dedup]")
    from vnnews.batch import WorkOptions
    from vnnews.pipeline import Pipeline

    lines = [json.dumps({"text": article, "url": f"https://ai:mat@bao.example/{n}"}) for n in range(2)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rejects = tmp_path / "loại.jsonl"
    work = WorkOptions(Pipeline(words=False, entities=False), dedup=True)
    run_batch([str(tmp_path / "a.jsonl")], str(tmp_path / "b.jsonl"), RunOptions(work=work, workers=0, rejects=str(rejects)))  # fmt: skip
    (told,) = map(json.loads, rejects.read_text(encoding="utf-8").splitlines())
    assert told["copy_of_url"] == "https://…@bao.example/0"


@pytest.mark.parametrize("arguments", [["parse"], ["parse", "--markdown"], ["explain"], ["explain", "--entities"]])
def test_pages_on_a_terminal(tmp_path: Path, article: str, invoke, arguments: list[str]) -> None:
    odd = ODD.replace("\x00", "").replace("\n", "")
    page = tmp_path / "tin.txt"
    page.write_text(article.replace("Hà Giang", f"Hà{odd} Giang").replace("Khánh", f"Khánh{odd}"), encoding="utf-8")
    result = invoke(*arguments, str(page))
    assert result.exit_code == 0
    shown = [sign for line in result.output.split("\n") for sign in line if not is_harmless(sign) and sign != "\t"]
    assert not shown, {hex(ord(sign)) for sign in shown}


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    assert is_harmless(printable(os.fsdecode(b"tin\xff\x9b.txt")))
