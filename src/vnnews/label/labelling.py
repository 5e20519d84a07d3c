"""From what was seen to labelled blocks: the chain reads the lines, the page decides whether there is an article, each line gets its reason.

Takes a `Document` and weights. Gives a `Labelling`. The reason of a label is the feature that speaks most for it against the runner-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from vnnews.label.articles import number_articles
from vnnews.label.decode import LABELS, Chain, Floats, Reading, Scored, load_chain
from vnnews.label.features import name_features
from vnnews.label.groups import Group
from vnnews.label.place.page import is_only_headlines, measure_page, weigh_page
from vnnews.label.place.page_type import name_with_article, name_without_article
from vnnews.label.reasons import describe
from vnnews.label.scene import Scene, look_around
from vnnews.models import Block, Document, Label, Labelling, PageType

HIDDEN: Final = "hidden"
"""The feature of a line that the page does not show."""
NO_REASON: Final = "nothing known"
"""The reason of a line of which no feature is known."""
_AT: Final = {label: index for index, label in enumerate(LABELS)}
_MAIN: Final = frozenset({Label.TITLE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION})


class Decided(NamedTuple):
    """What was decided of a page, with all that `explain` shows."""

    scene: Scene
    labels: list[Label]
    second: list[Label]
    """The runner-up of each line."""
    probabilities: Floats
    """For each line the probability of each label, as the chain gives it."""
    features: list[list[Group]]
    """For each line its groups of features."""
    scored: Scored
    article: float
    """The probability that the page holds an article."""
    has_article: bool


def label_page(document: Document, labeller: str = "") -> Labelling:
    """The page's type and its labelled blocks, by the page alone."""
    if not document.blocks:
        return Labelling(PageType.EMPTY, (), 0.0)
    chain = load_chain(labeller, _changed(labeller))
    found = decide(document, chain)
    scene, labels = found.scene, found.labels
    if found.has_article:
        replies = any(markup.replies for markup in scene.markups)
        page_type = name_with_article(scene.lines, labels, replies=replies)
        numbers = number_articles(
            scene.lines, labels, [markup.start for markup in scene.markups[1:]] if scene.markups else None
        )
    else:
        page_type, numbers = name_without_article(document, scene.lines), [None] * len(labels)
    confidence = np.round(chain.trust(found.probabilities.max(axis=1)), 3).tolist()
    best, second = ([_AT[label] for label in row] for row in (labels, found.second))
    reasons = chain.find_reasons(found.features, found.scored, best, second)
    blocks = tuple(
        Block(
            source.start, source.end, source.text, labels[index], describe(reasons[index]) if reasons[index] else NO_REASON,
            numbers[index], source.path, confidence[index],
        )
        for index, source in enumerate(document.blocks)
    )  # fmt: skip
    return Labelling(page_type, blocks, round(found.article, 3))


def decide(document: Document, chain: Chain) -> Decided:
    """Weigh what is seen on a page that has blocks."""
    scene = look_around(document)
    features = list(name_features(scene))
    scored = chain.score(features)
    # what the page does not show is no step of the chain: junk between paragraphs does not part them
    shown = [index for index in range(len(features)) if scored.sure.get(index) != HIDDEN] or list(range(len(features)))
    reading = spread_reading(chain.read(scored.scores[shown]), shown, len(features))
    article = weigh_page(measure_page(document, scene, reading), chain.weights.page)
    order = np.argsort(-reading.labels, axis=1)
    labels = [LABELS[best] for best in order[:, 0]]
    # several headlines, each with a date and paragraphs in an element of its own, are several articles whatever the page is like
    is_likely = article >= chain.weights.page[""][1] or len(scene.markups) > 1
    has_article = is_likely and not _MAIN.isdisjoint(labels) and not is_only_headlines(scene)
    if not has_article:
        reading = spread_reading(chain.read_without(scored.scores[shown]), shown, len(features))
        order = np.argsort(-reading.labels, axis=1)
        labels = [LABELS[best] for best in order[:, 0]]
    runners_up = [LABELS[second] for second in order[:, 1]]
    return Decided(scene, labels, runners_up, reading.labels, features, scored, article, has_article)


def spread_reading(reading: Reading, shown: Sequence[int], count: int) -> Reading:
    """A reading of all lines from that of those which the page shows; the others are furniture of the part that they stand in."""
    if len(shown) == count:
        return reading
    labels = np.zeros((count, len(LABELS)))
    labels[:, _AT[Label.BOILERPLATE]] = 1.0
    labels[shown] = reading.labels
    parts = reading.parts[np.maximum(np.searchsorted(shown, np.arange(count), side="right") - 1, 0)]
    return Reading(labels, parts)


def _changed(path: str) -> int:
    """When a file was last changed, in ns; 0 for none, so that reading it gives the error."""
    try:
        return Path(path).stat().st_mtime_ns if path else 0
    except OSError:
        return 0
