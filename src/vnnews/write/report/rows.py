"""What `vnnews run` wrote, read only as far as the report needs it: rows of articles and rejects, as JSON lines or Parquet.

Takes lines or a Parquet file, gives `Row`s; words, sentences and mentions are passed over, so that reading is several times as fast.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec

from vnnews.errors import UNDECODABLE, InputError
from vnnews.extras import import_extra
from vnnews.label.site_memory import read_host
from vnnews.models import PageType, Post
from vnnews.write.report.health import SeenPage
from vnnews.write.stored import check_stored

ROWS_AT_ONCE = 500
"""Rows of a Parquet file in memory."""

MAX_LISTED_REJECTS = 40
"""Pages that a reason leads to; the report says how many more there are."""

_HONEST = frozenset((*PageType, "unsure"))
"""Reasons of pages that could be worked on and hold no article, as `vnnews run` counts them."""


class RowOfficial(msgspec.Struct):
    """An official, as far as the report needs it."""

    name: str
    posts: tuple[Post, ...] = ()
    foreign: bool = False


class RowAgency(msgspec.Struct):
    """An agency, as far as the report needs it."""

    name: str


class RowProvince(msgspec.Struct):
    """A province, as far as the report needs it."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None


class RowPlace(msgspec.Struct):
    """Where an article stood."""

    origin: str = ""
    number: int = 0


class Row(msgspec.Struct):
    """An article, as far as the report needs it; reading only this much of a row is several times as fast."""

    title: str
    url: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    body: str = ""
    officials: tuple[RowOfficial, ...] = ()
    agencies: tuple[RowAgency, ...] = ()
    provinces: tuple[RowProvince, ...] = ()
    page: RowPlace | None = None


class _StoredRow(Row):
    """With the fields by which a row is known, which are not decoded."""

    schema: msgspec.Raw = msgspec.Raw()
    text: msgspec.Raw = msgspec.Raw()
    passages: msgspec.Raw = msgspec.Raw()


class Rejects(msgspec.Struct):
    """The pages that gave no article and the articles that were left out, in the numbers of `vnnews run --report`."""

    rejected: int = 0
    """Pages that hold no article."""
    failed: int = 0
    """Pages and files that could not be worked on."""
    duplicates: int = 0
    """Articles that were dropped because the run has had them."""
    reasons: Counter[str] = msgspec.field(default_factory=Counter)
    """How often each 'stage: reason' occurs."""
    behind: defaultdict[str, list[str]] = msgspec.field(default_factory=lambda: defaultdict(list))
    """The first `MAX_LISTED_REJECTS` pages or records behind each reason."""
    seen: defaultdict[str, list[SeenPage]] = msgspec.field(default_factory=lambda: defaultdict(list))
    """For each site its pages without an article, for `find_losses`."""


class _Reject(msgspec.Struct):
    reason: str
    stage: str = ""
    source: str = ""
    url: str = ""


def read_rows(lines: Iterable[bytes], *, source: str = "") -> Iterator[Row]:
    """Yield the articles of JSON lines, as `vnnews run` writes them; empty lines are skipped.

    Raises:
        InputError: A line is not an article; the message names the line.

    Example:
        >>> next(read_rows([b'{"title": "Tin", "text": "Tin"}'])).title
        'Tin'
    """
    decoder = msgspec.json.Decoder(_StoredRow)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decoder.decode(line)
            if not (row.schema or row.text or row.passages) and b'"body"' not in line:
                check_stored(())
            yield row
        except (*UNDECODABLE, InputError) as error:
            what = error.message if isinstance(error, InputError) else f"not an article: {error}"
            raise InputError(
                f"line {number} of {source or 'the input'} is {what}",
                source=source,
                stage="read",
                reason="not an article",
            ) from None


def read_parquet_rows(path: Path) -> Iterator[Row]:
    """Yield the articles of a Parquet file, as `vnnews run` or `vnnews.write.arrow` writes them.

    Raises:
        InputError: The file cannot be read, or has no columns of articles.
        MissingExtra: pyarrow is not installed.

    Example:
        >>> import tempfile
        >>> from vnnews.models import Article
        >>> from vnnews.write.arrow import write_parquet
        >>> path = Path(tempfile.mkdtemp()) / "articles.parquet"
        >>> _ = write_parquet([Article("Tin")], path)
        >>> [row.title for row in read_parquet_rows(path)]
        ['Tin']
    """
    pa, parquet = import_extra("pyarrow", "arrow"), import_extra("pyarrow.parquet", "arrow")
    wanted = {field.name for field in msgspec.structs.fields(Row)}
    try:
        with parquet.ParquetFile(path) as file:
            check_stored(file.schema_arrow.names)
            columns = [name for name in file.schema_arrow.names if name in wanted]
            for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=columns):
                for record in batch.to_pylist():
                    yield msgspec.convert(record, Row)
    except InputError as error:
        raise InputError(f"{path.name}: {error.message}", source=str(path), stage="read", reason=error.reason) from None
    except (pa.ArrowException, OSError, msgspec.ValidationError) as error:
        message = f"{path.name} holds no articles of vnnews: {error}"
        raise InputError(message, source=str(path), stage="read", reason="not an article") from None


def count_rejects(lines: Iterable[bytes], *, source: str = "") -> Rejects:
    """Return how many pages were rejected and why, from the file that `vnnews run --rejects` writes.

    Raises:
        InputError: A line is no reject; the message names the line.

    Example:
        >>> found = count_rejects([b'{"stage": "assemble", "reason": "listing"}'])
        >>> found.rejected, found.reasons
        (1, Counter({'assemble: listing': 1}))
    """
    decoder = msgspec.json.Decoder(_Reject)
    rejects = Rejects()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _add(rejects, decoder.decode(line))
        except UNDECODABLE as error:
            raise InputError(
                f"line {number} of {source or 'the rejects'} is not a reject: {error}",
                source=source,
                stage="read",
                reason="not a reject",
            ) from None
    return rejects


def _add(rejects: Rejects, reject: _Reject) -> None:
    is_honest = reject.stage == "assemble" and reject.reason in _HONEST
    if reject.stage == "dedup":
        rejects.duplicates += 1
    elif is_honest:
        rejects.rejected += 1
        if site := read_host(reject.url):
            rejects.seen[site].append(SeenPage(reject.source))
    else:
        rejects.failed += 1
    reason = f"{reject.stage}: {reject.reason}" if reject.stage else reject.reason
    rejects.reasons[reason] += 1
    if len(behind := rejects.behind[reason]) < MAX_LISTED_REJECTS:
        behind.append(reject.url or reject.source)
