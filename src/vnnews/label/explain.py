"""Why the lines of a page have their labels, in words.

Takes a `Document`. Gives for each line the features that spoke most for its label, in words ('a short line, above a picture credit') and with
their weights, and the runner-up. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from vnnews.label.columns import STEPS
from vnnews.label.decode import LABELS, RULED_OUT, load_chain
from vnnews.label.story import DISTANCES
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
    from vnnews.label.labelling import decide

    if not document.blocks:
        return []
    chain = load_chain(labeller)
    found = decide(document, chain)
    confidence = chain.trust(found.probabilities.max(axis=1))
    reasons = []
    for index, (best, second) in enumerate(zip(found.best.tolist(), found.second.tolist(), strict=True)):
        sure = found.features.sure.get(index)
        gains = [(sure, -RULED_OUT)] if sure else chain.explain(found.rows, index, best, second)[:MAX_REASONS]
        because = tuple((describe(name), round(weight, 2)) for name, weight in gains)
        likely = float(found.probabilities[index, second])
        reasons.append(Reason(LABELS[best], round(float(confidence[index]), 3), because, LABELS[second], likely))
    return reasons


_KINDS: Final = {
    "alt": "a numbered picture text", "appeal": "an appeal to viewers", "breadcrumb": "a path of sections", "byline": "a name",
    "comment_mark": "the mark of a comment", "comments": "the heading of comments", "contact": "a contact line", "credit": "a line with a picture credit",
    "credit_line": "a picture credit", "date": "a date", "file": "a file name", "footer": "an imprint", "glued_list": "headlines glued together",
    "headline": "a headline", "item": "a list item", "menu_row": "a row of menu items", "more": "a link to more", "prose": "a paragraph",
    "read_more": "a link to another story", "related_heading": "the heading of other stories", "short": "a short line", "source": "a source",
    "symbols": "signs without words", "tags": "tags", "text": "a short sentence", "widget": "a button", "start": "the top of the page",
    "end": "the end of the page",
}  # fmt: skip
_SIGNS: Final = {
    "letter": "a letter", "digit": "a digit", "quote": "a quotation mark", "quote.": "a sentence in quotation marks", "bracket": "a bracket",
    "other": "another sign", "capital": "a capital", "small": "a small letter", "dash": "a dash", "bullet": "a bullet", "arrow": "an arrow", "hash": "'#'",
}  # fmt: skip
_ALONE: Final = {
    "doubled": "printed twice in a row", "copy_above": "also above", "copy_below": "also below", "copy_of_headline": "the headline once more",
    "story_address": "its link leads to a story", "headline_link": "a link as long as a headline", "teaser": "a summary below a headline link",
    "reply": "in the reply to a post", "short": "in a short line", "side:above": "above the story", "side:in": "in the story", "side:below": "below the story",
    "head:headline": "the line that the story's words repeat most", "head:at": "where the story begins", "head:below": "below the story's first line",
    "picture_text:same": "the text of its picture", "picture_text:other": "beside a picture with a text", "stated:title": "as the page states its title",
    "stated:summary": "as the page states its summary", "element:paragraphs": "among the paragraphs", "element:article": "in the article's element",
    "element:other": "outside the article's element", "place:in_head": "above the first paragraph", "place:in_body": "between paragraphs",
    "place:no_article": "on a page without a story", "box:message": "in a box that speaks to the reader", "box:form": "in a form",
    "capitals:all": "in capitals", "hint:after_image": "below a picture", "hint:before_image": "above a picture", "hint:figure": "in a figure",
    "hint:bold": "in bold", "hint:italic": "in italics", "hint:link_first": "begins with a link", "data_table": "in a table of data",
    "same_link:above": "in one link with the line above", "same_link:below": "in one link with the line below", "hidden": "hidden from readers",
    "card": "a link with a headline and a summary", "form:message": "speaks to the reader as forms and offers do",
}  # fmt: skip
_VALUES: Final = {
    "form": "has the form of a {}", "tag": "in <{}>", "named": "its mark-up is called {}", "inside": "inside what is called {}",
    "inline": "holds what is called {}", "stated": "as the page states its {}", "hint": "in a {}", "holds": "holds {!r}", "line": "says {!r}",
    "word": "has the word {!r}", "begins": "begins with {!r}", "ends": "ends with {!r}", "sentences": "{} sentence ends inside",
    "capitals": "{} quarters of its words with a capital", "copies": "{} times on the page", "links": "{} links", "shape": "on a page: {}",
    "story_line": "line {} of the story", "story_left": "{} lines before the end of the story", "small_page": "line {} of a small page",
}  # fmt: skip
_STEPPED: Final = {
    "words": "of {} words", "shares": "shares {} of its word pairs with the story", "linked": "{} of it linked", "from_top": "{} lines from the top",
    "from_end": "{} lines from the end", "prose_above": "{} words of prose above", "prose_below": "{} words of prose below",
    "page_prose": "on a page with {} of its words in paragraphs", "page_lines": "on a page of {} lines", "date_above": "a date {} lines above",
    "date_below": "a date {} lines below", "prose_above4": "{} paragraphs right above", "prose_below4": "{} paragraphs right below",
    "headlines_near": "{} headlines near", "short_near": "{} short lines near", "size": "of {} words", "size_above": "below a line of {} words",
    "size_below": "above a line of {} words", "typical": "in a story whose lines have {} words", "credits": "on a page with {} picture credits",
    "echo": "repeats {} of the headline's words", "story_words": "beside a story that weighs {}", "prose_part": "behind {} of the prose",
}  # fmt: skip
_FAR: Final = {"date_above": "no date above", "date_below": "no date below"}
_SIDES: Final = {
    "first": "begins with {}", "last": "ends with {}", "last_above": "below a line that ends with {}", "first_below": "above a line that begins with {}",
}  # fmt: skip
_PLACES: Final = {"below_body": "{} lines below the last paragraph", "above_element": "{} lines above the story"}


@lru_cache(maxsize=16_384)
def describe(name: str) -> str:
    """A feature in words.

    >>> describe("below:credit_line&kind:short"), describe("stated:title"), describe("words:2")
    ('a short line, above a picture credit', 'as the page states its title', 'of 2 words')
    """
    aspects = name.split("&")
    aspects.sort(key=lambda aspect: not aspect.startswith("kind:"))
    return ", ".join(_describe_aspect(aspect) for aspect in aspects)


def _describe_aspect(aspect: str) -> str:
    if aspect in _ALONE:
        return _ALONE[aspect]
    name, _, value = aspect.partition(":")
    if name == "kind":
        return _KINDS.get(value, value)
    if name in ("above", "below", "above2", "below2", "sibling_above", "sibling_below"):
        # the feature 'above' names the line above, so this line stands below it
        side = "below" if "above" in name else "above"
        return f"{'two lines ' if name.endswith('2') else ''}{side} {_KINDS.get(value, value)}"
    if name in _SIDES:
        return _SIDES[name].format(_SIGNS.get(value, repr(value)))
    if name in _STEPPED:
        steps = STEPS[name]
        if name in _FAR and int(value) == len(steps):
            return _FAR[name]
        return _STEPPED[name].format(_interval(int(value), steps))
    if name in ("story", "head", "place"):
        return _describe_place(name, value)
    return _VALUES[name].format(value.replace("_", " ")) if name in _VALUES else aspect


def _describe_place(name: str, value: str) -> str:
    where = value.rstrip("0123456789")
    distance = _interval(int(value[len(where) :]), DISTANCES) if where != value else ""
    if name == "place":
        return _PLACES.get(where, where).format(distance)
    thing = "the story" if name == "story" else "the likely headline"
    if where == "to":
        return f"{distance} lines below {thing}"
    return f"{distance} lines {where} {thing}" if distance else f"{where} {thing}"


def _interval(step: int, steps: Sequence[float]) -> str:
    """The numbers that a step stands for: '2', '6–7', '100 or more'.

    >>> _interval(2, (1, 2, 3)), _interval(0, (1, 2)), _interval(2, (1, 2))
    ('2', 'fewer than 1', '2 or more')
    """
    if step == 0:
        return f"fewer than {steps[0]:g}"
    low = steps[step - 1]
    if step == len(steps):
        return f"{low:g} or more"
    high = steps[step]
    if isinstance(low, int) and isinstance(high, int):
        return f"{low}" if high == low + 1 else f"{low}–{high - 1}"
    return f"{low:g}–{high:g}"
