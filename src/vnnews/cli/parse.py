"""`vnnews parse`: the articles of one page."""

from __future__ import annotations

import click

from vnnews.cli.app import NO_ARTICLE, CommandError
from vnnews.cli.page import page_options, read_given_page, visible
from vnnews.pipeline import Pipeline
from vnnews.write import to_json, to_text

_BETWEEN = "\n\n" + "─" * 40 + "\n\n"


@click.command()
@page_options
@click.option("--json", "as_json", is_flag=True, help="Print each article as one line of JSON.")
def parse(page: str, url: str | None, date: str | None, kind: str | None, *, as_json: bool) -> None:
    """Show the articles of PAGE as readable text or JSON.

    PAGE is an HTML page or the plain text of one; '-' reads standard input. The exit code is 1 when the page holds no article.

    Example: vnnews parse page.html --json
    """
    # readable text shows no words
    found = read_given_page(page, Pipeline(words=as_json), url=url, date=date, kind=kind)
    if not found.articles:
        raise CommandError(
            f"the page holds no article, it is of type '{found.type}'; `vnnews explain` shows what is on it", NO_ARTICLE
        )
    if as_json:
        text = b"\n".join(to_json(article) for article in found.articles)
    else:
        text = visible(_BETWEEN.join(to_text(article) for article in found.articles)).encode("utf-8", "replace")
    click.echo(text)
