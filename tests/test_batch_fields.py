"""Which field of a record holds the page."""

import datetime as dt

import pytest

from vnnews.batch.fields import find_value, guess_fields, learn_page_field, read_moment, read_record
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
    fields = guess_fields(names, Fields())
    assert (fields.text, fields.url, fields.date) == (text, url, date)


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
    assert (page.url, page.date, page.source) == ("https://bao.example/a", moment("2022-06-27"), "kho.jsonl:1")


@pytest.mark.parametrize("value", [None, 5, ["Tin"]])
def test_a_field_without_text_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read_record({"text": value}, Fields())


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-02-29T23:59:00+07:00", "2024-02-29T23:59:00"),
        ("2025-03-03T20:15:00Z", "2025-03-04T03:15:00"),
        ("2025-03-03T20:15:00.250-05:00", "2025-03-04T08:15:00.250"),
        ("2025-03-03 20:15:00 +0000", "2025-03-04T03:15:00"),
        ("Mon, 03 Mar 2025 20:15:00 GMT", "2025-03-04T03:15:00"),
        ("2025-03-04 08:15:00", "2025-03-04T08:15:00"),
        ("Thứ Hai, 27-6-2022 07:00", "2022-06-27T07:00:00"),
        ("08:15 | 04/03/2025", "2025-03-04T08:15:00"),
        (" 2025-03-04 ", "2025-03-04"),
        (1656288000, "2022-06-27T07:00:00"),
        (1656288000.5, "2022-06-27T07:00:00.500"),
        (1656288000250, "2022-06-27T07:00:00.250"),
        ("1656288000", "2022-06-27T07:00:00"),
        (dt.datetime(2025, 3, 3, 20, 15, tzinfo=dt.UTC), "2025-03-04T03:15:00"),
        ("31/02/2022", None),
        ("hôm qua", None),
        ("", None),
        (1e30, None),
        (-1e30, None),
        (0, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        (None, None),
        ([], None),
    ],
)
def test_moments_of_records(value: object, expected: str | None) -> None:
    assert read_moment(value) == (moment(expected) if expected else None)


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
    assert (page.url, page.date) == ("https://bao.example/mua-lon.html", moment("2024-08-05T07:00:00"))
    assert page.title == "Mưa lớn ở Lào Cai"
    assert page.extra["authors"] == ["Minh Anh"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"Tiêu đề": "T", "Nội dung": "N", "Ngày đăng": "2025-03-04"}, ("N", "T", "", "2025-03-04")),
        ({"TIEU_DE": "T", "NOI_DUNG": "N", "THOI_GIAN": "2025-03-04", "Đường dẫn": "u"}, ("N", "T", "u", "2025-03-04")),
        (
            {"headline": "T", "articleBody": "N", "datePublished": "2025-03-04", "URL": "u"},
            ("N", "T", "u", "2025-03-04"),
        ),
        ({"title": "T", "content": "N", "publishedAt": "2025-03-04", "link": "u"}, ("N", "T", "u", "2025-03-04")),
        ({"post_title": "T", "post-content": "N", "post date": "2025-03-04"}, ("N", "T", "", "2025-03-04")),
        ({"_id": 1, "_source": {"title": "T", "body": "N", "url": "u"}}, ("N", "T", "u", None)),
        (
            {"title": {"rendered": "T"}, "content": {"rendered": "N"}, "date": "2025-03-04"},
            ("N", "T", "", "2025-03-04"),
        ),
        ({"title": "T", "text": "N", "date": {"$date": "2025-03-04"}}, ("N", "T", "", "2025-03-04")),
        (
            {"title": "T", "text": "N", "date": {"$date": {"$numberLong": "1741021200000"}}},
            ("N", "T", "", "2025-03-04"),
        ),
        ({"title": "T", "link": "xa", "item": {"text": "N", "link": "u"}}, ("N", "T", "u", None)),
        ({"title": ["T"], "text": "N", "html": None, "content": ""}, ("N", "T", "", None)),
        ({"article": {"text": "N", "title": "T"}, "meta": {"site": {"link": "u"}}}, ("N", "T", "u", None)),
    ],
)
def test_names_in_any_writing_and_inside_other_objects(record: dict[str, object], expected: tuple[object, ...]) -> None:
    page = read_record(record, Fields())
    assert str(page.raw).split("\n\n")[-1] == expected[0]
    assert (page.title, page.url or "") == expected[1:3]
    assert page.date == (moment(str(expected[3])) if expected[3] else None)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (Fields("data.trang.html"), "Trang"),
        (Fields("data.trang"), None),
        (Fields("data.chữ"), "Chữ"),
        (Fields("DATA.CHU"), "Chữ"),
        (Fields("a.b"), "có chấm"),
    ],
)
def test_a_named_field_may_lie_deep(given: Fields, text: str | None) -> None:
    record = {"a.b": "có chấm", "data": {"trang": {"html": "Trang"}, "chữ": "Chữ"}}
    if text is None:
        with pytest.raises(InputError):
            read_record(record, given)
    else:
        assert read_record(record, given).raw == text


