"""The group of commands: what they have in common, which is how they are found and how they fail."""

from __future__ import annotations

import importlib
import io
import os
import sys
from importlib.metadata import version
from typing import IO, Any

import click

from vnnews.errors import InputError, VnnewsError

NO_ARTICLE = 1
USAGE = 2
STOPPED = 3
INTERRUPTED = 130

COMMANDS = {
    "explain": "Show every block of PAGE with its label, how sure that is, and the reasons.",
    "export": "Write the articles of ARTICLES in a form for other tools.",
    "gazetteer": "Dated facts about provinces, agencies and roles.",
    "import-labels": "Turn the corrections of EXPORT into annotated pages that the labeller learns from.",
    "parse": "Show the articles of each PAGE as readable text, JSON or Markdown.",
    "people": "Say who held which post when, across ARTICLES, and answer questions about it.",
    "report": "Write what is in ARTICLES as one HTML file: time, provinces, agencies, officials, rejects.",
    "run": "Turn many pages into one file of JSON lines, one article a line.",
    "segment": "Cut the text of each FILE into sentences and words.",
    "serve": "Paste a page into a browser: labelled page, entities, Markdown, JSON.",
    "show": "Write PAGE as one HTML file: its blocks at the left, the clean articles at the right.",
}
"""The commands and what they do, so that `--help` imports none of them; each is the first line of the command's own help."""


class CommandError(click.ClickException):
    """A failure that is told in one line."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line on standard error."""
        from vnnews.batch.shown import visible, without_credentials

        click.echo(f"vnnews: {visible(without_credentials(self.message))}", file=file, err=file is None)


class Commands(click.Group):
    """A group that imports a command when it is called and turns the library's errors into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = getattr(importlib.import_module(f"vnnews.cli.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Call a command; its errors become a line and an exit code."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # Vietnamese must come out whatever the locale says
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except InputError as error:
            raise CommandError(error.message, USAGE) from None
        except VnnewsError as error:
            raise CommandError(error.message, NO_ARTICLE) from None
        except OSError as error:  # a place that may not be looked into, wherever it is named
            if error.filename is None:
                raise
            raise CommandError(f"{error.filename}: {error.strerror or error}", NO_ARTICLE) from None
        except KeyboardInterrupt:
            raise CommandError("stopped", INTERRUPTED) from None


def _show_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        from vnnews.gazetteer import default
        from vnnews.native import name_core

        newest = max(province.valid_from for province in default().provinces if province.valid_from)
        click.echo(f"vnnews {version('vnnews')} ({name_core()}, provinces as of {newest})")
        ctx.exit()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def app() -> None:
    """Turn raw Vietnamese news pages into clean articles with words, officials, agencies and provinces."""


def main() -> None:
    """Run the command line; the entry point of the `vnnews` command."""
    # numpy would start a thread a core at its import; a page uses none of them
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app(prog_name="vnnews")
