"""Size of articles as JSON against their text, in bytes of UTF-8: in the small form and in full.

    python benchmarks/stored.py

Over the example pages and, where they lie beside the checkout, the annotated real pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import vnnews
from vnnews.write import to_json_lines

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "pages"
GOLD = Path(os.environ.get("VNNEWS_SHARED", ROOT.parent / "shared")) / "gold" / "dev" / "docs"


def measure(paths: Iterable[Path]) -> tuple[int, int, int, int]:
    """How many articles the pages hold, and the bytes of their text, of the small form and of the full one."""
    number = text = small = full = 0
    for result in vnnews.Pipeline().pipe(path.read_bytes() for path in paths):
        for article in result.articles if isinstance(result, vnnews.Page) else ():
            number += 1
            text += len(article.text.encode())
            small += len(to_json_lines([article]))
            full += len(to_json_lines([article], full=True))
    return number, text, small, full


def main() -> None:
    sets = {"example pages": EXAMPLES, "annotated real pages": GOLD}
    measured = [
        (name, measure(path for path in sorted(folder.iterdir()) if path.suffix != ".lines"))
        for name, folder in sets.items()
        if folder.is_dir()
    ]
    if len(measured) > 1:
        measured.append(("both", tuple(map(sum, zip(*(figures for _, figures in measured), strict=True)))))
    for name, (number, text, small, full) in measured:
        print(f"{name}: {number} articles, small {small / text:.2f} times the text, in full {full / text:.2f} times")


if __name__ == "__main__":
    main()
