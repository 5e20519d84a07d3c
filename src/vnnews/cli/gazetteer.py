"""The command `vnnews gazetteer`: what is known about a name, and the tables as files.

Takes a name and a day from the command line; prints every candidate with validity, successors, confidence and sources. Decides nothing: the
questions are those of `vnnews.gazetteer`. Exit status 1 when nothing is known by that name on that day.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from vnnews.gazetteer import Gazetteer
    from vnnews.gazetteer.answers import Answer
    from vnnews.gazetteer.records import UnitRecord

TABLES = (
    "provinces",
    "lookalikes",
    "name_heads",
    "regions",
    "districts",
    "communes",
    "former_communes",
    "central_agencies",
    "institutions",
    "local_patterns",
    "foreign",
    "heads",
    "fields",
    "words",
    "careers",
    "unit_words",
    "roles",
    "ranks",
    "modifiers",
    "cues",
    "honorifics",
    "abbreviations",
    "surnames",
    "name_parts",
    "sources",
)
"""Names of the tables, written out so that `--help` loads none of them."""


@click.group()
def gazetteer() -> None:
    """Dated facts about provinces, agencies and roles."""


@gazetteer.command()
@click.argument("name")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that counts, as 2025-07-01; all times without it."
)
@click.option("--nicknames", is_flag=True, help="Also take nicknames such as 'đất Cảng'.")
@click.option("--additions", type=click.Path(exists=True, dir_okay=False), help="A file with records of your own.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(name: str, on: datetime | None, nicknames: bool, additions: str | None, as_json: bool) -> None:
    """Show all that NAME can stand for, what it lay in and what followed.

    Example: vnnews gazetteer show "phường Vĩnh Phúc" --on 2022-05-01
    """
    from vnnews.gazetteer import default

    facts = default().with_additions(additions) if additions else default()
    day = on.date() if on else None
    answers: dict[str, Answer[Any]] = {
        "province": facts.province(name, day, nicknames=nicknames),
        "unit": facts.local_unit(name, day),
        "agency": facts.agency(name, day),
        "expansion": facts.expand(name, day),
    }
    abroad = facts.foreign_unit(name)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode({**answers, "foreign": abroad}), indent=2).decode())
    else:
        for what, answer in answers.items():
            _print_answer(facts, what, answer)
        for unit in abroad:
            click.echo(
                f"foreign: {unit.name} [{unit.kind}]; {f'of {unit.country}' if unit.country else 'of some state'}"
            )
    if not abroad and not any(answers.values()):
        if not as_json and not any(answer.other_times for answer in answers.values()):
            click.echo(f"nothing is known by the name {name!r}")
        sys.exit(1)


@gazetteer.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def check(file: str) -> None:
    """Say what is wrong with a FILE of your own records, by line.

    Exit status 1 when something is.
    """
    from pathlib import Path

    from vnnews.gazetteer import default
    from vnnews.gazetteer.additions import check_additions

    sound, problems = check_additions(Path(file), default())
    for problem in problems:
        click.echo(f"line {problem.line}: {problem.message}")
    click.echo(f"{sound} records, {len(problems)} problems" if problems else f"{sound} records, nothing wrong")
    if problems:
        sys.exit(1)


@gazetteer.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="Format of the output.",
)
@click.option("--table", type=click.Choice(TABLES), default="provinces", show_default=True, help="The table to write.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only records that hold on this day.")
@click.option(
    "--output",
    type=click.File("w", encoding="utf-8", lazy=True),
    default="-",
    help="The file to write; standard output by default.",
)
def export(form: str, table: str, on: datetime | None, output: Any) -> None:
    """Write a table as CSV or JSON.

    Example: vnnews gazetteer export --format csv --table provinces --on 2025-07-01
    """
    import msgspec

    from vnnews.gazetteer import default
    from vnnews.write.csv import to_csv

    records = [
        record
        for record in default().table(table)
        if on is None or not hasattr(record, "is_valid") or record.is_valid(on.date())
    ]
    names = records[0].__struct_fields__ if records else ()
    rows = [{name: msgspec.to_builtins(getattr(record, name)) for name in names} for record in records]
    if form == "json":
        json.dump(rows, output, ensure_ascii=False, indent=1)
        output.write("\n")
        return
    output.write(to_csv({name: [_flatten(row[name]) for row in rows] for name in names}))


def _flatten(value: Any) -> Any:
    """A value as `to_csv` takes it: records inside a list as JSON."""
    if isinstance(value, (list, tuple)):
        return [json.dumps(item, ensure_ascii=False) if isinstance(item, dict) else item for item in value]
    return value


def _print_answer(facts: Gazetteer, what: str, answer: Answer[Any]) -> None:
    """One kind of answer: its candidates, then the records of other times, then the sources."""
    for record in answer.records:
        note = f" ({answer.matched} name)" if answer.matched in ("weak", "nickname", "bare") else ""
        click.echo(f"{what}: {_describe(facts, record)}{note}")
    for record in answer.other_times:
        click.echo(f"{what} at another time: {_describe(facts, record)}")
    for source in answer.sources:
        click.echo(f"  source {source.id}: {source.title}")


def _describe(facts: Gazetteer, record: Any) -> str:
    """A record in one line: name, validity, what came after, confidence."""
    from vnnews.gazetteer.records import UnitRecord
    from vnnews.gazetteer.units import direct_successors

    name = getattr(record, "full_name", record.name)
    parts = [f"{name} [{getattr(record, 'id', '') or record.kind}]", _period(record.valid_from, record.valid_to)]
    if isinstance(record, UnitRecord):
        parts[1:1] = _outer_units(facts, record)
        heirs = [unit.full_name for unit in direct_successors(facts, record)]
    else:
        heirs = [facts.agency_by_id[id].name for id in getattr(record, "successors", ())]
    if heirs:
        parts.append(f"then {', '.join(heirs)}")
    if record.confidence != "A":
        parts.append(f"confidence {record.confidence}")
    if getattr(record, "unverified", ()):
        parts.append(f"not verified: {', '.join(record.unverified)}")
    return "; ".join(parts)


def _outer_units(facts: Gazetteer, record: UnitRecord) -> list[str]:
    """What a district or commune lay in on its last day: 'in Quận Ba Đình, Thành phố Hà Nội'."""
    province = facts.province_by_id.get(getattr(record, "province", ""))
    district = facts.district_by_id.get(getattr(record, "district", ""))
    return [f"in {', '.join(unit.full_name for unit in (district, province) if unit is not None)}"] if province else []


def _period(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return "no dates"
    return f"{start or '…'} to {end or 'now'}"
