"""How fast `re` and `regex` are with the patterns that work on every page: the reason why most patterns are `re`'s.

    python benchmarks/patterns.py

Runs each pattern over the text of the example pages with both and prints the ratio, the best of several rounds.
"""

from __future__ import annotations

import re
from pathlib import Path
from timeit import repeat

import regex

from vnnews import parse_page
from vnnews.mentions.tokens import _TOKEN
from vnnews.read.decode import _CLOSING_TAG, _MOJIBAKE_ONCE
from vnnews.segment.tokens import _TOKEN as _WORDS
from vnnews.text.characters import _WORD
from vnnews.text.repair import _CLEAN

ROOT = Path(__file__).resolve().parents[1]
PATTERNS = {
    "clean line (text/repair.py)": _CLEAN,
    "mojibake sign (read/decode.py)": _MOJIBAKE_ONCE,
    "closing tag (read/decode.py)": _CLOSING_TAG,
    "tokens of words (segment/tokens.py)": _WORDS,
    "tokens of names (mentions/tokens.py)": _TOKEN,
    "word with marks (text/characters.py)": _WORD,
}
ROUNDS = 7


def measure(pattern: re.Pattern[str] | regex.Pattern[str], lines: list[str]) -> float:
    """Seconds that it takes to find everything in the lines."""
    find = pattern.finditer
    return min(repeat(lambda: [None for line in lines for _ in find(line)], number=3, repeat=ROUNDS)) / 3


def main() -> None:
    pages = [parse_page(path.read_bytes()).text for path in sorted((ROOT / "examples" / "pages").iterdir())]
    lines = [line for page in pages for line in page.split("\n")] * 5
    for name, pattern in PATTERNS.items():
        flags = pattern.flags & (re.IGNORECASE | re.MULTILINE | re.VERBOSE | re.DOTALL)
        other = regex.compile(pattern.pattern, int(flags))
        ours, theirs = measure(pattern, lines), measure(other, lines)
        print(f"{name:40} re {ours * 1e3:7.2f} ms   regex {theirs * 1e3:7.2f} ms   {theirs / ours:5.2f}")


if __name__ == "__main__":
    main()
