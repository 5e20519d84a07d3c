"""Articles as flat tables: one row an article, a post of an official, or a mention.

Takes `Article`s and `Page`s, gives columns of plain Python values, which `vnnews.integrations.pandas`, `polars` and others turn into
their own objects. Decides that the articles of all pages are numbered through from 0 and that every table carries this number and
the article's URL and `origin`, so that tables can be joined with each other and with what was read: failures between the pages change no origin; moments are in Viet Nam's time. A `Failure` of a stream has no article and gives
no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from vnnews.arguments import check_many
from vnnews.errors import InputError
from vnnews.models import Article, Failure, Mention, Page, Post
from vnnews.text.dates import VIETNAM

Table = dict[str, list[object]]
"""Columns by name, all of one length."""

ARTICLE_COLUMNS = (
    "article", "url", "published", "modified", "section", "title", "sapo", "body", "authors", "source", "tags", "captions",
    "links", "pictures", "sentences", "words", "provinces", "agencies", "officials", "places", "confidence",
    "language", "origin",
)  # fmt: skip
POST_COLUMNS = (
    "article", "url", "published", "name", "honorific", "rank", "foreign", "mentions", "role", "agency", "agency_id", "province",
    "status", "start", "end", "confidence", "origin",
)  # fmt: skip
MENTION_COLUMNS = (
    "article", "url", "published", "kind", "entity", "id", "text", "start", "end", "rule", "sentence", "confidence", "origin",
)  # fmt: skip

LIST_COLUMNS = ("authors", "tags", "captions", "links", "pictures", "provinces", "agencies", "officials", "places")
MOMENT_COLUMNS = ("published", "modified")
SHARE_COLUMNS = ("confidence",)
NUMBER_COLUMNS = ("article", "number", "sentences", "words", "mentions", "start", "end")


def tabulate_articles(items: Iterable[Article | Page | Failure]) -> Table:
    """Return one row an article; `sentences` and `words` are counted, entities are listed by name, links and pictures by address, each once.

    Example:
        >>> tabulate_articles([Article("Mưa lớn ở Lào Cai", authors=("Minh Anh",))])["authors"]
        [['Minh Anh']]
    """
    rows = (
        (
            number, a.url, a.published, a.modified, a.section, a.title, a.sapo, a.body, list(a.authors), a.source, list(a.tags),
            [caption.text for caption in a.captions], list(dict.fromkeys(link.url for link in a.links)), list(_list_pictures(a)), len(a.sentences), len(a.words), list(dict.fromkeys(p.name for p in a.provinces)),
            list(dict.fromkeys(g.name for g in a.agencies)), [o.name for o in a.officials],
            list(dict.fromkeys(p.full_name for p in a.places)), a.confidence, a.language, a.origin,
        )
        for number, a in enumerate(iterate_articles(items))
    )  # fmt: skip
    return _to_columns(ARTICLE_COLUMNS, rows)


def tabulate_officials(items: Iterable[Article | Page | Failure]) -> Table:
    """Return one row a post, with the confidence that person, role and agency are right together; an official without a post has one row with an empty `role`.

    Example:
        >>> from vnnews.models import Official
        >>> mai = Official("Trần Thị Mai", posts=(Post("Bí thư", "Tỉnh ủy Cà Mau"),))
        >>> tabulate_officials([Article("Tin", officials=(mai,))])["role"]
        ['Bí thư']
    """
    rows = (
        (
            number, a.url, a.published, o.name, o.honorific, o.rank, o.foreign, len(o.mentions), post.role, post.agency,
            post.agency_id, post.province, post.status if post.role else "", post.start, post.end, post.confidence, a.origin,
        )
        for number, a in enumerate(iterate_articles(items))
        for o in a.officials
        for post in (o.posts or (Post(""),))
    )  # fmt: skip
    return _to_columns(POST_COLUMNS, rows)


def tabulate_mentions(items: Iterable[Article | Page | Failure]) -> Table:
    """Return one row a mention of an official, agency, province, district or commune (kind 'place'), with its rule and its sentence, in the order of the text.

    Example:
        >>> from vnnews.models import Official
        >>> mai = Official("Trần Thị Mai", mentions=(Mention(3, 15, "Trần Thị Mai", "name_after_role"),))
        >>> tabulate_mentions([Article("Tin", officials=(mai,))])["rule"]
        ['name_after_role']
    """
    rows = (
        (number, a.url, a.published, kind, entity, id_, m.text, m.start, m.end, m.rule, sentence, sure, a.origin)
        for number, a in enumerate(iterate_articles(items))
        for kind, entity, id_, m, sentence, sure in _list_mentions(a)
    )
    return _to_columns(MENTION_COLUMNS, rows)


def iterate_articles(items: Iterable[Article | Page | Failure]) -> Iterator[Article]:
    """Yield the articles of a stream: of a page all its articles, of a failure none.

    Raises:
        InputError: It is no stream, or something in it is none of these.

    Example:
        >>> [a.title for a in iterate_articles([Article("Một"), Failure("a.html", "read", "binary")])]
        ['Một']
    """
    for item in check_many(items, "articles or pages"):
        if isinstance(item, Article):
            yield item
        elif isinstance(item, Page):
            yield from item.articles
        elif not isinstance(item, Failure):
            raise InputError(
                f"articles, pages and failures make a table, not {type(item).__name__}: parse the pages first",
                stage="write",
                reason="type",
            )


def _list_pictures(article: Article) -> dict[str, None]:
    """The addresses of an article's pictures: those with a caption, then the others."""
    addresses = [caption.src for caption in article.captions] + [image.src for image in article.images]
    return dict.fromkeys(filter(None, addresses))


def _list_mentions(article: Article) -> list[tuple[str, str, str, Mention, str, float]]:
    """Every mention as (kind, entity, id, mention, sentence, confidence of the entity), in the order of the text."""
    found = [("official", o.name, "", m, o.confidence) for o in article.officials for m in o.mentions]
    found += [("agency", g.name, g.id, m, g.confidence) for g in article.agencies for m in g.mentions]
    found += [("province", p.name, p.id, m, p.confidence) for p in article.provinces for m in p.mentions]
    found += [("place", p.full_name, p.id, m, 1.0) for p in article.places for m in p.mentions]
    found.sort(key=lambda one: (one[3].start, -one[3].end, one[0]))
    sentences = iter(article.sentences)
    current = next(sentences, None)
    rows = []
    for kind, entity, id_, mention, sure in found:
        while current is not None and current.end <= mention.start:
            current = next(sentences, None)
        sentence = current.text if current is not None and current.start <= mention.start else ""
        rows.append((kind, entity, id_, mention, sentence, sure))
    return rows


def _to_columns(names: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    table: Table = {name: [] for name in names}
    columns = list(table.values())
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            column.append(_in_vietnam(value) if isinstance(value, datetime) else value)
    return table


def _in_vietnam(moment: datetime) -> datetime:
    """The moment in Viet Nam's time; a moment without a zone is taken as local there, as papers print it."""
    return moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
