"""Learns the weights of the labeller from annotated pages, or measures what they are worth on outlets that they have not seen.

    python tools/train_labeller.py FOLDER…                     # learn, write src/vnnews/label/data/weights.json
    python tools/train_labeller.py FOLDER… --measure           # for each fold of outlets: learn from the others, score on it
    python tools/train_labeller.py FOLDER… --measure --away 5  # the same without ever looking at one fold, then that fold, side by side
    python tools/train_labeller.py FOLDER… --away 5 -o w.json  # learn without one fold, to score it with what is learned
    python tools/train_labeller.py FOLDER… --sure              # how often the features that decide alone are right
    python tools/train_labeller.py FOLDER… --from shipped -o my-paper.json    # a few pages of one paper on top of the shipped weights

A FOLDER has `docs/<id>.html` (or `.txt`), `docs/<id>.lines` (the visible lines) and `ann/<id>.json` (`{"labels": [[first, last, label], …]}`,
lines counted from 1), or is a JSON export of Label Studio (docs/howto-paper.md), or the project's own `tests/cases`. `folds.tsv` beside them (id, fold, outlet) says which
pages belong together; without it each page is its own outlet. HTML pages are learned twice, as they are and flattened to their
lines; ids with '~' are other flattenings of the page before the sign, which count less.
The optimiser is SciPy's (`pip install '.[train]'`) L-BFGS, the loss that of a conditional random field; the same input gives the same weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
import scipy.sparse
from scipy.optimize import minimize

from vnnews.label.columns import COLUMN_CODES, FOR_LABEL, FOR_PART, SIGNS_FOR_PART, find_code, name_code
from vnnews.label.decode import (
    BEFORE,
    BEHIND,
    ENDS,
    IN,
    LABEL_OF,
    LABELS,
    PARTS,
    STARTS,
    STATES,
    STEPS,
    SURE,
    TO_LABELS,
    TO_PARTS,
    WEIGHTS_FILE,
    WITHOUT,
    Chain,
    Weights,
    load_chain,
)
from vnnews.label.features import Features, name_features
from vnnews.label.labelling import Scene, look_around
from vnnews.label.page import measure_page, weigh_page
from vnnews.models import Document, Label
from vnnews.read import read_page
from vnnews.text import fold as fold_text
from vnnews.write.labelstudio import read_labelstudio

L2, L2_STEPS, ITERATIONS = 2.0, 0.5, 60
"""Best of the settings tried by `--measure`; between 1 and 6 the figures move by less than half a point."""
FLATTENINGS, FLATTENED_WEIGHT = 7, 0.08
"""How many further flattenings of a page are learned from, chosen by its name, and what each counts beside the page itself and its
lines: the lines are the same, their places are not."""
MIN_LINES, MIN_OUTLETS, MIN_WORD_OUTLETS = 3, 2, 4
"""On how many lines, and of how many outlets, a feature must stand; words must be markers that many outlets share."""
WORD_FEATURES = ("word:", "line:", "begins:", "ends:")
LIGHT, LAST_ITERATIONS = 0.1, 20
"""Features all of whose weights are below are left out, and the others learned on for so many steps: half of them go, and no figure falls."""
LEAST_WEIGHT = 0.03
"""Weights below are left out."""
PAGE_L2 = 2.0
LEAST_ARTICLE = 0.45
"""Least probability of an article: between 0.35 and 0.5 as many are invented, and fewer are lost."""
FORBIDDEN = -60.0
"""Score of a state that an annotation rules out."""
SIGNS = re.compile(r"[\s*_#\\|>`\[\]()!-]+")
MARK = re.compile(r"⟦(\w+)⟧")
OWN, OWN_WEIGHT = "own", 1.5
"""Outlet and fold of the project's own pages; each stands for something that went wrong."""
LINK = re.compile(r"\]\([^)]*\)")
LABEL_NAMES = frozenset(label.value for label in Label)
MAIN = frozenset({"sapo", "heading", "body"})
OPENING = MAIN | {"title", "caption", "date", "byline"}
CLOSING = MAIN | {"title", "caption"}
SCORED_TOGETHER = {"heading": "body", "comment": "boilerplate"}


