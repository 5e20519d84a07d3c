"""What all commands have in common: help, exit codes, and errors of one line."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from vnnews.cli import app
from vnnews.cli.app import COMMANDS
from vnnews.native import name_core


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_list_of_commands_says_what_each_command_says(name: str) -> None:
    found = app.get_command(click.Context(app), name)  # type: ignore[attr-defined]
    assert found is not None
    assert (found.help or "").strip().splitlines()[0].strip() == COMMANDS[name]


def test_version(invoke) -> None:
    result = invoke("--version")
    assert result.exit_code == 0
    assert result.output.startswith("vnnews 0.")
    assert f"({name_core()}, provinces as of " in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["nói"],
        ["parse"],
        ["parse", "khong-co.html"],
        ["parse", "."],
        ["run", "."],
        ["run", "khong-co", "-o", "a.jsonl"],
        ["run", ".", "-o", "a.jsonl", "--workers", "-1"],
        ["run", ".", "-o", "a.jsonl", "--resume", "--fresh"],
        ["run", ".", "-o", "a.parquet", "--blocks"],
        ["explain", "--kind", "pdf", "-"],
    ],
)
def test_usage_errors_leave_with_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, invoke
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["parse", "explain"])
def test_a_bad_date_is_told_in_one_line(page: str, name: str, invoke) -> None:
    result = invoke(name, page, "--date", "mai")
    assert result.exit_code == 2
    assert result.output.startswith("vnnews: date must be")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "utf-8"])
def test_vietnamese_comes_out_whatever_the_locale_says(page: str, encoding: str, command) -> None:
    for name in ("parse", "explain"):
        done = command(name, page, env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
        assert done.returncode == 0, done.stderr.decode()
        assert "hai năm tạm dừng" in done.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_sees_no_traceback(page: str) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m vnnews explain '{page}' | head -n 1",
        shell=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in done.stderr


def test_help_of_the_group_loads_no_command() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from vnnews.cli import app; CliRunner().invoke(app, ['--help']); "
        "print([n for n in ('rich', 'vnnews.batch', 'selectolax', 'underthesea') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"[]"
