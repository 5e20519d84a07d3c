"""JSON dumps in every state: what is whole is read, what is not is told with its line, and hostile input costs no more than its length."""

import io
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnnews.batch import RunOptions, WorkOptions, run_batch
from vnnews.batch.dumps import Damage, decode_record, read_json, read_json_lines
from vnnews.errors import VnnewsError
from vnnews.pipeline import Pipeline

LIMIT = 1 << 20
A, B, C = (
    json.dumps({"url": f"https://bao.example/{n}", "html": f'<p class="sapo">Bài {{{n}}}</p>'}, ensure_ascii=False)
    for n in "abc"
)


def read(dump: str | bytes, limit: int = LIMIT) -> list[str | int | None]:
    """Records as they stand, the line of what is damaged, None for what is too large."""
    data = dump if isinstance(dump, bytes) else dump.encode()
    pieces = [piece for _, piece in read_json(io.BytesIO(data), limit)]
    return [p.line if isinstance(p, Damage) else p if p is None else p.decode() for p in pieces]


@pytest.mark.parametrize(
    "dump",
    [
        f"[\n{A},\n{B},\n{C}\n]",
        f"[{A},{B},{C}]",
        f"{A}{B}{C}",
        f"{A}\n{B}\n{C}\n",
        f"[\n{A},\n{B},\n{C}",  # the crawler was killed
        f"[\n{A},\n{B},\n{C},\n",
        f"[\n{A}\n][\n{B},\n{C}\n]",  # it wrote twice into one file
        f"[\n{A},\n{B}\n]\n[\n{C}\n]\n",
        f"[\n{A}\n,\n{B},\n,\n{C}\n]",
        f"\x1e{A}\n\x1e{B}\n\x1e{C}\n",
        f"\ufeff[\r\n{A},\r\n{B},\r\n{C}\r\n]\r\n",
    ],
)
def test_whatever_stands_between_whole_records_all_are_read(dump: str) -> None:
    assert read(dump) == [A, B, C]


def test_records_printed_over_many_lines() -> None:
    printed = [json.dumps(json.loads(record), indent=4, ensure_ascii=False) for record in (A, B, C)]
    assert read("\n".join(printed)) == printed
    assert read("[" + ", ".join(printed) + "]") == printed


@pytest.mark.parametrize(
    ("dump", "expected"),
    [
        (f'[\n{A},\n-cut.html"}},\n{B}\n]', [A, 3, B]),
        (f"[\n{A},\n{B[:-12]}\n{C}\n]", [A, 3, C]),  # in the middle of a string
        (f"[\n{A},\n{B[:7]}\n{C}\n]", [A, 3, C]),  # behind a colon
        (f'[\n{A},\n{{"list": [\n{C}\n]', [A, 3, C]),
        (f'[\n{A},\n{{"list": [\n{B},\n{C}\n]', [A, 3, B, C]),
        (f"[{A},{B[:-12]},{C}]", [A, 1, C]),  # all on one line
        (f"{A}\nFATAL: disk\nfull\n{C}\n", [A, 2, C]),
        (f'{A}\n{{url: "x"}}\n{C}', [A, 2, C]),
        (f"{A}\n\n{B[:40]}", [A, 3]),
        ('5, "x", null]', [1]),
        ("{", [1]),
        ("[]", []),
        ("", []),
    ],
)
def test_damage_costs_only_itself_and_is_told_with_its_line(dump: str, expected: list[object]) -> None:
    assert read(dump) == expected


def test_damage_that_nothing_parts_is_told_once() -> None:
    (piece,) = [piece for _, piece in read_json(io.BytesIO(b"<html>\n<p>Tin\n</html>\n"), LIMIT)]
    assert isinstance(piece, Damage)
    assert (piece.line, piece.last) == (1, 3)
    assert piece.message == "lines 1 to 3 hold no JSON record: <html> <p>Tin </html>"


