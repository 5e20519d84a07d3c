"""One vocabulary: words and names stand in resources/, and every table of them is read by what finds names in text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import vnnews
from vnnews.gazetteer import default
from vnnews.gazetteer.tables import CUES, TYPES, USES

SOURCES = Path(vnnews.__file__).parent
READERS = ("mentions", "link")
MAX_WORDS = 12
"""Words that a collection of a module may hold: a handful of grammar words, no table."""


def codes() -> frozenset[str]:
    """Every code that a record uses: kinds, levels, ways of reading, uses, meanings; they are no words of the language."""
    fields = ("kind", "level", "follows", "slot", "means", "use", "status", "reads", "place", "domain")
    found = {
        str(getattr(record, field, "")) for table in TYPES for record in default().table(table) for field in fields
    }
    return frozenset(found)


def words_of(node: ast.expr, known: frozenset[str]) -> list[str]:
    """The words of the language in an expression; a pattern counts with each of its alternatives."""
    found = []
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            pieces = re.split(r"\||\n", part.value)
            if len(pieces) == 1 and ".split" in ast.unparse(node):
                pieces = part.value.split()
            found += [piece for piece in pieces if re.search(r"[^\W\d_]", piece) and piece.strip() not in known]
    return found


def tables_of(path: Path) -> dict[str, int]:
    """The collections and patterns at the head of a module with more words than a handful."""
    known, found = codes(), {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            count = len(words_of(node.value, known))
            if count > MAX_WORDS and name not in {"__all__"}:
                found[name] = count
    return found


@pytest.mark.parametrize("package", READERS)
def test_no_module_holds_a_table_of_words(package: str) -> None:
    paths = sorted((SOURCES / package).glob("*.py"))
    assert paths
    assert {path.name: tables_of(path) for path in paths if tables_of(path)} == {}


def test_a_table_in_python_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "tables.py"
    path.write_text(
        'NAMES = frozenset("một hai ba bốn năm sáu bảy tám chín mười tôi bạn họ".split())\n', encoding="utf-8"
    )
    assert tables_of(path) == {"NAMES": 13}


def test_every_use_of_a_word_is_asked_for() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for package in READERS for path in (SOURCES / package).glob("*.py")
    )
    asked = set(re.findall(r'\.words\["(\w+)"\]|record\.use == "(\w+)"', source))
    assert {use for pair in asked for use in pair if use} == {use for uses in USES.values() for use in uses}


def test_every_meaning_of_a_cue_is_asked_for() -> None:
    source = (SOURCES / "link" / "cues.py").read_text(encoding="utf-8")
    asked = set(re.findall(r"(?:words|texts)\[['\"](\w+)['\"]\]", source))
    assert asked == set(CUES) == {record.means for record in default().cues}
