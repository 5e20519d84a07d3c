"""What `vnnews run` says in words: of its inputs before it begins, and of what came out at its end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vnnews.batch import Fields, Report
from vnnews.batch.find import classify_name, count_passed_over
from vnnews.batch.shown import printable

MAX_NAMES = 3
"""Inputs and endings that are named in a line."""


def tell_unknown_endings(inputs: Sequence[str]) -> str:
    """What is said of files that are named and whose endings do not tell what they hold; '' when there are none.

    >>> tell_unknown_endings(["-", "kho/"])
    ''
    """
    unknown = [given for given in inputs if Path(given).is_file() and classify_name(given) is None]
    if not unknown:
        return ""
    each = "a page each" if len(unknown) > 1 else "a page"
    return f"note: unknown ending, read as {each}: {_name_first(unknown)}"


def _name_first(names: Sequence[str]) -> str:
    return ", ".join(map(printable, names[:MAX_NAMES])) + (", …" if len(names) > MAX_NAMES else "")


def tell_nothing(report: Report, inputs: Sequence[str]) -> str:
    """Why a run gave no article.

    >>> tell_nothing(Report(pages=1, first_rejected="mục-lục.html: the page is of type 'listing'"), ["mục-lục.html"])
    "no page gave an article; the first: mục-lục.html: the page is of type 'listing'"
    """
    if not report.pages:
        passed = count_passed_over(inputs)
        endings = ", ".join(printable(ending) or "none" for ending, _ in passed.most_common(MAX_NAMES))
        return f"no pages were found in {_name_first(inputs)}" + (
            f"; {passed.total()} files with other endings ({endings}) were passed over" if passed else ""
        )
    first = report.first_failure or report.first_rejected
    return f"no page gave an article; the first: {printable(first)}" if first else "no page gave an article"


def list_unknown_fields(report: Report, fields: Fields) -> list[str]:
    """Return a line for each field that was named and that no record has."""
    return [
        f"--{role}-field {printable(getattr(fields, role))}: no record has this field"
        for role, records in report.named_fields.items()
        if not records and report.pages
    ]


def summarise(report: Report, output: str) -> str:
    """The figures of a run in one line.

    >>> summarise(Report(pages=4, articles=3, rejected=1, seconds=2.0), "tin.jsonl")
    '4 pages, 3 articles, 1 without an article, 0 failed in 2.0 s (2 pages/s) -> tin.jsonl'
    """
    parts = [
        f"{report.pages} pages",
        f"{report.articles} articles",
        f"{report.rejected} without an article",
        f"{report.failed} failed" + (f" ({printable(report.first_failure)})" if report.first_failure else ""),
    ]
    if report.duplicates:
        parts.append(f"{report.duplicates} duplicates")
    if report.unchanged:
        parts.append(f"{report.unchanged} unchanged")
    speed = report.pages / report.seconds if report.seconds else 0.0
    return f"{', '.join(parts)} in {report.seconds:.1f} s ({speed:.0f} pages/s) -> {printable(output)}"
