"""Credits of an article: authors, source, section and tags, read from their labelled lines.

Takes the article's lines and what the page states about itself. Gives plain values. Decides what is a name inside a byline line; a
value that the visible page gives wins over metadata, which only fills gaps. Known limit: a byline whose name has neither capitals nor
initials ('ong vàng') counts as one pen-name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vnnews.assemble.authors import is_name, split_authors, split_persons
from vnnews.assemble.captions import Picture
from vnnews.assemble.passages import DraftLink
from vnnews.assemble.structure import Place
from vnnews.label.words.bylines import find_authors_in_source, parse_byline, parse_source, strip_contacts
from vnnews.label.words.lines import count_words, split_date_line
from vnnews.label.words.markers import strip_tags_prefix
from vnnews.models import Label, Metadatum
from vnnews.text import fold, skeleton

MAX_PEN_NAME_WORDS = 5
"""A line labelled byline that has no byline's form is still a pen-name when it is so short."""
MIN_CAPITALS_CHARS = 6
"""Shorter capitals are initials or a unit: 'PV TN'."""
MAX_TAG_WORDS = 12
"""A longer piece of a tag line is text, not a tag."""

_BREADCRUMB = re.compile(r"\s*(?:»|›|>|/|\||::)\s*")
_HOME = frozenset({"trang chủ", "home", "trang nhất", "diễn đàn", "trang chủ diễn đàn"})
_TAG_SEPARATORS = re.compile(r"\s*[,;|#•]\s*")
_MORE_ABOUT = re.compile(r"\s*xem thêm\s*:\s*", re.IGNORECASE)
_BYLINE_FRAME = re.compile(r"^\s*(?:[Bb]y|BY|[Bb]ởi)(?:\s+|$)|\s*[-–|]\s*$")


class Line(NamedTuple):
    """A labelled line of the article."""

    label: Label
    text: str
    alt: str = ""
    """Alternative text of the image that it belongs to."""
    links: tuple[DraftLink, ...] = ()
    pictures: tuple[Picture, ...] = ()
    """The pictures of the article that stand above it."""
    place: Place | None = None
    """Where it stands in a table or list."""
    is_alt: bool = False
    """Whether it is the alternative text of a picture, as Markdown shows it."""


def read_credits(lines: Sequence[Line], metadata: Sequence[Metadatum] = ()) -> tuple[tuple[str, ...], str]:
    """Authors and source of an article.

    >>> read_credits([Line(Label.BYLINE, "Minh Hòa/VOV.VN")])
    (('Minh Hòa',), 'VOV.VN')
    >>> read_credits([Line(Label.SOURCE, "Theo Sầm Hoa (Vietnamnet/Reuters)")])
    (('Sầm Hoa',), 'Vietnamnet/Reuters')
    """
    authors: list[str] = []
    source = byline_source = ""
    for line in lines:
        if line.label is Label.BYLINE:
            names, outlet = _read_byline(line.text)
            authors.extend(names)
            byline_source = byline_source or outlet
        elif line.label is Label.DATE:
            rest = split_date_line(line.text)
            found = parse_byline(rest) if rest else None
            authors.extend(found.authors if found else ())
        elif line.label is Label.SOURCE:
            value = parse_source(line.text) or line.text
            names = find_authors_in_source(value)
            authors.extend(names)
            if names:
                value = value[len(names[0]) :].strip(" ()/")
            source = source or value
    sites = frozenset(skeleton(datum.value) for datum in metadata if datum.name == "site") - {""}
    authors = [spell_name(name) for name in authors if is_name(name, sites)]
    if not authors:
        authors = [name for datum in metadata if datum.name == "author" for name in split_authors(datum.value, sites)]
    return _distinct(authors), source or byline_source


