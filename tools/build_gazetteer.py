"""Compile resources/*.yml into src/vnnews/gazetteer/data/*.jsonl, and resources/label/*.yml into src/vnnews/label/data/phrases.json.

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

sys.path.insert(0, str(Path(__file__).parent))  # for tests, which load this file by its path

from phrase_notation import escape_phrase, find_first_words, find_named, join_phrases
from vnnews.errors import GazetteerError
from vnnews.gazetteer.compile import compile_record
from vnnews.gazetteer.names import UNIT_KINDS, full_form, name_key
from vnnews.gazetteer.packing import pack
from vnnews.gazetteer.tables import DATA, PACKED, TYPES, USES, identify, path_of, read_table
from vnnews.label.words import PHRASES, Lists

RESOURCES = Path(__file__).parent.parent / "resources"
UNIT_LINE = re.compile(rf"(\d+) ({'|'.join(UNIT_KINDS)}) ([^|]+?)((?: \| [^|]+)*)")
LAST_DAY_OF_DISTRICTS = "2025-06-30"
FIRST_DAY_OF_COMMUNES = "2025-07-01"
UNIT_DEFAULTS = {
    "districts": {"to": LAST_DAY_OF_DISTRICTS, "source": ["gso-districts"]},
    "communes": {"from": FIRST_DAY_OF_COMMUNES, "source": ["gso-communes"]},
    "former_communes": {"to": LAST_DAY_OF_DISTRICTS},
}

WORD_DEFAULTS = {"source": ["general-knowledge"], "confidence": "B"}
COMMUNES = ("communes", "former_communes")

FIRST_WORDS = {
    "bylines": {"first_word": ("role", "role_without_colon", "unit")},
    "reader_messages": {"first_word": ("form_message", "paywall", "cookie_notice")},
    "page_markers": {
        "first_word": ("tags_prefix",),
        "first_word_of_marker": ("related_heading", "more_link", "widget", "comment_heading", "readers_heading"),
    },
}
"""Lists whose first words are kept too, since most lines begin otherwise and need not be compared with any phrase."""
COMMENT_IN_PHRASE = re.compile(r"^\s*- (?:#|[^'\"].* #)", re.MULTILINE)
"""In YAML the rest of such a line is a comment, which a phrase that begins with a count, or has one behind a space, does not mean."""

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
    """The districts or communes, one line a unit under the id of the province and, for former communes, the district."""
    path = RESOURCES / f"{table}.yml"
    made: list[dict[str, Any]] = []
    for province, content in read_yaml(path).items():
        groups = content if isinstance(content, dict) else {"": content}
        for district, lines in groups.items():
            made += [read_unit(table, path.name, province, district, line) for line in lines]
    name_periods(made)
    return follow_codes([compile_record(table, raw) for raw in made])


def read_unit(table: str, file: str, province: str, district: str, line: str) -> dict[str, Any]:
    """The fields of a unit's line."""
    found = UNIT_LINE.fullmatch(line)
    if found is None:
        raise SystemExit(f"{file}, {province}: cannot read {line!r}; write 'CODE kind name | to DATE | also NAME'")
    code, word, name, rest = found.groups()
    raw: dict[str, Any] = {"code": code, "kind": UNIT_KINDS[word], "name": name, "province": province}
    raw |= UNIT_DEFAULTS[table]
    for part in rest.split(" | ")[1:]:
        key, _, value = part.partition(" ")
        if key == "also":
            raw.setdefault("aliases", []).append(value)
        elif key == "unverified":
            raw.setdefault("unverified", []).append(value)
        elif key == "source":
            raw["source"] = value.split()
        elif key == "then":
            raw["successors"] = value.split()
        elif key in ("from", "to", "confidence", "note", "act"):
            raw[key] = value
        else:
            raise SystemExit(f"{file}, {province}: {key!r} in {line!r} is no word of this file")
    if table == "former_communes":
        raw["district"] = district
        cite_lists(raw)
    # A unit that ended early shares its code with the one that followed it.
    ended_early = raw.get("to", LAST_DAY_OF_DISTRICTS) != LAST_DAY_OF_DISTRICTS or table == "former_communes"
    raw["id"] = f"vn:{code}" + (f"@{raw['to'][:4]}" if ended_early else "")
    return raw


