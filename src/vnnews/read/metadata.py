"""What an HTML page states about itself: JSON-LD, OpenGraph, meta tags, canonical link, title and time elements.

Takes the element tree that `read_page` has built, gives `Metadatum`s in the order JSON-LD, OpenGraph, meta, html, each value as the
page writes it, except that entities are resolved, white space is collapsed and dates are ISO 8601 (+07:00 when no zone is named).
Decides which JSON-LD object describes the page, and which meta names mean the same. It does not decide which of two values is
right: `assemble` does. Known limit: what scripts write later is not seen.

Names: title, sapo, published, modified, created, time (a date with unknown meaning), author, section, breadcrumb, tag, keyword
(search-engine keywords), url, site, image, type, language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnnews.models import Metadatum
from vnnews.read.json_ld import read_json_ld
from vnnews.text import read_date
from vnnews.text.forms import compose

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_ELEMENTS: Final = 500
"""How many meta, time and script elements are looked at; the richest development page has 86."""

MAX_VALUE: Final = 2_000
"""Characters kept of a value; the longest description of the development pages has 514."""

MAX_TIMES: Final = 3
"""How many time elements are kept: the first ones belong to the article, the others to teasers."""

MAX_COMMENT_DEPTH: Final = 8
"""Elements around a meta element that are looked at for a comment's name; the deepest of usual systems stands four below."""

MAX_NAME: Final = 200
"""Characters of such a name that are looked at."""

_SELECTOR: Final = 'title, meta, link[rel="canonical"], script[type="application/ld+json"], time, [itemprop="datePublished"], [itemprop="dateModified"]'
_DATE_NAMES: Final = frozenset({"published", "modified", "created", "time"})

_META: Final = {
    "title": "og:title twitter:title dc.title dcterms.title title headline parsely-title its_title",
    "sapo": "og:description description twitter:description dc.description dcterms.description abstract",
    "published": "article:published_time article:published og:published_time og:article:published_time pubdate publishdate publish-date "
    "publish_date published_time publishtime publication_date datepublished dc.date.issued dcterms.issued dcterms.date "
    "cxenseparse:publishtime cxenseparse:recs:publishtime sailthru.date parsely-pub-date bt:pubdate article_date_original "
    "article_publish_date citation_publication_date vr:published_time uploaddate publisheddate published_date published-date "
    "release_date og:release_date video:release_date dateissued issued",
    "modified": "article:modified_time article:modified og:updated_time og:modified_time og:article:modified_time lastmod last-modified "
    "datemodified dcterms.modified dc.date.modified article_updatetime modified_time updated_at updatetime update_time",
    "created": "datecreated dc.date.created dcterms.created created created_at date_created",
    "time": "date dc.date its_publishdate",
    "author": "author article:author og:article:author dc.creator dcterms.creator parsely-author sailthru.author cxenseparse:author byl",
    "section": "article:section og:article:section articlesection its_section parsely-section cxenseparse:section",
    "tag": "article:tag og:article:tag news_keywords parsely-tags its_tag",
    "keyword": "keywords",
    "url": "og:url twitter:url",
    "site": "og:site_name application-name sourceorganization",
    "image": "og:image twitter:image twitter:image:src",
    "type": "og:type",
    "language": "content-language og:locale inlanguage",
}
_MEANING: Final = {name: meaning for meaning, names in _META.items() for name in names.split()}
_ADDRESSES: Final = frozenset({"url", "image"})
_SPLIT: Final = frozenset({"tag", "keyword"})

_SPACES = re.compile(r"\s+")
_WEB_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_PUBLISH_WORD = re.compile(r"publish|pubdate|post(?:ed)?[-_]?(?:date|time|on)|ngay[-_]?dang", re.IGNORECASE)
_UPDATE_WORD = re.compile(r"updat|modif", re.IGNORECASE)
_COMMENT_NAME = re.compile(r"comment|\bbinh-?luan|\bcmt", re.IGNORECASE)