class Example(NamedTuple):
    """An annotated page as the labeller sees it."""

    id: str
    outlet: str
    fold: str
    shape: str
    document: Document
    labels: list[str | None]
    """Label of each block; None is not known."""
    has_article: bool
    scene: Scene
    features: Features


# ---------------------------------------------------------------------------------------------------------------- annotated pages


def read_folders(folders: Iterable[Path]) -> list[Example]:
    examples = []
    for folder in folders:
        if folder.suffix == ".json":
            examples += read_label_studio(folder)
        elif (folder / "lines_pages.txt").exists():
            examples += read_own(folder)
        else:
            examples += read_folder(folder)
    return [example for example in examples if example.labels]


def read_folder(folder: Path) -> Iterator[Example]:
    base = folder / "dev" if (folder / "dev" / "ann").is_dir() else folder
    folds: dict[str, dict[str, str]] = {}
    for path in (folder / "folds.tsv", base / "folds.tsv", base.parent / "folds.tsv"):
        if path.exists():
            with path.open(encoding="utf-8") as rows:
                folds |= {row["id"]: row for row in csv.DictReader(rows, delimiter="\t")}
    for path in sorted((base / "ann").glob("*.json")):
        page = path.stem.partition("~")[0]
        if folds and page not in folds:
            continue
        about = folds.get(page, {"fold": page, "outlet": page})
        annotation = json.loads(path.read_text("utf-8"))
        lines_file = base / "docs" / f"{path.stem}.lines"
        if not lines_file.exists():
            continue
        lines = lines_file.read_text("utf-8").splitlines()
        labels = spread_labels(annotation["labels"], len(lines))
        for shape, text in read_forms(base / "docs", path.stem, lines_file):
            authors = annotation.get("authors", ())
            yield make_example(
                path.stem, about["outlet"], about["fold"], shape, read_page(text), lines, labels, authors
            )


def read_forms(docs: Path, name: str, lines_file: Path) -> Iterator[tuple[str, str]]:
    html, text = docs / f"{name}.html", docs / f"{name}.txt"
    if html.exists():
        yield "html", html.read_text("utf-8")
        yield "lines", lines_file.read_text("utf-8")
    else:
        yield name.partition("~")[2] or "text", (text if text.exists() else lines_file).read_text("utf-8")


def read_own(folder: Path) -> Iterator[Example]:
    """The pages that were written for the project's tests: tables of labelled lines, and HTML with the label in front of each line."""
    for path in sorted(folder.glob("lines_[flps]*.txt")):
        for number, page in enumerate(re.split(r"(?m)^## ", path.read_text("utf-8"))[1:]):
            name, *rows = page.splitlines()
            pairs = [row.partition(" | ")[::2] for row in rows if " | " in row]
            labels, lines = [label for label, _ in pairs], [line for _, line in pairs]
            if rows:
                yield make_example(
                    f"own-{path.stem}-{number}",
                    OWN,
                    OWN,
                    "own txt",
                    read_page("\n".join(lines), kind="text"),
                    lines,
                    labels,
                )
    for path in sorted((folder / "example_labels").glob("*.txt")):
        page = folder.parent.parent / "examples" / "pages" / path.stem
        pairs = [row.partition(" | ")[::2] for row in path.read_text("utf-8").splitlines()]
        shape = f"own {page.suffix.removeprefix('.')}"
        labels, lines = [label for label, _ in pairs], [line for _, line in pairs]
        yield make_example(f"own-{path.stem}", OWN, OWN, shape, read_page(page.read_bytes()), lines, labels)
    small = re.split(r"(?m)^## ", (folder / "small_pages.txt").read_text("utf-8"))[1:]
    pages = [(f"small {number}", page.partition("\n")[2]) for number, page in enumerate(small)]
    pages += [(path.stem, path.read_text("utf-8")) for path in sorted((folder / "html").glob("*.html"))]
    for name, raw in pages:
        marks = [MARK.search(block.text) for block in read_page(raw, kind="html").blocks]
        document = read_page(MARK.sub("", raw), kind="html")
        lines = [block.text for block in document.blocks]
        labels = [mark[1] if mark else None for mark in marks]
        if len(labels) == len(lines):
            yield make_example(f"own-{name}", OWN, OWN, "own html", document, lines, labels)