def cite_lists(raw: dict[str, Any]) -> None:
    """Name the lists that have a former commune: one alone makes it doubtful, and its days are those of one list in any case."""
    lists = ["gso-states"] if raw.get("confidence") == "C" else ["gso-states", "gso-states-2021"]
    raw.setdefault("source", [*lists, *(["commune-acts-2025"] if "successors" in raw else [])])
    by_one_list = [field for field, day in (("valid_from", "from"), ("valid_to", "to")) if day in raw]
    if raw["to"] == LAST_DAY_OF_DISTRICTS:
        by_one_list = [field for field in by_one_list if field != "valid_to"]
    if by_one_list and raw.get("confidence") != "C":
        raw["unverified"] = by_one_list


def name_periods(units: list[dict[str, Any]]) -> None:
    """Give the earlier of two units of one code that ended in one year its last day in the id."""
    by_id = defaultdict(list)
    for raw in units:
        by_id[raw["id"]].append(raw)
    for group in by_id.values():
        for raw in sorted(group, key=lambda raw: raw.get("to", ""))[:-1]:
            raw["id"] = f"vn:{raw['code']}@{raw['to']}"


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
        followers = [*records, *(tables["communes"] if table == "former_communes" else ())]
        ids = {getattr(record, "id", ""): record for record in followers}
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


def place_former_communes(tables: Tables) -> None:
    """Replace the names of the districts of former communes by ids, and the codes of what followed by ids of that day.

    A unit that ended before the list did is followed by the one that had its code on the next day.
    """
    provinces = {province.id: province.name for province in tables["provinces"]}
    districts = defaultdict(list)
    for unit in tables["districts"]:
        districts[provinces[unit.province], name_key(unit.full_name)].append(unit)
    on_first_day = {
        unit.code: unit.id for unit in tables["communes"] if unit.is_valid(date.fromisoformat(FIRST_DAY_OF_COMMUNES))
    }
    begins = {(unit.code, unit.valid_from): (unit.id,) for table in COMMUNES for unit in tables[table]}

    def follow(unit: Any) -> Any:
        if unit.valid_to is None or unit.successors or unit.valid_to.isoformat() == LAST_DAY_OF_DISTRICTS:
            return unit
        heir = begins.get((unit.code, unit.valid_to + timedelta(days=1)), ())
        return msgspec.structs.replace(unit, successors=heir)

    def place(unit: Any) -> Any:
        found = [
            district.id
            for district in districts[provinces[unit.province], name_key(unit.district)]
            if district.is_valid(unit.valid_to)
        ]
        if len(found) != 1:
            raise SystemExit(
                f"former_communes.yml: {unit.full_name} ({unit.id}): no {unit.district} on {unit.valid_to}"
            )
        try:
            then = tuple(on_first_day[code] for code in unit.successors)
        except KeyError as error:
            raise SystemExit(
                f"former_communes.yml: {unit.full_name} ({unit.id}): no commune has the code {error}"
            ) from None
        return msgspec.structs.replace(unit, district=found[0], successors=then)

    tables["former_communes"] = [place(unit) for unit in tables["former_communes"]]
    for table in COMMUNES:
        tables[table] = [follow(unit) for unit in tables[table]]


def check_provinces_last(tables: Tables) -> None:
    """Refuse a unit that hangs on a province that had ended before the unit did, or had not begun when the unit ended."""
    by_id = {province.id: province for province in tables["provinces"]}
    problems = []
    for table in UNIT_DEFAULTS:
        for unit in tables[table]:
            province = by_id[unit.province]
            day = unit.valid_to or date.max
            if not province.is_valid(day):
                problems.append(
                    f"{table}: {unit.full_name} ({unit.id}) ends on {unit.valid_to or 'no day'}, {province.id} on {province.valid_to}"
                )
    if problems:
        raise SystemExit("\n".join(problems))


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
    for table in UNIT_DEFAULTS:
        for unit in tables[table]:
            for name in (unit.name, *unit.aliases):
                places[name_key(name)].add(heirs[unit.province])
    for table in UNIT_DEFAULTS:
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
    place_former_communes(tables)
    check_references(tables)
    for table in ("provinces", "central_agencies"):
        tables[table] = add_predecessors(tables[table])
    date_provinces(tables)
    check_provinces_last(tables)
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


