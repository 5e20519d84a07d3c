"""Score the linking of people across a corpus on pairs of mentions that a reader of the articles decided.

    python benchmarks/people.py [SHARED]                  # precision, recall, B-cubed F1: tuning half and held-out half side by side
    python benchmarks/people.py [SHARED] --errors         # every wrong pair of the tuning half; the held-out half shows figures only
    python benchmarks/people.py [SHARED] --careers 100    # as many lines of careers, drawn by a fixed seed, with their proof sentences
    python benchmarks/people.py --generated               # an invented corpus alone, as where there is no SHARED

SHARED is a folder with `gold/dev/docs` and `raw/aggregator-2025.jsonl.gz` (pages of papers; they belong to them and are not part of this
repository): the argument, else the environment variable VNNEWS_SHARED, else `../shared` beside the checkout. The pages are read as `vnnews run`
reads them; `--cache FILE` keeps the articles for the next time.

`people_pairs.tsv` holds the decisions: two mentions of officials in different articles, by the article's key, the name and its offset; 'same',
'different' or 'untold', the reason in a few words, and the number that each person has there. Both sides of a name are in one half. Precision is
the share of pairs of one system record that are the same person, recall the share of same pairs in one record. A mention that the reader of names
no longer finds cannot be linked: its pairs count as not linked, and their number is printed.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

import vnnews
from vnnews.batch import run_batch
from vnnews.corpus import DEFAULT_CONFIDENCE, link_people
from vnnews.gazetteer.names import name_key
from vnnews.models import Article
from vnnews.write.stored import read_stored

HERE = Path(__file__).resolve().parent
PAIRS = HERE / "people_pairs.tsv"
TUNING, HELD_OUT = "tuning", "held-out"
HALVES = (TUNING, HELD_OUT)
GOLD = "/gold/"
"""Stands in the address that `read_corpus` gives to an annotated page, before its name."""
SEED = 19
"""Draws the lines of careers that are read; another seed draws others."""


class _Origin(msgspec.Struct):
    """Where a run found a page."""

    origin: str
    number: int = 0
    """Of the article on its page, from 0."""


class _Row(msgspec.Struct):
    """What a run adds to an article."""

    page: _Origin


@dataclass(frozen=True)
class Mention:
    """An official in an article."""

    article: str
    """Name of the annotated page, or address of the aggregator's."""
    name: str
    start: int
    """Where the article first named the official when the pair was decided; tells two of one name apart."""
    person: str
    """The person that the reader took it for."""


@dataclass(frozen=True)
class Pair:
    """Two mentions and what a reader decided."""

    half: str
    kind: str
    """What makes the pair worth deciding: 'other province', 'marks', 'missing part' …"""
    decision: str
    reason: str
    first: Mention
    second: Mention


@dataclass(frozen=True)
class Score:
    """How one half was linked; shares from 0 to 1."""

    pairs: int
    lost: int
    """Pairs with a mention that was not found."""
    precision: float
    recall: float
    bcubed_precision: float
    bcubed_recall: float

    @property
    def bcubed(self) -> float:
        """Harmonic mean of both."""
        return _mean(self.bcubed_precision, self.bcubed_recall)


def find_shared(given: Path | None) -> Path | None:
    """Return the folder with the pages, None when there is none."""
    told = os.environ.get("VNNEWS_SHARED")
    places = [given, Path(told) if told else None, HERE.parent.parent / "shared"]
    return next((place for place in places if place is not None and (place / "gold" / "dev" / "docs").exists()), None)


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Pair(row["side"], row["kind"], row["decision"], row["reason"], _mention(row, "a"), _mention(row, "b"))
            for row in rows
        ]


def _mention(row: dict[str, str], which: str) -> Mention:
    return Mention(row[f"article_{which}"], row[f"name_{which}"], int(row[f"start_{which}"]), row[f"person_{which}"])


def read_corpus(shared: Path) -> list[Article]:
    """Return the articles of the annotated and of the aggregator's pages; `url` is made the key by which pairs name them."""
    docs = shared / "gold" / "dev" / "docs"
    outlets = _read_outlets(shared / "gold" / "dev" / "SOURCES.tsv")
    articles = []
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "docs"
        staged.mkdir()
        for page in docs.iterdir():
            if page.suffix != ".lines":  # the same pages once more, as lines
                (staged / page.name).symlink_to(page)
        for line in _run(staged, Path(folder) / "gold.jsonl"):
            page = msgspec.json.decode(line, type=_Row).page
            stem = Path(page.origin).stem
            key = stem + (f"#{page.number}" if page.number else "")
            article = read_stored(line, Article)
            articles.append(replace(article, url=f"https://{outlets.get(stem) or 'unknown'}{GOLD}{key}"))
        aggregator = shared / "raw" / "aggregator-2025.jsonl.gz"
        if aggregator.exists():
            lines = _run(aggregator, Path(folder) / "aggregator.jsonl")
            articles += [read_stored(line, Article) for line in lines]
    return articles


