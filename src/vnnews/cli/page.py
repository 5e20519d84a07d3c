"""What the commands for one page have in common: their options and how the page is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import click
import msgspec

from vnnews.batch.find import classify_name
from vnnews.batch.load import BROKEN, open_bytes
from vnnews.batch.shown import printable
from vnnews.errors import UnreadablePage
from vnnews.models import MAX_PAGE_CHARS, Page
from vnnews.models.article import OTHER, UNMARKED
from vnnews.pipeline import Pipeline
from vnnews.read.decode import MAX_BYTES_PER_CHAR


class _Page(click.Path):
    """A path; of an address it is said how its page comes in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path of a file that is there, or '-'."""
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            command = ctx.info_name if ctx else "parse"
            self.fail(f"an address is not fetched here: curl -s '{value}' | vnnews {command} -", param, ctx)
        return super().convert(value, param, ctx)


PAGE = _Page(exists=True, dir_okay=False, readable=True, allow_dash=True)
"""A file, or '-' for standard input."""

NOT_VIETNAMESE = {OTHER: "the text is not Vietnamese", UNMARKED: "the text has no Vietnamese marks"}
"""What is told of a text that cannot be read as Vietnamese; each command says behind it what that means for what it gives."""


def page_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument and the options that name a page and say what is known about it."""
    return known_options(click.argument("page", type=PAGE)(command))


def known_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say what is known about a page."""
    for decorate in (
        click.option(
            "--kind", type=click.Choice(["html", "text"]), help="Force the kind of page; recognised by default."
        ),
        click.option("--date", metavar="YYYY-MM-DD", help="The page's date, used when the page states none."),
        click.option("--url", metavar="URL", help="Where the page came from."),
    ):
        command = decorate(command)
    return command


def read_given_page(page: str, pipeline: Pipeline, *, url: str | None, date: str | None, kind: str | None) -> Page:
    """Return what is on the page of a file or, for '-', of standard input."""
    return pipeline.parse_page(read_one_page(page, kind), url=url, date=date, kind=kind)


def read_one_page(page: str, kind: str | None) -> bytes:
    """Return the bytes of one page; records are refused, unless the kind is forced."""
    raw = read_raw(page)
    if kind is None and _holds_records(raw):
        raise UnreadablePage(
            f"{printable(page)} holds records in JSON, not one page; `vnnews run` reads them, --kind text takes them as text",
            source=page,
            stage="open",
        )
    return raw


def tell_note(page: str, note: str) -> None:
    """Say something about a page on standard error that changes no exit code."""
    click.echo(f"note: {printable(page)}: {note}", err=True)


def _holds_records(raw: bytes) -> bool:
    """Whether bytes are JSON: an object on the first line, or a list or an object over all of them."""
    for begun in (raw.partition(b"\n")[0], raw):
        try:
            record = msgspec.json.decode(begun)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        return isinstance(record, dict) or (
            isinstance(record, list) and all(isinstance(one, dict) for one in record[:1])
        )
    return False


def read_raw(page: str) -> bytes:
    """Return the bytes of a file or, for '-', of standard input."""
    known = classify_name(page)
    try:
        with nullcontext(sys.stdin.buffer) if page == "-" else open_bytes(page, known[1] if known else "") as stream:
            return stream.read(MAX_PAGE_CHARS * MAX_BYTES_PER_CHAR + 1)  # one more than allowed: enough to refuse it
    except BROKEN as error:
        raise UnreadablePage(
            f"{printable(page)} cannot be read: {getattr(error, 'strerror', None) or error}", source=page, stage="open"
        ) from None
