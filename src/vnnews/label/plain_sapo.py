"""The standfirst (sapo) of a flattened page's article.

Takes what is known about the article. Gives the lines that are its sapo, with the rule that saw it. Decides by what follows and what stands
around: a sapo is said again in the body, is followed by a picture or a list, has the outlet's dateline, or is the first paragraph of a
page with furniture, or the story begins once more behind it. Known limit: in a plain dump of paragraphs the first one is mostly body,
even where the paper had set it apart.
"""

from __future__ import annotations

import re

from vnnews.label.plain_cohesion import pair_words
from vnnews.label.plain_facts import has_dateline
from vnnews.label.plain_run import GLUED_ARTICLE_WORDS
from vnnews.label.plain_scene import CAPTION_KINDS, Inside

MAX_SAPO_WORDS = 95
"""The longest sapos of the press have three sentences."""
MAX_GLUED_LINES = 4
"""Title, sapo, body on one line and byline: what a dump of one article has."""
GLUED_RATIO = 3
MAX_LEAD_WORDS, MAX_TOLD_WORDS = 45, 60
TOLD_SHARE = 0.45
"""Of its word pairs, what a sapo's story says again; first paragraphs of dumps without a sapo share up to 0.38 (29 texts)."""
_TIME = re.compile(
    r"(?:\(?[\w./& ]{2,24}\)?\s?[-–—]\s?)?(?:rạng sáng|sáng|trưa|chiều|tối|đêm|khuya|ngày|hôm|mới đây|vừa qua|lúc|vào lúc|khoảng"
    r"|trong (?:\w+ )?ngày|theo) ",
    re.IGNORECASE,
)
"""How a paragraph begins that tells when it happened, or who says so; an outlet's name may stand in front."""


def find_sapo(inside: Inside) -> dict[int, str]:
    """The standfirst: its line's index (or indices, when it is printed as bullets) with the rule that saw it.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> lines = ["Đàn cò về vườn", "(VOV) - Mỗi chiều, hàng nghìn con cò trắng bay về khu vườn.", "Ông Sáu nói cò về đã ba năm nay."]
    >>> find_sapo(look_inside(gather_facts(lines), Run(1, 3, 0.0), 0, furniture=True))
    {1: 'outlet_dateline'}
    """
    facts, run = inside.facts, inside.run
    first = inside.first_prose
    if first == run.end:
        return {}
    bullets = _find_bullets(inside)
    if bullets:
        return dict.fromkeys(bullets, "bulleted_standfirst")
    fact = facts[first]
    if fact.words > MAX_SAPO_WORDS or any(other.kind == "prose" for other in facts[inside.title + 1 : run.start]):
        return {}
    later = {facts[i].key[:60] for i in range(first + 1, run.end) if facts[i].kind == "prose"}
    if inside.title >= 0 and fact.key[:60] in later:
        return {first: "repeated_in_body"}
    following = next((facts[i] for i in range(first + 1, run.end) if facts[i].kind not in ("widget", "symbols")), None)
    if following is None:
        return {first: "only_paragraph"} if inside.title >= 0 else {}
    if inside.title < 0:
        return {first: "set_apart"} if first == 0 and following.kind in ("headline", "credit", "text") else {}
    glued = following.words >= GLUED_ARTICLE_WORDS or len(facts) <= MAX_GLUED_LINES
    if following.kind == "prose" and glued and fact.words * GLUED_RATIO <= following.words:
        return {first: "before_glued_body"}
    between = [facts[i].kind for i in range(inside.title + 1, first)]
    if has_dateline(fact):
        return {first: "outlet_dateline"}
    if inside.title > 1 and all(other.kind in CAPTION_KINDS for other in facts[: inside.title]):
        return {first: "below_pictures"}
    if inside.furniture or "date" in between:
        return {first: "first_below_headline"}
    if (
        not between
        # in a dump of one story the caption of a picture follows as often as what sets a sapo apart
        and not (inside.whole and following.kind == "headline" and following.text[0].isupper())
        and following.kind in ("headline", "read_more", "related_heading", "alt", "credit", "item")
        and not fact.text.endswith(":")
    ):
        return {first: "set_apart"}
    if not between and following.kind == "prose" and _is_told_again(inside, first):
        return {first: "told_again"}
    return {}


def _is_told_again(inside: Inside, first: int) -> bool:
    """Whether the story begins once more behind the first paragraph: with the time that it left out, or with its own words."""
    facts = inside.facts
    text = facts[first].text
    rest = [facts[index].text for index in range(first + 1, inside.run.end) if facts[index].kind == "prose"]
    if facts[first].words <= MAX_LEAD_WORDS and _TIME.match(rest[0]) and not _TIME.match(text):
        return True
    pairs = pair_words(text)
    told = set().union(*map(pair_words, rest))
    return facts[first].words <= MAX_TOLD_WORDS and len(pairs & told) >= TOLD_SHARE * len(pairs)


def _find_bullets(inside: Inside) -> list[int]:
    """Lines with dashes right below the headline, before the first line without one: a standfirst in points."""
    facts, run = inside.facts, inside.run
    if inside.title < 0 or not inside.furniture:
        return []
    points = []
    for index in range(run.start, run.end):
        if facts[index].text.startswith(("- ", "• ", "– ")):
            points.append(index)
        elif points or facts[index].kind == "prose":
            break
    return points if 2 <= len(points) <= 8 and points[-1] + 1 < run.end else []
