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
from typing import TYPE_CHECKING, Any

import msgspec

from vnnews.errors import GazetteerError, MissingExtra
from vnnews.extras import name_command
from vnnews.gazetteer.compile import compile_record
from vnnews.gazetteer.records import SourceRecord
from vnnews.gazetteer.tables import KEYS, LOCAL_TABLES, TYPES, identify

if TYPE_CHECKING:
    from vnnews.gazetteer.store import Gazetteer

FOLLOWERS = {"former_communes": ("former_communes", "communes")}
"""The tables in which the successors of a table's records stand, where that is not the table itself."""

USER_SOURCE = "user"
"""Source of an added record that names none."""


def read_additions(path: Path, base: Gazetteer) -> dict[str, tuple[Any, ...]]:
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
    keyed = {
        table: cache(lambda table=table: {identify(table, record): record for record in base.table(table)})
        for table in TYPES
    }
    for line, raw in _read_raw(path):
        try:
            table, record = _compile(raw, keyed)
        except GazetteerError as error:
            raise GazetteerError(
                f"{path.name}, line {line}, {error.message}", source=str(path), stage="gazetteer", reason="invalid"
            ) from None
        added.setdefault(table, {})[identify(table, record)] = record
    own = SourceRecord(id=USER_SOURCE, kind="user", title=path.name)
    added.setdefault("sources", {}).setdefault((USER_SOURCE,), own)
    result = {table: tuple(records.values()) for table, records in added.items()}
    _check_references(path, result, base)
    return result


def _compile(raw: Any, keyed: Mapping[str, Callable[[], dict[tuple[str, ...], Any]]]) -> tuple[str, Any]:
    """The table and the record of one raw mapping, on top of the record that it overrides."""
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


def _check_references(path: Path, added: dict[str, tuple[Any, ...]], base: Gazetteer) -> None:
    """Refuse sources, provinces and successors that neither the file nor the base knows."""

    @cache
    def known(*tables: str) -> frozenset[str]:
        return frozenset(record.id for table in tables for record in (*base.table(table), *added.get(table, ())))

    for table, records in added.items():
        for record in records:
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
                    what = f"{path.name}, field '{field}' of {' '.join(identify(table, record))}: {missing[0]!r} is not among the {' and '.join(where)}"
                    raise GazetteerError(what, source=str(path), stage="gazetteer", reason="reference")


def _read_raw(path: Path) -> Iterator[tuple[int, Any]]:
    """The raw records of a file with the number of their line."""
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
                message = f"{path.name}, line {number}, field '?': no JSON object ({error})"
                raise GazetteerError(message, source=str(path), stage="gazetteer", reason="syntax") from None


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
