"""The rule of a span, a body or a holding says why it is there; no code decides by it. What a decision needs is a field."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vnnews

SOURCES = Path(vnnews.__file__).parent
PACKAGES = ("gazetteer", "mentions", "link")
METHODS = {"startswith", "endswith"}


def is_rule(node: ast.expr) -> bool:
    """Whether an expression is a rule: `span.rule`, `rule`, `left_rule`."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name == "rule" or name.endswith("_rule")


def branches(source: str) -> list[int]:
    """The lines on which a rule is compared, looked up or searched."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and any(map(is_rule, [node.left, *node.comparators])):
            found.append(node.lineno)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS:
            found += [node.lineno] if is_rule(node.func.value) else []
        elif isinstance(node, ast.Match) and is_rule(node.subject):
            found.append(node.lineno)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_no_code_branches_on_the_name_of_a_rule(package: str) -> None:
    paths = sorted((SOURCES / package).rglob("*.py"))
    assert paths
    assert {path.name: branches(path.read_text(encoding="utf-8")) for path in paths} == {
        path.name: [] for path in paths
    }


@pytest.mark.parametrize(
    "source",
    [
        "if span.rule == 'a': pass",
        "x = left_rule in {'a'}",
        "y = span.rule.startswith('a')",
        "match rule:\n  case 'a': pass",
    ],
)
def test_a_branch_is_seen(source: str) -> None:
    assert branches(source)
