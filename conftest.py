"""Run every example: those in the README and the documentation, and those in the docstrings of the package.

An example that needs an optional library which is not installed is skipped, and says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from doctest import ELLIPSIS
from pathlib import Path
from unittest import SkipTest

from sybil import Document, Example, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent

Parser = Callable[[Document], Iterable[Region]]


def skip_missing_extras(parser: Parser) -> Parser:
    """Return a parser whose examples are skipped when they end in `MissingExtra`."""

    def parse(document: Document) -> Iterable[Region]:
        for region in parser(document):
            region.evaluator = evaluate_or_skip(region.evaluator)
            yield region

    return parse


def evaluate_or_skip(evaluate: Callable[[Example], str | None]) -> Callable[[Example], str | None]:
    """Return an evaluator that turns a missing optional library into a skipped example."""

    def run(example: Example) -> str | None:
        try:
            failure = evaluate(example)
        except Exception as error:
            if type(error).__name__ == "MissingExtra":
                raise SkipTest(str(error)) from None
            raise
        missing = re.search(r"^ *vnnews\.errors\.MissingExtra: (.*)", failure or "", re.MULTILINE)
        if missing:
            raise SkipTest(missing[1])
        return failure

    return run


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
