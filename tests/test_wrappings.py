"""Pages inside a wrapping: saved by a browser, written as b'…'."""

import base64
import contextlib
import json
import quopri
import time
from pathlib import Path

import pytest

from vnnews import Pipeline, UnreadablePage
from vnnews.batch.fields import read_record
from vnnews.batch.find import classify_name
from vnnews.batch.tasks import Fields
from vnnews.read import read_page
from vnnews.read.wrappings import unwrap, unwrap_repr

TITLE = "Cầu phao An Phú mở lại sau lũ"
PAGE = (
    f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><h1>{TITLE}</h1>"
    "<p>Sáng 5/8, cầu phao An Phú đón những chuyến xe đầu tiên sau mười ngày đóng; người dân hai bờ không còn phải đi vòng.</p>"
    "<p>Đơn vị thi công đã thay ba phao hỏng, căng lại hai dây neo ở bờ bắc và thử tải trong đêm.</p>"
    "<p>Anh Ba nói: \"Mừng lắm, khỏi 'đi vòng'\".</p></body></html>"
)
ENCODERS = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes, "binary": bytes}


def saved(
    encoding: str = "quoted-printable", *, page: bytes = PAGE.encode(), end: bool = True, eol: str = "\r\n"
) -> bytes:
    """A page as Chrome saves it."""
    head = [
        "From: <Saved by Blink>", "Snapshot-Content-Location: https://bao.example/cau-phao.html", "Subject: =?utf-8?Q?C=E1=BA=A7u?=",
        "Date: Mon, 5 Aug 2024 07:30:00 +0700", "MIME-Version: 1.0", "Content-Type: multipart/related;", '\ttype="text/html";',
        '\tboundary="----MultipartBoundary--9z"', "", "",
        "------MultipartBoundary--9z", "Content-Type: text/html", "Content-ID: <frame-1@mhtml.blink>", f"Content-Transfer-Encoding: {encoding}",
        "Content-Location: https://bao.example/cau-phao.html", "", "",
    ]  # fmt: skip
    picture = [
        "", "------MultipartBoundary--9z", "Content-Type: image/png", "Content-Transfer-Encoding: base64", "", "iVBORw0KGgo=",
        "------MultipartBoundary--9z--", "",
    ]  # fmt: skip
    return eol.join(head).encode() + ENCODERS[encoding](page) + (eol.join(picture).encode() if end else b"")


@pytest.mark.parametrize("eol", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_saved_page_is_its_html_part(encoding: str, eol: str) -> None:
    article = Pipeline(words=False).parse(saved(encoding, eol=eol))
    assert (article.title, article.url) == (TITLE, "https://bao.example/cau-phao.html")
    assert article.body.count("\n\n") == 2
    assert "=" not in article.text


def test_a_saved_page_given_as_text() -> None:
    for encoding in ("quoted-printable", "8bit"):
        assert Pipeline(words=False).parse(saved(encoding).decode()).title == TITLE


def test_a_saved_page_that_is_cut_off() -> None:
    for encoding in ("quoted-printable", "base64"):
        whole = saved(encoding, end=False)
        assert read_page(whole).blocks[0].text == TITLE
        assert read_page(whole[:-301]).blocks[0].text == TITLE


def test_a_saved_page_of_one_part_and_parts_in_parts() -> None:
    one = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    assert read_page(one + quopri.encodestring(PAGE.encode())).blocks[0].text == TITLE
    inner = b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: text/html\n\n"
    outer = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n"
        + inner
        + PAGE.encode()
        + b"\n--b--\n--a--\n"
    )
    assert read_page(outer).blocks[0].text == TITLE


def test_another_charset_of_a_saved_page_is_found_out() -> None:
    page = PAGE.replace("utf-8", "utf-16")
    assert read_page(saved("base64", page=page.encode("utf-16"))).blocks[0].text == TITLE


