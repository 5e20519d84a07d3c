"""What is in a corpus, counted in one pass.

Takes articles (whole ones, or rows of `vnnews run` read without their text), gives a `CorpusCounts`; its size grows with the number of
different names and days, not with the number of articles. Decides to which of the two maps of provinces a mention belongs: a unit
that ended on 30 June 2025 or before to the old one, one that began later to the new one, a unit that went on by the article's date.
Known limit: persons are told apart by name only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

import msgspec

from vnnews.errors import UNDECODABLE, InputError
from vnnews.models import Article, Post
from vnnews.write.html.marks import describe_post

MERGER = date(2025, 7, 1)
"""First day of the 34 provinces (Resolution 202/2025/QH15)."""


class RowOfficial(msgspec.Struct):
    """An official, as far as the report needs it."""

    name: str
    posts: tuple[Post, ...] = ()
    foreign: bool = False


class RowAgency(msgspec.Struct):
    """An agency, as far as the report needs it."""

    name: str


class RowProvince(msgspec.Struct):
    """A province, as far as the report needs it."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None


class Row(msgspec.Struct):
    """An article, as far as the report needs it; reading only this much of a row is several times as fast."""

    title: str
    url: str = ""
    published: datetime | None = None
    officials: tuple[RowOfficial, ...] = ()
    agencies: tuple[RowAgency, ...] = ()
    provinces: tuple[RowProvince, ...] = ()


class CorpusCounts(msgspec.Struct):
    """What is in a corpus. Articles count once for each name that they hold, however often they repeat it."""

    articles: int = 0
    undated: int = 0
    days: Counter[date] = msgspec.field(default_factory=Counter)
    sites: Counter[str] = msgspec.field(default_factory=Counter)
    provinces: Counter[tuple[str, str, date | None]] = msgspec.field(default_factory=Counter)
    """Articles by grid ('34' or '63'), name and day."""
    agencies: Counter[str] = msgspec.field(default_factory=Counter)
    officials: Counter[str] = msgspec.field(default_factory=Counter)
    posts: defaultdict[str, Counter[tuple[str, date | None]]] = msgspec.field(
        default_factory=lambda: defaultdict(Counter)
    )
    """For each official the articles that state a post, by post and day."""


def count_corpus(articles: Iterable[Article | Row]) -> CorpusCounts:
    """Return what is in a corpus.

    Example:
        >>> counts = count_corpus([Article("Tin", url="https://bao.example/1")])
        >>> counts.articles, counts.undated, counts.sites
        (1, 1, Counter({'bao.example': 1}))
    """
    counts = CorpusCounts()
    for article in articles:
        day = article.published.date() if article.published else None
        counts.articles += 1
        if day is None:
            counts.undated += 1
        else:
            counts.days[day] += 1
        if site := _name_site(article.url):
            counts.sites[site] += 1
        for name, grid in {(p.name, _choose_grid(p.valid_from, p.valid_to, day)) for p in article.provinces}:
            counts.provinces[grid, name, day] += 1
        for name in {agency.name for agency in article.agencies}:
            counts.agencies[name] += 1
        posts = {
            (official.name, describe_post(post))
            for official in article.officials
            if not official.foreign
            for post in official.posts
            if post.role
        }
        for name in {official.name for official in article.officials if not official.foreign}:
            counts.officials[name] += 1
        for name, post in posts:
            counts.posts[name][post, day] += 1
    return counts


def read_rows(lines: Iterable[bytes], *, source: str = "") -> Iterator[Row]:
    """Yield the articles of JSON lines, as `vnnews run` writes them; empty lines are skipped.

    Raises:
        InputError: A line is not an article; the message names the line.

    Example:
        >>> next(read_rows([b'{"title": "Tin"}'])).title
        'Tin'
    """
    decoder = msgspec.json.Decoder(Row)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except UNDECODABLE as error:
            raise InputError(
                f"line {number} of {source or 'the input'} is not an article: {error}",
                source=source,
                stage="read",
                reason="not an article",
            ) from None


class _Reject(msgspec.Struct):
    reason: str
    stage: str = ""


def count_rejects(lines: Iterable[bytes], *, source: str = "") -> Counter[str]:
    """Return how many pages were rejected for each 'stage: reason', from the file that `vnnews run --rejects` writes.

    Raises:
        InputError: A line is no reject; the message names the line.

    Example:
        >>> count_rejects([b'{"stage": "assemble", "reason": "listing"}'])
        Counter({'assemble: listing': 1})
    """
    decoder = msgspec.json.Decoder(_Reject)
    reasons: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reject = decoder.decode(line)
        except UNDECODABLE as error:
            raise InputError(
                f"line {number} of {source or 'the rejects'} is not a reject: {error}",
                source=source,
                stage="read",
                reason="not a reject",
            ) from None
        reasons[f"{reject.stage}: {reject.reason}" if reject.stage else reject.reason] += 1
    return reasons


def _choose_grid(valid_from: date | None, valid_to: date | None, day: date | None) -> str:
    if valid_to is not None and valid_to < MERGER:
        return "63"
    if valid_from is not None and valid_from >= MERGER:
        return "34"
    return "63" if day is not None and day < MERGER else "34"


def _name_site(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # 'http://[' and the like
        return ""
    return host.removeprefix("www.")
