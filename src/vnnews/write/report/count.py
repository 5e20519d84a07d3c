"""What is in a corpus, counted in one pass.

Takes articles (whole ones, or rows of `vnnews run` read without their words), gives a `CorpusCounts`: how often each name occurs, on
which days, and the articles behind each number. Of an article 2 kB are kept, most of it names that no other article holds. Decides to
which of the two maps of provinces a mention belongs: a unit that ended on 30 June 2025 or before to the old one, one that began later to
the new one, a unit that went on by the article's date. What an article without a date names belongs to neither. Known limit: persons are
told apart by name only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import msgspec

from vnnews.label.site_memory import read_host
from vnnews.models import Article
from vnnews.write.html.marks import describe_post
from vnnews.write.report.health import MIN_AFTER, MIN_BEFORE, Loss, SeenPage, find_losses
from vnnews.write.report.rows import Rejects, Row

MERGER = date(2025, 7, 1)
"""First day of the 34 provinces (Resolution 202/2025/QH15)."""

UNDATED: Final = ""
"""The grid of provinces that articles without a date name."""

MAX_LISTED: Final = 40
"""Articles that a number leads to; the report says how many more there are. A screen shows ten, and nobody reads a hundred."""

MAX_TITLE_CHARS: Final = 160

Key = tuple[str, ...]
"""What a number counts: ('agency', name), ('province', grid, name), ('post', official, post), ('site', host) …"""


class Listed(msgspec.Struct, frozen=True, gc=False):
    """An article, as far as a list of articles needs it."""

    title: str
    url: str = ""
    origin: str = ""
    """Path or record of its page."""
    day: date | None = None


class CorpusCounts(msgspec.Struct):
    """What is in a corpus. Articles count once for each name that they hold, however often they repeat it."""

    articles: int = 0
    undated: int = 0
    days: Counter[date] = msgspec.field(default_factory=Counter)
    sites: Counter[str] = msgspec.field(default_factory=Counter)
    provinces: Counter[tuple[str, str, date | None]] = msgspec.field(default_factory=Counter)
    """Articles by grid ('34', '63', '' for articles without a date), name and day."""
    agencies: Counter[str] = msgspec.field(default_factory=Counter)
    officials: Counter[str] = msgspec.field(default_factory=Counter)
    posts: defaultdict[str, Counter[tuple[str, date | None]]] = msgspec.field(
        default_factory=lambda: defaultdict(Counter)
    )
    """For each official the articles that state a post, by post and day."""
    behind: defaultdict[Key, list[Listed]] = msgspec.field(default_factory=lambda: defaultdict(list))
    """The first `MAX_LISTED` articles behind each number."""
    seen: defaultdict[str, list[SeenPage]] = msgspec.field(default_factory=lambda: defaultdict(list))
    """For each site its pages in the order of the input, for `find_losses`."""


def count_corpus(articles: Iterable[Article | Row]) -> CorpusCounts:
    """Return what is in a corpus.

    Example:
        >>> counts = count_corpus([Article("Tin", url="https://bao.example/1")])
        >>> counts.articles, counts.undated, counts.sites
        (1, 1, Counter({'bao.example': 1}))
    """
    counts = CorpusCounts()
    for article in articles:
        _add(counts, article)
    return counts


def _add(counts: CorpusCounts, article: Article | Row) -> None:
    day = article.published.date() if article.published else None
    keys: set[Key] = set()
    counts.articles += 1
    if day is None:
        counts.undated += 1
        keys.add(("undated",))
    else:
        counts.days[day] += 1
        keys.add(("day", day.isoformat()))
    if site := read_host(article.url):
        counts.sites[site] += 1
        keys.add(("site", site))
    for name, grid in {(p.name, choose_grid(p.valid_from, p.valid_to, day)) for p in article.provinces}:
        counts.provinces[grid, name, day] += 1
        keys.add(("province", grid, name))
    for name in {agency.name for agency in article.agencies}:
        counts.agencies[name] += 1
        keys.add(("agency", name))
    locals_ = [official for official in article.officials if not official.foreign]
    for name in {official.name for official in locals_}:
        counts.officials[name] += 1
        keys.add(("official", name))
    for name, post in {(o.name, describe_post(post)) for o in locals_ for post in o.posts if post.role}:
        counts.posts[name][post, day] += 1
        keys.add(("post", name, post))
    place = article.page if isinstance(article, Row) else None
    origin = place.origin if place else ""
    listed = Listed(article.title[:MAX_TITLE_CHARS], article.url, origin, day)
    for key in keys:
        if len(behind := counts.behind[key]) < MAX_LISTED:
            behind.append(listed)
    if place is None or place.number == 0:
        _see(counts, article, origin)


def _see(counts: CorpusCounts, article: Article | Row, origin: str) -> None:
    if site := read_host(article.url):
        counts.seen[site].append(see_article(article, origin))


def see_article(article: Article | Row, origin: str = "") -> SeenPage:
    """Return what an article tells about the health of its site.

    Example:
        >>> see_article(Article("Tin", authors=("Hải Đăng",), body="Mưa lớn."), "1.html")
        SeenPage(origin='1.html', day=None, has_time=False, has_author=True, chars=8)
    """
    moment = article.published
    has_time = moment is not None and (moment.hour, moment.minute, moment.second) != (0, 0, 0)
    return SeenPage(origin, moment.date() if moment else None, has_time, bool(article.authors), len(article.body))


def choose_grid(valid_from: date | None, valid_to: date | None, day: date | None) -> str:
    """Return the map on which an article of a day shows a province: '34', '63', or '' for an article without a date.

    Without a date the article's own list of provinces is not known: 'Huế' may be the city of 2025 or the province before.

    Example:
        >>> choose_grid(None, None, date(2025, 7, 1)), choose_grid(None, date(2025, 6, 30), date(2025, 8, 1)), choose_grid(None, None, None)
        ('34', '63', '')
    """
    if day is None:
        return UNDATED
    if valid_to is not None and valid_to < MERGER:
        return "63"
    if valid_from is not None and valid_from >= MERGER:
        return "34"
    return "63" if day < MERGER else "34"


def compare_sites(counts: CorpusCounts, rejects: Rejects | None = None) -> list[Loss]:
    """Return what the sites of a corpus lost against their own past; see `find_losses`.

    Example:
        >>> compare_sites(count_corpus([Article("Tin", url="https://bao.example/1")]))
        []
    """
    without = rejects.seen if rejects else {}
    return find_losses({site: [*pages, *without.get(site, ())] for site, pages in counts.seen.items()})


def is_comparable(pages: Sequence[SeenPage]) -> bool:
    """Return whether a site has enough pages to be compared with its own past.

    Example:
        >>> is_comparable([SeenPage()] * 31), is_comparable([SeenPage()] * 32)
        (False, True)
    """
    return len(pages) >= MIN_BEFORE + MIN_AFTER


def compare_rows(rows: Iterable[Row], rejects: Rejects | None = None) -> list[Loss]:
    """Return what the sites lost, from the rows of a run and nothing else; see `compare_sites`.

    Example:
        >>> compare_rows([Row("Tin", url="https://bao.example/1")])
        []
    """
    counts = CorpusCounts()
    for row in rows:
        if (place := row.page) is None or place.number == 0:
            _see(counts, row, place.origin if place else "")
    return compare_sites(counts, rejects)
