"""Annotated pages as Common Crawl flattens them into WET files, scored beside the same pages flattened by blocks.

usage: python benchmarks/wet.py GOLD [--away 5] [--labeller FILE]

GOLD is a folder with `evaluate.py`, `shapes.py`, `folds.tsv` and `dev/docs`, `dev/ann` (annotated pages; they belong to their papers and are
not part of this repository). Each HTML page is written as a record of a WET file: the title, then the text, a line for each block, nothing
at inline tags, no script and no style. The file is read back as `vnnews run` reads it, the labels of the annotated lines are carried over, and
the folds that are worked on stand beside the fold that is kept away, of which no error is shown. The weights that ship have seen all of them; with
`--labeller`, those that `tools/train_labeller.py GOLD/dev tests/cases --away 5 -o FILE` learns have not seen the fold that is kept away.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

from vnnews.batch.tables import unpack
from vnnews.batch.web_archives import read_warc

_NAMES = """
    address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p pre section select summary table tbody textarea tfoot thead title tr ul
    """
BLOCKS = frozenset(_NAMES.split())
CELLS = frozenset(("td", "th"))
UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe"))
MEASURES = ("main_macro", "lines_right", "labels_macro_f1")
LIMIT = 64 << 20


class _Flattener(HTMLParser):
    """Text by blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in UNSEEN
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(" ".join(data.split()).join(" " * side for side in (data[:1].isspace(), data[-1:].isspace())) if data.strip() else " ")  # fmt: skip

    def _part(self, tag: str) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")
        elif tag in CELLS:
            self.parts.append(" ")


def flatten(html: str) -> str:
    r"""Return a page as the text of a WET record.

    >>> flatten("<title>Tin</title><p>Mưa <b>lớn</b><br>ở Huế</p><script>x</script>")
    'Tin\nMưa lớn\nở Huế'
    """
    flattener = _Flattener()
    flattener.feed(html)
    lines = (" ".join(line.split()) for line in "".join(flattener.parts).split("\n"))
    return "\n".join(filter(None, lines))


def write_wet(pages: dict[str, str]) -> bytes:
    """Return texts by address as a WET file."""
    records = []
    for number, (address, text) in enumerate(pages.items()):
        body = text.encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + body + b"\r\n\r\n", 1))
    return b"".join(records)


def read_wet(data: bytes) -> dict[str, str]:
    """Return the texts of a WET file by address, as a run reads them."""
    rows = (unpack(row) for _, row in read_warc(io.BytesIO(data), LIMIT) if isinstance(row, bytes))
    return {row["url"]: row["html"] for row in rows}


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(path.parent))
    spec.loader.exec_module(module)
    return module


_WITH = "import runpy, sys, vnnews.pipeline as p; p._DEFAULT = p.Pipeline(labeller=sys.argv[1]); del sys.argv[:2]; sys.argv.insert(0, ''); runpy.run_path({script!r}, run_name='__main__')"
"""How the scorer, which calls `vnnews.parse_page`, is started with other weights."""


def score(gold: Path, folder: Path, names: list[str], labeller: str) -> tuple[dict[str, float], str]:
    """Return F1 by measure, and how many pages without an article had text invented."""
    out = folder / "scores.json"
    start = [sys.executable, "-W", "ignore", "-c", _WITH.format(script=str(gold / "evaluate.py")), labeller]
    arguments = [str(folder / "docs"), str(folder / "ann"), "--ids", ",".join(names), "--json", str(out)]
    subprocess.run([*start, *arguments], check=True, capture_output=True)
    scores = json.loads(out.read_text())["scores"]
    without = scores.get("no_article_pages", {})
    figures = {name: scores[name]["f1"] for name in MEASURES if name in scores}
    return figures, f"{without.get('text_invented', 0)}/{without.get('pages', 0)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--away", default="5", help="the fold that is kept away")
    parser.add_argument("--labeller", default="", help="weights that have not seen the fold that is kept away")
    options = parser.parse_args()
    with (options.gold / "folds.tsv").open(encoding="utf-8") as stream:
        folds = {row["id"]: row["fold"] for row in csv.DictReader(stream, delimiter="\t")}
    docs, annotations = options.gold / "dev" / "docs", options.gold / "dev" / "ann"
    sources = {name: (docs / f"{name}.html").read_text("utf-8") for name in folds if (docs / f"{name}.html").exists()}
    pages = {f"https://bao.example/{name}": flatten(html) for name, html in sources.items()}
    read = read_wet(write_wet(pages))
    lost = [address for address in pages if read.get(address, "") != pages[address]]
    print(f"{len(pages)} pages as a WET file, {len(lost)} not read back as they were written")
    by_source = {html: read.get(f"https://bao.example/{name}", "") for name, html in sources.items()}

    shapes = load(options.gold / "shapes.py")
    shapes.SHAPES = {"wet": by_source.__getitem__, "alts": shapes.SHAPES["alts"]}
    for shape in shapes.SHAPES:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            sys.argv = ["shapes.py", str(docs), str(annotations), made, "--only", shape]
            shapes.main()
            names = {
                is_away: [
                    f"{name}~{shape}"
                    for name in sources
                    if (folds[name] == options.away) == is_away and (folder / "ann" / f"{name}~{shape}.json").exists()
                ]
                for is_away in (False, True)
            }
            near, away = (score(options.gold, folder, names[is_away], options.labeller) for is_away in (False, True))
        print(f"\n{shape:44s} worked on  kept away")
        for measure in near[0]:
            print(f"  {measure:42s} {near[0][measure]:9.3f} {away[0].get(measure, 0):10.3f}")
        print(f"  {'text invented on pages without an article':42s} {near[1]:>9} {away[1]:>10}")


if __name__ == "__main__":
    main()
