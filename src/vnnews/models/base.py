"""The base of every type that crosses a step."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from textwrap import dedent, indent
from typing import Any, SupportsIndex, TypeVar

import msgspec

MAX_SHOWN = 60
"""Code points of a text that a short description shows."""

FIELDS_HEAD = "Fields:"
"""What stands above the fields in the docstring of a type."""


_T = TypeVar("_T")


class FieldDoc(str):
    """The docstring of a type, with its fields below: made when it is asked for, from the sentence that stands below each field in the source.

    So `help()` tells the fields, and each is described in one place.
    """

    kind: Any

    def __get__(self, _: Any, kind: Any) -> str:
        """Return the whole docstring; what `kind.__doc__` gives."""
        fields = indent("\n".join(_list_fields(kind)), "    ")
        return f"{inspect.cleandoc(str(self))}\n\n{FIELDS_HEAD}\n{fields}"

    def expandtabs(self, tabsize: SupportsIndex = 8) -> str:
        """Return the whole docstring to pydoc, which takes it from the type's dictionary and begins so."""
        return self.__get__(None, self.kind).expandtabs(tabsize)


def tell_fields(kind: type[_T]) -> type[_T]:
    """Let the docstring of a type tell its fields."""
    doc = FieldDoc(kind.__doc__ or "")
    doc.kind = kind
    kind.__doc__ = doc
    return kind


class Frozen(msgspec.Struct, frozen=True, gc=False):
    """Base of the small structs: immutable, and never part of a reference cycle."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Let the docstring of each type tell its fields."""
        super().__init_subclass__(**options)
        tell_fields(cls)


@cache
def _list_fields(kind: Any) -> tuple[str, ...]:
    """A line for each field of a type with its kind, and what it means below it."""
    described: dict[str, str] = {}
    for one in reversed(kind.__mro__):
        described |= dict(_read_fields(one)) if issubclass(one, msgspec.Struct) else {}
    fields: tuple[str, ...] = kind.__struct_fields__
    return tuple(described.get(name, name) for name in fields)


def _read_fields(kind: type[Any]) -> Iterator[tuple[str, str]]:
    """The fields that a class states in its source; none where there is no source."""
    try:
        tree = ast.parse(dedent(inspect.getsource(kind)))
    except (OSError, TypeError, SyntaxError):
        return
    (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef))
    for field, behind in zip(body, [*body[1:], None], strict=True):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        default = f" = {ast.unparse(field.value)}" if field.value else ""
        told = f"{field.target.id}: {ast.unparse(field.annotation)}{default}"
        if isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant):
            told += "\n" + indent(inspect.cleandoc(str(behind.value.value)), "    ")
        yield field.target.id, told


def shorten(text: str) -> str:
    r"""Return a text on one line, cut with '…' when it is long.

    >>> shorten("Mưa lớn\nở Lào Cai"), len(shorten("mưa " * 100))
    ('Mưa lớn ở Lào Cai', 60)
    """
    line = " ".join(text[: 4 * MAX_SHOWN].split())
    return line if len(line) <= MAX_SHOWN else f"{line[: MAX_SHOWN - 1]}…"
