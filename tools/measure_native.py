"""What the compiled core gives on this machine: time of plain Python as a multiple of the time with it, step by step.

    VNNEWS_NATIVE=1 pip install .
    python tools/measure_native.py [FOLDER] [--pages 80] [--rounds 5]

FOLDER holds pages, by default those of the examples. Each side runs in a process of its own; of several rounds, which take turns, the shortest
processor time counts, so that other work on the machine matters little.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from vnnews import Pipeline, VnnewsError
from vnnews.mentions.tokens import Tokens
from vnnews.native import VARIABLE, name_core
from vnnews.segment import segment
from vnnews.segment.crf import load_decoder

ROOT = Path(__file__).resolve().parents[1]


def take_time(action: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    action()
    return time.process_time() - began


def measure(folder: Path, most: int) -> dict[str, float]:
    """Seconds of each step in this process, everything warm."""
    pages = [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in {".html", ".txt"}][:most]
    load = take_time(load_decoder)
    light, full = Pipeline(words=False, entities=False), Pipeline()

    def parse_all(pipeline: Pipeline) -> list[str]:
        texts = []
        for page in pages:
            try:
                texts += [article.text for article in pipeline.parse_page(page).articles]
            except VnnewsError:
                continue
        return texts

    parse_all(full)
    texts = parse_all(light)
    words = take_time(lambda: [segment(text) for text in texts])
    lines = [line for text in texts for line in text.splitlines()]
    return {
        "load": load,
        "light": take_time(lambda: parse_all(light)),
        "words": words,
        "tokens": take_time(lambda: [Tokens(line, 0, len(line)) for line in lines]),
        "everything": take_time(lambda: parse_all(full)),
    }


def run_apart(arguments: list[str], pure: str) -> dict[str, float]:
    """The same in a new process."""
    command = [sys.executable, __file__, "--here", *arguments]
    told = subprocess.run(command, env={**os.environ, VARIABLE: pure}, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(told.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "pages")
    parser.add_argument("--pages", type=int, default=80)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        print(json.dumps(measure(asked.folder, asked.pages)))
        return
    if name_core() != "native":
        raise SystemExit("the compiled core is not in use: VNNEWS_NATIVE=1 pip install . builds it")
    arguments = [str(asked.folder), "--pages", str(asked.pages)]
    rounds = [(run_apart(arguments, "1"), run_apart(arguments, "0")) for _ in range(asked.rounds)]
    for step in rounds[0][0]:
        pure, native = (min(side[step] for side in sides) for sides in zip(*rounds, strict=True))
        print(f"{step:12} pure {pure:8.3f} s   native {native:8.3f} s   pure / native {pure / native:5.2f}")


if __name__ == "__main__":
    main()
