"""The features of a line, from what it says itself and from what its place on the page shows.

Takes a `Scene`. Gives for each line groups of named features (`groups`). Decides nothing: which names count, and how much, the learned weights
say. What is measured is put into few steps, so that a step that was seen on one page is met again on the next.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import Final

from vnnews.label import groups
from vnnews.label.groups import Group
from vnnews.label.line import MAX_HEADLINE_WORDS, Line
from vnnews.label.place.markup import Markup
from vnnews.label.place.region import matches_title
from vnnews.label.scene import SUMMARY_KEY, Scene
from vnnews.label.words.kinds import Kind
from vnnews.label.words.look import WORD_STEPS, step
from vnnews.text import skeleton

DISTANCES: Final = (0, 1, 2, 3, 5, 9, 16, 30, 60, 120)
NEAR: Final = 4
"""Lines above and below that are counted."""
FEW: Final = (1, 2, 3)
SOME: Final = (1, 3, 5)
SHARES: Final = (0.0, 0.05, 0.15, 0.3, 0.5, 0.8)
"""Shares of its word pairs that a line has in common with the story."""
STORY_WEIGHTS: Final = (2, 4, 8, 15, 30, 60)
PROSE_WORDS: Final = (1, 30, 100, 300)
DATE_DISTANCES: Final = (1, 2, 4, 8, 99)
NO_DATE: Final = 99
LINK_SHARES: Final = (0.01, 0.3, 0.6, 0.85)
LIST_WORDS: Final = (1, 2, 3, 4, 5, 7, 9)
PROSE_SHARES: Final = (0.2, 0.4, 0.6, 0.8, 0.95)
"""Shares of a page's words that stand in paragraphs."""
PAGE_LINES: Final = (6, 15, 40, 100)
SURE_LINK: Final = 0.85
"""Share of link characters from which a line is nothing but a link."""
MAX_CARD_WORDS: Final = 120
"""Words of a card, which is a link with a headline and a summary of two or three sentences in one line."""
SMALL_PAGE: Final = 12
"""Lines of a dump of one article: there the place itself tells much."""
LAST_STEP: Final = 4
"""Lines of the story that are told apart from either end."""
LONGEST: Final = 11
"""Step of a line's length from which longer ones share what they have in common with the story."""
MAX_STATED_WORDS: Final = 45
MIN_SUMMARY_WORDS: Final = 8


def name_features(scene: Scene) -> Iterator[list[Group]]:
    """The features of each line of a page, in groups.

    Example:
        >>> from vnnews.label.groups import flatten
        >>> from vnnews.label.scene import look_around
        >>> from vnnews.read import read_page
        >>> names, parts = flatten(next(name_features(look_around(read_page("Chia sẻ", kind="text")))))
        >>> "kind:widget" in names, "story:above0" in parts
        (True, False)
    """
    lines = scene.lines
    # what the page does not show is nobody's neighbour
    shown = [line.kind.value for line in lines if not line.is_hidden]
    padded = ["start", "start", *shown, "end", "end", "end"]
    at = -1  # of the last shown line
    dates = [line.index for line in lines if line.kind is Kind.DATE]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for line in lines:
        first.setdefault(line.key, line.index)
        last[line.key] = line.index
    page = _name_page(scene)
    headline_key = lines[scene.story.headline].key if scene.story.headline >= 0 else None
    article = 0
    for line in lines:
        index, kind = line.index, line.kind.value
        at += not line.is_hidden
        near = max(at, 0)
        look = groups.of_look(line.text, kind)
        length = look.names[1]
        found = [
            look,
            groups.of_page(kind, page),
            groups.of_neighbours(*padded[near : near + 2], kind, *padded[near + 3 : near + 5]),
        ]
        found.append(_surroundings(shown, near, kind))
        if line.copies == 1:
            found.append(groups.of_copies(kind, 1, False, False, False, False))
        else:
            copies, is_first, is_last = min(line.copies, 3), first[line.key] == index, last[line.key] == index
            of_headline = line.key == headline_key
            found.append(groups.of_copies(kind, copies, line.doubled, not is_first, not is_last, of_headline))
        _add_story(found, line, kind, scene)
        if line.kind is not Kind.DATE:
            date = bisect(dates, index)
            above = index - dates[date - 1] if date else NO_DATE
            below = dates[date] - index if date < len(dates) else NO_DATE
            found.append(groups.of_dates(kind, bisect(DATE_DISTANCES, above), bisect(DATE_DISTANCES, below)))
        block = line.block
        if block.tag or block.hints:
            linked = bisect(LINK_SHARES, line.link_share)
            found.append(groups.of_markup(kind, length, block.tag, linked, min(block.links, 3), block.hints))
        signs = (*_signs_of_markup(line), *_signs_of_link(lines, index), *_signs_of_metadata(line, kind, scene))
        if index in scene.table_lines:
            signs = (*signs, "data_table", f"data_table&kind:{kind}")
        if signs:
            found.append(groups.of_signs(length, signs))
        if scene.markups:
            while article + 1 < len(scene.markups) and index >= scene.markups[article + 1].start:
                article += 1
            _add_elements(found, line, length, padded[near + 1], padded[near + 3], scene.markups[article])
        yield found


def _name_page(scene: Scene) -> tuple[str, ...]:
    """What the page is as a whole: HTML or how it was flattened, how long, how much of it is prose."""
    words = sum(line.words for line in scene.lines)
    return (
        f"page:{scene.shape}",
        f"page_prose:{step(scene.story.prose_before[-1] / (words or 1), PROSE_SHARES)}",
        f"page_lines:{step(len(scene.lines), PAGE_LINES)}",
    )


