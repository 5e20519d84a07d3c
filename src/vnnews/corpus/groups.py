"""What is known of one person so far: the posts, titles and times of all statements that were taken for theirs.

Takes the statements of one block, gives `Group`s: first one for each official of each article, then larger ones. A group knows no rule; `evidence`
weighs two of them and `linking` joins them. Groups that say the same are counted, not kept, so that a name in 50,000 articles stays small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from vnnews.corpus.bodies import Seat, rank_role, seat_body
from vnnews.corpus.names import name_form
from vnnews.models.people import Statement
from vnnews.text import fold

PostKey = tuple[str, str, str]
"""Body, place and role."""

Appearance = tuple[Statement, ...]
"""The statements of one official of one article."""


class Held:
    """A post as all statements of a group have it."""

    __slots__ = ("body", "confidence", "count", "first", "last", "rank", "role", "seat")

    def __init__(self, statement: Statement, seat: Seat) -> None:
        self.seat = seat
        self.role = statement.role
        self.body = statement.body
        self.rank = rank_role(statement.role)
        self.confidence = 0.0
        self.count = 0
        self.first = self.last = 0
        """Days on which it is stated as held, as ordinals; 0 for none."""

    def add(self, other: Held) -> None:
        """Take over what another group knows of the same post."""
        self.confidence = max(self.confidence, other.confidence)
        self.count += other.count
        self.first = min(filter(None, (self.first, other.first)), default=0)
        self.last = max(self.last, other.last)


class Group:
    """Statements that are taken for one person's."""

    __slots__ = ("born", "count", "domestic", "female", "foreign", "forms", "held", "key", "male", "members", "ranks")

    def __init__(self, key: tuple[str, str, int]) -> None:
        self.key = key
        """The earliest spotting, which names the group whatever the order of merges: day, article, official."""
        self.forms: Counter[str] = Counter()
        self.held: dict[PostKey, Held] = {}
        self.born: Counter[int] = Counter()
        self.ranks: Counter[str] = Counter()
        self.male = self.female = self.foreign = self.domestic = self.count = 0
        self.members: list[int] = []

    def absorb(self, other: Group) -> None:
        """Take over everything of another group."""
        self.key = min(self.key, other.key)
        for key, held in other.held.items():
            if key in self.held:
                self.held[key].add(held)
            else:
                self.held[key] = held
        self.forms.update(other.forms)
        self.born.update(other.born)
        self.ranks.update(other.ranks)
        self.male += other.male
        self.female += other.female
        self.foreign += other.foreign
        self.domestic += other.domestic
        self.count += other.count
        self.members += other.members

    @property
    def gender(self) -> str:
        """What most of its titles of courtesy say."""
        return "" if self.male == self.female else "male" if self.male > self.female else "female"

    @property
    def is_foreign(self) -> bool:
        """Whether most articles take the person for a foreigner."""
        return self.foreign > self.domestic


def spot(statement: Statement) -> tuple[str, str, int]:
    """Return what orders spottings in time: day, article, official; those without a day come last.

    >>> spot(Statement("bao.example/1", 0, 0, "Lê An", "le an"))
    ('9999-12-31', 'bao.example/1', 0)
    """
    return (str(statement.published) if statement.published else "9999-12-31", statement.article, statement.official)


def seat_of(statement: Statement) -> Seat:
    """Return where the body of a statement stands."""
    return seat_body(statement.body, statement.body_id, statement.kind, statement.level, statement.province)


def key_post(statement: Statement, seat: Seat) -> PostKey:
    """Return what posts of one kind in one body have in common."""
    return seat.key, seat.unit, fold(statement.role)


def gather_appearances(statements: Iterable[Statement]) -> list[Appearance]:
    """Return the statements of one block by article and official, in the order of time; a statement given twice counts once.

    >>> one = Statement("bao.example/1", 0, 0, "Lê An", "le an")
    >>> len(gather_appearances([one, one])[0])
    1
    """
    found: dict[tuple[tuple[str, str, int], str], dict[int, Statement]] = {}
    for statement in statements:
        found.setdefault((spot(statement), statement.story), {}).setdefault(statement.post, statement)
    return [tuple(posts[number] for number in sorted(posts)) for _, posts in sorted(found.items(), key=lambda x: x[0])]


def make_group(appearance: Sequence[Statement], number: int) -> Group:
    """Return the group of one official of one article."""
    first = appearance[0]
    group = Group(spot(first))
    group.members.append(number)
    group.count = 1
    group.forms[name_form(first.name)] = 1
    group.male, group.female = int(first.gender == "male"), int(first.gender == "female")
    group.foreign, group.domestic = int(first.foreign), int(not first.foreign)
    if first.born is not None:
        group.born[first.born] = 1
    if first.rank:
        group.ranks[fold(first.rank)] = 1
    for statement in appearance:
        if not statement.role:
            continue
        seat = seat_of(statement)
        held = Held(statement, seat)
        held.confidence = statement.confidence
        held.count = 1
        if statement.published is not None and statement.status != "former" and statement.change != "dismissed":
            held.first = held.last = statement.published.toordinal()
        key = key_post(statement, seat)
        if key in group.held:
            group.held[key].add(held)
        else:
            group.held[key] = held
    return group
