"""Which stretches of the text are one word because they are a name, and where words may end because the name of a body does.

Takes the spans of `find_mentions`, gives spans for `vnnews.segment.join_words`. Decides which names are sure enough to overrule the word
model: those of several syllables, each with a capital; of persons those with a surname that is not rare. What is written in capitals beside them
('TP HCM', 'Pepsi VN', a treebank's LBKT) stays apart, as does a unit's word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnnews.gazetteer import default
from vnnews.mentions.spans import AgencySpan, PersonSpan, PlaceSpan, PostSpan, Span
from vnnews.text.abbreviations import UNIT_ABBREVIATIONS
from vnnews.text.forms import compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cuts = list[tuple[int, int]]

LEAST_SURNAME_PCT = 0.03
"""Share of persons with a surname as frequent as Thạch: 'Quế Phong | Lữ Văn Đại', but not 'Tánh | Linh Bùi Văn Thu'."""
_SHORT_UNIT = re.compile(rf"(?:{UNIT_ABBREVIATIONS})(?:\s*\.)?\s+")
_PART = re.compile(r"\S+")


def word_spans(text: str, mentions: Iterable[Sequence[Span]]) -> tuple[Cuts, Cuts]:
    """Return the spans that are one word each (sure names of persons and provinces), and those of bodies.

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
        names += [name for name in _sure_names(text, span.start, span.end) if _begins_with_surname(text, name)]
    elif isinstance(span, PlaceSpan) and span.is_province_name:
        names += _sure_names(text, _name_start(text, span), span.end)
    elif isinstance(span, AgencySpan):
        bounds.append((span.start, span.end))
        _collect(text, span.place, names, bounds)
        _collect(text, span.parent, names, bounds)
    elif isinstance(span, PostSpan):
        _collect(text, span.agency, names, bounds)
        _collect(text, span.place, names, bounds)


def _sure_names(text: str, start: int, end: int) -> Cuts:
    """The stretches of several parts with a capital each; in a name with small letters, parts in capitals belong to none."""
    is_upper = text[start:end].isupper()
    found: Cuts = []
    parts: Cuts = []
    for match in _PART.finditer(text, start, end):
        part = match[0]
        if part[:1].isupper() and (is_upper or len(part) == 1 or not part.isupper()):
            parts.append(match.span())
            continue
        found += _join_parts(parts)
        parts = []
    return found + _join_parts(parts)


def _begins_with_surname(text: str, name: tuple[int, int]) -> bool:
    """Whether a surname of Viet Nam that is not rare begins the name."""
    first = compose(text[slice(*name)]).split()[0].title()
    return default().surnames.get(first, 0.0) >= LEAST_SURNAME_PCT


def _join_parts(parts: Cuts) -> Cuts:
    return [(parts[0][0], parts[-1][1])] if len(parts) > 1 else []


def _name_start(text: str, place: PlaceSpan) -> int:
    """Where the name begins: behind the unit and a space ('tỉnh Cà Mau', 'TP Cà Mau', 'TP. Cà Mau'), else where the place does."""
    after = place.start + len(place.unit)
    if place.unit and text[place.start : after].casefold() == place.unit and text[after : after + 1].isspace():
        return after + 1
    short = _SHORT_UNIT.match(text, place.start, place.end)
    return short.end() if short else place.start
