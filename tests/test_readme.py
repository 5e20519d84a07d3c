"""The commands of the README are the ones that the checks run, and the links in the documentation lead somewhere."""

import re
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


def test_the_checks_take_their_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test command -->" in script
    assert TEST_COMMAND not in script, "the command must not be written down a second time"


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
