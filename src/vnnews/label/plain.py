"""Step 2 for plain text: a label and a rule for each line of a flattened page.

Takes a `Document` of kind 'text'. Gives a `Labelling`. Decides the page's type first: an article has a run of prose with a headline; a page
of headlines and summaries has none. Then the lines inside the run, around it, and the rest. Known limits: of several articles on a page
only those are told apart that follow each other in one run; a listing whose summaries are as long as paragraphs can look like an article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from vnnews.label.plain_cohesion import is_mixed_bag
from vnnews.label.plain_comments import label_comments
from vnnews.label.plain_edges import label_head, label_tail
from vnnews.label.plain_facts import Fact, gather_facts
from vnnews.label.plain_inside import label_inside
from vnnews.label.plain_outside import is_site_talk, label_outside
from vnnews.label.plain_pictures import extend_captions
from vnnews.label.plain_poem import find_poem, label_poem
from vnnews.label.plain_run import MIN_ARTICLE_WORDS, Run, extend_run, extend_up, find_run, find_whole_run
from vnnews.label.plain_scene import Decision, Inside, look_inside
from vnnews.label.plain_split import find_head_start, find_story_end, find_story_heads
from vnnews.label.plain_teasers import MAX_DUMP_LINES, MAX_TEASER_CHARS, find_teasers, is_one_story
from vnnews.label.plain_title import find_title
from vnnews.label.plain_type import name_article_type, name_page_without_article
from vnnews.models import Block, Document, Label, Labelling, PageType

SURE_WORDS = 220
"""Prose that makes an article also without a headline: five paragraphs. The longest run of eight real listing pages had 151 words."""
FEW_WORDS = 85
"""Prose that makes an article below a headline: sapo and two paragraphs."""
SURE_TITLE_SCORE = 3.5
"""A headline so sure stands above its own story; otherwise the run must also cohere."""
MANY_SENTENCES = 3
"""So many lines of prose below a headline that are no teasers make an article however short they are: a brief, a recipe."""
_ARTICLE_LABELS = frozenset(
    {
        Label.TITLE, Label.SECTION, Label.DATE, Label.BYLINE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION, Label.SOURCE, Label.TAGS
    }
)  # fmt: skip
_CLOCK = re.compile(r"\d{1,2}[:h]\d{2}")
_FURNITURE_KINDS = frozenset({"widget", "footer", "breadcrumb", "menu_row", "date", "related_heading", "more"})


def label_plain(document: Document) -> Labelling:
    """The page's type and a labelled block for each line.

    >>> from vnnews.models import SourceBlock
    >>> document = Document("Chia sẻ", "text", "", (SourceBlock(0, 7, "Chia sẻ"),))
    >>> [(block.label.value, block.rule) for block in label_plain(document).blocks]
    [('boilerplate', 'widget')]
    """
    facts = gather_facts([block.text for block in document.blocks])
    decisions, starts, page_type = decide_lines(facts)
    blocks = []
    article = 0
    for index, source in enumerate(document.blocks):
        label, rule = decisions[index]
        article += index in starts
        owner = article if page_type in WITH_ARTICLE and label in _ARTICLE_LABELS else None
        blocks.append(Block(source.start, source.end, source.text, label, rule, owner))
    return Labelling(page_type, tuple(blocks))


WITH_ARTICLE = frozenset(
    {
        PageType.ARTICLE, PageType.STUB, PageType.PHOTO, PageType.LIVE, PageType.DIGEST, PageType.INTERVIEW, PageType.LEGAL, PageType.FORUM
    }
)  # fmt: skip
"""Page types that hold an article."""


def decide_lines(facts: Sequence[Fact]) -> tuple[Mapping[int, Decision], frozenset[int], PageType]:
    """A decision for every line, the lines at which a second and later articles begin, and the page's type.

    >>> decide_lines([])[2].value
    'empty'
    """
    if not facts:
        return {}, frozenset(), PageType.EMPTY
    inside = find_article(facts)
    poem = find_poem(facts) if inside is None else None
    decisions: dict[int, Decision] = {}
    starts: frozenset[int] = frozenset()
    if poem is not None:
        decisions |= label_poem(facts, *poem)
        page_type = PageType.ARTICLE
    elif inside is None:
        page_type = name_page_without_article(facts)
    else:
        parts = split_stories(inside)
        starts = frozenset(offset for offset, _ in parts[1:])
        for offset, part in parts:
            decided = (
                label_comments(part.facts, part.run.end) | label_tail(part) | label_inside(part) | label_head(part)
            )
            decisions |= {offset + index: decision for index, decision in decided.items()}
        page_type = name_article_type(facts, decisions)
    decisions |= label_outside(facts, [index for index in range(len(facts)) if index not in decisions])
    return decisions, starts, page_type


def split_stories(inside: Inside) -> list[tuple[int, Inside]]:
    """The articles of a run, each seen as a page of its own, with the line at which it begins.

    >>> [offset for offset, _ in split_stories(look_inside([], Run(0, 0, 0.0), -1, furniture=False))]
    [0]
    """
    facts, run = inside.facts, inside.run
    heads = find_story_heads(facts, run)
    if not heads:
        return [(0, inside)]
    cuts = [0, *(find_head_start(facts, head) for head in heads), len(facts)]
    titles = [inside.title, *heads]
    parts = []
    for number, (start, stop) in enumerate(pairwise(cuts)):
        own = facts[start:stop]
        first = run.start if number == 0 else heads[number - 1] + 1 - start
        last = run.end - start if stop == len(facts) else find_story_end(own)
        title = titles[number] - start if titles[number] >= 0 else -1
        parts.append(
            (
                start,
                look_inside(own, Run(first, last, run.words), title, furniture=inside.furniture, whole=inside.whole),
            )
        )
    return parts


def find_article(facts: Sequence[Fact]) -> Inside | None:
    """The page's article, or None when it shows none.

    >>> find_article(gather_facts(["Trang chủ", "Tin mới", "Giá xăng giảm từ chiều nay"])) is None
    True
    """
    teasers = find_teasers(facts)
    if teasers and is_one_story(facts):
        run: Run | None = find_whole_run(facts)
        whole, teasers = True, frozenset()
    else:
        run = find_run(facts, teasers)
        whole = False
    if run is None:
        return find_stub(facts)
    run = extend_up(facts, run)
    title = find_title(facts, run)
    if title.score < SURE_TITLE_SCORE and _is_mixed(facts, run) and not is_one_story(facts):
        return find_stub(facts)
    furniture = has_furniture(facts, run, title.line)
    needed = SURE_WORDS
    if title.line >= 0:
        sentences = (i for i in range(run.start, run.end) if facts[i].kind in ("prose", "text") and i not in teasers)
        short = sum(1 for _ in sentences) >= MANY_SENTENCES
        needed = MIN_ARTICLE_WORDS if short else FEW_WORDS
    if run.words < needed and (furniture or len(facts) > MAX_DUMP_LINES):
        return find_stub(facts)
    run = extend_run(facts, run, teasers, closed=furniture)
    if not furniture:
        run = extend_captions(facts, run)
    return look_inside(facts, run, title.line, furniture=furniture, whole=whole)


def _is_mixed(facts: Sequence[Fact], run: Run) -> bool:
    prose = [fact.text for fact in facts[run.start : run.end] if fact.kind == "prose"]
    return is_mixed_bag(prose, MAX_TEASER_CHARS)


def find_stub(facts: Sequence[Fact]) -> Inside | None:
    """An article that is only headline and sapo: a dump of two or three lines, or one dated headline on its page.

    >>> lines = ["Đàn cò về vườn", "Mỗi chiều, hàng nghìn con cò trắng bay về khu vườn của gia đình ông Sáu."]
    >>> stub = find_stub(gather_facts(lines))
    >>> stub is not None and stub.title
    0
    """
    if len(facts) <= 6:
        for index, fact in enumerate(facts):
            if fact.kind == "prose" and index and facts[index - 1].kind in ("headline", "short", "text", "date"):
                head = next((i for i in range(index) if facts[i].kind in ("headline", "short", "text")), index - 1)
                return look_inside(facts, Run(index, index + 1, float(fact.words)), head, furniture=False)
        return None
    dated = [
        index
        for index, fact in enumerate(facts)
        if fact.kind == "headline"
        and not is_site_talk(fact.text)
        and _is_dated_head(facts, index)
        and any(f.kind == "prose" for f in facts[index + 1 : index + 4])
    ]
    if len(dated) != 1:
        return None
    start = next(i for i in range(dated[0] + 1, dated[0] + 4) if facts[i].kind == "prose")
    run = extend_run(facts, Run(start, start + 1, float(facts[start].words)), closed=True)
    return look_inside(facts, run, dated[0], furniture=True)


def _is_dated_head(facts: Sequence[Fact], index: int) -> bool:
    """Whether a full date with its time stands right above or below a headline."""
    beside = facts[max(0, index - 1) : index + 3]
    return any(fact.kind == "date" and fact.copies == 1 and _CLOCK.search(fact.text) is not None for fact in beside)


def has_furniture(facts: Sequence[Fact], run: Run, title: int) -> bool:
    """Whether the page has lines besides the article: menus, buttons, a date line.

    >>> has_furniture([], Run(0, 0, 0.0), -1)
    False
    """
    head = title if title >= 0 else run.start
    outside = [*facts[:head], *facts[run.end :]]
    return len(outside) > 12 or any(fact.kind in _FURNITURE_KINDS for fact in [*outside, *facts[head : run.start]])
