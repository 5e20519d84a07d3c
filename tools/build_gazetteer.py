"""Compile resources/*.yml into src/vnnews/gazetteer/data/*.jsonl.

    python tools/build_gazetteer.py            write the files
    python tools/build_gazetteer.py --check    write nothing; fail when a file differs from what would be written

The result depends on the resources only: sorted records, one JSON object a line. What follows from other facts is generated here:
predecessors, unique short names of districts and communes, and the lookalikes that are districts or communes named like a province.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import yaml

from vnnews.errors import GazetteerError
from vnnews.gazetteer.compile import UNIT_KINDS, compile_record
from vnnews.gazetteer.names import full_form, name_key
from vnnews.gazetteer.tables import DATA, TYPES, USES, identify

RESOURCES = Path(__file__).parent.parent / "resources"
UNIT_LINE = re.compile(rf"(\d+) ({'|'.join(UNIT_KINDS)}) ([^|]+?)((?: \| [^|]+)*)")
LAST_DAY_OF_DISTRICTS = "2025-06-30"
FIRST_DAY_OF_COMMUNES = "2025-07-01"
UNIT_DEFAULTS = {
    "districts": {"to": LAST_DAY_OF_DISTRICTS, "source": ["gso-districts"]},
    "communes": {"from": FIRST_DAY_OF_COMMUNES, "source": ["gso-communes"]},
}

WORD_DEFAULTS = {"source": ["general-knowledge"], "confidence": "B"}

Tables = dict[str, list[Any]]


def read_yaml(path: Path) -> Any:
    """Everything is read as text: '01' stays '01' and no word becomes a truth value."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def read_records(table: str) -> list[Any]:
    """The records of a file with `defaults` and `records`."""
    path = RESOURCES / f"{table}.yml"
    content = read_yaml(path)
    defaults = content.get("defaults", {})
    made = []
    for number, raw in enumerate(content["records"], start=1):
        try:
            made.append(compile_record(table, defaults | raw))
        except GazetteerError as error:
            raise SystemExit(f"{path.name}, record {number} ({next(iter(raw.values()))}), {error}") from None
    return made


def read_units(table: str) -> list[Any]:
    """The districts or communes, one line a unit under the id of the province."""
    path = RESOURCES / f"{table}.yml"
    made = []
    for province, lines in read_yaml(path).items():
        for line in lines:
            found = UNIT_LINE.fullmatch(line)
            if found is None:
                raise SystemExit(
                    f"{path.name}, {province}: cannot read {line!r}; write 'CODE kind name | to DATE | also NAME'"
                )
            code, word, name, rest = found.groups()
            raw = {"code": code, "kind": UNIT_KINDS[word], "name": name, "province": province, **UNIT_DEFAULTS[table]}
            for part in rest.split(" | ")[1:]:
                key, _, value = part.partition(" ")
                if key == "also":
                    raw.setdefault("aliases", []).append(value)
                elif key == "unverified":
                    raw.setdefault("unverified", []).append(value)
                elif key == "source":
                    raw["source"] = value.split()
                elif key in ("from", "to", "confidence", "note"):
                    raw[key] = value
                else:
                    raise SystemExit(f"{path.name}, {province}: {key!r} in {line!r} is no word of this file")
            # A unit that ended early shares its code with the one that followed it.
            ended_early = (table == "districts" and raw["to"] != LAST_DAY_OF_DISTRICTS) or (
                table == "communes" and "to" in raw
            )
            raw["id"] = f"vn:{code}" + (f"@{raw['to'][:4]}" if ended_early else "")
            made.append(compile_record(table, raw))
    return follow_codes(made)


def read_words(table: str) -> list[Any]:
    """The words of a file, one a line under its use."""
    path = RESOURCES / f"{table}.yml"
    made = []
    for use, lines in read_yaml(path).items():
        for line in lines:
            text, _, example = line.partition(" | example: ")
            raw = {"use": use, "text": text, "example": example, **WORD_DEFAULTS}
            try:
                made.append(compile_record(table, raw))
            except GazetteerError as error:
                raise SystemExit(f"{path.name}, {use}, {line!r}: {error}") from None
    return made


def follow_codes(units: list[Any]) -> list[Any]:
    """The units, those without a first day beginning when the unit that had their code before has ended."""
    by_code = defaultdict(list)
    for unit in units:
        by_code[unit.code].append(unit)
    starts = {}
    for group in by_code.values():
        group.sort(key=lambda unit: unit.valid_to or date.max)
        starts |= {after.id: before.valid_to + timedelta(days=1) for before, after in pairwise(group)}
    return [
        unit if unit.valid_from or unit.id not in starts else msgspec.structs.replace(unit, valid_from=starts[unit.id])
        for unit in units
    ]


def check_references(tables: Tables) -> None:
    """Every id that a record names exists, every key is used once, and a successor begins when its predecessor has ended."""
    sources = {source.id: source.kind for source in tables["sources"]}
    problems = []
    for table, records in tables.items():
        seen: set[tuple[str, ...]] = set()
        ids = {getattr(record, "id", ""): record for record in records}
        for record in records:
            key = identify(table, record)
            if key in seen:
                problems.append(f"{table}: {key} stands twice")
            seen.add(key)
            problems += [
                f"{table}: {key} names the unknown source {s!r}"
                for s in getattr(record, "source", ())
                if s not in sources
            ]
            problems += [
                f"{table}: {key}: basis {s!r} is no act"
                for s in getattr(record, "basis", ())
                if sources.get(s) != "act"
            ]
            for successor in getattr(record, "successors", ()):
                if successor not in ids:
                    problems.append(f"{table}: {key} names the unknown successor {successor!r}")
                elif table == "provinces" and ids[successor].valid_from is None:
                    problems.append(f"{table}: {successor!r} succeeds {key} but has no first day")
    if problems:
        raise SystemExit("\n".join(problems))


