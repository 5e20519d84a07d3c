"""One vocabulary: words and names stand in resources/, and every table of them is read by what finds names in text."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

import vnnews
from vnnews.gazetteer import default
from vnnews.gazetteer.tables import CUES, TYPES, USES
from vnnews.gazetteer.word_records import HeadWay

SOURCES = Path(vnnews.__file__).parent
READERS = ("mentions", "link", "corpus")
LISTS_IN_CODE = ("mentions", "link", "label", "corpus")
IN_ENGLISH = {"columns.py", "evidence.py", "explain.py", "page.py", "plan.py", "sureness.py", "tables.py"}
"""What features, measures and columns are called for whoever asks: no words by which anything is found."""
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
    """The collections and patterns of a module with more words than a handful, those inside its functions by their line."""
    known, found = codes(), {}
    module = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(module):
        for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
            if isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict) and len(words_of(node, known)) > MAX_WORDS:
                found[f"{function.name}, line {node.lineno}"] = len(words_of(node, known))
    for node in module.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            count = len(words_of(node.value, known))
            if count > MAX_WORDS and name not in {"__all__"}:
                found[name] = count
    return found


@pytest.mark.parametrize("package", LISTS_IN_CODE)
def test_no_module_holds_a_table_of_words(package: str) -> None:
    paths = [path for path in sorted((SOURCES / package).rglob("*.py")) if path.name not in IN_ENGLISH]
    assert paths
    assert {path.name: tables_of(path) for path in paths if tables_of(path)} == {}


def test_a_table_in_python_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "tables.py"
    path.write_text(
        'NAMES = frozenset("một hai ba bốn năm sáu bảy tám chín mười tôi bạn họ".split())\n', encoding="utf-8"
    )
    assert tables_of(path) == {"NAMES": 13}
    path.write_text(f"def is_name(word):\n    return word in {set(map(str.title, ALPHABET))}\n", encoding="utf-8")
    assert tables_of(path) == {"is_name, line 2": len(ALPHABET)}


ALPHABET = list("ăâđêôơưàáảãạằ")


def test_every_way_of_a_head_is_asked_for() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (SOURCES / "mentions").glob("*.py"))
    asked = set(re.findall(r'"(\w+)" (?:not )?in head\.ways', source))
    assert asked == set(get_args(HeadWay)) == {way for record in default().heads for way in record.ways}


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