def _surroundings(kinds: list[str], index: int, kind: str) -> Group:
    """How many paragraphs, headlines and short lines are near."""
    above, below = kinds[max(0, index - NEAR) : index], kinds[index + 1 : index + 1 + NEAR]
    near = above + below
    return groups.of_surroundings(
        kind,
        bisect(FEW, above.count("prose")),
        bisect(FEW, below.count("prose")),
        bisect(SOME, near.count("headline")),
        bisect(SOME, near.count("short") + near.count("widget")),
    )


def _add_story(found: list[Group], line: Line, kind: str, scene: Scene) -> None:
    """The place of the line beside the story, how much it shares with it, and how far the ends of the page are."""
    story, index, count = scene.story, line.index, len(scene.lines)
    own, left = -1, -1
    if index < story.start:
        place, side = f"above{bisect(DISTANCES, story.start - index)}", "above"
    elif index >= story.end:
        place, side = f"below{bisect(DISTANCES, index - story.end)}", "below"
    else:
        place, side = "in", "story:in"
        own, left = min(index - story.start, LAST_STEP), min(story.end - 1 - index, LAST_STEP)
    start = story.headline if story.headline >= 0 else story.start
    if index == story.headline:
        head = "headline"
    elif index > story.start:
        head = "below"
    elif index == start:
        head = "at"
    else:
        head = f"above{bisect(DISTANCES, start - index)}" if index < start else f"to{bisect(DISTANCES, index - start)}"
    found.append(groups.of_story(kind, place, head, own, left, bisect(STORY_WEIGHTS, story.weight)))
    share = story.shares[index]
    if share >= 0:
        length = min(bisect(WORD_STEPS, line.words), LONGEST)
        found.append(groups.of_shares(kind, length, bisect(SHARES, share), side))
    before, total = story.prose_before[index], story.prose_before[-1]
    below = total - story.prose_before[index + 1]
    found.append(
        groups.of_height(
            kind,
            bisect(DISTANCES, index),
            bisect(DISTANCES, count - index),
            bisect(PROSE_WORDS, before),
            bisect(PROSE_WORDS, below),
            5 * before // (total or 1),
        )
    )
    if count <= SMALL_PAGE:
        found.append(groups.of_small_page(kind, index))


def _signs_of_markup(line: Line) -> Iterator[str]:
    """What is seen of few lines in their own mark-up."""
    block = line.block
    if line.is_story_address:
        yield "story_address"
    if line.is_headline_link:
        yield "headline_link"
    if line.is_hidden and "figure" not in block.hints:
        yield "hidden"
    if block.links == 1 and line.link_share >= SURE_LINK and MAX_HEADLINE_WORDS < line.words <= MAX_CARD_WORDS:
        yield "card"
    if block.alt:
        yield "picture_text:same" if skeleton(block.alt) == skeleton(block.text) else "picture_text:other"


def _signs_of_link(lines: Sequence[Line], index: int) -> Iterator[str]:
    """Whether the line above or below is part of the same link, as headline and summary of a card are."""
    href = lines[index].block.href
    if not href or lines[index].link_share < SURE_LINK:
        return
    for name, other in (("above", index - 1), ("below", index + 1)):
        is_line = 0 <= other < len(lines)
        if is_line and lines[other].block.href == href and lines[other].link_share >= SURE_LINK:
            yield f"same_link:{name}"
            yield f"same_link:{name}&kind:{lines[index].kind.value}"


def _signs_of_metadata(line: Line, kind: str, scene: Scene) -> Iterator[str]:
    """What of the page's metadata the line repeats."""
    stated = scene.stated
    if line.words <= MAX_STATED_WORDS and (stated.titles or stated.values):
        key = line.key.replace(" ", "")
        if stated.titles and matches_title(key, stated.titles):
            yield "stated:title"
            yield f"stated:title&kind:{kind}"
        for name, keys in stated.values.items():
            if key in keys:
                yield f"stated:{name}"
    is_long = bool(stated.summaries) and line.words >= MIN_SUMMARY_WORDS
    if is_long and line.key.replace(" ", "")[:SUMMARY_KEY] in stated.summaries:
        yield "stated:summary"


def _add_elements(
    found: list[Group], line: Line, length: str, kind_above: str, kind_below: str, markup: Markup
) -> None:
    """What the elements around the line say: their names, the list, the article's element, the neighbours in it."""
    index, kind = line.index, line.kind.value
    own = markup.own_roles(line)
    if own or line.roles or line.inline_roles:
        found.append(groups.of_roles(kind, length, own, line.roles, line.inline_roles))
    near = "paragraphs" if markup.is_core(line) else "article" if markup.is_in_container(line) else "other"
    found.append(groups.of_place(kind, length, near, markup.place(index)))
    items = bisect(LIST_WORDS, markup.tree.words_in_list(line)) if line.block.links else -1
    box, reply = markup.box_says(line), index in markup.replies
    if items >= 0 or line.is_teaser or box or reply:
        found.append(groups.of_boxes(length, items, line.is_teaser, box, reply))
    lines, container = markup.lines, line.block.container
    above = kind_above if index and lines[index - 1].block.container == container else ""
    below = kind_below if index + 1 < len(lines) and lines[index + 1].block.container == container else ""
    if above or below:
        found.append(groups.of_siblings(kind, length, above, below))
