"""Many pages: readers of dumps, a runner with worker processes, resumable output, a report.

Takes names of files, folders and archives, gives a file of JSON lines with one article a line, a file of rejects with reasons,
and figures. `run_batch` is the verb; `vnnews run` is thin over it.
"""

from vnnews.batch.learn import PAGE_TIMEOUT, learn_sites
from vnnews.batch.report import Report
from vnnews.batch.run import Progress, RunOptions, run_batch
from vnnews.batch.tasks import Fields
from vnnews.batch.work import Reject, WorkOptions

__all__ = [
    "PAGE_TIMEOUT",
    "Fields",
    "Progress",
    "Reject",
    "Report",
    "RunOptions",
    "WorkOptions",
    "learn_sites",
    "run_batch",
]
