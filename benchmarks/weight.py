"""What each dependency weighs: megabytes on disk, processor time and modules of its import; and what vnnews costs until its first page.

    python benchmarks/weight.py
    python benchmarks/weight.py --check      # exit code 1 where the import takes over 50 ms, or a part of underthesea is imported

'MB' is what the package itself installs, 'MB with its own' adds every package that it needs in turn; packages that several need count at each.
An import is measured in a fresh process, without the start of the interpreter, as the least of several: other work on the machine
only ever adds. The first page is a short example page, read in a fresh process: it pays for everything that is loaded at first use.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "examples" / "pages" / "interview.html"
PROCESSES = 5
MAX_IMPORT_MS = 50.0
MEGABYTE = 1_000_000
IMPORT = """
import json, sys, time
known, begun = len(sys.modules), time.process_time()
{code}
taken = 1000 * (time.process_time() - begun)
print(json.dumps([taken, len(sys.modules) - known, [m for m in sys.modules if m.partition(".")[0].startswith("underthesea")]]))
"""
FIRST = "import vnnews\npage = open({page!r}, 'rb').read()\nbegun = time.process_time()\nvnnews.Pipeline({options}).parse_page(page)"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    own = measure("import vnnews")
    firsts = {
        "light": measure(FIRST.format(page=str(PAGE), options="words=False, entities=False")),
        "everything": measure(FIRST.format(page=str(PAGE), options="")),
    }
    print("                              ms CPU   modules")
    print(f"import vnnews            {own[0]:11.1f}{own[1]:10d}")
    for name, (taken, modules, _) in firsts.items():
        print(f"first page, {name:12} {taken:11.1f}{modules:10d}")
    foreign = firsts["everything"][2]
    print("imported of underthesea:", ", ".join(foreign) or "nothing")
    if not options.check:
        print_dependencies()
    too_slow = own[0] > MAX_IMPORT_MS
    if too_slow:
        print(f"the import takes more than {MAX_IMPORT_MS:.0f} ms")
    return int(options.check and (too_slow or bool(foreign)))


def print_dependencies() -> None:
    modules = find_modules()
    print(f"\n{'package':20}{'MB':>8}{'MB with its own':>18}{'packages':>10}{'import ms CPU':>16}{'modules':>9}")
    for name in needed_by("vnnews"):
        closure = sorted(gather(name))
        taken, count, _ = measure(f"import {modules[name]}")
        whole = sum(size_of(each) for each in closure) / MEGABYTE
        print(f"{name:20}{size_of(name) / MEGABYTE:8.1f}{whole:18.1f}{len(closure):10d}{taken:16.1f}{count:9d}")
    everything = gather("vnnews") - {"vnnews"}
    print(f"{'all of them':20}{'':8}{sum(map(size_of, everything)) / MEGABYTE:18.1f}{len(everything):10d}")


def measure(code: str) -> tuple[float, int, list[str]]:
    """Return the least processor time of a piece of code in ms, the modules that it imports, and those of underthesea among them."""
    command = [sys.executable, "-c", IMPORT.format(code=code)]
    runs = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(PROCESSES)]
    taken, modules, foreign = min(runs)
    return taken, modules, foreign


def find_modules() -> dict[str, str]:
    """Return for each package the name under which it is imported: of several the one that is most like its own."""
    found: dict[str, str] = {}
    for module, packages in packages_distributions().items():
        for package in map(canonical, packages):
            if not module.startswith("_") and (package not in found or module == package.replace("-", "_")):
                found[package] = module
    return found


def needed_by(name: str) -> Iterator[str]:
    """Yield the installed packages that a package asks for, without those of its extras."""
    for line in distribution(name).requires or ():
        needed, _, condition = line.partition(";")
        package = canonical(re.match(r"[\w.-]+", needed)[0])  # type: ignore[index]
        if "extra" not in condition and find(package) is not None:
            yield package


def gather(name: str) -> set[str]:
    """Return a package and all that it needs in turn."""
    found, waiting = set(), [name]
    while waiting:
        package = waiting.pop()
        if package not in found:
            found.add(package)
            waiting += needed_by(package)
    return found


def size_of(name: str) -> int:
    """Return the bytes of the files that a package installs, without compiled copies of its modules."""
    files = distribution(name).files or ()
    paths = (Path(str(file.locate())) for file in files if file.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())


def find(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
