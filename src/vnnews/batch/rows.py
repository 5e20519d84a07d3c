"""Reading back what `vnnews run` wrote.

Takes the path of JSON lines, compressed or not, gives the articles one by one; what a row says of its page is left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from vnnews.arguments import check_path
from vnnews.batch.compress import COMPRESSIONS, expand, list_errors
from vnnews.errors import UNDECODABLE, InputError
from vnnews.models import Article

Row = TypeVar("Row")


def read_articles(path: str | os.PathLike[str]) -> Iterator[Article]:
    """Return the articles of a file that `vnnews run` wrote, or `to_json_lines`, in order, one at a time in memory.

    Args:
        path: JSON lines, also with .gz, .bz2, .xz or .zst.

    Raises:
        InputError: The file cannot be read, or a line is no article; the message names the line. Raised where the line is met.
        MissingExtra: The library for its compression is not installed.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "articles.jsonl"
        >>> _ = path.write_text(Article("Mưa lớn ở Lào Cai").to_json(), encoding="utf-8")
        >>> list(read_articles(path))
        [<Article 'Mưa lớn ở Lào Cai': 0 characters, 0 officials, 0 agencies, 0 provinces>]
    """
    return read_as(Path(check_path(path, "path")), Article)


def read_as(path: Path, kind: type[Row]) -> Iterator[Row]:
    """Return the lines of such a file as another type, which may have fewer fields; raises as `read_articles` does.

    >>> import tempfile
    >>> class Headline(msgspec.Struct):
    ...     title: str
    >>> path = Path(tempfile.mkdtemp()) / "articles.jsonl"
    >>> _ = path.write_text(Article("Mưa lớn ở Lào Cai").to_json(), encoding="utf-8")
    >>> [row.title for row in read_as(path, Headline)]
    ['Mưa lớn ở Lào Cai']
    """
    decoder = msgspec.json.Decoder(kind)
    number = 0
    try:
        with path.open("rb") as file, expand(file, COMPRESSIONS.get(path.suffix, "")) as lines:
            for number, line in enumerate(lines, 1):  # noqa: B007 - the message of a damaged file names the line
                if line.strip():
                    yield decoder.decode(line)
    except UNDECODABLE as error:
        raise _refuse(path, f"line {number} is no article of vnnews: {error}", "not an article") from None
    except OSError as error:
        raise _refuse(path, error.strerror or str(error), "path") from None
    except list_errors() as error:
        raise _refuse(path, f"damaged behind line {number}: {error}", "damaged") from None


def _refuse(path: Path, message: str, reason: str) -> InputError:
    return InputError(f"{path.name}: {message}", source=str(path), stage="read", reason=reason)
