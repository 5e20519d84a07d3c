"""The features of a line, from what it says itself and from what its place on the page shows.

Takes a `Scene`. Gives `Features`: for each line the numbers of its columns' features, and named signs. Decides nothing: which features count,
and how much, the learned weights say. An *aspect* has one of few values on a line ('kind:date', 'below:prose'), so that a value that was
seen on one page is met again on the next; which of them are looked at together, `columns` says. A *sign* is
seen on few lines ('stated:title', 'word:ảnh'). Names join aspects by '&', a value stands behind ':'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from vnnews.label.columns import (
    ASPECTS,
    CODES,
    DATE_DISTANCES,
    ECHOES,
    FEW,
    KIND_CODES,
    KINDS,
    LINK_SHARES,
    PAGE_LINES,
    PROSE_PARTS,
    PROSE_SHARES,
    PROSE_WORDS,
    ROW_OF,
    SHARES,
    SIZES,
    SMALL_PAGE,
    SOME,
    STORY_WEIGHTS,
    number_features,
)
from vnnews.label.line import MAX_HEADLINE_WORDS, Line
from vnnews.label.markup import Markup
from vnnews.label.names import name_roles
from vnnews.label.story import DISTANCES
from vnnews.label.words.kinds import Kind
from vnnews.text import skeleton

if TYPE_CHECKING:
    from vnnews.label.labelling import Scene

_Put: TypeAlias = Callable[[str, npt.ArrayLike], None]

NEAR: Final = 4
"""Lines above and below that are counted."""
NO_DATE: Final = 99
SURE_LINK: Final = 0.85
"""Share of link characters from which a line is nothing but a link."""
MAX_CARD_WORDS: Final = 120
"""Words of a card, which is a link with a headline and a summary of two or three sentences in one line."""
LAST_STEP: Final = 4
"""Lines of the story that are told apart from either end."""
MAX_STATED_WORDS: Final = 45
MIN_SUMMARY_WORDS: Final = 8
MIN_TITLE_KEY: Final = 12
"""Letters that two titles must share when one is cut off or has a suffix."""
SUMMARY_KEY: Final = 60
"""Letters of the stated summary that a line must begin with."""

TOLD: Final = frozenset((Kind.PROSE, Kind.TEXT))
CREDITS: Final = frozenset((Kind.CREDIT, Kind.CREDIT_LINE))


def matches_title(key: str, keys: Iterable[str]) -> bool:
    """Whether the skeleton of a line is that of one of the titles, or one of the two begins with the other."""
    return len(key) >= MIN_TITLE_KEY and any(stated.startswith(key) or key.startswith(stated) for stated in keys)


class Features(NamedTuple):
    """The features of the lines of a page."""

    codes: npt.NDArray[np.int32]
    """For each column and line the number of its feature."""
    signs: list[tuple[str, ...]]
    """For each line the names of its signs."""
    sure: dict[int, str]
    """For lines that one sign decides alone (`decode.SURE`), its name."""


def name_features(scene: Scene) -> Features:
    """The features of each line of a page that has lines.

    Example:
        >>> from vnnews.label.columns import name_code
        >>> from vnnews.label.labelling import look_around
        >>> from vnnews.read import read_page
        >>> features = name_features(look_around(read_page("Chia sẻ", kind="text")))
        >>> name_code(int(features.codes[0, 0])), features.signs[0][:2]
        ('kind:widget', ('line:chia sẻ', 'word:chia'))
    """
    values = _value_aspects(scene)
    codes = number_features(values)
    signs = list(_find_signs(scene))
    kinds = values[ROW_OF["kind"]].tolist()
    named = [
        line.look.signs + _cross(own, kind) if own else line.look.signs
        for line, own, kind in zip(scene.lines, signs, kinds, strict=True)
    ]
    sure = {number: "form:message" for number, line in enumerate(scene.lines) if "form:message" in line.look.signs}
    for number, own in enumerate(signs):
        if own and not _SURE.isdisjoint(own):
            sure[number] = next(name for name in own if name in _SURE)
    return Features(codes, named, sure)


_SURE: Final = frozenset(("hidden", "box:message", "box:form", "inside:comment", "card"))
"""Signs of a line's place that decide alone; see `decode.SURE`."""


