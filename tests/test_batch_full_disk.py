"""A disk that fills up while the index of duplicates grows: the run stops, and goes on where it was."""

import json
import random
import signal
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="needs limits of the system")
pytest.importorskip("rensa", reason="needs vnnews[dedup]")

OPTIONS = ["--no-words", "--no-entities", "--workers", "1", "--quiet", "--dedup"]


def test_a_full_disk_with_duplicates(tmp_path: Path, article: str, command) -> None:
    rng = random.Random(5)
    dump, out = tmp_path / "kho.jsonl", tmp_path / "bài.jsonl"
    with dump.open("w", encoding="utf-8") as stream:
        for n in range(400):
            story = " ".join(f"{rng.choice(['mưa', 'lũ', 'bão', 'nắng'])} {rng.randrange(999)}" for _ in range(60))
            text = article.replace("\n\nSáng 15/4", f"\n\n{story}.\n\nSáng 15/4")
            stream.write(json.dumps({"text": text}) + "\n")
            if n % 4 == 0:
                stream.write(json.dumps({"text": text + "\nTheo báo bạn."}) + "\n")
    arguments = ["run", str(dump), "-o", str(out), "--rejects", str(tmp_path / "loại.jsonl"), *OPTIONS]

    def limit_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200 << 10, resource.RLIM_INFINITY))

    done = command(*arguments, preexec_fn=limit_files)
    assert done.returncode == 3, done.stderr
    assert b"cannot write" in done.stderr
    assert b"Traceback" not in done.stderr
    assert not out.exists()
    done = command(*arguments, "--resume")
    assert done.returncode == 0, done.stderr
    assert len(out.read_bytes().splitlines()) == 400
    assert len((tmp_path / "loại.jsonl").read_bytes().splitlines()) == 100
