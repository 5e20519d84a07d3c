"""Labels of the lines inside an article's run on a flattened page.

Takes the facts of the lines, the run and the headline. Gives a label and a rule for each line of the run. Decides between paragraph,
sapo, cross-heading, caption, and the related headlines that papers put between paragraphs. Known limits: a caption without credit and
full stop looks like a cross-heading; a single related headline without a mark does too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from vnnews.label.captions import is_alt_of
from vnnews.label.datelines import is_dateline
from vnnews.label.lines import UPPER, ends_sentence
from vnnews.label.plain_facts import Fact, has_dateline, is_list_item
from vnnews.label.plain_run import GLUED_ARTICLE_WORDS, Run
from vnnews.label.plain_sections import is_section_name
from vnnews.models import Label
from vnnews.text import deaccent

MAX_SAPO_WORDS = 95
"""Longest sapo of the field guide's outlets: three sentences."""
MAX_GLUED_LINES = 4
"""Title, sapo, body on one line and byline: what a dump of one article has."""
GLUED_RATIO = 3
MAX_HEADING_CHARS = 80
"""A longer line without a full stop is a caption; cross-headings are shorter than headlines."""
MIN_TEASER_WORDS = 7
"""A last headline of so many words with one paragraph behind it is a teaser box, not a cross-heading."""
MAX_CAPTION_SENTENCE_WORDS = 22
"""A sentence between pictures with credits is a caption when it is so short."""
MAX_BELOW_ALT_WORDS = 45
"""A line right below an image's alt or slug line is its caption; a longer one is the next paragraph."""
MAX_SCENE_WORDS = 8
MAX_DASHES = 4
MIN_DASH_WORDS = 6
"""Two to four dashed lines of headline length; items of a list are shorter or end in a mark."""
MIN_NUMBER_CHARS = 2
"""A number of two signs or more inside the run is a cell of the article's table; a lone sign is a page's."""
MAX_ECHO_WORDS = 45
MIN_ECHO_WORDS = 8
MIN_ECHO_SHARE = 0.85
"""Field guide 2.6: captions re-use the wording of a sentence beside them; two paragraphs never share so much."""
MIN_ECHO_PAIRS = 0.6
MAX_ECHO_CHARS = 1200
MIN_CAPTION_ROW = 3
MIN_PARAGRAPH_WORDS = 28
"""Three or more short sentences that close a story of long paragraphs are the captions of its pictures."""
MAX_TEASER_TAIL_CHARS = 330

