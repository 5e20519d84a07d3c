"""JSON that its decoder refuses, in the words of each line of msgspec: bytes that are no UTF-8 are a UnicodeDecodeError up to 0.22 and
a DecodeError from 0.23. Whichever is installed, both are tried: the decoder is replaced by one that raises the kind in question."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from vnnews.batch.state import read_state
from vnnews.batch.tasks import Task
from vnnews.batch.work import WorkOptions, open_task, work_on
from vnnews.errors import InputError, VnnewsError
from vnnews.label.site_memory import SiteMemory
from vnnews.pipeline import Pipeline
from vnnews.read.json_ld import _load
from vnnews.write.doccano import read_doccano
from vnnews.write.labelstudio import read_labelstudio
from vnnews.write.report import count_rejects, read_rows

LINES_OF_MSGSPEC = {
    "0.22": lambda error: error,
    "0.23": lambda error: msgspec.DecodeError("Invalid UTF-8 encoded string"),
}
DEEP = b"[" * 100_000
NO_JSON = {
    "bad byte": b'{"text": "s\xff"}',
    "bad byte in a name": b'{"text\xff": "s"}',
    "cut in a letter": '{"text": "số'.encode()[:-1],
    "no JSON": b"{text}",
    "empty": b"",
    "deep": b'{"text": ' + DEEP,
}


@pytest.fixture(params=LINES_OF_MSGSPEC)
def msgspec_line(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which line of msgspec is played; JSON that both read alike is still read by the one that is installed."""
    as_that_line, decode = LINES_OF_MSGSPEC[request.param], msgspec.json.decode

    def play(data: Any, **options: Any) -> Any:
        try:
            str(data, "utf-8") if isinstance(data, bytes) else data.encode()
        except UnicodeDecodeError as error:
            raise as_that_line(error) from None
        return decode(data, **options)

    class Decoder:
        def __init__(self, type: Any) -> None:
            self._type = type

        def decode(self, data: bytes) -> Any:
            return play(data, type=self._type)

    monkeypatch.setattr(msgspec.json, "decode", play)
    monkeypatch.setattr(msgspec.json, "Decoder", Decoder)
    return request.param


def record(data: bytes) -> Task:
    return Task(1, "tin.jsonl:1", data=data, form="record")


@pytest.mark.usefixtures("msgspec_line")
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"text": "B\xe0i s\xff"}', "B\ufffdi s\ufffd"),
        (b'{"text": "B\xc3i"}', "B\ufffdi"),
        (b'{"tin\xff": 1, "text": "Tin"}', "Tin"),
        (b'{"text": "Tin", "anh": "\x89PNG"}', "Tin"),
        ('{"text": "Sở họp"}'.encode(), "Sở họp"),
    ],
)
def test_a_bad_byte_costs_a_letter_not_the_record(data: bytes, text: str) -> None:
    assert open_task(record(data), WorkOptions()).raw == text


@pytest.mark.usefixtures("msgspec_line")
@pytest.mark.parametrize(
    "data", [b'{"text": "s\xff"', b"{\xff}", b"\xff", b"{}}", b'{"text": "\xc3', b"[" + DEEP, b'{"text": ' + DEEP]
)
def test_what_is_no_json_behind_its_bad_bytes_is_refused(data: bytes) -> None:
    with pytest.raises(VnnewsError, match=r"no JSON|nested too deeply") as told:
        open_task(record(data), WorkOptions())
    assert (told.value.stage, told.value.reason) == ("open", "bad json")
    reject = work_on(record(data), WorkOptions(Pipeline(words=False))).reject
    assert reject is not None
    assert reject.reason == "bad json"


def read_file(read: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    def write_and_read(data: bytes, folder: Path) -> object:
        (folder / "state.json").write_bytes(data)
        return read(folder)

    return write_and_read


READERS: dict[str, Callable[[bytes, Path], object]] = {
    "site memory": read_file(lambda folder: SiteMemory.load(folder / "state.json")),
    "state of a run": read_file(read_state),
    "labelstudio": lambda data, _: read_labelstudio(data),
    "doccano": lambda data, _: list(read_doccano([data or b"?"])),
    "report": lambda data, _: list(read_rows([data or b"?"])),
    "rejects": lambda data, _: count_rejects([data or b"?"]),
}


@pytest.mark.usefixtures("msgspec_line")
@pytest.mark.parametrize("data", NO_JSON.values(), ids=NO_JSON)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_reader_says_what_is_wrong_in_an_error_of_ours(
    read: Callable[[bytes, Path], object], data: bytes, tmp_path: Path
) -> None:
    with pytest.raises(InputError):
        read(data, tmp_path)


HALF_A_PAIR = '{"text": "\ud83d"}'


@pytest.mark.parametrize("text", [HALF_A_PAIR, '{"text": ' + DEEP.decode()], ids=["half a pair", "deep"])
def test_text_that_its_decoder_refuses(text: str) -> None:
    with pytest.raises(InputError):
        list(read_doccano([text]))
    with pytest.raises(InputError):
        read_labelstudio(text)


@pytest.mark.parametrize(("script", "read"), [(HALF_A_PAIR, {"text": "\ud83d"}), (DEEP.decode(), {})])
def test_a_script_of_a_page_that_its_decoder_refuses(script: str, read: dict[str, str]) -> None:
    assert _load(script) == read
