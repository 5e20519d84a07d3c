"""Sentences, mentions and links: any text gives spans that hold, or a VnnewsError."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from vnnews import gazetteer
from vnnews.errors import VnnewsError
from vnnews.link import link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage
from vnnews.segment import segment_sentences
from vnnews.segment.tokens import cut_tokens

CASES = Path(__file__).resolve().parents[1] / "cases" / "mentions.txt"
BRACKETS = re.compile(r"\[(?:[a-z_]+ )?|\]")
DAYS = (date(2015, 5, 1), date(2025, 8, 1), None)
"""Before and after the reform of 2025, and unknown."""


def check(text: str) -> None:
    """Raise when a promise about spans is broken."""
    sentences = segment_sentences(text).sentences
    if "".join("".join(s.text.split()) for s in sentences) != "".join(text.split()):
        raise AssertionError("the sentences do not cover the text")
    tokens = cut_tokens(text)
    if any(start < end_before for (_, end_before), (start, _) in pairwise(tokens)):
        raise AssertionError("tokens overlap")
    article = Article(text[:20], text=text, passages=(Passage("body", 0, len(text), text),), sentences=sentences)
    for day in DAYS:
        mentions = find_mentions(article, on=day)
        found = link_entities(article, mentions, on=day)
        for entity in (*found.provinces, *found.agencies, *found.officials):
            for mention in entity.mentions:
                if text[mention.start : mention.end] != mention.text:
                    raise AssertionError(f"{mention.rule} {mention.start}:{mention.end} is not the text")
    for look_up in (gazetteer.province, gazetteer.agency, gazetteer.expand, gazetteer.successors):
        look_up(text[:100])


def try_one(data: bytes) -> None:
    """Try one input as text."""
    text = unicodedata.normalize("NFC", data.decode(errors="replace")).strip()
    try:
        check(text)
    except VnnewsError:
        return


def seeds() -> Iterator[tuple[str, bytes]]:
    """The sentences of the table."""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines()):
        if line and not line.startswith("#"):
            yield str(number), BRACKETS.sub("", line.partition(" => ")[0]).encode()
