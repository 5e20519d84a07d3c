"""An article as HTML for a notebook: its text with the entities in colour, captions apart, entities in tables.

Takes an `Article`, gives a fragment of HTML with its style sheet: no script, nothing loaded from elsewhere. Decides nothing about
the content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from vnnews.models import Agency, Article, LocalPlace, Mention, Official, Passage, Province
from vnnews.write.html.escape import escape_text, link_address
from vnnews.write.html.marks import collect_marks, describe_post, mark_stretch, share_marks
from vnnews.write.html.sheet import read_sheet

_TAGS = {"title": "h2", "heading": "h4"}
_CLASSES = {"sapo": "vnn-sapo-text", "caption": "vnn-caption-text"}
KINDS = (("official", "officials"), ("agency", "agencies"), ("province", "provinces"))


def render_article(article: Article) -> str:
    """Return an article as an HTML fragment that shows itself in a notebook.

    Example:
        >>> html = render_article(Article("Mưa lớn ở Lào Cai", text="Mưa lớn ở Lào Cai"))
        >>> "<h2>Mưa lớn ở Lào Cai</h2>" in html, "<script" in html
        (True, False)
    """
    return f'<div class="vnn" lang="vi"><style>{read_sheet("view.css")}</style>{render_story(article)}</div>'


def render_story(article: Article, *, partners: Mapping[int, int] | None = None) -> str:
    """Return an article as HTML without the style sheet; see `render_article`.

    Args:
        article: The article.
        partners: For the view with a script: the number of the page's block that each passage came from. Marks and passages can
            then be reached with the keyboard.
    """
    main, captions = render_passages(article, partners=partners)
    parts = [f'<div class="vnn-meta">{_state_origin(article)}</div>', render_legend(article), *main]
    if captions:
        parts += ["<h3>Captions</h3>", *captions]
    parts.append(render_officials(article.officials))
    parts.append(render_agencies(article.agencies))
    parts.append(render_provinces(article.provinces))
    parts.append(render_places(article.places))
    return "".join(parts)


def render_passages(article: Article, *, partners: Mapping[int, int] | None = None) -> tuple[list[str], list[str]]:
    """Return the article's passages as HTML: title, sapo and body first, captions apart; see `render_story`.

    Example:
        >>> from vnnews.models import Passage
        >>> render_passages(Article("Tin", text="Tin", passages=(Passage("title", 0, 3, "Tin"),)))
        (['<h2>Tin</h2>'], [])
    """
    if not article.passages:
        return [f"<h2>{escape_text(article.title)}</h2>"], []
    main: list[str] = []
    captions: list[str] = []
    parts = [part for passage in article.passages for part in _list_parts(passage)]
    marked = (
        mark_stretch(article.text, *part, marks, focusable=partners is not None)
        for part, marks in zip(parts, share_marks(parts, collect_marks(article)), strict=True)
    )
    for number, passage in enumerate(article.passages):
        style = f' class="{_CLASSES[passage.role]}"' if passage.role in _CLASSES else ""
        place = "" if partners is None else ' data-passage tabindex="-1"'
        if partners and number in partners:
            place += f' data-block="b{partners[number]}"'
        if passage.role == "table":
            shown = f"<table{place}>{_render_rows(passage, marked)}</table>"
        elif passage.role == "list":
            shown = f"<div{place}>{_render_items(passage, marked)}</div>"
        else:
            tag = _TAGS.get(passage.role, "p")
            shown = f"<{tag}{style}{place}>{next(marked)}</{tag}>"
        (captions if passage.role == "caption" else main).append(shown)
    return main, captions


def _list_parts(passage: Passage) -> list[tuple[int, int]]:
    """The spans that are shown by themselves: cells, items, else the whole passage."""
    if passage.role == "table":
        return [(cell.start, cell.end) for row in passage.rows for cell in row]
    if passage.role == "list":
        return [(item.start, item.end) for item in passage.items]
    return [(passage.start, passage.end)]


def _render_rows(passage: Passage, marked: Iterator[str]) -> str:
    """The rows of a table, `marked` giving the HTML of each cell."""
    return "".join(f"<tr>{''.join(f'<td>{_break_lines(next(marked))}</td>' for _ in row)}</tr>" for row in passage.rows)


def _render_items(passage: Passage, marked: Iterator[str]) -> str:
    """A list with the lists nested in it, `marked` giving the HTML of each item."""
    pieces: list[str] = []
    ends: list[str] = []  # tags of the open lists
    for item in passage.items:
        while len(ends) > item.level + 1:
            pieces.append(f"</li></{ends.pop()}>")
        if len(ends) == item.level + 1:
            pieces.append("</li>")
        else:
            ends.append("ol" if item.number else "ul")
            pieces.append(f"<{ends[-1]}>")
        value = f' value="{item.number}"' if item.number else ""
        pieces.append(f"<li{value}>{_break_lines(next(marked))}")
    pieces += [f"</li></{end}>" for end in reversed(ends)]
    return "".join(pieces)


def _break_lines(html: str) -> str:
    return html.replace("\n", "<br>")


def render_legend(article: Article) -> str:
    """Return the colours and how many of each kind the article names; '' when it names none.

    Example:
        >>> render_legend(Article("Mưa lớn"))
        ''
    """
    chips = [
        f'<span class="vnn-chip vnn-k-{kind}">{len(found)} {many if len(found) != 1 else kind}</span>'
        for kind, many in KINDS
        if (found := getattr(article, many))
    ]
    if any(post.end > post.start for official in article.officials for post in official.posts):
        chips.append('<span class="vnn-chip vnn-k-post">where a post is stated</span>')
    return f'<div class="vnn-legend">{"".join(chips)}</div>' if chips else ""


def render_officials(officials: Iterable[Official]) -> str:
    """Return a table of officials with their posts; '' when there are none.

    Example:
        >>> from vnnews.models import Post
        >>> "Bí thư" in render_officials([Official("Trần Thị Mai", posts=(Post("Bí thư", "Tỉnh ủy Cà Mau"),))])
        True
    """
    rows = []
    for official in officials:
        before = " ".join(filter(None, (official.honorific, official.rank)))
        name = f'<span class="vnn-chip vnn-k-official">{escape_text(official.name)}</span>'
        about = " · ".join(filter(None, (escape_text(before), "foreign" if official.foreign else "")))
        posts = "<br>".join(escape_text(describe_post(post)) for post in official.posts)
        rows.append((f"{name} <small>{about}</small>" if about else name, posts, _count_forms(official.mentions)))
    return _render_table("Officials", ("name", "posts", "named as"), rows)


def render_agencies(agencies: Iterable[Agency]) -> str:
    """Return a table of agencies; '' when there are none.

    Example:
        >>> "Bộ Y tế" in render_agencies([Agency("vn:boyte", "Bộ Y tế")])
        True
    """
    rows = []
    for agency in agencies:
        where = f"foreign: {agency.country}" if agency.foreign else agency.province
        about = " · ".join(filter(None, (agency.kind.replace("_", " "), agency.level, where)))
        part = f"part of {agency.parent}" if agency.parent else ""
        until = f"until {agency.valid_to:%d/%m/%Y}" if agency.valid_to else ""
        rows.append(
            (
                f'<span class="vnn-chip vnn-k-agency">{escape_text(agency.name)}</span>',
                escape_text(" · ".join(filter(None, (about, part, until)))),
                _count_forms(agency.mentions),
            )
        )
    return _render_table("Agencies", ("name", "what", "named as"), rows)


def render_provinces(provinces: Iterable[Province]) -> str:
    """Return a table of provinces; '' when there are none.

    Example:
        >>> "Thành phố Huế" in render_provinces([Province("vn:hue", "Huế", "Thành phố Huế", "centrally_run_city")])
        True
    """
    rows = []
    for province in provinces:
        until = f"until {province.valid_to:%d/%m/%Y}" if province.valid_to else ""
        now = f"now {', '.join(province.successors)}" if province.successors else ""
        rows.append(
            (
                f'<span class="vnn-chip vnn-k-province">{escape_text(province.full_name)}</span>',
                escape_text(" · ".join(filter(None, (until, now)))),
                _count_forms(province.mentions),
            )
        )
    return _render_table("Provinces", ("name", "validity", "named as"), rows)


def render_places(places: Iterable[LocalPlace]) -> str:
    """Return a table of districts and communes; '' when there are none.

    Example:
        >>> "Phường Ba Đình" in render_places([LocalPlace("vn:00004", "Ba Đình", "Phường Ba Đình", "ward", "Hà Nội")])
        True
    """
    rows = []
    for place in places:
        until = f"until {place.valid_to:%d/%m/%Y}" if place.valid_to else ""
        where = ", ".join(filter(None, (place.district, place.province)))
        rows.append(
            (
                escape_text(place.full_name),
                escape_text(" · ".join(filter(None, (where, until)))),
                _count_forms(place.mentions),
            )
        )
    return _render_table("Districts and communes", ("name", "where", "named as"), rows)


def _state_origin(article: Article) -> str:
    parts = [
        escape_text(article.section),
        escape_text(_write_time(article.published)),
        escape_text(", ".join(article.authors)),
        link_address(article.url) if article.url else "",
        f"source: {link_address(article.source)}" if article.source else "",
    ]
    return " · ".join(filter(None, parts))


def _write_time(moment: datetime | None) -> str:
    """A moment as Vietnamese papers print it; midnight stands for 'no time given'."""
    if moment is None:
        return ""
    return f"{moment:%d/%m/%Y}" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%d/%m/%Y %H:%M}"


def _count_forms(mentions: Iterable[Mention]) -> str:
    """The surface forms with how often each occurs and the rules that found it."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        forms[mention.text].append(mention.rule)
    return ", ".join(
        f'<span title="rule: {escape_text(", ".join(sorted(set(rules))))}">{escape_text(form)}</span>'
        + (f" ×{len(rules)}" if len(rules) > 1 else "")
        for form, rules in forms.items()
    )


def _render_table(caption: str, heads: tuple[str, ...], rows: list[tuple[str, str, str]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h3>{caption}</h3><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
