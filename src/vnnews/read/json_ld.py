"""The JSON-LD of a page: which of its objects describes the page, and what it says.

Takes the texts of the `application/ld+json` scripts, gives raw `Metadatum`s. Broken JSON is mended where the mending is safe (raw
line breaks, comments, trailing commas, escaped quotation marks); of what stays broken the type, the headline and the dates are picked out. Decides that a page with one article object is described by
it, and that of an item list, a site or an organisation only the type is told. A reference by @id is followed where it
stands for an author.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import msgspec

from vnnews.errors import UNDECODABLE
from vnnews.models import Metadatum
from vnnews.text.late import compile_late

MAX_SCRIPTS: Final = 20
MAX_SCRIPT_CHARS: Final = 500_000
"""Longer scripts are left out; the longest of the development pages has 1,443 characters, but some papers put the article's body in."""

MAX_OBJECTS: Final = 100
"""How many objects of a page are looked at."""

MAX_ITEMS: Final = 50
"""How many values of a list are kept: authors, tags, breadcrumbs."""

_ARTICLE_TYPE: Final = compile_late(
    r"Article$|Posting$|^Report$|^Review$|^(?:Image|Media)Gallery$|^VideoObject$|^AudioObject$|^(?:About|Item)?Page$"
)
_STRONG_TYPE: Final = re.compile(r"Article$|Posting$|^Report$|^Review$")
_WRAPPERS: Final = ("@graph", "mainEntity", "mainentity")
_COMMENTS: Final = compile_late(r"^\s*(?:<!--|//\s?<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s?\]\]>|\]\]>)\s*$")
_TRAILING_COMMA: Final = re.compile(r",(\s{0,200}[}\]])")

_BROKEN_FIELD: Final = compile_late(
    r'"(@type|datePublished|dateModified|dateCreated)"\s{0,9}:\s{0,9}"([^"\n]{1,60})"|"headline"\s{0,9}:\s{0,9}"([^\n]{1,500}?)"\s{0,9},?\s{0,99}(?=["}])'
)

_FIELDS: Final = (
    ("headline", "title"), ("name", "title"), ("description", "sapo"), ("datepublished", "published"), ("uploaddate", "published"),
    ("datemodified", "modified"), ("datecreated", "created"), ("author", "author"), ("creator", "author"),
    ("articlesection", "section"), ("keywords", "tag"), ("url", "url"), ("mainentityofpage", "url"), ("publisher", "site"),
    ("image", "image"), ("inlanguage", "language"),
)  # fmt: skip
_URL_FIELDS: Final = frozenset({"url", "image"})


def read_json_ld(scripts: Sequence[str]) -> list[Metadatum]:
    """Return what the JSON-LD says of the page; unknown and broken parts are left out.

    >>> read_json_ld(['{"@type": "NewsArticle", "headline": "Lũ lên nhanh", "author": {"name": "Minh An"},}'])[1].value
    'Lũ lên nhanh'
    """
    objects = [thing for script in scripts[:MAX_SCRIPTS] for thing in _objects(_load(script))][:MAX_OBJECTS]
    typed = [(_types(thing), thing) for thing in objects]
    found = [Metadatum("type", kind, "json-ld") for kinds, _ in typed for kind in kinds]
    for kinds, thing in typed:
        if "BreadcrumbList" in kinds:
            found.extend(_breadcrumbs(thing))
    described = [thing for kinds, thing in typed if any(_STRONG_TYPE.search(kind) for kind in kinds)]
    described = described or [thing for kinds, thing in typed if any(_ARTICLE_TYPE.search(kind) for kind in kinds)]
    if described:
        found.extend(_describe(described[0], {thing["@id"]: thing for thing in objects if _is_named(thing)}))
    return found


def _is_named(thing: dict[str, Any]) -> bool:
    """Whether other objects can refer to an object for its name."""
    return isinstance(thing.get("@id"), str) and "name" in thing


