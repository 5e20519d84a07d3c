"""Whether an article is about another country, and which country's body a bare name means.

Takes the spans of an article, gives an `Abroad`. Decides that 'Bộ Ngoại giao' is another country's where nothing speaks of Viet Nam, or where the
text has named that country's before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from vnnews.mentions import AgencySpan, CountrySpan, PostSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.mentions import Span
    from vnnews.models import Article

FOREIGN_MENTIONS = 2
"""Mentions of other countries that make an article without any word on Viet Nam one about abroad."""

_OURS = re.compile(r"Việt|\bVN\b")


class Abroad:
    """What an article says of other countries.

    Args:
        article: The article.
        spans: What was found in each of its passages.
        names_province: Whether it names a province of Viet Nam.
    """

    __slots__ = ("_countries", "is_whole")

    def __init__(self, article: Article, spans: Sequence[Sequence[Span]], *, names_province: bool) -> None:
        self.is_whole = not names_province and _is_foreign(article.text, spans)
        """Whether nothing in the article speaks of Viet Nam."""
        leads = (passage.text for passage in article.passages if passage.role in {"title", "sapo"})
        is_ours = names_province or any("Việt Nam" in lead for lead in leads)
        self._countries = {} if is_ours else _countries_of_bodies(article.text, spans)

    def country_of(self, agency: AgencySpan) -> str:
        """Return the country of a body named without one: that of the last body of its name in front, '' when it is Viet Nam's.

        'Bộ Ngoại giao Trung Quốc ra tuyên bố. Theo | Bộ Ngoại giao |, …'
        """
        named = self._countries.get(agency.name)
        if not named:
            return ""
        at = bisect_left(named, (agency.start, ""))
        return named[at - 1][1] if at else ""


def _is_foreign(text: str, spans: Sequence[Sequence[Span]]) -> bool:
    countries = sum(
        isinstance(span, CountrySpan) or bool(getattr(span, "country", "")) for passage in spans for span in passage
    )
    if countries < FOREIGN_MENTIONS or _OURS.search(text):
        return False
    return not any(isinstance(span, AgencySpan) and span.place is not None for passage in spans for span in passage)


def _countries_of_bodies(text: str, spans: Sequence[Sequence[Span]]) -> dict[str, list[tuple[int, str]]]:
    """Where the text names bodies with their country, by the bare name; empty when a body of Viet Nam is named too.

    That is one with 'Việt Nam' behind it, one of them in front without a country, any other central body.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for passage in spans:
        for span in passage:
            agency = span.agency if isinstance(span, PostSpan) else span
            if not isinstance(agency, AgencySpan) or not agency.name:
                continue
            if agency.country not in {"", "?"}:
                found.setdefault(agency.name, []).append((agency.start, agency.country))
            elif agency.is_whole and (agency.name not in found or text.endswith("Việt Nam", 0, agency.end)):
                return {}
    return found
