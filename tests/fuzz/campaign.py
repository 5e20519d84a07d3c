"""Coverage-guided fuzzing of one target, for as long as one likes.

    pip install atheris
    python tests/fuzz/campaign.py TARGET CORPUS -max_total_time=600 -max_len=4096 -timeout=20

TARGET is page, text, names, container, state or native. CORPUS is a folder for the inputs that the fuzzer finds worth keeping; when it is empty the seeds
of the target are put into it. What follows are options of libFuzzer. A crash leaves its input in `crash-…` in the current folder;
`python tests/fuzz/campaign.py TARGET crash-…` repeats it. Without a fuzzer, `test_targets.py` tries each target with a small budget.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path

import atheris

INSTRUMENTED = ["vnnews", "csv", "gzip", "tarfile", "zipfile"]
"""Of the standard library what reads containers in Python."""


def fill_corpus(folder: Path, seeds: Iterable[tuple[str, bytes]]) -> None:
    """Put the seeds into an empty corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    for name, data in seeds:
        (folder / name).write_bytes(data)


def main() -> None:
    program, name, *arguments = sys.argv
    with atheris.instrument_imports(include=INSTRUMENTED):
        target = importlib.import_module(f"fuzz_{name}")
    from vnnews.batch.memory import limit_memory
    from vnnews.batch.reader import MEMORY_BYTES

    limit_memory(MEMORY_BYTES)  # as the process has it that reads containers
    for argument in arguments:
        if not argument.startswith("-") and not Path(argument).is_file():
            fill_corpus(Path(argument), target.seeds())
    atheris.Setup([program, *arguments], target.try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
