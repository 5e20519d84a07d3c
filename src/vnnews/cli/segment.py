"""`vnnews segment`: text into sentences and words."""

from __future__ import annotations

import sys

import click

from vnnews.batch.shown import printable, visible
from vnnews.cli.page import NOT_VIETNAMESE, PAGE, read_raw, tell_note
from vnnews.front_door import segment as cut
from vnnews.models.article import OTHER, UNMARKED
from vnnews.read.decode import decode_page, detect_kind
from vnnews.segment.schemes import OWN_SCHEME
from vnnews.text.language import detect_language
from vnnews.write.conllu import to_conllu
from vnnews.write.underscore import to_underscore

_IF = {OTHER: "were", UNMARKED: "had them"}


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

    FILE is plain text, also compressed; '-' reads standard input. What `vnnews parse` makes of a page is not done here: every line is text,
    and HTML or another language is told on standard error.

    Example: vnnews segment notes.txt --to conllu
    """
    for file in files:
        given = decode_page(read_raw(file))
        if note := _find_doubt(given):
            tell_note(file, note)
        segmented = cut(given, scheme=scheme)
        name = "" if file == "-" else printable(file)
        text = to_conllu(segmented, name=name) if form == "conllu" else to_underscore(segmented)
        click.echo((visible(text) if sys.stdout.isatty() else text).encode("utf-8", "replace"), nl=False)


def _find_doubt(text: str) -> str:
    """Say why the words of a text can hardly be what was wanted; '' where nothing speaks against them.

    >>> _find_doubt("Mưa lớn ở Huế."), _find_doubt("Heavy rain fell on Monday morning over the whole coast.")
    ('', 'the text is not Vietnamese: it is cut as if it were')
    """
    if detect_kind(text) == "html":
        return "the page is HTML, and its mark-up is cut like text; `vnnews parse` or `vnnews show` takes the article out of it"
    language = detect_language(text)
    return f"{NOT_VIETNAMESE[language]}: it is cut as if it {_IF[language]}" if language in NOT_VIETNAMESE else ""
