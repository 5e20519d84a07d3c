"""Careers and heads of bodies as bars on a line of time: takes records, gives fragments of HTML without scripts.

A row is a post or a head; its full bar runs over the days on which articles state it as held, the pale one to the days that texts state or
imply for its begin and end. A bar that fades at the left belongs to a post of which only the end is known. Every bar leads to the list of
the articles that state it. Decides the scale: that of the rows shown, marked by years, months, or its first and last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib import resources
from urllib.parse import quote

import msgspec

from vnnews.models.people import BodyRecord, Headship, Occupancy, PersonRecord, Proof
from vnnews.write.html.escape import escape_text, link_address
from vnnews.write.people.records import name_post

MAX_TICKS = 6
"""Labels of time that fit side by side on a telephone of 390 px."""
TURNED = 80
"""Per cent of the scale from which on a label stands at the left of its mark: '01/07/2025' needs a fifth of a telephone's width."""
LONG_DAYS, MIDDLE_DAYS = 800, 60
"""From so many days on the scale is marked by years, by months."""


class Row(msgspec.Struct, frozen=True):
    """A bar with its words."""

    what: str
    """HTML of what is drawn."""
    held: Occupancy | Headship
    anchor: str
    """Id of the list of its articles in the document."""


def render_career(person: PersonRecord) -> str:
    """Return a person's posts as bars on a line of time.

    Example:
        >>> held = Occupancy("Bí thư", "Tỉnh ủy Cà Mau", first_seen=date(2024, 5, 1), last_seen=date(2025, 6, 1))
        >>> html = render_career(PersonRecord("vn:mai-1", "Trần Thị Mai", occupancies=(held,)))
        >>> "Bí thư, Tỉnh ủy Cà Mau" in html, "<script" in html
        (True, False)
    """
    return f'<div class="vnp" lang="vi"><style>{read_file("bars.css")}</style>{_name(person.name)}{render_rows(career_rows(person))}</div>'


def render_heads(body: BodyRecord) -> str:
    """Return the heads of a body as bars on a line of time.

    Example:
        >>> head = Headship("vn:mai-1", "Trần Thị Mai", "Bí thư", first_seen=date(2024, 5, 1))
        >>> "Trần Thị Mai" in render_heads(BodyRecord("vn:tinh-uy-ca-mau", "Tỉnh ủy Cà Mau", heads=(head,)))
        True
    """
    return f'<div class="vnp" lang="vi"><style>{read_file("bars.css")}</style>{_name(body.name)}{render_rows(head_rows(body))}</div>'


def _name(text: str) -> str:
    return f"<b>{escape_text(text)}</b>"


def career_rows(person: PersonRecord, bodies: frozenset[str] = frozenset()) -> list[Row]:
    """Return the rows of a career; a post of one of `bodies`, given by id, links to it."""
    return [
        Row(
            link_inside(held.body_id, name_post(held)) if held.body_id in bodies else escape_text(name_post(held)),
            held,
            f"{person.id}/{number}",
        )
        for number, held in enumerate(person.occupancies)
    ]


def head_rows(body: BodyRecord, people: frozenset[str] = frozenset()) -> list[Row]:
    """Return the rows of a body's heads; one of `people`, given by id, is linked."""
    return [
        Row(
            (link_inside(head.person_id, head.name) if head.person_id in people else escape_text(head.name))
            + f", {escape_text(head.role)}",
            head,
            f"{body.id}/{number}",
        )
        for number, head in enumerate(body.heads)
    ]


def link_inside(id_: str, text: str) -> str:
    """Return a link to an element of the same document.

    Example:
        >>> link_inside("vn:bo-y-te", "Bộ Y tế")
        '<a href="#vn%3Abo-y-te">Bộ Y tế</a>'
    """
    return f'<a href="#{quote(id_, safe="")}">{escape_text(text)}</a>'


def render_rows(rows: Sequence[Row]) -> str:
    """Return rows as a list below their common scale; '' when there are none."""
    if not rows:
        return ""
    days = [day for row in rows for day in _days_of(row.held)]
    first, last = (min(days), max(days)) if days else (None, None)
    scale = _render_scale(first, last) if first and last else ""
    return f'{scale}<ol class="vnp-rows">{"".join(_render_row(row, first, last) for row in rows)}</ol>'


def _render_row(row: Row, first: date | None, last: date | None) -> str:
    held = row.held
    said = "".join(f" <small>({escape_text(word)})</small>" for word in _qualify(held))
    proofs = held.proofs if isinstance(held, Occupancy) else (held.proof,)
    bars = _render_bars(held, first, last) if first and last else ""
    when = _say_days(held)
    track = (
        f'<a class="vnp-track" href="#{quote(row.anchor, safe="")}" title="{escape_text(when)}" aria-label="{escape_text(when)}: its articles">{bars}</a>'
        if bars
        else '<span class="vnp-none">no date</span>'
    )
    return (
        f'<li><span class="vnp-what">{row.what}{said}</span>{track}'
        f'<details class="vnp-proofs"><summary>{_count_proofs(held)}{" · " + escape_text(when) if when else ""}</summary>'
        f'<ol id="{escape_text(row.anchor)}">{"".join(map(render_proof, proofs))}</ol></details></li>'
    )


