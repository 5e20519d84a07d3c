"""Text dumps that are one long file."""

import gzip
import io
import random
import time
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnnews.batch import Fields, RunOptions, cut, run_batch
from vnnews.batch.cut import AUTO, cut_pages

TWO = ["Mưa lớn ở Lào Cai\n\nSáng 5/8, mưa lớn.\n", "Nắng nóng ở Nghệ An\n\nChiều 6/8, 40 độ.\n"]
ADDRESSES = ["https://bao.example/1", "https://bao.example/2"]


def pages(text: str | bytes, separator: str, limit: int = 10_000) -> list[tuple[str, str] | None]:
    data = text if isinstance(text, bytes) else text.encode()
    rows = [row for _, row in cut_pages(io.BytesIO(data), separator, limit)]
    cells = [row and msgspec.msgpack.decode(row) for row in rows]
    return [cell and (cell["text"].decode().strip(), cell["url"].decode()) for cell in cells]


def bare(addresses: list[str]) -> list[tuple[str, str]]:
    return [(text.strip(), address) for text, address in zip(TWO, addresses, strict=True)]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        (f"{TWO[0]}=====\n{TWO[1]}", "====="),
        (f"=====\n{TWO[0]}=====\n{TWO[1]}=====\n", "==="),
        (f"{TWO[0]}--8<--\r\n\r\n{TWO[1]}", "--8<--"),
        (f"BÀI: {TWO[0]}BÀI: {TWO[1]}", "BÀI:"),
        (f"\f{TWO[0]}\f{TWO[1]}", AUTO),
        (f"{TWO[0]}\n##########\n{TWO[1]}\n##########\n", AUTO),
    ],
)
def test_pages_are_parted(text: str, separator: str) -> None:
    assert pages(text, separator) == bare(["", ""])


@pytest.mark.parametrize(
    "mark",
    ["=== {} ===\n", "URL: {}\n", "##### URL: {}\n", '<doc id="1" url="{}" title="Tin">\n'],
)
def test_starts_are_recognised_and_give_their_address(mark: str) -> None:
    end = "</doc>\n" if mark.startswith("<doc") else ""
    text = "".join(mark.format(address) + page + end for address, page in zip(ADDRESSES, TWO, strict=True))
    assert pages(text, AUTO) == bare(ADDRESSES)


@pytest.mark.parametrize(
    "text",
    [
        TWO[0] + TWO[1],
        f"{TWO[0]}-----\n{TWO[1]}",  # once: a page's own rule
        f"Sáng\n-----\nTrưa\n-----\n{TWO[0]}",  # lines that underline headings
        f"{TWO[0]}Xem https://bao.example/1\nvà https://bao.example/2\n",
    ],
)
def test_without_a_start_a_file_is_one_page(text: str) -> None:
    assert pages(text, AUTO) == [(text.strip(), "")]


def test_a_page_beyond_the_limit_costs_only_itself() -> None:
    text = f"==\n{TWO[0]}==\n{'dài ' * 500}\n{'hai ' * 500}\n==\n{TWO[1]}"
    assert pages(text, "==", 1000) == [bare(["", ""])[0], None, bare(["", ""])[1]]


@given(st.lists(st.text("aăâ \n\r=-#*\f<>", max_size=40), max_size=8), st.sampled_from([AUTO, "==", "\f"]))
def test_no_letter_is_lost(parts: list[str], separator: str) -> None:
    text = "==\n".join(parts)
    kept = "".join(page[0] for page in pages(text, separator) if page)
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize("piece", ["=", "= ", "=-#*", "URL:", "URL: ", "=\t", "<doc ", "https://x "])
def test_a_hostile_line_costs_linear_time(piece: str) -> None:
    text = ((piece * 4000)[:4000] + "\n").encode() * 200
    began = time.process_time()
    assert cut_pages(io.BytesIO(text), AUTO, 1 << 20) is not None
    list(cut_pages(io.BytesIO(text), AUTO, 1 << 20))
    assert time.process_time() - began < 2.0


def test_what_is_looked_at_first_is_not_all_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "LOOK_BYTES", 300)
    rng = random.Random(7)
    text = "".join(f"URL: https://bao.example/{n}\nTin {rng.random()}\n" for n in range(500))
    assert [page[1] for page in pages(text, AUTO)] == [f"https://bao.example/{n}" for n in range(500)]


@pytest.mark.parametrize("name", ["kho.txt", "kho.txt.gz", "kho.zip"])
def test_a_run_over_a_text_dump(tmp_path: Path, article: str, name: str) -> None:
    text = "".join(f"=== https://bao.example/{n} ===\n{article}" for n in range(3)).encode()
    if name.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("kho.txt", text)
    else:
        (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    options = RunOptions(workers=0, fields=Fields(separator=AUTO))
    report = run_batch([str(tmp_path / name)], str(tmp_path / "bài.jsonl"), options)
    assert (report.pages, report.articles, report.failed) == (3, 3, 0)
    rows = [msgspec.json.decode(line) for line in (tmp_path / "bài.jsonl").read_bytes().splitlines()]
    assert [row["url"] for row in rows] == [f"https://bao.example/{n}" for n in range(3)]
