"""People, bodies and contradictions of a corpus in memory: `link_people` for notebooks.

Takes articles, gives a `Corpus`. `files` makes the same records from files on disk with DuckDB, `on_spark` on a cluster; all of them call `describe_people` with the
statements of one block at a time, and nothing else joins persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

import msgspec

from vnnews.corpus.aliases import join_blocks
from vnnews.corpus.bodies import follow_body
from vnnews.corpus.plan import names_abroad
from vnnews.corpus.questions import find_heads, find_holders, find_moves, find_posts
from vnnews.corpus.records import BodyFacts, Lead, describe_body, describe_people, find_contradictions, is_head
from vnnews.corpus.statements import state_posts
from vnnews.errors import InputError
from vnnews.models import Article
from vnnews.models.people import BodyRecord, Contradiction, Move, PersonRecord, Statement, Tenure

DEFAULT_CONFIDENCE = 0.8
"""Confidence below which a line of a career is left out: of 100 lines above it that were read 95 are right, of all lines above 0.5 90 (docs/benchmarks.md)."""


class Corpus(msgspec.Struct, frozen=True, dict=True):
    """What a corpus says of people and bodies."""

    people: tuple[PersonRecord, ...]
    """In the order of their names' blocks, then of their first spotting."""
    bodies: tuple[BodyRecord, ...]
    """In the order of their ids."""
    contradictions: tuple[Contradiction, ...]

    @cached_property
    def _by_spotting(self) -> dict[tuple[str, int], str]:
        return {(spot.article, spot.official): person.id for person in self.people for spot in person.spottings}

    @cached_property
    def _by_id(self) -> dict[str, PersonRecord]:
        return {person.id: person for person in self.people}

    def __repr__(self) -> str:
        """Say in one line how much is known."""
        return (
            f"<Corpus: {len(self.people)} people, {len(self.bodies)} bodies, {len(self.contradictions)} contradictions>"
        )

    def person_of(self, article: str, official: int) -> str:
        """Return the id of the person that an official of an article is; '' for none.

        Args:
            article: `identify_article(article)`: its address.
            official: Index in `Article.officials`.
        """
        return self._by_spotting.get((article, official), "")

    def person(self, id: str) -> PersonRecord:
        """Return the person of an id.

        Raises:
            InputError: There is none.
        """
        found = self._by_id.get(id)
        if found is None:
            raise InputError(f"no person has the id {id!r}", stage="corpus", reason="id")
        return found

    def holders(self, body: str, role: str | None = None, on: date | None = None) -> list[Tenure]:
        """Return who held posts of a body on a day; see `vnnews.corpus.questions.find_holders`."""
        return find_holders(self.people, body, role=role, on=on)

    def posts(self, name: str) -> list[Tenure]:
        """Return the posts of everybody of a name; see `find_posts`."""
        return find_posts(self.people, name)

    def heads(self, body: str) -> list[Tenure]:
        """Return who led a body; see `find_heads`."""
        return find_heads(self.people, body)

    def moves(self, year: int) -> list[Move]:
        """Return who moved from province to province in a year; see `find_moves`."""
        return find_moves(self.people, year)


def link_people(articles: Iterable[Article], *, min_confidence: float = DEFAULT_CONFIDENCE) -> Corpus:
    """Return the people, bodies and contradictions of articles that `vnnews` made.

    Args:
        articles: Of one run, or of many; an article given twice counts once.
        min_confidence: Leave out lines of careers of which the articles are less sure, from 0 to 1; persons stay.

    Raises:
        InputError: A thing is no `Article`, or `min_confidence` lies outside 0 to 1.

    Example:
        >>> from vnnews.models import Official, Post
        >>> mai = Official("Trần Thị Mai", posts=(Post("Giám đốc", "Sở Y tế tỉnh Cà Mau", province="Cà Mau"),))
        >>> corpus = link_people([Article("Một", text="Một", officials=(mai,)), Article("Hai", text="Hai", officials=(mai,))])
        >>> corpus, corpus.people[0].articles
        (<Corpus: 1 people, 1 bodies, 0 contradictions>, 2)
    """
    check_confidence(min_confidence)
    statements: list[Statement] = []
    for article in articles:
        if not isinstance(article, Article):
            raise InputError(
                f"link_people() takes articles, not {type(article).__name__}; read_articles(path) gives those of a file",
                stage="corpus",
                reason="type",
            )
        statements += state_posts(article)
    return link_statements(statements, min_confidence=min_confidence)


