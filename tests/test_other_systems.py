"""What only POSIX has is missed by nobody: modules, constants and functions of Windows's Python are enough."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import vnnews

SOURCES = Path(vnnews.__file__).parent
PAGES = SOURCES.parents[1] / "examples" / "pages"

ABSENT = ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "syslog")
"""Modules that Windows does not have."""

WITHOUT = f"""
import os, signal, sys
for name in {ABSENT!r}:
    sys.modules[name] = None
for module, names in ((os, "O_NOFOLLOW O_CLOEXEC O_NONBLOCK fork forkpty geteuid getuid getpgid killpg setsid mkfifo"),
                      (signal, "SIGKILL SIGSTOP SIGCONT SIGHUP SIGALRM SIGUSR1 setitimer ITIMER_PROF")):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT + code, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_every_module_can_be_imported() -> None:
    code = """
import importlib, pkgutil, vnnews
number = 0
for module in pkgutil.walk_packages(vnnews.__path__, "vnnews."):
    if module.name == "vnnews.__main__":
        continue
    try:
        importlib.import_module(module.name)
    except vnnews.MissingExtra:
        continue
    except ModuleNotFoundError as error:
        if error.name not in {"spacy"}:
            raise
    number += 1
print(number)
"""
    assert int(run(code)) > 150


def test_a_page_is_parsed_and_a_run_is_made_and_resumed(tmp_path: Path) -> None:
    code = """
from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.cli import app
from vnnews.pipeline import Pipeline
fast = RunOptions(work=WorkOptions(Pipeline(words=False, entities=False)), workers=0, resume=True)
print(run_batch([sys.argv[1]], sys.argv[2], fast).articles)
"""
    out = tmp_path / "bài.jsonl"
    assert int(run(code, str(PAGES), str(out))) == len(out.read_bytes().splitlines()) > 5
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bài.jsonl", "bài.jsonl.pages"]
    assert json.loads(out.read_bytes().splitlines()[0])["title"]


POSIX_ONLY = {"fcntl", "resource", "termios", "tty", "pty", "pwd", "grp"}


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCES)))
def test_a_module_of_posix_is_imported_only_where_its_absence_is_caught(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.Try) and any("ImportError" in ast.unparse(h.type) for h in node.handlers if h.type)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in guarded:
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module}
            assert not names & POSIX_ONLY, f"line {node.lineno}"
