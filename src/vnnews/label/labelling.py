"""From a document to labelled blocks: the detectors look, the chain reads the lines, the page decides whether there is an article.

Takes a `Document` and weights. Gives a `Labelling`. The reason of a label is the feature that speaks most for it against the runner-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from vnnews.label.decode import LABELS, Chain, Floats, Reading, Rows, load_chain
from vnnews.label.explain import describe
from vnnews.label.features import MIN_TITLE_KEY, SUMMARY_KEY, Features, name_features
from vnnews.label.line import Line, read_lines
from vnnews.label.markup import Markup
from vnnews.label.page import (
    is_only_headlines,
    is_unrelated,
    measure_page,
    name_with_article,
    name_without_article,
    number_articles,
    weigh_page,
)
from vnnews.label.region import find_articles, find_region
from vnnews.label.story import Story, find_story
from vnnews.label.tree import Tree, find_table_lines
from vnnews.models import Block, Document, Label, Labelling, PageType
from vnnews.text import skeleton
from vnnews.text.site_names import strip_site

HIDDEN: Final = "hidden"
"""The feature of a line that the page does not show."""
NO_REASON: Final = "nothing known"
"""The reason of a line of which no feature is known."""
_MAIN: Final = frozenset(
    LABELS.index(label) for label in (Label.TITLE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION)
)


MAX_STATED: Final = 100
"""Values of one name that are compared with lines; the richest page seen states 20 tags."""
MAX_VALUE: Final = 300
_NAMES: Final = ("author", "section", "breadcrumb", "tag", "keyword")


class Stated(NamedTuple):
    """What a page states about itself, as skeletons that lines are compared with."""

    titles: frozenset[str]
    summaries: frozenset[str]
    """The first letters of each summary."""
    values: dict[str, frozenset[str]]
    """Authors, sections, steps of the breadcrumb, tags and keywords by name."""


class Scene(NamedTuple):
    """A page with what its detectors have seen."""

    lines: list[Line]
    story: Story
    markups: tuple[Markup, ...]
    """One for each article that the structure of an HTML page shows, at least one; () on a text page."""
    stated: Stated
    table_lines: frozenset[int]
    """Lines in tables of data."""
    shape: str
    """'html', or how the page was flattened."""


class Decided(NamedTuple):
    """What was decided of a page, with all that `explain` shows."""

    scene: Scene
    features: Features
    rows: list[Rows]
    """The rows of the weights of each line's features."""
    probabilities: Floats
    """For each line the probability of each label, as the chain gives it."""
    best: Rows
    second: Rows
    """For each line the places in `LABELS` of its label and of the runner-up."""
    article: float
    """The probability that the page holds an article."""
    has_article: bool


def label_page(document: Document, labeller: str = "") -> Labelling:
    """The page's type and its labelled blocks, by the page alone."""
    if not document.blocks:
        return Labelling(PageType.EMPTY, (), 0.0)
    chain = load_chain(labeller, _changed(labeller))
    found = decide(document, chain)
    scene, labels = found.scene, [LABELS[best] for best in found.best.tolist()]
    if found.has_article:
        replies = any(markup.replies for markup in scene.markups)
        page_type = name_with_article(scene.lines, labels, replies=replies)
        numbers = number_articles(
            scene.lines, labels, [markup.start for markup in scene.markups[1:]] if scene.markups else None
        )
    else:
        page_type, numbers = name_without_article(document, scene.lines), [None] * len(labels)
    confidence = np.round(chain.trust(found.probabilities.max(axis=1)), 3).tolist()
    reasons = chain.find_reasons(found.features, found.rows, found.best, found.second)
    blocks = tuple(
        Block(
            source.start, source.end, source.text, labels[index], describe(reasons[index]) if reasons[index] else NO_REASON,
            numbers[index], source.path, confidence[index],
        )
        for index, source in enumerate(document.blocks)
    )  # fmt: skip
    return Labelling(page_type, blocks, round(found.article, 3))