def build_phrases(tables: Tables) -> Lists:
    """The lists by which lines of a page are known; a list that others name is found in these only."""
    provinces = sorted({province.name for province in tables["provinces"] if not province.id.endswith("@hist")})
    surnames = {surname.name.casefold() for surname in tables["surnames"]}
    patterns: dict[str, dict[str, str]] = {}
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for path in sorted((RESOURCES / "label").glob("*.yml")):
        lost = COMMENT_IN_PHRASE.search(path.read_text(encoding="utf-8"))
        if lost is not None:
            raise SystemExit(f"{path.name}: {lost.group().strip()!r} ends in a comment; put the phrase in quotes")
        content = read_yaml(path)
        phrases = {name: found["phrases"] for name, found in content.items() if "phrases" in found}
        named = find_named(phrase for found in phrases.values() for phrase in found)
        lists = phrases | {"province": [escape_phrase(name) for name in provinces]}
        try:
            joined = {name: join_phrases(found, lists) for name, found in phrases.items() if name not in named}
            for source in joined.values():
                re.compile(source)
        except (GazetteerError, re.error) as error:
            raise SystemExit(f"{path.name}, {error}") from None
        if joined:
            patterns[path.stem] = joined
        plain = {name: tuple(found["words"]) for name, found in content.items() if "words" in found}
        for kept, names in FIRST_WORDS.get(path.stem, {}).items():
            plain[kept] = tuple(sorted(set().union(*(find_first_words(joined[name]) for name in names))))
        if plain:
            words[path.stem] = plain
    unknown = sorted(set(words["bylines"]["surname"]) - surnames)
    if unknown:
        raise SystemExit(f"bylines.yml, surname: {', '.join(unknown)} not in surnames.yml")
    return Lists(patterns, words)


def render_phrases(lists: Lists) -> bytes:
    """One list a line group, so that a change shows."""
    return msgspec.json.format(msgspec.json.encode(lists), indent=1) + b"\n"


def render(records: list[Any]) -> bytes:
    """One JSON object a line."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def leave_out_examples(tables: Tables) -> Tables:
    """The tables as they are packaged: examples are for readers of the resources and for the tests."""
    return {
        table: [
            msgspec.structs.replace(record, example="") if getattr(record, "example", "") else record
            for record in records
        ]
        for table, records in tables.items()
    }


def find_differing(tables: Tables) -> list[str]:
    """The names of the files that are not what the resources give."""
    tables = leave_out_examples(tables)
    return [
        path_of(table, DATA).name
        for table, records in tables.items()
        if not path_of(table, DATA).is_file()
        or (
            read_table(table, DATA) != tuple(records)
            if table in PACKED
            else path_of(table, DATA).read_bytes() != render(records)
        )
    ]


def find_differing_phrases(tables: Tables) -> list[str]:
    """The name of the file of phrases, when it is not what the resources give."""
    is_same = PHRASES.is_file() and PHRASES.read_bytes() == render_phrases(build_phrases(tables))
    return [] if is_same else [PHRASES.name]


def write_files(tables: Tables) -> None:
    DATA.mkdir(exist_ok=True)
    for table, records in leave_out_examples(tables).items():
        path_of(table, DATA).write_bytes(pack(records) if table in PACKED else render(records))
        print(f"{table}: {len(records)}")


def main(arguments: list[str]) -> int:
    tables = build_tables()
    if "--check" not in arguments:
        write_files(tables)
        PHRASES.write_bytes(render_phrases(build_phrases(tables)))
        return 0
    differing = [*find_differing(tables), *find_differing_phrases(tables)]
    if differing:
        print(f"not up to date: {', '.join(differing)}; run python tools/build_gazetteer.py")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
