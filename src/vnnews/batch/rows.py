"""Reading back what `vnnews run` wrote, whichever version it was.

Takes the path of JSON lines, compressed or not, or of a Parquet file, gives the articles one by one, or the rows: articles with the place where they stood.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, TypeVar

import msgspec

from vnnews.arguments import check_path
from vnnews.batch.compress import COMPRESSIONS, expand, list_errors
from vnnews.batch.remote import is_remote, open_remote
from vnnews.batch.shown import printable
from vnnews.errors import UNDECODABLE, InputError
from vnnews.extras import import_extra
from vnnews.models import Article, Block
from vnnews.write.annotations import Annotation, LabelledSpan
from vnnews.write.stored import check_stored, read_stored

_KEPT = (dt.datetime, dt.date)
_ROWS_AT_ONCE = 100
"""Rows of a Parquet file that become objects together: a few MB."""


class Place(msgspec.Struct, frozen=True):
    """Where an article stood."""

    origin: str
    """Path or record that the page was read from; the page's address in a record batch."""
    number: int
    """Index of the article on its page."""
    type: str
    """Type of the page."""
    kind: str
    """'html' or 'text'."""


class Row(Article, frozen=True):
    """An article and where it stood: a line of a run's output."""

    page: Place | None = None
    extra: dict[str, Any] = msgspec.field(default_factory=dict)
    """What else the record holds that the page comes from."""


class _LabelledPage(msgspec.Struct, frozen=True):
    """The page of a row that was written with `--blocks`."""

    origin: str = ""
    text: str = ""
    blocks: tuple[Block, ...] = ()


class _LabelledRow(msgspec.Struct, frozen=True):
    page: _LabelledPage = _LabelledPage()
    title: str = ""
    url: str = ""
    confidence: float = 1.0


def decode_row(line: bytes) -> Row:
    """Return a row of a run's output, whichever version wrote it.

    Raises:
        InputError: It is none, or a newer release wrote it.

    Example:
        >>> decode_row('{"title":"Tin","page":{"origin":"tin.txt","number":0,"type":"stub","kind":"text"}}'.encode()).page.origin
        'tin.txt'
    """
    return read_stored(line, Row)


_Row = TypeVar("_Row", bound=msgspec.Struct)


def read_articles(path: str | os.PathLike[str]) -> Iterator[Article]:
    """Return the articles of a file that `vnnews run` wrote, or `to_json_lines`, in order, one at a time in memory.

    Args:
        path: JSON lines, also with .gz, .bz2, .xz or .zst, in the small form, in full (`vnnews run --full`) or of a release before there were two; or Parquet.

    Raises:
        InputError: The file cannot be read, a line is no article or a newer release wrote it; the message names the line. Raised where the
            line is met.
        MissingExtra: The library for its compression or for Parquet is not installed.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> path = Path(tempfile.mkdtemp()) / "articles.jsonl"
        >>> _ = path.write_text(Article("Mưa lớn ở Lào Cai").to_json(), encoding="utf-8")
        >>> list(read_articles(path))
        [<Article 'Mưa lớn ở Lào Cai': 0 characters, 0 officials, 0 agencies, 0 provinces>]
    """
    return map(_without_place, read_rows(str(check_path(path, "path"))))


def _without_place(row: Row) -> Article:
    return Article(*(getattr(row, name) for name in Article.__struct_fields__))


def read_as(path: str | os.PathLike[str], kind: type[_Row]) -> Iterator[_Row]:
    """Return the lines of such a file as another type, which may have fewer fields; raises as `read_articles` does.

    >>> import tempfile
    >>> class Headline(msgspec.Struct):
    ...     title: str
    >>> path = Path(tempfile.mkdtemp()) / "articles.jsonl"
    >>> _ = path.write_text(Article("Mưa lớn ở Lào Cai").to_json(), encoding="utf-8")
    >>> [row.title for row in read_as(path, Headline)]
    ['Mưa lớn ở Lào Cai']
    """
    for number, line in read_lines(os.fspath(path)):
        try:
            yield read_stored(line, kind)
        except InputError as error:
            raise _refuse(os.fspath(path), f"line {number}: {error.message}", error.reason) from None


def read_rows(path: str, *, form: str = "") -> Iterator[Row]:
    """Yield the rows of a file; see `read_articles`. The path may be an address that fsspec opens, or '-' for standard input.

    Args:
        path: The file.
        form: '.parquet' when its name does not say so.

    Raises:
        InputError: As for `read_articles`.
    """
    if (form or os.path.splitext(path)[1]) == ".parquet":
        yield from _read_parquet(path)
        return
    for number, line in read_lines(path):
        try:
            yield read_stored(line, Row, refuse_raw=True)
        except InputError as error:
            raise _refuse(path, f"line {number}: {error.message}", error.reason) from None


def read_pages(path: str) -> Iterator[Annotation]:
    """Yield the pages of a file that was written with `--blocks`, with the labels of their lines, each page once.

    Raises:
        InputError: As for `read_articles`; or a row has no blocks.
    """
    decode = msgspec.json.Decoder(_LabelledRow).decode
    last = ""
    for number, line in read_lines(path):
        try:
            row = decode(line)
        except UNDECODABLE as error:
            raise _refuse(path, f"line {number}: no article of vnnews: {error}", "not an article") from None
        page = row.page
        if not page.blocks:
            raise _refuse(path, f"line {number} has no blocks: `vnnews run --blocks` writes them", "no blocks")
        if page.origin and page.origin == last:  # the articles of a page follow each other
            continue
        last = page.origin
        spans = tuple(LabelledSpan(block.start, block.end, block.label.value) for block in page.blocks)
        yield Annotation(page.text, spans, row.title, row.url, page.origin, row.confidence)


def read_lines(path: str) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each line of a file that is not blank, expanded.

    Raises:
        InputError: The file cannot be read, or is damaged.
    """
    number = 0
    try:
        with _open(path) as file, expand(file, COMPRESSIONS.get(os.path.splitext(path)[1], "")) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise _refuse(path, error.strerror or str(error), "path") from None
    except list_errors() as error:
        raise _refuse(path, f"damaged behind line {number}: {error}", "damaged") from None


def _read_parquet(path: str) -> Iterator[Row]:
    parquet = import_extra("pyarrow.parquet", "arrow")
    number = 0
    try:
        with _open(path) as file:
            table = parquet.ParquetFile(file)
            check_stored(table.schema_arrow.names)
            for batch in table.iter_batches(_ROWS_AT_ONCE):
                for value in batch.to_pylist():
                    number += 1
                    extra: Any = msgspec.json.decode(value["extra"]) if value.get("extra") else {}
                    origin = (value.get("page") or {}).get("origin", "")
                    yield msgspec.convert({"origin": origin, **value, "extra": extra}, Row, builtin_types=_KEPT)
    except InputError as error:
        raise _refuse(path, error.message, error.reason) from None
    except UNDECODABLE as error:
        raise _refuse(path, f"row {number}: no article of vnnews: {error}", "not an article") from None
    except OSError as error:
        raise _refuse(path, error.strerror or str(error), "path") from None
    except import_extra("pyarrow", "arrow").ArrowException as error:
        raise _refuse(path, f"no Parquet file: {error}", "damaged") from None


@contextmanager
def _open(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer
        return
    with open_remote(path) if is_remote(path) else open(path, "rb") as file:
        yield file


def _refuse(path: str, message: str, reason: str) -> InputError:
    name = printable(path.rsplit("/", 1)[-1])
    return InputError(f"{name}: {message}", source=path, stage="read", reason=reason)
