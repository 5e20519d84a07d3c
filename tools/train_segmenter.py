"""Learns vnnews' own weights and word list for word segmentation, or measures what they are worth.

    python tools/train_segmenter.py TRAIN.conllu DEV.conllu --silver SILVER.jsonl.gz            # learn from all, write src/vnnews/segment/data
    python tools/train_segmenter.py TRAIN.conllu DEV.conllu --silver SILVER.jsonl.gz --measure  # learn from one part, score on the other

The gold data are the train and dev parts of UD Vietnamese-VTB (universaldependencies.org, CC BY-SA 4.0). Silver data are sentences of news,
one `[tokens, probabilities]` a line: for each token the probability that it joins the one before, null where it cannot; docs/segmentation.md
tells how they were made. What is written are weights of features, rounded, those that weigh next to nothing left out, and the words
that the silver data agree on with how often; no sentence. Needs SciPy (`pip install '.[train]'`); the same input gives the same files.
"""

from __future__ import annotations

import argparse
import gzip
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from chains import Chains, Places, learn_chains, number_places
from vnnews.segment.crf.decoder import Decoder
from vnnews.segment.crf.forms import to_form
from vnnews.segment.crf.lexicon import AGREED_FILE, LONGEST, group_by_size, load_lexicon
from vnnews.segment.crf.model import WEIGHTS_FILE, OwnWeights, read_word_model
from vnnews.segment.crf.ngrams import NgramTables
from vnnews.segment.crf.packing import unpack
from vnnews.segment.crf.plain import name_plainly
from vnnews.segment.tokens import cut_tokens

L2, ITERATIONS = 1.0, 80
SILVER_SENTENCES, SILVER_WEIGHT = 60_000, 0.2
"""Sentences to learn weights from, and what one of their places counts where one of gold counts 1."""
LEAST_SEEN = 5
"""Features that hold at fewer places of silver, and at none of gold, are not learned."""
LEAST_WEIGHT = 0.02
"""Weights below are left out; the F1 does not move."""
LEAST_COUNT, LEAST_SHARE = 3.0, 0.8
"""A word is listed that the silver data expect so often, and at so great a share of the places where its tokens stand in a row."""
DATA = Path(__file__).parents[1] / "src/vnnews/segment/data"
Silver = list[tuple[list[str], list[float | None]]]


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


def read_silver(path: Path | None) -> Silver:
    if path is None:
        return []
    with gzip.open(path) as lines:
        return [msgspec.json.decode(line, type=tuple[list[str], list[float | None]]) for line in lines]


def list_agreed(silver: Silver) -> dict[str, int]:
    """The words of several tokens that the silver data agree on, with how often."""
    forms: dict[str, str] = {}
    expected: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for tokens, joins in silver:
        lower = [forms.get(token) or forms.setdefault(token, to_form(token).lower()) for token in tokens]
        for first, before in enumerate(joins):
            chance = 1 - (before or 0.0)
            for end in range(first + 2, min(first + LONGEST, len(tokens)) + 1):
                join = joins[end - 1]
                if join is None:
                    break
                chance *= join
                ngram = " ".join(lower[first:end])
                seen[ngram] += 1
                if chance > 0.01:
                    behind = joins[end] if end < len(joins) else None
                    expected[ngram] += chance * (1 - (behind or 0.0))
    found = {
        word: round(count) for word, count in expected.items() if count >= max(LEAST_COUNT, LEAST_SHARE * seen[word])
    }
    return dict(sorted(found.items()))


class Reader:
    """Reads sentences with the names of their features; every name that it meets gets a number."""

    def __init__(self, agreed: Iterable[str] | None = None) -> None:
        """Take the word list that ships, unless another one is given."""
        self.attributes = read_word_model().attributes
        self.tables = NgramTables(self.attributes)
        self.lexicon = load_lexicon()
        if agreed is not None:
            self.lexicon = self.lexicon._replace(agreed=group_by_size("\n".join(agreed)))
        self.numbers: dict[str, int] = {}

    def read(self, sentences: Iterable[tuple[Sequence[str], Sequence[float | None]]]) -> Places:
        """Return the places of sentences, each its tokens and for each token the probability that it joins."""
        return number_places(self._cut_chains(sentences), self.numbers)

    def _cut_chains(
        self, sentences: Iterable[tuple[Sequence[str], Sequence[float | None]]]
    ) -> Iterator[list[tuple[list[str], float]]]:
        """The places of each stretch of tokens that may join."""
        for tokens, joins in sentences:
            chain: list[tuple[list[str], float]] = []
            scores = [unpack(place)[0] for place in self.tables.read(tokens)]  # five times as fast as the plain twin
            for names, join in zip(name_plainly(tokens, scores, self.lexicon), joins, strict=True):
                if names:
                    chain.append((names, join or 0.0))
                elif chain:
                    yield chain
                    chain = []
            if chain:
                yield chain


