"""Which field of a record holds the page."""

import datetime as dt

import pytest

from vnnews.batch.fields import guess_fields, read_date, read_record
from vnnews.batch.tasks import Fields
from vnnews.errors import InputError


@pytest.mark.parametrize(
    ("names", "text", "url", "date"),
    [
        (["url", "html"], "html", "url", ""),
        (["title", "content", "link", "pubDate"], "content", "link", "pubDate"),
        (["HTML", "text", "date_publish"], "HTML", "", "date_publish"),
        (["id", "noi_dung"], "noi_dung", "", ""),
    ],
)
def test_one_known_name_is_enough(names: list[str], text: str, url: str, date: str) -> None:
    assert guess_fields(names, Fields()) == Fields(text, url, date)


@pytest.mark.parametrize(
    ("names", "message"),
    [(["content", "text"], "more than one field"), (["a", "b"], "cannot tell"), ([], "cannot tell")],
)
def test_doubt_is_refused(names: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        guess_fields(names, Fields())


def test_a_named_field_settles_it() -> None:
    assert guess_fields(["content", "text"], Fields(text="text")).text == "text"
    with pytest.raises(InputError, match="no field 'than_bai'"):
        guess_fields(["content"], Fields(text="than_bai"))


def test_title_and_summary_are_put_in_front_of_a_bare_text() -> None:
    record = {
        "title": "Mưa lớn",
        "description": "Mưa lớn từ sáng.",
        "content": "Sáng 5/8, nước lên nhanh.",
        "link": "x",
    }
    assert read_record(record, Fields()).raw == "Mưa lớn\n\nMưa lớn từ sáng.\n\nSáng 5/8, nước lên nhanh."


def test_a_text_that_has_its_title_stays_as_it_is() -> None:
    record = {"title": "Mưa lớn", "content": "Mưa lớn\n\nSáng 5/8, nước lên nhanh."}
    assert read_record(record, Fields()).raw == record["content"]


def test_html_stays_as_it_is() -> None:
    assert read_record({"title": "Mưa lớn", "content": "<p>Nước lên.</p>"}, Fields()).raw == "<p>Nước lên.</p>"
    assert read_record({"title": "Mưa lớn", "html": "Nước lên."}, Fields()).raw == "Nước lên."


def test_address_and_date_go_with_the_page() -> None:
    page = read_record({"text": "Tin", "url": "https://bao.example/a", "date": "27/06/2022"}, Fields(), "kho.jsonl:1")
    assert (page.url, page.date, page.source) == ("https://bao.example/a", dt.date(2022, 6, 27), "kho.jsonl:1")


@pytest.mark.parametrize("value", [None, 5, ["Tin"], {"a": 1}])
def test_a_field_without_text_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read_record({"text": value}, Fields())


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-29T23:59:00+07:00", dt.date(2024, 2, 29)),
        ("Thứ Hai, 27-6-2022 07:00", dt.date(2022, 6, 27)),
        (1656288000, dt.date(2022, 6, 27)),
        ("31/02/2022", None),
        ("hôm qua", None),
        ("", None),
        (1e30, None),
        (float("nan"), None),
        (None, None),
        ([], None),
    ],
)
def test_dates_of_records(value: object, day: dt.date | None) -> None:
    assert read_date(value) == day


@pytest.mark.parametrize("text", [None, "Sáng 5/8, mưa lớn."])
def test_a_record_of_news_please(text: str | None) -> None:
    record = {
        "authors": ["Minh Anh"],
        "date_download": "2024-08-06 01:02:03",
        "date_modify": None,
        "date_publish": "2024-08-05 07:00:00",
        "description": "Nhiều nơi ngập.",
        "filename": "mua-lon.html.json",
        "language": "vi",
        "maintext": "Sáng 5/8, mưa lớn.",
        "source_domain": "bao.example",
        "text": text,
        "title": "Mưa lớn ở Lào Cai",
        "title_page": None,
        "url": "https://bao.example/mua-lon.html",
    }
    page = read_record(record, Fields())
    assert page.raw == "Mưa lớn ở Lào Cai\n\nNhiều nơi ngập.\n\nSáng 5/8, mưa lớn."
    assert (page.url, page.date) == ("https://bao.example/mua-lon.html", dt.date(2024, 8, 5))
