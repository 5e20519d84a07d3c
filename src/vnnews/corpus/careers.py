"""The career that the statements of one person tell.

Takes the statements that `linking` took for one person's, gives `Occupancy`s, oldest first. Decides when a post begins and ends: with words of appointment and
dismissal, else only by the articles that state it, so that none begins later than it is seen as held, and what has ended is 'former'; that a post whose body a text leaves out is the same role of a known body; that a merger of
provinces or ministries carries a post over.

Known limit: somebody who holds one post twice, with another between, has one line for both times.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from vnnews.corpus.bodies import follow_body
from vnnews.corpus.groups import PostKey, key_post, seat_of
from vnnews.models.people import Occupancy, Proof, Statement
from vnnews.text import fold

MAX_PROOFS = 5
"""Sentences that an `Occupancy` keeps; `PersonRecord.spottings` leads to all articles."""

SLACK = timedelta(days=31)
"""How long before an appointment articles may already state the post: they announce it."""

FURTHER = 0.8
"""By what a further story multiplies the doubt that a line is right; wrong readings repeat, so that it is far from independent."""


def trace_career(statements: Iterable[Statement], *, min_confidence: float = 0.0) -> tuple[tuple[Occupancy, ...], int]:
    """Return the posts of one person, oldest first, and how many were left out.

    Args:
        statements: All that are this person's.
        min_confidence: Leave out lines of which the articles are less sure, from 0 to 1.

    >>> from datetime import date
    >>> told = [Statement("a", 0, 0, "Lê An", "le an", "Giám đốc", "Sở Y tế tỉnh Bến Tre", province="Bến Tre", published=date(2025, 3, 1)),
    ...         Statement("b", 0, 0, "Lê An", "le an", "Giám đốc", "Sở Y tế tỉnh Vĩnh Long", province="Vĩnh Long", published=date(2025, 8, 1))]
    >>> [(line.body, line.continues) for line in trace_career(told)[0]]
    [('Sở Y tế tỉnh Bến Tre', ''), ('Sở Y tế tỉnh Vĩnh Long', 'vn:so-y-te-tinh-ben-tre')]
    """
    lines = [_make_line(posts) for posts in _group_posts(statements)]
    sure = [line for line in lines if line.confidence >= min_confidence]
    return tuple(sorted(_carry_over(sure), key=_when)), len(lines) - len(sure)


def make_proof(statement: Statement) -> Proof:
    """Return the sentence of a statement as a proof."""
    return Proof(
        statement.article,
        statement.title,
        statement.url,
        statement.outlet,
        statement.published,
        statement.sentence,
        statement.start,
        statement.end,
    )


def count_stories(statements: Iterable[Statement]) -> tuple[int, int]:
    """Return how many stories and how many papers there are; copies of a story count once.

    >>> count_stories([Statement("a", 0, 0, "Lê An", "le an", story="1", outlet="x"), Statement("b", 0, 0, "Lê An", "le an", story="1", outlet="y")])
    (1, 2)
    """
    given = list(statements)
    return len({one.story or one.article for one in given}), len({one.outlet for one in given if one.outlet})


def is_held(statement: Statement) -> bool:
    """Whether the article states the post as held on its day."""
    return statement.status != "former" and statement.change != "dismissed"


def _group_posts(statements: Iterable[Statement]) -> list[list[Statement]]:
    """The statements by post; those that leave the body out, or say only its kind, go to the same role of a body that is told."""
    posts: dict[PostKey, list[Statement]] = {}
    told: dict[PostKey, bool] = {}
    for statement in statements:
        if statement.role:
            seat = seat_of(statement)
            key = key_post(statement, seat)
            posts.setdefault(key, []).append(statement)
            told[key] = told.get(key, False) or seat.is_told
    for key in sorted(key for key in posts if not told[key]):
        fitting = [other for other in posts if other != key and _is_part(posts[key][0], posts[other][0], told[other])]
        if fitting:
            nearest = max(sorted(fitting), key=lambda other: (told[other], len(posts[other])))
            posts[nearest] += posts.pop(key)
    return list(posts.values())


def _is_part(vague: Statement, whole: Statement, is_told: bool) -> bool:
    """Whether a statement can mean the post of another one: 'Bí thư' the 'Bí thư | Tỉnh ủy Cao Bằng', 'Ủy ban Kiểm tra' that of the Tỉnh ủy."""
    if fold(vague.role) != fold(whole.role) or (vague.province and whole.province and vague.province != whole.province):
        return False
    return bool(whole.body) if not vague.body else is_told and whole.body.startswith(vague.body)


def _make_line(posts: Sequence[Statement]) -> Occupancy:
    order = sorted(posts, key=lambda one: (one.published or date.min, one.confidence, one.article, one.official))
    named = [one for one in order if one.body] or order
    last = named[-1]
    seat = seat_of(last)
    held = [one.published for one in order if one.published is not None and is_held(one)]
    first_seen, last_seen = min(held, default=None), max(held, default=None)
    stories, outlets = count_stories(order)
    best = sorted(order, key=_strength, reverse=True)
    ends = _find_end(order, last_seen)
    latest = max(order, key=lambda one: (one.published or date.min, one.confidence, one.article))
    is_over = not is_held(latest) or ends is not None
    return Occupancy(
        role=best[0].role,
        body=last.body,
        body_id=seat.key,
        province=last.province,
        status="former" if is_over or not any(map(is_held, order)) else latest.status,
        first_seen=first_seen,
        last_seen=last_seen,
        begins=_find_begin(order, first_seen),
        ends=ends,
        articles=stories,
        outlets=outlets,
        confidence=1 - (1 - max(one.confidence for one in order)) * FURTHER ** (stories - 1),
        proofs=tuple(make_proof(one) for one in _one_a_story(best))[:MAX_PROOFS],
    )


def _strength(statement: Statement) -> tuple[bool, float, int, str, int]:
    """How well a statement proves a post: with name and body in its own sentence first, then sure, then short, so that it can be read at a glance."""
    sentence = fold(statement.sentence)
    is_whole = fold(statement.name) in sentence and fold(statement.body).split()[-2:] == [
        word for word in fold(statement.body).split()[-2:] if word in sentence
    ]
    return (
        is_whole and statement.confidence >= SURE_ENOUGH,
        statement.confidence,
        -len(statement.sentence),
        statement.article,
        -statement.official,
    )


SURE_ENOUGH = 0.5
"""Confidence from which on a sentence that says all by itself is a better proof than a surer one that leaves the body out."""


def _one_a_story(statements: Iterable[Statement]) -> list[Statement]:
    seen: dict[str, Statement] = {}
    for one in statements:
        seen.setdefault(one.story or one.article, one)
    return list(seen.values())


def _find_begin(order: Sequence[Statement], first_seen: date | None) -> date | None:
    """The day of the first appointment, or that of first being seen in the post when it is earlier; none when it is long before: then it is a re-election."""
    days = [one.changed_on or one.published for one in order if one.change == "appointed"]
    begin = min((day for day in days if day is not None), default=None)
    if begin is None or first_seen is None:
        return begin
    return None if begin > first_seen + SLACK else min(begin, first_seen)


def _find_end(order: Sequence[Statement], last_seen: date | None) -> date | None:
    """The day of the dismissal, or that of the first article that calls the post former when none calls it held later."""
    days = [one.changed_on or one.published for one in order if one.change == "dismissed"]
    days += [one.published for one in order if one.status == "former"]
    ends = [day for day in days if day is not None and (last_seen is None or day >= last_seen)]
    return min(ends, default=None)


def _carry_over(lines: Sequence[Occupancy]) -> list[Occupancy]:
    """Say of each line whether it carries on the same role of a body that its own body took over."""
    roles: dict[tuple[str, str], Occupancy] = {(fold(line.role), line.body_id): line for line in lines if line.body_id}
    heirs: dict[tuple[str, str], str] = {}
    for (role, body_id), line in sorted(roles.items()):
        for heir, ended in follow_body(line.body, body_id):
            later = roles.get((role, heir))
            is_later = later is not None and (later.last_seen is None or ended is None or later.last_seen > ended)
            if is_later:
                heirs.setdefault((role, heir), body_id)
    return [
        replace(line, continues=old) if (old := heirs.get((fold(line.role), line.body_id), "")) else line
        for line in lines
    ]


def _when(line: Occupancy) -> tuple[date, date, str, str]:
    """The order of a career: former posts without a day of holding first, by when they were called former."""
    start = line.begins or line.first_seen or date.min
    return min(start, line.first_seen or start), line.ends or line.last_seen or date.max, line.body_id, line.role
