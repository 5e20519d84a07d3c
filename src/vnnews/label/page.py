"""What a page is as a whole: whether it holds an article, of which type it is, and which article each line belongs to when it holds several.

Takes the scene of a page and its lines as the chain reads them. Gives measures that learned weights turn into the probability of an article, a
`PageType`, and the number of each line's article. A page of headlines and summaries shows itself by short stretches of prose, many headlines,
and a chain that is unsure of each; the type follows from counts: times of a live blog, questions of an interview, pictures of an essay. Known
limits: a flattened home page and a section page look alike; a round-up with a title of its own and no signs is an ordinary article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp, log1p
from typing import TYPE_CHECKING, Final

from vnnews.label.line import Line
from vnnews.label.words import pattern_of
from vnnews.label.words.kinds import Kind
from vnnews.models import Document, Label, PageType
from vnnews.text.late import compile_late

if TYPE_CHECKING:
    from vnnews.label.decode import Reading
    from vnnews.label.labelling import Scene

LONG_WORDS: Final = 25
"""Words of a paragraph that no summary of a list has."""
MIN_STORY_WORDS: Final = 5
LONE_COHESION: Final = 0.15
"""What a page with one paragraph counts as: about the mean of articles."""
MIN_SUMMARIES, UNRELATED = 4, 0.031
"""How many paragraphs that share so little on average are summaries of several stories."""
SURELY_SIGNED: Final = 0.5
"""Probability of a date or a name from which a page has one."""
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
_SIGNED: Final = [_AT[label] for label in (Label.DATE, Label.BYLINE, Label.SOURCE)]


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
    shares = _share_of_paragraphs(scene)
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


def _share_of_paragraphs(scene: Scene) -> list[float]:
    """For each paragraph of the story the share of its word pairs that other paragraphs have too."""
    told = zip(scene.lines[scene.story.start : scene.story.end], scene.story.shares[scene.story.start :], strict=False)
    return [share for line, share in told if line.kind is Kind.PROSE and share >= 0]


def is_unrelated(scene: Scene, reading: Reading) -> bool:
    """Whether the paragraphs of a text page have nothing in common with each other or a headline, and no date or name stands by them.

    These are summaries of several stories. None of 1,429 annotated texts with an article is taken for such a page.
    """
    shares = _share_of_paragraphs(scene)
    return (
        not scene.markups
        and scene.story.headline < 0
        and len(shares) >= MIN_SUMMARIES
        and sum(shares) <= UNRELATED * len(shares)
        and float(reading.labels[:, _SIGNED].max()) < SURELY_SIGNED
    )


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


# ------------------------------------------------------------------------------------------------------------- its type

MIN_PICTURES: Final = 4
PICTURES_PER_PARAGRAPH: Final = 1.5
"""Captions of a photo essay: the large ones have eight captions and 60 % of all lines; short essays have four."""
MIN_LAW_ARTICLES: Final = 3
MIN_TIMES: Final = 5
"""Paragraphs that begin with a time of day, from which an article is a live blog."""
MIN_QUESTIONS: Final = 3
LINES_A_QUESTION: Final = 6
"""Paragraphs to a question in an interview, at most; 0.4 % of articles have three or more questions set apart."""
MIN_POSTS: Final = 4
MAX_NOTICE: Final = 120
"""Characters of a line that says what a page lists."""
NOTICE_LINES: Final = 40
MIN_LISTED: Final = 5
"""Headlines or summaries from which a page is a list."""
HOME_LINES: Final = 200

_QUESTION = re.compile(pattern_of("page_types", "question"), re.IGNORECASE)
_LAW_ARTICLE = re.compile(r"Điều \d{1,3}\s*[.:]")
_TIME = re.compile(r"(?:\d{1,2}\s?[h:g]\s?\d{0,2}|\d{1,2} giờ(?: \d{1,2})?)\s?[,:.\-–]?\s")
_POST = re.compile(pattern_of("page_types", "forum_mark"))
_SEARCH = compile_late(pattern_of("page_types", "search_notice"))
"""For text in small letters."""
_TAG = compile_late(pattern_of("page_types", "tag_notice"), re.IGNORECASE)
_SEARCH_PAGE = re.compile(r"[/?&](?:tim-kiem|search|timkiem|q=|s=|keyword=)", re.IGNORECASE)
_TAG_PAGE = compile_late(r"/(?:tags?|tu-khoa|chu-de|topics?)[/-]|\.tag\b|-tag\d", re.IGNORECASE)
_HOME_PAGE = compile_late(r"https?://[^/]+/?(?:index\.\w+|default\.\w+|trang-chu[^/]*|home[^/]*)?$", re.IGNORECASE)


def name_with_article(lines: Sequence[Line], labels: Sequence[Label], *, replies: bool) -> PageType:
    """The type of a page that holds an article.

    >>> name_with_article([], [], replies=False).value
    'stub'
    """
    labelled = list(zip(lines, labels, strict=True))
    if replies or sum(_POST.match(line.text) is not None for line in lines) >= MIN_POSTS:
        return PageType.FORUM
    body = [line.text for line, label in labelled if label is Label.BODY]
    headings = [line.text for line, label in labelled if label is Label.HEADING]
    pictures = sum(label is Label.CAPTION for _, label in labelled)
    if pictures >= MIN_PICTURES and pictures > PICTURES_PER_PARAGRAPH * len(body):
        return PageType.PHOTO
    if not body:
        return PageType.STUB
    if sum(_LAW_ARTICLE.match(text) is not None for text in body) >= MIN_LAW_ARTICLES:
        return PageType.LEGAL
    if sum(_TIME.match(text) is not None for text in body) >= MIN_TIMES:
        return PageType.LIVE
    asked = sum(_QUESTION.match(text) is not None or text.rstrip('"”’»').endswith("?") for text in (*body, *headings))
    if asked >= MIN_QUESTIONS and asked * LINES_A_QUESTION >= len(body):
        return PageType.INTERVIEW
    title = next((line.text for line, label in labelled if label is Label.TITLE), "")
    return PageType.DIGEST if is_digest(title, body) else PageType.ARTICLE


def name_without_article(document: Document, lines: Sequence[Line]) -> PageType:
    """The type of a page that holds no article.

    >>> name_without_article(Document("", "text", "", ()), []).value
    'empty'
    """
    if not lines:
        return PageType.EMPTY
    notices = [line.text for line in lines if len(line.text) <= MAX_NOTICE]
    if _SEARCH.search("\n".join(notices).lower()) or _SEARCH_PAGE.search(document.url):
        return PageType.SEARCH
    is_text = document.kind == "text"
    if _TAG_PAGE.search(document.url) or (is_text and any(_TAG.match(text) for text in notices[:NOTICE_LINES])):
        return PageType.TAG
    if _HOME_PAGE.match(document.url):
        return PageType.HOME
    if not is_text:
        return PageType.LISTING if any(line.block.links for line in lines) else PageType.OTHER
    stories = sum(line.kind in (Kind.HEADLINE, Kind.READ_MORE, Kind.PROSE) for line in lines)
    if stories >= MIN_LISTED:
        return PageType.HOME if len(lines) >= HOME_LINES else PageType.LISTING
    return PageType.OTHER


_DIGEST_TITLE = re.compile(
    rf"^(?:\W{{0,3}}(?:video|audio|infographics?)\W{{1,3}})?{pattern_of('page_types', 'digest_title')}\b"
    r"|\btin (?:tức )?(?:sáng|trưa|chiều|tối|ngày|24h)\b\W.{0,20}\d{1,2}[/.-]\d{1,2}",
    re.IGNORECASE,
)
# "* Quảng Nam: …", "# Hà Nội cấm đường …", "+ Giá vàng …": an item of a digest; a dash would be a quotation
_DIGEST_ITEM = re.compile(r"[*#+●■]\s?[^\W\d_]")
MIN_DIGEST_ITEMS = 4
"""Items with a sign from which an article is a digest: interviews mark their questions with '*' too, but ask."""
MIN_DIGEST_PARAGRAPHS = 2
"""Paragraphs of a digest that only its title tells: a single one is a story ('Điểm báo' can be a column's name)."""


def is_digest(title: str, lines: Sequence[str]) -> bool:
    """Whether the lines of an article tell several stories.

    >>> is_digest("Điểm tin sáng 12/3: Giá xăng giảm", ["Giá xăng giảm 500 đồng.", "Hà Nội cấm đường."])
    True
    >>> is_digest("Tỉnh Cà Mau khánh thành cầu", ["Cầu dài 200 m.", "Dân vui."])
    False
    """
    if len(lines) >= MIN_DIGEST_PARAGRAPHS and _DIGEST_TITLE.search(title):
        return True
    items = [line for line in lines if _DIGEST_ITEM.match(line)]
    return len(items) >= MIN_DIGEST_ITEMS and not any(line.rstrip('"” ').endswith("?") for line in items)


# ------------------------------------------------------------------------------------------------- several articles on a page

OF_ARTICLE: Final = frozenset(
    {
        Label.TITLE, Label.SECTION, Label.DATE, Label.BYLINE, Label.SAPO, Label.HEADING, Label.BODY, Label.CAPTION, Label.SOURCE, Label.TAGS,
    }
)  # fmt: skip
"""Labels of lines that belong to an article."""
MIN_TOLD: Final = 25
"""Words of body or sapo that an article has on either side of the headline: the shortest briefs have two sentences."""
BESIDE: Final = 3
"""Lines in which the head of the next article, or the end of the last one, shows itself."""
_TELLING: Final = frozenset({Label.SAPO, Label.BODY})
_HEAD: Final = frozenset({Label.DATE, Label.SECTION})
_SIGNS_BESIDE: Final = frozenset({Label.DATE, Label.BYLINE, Label.SOURCE, Label.SECTION, Label.TAGS})


def number_articles(
    lines: Sequence[Line], labels: Sequence[Label], starts: Sequence[int] | None = None
) -> list[int | None]:
    """The article of each line.

    Args:
        lines: The lines of a page that holds an article.
        labels: Their labels.
        starts: The lines at which the structure of an HTML page begins a second and later articles; None on a text page, where the
            labels tell.

    Example:
        >>> number_articles([], [])
        []
    """
    begins = set(_find_heads(lines, labels) if starts is None else starts)
    number, numbers = 0, []
    for index, label in enumerate(labels):
        number += index in begins
        numbers.append(number if label in OF_ARTICLE else None)
    return numbers


def _find_heads(lines: Sequence[Line], labels: Sequence[Label]) -> list[int]:
    """Where the second and later articles begin: at their headline, or at the date and section right above it."""
    told = [0]
    for line, label in zip(lines, labels, strict=True):
        told.append(told[-1] + (line.words if label in _TELLING else 0))
    titles = [index for index, label in enumerate(labels) if label is Label.TITLE]
    seen: set[str] = set()
    own: list[int] = []
    for index in titles:
        if lines[index].key not in seen:
            seen.add(lines[index].key)
            own.append(index)
    heads: list[int] = []
    last = own[0] if own else 0
    for index in own[1:]:
        following = next((other for other in own if other > index), len(lines))
        beside = labels[max(0, index - BESIDE) : index + 1 + BESIDE]
        if (
            told[index] - told[last] >= MIN_TOLD
            and told[following] - told[index] >= MIN_TOLD
            and any(label in _SIGNS_BESIDE for label in beside)
        ):
            start = index
            while start > last + 1 and labels[start - 1] in _HEAD:
                start -= 1
            heads.append(start)
            last = index
    return heads
