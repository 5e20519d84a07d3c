"""Run every example: those in the README and the documentation, and those in the docstrings of the package."""

from doctest import ELLIPSIS
from pathlib import Path

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser as MarkdownCodeBlockParser
from sybil.parsers.markdown import SkipParser as MarkdownSkipParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent

pytest_collect_file = (
    Sybil(
        path=str(ROOT),
        parsers=[MarkdownCodeBlockParser(doctest_optionflags=ELLIPSIS), MarkdownSkipParser()],
        patterns=["README.md", "README.vi.md", "docs/**/*.md"],
    )
    + Sybil(
        path=str(ROOT / "src"),
        parsers=[DocTestParser(ELLIPSIS)],
        patterns=["**/*.py"],
        document_types={".py": PythonDocStringDocument},
    )
).pytest()