def learn(reader: Reader, gold: Places, silver: Places | None = None) -> OwnWeights:
    parts = [gold] if silver is None else [gold, silver]
    seen = [np.bincount(part.columns, minlength=len(reader.numbers)) for part in parts]
    is_kept = (seen[0] > 0) | (seen[-1] >= LEAST_SEEN)
    kept = np.where(is_kept, np.cumsum(is_kept) - 1, -1)
    counts = (1.0, SILVER_WEIGHT)
    chains = [Chains(part, kept, weight=weight) for part, weight in zip(parts, counts, strict=False)]
    learned, transitions = learn_chains(chains, l2=L2, iterations=ITERATIONS)
    names = (name for name, number in reader.numbers.items() if is_kept[number])
    weights = {
        name: round(float(weight), 3)
        for name, weight in zip(names, learned, strict=True)
        if abs(weight) >= LEAST_WEIGHT
    }
    about = {
        "data": "UD Vietnamese-VTB, train and dev, CC BY-SA 4.0, universaldependencies.org"
        + ("" if silver is None else "; news, segmented by RDRsegmenter and ViNLP"),
        "command": "python tools/train_segmenter.py TRAIN.conllu DEV.conllu --silver SILVER.jsonl.gz",
        "licence": "CC BY-SA 4.0",
    }
    a, b, c, d = (round(float(weight), 4) for weight in transitions)
    return OwnWeights(about, (a, b, c, d), dict(sorted(weights.items())))


def read_gold(reader: Reader, examples: Sequence[Example]) -> Places:
    return reader.read((example.tokens, [float(join) for join in example.joins]) for example in examples)


def predict(own: OwnWeights, reader: Reader, examples: Sequence[Example]) -> list[list[bool]]:
    decoder = Decoder(NgramTables(reader.attributes, reader.lexicon, own.weights), own.weights, own.transitions)
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


def score_crosswise(train: Path, dev: Path, silver: Path | None = None) -> tuple[float, float]:
    """F1 on dev by weights learned from train, and on train by weights learned from dev, in percent; silver is learned both times.

    Without silver the word list is the one that ships, which holds nothing of gold.
    """
    sentences = read_silver(silver)
    reader = Reader(list_agreed(sentences) if sentences else None)
    more = reader.read(sentences[:SILVER_SENTENCES]) if sentences else None
    first, second = read_examples(train), read_examples(dev)
    found = []
    for learned, scored in ((first, second), (second, first)):
        own = learn(reader, read_gold(reader, learned), more)
        found.append(score(scored, predict(own, reader, scored)))
    return found[0], found[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--silver", type=Path, help="sentences of news with probabilities, gzipped JSON lines")
    parser.add_argument("--measure", action="store_true", help="measure, write nothing")
    parser.add_argument("--only-train", action="store_true", help="learn from the first file only")
    parser.add_argument("-o", "--output", type=Path, default=DATA, help="folder to write to")
    arguments = parser.parse_args()
    if arguments.measure:
        on_dev, on_train = score_crosswise(arguments.train, arguments.dev, arguments.silver)
        print(f"F1 on dev, learned from train: {on_dev:.2f}; on train, learned from dev: {on_train:.2f}")
        return
    examples = read_examples(arguments.train) + ([] if arguments.only_train else read_examples(arguments.dev))
    silver = read_silver(arguments.silver)
    agreed = list_agreed(silver)
    reader = Reader(agreed)
    own = learn(reader, read_gold(reader, examples), reader.read(silver[:SILVER_SENTENCES]) if silver else None)
    arguments.output.mkdir(parents=True, exist_ok=True)
    weights, words = arguments.output / WEIGHTS_FILE, arguments.output / AGREED_FILE
    weights.write_bytes(msgspec.json.format(msgspec.json.encode(own), indent=0) + b"\n")
    words.write_text("".join(f"{word}\t{count}\n" for word, count in agreed.items()), "utf-8")
    print(
        f"{len(own.weights)} weights, {weights.stat().st_size} bytes; {len(agreed)} words, {words.stat().st_size} bytes"
    )


if __name__ == "__main__":
    main()
