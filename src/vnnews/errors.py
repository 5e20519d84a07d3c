"""Every error that the library raises on purpose; all are children of `VnnewsError`.

An error carries where it happened (`source`: a URL, a path or a record's number), in which step (`stage`) and why
(`reason`, one short machine-readable word or phrase). It can be pickled, so that it survives the way back from a worker.
"""

from __future__ import annotations

from typing import Final

import msgspec

UNDECODABLE: Final = (msgspec.DecodeError, UnicodeError, RecursionError)
"""What msgspec raises on text that it cannot decode.

Bytes that are no UTF-8 are a UnicodeDecodeError up to msgspec 0.22 and a DecodeError from 0.23, half a surrogate pair in a str is a
UnicodeEncodeError, and a thousand brackets inside each other are a RecursionError. A ValidationError is a DecodeError.
"""


class VnnewsError(Exception):
    """Anything that vnnews raises on purpose.

    Args:
        message: What happened and what to do, in one sentence.
        source: The URL, path or record that was being worked on, or ''.
        stage: The step that failed: 'read', 'label', 'assemble', 'segment', 'mentions', 'link', 'write', …
        reason: A short, stable name of the cause, for counting.

    Example:
        >>> str(VnnewsError("cannot read the page", source="a.html", stage="read", reason="binary"))
        'cannot read the page [source: a.html, stage: read]'
    """

    def __init__(self, message: str, *, source: str = "", stage: str = "", reason: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.stage = stage
        self.reason = reason

    def __str__(self) -> str:
        where = ", ".join(f"{k}: {v}" for k, v in (("source", self.source), ("stage", self.stage)) if v)
        return f"{self.message} [{where}]" if where else self.message

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.source, self.stage, self.reason)


def _rebuild(kind: type[VnnewsError], message: str, source: str, stage: str, reason: str) -> VnnewsError:
    return kind(message, source=source, stage=stage, reason=reason)


class InputError(VnnewsError):
    """The input is of the wrong type, or an option has a value that makes no sense."""


class UnreadablePage(VnnewsError):  # noqa: N818 - reads as a fact about the page
    """The bytes are no text: an image, an archive, or a page in an encoding that cannot be told."""


class PageTooLarge(VnnewsError):  # noqa: N818
    """The page is larger than the limit of `Pipeline(max_page_chars=…)`."""


class NotAnArticle(VnnewsError):  # noqa: N818
    """The page was read but holds no article; `reason` is its page type ('listing', 'empty', …)."""


class ModelError(VnnewsError):
    """The word-segmentation model is missing or has a layout that this version cannot read."""


class GazetteerError(VnnewsError):
    """A gazetteer record is not valid; the message names file, line and field."""


class MissingExtra(VnnewsError):  # noqa: N818
    """An optional library is not installed; the message names the pip command that installs it."""
