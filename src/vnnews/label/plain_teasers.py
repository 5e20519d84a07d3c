"""Teasers: paragraphs of a flattened page that advertise other stories.

Takes the facts of a page's lines. Gives the paragraphs that stand alone between headlines, as summaries of other stories do. Decides by
place first; then a short page without furniture is asked whether all its paragraphs tell one story, since captions and cross-headings
stand between paragraphs as headlines stand between summaries. To lose an article's text is worse than to keep a teaser. Known limit: a
page of three stories about the same persons, without furniture, looks like one story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnnews.label.plain_cohesion import goes_on, measure_cohesion, pair_words
from vnnews.label.plain_facts import Fact
from vnnews.text import fold

MAX_TEASER_CHARS = 330
"""Longest teaser summaries: 255 characters where a database cuts them, up to 310 elsewhere, on 774 crawled pages."""
MAX_CAPTIONS_BETWEEN = 5
"""So many captions in a row are a photo essay: what stands beyond them is no neighbour."""
MAX_DUMP_LINES = 40
"""A page with so few lines and no furniture is a dump of one article, unless its paragraphs have nothing to do with each other."""
COHESION_A_PARAGRAPH = 0.02
"""What paragraphs must share, for each of them: two of a story share 0.02 to 0.4 of their word pairs, six 0.09 to 0.4 (68 real pages)."""
MAX_COHESION_SCORE = 2.5
"""More than so many times the cohesion that a story needs says nothing more: pages of one topic cohere too."""
CLOSING_SCORE = 1.0
"""A byline, a source or the end mark './.' as the last line closes a story."""
GOES_ON_SCORE = 0.6
"""'Trước đó, …', 'Cũng theo ông Nam, …': for each paragraph, up to three."""
LONG_PARAGRAPH_SCORE = 0.5
"""For each paragraph too long for a summary, up to two."""
HEADLINE_SCORE = 2.0
"""For the share of the first headline's word pairs that come again below the first paragraph: a list's headline is about its own summary."""
OWN_SUMMARY_COST = 3.0
"""A headline says what its own summary says and not what other summaries say: the difference of the words shared, times this. In real
articles it is about 0 for captions and cross-headings, in lists of stories 0.4."""
MIN_OWN_SUMMARIES = 3
"""Two headlines that speak of the paragraph below can be cross-headings; three count twice."""
DATE_COST = 0.8
"""For each date line beyond the two of an article's head."""
CUT_COST = 0.8
"""For each summary that is cut short: 'Giá gas tháng này tăng nhẹ so với...'."""
MIN_STORY_SCORE = 1.0

_CAPTION_KINDS = frozenset({"credit", "credit_line", "alt", "file"})
_TEASER_NEIGHBOURS = frozenset(
    {"headline", "short", "date", "related_heading", "symbols", "more", "widget", "byline", "glued_list", "menu_row"}
)
_LIST_KINDS = frozenset(
    {"widget", "footer", "breadcrumb", "menu_row", "related_heading", "more", "comments", "glued_list"}
)
"""Kinds that a dump of one article does not have between its paragraphs."""
_CLOSING_KINDS = frozenset({"byline", "source"})
_WORD = re.compile(r"[^\W\d_]+")


def find_teasers(facts: Sequence[Fact]) -> frozenset[int]:
    """Indices of the paragraphs that are summaries of other stories.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> summary = "Sau ba năm vắng tiếng trống, hội làng giữa lòng phố đã đông vui trở lại."
    >>> find_teasers(gather_facts(["Hội làng đông vui trở lại", summary, "Giá xăng giảm từ chiều nay"]))
    frozenset({1})
    """
    return frozenset(i for i, fact in enumerate(facts) if fact.kind == "prose" and stands_alone(facts, i))


def is_one_story(facts: Sequence[Fact]) -> bool:
    """Whether all paragraphs of a short page without furniture tell one story.

    >>> is_one_story([])
    False
    """
    paragraphs = [index for index, fact in enumerate(facts) if fact.kind == "prose"]
    if len(facts) > MAX_DUMP_LINES or len(paragraphs) < 2:
        return False
    first, last = paragraphs[0], paragraphs[-1]
    between = facts[first : last + 2]  # with the line behind: 'Xem tiếp' follows a summary
    if any(fact.kind in _LIST_KINDS or (fact.kind == "prose" and fact.copies > 1 and fact.doubled) for fact in between):
        return False
    return _score_story(facts, paragraphs) >= MIN_STORY_SCORE


