"""Which stretches of the text are one word because they are a name, and where words must end because a name does.

Takes the spans of `find_mentions`, gives spans for `vnnews.segment.join_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.mentions.spans import AgencySpan, PersonSpan, PlaceSpan, PostSpan, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cuts = list[tuple[int, int]]


def word_spans(text: str, mentions: Iterable[Sequence[Span]]) -> tuple[Cuts, Cuts]:
    """Return the spans that are one word each (names of persons and provinces) and those that only end between words (bodies).

    >>> from vnnews.mentions import find_mentions
    >>> from vnnews.models import Article, Passage
    >>> text = "Chủ tịch UBND tỉnh Cà Mau Huỳnh Quốc Việt tiếp dân."
    >>> article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    >>> names, bounds = word_spans(text, find_mentions(article))
    >>> [text[a:b] for a, b in names], [text[a:b] for a, b in bounds]
    (['Cà Mau', 'Huỳnh Quốc Việt'], ['UBND tỉnh Cà Mau'])
    """
    names: Cuts = []
    bounds: Cuts = []
    for passage in mentions:
        for span in passage:
            _collect(text, span, names, bounds)
    return names, bounds


def _collect(text: str, span: Span | None, names: Cuts, bounds: Cuts) -> None:
    """Add the spans of a mention and of the mentions inside it."""
    if isinstance(span, PersonSpan) and not span.is_pronoun:
        names.append((span.start, span.end))
    elif isinstance(span, PlaceSpan) and span.is_province_name:
        names.append((_name_start(text, span), span.end))
    elif isinstance(span, AgencySpan):
        bounds.append((span.start, span.end))
        _collect(text, span.place, names, bounds)
        _collect(text, span.parent, names, bounds)
    elif isinstance(span, PostSpan):
        _collect(text, span.agency, names, bounds)
        _collect(text, span.place, names, bounds)


def _name_start(text: str, place: PlaceSpan) -> int:
    """Where the name begins: behind the unit and a space, when the unit is written out ('tỉnh Cà Mau'), else where the place does."""
    after = place.start + len(place.unit)
    if place.unit and text[place.start : after].casefold() == place.unit and text[after : after + 1].isspace():
        return after + 1
    return place.start
