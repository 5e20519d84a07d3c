"""Annotated pages as files that the labeller learns from.

Takes an `Annotation` of a page whose spans are labels of lines, writes `docs/<id>.lines` (its visible lines), `ann/<id>.json` (`{"labels": [[first, last, label], …]}`, lines
counted from 1) and the page itself, as `docs/<id>.html` where it is still in its place, else as `docs/<id>.txt`. Decides that the label of a line is that of the span with which it shares the
most; a line without one is left out, which means that nobody knows.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from vnnews.errors import InputError, VnnewsError
from vnnews.models import MAX_PAGE_CHARS, Document, Label, SourceBlock
from vnnews.read import read_page
from vnnews.read.decode import MAX_BYTES_PER_CHAR, decode_page
from vnnews.write.annotations import Annotation, LabelledSpan

LABELS = frozenset(label.value for label in Label)


class Gold(NamedTuple):
    """What was written of a page."""

    name: str
    lines: int
    """Lines that have a label."""
    has_markup: bool


def write_gold(annotation: Annotation, folder: Path) -> Gold:
    r"""Write an annotated page into a folder.

    Raises:
        InputError: A span has a label that is none of a line, as those of names in articles.
        OSError: It cannot be written.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> gold = write_gold(Annotation("Mưa lớn\n\nSáng 5/8, mưa.", (LabelledSpan(0, 7, "title"),)), folder)
        >>> (folder / "ann" / f"{gold.name}.json").read_text()
        '{"labels":[[1,1,"title"]]}'
    """
    unknown = {span.label for span in annotation.spans} - LABELS
    if unknown:
        raise InputError(
            f"{', '.join(sorted(unknown))}: no label of a line; the labels are {', '.join(sorted(LABELS))}",
            stage="read",
            reason="unknown label",
        )
    docs, answers = folder / "docs", folder / "ann"
    docs.mkdir(parents=True, exist_ok=True)
    answers.mkdir(exist_ok=True)
    raw, document = _find_page(annotation)
    name = "page-" + hashlib.blake2b(annotation.text.encode("utf-8", "replace"), digest_size=6).hexdigest()
    labels = _label_blocks(document.blocks, annotation.spans)
    lines = [" ".join(block.text.split()) for block in document.blocks]
    (docs / f"{name}.lines").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    is_html = raw is not None and document.kind == "html"
    for ending in (".html", ".txt"):
        (docs / f"{name}{ending}").unlink(missing_ok=True)
    (docs / f"{name}{'.html' if is_html else '.txt'}").write_text(raw or annotation.text, encoding="utf-8")
    (answers / f"{name}.json").write_bytes(msgspec.json.encode({"labels": _list_ranges(labels)}))
    return Gold(name, sum(label is not None for label in labels), is_html)


def _find_page(annotation: Annotation) -> tuple[str | None, Document]:
    """Return the page where it was read from, when its text is still the annotated one, and its lines."""
    path = Path(annotation.origin)
    try:
        if not path.is_file():  # a record of a dump, or a pipe, which would be waited for
            raise FileNotFoundError(annotation.origin)
        with path.open("rb") as stream:
            raw = decode_page(stream.read(MAX_PAGE_CHARS * MAX_BYTES_PER_CHAR + 1))
        document = read_page(raw)
        if document.text == annotation.text:
            return raw, document
    except (OSError, ValueError, VnnewsError):  # moved, a record of a dump, or another page by now
        pass
    return None, read_page(annotation.text, kind="text")


def _label_blocks(blocks: tuple[SourceBlock, ...], spans: tuple[LabelledSpan, ...]) -> list[str | None]:
    """Return the label of each block; both go through the text in order."""
    labels: list[str | None] = []
    at = 0
    for block in blocks:
        while at < len(spans) and spans[at].end <= block.start:
            at += 1
        shared = 0
        label = None
        for span in spans[at:]:
            if span.start >= block.end:
                break
            both = min(span.end, block.end) - max(span.start, block.start)
            if both > shared:
                shared, label = both, span.label
        labels.append(label)
    return labels


def _list_ranges(labels: list[str | None]) -> list[tuple[int, int, str]]:
    """Return first line, last line and label of each run of lines with one label."""
    ranges = []
    at = 0
    for label, run in groupby(labels):
        count = sum(1 for _ in run)
        if label is not None:
            ranges.append((at + 1, at + count, label))
        at += count
    return ranges
