"""What an article says around a post: where its body is named, what the person's other posts say, how the text goes on.

Takes the bodies that an article names and the holdings of a person, gives features for `vnnews.link.sureness`. Decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vnnews.link.bodies import Body
    from vnnews.link.context import Context
    from vnnews.link.holdings import Holding

_LINE_END = re.compile("\n")
WINDOW: Final = 24
"""Code points beside a mention or a post in which its neighbours are looked for."""
NEAR_LINES: Final = 2
"""Line ends between a body and a post that are one paragraph's: passages stand two apart."""
MANY: Final = 3
SHARES: Final = 3
"""Steps of how much of an article speaks of a province."""


class NamedAt:
    """Where an article names each body."""

    __slots__ = ("_line_ends", "_starts")

    def __init__(self, named: Iterable[tuple[int, Body]], text: str) -> None:
        self._line_ends = [found.start() for found in _LINE_END.finditer(text)]
        self._starts: dict[str, list[int]] = {}
        for start, body in named:
            self._starts.setdefault(body.name, []).append(start)
        for starts in self._starts.values():
            starts.sort()

    def where(self, holding: Holding, body: Body) -> str:
        """Return in words how far in front of a held post its body is named, other than in the post."""
        post = holding.post
        low, high = sorted((post.start, holding.person.start))
        starts = self._starts.get(body.name, [])
        at = bisect_left(starts, low)
        if not at:
            is_behind = bisect_left(starts, max(high, post.end)) < len(starts)
            return "named further down" if is_behind else "named nowhere else"
        lines = bisect_left(self._line_ends, low) - bisect_left(self._line_ends, starts[at - 1])
        if not lines:
            return "named in the same paragraph"
        return "named a paragraph before" if lines <= NEAR_LINES else "named far before"


def see_body(body: Body, source: str, where: str, context: Context) -> list[str]:
    """Return what speaks for and against a body of a post; `source` is how the post told it, `where` what `NamedAt.where` says."""
    share = context.counts[body.province] / max(1, sum(context.counts.values()))
    of_article = "none" if not body.province else "not named" if not share else f"{int(share * SHARES)}/{SHARES} of all"
    last = body.name.split(",")[0].split()[-1]
    parts = f"{'with' if body.parent else 'without'} parent, {'with' if body.province else 'without'} province"
    return [
        f"body {source}, {where}",
        f"body's province {of_article}, body {source}",
        f"{min(len(context.counts), MANY)} provinces in the article, body {source}",
        f"level {body.level}, body {source}",
        f"body ends {'small' if last.islower() else 'otherwise'}",
        f"{parts}, {body.level or 'no'} level",
    ]


Told = Mapping[str, Counter[str]]
"""For each title of a person the names of the bodies with which it is told, '' for none, and how often."""


def count_told(held: Sequence[tuple[Holding, Body | None]]) -> Told:
    """Return how often each title of a person is told, and with which bodies."""
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for holding, body in held:
        told[holding.post.role][body.name if body is not None else ""] += 1
    return told


def see_repeats(holding: Holding, body: Body | None, told: Told) -> list[str]:
    """Return what all posts of a person say to this one: told again, or with another body."""
    same = told[holding.post.role]
    name = body.name if body is not None else ""
    differs = len(same) - ("" in same) > 1
    return [
        f"post told {min(same[name], MANY)} times",
        *(["title told of another body too"] if name and differs else []),
    ]


def words_beside(text: str, start: int, end: int) -> tuple[str, list[str]]:
    """Return the word in front of a span in small letters, '' for none, and the words behind it, of which the last may be cut."""
    before = text[max(0, start - WINDOW) : start].split()
    return before[-1].lower() if before else "", text[end : end + WINDOW].split()


def see_neighbours(holding: Holding, context: Context) -> list[str]:
    """Return how the text goes on behind post and name: a name that was cut short goes on with a capital."""
    text, post, person = context.article.text, holding.post, holding.person
    before, behind = words_beside(text, post.start, post.end)
    name = "full name" if person.is_full else "short name"
    seen = [
        f"{name} goes on with {_shape(words_beside(text, person.start, person.end)[1])}",
        f"in front '{before}'",
    ]
    if person.start >= post.end and not text[post.end : person.lead or person.start].strip():
        return [*seen, "post goes on with the name"]
    return [
        *seen,
        f"post goes on with {_shape(behind)}",
        f"post goes on with {_shape(behind)} and {_shape(behind[1:])}",
        f"behind '{behind[0].lower() if behind else ''}'",
        f"behind '{' '.join(behind[:2]).lower()}'",
    ]


def _shape(words: Sequence[str]) -> str:
    """What the first of some words looks like."""
    if not words:
        return "nothing"
    first = words[0][0]
    if first.isalpha():
        return "a capital" if first.isupper() else "a small word"
    return "a number" if first.isdigit() else f"'{first}'"
