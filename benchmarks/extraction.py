"""Body extraction of vnnews and its peers side by side, in one process, over a folder of HTML pages.

usage: python benchmarks/extraction.py [FOLDER] [--annotations FOLDER] [--rounds N] [--systems a,b]

FOLDER holds the pages (`*.html`; default: examples/pages). Where a page has a gold list of its lines (`<name>.lines` beside it) and their
labels (`<name>.json` in the annotations' folder, `{"labels": [[first, last, label], …]}`), the text is scored: precision, recall and F1 over
multisets of four consecutive words, macro average; captions and title count neither way. Pages whose gold has no sapo, heading or body
line, or whose `type` is 'listing', hold no article: for them the pages are counted for which a system returns text. Times are the best of
N rounds over all pages; read the ratios, not the milliseconds. Systems that are not installed are left out with a note.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import peers
from peers import Extractor

ROOT = Path(__file__).resolve().parent.parent
MAIN = frozenset({"sapo", "heading", "body"})
NEUTRAL = frozenset({"caption", "title"})
SHINGLE_WORDS = 4
MIN_INVENTED = 60
"""Shingles from which a system has returned text for a page without an article."""


class Gold(NamedTuple):
    """What a page's annotation says: its main text, and the text that counts neither way."""

    main: Counter[tuple[str, ...]]
    neutral: Counter[tuple[str, ...]]
    has_article: bool


def load_vnnews() -> Extractor:
    from vnnews.assemble import assemble_page
    from vnnews.label import label_blocks
    from vnnews.read import read_page

    def extract(html: str) -> str:
        document = read_page(html, kind="html")
        articles = assemble_page(document, label_blocks(document)).articles
        return f"{articles[0].sapo}\n{articles[0].body}" if articles else ""

    return extract


SYSTEMS: dict[str, Callable[[], Extractor]] = {"vnnews": load_vnnews, **peers.EXTRACTORS}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    count = max(1, len(words) - SHINGLE_WORDS + 1) if words else 0
    return Counter(tuple(words[start : start + SHINGLE_WORDS]) for start in range(count))


def read_gold(page: Path, annotations: Path) -> Gold | None:
    lines_file, annotation = page.with_suffix(".lines"), annotations / f"{page.stem}.json"
    if not lines_file.exists() or not annotation.exists():
        return None
    lines = lines_file.read_text(encoding="utf-8").splitlines()
    gold = json.loads(annotation.read_text(encoding="utf-8"))
    text: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for first, last, label in gold["labels"]:
        kind = True if label in MAIN else False if label in NEUTRAL else None
        text[kind] += lines[first - 1 : last]
    main = shingles("\n".join(text[True]))
    return Gold(main, shingles("\n".join(text[False])), bool(main) and gold.get("type") != "listing")


def score(found: Counter[tuple[str, ...]], gold: Gold) -> tuple[float, float, float]:
    right = (found & gold.main).total()
    wrong = ((found - gold.main) - gold.neutral).total()
    missed = (gold.main - found).total()
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def time_pages(extractors: dict[str, Extractor], pages: list[str], rounds: int) -> dict[str, float]:
    """Milliseconds a page for each system: the sum over the pages of each page's best round."""
    times = peers.take_turns(extractors, pages, rounds)
    return {name: 1000 * sum(map(min, by_page)) / len(pages) for name, by_page in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "pages")
    parser.add_argument("--annotations", type=Path, help="default: the folder itself")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--systems", default=",".join(SYSTEMS))
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.html"))
    if not files:
        sys.exit(f"no *.html in {options.folder}")
    pages = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    golds = [read_gold(file, options.annotations or options.folder) for file in files]
    articles = [(page, gold) for page, gold in zip(pages, golds, strict=True) if gold and gold.has_article]
    others = [page for page, gold in zip(pages, golds, strict=True) if gold and not gold.has_article]
    print(f"{len(pages)} pages, {len(articles)} with a gold article, {len(others)} known to hold none")
    extractors, absent = peers.load_present({name: SYSTEMS[name] for name in options.systems.split(",")})
    for name, why in absent.items():
        print(f"{name:18} left out: {why}")
    times = time_pages(extractors, pages, options.rounds)
    for name, extract in extractors.items():
        row = f"{name:18} {times[name]:8.2f} ms a page"
        if "trafilatura" in times:
            row += f"  {times[name] / times['trafilatura']:5.2f} x trafilatura"
        if articles:
            scores = [score(shingles(extract(page)), gold) for page, gold in articles]
            row += "  P {:.3f}  R {:.3f}  F1 {:.3f}".format(
                *(sum(column) / len(scores) for column in zip(*scores, strict=True))
            )
        if others:
            row += f"  invented {sum(shingles(extract(page)).total() > MIN_INVENTED for page in others)}/{len(others)}"
        print(row)
    if "vnnews" in times and "trafilatura" in times:
        print(f"vnnews / trafilatura: {times['vnnews'] / times['trafilatura']:.3f}")
    if not articles:
        print("no gold annotations beside these pages: F1 left out")


if __name__ == "__main__":
    main()
