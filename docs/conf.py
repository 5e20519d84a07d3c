"""Sphinx configuration: ``sphinx-build -n -W docs build/docs`` from the root of the project."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "vnnews"
author = "the vnnews authors"
copyright = "the vnnews authors"
release = metadata.version("vnnews")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "docstrings", "rules"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_ext"]

html_theme = "furo"
html_title = f"vnnews {release}"
html_static_path: list[str] = []
html_show_sphinx = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
add_module_names = False

# types of other projects, for which no inventory can be fetched while building without a network
nitpick_ignore_regex = [
    (
        r"py:.*",
        r"(collections|datetime|dt|enum|os|pathlib|typing|builtins|msgspec|pandas|polars|pyarrow|spacy|scrapy|datatrove|array)(\..*)?",
    ),
    (
        r"py:.*",
        r"(date|datetime|timedelta|Path|Any|Counter|Iterable|Iterator|Mapping|Sequence|Callable|Doc|Document|Vocab|Language|Crawler|Response|DropItem|Struct|StrEnum)",
    ),
    (r"py:.*", r"(str|int|bool|bytes|float|dict|list|tuple|set|frozenset|None|Exception|optional)(\[.*)?"),
    (
        r"py:.*",
        r"Answer|Expansion|ForeignUnit|\w+Record|Progress|Report|WorkOptions|Fields|Table|Mark",
    ),  # of inner modules, named in signatures
    (r"py:.*", r"vnnews\..*"),
]