def read_label_studio(path: Path) -> Iterator[Example]:
    """Pages annotated in Label Studio; a page whose file lies in `docs` beside the export is learned with its mark-up."""
    documents = [read_page(page.read_bytes()) for page in sorted((path.parent / "docs").glob("*"))]
    by_text = {document.text: document for document in documents}
    for number, annotation in enumerate(read_labelstudio(path.read_bytes())):
        document = by_text.get(annotation.text) or read_page(annotation.text, kind="text")
        lines = [block.text for block in document.blocks]
        labels = [
            max(
                ((min(span.end, block.end) - max(span.start, block.start), span.label) for span in annotation.spans),
                default=(0, ""),
            )
            for block in document.blocks
        ]
        named = [label if shared > 0 and label in LABEL_NAMES else None for shared, label in labels]
        name = f"{path.stem}-{number}"
        yield make_example(name, path.stem, name, document.kind, document, lines, named)


def spread_labels(ranges: Iterable[tuple[int, int, str | None]], count: int) -> list[str | None]:
    labels: list[str | None] = [None] * count
    for first, last, label in ranges:
        labels[first - 1 : last] = [label] * (last - first + 1)
    return labels


def make_example(
    name: str,
    outlet: str,
    fold: str,
    shape: str,
    document: Document,
    lines: Sequence[str],
    labels: Sequence[str | None],
    authors: Sequence[str] = (),
) -> Example:
    own = carry_labels(lines, labels, [block.text for block in document.blocks])
    signed = {fold_text(author) for author in authors}
    for index, block in enumerate(document.blocks):
        # a name that was glued to a paragraph is a block of its own once it is read; the annotated line is the paragraph's
        if own[index] == "body" and fold_text(block.text.strip(" ./-–()")) in signed:
            own[index] = "byline"
    has_article = any(label in MAIN or label == "title" for label in labels)
    scene = look_around(document)
    return Example(
        name,
        outlet,
        fold,
        shape,
        document,
        own,
        has_article,
        scene,
        name_features(scene),
    )


def bare(text: str) -> str:
    """Letters by which lines and blocks are compared: white space, signs of Markdown and link targets count on neither side."""
    return SIGNS.sub("", LINK.sub("]", unicodedata.normalize("NFC", text)))


def carry_labels(lines: Sequence[str], labels: Sequence[str | None], blocks: Sequence[str]) -> list[str | None]:
    """The label of each block: that of the annotated line which most of its letters stand in."""
    letters = [bare(line) for line in lines]
    owner = [label for line, label in zip(letters, labels, strict=True) for _ in line]
    text = "".join(letters)
    at, carried = 0, []
    for block in blocks:
        own = bare(block)
        found = text.find(own, at, at + 4000 + len(own)) if own else -1
        if own and found < 0:
            found = text.find(own)
        carried.append(Counter(owner[found : found + len(own)]).most_common(1)[0][0] if found >= 0 else None)
        at = max(at, found + len(own)) if found >= 0 else at
    return carried


# --------------------------------------------------------------------------------------------------------------------- the chain


class Data(NamedTuple):
    """Examples as matrices."""

    names: list[str]
    parts: list[str]
    by_label: scipy.sparse.csr_matrix
    by_part: scipy.sparse.csr_matrix
    bounds: np.ndarray
    """First line of each page, and one past the last page's last."""
    weights: np.ndarray
    ends: np.ndarray
    """For each page the states that it can end in."""


