"""Run every example: those in the README and the documentation, and those in the docstrings of the package.

An example that needs an optional library which is not installed is skipped, and says which. Where VNNEWS_SKIPPED names a file, what was skipped
is written there, one argument of pytest a line, so that `pytest @FILE` runs just that once the libraries are there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from doctest import ELLIPSIS
from importlib.util import find_spec
from pathlib import Path
from unittest import SkipTest

import pytest
from hypothesis import HealthCheck, settings
from sybil import Document, Example, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent

# a test must fail for what the code does, not for how busy the machine is; the first drawing of text builds Hypothesis's own tables
settings.register_profile("vnnews", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vnnews")

SKIPPED = os.environ.get("VNNEWS_SKIPPED", "")
skipped: dict[str, None] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember a test that was skipped; of the examples of a document, which build on each other, the document."""
    if report.skipped and not hasattr(report, "wasxfail"):
        path, _, _ = report.nodeid.partition("::")
        test, _, _ = report.nodeid.partition("[")  # what stands in brackets may be another the next time
        skipped[test if path.startswith("tests/") else path] = None


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember a module that was skipped as a whole."""
    if report.skipped:
        skipped[report.nodeid] = None


def pytest_sessionfinish() -> None:
    """Write what was skipped."""
    if SKIPPED:
        Path(SKIPPED).write_text("".join(f"{argument}\n" for argument in skipped), "utf-8")


Parser = Callable[[Document], Iterable[Region]]

OPTIONAL = (
    "altair",
    "datasets",
    "datatrove",
    "duckdb",
    "followthemoney",
    "pandas",
    "polars",
    "pyarrow",
    "scrapy",
    "selenium",
    "spacy",
)
NOT_THERE = re.compile(
    rf"MissingExtra: (.*)|ModuleNotFoundError: (No module named '(?:{'|'.join(OPTIONAL)})[.']?.*)|NameError: (.*)"
)


def skip_missing_extras(parser: Parser) -> Parser:
    """Return a parser whose examples are skipped where an optional library is missing."""

    def parse(document: Document) -> Iterable[Region]:
        for region in parser(document):
            region.evaluator = evaluate_or_skip(region.evaluator)
            yield region

    return parse


def evaluate_or_skip(evaluate: Callable[[Example], str | None]) -> Callable[[Example], str | None]:
    """Return an evaluator that turns a missing optional library, and a name that was to come from it, into a skipped example."""

    def run(example: Example) -> str | None:
        try:
            failure = evaluate(example)
        except Exception as error:
            skip_when_missing(example, f"{type(error).__name__}: {error}")
            raise
        if failure:
            skip_when_missing(example, failure)
        return failure

    return run


def skip_when_missing(example: Example, failure: str) -> None:
    """Skip an example that failed because a library is missing."""
    found = NOT_THERE.search(failure)
    if not found:
        return
    missing, module, name = found.groups()
    if missing or module:
        missing_in.setdefault(example.path, missing or module)
    if example.path in missing_in:
        raise SkipTest(f"{name or ''} {missing_in[example.path]}".strip())


# what they define are children and components of the libraries' own, so the modules cannot be imported without them
NEEDED = {"datatrove": "datatrove", "spacy_components": "spacy"}
collect_ignore = [f"src/vnnews/integrations/{name}.py" for name, library in NEEDED.items() if not find_spec(library)]

missing_in: dict[str, str] = {}
"""What is missing for the examples of a document."""

pytest_collect_file = (
    Sybil(
        path=str(ROOT),
        parsers=[skip_missing_extras(PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)), SkipParser()],
        patterns=["README.md", "README.vi.md", "docs/*.md"],
    )
    + Sybil(
        path=str(ROOT / "src"),
        parsers=[skip_missing_extras(DocTestParser(ELLIPSIS))],
        patterns=["**/*.py"],
        document_types={".py": PythonDocStringDocument},
    )
).pytest()
