"""A corpus at a glance: articles over time, provinces on a tile map, agencies, officials with their posts, rejects by reason.

Takes articles or rows of `vnnews run`, gives one self-contained HTML file drawn by Vega-Lite (extra `report`).
"""

from vnnews.write.report.count import CorpusCounts, count_corpus, count_rejects, read_rows
from vnnews.write.report.document import render_report

__all__ = ["CorpusCounts", "count_corpus", "count_rejects", "read_rows", "render_report"]