def choose_names(examples: Sequence[Example]) -> tuple[list[str], list[str]]:
    """The features that stand on enough lines of enough outlets: those that speak for labels, those that speak for parts of the page."""
    codes, shared = np.zeros(COLUMN_CODES, dtype=int), np.zeros(COLUMN_CODES, dtype=int)
    signs: Counter[str] = Counter()
    sharing: Counter[str] = Counter()
    by_outlet: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_outlet[example.outlet].append(example)
    for own in by_outlet.values():
        counted = sum(np.bincount(example.features.codes.ravel(), minlength=COLUMN_CODES) for example in own)
        codes += counted
        shared += counted > 0
        names = Counter(name for example in own for line in example.features.signs for name in line)
        signs.update(names)
        sharing.update(names.keys())
    most = len(by_outlet)
    columns = [name_code(code) for code in np.flatnonzero((codes >= MIN_LINES) & (shared >= min(MIN_OUTLETS, most)))]
    known = sorted(
        name
        for name, count in signs.items()
        if count >= MIN_LINES
        and sharing[name] >= min(MIN_WORD_OUTLETS if name.startswith(WORD_FEATURES) else MIN_OUTLETS, most)
    )
    for_label = [name for name in columns if name and column_of(name) in FOR_LABEL]
    for_part = [name for name in columns if name and column_of(name) in FOR_PART]
    return [*for_label, *known], [
        *for_part,
        *(name for name in known if name.startswith(SIGNS_FOR_PART) and "&" not in name),
    ]


def column_of(name: str) -> str:
    return "&".join(aspect.partition(":")[0] for aspect in name.split("&"))


def make_data(examples: Sequence[Example], names: list[str], parts: list[str]) -> Data:
    def matrix(known: list[str]) -> scipy.sparse.csr_matrix:
        places = {name: place for place, name in enumerate(known)}
        by_code = np.full(COLUMN_CODES, -1)
        for name, place in places.items():
            code = find_code(name)
            if code is not None:
                by_code[code] = place
        rows, columns, first = [], [], 0
        for example in examples:
            own = by_code[example.features.codes]
            _, lines = np.nonzero(own >= 0)
            signs = [
                (line, places[name])
                for line, names in enumerate(example.features.signs)
                for name in names
                if name in places
            ]
            rows += [lines + first, np.array([line for line, _ in signs], dtype=int) + first]
            columns += [own[own >= 0], np.array([place for _, place in signs], dtype=int)]
            first += len(example.labels)
        at = np.concatenate(rows), np.concatenate(columns)
        return scipy.sparse.csr_matrix((np.ones(len(at[0])), at), shape=(first, len(known)))

    weights = np.array([OWN_WEIGHT if e.outlet == OWN else FLATTENED_WEIGHT if "~" in e.id else 1.0 for e in examples])
    bounds = np.concatenate([[0], np.cumsum([len(example.labels) for example in examples])])
    ends = np.array([ENDS if example.has_article else WITHOUT for example in examples], dtype=float)
    return Data(names, parts, matrix(names), matrix(parts), bounds, weights, ends)


def allow_states(labels: Sequence[str | None], *, has_article: bool = True) -> np.ndarray:
    """Which states an annotated page allows for each line: the part of the page follows from the first and last line of the article."""
    if not has_article:
        named = [LABELS.index(Label(label)) == LABEL_OF if label else WITHOUT for label in labels]
        return np.array([WITHOUT & row if (WITHOUT & row).any() else WITHOUT for row in named])
    first = next((index for index, label in enumerate(labels) if label in OPENING), 0)
    last = max((index for index, label in enumerate(labels) if label in CLOSING), default=len(labels) - 1)
    allowed = np.zeros((len(labels), len(STATES)), dtype=bool)
    for index, label in enumerate(labels):
        part = (BEFORE if index < first else IN if index <= last else BEHIND) == PARTS
        if label is not None:
            named = LABELS.index(Label(label)) == LABEL_OF
            part = (
                part & named
                if (part & named).any()
                else (PARTS == IN) & named
                if (named & (PARTS == IN)).any()
                else named
            )
        allowed[index] = part
    return allowed


