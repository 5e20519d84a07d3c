"""Fits the package's docstrings to what Sphinx expects of them.

The docstrings are written for people at a prompt: names stand in single backticks ("`Article`s"), the sentence below a field may
hold a colon, and the docstring of a type lists its fields. Sphinx reads the first as cross-references that never end, the second as a type, and finds the third by itself.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx
from sphinx.ext.napoleon import GoogleDocstring

from vnnews.models.base import FIELDS_HEAD

_NAME = re.compile(r"(?<!`)`([^`\n]+)`(?!`)(\w?)")


def mark_names(*event: Any) -> None:
    """Set names in single backticks as code; the lines of the docstring are the event's last argument."""
    lines: list[str] = event[-1]
    lines[:] = [_NAME.sub(lambda m: f"``{m[1]}``" + (f"\\ {m[2]}" if m[2] else ""), line) for line in lines]


def drop_fields(*event: Any) -> None:
    """Leave the list of fields out: each stands below with its sentence."""
    lines: list[str] = event[-1]
    if FIELDS_HEAD in lines:
        del lines[lines.index(FIELDS_HEAD) :]


def keep_sentence(self: Any) -> tuple[str, list[str]]:
    """Read the docstring of a field as a sentence, whatever colons it holds; its type stands in the code."""
    return "", self._dedent(self._consume_to_end())


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx about both."""
    GoogleDocstring._consume_inline_attribute = keep_sentence
    app.connect("autodoc-process-docstring", drop_fields, priority=300)
    app.connect("autodoc-process-docstring", mark_names, priority=400)
    return {"parallel_read_safe": True}