@lru_cache(maxsize=16_384)
def _cross(signs: tuple[str, ...], kind: int) -> tuple[str, ...]:
    """Signs alone and with the kind of the line: of some sites some hundreds."""
    own = f"&kind:{KINDS[kind - 1]}"
    return tuple(name for sign in signs for name in (sign, sign + own))


def _step(numbers: npt.ArrayLike, steps: Sequence[float]) -> npt.NDArray[np.intp]:
    """Which of the steps numbers have reached, as the number of the aspect's value."""
    return np.searchsorted(np.asarray(steps), np.asarray(numbers), side="right") + 1


def _value_aspects(scene: Scene) -> npt.NDArray[np.int32]:
    """For each aspect and line the number of its value."""
    lines, count = scene.lines, len(scene.lines)
    values = np.zeros((len(ASPECTS), count), dtype=np.int32)

    def put(aspect: str, numbers: npt.ArrayLike) -> None:
        values[ROW_OF[aspect]] = numbers

    looks = np.array([line.look[2:7] for line in lines]).T + 1
    for aspect, row in zip(("words", "first", "last", "capitals", "sentences"), looks, strict=True):
        put(aspect, row)
    kind = np.array([KIND_CODES[line.kind] for line in lines])
    put("kind", kind)
    put("copies", np.minimum([line.copies for line in lines], 3))
    _put_page(put, scene)
    shown = np.array([not line.is_hidden for line in lines])
    _put_neighbours(put, kind, shown)
    size = _step([line.words for line in lines], SIZES)
    put("size", size)
    near = np.maximum(np.cumsum(shown) - 1, 0)
    for aspect, row, offset in (
        ("size_above", size, -1),
        ("last_above", looks[2], -1),
        ("size_below", size, 1),
        ("first_below", looks[1], 1),
    ):
        seen = np.concatenate([[1], row[shown], [1, 1]])
        put(aspect, seen[np.minimum(near + 1 + offset, len(seen) - 1)])
    told = [line.words for line in lines[scene.story.start : scene.story.end] if line.kind in TOLD]
    put("typical", _step(np.median(told), SIZES) if told else 0)
    put("credits", _step(sum(line.kind in CREDITS for line in lines), SOME))
    if scene.story.headline >= 0:
        put("echo", _step(scene.story.echoes, ECHOES))
    _put_story(put, scene)
    index = np.arange(count)
    put("from_top", _step(index, DISTANCES))
    put("from_end", _step(count - index, DISTANCES))
    if count <= SMALL_PAGE:
        put("small_page", index + 1)
    dates = np.flatnonzero(kind == KIND_CODES[Kind.DATE])
    place = np.searchsorted(dates, index, side="right")
    padded = np.concatenate([[-NO_DATE - count], dates, [2 * count + NO_DATE]])
    is_date = kind == KIND_CODES[Kind.DATE]
    put("date_above", np.where(is_date, 0, _step(np.minimum(index - padded[place], NO_DATE), DATE_DISTANCES)))
    put("date_below", np.where(is_date, 0, _step(np.minimum(padded[place + 1] - index, NO_DATE), DATE_DISTANCES)))
    marked = np.array([bool(line.block.tag or line.block.hints) for line in lines])
    tags, other = CODES["tag"], CODES["tag"]["other"]
    put("tag", [tags.get(line.block.tag, other) if line.block.tag else 0 for line in lines])
    put("linked", marked * _step([line.link_share for line in lines], LINK_SHARES))
    put("links", marked * (np.minimum([line.block.links for line in lines], 3) + 1))
    if scene.markups:
        _put_elements(put, scene, kind)
    return values


