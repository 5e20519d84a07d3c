"""A stream of pages: order, context, sources, several processes, and nothing that a page can do to the others."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import vnnews
from vnnews.errors import InputError
from vnnews.models import Failure, Page, RawPage
from vnnews.stream import PARCEL_ITEMS, PARCELS_AHEAD, pack_item, pack_result, unpack_item, unpack_result

LIGHT = vnnews.Pipeline(words=False, entities=False)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
HARD: list[Any] = [
    "Huế mưa lớn từ sáng nay",
    PNG,
    None,
    Path("không/có.html"),
    lambda: "không phải trang",  # cannot be pickled
    RawPage("Vinh nắng nóng", source="tin.jsonl:6", extra={"gọi": print, "lỗi": lambda: 0}),
    RawPage(PNG, url="https://bao.example/7"),
    RawPage(None, url=5),  # type: ignore[arg-type]
    "bài.html",
    "Cà Mau được mùa tôm",
]


def test_every_page_has_its_source_and_none_shifts_the_others() -> None:
    results = list(LIGHT.pipe(HARD))
    assert [result.source for result in results] == [
        "page 0", "page 1", "page 2", "page 3", "page 4", "tin.jsonl:6", "https://bao.example/7", "5", "page 8", "page 9",
    ]  # fmt: skip
    assert [isinstance(result, Page) for result in results] == [True] + 4 * [False] + [True] + 3 * [False] + [True]


def test_the_source_comes_back_on_page_and_article(article: str) -> None:
    (page,) = LIGHT.pipe([RawPage(article, source="kho.jsonl:12", url="https://bao.example/1")])
    assert isinstance(page, Page)
    assert (page.source, page.articles[0].origin) == ("kho.jsonl:12", "kho.jsonl:12")
    assert vnnews.parse_page(article).source == ""
    assert vnnews.parse(article, url="https://bao.example/1").origin == "https://bao.example/1"
    assert LIGHT.parse_raw(RawPage(article)).source == ""


def test_several_processes_give_the_same_in_order(article: str) -> None:
    pages = [*HARD, *(f"{article}\nBản in số {number}" for number in range(3 * PARCEL_ITEMS)), *HARD]
    assert list(LIGHT.pipe(pages, n_process=2)) == list(LIGHT.pipe(pages))
    pairs = [
        (page, (number, print, (lambda: 0))) for number, page in enumerate(pages)
    ]  # a context is never sent anywhere
    results = list(LIGHT.pipe(iter(pairs), n_process=2, as_tuples=True))
    assert [context for _, context in results] == [context for _, context in pairs]
    assert [result for result, _ in results] == list(LIGHT.pipe(pages))


@pytest.mark.parametrize("count", [1, 2])
def test_pages_are_read_as_they_are_needed(count: int) -> None:
    read = []

    def pages() -> Iterator[str]:
        for number in range(1000):
            read.append(number)
            yield ""

    results = LIGHT.pipe(pages(), n_process=count)
    assert read == []
    next(results)
    assert len(read) <= (count * PARCELS_AHEAD * PARCEL_ITEMS if count > 1 else 1)
    results.close()  # type: ignore[attr-defined]
    assert len(read) < 1000


@pytest.mark.parametrize("count", [1, 2])
def test_what_the_pages_raise_comes_behind_the_results_before(count: int) -> None:
    def pages() -> Iterator[str]:
        yield from ["", ""]
        raise OSError("đĩa hỏng")

    results = LIGHT.pipe(pages(), n_process=count)
    assert [next(results).source for _ in range(2)] == ["page 0", "page 1"]
    with pytest.raises(OSError, match="đĩa hỏng"):
        next(results)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"n_process": 0}, "n_process must be"),
        ({"n_process": -2}, "n_process must be"),
        ({"n_process": True}, "n_process must be"),
        ({"n_process": "2"}, "n_process must be"),
        ({"as_tuples": 1}, "as_tuples must be True or False"),
    ],
)
def test_a_senseless_option_is_told_at_once(options: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        LIGHT.pipe([], **options)


def test_what_is_no_pair_is_told() -> None:
    results = LIGHT.pipe([("", 1), "không có gì bên cạnh"], as_tuples=True)  # type: ignore[list-item]
    assert next(results)[1] == 1
    with pytest.raises(InputError, match="must be a pair"):
        next(results)


def test_a_pipeline_that_cannot_be_sent_is_told_at_once() -> None:
    class Mine(vnnews.Pipeline, frozen=True):
        pass

    with pytest.raises(InputError, match=r"a Mine cannot be sent to other processes.*n_process=1"):
        Mine().pipe([""], n_process=2)
    with pytest.raises(InputError, match=r"cannot be sent to other processes.*n_process=1"):
        vnnews.Pipeline(user_words=["\ud800"]).pipe([""], n_process=2)
    assert len(list(Mine(words=False).pipe(["", ""]))) == 2


@pytest.mark.parametrize(
    "page",
    [
        "Tin",
        b"Tin",
        Path("bài.html"),
        RawPage("Tin", "nguồn", "https://bao.example", dt.date(2024, 5, 1), "text", "Tin"),
        RawPage(b"Tin", date=dt.datetime(2024, 5, 1, 8, 0)),
        RawPage(b"Tin", date=dt.datetime(2024, 5, 1, 8, 0, tzinfo=dt.UTC)),
    ],
)
def test_a_page_is_the_same_in_a_worker(page: Any) -> None:
    number, sent = unpack_item(pack_item(3, page))
    assert number == 3
    assert LIGHT.parse_raw(sent) == LIGHT.parse_raw(page) if isinstance(page, RawPage) else sent == page


@pytest.mark.parametrize(
    "page", [None, 5, print, ["Tin"], "\ud800", Path("\udcff"), RawPage(None), RawPage("", url=print)]
)  # type: ignore[arg-type]
def test_what_cannot_be_sent_is_not(page: Any) -> None:
    assert pack_item(3, page) == b""


def test_a_result_that_cannot_be_sent_back_is_made_here() -> None:
    assert pack_result(Failure("a", "read", "\ud800")) == b""
    failure = Failure("a", "read", "không đọc được")
    assert unpack_result(pack_result(failure)) == failure


DEADLY = """
import multiprocessing, os, signal, sys
import vnnews