def sum_paths(
    scores: np.ndarray, step: np.ndarray, start: np.ndarray, data: Data, counts: np.ndarray | None
) -> tuple[float, np.ndarray]:
    """The logarithm of the sum over all paths, weighted over the pages, and the probability of each state at each line."""
    begins, lengths = data.bounds[:-1], np.diff(data.bounds)
    order = np.argsort(-lengths, kind="stable")
    begins, lengths, weights = begins[order], lengths[order], data.weights[order]
    highest = scores.max(axis=1, keepdims=True)
    local = np.exp(scores - highest)
    forward, scale = np.empty_like(local), np.empty(len(local))
    stretches = []
    active, now = len(order), np.empty((0, len(STATES)))
    for at in range(int(lengths[0])):
        while lengths[active - 1] <= at:
            active -= 1
        rows = begins[:active] + at
        stretches.append(rows)
        now = (start if at == 0 else now[:active] @ step) * local[rows]
        scale[rows] = total = np.maximum(now.sum(axis=1), 1e-300)
        forward[rows] = now = now / total[:, None]
    ends = data.ends[order]
    last = begins + lengths - 1
    ending = np.maximum((forward[last] * ends).sum(axis=1), 1e-300)
    backward = np.empty_like(local)
    behind = np.empty((0, len(STATES)))
    for at in range(len(stretches) - 1, -1, -1):
        rows = stretches[at]
        own = ends[: len(rows)] / ending[: len(rows), None]
        if at + 1 < len(stretches):
            below = stretches[at + 1]
            flow = local[below] * behind / scale[below][:, None]
            own[: len(below)] = flow @ step.T
            if counts is not None:
                counts += (forward[rows[: len(below)]] * weights[: len(below), None]).T @ flow
        behind = backward[rows] = own
    states = forward * backward
    states /= np.maximum(states.sum(axis=1, keepdims=True), 1e-300)
    line_weights = np.repeat(data.weights, np.diff(data.bounds))
    logs = float((np.log(scale) + highest[:, 0]) @ line_weights + np.log(ending) @ weights)
    return logs, states


def choose_flattenings(examples: Sequence[Example]) -> list[Example]:
    """The examples with a few of the further flattenings of each page, different ones for different pages."""
    flattened: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if "~" in example.id:
            flattened[example.id.partition("~")[0]].append(example)
    chosen = {
        one.id
        for page, copies in flattened.items()
        for one in sorted(copies, key=lambda copy: crc32(copy.id.encode()))[:FLATTENINGS]
    }
    return [example for example in examples if "~" not in example.id or example.id in chosen]


def learn_chain(examples: Sequence[Example], prior: Weights | None = None, iterations: int = ITERATIONS) -> Weights:
    """Weights learned from pages with labels, each read as one with or without an article; with a prior they stay near it.

    Without a prior they are learned twice: features that are light after the first time are left out of the second.
    """
    examples = choose_flattenings([example for example in examples if any(example.labels)])
    names, parts = choose_names(examples)
    if prior is not None:
        names, parts = sorted({*names, *prior.features}), sorted({*parts, *prior.parts})
        return fit_chain(examples, names, parts, prior, prior, iterations)
    first = fit_chain(examples, names, parts, None, None, iterations)
    names = [name for name in names if max(map(abs, first.features.get(name, [0.0]))) >= LIGHT]
    parts = [name for name in parts if max(map(abs, first.parts.get(name, [0.0]))) >= LIGHT]
    return fit_chain(examples, names, parts, None, first, min(iterations, LAST_ITERATIONS))


