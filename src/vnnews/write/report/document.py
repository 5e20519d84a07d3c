"""A report as one HTML file: the figures in words, the pictures of `charts`, and what draws them.

Takes `CorpusCounts`, gives a document that loads nothing: Vega-Lite stands in it (about 0.9 MB). Decides only the order.
"""

from __future__ import annotations

import json
from collections import Counter

from vnnews.extras import import_extra
from vnnews.write.html.escape import escape_text
from vnnews.write.report.charts import Spec, chart_names, chart_posts, chart_time_and_place
from vnnews.write.report.count import CorpusCounts

_STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 78rem; padding: 1rem; background: Canvas; color: CanvasText;
  font: 15px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Be Vietnam Pro", "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0 0 .3rem; font-size: 1.4rem; }
dl { display: flex; flex-wrap: wrap; gap: .4rem 2rem; margin: .5rem 0 1rem; }
dt { font-size: .85em; opacity: .8; }
dd { margin: 0; font-size: 1.25em; font-weight: 700; }
figure { margin: 1.5rem 0; overflow-x: auto; }
figcaption { max-width: 46rem; font-size: .87em; opacity: .8; }
.vega-embed { color: inherit; }
.vega-embed summary { opacity: .5 !important; }
"""

_DRAW = """
for (const figure of document.querySelectorAll("figure[data-spec]")) {
  const spec = JSON.parse(document.getElementById(figure.dataset.spec).textContent);
  vegaEmbed(figure.firstElementChild, spec, { renderer: "svg", mode: "vega-lite", actions: { source: false, compiled: false, editor: false } });
}
"""


def render_report(counts: CorpusCounts, *, rejects: Counter[str] | None = None, title: str = "Corpus") -> str:
    """Return a report as one HTML document.

    Args:
        counts: What `count_corpus` gives.
        rejects: What `count_rejects` gives, when the corpus came from a run.
        title: The heading.

    Raises:
        MissingExtra: Altair or vl-convert is not installed.

    Example:
        >>> from vnnews.models import Article
        >>> from vnnews.write.report.count import count_corpus
        >>> "<h1>Tin tháng 7</h1>" in render_report(count_corpus([Article("Tin")]), title="Tin tháng 7")
        True
    """
    alt = import_extra("altair", "report")
    convert = import_extra("vl_convert", "report")
    version = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    figures = [
        (
            chart_time_and_place(counts),
            "Drag over the bars to see the map of that time; a tile counts the articles that name the province.",
        )
    ]
    if counts.agencies:
        figures.append(
            (chart_names("Agencies", counts.agencies, "#4c8dd6"), "Articles that name the agency, in any form.")
        )
    if counts.officials:
        figures.append((chart_names("Officials", counts.officials, "#e08a2e"), "Persons are told apart by name only."))
    if any(day for days in counts.posts.values() for _, day in days):
        figures.append(
            (
                chart_posts(counts),
                "A dot is a day on which articles state the post; the line runs from the first to the last.",
            )
        )
    if counts.sites:
        figures.append((chart_names("Papers", counts.sites, "#8a6fd1"), "Articles by the host of their address."))
    if rejects:
        figures.append((chart_names("Pages without an article, by reason", rejects, "#c0504d"), "'step: reason'."))
    specs = "".join(
        f'<script type="application/json" id="spec{number}">{_embed(spec)}</script>'
        for number, (spec, _) in enumerate(figures)
    )
    shown = "".join(
        f'<figure data-spec="spec{number}"><div></div><figcaption>{escape_text(caption)}</figcaption></figure>'
        for number, (_, caption) in enumerate(figures)
    )
    # Vega compiles its expressions with Function(), hence 'unsafe-eval'; nothing can be loaded or sent anywhere
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; img-src data: blob:; base-uri 'none'"
    name = escape_text(title)
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{name} · vnnews</title><style>{_STYLE}</style></head>'
        f"<body><h1>{name}</h1>{_state_figures(counts, rejects)}{shown}{specs}"
        f"<script>{convert.javascript_bundle(vl_version=version)}</script><script>{_DRAW}</script></body></html>\n"
    )


def _embed(spec: Spec) -> str:
    """JSON that cannot end the script element that it stands in."""
    return json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")


def _state_figures(counts: CorpusCounts, rejects: Counter[str] | None) -> str:
    figures = [("articles", f"{counts.articles:,}")]
    if counts.days:
        figures.append(("period", f"{min(counts.days):%d/%m/%Y} – {max(counts.days):%d/%m/%Y}"))
    if counts.undated:
        figures.append(("without a date", f"{counts.undated:,}"))
    figures += [
        ("papers", f"{len(counts.sites):,}"),
        ("officials", f"{len(counts.officials):,}"),
        ("agencies", f"{len(counts.agencies):,}"),
        ("provinces", f"{len({name for _, name, _ in counts.provinces}):,}"),
    ]
    if rejects:
        figures.append(("pages without an article", f"{rejects.total():,}"))
    return "<dl>" + "".join(f"<div><dt>{what}</dt><dd>{value}</dd></div>" for what, value in figures) + "</dl>"
