"""The report of a corpus: what is counted, what is drawn, and what a wrong file is told."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from vnnews.cli import app
from vnnews.errors import InputError
from vnnews.gazetteer import provinces
from vnnews.models import Article, Official, Post, Province
from vnnews.write import to_json_lines
from vnnews.write.report import count_corpus, count_rejects, read_rows, render_report
from vnnews.write.report.count import MAX_LISTED
from vnnews.write.report.figures import choose_unit, draw_bars, list_units
from vnnews.write.report.rows import RowPlace
from vnnews.write.report.tiles import find_tile, read_tiles

H = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("grid", "day"),
    [("34", date(2025, 7, 1)), ("34", date(2026, 11, 1)), ("63", date(2025, 6, 30)), ("63", date(2015, 1, 1))],
)
def test_every_province_of_the_day_has_its_own_tile(grid: str, day: date) -> None:
    tiles = [find_tile(grid, province.name) for province in provinces(on=day)]
    assert len({(tile.column, tile.row) for tile in tiles if tile}) == int(grid)
    assert None not in tiles


def test_no_two_tiles_share_a_place() -> None:
    for tiles in read_tiles().values():
        assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles)


def test_an_article_counts_once_for_each_name(article: Article) -> None:
    twice = msgspec.structs.replace(article, officials=article.officials * 2, agencies=article.agencies * 2)
    counts = count_corpus([twice, article])
    assert counts.articles == 2
    assert counts.agencies == {"Ủy ban nhân dân tỉnh Cà Mau": 2}
    assert counts.officials == {"Lâm Quốc Thịnh": 2}
    assert counts.posts["Lâm Quốc Thịnh"] == {("Phó Chủ tịch, Ủy ban nhân dân tỉnh Cà Mau", date(2025, 8, 5)): 2}
    assert counts.sites == {"bao.example": 2}


def test_a_unit_that_has_ended_is_on_the_old_map(article: Article) -> None:
    grids = {(grid, name) for grid, name, _ in count_corpus([article]).provinces}
    assert grids == {("34", "Cà Mau"), ("63", "Bạc Liêu")}


def test_a_unit_that_went_on_is_on_the_map_of_the_article() -> None:
    unchanged = Province("vn:quangninh", "Quảng Ninh", "Tỉnh Quảng Ninh", "province")
    for moment, grid in (
        (datetime(2025, 6, 30, tzinfo=UTC), "63"),
        (datetime(2025, 7, 1, tzinfo=UTC), "34"),
        (None, ""),
    ):
        counts = count_corpus([Article("Tin", published=moment, provinces=(unchanged,))])
        assert [of for of, _, _ in counts.provinces] == [grid]


def test_foreign_officials_are_left_out() -> None:
    guest = Official("Anna Berg", posts=(Post("Bộ trưởng", "Thụy Điển"),), foreign=True)
    counts = count_corpus([Article("Tin", officials=(guest,))])
    assert not counts.officials
    assert not counts.posts


def test_rows_of_a_run_count_like_articles(article: Article) -> None:
    articles = [article, Article("Tin vắn")]
    assert count_corpus(read_rows(to_json_lines(articles).splitlines())) == count_corpus(articles)


@pytest.mark.parametrize("line", [b"{", b"[]", b'{"url": 1}', b'{"title": "a", "published": "hom qua"}', b"\xff"])
def test_a_line_that_is_no_article_is_named(line: bytes) -> None:
    with pytest.raises(InputError, match="line 3 of tin"):
        list(read_rows([b'{"title": "a", "body": ""}', b"", line], source="tin.jsonl"))


@pytest.mark.parametrize("suffix", ["jsonl", "parquet"])
@pytest.mark.parametrize("command", ["report", "export"])
def test_raw_records_are_refused(command: str, suffix: str, tmp_path: Path) -> None:
    raw = tmp_path / f"pages.{suffix}"
    record = {"title": "Lũ lên", "url": "https://bao.example/lu.html", "html": "<p>Lũ lên.</p>"}
    if suffix == "jsonl":
        raw.write_text(json.dumps(record) + "\n")
    else:
        pytest.importorskip("pandas").DataFrame([record]).to_parquet(raw)
    form = ["--to", "csv"] if command == "export" else []
    done = CliRunner().invoke(app, [command, str(raw), *form, "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "no article of vnnews but a raw record" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("field", ['"body": "Lũ lên."', '"text": "Lũ lên"', '"passages": []'])
def test_rows_of_before_they_had_a_schema_are_read(field: str) -> None:
    assert [row.title for row in read_rows([f'{{"title": "Lũ lên", {field}}}'.encode()])] == ["Lũ lên"]


def test_several_files_and_folders_are_one_report(article: Article, tmp_path: Path) -> None:
    parts = tmp_path / "kho"
    parts.mkdir()
    (parts / "part-00000.jsonl").write_bytes(to_json_lines([article]))
    (parts / "part-00001.jsonl.gz").write_bytes(gzip.compress(to_json_lines([article, article])))
    (tmp_path / "mới.jsonl").write_bytes(to_json_lines([article]))
    done = CliRunner().invoke(app, ["report", str(parts), str(tmp_path / "mới.jsonl"), "-o", "-"])
    assert done.exit_code == 0, done.stderr
    assert "<h1>kho – mới</h1>" in done.output
    assert "<dt>articles</dt><dd>4</dd>" in done.output
    (tmp_path / "rỗng").mkdir()
    assert "holds no .jsonl" in CliRunner().invoke(app, ["report", str(tmp_path / "rỗng"), "-o", "-"]).stderr


def test_rejects_are_counted_by_step_and_reason() -> None:
    lines = [b'{"source": "a", "stage": "assemble", "reason": "listing", "message": ""}'] * 2 + [b"\n"]
    found = count_rejects(lines)
    assert found.reasons == {"assemble: listing": 2}
    assert found.behind == {"assemble: listing": ["a", "a"]}
    with pytest.raises(InputError, match="line 1"):
        count_rejects([b"?"])


def test_units_of_time() -> None:
    assert choose_unit([]) == "day"
    assert choose_unit([date(2025, 1, 1), date(2025, 3, 31)]) == "day"
    assert choose_unit([date(2025, 1, 1), date(2025, 12, 31)]) == "month"
    assert choose_unit([date(2005, 1, 1), date(2025, 12, 31)]) == "year"


def test_units_without_an_article_are_units_too() -> None:
    assert list_units([]) == []
    assert len(list_units([date(2025, 2, 27), date(2025, 3, 2)])) == 4
    assert [unit.year for unit in list_units([date(2005, 1, 1), date(2025, 12, 31)])] == list(range(2005, 2026))


def test_equal_names_come_in_the_order_of_the_alphabet() -> None:
    html = draw_bars("x", "X", Counter({"B": 1, "A": 1, "C": 2}), lambda name, number: "", colour="red")
    assert re.findall(r"<span>([ABC])</span>", html) == ["C", "A", "B"]


def test_nothing_of_a_corpus_becomes_markup(article: Article) -> None:
    counts = count_corpus(
        [
            msgspec.structs.replace(
                article, title=H, officials=(Official(H, posts=(Post(H, H),)),), url=f"https://{H}.example/"
            )
        ]
    )
    plain, hostile = (
        render_report(
            counts, title=title, rejects=count_rejects([msgspec.json.encode({"reason": title, "source": title})])
        )
        for title in ("Tin", H)
    )
    for tag in ("<script", "<img", "onerror=alert(1)>"):
        assert hostile.count(tag) == plain.count(tag) == (tag == "<script")


def test_an_address_that_runs_a_script_is_no_link() -> None:
    html = render_report(count_corpus([Article("Tin", url="javascript:alert(1)")]))
    assert "Tin" in html
    assert not re.search(r'href="(?!#|https?:)', html)


def leads(html: str) -> dict[str, str]:
    """For each bar, tile and dot of a report: its text, and the text of the list that it leads to."""
    lists = dict(re.findall(r'<section class="list" id="(list\d+)"(.*?)</section>', html, re.DOTALL))
    bars = re.findall(r'<a (?:class="tile" )?id="to-(list\d+)" href="#(list\d+)"(.*?)</a>', html, re.DOTALL)
    assert bars
    assert all(one == other for one, other, _ in bars)
    assert sorted(name for name, _, _ in bars) == sorted(lists)
    return {re.sub(r"<[^>]*>", " ", text): lists[name] for name, _, text in bars}


def test_every_number_leads_to_its_articles(article: Article) -> None:
    undated = Article("Không ngày", provinces=article.provinces)
    rows = [*read_rows(to_json_lines([article, undated]).splitlines())]
    rows[0].page = rows[0].page or RowPlace("kho/1.html")
    rejects = count_rejects([b'{"stage": "read", "reason": "binary", "source": "kho/2.bin"}'])
    found = leads(render_report(count_corpus(rows), rejects=rejects))
    # undated, a day, two tiles, two provinces without a date, agency, official, paper, post, reject
    assert len(found) == 11
    for text, behind in found.items():
        if "binary" in text:
            assert "kho/2.bin" in behind
        elif "Không ngày" not in behind:
            assert 'href="https://bao.example/cau-moi-1.html"' in behind
            assert "05/08/2025 · kho/1.html" in behind
        assert behind.count("<li>") == 1


def test_a_long_list_says_how_many_are_left_out() -> None:
    counts = count_corpus(Article(f"Tin {n}", url="https://bao.example/") for n in range(MAX_LISTED + 5))
    html = render_report(counts)
    assert html.count(f"the first {MAX_LISTED} of {MAX_LISTED + 5} articles") == 2  # undated, and of the paper
    assert f"Tin {MAX_LISTED}" not in html


def test_undated_articles_are_on_no_map(article: Article) -> None:
    html = render_report(count_corpus([msgspec.structs.replace(article, published=None)]))
    assert 'class="map"' not in html
    assert "Provinces in articles without a date" in html


def test_no_figure_is_empty() -> None:
    for counts in (count_corpus([]), count_corpus([Article("Tin")])):
        assert "<figure" not in render_report(counts)


def test_report_loads_nothing(article: Article) -> None:
    html = render_report(count_corpus([article]))
    head = html[: html.index("<script")]
    assert "default-src 'none'" in head
    assert not re.search(r"<script[^>]*\ssrc=|<link|<iframe|@import|url\(|<img", html)


def test_an_empty_corpus_has_a_report() -> None:
    assert "<dd>0</dd>" in render_report(count_corpus([]))


def test_command_writes_a_report(article: Article, tmp_path: Path) -> None:
    rows = tmp_path / "bài.jsonl.gz"
    rows.write_bytes(gzip.compress(to_json_lines([article])))
    rejects = tmp_path / "rejects.jsonl"
    rejects.write_text(json.dumps({"stage": "read", "reason": "binary"}) + "\n")
    out = tmp_path / "report.html"
    done = CliRunner().invoke(app, ["report", str(rows), "--rejects", str(rejects), "-o", str(out)])
    assert (done.exit_code, done.output) == (0, "")
    html = out.read_text(encoding="utf-8")
    assert "<h1>bài</h1>" in html
    assert "read: binary" in html


def test_a_report_of_no_article_says_so_and_why(tmp_path: Path) -> None:
    empty, rejects, made = tmp_path / "rỗng.jsonl", tmp_path / "rejects.jsonl", str(tmp_path / "r.html")
    empty.touch()
    rejects.write_bytes(b'{"stage": "assemble", "reason": "listing"}\n' * 2 + b'{"stage": "read", "reason": "empty"}\n')
    alone = CliRunner().invoke(app, ["report", str(empty), "-o", made])
    assert alone.exit_code == 0
    assert f"no article in {empty}: what 'vnnews run --rejects FILE' writes" in alone.stderr
    explained = CliRunner().invoke(app, ["report", str(empty), "--rejects", str(rejects), "-o", made])
    assert "3 pages were rejected, 2 of them by 'assemble: listing'" in explained.stderr


def test_a_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install '.[arrow]'")
    table = tmp_path / "bad.parquet"
    table.write_bytes(b"no parquet")
    done = CliRunner().invoke(app, ["report", str(table), "-o", "-"])
    assert done.exit_code == 2
    assert "bad.parquet holds no articles" in done.stderr


@pytest.mark.parametrize("make_rows", [False, True], ids=["written by the library", "written by a run"])
def test_parquet_gives_the_report_of_json_lines(make_rows: bool, article: Article, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install '.[arrow]'")
    from vnnews.batch.arrow import write_rows
    from vnnews.batch.rows import read_rows as read_whole_rows
    from vnnews.write.arrow import write_parquet

    articles = [article, Article("Tin vắn")]
    lines, table = tmp_path / "bài.jsonl", tmp_path / "bài.parquet"
    lines.write_bytes(to_json_lines(articles))
    if make_rows:
        write_rows(read_whole_rows(str(lines)), table)
    else:
        write_parquet(articles, table)
    shown = [CliRunner().invoke(app, ["report", str(path), "-o", "-"]).output for path in (lines, table)]
    assert "Tin vắn" in shown[0]
    assert shown[0] == shown[1]


def test_report_and_run_count_the_same(tmp_path: Path) -> None:
    """Pages with one article, two, none, the same again, and one that cannot be read."""
    pages = Path(__file__).parents[2] / "examples" / "pages"
    for number, name in enumerate(
        ("paper-a.html", "paper-a.html", "two-articles.txt", "listing.html", "photo-essay.html")
    ):
        (tmp_path / f"{number}-{name}").write_bytes((pages / name).read_bytes())
    (tmp_path / "hỏng.html").write_bytes(b"\x00\x01\x02" * 99)
    names = [str(tmp_path / name) for name in ("bài.jsonl", "rejects.jsonl", "run.json")]
    options = ["--rejects", names[1], "--report", names[2], "--no-words", "--workers", "0", "-q"]
    dedup = ["--dedup"] if find_spec("rensa") else []
    inputs = [str(path) for path in sorted(tmp_path.iterdir())]
    assert CliRunner().invoke(app, ["run", *inputs, "-o", names[0], *options, *dedup]).exit_code == 0
    run = json.loads(Path(names[2]).read_text())
    assert run["rejected"]
    assert run["failed"]
    counts = count_corpus(read_rows(Path(names[0]).read_bytes().splitlines()))
    left_out = count_rejects(Path(names[1]).read_bytes().splitlines())
    assert (counts.articles, left_out.rejected, left_out.failed, left_out.duplicates) == (
        run["articles"], run["rejected"], run["failed"], run["duplicates"],
    )  # fmt: skip
    assert left_out.reasons == run["reasons"]
    assert counts.sites == {name: site["articles"] for name, site in run["sites"].items() if site["articles"]}
    html = render_report(counts, rejects=left_out)
    assert f"<dt>pages without an article</dt><dd>{run['rejected']}</dd>" in html
    assert f"<dt>failed</dt><dd>{run['failed']}</dd>" in html


def test_command_reads_and_writes_streams(article: Article) -> None:
    done = CliRunner().invoke(app, ["report", "-", "-o", "-", "--title", "Tin tháng 8"], input=to_json_lines([article]))
    assert done.exit_code == 0
    assert "<h1>Tin tháng 8</h1>" in done.output


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("bad.jsonl", b"?\n", 2, "line 1"),
        ("bad.jsonl.gz", b"no gzip", 1, "cannot read"),
        ("cut.jsonl.gz", gzip.compress(b'{"title": "a", "body": ""}\n' * 9)[:-9], 1, "cannot read"),
    ],
)
def test_command_says_what_is_wrong(tmp_path: Path, name: str, content: bytes, code: int, said: str) -> None:
    rows = tmp_path / name
    rows.write_bytes(content)
    done = CliRunner().invoke(app, ["report", str(rows), "-o", str(tmp_path / "r.html")])
    assert done.exit_code == code
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert not (tmp_path / "r.html").exists()


def test_command_does_not_overwrite_its_input(tmp_path: Path) -> None:
    rows = tmp_path / "a.jsonl"
    rows.write_text('{"title": "a"}\n')
    (tmp_path / "link.html").symlink_to(rows)
    done = CliRunner().invoke(app, ["report", str(rows), "-o", str(tmp_path / "link.html")])
    assert done.exit_code == 2
    assert rows.read_text() == '{"title": "a"}\n'


def test_a_page_of_people_lies_beside_the_report(article: Article, tmp_path: Path) -> None:
    rows, report, people = tmp_path / "bài.jsonl", tmp_path / "tháng" / "bài.html", tmp_path / "người.html"
    report.parent.mkdir()
    rows.write_bytes(to_json_lines([article]))
    done = CliRunner().invoke(app, ["report", str(rows), "-o", str(report), "--people", str(people)])
    assert done.exit_code == 0, done.output
    assert '<a href="../ng%C6%B0%E1%BB%9Di.html">' in report.read_text("utf-8")
    assert article.officials
    assert article.officials[0].name in people.read_text("utf-8")
    assert 'id="people"' not in render_report(count_corpus([article]))
    refused = CliRunner().invoke(app, ["report", str(rows), "-o", str(report), "--people", str(rows)])
    assert refused.exit_code != 0
    assert rows.read_bytes() == to_json_lines([article])
