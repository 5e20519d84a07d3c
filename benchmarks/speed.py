"""The speed of vnnews beside its peers, as ratios: whole pages, each step alone, by size of page, at first sight and warm, words.

    python benchmarks/speed.py                        # the example pages
    python benchmarks/speed.py FOLDER --rounds 5      # the *.html of a folder

All systems read the same pages in turn, page by page, and every figure is a ratio of processor times, so that a busy machine slows all of
them alike. Warm: the sum over the pages of each page's best round, and of its median round, after one that does not count; vnnews, which remembers lines
and names, forgets them before each page, but in the rows of a page met before. First sight: each page once, in a fresh process that has imported
the system; 'first page' is the first of them, also as a multiple of what it costs when warm. Words are cut in the texts of the articles that vnnews
finds. Systems that are not installed are named and left out; peers.py says which there are.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import peers

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).parent / "floors.json"
REFERENCE, WORDS_REFERENCE = "trafilatura", "underthesea"
SIZES = {"below 15 KB": (0, 15_000), "15 to 150 KB": (15_000, 150_000), "above 150 KB": (150_000, sys.maxsize)}
MET = ", page met before"
FIRST_ROUNDS = 3
"""Fresh processes a system; the best counts."""
Times = dict[str, list[list[float]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "examples" / "pages")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--fresh", choices=(*WHOLE_LOADERS, *peers.EXTRACTORS, *peers.PARSERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.html"))
    if not files:
        sys.exit(f"no *.html in {options.folder}")
    pages = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    sizes = [file.stat().st_size for file in files]
    if options.fresh:
        print(json.dumps(time_once(options.fresh, pages)))
        return
    print(f"{len(pages)} pages, {sum(sizes) / len(sizes) / 1000:.0f} KB on average, {options.rounds} rounds")
    systems, absent = peers.load_present(peers.EXTRACTORS | peers.PARSERS)
    for name, why in absent.items():
        print(f"left out: {name}: {why}")
    warm = time_pages(systems, pages, options.rounds)
    print_pages(warm, sizes)
    print_first_sight(options.folder, {name: warm[name] for name in (*WHOLE_LOADERS, *systems)})
    compare_words(pages, options.rounds)


def time_pages(systems: dict[str, Callable[[str], object]], pages: Sequence[str], rounds: int) -> Times:
    """Return the seconds by system and step, by page, by round; the first round, which no figure uses, is left out."""
    import steps

    prepared = [steps.prepare(page) for page in pages]
    others = {name: _on_html(work) for name, work in systems.items()}
    again = {name + MET: work for name, work in steps.WHOLE.items()}
    turns = {name: work for pair in zip(steps.WHOLE.items(), again.items(), strict=True) for name, work in pair}
    caches = steps.find_caches()

    def forget(name: str) -> None:
        if name in steps.STEPS:
            for cache in caches:
                cache.cache_clear()

    gc.collect()
    gc.freeze()  # what has been prepared is nobody's garbage, and nobody's time
    times = peers.take_turns(turns | steps.ALONE | others, prepared, rounds + 1, forget)
    return {name: [by_round[1:] for by_round in by_page] for name, by_page in times.items()}


def _on_html(work: Callable[[str], object]) -> Callable[[object], object]:
    return lambda page: work(page.html)  # type: ignore[attr-defined]


def print_pages(times: Times, sizes: Sequence[int]) -> None:
    reference = REFERENCE if REFERENCE in times else "light"
    groups = {"all": range(len(sizes))}
    groups |= {
        name: found
        for name, (low, high) in SIZES.items()
        if (found := [n for n, size in enumerate(sizes) if low <= size < high])
    }
    print(f"\nwarm, {reference} = 1")
    print(f"{'':28}" + "".join(f"{f'{name} ({len(rows)})':>20}" for name, rows in groups.items()) + f"{'median':>9}")
    for name in times:
        ratios = [share(times, name, reference, rows, min) for rows in groups.values()]
        middle = share(times, name, reference, groups["all"], median)
        print(f"{name:28}" + "".join(f"{ratio:20.3f}" for ratio in ratios) + f"{middle:9.3f}")
    recorded = json.loads(FLOORS.read_text())["speed"]
    if reference == REFERENCE:
        for name, ceiling in recorded.items():
            ratio = share(times, name, reference, groups["all"], min)
            print(f"{name}: {ratio:.3f} of {REFERENCE}, recorded as {ceiling:.2f} on the annotated pages")


def share(
    times: Times, name: str, reference: str, rows: Sequence[int], choose: Callable[[list[float]], float]
) -> float:
    """Return the time of a system over some pages as a multiple of the reference's."""
    own, other = (sum(choose(times[system][row]) for row in rows) for system in (name, reference))
    return own / other


# ------------------------------------------------------------------------------------------------------------- first sight


def load_light() -> Callable[[str], object]:
    from vnnews import Pipeline

    pipeline = Pipeline(words=False, entities=False)
    return pipeline.parse_page


def load_everything() -> Callable[[str], object]:
    from vnnews import Pipeline

    pipeline = Pipeline()
    return pipeline.parse_page


WHOLE_LOADERS = {"light": load_light, "everything": load_everything}


def time_once(name: str, pages: Sequence[str]) -> list[float]:
    """Return the seconds of each page, read once."""
    work = {**WHOLE_LOADERS, **peers.EXTRACTORS, **peers.PARSERS}[name]()
    seconds = []
    for page in pages:
        begun = time.process_time()
        work(page)
        seconds.append(time.process_time() - begun)
    return seconds


def print_first_sight(folder: Path, warm: Times) -> None:
    reference = REFERENCE if REFERENCE in warm else "light"
    once: dict[str, list[list[float]]] = {}
    for name in warm:
        command = [sys.executable, __file__, str(folder), "--fresh", name]
        runs = [
            json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(FIRST_ROUNDS)
        ]
        once[name] = [list(seconds) for seconds in zip(*runs, strict=True)]
    everything = range(len(next(iter(once.values()))))
    print(f"\nfirst sight, {reference} = 1{'':10}all pages   first page   first page, its warm time = 1")
    for name, by_page in once.items():
        whole, first = (share(once, name, reference, rows, min) for rows in (everything, [0]))
        print(f"{name:28}{whole:19.3f}{first:13.3f}{min(by_page[0]) / min(warm[name][0]):32.1f}")


# ------------------------------------------------------------------------------------------------------------------- words


def compare_words(pages: Sequence[str], rounds: int) -> None:
    import vnnews

    pipeline = vnnews.Pipeline(words=False, entities=False)
    texts = [article.text for page in pages for article in pipeline.parse_page(page).articles]
    present, absent = peers.load_present(peers.CUTTERS)
    for name, why in absent.items():
        print(f"left out: {name}: {why}")
    systems: dict[str, peers.Cut] = {"vnnews": lambda text: [word.text for word in vnnews.segment(text).words]}
    systems |= present
    for cut in systems.values():
        cut("Loads the model.")
    times = peers.take_turns(systems, texts, rounds + 1)
    reference = WORDS_REFERENCE if WORDS_REFERENCE in systems else "vnnews"
    first = {name: sum(by_round[0] for by_round in by_text) for name, by_text in times.items()}
    best = {name: sum(min(by_round[1:]) for by_round in by_text) for name, by_text in times.items()}
    print(f"\nwords of {len(texts)} articles, characters a second, {reference} = 1      first sight   warm")
    for name in systems:
        print(f"{name:60}{first[reference] / first[name]:9.2f}{best[reference] / best[name]:9.2f}")


if __name__ == "__main__":
    main()