def _put_page(put: _Put, scene: Scene) -> None:
    """What the page is as a whole: HTML or how it was flattened, how long, how much of it is prose."""
    words = sum(line.words for line in scene.lines)
    put("shape", CODES["shape"].get(scene.shape, 0))
    put("page_prose", _step(scene.story.prose_before[-1] / (words or 1), PROSE_SHARES))
    put("page_lines", _step(len(scene.lines), PAGE_LINES))


def _put_neighbours(put: _Put, kind: npt.NDArray[np.intp], shown: npt.NDArray[np.bool_]) -> None:
    """The kinds of the lines above and below, and how many of some kinds are near; what the page does not show is nobody's neighbour."""
    seen = kind[shown]
    at = np.maximum(np.cumsum(shown) - 1, 0)
    start, end = CODES["kind"]["start"], CODES["kind"]["end"]
    padded = np.concatenate([[start, start], seen, [end, end, end]])
    for aspect, offset in (("above2", 0), ("above", 1), ("below", 3), ("below2", 4)):
        put(aspect, padded[np.minimum(at + offset, len(padded) - 1)])
    last = len(seen)

    def count(*kinds: Kind) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        before = np.concatenate([[0], np.cumsum(sum(seen == KIND_CODES[one] for one in kinds))])
        above = before[np.minimum(at, last)] - before[np.maximum(at - NEAR, 0)]
        return above, before[np.minimum(at + 1 + NEAR, last)] - before[np.minimum(at + 1, last)]

    above, below = count(Kind.PROSE)
    put("prose_above4", _step(above, FEW))
    put("prose_below4", _step(below, FEW))
    put("headlines_near", _step(sum(count(Kind.HEADLINE)), SOME))
    put("short_near", _step(sum(count(Kind.SHORT, Kind.WIDGET)), SOME))


def _put_story(put: _Put, scene: Scene) -> None:
    """Where the line stands beside the story and its headline, how much it shares with it, and how much prose stands above and below."""
    story, count = scene.story, len(scene.lines)
    index, steps = np.arange(count), len(DISTANCES) + 1
    above, below = index < story.start, index >= story.end
    place = np.where(above, _step(story.start - index, DISTANCES), 1 + steps)
    put("story", np.where(below, _step(index - story.end, DISTANCES) + steps + 1, place))
    put("side", 2 - above + below)
    inside = ~above & ~below
    put("story_line", inside * (np.minimum(index - story.start, LAST_STEP) + 1))
    put("story_left", inside * (np.minimum(story.end - 1 - index, LAST_STEP) + 1))
    put("story_words", _step(story.weight, STORY_WEIGHTS))
    start = story.headline if story.headline >= 0 else story.start
    at = CODES["head"]
    head = np.where(index < start, _step(start - index, DISTANCES), at["to0"] - 1 + _step(index - start, DISTANCES))
    head = np.where(index == start, at["at"], head)
    head = np.where(index > story.start, at["below"], head)
    put("head", np.where(index == story.headline, at["headline"], head))
    shares = np.array(story.shares)
    put("shares", (shares >= 0) * _step(shares, SHARES))
    prose = np.array(story.prose_before)
    put("prose_above", _step(prose[:-1], PROSE_WORDS))
    put("prose_below", _step(prose[-1] - prose[1:], PROSE_WORDS))
    put("prose_part", _step(prose[:-1] / (prose[-1] or 1), PROSE_PARTS))


def _put_elements(put: _Put, scene: Scene, kind: npt.NDArray[np.intp]) -> None:
    """Where the line stands beside the element of the paragraphs, and what stands beside it in its own."""
    element, place = [], []
    for line, markup in zip(scene.lines, _own_markup(scene), strict=True):
        element.append(3 if markup.is_core(line) else 2 if markup.is_in_container(line) else 1)
        place.append(CODES["place"][markup.place(line.index)])
    put("element", element)
    put("place", place)
    container = np.array([line.block.container for line in scene.lines])
    same = container[1:] == container[:-1]
    put("sibling_above", np.concatenate([[0], kind[:-1] * same]))
    put("sibling_below", np.concatenate([kind[1:] * same, [0]]))


