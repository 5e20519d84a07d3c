"""A report as one HTML file: the figures in words, what sites lost, the figures, and the lists of articles behind every number.

Takes `CorpusCounts`, gives a document that loads nothing and can be read without its script. Decides only the order.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources
from urllib.parse import quote

from vnnews.write.html.escape import escape_text, link_address
from vnnews.write.report.count import CorpusCounts, compare_sites, is_comparable
from vnnews.write.report.figures import draw_bars, draw_maps, draw_posts, draw_time, undated_provinces
from vnnews.write.report.health import Loss, describe_loss
from vnnews.write.report.lists import Lists
from vnnews.write.report.rows import Rejects


def render_report(
    counts: CorpusCounts, *, rejects: Rejects | None = None, title: str = "Corpus", people: str = ""
) -> str:
    """Return a report as one HTML document.

    Args:
        counts: What `count_corpus` gives.
        rejects: What `count_rejects` gives, when the corpus came from a run.
        title: The heading.
        people: Address of the page of people of the same corpus (`vnnews.write.people.write_page`), to be linked; '' for none.

    Example:
        >>> from vnnews.models import Article
        >>> from vnnews.write.report.count import count_corpus
        >>> "<h1>Tin tháng 7</h1>" in render_report(count_corpus([Article("Tin")]), title="Tin tháng 7")
        True
    """
    lists, rejects = Lists(), rejects or Rejects()
    shown = (
        _state_figures(counts, rejects, lists),
        _link_people(people),
        _state_losses(compare_sites(counts, rejects), sum(map(is_comparable, counts.seen.values()))),
        draw_time(counts, lists),
        draw_maps(counts, lists),
        draw_bars(
            "undated",
            "Provinces in articles without a date",
            undated_provinces(counts),
            lambda name, number: lists.add(
                f"{name}, in articles without a date", number, counts.behind["province", "", name]
            ),
            colour="#2ea05a",
            caption="They are on neither map: which provinces there were is a matter of the day.",
        ),
        *(
            draw_bars(
                figure,
                heading,
                names,
                lambda name, number, kind=kind: lists.add(  # type: ignore[misc]
                    name, number, counts.behind[kind, name]
                ),
                colour=colour,
                caption=caption,
            )
            for figure, kind, heading, names, colour, caption in (
                ("agencies", "agency", "Agencies", counts.agencies, "#4c8dd6", "Articles that name it, in any form."),
                ("officials", "official", "Officials", counts.officials, "#e08a2e", "Told apart by name only."),
                ("papers", "site", "Papers", counts.sites, "#8a6fd1", "Articles by the host of their address."),
            )
        ),
        draw_posts(counts, lists),
        draw_bars(
            "rejects",
            "Left out, by reason",
            rejects.reasons,
            lambda name, number: lists.add_pages(name, number, rejects.behind[name]),
            colour="#c0504d",
            caption="'step: reason', as `vnnews run --report` counts them.",
        ),
    )
    style, script = _read("report.css"), _read("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    name = escape_text(title)
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{name} · vnnews</title><style>{style}</style></head>'
        f"<body><h1>{name}</h1>{''.join(shown)}{lists.render()}<script>{script}</script></body></html>\n"
    )


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _state_figures(counts: CorpusCounts, rejects: Rejects, lists: Lists) -> str:
    figures = [("articles", f"{counts.articles:,}")]
    if counts.days:
        first, last = min(counts.days), max(counts.days)
        figures.append(("period", f"{first:%d/%m/%Y} – {last:%d/%m/%Y}" if last > first else f"{first:%d/%m/%Y}"))
    if counts.undated:
        link = lists.add("Articles without a date", counts.undated, counts.behind["undated",])
        figures.append(("without a date", f"<a {link}>{counts.undated:,}</a>"))
    provinces = {(grid, name) for grid, name, _ in counts.provinces}
    figures += [
        (what, f"{number:,}")
        for what, number in (
            ("papers", len(counts.sites)),
            ("officials", len(counts.officials)),
            ("agencies", len(counts.agencies)),
            ("provinces", len({name for _, name in provinces})),
            ("pages without an article", rejects.rejected),
            ("failed", rejects.failed),
            ("duplicates", rejects.duplicates),
        )
        if number
    ]
    shown = "".join(f"<div><dt>{what}</dt><dd>{value}</dd></div>" for what, value in figures)
    return f'<dl id="figures">{shown}</dl>'


def _link_people(people: str) -> str:
    """A link to the page of people, '' without one."""
    address = escape_text(quote(people))
    return f'<p id="people"><a href="{address}">People, their careers and heads of bodies</a></p>' if people else ""


def _state_losses(losses: Sequence[Loss], compared: int) -> str:
    """What the sites lost, in sentences; a line that nothing was lost where sites could be compared."""
    if not losses:
        sites = "the one site" if compared == 1 else f"all {compared:,} sites"
        return f"<p>Date, author and body are there as before on {sites} with enough pages.</p>" if compared else ""
    return (
        '<section class="losses" id="losses"><h2>Sites that lost something against their own past</h2><ol>'
        f"{''.join(f'<li>{_describe(loss)}</li>' for loss in losses)}</ol></section>"
    )


def _describe(loss: Loss) -> str:
    first = f"<br>First page: {link_address(loss.first)}" if loss.first else ""
    return f"<b>{escape_text(describe_loss(loss))}</b>{first}"
