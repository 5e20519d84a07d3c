"""`vnnews people`: who held which post when, across a corpus; and questions to what it made."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec
from click.core import ParameterSource

from vnnews.cli.app import NO_ARTICLE, CommandError
from vnnews.cli.document import writing_to
from vnnews.errors import InputError
from vnnews.models.people import Contradiction, Move, Occupancy, PersonRecord, Tenure

FORMATS = ("ftm", "quickstatements", "graphml")
NEAREST = ("before", "after")
"""`Tenure.basis` of what is not an answer."""
NO_BODY = "no article names a post of a body called '{}'"


class _Day(click.DateTime):
    """A day, of which a wrong one is told in the words of the help."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the beginning of the day."""
        try:
            return super().convert(value, None, None)
        except click.BadParameter:
            self.fail(f"{value!r} is no day like 2025-07-01 (YYYY-MM-DD)", param, ctx)


_DAY = _Day(["%Y-%m-%d"])


MIN_CONFIDENCE = 0.8
"""Confidence of the articles below which a line of a career is left out unless asked for: of those above 95 in 100 are right."""


@click.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path(exists=True, readable=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help="Folder for all tables, or a file: '.jsonl' for the records of people, '.parquet' for a table of them.",
)
@click.option("--update", is_flag=True, help="Add ARTICLES to the tables that are in the folder of --output.")
@click.option("--overwrite", is_flag=True, help="Make anew what is at --output already.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=MIN_CONFIDENCE,
    show_default=True,
    metavar="SHARE",
    help="Leave out lines of careers of which the articles are less sure; from 0 to 1.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=64),
    default=1024,
    show_default=True,
    metavar="MB",
    help="Megabytes that DuckDB may take before it writes to disk.",
)
@click.option(
    "--to",
    "form",
    type=click.Choice(FORMATS),
    help="Write the file of --output for other programs: FollowTheMoney, Wikidata's QuickStatements, or a graph.",
)
@click.option(
    "--items", metavar="FILE", help="CSV file of known QIDs for --to quickstatements, columns 'id' and 'qid'."
)
@click.option("--html", metavar="FILE", help="HTML file to make, to browse people, bodies and contradictions.")
@click.option(
    "--holders", metavar="BODY", help="Ask who held posts of a body: 'UBND tỉnh Cà Mau'; see --on and --role."
)
@click.option("--on", type=_DAY, metavar="YYYY-MM-DD", help="The day that --holders asks for; all times by default.")
@click.option("--role", metavar="ROLE", help="The post that --holders asks for: 'Chủ tịch'; every post by default.")
@click.option("--heads", metavar="BODY", help="Ask who led a body.")
@click.option("--career", metavar="NAME", help="Ask for all posts of everybody of a name, or of the person of an id.")
@click.option("--moves", type=int, metavar="YEAR", help="Ask who moved from one province to another in a year.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON lines, with all proofs.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and answers.")
def people(
    articles: tuple[str, ...],
    output: str | None,
    update: bool,
    overwrite: bool,
    min_confidence: float,
    memory: int,
    form: str | None,
    items: str | None,
    html: str | None,
    holders: str | None,
    on: datetime | None,
    role: str | None,
    heads: str | None,
    career: str | None,
    moves: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say who held which post when, across ARTICLES, and answer questions about it.

    ARTICLES are files that 'vnnews run' made, of JSON lines, also compressed, or of Parquet, or folders of them. With --output the records
    of people, bodies and contradictions are written, each line with the sentences that state it. A question is asked to ARTICLES themselves, or to
    what --output made.

    Examples: vnnews people articles.jsonl -o people/

    vnnews people people/ --holders 'UBND tỉnh Cà Mau' --role 'Chủ tịch' --on 2025-08-01

    vnnews people people/ --html people.html

    A question that no article answers ends with exit code 1, and for a day of which nothing is known with the nearest that is stated.
    """
    asked = [question for question in (holders, heads, career, moves) if question is not None]
    if (output is None and html is None) == (not asked) or len(asked) > 1:
        raise InputError("give either --output or one question: --holders, --heads, --career or --moves; or --html")
    if (form is not None and (output is None or update)) or (items is not None and form != "quickstatements"):
        raise InputError("--to goes with --output and not with --update, --items with --to quickstatements")
    for option, value in (("holders", holders), ("heads", heads), ("career", career), ("role", role)):
        if value is not None and not value.strip():
            raise InputError(f"--{option} is empty: say which is asked for")
    if holders is None and (on is not None or role is not None):
        raise InputError("--on and --role go with --holders")
    if update and overwrite:
        raise InputError("--update and --overwrite exclude each other")
    if (update or overwrite) and output is None:
        raise InputError(f"--{'update' if update else 'overwrite'} goes with --output")
    if output is not None:
        with writing_to(output):
            if not (update or overwrite):
                _refuse_what_is_there(Path(output), articles)
            if form is None:
                _write(articles, output, update, min_confidence, memory, quiet)
        if html is not None and form is None and Path(output).is_dir():
            articles = (output,)
    if form is not None or html is not None:
        _export(articles, output, form, items, html, min_confidence)
    if output is not None or html is not None:
        return
    from vnnews.cli.people_inputs import holds_records, read_records
    from vnnews.corpus.questions import find_moves

    is_made = holds_records(articles)
    if (
        is_made
        and not quiet
        and click.get_current_context().get_parameter_source("min_confidence") is ParameterSource.COMMANDLINE
    ):
        click.echo("note: --min-confidence changes nothing of records that are made already", err=True)
    day = on.date() if on else None
    records, contradictions = read_records(articles, min_confidence)
    found: Sequence[Tenure | Move]
    if holders is not None:
        found, told = _ask_body(records, holders, role, day)
    elif heads is not None:
        found, told = _ask_heads(records, contradictions, heads)
    elif career is not None:
        found, told, hidden = _ask_career(records, career, _least_sure(min_confidence, is_made=is_made))
        if found and hidden and not quiet:
            click.echo(f"note: {hidden}", err=True)
    else:
        assert moves is not None
        found, told = find_moves(records, moves), "no article states it"
    nearest = [one for one in found if isinstance(one, Tenure) and one.basis in NEAREST]
    if found and not nearest:
        for answer in found:
            click.echo(msgspec.json.encode(answer).decode() if as_json else _tell(answer))
        return
    for one in nearest:
        told += f"\n{_tell_nearest(one)}"
    raise CommandError(told, NO_ARTICLE)


def _refuse_what_is_there(target: Path, inputs: tuple[str, ...]) -> None:
    """Do nothing when nothing is lost by writing to a file or a folder.

    Raises:
        InputError: It holds what an earlier run made.
    """
    from vnnews.corpus.files import list_tables

    if any(target.resolve() == Path(given).resolve() for given in inputs):
        return  # told where it is written, with other words
    if target.is_dir() and list_tables(target):
        raise InputError(
            f"{target} holds tables already: --update adds the articles to them, --overwrite makes them anew",
            reason="output exists",
        )
    if target.is_file() and target.stat().st_size:
        raise InputError(f"{target} is there already: --overwrite makes it anew", reason="output exists")


def _write(
    articles: tuple[str, ...], output: str, update: bool, min_confidence: float, memory: int, quiet: bool
) -> None:
    from vnnews.cli.people_inputs import tell_empty
    from vnnews.corpus.files import link_files

    target = Path(output)
    is_file = target.suffix in (".jsonl", ".parquet") and not target.is_dir()
    if target.suffix and not is_file and not target.is_dir():
        raise InputError(f"{target.name}: give a folder, or a file that ends in .jsonl or .parquet")
    if is_file and update:
        raise InputError("--update needs the folder of an earlier run, which keeps what a file does not")
    if any(target.resolve() == Path(given).resolve() for given in articles):
        raise InputError(f"{target.name}: would overwrite its own input")
    if not is_file:
        made = link_files(articles, target, update=update, min_confidence=min_confidence, memory_mb=memory)
    else:
        with tempfile.TemporaryDirectory(dir=target.resolve().parent, prefix=f".{target.name}.") as folder:
            made = link_files(articles, folder, min_confidence=min_confidence, memory_mb=memory)
            (Path(folder) / f"people{target.suffix}").replace(target)
    if not quiet:
        click.echo(
            f"{made.articles:,} articles, {made.statements:,} statements: {made.people:,} people, {made.bodies:,} bodies, "
            f"{made.contradictions:,} contradictions",
            err=True,
        )
        tell_empty(articles, made.articles, made.statements)


def _export(
    given: tuple[str, ...],
    output: str | None,
    form: str | None,
    items: str | None,
    html: str | None,
    min_confidence: float,
) -> None:
    from vnnews.cli.people_exports import write_as, write_page
    from vnnews.cli.people_inputs import read_corpus

    targets = [Path(name) for name in (output if form else None, html) if name is not None]
    for target in targets:
        with writing_to(str(target)):
            is_taken = target.is_dir() or any(target.resolve() == Path(name).resolve() for name in given)
        if is_taken:
            raise InputError(f"{target.name}: is a folder or an input; give the name of a file to make")
    corpus = read_corpus(given, min_confidence)
    if form is not None and output is not None:
        with writing_to(output):
            write_as(corpus, form, Path(output), items)
    if html is not None:
        with writing_to(html):
            write_page(corpus, Path(html))


def _ask_body(
    records: Iterable[PersonRecord], body: str, role: str | None, on: date | None
) -> tuple[list[Tenure], str]:
    """Who held posts of a body, or what is nearest; and what to say where that is no answer."""
    from vnnews.corpus.questions import find_holders, find_nearest

    of_body = _narrow(find_holders(records, body))
    if not of_body:
        return [], NO_BODY.format(body)
    found = find_holders(of_body, body, role=role)
    if not found:
        return [], f"articles name posts of '{body}', and none '{role}'"
    if on is None or (held := find_holders(of_body, body, role=role, on=on)):
        return (found if on is None else held), ""
    nearest = find_nearest(found, on)
    return nearest, f"no article states it for {on}" + ("; the nearest that is stated:" if nearest else "")


def _ask_heads(
    records: Iterable[PersonRecord], contradictions: Iterable[Contradiction], body: str
) -> tuple[list[Tenure], str]:
    """Who led a body, each with the contradictions that it stands in, and what to say where nobody is known."""
    from vnnews.corpus.questions import find_heads, find_holders, mark_contradicted

    of_body = _narrow(find_holders(records, body))
    told = f"articles name posts of '{body}', and nobody who leads it" if of_body else NO_BODY.format(body)
    return mark_contradicted(find_heads(of_body, body), contradictions), told


def _narrow(found: Iterable[Tenure]) -> list[PersonRecord]:
    """The persons of answers, with nothing but what was asked for."""
    return [PersonRecord(one.person_id, one.name, occupancies=(one.occupancy,)) for one in found]


def _ask_career(records: Iterable[PersonRecord], name: str, shown_by: str) -> tuple[list[Tenure], str, str]:
    """The posts of everybody of a name, what to say where there are none, and what of posts that were left out."""
    from vnnews.corpus.questions import find_people, find_posts

    persons = find_people(records, name)
    unsure = sum(person.unsure for person in persons)
    posts = "1 post" if unsure == 1 else f"{unsure} posts"
    hidden = f"{posts} left out of which the articles are less sure; {shown_by}" if unsure else ""
    return find_posts(persons, name), hidden or "no article states it", hidden


def _least_sure(min_confidence: float, *, is_made: bool) -> str:
    """How to see what was left out for its confidence."""
    if is_made:
        return "ask the articles themselves with --min-confidence 0, or make the records anew with it"
    return f"--min-confidence 0 shows them too (it is {min_confidence:g})"


def _tell(answer: Tenure | Move) -> str:
    """An answer in two lines: who and what, and the sentence that states it."""
    if isinstance(answer, Move):
        step = f"{_name(answer.before)} → {_name(answer.after)}"
        return f"{answer.on}  {answer.name}: {step}  [{answer.person_id}]\n{_prove(answer.after)}"
    line = answer.occupancy
    words = ", ".join(_times(line))
    note = "" if answer.basis in ("seen", *NEAREST) else f"; {answer.basis}"
    note += "".join(f"; contradicted: {reason}" for reason in answer.contradicted)
    return f"{answer.name}: {_name(line)} ({words}{note})  [{answer.person_id}]\n{_prove(line)}"


def _tell_nearest(answer: Tenure) -> str:
    """What is known nearest to a day, behind the day on which it is stated."""
    line = answer.occupancy
    if answer.basis == "after":
        start = f"since {line.begins}" if line.begins is not None else f"first seen {line.first_seen or line.ends}"
    else:
        start = f"over by {line.ends}" if line.ends is not None else f"last seen {line.last_seen}"
    return f"{start}, not stated for that day: {_tell(answer)}"


def _name(line: Occupancy) -> str:
    return ", ".join(filter(None, (line.role, line.body or line.province)))


def _times(line: Occupancy) -> Iterator[str]:
    if line.begins is not None:
        yield f"since {line.begins}"
    if line.first_seen is not None:
        yield (
            f"seen {line.first_seen}"
            if line.first_seen == line.last_seen
            else f"seen {line.first_seen} to {line.last_seen}"
        )
    if line.ends is not None:
        yield f"over by {line.ends}"
    yield line.status


def _prove(line: Occupancy) -> str:
    proof = line.proof
    sentence = " ".join(proof.sentence.split())
    return f"    {proof.published or 'no date'} {proof.article}: {sentence}"