def fit_chain(
    examples: Sequence[Example],
    names: list[str],
    parts: list[str],
    prior: Weights | None,
    begin: Weights | None,
    iterations: int,
) -> Weights:
    """The weights of some features that fit best, looked for from given ones on; with a prior they stay near it."""
    data = make_data(examples, names, parts)
    possible = [np.tile(ENDS | ~ENDS if e.has_article else WITHOUT, (len(e.labels), 1)) for e in examples]
    annotated = [allow_states(e.labels, has_article=e.has_article) for e in examples]
    possible, annotated = (np.where(np.concatenate(rows), 0.0, FORBIDDEN) for rows in (possible, annotated))
    size_labels, size_parts, size_states = len(names) * len(LABELS), len(parts) * 3, len(STATES)
    turned, turned_parts = data.by_label.T.tocsr(), data.by_part.T.tocsr()
    line_weights = np.repeat(data.weights, np.diff(data.bounds))[:, None]
    begins = data.bounds[:-1]

    def unpack(vector: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        cuts = np.cumsum([size_labels, size_parts, size_states**2])
        one, two, three, four = np.split(vector, cuts)
        return one.reshape(-1, len(LABELS)), two.reshape(-1, 3), three.reshape(size_states, size_states), four

    def pack(weights: Weights | None) -> np.ndarray:
        if weights is None:
            return np.zeros(size_labels + size_parts + size_states**2 + size_states)
        nought, nothing = [0.0] * len(LABELS), [0.0] * 3
        by_label = np.array([weights.features.get(name, nought) for name in names])
        by_part = np.array([weights.parts.get(name, nothing) for name in parts])
        return np.concatenate(
            [by_label.ravel(), by_part.ravel(), np.array(weights.steps).ravel(), np.array(weights.starts)]
        )

    centre = pack(prior)
    stiff = np.full(len(centre), L2)
    stiff[size_labels + size_parts :] = L2_STEPS

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        by_label, by_part, steps, starts = unpack(vector)
        scores = (data.by_label @ by_label)[:, LABEL_OF] + (data.by_part @ by_part)[:, PARTS]
        step, start = np.exp(np.clip(steps, -30, 30)) * STEPS, np.exp(np.clip(starts, -30, 30)) * STARTS
        free, given = np.zeros_like(step), np.zeros_like(step)
        all_paths, expected = sum_paths(scores + possible, step, start, data, free)
        right_paths, observed = sum_paths(scores + annotated, step, start, data, given)
        surplus = (expected - observed) * line_weights
        gradient = np.concatenate(
            [
                (turned @ (surplus @ TO_LABELS)).ravel(),
                (turned_parts @ (surplus @ TO_PARTS)).ravel(),
                ((free - given) * step).ravel(),
                surplus[begins].sum(axis=0),
            ]
        )
        away = vector - centre
        return all_paths - right_paths + 0.5 * float(stiff @ away**2), gradient + stiff * away

    found = minimize(loss, pack(begin), jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 8})
    by_label, by_part, steps, starts = unpack(found.x)

    def keep(known: list[str], rows: np.ndarray) -> dict[str, list[float]]:
        rows = np.where(np.abs(rows) < LEAST_WEIGHT, 0.0, rows).round(2) + 0.0
        return {name: row.tolist() for name, row in zip(known, rows, strict=True) if row.any()}

    pages = len({example.id.partition("~")[0] for example in examples})
    return Weights(
        keep(names, by_label), keep(parts, by_part), (steps.round(3) + 0.0).tolist(), (starts.round(3) + 0.0).tolist(),
        {"": [0.0, 0.5]}, [1.0, 0.0], f"{pages} pages of {len({example.outlet for example in examples})} outlets",
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------- the page, and how far to trust


class Seen(NamedTuple):
    """A page as weights read it that were not learned from its outlet."""

    example: Example
    labels: list[str]
    without: list[str]
    """The labels when the page is read as one without an article."""
    sure: np.ndarray
    measures: dict[str, float]


def read_examples(weights: Weights, examples: Sequence[Example]) -> list[Seen]:
    chain = Chain(weights)
    seen = []
    for example in examples:
        scores = chain.score(example.features)
        reading, without = chain.read(scores), chain.read_without(scores)
        seen.append(
            Seen(
                example,
                [LABELS[best].value for best in reading.labels.argmax(axis=1)],
                [LABELS[best].value for best in without.labels.argmax(axis=1)],
                reading.labels.max(axis=1),
                measure_page(example.document, example.scene, reading),
            )
        )
    return seen


def learn_page(seen: Sequence[Seen]) -> dict[str, list[float]]:
    """Weights of the page's measures (logistic regression), and the least probability of an article."""
    names = list(seen[0].measures)
    values = np.array([[page.measures[name] for name in names] for page in seen])
    holds = np.array([page.example.has_article for page in seen], dtype=float)
    mean, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
    scaled = (values - mean) / spread

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        odds = scaled @ vector[1:] + vector[0]
        wrong = 1 / (1 + np.exp(-odds)) - holds
        total = np.logaddexp(0, odds).sum() - holds @ odds + 0.5 * PAGE_L2 * (vector[1:] ** 2).sum()
        return float(total), np.concatenate([[wrong.sum()], scaled.T @ wrong + PAGE_L2 * vector[1:]])

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B").x
    page = {name: [mean[k].round(4), spread[k].round(4), found[k + 1].round(4)] for k, name in enumerate(names)}
    return {
        "": [float(found[0].round(4)), LEAST_ARTICLE],
        **{name: [float(value) for value in row] for name, row in page.items()},
    }


def learn_trust(seen: Sequence[Seen]) -> list[float]:
    """Slope and shift of the logits of the best label's probability that make it the share of right lines."""
    odds, right = [], []
    for page in seen:
        for sure, label, gold in zip(page.sure, page.labels, page.example.labels, strict=True):
            if page.example.has_article and gold is not None:
                odds.append(np.log(max(sure, 1e-9) / max(1 - sure, 1e-9)))
                right.append(same(gold) == same(label))
    x, y = np.clip(np.array(odds), -20, 20), np.array(right, dtype=float)

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        value = vector[0] * x + vector[1]
        wrong = 1 / (1 + np.exp(-value)) - y
        return float(np.logaddexp(0, value).sum() - y @ value), np.array([wrong @ x, wrong.sum()])

    return [float(round(value, 4)) for value in minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x]


def same(label: str) -> str:
    return SCORED_TOGETHER.get(label, label)


# ------------------------------------------------------------------------------------------------------------------- learn, measure


def learn(examples: Sequence[Example], prior: Weights | None = None) -> Weights:
    """Weights from all examples; the page's and the trust from folds that each were kept away once."""
    weights = learn_chain(examples, prior)
    if prior is not None:
        return msgspec.structs.replace(weights, page=prior.page, trust=prior.trust)
    seen = read_away(examples)
    page = learn_page(seen)
    return msgspec.structs.replace(weights, page=page, trust=learn_trust(seen))


def read_away(examples: Sequence[Example]) -> list[Seen]:
    """Each example as weights read it that were learned from the other folds."""
    seen = []
    for fold in sorted({example.fold for example in examples}):
        others = [example for example in examples if example.fold != fold]
        seen += read_examples(learn_chain(others), [example for example in examples if example.fold == fold])
    return seen


def score(seen: Sequence[Seen], weights: dict[str, list[float]], trust: list[float]) -> dict[str, dict[str, float]]:
    """Figures by shape: lines right, macro F1 of labels, words of the main text, invented and lost articles, gap of the confidence."""
    figures: dict[str, dict[str, float]] = {}
    for shape in sorted({page.example.shape for page in seen}):
        confusion: Counter[tuple[str, str]] = Counter()
        told, invented, without, lost, confidences = [], 0, 0, 0, []
        for page in (page for page in seen if page.example.shape == shape):
            has = weigh_page(page.measures, weights) >= weights[""][1] and bool(MAIN & set(page.labels))
            if not page.example.has_article:
                without += 1
                invented += has
                continue
            lost += not has
            right = wrong = missed = 0
            labels = page.labels if has else page.without
            sure = 1 / (
                1
                + np.exp(-(trust[0] * np.log(np.maximum(page.sure, 1e-9) / np.maximum(1 - page.sure, 1e-9)) + trust[1]))
            )
            for block, gold, label, p in zip(
                page.example.document.blocks, page.example.labels, labels, sure, strict=True
            ):
                if gold is None:
                    continue
                words = block.text.count(" ") + 1
                confusion[same(gold), same(label)] += 1
                confidences.append((p, same(gold) == same(label)))
                is_main, was_main = gold in MAIN, label in MAIN
                right += words * (is_main and was_main)
                missed += words * (is_main and not was_main)
                wrong += words * (was_main and not is_main and gold not in ("caption", "title"))
            if right + missed:
                told.append(2 * right / (2 * right + wrong + missed))
        if not confusion:
            figures[shape] = {"invented": invented, "without": without}
            continue
        f1 = {}
        for label in {gold for gold, _ in confusion}:
            hits = confusion[label, label]
            others = sum(count for (gold, found), count in confusion.items() if (gold == label) != (found == label))
            f1[label] = 2 * hits / (2 * hits + others)
        figures[shape] = {
            "main": float(np.mean(told)),
            "lines": sum(count for (gold, found), count in confusion.items() if gold == found) / sum(confusion.values()),
            "labels": float(np.mean(list(f1.values()))),
            "invented": invented, "without": without, "lost": lost, "gap": gap(confidences), **{f"  {k}": v for k, v in sorted(f1.items())},
        }  # fmt: skip
    return figures


def gap(pairs: Sequence[tuple[float, bool]]) -> float:
    """Mean distance between confidence and share of right lines over ten bins, each counting as its lines do."""
    sure = np.array([pair[0] for pair in pairs])
    right = np.array([pair[1] for pair in pairs], dtype=float)
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs((sure[bins == k] - right[bins == k]).sum()) for k in range(10)) / len(pairs))


