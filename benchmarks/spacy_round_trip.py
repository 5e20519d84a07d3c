"""Whether the spaCy tokenizer keeps every character of a great many lines, and how fast it is.

usage: zcat CORPUS | python benchmarks/spacy_round_trip.py [--lines 100000]

Takes lines from standard input; of JSON lines the field `text` or `body`, cut at its line breaks. Each tenth line is decomposed (NFD) first, as some
programs write Vietnamese. Prints how many lines came back otherwise than they went in.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import unicodedata
from collections.abc import Iterator
from itertools import islice

import spacy


def read_lines() -> Iterator[str]:
    for line in sys.stdin:
        if line.startswith("{"):
            record = json.loads(line)
            yield from (record.get("text") or record.get("body") or "").split("\n")
        else:
            yield line.rstrip("\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=100_000)
    options = parser.parse_args()
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "vnnews.Tokenizer.v1"}}})
    number = changed = tokens = 0
    began = time.perf_counter()
    for number, line in enumerate(islice(filter(str.strip, read_lines()), options.lines), 1):
        text = unicodedata.normalize("NFD", line) if number % 10 == 0 else line
        doc = nlp.make_doc(text)
        tokens += len(doc)
        changed += doc.text != text or "".join(token.text_with_ws for token in doc) != text
    seconds = time.perf_counter() - began
    print(f"{number} lines, {tokens} tokens, {changed} lines changed, {seconds:.0f} s, {tokens / seconds:.0f} tokens/s")


if __name__ == "__main__":
    main()
