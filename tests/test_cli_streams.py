"""Pipes and devices as inputs and outputs: read and written straight, and told truly when they fail."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")

QUICK = ("--no-words", "--no-entities", "--workers", "1")


def lines_of(article: str, count: int = 3) -> bytes:
    return "".join(
        json.dumps({"text": article, "url": f"https://bao.example/{n}"}) + "\n" for n in range(count)
    ).encode()


def feed(path: Path, data: bytes) -> threading.Thread:
    """Write into a named pipe as soon as somebody reads it."""
    os.mkfifo(path)
    thread = threading.Thread(target=lambda: path.write_bytes(data))
    thread.start()
    return thread


@pytest.mark.parametrize("name", ["kho.jsonl", "kho", "kho.jsonl.gz"])
def test_a_named_pipe_is_read(name: str, tmp_path: Path, article: str, command) -> None:
    import gzip

    data = lines_of(article)
    thread = feed(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    done = command("run", str(tmp_path / name), "-o", str(tmp_path / "a.jsonl"), *QUICK)
    thread.join()
    assert done.returncode == 0, done.stderr.decode()
    assert [json.loads(row)["url"][-1] for row in (tmp_path / "a.jsonl").read_bytes().splitlines()] == ["0", "1", "2"]


def test_a_page_through_a_named_pipe_and_a_file_beside_it(tmp_path: Path, article: str, command) -> None:
    thread = feed(tmp_path / "tin.html", f"<h1>{article[:40]}</h1><p>{article[90:]}".encode())
    (tmp_path / "kho.jsonl").write_bytes(lines_of(article))
    done = command("run", str(tmp_path / "tin.html"), str(tmp_path / "kho.jsonl"), "-o", "-", *QUICK, "--ordered")
    thread.join()
    assert done.returncode == 0, done.stderr.decode()
    origins = [json.loads(row)["page"]["origin"].rsplit("/", 1)[-1] for row in done.stdout.splitlines()]
    assert origins == ["tin.html", "kho.jsonl:1", "kho.jsonl:2", "kho.jsonl:3"]


def test_what_needs_a_file_says_so(tmp_path: Path, article: str, command) -> None:
    thread = feed(tmp_path / "kho.zip", b"PK")
    done = command(
        "run", str(tmp_path / "kho.zip"), "-o", str(tmp_path / "a"), "--rejects", str(tmp_path / "r"), *QUICK
    )
    thread.join()
    assert done.returncode == 1
    assert "a pipe cannot be read as zip" in (tmp_path / "r").read_text()


def test_a_substituted_process_is_read(tmp_path: Path, article: str) -> None:
    (tmp_path / "kho.jsonl").write_bytes(lines_of(article))
    line = f"'{sys.executable}' -m vnnews run <(cat '{tmp_path}/kho.jsonl') -o - {' '.join(QUICK)}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("where", ["-o", "--rejects", "--report", "standard output"])
def test_a_full_device(where: str, tmp_path: Path, article: str) -> None:
    """Exit code 3, one line, no promise that cannot be kept, and the device is still one."""
    (tmp_path / "kho.jsonl").write_bytes(lines_of(article) + b'{"text": ""}\n')
    outputs = {
        "-o": str(tmp_path / "a.jsonl"),
        "--rejects": str(tmp_path / "r"),
        "--report": str(tmp_path / "run.json"),
    }
    outputs |= {"-o": "-"} if where == "standard output" else {where: "/dev/full"}
    arguments = [part for pair in outputs.items() for part in pair]
    with open("/dev/full" if where == "standard output" else "/dev/null", "wb") as stdout:
        done = subprocess.run(
            [sys.executable, "-m", "vnnews", "run", str(tmp_path / "kho.jsonl"), *arguments, *QUICK, "-q"],
            stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=120,
        )  # fmt: skip
    message = done.stderr.decode()
    assert done.returncode == 3, message
    assert message.startswith("vnnews: cannot write ")
    assert message.count("\n") == 1
    is_kept = (tmp_path / "a.jsonl.partial" / "state.json").exists()
    assert ("--resume" in message) == is_kept
    assert not os.path.isfile("/dev/full")


def test_a_reader_that_goes_away(tmp_path: Path, article: str) -> None:
    (tmp_path / "kho.jsonl").write_bytes(lines_of(article, 400))
    line = f"'{sys.executable}' -m vnnews run '{tmp_path}/kho.jsonl' -o - {' '.join(QUICK)} -q | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False, timeout=120)
    assert done.returncode == 141, "as the shell says of a program that a closed pipe ended"
    assert done.stderr.decode() == ""
    assert json.loads(done.stdout)["url"] == "https://bao.example/0"


@pytest.mark.parametrize(
    "outputs",
    [
        ["-o", "-", "--rejects", "-"],
        ["-o", "-", "--report", "-"],
        ["-o", "-", "--rejects", "/dev/stdout"],
        ["-o", "/dev/stdout", "--rejects", "/dev/stdout"],
    ],
)
def test_two_streams_are_two(outputs: list[str], page: str, command) -> None:
    done = command("run", page, *outputs, *QUICK)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().count("\n") == 1


def test_articles_and_rejects_into_two_pipes(tmp_path: Path, article: str, command) -> None:
    (tmp_path / "kho.jsonl").write_bytes(lines_of(article) + b'{"text": ""}\n')
    found: dict[str, bytes] = {}

    def collect(name: str) -> None:
        found[name] = (tmp_path / name).read_bytes()

    threads = []
    for name in ("ra", "loại"):
        os.mkfifo(tmp_path / name)
        threads.append(threading.Thread(target=collect, args=(name,)))
        threads[-1].start()
    done = command(
        "run", str(tmp_path / "kho.jsonl"), "-o", str(tmp_path / "ra"), "--rejects", str(tmp_path / "loại"), *QUICK
    )
    for thread in threads:
        thread.join()
    assert done.returncode == 0, done.stderr.decode()
    assert len(found["ra"].splitlines()) == 3
    assert len(found["loại"].splitlines()) == 1


def test_a_file_and_rejects_into_a_pipe(tmp_path: Path, article: str, command) -> None:
    (tmp_path / "kho.jsonl").write_bytes(lines_of(article) + b'{"text": ""}\n')
    done = command("run", str(tmp_path / "kho.jsonl"), "-o", str(tmp_path / "a.jsonl"), "--rejects", "/dev/stdout", "--report", "/dev/stderr", *QUICK)  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert [json.loads(line)["reason"] for line in done.stdout.splitlines()] == ["empty"]
    assert b'"is_finished": true' in done.stderr
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 3


def test_ctrl_c_promises_only_what_is_kept(tmp_path: Path, article: str) -> None:
    """Of a run into a pipe nothing is kept."""
    (tmp_path / "kho.jsonl").write_bytes(lines_of(article, 3000))
    process = subprocess.Popen(
        [sys.executable, "-m", "vnnews", "run", str(tmp_path / "kho.jsonl"), "-o", "-", *QUICK, "-q"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b"vnnews: stopped\n"
