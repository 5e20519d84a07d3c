"""The form in which articles are stored as JSON: how it is made, and how every version of it is read.

Takes an `Article`, gives plain values without what can be told from the rest: the text of a span is `text[start:end]`, a field inside a part that
has its default is left out, a mention is its two ends and its rule, a plain passage its role and its two ends, and a sentence or word the distance
from the beginning of the one before. Nothing is lost: reading gives an equal article. Decides by `schema` how a row is read; rows of before it had one, and rows in full, are read too.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, Final, TypeVar

import msgspec

from vnnews.errors import UNDECODABLE, InputError
from vnnews.models import Article, Mention, Passage, Sentence, Word
from vnnews.models.base import Frozen

VERSION: Final = 2
"""Of the form; 1 is that of rows without a `schema`."""
SCHEMA: Final = f"vnnews/{VERSION}"

_SCHEMA = re.compile(r"vnnews/([1-9]\d{0,5})")

_MARKS = ("schema", "text", "body", "passages")
"""Fields of which every version of a row has at least one; a record of a dump with nothing but a title and HTML has none."""

_IN_A_ROW = ("sentences", "words")
"""What covers the text one behind the other."""

_Row = TypeVar("_Row", bound=msgspec.Struct)


def shape_article(article: Article, *, full: bool = False) -> dict[str, Any]:
    """Return an article as what is written of it: its fields by name behind `schema`, with dates and other leaves as they are.

    Args:
        article: Of a subclass, its own fields are left out.
        full: Whether every span is written with its text and every field even when it is empty.

    Example:
        >>> stored = shape_article(Article("Tin", text="Hà Nội mưa", words=(Word(0, 6, "Hà Nội"), Word(7, 10, "mưa"))))
        >>> stored["schema"], stored["words"]
        ('vnnews/2', [0, 7])
    """
    shaped: dict[str, Any] = {"schema": SCHEMA}
    for name in Article.__struct_fields__:
        value = getattr(article, name)
        if full:
            shaped[name] = value
        elif name in _IN_A_ROW:
            shaped[name] = _shrink_row(value, article.text)
        else:
            shaped[name] = _shrink(value, article.text)
    return shaped


def check_stored(names: Container[str]) -> None:
    """Do nothing when an object with these fields can be an article of vnnews.

    Raises:
        InputError: It is a raw record.

    Example:
        >>> check_stored(["title", "body"])
        >>> check_stored(["title", "html"])
        Traceback (most recent call last):
        vnnews.errors.InputError: no article of vnnews but a raw record, without 'schema' and 'text': `vnnews run` makes articles of it [stage: read]
    """
    if not any(name in names for name in _MARKS):
        message = (
            "no article of vnnews but a raw record, without 'schema' and 'text': `vnnews run` makes articles of it"
        )
        raise InputError(message, stage="read", reason="not an article")


def read_stored(line: bytes | str, kind: type[_Row], *, refuse_raw: bool = False) -> _Row:
    """Return the article of a stored row, whichever version wrote it.

    Args:
        line: One JSON object; of a row of `vnnews run`, the `origin` of its page becomes that of the article.
        kind: `Article`, a child of it with more fields, or a type with some of its fields only, which is read in less time.
        refuse_raw: Whether an object without text is refused, as records of dumps are that have only a title in common with an article.

    Raises:
        InputError: A newer release wrote it, or it is no article.

    Example:
        >>> read_stored('{"schema":"vnnews/2","title":"Tin","text":"Hà Nội mưa","words":[0,7]}', Article).words[1].text
        'mưa'
        >>> read_stored('{"schema":"vnnews/9","title":"Tin"}', Article)
        Traceback (most recent call last):
        vnnews.errors.InputError: a newer release of vnnews wrote it ('vnnews/9', this one reads up to 'vnnews/2'): update vnnews [stage: read]
    """
    try:
        stored = msgspec.json.decode(line)
        if isinstance(stored, dict) and "schema" in stored:
            _check_schema(stored["schema"])
            _complete(stored, frozenset(kind.__struct_fields__))
        if isinstance(stored, dict) and isinstance(place := stored.get("page"), dict):  # a row of a run
            stored.setdefault("origin", place.get("origin", ""))
        article = msgspec.convert(stored, kind)
    except UNDECODABLE as error:
        raise InputError(f"no article of vnnews: {error}", stage="read", reason="not an article") from None
    if refuse_raw:
        check_stored(stored)
    return article


def _check_schema(schema: object) -> None:
    """Raise an `InputError` when this release cannot read the version."""
    known = _SCHEMA.fullmatch(schema) if isinstance(schema, str) else None
    if known is None:
        raise InputError(f"no article of vnnews: its schema is {schema!r:.60}", stage="read", reason="not an article")
    if int(known[1]) > VERSION:
        message = f"a newer release of vnnews wrote it ({schema!r}, this one reads up to {SCHEMA!r}): update vnnews"
        raise InputError(message, stage="read", reason="newer schema")


def _shrink(value: Any, text: str) -> Any:
    """A value without the texts of its spans and, in its parts, without fields that have their default."""
    if isinstance(value, tuple):
        return [_shrink(one, text) for one in value]
    if not isinstance(value, Frozen):
        return value
    is_cut = "text" in value.__struct_fields__ and value.text == text[value.start : value.end]  # type: ignore[attr-defined]
    if is_cut and isinstance(value, Mention):
        return value.start, value.end, value.rule
    if is_cut and isinstance(value, Passage) and not (value.rows or value.items):
        return value.start, value.end, value.role
    shrunk = {}
    for name, default in _fields_of(type(value)):
        part = getattr(value, name)
        if part != default and not (is_cut and name == "text"):
            shrunk[name] = _shrink(part, text) if isinstance(part, tuple) else part
    return shrunk


@cache
def _fields_of(kind: type[msgspec.Struct]) -> tuple[tuple[str, Any], ...]:
    """The fields of a struct with their defaults."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))


