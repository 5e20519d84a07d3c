"""Second looks at the labels inside an article's run: what a line is can depend on what its neighbours turned out to be.

Takes the decisions about the run's lines. Changes them in place. Decides about rows: headlines in a row are other stories, a last headline
with one paragraph is a teaser box, last short sentences are captions. Known limit: two cross-headings in a row look like other stories.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from vnnews.label.plain_cohesion import goes_on, tells_on
from vnnews.label.plain_facts import Fact, has_dateline, is_list_item
from vnnews.label.plain_scene import Decision, Inside, is_capitals, kind_at, prose_follows
from vnnews.models import Label

MIN_TEASER_WORDS = 7
"""A last headline of so many words with one paragraph behind it is a teaser box, not a cross-heading."""
MAX_TEASER_TAIL_CHARS = 330
MAX_LOOK_BACK = 12
"""Lines that a last paragraph is compared with: a story's names come again within them."""
MAX_SCENE_WORDS = 8
"""Longest caption of a lead picture that says no more than what is seen: 'Quang cảnh buổi lễ.'."""
MIN_CAPTION_ROW = 3
MIN_PARAGRAPH_WORDS = 28
"""Three or more short sentences that close a story of long paragraphs are the captions of its pictures."""


def mend_below_sapo(facts: Sequence[Fact], sapo: Mapping[int, str], decisions: dict[int, Decision]) -> None:
    """A short sentence right below the sapo is the caption of the lead picture: 'Quang cảnh buổi lễ.'.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> decisions = {0: (Label.SAPO, "set_apart"), 1: (Label.BODY, "short_sentence")}
    >>> mend_below_sapo(gather_facts(["Lễ khai mạc diễn ra sáng nay.", "Quang cảnh buổi lễ."]), {0: "set_apart"}, decisions)
    >>> decisions[1][0].value
    'caption'
    """
    for index in sapo:
        if (
            decisions.get(index + 1, (Label.BODY, ""))[1] == "short_sentence"
            and facts[index + 1].words <= MAX_SCENE_WORDS
        ):
            decisions[index + 1] = (Label.CAPTION, "below_sapo")


def mend_headline_lists(inside: Inside, decisions: dict[int, Decision]) -> None:
    """Headlines in a row between paragraphs advertise other stories; two cross-headings never touch.

    >>> from vnnews.label.plain_facts import gather_facts
    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> facts = gather_facts(["Giá xăng giảm từ chiều nay", "Hai xã vùng cao có điện lưới"])
    >>> decisions = {0: (Label.CAPTION, "headline_without_paragraph"), 1: (Label.CAPTION, "headline_without_paragraph")}
    >>> mend_headline_lists(look_inside(facts, Run(0, 2, 0.0), -1, furniture=False), decisions)
    >>> decisions[0]
    (<Label.RELATED: 'related'>, 'headline_list')
    """
    facts = inside.facts
    indices = sorted(decisions)
    for left, right in pairwise(indices):
        pair = (facts[left], facts[right])
        if right != left + 1 or any(is_capitals(fact.text) or is_list_item(fact.text) for fact in pair):
            continue
        lines = [_is_bare_headline(fact, decisions[index]) for fact, index in zip(pair, (left, right), strict=True)]
        if (
            all(lines)
            and decisions.get(left - 1, (Label.BODY, ""))[0] is Label.CAPTION
            and prose_follows(inside, right)
        ):
            # a picture's caption, then a cross-heading: "Tắc nghẽn quanh bờ hồ" / "Hàng ngàn người xuống phố"
            decisions[left], decisions[right] = (
                (Label.CAPTION, "below_picture"),
                (Label.HEADING, "headline_above_paragraph"),
            )
        elif all(lines):
            decisions[left] = decisions[right] = (Label.RELATED, "headline_list")
        elif decisions[left][1] == "related_heading" and lines[1]:
            decisions[right] = (Label.RELATED, "below_related_heading")


def _is_bare_headline(fact: Fact, decision: Decision) -> bool:
    if fact.kind != "headline":
        return False
    return decision[1] in (
        "headline_above_paragraph",
        "headline_without_paragraph",
        "long_without_full_stop",
        "headline_list",
        "below_related_heading",
    )


def mend_last_teaser(inside: Inside, decisions: dict[int, Decision]) -> None:
    """A headline with one short paragraph as the run's last lines is a teaser box: papers put it below the story.

    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> decisions: dict[int, Decision] = {}
    >>> mend_last_teaser(look_inside([], Run(0, 0, 0.0), -1, furniture=False), decisions)
    >>> decisions
    {}
    """
    last = inside.run.end - 1
    facts = inside.facts
    if last - 1 not in decisions or last - inside.run.start < 4:
        return
    closed = facts[last].text.endswith("/.") or kind_at(inside, last + 1) in ("byline", "source")
    if inside.whole and (closed or decisions[last - 1][1] != "headline_above_paragraph"):
        return
    head, tail = facts[last - 1], facts[last]
    if (
        head.kind not in ("headline", "short")
        or tail.kind not in ("prose", "text")
        or (head.words < MIN_TEASER_WORDS and not has_dateline(tail))
        or is_capitals(head.text)
    ):
        return
    if _tells_on(inside, last):
        return
    if len(tail.text) <= MAX_TEASER_TAIL_CHARS and decisions[last - 1][0] in (Label.HEADING, Label.CAPTION):
        decisions[last - 1] = (Label.RELATED, "last_teaser")
        decisions[last] = (Label.RELATED, "last_teaser")


def _tells_on(inside: Inside, last: int) -> bool:
    """Whether a last paragraph goes on with the story; a teaser below a story on a page with menus shares its names too."""
    tail = inside.facts[last].text
    if inside.furniture:
        return goes_on(tail)
    before = range(max(inside.run.start, last - MAX_LOOK_BACK), last - 1)
    return tells_on(tail, (inside.facts[index].text for index in before if inside.facts[index].kind == "prose"))


def mend_last_captions(inside: Inside, decisions: dict[int, Decision]) -> None:
    """Short sentences in a row as the run's last lines are captions when the story's paragraphs are long.

    >>> from vnnews.label.plain_run import Run
    >>> from vnnews.label.plain_scene import look_inside
    >>> decisions: dict[int, Decision] = {}
    >>> mend_last_captions(look_inside([], Run(0, 0, 0.0), -1, furniture=False), decisions)
    >>> decisions
    {}
    """
    facts = inside.facts
    row = []
    for index in range(inside.run.end - 1, inside.run.start - 1, -1):
        if decisions[index][1] not in ("short_sentence", "beside_picture", "paragraph") or facts[index].words > 16:
            break
        row.append(index)
    prose = sorted(
        facts[i].words for i in range(inside.run.start, inside.run.end - len(row)) if facts[i].kind == "prose"
    )
    if len(row) < MIN_CAPTION_ROW or not prose or prose[len(prose) // 2] < MIN_PARAGRAPH_WORDS:
        return
    for index in row:
        decisions[index] = (Label.CAPTION, "row_of_short_sentences")
