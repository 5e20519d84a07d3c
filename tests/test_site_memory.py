"""The memory of a site: what recurs on its pages leaves the article; what stands once never does."""

from __future__ import annotations

import json
import pickle
from itertools import permutations
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from vnnews import InputError, Pipeline, SiteMemory
from vnnews.batch import WorkOptions
from vnnews.cli.run import run
from vnnews.label import site_memory
from vnnews.label.site_memory import MAX_LINES, MAX_PAGES, MAX_SITES, MIN_PAGES, hash_line, read_host
from vnnews.models import Label, Page

HOUSE_LINES = (
    "Bạn đọc có tin nóng xin gửi về hộp thư của tòa soạn, tin được dùng sẽ có nhuận bút.",
    "Theo dõi chúng tôi trên các nền tảng để không bỏ lỡ những tin mới nhất trong ngày.",
)
PLACES = ("Huế", "Vinh", "Cà Mau", "Hà Nội", "Lai Châu", "Quy Nhơn", "Đà Lạt", "Cần Thơ")
PLAIN = Pipeline(words=False, entities=False)


def make_page(place: str, *, house: tuple[str, ...] = HOUSE_LINES) -> str:
    paragraphs = (
        f"Sáng nay, mưa lớn ở {place} làm nhiều tuyến phố ngập sâu, người đi làm phải dắt xe qua chỗ nước.",
        f"Công ty thoát nước cho biết đã cử người đến các điểm ngập của {place} để khơi miệng cống từ rạng sáng.",
        f"Một hộ dân ở {place} kể rằng nước vào nhà lúc 5 giờ và đến trưa mới rút hết ra ngoài đường.",
    )
    body = "".join(f"<p>{text}</p>" for text in (*paragraphs, *house))
    return f"<html><body><h1>Mưa lớn làm ngập phố ở {place}</h1><div class='noi-dung'>{body}</div></body></html>"


def parse(place: str, *, memory: SiteMemory | None = None, host: str = "bao.example", html: str = "") -> Page:
    pipeline = msgspec.structs.replace(PLAIN, site_memory=memory)
    return pipeline.parse_page(html or make_page(place), url=f"https://{host}/{PLACES.index(place)}.htm")


def learn(*places: str, host: str = "bao.example") -> SiteMemory:
    memory = SiteMemory()
    for place in places:
        memory.learn(parse(place, host=host))
    return memory


def test_house_lines_leave_the_body_of_a_new_page() -> None:
    before, after = parse("Cần Thơ"), parse("Cần Thơ", memory=learn(*PLACES[:MIN_PAGES]))
    assert HOUSE_LINES[0] in before.articles[0].body
    assert not any(line in after.articles[0].body for line in HOUSE_LINES)
    assert after.articles[0].body.split("\n\n") == before.articles[0].body.split("\n\n")[:3]
    dropped = [block for block in after.blocks if block.rule == "recurs_on_site"]
    assert [block.text for block in dropped] == list(HOUSE_LINES)
    assert {block.label for block in dropped} == {Label.BOILERPLATE}


def test_nothing_changes_with_too_few_pages() -> None:
    assert parse("Cần Thơ", memory=learn(*PLACES[: MIN_PAGES - 1])) == parse("Cần Thơ")


def test_nothing_changes_on_other_hosts_and_without_an_address() -> None:
    memory = learn(*PLACES)
    assert parse("Huế", memory=memory, host="khac.example") == parse("Huế", host="khac.example")
    knowing = msgspec.structs.replace(PLAIN, site_memory=memory)
    assert knowing.parse_page(make_page("Huế")) == PLAIN.parse_page(make_page("Huế"))
    memory.learn(PLAIN.parse_page(make_page("Huế")))
    assert set(memory.sites) == {"bao.example"}


def test_one_article_seen_often_is_one_article() -> None:
    memory = SiteMemory()
    for number in range(3 * MIN_PAGES):
        memory.learn(PLAIN.parse_page(make_page("Huế"), url=f"https://bao.example/hue?lan={number}"))
    assert parse("Huế", memory=memory) == parse("Huế")


def test_a_copied_article_is_left_alone() -> None:
    memory = SiteMemory()
    for number in range(2 * MIN_PAGES):
        html = make_page("Huế").replace("<h1>Mưa", f"<h1>Bản tin {number}: mưa")
        memory.learn(PLAIN.parse_page(html, url=f"https://bao.example/{number}"))
    assert parse("Huế", memory=memory) == parse("Huế")


def test_a_rare_line_stays() -> None:
    """A sentence of a report that returns, on four of a hundred pages, is text."""
    pages = {number: [1] if number < MIN_PAGES else [2] for number in range(MAX_PAGES)}
    assert SiteMemory({"bao.example": pages}).recurring("bao.example") == {2}


MEMORIES = st.builds(
    SiteMemory,
    st.dictionaries(
        st.sampled_from(["a.example", "b.example", "c.example"]),
        st.dictionaries(
            st.integers(0, 30), st.sets(st.integers(0, 9)).map(sorted), max_size=12
        ),
        max_size=3,
    ),
)  # fmt: skip


