"""The progress of a run on a terminal: one line, redrawn a few times a second, without a thread."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar

from vnnews.batch import Progress
from vnnews.cli.progress import count_percent, speed_and_time_left

REDRAW_SECONDS = 0.2


class ProgressBar:
    """A bar with the figures of the run behind it."""

    def __init__(self) -> None:
        self._bar = Bar(
            BarColumn(24), TextColumn("{task.description}"), console=Console(stderr=True), auto_refresh=False
        )
        self._task = self._bar.add_task("starting", total=None)
        self._last = 0.0

    def __enter__(self) -> ProgressBar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def show(self, progress: Progress) -> None:
        """Redraw the bar, unless that was done just now."""
        now = time.monotonic()
        if now - self._last < REDRAW_SECONDS:
            return
        self._last = now
        self._bar.update(
            self._task,
            completed=count_percent(progress),
            total=100 if progress.total else None,
            description=_short(progress),
            refresh=True,
        )


def _short(progress: Progress) -> str:
    """Return what fits beside the bar on 80 columns."""
    report = progress.report
    counts = f"{report.articles} articles / {report.pages} pages, {report.failed} failed"
    return ", ".join([counts, *speed_and_time_left(progress)])
