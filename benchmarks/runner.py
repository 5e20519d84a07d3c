"""What the batch runner costs: overhead over the work itself, memory of the parent, gain from a second core.

    python benchmarks/runner.py [--pages 2000] [--workers 0 1 2] [--light] [--long 10]

With --light the pages are not segmented and no entities are looked for: to see quickly what very many pages do to the parent. Pages are the
example pages over and over, as one file of JSON lines in a temporary folder; with --long 10 the body of each stands ten times on it. The parent's
processor time counts its start. Processor times hardly depend on what else the machine does; wall clock and the gain from a second core mean
something on a quiet machine only.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

PAGES = Path(__file__).parents[1] / "examples" / "pages"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--light", action="store_true", help="only read, label and assemble")
    parser.add_argument("--long", type=int, default=1, help="how often the body of each page stands on it")
    parser.add_argument("--one", nargs=2, metavar=("DUMP", "WORKERS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(*options.one, is_light=options.light)
        return
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.jsonl"
        write_dump(dump, options.pages, options.long)
        print("workers   wall s  pages/s  worker CPU ms/page  parent CPU ms/page  parent MB")
        for workers in options.workers:
            command = [sys.executable, __file__, "--one", str(dump), str(workers), *["--light"] * options.light]
            found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            print("{workers:7d} {wall:8.1f} {speed:8.0f} {work:19.2f} {parent:19.2f} {memory:10.0f}".format(**found))


def write_dump(path: Path, number: int, times: int = 1) -> None:
    pages = [lengthen(page.read_text(encoding="utf-8"), times) for page in sorted(PAGES.iterdir())]
    with path.open("w", encoding="utf-8") as stream:
        for n in range(number):
            stream.write(json.dumps({"html": pages[n % len(pages)], "url": f"https://bao.example/{n}"}) + "\n")


def lengthen(page: str, times: int) -> str:
    """Return the page with its body, or all of a text, so many times."""
    head, opened, rest = page.partition("<body")
    if not opened:
        return "\n".join([page] * times)
    attributes, closed, body = rest.partition(">")
    body, end, tail = body.partition("</body>")
    return head + opened + attributes + closed + body * times + end + tail


def measure(dump: str, workers: str, *, is_light: bool) -> None:
    """Run once in this process and print the figures as JSON."""
    from vnnews import Pipeline
    from vnnews.batch import RunOptions, WorkOptions, run_batch

    work = WorkOptions(Pipeline(words=not is_light, entities=not is_light))
    report = run_batch([dump], dump + ".articles.jsonl", RunOptions(work=work, workers=int(workers), overwrite=True))
    used = resource.getrusage(resource.RUSAGE_SELF)
    own = used.ru_utime + used.ru_stime - (0 if int(workers) else report.cpu_seconds)
    figures = {
        "workers": int(workers),
        "wall": report.seconds,
        "speed": report.pages / report.seconds,
        "work": 1000 * report.cpu_seconds / report.pages,
        "parent": 1000 * own / report.pages,
        "memory": used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
