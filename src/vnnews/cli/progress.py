"""How far a run is, in words: what the bar and the log lines say."""

from __future__ import annotations

from vnnews.batch import Progress


def log_line(progress: Progress) -> str:
    """Return the progress as one line.

    Example:
        >>> from vnnews.batch import Report
        >>> log_line(Progress(Report(pages=30, articles=20, failed=1), read=50, total=100, seconds=2.0, pages=30))
        '30 pages, 20 articles, 0 without an article, 1 failed, 15 pages/s, 50 %, 0:00:02 left'
    """
    report = progress.report
    counts = [f"{report.pages} pages", f"{report.articles} articles", f"{report.rejected} without an article"]
    return ", ".join([*counts, f"{report.failed} failed", *speed_and_time_left(progress)])


def speed_and_time_left(progress: Progress) -> list[str]:
    """Return pages a second and, when the size of the input is known, the share that is done and the time left."""
    parts = [f"{progress.pages / progress.seconds if progress.seconds else 0:.0f} pages/s"]
    if progress.total and progress.read:
        share = min(1.0, progress.read / progress.total)
        left = int(progress.seconds * (1 - share) / share)
        parts += [f"{100 * share:.0f} %", f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"]
    return parts
