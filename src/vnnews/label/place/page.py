"""Whether a page holds an article: measures of the whole page, weighed by learned weights.

Takes the scene of a page and the lines as the chain reads them, given that there is an article. Gives named measures, and the
probability that there is one. A page of headlines and summaries shows itself by short stretches of prose, many headlines, and a chain that is
unsure of each.
"""

from __future__ import annotations

from math import exp, log1p
from typing import TYPE_CHECKING, Final

from vnnews.models import Document, Label

if TYPE_CHECKING:
    from vnnews.label.decode import Reading
    from vnnews.label.scene import Scene

LONG_WORDS: Final = 25
"""Words of a paragraph that no summary of a list has."""
MIN_STORY_WORDS: Final = 5
LONE_COHESION: Final = 0.15
"""What a page with one paragraph counts as: about the mean of articles."""
MIN_HEADLINES, HEADLINE_WORDS = 3, 8
"""How many headlines, and of how many words on average, are a list; verses are shorter."""
MEASURES: Final = (
    "told", "told_in_long", "told_in_a_row", "related", "lines", "title", "titles", "sureness", "date", "stated_article", "stated_other", "stated_date", "html", "headline_links", "headlines", "told_share", "row_share", "cohesion", "paragraphs", "prose", "longest_paragraph", "headline_share", "few_lines",
)  # fmt: skip
"""Names of the measures."""
MAX_COUNTED: Final = 5.0

_AT: Final = {label: index for index, label in enumerate(Label)}
_TOLD: Final = frozenset(("prose", "text", "item", "credit", "credit_line", "alt"))
_LISTED: Final = frozenset(("headline", "read_more", "related_heading", "glued_list"))
_MAIN: Final = [_AT[label] for label in (Label.SAPO, Label.HEADING, Label.BODY)]


def measure_page(document: Document, scene: Scene, reading: Reading) -> dict[str, float]:
    """The measures of a page by name."""
    labels = reading.labels
    words = [line.words for line in scene.lines]
    main = labels[:, _MAIN].sum(axis=1).tolist()
    titles = labels[:, _AT[Label.TITLE]]
    captions = labels[:, _AT[Label.CAPTION]].tolist()
    related = labels[:, _AT[Label.RELATED]].tolist()
    told = [share * count for share, count in zip(main, words, strict=True)]
    longest = run = 0.0
    for share, caption, count in zip(main, captions, words, strict=True):
        if share > 0.5:
            run += count
            longest = max(longest, run)
        elif caption < 0.5:
            run = 0.0
    types = [item.value.casefold() for item in document.metadata if item.name == "type"]
    stated = {item.name for item in document.metadata}
    all_told = sum(told)
    prose = [line for line in scene.lines if line.kind.value == "prose" and not line.is_headline_link]
    shares = [
        share
        for line, share in zip(scene.lines, scene.story.shares, strict=True)
        if scene.story.start <= line.index < scene.story.end and line.kind.value == "prose" and share >= 0
    ]
    return {
        "told": log1p(all_told),
        "told_in_long": log1p(sum(t for t, count in zip(told, words, strict=True) if count >= LONG_WORDS)),
        "told_in_a_row": log1p(longest),
        "related": log1p(sum(r * (count >= MIN_STORY_WORDS) for r, count in zip(related, words, strict=True))),
        "lines": log1p(len(words)),
        "title": float(titles.max()),
        "titles": min(float(titles.sum()), MAX_COUNTED),
        "sureness": float(labels.max(axis=1).mean()),
        "date": float(labels[:, _AT[Label.DATE]].max()),
        "stated_article": float(any("article" in value for value in types)),
        "stated_other": float(bool(types) and not any("article" in value for value in types)),
        "stated_date": float("published" in stated),
        "html": float(document.kind == "html"),
        "headline_links": log1p(sum(line.is_headline_link for line in scene.lines)),
        "headlines": log1p(sum(line.kind.value == "headline" for line in scene.lines)),
        "told_share": all_told / (sum(words) or 1),
        "row_share": longest / (1.0 + all_told),
        "cohesion": sum(shares) / len(shares) if len(shares) > 1 else LONE_COHESION,
        "paragraphs": log1p(len(shares)),
        "prose": log1p(sum(line.words for line in prose)),
        "longest_paragraph": log1p(max((line.words for line in prose), default=0)),
        "headline_share": sum(line.kind.value in _LISTED for line in scene.lines) / (len(words) or 1),
        "few_lines": float(len(words) <= 3),
    }


def is_only_headlines(scene: Scene) -> bool:
    """Whether a page is a row of headlines without a sentence: a list of stories, however short."""
    lines = [line for line in scene.lines if line.kind.value != "date"]
    heads = [line.words for line in lines if line.kind.value == "headline"]
    return (
        len(heads) >= MIN_HEADLINES
        and sum(heads) >= HEADLINE_WORDS * len(heads)
        and not any(line.kind.value in _TOLD for line in lines)
    )


def weigh_page(measures: dict[str, float], weights: dict[str, list[float]]) -> float:
    """The probability that a page holds an article.

    >>> weigh_page({"told": 3.0}, {"told": [1.0, 2.0, 0.0], "": [0.0, 0.5]})
    0.5
    """
    total = weights[""][0]
    for name, (mean, spread, weight) in ((name, row) for name, row in weights.items() if name):
        total += weight * (measures[name] - mean) / spread
    return 1.0 / (1.0 + exp(-max(-700.0, min(700.0, total))))
