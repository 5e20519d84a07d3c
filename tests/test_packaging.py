"""What is installed and shipped: the bounds of other libraries, the releases known to work, and the files of the source archive."""

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import constraints  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
READ_BY_LAYOUT = {"underthesea"}
"""Libraries of which files are read, not functions called."""


def test_the_known_releases_are_in_step_with_the_bounds() -> None:
    requirements = list(constraints.list_requirements(PROJECT, EXTRAS))
    assert constraints.compare_known(requirements, constraints.read_known()) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [("click>=8.1", ""), ("Click>=99", "does not admit"), ("click<1", "does not admit"), ("kich>=1", "is not in")],
)
def test_a_bound_out_of_step_is_noticed(line: str, fault: str) -> None:
    faults = constraints.compare_known([Requirement(line)], {"click": Version("8.2")})
    assert len(faults) == bool(fault)
    assert all(fault in told for told in faults)


def test_every_library_has_a_lowest_release_and_only_formats_a_highest() -> None:
    for requirement in constraints.list_requirements(PROJECT, EXTRAS):
        assert constraints.find_lowest(requirement)
        upper = {part.operator for part in requirement.specifier} - {">="}
        assert bool(upper) == (requirement.name in READ_BY_LAYOUT), requirement


@pytest.mark.parametrize(
    ("lines", "lowest"),
    [
        (["click>=8.1"], ["click==8.1"]),
        (["click>=8.1,<9"], ["click==8.1"]),
        (["kho[nhanh]>=2", "Kho>=10"], ["Kho==10"]),
        (["nen>=1; python_version < '3.14'"], ['nen==1; python_version < "3.14"']),
        (["click"], None),
    ],
)
def test_the_lowest_release_is_the_bound(lines: list[str], lowest: list[str] | None) -> None:
    project = {"name": "vnnews", "dependencies": lines[:1], "optional-dependencies": {"more": lines[1:]}}
    if lowest is None:
        with pytest.raises(SystemExit):
            constraints.list_lowest(project, ["more"])
    else:
        assert constraints.list_lowest(project, ["more"]) == lowest


def test_an_extra_of_extras_stands_for_them() -> None:
    named = {requirement.name for requirement in constraints.list_requirements(PROJECT, ["test-all"])}
    assert {"pandas", "altair", "pytest", "selenium", "backports.zstd"} <= named
    assert "vnnews" not in named


def test_all_holds_every_extra_that_users_have() -> None:
    heavy_or_not_theirs = {
        "spark",
        "ray",
        "ftm",
        "browser",
        "notebooks",
        "docs",
        "lint",
        "patterns",
        "test",
        "test-all",
        "all",
    }
    (named,) = (Requirement(line).extras for line in EXTRAS["all"])
    assert named == set(EXTRAS) - heavy_or_not_theirs


def test_the_licence_names_the_weights_too() -> None:
    assert PROJECT["license"] == "Apache-2.0 AND CC-BY-SA-4.0"
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in PROJECT["license-files"]]
    assert [bool(re.search("Apache License", text)) for text in texts] == [True, False]
    assert [bool(re.search("Attribution-ShareAlike 4.0", text)) for text in texts] == [False, True]


STRAYS = (
    ".venv/bin/python",
    ".hypothesis/x",
    "articles.jsonl",
    "articles.jsonl.vnnews/state.json",
    "rejects.jsonl",
    "run.json",
    "view.html",
    "report.html",
    "tables/articles.parquet",
    "tests.log",
    "examples/articles.jsonl",
    "examples/notebooks/.ipynb_checkpoints/one-page-checkpoint.ipynb",
    "docs/_build/index.html",
    "src/vnnews/__pycache__/models.cpython-311.pyc",
    "tests/.pytest_cache/README.md",
)
"""What commands of the documents, tests and tools leave in a checkout."""


def test_the_source_archive_has_no_stray_outputs(tmp_path: Path) -> None:
    builders = pytest.importorskip(
        "hatchling.builders.sdist", reason="hatchling is not installed: pip install '.[test]'"
    )
    tree = tmp_path / "vnnews"
    left = shutil.ignore_patterns(
        ".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "_build", "*.log", "*.jsonl*"
    )
    shutil.copytree(ROOT, tree, ignore=left)
    whole = {str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()}
    for name in STRAYS:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("x", encoding="utf-8")
    shipped = {file.distribution_path for file in builders.SdistBuilder(str(tree)).recurse_included_files()}
    assert shipped.isdisjoint(STRAYS)
    named = {"README.md", "LICENSE", "pyproject.toml", ".gitignore"}  # put in by the builder itself
    assert {name for name in whole - shipped if "/" in name or name.endswith((".md", ".py", ".txt"))} <= named
    assert {"src/vnnews/segment/data/weights.json", "examples/pages/paper-b.html", "constraints.txt"} <= shipped
