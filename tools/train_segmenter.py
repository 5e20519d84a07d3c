"""Learns vnnews' own weights for word segmentation, or measures what they are worth.

    python tools/train_segmenter.py TRAIN.conllu DEV.conllu            # learn from both, write src/vnnews/segment/data/weights.json
    python tools/train_segmenter.py TRAIN.conllu DEV.conllu --measure  # learn from one, score on the other; five-fold on both

The data are the train and dev parts of UD Vietnamese-VTB (universaldependencies.org, CC BY-SA 4.0). The trainer is underthesea_core's.
What is written are weights of features, rounded; features that weigh next to nothing are left out.
"""

from __future__ import annotations

import argparse
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from underthesea_core import CRFTrainer

from vnnews.segment.decoder import Decoder
from vnnews.segment.features import (
    HIGHEST_BIN,
    LOWEST_BIN,
    bin_of,
    is_apart,
    name_lists,
    name_score,
    name_shapes,
    name_tokens,
)
from vnnews.segment.model import WEIGHTS_FILE, OwnWeights, build_tables
from vnnews.segment.model_file import read_binary_crf
from vnnews.segment.tokens import cut_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vnnews.segment.ngrams import NgramTables

L1, L2, ITERATIONS = 0.2, 0.2, 80
"""Best of nine settings by `--measure`; the F1 of the others is within 0.1."""
LEAST_WEIGHT = 0.02
"""Weights below are left out; the F1 does not move."""
TRUST = 0.2
"""How much of underthesea's score is added on top of what the trainer gives it: 0.08 F1 more than without on either part by the
other, and 0.4 more on the sentences of another corpus (see docs/segmentation.md); 0.1 to 0.4 do as well."""
FOLDS = 5
DATA = Path(__file__).parents[1] / "src/vnnews/segment/data"


class Example(NamedTuple):
    """A sentence with its tokens; `joins` says which of them join the one before, by the annotation."""

    tokens: list[str]
    joins: list[bool]
    words: set[tuple[int, int]]
    """Annotated words, as spans of the sentence's characters without white space."""


def read_examples(path: Path) -> list[Example]:
    return [make_example(text, words) for text, words in read_conllu(path)]


def read_conllu(path: Path) -> Iterator[tuple[str, list[str]]]:
    text, words = "", []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if line.startswith("# text ="):
            text = unicodedata.normalize("NFC", line.removeprefix("# text =").strip())
        elif line and line[0].isdigit():
            number, form, *_ = line.split("\t")
            if number.isdigit():
                words.append(unicodedata.normalize("NFC", form))
        elif not line and words:
            yield text, words
            text, words = "", []


def make_example(text: str, words: Sequence[str]) -> Example:
    tokens = [text[start:end] for start, end in cut_tokens(text)]
    spans = set(count_spans(words))
    starts = {start for start, _ in spans}
    return Example(tokens, [start not in starts for start, _ in count_spans(tokens)], spans)