def look_around(document: Document) -> Scene:
    """The scene of a page.

    Example:
        >>> from vnnews.read import read_page
        >>> scene = look_around(read_page("<h1>Mưa lớn ở Hà Nội</h1><p>Sáng nay, mưa lớn làm nhiều tuyến phố ngập sâu đến nửa mét.</p>"))
        >>> len(scene.lines), len(scene.markups), scene.story.start
        (2, 1, 1)
    """
    lines = read_lines(document.blocks)
    markups: tuple[Markup, ...] = ()
    tables: frozenset[int] = frozenset()
    if document.kind == "html":
        tree = Tree(document, lines)
        region = find_region(tree)
        regions = find_articles(tree, region) if region is not None else [None]
        markups = tuple(Markup(tree, own) for own in regions)
        tables = find_table_lines(tree)
    stated = _read_stated(document)
    return Scene(lines, find_story(lines), markups, stated, tables, document.shape or document.kind)


def _read_stated(document: Document) -> Stated:
    stated = [item.value for item in document.metadata if item.name == "title"]
    found: dict[str, set[str]] = {name: set() for name in (*_NAMES, "sapo")}
    for item in document.metadata:
        keys = found.get(item.name)
        if keys is not None and len(keys) < MAX_STATED:
            keys.add(skeleton(item.value[:MAX_VALUE]))
    titles = {skeleton(value) for title in stated for value in (title, strip_site(title, url=document.url))}
    return Stated(
        frozenset(key for key in titles if len(key) >= MIN_TITLE_KEY),
        frozenset(key[:SUMMARY_KEY] for key in found["sapo"] if len(key) > SUMMARY_KEY // 2),
        {name: frozenset(found[name] - {""}) for name in _NAMES if found[name] - {""}},
    )


def decide(document: Document, chain: Chain) -> Decided:
    """Weigh what is seen on a page that has blocks."""
    scene = look_around(document)
    features = name_features(scene)
    rows = chain.find_rows(features)
    scores = chain.score(features, rows)
    # what the page does not show is no step of the chain: junk between paragraphs does not part them
    count = len(scores)
    shown = [index for index in range(count) if features.sure.get(index) != HIDDEN] or list(range(count))
    if len(shown) < count:
        scores = scores[shown]
    reading = spread_reading(chain.read(scores), shown, count)
    article = weigh_page(measure_page(document, scene, reading), chain.weights.page)
    # several headlines, each with a date and paragraphs in an element of its own, are several articles whatever the page is like
    is_likely = article >= chain.weights.page[""][1] or len(scene.markups) > 1
    is_told = not _MAIN.isdisjoint(reading.labels.argmax(axis=1).tolist())
    has_article = is_likely and is_told and not is_only_headlines(scene) and not is_unrelated(scene, reading)
    if not has_article:
        reading = spread_reading(chain.read_without(scores), shown, count)
    order = np.argsort(-reading.labels, axis=1, kind="stable")
    return Decided(scene, features, rows, reading.labels, order[:, 0], order[:, 1], article, has_article)


def spread_reading(reading: Reading, shown: Sequence[int], count: int) -> Reading:
    """A reading of all lines from that of those which the page shows; the others are furniture of the part that they stand in."""
    if len(shown) == count:
        return reading
    labels = np.zeros((count, len(LABELS)))
    labels[:, LABELS.index(Label.BOILERPLATE)] = 1.0
    labels[shown] = reading.labels
    parts = reading.parts[np.maximum(np.searchsorted(shown, np.arange(count), side="right") - 1, 0)]
    return Reading(labels, parts)


def _changed(path: str) -> int:
    """When a file was last changed, in ns; 0 for none, so that reading it gives the error."""
    try:
        return Path(path).stat().st_mtime_ns if path else 0
    except OSError:
        return 0
