"""What a whole corpus says of people, bodies and careers; `vnnews.corpus` makes these values.

One coordinate system with `Article`: `start` and `end` of a `Proof` are those of its sentence in `Article.text`. A body is named by `id`
where the gazetteer or the reader of names gives one; `''` is no body. Dates are None where no article gives one.
"""

from __future__ import annotations

from datetime import date

from vnnews.models.base import Frozen


class Proof(Frozen, frozen=True):
    """The sentence of an article that states something."""

    article: str
    """Key of the article in the corpus: its `url`, else 'article-' and a hash of its text; the same in every run. See `vnnews.corpus.identify_article`."""
    title: str = ""
    url: str = ""
    outlet: str = ""
    """Host of the address without 'www.', else the name of the source."""
    published: date | None = None
    sentence: str = ""
    start: int = 0
    end: int = 0


class Occupancy(Frozen, frozen=True):
    """One line of a career: a post that a person held in a body."""

    role: str
    """'Phó Chủ tịch Thường trực'."""
    body: str = ""
    """Name of the agency as its last statement gives it, '' where no article tells."""
    body_id: str = ""
    """`BodyRecord.id` of the body, '' where no article tells."""
    province: str = ""
    """Name of the body's province, '' for central bodies."""
    status: str = "current"
    """'current', 'former' or 'acting' when it was last stated; 'former' also where the post has ended by then."""
    first_seen: date | None = None
    """Date of the first article that states it as held."""
    last_seen: date | None = None
    """Date of the last article that states it as held."""
    begins: date | None = None
    """Day from which texts say or imply that it was held: the article that tells of the appointment, None where none does."""
    ends: date | None = None
    """Day by which texts say or imply that it was over: of the dismissal, or of the first article that calls it former."""
    continues: str = ""
    """`BodyRecord.id` of the body whose post it carries on after a merger, so that it is no step of the career; '' for a post of its own."""
    articles: int = 1
    """Stories that state it; copies of one wire story count once."""
    outlets: int = 1
    """Papers that state it, copies included."""
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that person, role and body are right together: that of the best statement, raised by further ones."""
    proofs: tuple[Proof, ...] = ()
    """Sentences that state it, best first, at most `vnnews.corpus.MAX_PROOFS`."""

    @property
    def proof(self) -> Proof:
        """The sentence that states it best.

        >>> Occupancy("Bí thư", proofs=(Proof("bao.example/1", sentence="Bí thư Tỉnh ủy nói."),)).proof.sentence
        'Bí thư Tỉnh ủy nói.'
        """
        return self.proofs[0] if self.proofs else Proof("")


class Spotting(Frozen, frozen=True):
    """Where a person stands in the corpus; what merges and separations are judged by."""

    article: str
    """`Proof.article` of the article."""
    official: int
    """Index of the person in `Article.officials`."""
    name: str
    """The name as that article gives it."""
    start: int = 0
    """Where the article first names the person."""


class Doubt(Frozen, frozen=True):
    """Why a person was kept apart from another one of the same name."""

    id: str
    """`PersonRecord.id` of the other one."""
    reason: str
    """In words: 'ông and bà', 'chairs two provinces on one day'."""
    certain: bool = True
    """False where it cannot be told: both readings are kept, and both records say so."""


class PersonRecord(Frozen, frozen=True):
    """One official, with the posts that the corpus states."""

    id: str
    """'vn:' and the name without marks, then a hash of the first spotting. It stays when articles are added that are not earlier; of
    records that merge, the older id stays."""
    name: str
    """The spelling that most articles use."""
    names: tuple[str, ...] = ()
    """Every spelling, most frequent first."""
    honorifics: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()
    """Military and police ranks in the order in which they were first seen."""
    gender: str = ""
    """'male', 'female', or '' where no title of courtesy tells."""
    born: int | None = None
    """Year of birth where a text states it."""
    foreign: bool = False
    occupancies: tuple[Occupancy, ...] = ()
    """The career, oldest first."""
    first_seen: date | None = None
    last_seen: date | None = None
    articles: int = 0
    """Stories that name the person with a post; copies of one wire story count once."""
    outlets: int = 0
    confidence: float = 1.0
    """How likely it is, from 0 to 1, that everything in the record is one person: that of its weakest merge."""
    reasons: tuple[str, ...] = ()
    """Why its statements were taken for one person, in words, most frequent first."""
    apart_from: tuple[Doubt, ...] = ()
    """Other persons of the name, and why they are others."""
    spottings: tuple[Spotting, ...] = ()
    """Every place where the corpus names the person with a post, in the order of time; copies of a story included."""
    unsure: int = 0
    """Lines of the career that were left out, because the articles are less sure of them than was asked for."""

    def __repr__(self) -> str:
        """Say in one line who it is and what the last post was."""
        last = self.occupancies[-1] if self.occupancies else None
        held = ", ".join(filter(None, (last.role, last.body))) if last else "no post"
        return f"<PersonRecord {self.name!r}: {held}; {self.articles} articles>"

    def _repr_html_(self) -> str:
        """Show the career in a notebook; see `vnnews.write.people`."""
        from vnnews.write.people import render_career

        return render_career(self)


class Headship(Frozen, frozen=True):
    """A person at the head of a body."""

    person_id: str
    name: str
    role: str
    first_seen: date | None = None
    last_seen: date | None = None
    begins: date | None = None
    ends: date | None = None
    status: str = "current"
    proof: Proof = Proof("")


class BodyRecord(Frozen, frozen=True):
    """One agency across its names and dates."""

    id: str
    """`Agency.id` where it has one, else 'vn:' and the name without marks."""
    name: str
    """The name that the last articles use."""
    names: tuple[str, ...] = ()
    """Every name, most frequent first."""
    kind: str = ""
    """As `Agency.kind`: 'peoples_committee', 'ministry' …"""
    level: str = ""
    """'central', 'province', 'district' or 'commune'."""
    province: str = ""
    parent: str = ""
    """Name of the body that it is part of."""
    predecessors: tuple[str, ...] = ()
    """Ids of the bodies that it took over, as the gazetteer knows."""
    successors: tuple[str, ...] = ()
    """Ids of the bodies that took it over."""
    heads: tuple[Headship, ...] = ()
    """Those who led it, oldest first; deputies and members are in `PersonRecord.occupancies` only."""
    articles: int = 0
    outlets: int = 0
    first_seen: date | None = None
    last_seen: date | None = None

    def _repr_html_(self) -> str:
        """Show the heads in a notebook; see `vnnews.write.people`."""
        from vnnews.write.people import render_heads

        return render_heads(self)


class Contradiction(Frozen, frozen=True):
    """Statements that cannot all be right."""

    kind: str
    """'two_holders': two persons hold one post of one body on one day."""
    body: str
    """`BodyRecord.id`."""
    body_name: str
    role: str
    on: date | None
    """The first day on which they collide."""
    people: tuple[str, ...]
    """`PersonRecord.id` of each."""
    proofs: tuple[Proof, ...] = ()
    """One sentence for each person, in the same order."""
    reason: str = ""
    """In words."""


class Statement(Frozen, frozen=True):
    """One post of one official as one article states it: a row of what everything else is made from."""

    article: str
    """`Proof.article`."""
    official: int
    """Index in `Article.officials`."""
    post: int
    """Index in `Official.posts`; -1 for an official without a post."""
    name: str
    block: str
    """The key under which spellings of one name meet: 'nguyễn văn hùng'."""
    role: str = ""
    body: str = ""
    body_id: str = ""
    kind: str = ""
    """Kind of the body."""
    level: str = ""
    parent: str = ""
    province: str = ""
    status: str = "current"
    change: str = ""
    """What the sentence says happens to the post: 'appointed', 'dismissed', or ''."""
    changed_on: date | None = None
    """The day that the sentence gives for it."""
    honorific: str = ""
    gender: str = ""
    rank: str = ""
    born: int | None = None
    """Year of birth, from 'sinh năm 1970' or an age and the article's year."""
    foreign: bool = False
    confidence: float = 1.0
    """`Post.confidence`."""
    published: date | None = None
    title: str = ""
    url: str = ""
    outlet: str = ""
    story: str = ""
    """Fingerprint of the text; copies of one wire story have the same."""
    sentence: str = ""
    start: int = 0
    end: int = 0
    """Of the sentence in `Article.text`."""
    at: int = 0
    """Where the article first names the person."""


class Tenure(Frozen, frozen=True):
    """A post that answers a question, and whose it is."""

    person_id: str
    name: str
    occupancy: Occupancy
    basis: str = "seen"
    """'seen' where articles of before and after the day (or of the day) state it, 'presumed' where none tells that it ended; 'before' and
    'after' where nothing is stated for the day, and this is the nearest that is."""
    contradicted: tuple[str, ...] = ()
    """`Contradiction.reason` of each contradiction that the post stands in, where these were asked for; see `vnnews.corpus.questions.mark_contradicted`."""


class Move(Frozen, frozen=True):
    """A step of a career from one province to another."""

    person_id: str
    name: str
    on: date
    """The day on which the new post begins, or is first seen."""
    before: Occupancy
    after: Occupancy
