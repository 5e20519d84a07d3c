"""An article as text for reading: title, date line, sapo, body with its captions in place, then the entities.

Takes an `Article`, gives one string; paragraphs stay on one line, because the reader's window knows its width. The
headline is as the page writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from vnnews.models import Article, Item, LocalPlace, Official, Passage, Post

_STATUS = {"former": " (former)", "acting": " (acting)"}


def to_text(article: Article) -> str:
    """Return an article as readable text.

    Example:
        >>> from vnnews.models import Passage
        >>> print(to_text(Article("Mưa lớn", section="Thời sự", passages=(Passage("title", 0, 7, "Mưa lớn"),))))
        Mưa lớn
        Thời sự
    """
    parts = ["\n".join(filter(None, (article.title, _about(article))))]
    credits = {caption.start: caption.credit for caption in article.captions}
    parts += [_passage(p, credits.get(p.start, "")) for p in article.passages if p.role != "title"]
    parts += ["\n".join(lines) for lines in (list(_origin(article)), list(_entities(article))) if lines]
    return "\n\n".join(parts)


def _about(article: Article) -> str:
    published = article.published
    day = ""
    if published:
        day = published.strftime("%d/%m/%Y %H:%M" if (published.hour or published.minute) else "%d/%m/%Y")
    return " · ".join(filter(None, (article.section, day, ", ".join(article.authors))))


def _passage(passage: Passage, credit: str) -> str:
    text = passage.text
    match passage.role:
        case "caption":
            return f"    [{text} (Ảnh: {credit})]" if credit and credit not in text else f"    [{text}]"
        case "heading":
            return f"## {text}"
        case "table":
            return "\n".join(" | ".join(" ".join(cell.text.split()) for cell in row) for row in passage.rows)
        case "list":
            return "\n".join(
                f"{'   ' * item.level}{_bullet(item)} {' '.join(item.text.split())}" for item in passage.items
            )
    return text


def _bullet(item: Item) -> str:
    return f"{item.number}." if item.number else "-"


def _origin(article: Article) -> Iterator[str]:
    for name, value in (("Source", article.source), ("URL", article.url), ("Tags", ", ".join(article.tags))):
        if value:
            yield f"{name}: {value}"


def _entities(article: Article) -> Iterator[str]:
    if article.officials:
        yield "Officials:"
        yield from (f"  - {_official(official)}" for official in article.officials)
    if article.agencies:
        yield "Agencies:"
        yield from (f"  - {agency.name}" for agency in article.agencies)
    if article.provinces:
        yield "Provinces: " + ", ".join(province.name for province in article.provinces)
    if article.places:
        yield "Places: " + ", ".join(_place(place) for place in article.places)


def _place(place: LocalPlace) -> str:
    return f"{place.full_name} ({place.province})" if place.province else place.full_name


def _official(official: Official) -> str:
    name = " ".join(filter(None, (official.rank, official.name)))
    posts = "; ".join(_post(post) for post in official.posts)
    return f"{name}: {posts}" if posts else name


def _post(post: Post) -> str:
    return ", ".join(filter(None, (post.role, post.agency))) + _STATUS.get(post.status, "")
