"""Posts of raw articles that a reader judged: the verdicts, and the articles that they are about.

`judged_posts.tsv` holds what `vnnews` stated of fresh articles and what a reader of the article said to it:

    side      A: articles whose faults were mended afterwards; B: articles that nobody has looked at for mending. Of the aggregator's the
              papers of the two sides differ; of the older plain texts the paper is not known.
    source    file and line of the raw article, counted from 1: 'aggregator-2025.jsonl.gz:17'
    name, role, agency
    verdict   y right; s right but for status or province; b the body is wrong, cut short or missing; r person or role are wrong; ? open

The raw articles belong to their papers and are not part of this repository: a folder `raw` beside the annotated pages.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import vnnews
from vnnews.models import Article

JUDGED = Path(__file__).resolve().parent / "judged_posts.tsv"
SIDES = UNMENDED, MENDED = "B", "A"
ROLE_RIGHT, BODY_RIGHT, ROLE_WRONG = frozenset("ysb"), frozenset("ys"), frozenset("r")
READER = vnnews.Pipeline(words=False, entities=False)
OUTLET = re.compile(r'alt="([^"]+)"|title="([^"]+)"')
"""The aggregator names the paper in the text of its picture."""

PostKey = tuple[str, str, str]
"""Name, role and agency, folded as `evaluate.py` compares them."""


class Page(NamedTuple):
    """A raw article with its verdicts."""

    side: str
    outlet: str
    article: Article
    verdicts: dict[PostKey, str]

    def is_role_right(self, key: PostKey) -> bool | None:
        """Return whether the person holds a post of this title, None when the verdicts do not say so.

        What was said of the title holds for a post of another body too, unless one verdict contradicts another.
        """
        near = [verdict for other, verdict in self.verdicts.items() if other[:2] == key[:2]]
        told = [self.verdicts[key]] if key in self.verdicts else near
        if not told or "?" in told:
            return None
        if all(verdict in ROLE_RIGHT for verdict in told):
            return True
        return False if all(verdict in ROLE_WRONG for verdict in told) else None

    def is_right(self, key: PostKey) -> bool | None:
        """Return whether role and body are right, None for a post that nobody has judged."""
        verdict = self.verdicts.get(key, "")
        if verdict in BODY_RIGHT:
            return True
        return False if verdict == "b" or self.is_role_right(key) is False else None


def key_of(module: ModuleType, name: str, role: str, agency: str) -> PostKey:
    """Return by what a post is known again; `module` is `evaluate.py`."""
    role, agency, _ = module.post_key(role, agency, "")
    return module.fold(name), role, agency


def find_raw(gold: Path) -> Path | None:
    """Return the folder of raw articles beside the annotated pages, None when there is none."""
    raw = gold.resolve().parent / "raw"
    return raw if raw.is_dir() else None


def read_judged(module: ModuleType, raw: Path, judged: Path = JUDGED) -> list[Page]:
    """Return the judged articles that are at hand, in the order of the verdicts."""
    sides: dict[str, str] = {}
    verdicts: dict[str, dict[PostKey, str]] = defaultdict(dict)
    with judged.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            sides[row["source"]] = row["side"]
            verdicts[row["source"]][key_of(module, row["name"], row["role"], row["agency"])] = row["verdict"]
    print(f"looking for {len(sides)} judged articles in {raw.name}, then reading them …", file=sys.stderr)
    records = dict(_read_records(raw, sides))
    return [
        Page(side, _outlet_of(source, records[source]), _read_article(records[source]), verdicts[source])
        for source, side in sides.items()
        if source in records
    ]


def _read_records(raw: Path, sources: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for source in sources:
        name, _, line = source.rpartition(":")
        wanted[name].add(int(line))
    for name, numbers in wanted.items():
        if not (raw / name).exists():
            continue
        with gzip.open(raw / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if number in numbers:
                    yield f"{name}:{number}", json.loads(line)


def _outlet_of(source: str, record: dict[str, Any]) -> str:
    """The paper; a plain text, whose paper is not known, stands for itself."""
    if "html" not in record:
        return source
    named = OUTLET.search(html.unescape(record["html"]))
    return next(filter(None, named.groups()), "") if named else str(record["section"])


def _read_article(record: dict[str, Any]) -> Article:
    if "html" in record:
        return READER.parse(record["html"], kind="html", url=record["url"])
    return READER.parse(record["text"], kind="text")


if __name__ == "__main__":
    sys.exit("this module only reads the verdicts; `python benchmarks/stated.py GOLD --judged` measures with them")
