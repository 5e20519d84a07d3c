"""The compiled core against plain Python: the words, the scores and the tokens of mentions of whatever a page holds are the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

import vnnews
from vnnews.mentions.tokens import Tokens
from vnnews.models import Segmentation
from vnnews.native import VARIABLE, load_core
from vnnews.read import read_page
from vnnews.segment import segment
from vnnews.segment.crf import model
from vnnews.segment.crf.decoder import Decoder
from vnnews.segment.tokens import cut_tokens

TESTS = Path(__file__).resolve().parents[1]
PAGES = sorted([*TESTS.parent.glob("examples/pages/*.*"), *TESTS.glob("golden/*/*/page.*")])


@cache
def load_both() -> tuple[Decoder, Decoder]:
    """The decoder with the core, and the one without."""
    with patch.dict(os.environ, {VARIABLE: ""}):
        native = model._load()
    with patch.dict(os.environ, {VARIABLE: "1"}):
        pure = model._load()
    return native, pure


def segment_with(decoder: Decoder, text: str, own: Sequence[str] = ()) -> Segmentation:
    """The words of a text, as this decoder says."""
    with patch.object(model, "_LOADED", [decoder]):
        return segment(text, user_words=own)


def read_passage(text: str, pure: str) -> list[object]:
    """All that the grammar of mentions sees of a passage."""
    with patch.dict(os.environ, {VARIABLE: pure}):
        tokens = Tokens(text, 0, len(text))
    return [getattr(tokens, name) for name in Tokens.__slots__]


def check(text: str) -> None:
    """Raise when the two differ."""
    native, pure = load_both()
    if segment_with(native, text) != segment_with(pure, text):
        raise AssertionError("other words")
    for line in text.splitlines():
        tokens = [line[start:end] for start, end in cut_tokens(line)]
        if native.score(tokens) != pure.score(tokens):
            raise AssertionError(f"other scores: {tokens}")
        if read_passage(line, "") != read_passage(line, "1"):
            raise AssertionError(f"other tokens of mentions: {line!r}")


def try_one(data: bytes) -> None:
    """Try one page; all of its lines, furniture too."""
    if load_core("ngrams") is None:
        return
    try:
        text = read_page(data).text
    except vnnews.VnnewsError:
        return
    check(text)


def seeds() -> Iterator[tuple[str, bytes]]:
    """The example pages and those of the golden tests."""
    for page in PAGES:
        yield f"{page.parent.name}-{page.name}", page.read_bytes()
