"""`vnnews parse`: text, JSON and chosen fields, one page or more, and pages without an article."""

import gzip
import json
from pathlib import Path

import msgspec
import pytest

from vnnews import Article
from vnnews.write.stored import read_stored


def test_readable_text(page: str, invoke) -> None:
    result = invoke("parse", page)
    assert result.exit_code == 0
    first, second, *_ = result.output.splitlines()
    assert first == "Hà Giang mở lại tuyến xe buýt lên cao nguyên đá", "as the page writes it"
    assert second == "15/04/2024 09:30"
    assert "Officials:\n  - Lò Văn Khánh: Giám đốc, Sở Giao thông vận tải tỉnh Hà Giang\n" in result.output
    assert "Provinces: Hà Giang" in result.output


def test_markdown(page: str, invoke) -> None:
    result = invoke("parse", page, "--markdown")
    assert result.exit_code == 0
    assert result.output.startswith("# Hà Giang mở lại tuyến xe buýt lên cao nguyên đá\n\n")
    assert "Officials" not in result.output
    assert invoke("parse", page, "--markdown", "--json").exit_code == 2


def test_markdown_with_front_matter(page: str, invoke) -> None:
    once = invoke("parse", page, "--markdown", "--front-matter").output
    assert once.startswith('---\ntitle: "Hà Giang mở lại tuyến xe buýt lên cao nguyên đá"\n')
    assert 'officials: ["Lò Văn Khánh"' in once
    assert once.split("---\n\n", 1)[1] == invoke("parse", page, "--markdown").output
    assert invoke("parse", page, page, "--markdown", "--front-matter").output == f"{once}\n{once}"
    assert invoke("parse", page, "--front-matter").exit_code == 2


def test_json_is_the_article(page: str, invoke) -> None:
    result = invoke("parse", page, "--json", "--url", "https://bao.example/xe-buyt-4.html")
    assert result.exit_code == 0
    article = read_stored(result.output, Article)
    assert article.title == "Hà Giang mở lại tuyến xe buýt lên cao nguyên đá"
    assert article.url == "https://bao.example/xe-buyt-4.html"
    assert [word.text for word in article.words][:2] == ["Hà Giang", "mở"]
    assert all(article.text[word.start : word.end] == word.text for word in article.words)


def test_full_json_has_every_text(page: str, invoke) -> None:
    words = msgspec.json.decode(invoke("parse", page, "--json", "--full").output)["words"]
    assert [word["text"] for word in words][:2] == ["Hà Giang", "mở"]
    assert invoke("parse", page, "--full").exit_code == 2


def test_the_given_date_is_used_when_the_page_has_none(article: str, invoke) -> None:
    text = "\n".join(line for line in article.splitlines() if "2024" not in line)
    result = invoke("parse", "-", "--json", "--date", "2025-08-01", input=text)
    (after,) = json.loads(result.output)["provinces"]
    (before,) = json.loads(invoke("parse", "-", "--json", "--date", "2020-08-01", input=text).output)["provinces"]
    # Hà Giang went into Tuyên Quang on 1 July 2025: by then it is a former province, whatever it is called
    assert (before["name"], after["name"], after["successors"]) == ("Hà Giang", "Hà Giang", ["Tuyên Quang"])
    assert after["valid_to"] == "2025-06-30"


def test_standard_input_and_forced_kind(article: str, invoke) -> None:
    html = (
        f"<html><body><h1>{article.splitlines()[0]}</h1><p>"
        + "</p><p>".join(article.split("\n\n")[1:])
        + "</p></body></html>"
    )
    assert invoke("parse", "-", "--json", input=html).output.startswith('{"schema":"vnnews/2","title":"Hà Giang mở lại')
    as_text = invoke("parse", "-", "--json", "--kind", "text", input=html)
    assert as_text.exit_code == 1 or not as_text.output.startswith('{"schema":"vnnews/2","title":"Hà Giang mở lại')


def test_a_compressed_page(tmp_path: Path, article: str, invoke) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(article.encode()))
    assert invoke("parse", str(tmp_path / "a.txt.gz")).exit_code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "of type 'empty'"),
        (b" \n\t\r\n ", "of type 'empty'"),
        ("\u200b\ufeff".encode(), ""),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", ""),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n\x00\x01\x02", ""),
        (b"<html><body></body></html>", "of type 'empty'"),
        (b"<!DOCTYPE html><html><head><title>", ""),
        (b"a" * 20_000_000, "20"),
    ],
    ids=["nothing", "blanks", "invisible", "png", "pdf", "no text", "cut off", "20 MB"],
)
def test_bad_pages_are_told_in_one_line(tmp_path: Path, content: bytes, message: str, invoke) -> None:
    (tmp_path / "trang.html").write_bytes(content)
    result = invoke("parse", str(tmp_path / "trang.html"))
    assert result.exit_code == 1
    assert result.output.startswith("vnnews: ")
    assert result.output.count("\n") == 1
    if message.startswith("of type"):
        assert message in result.output