def test_a_record_beyond_the_limit_costs_only_itself() -> None:
    huge = json.dumps({"html": "<p>" * 50_000})
    for dump in (f"[\n{A},\n{huge},\n{B}\n]", f"[{A},{huge},{B}]"):
        assert read(dump, 1000) == [A, None, B]


@pytest.mark.parametrize("size", range(1, 40))
def test_a_stream_that_gives_little_at_a_time_gives_the_same(size: int) -> None:
    class Slow(io.BytesIO):
        def read(self, most: int | None = -1) -> bytes:
            return super().read(size)

    dump = f'[\n{A},\ncut "off"}},\n{B[:-5]}\n{C}{A}\n][{B}'.encode()
    assert list(read_json(Slow(dump), LIMIT)) == list(read_json(io.BytesIO(dump), LIMIT))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('{"t": NaN, "u": -Infinity}', None),
        (r'{"t": "Vui \ud83d"}', "Vui \ufffd"),
        (r'{"t": "\ude00 vui \ud83d\ude00"}', "\ufffd vui \U0001f600"),
        (r'{"t": "a\\ud83d"}', r"a\ud83d"),
        ('{"t": "hai\ndòng\tchữ"}', "hai\ndòng\tchữ"),
        (b'{"t": "B\xe0i"}', "B\ufffdi"),
        (b'{"t": "B\xe0i", "x": NaN}', "B\ufffdi"),
    ],
)
def test_what_other_programs_write_is_read(written: str | bytes, value: str | None) -> None:
    data = written if isinstance(written, bytes) else written.encode()
    record = decode_record(data)
    assert isinstance(record, dict)
    if value is not None:
        assert record["t"] == value
    assert [piece for _, piece in read_json(io.BytesIO(data), LIMIT)] == [data]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"{'a': 1}", b'{"a":' * 50_000, b"[" * 50_000, b'{"a":' + b"9" * 9000 + b".}"]
)
def test_what_is_no_json_is_a_typed_error(data: bytes) -> None:
    with pytest.raises(VnnewsError) as told:
        decode_record(data)
    assert told.value.reason == "bad json"


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "nested": lambda n: b'{"a":' * n,
    "nested, a line each": lambda n: b'{"a":\n' * n,
    "opened and closed": lambda n: b"{,\n" * n + b"}\n" * n,
    "strings without end": lambda n: b'{"a": "\n' * n,
    "quotes": lambda n: b'{"' * n,
    "backslashes": lambda n: b'{"a":"' + b"\\" * 5 * n,
    "braces": lambda n: b"\n{" * n,
    "braces in a string": lambda n: b'{"a":"' + b"\n{," * n + b'"x',
    "broken twice": lambda n: b'{"a":"\n{"b":}\n' * n,
    "a long record before many on its line": lambda n: b'{"a":"' + b"x" * 9 * n + b'"}' + b',{"a":""}' * n + b"\n",
    "a long record before broken ones": lambda n: b'{"a":"' + b"x" * 9 * n + b'"}' + b',{"a":"b"c}' * n + b"\n",
    "no record at all": lambda n: b"x{ " * 3 * n,
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_dumps_cost_no_more_than_their_length(shape: str) -> None:
    times = []
    for size in (3_000, 12_000):
        dump = HOSTILE[shape](size)
        began = time.process_time()
        for _ in read_json(io.BytesIO(dump), 64 << 20):
            pass
        times.append(time.process_time() - began)
    assert times[1] < 10 * max(times[0], 0.01)  # four times the size; a square would be 16


@pytest.mark.parametrize("shape", ["nested, a line each", "opened and closed", "braces in a string"])
def test_brackets_beyond_all_nesting_cost_as_much_as_others(shape: str) -> None:
    """Looked at to the full depth from each of them, they took a millisecond each."""

    def seconds(size: int) -> float:
        began = time.process_time()
        assert sum(1 for _ in read_json(io.BytesIO(HOSTILE[shape](size)), 64 << 20)) == 1
        return (time.process_time() - began) / size

    few = min(seconds(900) for _ in range(3))
    assert min(seconds(3_000) for _ in range(3)) < 40 * few


