"""What the commands for one page have in common: their options and how the page is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from vnnews.models import Page
from vnnews.pipeline import MAX_PAGE_CHARS, Pipeline


def page_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument and the options that name a page and say what is known about it."""
    for decorate in (
        click.option(
            "--kind", type=click.Choice(["html", "text"]), help="Force the kind of page; recognised by default."
        ),
        click.option("--date", metavar="YYYY-MM-DD", help="The page's date, used when the page states none."),
        click.option("--url", metavar="URL", help="Where the page came from."),
        click.argument("page", type=click.Path(exists=True, dir_okay=False, readable=True, allow_dash=True)),
    ):
        command = decorate(command)
    return command


def read_given_page(page: str, pipeline: Pipeline, *, url: str | None, date: str | None, kind: str | None) -> Page:
    """Return what is on the page of a file or, for '-', of standard input."""
    with click.open_file(page, "rb") if page == "-" else Path(page).open("rb") as stream:
        raw = stream.read(MAX_PAGE_CHARS + 1)  # one more than allowed: enough to refuse it
    return pipeline.parse_page(raw, url=url, date=date, kind=kind)
