"""Chosen fields of an article, for `vnnews parse --fields`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from vnnews.errors import InputError
from vnnews.models import Article

PAGE_FIELD = "page"
"""The name of the page, which is no field of the article."""

KNOWN = (PAGE_FIELD, *Article.__struct_fields__)

_NAMING = ("full_name", "name", "text", "url", "src")
"""Fields by which a part of an article is named on one line, the first that it has and that is not empty."""


def check_fields(given: str) -> tuple[str, ...]:
    """Return the names in 'title,published'.

    Raises:
        InputError: One is unknown; the message lists the known ones.

    Example:
        >>> check_fields("title, published")
        ('title', 'published')
    """
    names = tuple(name.strip() for name in given.split(",") if name.strip())
    unknown = [name for name in names if name not in KNOWN]
    if unknown or not names:
        what = f"unknown: {', '.join(unknown)}" if unknown else "no field is named"
        raise InputError(f"{what}; the fields are {', '.join(KNOWN)}", stage="write", reason="unknown field")
    return names


def pick_fields(article: Article, names: Iterable[str], page: str) -> Iterator[tuple[str, Any]]:
    """Yield each field with its value as JSON has it.

    Example:
        >>> dict(pick_fields(Article("Mưa lớn"), ("page", "title", "published"), "mưa.html"))
        {'page': 'mưa.html', 'title': 'Mưa lớn', 'published': None}
    """
    yield from ((name, page if name == PAGE_FIELD else msgspec.to_builtins(getattr(article, name))) for name in names)


def write_line(article: Article, names: Sequence[str], page: str) -> str:
    r"""Return the fields as one line with tabs between them.

    Example:
        >>> write_line(Article("Mưa lớn", authors=("An", "Bình")), ("title", "authors", "published"), "")
        'Mưa lớn\tAn; Bình\t'
    """
    return "\t".join(page if name == PAGE_FIELD else _write(getattr(article, name)) for name in names)


def _write(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(map(_write, value))
    if isinstance(value, msgspec.Struct):
        value = next((named for field in _NAMING if (named := getattr(value, field, ""))), "")
    return " ".join(str(value).split())  # no tab and no line break of the page parts the cells
