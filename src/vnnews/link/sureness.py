"""How sure a province, an agency, an official or a post is: what is seen of it, weighed by what annotated articles have taught.

Takes an entity with its mentions and what tied it, names its features; `Sureness.rate` gives the probability that two careful readers would
state it. Decides nothing else: what is too unsure to be stated at all is left out by `vnnews.link` below `Sureness.least`.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from vnnews.link.surroundings import see_body, see_neighbours, see_repeats, words_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vnnews.link.bodies import Body
    from vnnews.link.context import Context
    from vnnews.link.holdings import Holding
    from vnnews.link.surroundings import NamedAt, Told
    from vnnews.mentions import PersonSpan
    from vnnews.models import Mention, Post

WEIGHTS_FILE: Final = Path(__file__).parent / "data" / "sureness.json"
FAR: Final = (0, 2, 5, 15, 40, 100)
"""Steps of the distance between a person and a post, in code points."""
MANY: Final = 5
COMMON: Final = frozenset({"province", "agency", "official", "post", "article here", "dated article", "of Viet Nam"})
"""Features that say nothing of a single entity."""
REASONS: Final = 3
"""How many features are told as reasons."""


class Sureness(msgspec.Struct, frozen=True):
    """Weights of the features of each kind of entity."""

    weights: dict[str, dict[str, float]]
    """'province', 'agency', 'official', 'post', 'owner': the weight of each feature in log odds."""
    least: dict[str, float]
    """For each kind the probability below which an entity is not stated, and the body of a post is left open."""

    def rate(self, kind: str, features: Iterable[str]) -> float:
        """Return the probability, from 0 to 1, that an entity of a kind with these features is right."""
        get = self.weights[kind].get
        return round(1.0 / (1.0 + math.exp(-sum(get(feature, 0.0) for feature in features))), 3)

    def rate_post(self, features: Sequence[str]) -> tuple[float, float]:
        """Return how likely it is that the person holds a post of this title, and if so that its body is right."""
        return self.rate("post", features), self.rate("owner", features)


class Reasoned(float):
    """A probability that knows the features that weighed most in it."""

    reasons: tuple[str, ...] = ()

    def because(self, reasons: Iterable[str]) -> Reasoned:
        """Return the same probability with other reasons."""
        told = Reasoned(self)
        told.reasons = tuple(reasons)
        return told

    def __mul__(self, other: float) -> Reasoned:
        """Multiply; the reasons of both are kept."""
        reasons = dict.fromkeys((*self.reasons, *getattr(other, "reasons", ())))
        return Reasoned(float(self) * other).because(reasons)

    def __round__(self, digits: int = 0) -> Reasoned:  # type: ignore[override]
        """Round; the reasons are kept."""
        return Reasoned(round(float(self), digits)).because(self.reasons)


class Reasoning(Sureness, frozen=True):
    """The same weights, for people: each probability comes with the features that weighed most."""

    def rate(self, kind: str, features: Iterable[str]) -> Reasoned:
        """Return the probability with its reasons: '+' speaks for the entity, '-' against it."""
        told = list(features)
        get = self.weights[kind].get
        heaviest = sorted(((get(feature, 0.0), feature) for feature in told), key=lambda pair: -abs(pair[0]))
        telling = [pair for pair in heaviest if pair[0] and pair[1] not in COMMON]
        aim = " (for the body)" if kind == "owner" else ""
        reasons = (f"{'+' if weight > 0 else '-'} {feature}{aim}" for weight, feature in telling[:REASONS])
        return Reasoned(super().rate(kind, told)).because(reasons)


def reasoning() -> Reasoning:
    """Return the weights of the package, giving reasons.

    >>> reasoning().rate("agency", ["kind ministry"]).reasons
    ('+ kind ministry',)
    """
    return Reasoning(shipped().weights, shipped().least)


@lru_cache(maxsize=1)
def shipped() -> Sureness:
    """Return the weights of the package; they are read once."""
    return msgspec.json.decode(WEIGHTS_FILE.read_bytes(), type=Sureness)


def see_mentions(mentions: Sequence[Mention], context: Context) -> list[str]:
    """Return what the mentions of an entity look like: how many, by which rules, beside which words, in which part of the article."""
    text = context.article.text
    seen = [f"{min(len(mentions), MANY)} mentions"]
    seen += sorted({f"rule {mention.rule}" for mention in mentions})
    seen += sorted({f"in {context.part_at(mention.start)}" for mention in mentions})
    for mention in mentions[:MANY]:
        before, behind = words_beside(text, mention.start, mention.end)
        seen.append(f"in front '{before}'")
        seen.append(f"behind '{behind[0].lower() if behind else ''}'")
    return list(dict.fromkeys(seen))


def see_province(mentions: Sequence[Mention], context: Context, name: str) -> list[str]:
    """Return the features of a province."""
    share = context.counts[name] / max(1, sum(context.counts.values()))
    return [
        "province",
        f"{int(share * MANY)}/{MANY} of the mentions",
        *_of_article(context),
        *see_mentions(mentions, context),
    ]


def see_agency(body: Body, mentions: Sequence[Mention], context: Context, *, is_held: bool) -> list[str]:
    """Return the features of an agency; `is_held` says whether somebody of the article holds a post there."""
    words = body.name.split()
    own = "article's" if body.is_of_article else "own" if body.province else "no"
    where = f"{body.kind}, {own} province"
    return [
        "agency",
        f"kind {body.kind}",
        where,
        f"body by {body.rule}",
        f"body by {body.rule}, {where}",
        f"level {body.level}",
        f"head {' '.join(words[:2]).lower()}",
        f"tail {words[-1].lower()}",
        f"{min(len(words), 12)} words",
        "ends small" if words[-1].islower() else "ends otherwise",
        f"{'held' if is_held else 'not held'}, {body.kind}",
        "with parent" if body.parent else "without parent",
        "dated" if body.valid_from else "not dated",
        *_of_article(context),
        *see_mentions(mentions, context),
    ]


def see_post(
    holding: Holding,
    body: Body | None,
    context: Context,
    named_at: NamedAt,
    told: Told,
    persons: int,
    *,
    foreign: bool,
) -> list[str]:
    """Return the features of a post that somebody is said to hold.

    `told` is what all posts of that person are, `persons` is how often the person is named.
    """
    post, person = holding.post, holding.person
    first, last = (post, person) if post.start < person.start else (person, post)
    far = max(0, (person.lead if post.start < person.start and person.lead else last.start) - first.end)
    step = sum(far > limit for limit in FAR)
    side = "behind" if post.start > person.start else "in front"
    if body is None:
        source = "none stated" if post.agency is None else "not resolved"
    elif post.agency is None:
        source = "implied" if post.implied else "named before"
    elif post.agency.is_bare:
        source = "bare"
    elif post.agency.place is not None and not post.agency.place.name:
        source = "bare unit"
    else:
        source = "article's" if body.is_of_article else "stated"
    kind = body.kind if body is not None else ""
    return [
        "post",
        f"tie {holding.rule}",
        f"tie {holding.rule}, distance {step}",
        f"tie {holding.rule}, body {source}",
        f"distance {step} {side}",
        f"body {source}",
        f"body {source}, mode {post.rule}",
        f"body {source}, kind {kind}",
        f"foreign, body {source}" if foreign else "of Viet Nam",
        f"body rule {body.rule if body is not None else ''}",
        f"role {post.role.lower()}",
        f"role {post.role.lower()}, body {source}",
        f"role begins {post.role.split()[0].lower()}",
        f"status {holding.status}",
        f"status {holding.status}, tie {holding.rule}",
        "relieved" if holding.is_relieved else "not relieved",
        f"body tail {body.name.split()[-1].lower()}" if body is not None else "no body",
        "province not the article's"
        if body is not None and body.province not in {"", context.main_province}
        else "province as expected",
        f"{min(persons, MANY)} mentions of the person",
        f"in {context.part_at(post.start)}",
        *(see_body(body, source, named_at.where(holding, body), context) if body is not None else ()),
        *see_repeats(holding, body, told),
        *see_neighbours(holding, context),
        *see_person(person),
        *_of_article(context),
    ]


def see_person(person: PersonSpan) -> list[str]:
    """Return what a person's name looks like."""
    return [
        f"{'full' if person.is_full else 'pronoun' if person.is_pronoun else 'short'} name",
        f"name of {len(person.name.split())} syllables",
        *(["unusual name"] if person.is_unusual else []),
        *(["foreign letters"] if person.is_foreign else []),
        *(["capitals"] if person.is_upper else []),
        f"honorific {person.honorific.lower()}" if person.honorific else "no honorific",
        *(["rank"] if person.rank else []),
    ]


def see_official(
    spans: Sequence[PersonSpan],
    mentions: Sequence[Mention],
    posts: Sequence[Post],
    rules: Iterable[str],
    context: Context,
    *,
    foreign: bool,
) -> list[str]:
    """Return the features of an official; `rules` are the ties to the posts."""
    best = next((post for post in posts if post.agency), posts[0])
    seen = [feature for span in spans[:MANY] for feature in see_person(span)]
    first = next(span.name.split()[0] for span in spans if span.name)  # a pronoun may stand in front of the name
    return [
        "official",
        "foreign" if foreign else "of Viet Nam",
        f"{min(len(posts), MANY)} posts",
        f"role {best.role.lower()}",
        f"role begins {best.role.split()[0].lower()}",
        "with agency" if best.agency else "without agency",
        *sorted({f"tie {rule}" for rule in rules}),
        *dict.fromkeys(seen),
        f"surname {first.lower()}",
        *_of_article(context),
        *see_mentions(mentions, context),
    ]


def _of_article(context: Context) -> list[str]:
    return [
        "article abroad" if context.abroad.is_whole else "article here",
        "dated article" if context.on else "undated article",
    ]
