"""Doccano: annotations as JSON lines for its sequence labelling, and corrections read back.

Takes and gives `Annotation`s. A line is ``{"text": …, "label": [[start, end, "agency"], …], "title": …, "url": …}``; offsets count code
points, as ours do. Decides that an export with `entities` instead of `label` (Doccano's 'JSONL with relations') is read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from vnnews.errors import UNDECODABLE, InputError
from vnnews.write.annotations import Annotation, check_span


def to_doccano(annotation: Annotation) -> bytes:
    r"""Return an annotation as a line for Doccano's import ('JSONL', sequence labelling).

    Example:
        >>> to_doccano(Annotation("Huế", title="Tin")).decode()
        '{"text":"Huế","label":[],"title":"Tin","url":""}\n'
    """
    line = {
        "text": annotation.text,
        "label": [[span.start, span.end, span.label] for span in annotation.spans],
        "title": annotation.title,
        "url": annotation.url,
    }
    return msgspec.json.encode(line) + b"\n"


def read_doccano(lines: Iterable[bytes | str]) -> Iterator[Annotation]:
    """Yield the annotations of a Doccano export, line by line; empty lines are skipped.

    Raises:
        InputError: A line is no JSON object with a text and labels that lie in it; the message names the line.

    Example:
        >>> [annotation.spans for annotation in read_doccano(['{"text": "Huế", "label": [[0, 3, "province"]]}'])]
        [(LabelledSpan(start=0, end=3, label='province'),)]
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _read_line(line)
            except InputError as error:
                raise InputError(
                    error.message, source=f"line {number}", stage=error.stage, reason=error.reason
                ) from None


def _read_line(line: bytes | str) -> Annotation:
    try:
        row = msgspec.json.decode(line)
    except UNDECODABLE as error:
        raise InputError(f"not JSON: {error}", stage="read", reason="not json") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError("expected an object with a text", stage="read", reason="no text")
    text = row["text"]
    spans = []
    for given in row.get("label") or row.get("entities") or []:
        if isinstance(given, dict):
            spans.append(check_span(text, given.get("start_offset"), given.get("end_offset"), given.get("label")))
        elif isinstance(given, list) and len(given) == 3:
            spans.append(check_span(text, *given))
        else:
            raise InputError(f"expected [start, end, label], got {given!r}", stage="read", reason="bad span")
    return Annotation(text, tuple(sorted(spans)), str(row.get("title") or ""), str(row.get("url") or ""))
