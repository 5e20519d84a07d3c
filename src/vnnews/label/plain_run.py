"""Where the article stands on a flattened page: its run of prose and its title.

Takes the facts of a page's lines. Gives the run of lines with the most prose, and the line that is its headline. Decides by weights: prose
lines add their words, furniture costs, and a paragraph that stands alone between headlines is a teaser. The best run is found in one
pass. Known limit: a listing whose summaries follow each other without headlines looks like an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vnnews.label.plain_facts import Fact, is_list_item

MAX_PROSE_WEIGHT = 60
"""Words of one paragraph that count: a long paragraph is no surer than two common ones (common paragraphs have about 45 words)."""
GLUED_ARTICLE_WORDS = 150
"""A line of so many words is a whole article on one line, whatever stands around it."""
MAX_LIST_LINE_CHARS = 200
CAPTION_SHARE = 0.5
"""How much the words of captions with a credit count: in a photo essay the captions are the story."""
TEASER_SHARE = 0.12
"""How much of its words a paragraph counts that stands alone between headlines, as teaser summaries do."""
REPEATED_TEASER_COST = 5.0
"""A teaser that the page shows again belongs to no article; it must not open a run."""
COST = {
    "headline": 7,
    "short": 7,
    "text": 2,
    "item": 1,
    "credit": 1,
    "credit_line": 1,
    "alt": 1,
    "file": 1,
    "date": 6,
    "byline": 6,
    "source": 8,
    "tags": 10,
    "symbols": 5,
    "read_more": 5,
    "more": 8,
    "widget": 9,
    "related_heading": 12,
    "glued_list": 12,
    "menu_row": 15,
    "breadcrumb": 12,
    "contact": 25,
    "appeal": 20,
    "footer": 60,
    "comments": 60,
    "comment_mark": 60,
}
"""What a line of each kind costs in words. Cross-headings and captions stand between paragraphs, so they must cost less than a short
paragraph has (12 words)."""
MIN_ARTICLE_WORDS = 55
"""Prose that a run must have to be an article: sapo and one paragraph. The best run of a listing page has one or two summaries."""

_STOPS = frozenset({"footer", "comments"})
"""Kinds of lines that no article reaches across."""
MAX_SAPO_GAP = 7
"""Lines between sapo and body: a picture with its alt and credit lines, or three related headlines with their heading."""
_DASHES = frozenset({"- ", "– ", "• "})
_PARTING = frozenset({"credit", "credit_line", "alt", "file", "widget", "related_heading", "read_more", "symbols"})
_CAPTION_KINDS = frozenset({"credit", "credit_line", "alt", "file"})


class Run(NamedTuple):
    """A run of lines that holds an article's prose."""

    start: int
    end: int
    """One past its last line."""
    words: float
    """Words of prose in it, teasers discounted."""


def find_run(facts: Sequence[Fact], teasers: frozenset[int] = frozenset()) -> Run | None:
    """The run of lines with the most prose, or None when no run has enough for an article.

    >>> find_run([]) is None
    True
    """
    weights = weigh_lines(facts, teasers)
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for index in range(len(facts)):
        if total <= 0:
            total, start = 0.0, index
        if facts[index].kind in _STOPS:
            total = 0.0
            continue
        total += weights[index]
        if total > best[0]:
            best = (total, start, index + 1)
    words = sum(weight for weight in weights[best[1] : best[2]] if weight > 0)
    words += CAPTION_SHARE * sum(fact.words for fact in facts[best[1] : best[2]] if fact.kind == "credit")
    return Run(best[1], best[2], words) if words >= MIN_ARTICLE_WORDS else None


def find_whole_run(facts: Sequence[Fact]) -> Run:
    """The run from the first paragraph to the last, for a page whose paragraphs all tell one story.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> lines = ["Đàn cò về vườn", "Mỗi chiều, hàng nghìn con cò trắng bay về vườn của gia đình ông Sáu ở ấp Bến.", "Lê An"]
    >>> find_whole_run(gather_facts(lines))
    Run(start=1, end=2, words=18.0)
    """
    prose = [index for index, fact in enumerate(facts) if fact.kind == "prose"]
    sentences = (i for i, fact in enumerate(facts) if fact.kind == "text" and fact.text.endswith("."))
    last = max([prose[-1], *sentences])  # "Lễ hội kéo dài tới hết ngày 25/9./.": a last short sentence
    return Run(prose[0], last + 1, float(sum(facts[index].words for index in prose)))


