"""FollowTheMoney: the officials, posts and agencies of an article as entities for investigative tools (Aleph, OpenSanctions).

Takes an `Article`, gives dictionaries in FollowTheMoney's form: `Article`, `Person`, `PublicBody`, `Position` and `Occupancy`. Decides when
things of two articles are one: bodies by gazetteer id or name, positions by role and body, persons only when the name and the
first post agree, since Vietnamese names repeat. Known limits: no date of taking office is claimed, only the article's date; a
person is never said to be politically exposed, that judgement is the reader's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from vnnews.models import Agency, Article, Official, Post

COUNTRY = "vn"

Entity = dict[str, Any]


def to_ftm(article: Article) -> list[Entity]:
    """Return the entities of an article, the article itself first.

    Example:
        >>> mai = Official("Trần Thị Mai", posts=(Post("Bí thư", "Tỉnh ủy Cà Mau", province="Cà Mau"),))
        >>> [entity["schema"] for entity in to_ftm(Article("Tin", officials=(mai,)))]
        ['Article', 'PublicBody', 'Person', 'Position', 'Occupancy']
    """
    article = _part_from_heirs(article)
    proof = _make_article(article)
    entities = {proof["id"]: proof}
    for agency in article.agencies:
        _add(entities, _make_body(agency.name, agency.id, agency, article, foreign=agency.foreign))
    if article.agencies:
        _link_parents(entities, article.agencies)
    for official in article.officials:
        _add_official(entities, official, article, proof["id"])
    return list(entities.values())


def to_ftm_lines(articles: Iterable[Article]) -> bytes:
    r"""Return the entities of many articles as JSON lines, each once an article; `ftm aggregate` merges them.

    Example:
        >>> to_ftm_lines([Article("Một"), Article("Hai")]).count(b"\n")
        2
    """
    return b"".join(msgspec.json.encode(entity) + b"\n" for article in articles for entity in to_ftm(article))


def _add_official(entities: dict[str, Entity], official: Official, article: Article, proof: str) -> None:
    first = official.posts[0] if official.posts else Post("")
    person_id = make_id("person", official.name, first.role, first.agency or first.province)
    person = make_entity(
        person_id,
        "Person",
        name=official.name,
        title=[official.honorific, official.rank],
        country="" if official.foreign else COUNTRY,
        position=[post.role for post in official.posts],
        proof=proof,
        sourceUrl=article.url,
    )
    bodies: list[Entity] = []
    rest: list[Entity] = []
    for post in official.posts:
        if not post.role:
            continue
        body_id = ""
        if post.agency:
            body = _make_body(post.agency, post.agency_id, None, article, foreign=official.foreign)
            bodies.append(body)
            body_id = body["id"]
        position = make_entity(
            make_id("position", post.role, body_id or post.province),
            "Position",
            name=f"{post.role}, {post.agency or post.province}" if post.agency or post.province else post.role,
            country="" if official.foreign else COUNTRY,
            subnationalArea=post.province,
            organization=body_id,
        )
        rest.append(position)
        rest.append(
            make_entity(
                make_id("occupancy", person_id, position["id"], post.status, article.url or article.title),
                "Occupancy",
                holder=person_id,
                post=position["id"],
                status="ended" if post.status == "former" else "current",
                summary="acting" if post.status == "acting" else "",
                date=_write_day(article),
                proof=proof,
                sourceUrl=article.url,
            )
        )
    for entity in (*bodies, person, *rest):
        _add(entities, entity)


def _write_day(article: Article) -> str:
    """The day of publication; FollowTheMoney's dates carry no zone, so no time of day is claimed."""
    return article.published.date().isoformat() if article.published else ""


def _part_from_heirs(article: Article) -> Article:
    """Take the id of its heir from every body that had ended by the article's date: two bodies stay two entities."""
    day = article.published.date() if article.published is not None else None
    ended = {a.name for a in article.agencies if day is not None and a.valid_to is not None and a.valid_to < day}
    if not ended:
        return article
    agencies = tuple(replace(agency, id="") if agency.name in ended else agency for agency in article.agencies)
    officials = tuple(
        replace(
            official,
            posts=tuple(replace(post, agency_id="") if post.agency in ended else post for post in official.posts),
        )
        for official in article.officials
    )
    return replace(article, agencies=agencies, officials=officials)


def _make_article(article: Article) -> Entity:
    return make_entity(
        make_id("article", article.url or article.title, "" if article.url else article.text),
        "Article",
        title=article.title,
        author=list(article.authors),
        publishedAt=_write_day(article),
        sourceUrl=article.url,
        language="vie",
        bodyText=article.body,
        summary=article.sapo,
    )


def _make_body(name: str, id_: str, agency: Agency | None, article: Article, *, foreign: bool = False) -> Entity:
    forms = {mention.text for mention in agency.mentions} if agency else set()
    return make_entity(
        _make_body_id(name, id_),
        "PublicBody",
        name=name,
        alias=sorted(forms - {name}),
        country="" if foreign else COUNTRY,
        jurisdiction="" if foreign else COUNTRY,
        legalForm=agency.kind.replace("_", " ") if agency else "",
        sourceUrl=article.url,
    )


def _make_body_id(name: str, id_: str) -> str:
    return make_id("body", id_ or name)


def _link_parents(entities: dict[str, Entity], agencies: Iterable[Agency]) -> None:
    """Say which body is part of which, where both are in the article."""
    ids = {agency.name: _make_body_id(agency.name, agency.id) for agency in agencies}
    for agency in agencies:
        if agency.parent in ids and agency.parent != agency.name:
            entities[ids[agency.name]]["properties"]["parent"] = [ids[agency.parent]]


def _add(entities: dict[str, Entity], entity: Entity) -> None:
    """Add an entity, or what is new about one that is there already."""
    known = entities.setdefault(entity["id"], entity)
    for name, values in entity["properties"].items():
        have = known["properties"].setdefault(name, [])
        have += [value for value in values if value not in have]


def make_entity(id_: str, schema: str, **properties: str | list[str]) -> Entity:
    """Return an entity; empty values are left out, repeated ones kept once.

    Example:
        >>> make_entity("vnnews-1", "Person", name="Trần Thị Mai", alias=["", "Mai"], country="")["properties"]
        {'name': ['Trần Thị Mai'], 'alias': ['Mai']}
    """
    filled = {
        name: list(dict.fromkeys(filter(None, [values] if isinstance(values, str) else values)))
        for name, values in properties.items()
    }
    return {"id": id_, "schema": schema, "properties": {name: values for name, values in filled.items() if values}}


def make_id(*parts: str) -> str:
    """Return the id of an entity, the same for the same parts in every run.

    Example:
        >>> make_id("body", "vn:bo-y-te") == make_id("body", "vn:bo-y-te") != make_id("position", "vn:bo-y-te")
        True
    """
    return "vnnews-" + hashlib.sha1("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
