"""Step 1: a raw page to its text, cut into blocks.

Takes bytes or a string, HTML or text that a scraper has flattened. Gives a `Document`: NFC text, `SourceBlock`s that cover every
non-space character of it once, and what the page states about itself. Decides the encoding, the kind of page and the line breaks;
it judges no line. Known limits: what scripts would add to the page is not there.
"""

from __future__ import annotations

from vnnews.errors import InputError
from vnnews.models import MAX_PAGE_CHARS, Document, Metadatum

__all__ = ["holds_headline", "read_page"]

_URL_ORIGINS = ("html", "opengraph", "json-ld")


def read_page(
    raw: bytes | str,
    *,
    url: str | None = None,
    kind: str | None = None,
    shape: str | None = None,
    title: str = "",
    max_chars: int = MAX_PAGE_CHARS,
) -> Document:
    """The page as text and blocks.

    Args:
        raw: The page, in any encoding; also saved by a browser (MHTML) or written as `b'…'`.
        url: Where it comes from; by default the address that the page states.
        kind: 'html' or 'text'; by default it is recognised.
        shape: How the text was flattened, one of `vnnews.read.shapes.SHAPES`; by default it is recognised. A shape makes the page a
            text page.
        title: The headline when the caller knows it: of a text that does not begin with it the first line, of an HTML page one more
            value that it states about itself.
        max_chars: The largest page that is read.

    Raises:
        InputError: `raw` is neither bytes nor a string, or `kind` or `shape` is unknown, or both do not fit.
        PageTooLarge: The page has more than `max_chars` code points.
        UnreadablePage: The bytes are no text.

    Example:
        >>> document = read_page("<h1>Giá gạo tăng</h1><p>Sáng nay, giá gạo tăng.</p>")
        >>> document.kind, [block.tag for block in document.blocks]
        ('html', ['h1', 'p'])
    """
    from vnnews.read.decode import decode_page, detect_kind
    from vnnews.read.wrappings import unwrap

    if kind not in (None, "html", "text"):
        raise InputError(f"kind must be 'html' or 'text', not {kind!r}", stage="read", reason="kind")
    _check_shape(shape, kind)
    wrapped = unwrap(raw) if isinstance(raw, bytes | str) else None
    text = decode_page(raw if wrapped is None else wrapped.raw, max_chars=max_chars)
    saved_from = "" if wrapped is None else wrapped.url
    if shape is not None or (kind or detect_kind(text)) == "text":
        from vnnews.read.shapes import restore

        if title and not holds_headline(text, title):
            text = f"{title}\n\n{text}"
        flat = restore(text, shape)
        url = url or saved_from or next((item.value for item in flat.metadata if item.name == "url"), "")
        return Document(flat.text, "text", url, flat.blocks, flat.metadata, shape=flat.shape, images=flat.images)
    from vnnews.read.html import parse_html, read_tree
    from vnnews.read.metadata import read_metadata

    tree = parse_html(text)
    page = read_tree(tree)
    metadata = read_metadata(tree)
    if title:
        metadata = (*metadata, Metadatum("title", title, "caller"))
    if not url:
        stated = {item.origin: item.value for item in reversed(metadata) if item.name == "url"}
        url = next((stated[origin] for origin in _URL_ORIGINS if origin in stated), saved_from)
    return Document(page.text, "html", url, page.blocks, metadata, page.elements, images=page.images)


def _check_shape(shape: str | None, kind: str | None) -> None:
    """Raise `InputError` for a shape that there is not, or that an HTML page cannot have."""
    if shape is None:
        return
    from vnnews.read.shapes import SHAPES

    if shape not in SHAPES:
        raise InputError(f"shape must be one of {', '.join(SHAPES)}, not {shape!r}", stage="read", reason="shape")
    if kind == "html":
        raise InputError("shape= is for text pages: leave out kind='html'", stage="read", reason="shape")


def holds_headline(text: str, headline: str) -> bool:
    r"""Return whether a text has a headline (or a summary) among its first lines, whatever its case and spaces.

    A section or a date may stand before it. On a line with other words only a long one counts: 'Mưa lớn' begins many a sentence.

    Example:
        >>> holds_headline("Thời sự\nMƯA LỚN\nSáng nay, mưa.", "Mưa lớn"), holds_headline("Mưa lớn từ sáng.", "Mưa lớn")
        (True, False)
    """
    from vnnews.text import fold

    head, wanted = text[: 2 * len(headline) + _BEFORE_HEADLINE], fold(headline)
    if any(fold(line) == wanted for line in head.splitlines()):
        return True
    return len(wanted) >= _LONG_HEADLINE and wanted in fold(head)


_BEFORE_HEADLINE = 200
"""Characters that may stand before a headline."""

_LONG_HEADLINE = 30
"""Characters from which on a headline is no phrase that the first sentence uses as well."""
