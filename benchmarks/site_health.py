"""How often a site is said to have lost something that lost nothing, and how many real losses are found.

    python benchmarks/site_health.py [SITES]

Makes sites by chance: 1 to 60 pages a day, three weeks to two years, fewer pages and fewer authors on weekends, days on which an
editor leaves authors out, formats without a body (films), pages that give no article, dates that a page states wrongly, three ways in
which the input tells time. A broken site loses one part from some day on, on all or on three quarters of its pages.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import date, timedelta

from vnnews.write.report.health import PARTS, SeenPage, find_losses

ORDERS = ("crawl", "input", "dates")


def make_site(
    chance: random.Random, *, lost: str = "", since: int = 0, share: float = 1.0, days: int = 0
) -> tuple[list[SeenPage], date]:
    """Return the pages of a site in the order of its input, and its first day; `lost` is missing on `share` of the pages from day `since` on."""
    days = days or chance.randint(21, 730)
    a_day = chance.choice((1, 2, 3, 5, 10, 30, 60)) * (1 if days < 200 else 0.3)
    order = chance.choice(ORDERS[:2] if lost == "date" else ORDERS)
    rates = {part: chance.choice((0.5, 0.8, 0.95, 0.99, 1.0)) for part in PARTS}
    quiet = chance.choice((0.2, 0.5, 1.0))
    first = date(2024, 1, 1) + timedelta(chance.randint(0, 600))
    pages = []
    for at in range(days):
        day = first + timedelta(at)
        is_weekend = day.weekday() >= 5
        editor = chance.betavariate(8, 2)  # some days have fewer authors than others
        for _ in range(max(0, round(chance.gauss(a_day, a_day**0.5) * (quiet if is_weekend else 1)))):
            has = {part: chance.random() < rate for part, rate in rates.items()}
            has["author"] = has["author"] and chance.random() < (editor if not is_weekend else editor * quiet)
            if lost and at >= since and chance.random() < share:
                has[lost] = False
            named = f"{day}/{chance.randint(1, 10**6)}.html" if order == "crawl" else f"dump.jsonl:{len(pages) + 1}"
            origin = named if order != "dates" else f"{chance.randint(1, 10**9)}.html"
            stated = day - timedelta(chance.choice((0, 0, 0, 0, 1, 1, 2, chance.randint(0, 900))))
            chars = round(chance.lognormvariate(7.5, 0.6)) if has["body"] else chance.choice((0, 0, 120))
            is_article = chars > 0
            pages.append(
                SeenPage(
                    origin,
                    stated if has["date"] and is_article else None,
                    has["time of day"] and has["date"] and is_article,
                    has["author"] and is_article,
                    chars,
                )
            )
    if order == "dates":
        chance.shuffle(pages)
    return pages, first


def main(number: int) -> None:
    chance = random.Random(8)
    false = Counter(loss.part for _ in range(number) for loss in find_losses({"a": make_site(chance)[0]}))
    print(f"{number} healthy sites: {false.total()} false alarms {dict(false)}")
    tried = max(1, number // 10)
    for share in (1.0, 0.75):
        for part in PARTS:
            found, near, others = 0, 0, 0
            for _ in range(tried):
                days = chance.randint(40, 400)
                since = chance.randint(25, days - 12)
                pages, first = make_site(chance, lost=part, since=since, share=share, days=days)
                losses = find_losses({"a": pages})
                right = [loss for loss in losses if loss.part == part]
                found += bool(right)
                near += any(loss.since and abs((loss.since - first).days - since) <= 2 for loss in right)
                others += len(losses) - len(right)
            print(
                f"{part} lost on {share:.0%} of the pages: {found} of {tried} found, {near} within two days; others told: {others}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
