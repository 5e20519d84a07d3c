"""The front door: one return type each, typed errors only, a stream that never stops."""

import datetime as dt
import pickle
import unicodedata
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import vnnews

PAGE = """Thời sự
Tỉnh Quảng Ninh khánh thành cầu mới bắc qua sông Chanh
08/03/2024 09:15
Sau hai năm thi công, cây cầu dài 500 mét nối hai bờ sông Chanh được đưa vào sử dụng trong niềm vui của người dân.
Sáng 8/3, ông Trần Văn Khải, Chủ tịch UBND tỉnh Quảng Ninh, cắt băng khánh thành cây cầu cùng nhiều người dân hai bên bờ.
Theo ông Khải, cầu có tổng vốn 300 tỷ đồng, lấy từ ngân sách tỉnh, và rút ngắn quãng đường đi lại gần 20 km so với trước đây.
Giám đốc Sở Xây dựng tỉnh Quảng Ninh Lê Thị Hồng Vân cho biết đơn vị thi công đã vượt tiến độ ba tháng nhờ thời tiết thuận lợi.
Trong chiều cùng ngày, hàng nghìn người đã đi bộ qua cầu, chụp ảnh và thăm khu chợ mới mở ở đầu cầu phía đông.
"""


def strip_space(text):
    return "".join(text.split())


def test_an_article_comes_out_whole():
    article = vnnews.parse(PAGE)
    assert article.title == "Tỉnh Quảng Ninh khánh thành cầu mới bắc qua sông Chanh"
    assert article.published == dt.datetime(2024, 3, 8, 9, 15, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert article.sapo.startswith("Sau hai năm")
    assert len(article.body.split("\n\n")) == 4
    assert [p.name for p in article.provinces] == ["Quảng Ninh"]
    posts = {o.name: [(p.role, p.agency, p.province) for p in o.posts] for o in article.officials}
    assert posts == {
        "Trần Văn Khải": [("Chủ tịch", "Ủy ban nhân dân tỉnh Quảng Ninh", "Quảng Ninh")],
        "Lê Thị Hồng Vân": [("Giám đốc", "Sở Xây dựng tỉnh Quảng Ninh", "Quảng Ninh")],
    }


def spans_of(article):
    yield from article.passages
    yield from article.sentences
    yield from article.words
    yield from article.captions
    for entity in (*article.provinces, *article.agencies, *article.officials):
        yield from entity.mentions


def check_invariants(page):
    covered = "".join(strip_space(b.text) for b in page.blocks)
    assert covered == strip_space(page.text)
    for before, after in zip(page.blocks, page.blocks[1:], strict=False):
        assert before.end <= after.start
    for block in page.blocks:
        assert page.text[block.start : block.end] == block.text
        assert block.rule
    for article in page.articles:
        assert unicodedata.is_normalized("NFC", article.text)
        for span in spans_of(article):
            assert article.text[span.start : span.end] == span.text
        if article.words:
            assert "".join(strip_space(w.text) for w in article.words) == strip_space(article.text)
        assert msgspec.json.decode(msgspec.json.encode(article), type=vnnews.Article) == article
    assert pickle.loads(pickle.dumps(page)) == page


def test_invariants_on_a_page():
    check_invariants(vnnews.parse_page(PAGE))


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.encode(),
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace(" ", "\u00a0"),
        lambda t: t.encode("utf-16"),
        lambda t: "\ufeff" + t,
    ],
    ids=["bytes", "nfd", "crlf", "nbsp", "utf16", "bom"],
)
def test_the_way_of_writing_does_not_matter(change):
    assert vnnews.parse(change(PAGE)) == vnnews.parse(PAGE)


@pytest.mark.parametrize("raw", ["", b"", " \n\t\u00a0", b"\n"])
def test_an_empty_page_is_an_honest_empty_result(raw):
    page = vnnews.parse_page(raw)
    assert page.type == "empty"
    assert page.blocks == page.articles == page.related == ()
    with pytest.raises(vnnews.NotAnArticle) as caught:
        vnnews.parse(raw)
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), vnnews.UnreadablePage),
        (b"PK\x03\x04" + bytes(range(256)) * 4, vnnews.UnreadablePage),
        (12, vnnews.InputError),
        (None, vnnews.InputError),
        ("a" * 20_000_000, vnnews.PageTooLarge),
        (b"a" * 20_000_000, vnnews.PageTooLarge),
    ],
    ids=["png", "zip", "int", "none", "20MB text", "20MB bytes"],
)
def test_bad_input_is_a_typed_error(raw, error):
    with pytest.raises(error) as caught:
        vnnews.parse_page(raw)
    assert caught.value.stage == "read"
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message


@pytest.mark.parametrize(("name", "value"), [("date", "hôm qua"), ("date", 3), ("kind", "pdf")])
def test_a_senseless_option_is_an_input_error(name, value):
    with pytest.raises(vnnews.InputError):
        vnnews.parse_page(PAGE, **{name: value})


def test_a_bad_page_never_stops_the_stream():
    results = list(vnnews.Pipeline(words=False).pipe([PAGE, b"\x89PNG\r\n\x1a\n\x00", "", PAGE]))
    assert [type(r).__name__ for r in results] == ["Page", "Failure", "Page", "Page"]
    assert results[1].stage == "read"
    assert results[1].source == "page 1"


MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div class='content'>",
            "</div>",
            "<h1>",
            "</h1>",
            "<a href='/x.html'>",
            "</a>",
            "<script>",
            "&nbsp;",
            "<!--",
            "-->",
            "<br>",
            "</html>",
            "Ảnh: A",
            "Theo B",
            "12/03/2024 10:00",
            "Tin liên quan",
            "./.",
            "ubnd",
            "́",
            *PAGE.splitlines(),
        ]
    ),
    max_size=40,
).map("\n".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), MARKUP, st.binary(max_size=300)))
@example("<html><body><p>" + "a" * 10)
@example("\x00")
@example("\ud800")
def test_only_vnnews_errors_and_all_invariants(raw):
    try:
        page = vnnews.parse_page(raw)
    except vnnews.VnnewsError:
        return
    check_invariants(page)


def parse_names(raw):
    return [o.name for o in vnnews.parse(raw).officials]


def test_threads_and_processes_give_the_same_result():
    alone = parse_names(PAGE)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(parse_names, [PAGE] * 16)) == [alone] * 16
    with ProcessPoolExecutor(2) as pool:
        assert list(pool.map(parse_names, [PAGE] * 2)) == [alone] * 2


def test_a_pipeline_can_be_pickled():
    pipeline = vnnews.Pipeline(words=False, user_words=("cầu mới",))
    assert pickle.loads(pickle.dumps(pipeline)) == pipeline