def _qualify(held: Occupancy | Headship) -> list[str]:
    """What stands after a post: its status, and that a merger brought it."""
    words = [] if held.status == "current" else [held.status]
    return [*words, "by a merger"] if isinstance(held, Occupancy) and held.continues else words


def render_proof(proof: Proof) -> str:
    """Return a sentence with the article that it stands in, as an item of a list.

    Example:
        >>> render_proof(Proof("1", "Tin", "https://bao.example/1", sentence="Bà Mai nói."))[:45]
        '<li><q>Bà Mai nói.</q> <a href="https://bao.e'
    """
    title = proof.title or proof.article
    where = link_address(proof.url, title) if proof.url else escape_text(title)
    about = " · ".join(
        filter(None, (escape_text(proof.outlet), f"{proof.published:%d/%m/%Y}" if proof.published else ""))
    )
    quoted = f"<q>{escape_text(proof.sentence)}</q> " if proof.sentence else ""
    return f"<li>{quoted}{where} <small>{about}</small></li>"


def _count_proofs(held: Occupancy | Headship) -> str:
    if isinstance(held, Headship):
        return "article"
    articles = "1 article" if held.articles == 1 else f"{held.articles} articles"
    outlets = f", {held.outlets} papers" if held.outlets > 1 else ""
    more = f", {len(held.proofs)} shown" if len(held.proofs) < held.articles else ""
    return f"{articles}{outlets}{more} · {held.confidence:.0%} sure"


def _say_days(held: Occupancy | Headship) -> str:
    seen = [f"{day:%d/%m/%Y}" for day in (held.first_seen, held.last_seen) if day]
    parts = [f"seen {' – '.join(dict.fromkeys(seen))}"] if seen else []
    if held.begins:
        parts.append(f"from {held.begins:%d/%m/%Y}")
    if held.ends:
        parts.append(f"over by {held.ends:%d/%m/%Y}")
    return ", ".join(parts)


def _days_of(held: Occupancy | Headship) -> Iterable[date]:
    return (day for day in (held.begins, held.first_seen, held.last_seen, held.ends) if day)


def _render_bars(held: Occupancy | Headship, first: date, last: date) -> str:
    days = sorted(_days_of(held))
    if not days:
        return ""
    kind = escape_text(held.status)
    seen = [day for day in (held.first_seen, held.last_seen) if day]
    only_end = not seen and held.begins is None
    bars = [
        _render_bar(
            f"vnp-{'open' if only_end else 'said'} vnp-{kind}", first if only_end else days[0], days[-1], first, last
        )
    ]
    if seen:
        bars.append(_render_bar(f"vnp-seen vnp-{kind}", seen[0], seen[-1], first, last))
    return "".join(bars)


def _render_bar(kind: str, start: date, end: date, first: date, last: date) -> str:
    left = place_day(start, first, last)
    return (
        f'<span class="vnp-bar {kind}" style="left:{left:.2f}%;width:{place_day(end, first, last) - left:.2f}%"></span>'
    )


def place_day(day: date, first: date, last: date) -> float:
    """Return where a day stands on a scale, in per cent.

    Example:
        >>> place_day(date(2025, 7, 1), date(2025, 6, 1), date(2025, 7, 31))
        50.0
    """
    return 100 * (day - first).days / max((last - first).days, 1)


def _render_scale(first: date, last: date) -> str:
    marks = []
    for day, label in mark_scale(first, last):
        place = place_day(day, first, last)
        style = (
            f'style="left:{place:.2f}%"' if place <= TURNED else f'style="right:{100 - place:.2f}%" class="vnp-turned"'
        )
        marks.append(f"<span {style}>{label}</span>")
    return f'<div class="vnp-scale" aria-hidden="true"><div>{"".join(marks)}</div></div>'


def mark_scale(first: date, last: date) -> list[tuple[date, str]]:
    """Return the days at which a scale is marked, with their labels, at most `MAX_TICKS`.

    Example:
        >>> mark_scale(date(2025, 10, 23), date(2025, 11, 2))
        [(datetime.date(2025, 10, 23), '23/10/2025'), (datetime.date(2025, 11, 2), '02/11/2025')]
        >>> [label for _, label in mark_scale(date(2004, 3, 1), date(2026, 1, 1))]
        ['2005', '2009', '2013', '2017', '2021', '2025']
    """
    span = (last - first).days
    if span >= LONG_DAYS:
        marks = [(date(year, 1, 1), str(year)) for year in range(first.year + 1, last.year + 1)]
    elif span >= MIDDLE_DAYS:
        months = range(first.year * 12 + first.month, last.year * 12 + last.month)
        marks = [(date(month // 12, month % 12 + 1, 1), f"{month % 12 + 1}/{month // 12}") for month in months]
    else:
        return [(day, f"{day:%d/%m/%Y}") for day in dict.fromkeys((first, last))]
    return marks[:: -(-len(marks) // MAX_TICKS)]


@cache
def read_file(name: str) -> str:
    """Return the text of a style sheet or script of this package."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
