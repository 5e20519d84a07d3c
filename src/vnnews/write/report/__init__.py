"""A corpus at a glance: articles over time, provinces on a tile map, agencies, officials with their posts, rejects by reason.

Takes articles or rows of `vnnews run`, gives one self-contained HTML file in which every number leads to its articles. `compare_sites`
tells which sites lost something (dates, authors, bodies) against their own past.
"""

from vnnews.write.report.count import CorpusCounts, compare_sites, count_corpus
from vnnews.write.report.document import render_report
from vnnews.write.report.health import Loss, find_losses
from vnnews.write.report.rows import Rejects, count_rejects, read_parquet_rows, read_rows

__all__ = [
    "CorpusCounts",
    "Loss",
    "Rejects",
    "compare_sites",
    "count_corpus",
    "count_rejects",
    "find_losses",
    "read_parquet_rows",
    "read_rows",
    "render_report",
]
