"""The people of a corpus as one HTML file to browse: careers, heads of bodies, contradictions, and a search over all of them.

Takes records, gives a document that loads nothing: style and script stand in it, and its content security policy lets only that script run.
Everything from articles is escaped. Persons and bodies of Viet Nam come first, then those whom most articles name. Without the script everything can be read and every bar still leads to its articles; it adds the search.
Known limit: of more than `MAX_PEOPLE` persons only the first are shown, and the page says so.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from vnnews.models.people import BodyRecord, Contradiction, PersonRecord
from vnnews.write.html.escape import escape_text
from vnnews.write.people.pictures import career_rows, head_rows, link_inside, read_file, render_proof, render_rows
from vnnews.write.people.records import PeopleCorpus, write_whole

MAX_PEOPLE = 3000
"""Persons on a page: with three posts each about 10 MB, which a telephone still opens."""
MAX_REASONS = 20
"""Reasons and namesakes of one person that are listed."""


def render_people(
    people: Iterable[PersonRecord],
    bodies: Iterable[BodyRecord] = (),
    contradictions: Iterable[Contradiction] = (),
    *,
    title: str = "People",
) -> str:
    """Return the people of a corpus as one HTML document.

    Example:
        >>> html = render_people([PersonRecord("vn:mai-1", "Trần Thị Mai")], title="Tin tháng 7")
        >>> html.startswith("<!doctype html>"), "Trần Thị Mai" in html
        (True, True)
    """
    everybody = sorted(people, key=lambda person: (person.foreign, -person.articles, person.name, person.id))
    shown = everybody[:MAX_PEOPLE]
    shown_ids = frozenset(person.id for person in shown)
    led = [body for body in bodies if any(head.person_id in shown_ids for head in body.heads)]
    led.sort(key=lambda body: (not body.id.startswith("vn:"), -body.articles, body.name, body.id))
    body_ids = frozenset(body.id for body in led)
    names = {person.id: person.name for person in shown}
    collisions = [_render_contradiction(one, names, body_ids) for one in contradictions]
    sections = (
        ("people", "People", [_render_person(person, names, body_ids) for person in shown], len(everybody)),
        ("bodies", "Bodies and their heads", [_render_body(body, shown_ids) for body in led], len(led)),
        ("contradictions", "Contradictions", collisions, len(collisions)),
    )
    script = read_file("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    name = escape_text(title)
    return "".join(
        (
            '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name} · vnnews</title><style>{read_file('bars.css')}{read_file('page.css')}</style></head>",
            f'<body class="vnp"><header><h1>{name}</h1>{_render_bar(sections)}</header><main>',
            *(_render_section(*section) for section in sections),
            f"</main><script>{script}</script></body></html>\n",
        )
    )


def write_page(corpus: PeopleCorpus, path: str | Path, *, title: str = "People") -> None:
    """Write the people of a corpus as one HTML file; see `render_people`."""
    write_whole(path, [render_people(corpus.people, corpus.bodies, corpus.contradictions, title=title)])


Section = tuple[str, str, list[str], int]


def _render_bar(sections: Sequence[Section]) -> str:
    links = "".join(f'<a href="#{id_}">{what} <b>{number:,}</b></a>' for id_, what, _, number in sections if number)
    return (
        f"<nav>{links}</nav>"
        '<label class="search" hidden><span>Search</span><input type="search" autocomplete="off" placeholder="name, post, body, province"></label>'
        '<p class="found" role="status" aria-live="polite"></p>'
    )


def _render_section(id_: str, what: str, parts: list[str], number: int) -> str:
    if not parts:
        return ""
    more = (
        f"<p><small>The first {len(parts):,} of {number:,}: those that most articles name.</small></p>"
        if len(parts) < number
        else ""
    )
    return f'<section id="{id_}"><h2>{what}</h2>{more}{"".join(parts)}</section>'


def _render_person(person: PersonRecord, names: dict[str, str], bodies: frozenset[str]) -> str:
    other = [name for name in person.names if name != person.name]
    articles = "1 article" if person.articles == 1 else f"{person.articles} articles"
    about = (
        ", ".join((*person.honorifics, *person.ranks)),
        f"also {', '.join(other)}" if other else "",
        f"born {person.born}" if person.born else "",
        "foreign" if person.foreign else "",
        f"{articles}, {person.outlets} papers" if person.outlets > 1 else articles,
        f"{person.confidence:.0%} sure to be one person" if person.confidence < 1 else "",
    )
    return (
        f'<article id="{escape_text(person.id)}"><h3>{escape_text(person.name)}</h3>'
        f'<p class="about">{escape_text(" · ".join(filter(None, about)))}</p>'
        f"{render_rows(career_rows(person, bodies))}{_render_doubts(person, names)}"
        f"{_render_reasons(person.reasons)}</article>"
    )


def _render_doubts(person: PersonRecord, names: dict[str, str]) -> str:
    items = [
        f"<li>{'Another person' if doubt.certain else 'Cannot be told'}: "
        f"{link_inside(doubt.id, names[doubt.id]) if doubt.id in names else escape_text(doubt.id)}, {escape_text(doubt.reason)}</li>"
        for doubt in islice(sorted(person.apart_from, key=lambda doubt: doubt.certain), MAX_REASONS)
    ]
    if not items:
        return ""
    open_ = "" if all(doubt.certain for doubt in person.apart_from) else " open"
    return f"<details{open_}><summary>Others of the name: {len(person.apart_from)}</summary><ul>{''.join(items)}</ul></details>"


def _render_reasons(reasons: Sequence[str]) -> str:
    items = "".join(f"<li>{escape_text(reason)}</li>" for reason in reasons[:MAX_REASONS])
    return f"<details><summary>Why one person</summary><ul>{items}</ul></details>" if items else ""


def _render_body(body: BodyRecord, people: frozenset[str]) -> str:
    other = [name for name in body.names if name != body.name]
    about = (
        f"also {', '.join(other)}" if other else "",
        body.province,
        f"part of {body.parent}" if body.parent else "",
        f"took over from {', '.join(body.predecessors)}" if body.predecessors else "",
        f"taken over by {', '.join(body.successors)}" if body.successors else "",
    )
    return (
        f'<article id="{escape_text(body.id)}"><h3>{escape_text(body.name)}</h3>'
        f'<p class="about">{escape_text(" · ".join(filter(None, about)))}</p>{render_rows(head_rows(body, people))}</article>'
    )


def _render_contradiction(one: Contradiction, names: dict[str, str], bodies: frozenset[str]) -> str:
    where = link_inside(one.body, one.body_name) if one.body in bodies else escape_text(one.body_name)
    who = ", ".join(link_inside(id_, names[id_]) if id_ in names else escape_text(id_) for id_ in one.people)
    day = f", {one.on:%d/%m/%Y}" if one.on else ""
    return (
        f"<article><h3>{escape_text(one.role)}, {where}{day}</h3><p>{who}</p><p>{escape_text(one.reason)}</p>"
        f"<ol>{''.join(map(render_proof, one.proofs))}</ol></article>"
    )
