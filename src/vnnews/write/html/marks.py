"""Entities as coloured marks in the text of an article.

Takes an `Article`, gives `Mark`s and the HTML of a stretch of its text with them. Decides how marks that overlap are nested: a
mark inside another is nested ('UBND [tỉnh Quảng Ninh]'), a mark that sticks out of another is cut in two at its edge. Known limit:
marks nested deeper than `DEEPEST_NESTING` are not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from operator import attrgetter

import msgspec

from vnnews.models import Article, Official, Post
from vnnews.write.html.escape import escape_text


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A stretch of `Article.text` to be coloured."""

    start: int
    end: int
    kind: str
    """'province', 'agency', 'official' or 'post'."""
    name: str
    """The entity that it names, as the article's date gives it."""
    rule: str
    """Name of the rule that found it; '' for a post."""
    confidence: float = 1.0


SURE = 0.8
"""Marks of entities and posts with less confidence are drawn paler, with a dashed line."""

DEEPEST_NESTING = 6
"""Marks nested deeper are left out. Post, official, agency, its parent and its province nest 5 deep; more is no reading text."""

MAX_POSTS = 8
"""Posts that a mark's title states: it stands at each mention, so that the cost of many posts with many mentions would be their product."""

_OUTER_FIRST = {"post": 0, "official": 1, "agency": 2, "province": 3}


def collect_marks(article: Article) -> list[Mark]:
    """Return a mark for each mention and each post of an article's entities, in the order of the text.

    Example:
        >>> from vnnews.models import Mention, Province
        >>> huế = Province("vn:hue", "Huế", "Thành phố Huế", "centrally_run_city", mentions=(Mention(6, 9, "Huế", "name"),))
        >>> [(m.kind, m.name, m.rule) for m in collect_marks(Article("Mưa ở Huế", text="Mưa ở Huế", provinces=(huế,)))]
        [('province', 'Thành phố Huế', 'name')]
    """
    marks = [
        Mark(m.start, m.end, "province", p.full_name, m.rule, p.confidence)
        for p in article.provinces
        for m in p.mentions
    ]
    marks += [
        Mark(m.start, m.end, "agency", a.name, m.rule, a.confidence) for a in article.agencies for m in a.mentions
    ]
    for official in article.officials:
        name = describe_official(official)
        marks += [Mark(m.start, m.end, "official", name, m.rule, official.confidence) for m in official.mentions]
        marks += [
            Mark(post.start, post.end, "post", f"{official.name}: {describe_post(post)}", "", post.confidence)
            for post in official.posts
            if post.end > post.start
        ]
    return sorted(marks, key=_place)


def describe_post(post: Post) -> str:
    """Return a post in one line: role, agency and, unless it is current, its status.

    Example:
        >>> describe_post(Post("Giám đốc", "Sở Y tế tỉnh Lào Cai", province="Lào Cai", status="former"))
        'Giám đốc, Sở Y tế tỉnh Lào Cai (former)'
    """
    where = post.agency or post.province
    line = f"{post.role}, {where}" if where else post.role
    return line if post.status == "current" else f"{line} ({post.status})"


def describe_official(official: Official) -> str:
    """Return a name and its posts in one line.

    Example:
        >>> describe_official(Official("Trần Thị Mai", posts=(Post("Bí thư", "Tỉnh ủy Cà Mau"),)))
        'Trần Thị Mai: Bí thư, Tỉnh ủy Cà Mau'
    """
    posts = "; ".join(map(describe_post, official.posts[:MAX_POSTS]))
    if len(official.posts) > MAX_POSTS:
        posts += "; …"
    return f"{official.name}: {posts}" if posts else official.name


def mark_stretch(text: str, start: int, end: int, marks: Iterable[Mark], *, focusable: bool = False) -> str:
    """Return the HTML of `text[start:end]` with its marks.

    Args:
        text: The article's text.
        start: First code point of the stretch.
        end: One past its last code point.
        marks: Marks that lie at least partly in the stretch; what sticks out is cut off.
        focusable: Whether a mark can be reached with the keyboard and carries its name and rule for the view's script.

    Example:
        >>> mark_stretch("ở Huế", 0, 5, [Mark(2, 5, "province", "Thành phố Huế", "name")])
        'ở <mark class="vnn-k-province" title="Thành phố Huế · province · rule: name">Huế</mark>'
    """
    waiting = [(*_place(mark), number, mark) for number, mark in enumerate(_clip(marks, start, end))]
    heapify(waiting)
    pieces: list[str] = []
    open_ends: list[int] = []
    at = start
    while waiting:
        *_, number, mark = heappop(waiting)
        at = _close_marks(text, at, mark.start, open_ends, pieces)
        if len(open_ends) == DEEPEST_NESTING:
            continue
        stop = min(mark.end, open_ends[-1]) if open_ends else mark.end
        if stop < mark.end:
            rest = msgspec.structs.replace(mark, start=stop)
            heappush(waiting, (*_place(rest), number, rest))
        pieces.append(_open_mark(mark, focusable))
        open_ends.append(stop)
    _close_marks(text, at, end, open_ends, pieces)
    return "".join(pieces)


def share_marks(stretches: Iterable[tuple[int, int]], marks: list[Mark]) -> Iterator[list[Mark]]:
    """Yield, for each stretch, the marks that lie in it; both must be in the order of the text.

    Example:
        >>> marks = [Mark(0, 3, "province", "Huế", "name"), Mark(8, 11, "province", "Huế", "name")]
        >>> [len(part) for part in share_marks([(0, 5), (5, 12)], marks)]
        [1, 1]
    """
    carried: list[Mark] = []
    rest = iter(marks)
    following = next(rest, None)
    for start, end in stretches:
        while following is not None and following.start < end:
            carried.append(following)
            following = next(rest, None)
        carried = [mark for mark in carried if mark.end > start]
        yield [mark for mark in carried if mark.start < end]


def _place(mark: Mark) -> tuple[int, int, int, str, str]:
    """Sort key: the outer of two marks that begin together comes first; ties are broken by what the reader sees."""
    return mark.start, -mark.end, _OUTER_FIRST[mark.kind], mark.name, mark.rule


def _close_marks(text: str, at: int, place: int, open_ends: list[int], pieces: list[str]) -> int:
    """Write the text from `at` up to `place`, closing the marks that end on the way; returns `place`."""
    while open_ends and open_ends[-1] <= place:
        stop = open_ends.pop()
        pieces.append(escape_text(text[at:stop]))
        pieces.append("</mark>")
        at = stop
    pieces.append(escape_text(text[at:place]))
    return place


def _clip(marks: Iterable[Mark], start: int, end: int) -> Iterator[Mark]:
    for mark in sorted(marks, key=attrgetter("start")):
        if mark.start < end and mark.end > start:
            yield msgspec.structs.replace(mark, start=max(mark.start, start), end=min(mark.end, end))


def _open_mark(mark: Mark, focusable: bool) -> str:
    name = escape_text(mark.name)
    because = f" · rule: {escape_text(mark.rule)}" if mark.rule else ""
    extra = f' tabindex="-1" data-name="{name}" data-rule="{escape_text(mark.rule)}"' if focusable else ""
    sure, unsure = ("", "") if mark.confidence >= SURE else (f" · {mark.confidence:.0%} sure", " vnn-unsure")
    return f'<mark class="vnn-k-{mark.kind}{unsure}" title="{name} · {mark.kind}{because}{sure}"{extra}>'
