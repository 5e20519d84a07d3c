"""Decoding and repair: any bytes give text or a VnnewsError, every change has a step, and folding twice is folding once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import vnnews
from vnnews.read.decode import decode_page, detect_kind
from vnnews.text import deaccent, find_date, fold, fold_letters, repair

CASES = Path(__file__).resolve().parents[1] / "cases" / "repair.txt"
LEGACY = ("cp1258", "latin-1", "utf-16-le")
"""Codecs in which each case is a seed too, where they can write it."""


def check(text: str) -> None:
    """Raise when a promise about text is broken."""
    repaired = repair(text)
    if repaired.text != text and not repaired.steps:
        raise AssertionError("a change without a step")
    if not unicodedata.is_normalized("NFC", repaired.text):
        raise AssertionError("repaired text is not NFC")
    composed = unicodedata.normalize("NFC", text)
    if len(fold_letters(composed)) != len(composed):
        raise AssertionError("folding letters moved an offset")
    if fold(fold(text)) != fold(text) or deaccent(deaccent(text)) != deaccent(text):
        raise AssertionError("folding twice is not folding once")
    find_date(text)


def try_one(data: bytes) -> None:
    """Try one input, as bytes and as the text they are."""
    check(data.decode(errors="replace"))
    try:
        text = decode_page(data)
    except vnnews.VnnewsError:
        return
    detect_kind(text)
    check(text)


def seeds() -> Iterator[tuple[str, bytes]]:
    """The damaged texts of the table."""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines()):
        if not line.startswith(("original: ", "fixed: ")):
            continue
        text = line.partition(": ")[2]
        yield f"{number}-utf8", text.encode()
        for codec in LEGACY:
            yield f"{number}-{codec}", text.encode(codec, "ignore")
