"""What a page holds and does not show.

Takes: the attributes of an element, and the page's own style sheets; later the lines of the page.
Gives: whether the element is hidden; later which hidden boxes are believed to be so.
Decides: the ways to hide text that need no script to be seen through, and that a page which would show no story without a hidden box shows
    that box later: a copy for phones, a story that a script unfolds, the rest behind a 'read more' button.
Known limits: of style sheets only rules for one class or id are read, and none from other files; colours are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from vnnews.models import Element
from vnnews.read.html_readline import ReadLine
from vnnews.text.late import compile_late

CACHE_SIZE: Final = 4_096
"""Styles remembered: a page repeats few."""
MAX_STYLE: Final = 400
"""Characters of a style attribute that are looked at."""
MAX_SHEET: Final = 100_000
"""Characters of style sheets that are looked at: what a page writes for itself has some thousands, a copied framework 200,000."""
MAX_RULES: Final = 5_000
MAX_RULE: Final = 2_000
"""Rules of a sheet that hide, and characters of the selectors or the declarations of one."""
MAX_NAMES: Final = 300
MAX_USES: Final = 40
"""Classes and ids that a sheet hides, and rules in which each is looked for again."""

LONG_LINE: Final = 80
"""Characters of a line that can be a paragraph."""
MIN_STORY: Final = 250
MIN_PARAGRAPHS: Final = 2
"""Characters and paragraphs that make a story; see `label.html_type.MIN_PROSE`."""
CHILD_SHARE: Final = 0.6
"""How much of its children's paragraphs an element inherits; see `label.html_article.CHILD_SHARE`."""
MIN_HEADLINE: Final = 20
HEADLINE_REACH: Final = 2
"""A link of so many characters at most so many lines above a paragraph makes it the summary of another story."""
COPY_CHARS: Final = 60
"""Two paragraphs that begin with the same so many characters are copies."""
BUTTON_REACH: Final = 3
MAX_BUTTON_CHARS: Final = 30
MAX_ROUNDS: Final = 3
"""How often a box in a box is asked; pages that hide their story do it in one or two."""

_ZERO: Final = r"0(?:\.0{1,4})?(?:px|em|rem|%|pt|vh|vw)?"
_END: Final = r"\s{0,3}(?:!important\s{0,3})?(?:;|$)"
_START: Final = r"(?:^|[;\s])"
_HIDING: Final = re.compile(
    rf"{_START}(?:display\s{{0,3}}:\s{{0,3}}none\b|visibility\s{{0,3}}:\s{{0,3}}(?:hidden|collapse)\b|content-visibility\s{{0,3}}:\s{{0,3}}hidden\b"
    rf"|opacity\s{{0,3}}:\s{{0,3}}{_ZERO}{_END}|font-size\s{{0,3}}:\s{{0,3}}{_ZERO}{_END}"
    r"|(?:left|right|top|text-indent|margin-left|margin-top)\s{0,3}:\s{0,3}-\d{3,6}(?:\.\d{1,3})?(?:px|em|rem|%|pt|vw)?"
    r"|clip\s{0,3}:\s{0,3}rect\(\s{0,3}(?:0|1px)[^;]{0,40}\)|clip-path\s{0,3}:\s{0,3}inset\(\s{0,3}(?:50|100)%"
    r"|transform\s{0,3}:\s{0,3}scale[xy3d]{0,2}\(\s{0,3}0[,)\s])",
    re.IGNORECASE,
)
_NO_SIZE: Final = compile_late(
    rf"{_START}(?:max-)?(?:height|width)\s{{0,3}}:\s{{0,3}}(?:{_ZERO}|1px){_END}", re.IGNORECASE
)
_CUT_OFF: Final = re.compile(r"overflow(?:-[xy])?\s{0,3}:\s{0,3}(?:hidden|clip)\b", re.IGNORECASE)
_SHOWING: Final = compile_late(
    r"display\s{0,3}:\s{0,3}(?!none\b)\w|visibility\s{0,3}:\s{0,3}visible|opacity\s{0,3}:\s{0,3}(?:1|0?\.\d)",
    re.IGNORECASE,
)
_HIDING_WORDS: Final = ("display:none", "visibility:hidden", ":-999", "clip:")
"""What stands in the rules of a sheet that hide text for good; no size and no opacity hide what a script unfolds or a child sets again."""
_SIMPLE: Final = compile_late(r"[a-z0-9]{0,12}[.#]([\w\-]{1,80})", re.IGNORECASE)
_STYLE_COMMENT: Final = re.compile(r"/\*[^*]{0,2000}\*/")
_SENTENCE_END: Final = compile_late(r"[.!?…:][\"'”’»)\]]{0,3}\s{0,3}$")
_MORE_BUTTON: Final = compile_late(
    r"\W{0,3}(?:(?:xem|đọc|hiển thị|mở)\s(?:thêm|tiếp|toàn bộ|đầy đủ|rộng|chi tiết)(?:\s(?:bài viết|nội dung|bài))?|read\smore|show\smore|see\smore)\W{0,5}",
    re.IGNORECASE,
)
_MORE_NAME: Final = compile_late(
    r"more|expand|collaps|unfold|xem-?them|doc-?tiep|full-?(?:text|content|article)|rest-?of", re.IGNORECASE
)


