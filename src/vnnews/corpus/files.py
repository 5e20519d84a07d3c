"""People of any number of files: statements on disk, sorted by block by DuckDB, one block at a time in memory.

Takes files that `vnnews run` wrote, makes a folder: `people.duckdb` with the statements and the tables of `tables`, each table once more as Parquet, and `people.jsonl`,
`bodies.jsonl` and `contradictions.jsonl` with the whole records. Decides what an update has to look at again: the blocks and bodies that the new articles name.

Known limit: one block has to fit into memory, which is a name with all its statements: about 2 KB each.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from vnnews.arguments import check_path
from vnnews.corpus.aliases import join_blocks
from vnnews.corpus.inputs import check_articles, list_files, read_lean, refuse
from vnnews.corpus.linked import DEFAULT_CONFIDENCE, check_confidence, find_predecessors, list_leads
from vnnews.corpus.plan import BLOCKS, BODIES, COLUMNS, NAMES, make_arrow_schema
from vnnews.corpus.records import BodyFacts, Lead, describe_body, describe_people, find_contradictions
from vnnews.corpus.statements import state_corpus
from vnnews.corpus.tables import SCHEMAS, tabulate_bodies, tabulate_people
from vnnews.errors import InputError
from vnnews.extras import import_extra
from vnnews.models.people import Contradiction, Occupancy, PersonRecord, Statement

DATABASE = "people.duckdb"
LAYOUT = 1
"""Version of the tables inside; a folder of another one is made anew, not updated."""

ROWS_A_BATCH = 5_000
"""Statements, or rows of results, that are handed to DuckDB at once: about 10 MB."""

MEMORY_MB = 1_024
"""Memory that DuckDB may take before it writes to disk, beside some 300 MB of Python's own."""

_RECORDS = {"people": "people.jsonl", "bodies": "bodies.jsonl", "contradictions": "contradictions.jsonl"}


class Made(msgspec.Struct, frozen=True):
    """What a run made, and how much it looked at."""

    articles: int
    """Articles read."""
    statements: int
    """Statements in the folder now."""
    people: int
    bodies: int
    contradictions: int
    blocks: int
    """Blocks of names that were linked; of an update those that the new articles name."""


def link_files(
    paths: Iterable[str | os.PathLike[str]],
    folder: str | os.PathLike[str],
    *,
    update: bool = False,
    min_confidence: float = DEFAULT_CONFIDENCE,
    memory_mb: int = MEMORY_MB,
) -> Made:
    """Write the people, bodies and contradictions of files of articles into a folder; see docs/people.md for its tables.

    Args:
        paths: Files of JSON lines, also compressed, of Parquet, or folders of them.
        folder: Made when it is not there.
        update: Add the articles to what an earlier call left in the folder; the result is that of one call with all articles.
        min_confidence: Leave out lines of careers of which the articles are less sure, from 0 to 1.
        memory_mb: Megabytes that DuckDB may take before it writes to disk.

    Raises:
        InputError: A file cannot be read or holds no articles of vnnews, or the folder to update is none that was made so.
        MissingExtra: duckdb or pyarrow is not installed.

    Example:
        >>> import tempfile
        >>> from vnnews.models import Article, Official, Post
        >>> an = Official("Lê Văn An", posts=(Post("Bí thư", "Tỉnh ủy Cà Mau", province="Cà Mau"),))
        >>> place = Path(tempfile.mkdtemp())
        >>> _ = (place / "tin.jsonl").write_text(Article("Tin", officials=(an,)).to_json(), encoding="utf-8")
        >>> link_files([place / "tin.jsonl"], place / "people").people
        1
    """
    check_confidence(min_confidence)
    files = list_files(paths)
    target = Path(check_path(folder, "folder"))
    if target.exists() and not target.is_dir():
        raise refuse(target, "is a file; give a folder for the tables", "path")
    database = target / DATABASE
    if update and not database.exists():
        raise refuse(target, "holds no people.duckdb to update; leave out update for a first run", "no table")
    for file in files:  # before anything that is there is touched
        check_articles(file)
    for library in ("duckdb", "pyarrow"):  # before a folder is made that would stay empty
        import_extra(library, "people")
    target.mkdir(parents=True, exist_ok=True)
    with _Store(database, memory_mb) as store:
        if update:
            store.check_layout(min_confidence)
        else:
            store.clear(min_confidence)
        articles = store.add(read_lean(files))
        blocks = store.link(min_confidence)
        store.export(target)
        statements, people, bodies, contradictions = map(store.count, ("statements", *_RECORDS))
        return Made(articles, statements, people, bodies, contradictions, blocks)


