"""Instructions of the processor that a page costs, counted by callgrind: what a change of 2 % is seen with on a busy machine.

    python benchmarks/instructions.py              # light, everything, and each step, on the ten longest example pages, counted twice
    python benchmarks/instructions.py --check      # exit code 1 when light or everything costs more than floors.json holds
    python benchmarks/instructions.py --lower      # write lower counts into floors.json as new ceilings

Needs valgrind. One process loads all by reading the pages; then each step runs once over all of them with the caches of lines emptied, as if they were
new, and before and after each the process calls a function that nothing else calls, at which callgrind writes down what it has counted. So start and
loading count nowhere. The seed of hashes is fixed. Counts depend on the interpreter and the libraries: --check compares only where both are those that floors.json names.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).parent / "floors.json"
PART = "instructions"
"""The part of the floors."""
PAGES = 10
WARM_UP = 1
RUNS = 2
"""How often all is counted; the spread between the runs is printed."""
MARGIN = 0.02
"""How much more than recorded is noticed."""
CHECKED = ("light", "everything")
MARK = "getloadavg"
"""A function of the C library that nothing on the way of a page calls."""
LIBRARIES = ("numpy", "selectolax", "msgspec")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--lower", action="store_true")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work()
        return 0
    if shutil.which("valgrind") is None:
        print("valgrind is not installed: nothing counted")
        return 0
    floors = json.loads(FLOORS.read_text())
    recorded, here = floors[PART], describe_surroundings()
    is_comparable = recorded["counted with"] == here
    if options.check and not is_comparable:
        print(f"counts are recorded with {recorded['counted with']}, this is {here}: not compared")
        return 0
    counts = count_runs()
    print(f"instructions a page, in thousands, the {PAGES} longest example pages, {here}")
    for name, values in counts.items():
        spread = max(values) / min(values) - 1
        ceiling = recorded["a page"].get(name) if is_comparable else None
        beside = f"   recorded {ceiling / 1000:10.1f}, {min(values) / ceiling - 1:+.2%}" if ceiling else ""
        print(f"{name:12}{min(values) / 1000:12.1f}   spread {spread:.3%}{beside}")
    if options.lower:
        floors[PART] = lowered(recorded, here, {name: min(counts[name]) for name in CHECKED})
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n")
    failed = above({name: min(counts[name]) for name in CHECKED}, recorded["a page"]) if is_comparable else []
    if failed:
        print("above the ceiling:", ", ".join(failed))
    return bool(failed and options.check)


def above(counts: dict[str, int], ceilings: dict[str, int]) -> list[str]:
    """Return the names of what costs more than its ceiling and the margin allow."""
    return [name for name, ceiling in ceilings.items() if counts[name] > ceiling * (1 + MARGIN)]


def lowered(recorded: dict[str, object], here: str, counts: dict[str, int]) -> dict[str, object]:
    """Return the part of the floors after a better run: never higher than before, as long as interpreter and libraries are the same."""
    ceilings = recorded["a page"] if recorded["counted with"] == here else {}
    return {
        "counted with": here,
        "a page": {name: min(count, ceilings.get(name, count)) for name, count in counts.items()},
    }


def describe_surroundings() -> str:
    """Return the interpreter, the machine and the libraries on which counts depend."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {libraries}"


def count_runs() -> dict[str, list[int]]:
    """Return for each step what a page costs, once a run."""
    runs = []
    for number in range(1, RUNS + 1):
        print(f"run {number} of {RUNS} under valgrind, which takes minutes …", file=sys.stderr, flush=True)
        runs.append(count_once())
    return {name: [run[name] for run in runs] for name in runs[0]}


def count_once() -> dict[str, int]:
    """Return for each step the instructions that a page costs.

    Raises:
        RuntimeError: callgrind has written other parts than the steps.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts"
        command = ["valgrind", "--tool=callgrind", f"--dump-before={MARK}", f"--callgrind-out-file={out}"]
        environment = os.environ | {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(
            [*command, sys.executable, __file__, "--work"],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
        )
        names = done.stdout.split()
        parts = sorted(Path(folder).glob("counts*"), key=_number_of)
        totals = [_total_of(part) for part in parts]
    # before the first mark all is loaded; then each second part is a step, and the others are what is between them
    if len(totals) != 2 * len(names) + 1:
        raise RuntimeError(f"{len(totals)} parts for {len(names)} steps: has {MARK} another name in this C library?")
    return {name: total // PAGES for name, total in zip(names, totals[1::2], strict=True)}


def _number_of(part: Path) -> int:
    found = re.search(r"^part: (\d+)$", part.read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def _total_of(part: Path) -> int:
    found = re.search(r"^(?:totals|summary): (\d+)", part.read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def work() -> None:
    """Run each step over all pages, with a mark before each and behind the last; print the names of the steps."""
    import gc

    import steps

    files = sorted((ROOT / "examples" / "pages").iterdir(), key=lambda file: (-file.stat().st_size, file.name))
    prepared = [steps.prepare(file.read_text(encoding="utf-8")) for file in files[:PAGES]]
    for _ in range(WARM_UP):
        for run in steps.STEPS.values():
            for page in prepared:
                run(page)
    caches = steps.find_caches()
    for run in steps.STEPS.values():
        for cache in caches:
            cache.cache_clear()
        gc.collect()  # each step begins with the collector in the same state
        os.getloadavg()
        for page in prepared:
            run(page)
        os.getloadavg()
    print(*steps.STEPS)


if __name__ == "__main__":
    sys.exit(main())