def _load(script: str) -> Any:
    """The parsed script, or None when it is too long or beyond mending."""
    if len(script) > MAX_SCRIPT_CHARS:
        return None
    try:
        return msgspec.json.decode(script)
    except UNDECODABLE:
        pass
    mended = _TRAILING_COMMA.sub(r"\1", _COMMENTS.sub("", script).strip().rstrip(";"))
    if "&quot;" in mended and '"' not in mended:  # a CMS that escapes the whole script
        mended = html.unescape(mended)
    try:
        return json.loads(mended, strict=False)  # raw line breaks inside strings
    except (ValueError, RecursionError):
        return _pick_out(mended)


def _pick_out(script: str) -> dict[str, str]:
    """The first type, headline and dates of a script that no parser takes: '"headline": "Bão "to" vào bờ",'."""
    found: dict[str, str] = {}
    for field in islice(_BROKEN_FIELD.finditer(script), MAX_OBJECTS):
        key = field[1] or "headline"
        if key != "@type" or _STRONG_TYPE.search(field[2] or ""):
            found.setdefault(key, field[2] or field[3])
    return found if "@type" in found else {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects of a document: the top one, or those of its list, graph or main entity."""
    pending = [data]
    for _ in range(MAX_OBJECTS):
        if not pending:
            return
        thing = pending.pop(0)
        if isinstance(thing, list):
            pending[:0] = thing[:MAX_OBJECTS]
        elif isinstance(thing, dict):
            yield thing
            pending[:0] = [thing[key] for key in _WRAPPERS if isinstance(thing.get(key), (dict, list))]


def _types(thing: dict[str, Any]) -> list[str]:
    """The types of an object, without the vocabulary's address."""
    kinds = thing.get("@type", thing.get("type"))
    return [
        kind.rsplit("/", 1)[-1][:100]
        for kind in (kinds if isinstance(kinds, list) else [kinds])[:5]
        if isinstance(kind, str)
    ]


def _describe(thing: dict[str, Any], named: dict[str, dict[str, Any]]) -> Iterator[Metadatum]:
    """The values of an article object; keys are compared without case, as one paper writes 'Name'; `named` are the page's objects by @id."""
    lowered = {key.lower(): value for key, value in thing.items()}
    names: set[str] = set()
    for key, name in _FIELDS:
        if name in names and name not in {"author"}:
            continue
        stated = lowered.get(key)
        if name == "author":
            stated = [_resolve(item, named) for item in (stated if isinstance(stated, list) else [stated])[:MAX_ITEMS]]
        for value in _values(stated, is_url=name in _URL_FIELDS):
            names.add(name)
            yield Metadatum(name, value, "json-ld")


def _resolve(item: Any, named: dict[str, dict[str, Any]]) -> Any:
    """The object that an item refers to: {"@id": "#lan"} for {"@id": "#lan", "@type": "Person", "name": "Lê Lan"}."""
    if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
        return named.get(item["@id"], item)
    return item


def _values(value: Any, *, is_url: bool) -> Iterator[str]:
    """The plain strings of a value: itself, its items, or the name (the address) of an object."""
    for item in (value if isinstance(value, list) else [value])[:MAX_ITEMS]:
        plain = item
        if isinstance(item, dict):
            keys = {key.lower(): inner for key, inner in item.items()}
            plain = keys.get("url", keys.get("@id")) if is_url else keys.get("name")
            if isinstance(plain, list) and plain:
                plain = plain[0]
        if isinstance(plain, (int, float)) and not isinstance(plain, bool):
            plain = str(plain)
        if isinstance(plain, str) and plain.strip():
            yield plain


def _breadcrumbs(thing: dict[str, Any]) -> Iterator[Metadatum]:
    items = thing.get("itemListElement")
    for item in (items if isinstance(items, list) else [items])[:MAX_ITEMS]:
        if isinstance(item, dict):
            inner = item.get("item")
            name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
            if isinstance(name, str) and name.strip():
                yield Metadatum("breadcrumb", name, "json-ld")
