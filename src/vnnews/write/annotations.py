"""Annotations: a text with labelled spans, as annotation tools understand them, and what an annotator changed.

Takes `Article`s (their entities) and `Page`s (the labels of their blocks), gives `Annotation`s, which `vnnews.write.labelstudio` and
`vnnews.write.doccano` write and read. Decides nothing; spans may overlap.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec

from vnnews.errors import InputError
from vnnews.models import Article, Page

ENTITY_LABELS = ("official", "agency", "province", "post")


class LabelledSpan(msgspec.Struct, frozen=True, gc=False, order=True):
    """A stretch of a text with a label."""

    start: int
    end: int
    label: str


class Annotation(msgspec.Struct, frozen=True):
    """A text with labelled spans, in the order of the text."""

    text: str
    spans: tuple[LabelledSpan, ...] = ()
    title: str = ""
    url: str = ""
    origin: str = ""
    """Path or record that the page was read from, when it is known."""
    confidence: float = 1.0
    """How sure the least sure of the spans is; of a page, how sure its labels are."""


class Change(msgspec.Struct, frozen=True):
    """One thing that an annotator did."""

    kind: str
    """'added', 'removed', 'relabelled' or 'moved' (same label, other edges)."""
    before: LabelledSpan | None
    after: LabelledSpan | None
    text: str
    """The text of the span as it is now, or was when it was removed."""


def annotate_article(article: Article) -> Annotation:
    """Return an article's text with its officials, agencies, provinces and posts.

    Example:
        >>> from vnnews.models import Mention, Province
        >>> huế = Province("vn:hue", "Huế", "Thành phố Huế", "centrally_run_city", mentions=(Mention(6, 9, "Huế", "name"),))
        >>> annotate_article(Article("Mưa ở Huế", text="Mưa ở Huế", provinces=(huế,))).spans
        (LabelledSpan(start=6, end=9, label='province'),)
    """
    spans = {
        LabelledSpan(mention.start, mention.end, label)
        for label, entities in (
            ("official", article.officials),
            ("agency", article.agencies),
            ("province", article.provinces),
        )
        for entity in entities
        for mention in entity.mentions
    }
    spans |= {
        LabelledSpan(post.start, post.end, "post")
        for official in article.officials
        for post in official.posts
        if post.end > post.start
    }
    return Annotation(
        article.text, tuple(sorted(spans)), article.title, article.url, confidence=_least_confidence(article)
    )


def annotate_page(page: Page) -> Annotation:
    """Return a page's text with the label of each block.

    Example:
        >>> from vnnews.models import Block, Label, PageType
        >>> block = Block(0, 7, "Tin vắn", Label.TITLE, "first_line")
        >>> annotate_page(Page("Tin vắn", "text", PageType.STUB, "", (block,))).spans
        (LabelledSpan(start=0, end=7, label='title'),)
    """
    spans = tuple(LabelledSpan(block.start, block.end, block.label.value) for block in page.blocks)
    first = page.articles[0] if page.articles else None
    return Annotation(
        page.text, spans, first.title if first else "", page.url, confidence=first.confidence if first else 1.0
    )


def _least_confidence(article: Article) -> float:
    sure = [
        *(province.confidence for province in article.provinces),
        *(agency.confidence for agency in article.agencies),
        *(official.confidence for official in article.officials),
        *(post.confidence for official in article.officials for post in official.posts),
    ]
    return min(sure, default=1.0)


def compare_annotations(before: Annotation, after: Annotation) -> list[Change]:
    """Return what changed from one annotation of a text to another, in the order of the text.

    Raises:
        InputError: The two are about different texts.

    Example:
        >>> before = Annotation("tỉnh Huế", (LabelledSpan(0, 8, "agency"),))
        >>> after = Annotation("tỉnh Huế", (LabelledSpan(0, 8, "province"),))
        >>> [(change.kind, change.text) for change in compare_annotations(before, after)]
        [('relabelled', 'tỉnh Huế')]
    """
    if before.text != after.text:
        raise InputError("the two annotations are about different texts", stage="read", reason="texts differ")
    old, new = set(before.spans), set(after.spans)
    gone, come = sorted(old - new), sorted(new - old)
    changes: list[Change] = []

    def pair(
        kind: str, gone: list[LabelledSpan], come: list[LabelledSpan]
    ) -> tuple[list[LabelledSpan], list[LabelledSpan]]:
        by_place: defaultdict[tuple[int | str, int | str], list[LabelledSpan]] = defaultdict(list)
        for span in reversed(gone):
            for key in _keys(kind, span):
                by_place[key].append(span)
        used: set[LabelledSpan] = set()
        left = []
        for span in come:
            match = next((one for key in _keys(kind, span) if (one := _last_unused(by_place[key], used))), None)
            if match is None:
                left.append(span)
            else:
                used.add(match)
                changes.append(Change(kind, match, span, after.text[span.start : span.end]))
        return [span for span in gone if span not in used], left

    gone, come = pair("relabelled", gone, come)
    gone, come = pair("moved", gone, come)
    changes += [Change("removed", span, None, before.text[span.start : span.end]) for span in gone]
    changes += [Change("added", None, span, after.text[span.start : span.end]) for span in come]
    return sorted(changes, key=lambda change: (change.after or change.before or LabelledSpan(0, 0, ""), change.kind))


def _last_unused(spans: list[LabelledSpan], used: set[LabelledSpan]) -> LabelledSpan | None:
    while spans and spans[-1] in used:  # taken off, so that each is looked at once however many share a place
        spans.pop()
    return spans[-1] if spans else None


def _keys(kind: str, span: LabelledSpan) -> list[tuple[int | str, int | str]]:
    """What two spans must share to be one span that was relabelled (both edges) or moved (one edge and the label)."""
    if kind == "relabelled":
        return [(span.start, span.end)]
    return [(f"from {span.start}", span.label), (f"to {span.end}", span.label)]


def check_span(text: str, start: object, end: object, label: object) -> LabelledSpan:
    """Return a span that was read from a file.

    Raises:
        InputError: It does not lie in the text, or a value is of the wrong type.

    Example:
        >>> check_span("Huế", 0, 3, "province")
        LabelledSpan(start=0, end=3, label='province')
    """
    if type(start) is not int or type(end) is not int or not isinstance(label, str):
        raise InputError(
            f"a span needs two numbers and a label, got {start!r}, {end!r}, {label!r}", stage="read", reason="bad span"
        )
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"the span {start}–{end} ({label}) does not lie in the text of {len(text)} characters",
            stage="read",
            reason="bad span",
        )
    return LabelledSpan(start, end, label)
