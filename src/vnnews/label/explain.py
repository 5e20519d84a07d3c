"""Why the lines of a page have their labels.

Takes a `Document`. Gives for each line the features that spoke most for its label, in words and with their weights, and the runner-up.
Decides nothing.
"""

from __future__ import annotations

from typing import Final

import msgspec

from vnnews.label.decode import LABELS, RULED_OUT, load_chain
from vnnews.label.groups import flatten
from vnnews.label.labelling import decide
from vnnews.label.reasons import describe
from vnnews.models import Document, Label

MAX_REASONS: Final = 3
"""Features shown of a line; the first three carry most of the difference to the runner-up."""


class Reason(msgspec.Struct, frozen=True):
    """Why a line has its label."""

    label: Label
    confidence: float
    """How often labels that are as sure as this one are right, from 0 to 1."""
    because: tuple[tuple[str, float], ...]
    """The features that speak most for the label against the runner-up, in words, with their weights in logits."""
    second: Label
    """The runner-up."""
    second_probability: float


def explain_page(document: Document, labeller: str = "") -> list[Reason]:
    """The reason of each line's label, as `label_blocks` gives it without a site memory.

    Example:
        >>> from vnnews.read import read_page
        >>> explain_page(read_page("Chia sẻ", kind="text"))[0].label.value
        'boilerplate'
    """
    if not document.blocks:
        return []
    chain = load_chain(labeller)
    found = decide(document, chain)
    confidence = chain.trust(found.probabilities.max(axis=1))
    reasons = []
    for index, (label, second) in enumerate(zip(found.labels, found.second, strict=True)):
        best, other = LABELS.index(label), LABELS.index(second)
        sure = found.scored.sure.get(index)
        names, _ = flatten(found.features[index])
        gains = [(sure, -RULED_OUT)] if sure else chain.explain(names, best, other)[:MAX_REASONS]
        because = tuple((describe(name), round(weight, 2)) for name, weight in gains)
        reasons.append(
            Reason(label, round(float(confidence[index]), 3), because, second, float(found.probabilities[index, other]))
        )
    return reasons
