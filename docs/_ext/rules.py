"""A directive that lists rules of the package from its code, so that the documentation cannot fall behind.

``{rules} vnnews.text.sentences.RULES`` lists a table of functions, in the order in which they are asked: the rule and what it sees (the
first line of its docstring).
"""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx


def list_table(path: str) -> list[tuple[str, str]]:
    """Return the rows of a table of functions: name, first line of the docstring."""
    module, _, name = path.rpartition(".")
    return [
        (rule.__name__, (inspect.getdoc(rule) or "").split("\n")[0]) for rule in getattr(import_module(module), name)
    ]


class Rules(Directive):
    """Lists one table of functions."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        return [make_table(("rule", "what it sees"), list_table(self.arguments[0]))]


def make_table(heads: tuple[str, str], rows: list[tuple[str, str]]) -> nodes.table:
    """Return a table whose first column is code."""
    widths = (40, 60)
    group = nodes.tgroup(cols=len(heads))
    group.extend(nodes.colspec(colwidth=width) for width in widths)
    head = nodes.thead()
    head += _make_row([nodes.paragraph(text=text) for text in heads])
    body = nodes.tbody()
    for first, *others in rows:
        code = nodes.paragraph()
        code += nodes.literal(text=first)
        body += _make_row([code, *map(_make_paragraph, others)])
    group += head
    group += body
    table = nodes.table()
    table += group
    return table


def _make_paragraph(text: str) -> nodes.paragraph:
    """Return a paragraph; what stands in backticks is code."""
    paragraph = nodes.paragraph()
    for number, part in enumerate(text.split("`")):
        paragraph += nodes.literal(text=part) if number % 2 else nodes.Text(part)
    return paragraph


def _make_row(cells: list[Any]) -> nodes.row:
    row = nodes.row()
    for cell in cells:
        entry = nodes.entry()
        entry += cell
        row += entry
    return row


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx about the directives."""
    app.add_directive("rules", Rules)
    return {"parallel_read_safe": True}
