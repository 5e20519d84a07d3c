"""How far Vietnamese is from other languages by the two shares of `vnnews.text.language`, and what is told of real articles.

    python benchmarks/language.py

Over the articles of the example pages and of the annotated real pages, where they lie beside the checkout, those of the fold that is kept away apart; each also without its
marks. The samples in other languages are those of tests/test_language.py, written for it.
"""

from __future__ import annotations

import importlib.util
import os
import unicodedata
from collections import Counter
from pathlib import Path

import vnnews
from vnnews.text.language import detect_language, measure_syllables

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("VNNEWS_SHARED", ROOT.parent / "shared")) / "gold"
AWAY = "5"


def load_samples() -> dict[str, str]:
    path = ROOT / "tests" / "test_language.py"
    spec = importlib.util.spec_from_file_location("language_samples", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    samples: dict[str, str] = module.OTHERS
    return samples


def without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def read_texts(paths: list[Path]) -> list[str]:
    pipeline = vnnews.Pipeline(words=False, entities=False)
    results = pipeline.pipe(path.read_bytes() for path in paths)
    return [a.text for page in results if isinstance(page, vnnews.Page) for a in page.articles]


def describe(name: str, texts: list[str]) -> None:
    bare = [without_marks(text) for text in texts]
    print(f"{name}: {len(texts)} articles {dict(Counter(map(detect_language, texts)))}; ", end="")
    print(f"without marks {dict(Counter(map(detect_language, bare)))}; ", end="")
    least, bare_least = min(measure_syllables(text)[1] for text in texts), min(measure_syllables(t)[2] for t in bare)
    print(f"least share of marked syllables {least:.2f}, of syllables without marks {bare_least:.2f}")


def main() -> None:
    describe("example pages", read_texts(sorted((ROOT / "examples" / "pages").iterdir())))
    if (GOLD / "folds.tsv").exists():
        folds = dict(line.split("\t")[:2] for line in (GOLD / "folds.tsv").read_text(encoding="utf-8").splitlines())
        pages = [path for path in sorted((GOLD / "dev" / "docs").iterdir()) if path.suffix != ".lines"]
        away = [path for path in pages if folds.get(path.stem) == AWAY]
        describe("annotated, folds 1 to 4", read_texts([path for path in pages if path not in away]))
        describe("annotated, fold 5", read_texts(away))
    for name, text in load_samples().items():
        letters, marked, unmarked = measure_syllables(text)
        print(
            f"{name}: '{detect_language(text)}', {letters} letters, marked {marked:.2f}, without marks {unmarked:.2f}"
        )


if __name__ == "__main__":
    main()