def read_people(path: str | os.PathLike[str]) -> Iterator[PersonRecord]:
    """Yield the records of people of a folder that `link_files` made, or of a file of such records, one at a time in memory.

    Raises:
        InputError: There is no such file, or a line is no record.

    >>> list(read_people("khong-co"))
    Traceback (most recent call last):
    vnnews.errors.InputError: khong-co: there are no records of people [source: khong-co, stage: read]
    """
    from vnnews.batch.rows import read_as

    given = Path(check_path(path, "path"))
    file = given / _RECORDS["people"] if given.is_dir() else given
    if not file.exists():
        raise refuse(given, "there are no records of people", "path")
    return read_as(file, PersonRecord)


def read_contradictions(path: str | os.PathLike[str]) -> Iterator[Contradiction]:
    """Yield the contradictions of a folder that `link_files` made; for a file of people, of those at the head of each body.

    >>> list(read_contradictions("khong-co"))
    Traceback (most recent call last):
    vnnews.errors.InputError: khong-co: there are no records of people [source: khong-co, stage: read]
    """
    from vnnews.batch.rows import read_as

    file = Path(check_path(path, "path")) / _RECORDS["contradictions"]
    if file.is_file():
        yield from read_as(file, Contradiction)
        return
    leads: dict[str, list[Lead]] = {}
    for person in read_people(path):
        for lead in list_leads(person):
            leads.setdefault(lead.line.body_id, []).append(lead)
    for body_id, found in leads.items():
        yield from find_contradictions(body_id, found[-1].line.body, found)


def list_tables(folder: Path) -> list[Path]:
    """Return the tables and records in a folder that a finished call of `link_files` left there.

    >>> list_tables(Path("khong-co"))
    []
    """
    names = [*_RECORDS.values(), *(f"{table}.parquet" for table in SCHEMAS)]
    return [folder / name for name in names if (folder / name).is_file()]