def extend_up(facts: Sequence[Fact], run: Run) -> Run:
    """The run with the sapo that pictures, buttons or a list of headlines part from it.

    >>> extend_up([], Run(0, 0, 0.0))
    Run(start=0, end=0, words=0.0)
    """
    if run.start >= len(facts):
        return run
    start = run.start
    while start > 0 and facts[start].text[:2] in _DASHES and facts[start - 1].text[:2] in _DASHES:
        start -= 1  # a standfirst in points
    run = run._replace(start=start)
    index = run.start - 1
    while index >= 0 and run.start - index <= MAX_SAPO_GAP and _parts_sapo(facts[index]):
        index -= 1
    apart = 0 <= index < run.start - 1 and facts[index].kind == "prose" and facts[index].copies == 1
    above = facts[index - 1] if index > 0 else None
    if not apart or (above is not None and (above.doubled or above.kind == "prose")):
        return run
    return run._replace(start=index)


def _parts_sapo(fact: Fact) -> bool:
    return fact.kind in _PARTING or (fact.kind in ("short", "text") and fact.text.endswith("."))


def weigh_lines(facts: Sequence[Fact], teasers: frozenset[int] = frozenset()) -> list[float]:
    """What each line adds to a run: words for prose, a cost for the rest.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> weigh_lines(gather_facts(["Chia sẻ"]))
    [-9.0]
    """
    return [_weigh(fact, is_teaser=index in teasers) for index, fact in enumerate(facts)]


def _weigh(fact: Fact, *, is_teaser: bool) -> float:
    if fact.kind == "text" and fact.text.endswith((".", "…", "!")):
        return 0.5 * fact.words  # "Dùng khuôn dập tạo thành hình mong muốn.": a short sentence
    if fact.kind == "short" and fact.text.endswith(":"):
        return -2.0
    if fact.kind != "prose":
        cost = float(COST[fact.kind])
        return -2 * cost if fact.doubled and fact.kind == "headline" else -cost
    if fact.words >= GLUED_ARTICLE_WORDS:
        return float(fact.words)
    weight = float(min(fact.words, MAX_PROSE_WEIGHT))
    if fact.doubled:  # a comment, cut and whole, or a sapo printed twice; a story's paragraphs are printed once
        return TEASER_SHARE * weight
    if is_teaser:
        return -REPEATED_TEASER_COST if fact.copies > 1 else TEASER_SHARE * weight
    return weight


def extend_run(facts: Sequence[Fact], run: Run, teasers: frozenset[int] = frozenset(), *, closed: bool) -> Run:
    """The run with the lines behind it that still belong to the story: captions, list items, last short sentences.

    Args:
        facts: Facts about the page's lines.
        run: The run of prose.
        teasers: Indices of paragraphs that are summaries of other stories; no story goes on across them.
        closed: Whether furniture follows; a plain dump is followed to its last line as long as nothing else speaks.

    >>> extend_run([], Run(0, 0, 0.0), closed=True)
    Run(start=0, end=0, words=0.0)
    """
    end = run.end
    while end < len(facts) and _continues(facts, end, closed=closed, is_teaser=end in teasers):
        end += 1
    return run._replace(end=end)


def _is_listed(facts: Sequence[Fact], index: int) -> bool:
    """Whether a line opens or continues a list of names and posts: 'Kết quả bầu cử:' / 'Chủ tịch: Lê An' / 'Thư ký: Hà Vy'."""
    fact = facts[index]
    if fact.kind not in ("short", "headline", "text", "item", "prose"):
        return False
    if fact.text.endswith(":"):
        return (
            index + 1 < len(facts)
            and ": " in facts[index + 1].text
            and facts[index + 1].kind in ("short", "headline", "text")
        )
    before = facts[index - 1].text if index else ""
    return ": " in fact.text and (before.endswith(":") or (": " in before and len(before) < MAX_LIST_LINE_CHARS))


def _continues(facts: Sequence[Fact], index: int, *, closed: bool, is_teaser: bool) -> bool:
    fact = facts[index]
    following = facts[index + 1].kind if index + 1 < len(facts) else ""
    if fact.kind in _CAPTION_KINDS or (fact.kind in ("text", "menu_row") and not closed):
        return True
    if following == "credit_line" and fact.kind in ("headline", "short", "byline", "prose", "text"):
        return True
    if _is_listed(facts, index):
        return True
    if fact.kind == "prose" and index > 0 and {facts[index - 1].kind, following} <= _CAPTION_KINDS:
        return True
    if closed:  # "Chúc các bạn may mắn nha." in front of the byline
        ends = any(other.kind in ("byline", "source", "tags") for other in facts[index + 1 : index + 4])
        return ends and fact.kind in ("text", "prose") and not fact.text.endswith(":")
    if is_list_item(fact.text) or ": " in fact.text:
        return fact.kind in ("short", "headline", "prose", "text", "item")
    return fact.kind == "prose" and not is_teaser
