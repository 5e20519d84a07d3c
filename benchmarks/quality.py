"""Score vnnews on annotated pages and hold the figures against the floors in floors.json.

    python benchmarks/quality.py GOLD            # figures beside their floors; exit code 1 when one is below
    python benchmarks/quality.py GOLD --raise    # write better figures into floors.json as new floors

Words are scored with weights that have not seen the sentences: learned from the train part of UD Vietnamese-VTB for its dev part, and the
other way round; the parts lie in `nlp` beside GOLD. The linking of people is scored on the pairs that nobody tuned on; see people.py.

The shipped weights of labels have seen these pages: the floors guard the code against a change that reads them worse. What is to be
expected of outlets never seen, `tools/train_labeller.py --measure` says.

GOLD is a folder with `evaluate.py` and `dev/docs`, `dev/ann` (annotated pages; they belong to their papers and are not part of
this repository). Without the argument: `gold` in the folder that the environment variable VNNEWS_SHARED names, else in `../shared`
beside the checkout, when it is there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
DEFAULT_GOLD = Path(os.environ.get("VNNEWS_SHARED", HERE.parent.parent / "shared")) / "gold"
MODES = ("html", "lines")
WORDS = "words"
"""The part of the floors for words and sentences."""
STATED = "stated"
"""The part of the floors for facts that are stated as sure: the share that two readers do not deny, see `stated.py`."""
PEOPLE = "people"
"""The part of the floors for the linking of people."""
MEASURES = (
    "main_macro",
    "lines_right",
    "labels_macro_f1",
    "provinces",
    "agencies",
    "officials",
    "official+role",
    "official+role+agency",
    "official+role+agency+province",
)
SLACK = 0.002
"""A floor is set this far below the measured figure, so that a rule that helps elsewhere may cost one line in a thousand."""


def score(gold: Path, mode: str) -> dict[str, float]:
    """Return F1 by measure for one mode, and the number of pages without an article on which text was invented."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        command = [sys.executable, str(gold / "evaluate.py"), str(gold / "dev" / "docs"), str(gold / "dev" / "ann")]
        subprocess.run([*command, "--mode", mode, "--json", str(out)], check=True, capture_output=True)
        scores = json.loads(out.read_text())["scores"]
    figures = {name: scores[name]["f1"] for name in MEASURES if name in scores}
    figures["invented"] = scores.get("no_article_pages", {}).get("text_invented", 0)
    return figures


def score_words(folder: Path) -> dict[str, float]:
    """Return F1 of words on each part of the annotated sentences by weights learned from the other alone, and the share of right ends.

    'names' is 1, and what the entity step adds to the F1 of the weights that ship on the part where it adds least: it must not fall.
    """
    import segmentation

    train, dev = folder / "vi_vtb-ud-train.conllu", folder / "vi_vtb-ud-dev.conllu"
    on_dev, on_train = segmentation.trainer.score_crosswise(train, dev)
    parts = [list(segmentation.trainer.read_conllu(path)) for path in (train, dev)]
    gains = [
        segmentation.measure_f1(segmentation.cut_with_names, part)
        - segmentation.measure_f1(segmentation.cut_alone, part)
        for part in parts
    ]
    return {
        "on dev": on_dev / 100,
        "on train": on_train / 100,
        "sentences": 1 - segmentation.score_sentences(parts[0] + parts[1]),
        "names": 1 + min(gains) / 100,
    }


def score_part(gold: Path, part: str) -> dict[str, float]:
    """Return the figures of a part of the floors."""
    if part == WORDS:
        return score_words(gold.parent / "nlp")
    if part == PEOPLE:
        return score_people(gold.parent)
    if part == STATED:
        import stated

        return stated.share_upheld(gold)
    return score(gold, part)


def score_people(shared: Path) -> dict[str, float]:
    """Return precision and recall of pairs and the B-cubed F1 of the half of the decided pairs that is held back from tuning."""
    import people

    articles, pairs = people.read_corpus(shared), people.read_pairs()
    records = people.find_records(articles, people.link_people(articles).people, pairs)
    result = people.score([pair for pair in pairs if pair.half == people.HELD_OUT], records)
    return {"precision": result.precision, "recall": result.recall, "bcubed": result.bcubed}


def below(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Names of the measures that are worse than their floor; `invented` must not rise."""
    return [
        name
        for name, floor in floors.items()
        if (figures.get(name, 0.0) > floor if name == "invented" else figures.get(name, 0.0) < floor)
    ]


def raised(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Floors after a better run: never lower than before."""
    new = {}
    for name, value in figures.items():
        if name == "invented":
            new[name] = min(value, floors.get(name, value))
        else:
            new[name] = max(round(value - SLACK, 3), floors.get(name, 0.0))
    return new


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=DEFAULT_GOLD)
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="write better figures as new floors")
    args = parser.parse_args()
    if not (args.gold / "evaluate.py").exists():
        print(f"no annotated pages at {args.gold}: nothing measured")
        return 0
    floors = json.loads(FLOORS.read_text())
    failed = []
    for mode in (*MODES, WORDS, PEOPLE, STATED):
        figures = score_part(args.gold, mode)
        for name, value in figures.items():
            print(f"{mode:6s} {name:32s} {value:7.3f}   floor {floors[mode].get(name, 0):7.3f}")
        failed += [f"{mode} {name}" for name in below(figures, floors[mode])]
        if args.raise_floors:
            floors[mode] = raised(figures, floors[mode])
    if args.raise_floors:
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n")
    if failed:
        print("below the floor:", ", ".join(failed))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
