"""People of a corpus on Apache Spark: the plan of `plan`, and for each block the one decision of `records`.

Takes a DataFrame of articles, gives DataFrames of records as JSON. Every worker needs vnnews installed. Decides nothing; names that are not Vietnamese are
collected to the driver, which joins their blocks: some hundred thousand short strings for a million articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from vnnews.corpus.aliases import join_blocks
from vnnews.corpus.inputs import LeanArticle
from vnnews.corpus.linked import DEFAULT_CONFIDENCE, check_confidence, find_predecessors, list_leads
from vnnews.corpus.plan import BLOCKS, BODIES, COLUMNS, NAMES, make_arrow_schema
from vnnews.corpus.records import BodyFacts, Lead, describe_body, describe_people, find_contradictions
from vnnews.corpus.statements import state_posts
from vnnews.extras import import_extra
from vnnews.models.people import Occupancy, PersonRecord, Statement
from vnnews.write.stored import read_stored

if TYPE_CHECKING:
    import pyarrow

_PEOPLE = {"id": "VARCHAR", "record": "VARCHAR"}
_LEADS = {"body_id": "VARCHAR", "person_id": "VARCHAR", "name": "VARCHAR", "line": "VARCHAR"}
_BODIES = {"kind": "VARCHAR", "id": "VARCHAR", "record": "VARCHAR"}


class Frames(NamedTuple):
    """DataFrames with an `id` and the `record` as JSON, which `msgspec.json.decode(record, type=PersonRecord)` reads."""

    people: Any
    bodies: Any
    contradictions: Any


def link_frame(articles: Any, *, min_confidence: float = DEFAULT_CONFIDENCE) -> Frames:
    """Return the people, bodies and contradictions of a DataFrame of articles; the same records as `link_files` makes.

    Args:
        articles: A `pyspark.sql.DataFrame`: the JSON lines of a run, `spark.read.text(path)`, or its Parquet, `spark.read.parquet(path)`.
        min_confidence: Leave out lines of careers of which the articles are less sure, from 0 to 1.

    Raises:
        MissingExtra: pyspark or pyarrow is not installed.

    Example:
        >>> from pyspark.sql import SparkSession  # doctest: +SKIP
        >>> spark = SparkSession.builder.getOrCreate()  # doctest: +SKIP
        >>> link_frame(spark.read.text("articles.jsonl")).people.write.parquet("people")  # doctest: +SKIP
    """
    check_confidence(min_confidence)
    types = import_extra("pyspark.sql.pandas.types", "spark")
    spark = articles.sparkSession

    def schema(columns: dict[str, str]) -> Any:
        return types.from_arrow_schema(make_arrow_schema(columns))

    statements = articles.mapInArrow(_state, schema(COLUMNS)).persist()
    statements.createOrReplaceTempView("statements")
    joined = join_blocks(row.name for row in spark.sql(NAMES).collect())
    columns = {"block": "VARCHAR", "head": "VARCHAR"}
    spark.createDataFrame(list(joined.items()), schema(columns)).createOrReplaceTempView("joined")

    def link(block: pyarrow.Table) -> pyarrow.Table:
        rows = (Statement(**{name: row[name] for name in COLUMNS}) for row in block.to_pylist())
        people = describe_people(rows, min_confidence=min_confidence)
        return _tabulate(
            [{"id": person.id, "record": msgspec.json.encode(person).decode()} for person in people], _PEOPLE
        )

    people = spark.sql(BLOCKS).groupBy("head").applyInArrow(link, schema(_PEOPLE)).persist()
    facts = spark.sql(BODIES)
    leads = people.mapInArrow(_lead, schema(_LEADS))
    known = find_predecessors(
        BodyFacts(row.body_id, row.name, "", "", "", "", 0, 0, None, None)
        for row in facts.select("body_id", "name").collect()
    )

    def describe(told: pyarrow.Table, lines: pyarrow.Table) -> pyarrow.Table:
        return _tabulate(_describe(told.to_pylist(), lines.to_pylist(), known), _BODIES)

    made = facts.groupBy("body_id").cogroup(leads.groupBy("body_id")).applyInArrow(describe, schema(_BODIES)).persist()
    bodies, contradictions = (made.where(made.kind == kind).drop("kind") for kind in ("body", "contradiction"))
    return Frames(people, bodies, contradictions)


def _state(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Statements of articles, given as the lines of a run or as the columns of its Parquet."""
    for batch in batches:
        if batch.schema.names == ["value"]:
            found = [read_stored(line.as_py(), LeanArticle) for line in batch.column(0)]
        else:
            wanted = [name for name in LeanArticle.__struct_fields__ if name in batch.schema.names]
            rows = batch.select(wanted).to_pylist()
            found = [msgspec.convert(row, LeanArticle, builtin_types=(datetime, date)) for row in rows]
        statements = [msgspec.structs.asdict(one) for article in found for one in state_posts(article)]
        yield from _tabulate(statements, COLUMNS).to_batches()


def _lead(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Lines of careers in which somebody leads a body."""
    read_record = msgspec.json.Decoder(PersonRecord).decode
    for batch in batches:
        rows = [
            {
                "body_id": lead.line.body_id,
                "person_id": lead.person_id,
                "name": lead.name,
                "line": msgspec.json.encode(lead.line).decode(),
            }
            for record in batch.column(1)
            for lead in list_leads(read_record(record.as_py()))
        ]
        yield from _tabulate(rows, _LEADS).to_batches()


def _describe(
    told: list[dict[str, Any]], lines: list[dict[str, Any]], known: dict[str, list[str]]
) -> list[dict[str, str]]:
    """The record of one body and its contradictions."""
    if not told:
        return []
    facts = [
        BodyFacts(**{name: row[name] for name in BodyFacts._fields}) for row in sorted(told, key=lambda r: r["name"])
    ]
    leads = [
        Lead(row["person_id"], row["name"], msgspec.json.decode(row["line"], type=Occupancy))
        for row in sorted(lines, key=lambda r: (r["person_id"], r["line"]))
    ]
    body = describe_body(facts, leads, known.get(facts[0].body_id, ()))
    against = find_contradictions(body.id, body.name, leads)
    return [
        {"kind": kind, "id": body.id, "record": msgspec.json.encode(record).decode()}
        for kind, record in [("body", body), *(("contradiction", one) for one in against)]
    ]


def _tabulate(rows: list[dict[str, Any]], columns: dict[str, str]) -> pyarrow.Table:
    table: pyarrow.Table = import_extra("pyarrow", "people").Table.from_pylist(rows, schema=make_arrow_schema(columns))
    return table
