"""A user's own records: read from a file, checked, and turned into the same records as ours.

Takes the path of a .jsonl file (one record a line, with its 'table') or a .yml file (tables with lists of records) and the gazetteer that
it adds to; gives records by table. Decides that a record whose key exists there already overrides only the fields that it states.
Raises `GazetteerError` naming file, line and field, and `MissingExtra` for YAML without PyYAML.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from vnnews.errors import GazetteerError, MissingExtra
from vnnews.extras import name_command
from vnnews.gazetteer.compile import compile_record
from vnnews.gazetteer.records import SourceRecord
from vnnews.gazetteer.tables import KEYS, LOCAL_TABLES, TYPES, identify

if TYPE_CHECKING:
    from vnnews.gazetteer.store import Facts

FOLLOWERS = {"former_communes": ("former_communes", "communes")}
"""The tables in which the successors of a table's records stand, where that is not the table itself."""

USER_SOURCE = "user"
"""Source of an added record that names none."""


def read_additions(path: Path, base: Facts) -> dict[str, tuple[Any, ...]]:
    """Return the records of a file by table.

    Args:
        path: The .jsonl, .yml or .yaml file.
        base: The gazetteer whose records may be overridden.

    Raises:
        GazetteerError: The file cannot be read or a record is not valid.
        MissingExtra: The file is YAML and PyYAML is not installed.

    >>> import tempfile
    >>> from vnnews.gazetteer import default
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "own.jsonl")
    ...     _ = path.write_text('{"table": "roles", "title": "Trưởng nhóm", "role": "Trưởng nhóm", "key": "group_head", "domain": "grassroots"}')
    ...     read_additions(path, default())["roles"][0].source
    ('user',)
    """
    added: dict[str, dict[tuple[str, ...], Any]] = {}
    problems: list[Problem] = []
    for line, table, record in _compile_all(path, base, problems):
        added.setdefault(table, {})[identify(table, record)] = (line, record)
    own = SourceRecord(id=USER_SOURCE, kind="user", title=path.name)
    added.setdefault("sources", {}).setdefault((USER_SOURCE,), (0, own))
    problems += _missing_references(added, base)
    if problems:
        first = problems[0]
        message = f"{path.name}, {first.message}"
        if first.line and not first.is_reference:
            message = f"{path.name}, line {first.line}, {first.message}"
        raise GazetteerError(
            message, source=str(path), stage="gazetteer", reason="reference" if first.is_reference else "invalid"
        )
    return {table: tuple(record for _, record in records.values()) for table, records in added.items()}


class Problem(NamedTuple):
    """What is wrong with a line of a file of additions."""

    line: int
    """0 when no line is to blame."""
    message: str
    is_reference: bool = False
    """Whether the record names what neither the file nor the gazetteer has."""


def check_additions(path: Path, base: Facts) -> tuple[int, list[Problem]]:
    r"""Return how many records of a file are sound, and everything that is wrong with the others, by line.

    Raises:
        GazetteerError: The file cannot be read, or is no JSON or YAML as a whole.
        MissingExtra: The file is YAML and PyYAML is not installed.

    >>> import tempfile
    >>> from vnnews.gazetteer import default
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "own.jsonl")
    ...     _ = path.write_text('{"table": "towns"}\n{"table": "words", "use": "street", "text": "hẻm nhỏ"}', encoding="utf-8")
    ...     sound, problems = check_additions(path, default())
    >>> sound, [problem.line for problem in problems]
    (1, [1])
    """
    added: dict[str, dict[tuple[str, ...], Any]] = {}
    problems: list[Problem] = []
    count = 0
    known = {table: {identify(table, record): record for record in base.table(table)} for table in TYPES}
    for line, table, record in _compile_all(path, base, problems):
        key = identify(table, record)
        count += 1
        if key in added.setdefault(table, {}):
            problems.append(Problem(line, f"{table} {' '.join(key)} stands in line {added[table][key][0]} already"))
            count -= 1
        elif known[table].get(key) == record:
            problems.append(Problem(line, f"{table} {' '.join(key)} says nothing new"))
            count -= 1
        added[table][key] = (line, record)
    added.setdefault("sources", {}).setdefault(
        (USER_SOURCE,), (0, SourceRecord(id=USER_SOURCE, kind="user", title=path.name))
    )
    missing = _missing_references(added, base)
    return count - len({problem.line for problem in missing}), sorted(problems + missing)