def _run(pages: Path, output: Path) -> list[bytes]:
    run_batch([str(pages)], str(output))
    return output.read_bytes().splitlines()


def read_articles(path: Path) -> list[Article]:
    return [read_stored(line, Article) for line in path.read_bytes().splitlines()]


def _read_outlets(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["outlet"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}


def key_of(article: Article) -> str:
    """Return how the pairs name an article of `read_corpus`."""
    return article.url.rsplit(GOLD, 1)[-1]


def find_records(articles: Iterable[Article], people: Iterable[Any], pairs: Iterable[Pair]) -> dict[Mention, str]:
    """Return the id of the record that holds each mention of the pairs; without those that no record holds."""
    keys = {article.url: key_of(article) for article in articles}
    spotted: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for person in people:
        for spotting in person.spottings:
            place = keys.get(spotting.article, spotting.article), name_key(spotting.name)
            spotted[place].append((spotting.start, person.id))
    found = {}
    for mention in {mention for pair in pairs for mention in (pair.first, pair.second)}:
        places = spotted.get((mention.article, name_key(mention.name)), [])
        if places:
            found[mention] = min(places, key=lambda place: abs(place[0] - mention.start))[1]
    return found


def score(pairs: list[Pair], records: dict[Mention, str]) -> Score:
    """Return how the pairs of one half were linked; undecided pairs count neither way, nor do their mentions in B-cubed."""
    decided = [pair for pair in pairs if pair.decision != "untold"]
    linked = [pair for pair in decided if is_linked(pair, records)]
    same = [pair for pair in decided if pair.decision == "same"]
    right = sum(pair.decision == "same" for pair in linked)
    untold = {mention for pair in pairs if pair.decision == "untold" for mention in (pair.first, pair.second)}
    mentions = {mention for pair in decided for mention in (pair.first, pair.second)} - untold
    # a mention that was not found is a record of its own
    system = {mention: records.get(mention, f"lost {mention}") for mention in mentions}
    return Score(
        pairs=len(decided),
        lost=sum(pair.first not in records or pair.second not in records for pair in decided),
        precision=right / len(linked) if linked else 1.0,
        recall=right / len(same) if same else 1.0,
        bcubed_precision=_share(system, {mention: mention.person for mention in mentions}),
        bcubed_recall=_share({mention: mention.person for mention in mentions}, system),
    )


def is_linked(pair: Pair, records: dict[Mention, str]) -> bool:
    record = records.get(pair.first)
    return record is not None and record == records.get(pair.second)


def _share(groups: dict[Mention, str], others: dict[Mention, str]) -> float:
    """Return the mean share of a mention's group that is also together in the other grouping."""
    members: dict[str, list[Mention]] = defaultdict(list)
    for mention, group in groups.items():
        members[group].append(mention)
    shares = [
        sum(others[other] == others[mention] for other in members[group]) / len(members[group])
        for mention, group in groups.items()
    ]
    return sum(shares) / len(shares) if shares else 1.0


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


FAMILIES, MIDDLES = ("Trần", "Lê", "Phạm", "Vũ"), ("Văn", "Đức", "Quang", "Thanh")
GIVEN = (
    "Khoát",
    "Thuyết",
    "Giản",
    "Đảo",
    "Lượng",
    "Bách",
    "Chuẩn",
    "Duệ",
    "Hiệt",
    "Khoan",
    "Lãm",
    "Nghị",
    "Oánh",
    "Quýnh",
)
PROVINCES = ("Cà Mau", "Lào Cai", "Nghệ An", "Tây Ninh", "Quảng Trị", "Sơn La")
POSTS = ("Chủ tịch UBND tỉnh {}", "Phó Bí thư Tỉnh ủy {}", "Giám đốc Công an tỉnh {}")
OCCASIONS = (
    ("họp bàn việc chống hạn", "Hồ chứa cạn hơn năm trước, nhiều xã phải bơm nước hai lần mỗi ngày để giữ lúa.", "Kênh chính sẽ được nạo vét trước mùa mưa."),
    ("khánh thành trường học", "Ngôi trường mới có mười hai phòng, sân chơi rộng và một thư viện mở cho cả làng.", "Học sinh lớp một được tặng cặp sách."),
    ("thông xe cây cầu mới", "Xe tải không còn phải đi vòng qua đèo, quãng đường ra cảng ngắn lại một nửa.", "Đơn vị thi công bảo hành công trình mười năm."),
    ("tiếp đoàn thầy thuốc trẻ", "Đoàn khám mắt miễn phí cho người cao tuổi và mổ đục thủy tinh thể ngay tại chỗ.", "Thuốc do các nhà hảo tâm gửi tặng."),
    ("thăm làng nghề đan lát", "Giỏ tre của làng bán sang bảy nước, thợ trẻ trở về ngày một đông.", "Một lớp dạy nghề khai giảng tuần sau."),
    ("kiểm tra bến cá", "Tàu về dày hơn nhưng giá cá cơm giảm, bà con mong có kho lạnh gần bến.", "Ban quản lý hứa sửa cầu tàu trong quý này."),
)  # fmt: skip


def make_corpus(seed: int = SEED, people: int = 12) -> tuple[list[Article], list[Pair]]:
    """Return articles about invented officials and the pairs of their mentions, all decided because the careers are known.

    Every second name is borne by two persons who hold posts of two provinces in the same week; the others hold two posts of one province. Each
    article tells of something else, so that none is taken for a copy of another.
    """
    rng = random.Random(seed)
    articles, mentions = [], []
    for number, given in enumerate(rng.sample(GIVEN, people)):
        name = f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES)} {given}"
        homes = rng.sample(PROVINCES, 2) if number % 2 else [rng.choice(PROVINCES)]
        occasions = rng.sample(OCCASIONS, len(OCCASIONS))
        for which, home in enumerate(homes):
            held = rng.sample(POSTS, 1) * 3 if len(homes) > 1 else rng.sample(POSTS, 2)
            for turn, post in enumerate(held):
                article = _write_article(name, home, post, turn, occasions.pop(), f"{number}-{which}-{turn}")
                articles.append(article)
                mentions += [
                    Mention(key_of(article), official.name, official.mentions[0].start, f"{number}-{which}")
                    for official in article.officials
                    if official.name == name
                ]
    pairs = [
        Pair("generated", "invented", "same" if one.person == other.person else "different", "known career", one, other)
        for one, other in combinations(mentions, 2)
        if one.name == other.name
    ]
    return articles, pairs


