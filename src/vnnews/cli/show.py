"""`vnnews show`: a page beside its clean articles, as one HTML file for a browser."""

from __future__ import annotations

from pathlib import Path

import click

from vnnews.cli.document import html_output, refuse_overwriting, write_document
from vnnews.cli.page import page_options, read_given_page
from vnnews.pipeline import Pipeline


@click.command()
@page_options
@html_output
def show(page: str, url: str | None, date: str | None, kind: str | None, output: str) -> None:
    """Write PAGE as one HTML file: its blocks at the left, the clean articles at the right.

    PAGE is an HTML page or the plain text of one; '-' reads standard input. The file loads nothing and can be passed on. Rest the
    pointer on a block or a name, or tap it, to see the rule that decided it; a phone shows one side at a time, the article first.

    Example: vnnews show page.html -o view.html
    """
    from vnnews.write.html import render_view

    refuse_overwriting(output, [page])
    found = read_given_page(page, Pipeline(words=False), url=url, date=date, kind=kind)
    write_document(output, render_view(found, name="" if page == "-" else Path(page).name))
