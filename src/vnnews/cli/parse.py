"""`vnnews parse`: the articles of one page or of several."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import click
import msgspec

from vnnews.batch.shown import escape_json, printable, visible
from vnnews.cli.app import NO_ARTICLE, CommandError
from vnnews.cli.fields import check_fields, pick_fields, write_line
from vnnews.cli.page import NOT_VIETNAMESE, PAGE, known_options, read_given_page, tell_note
from vnnews.errors import UnreadablePage
from vnnews.models import Article
from vnnews.pipeline import Pipeline
from vnnews.write import to_json, to_markdown, to_text

_NOT_READ = "no words, officials or places are looked for in it"
"""What is told of an article that has neither words nor entities."""
_RULE = "\n\n" + "─" * 40 + "\n\n"
_MARKDOWN_RULE = "\n\n---\n\n"


@click.command()
@click.argument("pages", nargs=-1, required=True, type=PAGE, metavar="PAGE...")
@known_options
@click.option("--json", "as_json", is_flag=True, help="Print each article as one line of JSON.")
@click.option("--full", is_flag=True, help="With --json: every word, sentence and mention with its text.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print each article as Markdown.")
@click.option("--front-matter", is_flag=True, help="With --markdown: the facts of each article in front, as YAML.")
@click.option(
    "--fields",
    default="",
    metavar="NAME,…",
    help="Print only these fields of each article, on one line, with tabs between them; with --json as an object.",
)
def parse(
    pages: tuple[str, ...],
    url: str | None,
    date: str | None,
    kind: str | None,
    *,
    as_json: bool,
    full: bool,
    as_markdown: bool,
    front_matter: bool,
    fields: str,
) -> None:
    """Show the articles of each PAGE as readable text, JSON or Markdown.

    PAGE is an HTML page or the plain text of one; '-' reads standard input. The exit code is 1 when a page holds no article. --fields takes the fields of an article, and 'page' for
    the name of the page; lists are joined by '; '.

    Example: vnnews parse *.html --fields page,title,published,authors
    """
    if as_markdown and (as_json or fields):
        raise click.UsageError(f"--markdown and {'--json' if as_json else '--fields'} exclude each other")
    if front_matter and not as_markdown:
        raise click.UsageError("--front-matter goes with --markdown")
    if full and (fields or not as_json):
        raise click.UsageError("--full goes with --json, and not with --fields")
    if url and len(pages) > 1:
        raise click.UsageError("--url is the address of one page, and there are several")
    names = check_fields(fields) if fields else ()
    pipeline = _make_pipeline(names, as_json=as_json, entities=front_matter or not as_markdown)
    write = _choose_writer(names, as_json=as_json, full=full, as_markdown=as_markdown, front_matter=front_matter)
    markdown_rule = "\n\n" if front_matter else _MARKDOWN_RULE  # front matter begins with a rule of its own
    between = markdown_rule if as_markdown else "\n" if as_json or names else _RULE
    is_first, missing = True, 0
    for page in pages:
        try:
            articles = read_given_page(page, pipeline, url=url, date=date, kind=kind)
        except UnreadablePage as error:  # the others can still be read
            if len(pages) == 1:
                raise
            CommandError(f"{printable(page)}: {error.message}", NO_ARTICLE).show()
            missing += 1
            continue
        if not articles.articles:
            where = f"{printable(page)}: " if len(pages) > 1 else ""
            told = CommandError(
                f"{where}the page holds no article, it is of type '{articles.type}'; `vnnews explain` shows what is on it",
                NO_ARTICLE,
            )
            if len(pages) == 1:
                raise told
            told.show()
            missing += 1
        if articles.language in NOT_VIETNAMESE:
            tell_note(page, f"{NOT_VIETNAMESE[articles.language]}: {_NOT_READ}")
        for article in articles.articles:
            click.echo(("" if is_first else between).encode() + write(article, page), nl=False)
            is_first = False
    if not is_first:
        click.echo()
    if missing:
        sys.exit(NO_ARTICLE)


def _make_pipeline(names: tuple[str, ...], *, as_json: bool, entities: bool) -> Pipeline:
    """Return the pipeline that finds what is shown, and no more: words are only in JSON, plain Markdown shows no entities."""
    if names:
        found = {"provinces", "agencies", "officials", "places"}
        return Pipeline(words="words" in names, entities=not found.isdisjoint(names))
    return Pipeline(words=as_json, entities=entities)


def _choose_writer(
    names: tuple[str, ...], *, as_json: bool, full: bool, as_markdown: bool, front_matter: bool
) -> Callable[[Article, str], bytes]:
    """Return the function that writes an article of a page; a terminal only ever shows what it writes."""
    escape = escape_json if sys.stdout.isatty() else bytes
    if names and as_json:
        return lambda article, page: escape(msgspec.json.encode(dict(pick_fields(article, names, printable(page)))))
    if names:
        return lambda article, page: visible(write_line(article, names, printable(page))).encode("utf-8", "replace")
    if as_json:
        return lambda article, page: escape(to_json(article, full=full))
    to_readable = partial(to_markdown, front_matter=front_matter) if as_markdown else to_text
    return lambda article, page: visible(to_readable(article)).encode("utf-8", "replace")
