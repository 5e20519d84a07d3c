"""A late pattern is what `re` compiles, from its first use on."""

import copy
import re

import pytest

from vnnews.text.late import LatePattern, compile_late


def test_it_is_compiled_once_and_at_its_first_use(monkeypatch):
    made = []
    compiled = re.compile
    monkeypatch.setattr(re, "compile", lambda *source: made.append(source) or compiled(*source))
    late = compile_late("mưa (lớn|nhỏ)", re.IGNORECASE)
    assert made == []
    assert [late.search(text) is not None for text in ("Mưa lớn", "nắng", "MƯA NHỎ")] == [True, False, True]
    assert made == [("mưa (lớn|nhỏ)", re.IGNORECASE)]


@pytest.mark.parametrize("name", ["findall", "split", "match", "fullmatch", "search"])
def test_its_methods_are_those_of_the_pattern(name):
    late, eager = compile_late(r"\d+"), re.compile(r"\d+")
    for text in ("12 giờ 30", "", "30"):
        assert str(getattr(late, name)(text)) == str(getattr(eager, name)(text))
    assert (late.pattern, late.flags, late.groups) == (eager.pattern, eager.flags, eager.groups)


def test_a_mistake_shows_at_the_first_use():
    late = compile_late("(")
    with pytest.raises(re.error):
        late.search("")


def test_a_copy_is_as_late():
    late = copy.copy(compile_late("a"))
    assert isinstance(late, LatePattern)
    assert late.sub("b", "ba") == "bb"
