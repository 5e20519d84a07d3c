"""Two directives that list the rules of the package from its code, so that the documentation cannot fall behind.

``{rules} vnnews.label.html_rules.HEAD_RULES`` lists a table of functions, in the order in which they are asked: the rule, the label that
it gives, what it sees (the first line of its docstring). ``{stated-rules} vnnews.label.plain_inside`` lists the pairs (label, name of the
rule) that stand in a module, in the order of its text.
"""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx


def list_table(path: str) -> list[tuple[str, ...]]:
    """Return the rows of a table of functions: name, label if the table has labels, first line of the docstring."""
    module, _, name = path.rpartition(".")
    rows = []
    for entry in getattr(import_module(module), name):
        rule, *label = entry if isinstance(entry, tuple) else (entry,)
        seen = (inspect.getdoc(rule) or "").split("\n")[0]
        rows.append((rule.__name__, *(one.value for one in label), seen))
    return rows


def list_stated(module: str) -> list[tuple[str, ...]]:
    """Return the rules that a module names beside a label, each with its labels, in the order of the text."""
    tree = ast.parse(Path(str(import_module(module).__file__)).read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    pairs = [node for node in ast.walk(tree) if isinstance(node, ast.Tuple) and len(node.elts) == 2]
    for pair in sorted(pairs, key=lambda node: (node.lineno, node.col_offset)):
        label, rule = pair.elts
        if (
            isinstance(label, ast.Attribute)
            and isinstance(label.value, ast.Name)
            and label.value.id == "Label"
            and isinstance(rule, ast.Constant)
            and rule.value
        ):
            labels = found.setdefault(str(rule.value), [])
            if label.attr.lower() not in labels:
                labels.append(label.attr.lower())
    return [(rule, ", ".join(labels)) for rule, labels in found.items()]


class Rules(Directive):
    """Lists one table of functions."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        rows = list_table(self.arguments[0])
        heads = ("rule", "label", "what it sees") if len(rows[0]) == 3 else ("rule", "what it sees")
        return [make_table(heads, rows)]


class StatedRules(Directive):
    """Lists the rules that a module names."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        return [make_table(("rule", "label"), list_stated(self.arguments[0]))]


def make_table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> nodes.table:
    """Return a table whose first column is code."""
    widths = {2: (40, 60), 3: (28, 14, 58)}[len(heads)]
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
    app.add_directive("stated-rules", StatedRules)
    return {"parallel_read_safe": True}