class _Store:
    """The database of a folder."""

    def __init__(self, path: Path, memory_mb: int) -> None:
        self._duckdb = import_extra("duckdb", "people")
        self._arrow = import_extra("pyarrow", "people")
        try:
            self._database = self._duckdb.connect(str(path))
        except self._duckdb.Error as error:
            raise refuse(path, f"cannot be opened: {str(error).partition(chr(10))[0]}", "database") from None
        self._run = self._database.execute
        self._run(f"SET memory_limit = '{memory_mb}MB'")
        self._run(f"SET temp_directory = '{_quote(str(path) + '.tmp')}'")
        self._run("SET enable_progress_bar = false")

    def __enter__(self) -> _Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def clear(self, min_confidence: float) -> None:
        """Begin anew."""
        for table, columns in self._tables().items():
            self._run(
                f"CREATE OR REPLACE TABLE {table} ({', '.join(f'{_name(n)} {kind}' for n, kind in columns.items())})"
            )
        self._run("INSERT INTO about VALUES (?, ?)", [LAYOUT, min_confidence])

    def check_layout(self, min_confidence: float) -> None:
        """Refuse to update what was made otherwise."""
        try:
            found = self._run("SELECT layout, min_confidence FROM about").fetchone()
        except self._duckdb.Error:
            found = None
        if found is None or found[0] != LAYOUT:
            raise InputError(
                "the folder was made by another version of vnnews: make it anew, without update",
                stage="corpus",
                reason="layout",
            )
        if found[1] != min_confidence:
            raise InputError(
                f"the folder was made with min_confidence={found[1]}: update it with the same, or make it anew",
                stage="corpus",
                reason="confidence",
            )

    def _tables(self) -> dict[str, dict[str, str]]:
        flat = {
            table: {**({"head": "VARCHAR"} if table in ("people", "occupancies", "spottings") else {}), **columns}
            for table, columns in SCHEMAS.items()
        }
        flat["people"]["record"] = flat["bodies"]["record"] = flat["contradictions"]["record"] = "VARCHAR"
        flat["people"]["place"] = "INTEGER"
        flat["leads"] = {"head": "VARCHAR", "body_id": "VARCHAR", "person_id": "VARCHAR", "name": "VARCHAR", "line": "VARCHAR"}  # fmt: skip
        flat["joined"] = {"block": "VARCHAR", "head": "VARCHAR"}
        flat["about"] = {"layout": "INTEGER", "min_confidence": "DOUBLE"}
        return {"statements": COLUMNS, "fresh": COLUMNS, **flat}

    def count(self, table: str) -> int:
        """Return the number of rows of a table."""
        found: int = self._run(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        return found

    def add(self, articles: Iterable[Any]) -> int:
        """Take the statements of articles; those of an article that is there already count once."""
        number = 0

        def counted() -> Iterator[Any]:
            nonlocal number
            for number, article in enumerate(articles, 1):  # noqa: B007 - the last number is the count
                yield article

        self._run("DELETE FROM fresh")
        self._insert("fresh", COLUMNS, (msgspec.structs.asdict(one) for one in state_corpus(counted())))
        keys = ("article", "story", "official", "post")
        self._run(
            "INSERT INTO statements SELECT f.* FROM (SELECT DISTINCT * FROM fresh) f WHERE NOT EXISTS "
            f"(SELECT 1 FROM statements s WHERE {' AND '.join(f's.{key} = f.{key}' for key in keys)})"
        )
        return number

    def link(self, min_confidence: float) -> int:
        """Link the blocks that the fresh statements name, then the bodies; returns how many blocks."""
        self._run("CREATE OR REPLACE TABLE before AS SELECT * FROM joined")
        heads = join_blocks(name for (name,) in self._run(NAMES).fetchall())
        self._run("DELETE FROM joined")
        self._insert(
            "joined", {"block": "VARCHAR", "head": "VARCHAR"}, ({"block": b, "head": h} for b, h in heads.items())
        )
        # what was looked at under another head before is looked at again under both
        self._run(
            """CREATE OR REPLACE TABLE touched AS
            SELECT DISTINCT COALESCE(j.head, f.block) AS head FROM fresh f LEFT JOIN joined j USING (block)
            UNION SELECT DISTINCT COALESCE(b.head, f.block) FROM fresh f LEFT JOIN before b USING (block)
            UNION SELECT COALESCE(j.head, b.block) FROM before b LEFT JOIN joined j USING (block) WHERE j.head IS DISTINCT FROM b.head
            UNION SELECT b.head FROM before b LEFT JOIN joined j USING (block) WHERE j.head IS DISTINCT FROM b.head
            UNION SELECT j.head FROM joined j LEFT JOIN before b USING (block) WHERE j.head IS DISTINCT FROM b.head
            UNION SELECT COALESCE(b.head, j.block) FROM joined j LEFT JOIN before b USING (block) WHERE j.head IS DISTINCT FROM b.head"""
        )
        self._run(
            """CREATE OR REPLACE TABLE bodies_touched AS SELECT DISTINCT body_id FROM fresh WHERE body <> ''
            UNION SELECT body_id FROM leads WHERE head IN (SELECT head FROM touched)"""
        )
        for table in ("people", "occupancies", "spottings", "leads"):
            self._run(f"DELETE FROM {table} WHERE head IN (SELECT head FROM touched)")
        blocks = self._link_blocks(min_confidence)
        self._link_bodies()
        self._run("DELETE FROM fresh")
        return blocks

    def _link_blocks(self, min_confidence: float) -> int:
        blocks = waiting = 0
        batch: list[tuple[str, PersonRecord, int]] = []
        rows = self._stream(f"SELECT * FROM ({BLOCKS}) WHERE head IN (SELECT head FROM touched) ORDER BY head")
        for head, block in groupby(rows, key=itemgetter(0)):
            blocks += 1
            people = describe_people((Statement(*row[1:]) for row in block), min_confidence=min_confidence)
            batch += [(head, person, place) for place, person in enumerate(people)]
            waiting += sum(len(person.spottings) for person in people)
            if waiting >= ROWS_A_BATCH:
                self._keep_people(batch)
                batch, waiting = [], 0
        self._keep_people(batch)
        return blocks

    def _keep_people(self, batch: list[tuple[str, PersonRecord, int]]) -> None:
        tables = self._tables()
        encode = msgspec.json.encode
        kept: dict[str, list[dict[str, Any]]] = {"people": [], "occupancies": [], "spottings": [], "leads": []}
        for head, person, place in batch:
            for table, rows in tabulate_people([person]).items():
                kept[table] += [{"head": head, **row} for row in rows]
            kept["people"][-1] |= {"record": encode(person).decode(), "place": place}
            kept["leads"] += [
                {"head": head, "body_id": lead.line.body_id, "person_id": lead.person_id, "name": lead.name, "line": encode(lead.line).decode()}
                for lead in list_leads(person)
            ]  # fmt: skip
        for table, rows in kept.items():
            self._insert(table, tables[table], rows)

    def _link_bodies(self) -> None:
        facts = [BodyFacts(*row) for row in self._run("SELECT DISTINCT body_id, body, '', '', '', '', 0, 0, NULL, NULL FROM statements WHERE body <> ''").fetchall()]  # fmt: skip
        known = find_predecessors(facts)
        touched = {row[0] for row in self._run("SELECT body_id FROM bodies_touched").fetchall()}
        grown = touched | {heir for heir, old in known.items() if touched.intersection(old)}
        self._insert("bodies_touched", {"body_id": "VARCHAR"}, ({"body_id": one} for one in sorted(grown - touched)))
        self._run("DELETE FROM bodies WHERE id IN (SELECT body_id FROM bodies_touched)")
        self._run("DELETE FROM contradictions WHERE body IN (SELECT body_id FROM bodies_touched)")
        leads: dict[str, list[Lead]] = {}
        for body_id, person_id, name, line in self._run(
            "SELECT body_id, person_id, name, line FROM leads WHERE body_id IN (SELECT body_id FROM bodies_touched) ORDER BY person_id, line"
        ).fetchall():
            leads.setdefault(body_id, []).append(Lead(person_id, name, msgspec.json.decode(line, type=Occupancy)))
        rows = self._run(f"SELECT * FROM ({BODIES}) WHERE body_id IN (SELECT body_id FROM bodies_touched) ORDER BY body_id, name").fetchall()  # fmt: skip
        tables = self._tables()
        for group in _groups(groupby((BodyFacts(*row) for row in rows), key=itemgetter(0))):
            made = {"bodies": [], "contradictions": []}  # type: dict[str, list[dict[str, Any]]]
            for body_id, told in group:
                body = describe_body(told, leads.get(body_id, ()), known.get(body_id, ()))
                against = find_contradictions(body_id, body.name, leads.get(body_id, ()))
                flat = tabulate_bodies([body], against)
                for table, records in (("bodies", [body]), ("contradictions", against)):
                    for row, record in zip(flat[table], records, strict=True):
                        made[table].append(row | {"record": msgspec.json.encode(record).decode()})
            for table, plain in made.items():
                self._insert(table, tables[table], plain)

    def export(self, folder: Path) -> None:
        """Write the tables as Parquet and the records as JSON lines, each whole or not at all."""
        orders = {"people": "head, place", "occupancies": "head, person_id, number", "spottings": "head, person_id, article, official, start",
                  "bodies": "id", "contradictions": "body, role, \"on\", people"}  # fmt: skip
        for table, columns in SCHEMAS.items():
            target = folder / f"{table}.parquet"
            temporary = target.with_name(target.name + ".tmp")
            names = ", ".join(map(_name, columns))
            self._run(f"COPY (SELECT {names} FROM {table} ORDER BY {orders[table]}) TO '{_quote(str(temporary))}' (FORMAT parquet, COMPRESSION zstd)")  # fmt: skip
            temporary.replace(target)
        for table, file in _RECORDS.items():
            temporary = folder / f"{file}.tmp"
            with temporary.open("w", encoding="utf-8", newline="\n") as stream:
                for (record,) in self._stream(f"SELECT record FROM {table} ORDER BY {orders[table]}"):
                    stream.write(record + "\n")
            temporary.replace(folder / file)

    def _stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a batch at a time in memory, on a connection of their own, so that others may write meanwhile."""
        cursor = self._database.cursor()
        cursor.execute(query)
        while rows := cursor.fetchmany(ROWS_A_BATCH):
            yield from rows

    def _insert(self, table: str, columns: dict[str, str], rows: Iterable[dict[str, Any]]) -> None:
        """Append rows, a batch at a time."""
        schema = make_arrow_schema(columns)
        names = ", ".join(map(_name, columns))
        rest = iter(rows)
        while group := list(islice(rest, ROWS_A_BATCH)):
            self._database.register("batch", self._arrow.Table.from_pylist(group, schema=schema))
            self._run(f"INSERT INTO {table} ({names}) SELECT {names} FROM batch")
            self._database.unregister("batch")


def _groups(bodies: Iterable[tuple[str, Iterable[BodyFacts]]]) -> Iterator[list[tuple[str, list[BodyFacts]]]]:
    """Bodies with their rows, so many at a time as rows are handed over at once."""
    whole = ((body_id, list(rows)) for body_id, rows in bodies)
    while group := list(islice(whole, ROWS_A_BATCH)):
        yield group


def _name(column: str) -> str:
    return f'"{column}"'  # 'on' is a word of SQL


def _quote(text: str) -> str:
    return text.replace("'", "''")
