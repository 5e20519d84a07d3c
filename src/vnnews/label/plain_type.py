"""The type of a flattened page.

Takes the facts of its lines and what was decided about them. Gives a page type. Decides by counting: times of a live blog, questions of
an interview, articles of a law, pictures of an essay; for pages without an article, the words of search and tag pages. Known limit: a home
page and a section page look alike once flattened; the one with more menu lines is called home.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vnnews.label.digest import is_digest
from vnnews.label.plain_facts import Fact
from vnnews.label.plain_scene import Decision
from vnnews.models import Label, PageType

MIN_TIMES = 5
"""Paragraphs that begin with a time of day, from which an article is a live blog."""
MIN_QUESTIONS = 3
"""Of 150,704 articles 0.4 % have three or more questions set apart: interviews."""
MIN_LAW_ARTICLES = 3
MIN_PICTURES = 8
PICTURE_SHARE = 0.6
"""Of 150,704 articles 1.0 % have at least eight captions that are 60 % of their lines: photo essays."""
MIN_POSTS = 4
MIN_LISTED = 5
"""Headlines or summaries from which a page is a list."""
HOME_LINES = 200

_TIME = re.compile(r"(?:\d{1,2}\s?[h:g]\s?\d{0,2}|\d{1,2} giờ(?: \d{1,2})?)\s?[,:.\-–]?\s")
_QUESTION = re.compile(
    r"(?:\*|-|–)?\s*(?:phóng viên|pv|p\.v|hỏi|thưa (?:ông|bà|đồng chí|bác sĩ|giáo sư|anh|chị))\b", re.IGNORECASE
)
_LAW_ARTICLE = re.compile(r"Điều \d{1,3}\s*[.:]")
_POST = re.compile(r"#\d{1,4}$|.{1,40} (?:thích nội dung này|said: ↑|đã viết:?)|.{1,30} Thành viên$")
_SEARCH = re.compile(r"kết quả tìm kiếm|tìm thấy \d+|có \d+ kết quả|search results|từ khóa tìm kiếm", re.IGNORECASE)
_TAG = re.compile(
    r"(?:tag|từ khóa|chủ đề|thẻ)\s*:|tin tức về\b|cập nh[aậ]p tin tức|tổng hợp tin tức|tin tức, hình ảnh, video",
    re.IGNORECASE,
)


def name_article_type(facts: Sequence[Fact], decisions: Mapping[int, Decision]) -> PageType:
    """The type of a page that holds an article.

    >>> name_article_type([], {}).value
    'stub'
    """
    lines = {label: [facts[i] for i, (found, _) in decisions.items() if found is label] for label in Label}
    body = lines[Label.BODY]
    if not body and not lines[Label.CAPTION]:
        return PageType.STUB
    if sum(_POST.match(fact.text) is not None for fact in facts) >= MIN_POSTS:
        return PageType.FORUM
    if sum(_LAW_ARTICLE.match(fact.text) is not None for fact in body) >= MIN_LAW_ARTICLES:
        return PageType.LEGAL
    if sum(_TIME.match(fact.text) is not None for fact in body) >= MIN_TIMES:
        return PageType.LIVE
    asked = sum(
        _QUESTION.match(fact.text) is not None or fact.text.rstrip('"”').endswith("?")
        for fact in [*body, *lines[Label.HEADING]]
    )
    if asked >= MIN_QUESTIONS and asked * 6 >= len(body):
        return PageType.INTERVIEW
    pictures = len(lines[Label.CAPTION])
    if pictures >= MIN_PICTURES and pictures >= PICTURE_SHARE * (pictures + len(body)):
        return PageType.PHOTO
    title = lines[Label.TITLE][0].text if lines[Label.TITLE] else ""
    return PageType.DIGEST if is_digest(title, [fact.text for fact in body]) else PageType.ARTICLE


def name_page_without_article(facts: Sequence[Fact]) -> PageType:
    """The type of a page that holds no article.

    >>> name_page_without_article([]).value
    'empty'
    """
    if not facts:
        return PageType.EMPTY
    head = [fact.text for fact in facts if len(fact.text) <= 120]
    if any(_SEARCH.search(text) is not None for text in head):
        return PageType.SEARCH
    if any(_TAG.match(text) is not None for text in head[:40]):
        return PageType.TAG
    stories = sum(fact.kind in ("headline", "read_more", "prose") for fact in facts)
    if stories >= MIN_LISTED:
        return PageType.HOME if len(facts) >= HOME_LINES else PageType.LISTING
    return PageType.OTHER
