"""`vnnews explain`: every block, and every mention with marks under it."""

import re
from pathlib import Path


def test_every_line_of_the_page_is_shown_with_label_confidence_and_reason(page: str, article: str, invoke) -> None:
    output = invoke("explain", page).output
    head, *lines = output.splitlines()
    assert re.fullmatch(r"text page, type article, \d+ blocks, 1 articles, 0 related stories", head)
    for line in filter(str.strip, article.splitlines()):
        (shown,) = [other for other in lines if other.endswith(line.strip())]
        label, confidence, *_ = shown.split()
        assert label in {"title", "date", "sapo", "body"}
        assert re.fullmatch(r"\d{1,3}%", confidence)
        assert re.match(r" {19}\w", lines[lines.index(shown) + 1]), "the reason stands below"


def test_marks_stand_under_the_mention(page: str, invoke) -> None:
    lines = invoke("explain", page, "--entities").output.splitlines()
    marked = [(lines[n - 1], line) for n, line in enumerate(lines) if "^" in line]
    assert marked
    for text, marks in marked:
        start, end = marks.index("^"), marks.rindex("^") + 1
        assert marks[start:end] == "^" * (end - start)
        assert re.fullmatch(r" [a-z_+]+", marks[end:])
        assert text[start:end].strip() == text[start:end] != ""
    assert any(text[marks.index("^") : marks.rindex("^") + 1] == "Lò Văn Khánh" for text, marks in marked)


def test_a_page_without_an_article_is_explained_too(invoke) -> None:
    result = invoke("explain", "-", input="Trang chủ\nThời sự\nĐăng nhập\n")
    assert result.exit_code == 0
    assert "0 articles" in result.output.splitlines()[0]
    assert "Đăng nhập" in result.output


def test_hostile_text_cannot_write_to_the_terminal(invoke) -> None:
    output = invoke("explain", "-", input="Tin \x1b[2J\x9b vắn [bold red]đậm[/bold red]\n").output
    assert "\x1b" not in output
    assert "\x9b" not in output
    assert "[bold red]" in output


PAGES = Path(__file__).parents[1] / "examples" / "pages"
TWO = str(PAGES / "two-articles.txt")


def test_one_article_and_one_label(invoke) -> None:
    everything = invoke("explain", TWO).output.splitlines()
    second = invoke("explain", TWO, "--article", "2", "--label", "title", "--label", "sapo").output.splitlines()
    shown = [line for line in second[1:] if not line.startswith(" ")]
    assert {line.split()[0] for line in shown} == {"title", "sapo"}
    assert {line.split()[1] for line in shown} == {"2"}
    assert set(second) <= set(everything)
    assert len(second) < len(everything)


def test_the_entities_of_one_article(invoke) -> None:
    output = invoke("explain", TWO, "--article", "1", "--entities").output
    assert output.count("\nin '") == 1
    assert invoke("explain", TWO, "--article", "3").exit_code == 2
    assert invoke("explain", TWO, "--label", "bài").exit_code == 2


def test_related_stories_are_shown_with_their_label(invoke) -> None:
    page = str(PAGES / "flattened.txt")
    assert "related story 1" in invoke("explain", page, "--label", "related").output
    assert "related story" not in invoke("explain", page, "--label", "body").output


def test_the_given_date_is_read_as_everywhere(invoke) -> None:
    """A moment counts by the day in Viet Nam: the provinces of 1 July 2025 are new ones."""
    page = "Lũ ở An Giang\n\nSáng nay, lũ lên nhanh ở tỉnh An Giang, nhiều tuyến đường ngập sâu tới nửa mét.\n\nNgười dân tỉnh An Giang đã kê cao đồ đạc.\n"
    for date, known in (("2025-06-30T16:59:00+00:00", "@63"), ("2025-06-30T17:00:00+00:00", "@34")):
        assert f"(vn:angiang{known})" in invoke("explain", "-", "--entities", "--date", date, input=page).output
