"""The pictures of a report, as Vega-Lite specifications made with Altair.

Takes `CorpusCounts`, gives a dictionary a picture; the browser draws them. Decides the unit of time (day, month or year, so that
there are at most some sixty bars for a few months and some hundred for years) and how many names are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from vnnews.extras import import_extra
from vnnews.write.report.count import CorpusCounts
from vnnews.write.report.tiles import find_tile, read_tiles

Spec = dict[str, Any]

TOP = 20
"""Names in a list of bars: as many as fit on a screen."""

TOP_OFFICIALS = 15
DAYS_AS_DAYS = 92
"""Longest period, in days, that is shown day by day."""

MONTHS_AS_MONTHS = 120
WIDTH = 720
TILE = (76, 34)
"""Width and height of a tile in pixels; 'Thái Nguyên' fits."""

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif'
"""Named here and not inherited, since Vega measures the labels with it."""

PERIODS = {"34": "since 1 July 2025: 34 provinces", "63": "until 30 June 2025: 63 provinces"}


def chart_time_and_place(counts: CorpusCounts) -> Spec:
    """Return the articles over time above the provinces that they name; a range dragged over the bars narrows the map.

    Example:
        >>> from vnnews.models import Article
        >>> from vnnews.write.report.count import count_corpus
        >>> chart_time_and_place(count_corpus([Article("Tin")]))["$schema"][:24]
        'https://vega.github.io/s'
    """
    alt = import_extra("altair", "report")
    unit = choose_unit(counts.days)
    period = alt.selection_interval(name="period", encodings=["x"])
    parts = []
    if counts.days:
        bars = _merge((_start_of(day, unit), number) for day, number in counts.days.items())
        values = [
            {"time": _write(start), "until": _write(_next_of(start, unit)), "articles": number}
            for start, number in sorted(bars.items())
        ]
        parts.append(
            alt.Chart(_dated(alt, values), title=f"Articles by {unit}", width=WIDTH, height=120)
            .mark_rect(color="#4c8dd6", stroke="white", strokeWidth=0.5, strokeOpacity=0.5)
            .encode(
                x=alt.X("time:T", title=None, axis=alt.Axis(format=_FORMATS[unit], labelOverlap=True)),
                x2="until:T",
                y=alt.Y(
                    "articles:Q",
                    title="articles",
                    axis=_count_axis(alt, max(bars.values())),
                    scale=alt.Scale(zero=True),
                ),
                y2=alt.datum(0),
                tooltip=[alt.Tooltip("time:T", format=_FORMATS[unit], title=unit), "articles:Q"],
                opacity=alt.condition(period, alt.value(1), alt.value(0.35)),
            )
            .add_params(period)
        )
    grids = [_chart_grid(alt, counts, grid, unit, period) for grid in ("34", "63") if _has(counts, grid)]
    if grids:
        parts.append(alt.hconcat(*grids).resolve_scale(color="independent"))
    if not parts:
        parts.append(alt.Chart(alt.Data(values=[])).mark_bar())
    return _finish(alt.vconcat(*parts))


def chart_names(title: str, names: Counter[str], colour: str) -> Spec:
    """Return the most frequent names as bars.

    Example:
        >>> chart_names("Agencies", Counter({"Bộ Y tế": 3}), "#4c8dd6")["title"]
        'Agencies'
    """
    alt = import_extra("altair", "report")
    values = [{"name": name, "articles": number} for name, number in _most_common(names, TOP)]
    bars = alt.Chart(alt.Data(values=values), title=title, width=WIDTH - 320, height={"step": 22})
    y = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=300, ticks=False, domain=False))
    x = alt.X("articles:Q", title=None, axis=_count_axis(alt, max(names.values(), default=1)))
    tooltip = [alt.Tooltip("name:N", title="name"), "articles:Q"]
    return _finish(bars.mark_bar(color=colour).encode(y=y, x=x, tooltip=tooltip))


def chart_posts(counts: CorpusCounts) -> Spec:
    """Return when each of the most named officials is named with which post.

    Example:
        >>> chart_posts(CorpusCounts())["title"]
        'Officials and their posts over time'
    """
    alt = import_extra("altair", "report")
    values = []
    order = []
    for name, _ in _most_common(counts.officials, TOP_OFFICIALS):
        days: dict[str, list[date]] = {}
        for (post, day), _number in counts.posts.get(name, Counter()).items():
            if day is not None:
                days.setdefault(post, []).append(day)
        for post in sorted(days, key=lambda post: (min(days[post]), post)):
            line = f"{name}: {post}"
            order.append(line)
            values += [
                {
                    "line": line, "name": name, "post": post, "day": _write(day), "articles": counts.posts[name][post, day],
                    "first": _write(min(days[post])), "last": _write(max(days[post])),
                }
                for day in sorted(days[post])
            ]  # fmt: skip
    base = alt.Chart(alt.Data(values=values))
    y = alt.Y("line:N", sort=order, title=None, axis=alt.Axis(labelLimit=420, ticks=False, domain=False, grid=True))
    tooltip = [
        alt.Tooltip("name:N"), alt.Tooltip("post:N"), alt.Tooltip("day:T", format="%d/%m/%Y"), alt.Tooltip("articles:Q"),
    ]  # fmt: skip
    span = base.mark_rule(strokeWidth=3, opacity=0.4, color="#e08a2e").encode(
        y=y,
        x=alt.X(
            "min(first):T", title=None, axis=alt.Axis(format=_FORMATS[choose_unit(counts.days)], labelOverlap=True)
        ),
        x2="max(last):T",
    )
    dots = base.mark_circle(opacity=0.9, color="#e08a2e").encode(
        y=y, x="day:T", size=alt.Size("articles:Q", legend=None, scale=alt.Scale(range=[40, 300])), tooltip=tooltip
    )
    title = "Officials and their posts over time"
    return _finish(alt.layer(span, dots, title=title, width=WIDTH - 440, height={"step": 22}))


def choose_unit(days: Iterable[date]) -> str:
    """Return 'day', 'month' or 'year': in what unit a period is shown.

    Example:
        >>> choose_unit([date(2025, 7, 1), date(2025, 8, 1)]), choose_unit([date(2010, 1, 1), date(2025, 1, 1)])
        ('day', 'year')
    """
    known = list(days)
    if not known:
        return "day"
    length = (max(known) - min(known)).days
    return "day" if length < DAYS_AS_DAYS else "month" if length < MONTHS_AS_MONTHS * 30.5 else "year"


_FORMATS = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}


def _start_of(day: date, unit: str) -> date:
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _next_of(start: date, unit: str) -> date:
    """The start of the next day, month or year; 366 days hold every unit, 31 every month."""
    return (
        start + timedelta(days=1)
        if unit == "day"
        else _start_of(start + timedelta(days=31 if unit == "month" else 366), unit)
    )


def _write(start: date, middle_of: str = "") -> str:
    """A moment of local time in the browser; for a tile the middle of its unit, which a dragged range holds or does not."""
    moment = datetime(start.year, start.month, start.day)
    if middle_of:
        moment += timedelta(seconds=(_next_of(start, middle_of) - start).total_seconds() / 2)
    return moment.isoformat()


def _count_axis(alt: Any, largest: int) -> Any:
    """An axis without ticks between whole numbers."""
    return alt.Axis(tickCount=min(largest, 10), format=",d")


def _dated(alt: Any, values: list[dict[str, Any]]) -> Any:
    """Values whose `time` is a moment and not a text also for the filter of the map."""
    return alt.Data(values=values, format=alt.DataFormat(parse={"time": "date"}))


def _merge(pairs: Iterable[tuple[Any, int]]) -> Counter[Any]:
    merged: Counter[Any] = Counter()
    for key, number in pairs:
        merged[key] += number
    return merged


def _most_common(names: Counter[str], number: int) -> list[tuple[str, int]]:
    """The most frequent names; of equals the first in the alphabet, so that two runs give one report."""
    return sorted(names.items(), key=lambda item: (-item[1], item[0]))[:number]


def _has(counts: CorpusCounts, grid: str) -> bool:
    return any(of == grid for of, _, _ in counts.provinces)


def _chart_grid(alt: Any, counts: CorpusCounts, grid: str, unit: str, period: Any) -> Any:
    """A tile for each province, the darker the more articles name it."""
    tiles = read_tiles()[grid]
    places = [{"label": tile.label, "name": tile.name, "column": tile.column, "row": tile.row} for tile in tiles]
    found = _merge(
        ((name, _start_of(day, unit) if day else None), number)
        for (of, name, day), number in counts.provinces.items()
        if of == grid
    )
    values = []
    for (name, start), number in sorted(found.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        if (tile := find_tile(grid, name)) is not None:
            values.append(
                {
                    "label": tile.label, "name": tile.name, "column": tile.column, "row": tile.row, "articles": number,
                    "time": _write(start, unit) if start else None,
                }
            )  # fmt: skip
    columns = max(tile.column for tile in tiles) + 1
    rows = max(tile.row for tile in tiles) + 1
    x = alt.X("column:O", axis=None, scale=alt.Scale(domain=list(range(columns)), paddingInner=0.04))
    y = alt.Y("row:O", axis=None, scale=alt.Scale(domain=list(range(rows)), paddingInner=0.08))
    size = {"width": columns * TILE[0], "height": rows * TILE[1]}
    empty = (
        alt.Chart(alt.Data(values=places))
        .mark_rect(cornerRadius=3, fill="gray", fillOpacity=0.12)
        .encode(x=x, y=y, tooltip=[alt.Tooltip("name:N")])
    )
    names = (
        alt.Chart(alt.Data(values=places))
        .mark_text(fontSize=11, dy=-6, color="currentColor")
        .encode(x=x, y=y, text="label:N")
    )
    filled = alt.Chart(_dated(alt, values))
    if counts.days:
        filled = filled.transform_filter(period)
    summed = filled.transform_aggregate(articles="sum(articles)", groupby=["label", "name", "column", "row"])
    rects = summed.mark_rect(cornerRadius=3).encode(
        x=x,
        y=y,
        color=alt.Color(
            "articles:Q",
            scale=alt.Scale(range=["rgba(46,160,90,0.18)", "rgba(46,160,90,0.8)"], type="sqrt", domainMin=0),
            legend=None,
        ),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("articles:Q")],
    )
    numbers = summed.mark_text(fontSize=11, dy=8, fontWeight="bold", color="currentColor").encode(
        x=x, y=y, text="articles:Q"
    )
    return alt.layer(empty, rects, names, numbers, title=PERIODS[grid], **size)


def _finish(chart: Any) -> Spec:
    """The specification with colours that suit a light and a dark page."""
    ink, line = "currentColor", "rgba(128,128,128,0.35)"
    spec: Spec = (
        chart.configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_title(color=ink, fontSize=14, anchor="start")
        .configure_axis(
            labelColor=ink, titleColor=ink, gridColor=line, domainColor=line, tickColor=line, labelFontSize=12
        )
        .to_dict()
    )
    return spec
