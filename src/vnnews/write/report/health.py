"""Which sites lost something against their own past: a paper renames its classes, and from that day no page has an author.

Takes what was seen of each page of a site, in the order of the input; gives a `Loss` for each part (date, time of day, author, body)
that pages had and then had no more, with the day on which that began. A site is compared with itself only.

The test: a part is there or not on each page, so pages before and after a split are two binomials. The split at which two shares explain
the pages best against one share is the candidate, and the log of the ratio of the two likelihoods is the evidence (the likelihood-ratio
test for one change point). It counts as a loss from `MIN_EVIDENCE` on, when the share fell by `MIN_FALL` and when what follows is as
much as the site prints in `MIN_DAYS` days: a weekend with other editors is no change of the site.

Order of time, the first that can be had: the day in the name of the page's file or record ('dump/2025-08-05/…', 'CC-NEWS-20250805…'),
which is the day of the crawl; the order of the input, where the dates of the pages rise with it; the dates themselves. In the first two
pages without a date have a place too. Known limits: pages without an address belong to no site; a loss that was mended again is not
told; where pages of all days are mixed and carry no day in their names, a lost date cannot be placed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import date
from math import log
from typing import Final

import msgspec

PARTS: Final = ("date", "time of day", "author", "body")

MIN_EVIDENCE: Final = 12.0
"""Log-likelihood ratio in nats. One page in 160,000 is as strange by chance; `benchmarks/site_health.py` counts the false alarms."""

MIN_FALL: Final = 0.5
"""By what part of itself the share of pages must fall; a new format of the outlet (films, photo essays) changes less."""

MIN_DAYS: Final = 4
"""In days' worth of pages how long a loss must last: of any four days in a row two at least are no weekend."""

MIN_BEFORE: Final = 20
"""Pages that tell how a site was."""

MIN_AFTER: Final = 12

SHORT_BODY: Final = 0.2
"""A body is lost when it is shorter than this part of the site's usual length: a teaser is left, or the first paragraph."""

MIN_NAMED: Final = 0.9
"""Share of a site's pages whose names must hold a day for that to be the day of the crawl."""

MIN_CORRELATION: Final = 0.5
"""Rank correlation of input order and dates from which the input is in the order of time: shuffled pages have about 0."""

RECENT: Final = 5
"""Dated pages of the input whose latest day is the day of a place in it: old articles come in every day, hardly any from the future."""

_DAY = re.compile(r"(?<!\d)(20\d\d)([-_/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:\d{6}|\d{9})?(?!\d)")
_DIGITS = re.compile(r"(\d+)")


class SeenPage(msgspec.Struct, frozen=True, gc=False):
    """What was seen of a page, as far as the comparison needs it."""

    origin: str = ""
    """Path or record that it was read from."""
    day: date | None = None
    """The day that it states."""
    has_time: bool = False
    """Whether it states a time of day too; the day alone may come from its address or from the caller."""
    has_author: bool = False
    chars: int = 0
    """Length of its body; 0 for a page that gave no article."""


class Loss(msgspec.Struct, frozen=True):
    """A part that the pages of a site had and have no more."""

    site: str
    part: str
    """'date', 'time of day', 'author' or 'body'."""
    since: date | None
    """Day of the first page behind the change; for lost dates the last day that is known before it, None when none is."""
    before: float
    """Share of the pages that had the part before, from 0 to 1."""
    after: float
    pages_before: int
    pages_after: int
    first: str
    """Path or record of the first page behind the change."""
    evidence: float
    """Log-likelihood ratio of two shares against one, in nats."""


def find_losses(sites: Mapping[str, Sequence[SeenPage]]) -> list[Loss]:
    """Return what the sites lost against their own past, by site and part; [] when all are as they were.

    Args:
        sites: For each site its pages in the order of the input. Pages under '' belong to no site.

    Example:
        >>> good = [SeenPage(f"2025-08-{1 + n // 3:02}/{n}.html", date(2025, 8, 1 + n // 3), True, True, 900) for n in range(60)]
        >>> bad = [SeenPage(f"2025-08-{21 + n // 3}/{n}.html", date(2025, 8, 21 + n // 3), True, False, 900) for n in range(30)]
        >>> [(loss.site, loss.part, loss.since.isoformat()) for loss in find_losses({"bao.example": good + bad})]
        [('bao.example', 'author', '2025-08-21')]
    """
    return [loss for site in sorted(sites) if site for loss in _compare_site(site, sites[site])]


def describe_loss(loss: Loss) -> str:
    """Return a loss as a sentence for people.

    Example:
        >>> describe_loss(Loss("bao.example", "author", date(2025, 8, 21), 0.95, 0.0, 60, 30, "kho/61.html", 50.0))
        'bao.example: no author since 21/08/2025 (on 0% of 30 pages, before on 95% of 60)'
    """
    since = f"since {loss.since:%d/%m/%Y}" if loss.since else "since a day that is not known"
    shares = f"on {loss.after:.0%} of {loss.pages_after:,} pages, before on {loss.before:.0%} of {loss.pages_before:,}"
    return f"{loss.site}: no {loss.part} {since} ({shares})"


