"""Measure what linking people across a corpus costs: time, peak memory, and how both grow with the articles.

    python benchmarks/people_cost.py                        # 10,000 and 100,000 generated articles
    python benchmarks/people_cost.py 1000 10000             # other numbers
    python benchmarks/people_cost.py 100000 --update 1000   # and adding a day's articles to the folder

The articles are generated: persons, posts and bodies are drawn from the gazetteer's frequencies of names and its communes, one sentence stands for each
official among twenty of filling, and there is no real text. Each size runs in a process of its own; seconds are those of its processor time and of the clock.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

from vnnews.corpus import link_files
from vnnews.gazetteer import default
from vnnews.models import Agency, Article, Mention, Official, Post, Sentence

SEED = 19
OFFICIALS_A_PERSON = 4
"""Mentions that a person has on average; a twentieth of all mentions are of a hundred persons whom everybody writes about."""
FILLING = (
    "Buổi làm việc diễn ra trong không khí cởi mở, các bên trao đổi thẳng thắn về công việc sắp tới của địa phương."
)
ROLES = ("Chủ tịch", "Phó Chủ tịch", "Chủ tịch", "Phó Chủ tịch", "Công chức")
GROWTH = 12
"""Most that ten times the articles may cost, in times of the smaller number."""


def generate(number: int, start: int = 0) -> Iterator[Article]:
    """Yield articles with one to three officials each; the same for the same numbers."""
    rng = random.Random(SEED)
    facts = default()
    surnames = [(record.name, record.pct) for record in facts.surname_records if record.pct]
    parts = {kind: [(r.value, r.pct) for r in facts.name_parts if r.kind == kind] for kind in ("middle", "given")}
    communes = facts.communes

    def draw(table: list[tuple[str, float]]) -> str:
        return rng.choices([name for name, _ in table], [share for _, share in table])[0]

    def person() -> tuple[str, str, str, str, str]:
        unit = rng.choice(communes)
        province = facts.province_by_id[unit.province].name
        name = " ".join((draw(surnames), draw(parts["middle"]), draw(parts["given"])))
        role, body = rng.choice(ROLES), f"Ủy ban nhân dân {unit.full_name[0].lower()}{unit.full_name[1:]}"
        return name, role, body, province, rng.choice(("ông", "ông", "bà", ""))

    known = [person() for _ in range(max(200, 2 * number // OFFICIALS_A_PERSON))]
    for index in range(start, start + number):
        told = [rng.choice(known[:100] if rng.random() < 0.05 else known) for _ in range(rng.choice((1, 2, 2, 3)))]
        yield compose(index, list(dict.fromkeys(told)))


def compose(index: int, told: list[tuple[str, str, str, str, str]]) -> Article:
    """An article of some twenty sentences that states a post of each person."""
    lines = [f"Bản tin số {index}. {FILLING}"] + [f"{FILLING} Ý kiến thứ {n} của bản tin {index}." for n in range(20)]
    officials, agencies = [], []
    text = "\n\n".join(lines)
    sentences, at = [], 0
    for line in lines:
        sentences.append(Sentence(at, at + len(line), line))
        at += len(line) + 2
    for name, role, body, province, honorific in told:
        said = f"{honorific} {name}, {role} {body}, trả lời báo chí về bản tin {index}."
        start = len(text) + 2
        text += f"\n\n{said}"
        sentences.append(Sentence(start, start + len(said), said))
        spot = start + said.index(name)
        place = spot + len(name) + 2
        post = Post(role, body, "", province, "current", place, place + len(role), 0.95)
        officials.append(
            Official(name, honorific, posts=(post,), mentions=(Mention(spot, spot + len(name), name, ""),))
        )
        agencies.append(Agency("", body, "peoples_committee", "commune", province))
    day = date(2023, 1, 1) + timedelta(days=index * 7 % 1000)
    return Article(
        f"Bản tin số {index}",
        text=text,
        url=f"https://bao{index % 40}.example/{index}",
        published=msgspec.convert(f"{day}T06:00:00+07:00", type=msgspec.structs.fields(Article)[8].type),
        sentences=tuple(sentences),
        agencies=tuple(agencies),
        officials=tuple(officials),
    )


def write_articles(path: Path, number: int, start: int = 0) -> Path:
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as stream:
        for article in generate(number, start):
            stream.write(encode(article) + b"\n")
    return path


def measure(files: list[str], folder: str, *, update: bool) -> None:
    """Link, and print what it took as JSON; runs in a process of its own."""
    began, worked = time.perf_counter(), time.process_time()
    made = link_files(files, folder, update=update)
    took = {
        "clock": time.perf_counter() - began,
        "processor": time.process_time() - worked,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(took | msgspec.structs.asdict(made)))


def run(files: list[Path], folder: Path, *, update: bool = False) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", *map(str, files), "--folder", str(folder)]
    output = subprocess.run([*command, *(["--again"] if update else [])], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(output.stdout)
    return found


def show(label: str, took: dict[str, float]) -> None:
    print(
        f"{label:>20}  {took['processor']:8.1f} s processor  {took['clock']:8.1f} s clock  {took['memory']:6.0f} MB  "
        f"{took['statements']:9,.0f} statements  {took['people']:8,.0f} people  {took['blocks']:8,.0f} blocks"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--update", type=int, default=0, metavar="N", help="then add N articles to the last folder")
    parser.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    parser.add_argument("--again", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure, given.folder, update=given.again)
        return 0
    took: list[tuple[int, dict[str, float]]] = []
    with tempfile.TemporaryDirectory() as place:
        for size in given.sizes:
            file = write_articles(Path(place) / f"{size}.jsonl", size)
            took.append((size, run([file], Path(place) / f"people-{size}")))
            show(f"{size:,} articles", took[-1][1])
        if given.update:
            file = write_articles(Path(place) / "day.jsonl", given.update, start=10_000_000)
            show(f"{given.update:,} more", run([file], Path(place) / f"people-{given.sizes[-1]}", update=True))
    if len(took) > 1:
        (few, first), (many, last) = took[0], took[-1]
        growth = last["processor"] / first["processor"]
        allowed = GROWTH * many / few / 10
        print(f"{many / few:.0f} times the articles take {growth:.1f} times the processor time (at most {allowed:.0f})")
        million = last["processor"] / many * 1_000_000 / 60
        print(f"a million articles, extrapolated from {many:,}: {million:.0f} minutes of one core")
        return int(growth > allowed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