def _own_markup(scene: Scene) -> Iterator[Markup]:
    """For each line of an HTML page the article whose mark-up it is measured by."""
    article = 0
    for index in range(len(scene.lines)):
        while article + 1 < len(scene.markups) and index >= scene.markups[article + 1].start:
            article += 1
        yield scene.markups[article]


def _find_signs(scene: Scene) -> Iterator[tuple[str, ...]]:
    """For each line what is seen of few: in its mark-up, its link, its copies, and in what the page states about itself."""
    lines, story = scene.lines, scene.story
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for line in lines:
        first.setdefault(line.key, line.index)
        last[line.key] = line.index
    headline_key = lines[story.headline].key if story.headline >= 0 else None
    markups = _own_markup(scene) if scene.markups else None
    for index, line in enumerate(lines):
        signs = list(_name_hints(line.block.hints)) if line.block.hints else []
        if line.copies > 1:
            if line.doubled:
                signs.append("doubled")
            if first[line.key] != index:
                signs.append("copy_above")
            if last[line.key] != index:
                signs.append("copy_below")
            if line.key == headline_key:
                signs.append("copy_of_headline")
        if line.block.href or line.is_hidden or line.block.alt:
            signs += _signs_of_link(lines, index)
        if scene.stated.titles or scene.stated.values or scene.stated.summaries:
            signs += _signs_of_metadata(line, scene)
        if index in scene.table_lines:
            signs.append("data_table")
        if markups is not None:
            signs += _signs_of_elements(line, next(markups))
        yield tuple(signs)


@lru_cache(maxsize=4096)
def _name_hints(hints: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"hint:{hint}" for hint in sorted(hints))


def _signs_of_link(lines: Sequence[Line], index: int) -> Iterator[str]:
    """What a link, a picture's text or hidden text makes of a line."""
    line, block = lines[index], lines[index].block
    if line.is_story_address:
        yield "story_address"
    if line.is_headline_link:
        yield "headline_link"
    if line.is_hidden and "figure" not in block.hints:
        yield "hidden"
    if block.alt:
        yield "picture_text:same" if skeleton(block.alt) == skeleton(block.text) else "picture_text:other"
    if block.href and line.link_share >= SURE_LINK:
        # a card's headline and summary are parts of one link, or one line
        is_card = block.links == 1 and MAX_HEADLINE_WORDS < line.words <= MAX_CARD_WORDS
        for name, other in (("above", index - 1), ("below", index + 1)):
            is_near = 0 <= other < len(lines) and lines[other].block.href == block.href
            if is_near and lines[other].link_share >= SURE_LINK:
                yield f"same_link:{name}"
                is_card |= line.kind is Kind.PROSE
        if is_card:
            yield "card"


def _signs_of_metadata(line: Line, scene: Scene) -> Iterator[str]:
    """What of the page's metadata the line repeats."""
    stated = scene.stated
    if line.words <= MAX_STATED_WORDS:
        key = line.key.replace(" ", "")
        if stated.titles and matches_title(key, stated.titles):
            yield "stated:title"
        for name, keys in stated.values.items():
            if key in keys:
                yield f"stated:{name}"
    is_long = bool(stated.summaries) and line.words >= MIN_SUMMARY_WORDS
    if is_long and line.key.replace(" ", "")[:SUMMARY_KEY] in stated.summaries:
        yield "stated:summary"


def _signs_of_elements(line: Line, markup: Markup) -> list[str]:
    """What the elements around the line, and those in it, are called; the box of a teaser or message, the reply that it stands in."""
    signs = list(name_roles(markup.own_roles(line), line.roles, line.inline_roles))
    if line.is_teaser:
        signs.append("teaser")
    box = markup.box_says(line)
    if box:
        signs.append(f"box:{box}")
    if line.index in markup.replies:
        signs.append("reply")
    return signs
