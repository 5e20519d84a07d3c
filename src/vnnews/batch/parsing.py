"""A batch of raw pages in memory: the one function that every engine and table calls.

Takes columns by name, gives all articles of all pages, in their order, as `vnnews run` would write them. What makes tables of them
(`vnnews.integrations.columns`, `vnnews.batch.arrow`) adds no decision but the form. Keeps no state, so that it can be called anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from vnnews.batch.fields import find_value, guess_fields, learn_page_field
from vnnews.batch.rows import Row, decode_row
from vnnews.batch.tables import pack
from vnnews.batch.tasks import Fields, Task
from vnnews.batch.work import WorkOptions, work_on
from vnnews.errors import InputError

_GUESSED = Fields()
_DEFAULT = WorkOptions()


class Parsed(msgspec.Struct, frozen=True):
    """What came out of one page of a batch."""

    rows: list[Row]
    """All its articles; none when there is an error."""
    error: str = ""
    """Why the page has no article, '' when it has one: its type ('listing'), or what is wrong with it ('too large')."""


def parse_batch(
    batch: Mapping[str, Sequence[Any]], *, fields: Fields = _GUESSED, options: WorkOptions = _DEFAULT
) -> list[Parsed]:
    r"""Return what came out of each page of a batch, in order: all its articles, or why it has none.

    Args:
        batch: Columns by name, all of one length; one of them holds the pages, as text or bytes.
        fields: Which columns hold page, address and date; a column with a known name is found when it is the only one.
        options: What to do with each page.

    Raises:
        InputError: The column of the pages cannot be told, or the columns differ in length.

    Example:
        >>> [one.error for one in parse_batch({"html": ["", b"\x89PNG\r\n\x1a\n\x00\x00"]})]
        ['empty', 'binary']
    """
    sizes = {name: len(values) for name, values in batch.items()}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise InputError(f"the columns differ in length: {told}", stage="open", reason="lengths differ")
    found = guess_fields(batch, fields)
    fields = learn_page_field(fields, found)
    parsed = []
    for number, cells in enumerate(zip(*batch.values(), strict=True)):
        record = dict(zip(batch, cells, strict=True))
        source = str(find_value(record, found.url) or "")
        outcome = work_on(Task(number, source, data=pack(record), form="row", fields=fields), options)
        parsed.append(Parsed(list(map(decode_row, outcome.rows)), outcome.reject.reason if outcome.reject else ""))
    return parsed