def _compile_all(path: Path, base: Facts, problems: list[Problem]) -> Iterator[tuple[int, str, Any]]:
    """Each sound record with its line and table; what is wrong with the others goes to `problems`."""
    keyed = {
        table: cache(lambda table=table: {identify(table, record): record for record in base.table(table)})
        for table in TYPES
    }
    for line, raw in _read_raw(path):
        try:
            table, record = _compile(raw, keyed)
        except GazetteerError as error:
            problems.append(Problem(line, error.message))
            continue
        yield line, table, record


def _compile(raw: Any, keyed: Mapping[str, Callable[[], dict[tuple[str, ...], Any]]]) -> tuple[str, Any]:
    """The table and the record of one raw mapping, on top of the record that it overrides."""
    if isinstance(raw, Exception):
        raise GazetteerError(f"field '?': no JSON object ({raw})")
    if not isinstance(raw, dict):
        raise GazetteerError("field '?': a record is a mapping of fields to values")
    fields = dict(raw)
    table = fields.pop("table", None)
    if not isinstance(table, str) or table not in TYPES:
        raise GazetteerError(f"field 'table': {table!r} is no table; there are {', '.join(TYPES)}")
    key = tuple(str(fields.get(field, "")) for field in KEYS.get(table, ("id",)))
    existing = keyed[table]().get(key)
    if existing is not None:
        fields = msgspec.to_builtins(existing) | fields
    elif table != "sources":
        fields.setdefault("source", [USER_SOURCE])
    return table, compile_record(table, fields)


def _missing_references(added: Mapping[str, Mapping[tuple[str, ...], Any]], base: Facts) -> list[Problem]:
    """Sources, provinces and successors that neither the file nor the base knows."""

    @cache
    def known(*tables: str) -> frozenset[str]:
        own = (record for table in tables for _, record in added.get(table, {}).values())
        return frozenset(record.id for record in (*(record for table in tables for record in base.table(table)), *own))

    found = []
    for table, records in added.items():
        for key, (line, record) in records.items():
            wanted = {
                "source": (getattr(record, "source", ()), ("sources",)),
                "basis": (getattr(record, "basis", ()), ("sources",)),
                "successors": (getattr(record, "successors", ()), FOLLOWERS.get(table, (table,))),
                "province": ((record.province,) if table in LOCAL_TABLES else (), ("provinces",)),
                "district": ((record.district,) if getattr(record, "district", "") else (), ("districts",)),
            }
            for field, (ids, where) in wanted.items():
                missing = [id for id in ids if id not in known(*where)] if ids else []
                if missing:
                    what = f"field '{field}' of {' '.join(key)}: {missing[0]!r} is not among the {' and '.join(where)}"
                    found.append(Problem(line, what, True))
    return found


def _read_raw(path: Path) -> Iterator[tuple[int, Any]]:
    """The raw records of a file with the number of their line; an error in place of a line that is no JSON."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(
            f"cannot read {path.name}: {error}", source=str(path), stage="gazetteer", reason="unreadable"
        ) from None
    if path.suffix in (".yml", ".yaml"):
        yield from _read_yaml(path, text)
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, error


def _read_yaml(path: Path, text: str) -> Iterator[tuple[int, Any]]:
    """The records under each table of a YAML file; every value is text, as in resources/*.yml."""
    try:
        import yaml
    except ImportError:
        message = f"{path.name} is YAML; run: {name_command('yaml', 'pyyaml')}, or write JSON lines"
        raise MissingExtra(message, source=str(path), stage="gazetteer", reason="yaml") from None
    try:
        loader = yaml.BaseLoader(text)
        root = loader.get_single_node()
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            raise GazetteerError(
                f"{path.name}, line 1, field '?': a mapping of tables is expected", source=str(path), stage="gazetteer"
            )
        for name, records in root.value:
            if not isinstance(records, yaml.SequenceNode):
                message = (
                    f"{path.name}, line {name.start_mark.line + 1}, field '{name.value}': a list of records is expected"
                )
                raise GazetteerError(message, source=str(path), stage="gazetteer", reason="syntax")
            for node in records.value:
                raw = loader.construct_object(node, deep=True)
                yield node.start_mark.line + 1, {**raw, "table": name.value} if isinstance(raw, dict) else raw
    except (yaml.YAMLError, RecursionError) as error:
        message = f"{path.name}, no YAML: {' '.join(str(error).split())}"
        raise GazetteerError(message, source=str(path), stage="gazetteer", reason="syntax") from None
