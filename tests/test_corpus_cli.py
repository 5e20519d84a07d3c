"""`vnnews people`: tables, questions, and what it refuses."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent))

from corpus_articles import tell

from vnnews.cli import app
from vnnews.models.people import PersonRecord, Tenure
from vnnews.write import to_json_lines

CHAIR = "Chủ tịch | Ủy ban nhân dân tỉnh Cà Mau | Cà Mau"


@pytest.fixture
def articles(tmp_path: Path) -> str:
    path = tmp_path / "tin.jsonl"
    path.write_bytes(
        to_json_lines(
            [
                tell("Lò Mùa Vảng", CHAIR, day="2025-01-05"),
                tell("Lò Mùa Vảng", "Bí thư | Tỉnh ủy An Giang | An Giang", day="2025-09-01"),
                tell("Giàng Seo Páo", CHAIR, day="2025-10-01"),
            ]
        )
    )
    return str(path)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["people", *arguments])


def test_questions_to_articles(articles: str) -> None:
    found = call(articles, "--holders", "UBND tỉnh Cà Mau", "--role", "Chủ tịch", "--on", "2025-01-05")
    assert found.exit_code == 0
    first, proof = found.output.splitlines()
    assert first.startswith("Lò Mùa Vảng: Chủ tịch, Ủy ban nhân dân tỉnh Cà Mau (seen 2025-01-05, current)")
    assert "https://bao.example/" in proof
    assert [line.split(":")[0] for line in call(articles, "--heads", "UBND tỉnh Cà Mau").output.splitlines()[::2]] == [
        "Lò Mùa Vảng",
        "Giàng Seo Páo",
    ]
    assert "Bí thư, Tỉnh ủy An Giang" in call(articles, "--career", "lò mùa vảng").output
    assert "→ Bí thư, Tỉnh ủy An Giang" in call(articles, "--moves", "2025").output


def test_an_answer_in_json_has_its_proofs(articles: str) -> None:
    answers = call(articles, "--heads", "Tỉnh ủy An Giang", "--json").output.splitlines()
    (found,) = [msgspec.json.decode(line, type=Tenure) for line in answers]
    assert found.occupancy.proof.sentence


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (("--heads", "Bộ Y tế"), "no article names a post of a body called 'Bộ Y tế'"),
        (("--heads", "Sở Y tế tỉnh Cà Mau"), "articles name posts of 'Sở Y tế tỉnh Cà Mau', and nobody who leads it"),
        (("--holders", "Bộ Y tế"), "no article names a post of a body called 'Bộ Y tế'"),
        (("--holders", "UBND tỉnh Cà Mau", "--role", "Bí thư"), "posts of 'UBND tỉnh Cà Mau', and none 'Bí thư'"),
        (("--career", "Vi Thị Mẩy"), "no article states it"),
        (("--moves", "1999"), "no article states it"),
    ],
)
def test_a_question_without_an_answer_says_why(articles: str, question: tuple[str, ...], told: str) -> None:
    with Path(articles).open("ab") as file:
        file.write(to_json_lines([tell("Sùng A Lềnh", "Phó Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau")]))
    found = call(articles, *question)
    assert (found.exit_code, found.stdout) == (1, "")
    assert told in found.stderr


def test_a_day_without_an_answer_names_the_nearest(articles: str) -> None:
    question = ("--holders", "UBND tỉnh Cà Mau", "--role", "chu tich", "--on")
    found = call(articles, *question, "2025-01-04", "--json")
    assert (found.exit_code, found.stdout) == (1, "")
    first, nearest, proof = found.stderr.splitlines()
    assert first == "vnnews: no article states it for 2025-01-04; the nearest that is stated:"
    assert nearest.startswith("first seen 2025-01-05, not stated for that day: Lò Mùa Vảng: Chủ tịch")
    assert "2025-01-05 https://bao.example/" in proof
    assert call(articles, *question, "2025-01-05").stdout.startswith("Lò Mùa Vảng")


def test_names_are_asked_for_without_marks(articles: str) -> None:
    for body in ("ubnd tinh ca mau", "uy ban nhan dan tinh ca mau", "Ủy ban nhân dân tỉnh Cà Mau"):
        assert call(articles, "--holders", body, "--role", "CHU TICH").stdout.count("https://") == 2
    assert call(articles, "--holders", "UBND tỉnh Cà Mau", "--role", "Chú tịch").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "give either --output or one question"),
        (("--heads", "x", "--moves", "2025"), "give either --output or one question"),
        (("-o", "people", "--moves", "2025"), "give either --output or one question"),
        (("--moves", "2025", "--on", "2025-01-01"), "--on and --role go with --holders"),
        (("--holders", "Bộ Y tế", "--on", "12/8/2025"), "is no day like 2025-07-01 (YYYY-MM-DD)"),
        (("--moves", "2025", "--update"), "--update goes with --output"),
        (("-o", "people.jsonl", "--update"), "--update needs the folder"),
        (("--holders", " "), "--holders is empty"),
        (("--heads", ""), "--heads is empty"),
        (("--holders", "Bộ Y tế", "--role", ""), "--role is empty"),
        (("--moves", "2025", "--overwrite"), "--overwrite goes with --output"),
        (("-o", "people", "--update", "--overwrite"), "exclude each other"),
        (("-o", "people.txt"), "give a folder, or a file that ends in"),
    ],
)
def test_what_does_not_go_together_is_told(articles: str, arguments: tuple[str, ...], told: str) -> None:
    found = call(articles, *arguments)
    assert found.exit_code == 2
    assert told in found.output


def test_tables_then_questions_then_an_update(articles: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    folder, file = tmp_path / "people", tmp_path / "people.jsonl"
    assert "3 articles" in call(articles, "-o", str(folder)).output
    assert call(articles, "-o", str(file), "-q").output == ""
    assert file.read_bytes() == (folder / "people.jsonl").read_bytes()
    assert len(msgspec.json.Decoder(PersonRecord).decode_lines(file.read_bytes())) == 2
    for made in (folder, file):
        assert "Giàng Seo Páo" in call(str(made), "--heads", "UBND tỉnh Cà Mau").output
    more = tmp_path / "more.jsonl"
    more.write_bytes(to_json_lines([tell("Vi Thị Mẩy", CHAIR, day="2025-12-01")]))
    assert "1 articles, 4 statements" in call(str(more), "-o", str(folder), "--update").output
    assert "Vi Thị Mẩy" in call(str(folder), "--heads", "UBND tỉnh Cà Mau").output
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_is_there_is_written_over_only_when_asked(articles: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    folder, file, graph = tmp_path / "people", tmp_path / "people.jsonl", tmp_path / "people.graphml"
    other = tmp_path / "other.jsonl"
    other.write_bytes(to_json_lines([tell("Vi Thị Mẩy", CHAIR, day="2025-12-01")]))
    folder.mkdir()
    (folder / "mine.txt").write_text("kept")  # a folder with other things is none with tables
    for target, form in ((folder, ()), (file, ()), (graph, ("--to", "graphml"))):
        made = folder / "people.jsonl" if target == folder else target
        assert call(articles, "-o", str(target), *form).exit_code == 0
        before = made.read_bytes()
        refused = call(str(other), "-o", str(target), *form)
        assert (refused.exit_code, made.read_bytes()) == (2, before)
        assert f"{target} " in refused.output
        assert "--overwrite makes" in refused.output
        assert ("--update" in refused.output) == (target == folder)
        assert call(str(other), "-o", str(target), *form, "--overwrite").exit_code == 0
        assert made.read_bytes() != before
    assert (folder / "mine.txt").read_text() == "kept"


def test_heads_who_contradict_each_other_say_so(tmp_path: Path) -> None:
    path, folder, file = tmp_path / "tin.jsonl", tmp_path / "people", tmp_path / "people.jsonl"
    told = [
        ("Lò Mùa Vảng", ("2025-01-05", "2025-06-01")),
        ("Giàng Seo Páo", ("2025-03-01",)),
        ("Vi Thị Mẩy", ("2025-12-01",)),
    ]
    path.write_bytes(to_json_lines([tell(name, CHAIR, day=day) for name, days in told for day in days]))
    given = [path]
    if find_spec("duckdb") and find_spec("pyarrow"):
        given += [folder, file]
        for made in (folder, file):
            assert call(str(path), "-o", str(made)).exit_code == 0
    for place in given:
        lines = call(str(place), "--heads", "UBND tỉnh Cà Mau").stdout.splitlines()[::2]
        assert ["Giàng Seo Páo already on 2025-03-01" in line for line in lines] == [True, True, False]
        assert [line.count("; contradicted: Lò Mùa Vảng is Chủ tịch from") for line in lines] == [1, 1, 0]
        answers = call(str(place), "--heads", "UBND tỉnh Cà Mau", "--json").stdout.splitlines()
        found = [msgspec.json.decode(line, type=Tenure) for line in answers]
        assert [len(one.contradicted) for one in found] == [1, 1, 0]


def test_raw_pages_are_refused(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    pages.write_text('{"title": "Tin", "url": "u", "html": "<p>Tin"}\n', "utf-8")
    for wanted in (("-o", str(tmp_path / "people")), ("--heads", "Bộ Y tế")):
        found = call(str(pages), *wanted)
        assert found.exit_code == 2
        assert "make articles of such pages with 'vnnews run'" in found.output
    assert not (tmp_path / "people").exists()


def test_articles_without_officials_are_told(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    path = tmp_path / "tin.jsonl"
    path.write_text('{"title": "Tin", "text": "Tin"}\n', "utf-8")
    assert "no article names an official" in call(str(path), "-o", str(tmp_path / "people")).output


def test_a_parquet_file_is_a_table(articles: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    parquet = pytest.importorskip("pyarrow.parquet")
    call(articles, "-o", str(tmp_path / "people.parquet"))
    assert parquet.read_table(tmp_path / "people.parquet").column("name").to_pylist() == [
        "Giàng Seo Páo",
        "Lò Mùa Vảng",
    ]


def test_the_input_is_not_overwritten(articles: str) -> None:
    before = Path(articles).read_bytes()
    assert call(articles, "-o", articles).exit_code == 2
    assert Path(articles).read_bytes() == before


def test_the_command_leaves_out_what_the_library_does() -> None:
    from vnnews.cli.people import people
    from vnnews.corpus import DEFAULT_CONFIDENCE

    assert next(option for option in people.params if option.name == "min_confidence").default == DEFAULT_CONFIDENCE


def test_posts_that_a_career_leaves_out_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    unsure = tell("Lò Mùa Vảng", "Giám đốc | Sở Y tế tỉnh Cà Mau | Cà Mau", day="2024-01-05", confidence=0.6)
    path.write_bytes(to_json_lines([tell("Lò Mùa Vảng", CHAIR), unsure, tell("Vi Thị Mẩy", CHAIR, confidence=0.5)]))
    found = call(str(path), "--career", "lo mua vang")
    assert (found.exit_code, found.stdout.count("Lò Mùa Vảng: Chủ tịch"), found.stdout.count("Giám đốc")) == (0, 1, 0)
    assert found.stderr.startswith("note: 1 post left out")
    assert "--min-confidence 0 shows them too (it is 0.8)" in found.stderr
    assert call(str(path), "--career", "lo mua vang", "-q").stderr == ""
    shown = call(str(path), "--career", "lo mua vang", "--min-confidence", "0")
    assert (shown.stdout.count("Giám đốc, Sở Y tế"), shown.stderr) == (1, "")
    none = call(str(path), "--career", "Vi Thị Mẩy")
    assert (none.exit_code, none.stdout) == (1, "")
    assert "1 post left out" in none.stderr


def test_records_know_how_many_posts_were_left_out(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    path.write_bytes(msgspec.json.encode(PersonRecord("vn:le-an-1", "Lê An", names=("Lê An",), unsure=2)) + b"\n")
    found = call(str(path), "--career", "Lê An", "--min-confidence", "0")
    assert found.exit_code == 1
    note, told = found.stderr.splitlines()
    assert note == "note: --min-confidence changes nothing of records that are made already"
    assert "2 posts left out" in told
    assert "make the records anew" in told


@pytest.mark.parametrize("wanted", [("--career", "Lê An"), ("--html", "people.html"), ("-o", "people")])
def test_that_there_is_no_article_is_told(
    tmp_path: Path, wanted: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if wanted[0] == "-o":
        pytest.importorskip("duckdb")
        pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    Path("rỗng.jsonl").touch()
    assert "no article in rỗng.jsonl: " in call("rỗng.jsonl", *wanted).stderr


def test_no_folder_is_left_where_a_library_is_missing(
    articles: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    found = call(articles, "-o", str(tmp_path / "people"))
    assert found.exit_code == 1
    assert "duckdb" in found.stderr
    assert not (tmp_path / "people").exists()
