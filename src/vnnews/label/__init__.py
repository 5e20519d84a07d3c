"""Step 2: a label, a confidence and a reason for each block of a page.

Takes a `Document`. Gives a `Labelling`: the page's type and one labelled block for each source block. First the detectors look (`scene`),
what they see becomes named features (`features`), then one place decides (`decode`): a linear chain whose weights were
learned from annotated pages, and, for the page as a whole, `page`. What other pages of the site have taught comes last
(`site_memory`). Known limits: replies of a forum thread are comments of the first post; of several articles on a flattened page only those
are told apart that have a headline and a date, a name or a section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnnews.models import Document, Labelling

if TYPE_CHECKING:
    from vnnews.label.site_memory import SiteMemory

__all__ = ["label_blocks"]


def label_blocks(document: Document, memory: SiteMemory | None = None, *, labeller: str = "") -> Labelling:
    """The page's type and its labelled blocks.

    Args:
        document: The page.
        memory: What other pages of the same site have taught; a page without an address is labelled as without a memory.
        labeller: Path of a file with weights of your own, or '' for those of the package.

    Raises:
        InputError: The file with weights cannot be read.

    Example:
        >>> from vnnews.models import SourceBlock
        >>> document = Document("Chia sẻ", "text", "", (SourceBlock(0, 7, "Chia sẻ"),))
        >>> label_blocks(document).blocks[0].label.value
        'boilerplate'
    """
    from vnnews.label.labelling import label_page

    labelling = label_page(document, labeller)
    if memory is None or not document.url:
        return labelling
    from vnnews.label.site_memory import drop_recurring, read_host

    return drop_recurring(labelling, read_host(document.url), memory)
