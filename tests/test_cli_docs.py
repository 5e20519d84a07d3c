"""`docs/usage.md` names every command and every option, in the words of their `--help`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from vnnews.cli import app

USAGE = Path(__file__).parents[1] / "docs" / "usage.md"
BLOCK = "<!-- help of {} -->\n```text\n{}```\n"


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of each command that does something."""
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        assert child is not None
        yield from commands(child, (*path, name))


def help_of(path: tuple[str, ...]) -> str:
    result = CliRunner().invoke(app, [*path, "--help"], prog_name="vnnews", terminal_width=100)
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("path", list(commands(app)), ids=" ".join)
def test_the_help_of_a_command_is_in_the_documentation(path: tuple[str, ...]) -> None:
    text = USAGE.read_text(encoding="utf-8")
    found = re.search(rf"<!-- help of {' '.join(path)} -->\n```text\n(.*?)```", text, re.DOTALL)
    assert found, f"docs/usage.md lacks `vnnews {' '.join(path)}`; run: python {Path(__file__).name}"
    assert found[1].split() == help_of(path).split()


def write_help() -> None:
    """Put the help of each command into the documentation, in place of what is there."""
    text = USAGE.read_text(encoding="utf-8")
    for path in commands(app):
        name = " ".join(path)
        block = BLOCK.format(name, help_of(path))
        pattern = rf"<!-- help of {name} -->\n```text\n.*?```\n"
        if re.search(pattern, text, re.DOTALL):
            text = re.sub(pattern, lambda _, block=block: block, text, flags=re.DOTALL)
        else:
            text += f"\n### `vnnews {name}`\n\n{block}"
    USAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_help()