def find_named_day(origin: str) -> date | None:
    """Return the first day in the name of a file or record, None when there is none.

    Example:
        >>> find_named_day("kho/2025-08-05/17.html"), find_named_day("CC-NEWS-20250805012233-00001.warc.gz:9"), find_named_day("17.html")
        (datetime.date(2025, 8, 5), datetime.date(2025, 8, 5), None)
    """
    for found in _DAY.finditer(origin):
        try:
            return date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:  # '2025-02-30'
            continue
    return None


def _compare_site(site: str, pages: Sequence[SeenPage]) -> list[Loss]:
    if len(pages) < MIN_BEFORE + MIN_AFTER:
        return []
    usual = _usual_length(pages)
    order = _place(pages)
    everything = order.pages
    articles = [(page, day) for page, day in everything if page.chars]
    dated = [(page, day) for page, day in articles if page.day]
    tests = [
        ("time of day", dated, [page.has_time for page, _ in dated]),
        ("author", articles, [page.has_author for page, _ in articles]),
        ("body", everything, [page.chars >= SHORT_BODY * usual for page, _ in everything]),
    ]
    if order.has_undated:
        tests.insert(0, ("date", articles, [page.day is not None for page, _ in articles]))
    found = (_find_loss(site, part, among, values, order) for part, among, values in tests)
    return [loss for loss in found if loss]


def _usual_length(pages: Sequence[SeenPage]) -> int:
    """The length that a quarter of the bodies exceeds: also where most pages have lost theirs."""
    lengths = sorted(page.chars for page in pages if page.chars)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


class _Order(msgspec.Struct, frozen=True):
    """The pages of a site in the order of time, each with its day."""

    pages: list[tuple[SeenPage, date | None]]
    has_undated: bool = True
    """Whether pages that state no date have a place in it."""
    in_days: bool = True
    """Whether only the order of the days is known: inside one a change cannot begin."""


def _place(pages: Sequence[SeenPage]) -> _Order:
    in_input = sorted(pages, key=lambda page: _natural_key(page.origin))
    named = [(page, day) for page in in_input if (day := find_named_day(page.origin))]
    if len(named) >= MIN_NAMED * len(pages) and len({day for _, day in named}) > MIN_DAYS:
        return _Order(_by_day(named))
    dated = [(page, page.day) for page in in_input if page.day]
    if _correlate([day for _, day in dated]) >= MIN_CORRELATION:
        return _Order(_carry_days(in_input), in_days=False)
    return _Order(_by_day(dated), has_undated=False)


def _by_day(pages: Sequence[tuple[SeenPage, date]]) -> list[tuple[SeenPage, date | None]]:
    return [(page, day) for page, day in sorted(pages, key=lambda item: item[1])]


def _natural_key(origin: str) -> list[str | tuple[int, str]]:
    """A key by which 'tin.jsonl:9' comes before 'tin.jsonl:10', as they stood in the input."""
    return [(len(part), part) if at % 2 else part for at, part in enumerate(_DIGITS.split(origin))]


def _correlate(days: Sequence[date]) -> float:
    """Spearman's rank correlation of a sequence with its positions; 0.0 when it is too short or holds one day only."""
    number = len(days)
    if number < MIN_BEFORE or min(days) == max(days):
        return 0.0
    ranks = [0] * number
    for rank, at in enumerate(sorted(range(number), key=lambda at: days[at])):
        ranks[at] = rank
    return 1 - 6 * sum((rank - at) ** 2 for at, rank in enumerate(ranks)) / (number * (number**2 - 1))


def _carry_days(pages: Sequence[SeenPage]) -> list[tuple[SeenPage, date | None]]:
    """Each page with the day on which it came in: the latest that it or one of the dated pages before it states."""
    placed: list[tuple[SeenPage, date | None]] = []
    last: deque[date] = deque(maxlen=RECENT)
    for page in pages:
        if page.day:
            last.append(page.day)
        placed.append((page, max(last, default=None)))
    return placed


def _find_loss(
    site: str, part: str, placed: Sequence[tuple[SeenPage, date | None]], values: Sequence[bool], order: _Order
) -> Loss | None:
    """The split with the most evidence, when it is a loss."""
    number, total = len(values), sum(values)
    days = len({day for _, day in placed if day})
    enough = max(MIN_AFTER, MIN_DAYS * number / max(days, 1) if days > MIN_DAYS else 0)
    best, at, held = MIN_EVIDENCE, 0, 0
    for split in range(1, number):
        held += values[split - 1]
        if split < MIN_BEFORE or number - split < enough:
            continue
        (_, day), (page, next_day) = placed[split - 1], placed[split]
        if day == next_day and (order.in_days or page.day):
            continue  # a day whose pages are all dated began before
        before, after = held / split, (total - held) / (number - split)
        if after > (1 - MIN_FALL) * before:
            continue
        evidence = (
            _log_likelihood(held, split)
            + _log_likelihood(total - held, number - split)
            - _log_likelihood(total, number)
        )
        if evidence > best:
            best, at = evidence, split
    if not at:
        return None
    before, after = sum(values[:at]) / at, sum(values[at:]) / (number - at)
    page, since = placed[at]
    return Loss(site, part, since, before, after, at, number - at, page.origin, best)


def _log_likelihood(held: int, number: int) -> float:
    """The log-likelihood of the best binomial for `held` of `number`, without the term that every share has."""
    lost = number - held
    return (held * log(held / number) if held else 0.0) + (lost * log(lost / number) if lost else 0.0)