def count_spans(pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The span of each piece in the text without white space."""
    at = 0
    for piece in pieces:
        size = len("".join(piece.split()))
        yield at, at + size
        at += size


def list_features(tables: NgramTables, tokens: Sequence[str]) -> list[list[str]]:
    scan = tables.scan(tokens)
    padded = ["", "", *tables.lower_forms(tokens), "", ""]
    features = []
    for place in range(len(tokens)):
        if is_apart(scan.shapes[place]):
            features.append(["apart"])  # never asked: the decoder joins nothing here
            continue
        code = scan.lists[place]
        features.append(
            name_score(bin_of(scan.scores[place]), code)
            + name_shapes(scan.shapes[place])
            + name_lists(code)
            + name_tokens(*padded[place : place + 4])
        )
    return features


def learn(tables: NgramTables, examples: Sequence[Example]) -> OwnWeights:
    trainer = CRFTrainer(loss_function="lbfgs", l1_penalty=L1, l2_penalty=L2, max_iterations=ITERATIONS, verbose=0)
    model = trainer.train(
        [list_features(tables, example.tokens) for example in examples],
        [["I" if is_joined else "B" for is_joined in example.joins] for example in examples],
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.bin"
        model.save(str(path))
        crf = read_binary_crf(path, model="the trainer")
    sign = 1.0 if crf.labels == ("B", "I") else -1.0
    a, b, c, d = crf.transitions if sign > 0 else reversed(crf.transitions)
    weights = {name: round(sign * weight, 3) for name, weight in crf.attributes.items() if abs(weight) >= LEAST_WEIGHT}
    weights.pop("apart", None)
    for number in range(LOWEST_BIN, HIGHEST_BIN + 1):
        score = (number + 0.5) / 2  # the middle of the bin
        weights[f"z={number}"] = round(weights.get(f"z={number}", 0.0) + TRUST * score, 3)
    about = {
        "data": "UD Vietnamese-VTB, train and dev, CC BY-SA 4.0, universaldependencies.org",
        "command": "python tools/train_segmenter.py TRAIN.conllu DEV.conllu",
        "licence": "CC BY-SA 4.0",
    }
    return OwnWeights(about, (round(a, 4), round(b, 4), round(c, 4), round(d, 4)), dict(sorted(weights.items())))


def predict(own: OwnWeights, examples: Sequence[Example]) -> list[list[bool]]:
    decoder = Decoder(build_tables(own.weights), own.weights, own.transitions)
    return [decoder.decode(example.tokens) for example in examples]


def score(examples: Sequence[Example], predictions: Sequence[Sequence[bool]]) -> float:
    """F1 of words, in percent."""
    right = found = wanted = 0
    for example, joins in zip(examples, predictions, strict=True):
        words: list[str] = []
        for token, is_joined in zip(example.tokens, joins, strict=True):
            if is_joined:
                words[-1] += token
            else:
                words.append(token)
        spans = set(count_spans(words))
        right += len(spans & example.words)
        found += len(spans)
        wanted += len(example.words)
    return 200 * right / (found + wanted)


def score_crosswise(train: Path, dev: Path) -> tuple[float, float]:
    """F1 on dev by weights learned from train, and on train by weights learned from dev, in percent."""
    tables = build_tables({})
    first, second = read_examples(train), read_examples(dev)
    on_dev, on_train = (score(b, predict(learn(tables, a), b)) for a, b in ((first, second), (second, first)))
    return on_dev, on_train


def measure(tables: NgramTables, train: list[Example], dev: list[Example]) -> None:
    own = learn(tables, train)
    print(f"learned from train: F1 on dev {score(dev, predict(own, dev)):.2f} ({len(own.weights)} weights)")
    own = learn(tables, dev)
    print(f"learned from dev: F1 on train {score(train, predict(own, train)):.2f} ({len(own.weights)} weights)")
    both = train + dev
    predictions: list[list[bool]] = []
    for fold in range(FOLDS):  # stretches of neighbours, so that an article is not on both sides
        first, last = len(both) * fold // FOLDS, len(both) * (fold + 1) // FOLDS
        predictions += predict(learn(tables, both[:first] + both[last:]), both[first:last])
    print(
        f"{FOLDS}-fold on both: F1 {score(both, predictions):.2f}, on dev {score(dev, predictions[len(train) :]):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--measure", action="store_true", help="measure, write nothing")
    parser.add_argument("--only-train", action="store_true", help="learn from the first file only")
    parser.add_argument("-o", "--output", type=Path, default=DATA / WEIGHTS_FILE)
    arguments = parser.parse_args()
    tables = build_tables({})
    train, dev = read_examples(arguments.train), read_examples(arguments.dev)
    if arguments.measure:
        measure(tables, train, dev)
        return
    own = learn(tables, train if arguments.only_train else train + dev)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_bytes(msgspec.json.format(msgspec.json.encode(own), indent=0) + b"\n")
    print(f"{len(own.weights)} weights, {arguments.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