def _shrink_row(parts: Sequence[Sentence | Word], text: str) -> list[Any]:
    """How far each begins behind the one before; as they are where that does not tell them."""
    starts = [part.start for part in parts]
    steps = [after - before for before, after in pairwise((0, *starts))]
    if not _are_steps(steps) or _cut_row(starts, text) != [(part.start, part.end, part.text) for part in parts]:
        return list(parts)
    return steps


def _cut_row(starts: Sequence[int], text: str) -> list[tuple[int, int, str]]:
    """The spans that begin there: each goes on until the next, without the white space between them."""
    cut = []
    for start, stop in pairwise((*starts, len(text))):
        part = text[start:stop].rstrip()
        cut.append((start, start + len(part), part))
    return cut


def _complete(stored: dict[str, Any], wanted: frozenset[str]) -> None:
    """Put back, in place, what the wanted fields leave out; what has another type than expected stays, and is told when it is converted."""
    text = stored.get("text", "")
    if not isinstance(text, str):
        return
    for name in wanted.intersection(_IN_A_ROW):
        steps = stored.get(name)
        if isinstance(steps, list) and _are_steps(steps):
            stored[name] = [
                {"start": a, "end": b, "text": cut} for a, b, cut in _cut_row(list(accumulate(steps)), text)
            ]
    for name, value in stored.items():
        if name in wanted and name in Article.__struct_fields__:
            _add_texts(value, text, "role" if name == "passages" else "rule")


def _add_texts(value: Any, text: str, third: str) -> None:
    """Give every span inside a value its text; `third` names what stands behind the two ends of a span in short form."""
    if isinstance(value, list):
        for place, one in enumerate(value):
            if isinstance(one, list) and len(one) == 3 and _are_numbers(one[:2]):
                value[place] = {"start": one[0], "end": one[1], "text": text[one[0] : one[1]], third: one[2]}
            else:
                _add_texts(one, text, third)
    elif isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if "text" not in value and type(start) is type(end) is int:
            value["text"] = text[start:end]
        for part in value.values():
            if isinstance(part, list):
                _add_texts(part, text, third)


def _are_steps(values: list[Any]) -> bool:
    """Whether they lead forward, so that what they cut never overlaps."""
    return _are_numbers(values) and all(one >= 0 for one in values)


def _are_numbers(values: list[Any]) -> bool:
    return all(type(one) is int for one in values)