def _score_story(facts: Sequence[Fact], paragraphs: Sequence[int]) -> float:
    """How much speaks for one story rather than summaries of several."""
    texts = list({facts[index].key: facts[index].text for index in paragraphs}.values())
    score = min(measure_cohesion(texts) / (COHESION_A_PARAGRAPH * len(texts)), MAX_COHESION_SCORE)
    score += GOES_ON_SCORE * min(3, sum(goes_on(text) for text in texts[1:]))
    score += LONG_PARAGRAPH_SCORE * min(2, sum(len(text) > MAX_TEASER_CHARS for text in texts))
    score += HEADLINE_SCORE * _measure_return(facts, paragraphs)
    last = facts[paragraphs[-1]].text
    if last.endswith("/.") or any(
        fact.kind in _CLOSING_KINDS or fact.text.endswith("/.") for fact in facts[paragraphs[-1] + 1 :]
    ):
        score += CLOSING_SCORE
    score -= OWN_SUMMARY_COST * max(0.0, _measure_own_summaries(facts, paragraphs))
    score -= DATE_COST * max(0, sum(fact.kind == "date" for fact in facts) - 2)
    return score - CUT_COST * sum(text.endswith(("...", "…")) for text in texts)


def _measure_return(facts: Sequence[Fact], paragraphs: Sequence[int]) -> float:
    """The share of the word pairs of the headline above the first paragraph that the second and later paragraphs use."""
    above = [fact for fact in facts[: paragraphs[0]] if fact.kind in ("headline", "text")]
    pairs = pair_words(above[0].text) if above else set()
    told = set().union(*(pair_words(facts[index].text) for index in paragraphs[1:]))
    return len(pairs & told) / len(pairs) if pairs else 0.0


def _measure_own_summaries(facts: Sequence[Fact], paragraphs: Sequence[int]) -> float:
    """How many more of its words a headline shares with the paragraph below it than with those above it, on average; twice for a row."""
    folded = {index: set(_WORD.findall(fold(facts[index].text))) for index in paragraphs}
    differences = []
    above: list[int] = []
    for index, fact in enumerate(facts):
        if index in folded:
            above.append(index)
        elif fact.kind in ("headline", "short") and above and index + 1 in folded:
            words = set(_WORD.findall(fold(fact.text)))
            if words:
                own = len(words & folded[index + 1])
                differences.append((own - max(len(words & folded[other]) for other in above[-2:])) / len(words))
    if len(differences) < MIN_OWN_SUMMARIES - 1:
        return 0.0
    mean = sum(differences) / len(differences)
    return 2 * mean if len(differences) >= MIN_OWN_SUMMARIES else mean


def stands_alone(facts: Sequence[Fact], index: int) -> bool:
    """Whether a paragraph stands alone between headlines and is as short as a summary.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> summary = "Sau ba năm vắng tiếng trống, hội làng giữa lòng phố đã đông vui trở lại."
    >>> stands_alone(gather_facts(["Hội làng đông vui trở lại", summary, "Giá xăng giảm từ chiều nay"]), 1)
    True
    """
    if len(facts[index].text) > MAX_TEASER_CHARS:
        return False
    before = _neighbour(facts, index, -1)
    after = _neighbour(facts, index, 1)
    if before is None or before.kind not in _TEASER_NEIGHBOURS or before.text.endswith(":"):
        return False
    if before.doubled and before.kind == "headline":
        return True
    return after is None or (after.kind in _TEASER_NEIGHBOURS and not after.text.endswith(":"))


def _neighbour(facts: Sequence[Fact], index: int, step: int) -> Fact | None:
    """The next line before or behind that is no caption."""
    for distance in range(1, MAX_CAPTIONS_BETWEEN + 1):
        position = index + step * distance
        if not 0 <= position < len(facts):
            return None
        if facts[position].kind not in _CAPTION_KINDS or distance == MAX_CAPTIONS_BETWEEN:
            return facts[position]
    return None
