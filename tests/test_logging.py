"""The logger `vnnews`: silent by itself, and what an operator of many pages needs once it is asked for."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

import vnnews
from vnnews.models import RawPage
from vnnews.read.html_bounds import bound_markup

LIGHT = vnnews.Pipeline(words=False, entities=False)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"


def test_nothing_is_printed_by_itself() -> None:
    code = f"import vnnews; list(vnnews.Pipeline().pipe(['Tin vắn: Huế mưa lớn', {PNG!r}, None]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize("count", [1, 2])
def test_a_failed_page_is_a_warning(caplog: pytest.LogCaptureFixture, count: int) -> None:
    with caplog.at_level(logging.DEBUG, "vnnews"):
        list(LIGHT.pipe(["Tin", RawPage(PNG, source="kho.warc:5"), "a" * 11_000_000], n_process=count))
    failed = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert [record.getMessage().split(": ")[:4] for record in failed] == [
        ["page failed", "kho.warc:5", "read", "binary"],
        ["page failed", "page 2", "read", "too large"],
    ]


def test_a_defect_is_an_error_with_its_traceback_below(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnnews.read.read_page", lambda *_, **__: 1 / 0)
    with caplog.at_level(logging.DEBUG, "vnnews"):
        (result,) = LIGHT.pipe(["Tin"])
    assert isinstance(result, vnnews.Failure)
    assert result.reason == "defect"
    error, debug = sorted(caplog.records, key=lambda record: -record.levelno)
    assert error.levelno == logging.ERROR
    assert "ZeroDivisionError" in error.getMessage()
    assert debug.exc_info is not None


def test_what_was_loaded_is_told() -> None:
    code = "import logging, vnnews; logging.basicConfig(level=logging.INFO, format='%(name)s %(message)s'); vnnews.parse_page('Tin vắn: Huế mưa lớn ' * 9)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=True)
    lines = done.stderr.decode().splitlines()
    assert any(line.startswith("vnnews.segment.crf.model word model loaded in ") for line in lines), lines
    assert "vnnews.label.decode labeller loaded: the packaged weights" in lines


def test_a_limit_is_told_and_ordinary_pages_say_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "vnnews"):
        bound_markup("<div>" * 100 + "Hà Nội")
        assert caplog.records == []
        bound_markup("<div>" * 9_000 + "Hà Nội")
    assert "was bounded" in caplog.text
