"""Step 2: a label and a rule for each block of a page.

Takes a `Document`. Gives a `Labelling`: the page's type and one labelled block for each source block. Decides what each line is, and
whether the page holds an article at all. Known limits: see `label.html` and `label.plain`.
"""

from __future__ import annotations

from vnnews.models import Document, Labelling

__all__ = ["label_blocks"]


def label_blocks(document: Document) -> Labelling:
    """The page's type and its labelled blocks.

    Example:
        >>> from vnnews.models import SourceBlock
        >>> document = Document("Chia sẻ", "text", "", (SourceBlock(0, 7, "Chia sẻ"),))
        >>> label_blocks(document).blocks[0].label.value
        'boilerplate'
    """
    if document.kind == "html":
        from vnnews.label.html import label_html

        return label_html(document)
    from vnnews.label.plain import label_plain

    return label_plain(document)
