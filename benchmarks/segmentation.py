"""Word segmentation beside its peers: F1 on annotated sentences, and speed on the same text in one process.

    python benchmarks/segmentation.py [--folder ../shared/nlp]

Peers that are not installed (underthesea, pyvi) are left out. Words are compared by the positions of their characters, so that a system
may rewrite white space. vnnews is scored with weights that have not seen the sentences: learned from the train part alone for the dev
part, and five-fold over both. The speed is that of the weights that ship; texts are stretches of ten sentences, with the spaces before
marks taken out; every system reads the same texts in turn, and the best of five rounds counts.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import train_segmenter as trainer  # noqa: E402 - the tool is a script beside the package
import vnnews  # noqa: E402

ROUNDS = 5
SENTENCES = 10
Cut = Callable[[str], list[str]]


def peers() -> dict[str, Cut]:
    systems: dict[str, Cut] = {"vnnews": lambda text: [word.text for word in vnnews.segment(text).words]}
    try:
        from underthesea import word_tokenize
    except ImportError:
        print("underthesea is not installed", file=sys.stderr)
    else:
        systems["underthesea"] = word_tokenize
    try:
        from pyvi import ViTokenizer
    except ImportError:
        print("pyvi is not installed", file=sys.stderr)
    else:
        systems["pyvi"] = lambda text: ViTokenizer.spacy_tokenize(text)[0]
    return systems


def measure_f1(cut: Cut, sentences: list[tuple[str, list[str]]]) -> float:
    right = found = wanted = 0
    for text, words in sentences:
        spans = set(trainer.count_spans([word.replace("_", " ") for word in cut(text)]))
        gold = set(trainer.count_spans(words))
        right += len(spans & gold)
        found += len(spans)
        wanted += len(gold)
    return 200 * right / (found + wanted)


def make_texts(sentences: list[tuple[str, list[str]]]) -> list[str]:
    plain = [re.sub(r" ([.,;:!?)…])", r"\1", text) for text, _ in sentences]
    return [" ".join(plain[first : first + SENTENCES]) for first in range(0, len(plain), SENTENCES)]


def measure_speed(systems: dict[str, Cut], texts: list[str]) -> dict[str, float]:
    """Thousands of characters a second of processor time."""
    best = dict.fromkeys(systems, float("inf"))
    for _ in range(ROUNDS):
        for name, cut in systems.items():
            begun = time.process_time()
            for text in texts:
                cut(text)
            best[name] = min(best[name], time.process_time() - begun)
    characters = sum(map(len, texts)) / 1000
    return {name: characters / seconds for name, seconds in best.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("VNNEWS_SHARED", ROOT.parent / "shared"))
    parser.add_argument(
        "--folder", type=Path, default=shared / "nlp", help="holds vi_vtb-ud-train.conllu and …-dev.conllu"
    )
    folder = parser.parse_args().folder
    train, dev = folder / "vi_vtb-ud-train.conllu", folder / "vi_vtb-ud-dev.conllu"
    if not dev.exists():
        sys.exit(f"{dev} is not there; the data are at universaldependencies.org, UD Vietnamese-VTB")
    systems, sentences = peers(), list(trainer.read_conllu(dev))
    speeds = measure_speed(systems, make_texts([*trainer.read_conllu(train), *sentences]))
    for name, speed in speeds.items():
        ratio = speed / speeds["underthesea"] if "underthesea" in speeds else 0.0
        print(f"{name}: {speed:.0f} thousand characters a second, {ratio:.2f} times underthesea")
    for name, cut in systems.items():
        if name != "vnnews":  # the weights that ship have seen these sentences
            print(f"{name}: F1 on dev {measure_f1(cut, sentences):.2f}")
    print("vnnews, with weights that have not seen the sentences:")
    trainer.measure(trainer.build_tables({}), trainer.read_examples(train), trainer.read_examples(dev))


if __name__ == "__main__":
    main()
