"""Modules that import each other in a circle cannot be read one after the other; lazy imports and imports for types count too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vnnews

SOURCES = Path(vnnews.__file__).parent


def imports_of(package: str) -> dict[str, set[str]]:
    """The modules of a package that each of its modules imports, wherever the import stands."""
    names = {path.stem for path in (SOURCES / package).glob("*.py")} - {"__init__"}
    prefix = f"vnnews.{package}"
    graph: dict[str, set[str]] = {name: set() for name in names}
    for name in names:
        for node in ast.walk(ast.parse((SOURCES / package / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith(prefix):
                module = node.module.removeprefix(prefix).strip(".")
                graph[name] |= {module} if module else {alias.name for alias in node.names}
    return {name: found & names for name, found in graph.items()}


def find_circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, [] when there are none."""
    done: set[str] = set()

    def follow(name: str, path: list[str]) -> list[str]:
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return []
        for other in sorted(graph[name]):
            if circle := follow(other, [*path, name]):
                return circle
        done.add(name)
        return []

    return next((circle for name in sorted(graph) if (circle := follow(name, []))), [])


@pytest.mark.parametrize("package", ["gazetteer", "cli"])
def test_no_modules_import_each_other(package: str) -> None:
    assert find_circle(imports_of(package)) == []


def test_a_circle_is_found() -> None:
    assert find_circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