_IN_PICTURE = re.compile(
    r"\((?:trái|phải|giữa|bìa trái|bìa phải|thứ \w+ từ [^)]{2,20}|áo \w+|đứng|ngồi|hàng [^)]{2,20}|phía [^)]{2,10}|ngoài cùng [^)]{2,12})\)"
    r"|\btrong ảnh\s*:|^(?:trong ảnh|ảnh chụp|hình ảnh|ảnh trên|toàn cảnh|quang cảnh|hiện trường|chân dung|một góc|khung cảnh|cận cảnh|biểu đồ|đồ thị|diễn biến|bảng|infographic)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(rf"[{UPPER}\d\W]+")
_CAPTION_KINDS = frozenset({"credit", "credit_line", "alt", "file"})

Decision = tuple[Label, str]


def look_inside(facts: Sequence[Fact], run: Run, title: int, *, furniture: bool) -> Inside:
    """What the rules need to know about the article of a run.

    >>> look_inside([], Run(0, 0, 0.0), -1, furniture=False).first_prose
    0
    """
    first = next((i for i in range(run.start, run.end) if facts[i].kind == "prose" and i != title), run.end)
    return Inside(facts, run, title, furniture, first)


class Inside(NamedTuple):
    """What the rules need to know about the article."""

    facts: Sequence[Fact]
    run: Run
    title: int
    """Index of the headline, -1 when the page shows none."""
    furniture: bool
    """Whether the page has lines besides the article: menus, date line, buttons."""

    first_prose: int
    """Index of the run's first paragraph, its end when it has none."""

    @property
    def title_key(self) -> str:
        """Key of the headline, '' when there is none."""
        return self.facts[self.title].key if self.title >= 0 else ""


def label_inside(inside: Inside) -> dict[int, Decision]:
    """A decision for each line of the run."""
    run = inside.run
    decisions: dict[int, Decision] = {}
    sapo = find_sapo(inside)
    for index in range(run.start, run.end):
        if index == inside.title:
            decisions[index] = (Label.TITLE, "headline")
        elif index in sapo:
            decisions[index] = (Label.SAPO, sapo[index])
        elif _continues_list(inside, index, decisions):
            decisions[index] = (Label.BODY, "list_item")
        else:
            decisions[index] = _decide(inside, index)
    _mend_below_sapo(inside.facts, sapo, decisions)
    _mend_headline_lists(inside, decisions)
    _mend_last_teaser(inside, decisions)
    _mend_last_captions(inside, decisions)
    return decisions


def _continues_list(inside: Inside, index: int, decisions: dict[int, Decision]) -> bool:
    """Whether a short line with a colon ('Tổng thư ký: Lê An') stands below a line that opens a list, or below such an item."""
    fact = inside.facts[index]
    if (
        fact.kind not in ("short", "headline", "text", "prose", "byline")
        or ": " not in fact.text
        or index - 1 not in decisions
    ):
        return False
    return inside.facts[index - 1].text.endswith(":") or decisions[index - 1][1] == "list_item"


def find_sapo(inside: Inside) -> dict[int, str]:
    """The standfirst: its line's index (or indices, when it is printed as bullets) with the rule that saw it."""
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
    if inside.title > 1 and all(other.kind in _CAPTION_KINDS for other in facts[: inside.title]):
        return {first: "below_pictures"}
    if inside.furniture or "date" in between:
        return {first: "first_below_headline"}
    if (
        not between
        and following.kind in ("headline", "read_more", "related_heading", "alt", "credit", "item")
        and not fact.text.endswith(":")
    ):
        return {first: "set_apart"}
    return {}


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


def _decide(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    kind = fact.kind
    if kind == "item" and _is_below_sapo(inside, index):
        return Label.RELATED, "dashes_below_sapo"
    if kind in _DIRECT:
        return _DIRECT[kind]
    if inside.title_key and fact.key == inside.title_key:
        return Label.TITLE, "headline_again"
    if inside.title_key and is_alt_of(fact.text, inside.title_key):
        return Label.CAPTION, "headline_as_slug"
    if is_dateline(fact.text):
        return Label.SAPO, "dateline_alone"
    if kind == "date" and index < inside.first_prose:
        return Label.DATE, "date_below_headline"
    following = _kind_at(inside, index + 1)
    if following == "credit_line" and kind in ("headline", "short", "text", "byline", "date", "source"):
        return Label.CAPTION, "above_credit_line"
    if (
        kind in ("prose", "text")
        and _kind_at(inside, index - 1) in ("alt", "file")
        and fact.words <= MAX_BELOW_ALT_WORDS
    ):
        return Label.CAPTION, "below_alt"
    if kind == "prose":
        return _decide_prose(inside, index)
    if kind == "source" and not is_section_name(fact.text):
        before = _kind_at(inside, index - 1)
        return (Label.CAPTION, "source_of_picture") if before in _CAPTION_KINDS else (Label.SOURCE, "source_form")
    if kind in ("byline", "source", "short"):
        return _decide_short(inside, index)
    if kind == "text":
        return _decide_text(inside, index)
    if kind == "headline":
        return _decide_headline(inside, index)
    if kind == "symbols" and not (len(fact.text) >= MIN_NUMBER_CHARS and any(sign.isdigit() for sign in fact.text)):
        return Label.BOILERPLATE, "no_words"
    return Label.BODY, "in_run"  # a row without punctuation between paragraphs is a list of the article


def _is_below_sapo(inside: Inside, index: int) -> bool:
    """Whether a dashed headline stands right below the first paragraph: papers print related headlines there."""
    fact = inside.facts[index]
    first = inside.first_prose
    if (
        inside.title < 0
        or not first < index <= first + MAX_DASHES
        or fact.words < MIN_DASH_WORDS
        or ends_sentence(fact.text)
    ):
        return False
    above = inside.facts[first:index]
    return not above[0].text.endswith(":") and all(other.kind == "item" for other in above[1:])


_DIRECT: dict[str, Decision] = {
    "credit": (Label.CAPTION, "picture_credit"),
    "credit_line": (Label.CAPTION, "credit_line"),
    "alt": (Label.CAPTION, "numbered_alt"),
    "file": (Label.CAPTION, "file_name"),
    "read_more": (Label.RELATED, "read_more_mark"),
    "related_heading": (Label.RELATED, "related_heading"),
    "glued_list": (Label.RELATED, "glued_headlines"),
    "more": (Label.BOILERPLATE, "more_link"),
    "widget": (Label.BOILERPLATE, "widget"),
    "appeal": (Label.BOILERPLATE, "viewer_appeal"),
    "contact": (Label.BOILERPLATE, "contact"),
    "tags": (Label.TAGS, "tag_marker"),
    "item": (Label.BODY, "list_item"),
    "comment_mark": (Label.COMMENT, "comment_mark"),
    "breadcrumb": (Label.SECTION, "breadcrumb"),
}


def _decide_prose(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    before, after = _kind_at(inside, index - 1), _kind_at(inside, index + 1)
    if fact.words <= MAX_CAPTION_SENTENCE_WORDS and after in _CAPTION_KINDS and before in _CAPTION_KINDS:
        return Label.CAPTION, "between_pictures"
    if _IN_PICTURE.search(fact.text) is not None and fact.words <= 40:
        return Label.CAPTION, "speaks_of_picture"
    if MIN_ECHO_WORDS <= fact.words <= MAX_ECHO_WORDS and _echoes(inside, index):
        return Label.CAPTION, "echoes_sentence"
    return Label.BODY, "paragraph"


def _echoes(inside: Inside, index: int) -> bool:
    """Whether a short sentence says again what the paragraphs beside it, or the article's first lines, say."""
    words = [word for word in inside.facts[index].key.split() if len(word) > 1]
    start = inside.run.start
    for other in {*range(start, min(start + 2, index)), index - 2, index - 1, index + 1}:
        fact = inside.facts[other] if start <= other < inside.run.end and other != index else None
        if fact is not None and fact.kind == "prose" and fact.words >= len(words):
            text = f" {deaccent(fact.text[:MAX_ECHO_CHARS])} "
            if sum(f" {word} " in text for word in words) >= MIN_ECHO_SHARE * len(words) and _shares_order(words, text):
                return True
    return False


def _shares_order(words: list[str], text: str) -> bool:
    """Whether most pairs of neighbouring words stand together in the text too; scattered common words do not count."""
    pairs = list(pairwise(words))
    return sum(f" {left} {right} " in text for left, right in pairs) >= MIN_ECHO_PAIRS * len(pairs)


def _decide_text(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    if is_list_item(fact.text):
        return Label.BODY, "list_item"
    if fact.text.endswith(":"):
        return (Label.HEADING, "capitals_with_colon") if _is_capitals(fact.text) else (Label.BODY, "introduces_list")
    before, after = _kind_at(inside, index - 1), _kind_at(inside, index + 1)
    if before in _CAPTION_KINDS or after in _CAPTION_KINDS:
        return Label.CAPTION, "beside_picture"
    if _IN_PICTURE.search(fact.text) is not None:
        return Label.CAPTION, "speaks_of_picture"
    return Label.BODY, "short_sentence"


def _decide_short(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    if is_list_item(fact.text):
        return Label.BODY, "list_item"
    if inside.first_prose > index:
        if is_section_name(fact.text):
            return Label.SECTION, "section_name"
        if fact.kind == "byline":
            return Label.BYLINE, "name_below_headline"
    if fact.text.endswith("."):
        before, after = _kind_at(inside, index - 1), _kind_at(inside, index + 1)
        return (Label.CAPTION, "beside_picture") if {before, after} & _CAPTION_KINDS else (Label.BODY, "short_sentence")
    if ": " in fact.text:
        return Label.BODY, "list_item"
    if _prose_follows(inside, index):
        return Label.HEADING, "short_above_paragraph"
    if index > 0 and inside.facts[index - 1].text.endswith(":"):
        return Label.BODY, "list_item"
    return Label.CAPTION, "short_without_paragraph"


def _decide_headline(inside: Inside, index: int) -> Decision:
    fact = inside.facts[index]
    if is_list_item(fact.text):
        return Label.BODY, "list_item"
    if _IN_PICTURE.search(fact.text) is not None:
        return Label.CAPTION, "speaks_of_picture"
    if not _is_capitals(fact.text) and len(fact.text) > MAX_HEADING_CHARS:
        return Label.CAPTION, "long_without_full_stop"
    if _prose_follows(inside, index):
        return Label.HEADING, "headline_above_paragraph"
    return Label.CAPTION, "headline_without_paragraph"


def _mend_below_sapo(facts: Sequence[Fact], sapo: Mapping[int, str], decisions: dict[int, Decision]) -> None:
    """A short sentence right below the sapo is the caption of the lead picture: 'Quang cảnh buổi lễ.'."""
    for index in sapo:
        if (
            decisions.get(index + 1, (Label.BODY, ""))[1] == "short_sentence"
            and facts[index + 1].words <= MAX_SCENE_WORDS
        ):
            decisions[index + 1] = (Label.CAPTION, "below_sapo")


def _mend_headline_lists(inside: Inside, decisions: dict[int, Decision]) -> None:
    """Headlines in a row between paragraphs advertise other stories; two cross-headings never touch."""
    facts = inside.facts
    indices = sorted(decisions)
    for left, right in pairwise(indices):
        pair = (facts[left], facts[right])
        if right != left + 1 or any(_is_capitals(fact.text) or is_list_item(fact.text) for fact in pair):
            continue
        lines = [_is_bare_headline(fact, decisions[index]) for fact, index in zip(pair, (left, right), strict=True)]
        if (
            all(lines)
            and decisions.get(left - 1, (Label.BODY, ""))[0] is Label.CAPTION
            and _prose_follows(inside, right)
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


def _mend_last_teaser(inside: Inside, decisions: dict[int, Decision]) -> None:
    """A headline with one short paragraph as the run's last lines is a teaser box: papers put it below the story."""
    last = inside.run.end - 1
    facts = inside.facts
    if last - 1 not in decisions or last - inside.run.start < 4:
        return
    head, tail = facts[last - 1], facts[last]
    if (
        head.kind not in ("headline", "short")
        or tail.kind not in ("prose", "text")
        or (head.words < MIN_TEASER_WORDS and not has_dateline(tail))
        or _is_capitals(head.text)
    ):
        return
    if len(tail.text) <= MAX_TEASER_TAIL_CHARS and decisions[last - 1][0] in (Label.HEADING, Label.CAPTION):
        decisions[last - 1] = (Label.RELATED, "last_teaser")
        decisions[last] = (Label.RELATED, "last_teaser")


def _mend_last_captions(inside: Inside, decisions: dict[int, Decision]) -> None:
    """Short sentences in a row as the run's last lines are captions when the story's paragraphs are long."""
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


def _prose_follows(inside: Inside, index: int) -> bool:
    """Whether a paragraph or list stands below, pictures aside."""
    for fact in inside.facts[index + 1 : index + 4]:
        if fact.kind in ("prose", "text") or is_list_item(fact.text):
            return True
        if fact.kind not in _CAPTION_KINDS and not fact.text.endswith(":"):
            return False
    return False


def _kind_at(inside: Inside, index: int) -> str:
    return inside.facts[index].kind if 0 <= index < len(inside.facts) else ""


def _is_capitals(line: str) -> bool:
    return _CAPITALS.fullmatch(line) is not None and any(letter.isalpha() for letter in line)
