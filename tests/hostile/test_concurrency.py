"""The same pages give the same bytes, whoever works on them: threads, processes, hash seeds, locales."""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

import vnnews
from vnnews.text.charsets import _table as table_of
from vnnews.write import to_json

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fuzz"))

import fuzz_container

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "pages"
PIPELINE = vnnews.Pipeline(user_words=("xe buýt",))
THREADS = 16
PROCESSES = 4
ROUNDS = 1
"""How often each thread goes through all pages, each beginning with another one."""


def pages() -> list[bytes]:
    sound = [path.read_bytes() for path in sorted(EXAMPLES.iterdir()) if path.suffix in {".html", ".txt"}]
    return [*sound, *damaged((EXAMPLES / "provincial.txt").read_text(encoding="utf-8"))]


def damaged(text: str) -> list[bytes]:
    """One page for each decoder: charsets before Unicode, wide ones, UTF-8 read as something else once and twice, bytes lost."""
    misread = text.encode().decode("latin-1")
    charsets = [
        {letter: code for code, letter in reversed(table_of(name).items()) if code < 256}
        for name in ("tcvn3", "viscii")
    ]
    return [
        *(bytes(codes.get(sign, ord(sign) if sign.isascii() else 0x3F) for sign in text) for codes in charsets),
        text.encode("utf-16"),
        unicodedata.normalize("NFD", text).encode("utf-32"),
        misread.encode(),
        misread.encode().decode("latin-1").encode(),
        text.encode().replace("ạ".encode(), b"\xe1"),
        text.encode("ascii", "xmlcharrefreplace"),
    ]


def digest(pipeline: vnnews.Pipeline, page: bytes) -> str:
    return hashlib.sha256(to_json(pipeline.parse_page(page))).hexdigest()


def digest_all(packed: bytes) -> list[str]:
    """What a worker process does; the pipeline comes to it by the executor's pickling."""
    return [digest(PIPELINE, page) for page in msgspec.msgpack.decode(packed, type=list[bytes])]


@pytest.fixture(scope="module")
def expected() -> list[str]:
    """What one thread alone gives."""
    return [digest(PIPELINE, page) for page in pages()]


def test_sixteen_threads_share_a_pipeline(expected: list[str]) -> None:
    raw = pages()

    def work(number: int) -> list[str]:
        found = [""] * len(raw)
        for round_ in range(ROUNDS):
            for step in range(len(raw)):
                at = (step + number + round_) % len(raw)
                found[at] = digest(PIPELINE, raw[at])
        return found

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(found == expected for found in pool.map(work, range(THREADS)))


def test_the_damaged_pages_reach_the_decoders() -> None:
    text = (EXAMPLES / "provincial.txt").read_text(encoding="utf-8")
    sentence = vnnews.parse(text).sentences[2].text
    assert sum(sentence in vnnews.parse(page).text for page in damaged(text)) >= 5


def test_sixteen_threads_read_containers(tmp_path: Path) -> None:
    """Each thread reads all containers, each beginning with another one; what is found is the same in all."""
    kinds = list(fuzz_container.seeds())
    for name, content in kinds:
        (tmp_path / name).write_bytes(content[1:])

    def read(number: int) -> list[tuple[str, str]]:
        names = [name for name, _ in kinds]
        return sorted(
            (name, repr(fuzz_container.read_container(tmp_path / name))) for name in names[number:] + names[:number]
        )

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(read, [number % len(kinds) for number in range(THREADS)]))
    assert all(one == read(0) for one in found)


START_TOGETHER = """
import hashlib, sys, threading
from pathlib import Path
import vnnews
from vnnews.write import to_json
raw = Path(sys.argv[1]).read_bytes()
barrier, found = threading.Barrier(16), []
def work():
    barrier.wait()
    found.append(hashlib.sha256(to_json(vnnews.parse_page(raw))).hexdigest())
threads = [threading.Thread(target=work) for _ in range(16)]
[t.start() for t in threads]; [t.join() for t in threads]
print(len(found), *set(found))
"""


def test_sixteen_threads_load_the_model_at_once() -> None:
    """The first call loads model and gazetteer; sixteen first calls at the same moment must not see them half loaded."""
    page = EXAMPLES / "paper-b.html"
    result = subprocess.run(
        [sys.executable, "-c", START_TOGETHER, str(page)], capture_output=True, check=True, timeout=120
    )
    count, *digests = result.stdout.decode().split()
    assert (count, digests) == ("16", [digest(vnnews.Pipeline(), page.read_bytes())])


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_four_processes_give_the_same(method: str, expected: list[str]) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    packed = msgspec.msgpack.encode(pages())
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context(method)) as pool:
        assert all(found == expected for found in pool.map(digest_all, [packed] * PROCESSES))


def run(folder: Path, target: Path, **environment: str) -> bytes:
    """The rows of a run in an environment of its own."""
    settings = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHONUTF8", "PYTHONIO"))
    }
    command = [
        sys.executable,
        "-m",
        "vnnews",
        "run",
        str(folder),
        "-o",
        str(target),
        "--workers",
        "0",
        "--ordered",
        "--blocks",
    ]
    result = subprocess.run(command, capture_output=True, timeout=120, check=False, env=settings | environment)
    assert result.returncode == 0, result.stderr.decode(errors="replace")
    return target.read_bytes()


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose names are Vietnamese, one of them decomposed and one no text at all."""
    folder = tmp_path_factory.mktemp("kho báo")
    for name, page in (("Thời sự.html", "a"), ("Kinh te\u0302\u0301.html", "b"), ("đời sống/Ẩm thực.html", "c")):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(EXAMPLES / f"paper-{page}.html", folder / name)
    with contextlib.suppress(OSError):  # a file system that takes UTF-8 only
        shutil.copy(EXAMPLES / "stub.txt", os.fsdecode(os.fsencode(folder) + b"/h\xe0 n\xf4i.html"))
    return folder


@pytest.fixture(scope="module")
def usual(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a run gives in the usual surroundings."""
    rows = run(dump, tmp_path_factory.mktemp("usual") / "a.jsonl", PYTHONHASHSEED="0", LC_ALL="C.UTF-8", TZ="UTC")
    assert rows.count(b"\n") >= 3
    return rows


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "random"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "TZ": "America/New_York"},
        {"TZ": "Asia/Ho_Chi_Minh", "PYTHONOPTIMIZE": "1"},
    ],
    ids=lambda environment: " ".join(f"{name}={value}" for name, value in environment.items()),
)
def test_a_run_does_not_depend_on_its_surroundings(
    dump: Path, tmp_path: Path, usual: bytes, environment: dict[str, str]
) -> None:
    assert run(dump, tmp_path / "báo.jsonl", **environment) == usual