def test_a_page_in_another_charset(tmp_path: Path, article: str, invoke) -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        (tmp_path / "a.txt").write_bytes(article.encode(encoding))
        assert invoke("parse", str(tmp_path / "a.txt")).output.startswith("Hà Giang mở lại")


def test_several_pages_and_standard_input(page: str, article: str, invoke) -> None:
    result = invoke("parse", page, "-", input=article.replace("Hà Giang mở lại", "Lai Châu mở lại", 1))
    assert result.exit_code == 0
    heads = [line for line in result.output.splitlines() if "mở lại tuyến xe buýt lên" in line]
    assert [head[:8] for head in heads] == ["Hà Giang", "Lai Châu"]
    lines = invoke("parse", page, page, "--json").output.splitlines()
    assert [json.loads(line)["title"][:8] for line in lines] == ["Hà Giang"] * 2
    assert invoke("parse", page, page, "--markdown").output.count("# Hà Giang mở lại") == 2
    assert invoke("parse", page, "-", "--url", "https://bao.example/1", input=article).exit_code == 2


def test_a_page_without_an_article_does_not_stop_the_others(page: str, tmp_path: Path, invoke) -> None:
    (tmp_path / "rỗng.html").write_text(" ")
    (tmp_path / "ảnh.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    result = invoke("parse", str(tmp_path / "rỗng.html"), str(tmp_path / "ảnh.html"), page, "--fields", "title")
    assert result.exit_code == 1
    assert result.stdout == "Hà Giang mở lại tuyến xe buýt lên cao nguyên đá\n"
    empty, picture = result.stderr.splitlines()
    assert "rỗng.html: the page holds no article" in empty
    assert "ảnh.html: " in picture


@pytest.mark.parametrize("content", ['{"text": "Tin 1"}\n{"text": "Tin 2"}\n', '[\n  {"text": "Tin 1"}\n]\n'])
def test_records_are_no_page(content: str, tmp_path: Path, invoke) -> None:
    path = tmp_path / "kho.jsonl"
    path.write_text(content, encoding="utf-8")
    for command in ("parse", "explain"):
        result = invoke(command, str(path))
        assert result.exit_code == 1
        assert "holds records in JSON, not one page; `vnnews run` reads them" in result.stderr
    assert "holds records" not in invoke("parse", str(path), "--kind", "text").stderr


def test_a_page_in_another_language_is_told(page: str, tmp_path: Path, invoke) -> None:
    story = (
        "The river rose through the night and the two bridges of the town were closed to all traffic in the morning. "
    )
    path = tmp_path / "english.txt"
    path.write_text(f"River rises in the old town\n\n{story * 3}\n\n{story * 3}\n", encoding="utf-8")
    result = invoke("parse", str(path))
    assert "the text is not Vietnamese" in result.stderr
    assert "river rose" in result.stdout
    assert invoke("parse", page).stderr == ""


def test_chosen_fields(page: str, invoke) -> None:
    line = invoke("parse", page, "--fields", "page,title,published,authors,officials").output
    name, *cells = line.rstrip("\n").split("\t")
    assert name == page
    assert cells == ["Hà Giang mở lại tuyến xe buýt lên cao nguyên đá", "2024-04-15T09:30:00+07:00", "", "Lò Văn Khánh"]
    row = json.loads(invoke("parse", page, "--json", "--fields", "published, words").output)
    assert list(row) == ["published", "words"]
    assert row["words"]
    assert invoke("parse", page, "--markdown", "--fields", "title").exit_code == 2


@pytest.mark.parametrize("fields", ["title,tựa", ","])
def test_unknown_fields_are_told_with_the_known_ones(fields: str, page: str, invoke) -> None:
    result = invoke("parse", page, "--fields", fields)
    assert result.exit_code == 2
    assert result.output.startswith(
        "vnnews: unknown: tựa; the fields are page, title, " if "tựa" in fields else "vnnews: no field is named; "
    )
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("how", [(), ("--markdown",), ("--fields", "title,body,page"), ("--json",)])
def test_nothing_of_a_page_reaches_the_terminal_as_a_command(
    how: tuple[str, ...], article: str, tmp_path: Path, invoke
) -> None:
    hostile = article.replace("cao nguyên đá", "cao \x1b[31mnguyên\x9b5m đá\x07", 1).replace(
        "sáu chuyến", "sáu\x1b]0;x\x07 \u202echuyến\r"
    )
    path = tmp_path / "a\x1b[2Jb.txt"
    path.write_text(hostile, encoding="utf-8")
    output = invoke("parse", str(path), str(path), *how).output
    assert "chuyến" in output
    # JSON escapes what is below a space; that of a terminal the rest too, see `escape_json`
    barred = "\x1b\x07\r" if how == ("--json",) else "\x1b\x9b\x07\r\u202e"
    assert not any(sign in output for sign in barred)


@pytest.mark.parametrize("command", ["parse", "explain", "segment"])
def test_an_address_is_told_how_its_page_comes_in(command: str, invoke) -> None:
    result = invoke(command, "https://bao.example/1.html")
    assert result.exit_code == 2
    assert f"curl -s 'https://bao.example/1.html' | vnnews {command} -" in result.stderr