def _write_article(name: str, home: str, post: str, turn: int, occasion: tuple[str, ...], key: str) -> Article:
    what, first, second = occasion
    text = (
        f"<h1>{home} {what}</h1><p>Ngày {turn + 3}/4, ông {name}, {post.format(home)}, đã {what}.</p>"
        f"<p>{first}</p><p>{second}</p>"
    )
    day = datetime(2024, 4, turn + 3, tzinfo=timezone(timedelta(hours=7)))
    return replace(vnnews.parse(text, url=f"https://bao{turn}.example/{key}"), published=day)


def print_scores(pairs: list[Pair], records: dict[Mention, str], halves: Iterable[str]) -> None:
    for half in halves:
        part = [pair for pair in pairs if pair.half == half]
        result = score(part, records)
        counts = Counter(pair.decision for pair in part)
        print(
            f"{half}: {', '.join(f'{n} {decision}' for decision, n in counts.most_common())}; {result.lost} pairs with a lost mention"
        )
        print(f"  pairs    P {result.precision:.3f}  R {result.recall:.3f}")
        print(f"  B-cubed  P {result.bcubed_precision:.3f}  R {result.bcubed_recall:.3f}  F1 {result.bcubed:.3f}")


def print_errors(pairs: Iterable[Pair], records: dict[Mention, str]) -> None:
    for pair in pairs:
        if (
            pair.half != HELD_OUT
            and pair.decision != "untold"
            and is_linked(pair, records) != (pair.decision == "same")
        ):
            lost = " (lost)" if pair.first not in records or pair.second not in records else ""
            print(
                f"{pair.decision}{lost}, {pair.kind}, {pair.reason}: {pair.first.name} {pair.first.article} | {pair.second.name} {pair.second.article}"
            )


def print_careers(people: Iterable[Any], count: int) -> None:
    """Print lines of careers with the sentence that proves each, drawn evenly from all."""
    lines = [(person, held) for person in people for held in person.occupancies]
    for number, (person, held) in enumerate(random.Random(SEED).sample(lines, min(count, len(lines))), start=1):
        proof = held.proof
        span = f"{held.begins or ''}[{held.first_seen or '?'}..{held.last_seen or '?'}]{held.ends or ''}"
        print(
            f"{number}. {person.name}: {held.role} | {held.body} | {held.province} | {held.status} {span} {held.confidence:.2f}"
        )
        print(f"   {proof.published or ''} {proof.sentence}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--cache", type=Path, help="file of the articles; made when it is not there")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--careers", type=int, default=0, metavar="N")
    parser.add_argument("--above", type=float, default=DEFAULT_CONFIDENCE, help="confidence of the lines of --careers")
    parser.add_argument("--generated", action="store_true")
    options = parser.parse_args()
    shared = None if options.generated else find_shared(options.shared)
    if shared is None:
        if not options.generated:
            print("no folder of pages: the invented corpus alone is measured", file=sys.stderr)
        articles, pairs = make_corpus()
    elif options.cache and options.cache.exists():
        articles, pairs = read_articles(options.cache), read_pairs()
    else:
        articles, pairs = read_corpus(shared), read_pairs()
        if options.cache:
            options.cache.write_bytes(b"".join(msgspec.json.encode(article) + b"\n" for article in articles))
    people = link_people(articles, min_confidence=options.above).people
    records = find_records(articles, people, pairs)
    print(f"{len(articles)} articles, {len(people)} people")
    print_scores(pairs, records, HALVES if shared else ("generated",))
    if options.errors:
        print_errors(pairs, records)
    if options.careers:
        print_careers(people, options.careers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
