"""Reading only what statements need of the files that `vnnews run` wrote: of an article with words that is a tenth.

Takes files and folders of JSON lines, compressed or not, and of Parquet; gives `LeanArticle`s, one at a time in memory. Decides by the ending what a file is; raises
`InputError` for a file that is none of them, for a line that is no article of vnnews, and for a file whose first row has nothing that only articles have: raw pages
have a title too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec

from vnnews.arguments import check_path
from vnnews.batch.compress import COMPRESSIONS
from vnnews.batch.rows import read_as, read_lines
from vnnews.errors import UNDECODABLE, InputError
from vnnews.extras import import_extra
from vnnews.models import Post
from vnnews.models.base import Frozen

ROWS_A_BATCH = 256
"""Articles of a Parquet file that are turned into Python objects at once."""

MARKS = frozenset({"schema", "text", "body", "passages", "sentences", "agencies", "officials"})
"""Fields of which every article has one, whichever version wrote it."""

_LINES = (".jsonl", ".ndjson", ".jl", ".json")


class LeanSpan(Frozen, frozen=True):
    """A sentence or a mention without its text."""

    start: int
    end: int
    text: str = ""


class LeanSentence(Frozen, frozen=True):
    """A sentence without its text."""

    start: int
    end: int


class LeanAgency(Frozen, frozen=True):
    """An agency without its mentions."""

    name: str
    kind: str = ""
    level: str = ""
    province: str = ""
    parent: str = ""
    foreign: bool = False


class LeanOfficial(Frozen, frozen=True):
    """An official; the fields of `Official`."""

    name: str
    honorific: str = ""
    rank: str = ""
    posts: tuple[Post, ...] = ()
    foreign: bool = False
    mentions: tuple[LeanSpan, ...] = ()
    confidence: float = 1.0


class LeanArticle(Frozen, frozen=True):
    """What statements need of an article."""

    title: str
    text: str = ""
    url: str = ""
    source: str = ""
    published: datetime | None = None
    sentences: tuple[LeanSentence, ...] = ()
    agencies: tuple[LeanAgency, ...] = ()
    officials: tuple[LeanOfficial, ...] = ()


def list_files(paths: Iterable[str | os.PathLike[str]]) -> list[Path]:
    """Return the files of articles among files and folders, those of a folder in the order of their names.

    Raises:
        InputError: A path is not there, or is no such file; or a folder holds none.

    Example:
        >>> list_files(["khong-co.jsonl"])
        Traceback (most recent call last):
        vnnews.errors.InputError: khong-co.jsonl: there is no such file or folder [source: khong-co.jsonl, stage: read]
    """
    found: list[Path] = []
    for given in paths:
        path = Path(check_path(given, "paths"))
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and _is_articles(one))
            if not inside:
                raise refuse(path, "the folder holds no .jsonl and no .parquet file", "empty folder")
            found += inside
        elif not path.exists():
            raise refuse(path, "there is no such file or folder", "path")
        elif not _is_articles(path):
            raise refuse(path, "give .jsonl, also compressed, or .parquet, as 'vnnews run' writes them", "ending")
        else:
            found.append(path)
    return found


def read_lean(paths: Iterable[Path]) -> Iterator[LeanArticle]:
    """Yield the articles of files, file by file.

    Raises:
        InputError: A file cannot be read, or holds what is no article of vnnews; the message names the line.
        MissingExtra: The library for Parquet or for a compression is not installed.

    >>> list(read_lean([]))
    []
    """
    for path in paths:
        check_articles(path)
        yield from _read_parquet(path) if path.suffix == ".parquet" else read_as(path, LeanArticle)


def check_articles(path: Path) -> None:
    """Look at the first row of a file, whether it can be an article: a record of a raw page is none.

    Raises:
        InputError: It is none; what has no title is told where it is read.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "pages.jsonl"
    >>> _ = path.write_text('{"title": "Tin", "html": "<p>Tin"}', encoding="utf-8")
    >>> check_articles(path)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    vnnews.errors.InputError: pages.jsonl: holds no articles of vnnews but rows of 'title', 'html': ...
    """
    names = _name_columns(path) if path.suffix == ".parquet" else _name_fields(path)
    if "title" in names and MARKS.isdisjoint(names):
        given = ", ".join(map(repr, names[:MAX_NAMES])) + (" …" if len(names) > MAX_NAMES else "")
        raise refuse(
            path,
            f"holds no articles of vnnews but rows of {given}: make articles of such pages with 'vnnews run' and give those",
            "not an article",
        )


MAX_NAMES = 8
"""Fields of a row that a message names."""


def _name_fields(path: Path) -> list[str]:
    """The names of the fields of the first row, [] when it has none."""
    for _, line in read_lines(str(path)):
        try:
            row = msgspec.json.decode(line)
        except UNDECODABLE:
            return []  # told where it is read
        return list(row) if isinstance(row, dict) else []
    return []


def _name_columns(path: Path) -> list[str]:
    pa, parquet = import_extra("pyarrow", "arrow"), import_extra("pyarrow.parquet", "arrow")
    try:
        return list(parquet.read_schema(path).names)
    except (pa.ArrowInvalid, OSError):
        return []


def _read_parquet(path: Path) -> Iterator[LeanArticle]:
    pa = import_extra("pyarrow", "arrow")
    parquet = import_extra("pyarrow.parquet", "arrow")
    wanted = [field.name for field in msgspec.structs.fields(LeanArticle)]
    try:
        file = parquet.ParquetFile(path)
        names = [name for name in wanted if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=ROWS_A_BATCH, columns=names):
            for row in batch.to_pylist():
                yield msgspec.convert(row, LeanArticle, builtin_types=(datetime, date))
    except msgspec.ValidationError as error:
        raise refuse(path, f"not a table of articles of vnnews: {error}", "not an article") from None
    except (pa.ArrowInvalid, OSError) as error:
        raise refuse(path, str(error).partition("\n")[0], "damaged") from None


def _is_articles(path: Path) -> bool:
    name = path.with_suffix("") if path.suffix in COMPRESSIONS and path.suffix else path
    return path.suffix == ".parquet" or name.suffix in _LINES


def refuse(path: Path, message: str, reason: str) -> InputError:
    """Return the error of a file that cannot be taken.

    >>> refuse(Path("kho/tin.jsonl"), "is empty", "empty").message
    'tin.jsonl: is empty'
    """
    return InputError(f"{path.name}: {message}", source=str(path), stage="read", reason=reason)