def add_predecessors(records: list[Any]) -> list[Any]:
    """The records with `predecessors`, the mirror of `successors`."""
    before = defaultdict(list)
    for record in records:
        for successor in record.successors:
            before[successor].append(record.id)
    return [msgspec.structs.replace(record, predecessors=tuple(sorted(before[record.id]))) for record in records]


def date_provinces(tables: Tables) -> None:
    """Give each district and commune the period of its province in which it ended: 'xã' Bố Hạ the province, 'phường' Bố Hạ the city."""
    by_id = {province.id: province for province in tables["provinces"]}

    def on_last_day(unit: Any) -> Any:
        province = by_id[unit.province]
        while (
            unit.valid_to
            and province.valid_from
            and unit.valid_to < province.valid_from
            and len(province.predecessors) == 1
        ):
            province = by_id[province.predecessors[0]]
        return msgspec.structs.replace(unit, province=province.id)

    for table in UNIT_DEFAULTS:
        tables[table] = [on_last_day(unit) for unit in tables[table]]


def find_heirs(provinces: list[Any]) -> dict[str, str]:
    """The name under which each province's land is known today; the last name for units that were split."""
    by_id = {province.id: province for province in provinces}

    def heir(province: Any) -> str:
        return heir(by_id[province.successors[0]]) if len(province.successors) == 1 else province.name

    return {province.id: heir(province) for province in provinces}


def mark_unique(tables: Tables) -> None:
    """Set `is_unique` on the districts and communes whose name leads to one province, whatever the date."""
    heirs = find_heirs(tables["provinces"])
    province_names = {
        name_key(name) for province in tables["provinces"] for name in (province.name, *province.strong, *province.weak)
    }
    places = defaultdict(set)
    for table in ("districts", "communes"):
        for unit in tables[table]:
            for name in (unit.name, *unit.aliases):
                places[name_key(name)].add(heirs[unit.province])
    for table in ("districts", "communes"):
        tables[table] = [
            msgspec.structs.replace(
                unit,
                is_unique=not unit.name.isdigit()
                and name_key(unit.name) not in province_names
                and len(places[name_key(unit.name)]) == 1,
            )
            for unit in tables[table]
        ]


def add_lookalikes(tables: Tables) -> None:
    """Add the districts and communes whose name is or begins like a province's: 'huyện Quảng Ninh', 'Hưng Yên Nam'."""
    by_id = {province.id: province for province in tables["provinces"]}
    names = {province.name for province in tables["provinces"] if not province.id.endswith("@hist")}
    known = {record.text for record in tables["lookalikes"]}
    for table in ("districts", "communes"):
        for unit in tables[table]:
            hit = next((name for name in sorted(names) if f" {unit.name} ".startswith(f" {name} ")), None)
            text = full_form(unit)
            if hit is None or text in known:
                continue
            known.add(text)
            place = by_id[unit.province].name
            raw = {"text": text, "name": hit, "means": unit.kind, "province": place, "source": unit.source}
            tables["lookalikes"].append(compile_record("lookalikes", raw))


def read_file(table: str) -> list[Any]:
    """The records of a file, in whichever of the three forms it has."""
    if table in UNIT_DEFAULTS:
        return read_units(table)
    return read_words(table) if table in USES else read_records(table)


def build_tables() -> Tables:
    """Every table, complete and sorted."""
    tables = {table: read_file(table) for table in TYPES}
    check_references(tables)
    for table in ("provinces", "central_agencies"):
        tables[table] = add_predecessors(tables[table])
    date_provinces(tables)
    mark_unique(tables)
    add_lookalikes(tables)
    for table, records in tables.items():
        if table == "surnames":
            records.sort(key=lambda record: (-record.pct, record.name))
        elif table == "heads":
            continue  # of two heads with one form the later one counts
        elif table == "ranks":
            records.sort(key=lambda record: record.order)
        else:
            records.sort(key=lambda record, table=table: identify(table, record))
    return tables


def render(records: list[Any]) -> bytes:
    """One JSON object a line."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def find_differing(tables: Tables) -> list[str]:
    """The names of the files that are not what the resources give."""
    paths = {DATA / f"{table}.jsonl": render(records) for table, records in tables.items()}
    return [path.name for path, content in paths.items() if not path.is_file() or path.read_bytes() != content]


def write_files(tables: Tables) -> None:
    DATA.mkdir(exist_ok=True)
    for table, records in tables.items():
        (DATA / f"{table}.jsonl").write_bytes(render(records))
        print(f"{table}: {len(records)}")


def main(arguments: list[str]) -> int:
    tables = build_tables()
    if "--check" not in arguments:
        write_files(tables)
        return 0
    differing = find_differing(tables)
    if differing:
        print(f"not up to date: {', '.join(differing)}; run python tools/build_gazetteer.py")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
