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


def test_the_citation_is_in_step_with_the_project() -> None:
    yaml = pytest.importorskip("yaml", reason="needs vnnews[yaml]")
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)  # what the format demands
    assert cited["cff-version"] == "1.2.0"
    assert str(cited["version"]) == PROJECT["version"]
    assert [author["name"] for author in cited["authors"]] == [author["name"] for author in PROJECT["authors"]]
    assert cited["license"] in PROJECT["license"].split(" AND ")


def test_a_release_is_published_without_a_stored_secret() -> None:
    yaml = pytest.importorskip("yaml", reason="needs vnnews[yaml]")
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert "secrets." not in text
    assert "password" not in re.sub("#.*", "", text)
    assert {name for name, job in jobs.items() if "id-token" in job.get("permissions", {})} == {"publish"}
    assert all(
        "run" not in step for step in jobs["publish"]["steps"]
    )  # nothing else is done where the token can be had
    assert jobs["publish"]["needs"] == ["try", "native"]
    assert any("check_package.py dist" in step.get("run", "") for step in jobs["try"]["steps"])


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem
)
def test_a_form_for_issues_is_one(path: Path) -> None:
    yaml = pytest.importorskip("yaml", reason="needs vnnews[yaml]")
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    if path.stem == "config":
        assert set(form) <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "body"} <= set(form)
    asked = [part for part in form["body"] if part["type"] != "markdown"]
    assert all(part["attributes"]["label"] for part in asked)
    assert len({part["id"] for part in asked}) == len(asked)


def test_the_documentation_is_built_with_extras_that_are_there() -> None:
    yaml = pytest.importorskip("yaml", reason="needs vnnews[yaml]")
    built = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    assert (ROOT / built["sphinx"]["configuration"]).is_file()
    (installed,) = built["python"]["install"]
    assert set(installed["extra_requirements"]) <= set(EXTRAS)
    assert built["build"]["tools"]["python"] in {
        line.rpartition(" ")[2] for line in PROJECT["classifiers"] if "Python :: 3." in line
    }


def test_names_that_others_look_up_are_there() -> None:
    found = {name for group in PROJECT["entry-points"].values() for name in group.values()}
    for point in found:
        module, _, function = point.partition(":")
        path = ROOT / "src" / Path(*module.split(".")).with_suffix(".py")
        assert f"def {function}(" in path.read_text(encoding="utf-8")
