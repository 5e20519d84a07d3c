"""Run every example: those in the README and the documentation, and those in the docstrings of the package."""

from doctest import ELLIPSIS
from importlib.util import find_spec
from pathlib import Path

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser as MarkdownCodeBlockParser
from sybil.parsers.markdown import SkipParser as MarkdownSkipParser
from sybil.parsers.rest import DocTestParser

ROOT = Path(__file__).parent

NEEDS = {
    "docs/howto-exchange.md": "spacy pyarrow",
    "docs/howto-notebook.md": "pandas",
    "src/vnnews/integrations/datasets.py": "datasets",
    "src/vnnews/integrations/pandas.py": "pandas",
    "src/vnnews/integrations/polars.py": "polars",
    "src/vnnews/integrations/scrapy.py": "scrapy",
    "src/vnnews/integrations/spacy.py": "spacy",
    "src/vnnews/write/arrow.py": "pyarrow",
    "src/vnnews/write/report/charts.py": "altair",
    "src/vnnews/write/report/document.py": "vl_convert",
}
"""Files whose examples need optional libraries."""

NOT_RUN = [name for name, libraries in NEEDS.items() if not all(map(find_spec, libraries.split()))]


def pytest_report_header() -> list[str]:
    """Say which examples are not run because a library that they need is not installed."""
    return [f"examples not run, they need {NEEDS[name]}: {name}" for name in NOT_RUN]


pytest_collect_file = (
    Sybil(
        path=str(ROOT),
        parsers=[MarkdownCodeBlockParser(doctest_optionflags=ELLIPSIS), MarkdownSkipParser()],
        patterns=["README.md", "README.vi.md", "docs/*.md"],
        excludes=NOT_RUN,
    )
    + Sybil(
        path=str(ROOT / "src"),
        parsers=[DocTestParser(ELLIPSIS)],
        patterns=["**/*.py"],
        excludes=[name.removeprefix("src/") for name in NOT_RUN],
        document_types={".py": PythonDocStringDocument},
    )
).pytest()
