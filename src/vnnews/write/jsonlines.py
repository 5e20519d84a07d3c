"""Articles as JSON: one object an article, UTF-8, fields in the order of `Article`, dates in ISO 8601.

Articles are written in the small form of `vnnews.write.stored`, or in full; `vnnews.read_articles` gives the same articles back from either. A row of `vnnews run`
carries `page`, which says where the article came from, and `extra`, what else its record holds; reading skips them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from vnnews.errors import VnnewsError
from vnnews.models import Article, Page
from vnnews.write.stored import shape_article

_NOTHING: Mapping[str, object] = MappingProxyType({})

_encoder = msgspec.json.Encoder()


def to_json(article: Article | Page, *, indent: int = 0, full: bool = False) -> bytes:
    """Return an article, or a whole page, as one JSON object in UTF-8.

    Args:
        article: What to encode.
        indent: Spaces a level for reading by people; 0 keeps it on one line.
        full: Whether every word, sentence, passage and mention of an article carries its text; else they are offsets, a quarter of the
            size (docs/json.md). A page is always written in full.

    Raises:
        VnnewsError: The text holds lone surrogates, which UTF-8 cannot carry.

    Example:
        >>> to_json(Article("Mưa lớn ở Lào Cai")).decode()[:49]
        '{"schema":"vnnews/2","title":"Mưa lớn ở Lào Cai",'
    """
    encoded = _encode(shape_article(article, full=full) if isinstance(article, Article) else article)
    return msgspec.json.format(encoded, indent=indent) if indent else encoded


def to_json_lines(articles: Iterable[Article], *, full: bool = False) -> bytes:
    r"""Return articles as JSON lines: one object a line, a line feed after each; `full` as in `to_json`.

    Example:
        >>> to_json_lines([Article("Một"), Article("Hai")]).count(b"\n")
        2
    """
    return b"".join(_encode(shape_article(article, full=full)) + b"\n" for article in articles)


def encode_row(
    page: Page,
    number: int,
    *,
    origin: str = "",
    blocks: bool = False,
    extra: Mapping[str, object] = _NOTHING,
    full: bool = False,
) -> bytes:
    """Return article `number` of a page as a row of a batch: the article and, in `page`, where it stood.

    Args:
        page: The page that holds the article.
        number: Its index in `page.articles`.
        origin: Path or record that the page was read from.
        blocks: Whether the page's labelled blocks, related stories and metadata are written too.
        extra: What else the record holds that the page comes from; written as `extra` when there is anything.
        full: Whether the article is written in full, as in `to_json`.

    Example:
        >>> from vnnews.models import PageType
        >>> page = Page("Tin vắn", "text", PageType.STUB, "", (), (Article("Tin vắn"),))
        >>> encode_row(page, 0, origin="tin.txt").decode()[-67:]
        '"page":{"origin":"tin.txt","number":0,"type":"stub","kind":"text"}}'
    """
    about: dict[str, object] = {"origin": origin, "number": number, "type": page.type, "kind": page.kind}
    if blocks:
        about |= {"text": page.text, "blocks": page.blocks, "related": page.related, "metadata": page.metadata}
    rest = (b',"extra":', _encode(extra)) if extra else ()
    shaped = shape_article(page.articles[number], full=full)
    del shaped["origin"]  # it stands in `page`
    article = _encode(shaped)
    return b"".join((article[:-1], b',"page":', _encode(about), *rest, b"}"))


def _encode(value: object) -> bytes:
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError as error:
        raise VnnewsError(
            f"the text cannot be written as UTF-8: {error.reason}", stage="write", reason="lone surrogate"
        ) from None
    except RecursionError:  # of `extra`, which holds whatever a record held
        raise VnnewsError(
            "a column of the record is nested too deeply", stage="write", reason="nested too deeply"
        ) from None