def read_metadata(tree: LexborHTMLParser) -> tuple[Metadatum, ...]:
    """Return what the page states about itself, the most trustworthy origin first.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> page = "<title>Giá gạo tăng - Báo Lúa</title><meta property='article:published_time' content='2022-01-21 08:12'>"
    >>> for item in read_metadata(LexborHTMLParser(page)):
    ...     print(item.name, item.value, item.origin, sep=" | ")
    published | 2022-01-21T08:12:00+07:00 | opengraph
    title | Giá gạo tăng - Báo Lúa | html
    """
    scripts: list[str] = []
    found: list[Metadatum] = []
    times = 0
    for node in tree.css(_SELECTOR)[:MAX_ELEMENTS]:
        tag = node.tag
        if tag == "meta":
            found.extend(_read_meta(node))
        elif tag == "script":
            scripts.append(node.text() or "")
        elif tag == "title":
            if node.parent is not None and node.parent.tag == "head":  # an svg has titles too
                found.extend(_clean("title", node.text(), "html"))
        elif tag == "link":
            found.extend(_clean("url", node.attributes.get("href"), "html"))
        elif times < MAX_TIMES:
            times += 1
            found.extend(_read_time(node))
    structured = [
        Metadatum(item.name, value.value, item.origin)
        for item in read_json_ld(scripts)
        for value in _clean(*_fields(item))
    ]
    order = {"json-ld": 0, "opengraph": 1, "meta": 2, "html": 3}
    return tuple(dict.fromkeys(sorted((*structured, *found), key=lambda item: order[item.origin])))


def _fields(item: Metadatum) -> tuple[str, str, str]:
    return item.name, item.value, item.origin


def _read_meta(node: LexborNode) -> Iterator[Metadatum]:
    attributes = node.attributes
    content = attributes.get("content")
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        names = attributes.get(attribute)
        if not names:
            continue
        for key in names.lower().split()[:3]:
            name = _MEANING.get(key)
            if name and not (attribute == "itemprop" and is_in_comment(node)):
                is_open = key.startswith(("og:", "article:"))
                yield from _clean(name, content, "opengraph" if is_open else "meta")
        if attribute == "name" and "itemprop" in attributes and _MEANING.get(names.lower()) is None:
            continue  # <meta name="x" itemprop="datePublished">
        return


def is_in_comment(node: LexborNode) -> bool:
    """Whether an element stands in a reader's comment, by the names of the elements around it.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> page = LexborHTMLParser("<div itemprop=comment><meta itemprop=author content='Hải Yến'></div>")
    >>> is_in_comment(page.css_first("meta"))
    True
    """
    above = node.parent
    for _ in range(MAX_COMMENT_DEPTH):
        if above is None or above.tag in ("body", "html"):
            return False
        attributes = above.attributes
        if any(
            _COMMENT_NAME.search(attributes.get(key) or "", 0, MAX_NAME)
            for key in ("itemprop", "itemtype", "class", "id")
        ):
            return True
        above = above.parent
    return False


def _read_time(node: LexborNode) -> Iterator[Metadatum]:
    """A `time` element, or any element that microdata calls the date of publication."""
    attributes = node.attributes
    value = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or node.text()
    role = attributes.get("itemprop") or ""
    words = " ".join(filter(None, (role, attributes.get("class"), attributes.get("id"), attributes.get("data-role"))))
    if _UPDATE_WORD.search(words):
        name = "modified"
    elif "pubdate" in attributes or _PUBLISH_WORD.search(words):
        name = "published"
    else:
        name = "time"
    yield from _clean(name, value, "html")


def _clean(name: str, value: str | None, origin: str) -> Iterator[Metadatum]:
    """The value in the library's form; nothing when it is empty or no date where a date belongs."""
    if not value:
        return
    value = _SPACES.sub(" ", html.unescape(value[:MAX_VALUE]) if "&" in value else value[:MAX_VALUE]).strip()
    if name in _DATE_NAMES:
        moment = read_date(value)
        if moment:
            yield Metadatum(name, moment.isoformat(), origin)
        return
    value = compose(value)
    if name in _ADDRESSES:
        value = f"https:{value}" if value.startswith("//") else value
        if not _WEB_ADDRESS.match(value) or value.startswith("www"):
            return  # 'javascript:…', '/a.html'
    if name in _SPLIT:
        for part in re.split(r"[,;]", value):
            tag = part.strip(" \t.#\"'")
            if tag:
                yield Metadatum(name, tag, origin)
        return
    if name == "author":
        value = value.strip(" -–|,/")
        if _WEB_ADDRESS.match(value):
            return
    if value and not (
        value.startswith("{") and value.endswith("}")
    ):  # '{{title}}': a template that was never filled in
        yield Metadatum(name, value, origin)