def merged(*memories: SiteMemory) -> SiteMemory:
    whole = SiteMemory()
    for memory in memories:
        whole.merge(memory)
    return whole


@given(MEMORIES, MEMORIES, MEMORIES)
def test_merging_knows_no_order(a: SiteMemory, b: SiteMemory, c: SiteMemory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_memory, "MAX_PAGES", 8)
        assert len({repr(merged(*order)) for order in permutations((a, b, c))}) == 1
        assert merged(a, merged(b, c)) == merged(merged(a, b), c)
        assert merged(a, a, b, b) == merged(a, b)


def test_learning_knows_no_order_and_no_workers() -> None:
    whole = learn(*PLACES)
    assert learn(*reversed(PLACES)) == whole
    assert merged(learn(*PLACES[4:]), learn(*PLACES[:5])) == whole


@given(MEMORIES)
def test_a_line_of_one_page_never_recurs(memory: SiteMemory) -> None:
    for host, pages in memory.sites.items():
        for line in memory.recurring(host):
            assert sum(line in lines for lines in pages.values()) >= MIN_PAGES


def test_memory_is_bounded() -> None:
    memory = SiteMemory()
    many = "".join(f"<p>Dòng thứ {number} của trang này có nhiều chữ.</p>" for number in range(2 * MAX_LINES))
    for number in range(MAX_PAGES + 20):
        html = f"<h1>Bản tin thứ {number} trong năm của tòa soạn</h1>{many if number < 3 else ''}"
        memory.learn(PLAIN.parse_page(html, url="https://bao.example/x"))
    assert len(memory.sites["bao.example"]) == MAX_PAGES
    assert max(map(len, memory.sites["bao.example"].values())) <= MAX_LINES
    for number in range(MAX_SITES + 20):
        memory.merge(SiteMemory({f"bao{number}.example": {1: [1]}}))
    assert len(memory.sites) == MAX_SITES
    assert "bao.example" in memory.sites


def test_knowledge_grows_with_what_is_learned_later() -> None:
    memory = learn(*PLACES[: MIN_PAGES - 1])
    assert not memory.recurring("bao.example")
    memory.learn(parse(PLACES[MIN_PAGES]))
    assert hash_line(HOUSE_LINES[0]) in memory.recurring("bao.example")


def test_it_can_be_saved_pickled_and_packed(tmp_path: Path) -> None:
    memory = learn(*PLACES)
    memory.recurring("bao.example")
    memory.save(tmp_path / "sites.json")
    assert SiteMemory.load(tmp_path / "sites.json") == memory
    assert pickle.loads(pickle.dumps(Pipeline(site_memory=memory))).site_memory == memory
    options = WorkOptions(Pipeline(site_memory=memory))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(options), type=WorkOptions) == options


@pytest.mark.parametrize("content", [b"", b"[]", b'{"sites": {"a": {"x": [1]}}}', b"\xff\xfe"])
def test_a_file_that_is_no_memory(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "sites.json").write_bytes(content)
    with pytest.raises(InputError, match=r"sites\.json is no site memory"):
        SiteMemory.load(tmp_path / "sites.json")
    with pytest.raises(InputError, match="cannot read"):
        SiteMemory.load(tmp_path / "none.json")


@pytest.mark.parametrize("url", ["", "/thoi-su", "http://[1/2/2024", "javascript:void(0)"])
def test_addresses_without_a_host(url: str) -> None:
    assert read_host(url) == ""


@pytest.mark.parametrize("workers", ["0", "1"])
def test_the_command_learns_once_and_then_uses_the_file(tmp_path: Path, workers: str) -> None:
    rows = [{"url": f"https://bao.example/{n}", "text": make_page(place)} for n, place in enumerate(PLACES)]
    dump, sites, output = tmp_path / "dump.jsonl", tmp_path / "sites.json", tmp_path / "out.jsonl"
    dump.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    options = ["--learn-site", str(sites), "--no-words", "--no-entities", "--workers", workers, "-q", "--overwrite"]
    for _ in range(2):
        done = CliRunner().invoke(run, [str(dump), "-o", str(output), *options])
        assert done.exit_code == 0, done.output
        bodies = [json.loads(line)["body"] for line in output.read_text(encoding="utf-8").splitlines()]
        assert len(bodies) == len(PLACES)
        assert not any(line in body for body in bodies for line in HOUSE_LINES)
    assert len(SiteMemory.load(sites).sites["bao.example"]) == len(PLACES)


def test_standard_input_cannot_be_read_twice_nor_the_memory_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "trang.html").write_text(make_page("Huế"), encoding="utf-8")
    for given_input, file, message in (
        ("-", "sites.json", "only once"),
        (str(tmp_path), "sites.json", "among the inputs"),
    ):
        arguments = [given_input, "-o", str(tmp_path / "out.jsonl"), "--learn-site", str(tmp_path / file)]
        done = CliRunner().invoke(run, arguments)
        assert done.exit_code != 0
        assert message in str(done.exception or "") + done.output
