"""How far a run is, in words: what the bar and the log lines say."""

from __future__ import annotations

from vnnews.batch import Progress

MIN_PAGES = 20
"""Pages from which on a guess of the time left is worth telling: before, one slow page doubles it."""

MOST_PERCENT = 99
"""What is shown until the run is finished: files are still made when all pages are done."""


def log_line(progress: Progress) -> str:
    """Return the progress as one line.

    Example:
        >>> from vnnews.batch import Report
        >>> log_line(Progress(Report(pages=31, articles=20, failed=1), read=50, total=100, seconds=2.0, pages=30))
        '31 pages, 20 articles, 0 without an article, 1 failed, 15 pages/s, 50 %, 0:00:02 left'
    """
    report = progress.report
    counts = [f"{report.pages} pages", f"{report.articles} articles", f"{report.rejected} without an article"]
    return ", ".join([*counts, f"{report.failed} failed", *speed_and_time_left(progress)])


def count_percent(progress: Progress) -> int:
    """Return how many percent of the input are done, never more than `MOST_PERCENT`; 0 when its size is not known.

    Example:
        >>> from vnnews.batch import Report
        >>> [count_percent(Progress(Report(), read, 200, 1.0, 1)) for read in (0, 99, 200)]
        [0, 49, 99]
    """
    return min(MOST_PERCENT, 100 * progress.read // progress.total) if progress.total else 0


def speed_and_time_left(progress: Progress) -> list[str]:
    """Return pages a second and, when the size of the input is known, the percent that are done and the time left.

    What was done before this part counts for the percent and not for the speed.
    """
    parts = [f"{progress.pages / progress.seconds if progress.seconds else 0:.0f} pages/s"]
    if progress.total:
        parts.append(f"{count_percent(progress)} %")
        done = progress.read - progress.skipped
        if progress.pages >= MIN_PAGES and done > 0:
            left = int(progress.seconds * max(0, progress.total - progress.read) / done)
            parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
    return parts
