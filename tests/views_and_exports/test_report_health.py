"""Which sites lost something against their own past: healthy ones raise no alarm, broken ones do, and the day is right."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from vnnews.cli import app
from vnnews.models import Article
from vnnews.text.dates import VIETNAM
from vnnews.write import to_json_lines
from vnnews.write.report import Loss, count_corpus, find_losses, render_report
from vnnews.write.report.count import compare_rows
from vnnews.write.report.health import PARTS, SeenPage
from vnnews.write.report.rows import Row, RowPlace, count_rejects

FIRST = date(2025, 3, 3)
"""A Monday."""

ORDERS = ("crawl", "input", "dates")
"""What tells the order of the pages: the day in their names, the order in which they come, or nothing but their dates."""


def make_site(seed: int, order: str, *, days: int = 60, lost: str = "", since: int = 0) -> list[SeenPage]:
    """Pages of a site with one to eight pages a day, fewer on weekends, and noise in every part."""
    chance = random.Random(seed)
    a_day = chance.choice((1, 2, 4, 8))
    pages = []
    for at in range(days):
        day = FIRST + timedelta(at)
        is_weekend = day.weekday() >= 5
        for _ in range(max(1, a_day // 2) if is_weekend else chance.randint(1, 2 * a_day)):
            number = len(pages)
            origin = {
                "crawl": f"kho/{day}/{chance.randint(1, 10**6)}.html",
                "input": f"kho.jsonl:{number + 1}",
                "dates": f"kho/{chance.randint(1, 10**6)}.html",
            }[order]
            has = {part: chance.random() < 0.93 for part in PARTS}
            has["author"] = chance.random() < (0.4 if is_weekend else 0.9)  # agency news without a name
            has[lost] = has.get(lost, True) and at < since
            chars = chance.randint(600, 6000) if has["body"] else chance.choice((0, 90))
            stated = day - timedelta(chance.choice((0, 0, 0, 1, 200)))
            is_dated = bool(has["date"] and chars)
            pages.append(
                SeenPage(origin, stated if is_dated else None, is_dated and has["time of day"], bool(has["author"] and chars), chars)
            )  # fmt: skip
    if order == "dates":
        chance.shuffle(pages)
    return pages


@pytest.mark.parametrize("order", ORDERS)
def test_twenty_healthy_sites_raise_no_alarm(order: str) -> None:
    assert find_losses({f"bao{seed}.example": make_site(seed, order) for seed in range(20)}) == []


@pytest.mark.parametrize("days", [9, 33, 61, 62, 63])
def test_a_corpus_that_ends_on_any_day_of_the_week_is_healthy(days: int) -> None:
    assert find_losses({f"bao{seed}.example": make_site(seed, "crawl", days=days) for seed in range(20)}) == []


# pages without a date have no place in the order of dates
@pytest.mark.parametrize(
    ("part", "order"),
    [(part, order) for part in PARTS for order in ORDERS if order != "dates" or part in ("time of day", "author")],
)
def test_a_loss_is_found_with_its_day(part: str, order: str) -> None:
    for seed in range(5):
        sites = {"a.example": make_site(seed, order, lost=part, since=40), "b.example": make_site(seed + 50, order)}
        (loss,) = find_losses(sites)
        assert (loss.site, loss.part) == ("a.example", part)
        assert loss.since is not None
        assert abs((loss.since - FIRST).days - 40) <= 2
        assert loss.before > 0.7
        assert loss.after == 0
        assert loss.pages_before + loss.pages_after <= len(sites["a.example"])


def test_what_a_site_never_had_is_not_lost() -> None:
    assert find_losses({"a.example": make_site(1, "crawl", lost="author", since=0)}) == []


def test_few_pages_tell_nothing() -> None:
    assert find_losses({"a.example": make_site(1, "crawl", days=60, lost="author", since=58)}) == []
    assert find_losses({"a.example": []}) == []


def test_pages_without_an_address_are_no_site() -> None:
    assert find_losses({"": make_site(1, "crawl", lost="author", since=30)}) == []


def test_a_section_of_a_shuffled_crawl_is_no_loss_of_dates() -> None:
    """Films come last in the folder and have no date: neither their place nor the one day of the crawl says when."""
    days = [FIRST + timedelta(n % 40) for n in range(80)]
    random.Random(3).shuffle(days)
    stories = [SeenPage(f"2025-04-20/bai-{n:03}.html", day, True, True, 900) for n, day in enumerate(days)]
    films = [SeenPage(f"2025-04-20/video-{n:03}.html", None, False, True, 900) for n in range(40)]
    assert find_losses({"a.example": stories + films}) == []


def make_articles(lost: str = "") -> list[Row]:
    """Rows of a run over a site with three articles a day, of which one part is gone from the 40th day on."""
    rows = []
    for number in range(180):
        day = datetime(2025, 3, 3, 8, 15, tzinfo=VIETNAM) + timedelta(number // 3)
        row = Row(
            "Tin",
            f"https://www.bao.example/{number}",
            day,
            ("Hải Đăng",),
            "Mưa lớn. " * 90,
            page=RowPlace(f"kho.jsonl:{number + 1}"),
        )
        if number >= 120:
            row = msgspec.structs.replace(
                row, **{"author": {"authors": ()}, "date": {"published": None}, "body": {"body": "Mưa"}}.get(lost, {})
            )
        rows.append(row)
    return rows


@pytest.mark.parametrize(("lost", "said"), [("date", "no date"), ("author", "no author"), ("body", "no body")])
def test_the_report_names_the_site_and_the_day(lost: str, said: str) -> None:
    html = render_report(count_corpus(make_articles(lost)))
    assert f"bao.example: {said} since" in html
    assert "kho.jsonl:121" in html
    assert 'id="losses"' not in render_report(count_corpus(make_articles()))
    assert "as before on the one site with enough pages" in render_report(count_corpus(make_articles()))


def test_a_midnight_that_the_caller_gave_is_no_time_of_day() -> None:
    rows = [
        row if n < 120 else msgspec.structs.replace(row, published=datetime(2025, 4, 12, tzinfo=VIETNAM))
        for n, row in enumerate(make_articles())
    ]
    assert [loss.part for loss in compare_rows(rows)] == ["time of day"]


def test_pages_without_an_article_count_as_pages_without_a_body() -> None:
    rejects = count_rejects(
        msgspec.json.encode(
            {"source": f"kho.jsonl:{number + 1}", "stage": "assemble", "reason": "other", "url": "https://bao.example/"}
        )
        for number in range(120, 180)
    )
    assert [(loss.part, loss.first) for loss in compare_rows(make_articles()[:120], rejects)] == [
        ("body", "kho.jsonl:121")
    ]


def test_no_name_of_a_site_becomes_markup() -> None:
    pages = make_site(1, "crawl", lost="author", since=30)
    counts = count_corpus([])
    counts.seen["<img src=x>"] = pages
    html = render_report(counts)
    assert "&lt;img src=x&gt;: no author" in html
    assert "<img" not in html


PAGE = """<html><head><title>{title}</title><link rel="canonical" href="https://www.sommai.example/{number}.html"></head><body>
<h1>{title}</h1>{head}<p class="sapo">Mưa lớn từ đêm qua làm nước sông lên nhanh, nhiều đoạn đường bị ngập.</p>
<p>Chính quyền xã cho biết đã đưa các hộ dân ở vùng trũng đến nơi an toàn trước khi trời sáng, học sinh được nghỉ học.</p>
<p>Lực lượng tại chỗ tiếp tục gia cố bờ kè và thông báo cho người dân không đi qua các ngầm tràn trong hôm nay.</p></body></html>"""


def test_a_run_tells_what_a_site_lost(tmp_path: Path) -> None:
    """The whole way: pages of daily crawls, of which those from the 21st on show neither date nor author."""
    for number in range(60):
        day = date(2025, 8, 1) + timedelta(number // 2)
        head = (
            f'<div class="author">Hải Đăng</div><time class="date">{day:%d/%m/%Y} 08:15</time>' if day.day < 21 else ""
        )
        folder = tmp_path / "kho" / day.isoformat()
        folder.mkdir(parents=True, exist_ok=True)
        page = PAGE.format(title=f"Nước sông Bồ lên mức báo động {number}", head=head, number=number)
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    rows, report = tmp_path / "bài.jsonl", tmp_path / "run.json"
    options = ["--workers", "0", "--no-words", "--no-entities", "--report", str(report)]
    done = CliRunner().invoke(app, ["run", str(tmp_path / "kho"), "-o", str(rows), *options])
    assert done.exit_code == 0
    losses = msgspec.convert(json.loads(report.read_text())["losses"], list[Loss])
    assert [(loss.site, loss.part, loss.since) for loss in losses] == [
        ("sommai.example", "date", date(2025, 8, 21)),
        ("sommai.example", "author", date(2025, 8, 21)),
    ]
    assert "sommai.example: no author since 21/08/2025 (on 0% of 20 pages, before on 100% of 40)" in done.stderr
    shown = CliRunner().invoke(app, ["report", str(rows), "-o", "-"]).stdout
    assert "sommai.example: no date since 21/08/2025" in shown


def test_articles_of_the_library_are_compared_too() -> None:
    articles = [
        Article("Tin", url=row.url, published=row.published, authors=row.authors, body=row.body, text=row.body)
        for row in make_articles("author")
    ]
    counts = count_corpus(articles)
    assert len(to_json_lines(articles).splitlines()) == counts.articles
    assert "bao.example: no author since 12/04/2025" in render_report(counts)
