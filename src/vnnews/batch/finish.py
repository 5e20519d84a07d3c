"""The end of a run: from the files of its work folder to those that its user asked for.

Takes a work folder whose pages are all done. `build` makes every file inside the folder, `put_into_place` renames or uploads them. Decides that nothing outside the folder is touched before
everything is built, so that a run which is cut off anywhere in between ends well when it is resumed: each step gives the same when it is done again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from vnnews.batch.compress import COMPRESSIONS
from vnnews.batch.flat import TABLES, list_csv, write_tables
from vnnews.batch.folder import PART, is_stream, open_temporary, publish
from vnnews.batch.ledger import FORM, Header, read_ledger, write_ledger
from vnnews.batch.load import open_bytes
from vnnews.batch.merge import PARQUET, cut_parts, holds, mark_of_reject, merge_lines, merge_parquet
from vnnews.batch.report import Report
from vnnews.batch.rows import Row, decode_row, read_rows
from vnnews.batch.state import read_done
from vnnews.batch.target import is_sharded, list_parts, name_ledger, name_part, put, remove
from vnnews.write.report.count import compare_rows
from vnnews.write.report.health import Loss
from vnnews.write.report.rows import count_rejects, read_parquet_rows
from vnnews.write.report.rows import read_rows as read_report_rows


class Extras(msgspec.Struct, frozen=True):
    """What a run makes beside its articles and rejects; '' makes nothing."""

    tables: str = ""
    """Folder for the flat tables."""
    officials: str = ""
    """CSV file of officials."""
    dedup: bool = False
    """Whether an index of duplicates is kept."""
    health: bool = False
    """Whether the sites are compared with their own past at the end."""

    def list_files(self) -> list[str]:
        """Return the files that are made."""
        tables = [os.path.join(self.tables, f"{name}.parquet") for name in TABLES] if self.tables else []
        return [*tables, self.officials] if self.officials else tables


class Plan(msgspec.Struct, frozen=True):
    """What is to be made of a work folder."""

    folder: Path
    output: str
    rejects: str
    extras: Extras
    settings: dict[str, str]
    part_articles: int
    is_update: bool
    first_part: int


def find_target(path: str) -> Path:
    """Return where something is written: behind a link the file that it points to, of a pipe or device its own name."""
    return Path(path if is_stream(path) else os.path.realpath(path))


def build(plan: Plan) -> int:
    """Make every file of the run inside its work folder; return how many parts the output has got.

    Raises:
        InputError: The output that is to be updated cannot be read.
        OSError: Something cannot be written.
    """
    folder, articles = plan.folder, plan.folder / "articles"
    changed, failed = _find_changed(plan) if plan.is_update else (frozenset[int](), frozenset[int]())
    if plan.is_update and plan.rejects:
        _merge_rejects(plan, changed | failed)
    if not articles.exists():
        return 0
    suffix = os.path.splitext(plan.output)[1]
    compression = COMPRESSIONS.get(suffix, "")
    if plan.extras.tables:
        made = folder / "tables"
        made.mkdir(exist_ok=True)
        with open_bytes(str(articles), compression) as rows, open(folder / "related", "rb") as related:
            write_tables(rows, related, made)
    parts = 0
    if is_sharded(plan.output):
        parts = cut_parts(articles, plan.output, folder, plan.first_part, plan.part_articles)
        _mend_parts(plan, changed)
    elif plan.is_update and not changed and not articles.stat().st_size:
        pass  # nothing new: the output stays as it is
    elif suffix == PARQUET:
        old = plan.output if plan.is_update else None
        with articles.open("rb") as lines:
            merge_parquet(old, lines, folder / _final(plan), changed)
    elif plan.is_update:
        merge_lines(plan.output, articles, folder / _final(plan), changed)
    if plan.extras.officials:
        with (folder / "officials.csv").open("w", encoding="utf-8-sig", newline="") as table:
            table.writelines(list_csv(_list_rows(plan), "officials"))
    return parts


def compare_sites(plan: Plan) -> list[Loss]:
    """Return what the sites lost against their own past; pages without an article are known where rejects are written.

    Nothing is compared where the past lies in numbered parts or in a store.
    """
    path, compression = _find_rows(plan)
    if not os.path.exists(path):
        return []
    rejects = plan.folder / ("rejects.merged" if plan.is_update else "rejects")
    with open(rejects if rejects.exists() else os.devnull, "rb") as lines:
        left_out = count_rejects(lines)
    if compression == PARQUET:
        return compare_rows(read_parquet_rows(Path(path)), left_out)
    with open_bytes(path, compression) as rows:
        return compare_rows(read_report_rows(rows), left_out)


def put_into_place(plan: Plan, parts: int, report: Report) -> None:
    """Rename and upload what was built, and say beside the output which pages it holds.

    Raises:
        OSError: Something cannot be written; what is in place stays, the rest is kept for the next try.
    """
    folder = plan.folder
    if plan.rejects:
        publish(folder / ("rejects.merged" if plan.is_update else "rejects"), find_target(plan.rejects))
    if plan.extras.tables:
        os.makedirs(plan.extras.tables, exist_ok=True)
        for name in TABLES:
            table = f"{name}.parquet"
            publish(folder / "tables" / table, find_target(os.path.join(plan.extras.tables, table)))
    if plan.extras.officials:
        publish(folder / "officials.csv", find_target(plan.extras.officials))
    if is_sharded(plan.output):
        for part in sorted(folder.glob(f"{PART}*")):
            put(part, name_part(plan.output, int(part.name.removeprefix(PART))))
        for number, name, _ in list_parts(plan.output):
            if number >= plan.first_part + parts:  # of a longer run that this one takes the place of
                remove(name)
    else:
        put(folder / _final(plan), plan.output)
    _put_ledger(plan, report)


def _final(plan: Plan) -> str:
    """Return the name of the file in the work folder that becomes the output."""
    if plan.is_update:
        return "articles.merged"
    return "articles.parquet" if plan.output.endswith(PARQUET) else "articles"


def _find_changed(plan: Plan) -> tuple[frozenset[int], frozenset[int]]:
    """Return the sources of pages that the old output holds otherwise, and of those that failed this time: their old rows stay."""
    old = read_ledger(plan.output)
    changed: set[int] = set()
    failed: set[int] = set()
    for key, mark, _ in read_done(plan.folder / "done").iterate():
        known = old.find(key)
        if known is not None:
            before, source = known
            (changed if mark and before else failed).add(source)  # a page that failed before has no rows
    return frozenset(changed), frozenset(failed)


def _merge_rejects(plan: Plan, again: frozenset[int]) -> None:
    new, merged, target = plan.folder / "rejects", plan.folder / "rejects.merged", find_target(plan.rejects)
    if not new.exists():
        return
    old = str(target) if target.is_file() else os.devnull
    merge_lines(old, new, merged, again if target.is_file() else (), mark_of_reject)


def _mend_parts(plan: Plan, changed: frozenset[int]) -> None:
    """Write the older parts anew that hold rows of pages which have changed."""
    for number, name, _ in list_parts(plan.output) if changed else ():
        if number < plan.first_part and holds(name, changed):
            target = plan.folder / f"{PART}{number:05}"
            if name.endswith(PARQUET):
                merge_parquet(name, (), target, changed)
            else:
                merge_lines(name, None, target, changed)


def _find_rows(plan: Plan) -> tuple[str, str]:
    """Return the path of the file with the rows that the output will hold, and its compression, or '.parquet'."""
    suffix = os.path.splitext(plan.output)[1]
    path = str(plan.folder / (_final(plan) if plan.is_update else "articles"))
    if plan.is_update and not os.path.exists(path):
        path = plan.output
    return path, PARQUET if plan.is_update and suffix == PARQUET else COMPRESSIONS.get(suffix, "")


def _list_rows(plan: Plan) -> Iterator[Row]:
    """Yield the rows that the output will hold."""
    path, compression = _find_rows(plan)
    if compression == PARQUET:
        yield from read_rows(path, form=PARQUET)
        return
    with open_bytes(path, compression) as lines:
        yield from map(decode_row, lines)


def _put_ledger(plan: Plan, report: Report) -> None:
    size = sum(size for _, _, size in list_parts(plan.output))
    header = Header("vnnews", FORM, plan.settings, size, 0, report, version("vnnews"))
    old = read_ledger(plan.output) if plan.is_update else None
    made = plan.folder / "pages"
    stream, temporary = open_temporary(made)
    with stream:
        write_ledger(stream, header, old, read_done(plan.folder / "done"))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, made)
    put(made, name_ledger(plan.output))
