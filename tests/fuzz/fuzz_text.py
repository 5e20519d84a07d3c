"""Coverage-guided fuzzing of decoding and repair: any bytes give text or a VnnewsError, and repair repeated changes nothing more.

    pip install atheris
    python tests/fuzz/fuzz_text.py CORPUS -max_total_time=600 -max_len=512 -timeout=10

CORPUS is a folder for the inputs that the fuzzer finds worth keeping; it is filled from tests/cases/repair.txt when it is empty.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["vnnews"]):
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


def test_one_input(data: bytes) -> None:
    """Try one input, as bytes and as the text they are."""
    check(data.decode(errors="replace"))
    try:
        text = decode_page(data)
    except vnnews.VnnewsError:
        return
    detect_kind(text)
    check(text)


def fill_corpus(folder: Path) -> None:
    """Put the damaged texts of the table into an empty corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines()):
        if not line.startswith(("original: ", "fixed: ")):
            continue
        text = line.partition(": ")[2]
        (folder / f"{number}-utf8").write_bytes(text.encode())
        for codec in LEGACY:
            (folder / f"{number}-{codec}").write_bytes(text.encode(codec, "ignore"))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        if not argument.startswith("-") and not Path(argument).is_file():
            fill_corpus(Path(argument))
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
