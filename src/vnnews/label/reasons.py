"""A feature in words: what is said of a line to whoever asks why it has its label.

Takes the name of a feature. Gives a phrase: 'a short line, above a picture credit', 'as the page states its title'. Decides nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from vnnews.label.features import (
    DATE_DISTANCES,
    DISTANCES,
    LINK_SHARES,
    LIST_WORDS,
    PAGE_LINES,
    PROSE_SHARES,
    PROSE_WORDS,
    SHARES,
)
from vnnews.label.words.look import WORD_STEPS

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
    "headline": "the line that the story's words repeat most", "story_address": "its link leads to a story", "headline_link": "a link as long as a headline",
    "teaser": "a summary below a headline link", "reply": "in the reply to a post", "short": "in a short line", "above": "above the story",
    "below": "below the story", "story:in": "in the story", "picture_text:same": "the text of its picture", "picture_text:other": "beside a picture with a text",
    "stated:title": "as the page states its title", "stated:summary": "as the page states its summary", "element:paragraphs": "among the paragraphs",
    "element:article": "in the article's element", "element:other": "outside the article's element", "place:at_headline": "at the headline's place",
    "place:in_head": "between headline and body", "place:in_body": "between paragraphs", "place:no_article": "on a page without a story",
    "place:below_headline": "below the headline", "place:in_element": "in the story's element", "small_page": "on a page of few lines",
    "box:message": "in a box that speaks to the reader", "box:form": "in a form", "sibling_above": "beside the line above", "capitals:all": "in capitals",
    "hint:after_image": "below a picture", "hint:before_image": "above a picture", "hint:figure": "in a figure", "hint:bold": "in bold",
    "hint:italic": "in italics", "data_table": "in a table of data", "same_link:above": "in one link with the line above", "same_link:below": "in one link with the line below", "hidden": "hidden from readers", "card": "a link with a headline and a summary", "form:message": "speaks to the reader as forms and offers do", "hint:link_first": "begins with a link",
}  # fmt: skip
_VALUES: Final = {
    "form": "has the form of a {}", "tag": "in <{}>", "named": "its mark-up is called {}", "inside": "inside what is called {}",
    "inline": "holds what is called {}", "stated": "as the page states its {}", "hint": "in a {}", "holds": "holds {!r}", "line": "says {!r}",
    "word": "has the word {!r}", "begins": "begins with {!r}", "ends": "ends with {!r}", "sentences": "{} sentence ends inside",
    "capitals": "{} quarters of its words with a capital", "copies": "{} times on the page", "links": "{} links", "headlines_near": "headlines near: {}",
    "short_near": "short lines near: {}", "prose_near": "paragraphs above and below: {}", "small_page": "line {} of a small page",
    "page": "on a page: {}", "story_line": "line {} of the story", "story_left": "{} lines before the end of the story",
}  # fmt: skip
_STEPS: Final = {
    "words": (WORD_STEPS, "of {} words"), "shares": (SHARES, "shares {} of its word pairs with the story"), "linked": (LINK_SHARES, "{} of it linked"),
    "list_words": (LIST_WORDS, "in a list of links of {} words"), "from_top": (DISTANCES, "{} lines from the top"),
    "from_end": (DISTANCES, "{} lines from the end"), "prose_above": (PROSE_WORDS, "{} words of prose above"),
    "page_prose": (PROSE_SHARES, "on a page with {} of its words in paragraphs"), "page_lines": (PAGE_LINES, "on a page of {} lines"),
    "prose_below": (PROSE_WORDS, "{} words of prose below"), "date_above": (DATE_DISTANCES, "a date {} lines above"),
    "date_below": (DATE_DISTANCES, "a date {} lines below"),
}  # fmt: skip
_FAR: Final = {"date_above": "no date above", "date_below": "no date below"}
_PLACES: Final = {
    "above_headline": "{} lines above the headline", "below_body": "{} lines below the last paragraph", "above_element": "{} lines above the story",
    "below_element": "{} lines below the story",
}  # fmt: skip


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
    if name in ("first", "last"):
        return f"{'begins' if name == 'first' else 'ends'} with {_SIGNS.get(value, repr(value))}"
    if name in _STEPS:
        steps, phrase = _STEPS[name]
        if name in _FAR and int(value) == len(steps):
            return _FAR[name]
        return phrase.format(_interval(int(value), steps))
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


def _interval(step: int, steps: tuple[float, ...]) -> str:
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
