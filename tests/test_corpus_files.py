"""People of files with DuckDB: the same as in memory, an update the same as a fresh run, bounded memory, clear errors."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import msgspec
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corpus_articles import shuffle, tell

from vnnews.corpus import link_files, link_people, read_people
from vnnews.errors import InputError
from vnnews.models import Article
from vnnews.models.people import BodyRecord, Contradiction
from vnnews.write import to_json_lines

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

TABLES = ("people", "occupancies", "spottings", "bodies", "contradictions")
NAMES = ("Nguyễn Văn Hùng", "Lò Mùa Vảng", "Giàng Seo Páo", "Vi Thị Mẩy")
BODIES = ("Ủy ban nhân dân tỉnh Cà Mau | Cà Mau", "Ủy ban nhân dân tỉnh Bến Tre | Bến Tre", "Ủy ban nhân dân tỉnh Vĩnh Long | Vĩnh Long")  # fmt: skip


def corpus() -> list[Article]:
    """Articles of four names in three bodies, before and after a merger; the chairmen collide."""
    days = ("2025-02-01", "2025-05-01", "2025-09-01", None)
    officials = [
        tell(name, f"Chủ tịch | {body}", day=day, honorific="bà" if "Thị" in name else "ông")
        for number, name in enumerate(NAMES)
        for body in BODIES[: 1 + number % 3]
        for day in days
    ]
    abroad = [tell(name, "Bộ trưởng | Bộ Ngoại giao", foreign=True) for name in ("Ana Testova", "Ana Maria Testova")]
    return [*officials, *abroad]


def write(path: Path, articles: list[Article]) -> Path:
    data = to_json_lines(articles)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(folder: Path, name: str, kind: type) -> list:
    return msgspec.json.Decoder(kind).decode_lines((folder / f"{name}.jsonl").read_bytes())


def rows(folder: Path) -> dict[str, list[tuple]]:
    return {table: duckdb.sql(f"SELECT * FROM '{folder / table}.parquet'").fetchall() for table in TABLES}


def test_files_and_memory_agree(tmp_path: Path) -> None:
    made = link_files([write(tmp_path / "tin.jsonl", corpus())], tmp_path / "people")
    expected = link_people(corpus())
    assert expected.contradictions
    assert tuple(read_people(tmp_path / "people")) == expected.people
    assert tuple(read(tmp_path / "people", "bodies", BodyRecord)) == expected.bodies
    found = read(tmp_path / "people", "contradictions", Contradiction)
    assert sorted(map(str, found)) == sorted(map(str, expected.contradictions))
    assert (made.articles, made.people) == (len(corpus()), len(expected.people))


def test_an_update_is_a_fresh_run_and_looks_at_new_names_only(tmp_path: Path) -> None:
    articles = corpus()
    new = [one for one in articles if one.officials[0].name in ("Lò Mùa Vảng", "Ana Maria Testova")]
    old = [one for one in articles if one not in new] + new[:1]
    link_files([write(tmp_path / "old.jsonl", old)], tmp_path / "grown")
    updated = link_files([write(tmp_path / "new.jsonl", new)], tmp_path / "grown", update=True)
    fresh = link_files([tmp_path / "old.jsonl", tmp_path / "new.jsonl"], tmp_path / "fresh")
    assert rows(tmp_path / "grown") == rows(tmp_path / "fresh")
    assert (tmp_path / "grown" / "people.jsonl").read_bytes() == (tmp_path / "fresh" / "people.jsonl").read_bytes()
    assert (updated.articles, updated.statements) == (len(new), fresh.statements)
    # the name in the news and the foreign one that another spelling joins, not the three others
    assert updated.blocks < fresh.blocks


def test_an_update_with_what_is_there_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "tin.jsonl", corpus())
    link_files([path], tmp_path / "people")
    before = rows(tmp_path / "people")
    again = link_files([path], tmp_path / "people", update=True)
    assert rows(tmp_path / "people") == before
    assert again.statements == len({(one.url, one.text) for one in corpus()})


def test_the_order_of_the_files_does_not_count(tmp_path: Path) -> None:
    link_files([write(tmp_path / "tin.jsonl", corpus())], tmp_path / "one")
    link_files([write(tmp_path / "nit.jsonl", shuffle(corpus()))], tmp_path / "two")
    assert rows(tmp_path / "one") == rows(tmp_path / "two")


def test_folders_compressed_files_and_parquet(tmp_path: Path) -> None:
    from vnnews.write.arrow import write_parquet

    parts = [corpus()[number::3] for number in range(3)]
    (tmp_path / "in" / "sâu").mkdir(parents=True)
    write(tmp_path / "in" / "a.jsonl", parts[0])
    write(tmp_path / "in" / "sâu" / "b.jsonl.gz", parts[1])
    write_parquet(parts[2], tmp_path / "in" / "c.parquet")
    link_files([tmp_path / "in"], tmp_path / "people")
    assert tuple(read_people(tmp_path / "people")) == link_people(corpus()).people


def test_little_memory_is_enough(tmp_path: Path) -> None:
    articles = [
        tell(f"Lê Văn {chr(65 + number % 26)}n", f"Cán bộ | Sở Y tế tỉnh Cà Mau {number % 7} | Cà Mau")
        for number in range(3_000)
    ]
    path = write(tmp_path / "tin.jsonl", articles)
    assert link_files([path], tmp_path / "people", memory_mb=64).people > 0


def test_nothing_in_gives_empty_tables(tmp_path: Path) -> None:
    made = link_files([write(tmp_path / "tin.jsonl", [])], tmp_path / "people")
    assert (made.articles, made.people) == (0, 0)
    assert list(read_people(tmp_path / "people")) == []
    assert rows(tmp_path / "people") == {table: [] for table in TABLES}


def test_a_name_with_a_quote_in_the_path(tmp_path: Path) -> None:
    folder = tmp_path / "người 'mới'"
    link_files([write(tmp_path / "tin.jsonl", corpus())], folder)
    assert len(list(read_people(folder))) > 3


def test_fields_of_other_versions(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text('{"title":"Tin","officials":[{"name":"Lê Văn An","later":1}],"later":{"a":[1]}}\n', "utf-8")
    assert link_files([path], tmp_path / "people").people == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"a": 1}\n', "line 1: no article of vnnews: Object missing required field `title`"),
        (b'{"title": "Tin", "text": "Tin"}\nxyz\n', "line 2: no article of vnnews"),
        (b'{"title": "Tin", "officials": 7}\n', "line 1: no article of vnnews: Expected `array`, got `int`"),
        (
            b'\n{"title": "Tin", "url": "u", "html": "<p>"}\n',
            "no articles of vnnews but rows of 'title', 'url', 'html'",
        ),
        (b"\xff\xfe\n", "line 1: no article of vnnews"),
    ],
)
def test_what_is_no_article_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"tin\.jsonl") as caught:
        link_files([path], tmp_path / "people")
    assert told in caught.value.message


def test_raw_pages_in_parquet_are_told_and_leave_what_is_there(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({"title": ["Tin"], "html": ["<p>"]}), tmp_path / "pages.parquet")
    link_files([write(tmp_path / "tin.jsonl", corpus())], tmp_path / "people")
    before = rows(tmp_path / "people")
    with pytest.raises(InputError, match="'vnnews run'"):
        link_files([tmp_path / "tin.jsonl", tmp_path / "pages.parquet"], tmp_path / "people")
    assert rows(tmp_path / "people") == before
    with duckdb.connect(str(tmp_path / "people" / "people.duckdb")) as database:
        assert database.execute("SELECT COUNT(*) FROM statements").fetchone() > (0,)


@pytest.mark.parametrize("field", ["text", "passages", "body", "officials"])
def test_rows_of_before_the_schema_are_read(tmp_path: Path, field: str) -> None:
    path = tmp_path / "tin.jsonl"
    empty = '""' if field == "text" else "[]"
    path.write_text(f'{{"title":"Tin","{field}":{empty}}}\n' + '{"title":"Tin"}\n', "utf-8")
    assert link_files([path], tmp_path / "people").articles == 2


def test_wrong_paths_and_options_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "tin.jsonl", corpus()[:1])
    (tmp_path / "empty").mkdir()
    (tmp_path / "anh.png").write_bytes(b"")
    wrong = [
        (lambda: link_files([tmp_path / "nix.jsonl"], tmp_path / "p"), "no such file"),
        (lambda: link_files([tmp_path / "empty"], tmp_path / "p"), "holds no"),
        (lambda: link_files([tmp_path / "anh.png"], tmp_path / "p"), "give .jsonl"),
        (lambda: link_files([path], path), "is a file"),
        (lambda: link_files([path], tmp_path / "p", update=True), "no people.duckdb to update"),
        (lambda: link_files([path], tmp_path / "p", min_confidence=2), "no share"),
        (lambda: read_people(tmp_path / "empty"), "no records of people"),
    ]
    for call, words in wrong:
        with pytest.raises(InputError, match=words):
            call()


def test_an_update_with_another_confidence_or_layout_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "tin.jsonl", corpus()[:1])
    link_files([path], tmp_path / "people")
    with pytest.raises(InputError, match=r"min_confidence=0\.8"):
        link_files([path], tmp_path / "people", update=True, min_confidence=0.9)
    with duckdb.connect(str(tmp_path / "people" / "people.duckdb")) as database:
        database.execute("UPDATE about SET layout = 0")
    with pytest.raises(InputError, match="another version"):
        link_files([path], tmp_path / "people", update=True)