def test_whole_records_between_hundreds_that_were_cut_off_are_found() -> None:
    dump = b"[\n" + b"".join(b'{"a": %d,\n{"b": {"c": [%d]}}\n' % (n, n) for n in range(1_500)) + b"]"
    found = [
        json.loads(piece)["b"]["c"][0] for _, piece in read_json(io.BytesIO(dump), LIMIT) if isinstance(piece, bytes)
    ]
    assert found == [*range(1_500)]


def run(folder: Path, *names: str) -> tuple[list[str], list[dict[str, str]]]:
    """Where the articles came from, and the rejects."""
    out, rejects = folder / "out.jsonl", folder / "rejects.jsonl"
    work = WorkOptions(Pipeline(words=False, entities=False))
    options = RunOptions(work=work, workers=0, ordered=True, rejects=str(rejects))
    run_batch([str(folder / name) for name in names], str(out), options)
    origins = [json.loads(line)["page"]["origin"].rsplit("/", 1)[-1] for line in out.read_bytes().splitlines()]
    return origins, [json.loads(line) for line in rejects.read_bytes().splitlines()]


STORY = (
    "<html><body><h1>Cầu phao An Phú mở lại sau lũ</h1><p>Sáng 5/8, cầu phao An Phú đón những chuyến xe đầu tiên sau mười ngày đóng.</p>"
    "<p>Đơn vị thi công đã thay ba phao hỏng và căng lại hai dây neo ở bờ bắc.</p><p>Xe trên ba tấn vẫn phải đi vòng qua quốc lộ cho tới cuối tháng.</p></body></html>"
)


def test_a_run_over_a_damaged_feed(tmp_path: Path) -> None:
    story = json.dumps({"url": "https://bao.example/1", "html": STORY})
    (tmp_path / "kho.json").write_text(
        f'[\n{story},\ncut off"}},\n{story[:-1]}, "tác giả": NaN}},\n{story}\n][\n{story}\n'
    )
    origins, rejects = run(tmp_path, "kho.json")
    assert origins == ["kho.json:1", "kho.json:3", "kho.json:4", "kho.json:5"]
    assert [(r["source"][-10:], r["stage"], r["reason"]) for r in rejects] == [("kho.json:2", "open", "bad json")]
    assert "line 3 " in rejects[0]["message"]


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("{0}\n{0}\n", ["1", "2"]),
        ("\n{0}\n\n{0}", ["2", "4"]),
        ("[\n{0},\n{0}\n]", ["2", "3"]),
        ("{0},\n{0},\n", ["1", "2"]),
        ("{0}{0}\n{0}\n", ["1", "1.2", "2"]),
        ("{1}\n{1}\n", ["1", "5"]),
    ],
)
def test_records_of_json_lines_have_the_number_of_their_line(tmp_path: Path, form: str, numbers: list[str]) -> None:
    record = {"url": "https://bao.example/1", "html": STORY}
    (tmp_path / "kho.jsonl").write_text(form.format(json.dumps(record), json.dumps(record, indent=2)))
    assert run(tmp_path, "kho.jsonl") == ([f"kho.jsonl:{number}" for number in numbers], [])


def test_broken_lines_of_json_lines_cost_only_themselves(tmp_path: Path) -> None:
    story = json.dumps({"url": "https://bao.example/1", "html": STORY})
    broken_text = story.replace("Cầu phao", "Cầu\nphao").replace("C\\u1ea7u phao", "C\\u1ea7u\nphao")
    lines = [story, story[:50], "null", story + ",", '"x"', broken_text, story[20:], story]
    (tmp_path / "kho.jl").write_text("\n".join(lines))
    origins, rejects = run(tmp_path, "kho.jl")
    assert origins == [f"kho.jl:{number}" for number in (1, 4, 6, 9)]
    assert [reject["source"].rpartition(":")[2] for reject in rejects] == ["2", "5", "8"]
    assert rejects[0]["message"].startswith("lines 2 to 3 hold no JSON record")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["kho.jsonl", "kho.json"])
