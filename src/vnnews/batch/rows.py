"""Reading back what `vnnews run` wrote, whichever version it was.

Takes the path of JSON lines, compressed or not, gives the articles one by one; what a row says of its page is left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from vnnews.arguments import check_path
from vnnews.batch.compress import COMPRESSIONS, expand, list_errors
from vnnews.errors import InputError
from vnnews.models import Article
from vnnews.write.stored import read_stored


def read_articles(path: str | os.PathLike[str]) -> Iterator[Article]:
    """Return the articles of a file that `vnnews run` wrote, or `to_json_lines`, in order, one at a time in memory.

    Args:
        path: JSON lines, also with .gz, .bz2, .xz or .zst; in the small form, in full (`vnnews run --full`), or of a release before there were two.

    Raises:
        InputError: The file cannot be read, a line is no article or a newer release wrote it; the message names the line. Raised where the
            line is met.
        MissingExtra: The library for its compression is not installed.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "articles.jsonl"
        >>> _ = path.write_text(Article("Mưa lớn ở Lào Cai").to_json(), encoding="utf-8")
        >>> list(read_articles(path))
        [<Article 'Mưa lớn ở Lào Cai': 0 characters, 0 officials, 0 agencies, 0 provinces>]
    """
    return _read(Path(check_path(path, "path")))


def _read(path: Path) -> Iterator[Article]:
    number = 0
    try:
        with path.open("rb") as file, expand(file, COMPRESSIONS.get(path.suffix, "")) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read_line(path, number, line)
    except OSError as error:
        raise _refuse(path, error.strerror or str(error), "path") from None
    except list_errors() as error:
        raise _refuse(path, f"damaged behind line {number}: {error}", "damaged") from None


def _read_line(path: Path, number: int, line: bytes) -> Article:
    try:
        return read_stored(line, Article)
    except InputError as error:
        raise _refuse(path, f"line {number}: {error.message}", error.reason) from None


def _refuse(path: Path, message: str, reason: str) -> InputError:
    return InputError(f"{path.name}: {message}", source=str(path), stage="read", reason=reason)
