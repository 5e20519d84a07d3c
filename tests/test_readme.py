"""The commands of the README are the ones that the checks run, and the links in the documentation lead somewhere."""

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest -q"
RUN_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/vnnews run examples/pages -o articles.jsonl"
)


def block(name: str, readme: str) -> str:
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)\n```\n<!-- end -->", text, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_the_commands_are_one_line_each(readme: str) -> None:
    assert block("test command", readme) == TEST_COMMAND
    assert block("run command", readme) == RUN_COMMAND


def test_the_short_tests_are_the_same_in_both_and_are_there() -> None:
    short = block("short test command", "README.md")
    assert block("short test command", "README.vi.md") == short
    python, *options = shlex.split(short)
    files = [Path(name) for name in options if name.startswith("tests/")]
    assert python in TEST_COMMAND
    assert len(files) == 4
    assert all((ROOT / file).is_file() for file in files)


def test_the_checks_take_their_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name, line in (("test", TEST_COMMAND), ("run", RUN_COMMAND)):
        assert f"$(read_command {name})" in script
        assert line not in script, "the command must not be written down a second time"


def test_contributors_are_told_the_same_command() -> None:
    assert TEST_COMMAND in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["README.md", "README.vi.md", "CONTRIBUTING.md", *DOCUMENTS])
def test_links_lead_somewhere(path: str) -> None:
    document = ROOT / path
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize(
    "path",
    ["README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", *DOCUMENTS],
)
def test_no_machine_of_ours_is_named(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.])/(?:root|home|work|tmp|Users)/", text)


USE = re.compile(r"^(vnnews [^#]+)", re.MULTILINE)
"""A command of the README."""


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_what_the_readme_shows_works_after_what_it_installs(
    readme: str, tmp_path: Path, command: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    shutil.copytree(ROOT / "examples" / "pages", tmp_path / "examples" / "pages")
    (tmp_path / "articles.jsonl").write_text("", encoding="utf-8")  # from the line under "Install"
    (shown,) = re.findall(r"```sh\n(source .*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    calls = USE.findall(shown)
    assert len(calls) == shown.count("vnnews ") == 5
    for call in calls:
        done = command(*shlex.split(call)[1:], cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "articles.jsonl").read_bytes().count(b"\n") > 5


@pytest.mark.parametrize("path", ["README.md", "README.vi.md", *DOCUMENTS])
def test_pip_commands_are_for_a_checkout_and_name_extras_that_exist(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = re.findall(r"'\.\[([\w,-]+)\]'", text)
    assert {extra for names in named for extra in names.split(",")} <= set(extras)
    # one sentence says how they will read once it is published
    assert len(re.findall(r"pip install '?vnnews", text)) == (path in {"README.md", "README.vi.md", "docs/usage.md"})
