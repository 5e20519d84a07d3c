"""`vnnews export` and `vnnews import-labels`: what a run wrote in other forms, and corrections on their way back."""

import csv
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.batch.rows import read_articles
from vnnews.models import Label
from vnnews.read import read_page
from vnnews.write.conllu import read_conllu

PAGES = Path(__file__).parents[1] / "examples" / "pages"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run over three example pages wrote, with blocks."""
    out = tmp_path_factory.mktemp("kho") / "bài.jsonl"
    pages = [str(PAGES / name) for name in ("paper-a.html", "two-articles.txt", "paper-c.html")]
    run_batch(pages, str(out), RunOptions(work=WorkOptions(blocks=True), workers=0, ordered=True))
    return out


def export(invoke: Callable, corpus: Path, form: str, *options: str) -> str:
    result = invoke("export", str(corpus), "--to", form, *options)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("table", ["articles", "officials", "mentions"])
def test_csv(table: str, corpus: Path, tmp_path: Path, invoke) -> None:
    out = tmp_path / "bảng.csv"
    assert export(invoke, corpus, "csv", "--table", table, "-o", str(out)) == ""
    assert out.read_bytes().startswith("\ufeff".encode()), "a spreadsheet knows that it is UTF-8"
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    articles = list(read_articles(corpus))
    assert {row["article"] for row in rows} == {str(n) for n in range(len(articles))}
    if table == "officials":
        assert [row["name"] for row in rows if row["article"] == "0"] == [
            official.name for official in articles[0].officials
        ]
        assert (rows[0]["title"], rows[0]["date"]) == (articles[0].title, "2025-11-24")
        assert rows[0]["source"].endswith("paper-a.html")
    assert (
        export(invoke, corpus, "csv", "--table", table).splitlines()[0]
        == out.read_text(encoding="utf-8-sig").splitlines()[0]
    )


def test_parquet_and_back(corpus: Path, tmp_path: Path, invoke) -> None:
    pytest.importorskip("pyarrow.parquet", reason="needs vnnews[arrow]")
    out = tmp_path / "bài.parquet"
    export(invoke, corpus, "parquet", "-o", str(out))
    assert list(read_articles(out)) == list(read_articles(corpus))
    assert export(invoke, out, "conllu") == export(invoke, corpus, "conllu")
    assert invoke("export", str(corpus), "--to", "parquet").exit_code == 2


def test_conllu_holds_the_words_of_each_article(corpus: Path, invoke) -> None:
    documents = export(invoke, corpus, "conllu").split("# newdoc id = ")[1:]
    articles = list(read_articles(corpus))
    assert len(documents) == len(articles) == 4
    for document, article in zip(documents, articles, strict=True):
        name, _, rest = document.partition("\n")
        assert name.rsplit("/", 1)[-1] in {"paper-a.html", "two-articles.txt", "paper-c.html"} or name == article.url
        assert read_conllu(rest).words == article.words


def test_articles_without_words_are_told(page: str, tmp_path: Path, invoke) -> None:
    out = tmp_path / "bài.jsonl"
    assert invoke("run", page, "-o", str(out), "--no-words", "--workers", "0", "-q").exit_code == 0
    result = invoke("export", str(out), "--to", "conllu")
    assert result.exit_code == 2
    assert "the text has no words" in result.output


def test_followthemoney_and_markdown(corpus: Path, invoke) -> None:
    entities = [json.loads(line) for line in export(invoke, corpus, "ftm").splitlines()]
    assert sum(entity["schema"] == "Article" for entity in entities) == 4
    markdown = export(invoke, corpus, "markdown")
    assert [line for line in markdown.splitlines() if line.startswith("# ")] == [
        f"# {a.title}" for a in read_articles(corpus)
    ]
    with_facts = export(invoke, corpus, "markdown", "--front-matter")
    assert with_facts == "".join(f"{a.to_markdown(front_matter=True)}\n\n" for a in read_articles(corpus))
    assert invoke("export", str(corpus), "--to", "csv", "--front-matter").exit_code == 2


def test_several_files_and_standard_input(corpus: Path, invoke) -> None:
    twice = invoke("export", str(corpus), "-", "--to", "markdown", input=corpus.read_bytes()).output
    assert twice == 2 * export(invoke, corpus, "markdown")


def test_the_least_sure_articles_come_first(corpus: Path, invoke) -> None:
    tasks = json.loads(export(invoke, corpus, "label-studio"))
    least = json.loads(export(invoke, corpus, "label-studio", "--least-confident", "2"))
    scores = [task["predictions"][0]["score"] for task in tasks]
    assert [task["predictions"][0]["score"] for task in least] == sorted(scores)[:2]
    assert {result["value"]["labels"][0] for task in tasks for result in task["predictions"][0]["result"]} <= {
        "official",
        "agency",
        "province",
        "post",
    }


def test_an_input_is_not_written_over_and_a_wrong_file_is_told(corpus: Path, page: str, invoke) -> None:
    before = corpus.read_bytes()
    assert invoke("export", str(corpus), "--to", "csv", "-o", str(corpus)).exit_code == 2
    assert corpus.read_bytes() == before
    result = invoke("export", page, "--to", "csv")
    assert result.exit_code == 2
    assert "line 1: no article of vnnews" in result.output
    out = Path(page).with_name("bài.jsonl")
    assert invoke("run", page, "-o", str(out), "--workers", "0", "-q", "--no-words", "--no-entities").exit_code == 0
    assert "has no blocks" in invoke("export", str(out), "--to", "label-studio", "--what", "labels").output


def test_one_round_of_correction(corpus: Path, tmp_path: Path, invoke) -> None:
    """Lines go out with their labels, an annotator changes one, and the files for the training have it."""
    tasks = json.loads(export(invoke, corpus, "label-studio", "--what", "labels"))
    assert [task["data"]["origin"].rsplit("/", 1)[-1] for task in tasks] == [
        "paper-a.html",
        "two-articles.txt",
        "paper-c.html",
    ]
    for task in tasks[:2]:
        results = task["predictions"][0]["result"]
        assert {label for result in results for label in result["value"]["labels"]} <= {label.value for label in Label}
        results[0]["value"]["labels"] = ["tags"]
        task["annotations"] = [{"result": results, "updated_at": "2026-01-01"}]
    corrected, gold = tmp_path / "export.json", tmp_path / "gold"
    corrected.write_text(json.dumps(tasks), encoding="utf-8")
    result = invoke("import-labels", str(corrected), "-o", str(gold))
    assert result.exit_code == 0, result.output
    assert result.output.startswith("2 pages, 1 with their mark-up, ")
    answers = sorted((gold / "ann").glob("*.json"))
    assert len(answers) == 2
    for path in answers:
        labels = json.loads(path.read_bytes())["labels"]
        lines = (gold / "docs" / f"{path.stem}.lines").read_text(encoding="utf-8").splitlines()
        assert labels[0][2] == "tags"
        assert labels[-1][1] == len(lines)
        assert all(before[1] < after[0] for before, after in pairwise(labels))
    (html,) = (gold / "docs").glob("*.html")
    assert read_page(html.read_bytes()).text == read_page((PAGES / "paper-a.html").read_bytes()).text
    again = invoke("import-labels", str(corrected), "-o", str(gold))
    assert again.output == result.output
    assert sorted((gold / "ann").glob("*.json")) == answers


def test_the_training_reads_what_comes_back(corpus: Path, tmp_path: Path, invoke) -> None:
    pytest.importorskip("scipy", reason="needs vnnews[train]")
    from importlib.util import module_from_spec, spec_from_file_location

    tasks = json.loads(export(invoke, corpus, "label-studio", "--what", "labels"))
    for task in tasks:
        task["annotations"] = [{"result": task["predictions"][0]["result"]}]
    (tmp_path / "export.json").write_text(json.dumps(tasks), encoding="utf-8")
    assert invoke("import-labels", str(tmp_path / "export.json"), "-o", str(tmp_path / "gold")).exit_code == 0
    spec = spec_from_file_location("train_labeller", PAGES.parents[1] / "tools" / "train_labeller.py")
    assert spec is not None
    assert spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    examples = tool.read_folders([tmp_path / "gold"])
    assert len(examples) == 5, "pages with mark-up are learned from twice, as they are and as their lines"
    for example in examples:
        assert example.has_article
        assert sum(label is not None for label in example.labels) >= 0.95 * len(example.labels)


@pytest.mark.parametrize(
    ("export_file", "message"),
    [
        ('[{"data": {"text": "Huế"}}]', "no task of it has been annotated"),
        ('[{"data": {"text": "Huế"}, "annotations": [{"result": [{"type": "labels", "value": {"start": 0, "end": 3, "labels": ["province"]}}]}]}]', "province: no label of a line"),
        ("[", "not JSON"),
    ],
)  # fmt: skip
def test_what_cannot_be_learned_from_is_told(export_file: str, message: str, tmp_path: Path, invoke) -> None:
    (tmp_path / "export.json").write_text(export_file, encoding="utf-8")
    result = invoke("import-labels", str(tmp_path / "export.json"), "-o", str(tmp_path / "gold"))
    assert result.exit_code == 2
    assert message in result.output
