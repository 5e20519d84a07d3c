"""The figures of a report as HTML: every bar, tile and dot is a link to the articles behind it.

Takes `CorpusCounts` and the `Lists` of the report, gives a string of HTML for each figure, '' where there is nothing to show. Widths are
shares of the space that there is, so that a figure fits a phone. Decides the unit of time (day, month or year, so that there are at
most some ninety bars for a few months and some hundred for years) and how many names are shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from vnnews.write.html.escape import escape_text
from vnnews.write.report.count import UNDATED, CorpusCounts, Listed
from vnnews.write.report.lists import Lists
from vnnews.write.report.tiles import find_tile, read_tiles

TOP = 20
"""Names in a list of bars: as many as fit on a screen."""

TOP_OFFICIALS = 15
DAYS_AS_DAYS = 92
"""Longest period, in days, that is shown day by day."""

MONTHS_AS_MONTHS = 120

WIDEST_BAR = 6
"""In letters' heights: a week of days does not fill a screen with seven walls, and the dates below have room."""

PERIODS = {"34": "since 1 July 2025: 34 provinces", "63": "until 30 June 2025: 63 provinces"}


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


def list_units(days: Iterable[date]) -> list[date]:
    """Return the first day of each unit of time from the first day to the last, those without an article too.

    Example:
        >>> [str(unit) for unit in list_units([date(2024, 11, 5), date(2025, 3, 1)])]
        ['2024-11-01', '2024-12-01', '2025-01-01', '2025-02-01', '2025-03-01']
    """
    known = list(days)
    if not known:
        return []
    unit = choose_unit(known)
    units, last = [start_of(min(known), unit)], max(known)
    while (following := _next_of(units[-1], unit)) <= last:
        units.append(following)
    return units