class Box:
    """A hidden element that stands in no other hidden one, or in one of `parent`."""

    __slots__ = ("element", "names", "parent")

    def __init__(self, parent: int, element: int, names: str) -> None:
        self.parent = parent
        self.element = element
        self.names = names


@lru_cache(maxsize=CACHE_SIZE)
def is_hidden_style(style: str) -> bool:
    """Whether the declarations of a style hide an element's text.

    Example:
        >>> is_hidden_style("display: none"), is_hidden_style("position:absolute;left:-9999px"), is_hidden_style("height:0;overflow:hidden")
        (True, True, True)
        >>> is_hidden_style("height:300px;overflow:hidden"), is_hidden_style("opacity:0.8"), is_hidden_style("left:-10px")
        (False, False, False)
    """
    if _HIDING.search(style) is not None:
        return True
    return _CUT_OFF.search(style) is not None and _NO_SIZE.search(style) is not None


def is_hidden_element(attributes: Mapping[str, str | None], *, is_block: bool) -> bool:
    """Whether an element's own attributes hide it. An icon inside a line may be hidden from screen readers alone.

    Example:
        >>> is_hidden_element({"hidden": "until-found"}, is_block=True), is_hidden_element({"aria-hidden": "true"}, is_block=True)
        (True, True)
        >>> is_hidden_element({"aria-hidden": "true"}, is_block=False), is_hidden_element({"style": "color:red"}, is_block=True)
        (False, False)
    """
    if "hidden" in attributes:
        return True
    if is_block and attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and is_hidden_style((style or "")[:MAX_STYLE])


def read_hiding_names(sheets: Iterable[str]) -> frozenset[str]:
    """The classes and ids that a page's style sheets hide and never show.

    Example:
        >>> sorted(read_hiding_names([".an, #hop-qc{display:none} .tab{display:none} .tab.mo{display:block} @media print{.nut{display:none}}"]))
        ['an', 'hop-qc']
    """
    text = "".join(sheets)[:MAX_SHEET].replace(": ", ":")
    places = _places(text)
    if not places:
        return frozenset()
    text = _STYLE_COMMENT.sub(_blank, text) if "/*" in text else text
    hiding: dict[str, None] = {}  # in the order of the sheets, so that the same page is always read alike
    for selectors, declarations, depth in _rules(text, places):
        if depth == 1 and is_hidden_style(declarations[:MAX_STYLE]):
            simple = (_SIMPLE.fullmatch(selector.strip()) for selector in selectors.split(","))
            hiding |= {match[1]: None for match in simple if match}
    return frozenset(name for name in islice(hiding, MAX_NAMES) if not _is_shown_too(text, name))


def _is_shown_too(text: str, name: str) -> bool:
    """Whether another rule of a sheet shows what a class or id names: a tab, a menu that opens."""
    at = text.find(name)
    for _ in range(MAX_USES):
        if at < 0:
            return False
        begin, end = text.find("{", at, at + MAX_RULE), text.find("}", at, at + MAX_RULE)
        if (
            0 <= begin < end
            and text[at - 1 : at] in (".", "#")
            and _SHOWING.search(text, begin, min(end, begin + MAX_STYLE))
        ):
            return True
        at = text.find(name, at + len(name))
    return False


def _blank(comment: re.Match[str]) -> str:
    return " " * len(comment[0])


def _places(text: str) -> list[int]:
    """Where a sheet may hide text, in order; words are looked for one by one, as a search for all at once takes ten times as long."""
    places: list[int] = []
    for word in _HIDING_WORDS:
        at = text.find(word)
        for _ in range(MAX_RULES):
            if at < 0:
                break
            places.append(at)
            at = text.find(word, at + len(word))
    return sorted(places)


def _rules(text: str, places: Iterable[int]) -> Iterator[tuple[str, str, int]]:
    """The rules of a style sheet around some places: selectors, declarations, and how deep, as one in '@media' stands two deep."""
    depth = seen = last = 0
    for at in places:
        if at < last:
            continue  # the same rule
        depth = max(0, depth + text.count("{", seen, at) - text.count("}", seen, at))
        seen = at
        begin = text.rfind("{", max(0, at - MAX_RULE), at)
        end = text.find("}", at, at + MAX_RULE)
        if begin < 0 or end < 0:
            continue
        last = end
        above = text[max(0, begin - MAX_RULE) : begin]
        yield above[max(above.rfind("}"), above.rfind("{")) + 1 :], text[begin + 1 : end].strip(), depth