def test_an_object_where_text_should_be_is_refused() -> None:
    with pytest.raises(InputError, match=r"'text[.]a'"):
        read_record({"text": {"a": 1}}, Fields())


def test_a_short_headline_that_the_first_sentence_uses_too_is_put_in_front() -> None:
    record = {"title": "Mưa lớn", "content": "Mưa lớn từ sáng 5/8 làm nước lên nhanh."}
    assert read_record(record, Fields()).raw == f"{record['title']}\n\n{record['content']}"


def test_a_path_goes_through_names_with_dots() -> None:
    assert find_value({"v1.0": {"html": {"raw": "Tin"}}}, "v1.0.html.raw") == "Tin"
    assert find_value({"html": "Tin"}, "html.raw") is None


def test_the_headline_of_a_record_goes_with_every_kind_of_page() -> None:
    page = read_record({"ten": "Mưa lớn", "html": "<p>Nước lên.</p>"}, Fields(title="ten"))
    assert (page.raw, page.title) == ("<p>Nước lên.</p>", "Mưa lớn")
    shouted = "MƯA  LỚN\n\nSáng 5/8, nước lên nhanh."
    assert read_record({"title": "Mưa lớn", "content": shouted}, Fields()).raw == shouted


@pytest.mark.parametrize(
    ("record", "extra"),
    [
        ({"id": 7, "url": "u", "title": "T", "text": "N", "date": "x", "tags": ["a"]}, {"id": 7, "tags": ["a"]}),
        ({"text": "N", "n": None, "rỗng": "", "đúng": True}, {"n": None, "rỗng": "", "đúng": True}),
        (
            {"_id": "a", "_source": {"text": "N", "url": "u", "mục": "Xã hội"}},
            {"_id": "a", "_source": {"mục": "Xã hội"}},
        ),
        ({"_source": {"text": "N"}}, {}),
        ({"html": "<p>N", "text": "N"}, {"text": "N"}),
        ({"html": "<p>N", "description": "S"}, {"description": "S"}),
        ({"text": "N", "description": "S"}, {}),
        ({"text": "N", "cũ": b"B\xe0i"}, {"cũ": "B\ufffdi"}),
    ],
)
def test_what_is_not_used_stays_with_the_page(record: dict[str, object], extra: dict[str, object]) -> None:
    assert read_record(record, Fields()).extra == extra


def test_what_another_record_taught_is_a_guess_that_need_not_fit() -> None:
    learned = guess_fields(["content", "link"], Fields())
    assert read_record({"content": "Một", "text": "Hai"}, learned).raw == "Một"
    assert read_record({"text": "Hai"}, learned).raw == "Hai"
    with pytest.raises(InputError):
        read_record({"text": "Hai"}, Fields("content"))


def test_fields_beside_the_page_are_told_of_each_record() -> None:
    given = Fields()
    learned = learn_page_field(given, guess_fields(["id", "html"], given))
    first = read_record({"id": 1, "html": "<p>Một"}, learned)
    second = read_record({"id": 2, "html": "<p>Hai", "date": "2025-11-02", "url": "u"}, learned)
    third = read_record({"id": 3, "html": "<p>Ba", "Ngày đăng": "2025-11-03", "link": "v", "url": ""}, learned)
    assert (first.url, first.date) == (None, None)
    assert (second.url, second.date) == ("u", moment("2025-11-02"))
    assert (third.url, third.date) == ("v", moment("2025-11-03"))


def test_a_named_field_is_the_only_one_that_is_read() -> None:
    given = Fields(url="nguồn", date="a.b.c.d.e")
    learned = learn_page_field(given, guess_fields(["html", "url", "date"], given))
    without = read_record({"html": "<p>Một", "date": "2025-11-02", "url": "u"}, learned)
    assert (without.url, without.date) == (None, None)
    deep = {"a": {"b": {"c": {"d": {"e": "2025-11-02"}}}}}
    page = read_record({"html": "<p>Hai", "url": "u", "nguồn": "v", "date": "2025-11-03", **deep}, learned)
    assert (page.url, page.date) == ("v", moment("2025-11-02"))


def test_a_record_with_a_thousand_names_costs_no_more_than_its_names() -> None:
    record = {"text": "Tin", **{f"cột {n}": n for n in range(5_000)}}
    assert len(read_record(record, Fields()).extra) == 5_000
