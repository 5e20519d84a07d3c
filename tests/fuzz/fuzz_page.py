"""The front door: any bytes give a page whose spans hold, or a VnnewsError."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import vnnews
import vnnews.assemble
import vnnews.label
import vnnews.link
import vnnews.mentions
import vnnews.read
import vnnews.text

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "pages"
PIECE = 2048
"""Bytes of a page in one seed: short inputs let the fuzzer try more of them."""
WITHOUT_WORDS = vnnews.Pipeline(words=False)


def check(page: vnnews.Page) -> None:
    """Raise when a promise about spans is broken."""
    covered = "".join("".join(block.text.split()) for block in page.blocks)
    if covered != "".join(page.text.split()):
        raise AssertionError("the blocks do not cover the page")
    for block in page.blocks:
        if page.text[block.start : block.end] != block.text:
            raise AssertionError(f"block {block.start}:{block.end} is not the page's text")
    for article in page.articles:
        spans = [*article.passages, *article.sentences, *article.captions]
        spans += [
            mention
            for entity in (*article.provinces, *article.agencies, *article.officials)
            for mention in entity.mentions
        ]
        for span in spans:
            if article.text[span.start : span.end] != span.text:
                raise AssertionError(f"{type(span).__name__} {span.start}:{span.end} is not the article's text")


def try_one(data: bytes) -> None:
    """Try one input, as bytes and as the text they decode to."""
    for raw in (data, data.decode(errors="replace")):
        try:
            check(WITHOUT_WORDS.parse_page(raw))
        except vnnews.VnnewsError:
            continue


def seeds() -> Iterator[tuple[str, bytes]]:
    """Pieces of the example pages."""
    for path in sorted(EXAMPLES.iterdir()):
        raw = path.read_bytes()
        for start in range(0, len(raw), PIECE):
            yield f"{path.name}-{start}", raw[start : start + PIECE]
