"""The tables remember n-grams up to a limit; what they say does not depend on what they remember."""

from __future__ import annotations

import pytest

from vnnews.segment.crf import ngrams
from vnnews.segment.crf.ngrams import NgramTables

ATTRIBUTES = {
    "T[-1,0].lower=nhà nước": 3.0,
    "T[-1,0]=Nhà nước": 1.5,
    "T[-2,0]=một nhà lớn": 0.25,
    "T[0]=giao": -1.0,
    "T[0,1].istitle=True": 0.5,
}
SENTENCES = [
    line.split() for line in ("Nhà nước giao đất", "nhà nước giao đất", "Nhà Nước giao", "một nhà lớn máy cũ")
] * 3


@pytest.mark.parametrize("limit", [0, 1, 5, 1000])
def test_forgetting_changes_nothing(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [NgramTables(ATTRIBUTES).read(tokens) for tokens in SENTENCES]
    monkeypatch.setattr(ngrams, "_MOST_CACHED", limit)
    tables = NgramTables(ATTRIBUTES)
    assert [tables.read(tokens) for tokens in SENTENCES] == expected
    assert expected[0] != expected[1]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "_MOST_CACHED", 50)
    tables = NgramTables(ATTRIBUTES)
    for number in range(200):
        tables.read([f"chữ{number}", f"số{number}", "giao"])
    assert len(tables._tokens) <= 60
