"""What a tool writes above the text of a page: front matter, and the lines that Jina's reader begins with.

Takes the lines of a page. Gives what they state as metadata, and how many lines they are; the lines themselves are no text of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vnnews.models import Metadatum
from vnnews.text import read_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_LINES: Final = 60
"""Lines of front matter; the longest that tools write has about twenty."""
MAX_VALUE: Final = 2_000
ORIGIN: Final = "header"

_NAMES: Final = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "url": "url",
    "url source": "url",
    "source": "url",
    "source_url": "url",
    "sourceurl": "url",
    "hostname": "site",
    "sitename": "site",
    "site": "site",
    "description": "sapo",
    "excerpt": "sapo",
    "date": "published",
    "published": "published",
    "published time": "published",
    "published_time": "published",
    "categories": "section",
    "category": "section",
    "section": "section",
    "tags": "tag",
    "keywords": "tag",
    "image": "image",
}
"""Names of front matter (trafilatura, Jekyll and Hugo, Firecrawl) and of Jina's header, and what they are called here."""
_SPLIT: Final = frozenset(("tag", "author", "section"))

_KEY: Final = re.compile(r"(?P<name>[A-Za-z][\w -]{0,30}):(?:\s+(?P<value>.*))?")
_JINA_END: Final = re.compile(r"Markdown Content:\s*")
_JINA: Final = re.compile(r"(?P<name>Title|URL Source|Published Time|Number of Pages|Warning): ?(?P<value>.*)")


def read_header(lines: Sequence[str]) -> tuple[int, tuple[Metadatum, ...]]:
    """How many lines at the beginning are a header, and what they state.

    >>> read_header(["---", "title: Mưa lớn", "tags: [bão, lũ]", "---", "Phố ngập."])[0]
    4
    >>> read_header(["Title: Mưa lớn", "", "URL Source: https://bao.example/a", "", "Markdown Content:", "# Mưa lớn"])[1][1].value
    'https://bao.example/a'
    >>> read_header(["Title: Mưa lớn", "Phố ngập."])
    (0, ())
    """
    first = next((index for index, line in enumerate(lines[:MAX_LINES]) if line.strip()), 0)
    head = [line.rstrip() for line in lines[first : first + MAX_LINES]]
    if not head:
        return 0, ()
    if head[0] == "---":
        count = _front_matter(head)
        pattern = _KEY
    else:
        count = _jina(head)
        pattern = _JINA
    if not count:
        return 0, ()
    return first + count, tuple(_read_values(head[:count], pattern))


def _front_matter(head: Sequence[str]) -> int:
    """Lines of front matter: names with values between two lines of dashes, no blank line and no sentence among them."""
    for index, line in enumerate(head[1:], 1):
        if line == "---":
            return index + 1 if index > 1 and any(_is_known(above) for above in head[1:index]) else 0
        if not (_KEY.fullmatch(line) or line.startswith((" ", "- "))):
            return 0
    return 0


def _is_known(line: str) -> bool:
    match = _KEY.fullmatch(line)
    return match is not None and match["name"].lower() in _NAMES


def _jina(head: Sequence[str]) -> int:
    """Lines of Jina's header: from 'Title:' to 'Markdown Content:', with the address among them."""
    if not head[0].startswith(("Title:", "URL Source:")):
        return 0
    has_address = False
    for index, line in enumerate(head):
        if _JINA_END.fullmatch(line):
            return index + 1 if has_address else 0
        has_address = has_address or line.startswith("URL Source:")
    return 0


def _read_values(head: Sequence[str], pattern: re.Pattern[str]) -> Iterator[Metadatum]:
    """The values with a known name; items below a name are its values."""
    name = ""
    for line in head:
        match = pattern.fullmatch(line)
        if match:
            name = _NAMES.get(match["name"].lower(), "")
            value = match["value"] or ""
        else:
            value = line.strip().removeprefix("- ")
        if not name:
            continue
        value = value.strip(" \"'[]")[:MAX_VALUE]
        if name == "published":
            moment = read_date(value)
            value = moment.isoformat() if moment else ""
        for part in re.split(r"[,;]", value) if name in _SPLIT else [value]:
            if part.strip(" \"'"):
                yield Metadatum(name, part.strip(" \"'"), ORIGIN)