def find_hidden(lines: Sequence[ReadLine], elements: Sequence[Element], boxes: Sequence[Box]) -> list[bool]:
    """For each number of a hidden box whether it is believed to be so: all but those without which the page would show no story.

    `ReadLine.hidden` is the number of the innermost box around a line, counted from 1; 0 outside all.
    """
    is_shown = [True, *(False for _ in boxes)]
    if any(line.hidden and len("".join(line.pieces)) >= LONG_LINE for line in lines):
        _show_story(lines, elements, boxes, is_shown)
    is_hidden = [False]
    for number, box in enumerate(boxes, 1):
        is_hidden.append(is_hidden[box.parent] or not is_shown[number])
    return is_hidden


def _show_story(
    lines: Sequence[ReadLine], elements: Sequence[Element], boxes: Sequence[Box], is_shown: list[bool]
) -> None:
    """Show the boxes without which the page would show no story, or a part of it."""
    texts = [" ".join("".join(line.pieces).split()) for line in lines]
    paragraphs = [_is_paragraph(lines, texts, index) for index in range(len(lines))]
    found = [(line, text) for line, text, is_one in zip(lines, texts, paragraphs, strict=True) if is_one]
    story = _weigh(found, elements, is_shown)
    for _ in range(MAX_ROUNDS):
        if story[0] >= MIN_STORY:
            break
        full = {line.hidden for line, _ in found}
        unfolded = [
            number for number in range(1, len(is_shown)) if not is_shown[number] and is_shown[boxes[number - 1].parent]
        ]
        inner = _holders(boxes, full)
        for number in unfolded:
            is_shown[number] = number in inner
        story = _weigh(found, elements, is_shown)
    shown = {text[:COPY_CHARS] for line, text in found if is_shown[line.hidden]}
    held: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if paragraphs[index] and not is_shown[line.hidden] and is_shown[boxes[line.hidden - 1].parent]:
            held.setdefault(line.hidden, []).append(index)
    for number, inside in held.items():
        if len(inside) < MIN_PARAGRAPHS or any(texts[index][:COPY_CHARS] in shown for index in inside):
            continue
        box = boxes[number - 1]
        near = (
            texts[max(0, inside[0] - BUTTON_REACH) : inside[0]] + texts[inside[-1] + 1 : inside[-1] + 1 + BUTTON_REACH]
        )
        is_rest = _MORE_NAME.search(box.names) is not None or any(_is_more_button(text) for text in near)
        is_shown[number] = is_rest and _stands_in(elements, box.element, story[1])


def _holders(boxes: Sequence[Box], full: set[int]) -> set[int]:
    """The boxes that hold a paragraph, themselves or in a box inside them."""
    holders = set(full)
    for number in range(len(boxes), 0, -1):  # inner boxes stand behind the outer ones
        if number in holders:
            holders.add(boxes[number - 1].parent)
    return holders


def _is_paragraph(lines: Sequence[ReadLine], texts: Sequence[str], index: int) -> bool:
    """Whether a line is a paragraph and no summary of another story."""
    text = texts[index]
    if len(text) < LONG_LINE or lines[index].linked * 2 > len(text) or _SENTENCE_END.search(text[-8:]) is None:
        return False
    above = range(max(0, index - HEADLINE_REACH), index)
    return not any(lines[at].linked >= MIN_HEADLINE and lines[at].linked * 2 > len(texts[at]) for at in above)


def _weigh(
    paragraphs: Sequence[tuple[ReadLine, str]], elements: Sequence[Element], is_shown: Sequence[bool]
) -> tuple[float, int]:
    """Characters of the longest story that is shown, and the element that holds it."""
    weights: dict[int, float] = {}
    counts: dict[int, int] = {}
    for line, text in paragraphs:
        if not is_shown[line.hidden]:
            continue
        at, weight = line.element, float(len(text))
        for _ in range(
            3
        ):  # its element when lines are parted by <br>, the parent of its paragraphs, or that of a wrapper around each
            weights[at] = weights.get(at, 0.0) + weight
            counts[at] = counts.get(at, 0) + 1
            if at < 0:
                break
            at, weight = elements[at].parent, weight * CHILD_SHARE
    whole = [(weight / CHILD_SHARE, at) for at, weight in weights.items() if counts[at] >= MIN_PARAGRAPHS]
    return max(whole, default=(0.0, -1))


def _is_more_button(text: str) -> bool:
    return len(text) <= MAX_BUTTON_CHARS and _MORE_BUTTON.fullmatch(text) is not None


def _stands_in(elements: Sequence[Element], at: int, story: int) -> bool:
    """Whether an element stands in the element of the story, or beside its paragraphs."""
    for _ in range(3):
        if at == story:
            return True
        if at < 0:
            return False
        at = elements[at].parent
    return False
