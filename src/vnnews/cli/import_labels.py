"""`vnnews import-labels`: corrections of annotators into what the labeller learns from."""

from __future__ import annotations

from pathlib import Path

import click

from vnnews.errors import InputError, VnnewsError
from vnnews.write.gold import write_gold
from vnnews.write.labelstudio import read_labelstudio


@click.command("import-labels")
@click.argument("export", type=click.Path(exists=True, dir_okay=False, readable=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    required=True,
    metavar="FOLDER",
    help="Folder for the pages ('docs') and their labels ('ann'); pages that are there already are replaced.",
)
def import_labels(export: str, output: str) -> None:
    """Turn the corrections of EXPORT into annotated pages that the labeller learns from.

    EXPORT is what Label Studio exports as JSON of tasks that 'vnnews export --to label-studio --what labels' made. Pages that are still where they were read from are taken with their
    mark-up. 'tools/train_labeller.py FOLDER' learns from them.

    Example: vnnews import-labels export.json -o my-paper/
    """
    annotations = read_labelstudio(Path(export).read_bytes())
    if not annotations:
        raise InputError("no task of it has been annotated", source=export, stage="read", reason="no annotation")
    try:
        written = [write_gold(annotation, Path(output)) for annotation in annotations]
    except OSError as error:
        raise VnnewsError(
            f"cannot write {output}: {error.strerror or error}", stage="write", reason="cannot write"
        ) from None
    with_markup = sum(gold.has_markup for gold in written)
    lines = sum(gold.lines for gold in written)
    click.echo(f"{len(written)} pages, {with_markup} with their mark-up, {lines} labelled lines -> {output}", err=True)
