"""What an article says of a commune of its day: the province, where the name of the commune alone tells it.

    python benchmarks/communes.py [--on 2024-11-12] [--show KIND]

Every name of the packaged list of a day, without those that hold a number, stands in one sentence of an article of that day: 'Chủ tịch UBND
xã Bom Bo'. A claim is right when the one province that has a commune of that name on that day is named, and wrong when another one is, or one
of several as if it were sure. Where the name is one of several provinces, no answer is the right answer.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from datetime import date

from vnnews.gazetteer import communes, default
from vnnews.gazetteer.names import full_form, name_key
from vnnews.link import link_entities
from vnnews.mentions import find_mentions
from vnnews.models import Article, Passage

KINDS = ("right", "wrong", "one of several", "left open", "not answered", "nobody found")
SENTENCE = "Ông Nguyễn Văn Thắng, Chủ tịch UBND {name}, cho biết tuyến đường sẽ xong trong tháng này."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--on", type=date.fromisoformat, default=date(2024, 11, 12), help="the day of the articles")
    parser.add_argument("--show", choices=KINDS, help="print the names of this kind")
    options = parser.parse_args()
    found = measure(options.on)
    print(f"{sum(map(len, found.values()))} names of {options.on}")
    for kind in KINDS:
        print(f"{kind:15} {len(found[kind]):6}")
    for line in found[options.show] if options.show else ():
        print(line)


def measure(day: date, step: int = 1) -> dict[str, list[str]]:
    """Return the names of a day, every one or every step-th, by what was said of each."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name, provinces in list(names_of(day).items())[::step]:
        said = claim(name, day)
        found[judge(said, provinces)].append(f"{name}: {said!r}, {', '.join(sorted(provinces))}")
    return found


def names_of(day: date) -> dict[str, set[str]]:
    """Return the provinces of each name that some commune has on a day."""
    provinces: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for unit in communes(on=day):
        if not any(sign.isdigit() for sign in unit.name):
            written.setdefault(name_key(unit.full_name), full_form(unit))
            provinces[name_key(unit.full_name)].add(default().province_of(unit, day).name)
    return {name: provinces[key] for key, name in written.items()}


def claim(name: str, day: date) -> str | None:
    """Return the province of the only official's post, None when there is no official of the commune."""
    text = SENTENCE.format(name=name)
    article = Article(title="", text=text, passages=(Passage("body", 0, len(text), text),))
    officials = link_entities(article, find_mentions(article, on=day), on=day).officials
    posts = [post for official in officials for post in official.posts if post.agency]
    return posts[0].province if posts else None


def judge(said: str | None, provinces: set[str]) -> str:
    """Return the kind of an answer."""
    if said is None:
        return "nobody found"
    if not said:
        return "left open" if len(provinces) > 1 else "not answered"
    if said not in provinces:
        return "wrong"
    return "right" if len(provinces) == 1 else "one of several"


if __name__ == "__main__":
    main()
