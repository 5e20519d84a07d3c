"""`vnnews segment`: text into sentences and words."""

from __future__ import annotations

import sys

import click

from vnnews.batch.shown import printable, visible
from vnnews.cli.page import PAGE, read_raw
from vnnews.front_door import segment as cut
from vnnews.read.decode import decode_page
from vnnews.segment.schemes import OWN_SCHEME
from vnnews.write.conllu import to_conllu
from vnnews.write.underscore import to_underscore


@click.command()
@click.argument("files", nargs=-1, required=True, type=PAGE, metavar="FILE...")
@click.option(
    "--to",
    "form",
    type=click.Choice(["underscore", "conllu"]),
    default="underscore",
    show_default=True,
    help="One sentence a line with the syllables of a word joined by '_', or CoNLL-U.",
)
@click.option(
    "--scheme",
    default=OWN_SCHEME,
    metavar="NAME",
    show_default=True,
    help="Whose words: 'vnnews', or 'rdr' for VnCoreNLP's segmenter, whose folder 'rdr:FOLDER' names.",
)
def segment(files: tuple[str, ...], *, form: str, scheme: str) -> None:
    """Cut the text of each FILE into sentences and words.

    FILE is plain text, also compressed; '-' reads standard input. What `vnnews parse` makes of a page is not done here: every line is text.

    Example: vnnews segment notes.txt --to conllu
    """
    for file in files:
        segmented = cut(decode_page(read_raw(file)), scheme=scheme)
        name = "" if file == "-" else printable(file)
        text = to_conllu(segmented, name=name) if form == "conllu" else to_underscore(segmented)
        click.echo((visible(text) if sys.stdout.isatty() else text).encode("utf-8", "replace"), nl=False)
