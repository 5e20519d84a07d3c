"""Step 2 for HTML: a label and a rule for each line of a page.

Takes a `Document` of kind 'html'. Gives a `Labelling`. Decides where the article is (`html_article`), whether there is one
(`html_type`), whether there are several (`html_several`), and what each line is (`html_rules`, `html_rules_outside`). Known limits: replies
of a forum thread are comments of the first post.
"""

from __future__ import annotations

from collections.abc import Sequence

from vnnews.label.hidden import is_hidden
from vnnews.label.html_article import find_region
from vnnews.label.html_lines import Line, Tree
from vnnews.label.html_names import Role
from vnnews.label.html_rules import (
    BEFORE_RULES,
    BODY_RULES,
    HEAD_LINES,
    HEAD_RULES,
    REPLY_RULES,
    STUB_RULES,
    TAIL_LINES,
    TAIL_RULES,
    Rule,
)
from vnnews.label.html_rules_outside import OUTSIDE_RULES
from vnnews.label.html_scene import Scene
from vnnews.label.html_several import find_articles
from vnnews.label.html_type import WITH_ARTICLE, name_page_type, refine_type
from vnnews.models import Block, Document, Label, Labelling

FAR_CRUMB_LINES = 60
"""How far above the headline a breadcrumb can begin: a menu may open below each of its steps."""

OF_ARTICLE = frozenset(
    {
        Label.TITLE, Label.SECTION, Label.DATE, Label.BYLINE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION, Label.SOURCE, Label.TAGS,
    }
)  # fmt: skip
"""Labels of lines that belong to an article."""

OF_TEXT = frozenset({Label.TITLE, Label.DATE, Label.BYLINE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION})
"""Labels of lines that readers read; a page may hide the way to its section, the address of its source or the words of a film, and mean it
all the same."""


def label_html(document: Document) -> Labelling:
    """The page's type and a labelled block for each line.

    Example:
        >>> from vnnews.read import read_page
        >>> page = read_page("<h1>Mưa lớn ở Hà Nội</h1>" + "<p>Sáng nay, mưa lớn làm nhiều tuyến phố của thủ đô ngập sâu.</p>" * 5)
        >>> [block.label.value for block in label_html(page).blocks[:2]]
        ['title', 'body']
    """
    tree = Tree(document)
    region = find_region(document, tree)
    page_type = name_page_type(document, tree, region)
    has_article = page_type in WITH_ARTICLE
    regions = find_articles(tree, region) if region is not None and has_article else [None]
    scene = Scene(document, tree, regions[0])
    number, starts = 0, [own.start for own in regions[1:] if own is not None]
    blocks = []
    for line in tree.lines:
        if number < len(starts) and line.index == starts[number]:
            number += 1
            scene = Scene(document, tree, regions[number], scene.labels)
        label, rule = decide(scene, line)
        if label in OF_TEXT and is_hidden(line.block) and rule != "figure_caption":
            label, rule = Label.BOILERPLATE, "hidden_text"
        scene.labels.append(label)
        block = line.block
        article = number if has_article and label in OF_ARTICLE else None
        blocks.append(Block(block.start, block.end, block.text, label, rule, article, block.path))
    return Labelling(refine_type(scene) if has_article else page_type, tuple(blocks))


def decide(scene: Scene, line: Line) -> tuple[Label, str]:
    """The label of one line, and the rule that decided it."""
    for rules in choose_rules(scene, line):
        for rule, label in rules:
            if rule(scene, line):
                return label, rule.__name__
    return Label.BOILERPLATE, "nothing_known"


def choose_rules(scene: Scene, line: Line) -> Sequence[Sequence[tuple[Rule, Label]]]:
    """The rule tables for a line's place on the page, the first to be tried first."""
    region, index = scene.region, line.index
    if region is None:
        return _OUTSIDE
    if index in scene.replies:
        return _REPLY
    start = scene.title if scene.title >= 0 else region.start
    if index < start:
        is_near = start - index <= (FAR_CRUMB_LINES if line.roles & Role.CRUMB else HEAD_LINES)
        return _BEFORE if is_near or region.start <= index < region.end else _OUTSIDE
    if scene.first_body < 0:
        return _STUB if index < region.end else _OUTSIDE
    if index < scene.first_body:
        return _HEAD
    if index <= scene.last_body or (index < region.end and scene.is_core(line)):
        return _BODY
    return _TAIL if index - scene.last_body <= TAIL_LINES or index < region.end else _OUTSIDE


_OUTSIDE = (OUTSIDE_RULES,)
_REPLY = (REPLY_RULES,)
_BEFORE = (BEFORE_RULES, OUTSIDE_RULES)
_STUB = (STUB_RULES, OUTSIDE_RULES)
_HEAD = (HEAD_RULES, OUTSIDE_RULES)
_BODY = (BODY_RULES, OUTSIDE_RULES)
_TAIL = (TAIL_RULES, OUTSIDE_RULES)
