"""Clean a folder of pages into articles, tables and a report, from Python.

    python examples/batch.py examples/pages out/

writes `articles.jsonl`, `rejects.jsonl`, `officials.csv`, `report.html` and, where the extra `arrow` is installed,
`articles.parquet`. The command `vnnews run` does the first part with the same code.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import vnnews
from vnnews.batch import Progress, RunOptions, run_batch
from vnnews.write.report import count_corpus, count_rejects, render_report
from vnnews.write.tables import tabulate_officials


def clean_folder(source: Path, out: Path, *, workers: int | None = None) -> dict[str, int]:
    """Do all of it; returns how many articles, posts and rejected pages there are."""
    out.mkdir(parents=True, exist_ok=True)
    rows, rejects = out / "articles.jsonl", out / "rejects.jsonl"
    options = RunOptions(workers=workers, rejects=str(rejects), resume=True)
    report = run_batch([str(source)], str(rows), options, on_progress=show_progress)
    posts = tabulate_officials(vnnews.read_articles(rows))
    with (out / "officials.csv").open("w", encoding="utf-8-sig", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(posts)
        writer.writerows(zip(*posts.values(), strict=True))
    write_extras(rows, rejects, out)
    return {"articles": report.articles, "posts": len(posts["role"]), "rejected": report.rejected + report.failed}


def show_progress(progress: Progress) -> None:
    """Print a line for every hundred pages."""
    if progress.pages % 100 == 0:
        print(f"{progress.pages} pages, {progress.report.articles} articles")


def write_extras(rows: Path, rejects: Path, out: Path) -> None:
    """Write the report, and Parquet unless its library is missing."""
    with rejects.open("rb") as lines:
        left_out = count_rejects(lines)
    html = render_report(count_corpus(vnnews.read_articles(rows)), rejects=left_out, title=out.name)
    (out / "report.html").write_text(html, encoding="utf-8")
    try:
        from vnnews.write.arrow import write_parquet

        write_parquet(vnnews.read_articles(rows), out / "articles.parquet")
    except vnnews.MissingExtra as error:
        print(error)


if __name__ == "__main__":  # worker processes import this file: they must not begin a run of their own
    parser = argparse.ArgumentParser(description="Clean a folder of pages.")
    parser.add_argument("source", type=Path, help="folder with pages, archives or records")
    parser.add_argument("out", type=Path, help="folder for the results; made when it does not exist")
    parser.add_argument("--workers", type=int, help="worker processes; one a core by default")
    given = parser.parse_args()
    print(clean_folder(given.source, given.out, workers=given.workers))