parse_raw = vnnews.Pipeline.parse_raw

def parse_or_die(self, page):
    if page.raw == "chết":
        os.kill(os.getpid(), signal.SIGKILL)
    return parse_raw(self, page)

vnnews.Pipeline.parse_raw = parse_or_die

def main():
    multiprocessing.set_start_method(sys.argv[1])
    pages = [str(n) for n in range(20)]
    pages[3] = "chết"
    for result in vnnews.Pipeline(words=False, entities=False).pipe(pages, n_process=2):
        print(result.source, getattr(result, "reason", ""))

GUARD main()
"""


def run_script(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = folder / "kịch_bản.py"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_worker_that_dies_costs_only_its_page(tmp_path: Path) -> None:
    done = run_script(tmp_path, DEADLY.replace("GUARD", "if __name__ == '__main__':"), "spawn")
    wanted = [f"page {number} {'worker died' if number == 3 else ''}" for number in range(20)]
    assert done.stdout.splitlines() == wanted, done.stderr


def test_a_script_without_its_guard_is_told_what_to_do(tmp_path: Path) -> None:
    done = run_script(tmp_path, DEADLY.replace("GUARD", "if True:"), "spawn")
    assert done.returncode == 1
    assert "no worker process can start" in done.stderr
    assert "if __name__ == '__main__'" in done.stderr


def test_sources_of_a_page_travel_through_json(article: str) -> None:
    (page,) = LIGHT.pipe([RawPage(article, source="kho.jsonl:12")])
    assert not isinstance(page, Failure)
    assert page.articles[0].to_dict()["origin"] == "kho.jsonl:12"
    assert msgspec.json.decode(msgspec.json.encode(page), type=Page) == page