def read_section(lines: Sequence[Line], metadata: Sequence[Metadatum] = ()) -> str:
    """The section of an article: the first step of its breadcrumb that is not the home page.

    >>> read_section([Line(Label.SECTION, "Trang chủ / Tin tức / Thời sự")])
    'Tin tức'
    """
    for line in lines:
        if line.label is Label.SECTION:
            for step in (part.strip(" -–") for part in _BREADCRUMB.split(line.text)):
                if step and fold(step) not in _HOME and "." not in step:
                    return step
    stated = next((datum.value.strip() for datum in metadata if datum.name == "section" and datum.value.strip()), "")
    if stated:
        return stated
    for line in lines:  # 'Thứ bảy, 09:13 22/10/2022 | Giải trí'
        rest = split_date_line(line.text) if line.label is Label.DATE else None
        if rest and parse_byline(rest) is None and rest[0].isupper():
            return rest
    return ""


def read_tags(lines: Sequence[Line], metadata: Sequence[Metadatum] = ()) -> tuple[str, ...]:
    """The tags of an article.

    >>> read_tags([Line(Label.TAGS, "Từ khóa: giá vàng, Hà Nội"), Line(Label.TAGS, "chứng khoán")])
    ('giá vàng', 'Hà Nội', 'chứng khoán')
    """
    tags: list[str] = []
    for line in lines:
        if line.label is Label.TAGS:
            rest = strip_tags_prefix(line.text)
            text = _MORE_ABOUT.sub("", line.text) if rest is None else rest
            tags.extend(_split_tags(text))
    if not tags:
        tags = [tag for datum in metadata if datum.name == "tag" for tag in _split_tags(datum.value)]
    return _distinct(tags)


def part_links(text: str, links: Sequence[str]) -> str:
    """A line of tags with a comma between two links that follow each other without a sign, as each link is a tag.

    Args:
        text: The line as it was read.
        links: The texts of its links in order.

    >>> part_links("Từ khóa: Đồng Thápđê bao mới", ["Đồng Tháp", "đê bao mới"])
    'Từ khóa: Đồng Tháp, đê bao mới'
    """
    pieces: list[str] = []
    at = 0
    for link in links:
        first = text.find(link, at)
        if first < 0 or not link:
            continue
        between = text[at:first]
        pieces += ", " if pieces and not between.strip() else between, link
        at = first + len(link)
    return "".join((*pieces, text[at:]))


def spell_name(name: str) -> str:
    """A name that a paper prints in capitals in its usual spelling; initials stay.

    >>> spell_name("NGUYỄN XUÂN LONG"), spell_name("T.ĐẠT"), spell_name("Hà Vy")
    ('Nguyễn Xuân Long', 'T.ĐẠT', 'Hà Vy')
    """
    if not name.isupper() or "." in name or " " not in name or len(name) < MIN_CAPITALS_CHARS:
        return name
    return " ".join(part.capitalize() for part in name.split())


def _split_tags(text: str) -> list[str]:
    parts = (part.strip(" .\"'“”") for part in _TAG_SEPARATORS.split(text))
    return [part for part in parts if part and count_words(part) <= MAX_TAG_WORDS]


def _read_byline(text: str) -> tuple[tuple[str, ...], str]:
    """Names and outlet of a line that the labeller took for a byline."""
    text = strip_contacts(text)
    persons = split_persons(text)
    if persons or not text:
        return persons, ""
    bare = _BYLINE_FRAME.sub("", text).strip()
    found = parse_byline(text, single=True) or parse_byline(bare, single=True)
    if found is not None:
        return found.authors, found.source
    source = parse_source(text)
    if source is not None:
        return find_authors_in_source(source), source
    bare = split_date_line(bare) or bare  # 'cuLong, 14/12/2012' in a forum
    if bare and count_words(bare) <= MAX_PEN_NAME_WORDS and not any(mark in bare for mark in "?!:"):
        return (bare,), ""
    return (), ""


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for value in values:
        seen.setdefault(fold(value), value)
    return tuple(seen.values())
