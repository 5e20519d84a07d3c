"""Label Studio: annotations as tasks with predictions, the project's labelling interface, and corrections read back.

Takes and gives `Annotation`s. Offsets count code points, which is what Label Studio keeps for plain text since 1.4. Decides, where a
task was annotated more than once, for the newest annotation that was not cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from vnnews.errors import UNDECODABLE, InputError
from vnnews.models import Label
from vnnews.write.annotations import ENTITY_LABELS, Annotation, check_span

MODEL = "vnnews"


def make_labelling_interface(labels: Iterable[str] = ENTITY_LABELS) -> str:
    """Return the XML of a project's labelling interface.

    Args:
        labels: The labels to choose from: `ENTITY_LABELS` for articles, `[label.value for label in Label]` for pages.

    Example:
        >>> make_labelling_interface(["province"]).count("<Label ")
        1
    """
    choices = "".join(f"\n    <Label value={quoteattr(label)}/>" for label in labels)
    return (
        f'<View>\n  <Labels name="label" toName="text">{choices}\n  </Labels>\n'
        '  <Header value="$title"/>\n  <Text name="text" value="$text" granularity="word"/>\n</View>\n'
    )


PAGE_LABELS = tuple(label.value for label in Label)


def to_labelstudio(annotation: Annotation) -> dict[str, Any]:
    """Return an annotation as a Label Studio task, its spans as a prediction that an annotator corrects.

    Write a list of tasks as JSON and import the file. The prediction's `score` is the annotation's confidence, by which Label Studio can sort.

    Example:
        >>> to_labelstudio(Annotation("Huế", title="Tin"))["data"]
        {'text': 'Huế', 'title': 'Tin', 'url': ''}
    """
    result = [
        {
            "id": f"s{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": span.start,
                "end": span.end,
                "text": annotation.text[span.start : span.end],
                "labels": [span.label],
            },
        }
        for number, span in enumerate(annotation.spans)
    ]
    origin = {"origin": annotation.origin} if annotation.origin else {}
    return {
        "data": {"text": annotation.text, "title": annotation.title, "url": annotation.url, **origin},
        "predictions": [{"model_version": MODEL, "score": annotation.confidence, "result": result}],
    }


def read_labelstudio(export: bytes | str) -> list[Annotation]:
    """Return the annotations of a Label Studio export ('JSON', not 'JSON-MIN'); tasks that nobody annotated are left out.

    Raises:
        InputError: It is no such export, or a span does not lie in its text; the message names the task.

    Example:
        >>> [annotation.text for annotation in read_labelstudio('[{"data": {"text": "Huế"}, "annotations": [{"result": []}]}]')]
        ['Huế']
    """
    try:
        tasks = msgspec.json.decode(export, type=list[_Task])
    except msgspec.ValidationError as error:
        raise InputError(f"not a Label Studio export: {error}", stage="read", reason="wrong form") from None
    except UNDECODABLE as error:
        raise InputError(f"not JSON: {error}", stage="read", reason="not json") from None
    return [_read_task(task, number) for number, task in enumerate(tasks) if _pick(task)]


class _Value(msgspec.Struct):
    start: int = -1
    end: int = -1
    text: str = ""
    labels: list[str] = []


class _Result(msgspec.Struct):
    type: str = ""
    value: _Value = msgspec.field(default_factory=_Value)


class _Answer(msgspec.Struct):
    result: list[_Result] = []
    was_cancelled: bool = False
    updated_at: str = ""


class _Data(msgspec.Struct):
    text: str
    title: str = ""
    url: str = ""
    origin: str = ""


class _Task(msgspec.Struct):
    data: _Data
    annotations: list[_Answer] = []
    id: int = 0


def _pick(task: _Task) -> _Answer | None:
    answers = [answer for answer in task.annotations if not answer.was_cancelled]
    return max(answers, key=lambda answer: answer.updated_at, default=None)


def _read_task(task: _Task, number: int) -> Annotation:
    answer = _pick(task)
    text = task.data.text
    spans = set()
    for result in answer.result if answer else ():
        if result.type != "labels":
            continue  # relations, ratings and comments of the annotator
        value = result.value
        for label in value.labels:
            try:
                span = check_span(text, value.start, value.end, label)
            except InputError as error:
                raise InputError(
                    error.message, source=f"task {task.id or number}", stage="read", reason=error.reason
                ) from None
            if value.text and value.text != text[span.start : span.end]:
                raise InputError(
                    f"the span {span.start}–{span.end} says {value.text!r} but the text there is {text[span.start : span.end]!r}",
                    source=f"task {task.id or number}",
                    stage="read",
                    reason="offsets differ",
                )
            spans.add(span)
    return Annotation(text, tuple(sorted(spans)), task.data.title, task.data.url, task.data.origin)
