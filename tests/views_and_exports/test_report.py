"""The report of a corpus: what is counted, what is drawn, and what a wrong file is told."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from vnnews.cli import app
from vnnews.errors import InputError
from vnnews.gazetteer import provinces
from vnnews.models import Article, Official, Post, Province
from vnnews.write import to_json_lines
from vnnews.write.report import count_corpus, count_rejects, read_rows, render_report
from vnnews.write.report.charts import chart_names, choose_unit
from vnnews.write.report.tiles import find_tile, read_tiles

altair = pytest.importorskip("altair", reason="altair is not installed: pip install '.[report]'")
pytest.importorskip("vl_convert", reason="vl-convert-python is not installed: pip install '.[report]'")


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
        (None, "34"),
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
        list(read_rows([b'{"title": "a"}', b"", line], source="tin.jsonl"))


def test_rejects_are_counted_by_step_and_reason() -> None:
    lines = [b'{"source": "a", "stage": "assemble", "reason": "listing", "message": ""}'] * 2 + [b"\n"]
    assert count_rejects(lines) == {"assemble: listing": 2}
    with pytest.raises(InputError, match="line 1"):
        count_rejects([b"?"])


def test_units_of_time() -> None:
    assert choose_unit([]) == "day"
    assert choose_unit([date(2025, 1, 1), date(2025, 3, 31)]) == "day"
    assert choose_unit([date(2025, 1, 1), date(2025, 12, 31)]) == "month"
    assert choose_unit([date(2005, 1, 1), date(2025, 12, 31)]) == "year"


def test_equal_names_come_in_the_order_of_the_alphabet() -> None:
    spec = chart_names("Agencies", Counter({"B": 1, "A": 1, "C": 2}), "red")
    (values,) = [data["values"] for data in _find(spec, "data")]
    assert [value["name"] for value in values] == ["C", "A", "B"]


def _find(spec: Any, key: str) -> list[Any]:
    if isinstance(spec, dict):
        own = [spec[key]] if key in spec else []
        return own + [found for value in spec.values() for found in _find(value, key)]
    return [found for value in spec for found in _find(value, key)] if isinstance(spec, list) else []


def test_nothing_of_a_corpus_becomes_markup(article: Article) -> None:
    h = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    bad = Official(h, posts=(Post(h, h),))
    counts = count_corpus([msgspec.structs.replace(article, officials=(bad,), url=f"https://{h}.example/")])
    plain, hostile = (
        render_report(counts, title=title, rejects=rejects)
        for title, rejects in (("Tin", Counter({"a": 1})), (h, Counter({h: 1})))
    )
    assert hostile.count("<script") == plain.count("<script")
    assert hostile.count("<img") == plain.count("<img")


def test_report_loads_nothing(article: Article) -> None:
    html = render_report(count_corpus([article]))
    head = html[: html.index("<script")]
    assert "default-src 'none'" in head
    assert not re.search(r"<script[^>]*\ssrc=|<link|<iframe", html[:5000])


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


def test_command_reads_and_writes_streams(article: Article) -> None:
    done = CliRunner().invoke(app, ["report", "-", "-o", "-", "--title", "Tin tháng 8"], input=to_json_lines([article]))
    assert done.exit_code == 0
    assert "<h1>Tin tháng 8</h1>" in done.output


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("bad.jsonl", b"?\n", 2, "line 1"),
        ("bad.jsonl.gz", b"no gzip", 1, "cannot read"),
        ("cut.jsonl.gz", gzip.compress(b'{"title": "a"}\n' * 9)[:-9], 1, "cannot read"),
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