def check_confidence(share: float) -> None:
    """Refuse a confidence outside 0 to 1.

    >>> check_confidence(2)
    Traceback (most recent call last):
    vnnews.errors.InputError: min_confidence=2 is no share from 0 to 1 [stage: corpus]
    """
    if not 0 <= share <= 1:
        raise InputError(f"min_confidence={share!r} is no share from 0 to 1", stage="corpus", reason="confidence")


def link_statements(statements: Sequence[Statement], *, min_confidence: float = DEFAULT_CONFIDENCE) -> Corpus:
    """Return the people, bodies and contradictions that statements tell.

    >>> link_statements([])
    <Corpus: 0 people, 0 bodies, 0 contradictions>
    """
    joined = join_blocks(names_abroad(statements))
    blocks: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        blocks[joined.get(statement.block, statement.block)].append(statement)
    people = [
        person for block in sorted(blocks) for person in describe_people(blocks[block], min_confidence=min_confidence)
    ]
    leads: dict[str, list[Lead]] = defaultdict(list)
    for person in people:
        for lead in list_leads(person):
            leads[lead.line.body_id].append(lead)
    facts: dict[str, list[BodyFacts]] = defaultdict(list)
    for one in count_bodies(statements):
        facts[one.body_id].append(one)
    known = find_predecessors(one for rows in facts.values() for one in rows)
    bodies = [describe_body(rows, leads.get(id, ()), known.get(id, ())) for id, rows in sorted(facts.items())]
    contradictions = [
        found for body in bodies for found in find_contradictions(body.id, body.name, leads.get(body.id, ()))
    ]
    return Corpus(tuple(people), tuple(bodies), tuple(contradictions))


def list_leads(person: PersonRecord) -> list[Lead]:
    """Return the lines of a career in which the person leads a body.

    >>> list_leads(PersonRecord("vn:a", "Lê An"))
    []
    """
    return [Lead(person.id, person.name, line) for line in person.occupancies if line.body_id and is_head(line.role)]


def count_bodies(statements: Iterable[Statement]) -> list[BodyFacts]:
    """Return what statements say of each body under each of its names; `plan.BODIES` counts the same in SQL.

    >>> count_bodies([Statement("a", 0, 0, "Lê An", "le an", "Bí thư", "Tỉnh ủy Cà Mau", "vn:tinh-uy-ca-mau")])[0].articles
    1
    """
    rows: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.body:
            rows[statement.body_id, statement.body].append(statement)
    counted = []
    for (body_id, name), told in sorted(rows.items()):
        days = [one.published for one in told if one.published is not None]
        counted.append(
            BodyFacts(
                body_id,
                name,
                max(one.kind for one in told),
                max(one.level for one in told),
                max(one.province for one in told),
                max(one.parent for one in told),
                len({one.story for one in told}),
                len({one.outlet for one in told if one.outlet}),
                min(days, default=None),
                max(days, default=None),
            )
        )
    return counted


def find_predecessors(facts: Iterable[BodyFacts]) -> dict[str, list[str]]:
    """Return the bodies of a corpus by the id of each that took them over.

    >>> find_predecessors([BodyFacts("vn:so-y-te-tinh-ben-tre", "Sở Y tế tỉnh Bến Tre", "", "", "Bến Tre", "", 1, 1, None, None)])
    {'vn:so-y-te-tinh-vinh-long': ['vn:so-y-te-tinh-ben-tre']}
    """
    found: dict[str, set[str]] = defaultdict(set)
    for one in facts:
        for heir, _ in follow_body(one.name, one.body_id):
            found[heir].add(one.body_id)
    return {heir: sorted(old) for heir, old in found.items()}
