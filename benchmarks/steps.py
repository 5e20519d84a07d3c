"""The steps of vnnews, each as a function of one prepared page: what `speed.py` times and `instructions.py` counts.

'light' is reading, labelling and assembling; 'everything' is what `vnnews.parse_page` does, with words and entities. The others are one
step alone, on what the steps before it have made of the page; the steps of text take the articles of the page, none where it holds none.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import _lru_cache_wrapper
from typing import NamedTuple

import vnnews
from vnnews.assemble import assemble_page
from vnnews.label import label_blocks
from vnnews.link import link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Document, Labelling
from vnnews.read import read_page
from vnnews.segment import segment, segment_sentences

LEAST_CACHE = 64
"""Smaller caches hold tables and weights, those without a bound too."""


class Prepared(NamedTuple):
    """A page and what each step makes of it."""

    html: str
    document: Document
    labelling: Labelling
    articles: tuple[Article, ...]
    mentions: tuple[object, ...]
    """What `find_mentions` gives for each article."""


def prepare(html: str) -> Prepared:
    document = read_page(html)
    labelling = label_blocks(document)
    articles = assemble_page(document, labelling).articles
    return Prepared(html, document, labelling, articles, tuple(map(find_mentions, articles)))


def run_light(page: Prepared) -> None:
    document = read_page(page.html)
    assemble_page(document, label_blocks(document))


def cut_sentences(page: Prepared) -> None:
    for article in page.articles:
        segment_sentences(article.text, passages=_lines_of(article))


def cut_words(page: Prepared) -> None:
    for article in page.articles:
        segment(article.text, passages=_lines_of(article))


def name_mentions(page: Prepared) -> None:
    for article in page.articles:
        find_mentions(article)


def link_mentions(page: Prepared) -> None:
    for article, mentions in zip(page.articles, page.mentions, strict=True):
        link_entities(article, mentions)


def find_caches() -> list[_lru_cache_wrapper[object]]:
    """Return the caches of lines, names and elements: emptied, a page is met as if for the first time, while the tables that load once stay."""
    wrappers = [found for found in gc.get_objects() if isinstance(found, _lru_cache_wrapper)]
    own = [found for found in wrappers if found.__module__.startswith("vnnews")]
    return [found for found in own if (found.cache_info().maxsize or 0) >= LEAST_CACHE]


def _lines_of(article: Article) -> tuple[tuple[int, int], ...]:
    return tuple(line for passage in article.passages for line in passage.lines())


WHOLE: dict[str, Callable[[Prepared], object]] = {
    "light": run_light,
    "everything": lambda page: vnnews.parse_page(page.html),
}
ALONE: dict[str, Callable[[Prepared], object]] = {
    "read": lambda page: read_page(page.html),
    "label": lambda page: label_blocks(page.document),
    "assemble": lambda page: assemble_page(page.document, page.labelling),
    "sentences": cut_sentences,
    "words": cut_words,
    "mentions": name_mentions,
    "link": link_mentions,
}
STEPS = WHOLE | ALONE
