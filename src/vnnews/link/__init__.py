"""Step 6: link the spans of an article to provinces, agencies and officials of its date.

Takes an article and its spans, gives `Entities`. Decides which unit and body a bare form means, who holds which post, which names are one
person, and which record of a province is valid on the article's date; doubt stays in the output (without a date the ids of all recent
records of a province's name are its `readings`).

Known limits: see the modules `context`, `bodies`, `posts`, `people`, `officials`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnnews.link.bodies import (
    INSTITUTIONS,
    LOCAL_PARTS,
    PROVINCIAL_PARTS,
    Body,
    acting_institutions,
    bodies_inside,
    foreign_key,
    has_own_part,
    mention_of,
    resolve_body,
    share_owners,
    share_places,
)
from vnnews.link.context import Context
from vnnews.link.holdings import Holding
from vnnews.link.local_units import local_places
from vnnews.link.officials import Candidate, NamedBodies, body_of, is_foreign_holder, is_of_foreign_state, make_official
from vnnews.link.people import NOBODY, PersonLink, best_name, link_persons
from vnnews.link.posts import pair_posts
from vnnews.link.sharing import name_commands
from vnnews.link.sureness import Sureness, see_agency, see_province, shipped
from vnnews.link.surroundings import NamedAt
from vnnews.link.tenses import mark_past
from vnnews.mentions import AgencySpan, PersonSpan, PostSpan, lexicon_of, owner_of
from vnnews.models import Agency, Entities, Mention, Official, Province

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnnews.gazetteer import Gazetteer
    from vnnews.mentions import Span
    from vnnews.models import Article

__all__ = ["Entities", "keep_sure", "link_entities"]


def link_entities(
    article: Article,
    mentions: Sequence[Sequence[Span]],
    *,
    on: date | None = None,
    gazetteer: Gazetteer | None = None,
    place: str = "",
    sureness: Sureness | None = None,
) -> Entities:
    """Return the provinces, agencies and officials that the spans of an article mean.

    Args:
        article: The article whose spans they are.
        mentions: What `find_mentions` gave for it.
        on: The day whose provinces and bodies count; the article's date by default.
        gazetteer: Facts to use instead of the packaged ones.
        place: Name of the province that bare forms mean where the article names none: '' for none.
        sureness: Weights of the confidences instead of the packaged ones.

    >>> from vnnews.mentions import find_mentions
    >>> from vnnews.models import Article, Passage
    >>> text = "Ông Nguyễn Văn Thắng, Chủ tịch UBND tỉnh Quảng Ninh, thăm Sở Y tế."
    >>> article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    >>> entities = link_entities(article, find_mentions(article))
    >>> [(official.name, official.posts[0].agency) for official in entities.officials]
    [('Nguyễn Văn Thắng', 'Ủy ban nhân dân tỉnh Quảng Ninh')]
    >>> [agency.name for agency in entities.agencies]
    ['Ủy ban nhân dân tỉnh Quảng Ninh', 'Sở Y tế tỉnh Quảng Ninh']
    """
    if gazetteer is None:
        from vnnews.gazetteer import default

        gazetteer = default()
    day = on if on is not None else _day_of(article)
    passages = [share_owners(share_places(passage, article.text), article.text) for passage in name_commands(mentions)]
    context = Context(article, passages, lexicon_of(gazetteer), gazetteer, day, sureness or shipped(), place)
    persons = [span for passage in passages for span in passage if isinstance(span, PersonSpan)]
    links = link_persons(persons, article.text, gazetteer.words["historical_person"])
    links = [
        NOBODY if not person.honorific and not person.rank and context.is_place_name(person.name) else link
        for person, link in zip(persons, links, strict=True)
    ]
    unknown = frozenset(
        person.start
        for person, link in zip(persons, links, strict=True)
        if not link.key and not person.honorific and (not person.is_full or context.is_place_name(person.name))
    )
    pairings = [pair_posts(passage, article.text, context.cues, unknown) for passage in passages]
    passages = [pairing.spans for pairing in pairings]
    holdings = [holding for pairing in pairings for holding in pairing.holdings]
    agencies = _agencies(article, passages, holdings, context)
    named = NamedBodies(
        [(mention.start, body) for body, found in agencies.values() for mention in found]
        + _in_titles(passages, context),
        [span.start for passage in passages for span in passage if isinstance(span, AgencySpan) and not span.is_public],
        frozenset(
            mention.start
            for _, found in agencies.values()
            for mention in found
            if has_own_part(article.text, mention.end)
        ),
    )
    officials = _officials(article, persons, links, holdings, context, named)
    places = local_places(article, context, gazetteer)
    held = {post.agency for official in officials for post in official.posts}
    return Entities(_provinces(article, context), _agency_entities(agencies, held, context), officials, places)


def keep_sure(entities: Entities, least: float) -> Entities:
    """Return the entities and posts whose confidence is at least `least`, from 0 to 1; officials without a post left go too.

    >>> from vnnews.models import Post
    >>> mai = Official("Trần Thị Mai", posts=(Post("Bí thư", confidence=0.9), Post("Chủ tịch", confidence=0.4)))
    >>> [post.role for official in keep_sure(Entities(officials=(mai,)), 0.5).officials for post in official.posts]
    ['Bí thư']
    """
    if least <= 0:
        return entities
    officials = (
        replace(official, posts=tuple(post for post in official.posts if post.confidence >= least))
        for official in entities.officials
        if official.confidence >= least
    )
    return Entities(
        tuple(province for province in entities.provinces if province.confidence >= least),
        tuple(agency for agency in entities.agencies if agency.confidence >= least),
        tuple(official for official in officials if official.posts),
        entities.places,
    )


def _day_of(article: Article) -> date | None:
    published = article.published
    return published.date() if isinstance(published, datetime) else None


# ------------------------------------------------------------------------------------------------------------------- provinces


def _provinces(article: Article, context: Context) -> tuple[Province, ...]:
    """Every province named, with its mentions; without a date the earliest of the records it can mean, and the ids of all."""
    found: dict[str, list[Mention]] = {}
    cities: set[str] = set()
    for place in context.places:
        if context.is_province(place):
            if place.unit == "thành phố":
                cities.add(place.name)
            mention = Mention(place.start, place.end, article.text[place.start : place.end], place.rule)
            found.setdefault(place.name, []).append(mention)
    entities = []
    for name, mentions in found.items():
        records = context.records[name]
        if name in cities:  # 'thành phố Đồng Nai' without a date is none of the provinces of that name
            records = [record for record in records if record.kind == "centrally_run_city"] or records
        record, *later = records
        successors = (context.province_by_id[key].name for key in record.successors if key in context.province_by_id)
        confidence = context.sureness.rate("province", see_province(mentions, context, name))
        if confidence < context.sureness.least["province"]:
            continue
        entities.append(
            Province(
                id=record.id,
                name=record.name,
                full_name=record.full_name,
                kind=record.kind,
                code=record.code,
                iso=record.iso,
                valid_from=record.valid_from,
                valid_to=record.valid_to,
                successors=tuple(successors),
                readings=tuple(reading.id for reading in (record, *later)) if later else (),
                mentions=tuple(mentions),
                confidence=confidence,
            )
        )
    return tuple(entities)


# -------------------------------------------------------------------------------------------------------------------- agencies

MEMBER_MODES = frozenset({"member"})
"""Titles of ordinary members: 'cán bộ Công an xã X' speaks of the body even when nobody is named; 'Giám đốc Sở Y tế' alone does not."""

Agencies = dict[str, tuple[Body, list[Mention]]]


def _agencies(
    article: Article, mentions: Sequence[Sequence[Span]], holdings: Sequence[Holding], context: Context
) -> Agencies:
    """Every body named on its own or in a title that a person bears, in the order of the text."""
    # 'Bộ trưởng Quốc phòng Yoav Gallant' names no ministry of Viet Nam
    held_abroad = {holding.person.start for holding in holdings if is_of_foreign_state(holding.post)}
    held = {
        holding.post.start
        for holding in holdings
        if not holding.person.is_foreign and holding.person.start not in held_abroad
    }
    spans: list[tuple[AgencySpan, bool]] = []
    for passage in mentions:
        for span in passage:
            if isinstance(span, AgencySpan):
                spans.extend((body, False) for body in bodies_inside(span))
            elif (
                isinstance(span, PostSpan)
                and span.agency is not None
                and not span.is_other
                and (span.start in held or span.mode in MEMBER_MODES or span.role == "Đại biểu")
            ):
                spans.extend((body, True) for body in bodies_inside(span.agency))
    acting = acting_institutions(
        [agency for agency, _ in spans if agency.kind in INSTITUTIONS], article.text, context.cues
    )
    found: Agencies = {}
    abroad: list[tuple[str, Mention]] = []
    for agency, is_held in spans:
        if agency.start == agency.end or (agency.kind in INSTITUTIONS and not is_held and agency.start not in acting):
            continue
        if agency.country:
            mention = mention_of(agency, article.text, agency.rule)
            abroad.append((foreign_key(agency.name, agency.country), mention))
            continue
        body = resolve_body(agency, context)
        if body is None or body.kind in {"village", "other"}:
            continue
        mention = mention_of(agency, article.text, body.rule)
        found.setdefault(body.key, (body, []))[1].append(mention)
    for key, mention in abroad:  # a body of another country is listed where the text also calls it by its bare name
        if key in found:
            found[key][1].append(mention)
    for key in {key for key, _ in abroad if key in found}:
        found[key][1].sort(key=lambda mention: mention.start)
    return _merge_shortened(_merge_border_guards(found))


def _merge_border_guards(found: Agencies) -> Agencies:
    """Join 'BĐBP tỉnh X' to its command, 'Ban Chỉ huy BĐBP tỉnh X', when the article names both."""
    by_name = {body.name: key for key, (body, _) in found.items()}
    for name, key in by_name.items():
        if not name.startswith("Bộ đội Biên phòng "):
            continue
        command = by_name.get(f"Ban Chỉ huy {name}") or by_name.get(f"Bộ Chỉ huy {name}")
        if command is not None:
            found[command][1].extend(found.pop(key)[1])
            found[command][1].sort(key=lambda mention: mention.start)
    return found


def _in_titles(mentions: Sequence[Sequence[Span]], context: Context) -> list[tuple[int, Body]]:
    """The bodies of titles that nobody bears, and the owners of boards, to which other titles may belong.

    'Bộ trưởng Bộ GTVT yêu cầu …' tells of which ministry 'Bộ trưởng Thăng' is, 'Ban Thường vụ Tỉnh ủy X' of which committee the secretary.
    """
    found = []
    for passage in mentions:
        for span in passage:
            agency = span.agency if isinstance(span, PostSpan) else span
            owner = owner_of(agency) if isinstance(agency, AgencySpan) else None
            if owner is None or owner is span:
                continue  # the bodies named on their own are known
            body = resolve_body(owner, context)
            if body is not None:
                found.append((span.start, body))
    return found


def _merge_shortened(found: Agencies) -> Agencies:
    """Join a shortened name to the fuller name of the same kind.

    'Trung tâm Cấp cứu 115' to '… 115 Thành phố Hồ Chí Minh', 'Phòng Cảnh sát hình sự' to 'Phòng Cảnh sát hình sự, Công an tỉnh X'.
    """
    shortened = {(body.kind, _given_name(body)): body for body, _ in found.values() if _is_shortened(body)}
    shortened |= {(body.kind, f"{body.parent}: {_own_name(body)}"): body for body, _ in found.values() if body.parent}
    fuller: dict[str, list[Body]] = {}
    for body, _ in found.values():
        words = _own_name(body).split()
        for length in range(1, len(words) + 1):
            start = " ".join(words[:length])
            for short in (shortened.get((body.kind, start)), shortened.get((body.kind, f"{body.parent}: {start}"))):
                if short is not None and short.key != body.key:
                    fuller.setdefault(short.key, []).append(body)
    merged: Agencies = {}
    for key, (body, mentions) in found.items():
        longer = fuller.get(key, [])
        if len(longer) == 1:
            merged.setdefault(longer[0].key, (longer[0], []))[1].extend(mentions)
            continue
        merged.setdefault(key, (body, []))[1].extend(mentions)
    for _, mentions in merged.values():
        mentions.sort(key=lambda mention: mention.start)
    return merged


def _is_shortened(body: Body) -> bool:
    """Whether a body may be named more fully elsewhere: it has neither place nor parent in its name."""
    has_given_place = _given_name(body) != body.name
    return (
        not body.parent
        and body.level != "central"
        and (not body.province or body.kind in LOCAL_PARTS or has_given_place)
    )


def _given_name(body: Body) -> str:
    """The name as the text has it, without the province that the article gave it."""
    if not body.is_of_article or body.kind not in PROVINCIAL_PARTS:
        return body.name
    return body.name.removesuffix(f" tỉnh {body.province}").removesuffix(f" Thành phố {body.province}")


def _own_name(body: Body) -> str:
    return body.name.removesuffix(f", {body.parent}") if body.parent else body.name


def _agency_entities(agencies: Agencies, held: set[str], context: Context) -> tuple[Agency, ...]:
    entities = []
    for body, mentions in agencies.values():
        seen = see_agency(body, mentions, context, is_held=body.name in held)
        confidence = context.sureness.rate("agency", seen)
        if confidence < context.sureness.least["agency"] and body.name not in held:
            continue
        entities.append(
            Agency(
                body.link,
                body.name,
                body.kind,
                body.level,
                body.province,
                body.parent,
                tuple(mentions),
                bool(body.country),
                body.country,
                body.valid_from,
                body.valid_to,
                confidence,
            )
        )
    entities.sort(key=lambda entity: entity.mentions[0].start)
    return tuple(entities)


# ------------------------------------------------------------------------------------------------------------------- officials


def _officials(
    article: Article,
    persons: Sequence[PersonSpan],
    links: Sequence[PersonLink],
    holdings: Sequence[Holding],
    context: Context,
    named: NamedBodies,
) -> tuple[Official, ...]:
    """Every person with a public post, with all posts and mentions, in the order of the text."""
    key_of = {person.start: link.key for person, link in zip(persons, links, strict=True)}
    candidates: dict[str, Candidate] = {}
    for person, link in zip(persons, links, strict=True):
        if not link.key:
            continue
        candidate = candidates.setdefault(link.key, Candidate())
        if not link.is_tail:  # 'bà Phong Lan' alone could be no name of Viet Nam
            candidate.spans.append(person)
        if link.is_name:
            candidate.names.append(person.name)
        candidate.mentions.append(Mention(person.start, person.end, article.text[person.start : person.end], link.rule))
    for holding in holdings:
        key = key_of.get(holding.person.start, "")
        if key and (holding.person.is_full or holding.person.is_pronoun or holding.post.agency is not None):
            # 'Bí thư Thăng' only refers back: the bare title says nothing new
            body = body_of(holding, context, named)
            candidates[key].posts.append((holding, body))
            title = context.titles.find(holding.post.role)
            if title is not None and body is not None and holding.post.agency is not None and title.reads != "member":
                named.lead(title.title, holding.post.start, body)
    named_at = NamedAt(named.each(), article.text)
    officials = []
    for candidate in candidates.values():
        if not candidate.names:
            continue
        candidate.foreign = is_foreign_holder(candidate)
        candidate.posts = mark_past(candidate.posts, article.text, context.on.year if context.on is not None else None)
        official = make_official(candidate, best_name(candidate.names), context, named_at)
        if official is not None:
            officials.append(official)
    return tuple(officials)
