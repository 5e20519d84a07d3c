"""The notebooks of `examples/` run from the first cell to the last."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[2] / "examples" / "notebooks"
RUN = """
import sys
import nbformat
from nbclient import NotebookClient
path, folder = sys.argv[1:]
NotebookClient(nbformat.read(path, as_version=4), timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
"""


@pytest.mark.parametrize("name", ["one-page", "corpus", "language-model"])
def test_notebook_runs(name: str) -> None:
    for library in ("nbclient", "nbformat", "ipykernel", "pandas", "altair"):
        if importlib.util.find_spec(library) is None:
            pytest.skip(f"{library} is not installed: pip install '.[notebooks,pandas]'")
    command = [sys.executable, "-c", RUN, str(NOTEBOOKS / f"{name}.ipynb"), str(NOTEBOOKS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]


def test_notebooks_are_kept_without_output() -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed: pip install '.[notebooks]'")
    found = sorted(NOTEBOOKS.glob("*.ipynb"))
    assert [path.stem for path in found] == ["corpus", "language-model", "one-page"]
    for path in found:
        cells = nbformat.read(path, as_version=4).cells
        assert all(not cell.get("outputs") for cell in cells)