@pytest.mark.parametrize("kind", ["image/png", "text/css", "multipart/mixed; boundary=b"])
def test_a_saved_page_without_html_is_a_clear_reject(kind: str) -> None:
    raw = f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: {kind}\n\nx\n--a--\n"
    with pytest.raises(UnreadablePage, match="no HTML part"):
        read_page(raw)


@pytest.mark.parametrize(
    "text",
    [
        "Thời sự: tin vắn\n\nMưa lớn",
        "Subject: Mưa lớn\n\nSáng nay, mưa.",
        "MIME-Version: là gì?",
        "b'ạn bè'",
        "b' là chữ cái",
        "b",
        "",
    ],
)
def test_a_text_that_only_begins_like_a_wrapping_stays(text: str) -> None:
    assert unwrap(text) is None
    assert unwrap(text.encode()) is None


@pytest.mark.parametrize(
    "form", [PAGE, PAGE.replace("'", "’"), PAGE.replace('"', "”"), "Tin vắn\n\nMưa lớn ở Huế.", "Dòng\tmột\\n\r\n"]
)
@pytest.mark.parametrize("as_type", [str, str.encode])
def test_bytes_written_as_text_are_read(form: str, as_type) -> None:
    inner = unwrap_repr(as_type(f" {form.encode()!r}\n"))
    assert inner is not None
    assert inner.decode() == form


def test_bytes_written_as_text_and_cut_off() -> None:
    cut = repr(PAGE.encode())[:300]
    assert read_page(cut).blocks[0].text == TITLE


def test_bytes_written_as_text_in_a_record_get_their_headline() -> None:
    text = (
        "Sáng 5/8, cầu phao An Phú đón những chuyến xe đầu tiên sau mười ngày đóng.\n\n"
        "Đơn vị thi công đã thay ba phao hỏng và căng lại hai dây neo ở bờ bắc.\n\n"
        "Xe trên ba tấn vẫn phải đi vòng qua quốc lộ cho tới cuối tháng, theo thông báo của ban quản lý."
    )
    page = read_record({"title": TITLE, "text": repr(text.encode())}, Fields())
    (article,) = Pipeline(words=False).parse_page(page.raw, title=page.title).articles
    assert article.text == f"{TITLE}\n\n{text}"


def test_saved_pages_of_a_run(tmp_path: Path, invoke) -> None:
    assert classify_name("a.MHT") == ("page", "")
    (tmp_path / "a.mhtml").write_bytes(saved())
    out = tmp_path / "out.jsonl"
    assert invoke("run", str(tmp_path), "-o", str(out), "--workers", "0", "-q").exit_code == 0
    assert json.loads(out.read_text())["title"] == TITLE


HOSTILE = {
    "boundaries": lambda n: b"MIME-Version: 1\nContent-Type: multipart/x; boundary=a\n\n" + b"--a\n" * n,
    "headers": lambda n: b"MIME-Version: 1\n" + b"a: b\n" * n,
    "folded": lambda n: b"MIME-Version: 1\n" + b" x\n" * n,
    "a part that is all header": lambda n: (
        b"MIME-Version: 1\nContent-Type: multipart/x; boundary=a\n\n--a\n" + b"b: c\n" * n
    ),
    "parts in parts": lambda n: b"MIME-Version: 1\n" + b"Content-Type: multipart/x; boundary=a\n\n--a\n" * n,
    "escapes": lambda n: b"b'<" + b"\\x41" * n,
    "backslashes": lambda n: b"b'" + b"\\" * n + b"'",
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_wrappings_cost_no_more_than_their_length(shape: str) -> None:
    times = []
    for size in (20_000, 160_000):
        page = HOSTILE[shape](size)
        began = time.process_time()
        with contextlib.suppress(UnreadablePage):
            unwrap(page)
        times.append(time.process_time() - began)
    assert times[1] < 8 * 4 * max(times[0], 0.005)