def show(title: str, columns: dict[str, dict[str, dict[str, float]]]) -> None:
    print(f"\n{title}")
    shapes = sorted({shape for figures in columns.values() for shape in figures})
    for shape in shapes:
        print(f"{shape:12s}" + "".join(f"{name:>14s}" for name in columns))
        for key in next(iter(columns.values())).get(shape, {}):
            row = [figures.get(shape, {}).get(key) for figures in columns.values()]
            print(
                f"  {key:10s}"
                + "".join(
                    f"{'' if value is None else f'{value:.3f}' if isinstance(value, float) else value:>14}"
                    for value in row
                )
            )


def show_sure(examples: Sequence[Example]) -> None:
    for name, sure in SURE.items():
        labels = [
            label
            for example in examples
            for names, label in zip(example.features.signs, example.labels, strict=True)
            if label is not None and name in names
        ]
        print(f"{name:14s} {sum(Label(label) in sure for label in labels):5d} of {len(labels):5d} lines right")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument(
        "--measure", action="store_true", help="learn from some folds, score on the others; write nothing"
    )
    parser.add_argument(
        "--away", default="", help="a fold that is kept away from learning; with --measure it is scored at the end"
    )
    parser.add_argument("--sure", action="store_true", help="show how often the features that decide alone are right")
    parser.add_argument("--from", dest="prior", default="", help="'shipped' or a file: stay near these weights")
    parser.add_argument("-o", "--out", type=Path, default=WEIGHTS_FILE)
    arguments = parser.parse_args()
    examples = read_folders(arguments.folders)
    print(f"{len(examples)} documents, {sum(len(example.labels) for example in examples)} lines", flush=True)
    prior = load_chain("" if arguments.prior == "shipped" else arguments.prior).weights if arguments.prior else None
    if arguments.sure:
        show_sure(examples)
        return 0
    if not arguments.measure:
        examples = [example for example in examples if example.fold != arguments.away]
        weights = learn(examples, prior)
        arguments.out.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=0) + b"\n")
        print(
            f"{arguments.out}: {len(weights.features)} + {len(weights.parts)} features, {arguments.out.stat().st_size // 1024} kB"
        )
        return 0
    near = [example for example in examples if example.fold != arguments.away]
    seen = read_away(near)
    page, trust = learn_page(seen), learn_trust(seen)
    columns = {"worked on": score(seen, page, trust)}
    if arguments.away:
        far = read_examples(learn_chain(near), [example for example in examples if example.fold == arguments.away])
        columns["kept away"] = score(far, page, trust)
    show("each fold by weights learned from the others", columns)
    return 0


if __name__ == "__main__":
    sys.exit(main())
