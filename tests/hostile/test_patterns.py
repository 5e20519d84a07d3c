"""Every compiled pattern of the package: from one place, none takes more than proportional time, whatever runs of signs a line has.

Two ways: each pattern is tried at the head of long runs of the signs that patterns stumble over (how often lines are searched is a matter of the
functions, see `test_cost.py`); and, where `regexploit` is installed, the inputs which that
checker makes for the patterns it suspects are tried. Being suspected is no fault: taking eight times the input in much more than
eight times the time is.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest
import regex

import vnnews
from vnnews.text.late import LatePattern

MAX_RATIO = 2.6**3
"""For eight times the input; quadratic cost is 64 times."""

MEASURABLE = 0.01
"""Seconds. Sizes begin small, so that a cost of the fourth power is seen before it takes minutes."""

SIZE = 30
MAX_SIZE = 2_000
ATTEMPTS = 4

Pattern = re.Pattern[str] | re.Pattern[bytes]


def list_patterns(value: object, depth: int = 0) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif isinstance(value, LatePattern):
        yield value.compiled
    elif depth < 4 and isinstance(value, dict):
        for inner in (*value, *value.values()):
            yield from list_patterns(inner, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from list_patterns(inner, depth + 1)


def find_patterns() -> dict[Pattern, str]:
    found: dict[Pattern, str] = {}
    for module in pkgutil.walk_packages(vnnews.__path__, "vnnews."):
        try:
            values = vars(importlib.import_module(module.name))
        except (ImportError, vnnews.MissingExtra):  # an optional library is missing
            continue
        for name, value in values.items():
            for pattern in list_patterns(value):
                found.setdefault(pattern, f"{module.name}.{name}")
    return found


PATTERNS = find_patterns()

RUNS = [" ", "\n", " \n", "\t", "a", "A", "an ", "An ", "ă", "1", "1 ", "1.", "1/", ".", ",", ", ", "-", "– ", "(", "()", ":", "/",
        "<", "<a ", "&", "=", '"', "'", "“", "a.", "a@", "TP.", "x1 ", "Ông An, ", "{", "[", "\\", "_", "*", "|"]  # fmt: skip


def seconds(function: Callable[[], object]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def grows(pattern: Pattern, make: Callable[[int], str]) -> bool:
    """Whether eight times an input takes a pattern much more than eight times as long, at the first size that can be measured."""

    def take(size: int) -> float:
        text = make(size) if isinstance(pattern.pattern, str) else make(size).encode()
        return seconds(lambda: pattern.match(text))

    size = SIZE
    while size < MAX_SIZE and take(8 * size) < MEASURABLE:
        size *= 4
    if size >= MAX_SIZE:
        return False
    ratios = (take(8 * size) / max(min(take(size), take(size)), 1e-6) for _ in range(ATTEMPTS))
    return all(ratio > MAX_RATIO for ratio in ratios)


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 300


@pytest.mark.parametrize("run", RUNS)
def test_runs_of_one_sign(run: str) -> None:
    make = lru_cache(lambda size: (run * size)[:size] + "\x01")
    assert not [name for pattern, name in PATTERNS.items() if grows(pattern, make)]


def make_parser() -> type:
    """The checker's parser with the possessive repeats and atomic groups of Python 3.11, which never go back: taken once or twice."""
    from regexploit.ast.sre import SreOpParser

    class Parser(SreOpParser):
        def from_POSSESSIVE_REPEAT(self, data):
            least, _, inner = data
            return self.from_MAX_REPEAT((int(least), int(least) + 1, inner))

        def from_ATOMIC_GROUP(self, data):
            return self.sequence_or_singleton(data)

    return Parser


def test_inputs_of_a_checker() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it imports a module of the standard library under its old name
        redos = pytest.importorskip("regexploit.redos", reason="needs vnnews[patterns]")
        parser = make_parser()
    slow, parsed = [], 0
    for pattern, name in PATTERNS.items():
        source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        if not isinstance(pattern, re.Pattern) or len(source) > 3_000:  # long lists of words are beyond it
            continue
        parsed += 1
        flags = pattern.flags & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE)
        for found in redos.find(parser().parse_sre(source, flags)):
            # the example is an expression: "'x' + ' ' * 3456 + '0'"
            length = max((int(number) for number in re.findall(r"\* (\d+)", found.example())), default=0)
            if found.starriness > 2 and length and grows(pattern, example_of(found.example(), length)):
                slow.append(name)
                break
    assert parsed > 300
    assert not slow


def example_of(expression: str, length: int) -> Callable[[int], str]:
    def make(size: int) -> str:
        parts = re.findall(r"('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?: \* (\d+))?", expression)
        return "".join(
            ast.literal_eval(text) * (size if number and int(number) == length else int(number or 1))
            for text, number in parts
        )

    return make


@pytest.mark.parametrize(("pattern", "sign"), [(r"\s*\s*$", " "), (r"^a*a*b", "a")])
def test_the_test_sees_what_grows(pattern: str, sign: str) -> None:
    assert grows(re.compile(pattern), lambda size: sign * size + "\x01")
