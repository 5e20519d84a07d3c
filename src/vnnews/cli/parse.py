"""`vnnews parse`: the articles of one page."""

from __future__ import annotations

import sys

import click

from vnnews.batch.shown import escape_json, visible
from vnnews.cli.app import NO_ARTICLE, CommandError
from vnnews.cli.page import page_options, read_given_page
from vnnews.pipeline import Pipeline
from vnnews.write import to_json, to_markdown, to_text

_BETWEEN = "\n\n" + "─" * 40 + "\n\n"


@click.command()
@page_options
@click.option("--json", "as_json", is_flag=True, help="Print each article as one line of JSON.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print each article as Markdown.")
def parse(page: str, url: str | None, date: str | None, kind: str | None, *, as_json: bool, as_markdown: bool) -> None:
    """Show the articles of PAGE as readable text, JSON or Markdown.

    PAGE is an HTML page or the plain text of one; '-' reads standard input. The exit code is 1 when the page holds no article.

    Example: vnnews parse page.html --json
    """
    if as_json and as_markdown:
        raise click.UsageError("--json and --markdown exclude each other")
    # only JSON shows words, and Markdown no entities
    pipeline = Pipeline(words=as_json, entities=not as_markdown)
    found = read_given_page(page, pipeline, url=url, date=date, kind=kind)
    if not found.articles:
        raise CommandError(
            f"the page holds no article, it is of type '{found.type}'; `vnnews explain` shows what is on it", NO_ARTICLE
        )
    if as_json:
        text = b"\n".join(to_json(article) for article in found.articles)
        if sys.stdout.isatty():
            text = escape_json(text)
    elif as_markdown:
        text = visible("\n\n---\n\n".join(to_markdown(article) for article in found.articles)).encode(
            "utf-8", "replace"
        )
    else:
        text = visible(_BETWEEN.join(to_text(article) for article in found.articles)).encode("utf-8", "replace")
    click.echo(text)
