"""Step 5: find where an article names provinces, agencies, posts and persons.

Takes an `Article`, gives the spans of each of its passages, unlinked, each with the rule that found it. Decides where names begin and
end and what is no name ('Thái Bình Dương', 'hòa bình'); which body 'UBND tỉnh' and which person 'ông Thắng' is, is decided by `vnnews.link`.
Only the article's own text is read: passages are hard limits, and so are the cells of a table and the items of a list.

Known limits: see the modules `places`, `other_names`, `agencies`, `roles`, `persons`.
"""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING

from vnnews.gazetteer.records import FIRST_DAY_OF_COMMUNES
from vnnews.mentions.lexicon import Lexicon
from vnnews.mentions.scan import scan_passage
from vnnews.mentions.spans import (
    COMMITTEES,
    FOREIGN_PARTY,
    AgencySpan,
    CountrySpan,
    PassedSpan,
    PersonSpan,
    PlaceSpan,
    PostSpan,
    Span,
    owner_of,
    standing_body,
)
from vnnews.mentions.tokens import Tokens

if TYPE_CHECKING:
    from datetime import date

    from vnnews.gazetteer import Gazetteer
    from vnnews.models import Article

__all__ = [
    "COMMITTEES",
    "FOREIGN_PARTY",
    "AgencySpan",
    "CountrySpan",
    "Lexicon",
    "PassedSpan",
    "PersonSpan",
    "PlaceSpan",
    "PostSpan",
    "Span",
    "find_mentions",
    "lexicon_of",
    "owner_of",
    "standing_body",
]


@lru_cache(maxsize=4)
def lexicon_of(gazetteer: Gazetteer) -> Lexicon:
    """Return the compiled vocabulary of a gazetteer; it is built once (about 0.1 s) and shared."""
    return Lexicon(gazetteer)


@lru_cache(maxsize=4)
def _past_lexicon_of(gazetteer: Gazetteer) -> Lexicon:
    """The same vocabulary for articles of before July 2025: it shares everything and reads the names of former communes too."""
    past = copy(lexicon_of(gazetteer))
    past.is_past = True
    return past


def find_mentions(
    article: Article, *, on: date | None = None, gazetteer: Gazetteer | None = None
) -> tuple[tuple[Span, ...], ...]:
    """Return the spans of each passage of the article, in the order of the text.

    Args:
        article: Its `text` and `passages` are read, nothing else.
        on: The date of the article, by default the one that it states: before July 2025, and without a date, the names of the communes of those times are known too.
        gazetteer: Facts to use instead of the packaged ones.

    >>> from vnnews.models import Article, Passage
    >>> text = "Chủ tịch UBND tỉnh Cà Mau Huỳnh Quốc Việt tiếp dân."
    >>> article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    >>> [(type(span).__name__, text[span.start:span.end]) for span in find_mentions(article)[0]]
    [('PostSpan', 'Chủ tịch UBND tỉnh Cà Mau'), ('PersonSpan', 'Huỳnh Quốc Việt')]
    """
    if gazetteer is None:
        from vnnews.gazetteer import default

        gazetteer = default()
    day = on if on is not None or article.published is None else article.published.date()
    is_past = day is None or day < FIRST_DAY_OF_COMMUNES
    lexicon = _past_lexicon_of(gazetteer) if is_past else lexicon_of(gazetteer)
    text = article.text
    return tuple(
        tuple(span for start, end in passage.lines() for span in scan_passage(Tokens(text, start, end), lexicon))
        for passage in article.passages
    )
