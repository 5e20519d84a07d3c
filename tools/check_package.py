"""Whether what people install is whole: the wheel and the source archive, built, checked and used away from the checkout.

    python tools/check_package.py            # builds in a temporary folder, exit code 1 on the first fault
    python tools/check_package.py DIST       # checks the archives in a folder, as they are to be published

Builds with hatchling, reads the metadata as a package index does (`twine check --strict`), builds the wheel again from the source archive and compares,
then installs the wheel into a new environment elsewhere, where the examples of the README, its command and the names for spaCy must work. What vnnews
needs is installed there for archives that are to be published; else it is lent by this environment, since the README's own command, which `.ci/run`
types, installs it anyway. Needs `pip install '.[lint,test]'`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEAST_ARTICLES = 5
POINTS = """
from importlib.metadata import entry_points, version
import vnnews
assert vnnews.__version__ == version("vnnews"), (vnnews.__version__, version("vnnews"))
assert not vnnews.__file__.startswith({root!r}), vnnews.__file__
for group in ("spacy_tokenizers", "spacy_factories"):
    assert any(point.module == "vnnews.integrations.spacy_components" for point in entry_points(group=group)), group
"""


def run(*command: str | Path, folder: Path) -> None:
    """Run a command away from the checkout, without what this process was started with."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    subprocess.run([str(part) for part in command], cwd=folder, env={**environment, "PYTHONUTF8": "1"}, check=True)


def find_archives(folder: Path) -> tuple[Path, Path]:
    """Return the wheel and the source archive in a folder.

    Raises:
        SystemExit: There is not one of each.
    """
    wheels, sources = sorted(folder.glob("*.whl")), sorted(folder.glob("*.tar.gz"))
    if len(wheels) != 1 or len(sources) != 1:
        raise SystemExit(f"{folder} holds {len(wheels)} wheels and {len(sources)} source archives, not one of each")
    return wheels[0], sources[0]


def list_contents(wheel: Path) -> dict[str, int]:
    """Return the files of a wheel with their checksums, but for the list of files itself."""
    with zipfile.ZipFile(wheel) as archive:
        return {file.filename: file.CRC for file in archive.infolist() if not file.filename.endswith("RECORD")}


def compare_with_source(wheel: Path, source: Path, folder: Path) -> None:
    """Build the wheel from the source archive too.

    Raises:
        SystemExit: It is another one.
    """
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    (tree,) = folder.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "again", folder=tree)
    (again,) = (folder / "again").glob("*.whl")
    ours, theirs = list_contents(wheel), list_contents(again)
    if ours != theirs:
        differing = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
        raise SystemExit(f"the wheel of the source archive differs: {', '.join(differing[:9])}")


def use_wheel(wheel: Path, folder: Path, *, is_lent: bool) -> None:
    """Install the wheel into a new environment and do there what the README does; `is_lent`: with this environment's libraries."""
    venv.create(folder / "env", with_pip=True, symlinks=os.name != "nt")
    binaries = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(binaries / "python", "-m", "pip", "install", "-q", *["--no-deps"] * is_lent, wheel, folder=folder)
    if is_lent:  # behind the new environment's own packages, and without what makes this one's vnnews the checkout
        (site,) = (folder / "env").glob("**/site-packages")
        (site / "lent.pth").write_text(
            f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n", encoding="utf-8"
        )
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    shutil.copytree(ROOT / "examples" / "pages", elsewhere / "examples" / "pages")
    shutil.copy(ROOT / "README.md", elsewhere)
    run(binaries / "python", "-c", POINTS.format(root=str(ROOT)), folder=elsewhere)
    run(binaries / "python", "-m", "doctest", "-o", "ELLIPSIS", "README.md", folder=elsewhere)
    run(binaries / "vnnews", "run", "-q", "examples/pages", "-o", "articles.jsonl", folder=elsewhere)
    number = len((elsewhere / "articles.jsonl").read_bytes().splitlines())
    if number < LEAST_ARTICLES:
        raise SystemExit(f"the installed command found {number} articles in the example pages")


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        dist = Path(arguments[0]).resolve() if arguments else folder / "dist"
        if not arguments:
            run(sys.executable, "-m", "hatchling", "build", "-d", dist, folder=ROOT)
        wheel, source = find_archives(dist)
        run(sys.executable, "-m", "twine", "check", "--strict", wheel, source, folder=folder)
        (folder / "source").mkdir()
        compare_with_source(wheel, source, folder / "source")
        use_wheel(wheel, folder, is_lent=not arguments)
        print(
            f"{wheel.name} ({wheel.stat().st_size >> 10} kB) and {source.name} ({source.stat().st_size >> 10} kB) are whole"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
