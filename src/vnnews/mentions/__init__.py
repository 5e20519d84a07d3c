"""Step 5: find where an article names provinces, agencies, posts and persons.

Takes an `Article`, gives the spans of each of its passages, unlinked, each with the rule that found it. Decides where names begin and
end and what is no name ('Thái Bình Dương', 'hòa bình'); which body 'UBND tỉnh' and which person 'ông Thắng' is, is decided by `vnnews.link`.
Only the article's own text is read: passages are hard limits.

Known limits: see the modules `places`, `other_names`, `agencies`, `roles`, `persons`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vnnews.mentions.lexicon import Lexicon
from vnnews.mentions.scan import scan_passage
from vnnews.mentions.spans import (
    FOREIGN_PARTY,
    AgencySpan,
    CountrySpan,
    PassedSpan,
    PersonSpan,
    PlaceSpan,
    PostSpan,
    Span,
)
from vnnews.mentions.tokens import Tokens

if TYPE_CHECKING:
    from vnnews.gazetteer import Gazetteer
    from vnnews.models import Article

__all__ = [
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
]


@lru_cache(maxsize=4)
def lexicon_of(gazetteer: Gazetteer) -> Lexicon:
    """Return the compiled vocabulary of a gazetteer; it is built once (about 0.1 s) and shared."""
    return Lexicon(gazetteer)


def find_mentions(article: Article, *, gazetteer: Gazetteer | None = None) -> tuple[tuple[Span, ...], ...]:
    """Return the spans of each passage of the article, in the order of the text; names of all dates are found.

    Args:
        article: Its `text` and `passages` are read, nothing else.
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
    lexicon = lexicon_of(gazetteer)
    text = article.text
    return tuple(tuple(scan_passage(Tokens(text, passage.start, passage.end), lexicon)) for passage in article.passages)
