"""Words and sentences beside the peers: F1 on annotated sentences, and speed on the same text in one process.

    python benchmarks/segmentation.py [--folder ../shared/nlp] [SET.conllu ...]

Peers that are not installed (underthesea, pyvi, ViNLP, VnCoreNLP) are left out; so is scheme='rdr' where VNNEWS_RDR names no model. Words are
compared by the positions of their characters, so that a system may rewrite white space. On the dev part vnnews is scored with weights that
have not seen the sentences: learned from the train part and the silver sentences, and the other way round on the train part. Other sets
are scored with the weights that ship, without and with the entity step; docs/benchmarks.md says who has seen which set. The speed is
that of the weights that ship, too. It is measured twice, every system reading the same texts
in turn: on the first pass over sentences that the process has not seen, one call a sentence; and as the best of five rounds over texts of
ten sentences. Sentences are scored on running text that is put together from them as newspapers write it.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Iterable
from itertools import pairwise, product
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import peers  # noqa: E402
import train_segmenter as trainer  # noqa: E402 - the tool is a script beside the package
import vnnews  # noqa: E402
from peers import Cut  # noqa: E402
from vnnews.mentions import find_mentions  # noqa: E402
from vnnews.mentions.word_spans import word_spans  # noqa: E402
from vnnews.models import Article, Passage  # noqa: E402
from vnnews.segment import join_words, split_sentences  # noqa: E402
from vnnews.segment.tokens import cut_tokens  # noqa: E402

ROUNDS = 5
OPENING, CLOSING = frozenset("([“"), frozenset(".,;:!?)]…”%") | {"..."}
ENDS_WITH_MARK = re.compile(r"[.!?…][\"”)]*$")
SENTENCES = 10
LONGEST = 4
"""Syllables of the longest words whose agreement is looked at."""


def load_systems() -> dict[str, Cut]:
    present, absent = peers.load_present(peers.CUTTERS)
    for name, why in absent.items():
        print(f"{name} left out: {why}", file=sys.stderr)
    systems: dict[str, Cut] = {"vnnews": cut_alone, **present}
    if os.environ.get("VNNEWS_RDR"):
        systems["vnnews, scheme='rdr'"] = lambda text: [word.text for word in vnnews.segment(text, scheme="rdr").words]
    return systems


def cut_alone(text: str) -> list[str]:
    return [word.text for word in vnnews.segment(text).words]


def cut_with_names(text: str) -> list[str]:
    """The words after the entity step."""
    found = vnnews.segment(text)
    article = Article(title="", text=found.text, passages=(Passage("body", 0, len(found.text), found.text),))
    names, bounds = word_spans(found.text, find_mentions(article))
    return [word.text for word in join_words(found.text, found.words, names, bounds=bounds)]


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
    plain = [write_plain(text) for text, _ in sentences]
    return [" ".join(plain[first : first + SENTENCES]) for first in range(0, len(plain), SENTENCES)]


def write_plain(text: str) -> str:
    """The sentence as a newspaper writes it: no spaces before marks and inside brackets and quotes."""
    plain = ""
    is_glued, is_quoted = True, False
    for token in text.replace("LBKT", "(").replace("RBKT", ")").split():
        closes = is_quoted if token == '"' else token in CLOSING
        opens = not is_quoted if token == '"' else token in OPENING
        plain += token if is_glued or closes else f" {token}"
        is_glued = opens
        is_quoted ^= token == '"'
    return plain


def score_sentences(sentences: list[tuple[str, list[str]]]) -> float:
    """Ends of sentences that were missed or invented, for each sentence; one without a mark at its end is a line of its own."""
    text, ends = "", set()
    for plain in (write_plain(text) for text, _ in sentences):
        text += plain
        ends.add(len(text))
        text += " " if ENDS_WITH_MARK.search(plain) else "\n"
    found = {end for _, end in split_sentences(text)}
    return len(ends ^ found) / len(ends)


def score_agreement(texts: Iterable[str]) -> float:
    """Words of several syllables that a text repeats and that are cut in two ways in it, in percent of all that a text repeats."""
    repeated = torn = 0
    for text in texts:
        syllables, joins = [], []
        for word in vnnews.segment(text).words:
            parts = [word.text[start:end].lower() for start, end in cut_tokens(word.text)]
            syllables += parts
            joins += [number > 0 for number in range(len(parts))]
        starts = [place for place, is_joined in enumerate(joins) if not is_joined] + [len(joins)]
        words = {tuple(syllables[a:b]) for a, b in pairwise(starts) if 1 < b - a <= LONGEST}
        met: dict[tuple[str, ...], list[bool]] = {word: [] for word in words}
        for place, size in product(range(len(syllables)), range(2, LONGEST + 1)):
            ngram = tuple(syllables[place : place + size])
            if ngram in met:
                met[ngram].append(all(joins[place + 1 : place + size]))
        repeated += sum(len(found) > 1 for found in met.values())
        torn += sum(len(found) > 1 and not all(found) for found in met.values())
    return 100 * torn / max(repeated, 1)


def read_pages(folder: Path) -> list[str]:
    """The lines of every third annotated page, without the fold that is kept away."""
    folds = folder / "folds.tsv"
    if not folds.exists():
        return []
    away = {line.split("\t")[0] for line in folds.read_text("utf-8").split("\n") if line.split("\t")[1:2] == ["5"]}
    pages = sorted(path for path in (folder / "dev" / "docs").glob("*.lines") if path.stem not in away)
    return [path.read_text("utf-8") for path in pages[::3]]


def measure_first_pass(systems: dict[str, Cut], texts: list[str]) -> dict[str, float]:
    """Thousands of characters a second of processor time, on texts that no system has read."""
    speeds = {}
    for name, cut in systems.items():
        cut("Loads the model.")
        begun = time.process_time()
        for text in texts:
            cut(text)
        speeds[name] = sum(map(len, texts)) / 1000 / (time.process_time() - begun)
    return speeds


def measure_speed(systems: dict[str, Cut], texts: list[str]) -> dict[str, float]:
    """Thousands of characters a second of processor time, the best of several rounds."""
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
    parser.add_argument("sets", nargs="*", type=Path, help="more sets of annotated sentences")
    arguments = parser.parse_args()
    folder = arguments.folder
    train, dev = folder / "vi_vtb-ud-train.conllu", folder / "vi_vtb-ud-dev.conllu"
    if not dev.exists():
        sys.exit(f"{dev} is not there; the data are at universaldependencies.org, UD Vietnamese-VTB")
    systems, sentences = load_systems(), list(trainer.read_conllu(dev))
    both = [*trainer.read_conllu(train), *sentences]
    for label, speeds in (
        ("first pass, sentence by sentence", measure_first_pass(systems, [text for text, _ in both])),
        ("texts of ten sentences, met before", measure_speed(systems, make_texts(both))),
    ):
        print(label)
        for name, speed in speeds.items():
            ratio = speed / speeds["underthesea"] if "underthesea" in speeds else 0.0
            print(f"  {name}: {speed:.0f} thousand characters a second, {ratio:.2f} times underthesea")
    print(f"vnnews: {1000 * score_sentences(both):.1f} wrong ends for 1,000 sentences")
    pages = read_pages(folder.parent / "gold")
    if pages:
        print(
            f"vnnews: {score_agreement(pages):.2f} % of the words that a page repeats are cut in two ways ({len(pages)} pages)"
        )
    for name, cut in systems.items():
        if name != "vnnews":  # the weights that ship have seen these sentences
            print(f"{name}: F1 on dev {measure_f1(cut, sentences):.2f}")
    silver = folder / "silver.jsonl.gz"
    on_dev, on_train = trainer.score_crosswise(train, dev, silver if silver.exists() else None)
    print(f"vnnews, weights that have not seen the sentences: F1 on dev {on_dev:.2f}, on train {on_train:.2f}")
    for path in arguments.sets:
        more = list(trainer.read_conllu(path))
        for name, cut in {**systems, "vnnews with names": cut_with_names}.items():
            print(f"{name}: F1 on {path.stem} {measure_f1(cut, more):.2f}")


if __name__ == "__main__":
    main()
