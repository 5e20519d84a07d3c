"""Where the commands that make one document put it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from vnnews.batch.folder import is_stream, open_temporary
from vnnews.errors import InputError, VnnewsError

html_output = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    required=True,
    help="HTML file to write; '-' for standard output.",
)
"""The option of commands that make one HTML file."""


def refuse_overwriting(output: str, inputs: Iterable[str]) -> None:
    """Do nothing when the output is another file than each input, links followed.

    Raises:
        InputError: The output is one of the inputs.
        VnnewsError: It lies where one may not look.
    """
    if output == "-":
        return
    with writing_to(output):
        is_input = Path(output).exists() and any(Path(output).samefile(given) for given in inputs if given != "-")
    if is_input:
        raise InputError(
            f"{output} is an input and would be overwritten; name another file",
            stage="write",
            reason="output is input",
        )


def write_document(output: str, text: str) -> None:
    """Write a document to a file, whole or not at all, or for '-' to standard output.

    Raises:
        VnnewsError: The file cannot be written.
    """
    write_pieces(output, [text.encode()])


def write_pieces(output: str, pieces: Iterable[bytes]) -> None:
    """Write a document that comes in pieces to a file, whole or not at all, or for '-' to standard output.

    Raises:
        VnnewsError: The file cannot be written.
    """
    if output == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    with writing_to(output):
        target = Path(output).resolve()
        if is_stream(target):
            with target.open("wb") as device:
                device.writelines(pieces)
            return
        stream, temporary = open_temporary(target)
        try:
            with stream:
                stream.writelines(pieces)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


@contextmanager
def writing_to(output: str) -> Iterator[None]:
    """Turn what the system says inside, when a file or folder cannot be made, into one line.

    Raises:
        VnnewsError: It said so.
    """
    try:
        yield
    except OSError as error:
        raise VnnewsError(
            f"cannot write {output}: {error.strerror or error}", stage="write", reason="cannot write"
        ) from None
