"""Step 2: a label and a rule for each block of a page.

Takes a `Document`. Gives a `Labelling`: the page's type and one labelled block for each source block. Decides what each line is, and
whether the page holds an article at all; what other pages of the site have taught comes last (`label.site_memory`). Known limits: see
`label.html` and `label.plain`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.models import Document, Labelling

if TYPE_CHECKING:
    from vnnews.label.site_memory import SiteMemory

__all__ = ["label_blocks"]


def label_blocks(document: Document, memory: SiteMemory | None = None) -> Labelling:
    """The page's type and its labelled blocks.

    Args:
        document: The page.
        memory: What other pages of the same site have taught; a page without an address is labelled as without a memory.

    Example:
        >>> from vnnews.models import SourceBlock
        >>> document = Document("Chia sẻ", "text", "", (SourceBlock(0, 7, "Chia sẻ"),))
        >>> label_blocks(document).blocks[0].label.value
        'boilerplate'
    """
    labelling = _label_alone(document)
    if memory is None or not document.url:
        return labelling
    from vnnews.label.site_memory import drop_recurring, read_host

    return drop_recurring(labelling, read_host(document.url), memory)


def _label_alone(document: Document) -> Labelling:
    """The labels that the page by itself gives."""
    if document.kind == "html":
        from vnnews.label.html import label_html

        return label_html(document)
    from vnnews.label.plain import label_plain

    return label_plain(document)