def start_of(day: date, unit: str) -> date:
    """Return the first day of the unit of time that a day lies in.

    Example:
        >>> start_of(date(2025, 8, 5), "month")
        datetime.date(2025, 8, 1)
    """
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def draw_time(counts: CorpusCounts, lists: Lists) -> str:
    """Return the articles over time as bars; '' when no article has a date.

    Example:
        >>> draw_time(CorpusCounts(), Lists())
        ''
    """
    if not counts.days:
        return ""
    unit, units = choose_unit(counts.days), list_units(counts.days)
    numbers = _merge((start_of(day, unit), number) for day, number in counts.days.items())
    behind: defaultdict[date, list[Listed]] = defaultdict(list)
    for day in sorted(counts.days):
        behind[start_of(day, unit)] += counts.behind["day", day.isoformat()]
    most = max(numbers.values())
    bars = []
    for at, start in enumerate(units):
        number = numbers.get(start, 0)
        if not number:
            bars.append(f'<i data-unit="{at}"></i>')
            continue
        when = _write(start, unit)
        link = lists.add(f"Articles of {when}", number, behind[start])
        bars.append(
            f'<a {link} data-unit="{at}" style="height:{_share(number, most)}" title="{when}: {number:,}"'
            f' aria-label="{when}: {_count(number)}"></a>'
        )
    marks = [units[0], units[len(units) // 2], units[-1]] if len(units) > 2 else units
    axis = "".join(f"<span>{_write(start, unit)}</span>" for start in marks)
    width = f"max-width:{WIDEST_BAR * len(units)}rem"
    return _figure(
        "time",
        f"Articles by {unit}",
        f'<div style="{width}"><div class="most">{most:,}</div><div class="time">{"".join(bars)}</div><div class="axis">{axis}</div></div>',
    )


def draw_maps(counts: CorpusCounts, lists: Lists) -> str:
    """Return a tile map for each list of provinces that the articles name; '' when dated articles name none.

    Example:
        >>> draw_maps(CorpusCounts(), Lists())
        ''
    """
    unit, units = choose_unit(counts.days), list_units(counts.days)
    place = {start: at for at, start in enumerate(units)}
    maps = []
    for grid, period in PERIODS.items():
        found: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for (of, name, day), number in counts.provinces.items():
            if of == grid and day and find_tile(grid, name):
                found[name][place[start_of(day, unit)]] += number
        if found:
            maps.append(_draw_map(grid, period, found, counts, lists))
    if not maps:
        return ""
    labels = "|".join(_write(start, unit) for start in units)
    period = (
        f'<fieldset id="period" data-units="{labels}" hidden><legend>Period of the map</legend>'
        f'<label>from <input type="range" min="0" max="{len(units) - 1}" value="0"></label>'
        f'<label>to <input type="range" min="0" max="{len(units) - 1}" value="{len(units) - 1}"></label> <output></output></fieldset>'
        if len(units) > 1
        else ""
    )
    return _figure(
        "provinces",
        "Provinces",
        f'{period}<div class="maps">{"".join(maps)}</div>',
        "A tile counts the articles that name the province.",
    )


def draw_bars(
    name: str, title: str, names: Counter[str], lead: Callable[[str, int], str], *, colour: str, caption: str = ""
) -> str:
    """Return the most frequent names as bars; '' when there are none.

    Args:
        name: Id of the figure.
        title: Its heading.
        names: How often each name occurs; of equals the first in the alphabet comes first, so that two runs give one report.
        lead: Takes a name and its number, gives the attributes that link its bar to a list.
        colour: Of the bars, in CSS.
        caption: What is counted, for people.

    Example:
        >>> html = draw_bars("agencies", "Agencies", Counter({"Bộ Y tế": 3}), lambda name, number: 'href="#list1"', colour="gray")
        >>> html.count('<a href="#list1">'), "Bộ Y tế" in html
        (1, True)
    """
    top = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    most = max(names.values(), default=1)
    rows = "".join(
        f"<li><a {lead(label, number)}><span>{escape_text(label)}</span>"
        f'<i><b style="width:{_share(number, most)};background:{colour}"></b></i><span>{number:,}</span></a></li>'
        for label, number in top[:TOP]
    )
    rest = f"{len(top) - TOP:,} more are not shown." if len(top) > TOP else ""
    return (
        _figure(name, title, f'<ol class="bars">{rows}</ol>', " ".join(filter(None, (caption, rest)))) if rows else ""
    )


def draw_posts(counts: CorpusCounts, lists: Lists) -> str:
    """Return when each of the most named officials is named with which post; '' when no dated article states a post.

    Example:
        >>> draw_posts(CorpusCounts(), Lists())
        ''
    """
    shown: list[tuple[str, list[tuple[list[date], str]]]] = []
    for name in sorted(counts.posts, key=lambda name: (-counts.officials[name], name)):
        if lines := _date_posts(counts.posts[name]):
            shown.append((name, lines))
        if len(shown) == TOP_OFFICIALS:
            break
    if not shown:
        return ""
    first, last = min(counts.days), max(counts.days)
    length = max((last - first).days, 1)
    rows = [_draw_post(counts, lists, name, post, days, first, length) for name, lines in shown for days, post in lines]
    axis = (
        f"<span>{first:%d/%m/%Y}</span><span>{last:%d/%m/%Y}</span>"
        if last > first
        else f"<span>{first:%d/%m/%Y}</span>"
    )
    return _figure(
        "posts",
        "Officials and their posts over time",
        f'<ol class="posts">{"".join(rows)}<li class="scale"><span></span><div class="axis">{axis}</div></li></ol>',
        "A dot is a day on which articles state the post; the line runs from the first to the last.",
    )


def undated_provinces(counts: CorpusCounts) -> Counter[str]:
    """Return how many articles without a date name each province.

    Example:
        >>> undated_provinces(CorpusCounts())
        Counter()
    """
    return _merge((name, number) for (grid, name, _), number in counts.provinces.items() if grid == UNDATED)


def _date_posts(numbers: Counter[tuple[str, date | None]]) -> list[tuple[list[date], str]]:
    """The days on which each post of an official is stated, the post that comes first at first."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for post, day in numbers:
        if day is not None:
            days[post].append(day)
    return sorted((sorted(found), post) for post, found in days.items())


def _draw_post(
    counts: CorpusCounts, lists: Lists, name: str, post: str, days: Sequence[date], first: date, length: int
) -> str:
    total = sum(number for (of, _), number in counts.posts[name].items() if of == post)
    link = lists.add(f"{name}: {post}", total, counts.behind["post", name, post])
    places = [(day - first).days / length for day in days]
    dots = "".join(
        f'<i style="left:{place:.1%}" title="{day:%d/%m/%Y}"></i>' for place, day in zip(places, days, strict=True)
    )
    line = f'<b style="left:{places[0]:.1%};width:{places[-1] - places[0]:.1%}"></b>'
    return (
        f"<li><a {link}><span>{escape_text(name)}: {escape_text(post)}</span>"
        f'<div class="track">{line}{dots}</div></a></li>'
    )


def _draw_map(grid: str, period: str, found: dict[str, Counter[int]], counts: CorpusCounts, lists: Lists) -> str:
    tiles = read_tiles()[grid]
    by_tile: defaultdict[str, Counter[int]] = defaultdict(Counter)
    behind: defaultdict[str, list[Listed]] = defaultdict(list)
    for name, numbers in found.items():
        if (tile := find_tile(grid, name)) is not None:
            by_tile[tile.name] += numbers
            behind[tile.name] += counts.behind["province", grid, name]
    most = max(numbers.total() for numbers in by_tile.values())
    drawn = []
    for tile in tiles:
        place = f"grid-area:{tile.row + 1}/{tile.column + 1}"
        total = by_tile[tile.name].total()
        if not total:
            drawn.append(
                f'<span class="tile" style="{place}" title="{escape_text(tile.name)}">{escape_text(tile.label)}</span>'
            )
            continue
        link = lists.add(f"{tile.name}, {period}", total, behind[tile.name])
        by_unit = ",".join(f"{at}:{number}" for at, number in sorted(by_tile[tile.name].items()))
        drawn.append(
            f'<a class="tile" {link} style="{place};--n:{(total / most) ** 0.5:.2f}" data-n="{by_unit}"'
            f' title="{escape_text(tile.name)}">{escape_text(tile.label)}<b>{total:,}</b></a>'
        )
    return (
        f'<div><h3>{period[0].upper()}{period[1:]}</h3><div class="map" data-most="{most}">{"".join(drawn)}</div></div>'
    )


def _figure(name: str, title: str, content: str, caption: str = "") -> str:
    said = f"<figcaption>{escape_text(caption)}</figcaption>" if caption else ""
    return f'<figure id="{name}"><h2>{escape_text(title)}</h2>{content}{said}</figure>'


_FORMATS = {"day": "%d/%m/%Y", "month": "%m/%Y", "year": "%Y"}


def _write(start: date, unit: str) -> str:
    return format(start, _FORMATS[unit])


def _next_of(start: date, unit: str) -> date:
    """The start of the next day, month or year; 366 days hold every unit, 31 every month."""
    return (
        start + timedelta(days=1)
        if unit == "day"
        else start_of(start + timedelta(days=31 if unit == "month" else 366), unit)
    )


def _share(number: int, most: int) -> str:
    """A length in CSS; the smallest bar can still be seen and hit."""
    return f"{max(100 * number / most, 1):.1f}%"


def _count(number: int) -> str:
    return "1 article" if number == 1 else f"{number:,} articles"


def _merge(pairs: Iterable[tuple[date | str, int]]) -> Counter:  # type: ignore[type-arg]
    merged: Counter[date | str] = Counter()
    for key, number in pairs:
        merged[key] += number
    return merged
