"""What happened in a run, in numbers: kept while it goes on, saved at each checkpoint, written at its end.

Takes outcomes one by one; its size does not grow with the run, but for the sites, of which it keeps the first `MAX_SITES`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from vnnews.batch.work import Outcome, Reject
from vnnews.write.report.health import Loss

MAX_SITES = 5000
"""Sites with figures of their own; pages of later ones count under 'other'."""

SLOWEST = 10


class SiteFigures(msgspec.Struct):
    """Figures of one site."""

    pages: int = 0
    articles: int = 0
    rejects: int = 0
    seconds: float = 0.0


class SlowPage(msgspec.Struct, frozen=True):
    """A page that took long."""

    seconds: float
    source: str


class Report(msgspec.Struct):
    """Figures of a run; of all its parts when it was resumed."""

    version: str = ""
    inputs: list[str] = []
    output: str = ""
    workers: int = 0
    starts: int = 0
    """How many times the run was started; more than 1 after a resume."""
    is_finished: bool = False
    seconds: float = 0.0
    """Wall clock of all parts."""
    work_seconds: float = 0.0
    """Sum over the pages."""
    cpu_seconds: float = 0.0
    """Processor time of the workers on pages that could be read."""
    pages: int = 0
    articles: int = 0
    rejected: int = 0
    """Pages that hold no article."""
    failed: int = 0
    """Pages and files that could not be worked on."""
    duplicates: int = 0
    """Articles that were dropped because the run has had them."""
    unchanged: int = 0
    """Pages that an update left alone, because the output holds them as they are."""
    worker_deaths: int = 0
    types: dict[str, int] = {}
    labels: dict[str, int] = {}
    reasons: dict[str, int] = {}
    """Rejects by 'stage: reason'."""
    first_failure: str = ""
    """The first page or file that could not be worked on, and why."""
    first_rejected: str = ""
    """The first page that holds no article, and why."""
    sites: dict[str, SiteFigures] = {}
    slowest: list[SlowPage] = []
    named_fields: dict[str, int] = {}
    """Records that have a field which the caller named, by what it holds ('url')."""
    losses: list[Loss] = []
    """Sites whose pages lost dates, authors or bodies against their own past; found at the end of a run into a file."""

    def add(self, outcome: Outcome) -> None:
        """Count one outcome.

        Example:
            >>> report = Report()
            >>> report.add(Outcome(1, "tin.txt", [b"{}"], type="article", seconds=0.004))
            >>> report.pages, report.articles, report.types
            (1, 1, {'article': 1})
        """
        self.pages += 1
        self.articles += len(outcome.rows)
        self.work_seconds += outcome.seconds
        self.cpu_seconds += outcome.cpu_seconds
        if outcome.reject is not None:
            self.failed += outcome.is_failure
            self.rejected += not outcome.is_failure
            _count(self.reasons, f"{outcome.reject.stage}: {outcome.reject.reason}")
            self._keep_first(outcome.reject, is_failure=outcome.is_failure)
        for role in outcome.named:
            if role in self.named_fields:
                _count(self.named_fields, role)
        for duplicate in outcome.duplicates:
            self.duplicates += 1
            _count(self.reasons, f"{duplicate.stage}: {duplicate.reason}")
        if outcome.type:
            _count(self.types, outcome.type)
        for label, number in outcome.labels.items():
            _count(self.labels, label, number)
        if outcome.site:
            self._add_site(outcome)
        if len(self.slowest) < SLOWEST or outcome.seconds > self.slowest[-1].seconds:
            self.slowest.append(SlowPage(outcome.seconds, outcome.source))
            self.slowest.sort(key=lambda page: -page.seconds)
            del self.slowest[SLOWEST:]

    def _keep_first(self, reject: Reject, *, is_failure: bool) -> None:
        told = f"{reject.source}: {reject.message or reject.reason}"
        if is_failure:
            self.first_failure = self.first_failure or told
        else:
            self.first_rejected = self.first_rejected or told

    def _add_site(self, outcome: Outcome) -> None:
        name = outcome.site if outcome.site in self.sites or len(self.sites) < MAX_SITES else "other"
        site = self.sites.setdefault(name, SiteFigures())
        site.pages += 1
        site.articles += len(outcome.rows)
        site.rejects += outcome.reject is not None
        site.seconds += outcome.seconds

    def to_json(self) -> bytes:
        """Return the report as indented JSON, seconds to the millisecond."""
        return msgspec.json.format(msgspec.json.encode(_rounded(msgspec.to_builtins(self))), indent=2) + b"\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value


def _count(counts: dict[str, int], name: str, number: int = 1) -> None:
    counts[name] = counts.get(name, 0) + number