def test_wide_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    record = json.dumps({"url": "https://bao.example/1", "html": STORY}, ensure_ascii=False)
    (tmp_path / name).write_bytes(f"{record}\r\n{record}\r\n".encode(encoding))
    assert run(tmp_path, name) == ([f"{name}:1", f"{name}:2"], [])


def test_records_of_another_kind_at_the_beginning_cost_only_themselves(tmp_path: Path) -> None:
    story = json.dumps({"url": "https://bao.example/1", "html": STORY})
    (tmp_path / "kho.json").write_text(f'[{{"type": "header", "version": 5}},\n{story},\n{story}]')
    origins, rejects = run(tmp_path, "kho.json")
    assert origins == ["kho.json:2", "kho.json:3"]
    assert [reject["reason"] for reject in rejects] == ["no text field"]


@pytest.mark.parametrize(
    "form",
    [
        '{{"RECORDS": [{0}, {0}]}}',
        '{{"status": "ok", "hits": {{"total": 2, "hits": [{0}, {0}]}}}}',
        '{{"articles": [{0}, {0}]}}\n' * 2,
    ],
)
def test_a_list_inside_an_object(tmp_path: Path, form: str) -> None:
    (tmp_path / "kho.json").write_text(form.format(json.dumps({"_source": {"html": STORY}})))
    origins, rejects = run(tmp_path, "kho.json")
    expected = ["kho.json:1.1", "kho.json:1.2", "kho.json:2.1", "kho.json:2.2"]
    assert origins == expected[: 2 * (1 + form.count("\n") // 2)]
    assert not rejects


def test_a_run_resumed_over_a_damaged_dump_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    story = json.dumps({"url": "https://bao.example/1", "html": STORY})
    (tmp_path / "kho.json").write_text(f"[\n{story},\nx\n{story}\n]")
    out = str(tmp_path / "out.jsonl")
    work = WorkOptions(Pipeline(words=False, entities=False))
    seen = 0

    def stop(_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch([str(tmp_path / "kho.json")], out, RunOptions(work=work, workers=0), on_progress=stop)
    report = run_batch([str(tmp_path / "kho.json")], out, RunOptions(work=work, workers=0, resume=True))
    assert (report.articles, report.failed) == (2, 1)


RECORDS = st.lists(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), st.lists, max_leaves=5),
    ),
    max_size=6,
)


@given(
    RECORDS,
    st.lists(st.sampled_from(["\n", ",\n", ", ", "][", "\n\n", "]\n[", " \x1e", ""]), min_size=7, max_size=7),
    st.booleans(),
)
@settings(deadline=None, max_examples=150)
def test_any_records_are_read_whatever_parts_them(
    records: list[dict[str, object]], parts: list[str], ascii_only: bool
) -> None:
    dump = "".join(
        part + json.dumps(record, ensure_ascii=ascii_only) for part, record in zip(parts, records, strict=False)
    )
    pieces = [piece for _, piece in read_json(io.BytesIO(dump.encode("utf-8", "surrogatepass")), LIMIT)]
    assert [json.loads(piece) for piece in pieces if isinstance(piece, bytes)] == records


@given(
    st.lists(st.sampled_from([*'{}[]",:\\\n', "a", '{"a":', '"x"', "1", '{"t": "x"}', " "]), max_size=60).map("".join),
    st.integers(5, 60),
)
@settings(deadline=None, max_examples=300)
def test_any_signs_end_and_every_record_given_is_one(dump: str, limit: int) -> None:
    for _, piece in read_json_lines(io.BytesIO(dump.encode()), limit):
        if isinstance(piece, bytes):
            assert isinstance(json.loads(piece, strict=False), dict)
            assert len(piece) <= limit
